//! Fields as they are put together.

use super::{Decoded, MOST_FIELDS};
use std::ops::Range;

/// A name or a meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Words {
    /// Nothing to say.
    #[default]
    None,
    /// As a standard or the bytes themselves have it.
    Text(String),
    /// A message key.
    Key(&'static str),
    /// A message key, and its argument `what`.
    With(&'static str, String),
}

/// One field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// How deep it lies: 0 for what a message consists of.
    pub depth: u8,
    /// What it is.
    pub name: Words,
    /// What it says.
    pub value: String,
    /// Its bytes, from the beginning of the message.
    pub range: Range<usize>,
    /// What the value means.
    pub meaning: Words,
    /// It is not what it should be.
    pub wrong: bool,
}

impl Field {
    /// What its value means, where that is known.
    pub fn means(&mut self, meaning: Words) -> &mut Self {
        self.meaning = meaning;
        self
    }

    /// What its value is called in the standard.
    pub fn called(&mut self, name: &str) -> &mut Self {
        if !name.is_empty() {
            self.meaning = Words::Text(name.to_owned());
        }
        self
    }

    /// It is not what it should be, and why.
    pub fn wrong(&mut self, why: Words) -> &mut Self {
        (self.wrong, self.meaning) = (true, why);
        self
    }
}

/// Takes fields in.
#[derive(Debug, Default)]
pub struct Out {
    fields: Vec<Field>,
    depth: u8,
    /// What is given when there are too many.
    beyond: Field,
}

impl Out {
    /// A field with a name of our own.
    pub fn add(&mut self, range: Range<usize>, name: &'static str, value: impl Into<String>) -> &mut Field {
        self.put(range, Words::Key(name), value.into())
    }

    /// A field that has its own name.
    pub fn named(&mut self, range: Range<usize>, name: impl Into<String>, value: impl Into<String>) -> &mut Field {
        self.put(range, Words::Text(name.into()), value.into())
    }

    /// A field with any name.
    pub fn put(&mut self, range: Range<usize>, name: Words, value: String) -> &mut Field {
        let field = Field { depth: self.depth, name, value, range, ..Field::default() };
        if self.fields.len() >= MOST_FIELDS {
            self.beyond = field;
            return &mut self.beyond;
        }
        self.fields.push(field);
        match self.fields.last_mut() {
            Some(field) => field,
            None => &mut self.beyond,
        }
    }

    /// What follows lies within the field that was added last.
    pub fn within<T>(&mut self, fill: impl FnOnce(&mut Self) -> T) -> T {
        self.depth = self.depth.saturating_add(1);
        let filled = fill(self);
        self.depth = self.depth.saturating_sub(1);
        filled
    }

    /// Whether no more are taken.
    pub fn is_full(&self) -> bool {
        self.fields.len() >= MOST_FIELDS
    }

    /// A whole message of so many bytes.
    pub fn whole(self, used: usize) -> Decoded {
        Decoded { fields: self.fields, used, missing: 0 }
    }

    /// A message of which so many bytes are there, and at least so many are missing.
    pub fn cut(self, used: usize, missing: usize) -> Decoded {
        Decoded { fields: self.fields, used, missing }
    }
}
