//! Saved messages: what was composed once and is sent again by one key; kept across starts.
//!
//! `store` holds them and what can be undone, `file` is their file, `disk` keeps it; the other files act on the wishes of the
//! person.

mod commands;
mod disk;
mod dump;
mod file;
mod import;
mod packet_sender;
mod send;
mod store;
mod times;

use super::{RepeatPlan, SendCall};
use crate::bytes::Recipe;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::PathBuf;
use std::time::Duration;

pub(super) use disk::put_aside;
pub(super) use import::Arrived;
pub use store::{Change, Messages};
pub use times::{LONGEST, SHORTEST_REPEAT};

/// So many characters of the payload stand for a name that was not given.
const NAME_FROM_PAYLOAD: usize = 48;

/// One saved message. As JSON: an object whose times are milliseconds; what is as usual is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedMessage {
    /// Its number, given by the program; 0 for one that is not kept yet.
    #[serde(skip_serializing_if = "is_zero")]
    pub id: u64,
    /// What the person calls it.
    pub name: String,
    /// The folder it is in; empty for none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub folder: String,
    /// What the person wants to remember of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What is sent, as it was composed.
    pub recipe: Recipe,
    /// By which call.
    pub call: SendCall,
    /// Again and again.
    #[serde(with = "times::repeat", skip_serializing_if = "Option::is_none")]
    pub repeat: Option<RepeatPlan>,
    /// When its folder is sent in order: how long to wait after this one.
    #[serde(rename = "pause_ms", with = "times::millis", skip_serializing_if = "Duration::is_zero")]
    pub pause: Duration,
    /// Alt and this digit (1 to 9) send it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<u8>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it by reference")]
fn is_zero(id: &u64) -> bool {
    *id == 0
}

impl SavedMessage {
    /// Its name, or the start of what is sent where it has none.
    pub fn shown_name(&self) -> Cow<'_, str> {
        if !self.name.trim().is_empty() {
            return Cow::Borrowed(self.name.trim());
        }
        let mut words = self.recipe.text.split_whitespace().take(NAME_FROM_PAYLOAD).collect::<Vec<_>>().join(" ");
        if let Some((cut, _)) = words.char_indices().nth(NAME_FROM_PAYLOAD) {
            words.truncate(cut);
            words.push('…');
        }
        Cow::Owned(words)
    }

    /// The same, within what the program can do: a key from 1 to 9, a repeat of at least 1 ms and once, no time beyond
    /// [`LONGEST`], one line for name and folder.
    #[must_use]
    pub fn within_limits(mut self) -> Self {
        for line in [&mut self.name, &mut self.folder] {
            if line.chars().any(char::is_control) {
                *line = line.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            }
            if line.trim() != line {
                *line = line.trim().to_owned();
            }
        }
        self.key = self.key.filter(|key| (1..=9).contains(key));
        self.pause = self.pause.min(LONGEST);
        if let Some(repeat) = &mut self.repeat {
            repeat.every = repeat.every.clamp(SHORTEST_REPEAT, LONGEST);
            repeat.count = repeat.count.map(|count| count.max(1));
        }
        self
    }
}

/// What can be asked about saved messages.
#[derive(Clone, Debug, PartialEq)]
pub enum MessageCommand {
    /// Keep this one: a new one where its id is 0, in the place of the one that has its id otherwise.
    Keep(SavedMessage),
    /// Delete these; *Undo* brings them back.
    Delete(Vec<u64>),
    /// Take back the last deletion, import, move, rename or edit.
    Undo,
    /// Put these, in the order in which they stand, into a folder.
    Move {
        /// Which.
        ids: Vec<u64>,
        /// Before which one; none puts them at the end.
        before: Option<u64>,
        /// Into which folder; empty for none.
        folder: String,
    },
    /// Give a folder another name; a name that another folder has makes one of the two.
    RenameFolder {
        /// Its name.
        from: String,
        /// Its name to be; empty puts its messages into no folder.
        to: String,
    },
    /// Send one into the open connection.
    Send(u64),
    /// Send a folder's messages in order, each with its pause.
    SendFolder(String),
    /// Put one into the composer.
    Load(u64),
    /// Ask for a file of messages to add.
    Import,
    /// Ask for a hex dump to read.
    ImportDump,
    /// Keep these as new ones.
    Add(Vec<SavedMessage>),
    /// Ask for a file to write all of them to.
    Export,
    /// A file was dropped: one of messages is added, any other is opened as a session.
    TakeFile(PathBuf),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_name_is_called_by_what_it_sends() {
        let of = |name: &str, text: &str| SavedMessage {
            name: name.into(),
            recipe: Recipe { text: text.into(), ..Recipe::default() },
            ..SavedMessage::default()
        };
        for (name, text, shown) in
            [("读寄存器", "01 03", "读寄存器"), (" ", " GET /\n  HTTP/1.1 ", "GET / HTTP/1.1"), ("", "", "")]
        {
            assert_eq!(of(name, text).shown_name(), shown);
        }
        let long = of("", &"字".repeat(100));
        assert_eq!(long.shown_name(), format!("{}…", "字".repeat(NAME_FROM_PAYLOAD)));
    }

    #[test]
    fn limits() {
        let odd = SavedMessage {
            name: " a\r\nb\u{7}".into(),
            key: Some(0),
            pause: Duration::MAX,
            repeat: Some(RepeatPlan { every: Duration::ZERO, count: Some(0) }),
            ..SavedMessage::default()
        };
        let tame = odd.within_limits();
        assert_eq!((tame.name.as_str(), tame.key, tame.pause), ("a b", None, LONGEST));
        assert_eq!(tame.repeat, Some(RepeatPlan { every: SHORTEST_REPEAT, count: Some(1) }));
        assert_eq!(tame.clone().within_limits(), tame);
    }
}
