//! A record as its line.

use super::arguments::put_arguments;
use super::forms::{put_address, put_seconds, put_text};
use super::outcome::put_outcome;
use crate::call::{Body, By, Call, CallRecord, JoinRecord, Name, Notice, Record, SocketId};
use std::io::Write as _;
use std::time::Duration;

/// One record as one line, LF included.
///
/// The payload goes out as it is in the record: who writes a file cuts what is above 512 KiB into parts first.
pub fn encode(record: &Record) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    encode_into(&mut out, record);
    out
}

/// Appends [`encode`]'s line to `out`.
pub fn encode_into(out: &mut Vec<u8>, record: &Record) {
    match &record.body {
        Body::Header(header) => {
            out.extend(b"{\"netscript\":1,\"log\":1");
            let _ = write!(out, ",\"n\":{},\"utc\":", record.n);
            put_text(out, &header.utc);
            out.extend(b",\"app\":");
            put_text(out, &header.app);
            out.push(b'}');
        }
        Body::Other(json) | Body::Notice(Notice::Other { json, .. }) => {
            out.extend(json.bytes().map(|byte| if byte == b'\n' || byte == b'\r' { b' ' } else { byte }));
        }
        body => {
            let _ = write!(out, "{{\"n\":{},\"t\":", record.n);
            put_seconds(out, record.t);
            if let Some(SocketId(sid)) = record.sid {
                let _ = write!(out, ",\"sid\":{sid}");
            }
            match body {
                Body::Call(call) => put_call(out, call),
                Body::Join(join) => put_join(out, join),
                Body::Notice(notice) => put_notice(out, notice),
                Body::Part { of, data } => {
                    let _ = write!(out, ",\"ev\":\"part\",\"of\":{of},\"b64\":\"");
                    base64_simd::STANDARD.encode_append(data, out);
                    out.push(b'"');
                }
                Body::Header(_) | Body::Other(_) => {}
            }
            out.push(b'}');
        }
    }
    out.push(b'\n');
}

fn put_name(out: &mut Vec<u8>, key: &str, name: Option<&Name>) {
    if let Some(name) = name {
        let _ = write!(out, ",\"{key}\":");
        put_text(out, &name.to_string());
    }
}

/// `"as":["a","b"]`.
fn put_pair(out: &mut Vec<u8>, first: Option<&Name>, second: &Name) {
    out.extend(b",\"as\":[");
    match first {
        Some(first) => put_text(out, &first.to_string()),
        None => out.extend(b"null"),
    }
    out.push(b',');
    put_text(out, &second.to_string());
    out.push(b']');
}

fn put_call(out: &mut Vec<u8>, record: &CallRecord) {
    let CallRecord { on, makes, by, call, waits, took, outcome, made, at, deferred, kept } = record;
    let _ = write!(out, ",\"call\":\"{}\"", call.kind().name());
    put_name(out, "on", on.as_ref());
    match call {
        Call::SocketPair { other: Some(other), .. } => put_pair(out, makes.as_ref(), other),
        _ => put_name(out, "as", makes.as_ref()),
    }
    put_arguments(out, call, kept);
    let by = match by {
        By::Person => None,
        By::Line => Some("line"),
        By::Script => Some("script"),
        By::Keep => Some("keep"),
        By::Other(word) => Some(word.as_ref()),
    };
    if let Some(by) = by {
        out.extend(b",\"by\":");
        put_text(out, by);
    }
    if let Some(id) = waits {
        let _ = write!(out, ",\"async\":true,\"id\":\"{id}\"");
    }
    put_end(out, *made, *at, *deferred, *took);
    out.extend(b",\"r\":");
    put_outcome(out, outcome, kept);
}

fn put_join(out: &mut Vec<u8>, record: &JoinRecord) {
    let JoinRecord { id, took, outcome, made, at, deferred, kept } = record;
    let _ = write!(out, ",\"do\":\"join\",\"id\":\"{id}\"");
    put_end(out, *made, *at, *deferred, Some(*took));
    out.extend(b",\"r\":");
    put_outcome(out, outcome, kept);
}

fn put_end(out: &mut Vec<u8>, made: Option<SocketId>, at: Option<u64>, deferred: bool, took: Option<Duration>) {
    if let Some(SocketId(sid)) = made {
        let _ = write!(out, ",\"new\":{sid}");
    }
    if let Some(at) = at {
        let _ = write!(out, ",\"at\":{at}");
    }
    if deferred {
        out.extend(b",\"deferred\":true");
    }
    if let Some(took) = took {
        out.extend(b",\"dur\":");
        put_seconds(out, took);
    }
}

fn put_notice(out: &mut Vec<u8>, notice: &Notice) {
    match notice {
        Notice::State(state) => {
            let _ = write!(out, ",\"ev\":\"state\",\"tcp\":\"{}\"", state.name());
        }
        Notice::Names { local, peer } => {
            out.extend(b",\"ev\":\"names\"");
            for (key, address) in [("local", local), ("peer", peer)] {
                if let Some(address) = address {
                    let _ = write!(out, ",\"{key}\":");
                    put_address(out, address);
                }
            }
        }
        Notice::Sample(sampled) => super::sample::put_sample(out, sampled),
        Notice::Drops { count } => {
            let _ = write!(out, ",\"ev\":\"drops\",\"count\":{count}");
        }
        Notice::Gap { records, bytes, why } => {
            let _ = write!(out, ",\"ev\":\"gap\",\"records\":{records},\"bytes\":{bytes},\"why\":");
            put_text(out, why);
        }
        Notice::Note { about, text } => {
            let _ = write!(out, ",\"ev\":\"note\",\"about\":{about},\"text\":");
            put_text(out, text);
        }
        // Written whole by the caller.
        Notice::Other { .. } => {}
    }
}
