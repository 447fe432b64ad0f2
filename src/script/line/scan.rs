//! A look at the characters of typed lines before any parser sees them: comments, full-width signs outside strings, and
//! how much there is.

use std::ops::Range;

/// The longest text that is read, in bytes: a pasted file of a book's size.
const MOST_BYTES: usize = 1 << 20;
/// The most lines.
const MOST_LINES: usize = 1000;
/// The most characters of one statement, strings and comments not counted; how deep its tree grows is for `bounded`.
const MOST_CODE: usize = 2000;
/// The deepest brackets.
const MOST_DEPTH: usize = 40;

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Comments in order.
    pub comments: Vec<Comment>,
    /// Strings, with their quotes but without the letters before them.
    pub strings: Vec<Range<usize>>,
    /// Full-width signs outside strings, by their place in bytes, and what stands for each.
    pub wide: Vec<(usize, char, char)>,
    /// Where the text grows beyond what is read.
    pub beyond: Option<usize>,
}

/// `# …`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its place in bytes, with the sign.
    pub range: Range<usize>,
    /// Its line, from 1.
    pub line: u32,
    /// Nothing but spaces stands before it.
    pub is_alone: bool,
}

/// Looks through a text.
pub fn scan(source: &str) -> Scan {
    let mut seen = Scan::default();
    if source.len() > MOST_BYTES {
        // Not even looked at.
        seen.beyond = Some(MOST_BYTES);
        return seen;
    }
    let chars: Vec<(usize, char)> = source.char_indices().collect();
    let (mut at, mut line, mut code, mut depth, mut on_line) = (0, 1_u32, 0_usize, 0_usize, false);
    let mut goes_on = false;
    while let Some(&(place, c)) = chars.get(at) {
        let mut next = at + 1;
        match c {
            '\n' => {
                line += 1;
                on_line = false;
                // A line that ends with `\` goes on.
                if depth == 0 && !std::mem::take(&mut goes_on) {
                    code = 0;
                }
                if line as usize > MOST_LINES {
                    seen.beyond.get_or_insert(place);
                }
            }
            '#' => {
                next = end_of_line(&chars, at);
                let end = chars.get(next).map_or(source.len(), |(end, _)| *end);
                seen.comments.push(Comment { range: place..end, line, is_alone: !on_line });
            }
            '"' | '\'' => {
                next = end_of_string(&chars, at, c);
                seen.strings.push(place..chars.get(next).map_or(source.len(), |(end, _)| *end));
                line += newlines(&chars, at, next);
                on_line = true;
            }
            _ => {
                on_line |= !c.is_whitespace();
                code += usize::from(!c.is_whitespace());
                goes_on = c == '\\';
                match c {
                    '(' | '[' | '{' => depth += 1,
                    ')' | ']' | '}' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                if let Some(end) = wide_string(&chars, at) {
                    for quote in [at, end] {
                        if let Some(&(place, c)) = chars.get(quote)
                            && let Some(plain) = ascii_of(c)
                        {
                            seen.wide.push((place, c, plain));
                        }
                    }
                    next = end + 1;
                } else if let Some(plain) = ascii_of(c) {
                    seen.wide.push((place, c, plain));
                }
                if code > MOST_CODE || depth > MOST_DEPTH {
                    seen.beyond.get_or_insert(place);
                }
            }
        }
        at = next;
    }
    seen
}

/// The text with its full-width signs outside strings as ASCII; none where there are none.
pub fn with_ascii_signs(source: &str, seen: &Scan) -> Option<String> {
    if seen.wide.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(source.len());
    let mut from = 0;
    for (place, wide, plain) in &seen.wide {
        out.push_str(source.get(from..*place)?);
        out.push(*plain);
        from = place + wide.len_utf8();
    }
    out.push_str(source.get(from..)?);
    Some(out)
}

/// Whether a string that was seen has its end.
pub(super) fn is_closed(text: &str, string: &Range<usize>) -> bool {
    let all = text.get(string.clone()).unwrap_or_default();
    let quote = all.chars().next().unwrap_or('"');
    let triple: String = std::iter::repeat_n(quote, 3).collect();
    if all.starts_with(&triple) {
        all.len() >= 6 && all.ends_with(&triple)
    } else {
        all.len() >= 2 && all.ends_with(quote)
    }
}

/// What a full-width sign is in ASCII.
fn ascii_of(c: char) -> Option<char> {
    Some(match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        '\u{3000}' => ' ',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '。' => '.',
        '、' => ',',
        '【' => '[',
        '】' => ']',
        '—' => '-',
        _ => return None,
    })
}

/// The place of the sign that closes what a full-width quote opens on this line.
fn wide_string(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let closes: &[char] = match chars.get(at)?.1 {
        '“' | '”' | '＂' => &['“', '”', '＂', '"'],
        '‘' | '’' | '＇' => &['‘', '’', '＇', '\''],
        _ => return None,
    };
    let rest = chars.iter().enumerate().skip(at + 1).take_while(|(_, (_, c))| *c != '\n');
    rest.into_iter().find(|(_, (_, c))| closes.contains(c)).map(|(end, _)| end)
}

fn end_of_line(chars: &[(usize, char)], at: usize) -> usize {
    chars.iter().skip(at).position(|(_, c)| *c == '\n').map_or(chars.len(), |by| at + by)
}

/// Behind the string that begins at `at`; behind its line where it does not end.
fn end_of_string(chars: &[(usize, char)], at: usize, quote: char) -> usize {
    let is = |at: usize| chars.get(at).is_some_and(|(_, c)| *c == quote);
    let triple = is(at + 1) && is(at + 2);
    let mut here = if triple { at + 3 } else { at + 1 };
    while let Some((_, c)) = chars.get(here) {
        match c {
            '\\' => here += 1,
            '\n' if !triple => return here,
            _ if !is(here) => {}
            _ if !triple => return here + 1,
            _ if is(here + 1) && is(here + 2) => return here + 3,
            _ => {}
        }
        here += 1;
    }
    here.min(chars.len())
}

fn newlines(chars: &[(usize, char)], from: usize, to: usize) -> u32 {
    let inside = chars.get(from..to.min(chars.len())).unwrap_or_default();
    inside.iter().filter(|(_, c)| *c == '\n').count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_signs_outside_strings_are_offered_as_ascii() {
        for (typed, plain) in [
            ("s.bind(('127.0.0.1', 80))", None),
            ("s．bind（（＂127.0.0.1＂，８０））", Some(r#"s.bind(("127.0.0.1",80))"#)),
            ("s.send(“你好，世界”.encode())", Some("s.send(\"你好，世界\".encode())")),
            ("s.send('你好，世界（！）'.encode())", None),
            ("s.send(b'a')  # 发送（一次）", None),
            ("s.connect(（‘localhost’， 80）)", Some("s.connect(('localhost', 80))")),
            ("a　＝　1", Some("a = 1")),
            ("s.send(\"it's，\")，", Some("s.send(\"it's，\"),")),
            ("\"\"\"三\n行，\"\"\"，", Some("\"\"\"三\n行，\"\"\",")),
            ("s.listen（5）；s.accept（）", Some("s.listen(5);s.accept()")),
            ("“没有结束", Some("\"没有结束")),
        ] {
            assert_eq!(with_ascii_signs(typed, &scan(typed)).as_deref(), plain, "{typed}");
        }
    }

    #[test]
    fn comments_are_seen_outside_strings() {
        let text = "# one\ns.send('#no')  # two\n'''\n# no\n'''\n  # three";
        let seen = scan(text);
        let found: Vec<_> =
            seen.comments.iter().map(|c| (text.get(c.range.clone()).unwrap(), c.line, c.is_alone)).collect();
        assert_eq!(found, [("# one", 1, true), ("# two", 2, false), ("# three", 6, true)]);
    }

    #[test]
    fn what_grows_too_deep_is_seen() {
        assert_eq!(scan(&"(".repeat(60)).beyond, Some(40));
        assert!(scan(&"-".repeat(3000)).beyond.is_some() && scan(&"\n".repeat(2000)).beyond.is_some());
        assert_eq!(scan(&format!("b'{}'", "(".repeat(9000))).beyond, None, "a string may be long");
        assert!(scan(&format!("{}\\\n", "1+".repeat(300)).repeat(4)).beyond.is_some(), "one statement of four lines");
        assert_eq!(scan(&format!("{}# \\\n", "1+".repeat(300)).repeat(4)).beyond, None, "four statements");
    }
}
