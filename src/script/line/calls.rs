//! A method of a socket or a file as the call that it makes.

use super::arguments::Arguments;
use super::evaluate::{Evaluated, Evaluator, Halt, refuse};
use super::numbers::integer;
use super::signature::{Of, signature};
use super::trouble::say;
use super::value::Val;
use crate::bytes::python_float;
use crate::call::{self, Call, CallKind, InspectField, InspectValue, OPTIONS, OptionKind, OptionValue, Service, Takes};
use rustpython_parser::ast::ExprCall;
use std::net::{Ipv4Addr, Ipv6Addr};

impl Evaluator<'_> {
    /// `on.name(…)`.
    pub fn method(&self, on: &Val, name: &str, call: &ExprCall) -> Evaluated {
        let (of, sid) = match on {
            Val::Socket(sid) => (Of::Socket, *sid),
            Val::File(sid) => (Of::File, *sid),
            other => return self.value_method(other, name, call),
        };
        let Some(found) = signature(of, name) else {
            let end = super::evaluate::place(&*call.func).end;
            return super::functions::no_method(on, name, end.saturating_sub(name.len())..end);
        };
        let arguments = self.arguments(found, call)?;
        let family = self.scope.socket(sid).map(|known| known.family);
        let made = call_of(&arguments, family)?;
        self.make((arguments.range.end as u32, 0), Some(sid), made)
    }
}

/// The call that arguments describe.
pub(super) fn call_of(given: &Arguments<'_>, family: Option<i32>) -> Result<Call, Halt> {
    let number = |name| call::number_of(name).unwrap_or_default();
    let Some(kind) = given.signature.kind else {
        return refuse(given.range.clone(), say("line-not-call").with("name", given.signature.name));
    };
    Ok(match kind {
        CallKind::Socket => Call::Socket {
            family: given.c_int(0, number("AF_INET"))?,
            kind: given.c_int(1, number("SOCK_STREAM"))?,
            proto: given.c_int(2, 0)?,
        },
        CallKind::SocketPair => Call::SocketPair {
            family: given.c_int(0, number("AF_UNIX"))?,
            kind: given.c_int(1, number("SOCK_STREAM"))?,
            proto: given.c_int(2, 0)?,
            other: None,
        },
        CallKind::Bind => Call::Bind { address: given.address(0, family)? },
        CallKind::Connect => Call::Connect { address: given.address(0, family)? },
        CallKind::ConnectEx => Call::ConnectEx { address: given.address(0, family)? },
        CallKind::Listen => Call::Listen { backlog: given.get(0).map(|_| given.int(0, 0)).transpose()? },
        CallKind::Accept => Call::Accept,
        CallKind::Send => Call::Send { data: given.bytes(0)?, flags: given.c_int(1, 0)? },
        CallKind::SendAll => Call::SendAll { data: given.bytes(0)?, flags: given.c_int(1, 0)? },
        CallKind::SendTo => {
            Call::SendTo { data: given.bytes(0)?, flags: given.c_int(1, 0)?, address: given.address(2, family)? }
        }
        CallKind::Recv => Call::Recv { size: given.int(0, 0)?, flags: given.c_int(1, 0)? },
        CallKind::RecvFrom => Call::RecvFrom { size: given.int(0, 0)?, flags: given.c_int(1, 0)? },
        CallKind::RecvMsg if given.int(1, 0)? != 0 => return refuse(given.range.clone(), say("line-no-ancillary")),
        CallKind::RecvMsg => Call::RecvMsg { size: given.int(0, 0)?, flags: given.c_int(2, 0)? },
        CallKind::RecvExact => Call::RecvExact { size: given.int(0, 0)? },
        CallKind::Shutdown => Call::Shutdown { how: given.c_int(0, 0)? },
        CallKind::Close => Call::Close,
        CallKind::Detach => Call::Detach,
        CallKind::Dup => Call::Dup,
        CallKind::GetSockName => Call::GetSockName,
        CallKind::GetPeerName => Call::GetPeerName,
        CallKind::SetTimeout => Call::SetTimeout { seconds: given.seconds(0)? },
        CallKind::GetTimeout => Call::GetTimeout,
        CallKind::SetBlocking => match given.get(0) {
            Some(Val::Bool(blocking)) => Call::SetBlocking { blocking: *blocking },
            _ => Call::SetBlocking { blocking: given.int(0, 0)? != 0 },
        },
        CallKind::GetBlocking => Call::GetBlocking,
        CallKind::SetSockOpt => {
            let (level, name) = (given.c_int(0, 0)?, given.c_int(1, 0)?);
            Call::SetSockOpt { level, name, value: option_value(given, level, name)? }
        }
        CallKind::GetSockOpt => {
            let (level, name) = (given.c_int(0, 0)?, given.c_int(1, 0)?);
            Call::GetSockOpt { level, name, kind: option_kind(level, name, given.c_int(2, 0)?) }
        }
        CallKind::FileNo => Call::FileNo,
        CallKind::MakeFile => Call::MakeFile {
            mode: given.text(0)?.unwrap_or_else(|| "r".into()),
            buffering: given.some(1).map(|_| given.int(1, 0)).transpose()?,
            encoding: given.text(2)?,
            newline: given.text(3)?,
        },
        CallKind::ReadLine => Call::ReadLine,
        CallKind::Read => Call::Read { size: given.some(0).map(|_| given.int(0, 0)).transpose()? },
        CallKind::Write => match given.get(0) {
            Some(Val::Str(text)) => Call::Write { data: text.as_bytes().into() },
            _ => Call::Write { data: given.bytes(0)? },
        },
        CallKind::Flush => Call::Flush,
        CallKind::FClose => Call::FClose,
        CallKind::GetAddrInfo => Call::GetAddrInfo {
            host: given.text(0)?,
            port: match given.some(1) {
                None => Service::None,
                Some(Val::Str(name)) => Service::Name(name.as_ref().into()),
                Some(_) => Service::Number(given.int(1, 0)?),
            },
            family: given.c_int(2, 0)?,
            kind: given.c_int(3, 0)?,
            proto: given.c_int(4, 0)?,
            flags: given.c_int(5, 0)?,
        },
        CallKind::Poll => Call::Poll { events: given.c_int(0, 0)?, seconds: given.seconds(1)?.unwrap_or(-1.0) },
        CallKind::Inspect => return inspect(given),
    })
}

/// How `getsockopt` reads its answer: by the option's own form, where the length asked for is that form's.
fn option_kind(level: i32, name: i32, len: i32) -> OptionKind {
    let known = OPTIONS.iter().find(|option| option.level == level && option.number == name).map(|option| option.kind);
    match (known, len) {
        (Some(OptionKind::Errno), 0) => OptionKind::Errno,
        (_, 0) => OptionKind::Int,
        (Some(OptionKind::Linger), 8) => OptionKind::Linger,
        (Some(OptionKind::TimeVal), 16) => OptionKind::TimeVal,
        // What is below 0 goes on as below 0: no more than an int is read.
        (_, len) => OptionKind::Bytes(len as u32),
    }
}

/// What an option is set to: bytes of a structure that is known are that structure.
fn option_value(given: &Arguments<'_>, level: i32, name: i32) -> Result<OptionValue, Halt> {
    let bytes = match given.get(2) {
        Some(Val::Bytes(bytes)) => bytes.clone(),
        Some(value) if value.is_later() => return Err(Halt::Later),
        Some(Val::None) => return Ok(OptionValue::Odd("null".into())),
        Some(Val::Float(number)) => return Ok(OptionValue::Odd(python_float(*number).into())),
        Some(value) if integer(value).is_some() => return Ok(OptionValue::Int(given.int(2, 0)?)),
        _ => return given.wrong(2, "int, bytes"),
    };
    let takes = OPTIONS.iter().find(|option| option.level == level && option.number == name).map(|option| option.takes);
    Ok(structure(&bytes, takes).unwrap_or(OptionValue::Bytes(bytes)))
}

fn structure(bytes: &[u8], takes: Option<Takes>) -> Option<OptionValue> {
    match takes? {
        Takes::Linger if bytes.len() == 8 => {
            let [on, seconds] = [bytes.get(..4)?, bytes.get(4..)?].map(|half| half.try_into().map(i32::from_ne_bytes));
            Some(OptionValue::Linger(on.ok()?, seconds.ok()?))
        }
        Takes::TimeVal if bytes.len() == 16 => {
            let [seconds, micros] =
                [bytes.get(..8)?, bytes.get(8..)?].map(|half| half.try_into().map(i64::from_ne_bytes));
            timeval(seconds.ok()?, micros.ok()?)
        }
        Takes::Mreq if bytes.len() == 8 => {
            let [group, interface] = [ip4(bytes.get(..4)?)?, ip4(bytes.get(4..)?)?];
            Some(OptionValue::Mreq(group, interface))
        }
        Takes::Mreq6 if bytes.len() == 20 => {
            let group = Ipv6Addr::from(<[u8; 16]>::try_from(bytes.get(..16)?).ok()?);
            let index = u32::from_ne_bytes(bytes.get(16..)?.try_into().ok()?);
            Some(OptionValue::Mreq6(group.to_string().into(), index))
        }
        Takes::Ip if bytes.len() == 4 => Some(OptionValue::Ip(ip4(bytes)?)),
        _ => None,
    }
}

/// A time, where it comes back as the same bytes: what the kernel refuses goes to it as it is.
fn timeval(whole: i64, micros: i64) -> Option<OptionValue> {
    let seconds = whole as f64 + micros as f64 / 1e6;
    let back = ((seconds - seconds.trunc()) * 1e6).round_ties_even() as i64;
    let is_same = (0..1_000_000).contains(&micros) && seconds.trunc() as i64 == whole && back == micros;
    is_same.then_some(OptionValue::TimeVal(seconds))
}

fn ip4(bytes: &[u8]) -> Option<Box<str>> {
    Some(Ipv4Addr::from(<[u8; 4]>::try_from(bytes).ok()?).to_string().into())
}

/// `s.inspect("tcp", until={"inq": 5}, timeout=2)`: ours, as the log writes it.
fn inspect(given: &Arguments<'_>) -> Result<Call, Halt> {
    let mut fields = Vec::new();
    for at in 0..6 {
        if let Some(name) = given.text(at)? {
            match InspectField::parse(&name) {
                Some(field) => fields.push(field),
                None => return given.wrong(at, "\"tcp\", \"inq\""),
            }
        }
    }
    let mut until = Vec::new();
    match given.some(6) {
        None => {}
        Some(value) if value.is_later() => return Err(Halt::Later),
        Some(Val::Dict(all)) => {
            for (key, value) in all.pairs() {
                let field = if let Val::Str(name) = key { InspectField::parse(name) } else { None };
                match field.and_then(|field| Some((field, inspected(field, value)?))) {
                    Some(one) => until.push(one),
                    None => return given.wrong(6, "dict"),
                }
            }
        }
        Some(_) => return given.wrong(6, "dict"),
    }
    Ok(Call::Inspect { fields, until, seconds: given.seconds(7)?.unwrap_or(0.0) })
}

fn inspected(field: InspectField, value: &Val) -> Option<InspectValue> {
    Some(match (field, value) {
        (InspectField::Timeout, Val::None) => InspectValue::Seconds(None),
        (InspectField::Timeout, Val::Float(seconds)) => InspectValue::Seconds(Some(*seconds)),
        (InspectField::Timeout, Val::Int(seconds)) => InspectValue::Seconds(Some(*seconds as f64)),
        (InspectField::Tcp, Val::Str(state)) => InspectValue::State(call::TcpState::parse(state)?),
        (InspectField::Inq | InspectField::Outq, Val::Int(number)) => InspectValue::Number(*number),
        (InspectField::Blocking | InspectField::ONonblock, Val::Bool(flag)) => InspectValue::Bool(*flag),
        (_, Val::Str(name)) => InspectValue::Errno(call::errno_number(name)?),
        _ => return None,
    })
}
