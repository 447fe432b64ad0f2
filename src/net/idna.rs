//! Host names beyond ASCII, as IDNA carries them (RFC 3490; punycode: RFC 3492 section 6.3). Of nameprep (RFC 3491) there
//! is what is dropped, prohibited and kept to one direction, case folding, and full-width ASCII; the other tables of
//! NFKC are not here.

/// Characters that nameprep drops (RFC 3454, table B.1).
const DROPPED: [(u32, u32); 8] = [
    (0xad, 0xad),
    (0x34f, 0x34f),
    (0x1806, 0x1806),
    (0x180b, 0x180d),
    (0x200b, 0x200d),
    (0x2060, 0x2060),
    (0xfe00, 0xfe0f),
    (0xfeff, 0xfeff),
];

/// Characters that it refuses (tables C.1.2 to C.9), without those that NFKC turns into others before.
const PROHIBITED: [(u32, u32); 19] = [
    (0x80, 0x9f),
    (0x6dd, 0x6dd),
    (0x70f, 0x70f),
    (0x1680, 0x1680),
    (0x180e, 0x180e),
    (0x200e, 0x200f),
    (0x2028, 0x202e),
    (0x2061, 0x2063),
    (0x206a, 0x206f),
    (0x2ff0, 0x2ffb),
    (0xe000, 0xf8ff),
    (0xfdd0, 0xfdef),
    (0xfff9, 0xffff),
    (0x1_d173, 0x1_d17a),
    (0x1_fffe, 0x1_ffff),
    (0x2_fffe, 0x2_ffff),
    (0xe_0001, 0xe_0001),
    (0xe_0020, 0xe_007f),
    (0xe_fffe, 0x10_ffff),
];

/// Characters written from right to left (table D.1), its many short ranges put together.
const RIGHT_TO_LEFT: [(u32, u32); 11] = [
    (0x5be, 0x5be),
    (0x5c0, 0x5c0),
    (0x5c3, 0x5c3),
    (0x5d0, 0x5f4),
    (0x61b, 0x64a),
    (0x66d, 0x66f),
    (0x671, 0x6d5),
    (0x6e5, 0x6e6),
    (0x6fa, 0x72c),
    (0x780, 0x7b1),
    (0xfb1d, 0xfefc),
];

fn is_in(table: &[(u32, u32)], c: char) -> bool {
    table.iter().any(|(first, last)| (*first..=*last).contains(&(c as u32)))
}

/// The name in ASCII; none where IDNA does not carry a label. ASCII names come back as they are.
pub(super) fn to_ascii(host: &str) -> Option<String> {
    if host.is_ascii() {
        return Some(host.to_owned());
    }
    let mut labels: Vec<&str> = host.split(DOTS).collect();
    // A dot at the end stands for the root.
    let ends_in_dot = labels.pop_if(|last| last.is_empty()).is_some();
    let labels: Option<Vec<String>> = labels.into_iter().map(label).collect();
    let labels = labels?;
    let fits = labels.iter().all(|label| (1..64).contains(&label.len()));
    fits.then(|| labels.join(".") + if ends_in_dot { "." } else { "" })
}

/// The name as Python's `idna` codec makes it, which looks at ASCII names too; none where it raises `UnicodeError`.
pub(super) fn encode(host: &str) -> Option<String> {
    if !host.is_ascii() {
        return to_ascii(host);
    }
    let mut labels = host.split('.').rev();
    let last_fits = labels.next().is_none_or(|last| last.len() < 64);
    (last_fits && labels.all(|label| (1..64).contains(&label.len()))).then(|| host.to_owned())
}

/// The dots of RFC 3490 section 3.1.
const DOTS: [char; 4] = ['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'];

/// Full-width ASCII and the blanks, as NFKC has them.
fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        _ => c,
    }
}

/// One label (RFC 3490, ToASCII); the length is the caller's to look at.
fn label(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    let kept = label.chars().filter(|c| !is_in(&DROPPED, *c)).map(plain);
    let prepared: Vec<char> = kept.flat_map(folded).collect();
    if prepared.iter().any(|c| is_in(&PROHIBITED, *c)) || !is_one_direction(&prepared) {
        return None;
    }
    let text: String = prepared.iter().collect();
    if text.is_ascii() {
        return Some(text);
    }
    if text.starts_with("xn--") { None } else { punycode(&prepared).map(|code| format!("xn--{code}")) }
}

/// Table B.2, for what case folding and lower case make alike.
fn folded(c: char) -> impl Iterator<Item = char> {
    let sharp = (c == 'ß' || c == 'ẞ').then_some(['s', 's']);
    let lower = sharp.is_none().then(|| c.to_lowercase());
    let lower = lower.into_iter().flatten().map(|c| if c == 'ς' { 'σ' } else { c });
    sharp.into_iter().flatten().chain(lower)
}

/// RFC 3454 section 6: with a character from right to left there is none from left to right, and one stands at each end.
fn is_one_direction(label: &[char]) -> bool {
    let is_rtl = |c: &char| is_in(&RIGHT_TO_LEFT, *c);
    if !label.iter().any(is_rtl) {
        return true;
    }
    let has_other = label.iter().any(|c| c.is_alphabetic() && !is_rtl(c) && !is_mark(*c));
    !has_other && label.first().is_some_and(is_rtl) && label.last().is_some_and(is_rtl)
}

/// Hebrew and Arabic points, which have no direction of their own.
fn is_mark(c: char) -> bool {
    ('\u{591}'..='\u{6ed}').contains(&c)
}

fn digit(value: u32) -> char {
    char::from(if value < 26 { b'a' + value as u8 } else { b'0' + (value - 26) as u8 })
}

fn adapt(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

fn punycode(input: &[char]) -> Option<String> {
    let mut out: String = input.iter().filter(|c| c.is_ascii()).collect();
    let basic = out.len() as u32;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic);
    while (handled as usize) < input.len() {
        let next = input.iter().map(|c| *c as u32).filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for c in input.iter().map(|c| *c as u32) {
            if c < n {
                delta = delta.checked_add(1)?;
            } else if c == n {
                let (mut q, mut k) = (delta, 36);
                loop {
                    let t = if k <= bias { 1 } else { (k - bias).min(26) };
                    if q < t {
                        break;
                    }
                    out.push(digit(t + (q - t) % (36 - t)));
                    q = (q - t) / (36 - t);
                    k += 36;
                }
                out.push(digit(q));
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_python_encodes_them() {
        for (host, ascii) in [
            ("localhost", Some("localhost")),
            ("中文.com", Some("xn--fiq228c.com")),
            ("bücher.example", Some("xn--bcher-kva.example")),
            ("Bücher.example", Some("xn--bcher-kva.example")),
            ("例え。テスト", Some("xn--r8jz45g.xn--zckzah")),
            ("１２７.0.0.1", Some("127.0.0.1")),
            ("ü..x", None),
            ("ü.", Some("xn--tda.")),
            ("straße", Some("strasse")),
            ("\u{ad}", None),
            ("a\u{ad}b", Some("ab")),
            ("a\u{2028}", None),
            ("שלום", Some("xn--9dbne9b")),
            ("aש", None),
            ("ש1", None),
            ("Σίσυφος", Some("xn--kxa6akbbkh")),
        ] {
            assert_eq!(to_ascii(host).as_deref(), ascii, "{host}");
        }
        assert_eq!(to_ascii(&format!("{}.ü", "x".repeat(64))), None);
    }
}
