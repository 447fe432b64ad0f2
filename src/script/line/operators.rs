//! `+`, `*`, `|`, `-x`, `x[1]`, `x[1:]` on the values of call lines.

use super::evaluate::{Evaluated, Halt, refuse};
use super::numbers::{integer, large, reckon};
use super::parts::Parts;
use super::trouble::say;
use super::value::Val;
use rustpython_parser::ast::{Operator, UnaryOp};
use std::ops::Range;

/// Takes room for so many bytes, before they are made.
pub(super) type Room<'a> = &'a dyn Fn(usize) -> Result<(), Halt>;

/// `left op right`.
pub(super) fn binary(left: &Val, op: Operator, right: &Val, range: Range<usize>, room: Room<'_>) -> Evaluated {
    if matches!(left, Val::Later) || matches!(right, Val::Later) {
        return Err(Halt::Later);
    }
    room(grown(left, op, right))?;
    let found = match (left, op, right) {
        (Val::Str(a), Operator::Add, Val::Str(b)) => Some(Val::Str(format!("{a}{b}").into())),
        (Val::Bytes(a), Operator::Add, Val::Bytes(b)) => Some(Val::Bytes([&**a, &**b].concat().into())),
        (Val::Tuple(a), Operator::Add, Val::Tuple(b)) => Some(Val::tuple([&**a, &**b].concat())),
        (Val::List(a), Operator::Add, Val::List(b)) => Some(Val::List(Parts::new([&**a, &**b].concat()))),
        (Val::Str(text), Operator::Mult, count) | (count, Operator::Mult, Val::Str(text)) => {
            times(count).map(|count| Val::Str(text.repeat(count).into()))
        }
        (Val::Bytes(bytes), Operator::Mult, count) | (count, Operator::Mult, Val::Bytes(bytes)) => {
            times(count).map(|count| Val::Bytes(bytes.repeat(count).into()))
        }
        (Val::Tuple(all), Operator::Mult, count) | (count, Operator::Mult, Val::Tuple(all)) => {
            times(count).map(|count| Val::Tuple(repeated(all, count)))
        }
        (Val::List(all), Operator::Mult, count) | (count, Operator::Mult, Val::List(all)) => {
            times(count).map(|count| Val::List(repeated(all, count)))
        }
        _ => match reckon(left, op, right) {
            Some(Err(message)) => return refuse(range, message),
            found => found.and_then(Result::ok),
        },
    };
    match found {
        Some(value) => Ok(value),
        None => {
            let types = say("line-bad-operands").with("left", left.type_name()).with("right", right.type_name());
            refuse(range, types.with("sign", sign(op)))
        }
    }
}

/// How many bytes an operation makes.
fn grown(left: &Val, op: Operator, right: &Val) -> usize {
    let len = |value: &Val| match value {
        Val::Str(text) => text.len(),
        Val::Bytes(bytes) => bytes.len(),
        Val::Tuple(all) | Val::List(all) => all.len() * size_of::<Val>(),
        _ => 0,
    };
    match op {
        Operator::Add => len(left).saturating_add(len(right)),
        Operator::Mult => len(left).max(len(right)).saturating_mul(times(left).or(times(right)).unwrap_or(0)),
        _ => 0,
    }
}

fn repeated(all: &Parts, count: usize) -> Parts {
    // As much as nothing, however often, is nothing.
    let count = if all.is_empty() { 0 } else { count };
    std::iter::repeat_n(&**all, count).flatten().cloned().collect()
}

fn times(value: &Val) -> Option<usize> {
    integer(value).map(|count| usize::try_from(count).unwrap_or(0))
}

fn sign(op: Operator) -> &'static str {
    match op {
        Operator::Add => "+",
        Operator::Sub => "-",
        Operator::Mult => "*",
        Operator::MatMult => "@",
        Operator::Div => "/",
        Operator::Mod => "%",
        Operator::Pow => "**",
        Operator::LShift => "<<",
        Operator::RShift => ">>",
        Operator::BitOr => "|",
        Operator::BitXor => "^",
        Operator::BitAnd => "&",
        Operator::FloorDiv => "//",
    }
}

pub(super) fn unary(op: UnaryOp, value: &Val, range: Range<usize>) -> Evaluated {
    if matches!(value, Val::Later) {
        return Err(Halt::Later);
    }
    let found = match (op, value) {
        (UnaryOp::USub, Val::Float(number)) => Some(Val::Float(-number)),
        (UnaryOp::UAdd, Val::Float(number)) => Some(Val::Float(*number)),
        (UnaryOp::USub, Val::Int(i64::MIN)) => return refuse(range, large()),
        (UnaryOp::USub, _) => integer(value).map(|number| Val::Int(-number)),
        (UnaryOp::UAdd, _) => integer(value).map(Val::Int),
        (UnaryOp::Invert, _) => integer(value).map(|number| Val::Int(!number)),
        (UnaryOp::Not, _) => None,
    };
    match found {
        Some(value) => Ok(value),
        None => refuse(range, say("line-not-expression")),
    }
}

/// `x[at]`.
pub(super) fn index(value: &Val, at: &Val, range: Range<usize>) -> Evaluated {
    if matches!(value, Val::Later) || at.is_later() {
        return Err(Halt::Later);
    }
    let beyond = |len: usize| say("line-index").with("n", len as i64);
    if let Val::Dict(all) = value {
        return match all.pairs().find(|(key, _)| *key == at) {
            Some((_, value)) => Ok(value.clone()),
            None => refuse(range, beyond(all.len())),
        };
    }
    let Some(number) = integer(at) else { return refuse(range, say("line-not-expression")) };
    let place = |len: usize| {
        let number = if number < 0 { number.checked_add(len as i64)? } else { number };
        usize::try_from(number).ok().filter(|at| *at < len)
    };
    let (found, len) = match value {
        Val::Tuple(all) | Val::List(all) => (place(all.len()).and_then(|at| all.get(at)).cloned(), all.len()),
        Val::Bytes(all) => {
            (place(all.len()).and_then(|at| all.get(at)).map(|byte| Val::Int((*byte).into())), all.len())
        }
        Val::Str(text) => {
            let len = text.chars().count();
            (place(len).and_then(|at| text.chars().nth(at)).map(|c| Val::str(c.encode_utf8(&mut [0; 4]))), len)
        }
        other => return refuse(range, say("line-no-parts").with("type", other.type_name())),
    };
    match found {
        Some(found) => Ok(found),
        None => refuse(range, beyond(len)),
    }
}

/// `x[from:to]`.
pub(super) fn slice(value: &Val, [from, to, step]: [Option<Val>; 3], range: Range<usize>, room: Room<'_>) -> Evaluated {
    if matches!(value, Val::Later) || [&from, &to].into_iter().flatten().any(Val::is_later) {
        return Err(Halt::Later);
    }
    let number = |bound: Option<Val>, otherwise: i64| match bound {
        None | Some(Val::None) => Some(otherwise),
        Some(value) => integer(&value),
    };
    if step.is_some_and(|step| !matches!(step, Val::None | Val::Int(1))) {
        return refuse(range, say("line-not-expression"));
    }
    let (Some(from), Some(to)) = (number(from, 0), number(to, i64::MAX)) else {
        return refuse(range, say("line-not-expression"));
    };
    let bounds = |len: usize| {
        let whole = len as i64;
        let clamp = |at: i64| if at < 0 { at.saturating_add(whole).max(0) } else { at.min(whole) } as usize;
        let (from, to) = (clamp(from), clamp(to));
        from..to.max(from)
    };
    Ok(match value {
        Val::Bytes(all) => {
            let part = all.get(bounds(all.len())).unwrap_or_default();
            room(part.len())?;
            Val::bytes(part)
        }
        Val::Tuple(all) | Val::List(all) => {
            let part = all.get(bounds(all.len())).unwrap_or_default();
            room(size_of_val(part))?;
            if matches!(value, Val::List(_)) { Val::List(Parts::new(part)) } else { Val::tuple(part) }
        }
        Val::Str(text) => {
            let Range { start, end } = bounds(text.chars().count());
            let place = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(place, _)| place);
            let part = text.get(place(start)..place(end)).unwrap_or_default();
            room(part.len())?;
            Val::str(part)
        }
        other => return refuse(range, say("line-no-parts").with("type", other.type_name())),
    })
}
