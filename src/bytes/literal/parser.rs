//! Reads a literal: one character of look-ahead, brackets to a fixed depth.

use super::number::{self, Number};
use super::string::{self, Piece, Prefix};
use super::{LITERAL_DEPTH, Literal, Value};
use crate::bytes::{InputError, InputWhy};
use std::collections::HashMap;

/// Reads the whole of a text.
pub fn parse(text: &str) -> Result<Literal, InputError> {
    let chars: Vec<char> = text.chars().collect();
    let mut parser = Parser { chars: &chars, at: 0, depth: 0 };
    parser.skip();
    let at = parser.at;
    if parser.peek().is_none() {
        return Err(InputError { at, why: InputWhy::Empty });
    }
    let mut value = parser.value()?;
    parser.skip();
    if parser.peek() == Some(',') {
        value = Literal { at, value: Value::Tuple(parser.rest_of_tuple(value, None)?) };
    }
    match parser.peek() {
        None => Ok(value),
        Some(c) => Err(parser.wrong(InputWhy::LiteralAfter(c))),
    }
}

struct Parser<'a> {
    chars: &'a [char],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn wrong(&self, why: InputWhy) -> InputError {
        InputError { at: self.at, why }
    }

    /// Over spaces, line ends and comments.
    fn skip(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                ' ' | '\t' | '\n' | '\r' | '\u{C}' => self.at += 1,
                '#' => self.at += self.chars.iter().skip(self.at).take_while(|c| **c != '\n').count(),
                _ => return,
            }
        }
    }

    /// A value; the text is at its first character.
    fn value(&mut self) -> Result<Literal, InputError> {
        let at = self.at;
        let value = match self.peek().ok_or(self.wrong(InputWhy::LiteralEnds))? {
            open @ ('(' | '[' | '{') => return self.bracket(open),
            '0'..='9' | '.' => self.number(false)?,
            '+' | '-' => self.signed()?,
            '\'' | '"' => self.strings()?,
            c if c.is_alphabetic() || c == '_' => return self.word(),
            c => return Err(self.wrong(InputWhy::LiteralUnexpected(c))),
        };
        Ok(Literal { at, value })
    }

    fn signed(&mut self) -> Result<Value, InputError> {
        let begins = self.at;
        let negative = self.peek() == Some('-');
        self.at += 1;
        self.skip();
        match self.peek() {
            Some('0'..='9' | '.') => self.number(negative),
            _ => Err(InputError { at: begins, why: InputWhy::LiteralNumber }),
        }
    }

    fn number(&mut self, negative: bool) -> Result<Value, InputError> {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let text: String = rest.iter().take(number::length(rest)).collect();
        let number = number::parse(&text).map_err(|why| self.wrong(why))?;
        self.at += text.chars().count();
        Ok(match number {
            Number::Int(int) if negative => Value::Int(int.negated()),
            Number::Int(int) => Value::Int(int),
            Number::Float(float) => Value::Float(if negative { -float } else { float }),
        })
    }

    /// `None`, `True`, `False`, `set()`, or a string with letters before its quote.
    fn word(&mut self) -> Result<Literal, InputError> {
        let at = self.at;
        let rest = self.chars.get(at..).unwrap_or_default();
        let word: String = rest.iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
        let length = word.chars().count();
        if matches!(self.chars.get(at + length), Some('\'' | '"')) {
            return Ok(Literal { at, value: self.strings()? });
        }
        let value = match word.as_str() {
            "None" => Value::None,
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            "set" => {
                self.at += length;
                for expected in ['(', ')'] {
                    self.skip();
                    if self.peek() != Some(expected) {
                        return Err(InputError { at, why: InputWhy::LiteralName });
                    }
                    self.at += 1;
                }
                return Ok(Literal { at, value: Value::Set(Vec::new()) });
            }
            _ => return Err(self.wrong(InputWhy::LiteralName)),
        };
        self.at += length;
        Ok(Literal { at, value })
    }

    /// One string, or several beside each other, which are one.
    fn strings(&mut self) -> Result<Value, InputError> {
        let mut whole: Option<Piece> = None;
        loop {
            let rest = self.chars.get(self.at..).unwrap_or_default();
            let letters: String = rest.iter().take_while(|c| c.is_ascii_alphabetic()).take(3).collect();
            let quote = self.at + letters.len();
            let quoted = matches!(self.chars.get(quote), Some('\'' | '"'));
            let prefix = if quoted { Prefix::parse(&letters).map_err(|why| self.wrong(why))? } else { None };
            let Some(prefix) = prefix else { break };
            let (piece, end) = string::read(self.chars, quote, prefix)?;
            whole = Some(match (whole, piece) {
                (None, piece) => piece,
                (Some(Piece::Str(mut all)), Piece::Str(more)) => {
                    all.extend(more);
                    Piece::Str(all)
                }
                (Some(Piece::Bytes(mut all)), Piece::Bytes(more)) => {
                    all.extend(more);
                    Piece::Bytes(all)
                }
                _ => return Err(self.wrong(InputWhy::LiteralMixed)),
            });
            self.at = end;
            self.skip();
        }
        match whole {
            Some(Piece::Str(points)) => Ok(Value::Str(points)),
            Some(Piece::Bytes(bytes)) => Ok(Value::Bytes(bytes)),
            None => Err(self.wrong(InputWhy::LiteralName)),
        }
    }

    fn bracket(&mut self, open: char) -> Result<Literal, InputError> {
        let at = self.at;
        if self.depth == LITERAL_DEPTH {
            return Err(self.wrong(InputWhy::LiteralDeep));
        }
        self.depth += 1;
        self.at += 1;
        let value = match open {
            '(' => self.parenthesis(at)?,
            '[' => Value::List(self.items((at, open), ']', Vec::new())?),
            _ => self.brace(at)?,
        };
        self.depth -= 1;
        Ok(Literal { at, value })
    }

    /// What is in `(…)`: a tuple, or a value alone.
    fn parenthesis(&mut self, at: usize) -> Result<Value, InputError> {
        self.skip();
        if self.closes(')') {
            return Ok(Value::Tuple(Vec::new()));
        }
        let first = self.element((at, '('))?;
        self.skip();
        if self.closes(')') {
            return Ok(first.value);
        }
        Ok(Value::Tuple(self.rest_of_tuple(first, Some((at, '(')))?))
    }

    /// A tuple after its first value: to its bracket where it has one, to the end of the text where not.
    fn rest_of_tuple(&mut self, first: Literal, open: Option<(usize, char)>) -> Result<Vec<Literal>, InputError> {
        if let Some(open) = open {
            self.comma(open)?;
            return self.items(open, ')', vec![first]);
        }
        let mut values = vec![first];
        while self.peek() == Some(',') {
            self.at += 1;
            self.skip();
            if self.peek().is_none() {
                break;
            }
            values.push(self.value()?);
            self.skip();
        }
        Ok(values)
    }

    /// Values with commas between, and the bracket that closes them.
    fn items(
        &mut self,
        open: (usize, char),
        close: char,
        mut values: Vec<Literal>,
    ) -> Result<Vec<Literal>, InputError> {
        loop {
            self.skip();
            if self.closes(close) {
                return Ok(values);
            }
            values.push(self.element(open)?);
            self.skip();
            if self.closes(close) {
                return Ok(values);
            }
            self.comma(open)?;
        }
    }

    /// What is in `{…}`: a dict, or a set.
    fn brace(&mut self, at: usize) -> Result<Value, InputError> {
        self.skip();
        if self.closes('}') {
            return Ok(Value::Dict(Vec::new()));
        }
        let open = (at, '{');
        let first = self.element(open)?;
        self.skip();
        if self.peek() == Some(':') {
            return self.dict(open, first);
        }
        if !self.closes('}') {
            self.comma(open)?;
            return distinct(self.items(open, '}', vec![first])?);
        }
        distinct(vec![first])
    }

    fn dict(&mut self, open: (usize, char), first: Literal) -> Result<Value, InputError> {
        let mut entries: Vec<(Literal, Literal)> = Vec::new();
        let mut places = HashMap::new();
        let mut key = first;
        loop {
            let hash = key.hash_key().ok_or(InputError { at: key.at, why: InputWhy::LiteralUnhashable })?;
            self.skip();
            match self.peek() {
                Some(':') => self.at += 1,
                None => return Err(unclosed(open)),
                Some(_) => return Err(self.wrong(InputWhy::LiteralColon)),
            }
            self.skip();
            let value = self.element(open)?;
            let place = *places.entry(hash).or_insert(entries.len());
            match entries.get_mut(place) {
                // The first key stays, the last value counts.
                Some(entry) => entry.1 = value,
                None => entries.push((key, value)),
            }
            self.skip();
            if self.closes('}') {
                return Ok(Value::Dict(entries));
            }
            self.comma(open)?;
            self.skip();
            if self.closes('}') {
                return Ok(Value::Dict(entries));
            }
            key = self.element(open)?;
        }
    }

    /// A value within brackets.
    fn element(&mut self, open: (usize, char)) -> Result<Literal, InputError> {
        if self.peek().is_none() {
            return Err(unclosed(open));
        }
        self.value()
    }

    fn closes(&mut self, close: char) -> bool {
        let found = self.peek() == Some(close);
        self.at += usize::from(found);
        found
    }

    fn comma(&mut self, open: (usize, char)) -> Result<(), InputError> {
        match self.peek() {
            Some(',') => {
                self.at += 1;
                Ok(())
            }
            Some(c) => Err(self.wrong(InputWhy::LiteralComma(c))),
            None => Err(unclosed(open)),
        }
    }
}

fn unclosed((at, open): (usize, char)) -> InputError {
    InputError { at, why: InputWhy::LiteralOpen(open) }
}

/// A set: of what is equal the first stays.
fn distinct(values: Vec<Literal>) -> Result<Value, InputError> {
    let mut seen = std::collections::HashSet::new();
    let mut kept = Vec::with_capacity(values.len());
    for value in values {
        let hash = value.hash_key().ok_or(InputError { at: value.at, why: InputWhy::LiteralUnhashable })?;
        if seen.insert(hash) {
            kept.push(value);
        }
    }
    Ok(Value::Set(kept))
}
