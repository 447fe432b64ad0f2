//! Identity and labels: `sid` is identity, a name is a label that may be reused.

use std::fmt;

/// The identity of a socket, or of a file that `makefile` made, in one session: a number from 1 up, never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u64);

impl SocketId {
    /// The identity of no socket: what `getaddrinfo` is made on.
    pub const NONE: Self = Self(0);
}

/// One made call that may wait: `w7` in a session file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub u64);

impl fmt::Display for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "w{}", self.0)
    }
}

impl CallId {
    /// Reads the form that `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        text.strip_prefix('w')?.parse().ok().map(Self)
    }
}

/// A socket's label: `name`, or `side/name` where a *side* is one program of several on the board.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    side: Box<str>,
    base: Box<str>,
}

/// Why a text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is left after trimming.
    #[error("a name needs at least one character")]
    Empty,
    /// A control character, or more than one `/`.
    #[error("a name has no control characters and at most one '/'")]
    Odd,
    /// Longer than 64 characters.
    #[error("a name has at most 64 characters")]
    Long,
}

impl Name {
    /// `side` may be empty. Neither part is checked: for names that the program makes itself.
    pub fn new(side: &str, base: &str) -> Self {
        Self { side: side.into(), base: base.into() }
    }

    /// Reads `name` or `side/name` as a person or a file gives it.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let text = text.trim();
        let (side, base) = text.split_once('/').unwrap_or(("", text));
        if base.is_empty() {
            return Err(NameError::Empty);
        }
        if base.contains('/') || text.chars().any(char::is_control) {
            return Err(NameError::Odd);
        }
        if text.chars().count() > 64 {
            return Err(NameError::Long);
        }
        Ok(Self::new(side, base))
    }

    /// The program this socket belongs to, or an empty text.
    pub fn side(&self) -> &str {
        &self.side
    }

    /// The variable's name within its side.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The same side with another base.
    pub fn with_base(&self, base: &str) -> Self {
        Self { side: self.side.clone(), base: base.into() }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.side.is_empty() {
            write!(f, "{}/", self.side)?;
        }
        f.write_str(&self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_as_written() {
        for text in ["s", "server/s", "小明", "client/conn~1"] {
            assert_eq!(Name::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Name::parse(" "), Err(NameError::Empty));
        assert_eq!(Name::parse("server/"), Err(NameError::Empty));
        assert_eq!(Name::parse("a/b/c"), Err(NameError::Odd));
        assert_eq!(Name::parse("a\u{1}"), Err(NameError::Odd));
        assert_eq!(Name::parse(&"x".repeat(65)), Err(NameError::Long));
    }

    #[test]
    fn call_ids_read_back() {
        assert_eq!(CallId::parse("w12"), Some(CallId(12)));
        assert_eq!(CallId::parse("12"), None);
    }
}
