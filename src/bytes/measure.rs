//! Amounts and times in few characters, of widths that do not jump.

use std::time::Duration;

/// Bytes in decimal units: `18 B`, `1.2 kB`, `34.5 kB`, `345 kB`, `1.0 MB`. Rounded to the nearest; never `1000 kB`.
pub fn size_text(bytes: u64) -> String {
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut unit = 1000_u128;
    for name in ["kB", "MB", "GB", "TB", "PB", "EB"] {
        let tenths = rounded(u128::from(bytes) * 10, unit);
        if tenths < 1000 {
            return format!("{}.{} {name}", tenths / 10, tenths % 10);
        }
        let whole = rounded(u128::from(bytes), unit);
        if whole < 1000 {
            return format!("{whole} {name}");
        }
        unit *= 1000;
    }
    format!("{bytes} B")
}

fn rounded(amount: u128, unit: u128) -> u128 {
    (amount + unit / 2) / unit
}

/// How long something took: `850 ns`, `4.1 µs`, `41 µs`, `312 ms`, `3.2 s`, `2 min 05 s`, `1 h 02 min`, `3 d 04 h`.
/// Rounded to the nearest; never `1000 ms` or `60.0 s`.
pub fn duration_text(duration: Duration) -> String {
    let nanos = duration.as_nanos();
    if nanos < 1000 {
        return format!("{nanos} ns");
    }
    for (name, unit) in [("µs", 1_000_u128), ("ms", 1_000_000)] {
        let tenths = rounded(nanos * 10, unit);
        if tenths < 100 {
            return format!("{}.{} {name}", tenths / 10, tenths % 10);
        }
        let whole = rounded(nanos, unit);
        if whole < 1000 {
            return format!("{whole} {name}");
        }
    }
    let tenths = rounded(nanos, 100_000_000);
    if tenths < 600 {
        return format!("{}.{} s", tenths / 10, tenths % 10);
    }
    let seconds = rounded(nanos, 1_000_000_000);
    if seconds < 3600 {
        return format!("{} min {:02} s", seconds / 60, seconds % 60);
    }
    let minutes = rounded(seconds, 60);
    if minutes < 24 * 60 {
        return format!("{} h {:02} min", minutes / 60, minutes % 60);
    }
    let hours = rounded(minutes, 60);
    format!("{} d {:02} h", hours / 24, hours % 24)
}

/// A moment of a session: seconds and milliseconds, `12.104`. Cut, not rounded, so that order is kept.
pub fn clock_text(since_start: Duration) -> String {
    format!("{}.{:03}", since_start.as_secs(), since_start.subsec_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sizes() {
        for (bytes, text) in [
            (0, "0 B"),
            (18, "18 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (1234, "1.2 kB"),
            (99_949, "99.9 kB"),
            (99_950, "100 kB"),
            (999_499, "999 kB"),
            (999_500, "1.0 MB"),
            (3_400_000, "3.4 MB"),
            (64 << 20, "67.1 MB"),
            (u64::MAX, "18.4 EB"),
        ] {
            assert_eq!(size_text(bytes), text);
        }
    }

    #[test]
    fn durations() {
        for (nanos, text) in [
            (0, "0 ns"),
            (850, "850 ns"),
            (4_149, "4.1 µs"),
            (9_949, "9.9 µs"),
            (9_950, "10 µs"),
            (41_000, "41 µs"),
            (999_499, "999 µs"),
            (999_500, "1.0 ms"),
            (312_000_000, "312 ms"),
            (999_500_000, "1.0 s"),
            (3_200_000_000, "3.2 s"),
            (59_949_999_999, "59.9 s"),
            (59_950_000_000, "1 min 00 s"),
            (125_000_000_000, "2 min 05 s"),
            (3_599_500_000_000, "1 h 00 min"),
            (3_720_000_000_000, "1 h 02 min"),
            (86_399_000_000_000, "1 d 00 h"),
            (273_600_000_000_000, "3 d 04 h"),
        ] {
            assert_eq!(duration_text(Duration::from_nanos(nanos)), text, "{nanos}");
        }
    }

    #[test]
    fn clocks() {
        assert_eq!(clock_text(Duration::from_nanos(12_104_999_999)), "12.104");
        assert_eq!(clock_text(Duration::ZERO), "0.000");
        assert_eq!(clock_text(Duration::from_secs(3600)), "3600.000");
    }

    proptest! {
        #[test]
        fn widths_do_not_jump(digits in 0_u32..64, low in any::<u64>()) {
            let number = low >> digits;
            prop_assert!(size_text(number).len() <= 7, "{}", size_text(number));
            let text = duration_text(Duration::from_nanos(number % (99 * 86_400_000_000_000)));
            prop_assert!(text.chars().count() <= 11, "{}", text);
            prop_assert!(!text.contains("1000 "), "{}", text);
        }
    }
}
