use super::*;
use crate::bytes::testing::{any_bytes, python};
use crate::bytes::{InputWhy, hex_text};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

#[test]
fn values_are_printed_as_python_prints_them() {
    for (text, repr) in [
        ("None", "None"),
        (" [True,False] # yes", "[True, False]"),
        ("1_000", "1000"),
        ("-0", "0"),
        ("-0.0", "-0.0"),
        ("0xff", "255"),
        ("0B1_0", "2"),
        ("0o_17", "15"),
        ("0xFFFFFFFFFFFFFFFFFFFFFFFF", "79228162514264337593543950335"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("1e999", "inf"),
        ("-1E+999", "-inf"),
        (".5", "0.5"),
        ("5.", "5.0"),
        ("00.5e-0_5", "5e-06"),
        ("1e16", "1e+16"),
        ("'it''s'", "'its'"),
        (r#""it's""#, r#""it's""#),
        ("'''a\nb\r\nc'''", r"'a\nb\nc'"),
        (
            r"'\x41\u4f60\U0001F44D\101\777\q\
b'",
            r"'A你👍Aǿ\\qb'",
        ),
        (r"'\ud83d'", r"'\ud83d'"),
        (r#"r'\n\'' "\n" u'z'"#, r#""\\n\\'\nz""#),
        (r"b'\xff\777\u0041' rb'\x'", r"b'\xff\xff\\u0041\\x'"),
        ("(1)", "1"),
        ("(1,)", "(1,)"),
        ("()", "()"),
        ("1, 'a',", "(1, 'a')"),
        ("[1, [2, (3,)], ]", "[1, [2, (3,)]]"),
        ("{'a': 1, 1: 'x', 1.0: 'y', True: 'z'}", "{'a': 1, 1: 'z'}"),
        ("{1, True, 1.0, 'a', 'a', (0, ), (0.0,)}", "{1, 'a', (0,)}"),
        ("{}", "{}"),
        ("set ( )", "set()"),
    ] {
        assert_eq!(Literal::parse(text).map(|literal| literal.repr()), Ok(repr.to_owned()), "{text}");
    }
}

#[test]
fn json_is_that_of_json_dumps() {
    for (text, json) in [
        (
            "{'b': 1, 2: None, None: (True,), 1.5: [], False: {}}",
            r#"{"b": 1, "2": null, "null": [true], "1.5": [], "false": {}}"#,
        ),
        ("'é你👍\\x7f\\x00\\n\"\\\\'", r#""\u00e9\u4f60\ud83d\udc4d\u007f\u0000\n\"\\""#),
        ("[1e999, -1e999, 1e16, 0.1]", "[Infinity, -Infinity, 1e+16, 0.1]"),
        ("{1e999: 1}", r#"{"Infinity": 1}"#),
    ] {
        assert_eq!(Literal::parse(text).unwrap().json(), Ok(json.to_owned()), "{text}");
    }
    for (text, at, why) in [
        ("[1, b'a']", 4, InputWhy::JsonBytes),
        ("{'a': {1}}", 6, InputWhy::JsonSet),
        ("{'a': 1, (1,): 2}", 9, InputWhy::JsonKey),
    ] {
        assert_eq!(Literal::parse(text).unwrap().json(), Err(InputError { at, why }), "{text}");
    }
}

#[test]
fn what_is_no_literal_says_where() {
    let deep = "[".repeat(LITERAL_DEPTH + 1);
    let long = "9".repeat(4301);
    let wide = format!("0x{}", "f".repeat(4000));
    for (text, at, why) in [
        ("", 0, InputWhy::Empty),
        ("  # nothing", 11, InputWhy::Empty),
        ("[1 2]", 3, InputWhy::LiteralComma('2')),
        ("[1, 2", 0, InputWhy::LiteralOpen('[')),
        ("{'a': (1, 2}", 11, InputWhy::LiteralComma('}')),
        ("{'a' 1}", 5, InputWhy::LiteralComma('1')),
        ("{'a': 1, 'b'}", 12, InputWhy::LiteralColon),
        ("{'a': 1, 'b'", 0, InputWhy::LiteralOpen('{')),
        ("(1, ", 0, InputWhy::LiteralOpen('(')),
        ("[true]", 1, InputWhy::LiteralName),
        ("{'a': null}", 6, InputWhy::LiteralName),
        ("set([1])", 0, InputWhy::LiteralName),
        ("1 + 2", 2, InputWhy::LiteralAfter('+')),
        ("[1，2]", 2, InputWhy::LiteralComma('，')),
        ("“a”", 0, InputWhy::LiteralUnexpected('“')),
        ("-'a'", 0, InputWhy::LiteralNumber),
        ("[007]", 1, InputWhy::LiteralNumber),
        ("1__0", 0, InputWhy::LiteralNumber),
        ("0x", 0, InputWhy::LiteralNumber),
        ("1e", 0, InputWhy::LiteralNumber),
        (".", 0, InputWhy::LiteralNumber),
        ("1.2.3", 0, InputWhy::LiteralNumber),
        ("3j", 0, InputWhy::LiteralNumber),
        (&long, 0, InputWhy::LiteralNumberLong),
        (&wide, 0, InputWhy::LiteralNumberLong),
        ("['a, 'b']", 7, InputWhy::LiteralStringOpen),
        ("'a\n'", 0, InputWhy::LiteralStringOpen),
        (r"'a\", 0, InputWhy::LiteralStringOpen),
        ("f'{x}'", 0, InputWhy::LiteralFormatted),
        ("'a' b'b'", 4, InputWhy::LiteralMixed),
        ("b'é'", 2, InputWhy::LiteralBytesAscii('é')),
        (r"'ab\x1'", 3, InputWhy::ShortEscape),
        (r"'\N{DOT}'", 1, InputWhy::BadEscape('N')),
        (r"'\U00110000'", 1, InputWhy::NotACodePoint(0x11_0000)),
        ("{[1]: 2}", 1, InputWhy::LiteralUnhashable),
        ("{1, ({},)}", 4, InputWhy::LiteralUnhashable),
        (&deep, LITERAL_DEPTH, InputWhy::LiteralDeep),
    ] {
        assert_eq!(Literal::parse(text), Err(InputError { at, why }), "{text}");
    }
    assert!(Literal::parse(&format!("{}{}", "[".repeat(LITERAL_DEPTH), "]".repeat(LITERAL_DEPTH))).is_ok());
}

/// Literals as people write them; sets of one element, for their order is not defined.
fn any_literal() -> impl Strategy<Value = String> {
    let text = any_bytes(24).prop_map(|bytes| String::from_utf8_lossy(&bytes).replace('\0', ""));
    let atom = prop_oneof![
        "None|True|False|set\\(\\)|0|[1-9][0-9]{0,3}(_[0-9]{1,30}){0,2}|0[xX]_?[0-9a-fA-F]{1,40}|0b[01]{1,9}|0o[0-7]{1,9}",
        "[-+]? ?[0-9]{1,20}[.][0-9]{0,20}([eE][-+]?[0-9]{1,2})?",
        "[-+][.][0-9]{1,5}|-[1-9][0-9]{0,40}",
        text.prop_map(|text| crate::bytes::python_str(&text)),
        any_bytes(24).prop_map(|bytes| crate::bytes::python_bytes(&bytes)),
        r#"[uU]?"([^\x00"\\\r\n]|\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U000[0-9a-f]{5}|[0-7]{1,3}|[abfnrtv'"\\]|\n)){0,8}""#,
        r#"[bB]?[rR]'''([ -&(-\[\]-~\n]|\\[ -~]){0,8}'''( [bB]?[rR]'a\\''){0}"#,
        r#"'[a-c]*' "[a-c]*"|b'[a-c]*' B"[a-c]*""#,
    ];
    atom.prop_recursive(3, 24, 5, |inner| {
        let hashable = "[1-9]|'[a-c]'|\\(1, 'x'\\)|None|1\\.5|b'k'";
        prop_oneof![
            (proptest::collection::vec(inner.clone(), 0..5), any::<bool>()).prop_map(|(values, last)| {
                format!("[{}{}]", values.join(" , "), if last && !values.is_empty() { "," } else { "" })
            }),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|values| format!("({},)", values.join(",\n"))),
            hashable.prop_map(|value| format!("{{{value}}}")),
            proptest::collection::vec((hashable, inner), 0..4).prop_map(|entries| {
                let entries: Vec<_> = entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                format!("{{ {} }}", entries.join(", "))
            }),
        ]
    })
}

#[test]
fn python_agrees() {
    const PROGRAM: &str = "
import ast, json, sys, unicodedata, warnings
warnings.simplefilter('ignore')
def newer(value):
    if isinstance(value, str):
        return any(unicodedata.category(c) == 'Cn' for c in value)
    if isinstance(value, dict):
        return any(newer(key) or newer(value[key]) for key in value)
    return isinstance(value, (list, tuple, set)) and any(map(newer, value))
for line in sys.stdin.read().splitlines():
    text = bytes.fromhex(line).decode()
    try:
        value = ast.literal_eval('(' + text + '\\n)')
        shown = '?' if newer(value) else repr(value).encode().hex(' ')
    except Exception:
        print('-')
        print('-')
        continue
    print(shown)
    try:
        print(json.dumps(value).encode().hex(' '))
    except Exception:
        print('-')
";
    let mut runner = TestRunner::deterministic();
    let valid = any_literal().boxed();
    let noise = r#"[-0-9a-fxXoOjJeE_.'"rRbBuU\\\[\](){},: #\nNTS]{1,14}"#.prop_map(|text| text).boxed();
    let (mut texts, mut input) = (Vec::new(), String::new());
    for i in 0..3000 {
        let strategy = if i % 2 == 0 { &valid } else { &noise };
        let text = strategy.new_tree(&mut runner).unwrap().current();
        input += &hex_text(text.as_bytes());
        input.push('\n');
        texts.push(text);
    }
    let Some(output) = python(PROGRAM, &input) else { return };
    let lines: Vec<_> = output.lines().collect();
    assert_eq!(lines.len(), 2 * texts.len());
    let mut agreed = 0;
    for (i, text) in texts.iter().enumerate() {
        let [repr, json] = [lines[2 * i], lines[2 * i + 1]];
        match Literal::parse(text) {
            Ok(literal) => {
                // Characters that this Python does not know yet are printed in another way.
                assert!(
                    repr == "?" || hex_text(literal.repr().as_bytes()) == repr,
                    "repr of {text}: {}",
                    literal.repr()
                );
                let ours = literal.json().map_or("-".to_owned(), |json| hex_text(json.as_bytes()));
                assert_eq!(ours, json, "JSON of {text}");
                agreed += 1;
            }
            Err(error) => assert!(repr == "-" || i % 2 == 1, "{text} is a literal, but: {error}"),
        }
    }
    assert!(agreed >= texts.len() / 2);
    println!("{agreed} of {} literals agree", texts.len());
}

proptest! {
    #[test]
    fn what_repr_writes_reads_back(text in any_literal()) {
        if let Ok(literal) = Literal::parse(&text) {
            let repr = literal.repr();
            prop_assert_eq!(Literal::parse(&repr).map(|again| again.repr()), Ok(repr));
        }
    }
}
