//! What a Chinese or Japanese keyboard types, in ASCII.

/// The ASCII form of a full-width or typographic character; none where the character has no such form or is ASCII.
pub(super) fn ascii_of(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0),
        '\u{3000}' | '\u{A0}' => Some(' '),
        '、' => Some(','),
        '。' => Some('.'),
        '【' => Some('['),
        '】' => Some(']'),
        '“' | '”' | '„' => Some('"'),
        '‘' | '’' => Some('\''),
        '−' => Some('-'),
        _ => None,
    }
}

/// The quote that a character opens or closes, in ASCII.
fn quote_of(c: char) -> Option<char> {
    match ascii_of(c).unwrap_or(c) {
        quote @ ('"' | '\'') => Some(quote),
        _ => None,
    }
}

/// The text with full-width digits, letters, brackets, quotes, commas, colons and spaces as ASCII, outside quoted
/// strings; inside of them only the quotes themselves. None when nothing changes. Applying it twice changes no more.
pub fn ascii_forms(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        out.push(ascii_of(c).unwrap_or(c));
        if let Some(quote) = quote_of(c) {
            rest = copy_string(rest, c, quote, &mut out);
        }
    }
    (out != text).then_some(out)
}

/// Copies a string's text and its closing quote to `out`; what is left after them. A string that does not end goes on
/// to the end of the text.
fn copy_string<'a>(rest: &'a str, opened: char, quote: char, out: &mut String) -> &'a str {
    // A string ends as it began; where it does not, it may end with the other form of the same quote.
    let same_form = |c: char| quote_of(c) == Some(quote) && c.is_ascii() == opened.is_ascii();
    let end = find_unescaped(rest, same_form).or_else(|| find_unescaped(rest, |c| quote_of(c) == Some(quote)));
    let Some((end, close)) = end else {
        out.push_str(rest);
        return "";
    };
    let mut escaped = false;
    for c in rest.get(..end).unwrap_or_default().chars() {
        if c == quote && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out.push(quote);
    rest.get(end + close.len_utf8()..).unwrap_or_default()
}

fn find_unescaped(text: &str, mut is: impl FnMut(char) -> bool) -> Option<(usize, char)> {
    let mut escaped = false;
    text.char_indices().find(|&(_, c)| {
        let found = !escaped && is(c);
        escaped = c == '\\' && !escaped;
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn full_width_outside_strings_becomes_ascii() {
        for (text, ascii) in [
            ("ｓ．ｂｉｎｄ（（“127.0.0.1”，８０８０））", r#"s.bind(("127.0.0.1",8080))"#),
            ("s.send（‘你好，世界’）", "s.send('你好，世界')"),
            ("s.send(\"（，）\"）", "s.send(\"（，）\")"),
            ("小明.send(b\"x\"）", "小明.send(b\"x\")"),
            ("s。recv（１０２４）", "s.recv(1024)"),
            ("f(\"abc”)", "f(\"abc\")"),
            ("f(“abc\")", "f(\"abc\")"),
            ("f(“say \"hi\"”)", r#"f("say \"hi\"")"#),
            ("【1：2】　", "[1:2] "),
        ] {
            assert_eq!(ascii_forms(text).as_deref(), Some(ascii), "{text}");
        }
        for text in ["", "s.recv(1)", "s.send(\"（“”）\")", "小红.accept()", "'a“b\\'，'"] {
            assert_eq!(ascii_forms(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn twice_changes_no_more(text in r#"["'\\“”‘’＂＇（），a你 ]{0,16}"#) {
            let once = ascii_forms(&text).unwrap_or(text);
            prop_assert_eq!(ascii_forms(&once), None, "{}", once);
        }
    }
}
