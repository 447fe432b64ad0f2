//! One pass over a session: its calls as they came back, each with its payload whole.

use super::{ExportError, Exported, Filter};
use crate::call::{Body, CallId, CallRecord, Header, JoinRecord, Kept, Notice, Outcome, Payload, Record, SocketId};
use crate::session::{
    Board, Damage, Direction, Json, LINE_LIMIT, LineError, LineWhy, OpenWhy, Traffic, decode, traffic,
};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read as _};
use std::time::Duration;

/// One call, with what came of it where it is back.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The record of its start.
    pub n: u64,
    /// The record of its end, where it waited.
    pub join_n: Option<u64>,
    /// When it started.
    pub t: Duration,
    /// The socket or file that it is on.
    pub sid: SocketId,
    /// The call with its outcome, payloads whole.
    pub record: CallRecord,
    /// What it moved.
    pub moved: Option<Traffic>,
}

impl Entry {
    /// The payload that the call sends or received; none where it has none, or where it was not kept.
    pub fn payload(&self) -> Option<&Payload> {
        match &self.record.kept {
            Kept::Hash { .. } => None,
            Kept::Whole => self.record.call.sent().or_else(|| self.record.outcome.data()),
        }
    }

    /// The bytes that moved, as far as they were kept: of a send those that were taken.
    pub fn bytes(&self) -> Option<&[u8]> {
        let moved = self.moved?;
        let payload = self.payload()?;
        match moved.direction {
            Direction::Sent => Some(payload.get(..usize::try_from(moved.bytes).ok()?).unwrap_or(payload)),
            Direction::Received => Some(payload),
        }
    }

    /// When it came back.
    pub fn end(&self) -> Duration {
        self.t.saturating_add(self.record.took.unwrap_or_default())
    }

    /// The length of what it sends or received, kept or not.
    pub fn payload_len(&self) -> u64 {
        match &self.record.kept {
            Kept::Hash { len, .. } => *len,
            Kept::Whole => self.payload().map_or(0, |data| data.len() as u64),
        }
    }
}

/// What a pass comes by.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// The first line.
    Header(&'a Header),
    /// A call that waits.
    Started(&'a Entry),
    /// A call that came back; of the selection.
    Back(&'a Entry),
    /// A call that had not come back when the session ended.
    Unfinished(&'a Entry),
    /// Something that is no call.
    Notice(Noticed<'a>),
}

/// Something that is no call.
#[derive(Clone, Copy, Debug)]
pub struct Noticed<'a> {
    /// Its record.
    pub n: u64,
    /// When it was seen.
    pub t: Duration,
    /// The socket that it is about.
    pub sid: Option<SocketId>,
    /// What it says.
    pub notice: &'a Notice,
    /// It is of a socket and a time of the selection.
    pub is_wanted: bool,
}

/// Who takes in a pass. Errors are those of writing.
pub trait Takes {
    /// The next thing; the board has it already.
    fn take(&mut self, step: Step<'_>, board: &Board) -> io::Result<()>;

    /// Nothing more comes; the board is the last one.
    fn last(&mut self, _: &Board) -> io::Result<()> {
        Ok(())
    }

    /// All was taken.
    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Who takes in each line with its record.
pub type TakesLine<'a> = dyn FnMut(&[u8], Record) -> Result<(), ExportError> + 'a;

/// A session to pass over, and what is wanted of it.
pub struct Pass<'a, O> {
    pub open: &'a O,
    pub filter: &'a Filter,
}

impl<R: BufRead, O: Fn() -> io::Result<R>> Pass<'_, O> {
    /// Reads the session from its first line to its last whole one.
    pub fn run(&self, taker: &mut dyn Takes) -> Result<Exported, ExportError> {
        let mut fold = Fold::new(self.filter);
        let exported = self.lines(&mut |_, record| fold.take(record, taker).map_err(ExportError::Write))?;
        fold.end(taker).map_err(ExportError::Write)?;
        Ok(exported)
    }

    /// Reads the first line only.
    pub fn header(&self) -> Result<Header, ExportError> {
        let mut input = (self.open)().map_err(ExportError::Read)?;
        let mut line = Vec::new();
        next_line(&mut input, &mut line).map_err(ExportError::Read)?;
        header(&line).map_err(ExportError::NotASession)
    }

    /// Hands over each line as it is, and its record.
    pub fn lines(&self, take: &mut TakesLine<'_>) -> Result<Exported, ExportError> {
        let mut input = (self.open)().map_err(ExportError::Read)?;
        let mut exported = Exported::default();
        let mut line = Vec::new();
        for number in 0.. {
            let got = next_line(&mut input, &mut line).map_err(ExportError::Read)?;
            if number == 0 {
                let header = header(&line).map_err(ExportError::NotASession)?;
                take(&line, Record { n: 0, t: Duration::ZERO, sid: None, body: Body::Header(header) })?;
                exported.records = 1;
                continue;
            }
            if got == 0 {
                break;
            }
            if line.last() != Some(&b'\n') && line.len() <= LINE_LIMIT {
                exported.torn = Some(got as u64);
                break;
            }
            let record = decode(&line).and_then(|record| match record.n == number {
                true => Ok(record),
                false => Err(LineError::of(LineWhy::OutOfOrder { expected: number })),
            });
            match record {
                Ok(record) => take(&line, record)?,
                Err(why) => {
                    exported.damage = Some(Damage { line: number + 1, why });
                    break;
                }
            }
            exported.records = number + 1;
        }
        Ok(exported)
    }
}

fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    line.clear();
    input.by_ref().take(LINE_LIMIT as u64 + 2).read_until(b'\n', line)
}

fn header(line: &[u8]) -> Result<Header, OpenWhy> {
    if line.is_empty() {
        return Err(OpenWhy::Empty);
    }
    let text = std::str::from_utf8(line).map_err(|_| OpenWhy::NotASession)?;
    let json = Json::parse(text.trim_end()).map_err(|_| OpenWhy::NotASession)?;
    let version = |key| json.get(key).map(|value| (value.u64(), crate::session::json_text(value)));
    match (version("netscript"), version("log")) {
        (None, _) => return Err(OpenWhy::NotASession),
        (Some((Some(1), _)), None) => return Err(OpenWhy::Script),
        (Some((Some(1), _)), Some((Some(1), _))) => {}
        (Some((Some(1), _)), Some((_, text))) | (Some((_, text)), _) => return Err(OpenWhy::Version(text.into())),
    }
    if line.last() != Some(&b'\n') {
        return Err(OpenWhy::Empty);
    }
    match decode(line) {
        Ok(Record { body: Body::Header(header), n: 0, .. }) => Ok(header),
        Ok(_) => Err(OpenWhy::NotASession),
        Err(error) => Err(OpenWhy::Header(error)),
    }
}

/// Puts records together: parts to their payload, ends to their starts.
pub struct Fold<'a> {
    filter: &'a Filter,
    /// Every socket so far.
    pub board: Board,
    parts: Vec<Payload>,
    waiting: BTreeMap<CallId, Entry>,
}

impl<'a> Fold<'a> {
    pub fn new(filter: &'a Filter) -> Self {
        Self { filter, board: Board::default(), parts: Vec::new(), waiting: BTreeMap::new() }
    }

    /// Whether the selection has this socket.
    pub fn has_socket(&self, sid: SocketId) -> bool {
        self.filter.has_socket(&self.board, sid, None)
    }

    /// Takes in the next record and hands on what it makes whole.
    pub fn take(&mut self, record: Record, taker: &mut dyn Takes) -> io::Result<()> {
        self.board.apply(&record);
        let Record { n, t, sid, body } = record;
        let parts = match &body {
            Body::Part { .. } => Vec::new(),
            _ => std::mem::take(&mut self.parts),
        };
        match body {
            Body::Part { data, .. } => self.parts.push(data),
            Body::Header(header) => taker.take(Step::Header(&header), &self.board)?,
            Body::Notice(notice) => {
                let is_wanted = self.filter.takes_notice(sid, t, &self.board);
                let n = self.filter.number(n);
                taker.take(Step::Notice(Noticed { n, t, sid, notice: &notice, is_wanted }), &self.board)?;
            }
            Body::Call(call) => {
                let sid = sid.unwrap_or(SocketId::NONE);
                let mut entry = Entry { n, join_n: None, t, sid, record: *call, moved: None };
                join_parts(&mut entry.record, &parts);
                if let (Some(id), Outcome::Waiting) = (entry.record.waits, &entry.record.outcome) {
                    if self.filter.takes_start(&entry, &self.board) {
                        taker.take(Step::Started(&entry), &self.board)?;
                    }
                    self.waiting.insert(id, entry);
                } else {
                    self.back(entry, taker)?;
                }
            }
            Body::Join(join) => {
                let Some(mut entry) = self.waiting.remove(&join.id) else { return Ok(()) };
                let JoinRecord { id: _, took, outcome, made, at, deferred, kept } = *join;
                entry.join_n = Some(n);
                let record = &mut entry.record;
                (record.took, record.outcome, record.made, record.deferred) = (Some(took), outcome, made, deferred);
                record.at = at.or(record.at);
                if record.call.sent().is_none() {
                    record.kept = kept;
                    join_parts(record, &parts);
                }
                self.back(entry, taker)?;
            }
            Body::Other(_) => {}
        }
        Ok(())
    }

    fn back(&mut self, mut entry: Entry, taker: &mut dyn Takes) -> io::Result<()> {
        entry.moved = traffic(&entry.record.call, &entry.record.outcome, entry.payload_len());
        if self.filter.takes(&entry, &self.board) {
            entry.n = self.filter.number(entry.n);
            taker.take(Step::Back(&entry), &self.board)?;
        }
        Ok(())
    }

    /// The session ended.
    pub fn end(&mut self, taker: &mut dyn Takes) -> io::Result<()> {
        for entry in std::mem::take(&mut self.waiting).into_values() {
            if self.filter.takes(&entry, &self.board) {
                taker.take(Step::Unfinished(&entry), &self.board)?;
            }
        }
        taker.last(&self.board)?;
        taker.end()
    }
}

/// Puts the parts that stand before a record in front of its own piece.
fn join_parts(record: &mut CallRecord, parts: &[Payload]) {
    if parts.is_empty() {
        return;
    }
    let whole = |last: &Payload| -> Payload {
        parts.iter().map(|part| &**part).chain([&**last]).collect::<Vec<_>>().concat().into()
    };
    if let Some(data) = record.call.sent_mut() {
        *data = whole(data);
    } else if let Outcome::Ok(value) = &mut record.outcome
        && let Some(data) = value.data_mut()
    {
        *data = whole(data);
    }
}
