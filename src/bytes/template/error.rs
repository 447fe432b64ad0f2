//! What can be wrong in a template's text.

/// Where a line cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The line, from 1.
    pub line: usize,
    /// The character in it, from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: TemplateWhy,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateWhy {
    /// It has no name with a colon behind it.
    NoName,
    /// A name stands twice.
    Twice(String),
    /// The type is missing, or there is none of this name.
    NoType(String),
    /// The length is missing, or is no number, no `rest` and no earlier number field.
    NoLength(String),
    /// There is no checksum of this name.
    NoChecksum(String),
    /// The offset is no number.
    NoOffset(String),
    /// A word that means nothing here.
    Unknown(String),
    /// A value's meaning is not written as `1=word`.
    NoMeaning(String),
    /// More lines than may be.
    TooMany,
    /// No field at all.
    Nothing,
}

impl TemplateWhy {
    /// The message key.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoName => "template-no-name",
            Self::Twice(_) => "template-twice",
            Self::NoType(_) => "template-no-type",
            Self::NoLength(_) => "template-no-length",
            Self::NoChecksum(_) => "template-no-checksum",
            Self::NoOffset(_) => "template-no-offset",
            Self::Unknown(_) => "template-unknown",
            Self::NoMeaning(_) => "template-no-meaning",
            Self::TooMany => "template-too-many",
            Self::Nothing => "template-nothing",
        }
    }

    /// The message's argument `what`.
    pub fn what(&self) -> &str {
        match self {
            Self::Twice(what)
            | Self::NoType(what)
            | Self::NoLength(what)
            | Self::NoChecksum(what)
            | Self::NoOffset(what)
            | Self::Unknown(what)
            | Self::NoMeaning(what) => what,
            Self::NoName | Self::TooMany | Self::Nothing => "",
        }
    }
}
