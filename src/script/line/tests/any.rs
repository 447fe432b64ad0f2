//! No text panics.

use super::*;
use proptest::prelude::*;

fn pieces_of_lines() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("s"),
        Just("."),
        Just("bind"),
        Just("("),
        Just(")"),
        Just("\"127.0.0.1\""),
        Just(","),
        Just("8000"),
        Just("b'x"),
        Just("'"),
        Just("\n"),
        Just("    "),
        Just("while True:"),
        Just("="),
        Just("socket.socket"),
        Just("#"),
        Just("|"),
        Just("-"),
        Just("99999999999999999999"),
        Just("[1:]"),
        Just("\\"),
        Just("“"),
        Just("）"),
        Just("with "),
        Just(" as x:"),
        Just("import "),
        Just("from "),
        Just("accept()"),
        Just(">>> "),
        Just("{"),
        Just("*"),
        Just("lambda:"),
        Just("\u{0}"),
        Just("\t"),
        Just("é"),
        Just("1e999"),
        Just("print("),
        Just("<<"),
    ];
    proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn looked_at(text: &str) {
    let side = Side::new();
    let troubles = check(&read(text), &side);
    for trouble in &troubles {
        assert!(trouble.line >= 1 && trouble.column >= 1);
    }
    for (cursor, _) in text.char_indices() {
        complete(text, cursor, &side);
        hint(text, cursor, &side);
    }
    run(text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        looked_at(&text);
    }

    #[test]
    fn no_line_of_pieces_panics(text in pieces_of_lines()) {
        looked_at(&text);
    }
}

#[test]
fn what_is_deep_or_long_is_refused_and_does_not_panic() {
    for text in ["(".repeat(5000), "-".repeat(100_000), "a.".repeat(5000), "1+".repeat(4000) + "1", "x\n".repeat(5000)]
    {
        let program = read(&text);
        assert!(program.is_unreadable, "{}", text.get(..10).unwrap_or_default());
    }
    let nested: String = (0..60).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
    looked_at(&(nested + &" ".repeat(60) + "pass"));
    assert!(read(&format!("s.send(b'{}')", "x".repeat(500_000))).troubles.is_empty());
}
