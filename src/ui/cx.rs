//! What every panel is handed: the state to read, a list to push commands on, and the language to speak.

use crate::app::{AppCommand, State};
use crate::locale::{self, Language, Message};
use crate::script::CallLanguage;

/// One frame's view of the program.
pub struct Cx<'a> {
    /// Read only: a panel that wants something pushes a command.
    pub state: &'a State,
    /// The language of this frame.
    pub language: Language,
    commands: &'a mut Vec<AppCommand>,
}

impl<'a> Cx<'a> {
    /// A frame's view; what is pushed lands in `commands`, to be acted on after drawing.
    pub fn new(state: &'a State, commands: &'a mut Vec<AppCommand>) -> Self {
        Self { state, language: state.settings.language_now(), commands }
    }

    /// The language of words, and that of calls.
    pub fn languages(&self) -> (Language, CallLanguage) {
        (self.language, self.state.settings.call_language)
    }

    /// The text of a key without arguments.
    pub fn t(&self, key: &str) -> &'static str {
        locale::text(self.language, key)
    }

    /// The words of a message.
    pub fn say(&self, message: &Message) -> String {
        locale::words(self.language, message)
    }

    /// Wishes something.
    pub fn push(&mut self, command: AppCommand) {
        self.commands.push(command);
    }
}
