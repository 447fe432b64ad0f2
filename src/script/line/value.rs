//! The values that names of a call line have.

use super::parts::Parts;
use crate::bytes::{python_bytes, python_float, python_str};
use crate::call::{self, Address, CallKind, InspectValue, SocketId, Value};
use std::sync::Arc;

/// A value. What is long is shared.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    /// `None`.
    None,
    /// `True`, `False`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a point.
    Float(f64),
    /// A text.
    Str(Arc<str>),
    /// Bytes.
    Bytes(Arc<[u8]>),
    /// `(a, b)`.
    Tuple(Parts),
    /// `[a, b]`.
    List(Parts),
    /// `{a: b}`: its keys and values in turn.
    Dict(Parts),
    /// A socket.
    Socket(SocketId),
    /// A file that `makefile` made.
    File(SocketId),
    /// A module, or the class `socket`: the name tells.
    Module(Arc<str>),
    /// A function of a module, as `module.name`.
    Function(Arc<str>),
    /// Not known before an earlier line has run.
    Later,
}

impl Val {
    /// A text.
    pub fn str(text: &str) -> Self {
        Self::Str(text.into())
    }

    /// Bytes.
    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.into())
    }

    /// A tuple.
    pub fn tuple(values: impl Into<Arc<[Self]>>) -> Self {
        Self::Tuple(Parts::new(values))
    }

    /// Python's name of its type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::Str(_) => "str",
            Self::Bytes(_) => "bytes",
            Self::Tuple(_) => "tuple",
            Self::List(_) => "list",
            Self::Dict(_) => "dict",
            Self::Socket(_) => "socket",
            Self::File(_) => "file",
            Self::Module(_) => "module",
            Self::Function(_) => "function",
            Self::Later => "?",
        }
    }

    /// Whether it, or a part of it, is not known yet.
    pub(super) fn is_later(&self) -> bool {
        match self {
            Self::Later => true,
            Self::Tuple(all) | Self::List(all) | Self::Dict(all) => all.is_later(),
            _ => false,
        }
    }

    /// How large it is in bytes, with all that is within it; what is no text and no bytes is next to nothing.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Str(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Tuple(all) | Self::List(all) | Self::Dict(all) => all.size(),
            _ => 0,
        }
    }

    /// How many tuples are within each other.
    pub(super) fn depth(&self) -> usize {
        match self {
            Self::Tuple(all) | Self::List(all) | Self::Dict(all) => all.depth(),
            _ => 0,
        }
    }

    /// As `repr` writes it; `name` gives a socket's label.
    pub fn repr(&self, name: &dyn Fn(SocketId) -> String) -> String {
        let mut out = String::new();
        self.write(&mut out, usize::MAX, name);
        out
    }

    /// As `repr` writes it, `…` behind so many characters: the rest is not even looked at.
    pub fn repr_short(&self, name: &dyn Fn(SocketId) -> String, most: usize) -> String {
        let mut out = String::new();
        // A character has four bytes at most.
        self.write(&mut out, most.saturating_mul(4), name);
        shortened(&out, most)
    }

    /// Writes it until there are more than so many bytes.
    fn write(&self, out: &mut String, most: usize, name: &dyn Fn(SocketId) -> String) {
        let room = most.saturating_sub(out.len()).saturating_add(1);
        match self {
            Self::None => out.push_str("None"),
            Self::Bool(true) => out.push_str("True"),
            Self::Bool(false) => out.push_str("False"),
            Self::Int(number) => out.push_str(&number.to_string()),
            Self::Float(number) => out.push_str(&python_float(*number)),
            Self::Str(text) => out.push_str(&python_str(text.get(..text.floor_char_boundary(room)).unwrap_or(text))),
            Self::Bytes(bytes) => out.push_str(&python_bytes(bytes.get(..room).unwrap_or(bytes))),
            Self::Tuple(all) => {
                out.push('(');
                write_all(all.iter().map(|value| (None, value)), out, most, name);
                out.push_str(if all.len() == 1 { ",)" } else { ")" });
            }
            Self::List(all) => {
                out.push('[');
                write_all(all.iter().map(|value| (None, value)), out, most, name);
                out.push(']');
            }
            Self::Dict(all) => {
                out.push('{');
                write_all(all.pairs().map(|(key, value)| (Some(key), value)), out, most, name);
                out.push('}');
            }
            Self::Socket(sid) | Self::File(sid) => {
                out.push_str(&format!("<{} {}>", self.type_name(), name(*sid)));
            }
            Self::Module(module) => out.push_str(&format!("<module '{module}'>")),
            Self::Function(function) => out.push_str(&format!("<function {function}>")),
            Self::Later => out.push('…'),
        }
    }

    /// As `print` writes it, `…` behind so many characters; what must not be drawn is for the caller to escape.
    pub(super) fn text_short(&self, name: &dyn Fn(SocketId) -> String, most: usize) -> String {
        match self {
            Self::Str(text) => shortened(text, most),
            other => other.repr_short(name, most),
        }
    }

    /// An address as Python has it.
    pub fn of_address(address: Option<&Address>) -> Self {
        match address {
            None => Self::None,
            Some(Address::Inet { host, port }) => Self::tuple([Self::str(host), Self::Int(*port)]),
            Some(Address::Inet6 { host, port, flow, scope }) => {
                Self::tuple([Self::str(host), Self::Int(*port), Self::Int((*flow).into()), Self::Int((*scope).into())])
            }
            Some(Address::Unix { path }) => match std::str::from_utf8(path) {
                Ok(path) => Self::str(path),
                Err(_) => Self::bytes(path),
            },
            Some(Address::Abstract { name }) => Self::bytes(&[b"\0", &**name].concat()),
            Some(Address::Other(text)) => Self::str(text),
        }
    }

    /// What a call returned. `sid` is the socket or file that it is on, or that it made; `made` the socket that
    /// `accept`, `dup` or `makefile` made, or the second of a pair.
    pub fn of_value(kind: CallKind, value: &Value, sid: SocketId, made: Option<SocketId>) -> Self {
        let socket = made.map_or(Self::None, Self::Socket);
        match (kind, value) {
            (CallKind::Socket, _) => Self::Socket(sid),
            (CallKind::SocketPair, _) => Self::tuple([Self::Socket(sid), socket]),
            (CallKind::Dup, _) => socket,
            (CallKind::MakeFile, _) => made.map_or(Self::None, Self::File),
            (_, Value::Accepted(peer)) => Self::tuple([socket, Self::of_address(peer.as_ref())]),
            (_, Value::None | Value::Seconds(None)) => Self::None,
            (_, Value::Int(number)) => Self::Int(*number),
            (_, Value::Bool(flag)) => Self::Bool(*flag),
            (_, Value::Seconds(Some(seconds))) => Self::Float(*seconds),
            // The structure that Python's getsockopt gives.
            (_, Value::TimeVal(seconds)) => {
                let micros = ((seconds - seconds.trunc()) * 1e6).round_ties_even() as i64;
                Self::bytes(&[(seconds.trunc() as i64).to_ne_bytes(), micros.to_ne_bytes()].concat())
            }
            (_, Value::Address(address)) => Self::of_address(address.as_ref()),
            (_, Value::Data(data) | Value::DataReal(data, _) | Value::Bytes(data)) => Self::Bytes(Arc::clone(data)),
            (_, Value::DataFrom(data, from)) => {
                Self::tuple([Self::Bytes(Arc::clone(data)), Self::of_address(from.as_ref())])
            }
            (_, Value::Message { data, flags, from, .. }) => {
                let nothing = Self::List(Parts::new([]));
                let flags = Self::Int((*flags).into());
                Self::tuple([Self::Bytes(Arc::clone(data)), nothing, flags, Self::of_address(from.as_ref())])
            }
            (_, Value::Text(text)) => Self::str(&String::from_utf8_lossy(text)),
            (_, Value::ConnectEx(number) | Value::Errno(number) | Value::Events(number)) => Self::Int((*number).into()),
            (_, Value::Linger(on, seconds)) => Self::bytes(&[on.to_ne_bytes(), seconds.to_ne_bytes()].concat()),
            (_, Value::AddrInfo(list)) => {
                let int = |number: i32| Self::Int(number.into());
                let entry = |entry: &call::AddrInfo| {
                    Self::tuple([
                        int(entry.family),
                        int(entry.kind),
                        int(entry.proto),
                        Self::str(&entry.canonical),
                        Self::of_address(Some(&entry.address)),
                    ])
                };
                Self::List(list.iter().map(entry).collect())
            }
            (_, Value::Inspected(fields)) => {
                let entry = |(field, value): &(call::InspectField, InspectValue)| {
                    [Self::str(field.name()), Self::of_inspected(value)]
                };
                Self::Dict(fields.iter().flat_map(entry).collect())
            }
        }
    }

    fn of_inspected(value: &InspectValue) -> Self {
        match value {
            InspectValue::Bool(flag) => Self::Bool(*flag),
            InspectValue::Seconds(None) => Self::None,
            InspectValue::Seconds(Some(seconds)) => Self::Float(*seconds),
            InspectValue::State(state) => Self::str(state.name()),
            InspectValue::Number(number) => Self::Int(*number),
            InspectValue::Errno(number) => Self::str(call::errno_name(*number).unwrap_or("?")),
        }
    }
}

fn write_all<'a>(
    parts: impl Iterator<Item = (Option<&'a Val>, &'a Val)>,
    out: &mut String,
    most: usize,
    name: &dyn Fn(SocketId) -> String,
) {
    for (at, (key, value)) in parts.enumerate() {
        if out.len() > most {
            return;
        }
        out.push_str(if at > 0 { ", " } else { "" });
        if let Some(key) = key {
            key.write(out, most, name);
            out.push_str(": ");
        }
        value.write(out, most, name);
    }
}

/// A text, `…` in place of what is beyond so many characters.
pub(super) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
