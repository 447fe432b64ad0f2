//! `create_connection` and `create_server`: the calls that CPython's `socket.py` makes, one after another, each seen.

use super::arguments::{Arguments, address_of};
use super::evaluate::{Answer, Evaluated, Evaluator, Halt};
use super::numbers::integer;
use super::value::Val;
use crate::call::{self, Address, Call, OptionValue, Service, SocketId};

fn number(name: &str) -> i32 {
    call::number_of(name).unwrap_or_default()
}

/// Hands out the places of one function's calls.
struct Calls<'e, 'a> {
    evaluator: &'e Evaluator<'a>,
    at: u32,
    next: u8,
}

impl Calls<'_, '_> {
    fn place(&mut self) -> (u32, u8) {
        let at = (self.at, self.next);
        self.next = self.next.saturating_add(1);
        at
    }

    fn make(&mut self, on: Option<SocketId>, call: Call) -> Evaluated {
        let at = self.place();
        self.evaluator.make(at, on, call)
    }

    /// False where it failed.
    fn succeeds(&mut self, on: Option<SocketId>, call: Call) -> Result<bool, Halt> {
        let at = self.place();
        Ok(matches!(self.evaluator.ask(at, on, call, true)?, Answer::Val(_)))
    }

    /// None where it cannot be made.
    fn socket(&mut self, family: i32, kind: i32, proto: i32) -> Result<Option<SocketId>, Halt> {
        let at = self.place();
        match self.evaluator.ask(at, None, Call::Socket { family, kind, proto }, true)? {
            Answer::Val(Val::Socket(sid)) => Ok(Some(sid)),
            Answer::Val(_) => Err(Halt::Later),
            Answer::Failed => Ok(None),
        }
    }

    /// Whether all of them succeed, one after another.
    fn all_succeed(&mut self, on: SocketId, calls: impl IntoIterator<Item = Call>) -> Result<bool, Halt> {
        for call in calls {
            if !self.succeeds(Some(on), call)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// `getaddrinfo`, then for each address `socket`, `connect`, until one answers; the others are closed.
pub(super) fn create_connection(evaluator: &Evaluator<'_>, at: u32, given: &Arguments<'_>) -> Evaluated {
    let mut calls = Calls { evaluator, at, next: 0 };
    let (host, port) = match given.get(0) {
        Some(Val::Tuple(pair)) => match &**pair {
            [host @ (Val::Str(_) | Val::None), port] => (host.clone(), port.clone()),
            _ if pair.iter().any(Val::is_later) => return Err(Halt::Later),
            _ => return given.wrong(0, "(host, port)"),
        },
        _ => return given.wrong(0, "(host, port)"),
    };
    let host = if let Val::Str(host) = &host { Some(host.as_ref().into()) } else { None };
    let port = match &port {
        Val::Str(name) => Service::Name(name.as_ref().into()),
        other => match integer(other) {
            Some(number) => Service::Number(number),
            None => return given.wrong(0, "(host, port)"),
        },
    };
    let timeout = given.seconds(1)?;
    let source = given.some(2).map(|value| address_of(value, None));
    let look_up = Call::GetAddrInfo { host, port, family: 0, kind: number("SOCK_STREAM"), proto: 0, flags: 0 };
    let found = calls.make(None, look_up)?;
    let Val::List(found) = found else { return Err(Halt::Later) };
    for entry in found.iter() {
        let Val::Tuple(parts) = entry else { continue };
        let int =
            |at: usize| parts.get(at).and_then(integer).and_then(|number| i32::try_from(number).ok()).unwrap_or(0);
        let address = address_of(parts.get(4).unwrap_or(&Val::None), Some(int(0)));
        // A kernel without IPv6 makes none of that family; the next address may be of another.
        let Some(sid) = calls.socket(int(0), int(1), int(2))? else { continue };
        let limit = given.get(1).map(|_| Call::SetTimeout { seconds: timeout });
        let bind = source.clone().map(|address| Call::Bind { address });
        if calls.all_succeed(sid, limit.into_iter().chain(bind).chain([Call::Connect { address }]))? {
            return Ok(Val::Socket(sid));
        }
        calls.succeeds(Some(sid), Call::Close)?;
    }
    Err(Halt::Raised)
}

/// `socket`, `setsockopt(SO_REUSEADDR)`, `bind`, `listen`; closed again where one of them fails.
pub(super) fn create_server(evaluator: &Evaluator<'_>, at: u32, given: &Arguments<'_>) -> Evaluated {
    let mut calls = Calls { evaluator, at, next: 0 };
    let family = given.c_int(1, number("AF_INET"))?;
    let address = match given.address(0, Some(family))? {
        Address::Inet { host, port } if family == number("AF_INET6") => {
            Address::Inet6 { host, port, flow: 0, scope: 0 }
        }
        address => address,
    };
    let backlog = given.some(2).map(|_| given.int(2, 0)).transpose()?;
    let reuse_port = matches!(given.get(3), Some(Val::Bool(true)));
    let Some(sid) = calls.socket(family, number("SOCK_STREAM"), 0)? else { return Err(Halt::Raised) };
    let set = |level: &str, name: &str| {
        let (level, name) = (number(level), number(name));
        Call::SetSockOpt { level, name, value: OptionValue::Int(1) }
    };
    // That one may fail.
    calls.succeeds(Some(sid), set("SOL_SOCKET", "SO_REUSEADDR"))?;
    let reuse_port = reuse_port.then(|| set("SOL_SOCKET", "SO_REUSEPORT"));
    let only_six = (family == number("AF_INET6")).then(|| set("IPPROTO_IPV6", "IPV6_V6ONLY"));
    let rest = [Call::Bind { address }, Call::Listen { backlog }];
    if calls.all_succeed(sid, reuse_port.into_iter().chain(only_six).chain(rest))? {
        return Ok(Val::Socket(sid));
    }
    calls.succeeds(Some(sid), Call::Close)?;
    Err(Halt::Raised)
}
