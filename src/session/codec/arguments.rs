//! The arguments of a call, as a line has them.

use super::forms::{put_address, put_constant, put_double, put_flags, put_raw, put_text};
use super::inspected::{put_fields, put_inspection};
use super::payload::put_payload;
use crate::call::{self, Address, Call, Kept, OptionKind, OptionValue, Service};
use std::io::Write as _;

/// Writes them after the call's name, each with its comma.
pub fn put_arguments(out: &mut Vec<u8>, call: &Call, kept: &Kept) {
    match call {
        Call::Socket { family, kind, proto } | Call::SocketPair { family, kind, proto, .. } => {
            put_kinds(out, *family, *kind, *proto);
        }
        Call::Bind { address } | Call::Connect { address } | Call::ConnectEx { address } => put_to(out, address),
        Call::Listen { backlog } => put_number(out, "backlog", *backlog),
        Call::Send { data, flags } | Call::SendAll { data, flags } => {
            put_data(out, data, kept);
            put_some_flags(out, *flags);
        }
        Call::SendTo { data, flags, address } => {
            put_to(out, address);
            put_data(out, data, kept);
            put_some_flags(out, *flags);
        }
        Call::Recv { size, flags } | Call::RecvFrom { size, flags } | Call::RecvMsg { size, flags } => {
            put_number(out, "size", Some(*size));
            put_some_flags(out, *flags);
        }
        Call::RecvExact { size } => put_number(out, "size", Some(*size)),
        Call::Shutdown { how } => {
            out.extend(b",\"how\":");
            put_constant(out, call::how(*how), *how);
        }
        Call::SetTimeout { seconds } => {
            out.extend(b",\"value\":");
            match seconds {
                Some(seconds) => put_double(out, *seconds),
                None => out.extend(b"null"),
            }
        }
        Call::SetBlocking { blocking } => {
            let _ = write!(out, ",\"value\":{blocking}");
        }
        Call::SetSockOpt { level, name, value } => {
            put_option(out, *level, *name);
            out.extend(b",\"value\":");
            put_option_value(out, value);
        }
        Call::GetSockOpt { level, name, kind } => {
            put_option(out, *level, *name);
            let _ = match kind {
                OptionKind::Int => Ok(()),
                // What was below 0 goes out as below 0: no more than an int is read back.
                OptionKind::Bytes(len) => {
                    write!(out, ",\"kind\":\"bytes\",\"len\":{}", i32::try_from(*len).unwrap_or(-1))
                }
                OptionKind::Linger => write!(out, ",\"kind\":\"linger\""),
                OptionKind::TimeVal => write!(out, ",\"kind\":\"timeval\""),
                OptionKind::Errno => write!(out, ",\"kind\":\"errno\""),
            };
        }
        Call::MakeFile { mode, buffering, encoding, newline } => {
            put_words(out, "mode", Some(mode));
            put_number(out, "buffering", *buffering);
            put_words(out, "encoding", encoding.as_deref());
            put_words(out, "newline", newline.as_deref());
        }
        Call::Read { size } => put_number(out, "size", *size),
        Call::Write { data } => put_data(out, data, kept),
        Call::GetAddrInfo { host, port, family, kind, proto, flags } => {
            out.extend(b",\"host\":");
            match host {
                Some(host) => put_text(out, host),
                None => out.extend(b"null"),
            }
            put_service(out, port);
            put_kinds_asked(out, *family, *kind, *proto);
            if *flags != 0 {
                out.extend(b",\"flags\":");
                put_flags(out, call::ADDRINFO_FLAGS, *flags);
            }
        }
        Call::Poll { events, seconds } => {
            out.extend(b",\"events\":");
            put_flags(out, call::POLL_EVENTS, *events);
            put_timeout(out, *seconds);
        }
        Call::Inspect { fields, until, seconds } => {
            if !fields.is_empty() {
                out.extend(b",\"fields\":");
                put_fields(out, fields);
            }
            if !until.is_empty() {
                out.extend(b",\"until\":");
                put_inspection(out, until);
                put_timeout(out, *seconds);
            }
        }
        Call::Accept
        | Call::Close
        | Call::Detach
        | Call::Dup
        | Call::GetSockName
        | Call::GetPeerName
        | Call::GetTimeout
        | Call::GetBlocking
        | Call::FileNo
        | Call::ReadLine
        | Call::Flush
        | Call::FClose => {}
    }
}

fn put_kinds(out: &mut Vec<u8>, family: i32, kind: i32, proto: i32) {
    out.extend(b",\"family\":");
    put_constant(out, call::family(family), family);
    out.extend(b",\"type\":");
    put_constant(out, call::kind(kind), kind);
    if proto != 0 {
        out.extend(b",\"proto\":");
        put_constant(out, call::protocol(proto), proto);
    }
}

/// The same where 0 asks for all of them.
fn put_kinds_asked(out: &mut Vec<u8>, family: i32, kind: i32, proto: i32) {
    for (key, name, number) in [
        ("family", call::family(family), family),
        ("type", call::kind(kind), kind),
        ("proto", call::protocol(proto), proto),
    ] {
        if number != 0 {
            let _ = write!(out, ",\"{key}\":");
            put_constant(out, name, number);
        }
    }
}

fn put_service(out: &mut Vec<u8>, port: &Service) {
    match port {
        Service::None => out.extend(b",\"port\":null"),
        Service::Number(number) => put_number(out, "port", Some(*number)),
        Service::Name(name) => put_words(out, "port", Some(name)),
    }
}

fn put_number(out: &mut Vec<u8>, key: &str, number: Option<i64>) {
    if let Some(number) = number {
        let _ = write!(out, ",\"{key}\":{number}");
    }
}

fn put_words(out: &mut Vec<u8>, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        let _ = write!(out, ",\"{key}\":");
        put_text(out, text);
    }
}

fn put_timeout(out: &mut Vec<u8>, seconds: f64) {
    out.extend(b",\"timeout\":");
    put_double(out, seconds);
}

fn put_data(out: &mut Vec<u8>, data: &[u8], kept: &Kept) {
    out.extend(b",\"data\":");
    put_payload(out, data, kept);
}

fn put_to(out: &mut Vec<u8>, address: &Address) {
    out.extend(b",\"address\":");
    put_address(out, address);
}

fn put_some_flags(out: &mut Vec<u8>, flags: i32) {
    if flags != 0 {
        out.extend(b",\"flags\":");
        put_flags(out, call::FLAGS, flags);
    }
}

fn put_option(out: &mut Vec<u8>, level: i32, name: i32) {
    out.extend(b",\"level\":");
    put_constant(out, call::level(level), level);
    out.extend(b",\"name\":");
    put_constant(out, call::option_name(level, name), name);
}

fn put_option_value(out: &mut Vec<u8>, value: &OptionValue) {
    match value {
        OptionValue::Int(number) => {
            let _ = write!(out, "{number}");
        }
        OptionValue::Bytes(bytes) => {
            out.extend(b"{\"b64\":\"");
            base64_simd::STANDARD.encode_append(bytes, out);
            out.extend(b"\"}");
        }
        OptionValue::Linger(on, seconds) => {
            let _ = write!(out, "{{\"linger\":[{on},{seconds}]}}");
        }
        OptionValue::TimeVal(seconds) => {
            out.extend(b"{\"timeval\":");
            put_double(out, *seconds);
            out.push(b'}');
        }
        OptionValue::Mreq(group, interface) => {
            out.extend(b"{\"mreq\":[");
            put_text(out, group);
            out.push(b',');
            put_text(out, interface);
            out.extend(b"]}");
        }
        OptionValue::Mreq6(group, interface) => {
            out.extend(b"{\"mreq6\":[");
            put_text(out, group);
            let _ = write!(out, ",{interface}]}}");
        }
        OptionValue::Ip(ip) => {
            out.extend(b"{\"ip\":");
            put_text(out, ip);
            out.push(b'}');
        }
        OptionValue::Odd(json) => put_raw(out, json, true),
    }
}
