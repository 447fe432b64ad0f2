//! `r`: what came of a call, as a line has it.

use super::LineError;
use super::forms::{self, put_raw};
use super::json::Json;
use super::value::{ok, put_value};
use crate::call::{ArgumentWhy, CallKind, Kept, Outcome, eai_name, eai_number, errno_name, errno_number};
use std::io::Write as _;

/// Writes the object that stands after `"r":`.
pub fn put_outcome(out: &mut Vec<u8>, outcome: &Outcome, kept: &Kept) {
    match outcome {
        Outcome::Waiting => out.extend(b"{\"started\":true}"),
        Outcome::Ok(value) => {
            out.extend(b"{\"ok\":");
            put_value(out, value, kept);
            out.push(b'}');
        }
        Outcome::Errno(number) => {
            let _ = match errno_name(*number) {
                Some(name) => write!(out, "{{\"err\":\"{name}\",\"no\":{number}}}"),
                None => write!(out, "{{\"err\":\"errno\",\"no\":{number}}}"),
            };
        }
        Outcome::Timeout => out.extend(b"{\"err\":\"timeout\"}"),
        Outcome::Eai(number) => {
            let name = eai_name(*number).unwrap_or("EAI");
            let _ = write!(out, "{{\"err\":\"{name}\",\"no\":{number}}}");
        }
        Outcome::Argument(why) => {
            let _ = write!(out, "{{\"err\":\"argument\",\"why\":\"{why}\"}}");
        }
        Outcome::Stopped { done } => {
            let _ = write!(out, "{{\"stopped\":true,\"done\":{done}}}");
        }
        Outcome::Other(json) => put_raw(out, json, true),
    }
}

/// Reads `r`. `kind` settles what the form alone leaves open; none for a join.
pub fn outcome(value: &Json<'_>, kind: Option<CallKind>) -> Result<(Outcome, Kept), LineError> {
    let other = || Ok((Outcome::Other(forms::raw(value).into()), Kept::Whole));
    let whole = |outcome| Ok((outcome, Kept::Whole));
    let number = value.get("no").and_then(Json::i64).and_then(|number| i32::try_from(number).ok());
    if let Some(inner) = value.get("ok") {
        return ok(inner, kind)?.map_or_else(other, |(value, kept)| Ok((Outcome::Ok(value), kept)));
    }
    match value.get("err").and_then(Json::text) {
        Some("timeout") => return whole(Outcome::Timeout),
        Some("argument") => {
            let why = value.get("why").and_then(Json::text).and_then(ArgumentWhy::parse);
            return why.map_or_else(other, |why| whole(Outcome::Argument(why)));
        }
        Some(name) if name.starts_with("EAI") => {
            return number.or(eai_number(name)).map_or_else(other, |number| whole(Outcome::Eai(number)));
        }
        Some(name) => {
            return errno_number(name).or(number).map_or_else(other, |number| whole(Outcome::Errno(number)));
        }
        None => {}
    }
    if value.get("started").and_then(Json::bool) == Some(true) {
        return whole(Outcome::Waiting);
    }
    match (value.get("stopped").and_then(Json::bool), value.get("done").and_then(Json::u64)) {
        (Some(true), Some(done)) => whole(Outcome::Stopped { done }),
        _ => other(),
    }
}
