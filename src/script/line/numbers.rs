//! Numbers as Python reckons with them. A whole number that no call takes (beyond 64 bits) is refused as such.

use super::trouble::say;
use super::value::Val;
use crate::locale::Message;
use rustpython_parser::ast::Operator;

/// What came of two numbers: none where the operation is not one of numbers.
type Reckoned = Option<Result<Val, Message>>;

pub(super) fn integer(value: &Val) -> Option<i64> {
    match value {
        Val::Int(number) => Some(*number),
        Val::Bool(flag) => Some((*flag).into()),
        _ => None,
    }
}

/// Whether Python takes it as true; none of what has no value yet.
pub(super) fn truth(value: &Val) -> Option<bool> {
    Some(match value {
        Val::Later => return None,
        Val::None => false,
        Val::Bool(flag) => *flag,
        Val::Int(number) => *number != 0,
        Val::Float(number) => *number != 0.0,
        Val::Str(text) => !text.is_empty(),
        Val::Bytes(bytes) => !bytes.is_empty(),
        Val::Tuple(all) | Val::List(all) | Val::Dict(all) => !all.is_empty(),
        Val::Socket(_) | Val::File(_) | Val::Module(_) | Val::Function(_) => true,
    })
}

/// `left op right` of two numbers.
pub(super) fn reckon(left: &Val, op: Operator, right: &Val) -> Reckoned {
    match (integer(left), integer(right)) {
        (Some(a), Some(b)) => integers(a, op, b),
        _ => floats(float(left)?, op, float(right)?),
    }
}

fn float(value: &Val) -> Option<f64> {
    match value {
        Val::Float(number) => Some(*number),
        other => integer(other).map(|number| number as f64),
    }
}

/// The word for a whole number that is too large.
pub(super) fn large() -> Message {
    say("line-number-large")
}

fn integers(a: i64, op: Operator, b: i64) -> Reckoned {
    let whole = |found: Option<i64>| Some(found.map(Val::Int).ok_or_else(large));
    let by_zero = || Some(Err(say("line-division-by-zero")));
    let negative = |sign: &str| Some(Err(say("line-bad-value").with("call", sign)));
    match op {
        Operator::Add => whole(a.checked_add(b)),
        Operator::Sub => whole(a.checked_sub(b)),
        Operator::Mult => whole(a.checked_mul(b)),
        Operator::BitOr => whole(Some(a | b)),
        Operator::BitAnd => whole(Some(a & b)),
        Operator::BitXor => whole(Some(a ^ b)),
        Operator::LShift if b < 0 => negative("<<"),
        Operator::RShift if b < 0 => negative(">>"),
        Operator::LShift if a == 0 => whole(Some(0)),
        Operator::LShift => {
            let shifted = u32::try_from(b).ok().filter(|b| *b < 63).map(|b| (a << b, b));
            whole(shifted.filter(|(made, b)| made >> b == a).map(|(made, _)| made))
        }
        Operator::RShift => whole(Some(a >> b.min(63))),
        Operator::Div | Operator::FloorDiv | Operator::Mod if b == 0 => by_zero(),
        Operator::Div => Some(Ok(Val::Float(a as f64 / b as f64))),
        Operator::FloorDiv => {
            // Down, where division itself goes toward 0.
            let is_between = a.checked_rem(b).is_some_and(|rest| rest != 0) && (a < 0) != (b < 0);
            whole(a.checked_div(b).and_then(|quotient| quotient.checked_sub(is_between.into())))
        }
        Operator::Mod => {
            let rest = a.checked_rem(b).unwrap_or(0);
            whole(Some(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }))
        }
        Operator::Pow if b < 0 => floats(a as f64, op, b as f64),
        Operator::Pow => whole(match (a, u32::try_from(b)) {
            (_, Ok(b)) => a.checked_pow(b),
            (0 | 1, _) => Some(a),
            (-1, _) => Some(if b % 2 == 0 { 1 } else { -1 }),
            _ => None,
        }),
        Operator::MatMult => None,
    }
}

fn floats(a: f64, op: Operator, b: f64) -> Reckoned {
    let found = match op {
        Operator::Add => a + b,
        Operator::Sub => a - b,
        Operator::Mult => a * b,
        Operator::Div | Operator::FloorDiv | Operator::Mod if b == 0.0 => {
            return Some(Err(say("line-division-by-zero")));
        }
        Operator::Div => a / b,
        Operator::FloorDiv => ((a - rest(a, b)) / b).round(),
        Operator::Mod => rest(a, b),
        Operator::Pow if a == 0.0 && b < 0.0 => return Some(Err(say("line-division-by-zero"))),
        Operator::Pow => match a.powf(b) {
            // A complex number.
            found if found.is_nan() && !a.is_nan() && !b.is_nan() => {
                return Some(Err(say("line-bad-value").with("call", "**")));
            }
            found if found.is_infinite() && a.is_finite() && b.is_finite() => return Some(Err(large())),
            found => found,
        },
        _ => return None,
    };
    Some(Ok(Val::Float(found)))
}

/// What a division leaves, with the sign of what is divided by.
fn rest(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest != 0.0 && (rest < 0.0) != (b < 0.0) { rest + b } else { rest }
}

/// `int(text, radix)`, radix 0 or 2 to 36: a sign, the radix's own prefix, digits with single `_` between them.
///
/// # Errors
/// None within where it is too large.
pub(super) fn parse_int(text: &str, radix: i64) -> Option<Option<i64>> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let prefix =
        |letter: char| text.strip_prefix('0').and_then(|rest| rest.strip_prefix([letter, letter.to_ascii_uppercase()]));
    let prefixed = [(16, 'x'), (8, 'o'), (2, 'b')].into_iter().find_map(|(own, letter)| {
        let rest = prefix(letter).filter(|_| radix == own || radix == 0)?;
        Some((own, rest.strip_prefix('_').unwrap_or(rest)))
    });
    let (own, digits) = prefixed.unwrap_or((if radix == 0 { 10 } else { radix }, text));
    let own = u32::try_from(own).ok().filter(|own| (2..=36).contains(own))?;
    let is_right = digits.split('_').all(|part| !part.is_empty() && part.chars().all(|c| c.is_digit(own)));
    let is_octal =
        radix == 0 && prefixed.is_none() && digits.starts_with('0') && digits.contains(|c| c != '0' && c != '_');
    if !is_right || is_octal {
        return None;
    }
    Some(i64::from_str_radix(&format!("{sign}{}", digits.replace('_', "")), own).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_as_python_reads_them() {
        for (text, radix, number) in [
            ("0b10", 16, Some(2832)),
            ("-0x10", 16, Some(-16)),
            ("0x10", 0, Some(16)),
            ("010", 0, None),
            ("00", 0, Some(0)),
            ("0b1", 2, Some(1)),
            ("0O17", 8, Some(15)),
            ("0x_ff", 16, Some(255)),
            ("1_000", 10, Some(1000)),
            ("_1", 10, None),
            ("1__0", 10, None),
            (" +7 ", 10, Some(7)),
            ("- 7", 10, None),
            ("--7", 10, None),
            ("0x0x10", 16, None),
            ("z", 36, Some(35)),
            ("9", 8, None),
            ("", 10, None),
            ("-", 10, None),
            ("-9223372036854775808", 10, Some(i64::MIN)),
            ("1", 1, None),
            ("1", 37, None),
        ] {
            assert_eq!(parse_int(text, radix), number.map(Some), "{text} {radix}");
        }
        assert_eq!(parse_int("99999999999999999999", 10), Some(None), "too large");
    }
}
