//! `0x48, 0x65` and arrays of C, Rust, Python…: each pair of brackets is a packet of its own.

use super::{DumpError, DumpWhy};

/// A text that is read from its beginning.
struct Reader<'a> {
    rest: &'a str,
    line: usize,
    column: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        if c == '\n' {
            (self.line, self.column) = (self.line + 1, 1);
        } else {
            self.column += 1;
        }
        Some(c)
    }

    fn fail<T>(&self, why: DumpWhy) -> Result<T, DumpError> {
        Err(DumpError { line: self.line, column: self.column, why })
    }

    /// Goes over a comment; whether there was one.
    fn comment(&mut self) -> Result<bool, DumpError> {
        if self.rest.starts_with("//") {
            while self.peek().is_some_and(|c| c != '\n') {
                self.take();
            }
            return Ok(true);
        }
        if !self.rest.starts_with("/*") {
            return Ok(false);
        }
        let Some(end) = self.rest.find("*/") else { return self.fail(DumpWhy::Unclosed) };
        let after = self.rest.len() - end - 2;
        while self.rest.len() > after {
            self.take();
        }
        Ok(true)
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_alphanumeric) {
            word.push(c);
            self.take();
        }
        word
    }
}

/// The packets of a list, or of each array.
pub fn parse(text: &str) -> Result<Vec<Vec<u8>>, DumpError> {
    let mut reader = Reader { rest: text, line: 1, column: 1 };
    let has_arrays = text.contains('{');
    let (mut packets, mut packet, mut open) = (Vec::new(), Vec::new(), None);
    while let Some(c) = reader.peek() {
        if reader.comment()? {
            continue;
        }
        if has_arrays && open.is_none() {
            // What stands before an array is its type and name.
            if reader.take() == Some('{') {
                open = Some((reader.line, reader.column.saturating_sub(1)));
            }
            continue;
        }
        if c == '}' && open.take().is_some() {
            packets.push(std::mem::take(&mut packet));
            reader.take();
        } else if c.is_ascii_alphanumeric() {
            let (line, column) = (reader.line, reader.column);
            let word = reader.word();
            let failed = |why, by: usize| Err(DumpError { line, column: column + by, why });
            let lower = word.to_ascii_lowercase();
            let (digits, radix, before) = match lower.strip_prefix("0x") {
                Some(digits) => (digits, 16, 2),
                // Numbers of an array may be decimal.
                None if has_arrays => (lower.trim_end_matches('u'), 10, 0),
                None => return failed(DumpWhy::NotHex(c), 0),
            };
            if let Some(at) = digits.chars().position(|c| !c.is_digit(radix)) {
                let c = digits.chars().nth(at).unwrap_or(c);
                return failed(DumpWhy::NotHex(c), before + at);
            }
            if digits.is_empty() {
                return failed(DumpWhy::OddDigits, 0);
            }
            match u8::from_str_radix(digits, radix) {
                Ok(byte) => packet.push(byte),
                Err(_) => return failed(DumpWhy::TooLarge, 0),
            }
        } else if c.is_whitespace() || matches!(c, ',' | ';' | '[' | ']' | '(' | ')') {
            reader.take();
        } else {
            return reader.fail(DumpWhy::NotHex(c));
        }
    }
    if let Some((line, column)) = open {
        return Err(DumpError { line, column, why: DumpWhy::Unclosed });
    }
    packets.push(packet);
    Ok(packets)
}
