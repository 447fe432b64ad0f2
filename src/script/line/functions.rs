//! Functions of modules, the few of Python's own that lines of chapters need, and the methods of texts and bytes.

use super::composed;
use super::evaluate::{Evaluated, Evaluator, Halt, place, refuse};
use super::names::nearest;
use super::numbers::{integer, large, parse_int, truth};
use super::signature::{Of, SIGNATURES, signature};
use super::statement::MOST_SHOWN;
use super::texts::{decode, encode};
use super::trouble::say;
use super::value::Val;
use rustpython_parser::ast::ExprCall;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// Modules that are there without an import.
pub(super) const MODULES: [&str; 4] = ["socket", "select", "struct", "time"];

/// Functions that are evaluated here and make no call.
const PLAIN: [&str; 26] = [
    "socket.inet_aton",
    "socket.inet_ntoa",
    "socket.inet_pton",
    "socket.inet_ntop",
    "socket.htons",
    "socket.ntohs",
    "socket.htonl",
    "socket.ntohl",
    "struct.pack",
    "struct.calcsize",
    "time.sleep",
    "builtins.len",
    "builtins.print",
    "builtins.str",
    "builtins.repr",
    "builtins.int",
    "builtins.float",
    "builtins.bytes",
    "builtins.bytearray",
    "builtins.bool",
    "builtins.hex",
    "builtins.tuple",
    "builtins.list",
    "builtins.ord",
    "builtins.chr",
    "builtins.type",
];

/// Functions of Python's own that make no sense here, refused by their names.
pub(super) const ELSEWHERE: [&str; 22] = [
    "input",
    "open",
    "range",
    "enumerate",
    "map",
    "filter",
    "zip",
    "sorted",
    "exit",
    "quit",
    "eval",
    "exec",
    "format",
    "min",
    "max",
    "sum",
    "abs",
    "isinstance",
    "dict",
    "set",
    "iter",
    "next",
];

/// Whether a function of a module is known here.
pub(super) fn is_known(whole: &str) -> bool {
    let module = whole.strip_prefix("socket.");
    PLAIN.contains(&whole) || module.is_some_and(|name| signature(Of::Module, name).is_some())
}

/// Refuses a method or attribute that a value has not, with the nearest that it has.
pub(super) fn no_method(on: &Val, name: &str, range: Range<usize>) -> Evaluated {
    let of = match on {
        Val::Socket(_) => Of::Socket,
        Val::File(_) => Of::File,
        other => {
            return refuse(range, say("line-no-attribute").with("name", name).with("type", other.type_name()));
        }
    };
    let known = SIGNATURES.iter().filter(|signature| signature.of == of).map(|signature| signature.name);
    match nearest(name, known) {
        Some(near) => {
            let message = say("line-unknown-near").with("name", name).with("near", near);
            let fault = super::trouble::Fault::new(range.clone(), message);
            Err(Halt::Fault(fault.mended(vec![(range, near.to_owned())])))
        }
        None => refuse(range, say("line-no-attribute").with("name", name).with("type", on.type_name())),
    }
}

impl Evaluator<'_> {
    /// `module.function(…)`.
    pub fn function(&self, whole: &str, call: &ExprCall) -> Evaluated {
        let at = place(call).end as u32;
        if let Some(found) = whole.strip_prefix("socket.").and_then(|name| signature(Of::Module, name)) {
            let arguments = self.arguments(found, call)?;
            return match found.name {
                "create_connection" => composed::create_connection(self, at, &arguments),
                "create_server" => composed::create_server(self, at, &arguments),
                _ => self.make((at, 0), None, super::calls::call_of(&arguments, None)?),
            };
        }
        if !is_known(whole) {
            return refuse(place(&*call.func), say("line-not-call").with("name", whole));
        }
        let mut given = Vec::new();
        for arg in &call.args {
            given.push(self.value(arg)?);
        }
        // print(…, end="") and the like change nothing that is seen here.
        let has_codec = matches!(whole, "builtins.str" | "builtins.bytes" | "builtins.bytearray")
            && call.args.len() + call.keywords.len() > 1;
        if has_codec {
            return self.coded(whole, given.first(), call);
        }
        if whole != "builtins.print"
            && let Some(keyword) = call.keywords.first()
        {
            return refuse(
                place(keyword),
                say("line-no-keywords").with("call", whole.rsplit('.').next().unwrap_or(whole)),
            );
        }
        if whole == "builtins.print" {
            let label = |sid| self.scope.label(sid);
            if given.iter().any(Val::is_later) {
                return Err(Halt::Later);
            }
            let parts: Vec<String> = given.iter().map(|value| value.text_short(&label, MOST_SHOWN)).collect();
            return Ok(Val::str(&parts.join(" ")));
        }
        if given.iter().any(Val::is_later) {
            return Err(Halt::Later);
        }
        if whole == "time.sleep" {
            let seconds = match given.as_slice() {
                [Val::Float(seconds)] => *seconds,
                [value] => integer(value).unwrap_or(-1) as f64,
                _ => -1.0,
            };
            return match self.answers.get(&(at, 0)) {
                Some(_) => Ok(Val::None),
                None if (0.0..=3600.0).contains(&seconds) => Err(Halt::Sleep((at, 0), seconds)),
                None => refuse(place(call), say("line-bad-value").with("call", "sleep")),
            };
        }
        self.room(cost(whole, &given), place(call))?;
        if let ("builtins.int", [Val::Str(text), radix @ ..]) = (whole, given.as_slice()) {
            let radix = if radix.is_empty() { Some(10) } else { radix.first().and_then(integer) };
            let bad = say("line-bad-value").with("call", "int");
            return match radix.and_then(|radix| parse_int(text, radix)) {
                Some(Some(number)) => Ok(Val::Int(number)),
                Some(None) => refuse(place(call), large()),
                None => refuse(place(call), bad),
            };
        }
        match plain(whole, &given, &|sid| self.scope.label(sid)) {
            Some(value) => Ok(value),
            None => {
                let name = whole.strip_prefix("builtins.").unwrap_or(whole);
                refuse(place(call), say("line-bad-value").with("call", name))
            }
        }
    }
}

impl Evaluator<'_> {
    /// `bytes(text, encoding)`, `str(bytes, encoding, errors)`.
    fn coded(&self, whole: &str, given: Option<&Val>, call: &ExprCall) -> Evaluated {
        let name = whole.strip_prefix("builtins.").unwrap_or(whole);
        let codec = self.codec(call, 1, name)?;
        self.room(given.map_or(0, Val::size), place(call))?;
        match (name, given) {
            (_, Some(Val::Later)) => Err(Halt::Later),
            ("str", Some(Val::Bytes(bytes))) => decode(bytes, &codec, place(call)),
            ("bytes" | "bytearray", Some(Val::Str(text))) if matches!(codec, [Some(_), _]) => {
                encode(text, &codec, place(call))
            }
            _ => refuse(place(call), say("line-bad-value").with("call", name)),
        }
    }
}

/// How many bytes a function makes, about.
fn cost(whole: &str, given: &[Val]) -> usize {
    match (whole, given) {
        ("builtins.str", [Val::Str(_)]) | ("builtins.len", _) => 0,
        // What is no letter takes four.
        ("builtins.str" | "builtins.repr", [value]) => value.size().saturating_mul(4),
        ("builtins.bytes" | "builtins.bytearray", [Val::Int(count)]) => usize::try_from(*count).unwrap_or(0),
        (_, given) => given.iter().map(|value| if let Val::Str(text) = value { text.len() } else { 0 }).sum(),
    }
}

/// What a function that makes no call gives; none for what it does not take.
fn plain(whole: &str, given: &[Val], label: &dyn Fn(crate::call::SocketId) -> String) -> Option<Val> {
    match whole.strip_prefix("socket.") {
        Some(name) => of_addresses(name, given),
        None => of_values(whole, given, label),
    }
}

/// `inet_aton`, `htons` and their like.
fn of_addresses(name: &str, given: &[Val]) -> Option<Val> {
    let port = |value: &Val| u16::try_from(integer(value)?).ok();
    let four = |ip: &[u8]| Some(Val::str(&Ipv4Addr::from(<[u8; 4]>::try_from(ip).ok()?).to_string()));
    let of_four = |ip: &str| Some(Val::bytes(&ip.parse::<Ipv4Addr>().ok()?.octets()));
    match (name, given) {
        ("inet_aton", [Val::Str(ip)]) => of_four(ip),
        ("inet_ntoa", [Val::Bytes(ip)]) => four(ip),
        ("inet_pton", [family, Val::Str(ip)]) if is_six(family) => {
            Some(Val::bytes(&ip.parse::<Ipv6Addr>().ok()?.octets()))
        }
        ("inet_pton", [_, Val::Str(ip)]) => of_four(ip),
        ("inet_ntop", [family, Val::Bytes(ip)]) if is_six(family) => {
            Some(Val::str(&Ipv6Addr::from(<[u8; 16]>::try_from(&**ip).ok()?).to_string()))
        }
        ("inet_ntop", [_, Val::Bytes(ip)]) => four(ip),
        ("htons" | "ntohs", [value]) => Some(Val::Int(port(value)?.to_be().into())),
        ("htonl" | "ntohl", [value]) => Some(Val::Int(word(value)?.to_be().into())),
        _ => None,
    }
}

fn word(value: &Val) -> Option<u32> {
    u32::try_from(integer(value)?).ok()
}

/// `struct`, and what is Python's own.
fn of_values(whole: &str, given: &[Val], label: &dyn Fn(crate::call::SocketId) -> String) -> Option<Val> {
    let number = |value: &Val| integer(value);
    Some(match (whole, given) {
        ("struct.pack", [Val::Str(format), rest @ ..]) => Val::Bytes(super::packed::pack(format, rest)?.into()),
        ("struct.calcsize", [Val::Str(format)]) => Val::Int(super::packed::size(format)? as i64),
        ("builtins.len", [Val::Str(text)]) => Val::Int(text.chars().count() as i64),
        ("builtins.len", [Val::Bytes(bytes)]) => Val::Int(bytes.len() as i64),
        ("builtins.len", [Val::Tuple(all) | Val::List(all)]) => Val::Int(all.len() as i64),
        ("builtins.str", [Val::Str(text)]) => Val::Str(text.clone()),
        ("builtins.str", [value]) => Val::str(&value.repr(label)),
        ("builtins.str", []) => Val::str(""),
        ("builtins.repr", [value]) => Val::str(&value.repr(label)),
        ("builtins.int", [Val::Float(number)]) if number.abs() < 9e18 => Val::Int(*number as i64),
        ("builtins.int", [value]) => Val::Int(number(value)?),
        ("builtins.float", [Val::Str(text)]) => Val::Float(text.trim().parse().ok()?),
        ("builtins.float", [Val::Float(number)]) => Val::Float(*number),
        ("builtins.float", [value]) => Val::Float(number(value)? as f64),
        ("builtins.bytes" | "builtins.bytearray", []) => Val::bytes(b""),
        ("builtins.bytes" | "builtins.bytearray", [Val::Bytes(bytes)]) => Val::Bytes(bytes.clone()),
        ("builtins.bytes" | "builtins.bytearray", [Val::Tuple(all) | Val::List(all)]) => {
            let bytes: Option<Vec<u8>> = all.iter().map(|value| u8::try_from(number(value)?).ok()).collect();
            Val::Bytes(bytes?.into())
        }
        ("builtins.bytes" | "builtins.bytearray", [Val::Int(count)]) => {
            Val::Bytes(vec![0; usize::try_from(*count).ok()?].into())
        }
        ("builtins.bool", [value]) => Val::Bool(truth(value)?),
        ("builtins.hex", [value]) => {
            let number = number(value)?;
            let sign = if number < 0 { "-" } else { "" };
            Val::str(&format!("{sign}{:#x}", number.unsigned_abs()))
        }
        ("builtins.tuple", [Val::Tuple(all) | Val::List(all)]) => Val::Tuple(all.clone()),
        ("builtins.list", [Val::Tuple(all) | Val::List(all)]) => Val::List(all.clone()),
        ("builtins.ord", [Val::Str(text)]) if text.chars().count() == 1 => {
            Val::Int(u32::from(text.chars().next()?).into())
        }
        ("builtins.chr", [value]) => Val::str(char::from_u32(word(value)?)?.encode_utf8(&mut [0; 4])),
        ("builtins.type", [value]) => Val::str(&format!("<class '{}'>", value.type_name())),
        _ => return None,
    })
}

fn is_six(family: &Val) -> bool {
    integer(family).and_then(|family| i32::try_from(family).ok()) == crate::call::number_of("AF_INET6")
}
