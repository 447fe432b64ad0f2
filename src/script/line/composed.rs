//! `create_connection` and `create_server`: the calls that CPython's `socket.py` makes, one after another, each seen.

use super::arguments::{Arguments, address_of};
use super::evaluate::{Answer, Evaluated, Evaluator, Halt};
use super::operators::integer;
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

    fn socket(&mut self, family: i32, kind: i32, proto: i32) -> Result<SocketId, Halt> {
        match self.make(None, Call::Socket { family, kind, proto })? {
            Val::Socket(sid) => Ok(sid),
            _ => Err(Halt::Later),
        }
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
        let sid = calls.socket(int(0), int(1), int(2))?;
        if timeout.is_some() {
            calls.make(Some(sid), Call::SetTimeout { seconds: timeout })?;
        }
        let bound = match &source {
            Some(source) => calls.succeeds(Some(sid), Call::Bind { address: source.clone() })?,
            None => true,
        };
        if bound && calls.succeeds(Some(sid), Call::Connect { address })? {
            return Ok(Val::Socket(sid));
        }
        calls.make(Some(sid), Call::Close)?;
    }
    Err(Halt::Raised)
}

/// `socket`, `setsockopt(SO_REUSEADDR)`, `bind`, `listen`.
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
    let sid = calls.socket(family, number("SOCK_STREAM"), 0)?;
    let mut set = |level: &str, name: &str| {
        let (level, name) = (number(level), number(name));
        calls.make(Some(sid), Call::SetSockOpt { level, name, value: OptionValue::Int(1) })
    };
    set("SOL_SOCKET", "SO_REUSEADDR")?;
    if reuse_port {
        set("SOL_SOCKET", "SO_REUSEPORT")?;
    }
    if family == number("AF_INET6") {
        set("IPPROTO_IPV6", "IPV6_V6ONLY")?;
    }
    calls.make(Some(sid), Call::Bind { address })?;
    calls.make(Some(sid), Call::Listen { backlog })?;
    Ok(Val::Socket(sid))
}
