//! Stars and notes on records, and the file that they are kept in.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The longest note, in characters: more is cut.
pub const NOTE_MAX: usize = 10_000;
/// The version of the file.
const VERSION: u64 = 1;

/// What a person put on one record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// A star: it is listed among the bookmarks.
    #[serde(default)]
    pub star: bool,
    /// A note; empty for none.
    #[serde(default)]
    pub note: String,
}

impl Mark {
    /// Whether there is nothing to keep.
    pub fn is_empty(&self) -> bool {
        !self.star && self.note.is_empty()
    }
}

/// The stars and notes of a session, by the record that a row of the log begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(BTreeMap<u64, Mark>);

/// Why a file of notes is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarksError {
    /// No JSON, or not of this form; what and where, in the parser's words.
    #[error("{0}")]
    Damaged(String),
    /// It is of a version that this program does not know.
    #[error("version {0}")]
    Version(u64),
    /// It was made for another session.
    #[error("of another session")]
    OtherSession,
}

#[derive(Serialize, Deserialize)]
struct File {
    notes: u64,
    /// When its session began: tells sessions apart.
    session: String,
    records: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    n: u64,
    #[serde(flatten)]
    mark: Mark,
}

impl Marks {
    /// What is on record `n`.
    pub fn of(&self, n: u64) -> Option<&Mark> {
        self.0.get(&n)
    }

    /// Puts something on record `n` and returns what was there; an empty mark takes it away. Long notes are cut.
    pub fn put(&mut self, n: u64, mut mark: Mark) -> Mark {
        if let Some((end, _)) = mark.note.char_indices().nth(NOTE_MAX) {
            mark.note.truncate(end);
        }
        let before = if mark.is_empty() { self.0.remove(&n) } else { self.0.insert(n, mark) };
        before.unwrap_or_default()
    }

    /// All of them, by record.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &Mark)> {
        self.0.iter().map(|(n, mark)| (*n, mark))
    }

    /// How many records have something.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what `other` has on records that have nothing here.
    pub fn add(&mut self, other: Self) {
        for (n, mark) in other.0 {
            self.0.entry(n).or_insert(mark);
        }
    }

    /// The file's text; `session` is the moment that the session's first line names.
    pub fn to_json(&self, session: &str) -> String {
        let records = self.0.iter().map(|(n, mark)| Line { n: *n, mark: mark.clone() }).collect();
        let file = File { notes: VERSION, session: session.to_owned(), records };
        // Plain data: it can always be written.
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// Reads [`Self::to_json`].
    ///
    /// # Errors
    /// No such file's text, or one of another session or version.
    pub fn from_json(text: &[u8], session: &str) -> Result<Self, MarksError> {
        let damaged = |error: serde_json::Error| MarksError::Damaged(error.to_string());
        let value: serde_json::Value = serde_json::from_slice(text).map_err(damaged)?;
        match value.get("notes").and_then(serde_json::Value::as_u64) {
            Some(VERSION) => {}
            Some(other) => return Err(MarksError::Version(other)),
            None => return Err(MarksError::Damaged("\"notes\": 1".to_owned())),
        }
        let file: File = serde_json::from_value(value).map_err(damaged)?;
        if file.session != session {
            return Err(MarksError::OtherSession);
        }
        let mut marks = Self::default();
        for line in file.records {
            marks.put(line.n, line.mark);
        }
        Ok(marks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn odd_files_are_told_apart() {
        for (text, wanted) in [
            (r#"{"notes":1,"session":"a","records":[]}"#, Ok(Marks::default())),
            (r#"{"notes":1,"session":"b","records":[]}"#, Err(MarksError::OtherSession)),
            (r#"{"notes":2}"#, Err(MarksError::Version(2))),
        ] {
            assert_eq!(Marks::from_json(text.as_bytes(), "a"), wanted, "{text}");
        }
        for text in ["", "{", "[]", "{}", r#"{"notes":1}"#, r#"{"notes":1,"session":"a","records":[{"n":-1}]}"#] {
            assert!(matches!(Marks::from_json(text.as_bytes(), "a"), Err(MarksError::Damaged(_))), "{text}");
        }
    }

    proptest! {
        #[test]
        fn marks_read_back(all in prop::collection::btree_map(any::<u64>(), (any::<bool>(), "\\PC{0,20}"), 0..20)) {
            let mut marks = Marks::default();
            for (n, (star, note)) in all {
                marks.put(n, Mark { star, note });
            }
            prop_assert_eq!(Marks::from_json(marks.to_json("x").as_bytes(), "x"), Ok(marks));
        }
    }
}
