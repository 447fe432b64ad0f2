//! The values that names of a call line have.

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
    Tuple(Arc<[Val]>),
    /// `[a, b]`.
    List(Arc<[Val]>),
    /// `{a: b}`.
    Dict(Arc<[(Val, Val)]>),
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
        Self::Tuple(values.into())
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
            Self::Tuple(all) | Self::List(all) => all.iter().any(Self::is_later),
            Self::Dict(all) => all.iter().any(|(key, value)| key.is_later() || value.is_later()),
            _ => false,
        }
    }

    /// As `repr` writes it; `name` gives a socket's label.
    pub fn repr(&self, name: &dyn Fn(SocketId) -> String) -> String {
        let list = |all: &[Self]| all.iter().map(|value| value.repr(name)).collect::<Vec<_>>().join(", ");
        match self {
            Self::None => "None".to_owned(),
            Self::Bool(true) => "True".to_owned(),
            Self::Bool(false) => "False".to_owned(),
            Self::Int(number) => number.to_string(),
            Self::Float(number) => python_float(*number),
            Self::Str(text) => python_str(text),
            Self::Bytes(bytes) => python_bytes(bytes),
            Self::Tuple(all) if all.len() == 1 => format!("({},)", list(all)),
            Self::Tuple(all) => format!("({})", list(all)),
            Self::List(all) => format!("[{}]", list(all)),
            Self::Dict(all) => {
                let one = |(key, value): &(Self, Self)| format!("{}: {}", key.repr(name), value.repr(name));
                format!("{{{}}}", all.iter().map(one).collect::<Vec<_>>().join(", "))
            }
            Self::Socket(sid) | Self::File(sid) => format!("<{} {}>", self.type_name(), name(*sid)),
            Self::Module(module) => format!("<module '{module}'>"),
            Self::Function(function) => format!("<function {function}>"),
            Self::Later => "…".to_owned(),
        }
    }

    /// As `print` writes it; what must not be drawn is for the caller to escape.
    pub fn text(&self, name: &dyn Fn(SocketId) -> String) -> String {
        match self {
            Self::Str(text) => text.to_string(),
            other => other.repr(name),
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
            (_, Value::Seconds(Some(seconds)) | Value::TimeVal(seconds)) => Self::Float(*seconds),
            (_, Value::Address(address)) => Self::of_address(address.as_ref()),
            (_, Value::Data(data) | Value::DataReal(data, _) | Value::Bytes(data)) => Self::Bytes(Arc::clone(data)),
            (_, Value::DataFrom(data, from)) => {
                Self::tuple([Self::Bytes(Arc::clone(data)), Self::of_address(from.as_ref())])
            }
            (_, Value::Message { data, flags, from, .. }) => {
                let nothing = Self::List(Arc::from([]));
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
                    (Self::str(field.name()), Self::of_inspected(value))
                };
                Self::Dict(fields.iter().map(entry).collect())
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
