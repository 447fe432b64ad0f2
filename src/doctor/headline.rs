//! Which call, on which address, and how it ended.

use super::case::{Case, plain, say, short};
use crate::call::{ArgumentWhy, Call, CallKind, Outcome, Value, eai_name, errno_name};
use crate::locale::Message;

/// `connect to 127.0.0.1:8001: ECONNREFUSED (111)`.
pub(super) fn headline(case: &Case<'_>, outcome: &Outcome) -> Message {
    let what = what(case);
    match outcome {
        Outcome::Errno(number) | Outcome::Ok(Value::ConnectEx(number)) => numbered(what, errno_name(*number), *number),
        Outcome::Eai(number) => numbered(what, eai_name(*number), *number),
        Outcome::Argument(ArgumentWhy::Range) => say("head-argument-range").with("what", what),
        Outcome::Argument(ArgumentWhy::Type) => say("head-argument-type").with("what", what),
        Outcome::Argument(ArgumentWhy::Value) => say("head-argument-value").with("what", what),
        Outcome::Argument(ArgumentWhy::Encoding) => say("head-argument-encoding").with("what", what),
        Outcome::Argument(ArgumentWhy::Said(crate::call::BEYOND_NET)) => say("head-beyond-script").with("what", what),
        Outcome::Argument(ArgumentWhy::Said(text)) => say("head-argument-said").with("what", what).with("text", *text),
        Outcome::Timeout => say("head-timeout").with("what", what),
        Outcome::Stopped { .. } => say("head-stopped").with("what", what),
        Outcome::Waiting | Outcome::Ok(_) | Outcome::Other(_) => what,
    }
}

fn numbered(what: Message, name: Option<&str>, number: i32) -> Message {
    let number = i64::from(number);
    match name {
        Some(name) => say("head-errno").with("what", what).with("name", name).with("number", number),
        None => say("head-errno-unnamed").with("what", what).with("number", number),
    }
}

fn what(case: &Case<'_>) -> Message {
    let around = case.around;
    let (key, address) = match case.kind() {
        CallKind::Bind | CallKind::Connect | CallKind::ConnectEx | CallKind::SendTo => {
            ("head-call-to", case.call.address())
        }
        CallKind::Send | CallKind::SendAll => ("head-call-to", around.peer),
        kind if kind.receives() && around.peer.is_some() => ("head-call-from", around.peer),
        kind if kind.receives() => ("head-call-on", around.local),
        CallKind::Listen | CallKind::Accept => ("head-call-on", around.local),
        _ => return other(case),
    };
    match address {
        Some(address) => say(key).with("call", case.name()).with("address", short(Some(address))),
        None => alone(case),
    }
}

fn other(case: &Case<'_>) -> Message {
    let with = |what: String| say("head-call-with").with("call", case.name()).with("what", plain(&what));
    match case.call {
        Call::GetAddrInfo { host: Some(host), .. } => with(host.to_string()),
        Call::Socket { .. } | Call::SocketPair { .. } => with(format!("{} {}", case.family_text(), case.kind_text())),
        Call::SetSockOpt { .. } | Call::GetSockOpt { .. } => with(case.option_text()),
        Call::Shutdown { how } => with(crate::call::how(*how).map_or_else(|| how.to_string(), str::to_owned)),
        Call::SetTimeout { seconds } => with(seconds.map_or_else(|| "None".to_owned(), |seconds| seconds.to_string())),
        _ => alone(case),
    }
}

fn alone(case: &Case<'_>) -> Message {
    say("head-call-alone").with("call", case.name())
}
