//! Secrets out of a session before it becomes something else: each byte of one becomes `*`, so that lengths, offsets and
//! the places of all else stay.
//!
//! Two passes: the first finds the secrets in the streams of each socket, whole, however calls, parts and datagrams cut
//! them; the second hands the session's lines on with those bytes replaced. Every format reads these lines instead of the
//! file's, so that none can show more. Memory has 24 bytes for each piece of a secret and some kilobytes a stream.

mod apply;
mod find;
mod scanner;
#[cfg(test)]
mod tests;
mod texts;

pub use apply::MaskedLines;
pub use find::{Secrets, find};

use regex::bytes::{Regex, RegexBuilder};

/// What is taken for a secret.
#[derive(Clone, Debug, Default)]
pub struct Mask {
    patterns: Vec<Regex>,
}

/// A pattern that is no regular expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct PatternError {
    /// Which of them, from 0.
    pub at: usize,
    /// What is wrong with it, in the words of the parser.
    pub why: String,
}

impl Mask {
    /// The usual secrets, and what these patterns match. In patterns `.` and classes stand for characters where the bytes
    /// are UTF-8; what a cut stream has of a match is found where it is at most 4096 bytes long. They are looked for in
    /// notes, paths and host names too. Blank ones are left out.
    ///
    /// # Errors
    /// The first pattern that is none, or whose automaton would be larger than 1 MB.
    pub fn new<T: AsRef<str>>(patterns: &[T]) -> Result<Self, PatternError> {
        let mut all = Vec::new();
        for (at, pattern) in patterns.iter().enumerate().filter(|(_, pattern)| !pattern.as_ref().trim().is_empty()) {
            let built = RegexBuilder::new(pattern.as_ref()).size_limit(1 << 20).build();
            all.push(built.map_err(|error| PatternError { at, why: error.to_string() })?);
        }
        Ok(Self { patterns: all })
    }
}

/// A kind of secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MaskKind {
    /// The values of Authorization and Proxy-Authorization.
    Authorization,
    /// The values of Cookie and Set-Cookie.
    Cookie,
    /// The password of `scheme://user:password@host`.
    Url,
    /// A password, token, key or secret of a query, a form or JSON.
    Field,
    /// A match of a chosen pattern.
    Pattern,
}

impl MaskKind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Authorization, Self::Cookie, Self::Url, Self::Field, Self::Pattern];

    fn is_header(self) -> bool {
        matches!(self, Self::Authorization | Self::Cookie)
    }
}

/// How many secrets of each kind were masked. One that both ends of a connection have counts twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MaskCounts([u64; 5]);

impl MaskCounts {
    /// Of one kind.
    pub fn of(&self, kind: MaskKind) -> u64 {
        MaskKind::ALL.iter().position(|one| *one == kind).and_then(|at| self.0.get(at)).copied().unwrap_or(0)
    }

    /// Of all kinds.
    pub fn all(&self) -> u64 {
        self.0.iter().sum()
    }

    fn add(&mut self, kind: MaskKind, count: u64) {
        let at = MaskKind::ALL.iter().position(|one| *one == kind);
        if let Some(one) = at.and_then(|at| self.0.get_mut(at)) {
            *one += count;
        }
    }
}
