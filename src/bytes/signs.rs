//! Which characters can be drawn as they are, and the short signs of those that must not be.
//!
//! Printable means what it means to CPython's `str.isprintable`: all but the categories Cc, Cf, Cs, Co, Cn, Zl, Zp and
//! Zs (the space itself is printable). The standard library's `escape_debug` follows the same list, with its own
//! version of Unicode, so no tables of our own are needed.

/// The names of U+0000–001F (ECMA-48, with TAB for HT).
const C0: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI", "DLE",
    "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
];

/// The names of U+0080–009F (ECMA-48).
const C1: [&str; 32] = [
    "PAD", "HOP", "BPH", "NBH", "IND", "NEL", "SSA", "ESA", "HTS", "HTJ", "VTS", "PLD", "PLU", "RI", "SS2", "SS3",
    "DCS", "PU1", "PU2", "STS", "CCH", "MW", "SPA", "EPA", "SOS", "SGC", "SCI", "CSI", "ST", "OSC", "PM", "APC",
];

/// The short sign of a character that must be drawn as a sign and never obeyed: controls, bidi marks, what has no
/// width, line and paragraph separators. None for all others.
pub fn sign_of(c: char) -> Option<&'static str> {
    let number = c as u32;
    Some(match number {
        0x20..=0x7E => return None,
        0..=0x1F => C0.get(number as usize)?,
        0x7F => "DEL",
        0x80..=0x9F => C1.get((number - 0x80) as usize)?,
        0xA0..=0xAC | 0xAE..=0x34E => return None,
        0xAD => "SHY",
        0x34F => "CGJ",
        0x61C => "ALM",
        0x115F | 0x1160 | 0x3164 | 0xFFA0 => "HF",
        0x180E => "MVS",
        0x200B => "ZWSP",
        0x200C => "ZWNJ",
        0x200D => "ZWJ",
        0x200E => "LRM",
        0x200F => "RLM",
        0x2028 => "LSEP",
        0x2029 => "PSEP",
        0x202A => "LRE",
        0x202B => "RLE",
        0x202C => "PDF",
        0x202D => "LRO",
        0x202E => "RLO",
        0x2060 => "WJ",
        0x2061..=0x2065 => "INV",
        0x2066 => "LRI",
        0x2067 => "RLI",
        0x2068 => "FSI",
        0x2069 => "PDI",
        0x206A..=0x206F => "FMT",
        0xFEFF => "BOM",
        0xFFF9..=0xFFFB => "IA",
        0xE0000..=0xE0FFF => "TAG",
        _ => return None,
    })
}

/// Whether a character stands for itself when printed, as `str.isprintable` has it.
pub fn is_printable(c: char) -> bool {
    match c {
        ' '..='~' | '\u{3041}'..='\u{3096}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => true,
        '\0'..='\u{A0}' => false,
        // In second place, escape_debug leaves combining marks as they are and escapes only what cannot be printed.
        _ => {
            let mut pair = [b'x', 0, 0, 0, 0];
            let (_, rest) = pair.split_at_mut(1);
            let len = 1 + c.encode_utf8(rest).len();
            std::str::from_utf8(pair.get(..len).unwrap_or_default()).is_ok_and(|text| text.escape_debug().count() == 2)
        }
    }
}

/// Whether a character is drawn onto the one before it (Unicode's Grapheme_Extend).
pub fn is_mark(c: char) -> bool {
    c >= '\u{300}'
        && !matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
        && c.escape_debug().len() > 1
        && is_printable(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_has_a_short_sign() {
        for c in ('\0'..='\u{10FFFF}').filter(|c| c.is_control()) {
            assert!(sign_of(c).is_some_and(|sign| (1..=4).contains(&sign.len())), "{c:?}");
        }
        let listed =
            ['\u{200B}'..='\u{200F}', '\u{2028}'..='\u{202E}', '\u{2060}'..='\u{2069}', '\u{FEFF}'..='\u{FEFF}'];
        for c in listed.into_iter().flatten() {
            assert!(sign_of(c).is_some(), "{c:?}");
        }
        for (c, sign) in
            [('\r', "CR"), ('\n', "LF"), ('\t', "TAB"), ('\u{1b}', "ESC"), ('\u{202e}', "RLO"), ('\u{85}', "NEL")]
        {
            assert_eq!(sign_of(c), Some(sign));
        }
    }

    #[test]
    fn what_is_printable() {
        for c in ['a', ' ', '~', 'é', '你', 'の', '가', '👍', '\u{301}', '（', '"', '\'', '\\'] {
            assert!(is_printable(c), "{c:?}");
            assert_eq!(sign_of(c), None, "{c:?}");
        }
        for c in
            ['\n', '\u{7f}', '\u{85}', '\u{a0}', '\u{ad}', '\u{202e}', '\u{2028}', '\u{3000}', '\u{e000}', '\u{378}']
        {
            assert!(!is_printable(c), "{c:?}");
        }
    }

    #[test]
    fn what_is_a_mark() {
        for c in ['\u{301}', '\u{20dd}', '\u{fe0f}', '\u{1d167}'] {
            assert!(is_mark(c), "{c:?}");
        }
        for c in ['a', '"', '\\', '\n', 'é', '你', '\u{202e}', '\u{e000}'] {
            assert!(!is_mark(c), "{c:?}");
        }
    }
}
