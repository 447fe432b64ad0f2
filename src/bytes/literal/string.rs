//! Strings of a Python literal: prefixes, quotes and escapes.

use crate::bytes::{InputError, InputWhy};

/// What one string literal holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Str(Vec<u32>),
    Bytes(Vec<u8>),
}

/// What the letters before a quote say.
#[derive(Clone, Copy, Debug)]
pub struct Prefix {
    raw: bool,
    bytes: bool,
}

impl Prefix {
    /// Reads the letters; none where they are no prefix.
    ///
    /// # Errors
    /// Those of an f-string.
    pub fn parse(letters: &str) -> Result<Option<Self>, InputWhy> {
        Ok(match letters.to_ascii_lowercase().as_str() {
            "" | "u" => Some(Self { raw: false, bytes: false }),
            "r" => Some(Self { raw: true, bytes: false }),
            "b" => Some(Self { raw: false, bytes: true }),
            "br" | "rb" => Some(Self { raw: true, bytes: true }),
            "f" | "fr" | "rf" => return Err(InputWhy::LiteralFormatted),
            _ => None,
        })
    }
}

/// Reads a string whose opening quote is at `start`; where it ends.
pub fn read(chars: &[char], start: usize, prefix: Prefix) -> Result<(Piece, usize), InputError> {
    let quote = chars.get(start).copied().unwrap_or('\'');
    let is_quote = |at: usize| chars.get(at) == Some(&quote);
    let long = is_quote(start + 1) && is_quote(start + 2);
    let mut string = String { chars, at: start + if long { 3 } else { 1 }, prefix, points: Vec::new() };
    let open = InputError { at: start, why: InputWhy::LiteralStringOpen };
    loop {
        let Some(&c) = chars.get(string.at) else { return Err(open) };
        match c {
            _ if c == quote && !long => {
                string.at += 1;
                break;
            }
            _ if c == quote && is_quote(string.at + 1) && is_quote(string.at + 2) => {
                string.at += 3;
                break;
            }
            '\n' | '\r' if !long => return Err(open),
            '\\' => string.escape().map_err(|why| why.unwrap_or(open))?,
            _ => string.take(c)?,
        }
    }
    let end = string.at;
    let piece = match prefix.bytes {
        true => Piece::Bytes(string.points.iter().map(|&point| (point & 0xFF) as u8).collect()),
        false => Piece::Str(string.points),
    };
    Ok((piece, end))
}

struct String<'a> {
    chars: &'a [char],
    at: usize,
    prefix: Prefix,
    points: Vec<u32>,
}

impl String<'_> {
    /// A character that stands for itself. Python reads every line end as `\n`.
    fn take(&mut self, c: char) -> Result<(), InputError> {
        if self.prefix.bytes && !c.is_ascii() {
            return Err(InputError { at: self.at, why: InputWhy::LiteralBytesAscii(c) });
        }
        self.at += 1;
        if c == '\r' {
            if self.chars.get(self.at) == Some(&'\n') {
                self.at += 1;
            }
            self.points.push('\n' as u32);
        } else {
            self.points.push(c as u32);
        }
        Ok(())
    }

    /// A backslash and what it escapes. An error of none: the text ends.
    fn escape(&mut self) -> Result<(), Option<InputError>> {
        let begins = self.at;
        let c = *self.chars.get(self.at + 1).ok_or(None)?;
        if self.prefix.raw {
            self.take('\\').map_err(Some)?;
            return self.take(c).map_err(Some);
        }
        let wrong = |why| Some(InputError { at: begins, why });
        self.at += 2;
        let point = match c {
            'n' => 10,
            'r' => 13,
            't' => 9,
            'a' => 7,
            'b' => 8,
            'f' => 12,
            'v' => 11,
            '\\' | '\'' | '"' => c as u32,
            '\n' => return Ok(()),
            '\r' => {
                self.at += usize::from(self.chars.get(self.at) == Some(&'\n'));
                return Ok(());
            }
            '0'..='7' => self.octal(c),
            'x' => self.hex(2).ok_or(wrong(InputWhy::ShortEscape))?,
            'u' if !self.prefix.bytes => self.hex(4).ok_or(wrong(InputWhy::ShortEscape))?,
            'U' if !self.prefix.bytes => {
                let point = self.hex(8).ok_or(wrong(InputWhy::ShortEscape))?;
                if point > 0x10_FFFF {
                    return Err(wrong(InputWhy::NotACodePoint(point)));
                }
                point
            }
            'N' if !self.prefix.bytes => return Err(wrong(InputWhy::BadEscape('N'))),
            // Python keeps the backslash of what is no escape.
            _ => {
                self.points.push('\\' as u32);
                self.at -= 1;
                return self.take(c).map_err(Some);
            }
        };
        self.points.push(point);
        Ok(())
    }

    fn octal(&mut self, first: char) -> u32 {
        let mut value = first.to_digit(8).unwrap_or_default();
        for _ in 0..2 {
            let Some(digit) = self.chars.get(self.at).and_then(|c| c.to_digit(8)) else { break };
            value = value * 8 + digit;
            self.at += 1;
        }
        value
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..digits {
            value = value << 4 | self.chars.get(self.at).and_then(|c| c.to_digit(16))?;
            self.at += 1;
        }
        Some(value)
    }
}
