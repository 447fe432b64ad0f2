//! The second reading: each record as its line.

use super::again::expect_again;
use super::lines::{FITS, Line, data_form, expect_of, plain_address};
use super::plan::{Plan, Run};
use super::{FromError, FromOptions};
use crate::call::{
    Address, Body, Call, CallId, CallKind, CallRecord, JoinRecord, Kept, Outcome, Payload, Record, SocketId,
};
use crate::script::file::MOST_LINES;
use crate::script::result_text_of;
use serde_json::json;
use std::collections::HashMap;
use std::io::Write;

/// A `join` waits at least so long; a case has 20 s for everything.
const JOIN_SECONDS: f64 = 5.0;

pub struct Writer<'a> {
    plan: Plan,
    keep_results: bool,
    out: &'a mut dyn Write,
    lines: u32,
    /// Variables that hold a socket's name by now.
    saved: HashMap<SocketId, String>,
    /// Calls that were written as `async`.
    started: HashMap<CallId, Call>,
    /// What came of the call of a line, where every outcome is expected again.
    recorded: Option<Vec<(u32, Box<str>)>>,
}

impl<'a> Writer<'a> {
    pub fn new(plan: Plan, options: &FromOptions, out: &'a mut dyn Write) -> Result<Self, FromError> {
        let net = match (plan.is_inet, plan.is_wide) {
            (_, true) => "any",
            (true, false) => "loopback",
            (false, false) => "none",
        };
        let mut header = Line::default().raw("netscript", "1".to_owned());
        if let Some(title) = &options.title {
            header = header.with("title", title);
        }
        let keep_results = options.keep_results;
        let mut writer =
            Self { plan, keep_results, out, lines: 0, saved: HashMap::new(), started: HashMap::new(), recorded: None };
        writer.put(&header.with("net", net))?;
        Ok(writer)
    }

    fn put(&mut self, line: &Line) -> Result<(), FromError> {
        self.lines += 1;
        if self.lines > MOST_LINES {
            return Err(FromError::TooLong);
        }
        self.out.write_all(line.text().as_bytes()).map_err(FromError::Write)
    }

    /// What came of every call is expected again and remembered, also what the kernel may choose otherwise.
    pub fn expects_all(&mut self) {
        self.recorded = Some(Vec::new());
    }

    /// What came of the call of each line.
    pub fn recorded(&mut self) -> Vec<(u32, Box<str>)> {
        self.recorded.take().unwrap_or_default()
    }

    /// What is expected of the line that comes next.
    fn expect(&mut self, call: &Call, outcome: &Outcome) -> Option<String> {
        let Some(recorded) = &mut self.recorded else { return expect_of(outcome) };
        recorded.push((self.lines + 1, result_text_of(outcome, call, None).into()));
        expect_of(outcome).or_else(|| expect_again(call.kind(), outcome))
    }

    pub fn end(self) -> Result<(), FromError> {
        self.out.flush().map_err(FromError::Write)
    }

    pub fn take(&mut self, record: Record, parts: Vec<Payload>) -> Result<(), FromError> {
        let Record { n, sid, body, .. } = record;
        match (body, sid) {
            (Body::Call(call), Some(sid)) => self.call(n, sid, *call, &parts),
            (Body::Join(join), _) => self.join(&join),
            (Body::Notice(crate::call::Notice::Names { local: Some(_), .. }), Some(sid)) => self.named(sid),
            _ => Ok(()),
        }
    }

    /// A socket's name became known: saved, where a later line needs it.
    fn named(&mut self, sid: SocketId) -> Result<(), FromError> {
        let Some(name) = self.plan.names.get(&sid).filter(|_| self.plan.needed.contains(&sid)) else { return Ok(()) };
        if self.saved.contains_key(&sid) {
            return Ok(());
        }
        let variable = format!("addr{}", sid.0);
        let line = Line::new("call", "getsockname").with("on", name).with("save", &variable);
        self.saved.insert(sid, variable);
        self.put(&line)
    }

    fn call(&mut self, n: u64, sid: SocketId, record: CallRecord, parts: &[Payload]) -> Result<(), FromError> {
        let kind = record.call.kind();
        if matches!(record.outcome, Outcome::Stopped { .. })
            || record.waits.is_some_and(|id| self.plan.stopped.contains(&id))
        {
            return Ok(());
        }
        if !kind.is_on_nothing() && !self.plan.names.contains_key(&sid) {
            return Ok(()); // It was there before the log began.
        }
        if let Some(first) = self.plan.in_run.get(&n).copied() {
            return self.run_goes_on(n, first);
        }
        if let Some(run) = self.plan.runs.get(&n).copied() {
            return self.run_begins(n, run, sid);
        }
        let mut record = record;
        record.made = record.made.or_else(|| record.waits.and_then(|id| self.plan.made_by.get(&id).copied()));
        if !kind.may_wait() {
            record.waits = None; // A busy machine made it look as if it waited.
        }
        if !parts.is_empty()
            && let Some(data) = record.call.sent_mut()
        {
            let whole: Vec<u8> = parts.iter().chain([&*data]).flat_map(|part| part.iter().copied()).collect();
            *data = whole.into();
        }
        if let Kept::Hash { len, .. } = &record.kept
            && let Some(data) = record.call.sent_mut()
        {
            *data = vec![b'?'; usize::try_from(*len).unwrap_or(0).min(FITS)].into();
        }
        let is_async = record.waits.is_some();
        let data = record.call.sent().cloned();
        let large = data.as_ref().filter(|data| data.len() > FITS && data_form(data).len() > FITS * 2);
        match large {
            Some(data) if !is_async && matches!(kind, CallKind::Send | CallKind::SendAll | CallKind::Write) => {
                for piece in data.chunks(FITS) {
                    let mut call = record.call.clone();
                    if let (Call::Send { flags, .. }, true) = (&call, kind == CallKind::Send) {
                        call = Call::SendAll { data: Payload::default(), flags: *flags };
                    }
                    let line = self.line(n, sid, &record, &call, Some(data_form(piece)));
                    self.put(&line)?;
                }
            }
            // A line cannot hold it: as many bytes of a pattern.
            Some(data) => {
                let form = json!({ "seq": data.len() }).to_string();
                let line = self.line(n, sid, &record, &record.call, Some(form));
                self.put(&line.with("#", "the bytes do not fit a line"))?;
            }
            None => {
                let line = self.line(n, sid, &record, &record.call, data.map(|data| data_form(&data)));
                let keeps = self.keep_results && !is_async;
                let expect = if keeps { self.expect(&record.call, &record.outcome) } else { None };
                let line = match expect {
                    Some(expect) => line.raw("expect", expect),
                    None => line,
                };
                self.put(&line)?;
            }
        }
        if let Some(id) = record.waits {
            // Of its bytes nothing more is needed.
            let mut call = record.call;
            if let Some(data) = call.sent_mut() {
                *data = Payload::default();
            }
            self.started.insert(id, call);
        }
        Ok(())
    }

    fn line(&self, n: u64, sid: SocketId, record: &CallRecord, call: &Call, data: Option<String>) -> Line {
        let kind = call.kind();
        let mut line = Line::new("call", kind.name());
        let name = |sid: Option<SocketId>| sid.and_then(|sid| self.plan.names.get(&sid));
        if !kind.is_on_nothing()
            && let Some(on) = name(Some(sid))
        {
            line = line.with("on", on);
        }
        let label = |sid: Option<SocketId>, label: Option<String>| {
            name(sid).cloned().or(label).unwrap_or_else(|| "s".to_owned())
        };
        let made = record.made;
        let given = record.makes.as_ref().map(ToString::to_string);
        match kind {
            CallKind::Socket => line = line.with("as", &label(Some(sid), given)),
            CallKind::SocketPair => {
                let pair = json!([label(Some(sid), given), label(made, Some("other".to_owned()))]);
                line = line.raw("as", pair.to_string());
            }
            _ if kind.makes_one() => line = line.with("as", &label(made, given)),
            _ => {}
        }
        line = line.arguments(call);
        if let Some(address) = call.address() {
            line = line.raw("address", self.address(address, n));
        }
        if let Some(data) = data {
            line = line.raw("data", data);
        }
        match record.waits {
            Some(id) => line.raw("async", "true".to_owned()).with("id", &id.to_string()),
            None => line,
        }
    }

    /// An address, in variables where the kernel chose it.
    fn address(&self, address: &Address, n: u64) -> String {
        if let Address::Unix { path } = address
            && let Some(name) = self.plan.paths.get(path)
        {
            return json!(format!("${{tmp}}/{name}")).to_string();
        }
        let owner = self.plan.owner(address, n).and_then(|(sid, known)| Some((self.saved.get(&sid)?, known)));
        let Some((variable, known)) = owner else { return plain_address(address) };
        let port = format!("${{{variable}.1}}");
        match address {
            _ if address == known => json!(format!("${{{variable}}}")).to_string(),
            Address::Inet { host, .. } => json!([host, port]).to_string(),
            Address::Inet6 { host, flow, scope, .. } => json!([host, port, flow, scope]).to_string(),
            _ => plain_address(address),
        }
    }

    fn join(&mut self, join: &JoinRecord) -> Result<(), FromError> {
        let Some(call) = self.started.remove(&join.id) else { return Ok(()) };
        let seconds = (join.took.as_secs_f64() + 1.0).clamp(JOIN_SECONDS, 2.0 * JOIN_SECONDS);
        let mut line =
            Line::new("do", "join").with("id", &join.id.to_string()).raw("timeout", json!(seconds.ceil()).to_string());
        let expect = if self.keep_results { self.expect(&call, &join.outcome) } else { None };
        if let Some(expect) = expect {
            line = line.raw("expect", expect);
        }
        self.put(&line)
    }

    fn run_begins(&mut self, n: u64, run: Run, sid: SocketId) -> Result<(), FromError> {
        let name = self.plan.names.get(&sid).cloned().unwrap_or_default();
        let line = Line::new("call", "recv_exact").with("on", &name).raw("size", run.bytes.to_string());
        let expected = json!({ "len": run.bytes }).to_string();
        let line = match &mut self.recorded {
            Some(recorded) if !run.is_mixed => {
                recorded.push((self.lines + 1, format!("len {}", run.bytes).into()));
                line.raw("expect", expected)
            }
            _ => line,
        };
        if run.is_mixed {
            // Others went on meanwhile: it receives beside them, as it did.
            return self.put(&line.raw("async", "true".to_owned()).with("id", &format!("keep{n}")));
        }
        self.put(&line)
    }

    fn run_goes_on(&mut self, n: u64, first: u64) -> Result<(), FromError> {
        match self.plan.runs.get(&first) {
            Some(run) if run.is_mixed && run.last == n => {
                let line = Line::new("do", "join").with("id", &format!("keep{first}"));
                self.put(&line.raw("timeout", json!(JOIN_SECONDS).to_string()))
            }
            _ => Ok(()),
        }
    }
}
