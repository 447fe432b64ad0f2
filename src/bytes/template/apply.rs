//! A template's fields in some bytes.

use super::{ByteOrder, Kind, Length, Line};
use crate::bytes::fields::{Decoded, Out, Words};
use crate::bytes::{Encoding, decode_text, hex_text};

/// So many bytes of a value are written out.
const SHOWN: usize = 64;

pub fn apply(lines: &[Line], bytes: &[u8]) -> Decoded {
    let mut out = Out::default();
    // What each number field says, for lengths.
    let mut said: Vec<Option<i128>> = Vec::with_capacity(lines.len());
    let (mut at, mut used, mut missing) = (0_usize, 0_usize, 0_usize);
    for line in lines {
        if let Some(offset) = line.offset {
            let from_end = || bytes.len().checked_sub(usize::try_from(offset.unsigned_abs()).ok()?);
            let place = if offset < 0 { from_end() } else { usize::try_from(offset).ok() };
            let Some(place) = place else {
                out.named(0..0, &line.name, "").wrong(Words::Key("fields-cut"));
                said.push(None);
                continue;
            };
            at = place;
        }
        let start = at.min(bytes.len());
        let rest = bytes.len() - start;
        let Some(len) = length(&line.kind, rest, &said) else {
            out.named(start..start, &line.name, "").wrong(Words::Key("template-no-such-length"));
            said.push(None);
            continue;
        };
        if len > rest || at > bytes.len() {
            missing = missing.max(at.saturating_add(len) - bytes.len());
            out.named(start..bytes.len(), &line.name, "")
                .wrong(Words::With("fields-so-many-missing", (len - rest.min(len)).to_string()));
            said.push(None);
            (at, used) = (at.saturating_add(len), bytes.len());
            continue;
        }
        let end = start + len;
        let value = bytes.get(start..end).unwrap_or_default();
        said.push(field(line, bytes, start, value, &mut out));
        at = end;
        used = used.max(end);
    }
    out.cut(used, missing)
}

/// How many bytes a field takes; none where the field that says so was not there or says less than nothing.
fn length(kind: &Kind, rest: usize, said: &[Option<i128>]) -> Option<usize> {
    match kind {
        Kind::Number { size, .. } | Kind::Float { size, .. } => Some(*size),
        Kind::Checksum { of, .. } => Some(of.0.size()),
        Kind::Bytes(length) | Kind::Text(length) => match length {
            Length::Fixed(len) => Some(*len),
            Length::Rest { less } => rest.checked_sub(*less),
            Length::Of { line, more } => {
                let said = said.get(*line).copied().flatten()?;
                usize::try_from(said.checked_add(i128::from(*more))?).ok()
            }
        },
    }
}

/// The value of some bytes, the highest first.
fn unsigned(bytes: &[u8], order: ByteOrder) -> u128 {
    let fold = |sum: u128, byte: &u8| sum << 8 | u128::from(*byte);
    match order {
        ByteOrder::Big => bytes.iter().fold(0, fold),
        ByteOrder::Little => bytes.iter().rev().fold(0, fold),
    }
}

/// Puts a field out; what it says where it is a number.
fn field(line: &Line, bytes: &[u8], start: usize, value: &[u8], out: &mut Out) -> Option<i128> {
    let range = start..start + value.len();
    let many = || Words::With("fields-bytes", value.len().to_string());
    match &line.kind {
        Kind::Number { size, signed, order, meanings, bits } => {
            let raw = unsigned(value, *order);
            let number = i128::try_from(raw).ok()?;
            let number = if *signed && raw >> (8 * size - 1) == 1 { number - (1 << (8 * size)) } else { number };
            let meaning = if *bits {
                let set = meanings.iter().filter(|(bit, _)| (0..64).contains(bit) && raw >> bit & 1 == 1);
                set.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" ")
            } else {
                let found = meanings.iter().find(|(value, _)| *value == number);
                found.map_or_else(|| format!("0x{raw:0width$x}", width = 2 * size), |(_, name)| name.clone())
            };
            out.named(range, &line.name, number.to_string()).called(&meaning);
            return Some(number);
        }
        Kind::Float { size, order } => {
            let raw = unsigned(value, *order);
            let number = match size {
                4 => f64::from(f32::from_bits(u32::try_from(raw).ok()?)),
                _ => f64::from_bits(u64::try_from(raw).ok()?),
            };
            out.named(range, &line.name, number.to_string());
        }
        Kind::Bytes(_) => {
            let shown = value.get(..SHOWN).unwrap_or(value);
            let more = if value.len() > SHOWN { " …" } else { "" };
            out.named(range, &line.name, format!("{}{more}", hex_text(shown))).means(many());
        }
        Kind::Text(_) => {
            let shown = value.get(..4 * SHOWN).unwrap_or(value);
            out.named(range, &line.name, decode_text(Encoding::Utf8, shown)).means(many());
        }
        Kind::Checksum { of, order, from } => {
            let covered = bytes.get((*from).min(start)..start).unwrap_or_default();
            let (found, expected) = (unsigned(value, *order), of.0.of(covered));
            let width = 2 * of.0.size();
            let field = out.named(range, &line.name, format!("0x{found:0width$x}"));
            if found == expected {
                field.means(Words::With("fields-checksum-right", of.0.name().to_owned()));
            } else {
                let words = format!("0x{expected:0width$x} ({})", of.0.name());
                field.wrong(Words::With("fields-checksum-wrong", words));
            }
        }
    }
    None
}
