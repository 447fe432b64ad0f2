//! A session as a script that is run again: its addresses first mapped to others, and what came of each call expected
//! once more.

use super::plan::Plan;
use super::writer::Writer;
use super::{FromError, FromOptions, each_record};
use crate::call::{Address, Body, Call, CallKind, Outcome, Record, Value};
use serde_json::json;
use std::io::{self, BufRead};

/// So many addresses are told apart.
const MOST: usize = 256;

/// An address that a session names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The address.
    pub address: Address,
    /// The calls that name it, each once.
    pub calls: Vec<CallKind>,
    /// How many calls those are.
    pub count: u64,
}

impl Used {
    /// Whether a socket of the session is bound to it, so that port 0 (a free one) may take its place.
    pub fn is_bound(&self) -> bool {
        self.calls.contains(&CallKind::Bind)
    }
}

/// A session as it is run again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// The script.
    pub script: Vec<u8>,
    /// What came of the call of a line of the script when it was recorded, in Python's words.
    pub recorded: Vec<(u32, Box<str>)>,
}

/// The addresses that a session binds and reaches, in their order; those that the kernel chose, and Unix names that the
/// session itself makes, are left out: they find themselves. At most 256.
///
/// # Errors
/// [`FromError`].
pub fn used_addresses<R: BufRead>(open: impl Fn() -> io::Result<R>) -> Result<Vec<Used>, FromError> {
    let mut plan = Plan::default();
    let read = |take: &mut dyn FnMut(Record)| {
        each_record(open().map_err(FromError::Read)?, &mut |record, _| {
            take(record);
            Ok(())
        })
    };
    read(&mut |record| plan.take(&record))?;
    let mut used: Vec<Used> = Vec::new();
    read(&mut |record| {
        let Body::Call(call) = &record.body else { return };
        let Some(address) = call.call.address().filter(|address| is_named(address)) else { return };
        let is_own = matches!(address, Address::Unix { path } if plan.paths.contains_key(path));
        if is_own || plan.owner(address, record.n).is_some() {
            return;
        }
        let kind = call.call.kind();
        if let Some(used) = used.iter_mut().find(|used| used.address == *address) {
            used.count += 1;
            if !used.calls.contains(&kind) {
                used.calls.push(kind);
            }
        } else if used.len() < MOST {
            used.push(Used { address: address.clone(), calls: vec![kind], count: 1 });
        }
    })?;
    Ok(used)
}

/// Whether somebody gave it: a free port and no name are asked for again as they are.
fn is_named(address: &Address) -> bool {
    match address {
        Address::Unix { path } => !path.is_empty(),
        Address::Abstract { .. } => true,
        address => address.port().is_some_and(|port| port != 0),
    }
}

/// Turns a session into a script, each address of `map` replaced by the other of its pair. Where that is port 0, the
/// socket is bound to a free one, and who reached it reaches it there.
///
/// # Errors
/// [`FromError`].
pub fn run_again<R: BufRead>(
    open: impl Fn() -> io::Result<R>,
    map: &[(Address, Address)],
    title: Option<String>,
) -> Result<Again, FromError> {
    let mut plan = Plan::default();
    each_record(open().map_err(FromError::Read)?, &mut |mut record, _| {
        change(&mut record, map);
        plan.take(&record);
        Ok(())
    })?;
    let options = FromOptions { keep_results: true, title };
    let mut again = Again::default();
    let mut writer = Writer::new(plan, &options, &mut again.script)?;
    writer.expects_all();
    each_record(open().map_err(FromError::Read)?, &mut |mut record, payload| {
        change(&mut record, map);
        writer.take(record, payload)
    })?;
    let recorded = writer.recorded();
    writer.end()?;
    again.recorded = recorded;
    Ok(again)
}

fn change(record: &mut Record, map: &[(Address, Address)]) {
    let Body::Call(call) = &mut record.body else { return };
    let is_bind = matches!(call.call, Call::Bind { .. });
    let (Call::Bind { address }
    | Call::Connect { address }
    | Call::ConnectEx { address }
    | Call::SendTo { address, .. }) = &mut call.call
    else {
        return;
    };
    let Some((_, other)) = map.iter().find(|(from, _)| from == address) else { return };
    // Who goes to a free port is told it by the socket that got it.
    if is_bind || other.port() != Some(0) {
        *address = other.clone();
    }
}

/// What is expected of a call that is made again, where [`super::lines::expect_of`] leaves it open: what the kernel
/// chooses may differ, and is no error.
pub(super) fn expect_again(kind: CallKind, outcome: &Outcome) -> Option<String> {
    let sends = matches!(kind, CallKind::Send | CallKind::SendTo | CallKind::Write);
    let value = match outcome {
        Outcome::Ok(Value::Int(count)) if sends => json!({ "ok": count }),
        Outcome::Ok(Value::ConnectEx(number)) => {
            let name = if *number == 0 { "OK" } else { crate::call::errno_name(*number).unwrap_or("?") };
            json!({ "ok": { "errno": number, "name": name } })
        }
        Outcome::Ok(_) => json!({ "ok": "*" }),
        _ => return None,
    };
    Some(value.to_string())
}
