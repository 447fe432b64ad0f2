//! Packet Sender's `packets.ini`: Qt's settings, with an array `NAMES` and a group a packet.
//!
//! Source: QSettings, "INI format": `%20` and `%U5FC3` in groups and keys, `\` between the parts of a key, values in quotes
//! with escapes.

use super::Packet;
use std::collections::HashMap;

/// More packets than that are not asked for by name.
const MOST: usize = 1_000_000;

/// Its packets, in the order of the array; none where there is no such array.
pub fn parse(bytes: &[u8]) -> Option<Vec<Packet>> {
    let text = String::from_utf8_lossy(bytes);
    let settings = settings(&text);
    let size: usize = settings.get("NAMES/size")?.trim().parse().ok()?;
    // What a damaged file promises is not asked for one by one.
    let listed = settings.keys().filter(|key| key.starts_with("NAMES/")).count();
    let names = (1..=size.min(MOST)).take(listed).filter_map(|at| settings.get(format!("NAMES/{at}/name").as_str()));
    let packet = |name: &String| {
        let of = |key: &str| settings.get(format!("{name}/{key}").as_str()).cloned().unwrap_or_default();
        Packet {
            name: name.clone(),
            hex: of("hexString"),
            to: of("toIP"),
            port: of("port"),
            from_port: of("fromPort"),
            protocol: of("tcpOrUdp"),
            path: of("requestPath"),
            repeat: of("repeat").trim().parse().unwrap_or(0.0),
        }
    };
    Some(names.map(packet).collect())
}

/// Every value by its whole key, `/` between the parts.
fn settings(text: &str) -> HashMap<String, String> {
    let mut group = String::new();
    let mut found = HashMap::new();
    for line in text.lines().map(str::trim_end) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            group = if name == "General" { String::new() } else { key_text(name) + "/" };
        } else if let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with(';')) {
            found.insert(format!("{group}{}", key_text(key)), value_text(value));
        }
    }
    found
}

/// A key or group with its escapes read: Qt writes UTF-16, so that a character beyond its first plane is two of them.
fn key_text(key: &str) -> String {
    let mut out = String::new();
    let mut rest = key;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let (digits, width) = match c {
            '%' if after.starts_with('U') => (after.get(1..5), 6),
            '%' => (after.get(..2), 3),
            _ => (None, 0),
        };
        let read = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let pair = read.filter(|high| (0xd800..0xdc00).contains(high)).and_then(|high| {
            let low = rest.get(6..)?.strip_prefix("%U")?.get(..4)?;
            let low = u16::from_str_radix(low, 16).ok()?;
            char::decode_utf16([u16::try_from(high).ok()?, low]).next()?.ok()
        });
        let width = if pair.is_some() { 12 } else { width };
        match (c, pair.or_else(|| read.and_then(char::from_u32))) {
            (_, Some(read)) => {
                out.push(read);
                rest = rest.get(width..).unwrap_or_default();
            }
            ('\\', None) => {
                out.push('/');
                rest = after;
            }
            (c, None) => {
                out.push(c);
                rest = after;
            }
        }
    }
    out
}

/// A value without its quotes, with its escapes read.
fn value_text(value: &str) -> String {
    let value = value.trim();
    let value = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    let mut out = String::new();
    // The first of two that are one character.
    let mut high: Option<u16> = None;
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.extend(high.take().map(|_| char::REPLACEMENT_CHARACTER));
            out.push(c);
            continue;
        }
        if chars.peek() != Some(&'x') {
            out.extend(high.take().map(|_| char::REPLACEMENT_CHARACTER));
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('0') => out.push('\0'),
            Some('x') => {
                let mut number = 0_u32;
                for _ in 0..4 {
                    let Some(digit) = chars.peek().and_then(|c| c.to_digit(16)) else { break };
                    number = number * 16 + digit;
                    chars.next();
                }
                let unit = u16::try_from(number).unwrap_or_default();
                match high.take().map(|first| char::decode_utf16([first, unit]).next()) {
                    Some(Some(Ok(c))) => {
                        out.push(c);
                        continue;
                    }
                    Some(_) => out.push(char::REPLACEMENT_CHARACTER),
                    None => {}
                }
                match char::from_u32(number) {
                    Some(c) => out.push(c),
                    None => high = (0xd800..0xdc00).contains(&unit).then_some(unit),
                }
                if char::from_u32(number).is_none() && high.is_none() {
                    out.push(char::REPLACEMENT_CHARACTER);
                }
            }
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out.extend(high.map(|_| char::REPLACEMENT_CHARACTER));
    out
}
