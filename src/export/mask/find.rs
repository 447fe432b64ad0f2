//! The first pass: which bytes of which records are secret.

use super::apply::{MaskedLines, payload};
use super::scanner::{Found, Scanner};
use super::{Mask, MaskCounts, MaskKind, texts};
use crate::call::{Address, Body, Call, CallId, CallKind, Outcome, Payload, Record, SocketId, Value};
use crate::export::pass::Pass;
use crate::export::{ExportError, Filter};
use crate::session::{Board, Direction, traffic};
use regex::bytes::Regex;
use std::collections::{HashMap, VecDeque};
use std::io::{self, BufRead};

/// How far back a stream is remembered, in bytes: the longest match of a pattern that calls may cut.
const BACK: u64 = 4096;

/// Secret bytes of one record's payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub record: u64,
    pub start: u32,
    pub end: u32,
}

/// The secrets of a session.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    pub(super) spans: Vec<Span>,
    pub(super) patterns: Vec<Regex>,
    /// How many there are.
    pub counts: MaskCounts,
}

impl Secrets {
    /// The session's lines with the secrets replaced; `input` is the session from its beginning.
    pub fn mask<R: BufRead>(&self, input: R) -> MaskedLines<'_, R> {
        MaskedLines::new(input, self)
    }
}

/// Finds the secrets of a session.
///
/// # Errors
/// The session cannot be read, or is none. A damaged or torn line ends it well, as it does an export.
pub fn find<R: BufRead>(open: impl Fn() -> io::Result<R>, mask: &Mask) -> Result<Secrets, ExportError> {
    let filter = Filter::default();
    let pass = Pass { open: &open, filter: &filter };
    let mut finder = Finder {
        secrets: Secrets { patterns: mask.patterns.clone(), ..Secrets::default() },
        board: Board::default(),
        streams: HashMap::new(),
        parts: Vec::new(),
        waiting: HashMap::new(),
    };
    pass.lines(&mut |_, record| {
        finder.take(record);
        Ok(())
    })?;
    Ok(finder.end())
}

/// A stream is what one socket sends or receives; of datagrams, to or from one address.
type Key = (SocketId, Direction, Option<Address>);

struct Finder {
    secrets: Secrets,
    board: Board,
    streams: HashMap<Key, Stream>,
    parts: Vec<(u64, Payload)>,
    waiting: HashMap<CallId, Waiting>,
}

struct Waiting {
    sid: SocketId,
    call: Call,
    pieces: Vec<(u64, Payload)>,
}

#[derive(Clone, Default)]
struct Stream {
    scanner: Scanner,
    /// The last bytes, for patterns.
    window: Vec<u8>,
    segments: VecDeque<Segment>,
    /// Where the last match that was counted ends.
    counted: u64,
}

#[derive(Clone, Copy)]
struct Segment {
    pos: u64,
    record: u64,
    len: u64,
}

impl Finder {
    fn take(&mut self, mut record: Record) {
        self.board.apply(&record);
        let n = record.n;
        let count = texts::mask(&mut record, &self.secrets.patterns);
        self.secrets.counts.add(MaskKind::Pattern, count);
        let own = payload(&record);
        let sid = record.sid.unwrap_or(SocketId::NONE);
        match record.body {
            Body::Part { data, .. } => self.parts.push((n, data)),
            Body::Call(call) => {
                let mut pieces = std::mem::take(&mut self.parts);
                pieces.extend(own.map(|data| (n, data)));
                match (call.waits, &call.outcome) {
                    (Some(id), Outcome::Waiting) => {
                        self.waiting.insert(id, Waiting { sid, call: call.call, pieces });
                    }
                    _ => self.back(sid, &call.call, &call.outcome, &pieces),
                }
            }
            Body::Join(join) => {
                let mut pieces = std::mem::take(&mut self.parts);
                pieces.extend(own.map(|data| (n, data)));
                if let Some(waiting) = self.waiting.remove(&join.id) {
                    if waiting.call.sent().is_some() {
                        pieces = waiting.pieces;
                    }
                    self.back(waiting.sid, &waiting.call, &join.outcome, &pieces);
                }
            }
            _ => {
                self.parts.clear();
                if let Some(text) = own {
                    self.alone(n, &text);
                }
            }
        }
    }

    /// A call is back: what it moved, and what it did not.
    fn back(&mut self, sid: SocketId, call: &Call, outcome: &Outcome, pieces: &[(u64, Payload)]) {
        let whole: u64 = pieces.iter().map(|(_, data)| data.len() as u64).sum();
        if whole == 0 {
            return;
        }
        let is_sent = call.sent().is_some();
        let is_received = matches!(outcome, Outcome::Ok(value) if value.data().is_some());
        if !is_sent && !is_received {
            return pieces.iter().for_each(|(n, data)| self.alone(*n, data));
        }
        let moved = traffic(call, outcome, whole);
        let taken = match (call.kind(), moved) {
            (_, Some(moved)) if moved.beside => 0,
            // A text's count is in characters.
            (CallKind::Write, _) => whole,
            (_, Some(moved)) if is_sent => moved.bytes,
            _ if is_sent => 0,
            _ => whole,
        };
        let direction = if is_sent { Direction::Sent } else { Direction::Received };
        let from = match outcome {
            Outcome::Ok(value @ (Value::DataFrom(..) | Value::Message { .. })) => value.sender(),
            _ => call.address(),
        };
        let key = (self.board.owner(sid), direction, from.cloned());
        let mut stream = self.streams.remove(&key).unwrap_or_default();
        let mut left = taken;
        let mut rest = Vec::new();
        for (n, data) in pieces {
            let count = usize::try_from(left).unwrap_or(usize::MAX).min(data.len());
            let (now, later) = data.split_at(count);
            stream.feed(*n, 0, now, &mut self.secrets);
            left -= count as u64;
            rest.push((*n, count, later));
        }
        // What was offered or looked at only goes by again: it leaves no trace in the stream.
        if rest.iter().any(|(.., later)| !later.is_empty()) {
            let mut aside = stream.clone();
            for (n, offset, later) in rest {
                aside.feed(n, offset as u64, later, &mut self.secrets);
            }
            aside.end(true, &mut self.secrets);
        }
        self.streams.insert(key, stream);
    }

    /// Bytes that belong to no stream.
    fn alone(&mut self, n: u64, data: &[u8]) {
        let mut stream = Stream::default();
        stream.feed(n, 0, data, &mut self.secrets);
        stream.end(true, &mut self.secrets);
    }

    fn end(mut self) -> Secrets {
        // What had not come back may have gone out whole.
        for waiting in std::mem::take(&mut self.waiting).into_values() {
            let outcome = Outcome::Stopped { done: waiting.pieces.iter().map(|(_, data)| data.len() as u64).sum() };
            self.back(waiting.sid, &waiting.call, &outcome, &waiting.pieces);
        }
        for mut stream in self.streams.into_values() {
            stream.end(false, &mut self.secrets);
        }
        let spans = &mut self.secrets.spans;
        spans.sort_unstable();
        spans.dedup();
        self.secrets
    }
}

impl Stream {
    /// The stream goes on with these bytes of a record's payload; `offset` is where they begin in it.
    fn feed(&mut self, record: u64, offset: u64, bytes: &[u8], secrets: &mut Secrets) {
        if bytes.is_empty() {
            return;
        }
        let pos = self.scanner.pos();
        let mut found = Vec::new();
        // A segment begins where its record's payload would.
        self.segments.push_back(Segment { pos: pos - offset, record, len: offset + bytes.len() as u64 });
        self.scanner.feed(bytes, &mut found);
        self.patterns(pos, bytes, secrets, &mut found);
        self.put(&found, secrets);
        let end = self.scanner.pos();
        while self.segments.front().is_some_and(|first| first.pos + first.len + BACK < end) {
            self.segments.pop_front();
        }
    }

    fn patterns(&mut self, pos: u64, bytes: &[u8], secrets: &Secrets, found: &mut Vec<Found>) {
        if secrets.patterns.is_empty() {
            return;
        }
        let first = pos - self.window.len() as u64;
        self.window.extend_from_slice(bytes);
        let kind = MaskKind::Pattern;
        for pattern in &secrets.patterns {
            for one in pattern.find_iter(&self.window) {
                let (start, end) = (first + one.start() as u64, first + one.end() as u64);
                if end > pos && end > start {
                    found.push(Found { start, end, kind, is_new: start >= self.counted });
                    self.counted = end;
                }
            }
        }
        let keep = self.window.len().min(BACK as usize);
        self.window.drain(..self.window.len() - keep);
    }

    fn end(&mut self, is_cut: bool, secrets: &mut Secrets) {
        let mut found = Vec::new();
        self.scanner.end(is_cut, &mut found);
        self.put(&found, secrets);
    }

    /// The stream's bytes as those of its records.
    fn put(&self, found: &[Found], secrets: &mut Secrets) {
        for one in found {
            secrets.counts.add(one.kind, u64::from(one.is_new));
            for segment in self.segments.iter().rev() {
                let start = one.start.saturating_sub(segment.pos);
                let end = one.end.saturating_sub(segment.pos).min(segment.len);
                if start < end {
                    // A record's line is shorter than 4 GiB.
                    secrets.spans.push(Span { record: segment.record, start: start as u32, end: end as u32 });
                }
                if one.start >= segment.pos {
                    break;
                }
            }
        }
    }
}
