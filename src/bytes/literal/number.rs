//! Numbers of a Python literal: whole ones of any length, and floats.

use crate::bytes::InputWhy;
use std::fmt;

/// CPython turns no longer numbers into text (`sys.int_info.default_max_str_digits`).
const DIGITS_MAX: usize = 4300;
/// Digits that one limb holds.
const LIMB: u32 = 1_000_000_000;

/// A whole number of any length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Int {
    negative: bool,
    /// Decimal, without zeros at its start.
    digits: String,
}

impl Int {
    /// The same with its sign turned.
    pub fn negated(self) -> Self {
        Self { negative: !self.negative && self.digits != "0", digits: self.digits }
    }
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.negative { "-" } else { "" }, self.digits)
    }
}

/// A number without its sign.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    Int(Int),
    Float(f64),
}

/// How many of these characters can belong to one number: `0x1f`, `1_000.5e-3`.
pub fn length(chars: &[char]) -> usize {
    let based = matches!(chars, ['0', 'x' | 'X', ..]);
    let belongs = |at: usize, c: char| {
        let sign =
            matches!(c, '+' | '-') && !based && matches!(at.checked_sub(1).and_then(|b| chars.get(b)), Some('e' | 'E'));
        c.is_alphanumeric() || matches!(c, '_' | '.') || sign
    };
    chars.iter().enumerate().take_while(|&(at, &c)| belongs(at, c)).count()
}

/// Reads a number as Python does.
pub fn parse(text: &str) -> Result<Number, InputWhy> {
    let lower = text.to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = lower.strip_prefix(prefix) {
            let digits = digits.strip_prefix('_').unwrap_or(digits);
            return Ok(Number::Int(whole(digits, radix)?));
        }
    }
    if lower.contains(['.', 'e']) {
        return float(&lower).map(Number::Float);
    }
    let int = whole(&lower, 10)?;
    // `007` is an old octal number, which Python refuses; `000` is 0.
    if lower.starts_with('0') && int.digits != "0" {
        return Err(InputWhy::LiteralNumber);
    }
    Ok(Number::Int(int))
}

/// Digits with `_` between them.
fn digits(text: &str, radix: u32) -> Result<String, InputWhy> {
    let well = text.split('_').all(|group| !group.is_empty() && group.chars().all(|c| c.is_digit(radix)));
    if well { Ok(text.replace('_', "")) } else { Err(InputWhy::LiteralNumber) }
}

fn whole(text: &str, radix: u32) -> Result<Int, InputWhy> {
    let digits = digits(text, radix)?;
    let digits = digits.trim_start_matches('0');
    // No digit of these bases says more than one of base 10 by a fifth.
    if digits.len() > DIGITS_MAX * if radix == 10 { 1 } else { 4 } {
        return Err(InputWhy::LiteralNumberLong);
    }
    let decimal = if radix == 10 { digits.to_owned() } else { decimal(digits, radix) };
    match decimal.len() {
        0 => Ok(Int { negative: false, digits: "0".to_owned() }),
        1..=DIGITS_MAX => Ok(Int { negative: false, digits: decimal }),
        _ => Err(InputWhy::LiteralNumberLong),
    }
}

/// Digits of another base as decimal ones.
fn decimal(digits: &str, radix: u32) -> String {
    let mut limbs: Vec<u32> = Vec::new();
    for digit in digits.chars().filter_map(|c| c.to_digit(radix)) {
        let mut carry = u64::from(digit);
        for limb in &mut limbs {
            let value = u64::from(*limb) * u64::from(radix) + carry;
            *limb = (value % u64::from(LIMB)) as u32;
            carry = value / u64::from(LIMB);
        }
        if carry > 0 {
            limbs.push(carry as u32);
        }
    }
    let mut text = String::new();
    for (i, limb) in limbs.iter().rev().enumerate() {
        text += &if i == 0 { limb.to_string() } else { format!("{limb:09}") };
    }
    text
}

fn float(text: &str) -> Result<f64, InputWhy> {
    let (mantissa, exponent) = text.split_once('e').map_or((text, None), |(m, e)| (m, Some(e)));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if before.is_empty() && after.is_empty() {
        return Err(InputWhy::LiteralNumber);
    }
    let mut plain = String::with_capacity(text.len());
    for (part, joint) in [(before, '.'), (after, 'e')] {
        if !part.is_empty() {
            plain += &digits(part, 10)?;
        }
        plain.push(joint);
    }
    match exponent {
        Some(exponent) => {
            let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            plain += exponent.get(..exponent.len() - unsigned.len()).unwrap_or_default();
            plain += &digits(unsigned, 10)?;
        }
        None => plain.push('0'),
    }
    if plain.starts_with('.') {
        plain.insert(0, '0');
    }
    plain.replace(".e", ".0e").parse().map_err(|_| InputWhy::LiteralNumber)
}
