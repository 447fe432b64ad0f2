//! Short messages that the window shows once.

use super::AppCommand;
use crate::locale::Message;
use std::collections::VecDeque;

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something to know.
    Warning,
    /// Something failed.
    Failed,
}

/// A short message.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub message: Message,
    /// What can be pressed in it, with its words; such a message stays longer.
    pub offer: Option<(Message, AppCommand)>,
}

/// Messages that were not shown yet; the oldest give way beyond 32.
#[derive(Debug, Default)]
pub struct Toasts(VecDeque<Toast>);

impl Toasts {
    /// Something was done.
    pub fn done(&mut self, message: Message) {
        self.push(Tone::Done, message);
    }

    /// Something to know.
    pub fn warn(&mut self, message: Message) {
        self.push(Tone::Warning, message);
    }

    /// Something failed.
    pub fn failed(&mut self, message: Message) {
        self.push(Tone::Failed, message);
    }

    /// Something was done that can be undone.
    pub fn offer(&mut self, message: Message, undo: (Message, AppCommand)) {
        self.push_toast(Toast { tone: Tone::Done, message, offer: Some(undo) });
    }

    /// The next one to show.
    pub fn take(&mut self) -> Option<Toast> {
        self.0.pop_front()
    }

    fn push(&mut self, tone: Tone, message: Message) {
        self.push_toast(Toast { tone, message, offer: None });
    }

    fn push_toast(&mut self, toast: Toast) {
        if self.0.len() == 32 {
            self.0.pop_front();
        }
        self.0.push_back(toast);
    }
}
