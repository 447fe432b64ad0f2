//! Host names beyond ASCII, as IDNA carries them (RFC 3490; punycode: RFC 3492 section 6.3). Of nameprep there is case
//! folding and full-width ASCII; the rest of its tables is not here.

/// The name in ASCII; none where a label is empty or too long for IDNA. ASCII names come back as they are.
pub(super) fn to_ascii(host: &str) -> Option<String> {
    if host.is_ascii() {
        return Some(host.to_owned());
    }
    let host: String = host.chars().map(plain).collect();
    let labels: Option<Vec<String>> = host.split('.').map(label).collect();
    let labels = labels?;
    let (last, rest) = labels.split_last()?;
    let fits = |label: &String| label.len() < 64;
    (fits(last) && rest.iter().all(|label| fits(label) && !label.is_empty())).then(|| labels.join("."))
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

/// The dots of RFC 3490 section 3.1, and full-width ASCII.
fn plain(c: char) -> char {
    match c {
        '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn label(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    let lower: Vec<char> = label.chars().flat_map(char::to_lowercase).collect();
    punycode(&lower).map(|code| format!("xn--{code}"))
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
        ] {
            assert_eq!(to_ascii(host).as_deref(), ascii, "{host}");
        }
        assert_eq!(to_ascii(&format!("{}.ü", "x".repeat(64))), None);
    }
}
