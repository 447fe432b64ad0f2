//! Values of socket options as a person types them and reads them: one text for both ways. Pure.

use super::input_message;
use crate::bytes::{self, NumberWhy};
use crate::call::{self, OPTIONS, OptionValue, SocketOption, Takes, Value};
use crate::locale::Message;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The most bytes of a name that an option takes: IFNAMSIZ and TCP_CA_NAME_MAX, less the NUL.
const NAME_MOST: usize = 15;
/// The most bytes that are taken as hex.
const BYTES_MOST: usize = 1024;

/// The option of this level and number, where it has a name.
pub fn option_of(level: i32, number: i32) -> Option<&'static SocketOption> {
    OPTIONS.iter().find(|option| option.level == level && option.number == number)
}

/// Reads what was typed as the value of an option, as far as the form of its value goes: what the kernel thinks of it is
/// the kernel's to say. An option without a name takes a whole number, or else bytes as hex (`01 00`).
///
/// | the option takes | as text |
/// |---|---|
/// | a switch, a C int | `1`, `-1`, `0x10`; a switch also `on`, `off` |
/// | `struct linger` | `1, 5` (on, seconds), `off` |
/// | `struct timeval` | seconds: `0.5`; empty for none |
/// | a name | at most 15 bytes; empty for none |
/// | an IPv4 address | `127.0.0.1` |
/// | a group and an interface | `239.1.2.3, 127.0.0.1`; `ff02::1234, 1`; without the second the system chooses |
/// | a structure | bytes as hex |
pub fn parse_option(level: i32, number: i32, text: &str) -> Result<OptionValue, Message> {
    let text = &bytes::ascii_forms(text).unwrap_or_else(|| text.to_owned());
    let Some(option) = option_of(level, number) else {
        return parse_int(text).or_else(|why| parse_bytes(text).map_err(|_| why));
    };
    match option.takes {
        Takes::Switch => parse_switch(text),
        Takes::Int | Takes::Nothing => parse_int(text),
        Takes::Linger => parse_linger(text),
        Takes::TimeVal => {
            let seconds = bytes::parse_seconds(text).map_err(|why| number_message(why, text))?;
            Ok(OptionValue::TimeVal(seconds.unwrap_or(0.0)))
        }
        Takes::Text => parse_name(text),
        Takes::Ip => Ok(OptionValue::Ip(parse_ip4(text)?.to_string().into())),
        Takes::Mreq => {
            let (group, interface) = text.split_once(',').unwrap_or((text, "0.0.0.0"));
            let (group, interface) = (parse_group4(group)?, parse_ip4(interface)?);
            Ok(OptionValue::Mreq(group.to_string().into(), interface.to_string().into()))
        }
        Takes::Mreq6 => {
            let (group, interface) = text.split_once(',').unwrap_or((text, "0"));
            let index = bytes::parse_i64(interface).map_err(|why| number_message(why, interface))?;
            let index = u32::try_from(index).map_err(|_| said("option-error-interface", interface))?;
            let group = group.trim();
            let group: Ipv6Addr = group.parse().map_err(|_| said("option-error-ip6", group))?;
            Ok(OptionValue::Mreq6(group.to_string().into(), index))
        }
        Takes::Bytes => parse_bytes(text),
    }
}

/// A C int, decimal or `0x…`.
pub fn parse_int(text: &str) -> Result<OptionValue, Message> {
    let value = bytes::parse_i64(text).map_err(|why| number_message(why, text))?;
    match i32::try_from(value) {
        Ok(value) => Ok(OptionValue::Int(value.into())),
        Err(_) => Err(said("option-error-range", text)),
    }
}

/// Bytes as hex, at most 1024.
pub fn parse_bytes(text: &str) -> Result<OptionValue, Message> {
    let found = bytes::parse_hex(text).map_err(|error| input_message(&error))?;
    match found.len() {
        0 => Err(Message::new("input-empty").with("text", "")),
        1..=BYTES_MOST => Ok(OptionValue::Bytes(found.into())),
        _ => Err(Message::new("option-error-long").with("n", BYTES_MOST as u64)),
    }
}

/// A level by its name or its number.
pub fn parse_level(text: &str) -> Result<i32, Message> {
    let text = text.trim();
    let named = call::LEVELS.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, number)| *number);
    named.map_or_else(|| parse_named(text), Ok)
}

/// An option of a level by its name or its number.
pub fn parse_number_of(level: i32, text: &str) -> Result<i32, Message> {
    let text = text.trim();
    let is = |option: &&SocketOption| option.level == level && option.name.eq_ignore_ascii_case(text);
    OPTIONS.iter().find(is).map_or_else(|| parse_named(text), |option| Ok(option.number))
}

/// A multicast group of IPv4.
pub fn parse_group4(text: &str) -> Result<Ipv4Addr, Message> {
    let group = parse_ip4(text)?;
    if group.is_multicast() { Ok(group) } else { Err(said("option-error-group4", text)) }
}

/// A multicast group of IPv6.
pub fn parse_group6(text: &str) -> Result<Ipv6Addr, Message> {
    let plain = bytes::ascii_forms(text).unwrap_or_else(|| text.to_owned());
    let group: Ipv6Addr = plain.trim().parse().map_err(|_| said("option-error-ip6", text))?;
    if group.is_multicast() { Ok(group) } else { Err(said("option-error-group6", text)) }
}

/// The number of a level or an option that may be named as well.
fn parse_named(text: &str) -> Result<i32, Message> {
    parse_number(text)
        .map_err(|why| if why.key() == "input-not-a-number" { said("option-error-name", text) } else { why })
}

fn parse_number(text: &str) -> Result<i32, Message> {
    match parse_int(text)? {
        OptionValue::Int(number) => i32::try_from(number).map_err(|_| said("option-error-range", text)),
        _ => Err(said("option-error-range", text)),
    }
}

fn parse_switch(text: &str) -> Result<OptionValue, Message> {
    match text.trim().to_ascii_lowercase().as_str() {
        "on" | "true" | "yes" => Ok(OptionValue::Int(1)),
        "off" | "false" | "no" => Ok(OptionValue::Int(0)),
        _ => parse_int(text),
    }
}

fn parse_linger(text: &str) -> Result<OptionValue, Message> {
    if text.trim().eq_ignore_ascii_case("off") {
        return Ok(OptionValue::Linger(0, 0));
    }
    let (on, seconds) = text.split_once(',').unwrap_or((text, "0"));
    let on = if on.trim().eq_ignore_ascii_case("on") { 1 } else { parse_number(on)? };
    Ok(OptionValue::Linger(on, parse_number(seconds)?))
}

fn parse_name(text: &str) -> Result<OptionValue, Message> {
    let name = text.trim();
    if name.len() > NAME_MOST {
        return Err(Message::new("option-error-long").with("n", NAME_MOST as u64));
    }
    if name.contains('\0') {
        return Err(said("option-error-nul", ""));
    }
    Ok(OptionValue::Bytes(name.as_bytes().into()))
}

fn parse_ip4(text: &str) -> Result<Ipv4Addr, Message> {
    let plain = bytes::ascii_forms(text).unwrap_or_else(|| text.to_owned());
    plain.trim().parse().map_err(|_| said("option-error-ip4", text))
}

fn said(key: &str, text: &str) -> Message {
    Message::new(key).with("text", text.trim())
}

fn number_message(why: NumberWhy, text: &str) -> Message {
    match why {
        NumberWhy::Empty => said("input-empty", text),
        NumberWhy::NotANumber => said("input-not-a-number", text),
        NumberWhy::TooSmall(_) | NumberWhy::TooLarge(_) => said("option-error-range", text),
    }
}

/// A value as [`parse_option`] reads it back: what stands in the option's field.
pub fn option_text(option: &SocketOption, value: &Value) -> String {
    match value {
        Value::Int(value) => value.to_string(),
        Value::Errno(number) => call::errno_name(*number).map_or_else(|| number.to_string(), str::to_owned),
        Value::Linger(on, seconds) => format!("{on}, {seconds}"),
        Value::TimeVal(seconds) => seconds_text(*seconds),
        Value::Bytes(data) => match (option.takes, <[u8; 4]>::try_from(&**data)) {
            (Takes::Ip, Ok(ip)) => Ipv4Addr::from(ip).to_string(),
            (Takes::Text, _) => name_text(data),
            _ => bytes::hex_text(data),
        },
        _ => String::new(),
    }
}

/// A value to be looked at: as [`option_text`], with the names that its numbers have.
pub fn shown_text(option: &SocketOption, value: &Value) -> String {
    let text = option_text(option, value);
    let named = match (option.name, value) {
        ("SO_TYPE", Value::Int(number)) => i32::try_from(*number).ok().and_then(call::kind),
        ("SO_DOMAIN", Value::Int(number)) => i32::try_from(*number).ok().and_then(call::family),
        ("SO_PROTOCOL", Value::Int(number)) => i32::try_from(*number).ok().and_then(call::protocol),
        ("SO_PEERCRED", Value::Bytes(data)) => return credentials_text(data).unwrap_or(text),
        _ => None,
    };
    named.map_or(text.clone(), |name| format!("{text} {name}"))
}

/// `struct ucred` (unix(7)).
fn credentials_text(data: &[u8]) -> Option<String> {
    let part = |at: usize| Some(i32::from_ne_bytes(data.get(at..at + 4)?.try_into().ok()?));
    Some(format!("pid {} uid {} gid {}", part(0)?, part(4)?, part(8)?))
}

/// What was asked for, in the same form.
pub fn asked_text(value: &OptionValue) -> String {
    match value {
        OptionValue::Int(value) => value.to_string(),
        OptionValue::Bytes(data) => match std::str::from_utf8(data) {
            Ok(text) if !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic()) => text.to_owned(),
            _ => bytes::hex_text(data),
        },
        OptionValue::Linger(on, seconds) => format!("{on}, {seconds}"),
        OptionValue::TimeVal(seconds) => seconds_text(*seconds),
        OptionValue::Mreq(group, interface) => format!("{group}, {interface}"),
        OptionValue::Mreq6(group, interface) => format!("{group}, {interface}"),
        OptionValue::Ip(ip) => ip.to_string(),
        OptionValue::Odd(json) => json.to_string(),
    }
}

fn seconds_text(seconds: f64) -> String {
    bytes::python_float(seconds).trim_end_matches(".0").to_owned()
}

/// A name up to its NUL; hex where it is no name.
fn name_text(data: &[u8]) -> String {
    let name = data.split(|byte| *byte == 0).next().unwrap_or_default();
    match std::str::from_utf8(name) {
        Ok(name) if name.chars().all(|c| c.is_ascii_graphic()) => name.to_owned(),
        _ => bytes::hex_text(data),
    }
}

#[cfg(test)]
#[path = "option_value_tests.rs"]
mod tests;
