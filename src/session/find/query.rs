//! What is looked for, read.

use crate::bytes::{Encoding, Needle};
use crate::call::CallKind;
use crate::locale::Message;
use crate::session::Direction;
use regex::bytes::Regex;

/// What is looked for: terms that must all hold.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pub(super) terms: Vec<Term>,
}

/// How a query is read.
#[derive(Clone, Copy, Debug)]
pub struct QueryOptions {
    /// Words are looked for in payloads as UTF-8 and as this writes them.
    pub encoding: Encoding,
}

impl Default for QueryOptions {
    fn default() -> Self {
        Self { encoding: Encoding::Utf8 }
    }
}

/// One term.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub negated: bool,
    pub test: Test,
}

/// What one term asks.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Text(Words),
    Bytes(Needle),
    Regex(Regex),
    Socket(Vec<Label>),
    Call(Vec<CallKind>),
    Error,
    Errno(Vec<Box<str>>),
    Address(Box<str>),
    Direction(Direction),
    /// Microseconds.
    Time(Span),
    /// Bytes.
    Size(Span),
    Note(Option<Regex>),
    Bookmarked,
}

/// A text, capitals or not.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// As UTF-8.
    pub utf8: Regex,
    /// In the chosen encoding, where that differs.
    pub encoded: Option<Needle>,
}

/// A name, or the beginning of one; in lower case where it is a beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    pub text: Box<str>,
    pub exact: bool,
}

/// From and to, both within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: u64,
    pub to: u64,
}

impl Span {
    pub fn has(self, number: u64) -> bool {
        (self.from..=self.to).contains(&number)
    }
}

impl Query {
    /// Whether it asks nothing: everything fits.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether notes or stars decide.
    pub fn asks_marks(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.test, Test::Note(_) | Test::Bookmarked))
    }

    /// Where its words stand in a text, to mark them: byte ranges from the front, without overlap.
    pub fn marks_in(&self, text: &str) -> Vec<std::ops::Range<usize>> {
        let mut found: Vec<_> = self
            .terms
            .iter()
            .filter(|term| !term.negated)
            .filter_map(|term| match &term.test {
                Test::Text(words) => Some(&words.utf8),
                Test::Regex(regex) => Some(regex),
                _ => None,
            })
            .flat_map(|regex| regex.find_iter(text.as_bytes()).map(|found| found.range()).take(16))
            .filter(|range| !range.is_empty() && text.is_char_boundary(range.start) && text.is_char_boundary(range.end))
            .collect();
        found.sort_by_key(|range| range.start);
        let mut end = 0;
        found.retain(|range| {
            let apart = range.start >= end;
            end = if apart { range.end } else { end };
            apart
        });
        found
    }
}

/// What is wrong with a query.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryError {
    /// Where the term begins: the index of the character from 0.
    pub at: usize,
    /// What is wrong, to be said.
    pub why: Message,
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at character {}", self.why.key(), self.at)
    }
}

impl std::error::Error for QueryError {}
