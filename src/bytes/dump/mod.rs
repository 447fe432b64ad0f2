//! Hex dumps of other programs as bytes: with offsets (`offsets`: xxd, hexdump -C, tcpdump -X, Wireshark, what text2pcap
//! takes), as the lists and arrays of a programming language (`list`), or plain.
//!
//! Characters beside the bytes are not mistaken for bytes, and offsets have to fit: a dump that lacks a line is no dump.

mod list;
mod offsets;
#[cfg(test)]
mod tests;

use std::ops::Range;

/// Several packets of one dump at most.
pub const MOST_PACKETS: usize = 10_000;

/// Where a dump cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} at line {line}, column {column}", why.key())]
pub struct DumpError {
    /// The line, from 1.
    pub line: usize,
    /// The character in it, from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: DumpWhy,
}

/// What is wrong with a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DumpWhy {
    /// A character that is no hex digit where one belongs.
    NotHex(char),
    /// Digits that make no whole bytes.
    OddDigits,
    /// Bytes are missing: the offset is beyond the last one.
    Gap {
        /// The offset that belongs there.
        expected: u64,
        /// The one that stands there.
        found: u64,
    },
    /// Bytes stand there twice: the offset is before the last one.
    Overlap {
        /// The offset that belongs there.
        expected: u64,
        /// The one that stands there.
        found: u64,
    },
    /// A number of a list that is more than a byte.
    TooLarge,
    /// A bracket or comment that is not closed.
    Unclosed,
    /// More than 10,000 packets.
    TooMany,
    /// No bytes at all.
    Nothing,
}

impl DumpWhy {
    /// The message key.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotHex(_) => "dump-not-hex",
            Self::OddDigits => "dump-odd",
            Self::Gap { .. } => "dump-gap",
            Self::Overlap { .. } => "dump-overlap",
            Self::TooLarge => "dump-too-large",
            Self::Unclosed => "dump-unclosed",
            Self::TooMany => "dump-too-many",
            Self::Nothing => "dump-nothing",
        }
    }

    /// The message's arguments `what` and `expected`: the character, or the two offsets in hex.
    pub fn arguments(&self) -> (String, String) {
        match self {
            Self::NotHex(c) => (c.escape_debug().to_string(), String::new()),
            Self::Gap { expected, found } | Self::Overlap { expected, found } => {
                (format!("{found:x}"), format!("{expected:x}"))
            }
            _ => (String::new(), String::new()),
        }
    }
}

/// Reads a dump: the bytes of each of its packets, in order. Offsets that begin again, another array, and in what Wireshark
/// writes of a stream the other end's turn begin another packet. Empty ones are left out.
///
/// # Errors
/// [`DumpError`], with the line and column.
pub fn parse_dump(text: &str) -> Result<Vec<Vec<u8>>, DumpError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut packets = match form_of(text) {
        Form::Offsets => offsets::parse(text)?,
        Form::List => list::parse(text)?,
        Form::Escapes => vec![escapes(text)?],
        Form::Plain => vec![plain(text)?],
    };
    packets.retain(|packet| !packet.is_empty());
    match packets.len() {
        0 => Err(DumpError { line: 1, column: 1, why: DumpWhy::Nothing }),
        count if count > MOST_PACKETS => Err(DumpError { line: 1, column: 1, why: DumpWhy::TooMany }),
        _ => Ok(packets),
    }
}

/// Whether a text is a dump that plain hex is not: with offsets, or an array.
pub fn looks_like_dump(text: &str) -> bool {
    match form_of(text) {
        Form::Offsets => true,
        Form::List => text.contains('{'),
        Form::Escapes | Form::Plain => false,
    }
}

enum Form {
    Offsets,
    List,
    Escapes,
    Plain,
}

fn form_of(text: &str) -> Form {
    if offsets::is_one(text) {
        Form::Offsets
    } else if text.contains("\\x") {
        Form::Escapes
    } else if text.contains('{') || text.contains("0x") || text.contains("0X") {
        Form::List
    } else {
        Form::Plain
    }
}

/// Lines with their numbers from 1.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

fn error(line: usize, text: &str, at: usize, why: DumpWhy) -> DumpError {
    let column = text.get(..at).map_or(0, |before| before.chars().count()) + 1;
    DumpError { line, column, why }
}

/// The bytes of a run of digits at a place of a line.
fn digits(line: usize, text: &str, place: Range<usize>, out: &mut Vec<u8>) -> Result<(), DumpError> {
    let run = text.get(place.clone()).unwrap_or_default().as_bytes();
    if run.len() % 2 == 1 {
        return Err(error(line, text, place.start, DumpWhy::OddDigits));
    }
    for (i, pair) in run.chunks(2).enumerate() {
        let value = pair.iter().try_fold(0, |value, digit| Some(value << 4 | char::from(*digit).to_digit(16)?));
        let Some(value) = value.and_then(|value| u8::try_from(value).ok()) else {
            let at = place.start + 2 * i;
            let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('?');
            return Err(error(line, text, at, DumpWhy::NotHex(c)));
        };
        out.push(value);
    }
    Ok(())
}

/// Digits and what people put between them.
fn plain(text: &str) -> Result<Vec<u8>, DumpError> {
    let mut out = Vec::with_capacity(text.len() / 2);
    for (number, line) in lines(text) {
        let mut start = None;
        for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
            if c.is_ascii_hexdigit() {
                start.get_or_insert(at);
            } else if c.is_whitespace() || matches!(c, ':' | '-' | ',' | ';' | '_' | '.') {
                if let Some(start) = start.take() {
                    digits(number, line, start..at, &mut out)?;
                }
            } else {
                return Err(error(number, line, at, DumpWhy::NotHex(c)));
            }
        }
    }
    Ok(out)
}

/// `\x48\x65`, in quotes or not, over several lines.
fn escapes(text: &str) -> Result<Vec<u8>, DumpError> {
    let mut out = Vec::new();
    for (number, line) in lines(text) {
        let mut at = 0;
        while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = line.get(at..).unwrap_or_default();
            if let Some(after) = rest.strip_prefix("\\x") {
                let width = after.bytes().take(2).take_while(u8::is_ascii_hexdigit).count();
                if width < 2 {
                    return Err(error(number, line, at, DumpWhy::OddDigits));
                }
                digits(number, line, at + 2..at + 4, &mut out)?;
                at += 4;
            } else if c.is_whitespace()
                || matches!(c, '"' | '\'' | '+' | ',' | ';' | '(' | ')')
                || c == '\\' && rest.trim_end() == "\\"
                || c == 'b' && rest[1..].starts_with(['"', '\''])
            {
                at += c.len_utf8();
            } else {
                return Err(error(number, line, at, DumpWhy::NotHex(c)));
            }
        }
    }
    Ok(out)
}
