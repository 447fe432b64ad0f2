//! A strict JSON reader that borrows from the line: no duplicate keys, no NaN, at most 32 deep, numbers kept as text so
//! that nanoseconds stay exact.

use super::{LineError, LineWhy};
use std::borrow::Cow;

/// So many keys are compared one with the other; more are sorted.
const FEW: usize = 24;
/// How deep values may be nested.
const DEPTH: usize = 32;

/// A JSON value; strings without escapes are borrowed from the line.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// The number as it is written.
    Number(&'a str),
    /// A text, its escapes read.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Json<'a>>),
    /// An object, in the order of the line; no key stands twice.
    Map(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// Reads one whole value, and nothing after it but white space.
    ///
    /// # Errors
    /// What is no JSON, with the byte where it was seen; a key that stands twice; more than 32 levels.
    pub fn parse(text: &'a str) -> Result<Self, LineError> {
        // Looked at once for the whole line: few have any, and then no text need be looked at for itself.
        let lowest = text.as_bytes().iter().fold(u8::MAX, |low, byte| low.min(*byte));
        let mut reader = Reader { text, at: 0, controls: lowest < 0x20 };
        let value = reader.value(0)?;
        reader.space();
        if reader.at < text.len() { Err(reader.wrong(LineWhy::Trailing)) } else { Ok(value) }
    }

    /// The value of a key, where this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Json<'a>> {
        match self {
            Self::Map(entries) => entries.iter().find(|(known, _)| known == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, where this is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where it is a whole one from 0 up that fits.
    pub fn u64(&self) -> Option<u64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The number, where it is a whole one that fits.
    pub fn i64(&self) -> Option<i64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The flag, where this is one.
    pub fn bool(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The items, where this is a list.
    pub fn list(&self) -> Option<&[Json<'a>]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// There are control characters: between values they are white space, in a text they are refused.
    controls: bool,
}

impl<'a> Reader<'a> {
    fn wrong(&self, why: LineWhy) -> LineError {
        LineError { at: self.at, why }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), LineError> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.wrong(LineWhy::NotJson))
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json<'a>, LineError> {
        if depth > DEPTH {
            return Err(self.wrong(LineWhy::TooDeep));
        }
        self.space();
        match self.peek() {
            Some(b'{') => self.map(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(Json::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            Some(b'N' | b'I') => Err(self.wrong(LineWhy::NotANumber)),
            _ => Err(self.wrong(LineWhy::NotJson)),
        }
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Result<Json<'a>, LineError> {
        if self.text.get(self.at..self.at + word.len()) != Some(word) {
            return Err(self.wrong(LineWhy::NotJson));
        }
        self.at += word.len();
        Ok(value)
    }

    fn digits(&mut self) -> Result<(), LineError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.wrong(LineWhy::NotANumber)) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<Json<'a>, LineError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Json::Number(self.text.get(start..self.at).unwrap_or_default()))
    }

    fn list(&mut self, depth: usize) -> Result<Json<'a>, LineError> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.peek() == Some(b',') {
                self.at += 1;
            } else {
                self.expect(b']')?;
                return Ok(Json::List(items));
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Json<'a>, LineError> {
        self.at += 1;
        // A record's own line has about a dozen keys.
        let mut entries: Vec<(Cow<'a, str>, Json<'a>)> = Vec::with_capacity(if depth == 0 { 12 } else { 4 });
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Map(entries));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.wrong(LineWhy::NotJson));
            }
            let key = self.string()?;
            self.space();
            self.expect(b':')?;
            let value = self.value(depth + 1)?;
            entries.push((key, value));
            self.space();
            if self.peek() == Some(b',') {
                self.at += 1;
            } else {
                self.expect(b'}')?;
                break;
            }
        }
        match twice(&entries) {
            Some(key) => {
                let key = key.chars().take(64).collect::<String>().into();
                Err(self.wrong(LineWhy::Duplicate(key)))
            }
            None => Ok(Json::Map(entries)),
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, LineError> {
        self.at += 1;
        let bytes = self.text.as_bytes();
        let start = self.at;
        let rest = bytes.get(self.at..).unwrap_or_default();
        let Some(found) = memchr::memchr2(b'"', b'\\', rest) else { return Err(self.wrong(LineWhy::NotJson)) };
        if self.controls
            && let Some(odd) = rest.get(..found).unwrap_or_default().iter().position(|byte| *byte < 0x20)
        {
            self.at += odd;
            return Err(self.wrong(LineWhy::Control));
        }
        self.at += found;
        let first = self.peek();
        if first == Some(b'"') {
            let text = self.text.get(start..self.at).unwrap_or_default();
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        let mut out = self.text.get(start..self.at).unwrap_or_default().to_owned();
        loop {
            let run = self.at;
            while matches!(self.peek(), Some(byte) if byte != b'"' && byte != b'\\' && byte >= 0x20) {
                self.at += 1;
            }
            out.push_str(self.text.get(run..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(out));
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                Some(_) => return Err(self.wrong(LineWhy::Control)),
                None => return Err(self.wrong(LineWhy::NotJson)),
            }
        }
    }

    fn escape(&mut self) -> Result<char, LineError> {
        let byte = self.peek();
        self.at += 1;
        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let high = self.hex4()?;
                let code = match high {
                    0xd800..0xdc00 => {
                        self.expect(b'\\')?;
                        self.expect(b'u')?;
                        let low = self.hex4()?;
                        if !(0xdc00..0xe000).contains(&low) {
                            return Err(self.wrong(LineWhy::Surrogate));
                        }
                        0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)
                    }
                    other => other,
                };
                char::from_u32(code).ok_or_else(|| self.wrong(LineWhy::Surrogate))?
            }
            _ => return Err(self.wrong(LineWhy::NotJson)),
        })
    }

    fn hex4(&mut self) -> Result<u32, LineError> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.wrong(LineWhy::NotJson))?;
            self.at += 1;
        }
        Ok(code)
    }
}

/// A key's place among 64: two that differ there are two.
pub(super) fn mark(key: &str) -> u64 {
    let bytes = key.as_bytes();
    let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
    1 << ((u32::from(first) * 7 + u32::from(last) * 13 + key.len() as u32 * 3) & 63)
}

/// A key that stands twice.
fn twice<'e>(entries: &'e [(Cow<'_, str>, Json<'_>)]) -> Option<&'e str> {
    if entries.len() <= FEW {
        let mut seen = 0;
        for (at, (key, _)) in entries.iter().enumerate() {
            let mark = mark(key);
            if seen & mark != 0 && entries.iter().take(at).any(|(known, _)| known == key) {
                return Some(key);
            }
            seen |= mark;
        }
        return None;
    }
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_ref()).collect();
    keys.sort_unstable();
    keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_serde_json_reads() {
        for text in [
            r#"{"a":[1,-2.5e3,"x\u00e9\ud83d\udc4d\n",true,false,null,{}],"b":""}"#,
            "[]",
            " { } ",
            "0",
            "-0.5",
            r#""\\\/\"""#,
        ] {
            assert!(Json::parse(text).is_ok(), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok());
        }
        assert_eq!(Json::parse(r#""\ud83d\udc4d""#), Ok(Json::Text("👍".into())));
    }

    #[test]
    fn refuses_with_the_reason() {
        for (text, why) in [
            ("{\"a\":1,\"a\":2}", LineWhy::Duplicate("a".into())),
            ("NaN", LineWhy::NotANumber),
            ("[-Infinity]", LineWhy::NotANumber),
            ("01", LineWhy::Trailing),
            ("{} {}", LineWhy::Trailing),
            ("\"\u{1}\"", LineWhy::Control),
            (r#""\ud800x""#, LineWhy::NotJson),
            (r#""\udc00""#, LineWhy::Surrogate),
            ("", LineWhy::NotJson),
            ("{", LineWhy::NotJson),
            ("tru", LineWhy::NotJson),
        ] {
            assert_eq!(Json::parse(text).map_err(|error| error.why), Err(why), "{text}");
        }
        let deep = "[".repeat(100);
        assert_eq!(Json::parse(&deep).map_err(|error| error.why), Err(LineWhy::TooDeep));
    }
}
