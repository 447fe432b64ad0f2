//! What is wrong with a typed line, and where.

use crate::locale::Message;
use std::ops::Range;

/// A text as the parser reads it: without prompts and common indentation, and how much of each line that was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The text.
    pub text: String,
    /// How many characters each line lost at its beginning.
    pub cut: Vec<u32>,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
}

impl Source {
    /// A text whose lines each lost so many characters at their beginnings.
    pub(super) fn new(text: String, cut: Vec<u32>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, cut, starts }
    }

    /// The line of a place in bytes, from 1.
    pub(super) fn line(&self, place: usize) -> u32 {
        self.starts.partition_point(|start| *start <= place).max(1) as u32
    }

    /// The line and the character of a place in bytes, both from 1.
    fn position(&self, place: usize) -> (u32, u32) {
        let line = self.line(place);
        let start = self.starts.get(line as usize - 1).copied().unwrap_or(0);
        let place = self.text.floor_char_boundary(place);
        (line, self.text.get(start..place).map_or(0, |text| text.chars().count()) as u32 + 1)
    }
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// The line, from 1.
    pub line: u32,
    /// The character of the line, from 1.
    pub column: u32,
    /// The last line that it is about.
    pub end_line: u32,
    /// How many characters it is about.
    pub chars: u32,
    /// What is wrong.
    pub message: Message,
    /// What the whole text would be with it mended.
    pub fix: Option<String>,
}

impl Trouble {
    /// Trouble in a text.
    pub(super) fn new(source: &Source, fault: Fault) -> Self {
        let text = &source.text;
        let Range { start, end } = fault.range;
        let (line, column) = source.position(start);
        let (end_line, _) = source.position(end.saturating_sub(1).max(start));
        let chars = text.get(start..end).map_or(1, |part| part.chars().count().max(1)) as u32;
        let cut = source.cut.get(line as usize - 1).copied().unwrap_or(0);
        let fix = fault.fix.and_then(|edits| edited(text, &edits));
        Self { line, column: column + cut, end_line, chars, message: fault.message, fix }
    }
}

/// Trouble at a place of a text that the finder need not have.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault {
    pub range: Range<usize>,
    pub message: Message,
    /// Texts to put in place of others, from left to right.
    pub fix: Option<Vec<(Range<usize>, String)>>,
}

impl Fault {
    pub fn new(range: Range<usize>, message: Message) -> Box<Self> {
        Box::new(Self { range, message, fix: None })
    }

    pub fn mended(mut self: Box<Self>, edits: Vec<(Range<usize>, String)>) -> Box<Self> {
        self.fix = Some(edits);
        self
    }
}

/// A key of this room's messages.
pub(super) fn say(key: &str) -> Message {
    Message::new(key)
}

fn edited(source: &str, edits: &[(Range<usize>, String)]) -> Option<String> {
    let mut out = String::with_capacity(source.len() + 16);
    let mut from = 0;
    for (range, text) in edits {
        out.push_str(source.get(from..range.start)?);
        out.push_str(text);
        from = range.end;
    }
    out.push_str(source.get(from..)?);
    Some(out)
}
