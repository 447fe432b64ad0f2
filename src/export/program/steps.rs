//! The first reading: records as the steps of a program, in their order.

use super::{MOST_BYTES, MOST_CALLS, ProgramError};
use crate::call::{
    Address, Body, By, Call, CallId, CallKind, CallRecord, JoinRecord, Kept, Name, Notice, Outcome, Payload, Record,
    SocketId,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How much of a received payload is kept for the comment, in bytes.
const SHOWN: usize = 64;

/// One step of the program.
#[derive(Clone, Debug)]
pub struct Step {
    pub sid: SocketId,
    pub side: Box<str>,
    /// The label of what it makes.
    pub makes: Option<Name>,
    pub call: Call,
    pub outcome: Outcome,
    /// How many bytes were received; `outcome` has only the first of them.
    pub got: u64,
    pub made: Option<SocketId>,
    pub what: What,
    /// Made by *keep receiving*.
    pub is_kept: bool,
    /// The session has only the payload's length.
    pub is_unknown: bool,
    /// Where [`Call::address`] is found.
    pub place: Option<super::places::Place>,
    /// The address that becomes known by this step and is used later.
    pub learns: Option<usize>,
}

/// What is done with a step's call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It is made, and the program waits for it.
    Plain,
    /// It is started on a thread of its own.
    Start(usize),
    /// The end of that thread is waited for.
    Join(usize),
    /// No call: the socket's own name became known.
    Learn,
    /// Not made: it was stopped before it did anything.
    Stopped,
    /// Not made: it still waited when the session ended.
    StillWaiting,
}

/// A file of `makefile`.
#[derive(Clone, Debug)]
pub struct FileOf {
    pub mode: Box<str>,
    pub encoding: Option<Box<str>>,
    /// What ends a line in text; none for whatever does.
    pub newline: Option<Box<str>>,
}

impl FileOf {
    pub fn is_text(&self) -> bool {
        !self.mode.contains('b')
    }
}

/// All that is known after the first reading.
#[derive(Debug, Default)]
pub struct Steps {
    pub utc: Box<str>,
    pub app: Box<str>,
    pub all: Vec<Step>,
    /// Sockets and files that the session made, with their labels.
    pub made: HashMap<SocketId, Name>,
    /// In the order in which they were made.
    pub order: Vec<SocketId>,
    pub streams: HashSet<SocketId>,
    pub families: HashMap<SocketId, i32>,
    /// Files of `makefile`.
    pub files: HashMap<SocketId, FileOf>,
    pub accepted: HashSet<SocketId>,
    pub sides: BTreeSet<String>,
    asked: HashSet<SocketId>,
    waiting: HashMap<CallId, usize>,
    parts: Vec<Payload>,
    bytes: usize,
}

impl Steps {
    pub fn take(&mut self, record: Record) -> Result<(), ProgramError> {
        if self.all.len() > MOST_CALLS {
            return Err(ProgramError::TooLong);
        }
        match record.body {
            Body::Header(header) => (self.utc, self.app) = (header.utc, header.app),
            Body::Part { data, .. } => {
                self.bytes += data.len();
                if self.bytes > MOST_BYTES * 8 {
                    return Err(ProgramError::TooLong);
                }
                self.parts.push(data);
            }
            Body::Call(call) => {
                self.call(record.sid.unwrap_or(SocketId::NONE), *call)?;
                self.parts.clear();
            }
            Body::Join(join) => {
                self.join(*join);
                self.parts.clear();
            }
            Body::Notice(Notice::Names { local: Some(local), .. }) => {
                if let Some(sid) = record.sid.filter(|sid| !self.asked.contains(sid)) {
                    self.learn(sid, local);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn call(&mut self, sid: SocketId, record: CallRecord) -> Result<(), ProgramError> {
        let CallRecord { on, makes, by, mut call, waits, mut outcome, made, kept, .. } = record;
        if let Some(data) = call.sent_mut() {
            *data = whole(&self.parts, data, &kept)?;
            self.bytes += data.len();
            if self.bytes > MOST_BYTES {
                return Err(ProgramError::TooLong);
            }
        }
        let got = self.received(&mut outcome, &kept, call.sent().is_some());
        if let Call::Bind { address } = &call
            && matches!(address.port(), Some(port) if port != 0)
        {
            self.asked.insert(sid);
        }
        let name = on.as_ref().or(makes.as_ref());
        let side: Box<str> = name.map(Name::side).unwrap_or_default().into();
        self.sides.extend(name.map(|_| side.to_string()));
        let mut step = Step {
            sid,
            side,
            makes,
            call,
            outcome,
            got,
            made,
            what: What::Plain,
            is_kept: by == By::Keep,
            is_unknown: matches!(kept, Kept::Hash { .. }),
            place: None,
            learns: None,
        };
        let is_waiting = step.outcome == Outcome::Waiting;
        if is_waiting {
            step.what = What::StillWaiting;
            self.waiting.extend(waits.map(|id| (id, self.all.len())));
        } else {
            settle(&mut step);
            self.back(&step);
        }
        self.all.push(step);
        Ok(())
    }

    /// How many bytes came; the outcome keeps the first of them.
    fn received(&self, outcome: &mut Outcome, kept: &Kept, is_send: bool) -> u64 {
        let Outcome::Ok(value) = outcome else { return 0 };
        let is_text = matches!(value, crate::call::Value::Text(_));
        let Some(data) = value.data_mut() else { return 0 };
        let len = match kept {
            Kept::Hash { len, .. } if !is_send => *len,
            _ => (self.parts.iter().map(|part| part.len()).sum::<usize>() + data.len()) as u64,
        };
        // How many bytes a text is depends on all of it.
        if is_text && len <= MOST_BYTES as u64 {
            let whole: Vec<u8> = self.parts.iter().chain([&*data]).flat_map(|part| part.iter().copied()).collect();
            *data = whole.into();
            return len;
        }
        let first = self.parts.first().unwrap_or(data);
        if first.len() > SHOWN || !self.parts.is_empty() {
            let shown = first.get(..SHOWN.min(first.len())).unwrap_or_default();
            *data = shown.into();
        }
        len
    }

    fn join(&mut self, join: JoinRecord) {
        let Some(at) = self.waiting.remove(&join.id) else { return };
        let mut outcome = join.outcome;
        let got = self.received(&mut outcome, &join.kept, false);
        let is_overlapped = self.all.iter().skip(at + 1).any(|step| step.what != What::Learn);
        let Some(start) = self.all.get_mut(at) else { return };
        (start.outcome, start.got, start.made) = (outcome, got, join.made.or(start.made));
        start.is_unknown |= matches!(join.kept, Kept::Hash { .. });
        start.what = What::Plain;
        settle(start);
        let mut end = start.clone();
        // What cannot wait only looked as if it did, on a busy machine.
        if is_overlapped && end.call.kind().may_wait() && end.what == What::Plain {
            start.what = What::Start(at);
            end.what = What::Join(at);
            self.all.push(end.clone());
        }
        self.back(&end);
    }

    /// A call returned: what it made is there.
    fn back(&mut self, step: &Step) {
        let (sid, made) = (step.sid, step.made);
        if !step.outcome.is_ok() {
            return;
        }
        let is_new = matches!(step.call.kind(), CallKind::Socket | CallKind::SocketPair);
        if let (Some(sid), Some(label)) = (if is_new { Some(sid) } else { made }, &step.makes) {
            self.made.entry(sid).or_insert_with(|| label.clone());
        }
        match &step.call {
            Call::Socket { family, kind, .. } | Call::SocketPair { family, kind, .. } => {
                for sid in [Some(sid), made].into_iter().flatten() {
                    self.order.push(sid);
                    self.families.insert(sid, *family);
                    if crate::call::kind(kind & 0xf) == Some("SOCK_STREAM") {
                        self.streams.insert(sid);
                    }
                }
                if let (Call::SocketPair { other: Some(other), .. }, Some(made)) = (&step.call, made) {
                    self.made.entry(made).or_insert_with(|| other.clone());
                }
            }
            Call::MakeFile { mode, encoding, newline, .. } => {
                if let Some(made) = made {
                    self.order.push(made);
                    let (mode, encoding, newline) = (mode.clone(), encoding.clone(), newline.clone());
                    self.files.insert(made, FileOf { mode, encoding, newline });
                }
            }
            Call::Accept | Call::Dup => {
                if let Some(made) = made {
                    self.order.push(made);
                    if self.streams.contains(&sid) {
                        self.streams.insert(made);
                    }
                    if let Some(family) = self.families.get(&sid).copied() {
                        self.families.insert(made, family);
                    }
                    if step.call.kind() == CallKind::Accept {
                        self.accepted.insert(made);
                    }
                }
            }
            _ => {}
        }
    }

    fn learn(&mut self, sid: SocketId, local: Address) {
        let side = self.made.get(&sid).map(Name::side).unwrap_or_default();
        let outcome = Outcome::Ok(crate::call::Value::Address(Some(local)));
        self.all.push(Step {
            sid,
            side: side.into(),
            makes: None,
            call: Call::GetSockName,
            outcome,
            got: 0,
            made: None,
            what: What::Learn,
            is_kept: false,
            is_unknown: false,
            place: None,
            learns: None,
        });
    }
}

/// The payload with the parts before it; of an unknown one as many question marks.
fn whole(parts: &[Payload], data: &Payload, kept: &Kept) -> Result<Payload, ProgramError> {
    if let Kept::Hash { len, .. } = kept {
        let len = usize::try_from(*len).ok().filter(|len| *len <= MOST_BYTES).ok_or(ProgramError::TooLong)?;
        return Ok(vec![b'?'; len].into());
    }
    if parts.is_empty() {
        return Ok(data.clone());
    }
    Ok(parts.iter().chain([data]).flat_map(|part| part.iter().copied()).collect::<Vec<u8>>().into())
}

/// A call that was stopped is what it did until then, or nothing.
fn settle(step: &mut Step) {
    let Outcome::Stopped { done } = step.outcome else { return };
    let count = usize::try_from(done).unwrap_or(usize::MAX);
    match &mut step.call {
        Call::SendAll { data, .. } if count > 0 && count <= data.len() => {
            *data = data.get(..count).unwrap_or_default().into();
            step.outcome = Outcome::NONE;
        }
        Call::RecvExact { size } if count > 0 => {
            *size = done.try_into().unwrap_or(*size);
            step.got = done;
            step.outcome = Outcome::Ok(crate::call::Value::Data([].into()));
        }
        _ => step.what = What::Stopped,
    }
}
