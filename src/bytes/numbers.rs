//! Numbers as a person types them. Full-width digits count as their ASCII; what is typed is never silently changed.

use super::forms::ascii_of;

/// The largest size that [`parse_size`] takes, in bytes: 64 MiB.
pub const SIZE_MAX: i64 = 64 << 20;

/// Why a typed text is not the number asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.key())]
pub enum NumberWhy {
    /// Nothing was typed.
    Empty,
    /// Not a number.
    NotANumber,
    /// Below the least that is taken.
    TooSmall(i64),
    /// Above the most that is taken.
    TooLarge(i64),
}

impl NumberWhy {
    /// The message key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Empty => "number-empty",
            Self::NotANumber => "number-not-a-number",
            Self::TooSmall(_) => "number-too-small",
            Self::TooLarge(_) => "number-too-large",
        }
    }

    /// The limit that was passed, where one was.
    pub fn limit(self) -> Option<i64> {
        match self {
            Self::TooSmall(limit) | Self::TooLarge(limit) => Some(limit),
            Self::Empty | Self::NotANumber => None,
        }
    }
}

fn ascii(text: &str) -> String {
    text.chars().map(|c| ascii_of(c).unwrap_or(c)).collect::<String>().trim().to_owned()
}

/// A whole number, decimal or `0x…`, with an optional sign, and `_` between digits as Python has it.
///
/// # Errors
/// Empty, not a number, or beyond 64 bits.
pub fn parse_i64(text: &str) -> Result<i64, NumberWhy> {
    let text = ascii(text);
    if text.is_empty() {
        return Err(NumberWhy::Empty);
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let prefix = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
    let (radix, digits) = prefix.map_or((10, digits), |digits| (16, digits));
    let groups_are_digits =
        digits.split('_').all(|group| !group.is_empty() && group.chars().all(|c| c.is_digit(radix)));
    if !groups_are_digits {
        return Err(NumberWhy::NotANumber);
    }
    let beyond = if negative { NumberWhy::TooSmall(i64::MIN) } else { NumberWhy::TooLarge(i64::MAX) };
    let magnitude = i128::from_str_radix(&digits.replace('_', ""), radix).map_err(|_| beyond)?;
    i64::try_from(if negative { -magnitude } else { magnitude }).map_err(|_| beyond)
}

fn parse_within(text: &str, least: i64, most: i64) -> Result<i64, NumberWhy> {
    match parse_i64(text) {
        Ok(number) if number < least => Err(NumberWhy::TooSmall(least)),
        Ok(number) if number > most => Err(NumberWhy::TooLarge(most)),
        Err(NumberWhy::TooSmall(_)) => Err(NumberWhy::TooSmall(least)),
        Err(NumberWhy::TooLarge(_)) => Err(NumberWhy::TooLarge(most)),
        other => other,
    }
}

/// A port, 0 to 65535. (A call that should be refused by CPython takes [`parse_i64`] instead.)
///
/// # Errors
/// Empty, not a whole number, or out of range.
pub fn parse_port(text: &str) -> Result<u16, NumberWhy> {
    let most = u16::MAX;
    u16::try_from(parse_within(text, 0, most.into())?).map_err(|_| NumberWhy::TooLarge(most.into()))
}

/// The most bytes one receive may return, 1 to [`SIZE_MAX`].
///
/// # Errors
/// Empty, not a whole number, or out of range.
pub fn parse_size(text: &str) -> Result<i64, NumberWhy> {
    parse_within(text, 1, SIZE_MAX)
}

/// Seconds for `settimeout`; nothing, or `None`, is no timeout. Negative seconds are read: the call refuses them, as
/// CPython does.
///
/// # Errors
/// Not a finite decimal number.
pub fn parse_seconds(text: &str) -> Result<Option<f64>, NumberWhy> {
    let text = ascii(text);
    if text.is_empty() || text.eq_ignore_ascii_case("none") {
        return Ok(None);
    }
    let decimal = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '-' | 'e' | 'E'));
    let seconds = if decimal { text.parse::<f64>().ok() } else { None };
    seconds.filter(|seconds| seconds.is_finite()).map(Some).ok_or(NumberWhy::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_numbers() {
        for (text, number) in [
            ("0", Ok(0)),
            (" +12 ", Ok(12)),
            ("-1", Ok(-1)),
            ("１２３", Ok(123)),
            ("－１", Ok(-1)),
            ("0xFF", Ok(255)),
            ("1_000", Ok(1000)),
            ("", Err(NumberWhy::Empty)),
            ("　", Err(NumberWhy::Empty)),
            ("1.5", Err(NumberWhy::NotANumber)),
            ("_1", Err(NumberWhy::NotANumber)),
            ("+-1", Err(NumberWhy::NotANumber)),
            ("0x", Err(NumberWhy::NotANumber)),
            ("9223372036854775808", Err(NumberWhy::TooLarge(i64::MAX))),
            ("-9223372036854775808", Ok(i64::MIN)),
            ("-99999999999999999999999999999999999999999999", Err(NumberWhy::TooSmall(i64::MIN))),
        ] {
            assert_eq!(parse_i64(text), number, "{text}");
        }
    }

    #[test]
    fn ports_and_sizes() {
        assert_eq!(parse_port("８０８０"), Ok(8080));
        assert_eq!(parse_port("70000"), Err(NumberWhy::TooLarge(65535)));
        assert_eq!(parse_port("99999999999999999999"), Err(NumberWhy::TooLarge(65535)));
        assert_eq!(parse_port("-1"), Err(NumberWhy::TooSmall(0)));
        assert_eq!(parse_port("http"), Err(NumberWhy::NotANumber));
        assert_eq!(parse_size("0"), Err(NumberWhy::TooSmall(1)));
        assert_eq!(parse_size("67108864"), Ok(SIZE_MAX));
        assert_eq!(parse_size("67108865"), Err(NumberWhy::TooLarge(SIZE_MAX)));
    }

    #[test]
    fn seconds() {
        for (text, seconds) in [
            ("", Ok(None)),
            (" None", Ok(None)),
            ("5", Ok(Some(5.0))),
            ("０．５", Ok(Some(0.5))),
            (".5", Ok(Some(0.5))),
            ("1e-3", Ok(Some(0.001))),
            ("-1", Ok(Some(-1.0))),
            ("inf", Err(NumberWhy::NotANumber)),
            ("1e999", Err(NumberWhy::NotANumber)),
            ("nan", Err(NumberWhy::NotANumber)),
            ("5s", Err(NumberWhy::NotANumber)),
        ] {
            assert_eq!(parse_seconds(text), seconds, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_number_reads_back(number in any::<i64>()) {
            prop_assert_eq!(parse_i64(&number.to_string()), Ok(number));
        }

        #[test]
        fn any_text_is_read_or_refused(text in r"[-+0-9xe._０-９\PC]{0,24}") {
            let _ = (parse_i64(&text), parse_port(&text), parse_size(&text), parse_seconds(&text));
        }
    }
}
