//! A query's text, read.

use super::query::{Label, Query, QueryError, QueryOptions, Span, Term, Test, Words};
use super::words::{Piece, pieces};
use crate::bytes::{Encoding, InputWhy, Needle, encode_text};
use crate::call::CallKind;
use crate::locale::Message;
use crate::session::Direction;
use regex::bytes::{Regex, RegexBuilder};

/// What a regular expression may take in memory, in bytes.
const REGEX_LIMIT: usize = 4 << 20;
/// The longest query, in characters.
const LONGEST: usize = 4096;
/// Microseconds a second.
const MICROS: f64 = 1e6;

impl Query {
    /// Reads a query, in the language that this module's head tells.
    ///
    /// # Errors
    /// The first term that cannot be read, in words.
    pub fn parse(text: &str, options: QueryOptions) -> Result<Self, QueryError> {
        if text.chars().count() > LONGEST {
            return Err(QueryError { at: LONGEST, why: Message::new("find-too-long").with("n", LONGEST as u64) });
        }
        let read = |piece: Piece| {
            let at = piece.at;
            let test = test(&piece, options).map_err(|why| QueryError { at, why })?;
            Ok(Term { negated: piece.negated, test })
        };
        Ok(Self { terms: pieces(text).into_iter().map(read).collect::<Result<_, _>>()? })
    }
}

fn test(piece: &Piece, options: QueryOptions) -> Result<Test, Message> {
    let value = piece.value.as_str();
    if value.is_empty() && piece.key != Some("note") {
        return Err(Message::new(match (piece.key, piece.negated) {
            (Some(_), _) => "find-empty-value",
            (None, true) if !piece.quoted => "find-empty-not",
            _ => "find-empty-quotes",
        })
        .with("key", piece.key.unwrap_or_default()));
    }
    match piece.key {
        None if !piece.quoted && value.eq_ignore_ascii_case("error") => Ok(Test::Error),
        None if !piece.quoted && value.eq_ignore_ascii_case("bookmarked") => Ok(Test::Bookmarked),
        None | Some("text") => Ok(Test::Text(words(value, options.encoding)?)),
        Some("hex") => Needle::hex(value).map(Test::Bytes).map_err(|error| match error.why {
            InputWhy::NotHex(c) => Message::new("find-not-hex").with("sign", c.to_string()),
            InputWhy::Empty => Message::new("find-empty-value").with("key", "hex"),
            _ => Message::new("find-odd-hex"),
        }),
        Some("re") => regex(piece).map(Test::Regex),
        Some("socket") => Ok(Test::Socket(labels(piece))),
        Some("call") => calls(value).map(Test::Call),
        Some("errno") => Ok(errnos(value)),
        Some("addr") => Ok(Test::Address(value.trim_start_matches('[').into())),
        Some("dir") => direction(value).map(Test::Direction),
        Some("t") => span(value, &seconds).map(Test::Time).ok_or_else(|| Message::new("find-odd-time")),
        Some("size") => span(value, &bytes).map(Test::Size).ok_or_else(|| Message::new("find-odd-size")),
        Some(_) if value.is_empty() => Ok(Test::Note(None)),
        Some(_) => Ok(Test::Note(Some(escaped(value)?))),
    }
}

fn words(text: &str, encoding: Encoding) -> Result<Words, Message> {
    let encoded = encode_text(encoding, text).ok().filter(|bytes| bytes.as_slice() != text.as_bytes());
    Ok(Words { utf8: escaped(text)?, encoded: encoded.and_then(|bytes| Needle::bytes(&bytes).ok()) })
}

/// A text as it stands, capitals or not.
fn escaped(text: &str) -> Result<Regex, Message> {
    build(RegexBuilder::new(&regex::escape(text)).case_insensitive(true))
}

fn regex(piece: &Piece) -> Result<Regex, Message> {
    let mut builder = RegexBuilder::new(&piece.value);
    // Payloads are bytes: `\xff` is one of them, and `.` any.
    builder.unicode(false);
    for flag in piece.flags.chars() {
        match flag {
            'i' => builder.case_insensitive(true),
            's' => builder.dot_matches_new_line(true),
            'm' => builder.multi_line(true),
            _ => return Err(Message::new("find-odd-flag").with("flag", flag.to_string())),
        };
    }
    build(&mut builder)
}

fn build(builder: &mut RegexBuilder) -> Result<Regex, Message> {
    builder.size_limit(REGEX_LIMIT).dfa_size_limit(REGEX_LIMIT).build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Message::new("find-regex-large"),
        error => {
            // The last line says what is wrong; those before draw where.
            let why = error.to_string();
            let line = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Message::new("find-odd-regex").with("why", line)
        }
    })
}

fn listed(value: &str) -> impl Iterator<Item = &str> {
    value.split([',', '，']).filter(|part| !part.is_empty())
}

fn labels(piece: &Piece) -> Vec<Label> {
    if piece.quoted {
        return vec![Label { text: piece.value.as_str().into(), exact: true }];
    }
    listed(&piece.value).map(|text| Label { text: text.to_lowercase().into(), exact: false }).collect()
}

fn calls(value: &str) -> Result<Vec<CallKind>, Message> {
    let mut kinds = Vec::new();
    for word in listed(value) {
        let word = word.to_ascii_lowercase();
        let exact = CallKind::ALL.iter().filter(|kind| kind.name() == word);
        let exact: Vec<CallKind> = exact.copied().collect();
        let begins = CallKind::ALL.iter().copied().filter(|kind| kind.name().starts_with(&word));
        let found: Vec<_> = if exact.is_empty() { begins.collect() } else { exact };
        if found.is_empty() {
            return Err(Message::new("find-no-call").with("call", word));
        }
        kinds.extend(found);
    }
    Ok(kinds)
}

fn errnos(value: &str) -> Test {
    let names: Vec<Box<str>> = listed(value).map(|name| name.to_ascii_uppercase().into()).collect();
    if names.iter().any(|name| matches!(&**name, "*" | "ANY" | "ERROR")) { Test::Error } else { Test::Errno(names) }
}

fn direction(value: &str) -> Result<Direction, Message> {
    let fits = |word: &str| word.starts_with(&value.to_ascii_lowercase());
    if fits("sent") || value == "↑" {
        Ok(Direction::Sent)
    } else if fits("received") || value == "↓" {
        Ok(Direction::Received)
    } else {
        Err(Message::new("find-odd-direction"))
    }
}

/// A number and the last that is written like it: `1.5` stands for all from 1.5 to just before 1.6.
type Exact = (u64, u64);

/// `1..2`, `1..`, `..2`, `>1`, `>=1`, `<2`, `<=2`, `1`.
fn span(value: &str, read: &dyn Fn(&str) -> Option<Exact>) -> Option<Span> {
    let all = Span { from: 0, to: u64::MAX };
    let span = if let Some((from, to)) = value.split_once("..") {
        let from = if from.is_empty() { Some(0) } else { read(from).map(|(first, _)| first) };
        let to = if to.is_empty() { Some(u64::MAX) } else { read(to).map(|(first, _)| first) };
        Span { from: from?, to: to? }
    } else if let Some(number) = value.strip_prefix(">=").or_else(|| value.strip_prefix('≥')) {
        Span { from: read(number)?.0, ..all }
    } else if let Some(number) = value.strip_prefix("<=").or_else(|| value.strip_prefix('≤')) {
        Span { to: read(number)?.0, ..all }
    } else if let Some(number) = value.strip_prefix(['>', '＞']) {
        Span { from: read(number)?.0.checked_add(1)?, ..all }
    } else if let Some(number) = value.strip_prefix(['<', '＜']) {
        Span { to: read(number)?.0.checked_sub(1)?, ..all }
    } else {
        let (from, to) = read(value)?;
        Span { from, to }
    };
    (span.from <= span.to).then_some(span)
}

/// `1.5`, `1.5s`, `200ms`: microseconds.
fn seconds(text: &str) -> Option<Exact> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, MICROS / 1000.0),
        None => (text.strip_suffix('s').unwrap_or(text), MICROS),
    };
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value: f64 = number.parse().ok().filter(|_| plain)?;
    let step = unit / 10_f64.powi(i32::try_from(decimals).ok()?);
    // As casts go: too large is the largest.
    let first = (value * unit).round() as u64;
    Some((first, first.saturating_add((step.round() as u64).saturating_sub(1))))
}

/// `100`, `4k`, `1M`: bytes.
fn bytes(text: &str) -> Option<Exact> {
    let text = text.trim_end_matches(['B', 'b']);
    let (number, unit) = match text.chars().last()? {
        'k' | 'K' => (text.get(..text.len() - 1)?, 1 << 10),
        'm' | 'M' => (text.get(..text.len() - 1)?, 1 << 20),
        'g' | 'G' => (text.get(..text.len() - 1)?, 1 << 30),
        _ => (text, 1),
    };
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let value = number.parse::<u64>().ok().filter(|_| plain)?.checked_mul(unit)?;
    Some((value, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Query, QueryError> {
        Query::parse(text, QueryOptions::default())
    }

    /// One line a term, short.
    fn told(text: &str) -> String {
        let told = |term: &Term| {
            let sign = if term.negated { "-" } else { "" };
            let test = match &term.test {
                Test::Text(words) => format!("text {}", words.utf8.as_str()),
                Test::Bytes(needle) => format!("{} bytes", needle.len()),
                Test::Regex(regex) => format!("re {}", regex.as_str()),
                Test::Socket(labels) => labels.iter().map(|l| format!("socket {} {}", l.text, l.exact)).collect(),
                Test::Call(kinds) => kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join("+"),
                Test::Error => "error".into(),
                Test::Errno(names) => format!("errno {}", names.join("+")),
                Test::Address(address) => format!("addr {address}"),
                Test::Direction(direction) => format!("{direction:?}"),
                Test::Time(span) => format!("t {}..{}", span.from, span.to),
                Test::Size(span) => format!("size {}..{}", span.from, span.to),
                Test::Note(note) => format!("note {:?}", note.as_ref().map(Regex::as_str)),
                Test::Bookmarked => "bookmarked".into(),
            };
            format!("{sign}{test}")
        };
        match parse(text) {
            Ok(query) => query.terms.iter().map(told).collect::<Vec<_>>().join("; "),
            Err(error) => format!("{} at {}", error.why.key(), error.at),
        }
    }

    #[test]
    fn terms_are_read() {
        let most = u64::MAX;
        for (text, wanted) in [
            ("", "".to_owned()),
            ("  hello   -world ", "text hello; -text world".to_owned()),
            (r#""two words" "a\"b\\c""#, r#"text two words; text a"b\\c"#.to_owned()),
            ("hex:16 03 01 call:send", "3 bytes; send".to_owned()),
            ("hex:160301 beef add", "5 bytes; text add".to_owned()),
            (r#"hex:"16 03 0a""#, "3 bytes".to_owned()),
            (r"re:/a\/b\d+/ x", r"re a/b\d+; text x".to_owned()),
            (r"re:/a\\/i", r"re a\\".to_owned()),
            ("re:/open", "re open".to_owned()),
            ("re:word", "re word".to_owned()),
            ("socket:CLI", "socket cli false".to_owned()),
            (r#"socket:"server/Sock""#, "socket server/Sock true".to_owned()),
            ("call:send", "send".to_owned()),
            ("call:sen", "send+sendall+sendto".to_owned()),
            ("-call:bind,listen", "-bind+listen".to_owned()),
            ("error -errno:econn", "error; -errno ECONN".to_owned()),
            ("errno:any", "error".to_owned()),
            (r#""error""#, "text error".to_owned()),
            ("addr:127.0.0.1:80 addr：:80", "addr 127.0.0.1:80; addr :80".to_owned()),
            ("dir:s dir:received", "Sent; Received".to_owned()),
            ("t:1.5..2", "t 1500000..2000000".to_owned()),
            ("t:12.104", "t 12104000..12104999".to_owned()),
            ("t:>1", format!("t 1000001..{most}")),
            ("t:<200ms", "t 0..199999".to_owned()),
            ("size:>100 size:1k size:..5", format!("size 101..{most}; size 1024..1024; size 0..5")),
            ("note: note:look", "note None; note Some(\"look\")".to_owned()),
            ("Bookmarked", "bookmarked".to_owned()),
            ("Host: http://x 127.0.0.1:80", "text Host:; text http://x; text 127\\.0\\.0\\.1:80".to_owned()),
            ("text:call:send", "text call:send".to_owned()),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_odd_is_said() {
        for (text, wanted) in [
            ("a -", "find-empty-not at 2"),
            ("\"\"", "find-empty-quotes at 0"),
            ("call:", "find-empty-value at 0"),
            ("x call:zap", "find-no-call at 2"),
            ("hex:1", "find-odd-hex at 0"),
            ("hex:xy", "find-not-hex at 0"),
            ("re:/(/", "find-odd-regex at 0"),
            ("re:/a/q", "find-odd-flag at 0"),
            (r"re:/(\w{900}){900}/", "find-regex-large at 0"),
            ("dir:up", "find-odd-direction at 0"),
            ("t:2..1", "find-odd-time at 0"),
            ("t:1e9", "find-odd-time at 0"),
            ("size:many", "find-odd-size at 0"),
            ("size:<0", "find-odd-size at 0"),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
        assert_eq!(told(&"x".repeat(5000)), "find-too-long at 4096");
    }

    #[test]
    fn words_are_marked_in_a_text() {
        let query = parse("a bc -d re:/[0-9]+/").unwrap();
        assert_eq!(query.marks_in("xBC12 daé"), [1..3, 3..5, 7..8]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn no_text_is_too_odd(text in r#"([-":/\\ ：.<>]|[a-z]{1,4}|hex:|re:/|t:|size:|call:|addr:|[0-9]{1,25}|\PC){0,24}"#) {
            if let Ok(query) = parse(&text) {
                for range in query.marks_in(&text) {
                    prop_assert!(text.get(range).is_some());
                }
            }
        }
    }
}
