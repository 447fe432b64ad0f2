//! What a row says, kept until its message changes: bytes are made once, not in every frame.

use crate::app::{Change, SavedMessage, input_message};
use crate::bytes::{duration_text, size_text};
use crate::locale::Message;
use crate::ui::cx::Cx;
use std::collections::HashMap;
use std::sync::Arc;

/// So many are kept.
const KEPT: usize = 2048;
/// Longer names are cut before they are set.
const NAME: usize = 120;

/// What is known of a message's bytes.
#[derive(Clone, Debug)]
pub struct Look {
    /// How many there are, or why there are none.
    pub size: Result<usize, Message>,
    /// Its name, not longer than can show.
    pub name: Arc<str>,
}

/// The looks of the messages that were in sight.
#[derive(Default)]
pub struct Looks(HashMap<u64, (Arc<SavedMessage>, Look)>);

impl Looks {
    /// The look of a message.
    pub fn of(&mut self, message: &Arc<SavedMessage>) -> Look {
        if let Some((of, look)) = self.0.get(&message.id)
            && Arc::ptr_eq(of, message)
        {
            return look.clone();
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let size = message.recipe.build().map(|built| built.bytes.len()).map_err(|error| input_message(&error));
        let look = Look { size, name: message.shown_name().chars().take(NAME).collect::<String>().into() };
        self.0.insert(message.id, (Arc::clone(message), look.clone()));
        look
    }
}

/// What stands at the right: its size, or how often it is sent.
pub fn amount(cx: &Cx<'_>, message: &SavedMessage, look: &Look) -> String {
    match (&look.size, &message.repeat) {
        (Err(why), _) => cx.say(why),
        (Ok(_), Some(repeat)) => cx.say(&Message::new("messages-every").with("time", duration_text(repeat.every))),
        (Ok(size), None) => size_text(*size as u64),
    }
}

/// `Alt+1`.
pub fn key_text(key: u8) -> String {
    format!("Alt+{key}")
}

/// All that the row shows, as one sentence.
pub fn sentence(cx: &Cx<'_>, message: &SavedMessage, look: &Look) -> String {
    let what = match &look.size {
        Ok(size) => Message::new("messages-size").with("size", size_text(*size as u64)),
        Err(why) => Message::new("messages-wrong").with("why", why.clone()),
    };
    let mut said = Message::new("messages-row").with("name", &*look.name).with("what", what);
    let mut add = |more: Message| {
        let row = std::mem::replace(&mut said, Message::new("messages-row-and"));
        said = Message::new("messages-row-and").with("row", row).with("more", more);
    };
    if let Some(repeat) = &message.repeat {
        add(Message::new("messages-every").with("time", duration_text(repeat.every)));
        if let Some(count) = repeat.count {
            add(Message::new("messages-times").with("n", count));
        }
    }
    if let Some(key) = message.key {
        add(Message::new("messages-key-is").with("key", key_text(key)));
    }
    if !message.folder.is_empty() {
        add(Message::new("messages-in-folder").with("name", message.folder.as_str()));
    }
    if !message.note.trim().is_empty() {
        let note: String = message.note.trim().chars().take(NAME).collect();
        add(Message::new("messages-note-is").with("note", note));
    }
    cx.say(&said)
}

/// What was done, in words.
pub fn change(cx: &Cx<'_>, change: &Change) -> String {
    cx.say(&change.words())
}

/// What *Undo* does, in words.
pub fn undo_what(cx: &Cx<'_>, change: &Change) -> String {
    cx.say(&Message::new("messages-undo-what").with("what", change.words()))
}
