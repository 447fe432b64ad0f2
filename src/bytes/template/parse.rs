//! A template's lines, read.

use super::error::{TemplateError, TemplateWhy};
use super::{ByteOrder, Checked, Checksum, Kind, Layout, Length, Line, MOST_LINES};

/// A word of a line, and the character it begins at, from 1.
type Word<'a> = (usize, &'a str);

pub fn parse(lines: &[String]) -> Result<Layout, Vec<TemplateError>> {
    let (mut read, mut errors, mut order) = (Vec::new(), Vec::new(), ByteOrder::Big);
    for (number, text) in (1..).zip(lines) {
        let text = text.split_once('#').map_or(text.as_str(), |(before, _)| before);
        let words = words(text);
        let Some((column, first)) = words.first().copied() else { continue };
        let failed = |(column, why)| TemplateError { line: number, column, why };
        if read.len() >= MOST_LINES {
            errors.push(failed((column, TemplateWhy::TooMany)));
            break;
        }
        if first == "order" && !text.contains(':') {
            match words.get(1).map(|(_, word)| order_of(word)) {
                Some(Some(chosen)) => order = chosen,
                _ => errors.push(failed((column, TemplateWhy::Unknown(text.trim().to_owned())))),
            }
            continue;
        }
        match line(text, &read, order) {
            Ok(line) => read.push(line),
            Err(why) => errors.push(failed(why)),
        }
    }
    if read.is_empty() && errors.is_empty() {
        errors.push(TemplateError { line: 1, column: 1, why: TemplateWhy::Nothing });
    }
    if errors.is_empty() { Ok(Layout { lines: read }) } else { Err(errors) }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    let mut start = None;
    for (column, (at, c)) in (1..).zip(text.char_indices().chain([(text.len(), ' ')])) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some((column, at)),
            (true, Some((first, from))) => {
                all.push((first, text.get(from..at).unwrap_or_default()));
                start = None;
            }
            _ => {}
        }
    }
    all
}

fn order_of(word: &str) -> Option<ByteOrder> {
    match word {
        "le" | "little" => Some(ByteOrder::Little),
        "be" | "big" => Some(ByteOrder::Big),
        _ => None,
    }
}

/// Decimal, or hex after `0x`; a sign before it.
fn number(word: &str) -> Option<i128> {
    let (sign, digits) = word.strip_prefix('-').map_or((1, word), |digits| (-1, digits));
    let (digits, radix) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => (hex, 16),
        None => (digits, 10),
    };
    // A second sign would be taken, too.
    let value = i128::from_str_radix(digits, radix).ok().filter(|_| digits.chars().all(|c| c.is_digit(radix)))?;
    Some(sign * value)
}

fn line(text: &str, before: &[Line], order: ByteOrder) -> Result<Line, (usize, TemplateWhy)> {
    let (head, tail) = text.split_once([':', '：']).ok_or((1, TemplateWhy::NoName))?;
    let indent = head.chars().count() - head.trim_start().chars().count() + 1;
    let mut name = head.trim();
    let mut offset = None;
    if let Some(at) = name.strip_prefix('@') {
        let (word, rest) = at.split_once(char::is_whitespace).unwrap_or((at, ""));
        let value = number(word).and_then(|value| i64::try_from(value).ok());
        offset = Some(value.ok_or((indent, TemplateWhy::NoOffset(word.to_owned())))?);
        name = rest.trim();
    }
    if name.is_empty() {
        return Err((indent, TemplateWhy::NoName));
    }
    if before.iter().any(|line| line.name == name) {
        return Err((indent, TemplateWhy::Twice(name.to_owned())));
    }
    let start = head.chars().count() + 1;
    let words: Vec<Word<'_>> = words(tail).into_iter().map(|(column, word)| (start + column, word)).collect();
    let Some(((column, kind), rest)) = words.split_first() else {
        return Err((start, TemplateWhy::NoType(String::new())));
    };
    Ok(Line { name: name.to_owned(), offset, kind: kind_of((*column, kind), rest, before, order)? })
}

fn kind_of(
    (column, kind): Word<'_>,
    rest: &[Word<'_>],
    before: &[Line],
    order: ByteOrder,
) -> Result<Kind, (usize, TemplateWhy)> {
    let none = || (column, TemplateWhy::NoType(kind.to_owned()));
    match kind {
        "bytes" | "text" => {
            let (length, more) = rest.split_first().ok_or((column, TemplateWhy::NoLength(String::new())))?;
            let length = length_of(*length, before)?;
            nothing_more(more)?;
            Ok(if kind == "text" { Kind::Text(length) } else { Kind::Bytes(length) })
        }
        "checksum" => checksum(column, rest),
        "f32" | "f64" => {
            let (order, rest) = take_order(rest, order);
            nothing_more(rest)?;
            Ok(Kind::Float { size: if kind == "f32" { 4 } else { 8 }, order })
        }
        _ => {
            let signed = kind.starts_with('i');
            let bits: usize = kind.strip_prefix(['u', 'i']).and_then(|bits| bits.parse().ok()).ok_or_else(none)?;
            if bits == 0 || bits > 64 || !bits.is_multiple_of(8) {
                return Err(none());
            }
            let (order, rest) = take_order(rest, order);
            let (is_bits, rest) = match rest.split_first() {
                Some(((_, "bits"), rest)) => (true, rest),
                _ => (false, rest),
            };
            let meaning = |(column, word): &Word<'_>| {
                let wrong = || (*column, TemplateWhy::NoMeaning((*word).to_owned()));
                let (value, name) = word.split_once('=').ok_or_else(wrong)?;
                Ok((number(value).filter(|_| !name.is_empty()).ok_or_else(wrong)?, name.to_owned()))
            };
            let meanings = rest.iter().map(meaning).collect::<Result<_, (usize, TemplateWhy)>>()?;
            Ok(Kind::Number { size: bits / 8, signed, order, meanings, bits: is_bits })
        }
    }
}

fn take_order<'a, 'b>(rest: &'a [Word<'b>], order: ByteOrder) -> (ByteOrder, &'a [Word<'b>]) {
    match rest.split_first().and_then(|((_, word), rest)| Some((order_of(word)?, rest))) {
        Some((chosen, rest)) => (chosen, rest),
        None => (order, rest),
    }
}

fn nothing_more(rest: &[Word<'_>]) -> Result<(), (usize, TemplateWhy)> {
    rest.first().map_or(Ok(()), |(column, word)| Err((*column, TemplateWhy::Unknown((*word).to_owned()))))
}

fn length_of((column, word): Word<'_>, before: &[Line]) -> Result<Length, (usize, TemplateWhy)> {
    let wrong = || (column, TemplateWhy::NoLength(word.to_owned()));
    if let Some(fixed) = number(word) {
        return usize::try_from(fixed).map(Length::Fixed).map_err(|_| wrong());
    }
    let named =
        |name: &str| before.iter().position(|line| line.name == name && matches!(line.kind, Kind::Number { .. }));
    if let Some(line) = named(word) {
        return Ok(Length::Of { line, more: 0 });
    }
    let cut = word.rfind(['+', '-']).ok_or_else(|| if word == "rest" { (0, TemplateWhy::Nothing) } else { wrong() });
    let cut = match cut {
        Ok(cut) => cut,
        Err((0, _)) => return Ok(Length::Rest { less: 0 }),
        Err(why) => return Err(why),
    };
    let (name, more) = word.split_at(cut);
    let by = number(more.trim_start_matches('+')).and_then(|by| i64::try_from(by).ok()).ok_or_else(wrong)?;
    if name == "rest" {
        let less = usize::try_from(by.checked_neg().ok_or_else(wrong)?).map_err(|_| wrong())?;
        return Ok(Length::Rest { less });
    }
    named(name).map(|line| Length::Of { line, more: by }).ok_or_else(wrong)
}

/// `checksum CRC-16/MODBUS [le|be] [from 2]`.
fn checksum(column: usize, rest: &[Word<'_>]) -> Result<Kind, (usize, TemplateWhy)> {
    let ((at, name), rest) = rest.split_first().ok_or((column, TemplateWhy::NoChecksum(String::new())))?;
    let found = Checksum::find(name).ok_or_else(|| (*at, TemplateWhy::NoChecksum((*name).to_owned())))?;
    let (order, rest) = take_order(rest, found.usual_order());
    let from = match rest {
        [] => 0,
        [(_, "from"), (at, word)] => {
            let from = number(word).and_then(|from| usize::try_from(from).ok());
            from.ok_or_else(|| (*at, TemplateWhy::NoOffset((*word).to_owned())))?
        }
        [(at, word), ..] => return Err((*at, TemplateWhy::Unknown((*word).to_owned()))),
    };
    Ok(Kind::Checksum { of: Checked(found), order, from })
}
