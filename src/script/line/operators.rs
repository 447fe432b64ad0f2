//! `+`, `*`, `|`, `-x`, `x[1]`, `x[1:]` on the values of call lines.

use super::evaluate::{Evaluated, Halt, refuse};
use super::trouble::say;
use super::value::Val;
use rustpython_parser::ast::{Operator, UnaryOp};
use std::ops::Range;

/// The longest text or bytes that `*` and `+` make.
const LONGEST: usize = 64 << 20;

pub(super) fn binary(left: &Val, op: Operator, right: &Val, range: Range<usize>) -> Evaluated {
    if matches!(left, Val::Later) || matches!(right, Val::Later) {
        return Err(Halt::Later);
    }
    let long = |len: Option<usize>| len.is_none_or(|len| len > LONGEST);
    let found = match (left, op, right) {
        (Val::Str(a), Operator::Add, Val::Str(b)) if !long(a.len().checked_add(b.len())) => {
            Some(Val::Str(format!("{a}{b}").into()))
        }
        (Val::Bytes(a), Operator::Add, Val::Bytes(b)) if !long(a.len().checked_add(b.len())) => {
            Some(Val::Bytes([&**a, &**b].concat().into()))
        }
        (Val::Tuple(a), Operator::Add, Val::Tuple(b)) => Some(Val::Tuple([&**a, &**b].concat().into())),
        (Val::Str(text), Operator::Mult, count) | (count, Operator::Mult, Val::Str(text)) => {
            let count = times(count);
            let is_long = count.is_some_and(|count| long(text.len().checked_mul(count)));
            count.filter(|_| !is_long).map(|count| Val::Str(text.repeat(count).into()))
        }
        (Val::Bytes(bytes), Operator::Mult, count) | (count, Operator::Mult, Val::Bytes(bytes)) => {
            let count = times(count);
            let is_long = count.is_some_and(|count| long(bytes.len().checked_mul(count)));
            count.filter(|_| !is_long).map(|count| Val::Bytes(bytes.repeat(count).into()))
        }
        (Val::Float(_), _, _) | (_, _, Val::Float(_)) => floats(left, op, right),
        _ => integer(left).zip(integer(right)).and_then(|(a, b)| integers(a, op, b)).map(Val::Int),
    };
    match found {
        Some(value) => Ok(value),
        None => {
            let types = say("line-bad-operands").with("left", left.type_name()).with("right", right.type_name());
            refuse(range, types.with("sign", sign(op)))
        }
    }
}

fn times(value: &Val) -> Option<usize> {
    integer(value).map(|count| usize::try_from(count).unwrap_or(0))
}

pub(super) fn integer(value: &Val) -> Option<i64> {
    match value {
        Val::Int(number) => Some(*number),
        Val::Bool(flag) => Some((*flag).into()),
        _ => None,
    }
}

fn integers(a: i64, op: Operator, b: i64) -> Option<i64> {
    match op {
        Operator::Add => a.checked_add(b),
        Operator::Sub => a.checked_sub(b),
        Operator::Mult => a.checked_mul(b),
        Operator::BitOr => Some(a | b),
        Operator::BitAnd => Some(a & b),
        Operator::BitXor => Some(a ^ b),
        Operator::LShift => {
            u32::try_from(b).ok().filter(|b| *b < 62 && a.unsigned_abs() < (1 << (62 - b))).map(|b| a << b)
        }
        Operator::RShift => u32::try_from(b).ok().map(|b| a >> b.min(63)),
        Operator::FloorDiv => {
            (b != 0).then(|| a.checked_div_euclid(b).map(|q| if b < 0 && a.rem_euclid(b) != 0 { q - 1 } else { q }))?
        }
        Operator::Mod => (b > 0).then(|| a.rem_euclid(b)),
        Operator::Pow => u32::try_from(b).ok().and_then(|b| a.checked_pow(b)),
        Operator::Div | Operator::MatMult => None,
    }
}

fn floats(left: &Val, op: Operator, right: &Val) -> Option<Val> {
    let number = |value: &Val| match value {
        Val::Float(number) => Some(*number),
        other => integer(other).map(|number| number as f64),
    };
    let (a, b) = (number(left)?, number(right)?);
    match op {
        Operator::Add => Some(Val::Float(a + b)),
        Operator::Sub => Some(Val::Float(a - b)),
        Operator::Mult => Some(Val::Float(a * b)),
        Operator::Div if b != 0.0 => Some(Val::Float(a / b)),
        _ => None,
    }
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
        (UnaryOp::USub, _) => integer(value).and_then(i64::checked_neg).map(Val::Int),
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
        return match all.iter().find(|(key, _)| key == at) {
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
pub(super) fn slice(value: &Val, [from, to, step]: [Option<Val>; 3], range: Range<usize>) -> Evaluated {
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
        Val::Bytes(all) => Val::bytes(all.get(bounds(all.len())).unwrap_or_default()),
        Val::Tuple(all) => Val::Tuple(all.get(bounds(all.len())).unwrap_or_default().into()),
        Val::List(all) => Val::List(all.get(bounds(all.len())).unwrap_or_default().into()),
        Val::Str(text) => {
            let all: Vec<char> = text.chars().collect();
            Val::str(&all.get(bounds(all.len())).unwrap_or_default().iter().collect::<String>())
        }
        other => return refuse(range, say("line-no-parts").with("type", other.type_name())),
    })
}
