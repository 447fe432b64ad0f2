//! Functions of modules, the few of Python's own that lines of chapters need, and the methods of texts and bytes.

use super::composed;
use super::evaluate::{Evaluated, Evaluator, Halt, place, refuse};
use super::names::nearest;
use super::operators::integer;
use super::signature::{Of, SIGNATURES, signature};
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
            let parts: Vec<String> = given.iter().map(|value| value.text(&label)).collect();
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
        match plain(whole, &given, &|sid| self.scope.label(sid)) {
            Some(value) => Ok(value),
            None => {
                let name = whole.strip_prefix("builtins.").unwrap_or(whole);
                refuse(place(call), say("line-bad-value").with("call", name))
            }
        }
    }
}

fn plain(whole: &str, given: &[Val], label: &dyn Fn(crate::call::SocketId) -> String) -> Option<Val> {
    let number = |value: &Val| integer(value);
    let port = |value: &Val| u16::try_from(number(value)?).ok();
    let word = |value: &Val| u32::try_from(number(value)?).ok();
    Some(match (whole, given) {
        ("socket.inet_aton", [Val::Str(ip)]) => Val::bytes(&ip.parse::<Ipv4Addr>().ok()?.octets()),
        ("socket.inet_ntoa", [Val::Bytes(ip)]) => {
            Val::str(&Ipv4Addr::from(<[u8; 4]>::try_from(&**ip).ok()?).to_string())
        }
        ("socket.inet_pton", [family, Val::Str(ip)]) if is_six(family) => {
            Val::bytes(&ip.parse::<Ipv6Addr>().ok()?.octets())
        }
        ("socket.inet_pton", [_, Val::Str(ip)]) => Val::bytes(&ip.parse::<Ipv4Addr>().ok()?.octets()),
        ("socket.inet_ntop", [family, Val::Bytes(ip)]) if is_six(family) => {
            Val::str(&Ipv6Addr::from(<[u8; 16]>::try_from(&**ip).ok()?).to_string())
        }
        ("socket.inet_ntop", [_, Val::Bytes(ip)]) => {
            Val::str(&Ipv4Addr::from(<[u8; 4]>::try_from(&**ip).ok()?).to_string())
        }
        ("socket.htons" | "socket.ntohs", [value]) => Val::Int(port(value)?.to_be().into()),
        ("socket.htonl" | "socket.ntohl", [value]) => Val::Int(word(value)?.to_be().into()),
        ("struct.pack", [Val::Str(format), rest @ ..]) => Val::Bytes(super::packed::pack(format, rest)?.into()),
        ("struct.calcsize", [Val::Str(format)]) => Val::Int(super::packed::size(format)? as i64),
        ("builtins.len", [Val::Str(text)]) => Val::Int(text.chars().count() as i64),
        ("builtins.len", [Val::Bytes(bytes)]) => Val::Int(bytes.len() as i64),
        ("builtins.len", [Val::Tuple(all) | Val::List(all)]) => Val::Int(all.len() as i64),
        ("builtins.str", [value]) => Val::str(&value.text(label)),
        ("builtins.str", []) => Val::str(""),
        ("builtins.str", [Val::Bytes(bytes), encoding]) => decode(bytes, std::slice::from_ref(encoding), 0..0).ok()?,
        ("builtins.repr", [value]) => Val::str(&value.repr(label)),
        ("builtins.int", [Val::Str(text)]) => Val::Int(text.trim().replace('_', "").parse().ok()?),
        ("builtins.int", [Val::Str(text), Val::Int(radix @ 2..=36)]) => {
            let plain = text.trim().to_ascii_lowercase();
            let plain = plain.trim_start_matches("0x").trim_start_matches("0b").trim_start_matches("0o");
            Val::Int(i64::from_str_radix(plain, *radix as u32).ok()?)
        }
        ("builtins.int", [Val::Float(number)]) if number.abs() < 9e18 => Val::Int(*number as i64),
        ("builtins.int", [value]) => Val::Int(number(value)?),
        ("builtins.float", [Val::Str(text)]) => Val::Float(text.trim().parse().ok()?),
        ("builtins.float", [Val::Float(number)]) => Val::Float(*number),
        ("builtins.float", [value]) => Val::Float(number(value)? as f64),
        ("builtins.bytes" | "builtins.bytearray", []) => Val::bytes(b""),
        ("builtins.bytes" | "builtins.bytearray", [Val::Bytes(bytes)]) => Val::Bytes(bytes.clone()),
        ("builtins.bytes" | "builtins.bytearray", [Val::Str(text), encoding @ Val::Str(_), ..]) => {
            encode(text, std::slice::from_ref(encoding), 0..0).ok()?
        }
        ("builtins.bytes" | "builtins.bytearray", [Val::Tuple(all) | Val::List(all)]) => {
            let bytes: Option<Vec<u8>> = all.iter().map(|value| u8::try_from(number(value)?).ok()).collect();
            Val::Bytes(bytes?.into())
        }
        ("builtins.bytes" | "builtins.bytearray", [Val::Int(count @ 0..=67_108_864)]) => {
            Val::Bytes(vec![0; *count as usize].into())
        }
        ("builtins.bool", [value]) => Val::Bool(number(value)? != 0),
        ("builtins.hex", [value]) => Val::str(&format!("{:#x}", number(value)?)),
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
