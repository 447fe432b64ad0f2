//! Where a person wants to go: a record by its number, or a moment.

use std::time::Duration;

/// A place in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// This record.
    Record(u64),
    /// This long after the session began.
    Time(Duration),
}

/// Reads `214` or `#214` as a record, and `12.904`, `12s`, `1:02` and `1:02:03.5` as times; full-width digits and signs
/// as their plain ones. None for anything else.
pub fn jump(text: &str) -> Option<Jump> {
    let plain: String = text.trim().chars().map(plain).collect();
    if let Some(number) = plain.strip_prefix('#') {
        return number.trim().parse().ok().map(Jump::Record);
    }
    if !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return plain.parse().ok().map(Jump::Record);
    }
    let clock = plain.strip_suffix('s').map_or(plain.as_str(), str::trim_end);
    let mut seconds = 0.0_f64;
    let parts: Vec<&str> = clock.split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    for (i, part) in parts.iter().enumerate() {
        let is_last = i + 1 == parts.len();
        let allowed = |byte: u8| byte.is_ascii_digit() || (is_last && byte == b'.');
        if part.is_empty() || !part.bytes().all(allowed) {
            return None;
        }
        seconds = seconds * 60.0 + part.parse::<f64>().ok()?;
    }
    // To the microsecond: that is what a session keeps in its index.
    Duration::try_from_secs_f64(seconds).ok().map(|time| Jump::Time(Duration::from_micros(micros(time))))
}

fn micros(time: Duration) -> u64 {
    u64::try_from((time.as_nanos() + 500) / 1000).unwrap_or(u64::MAX)
}

fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '。' => '.',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn records_and_times() {
        let time = |millis| Some(Jump::Time(Duration::from_millis(millis)));
        for (text, expected) in [
            ("214", Some(Jump::Record(214))),
            (" #7 ", Some(Jump::Record(7))),
            ("12.904", time(12_904)),
            ("12s", time(12_000)),
            ("0.5 s", time(500)),
            ("1:02", time(62_000)),
            ("1:02:03.5", time(3_723_500)),
            ("１２．５", time(12_500)),
            ("1：30", time(90_000)),
            ("", None),
            ("1:", None),
            ("1.2:3", None),
            ("-3", None),
            ("1:2:3:4", None),
            ("1.2.3", None),
            ("99999999999999999999999", None),
            ("nan", None),
            ("1e3", None),
        ] {
            assert_eq!(jump(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in "\\PC{0,24}") {
            let _ = jump(&text);
        }
    }
}
