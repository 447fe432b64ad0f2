//! Short messages that the window shows once.

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

    /// The next one to show.
    pub fn take(&mut self) -> Option<Toast> {
        self.0.pop_front()
    }

    fn push(&mut self, tone: Tone, message: Message) {
        if self.0.len() == 32 {
            self.0.pop_front();
        }
        self.0.push_back(Toast { tone, message });
    }
}
