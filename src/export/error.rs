//! What can come of an export.

use super::{FilterKind, Format};
use crate::session::{Damage, OpenWhy};
use std::io;

/// What an export wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Records of the session that were read.
    pub records: u64,
    /// Bytes of a torn last line, which was left out.
    pub torn: Option<u64>,
    /// The damaged line at which it ended.
    pub damage: Option<Damage>,
    /// How many secrets were masked, where that was asked for.
    pub masked: Option<super::mask::MaskCounts>,
    /// Of a picture: calls that it shows, and calls that had no room.
    pub drawn: Option<(u64, u64)>,
    /// What a program has of the session.
    pub program: Option<super::program::Summary>,
}

/// Why nothing whole was written.
#[derive(Debug)]
pub enum ExportError {
    /// The file is no session.
    NotASession(OpenWhy),
    /// A damaged line of which no part can be left out.
    Line(Damage),
    /// The session cannot be read.
    Read(io::Error),
    /// The result cannot be written.
    Write(io::Error),
    /// More steps than a script may have.
    TooLong,
    /// No program can be made of it.
    Program(super::program::ProgramError),
    /// Plain bytes are those of one socket in one direction; the selection has not exactly one of each.
    NeedsOne,
    /// This format is of the whole session, or cannot be had of such a selection.
    Filter {
        /// The format.
        format: Format,
        /// What was asked.
        kind: FilterKind,
    },
}
