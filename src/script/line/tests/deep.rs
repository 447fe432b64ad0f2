//! Whatever is pasted: what is read is evaluated and dropped on a small stack, and what would grow deeper is not read.

use super::*;

/// A text of each kind that nests, so deep.
fn nested(kind: &str, n: usize) -> String {
    let blocks = |head: &str| (0..n).map(|at| format!("{}{head}:\n", " ".repeat(at))).collect::<String>();
    let around = |open: &str, inner: &str, close: &str| format!("{}{inner}{}", open.repeat(n), close.repeat(n));
    match kind {
        "signs" => around("-", "1", ""),
        "words" => around("not ", "1", ""),
        "continued" => around("-\\\n", "1", ""),
        "long continued" => around(&format!("{}\\\n", "-".repeat(900)), "1", ""),
        "behind a return" => around("-", "1", "").replacen('-', "#\r-", 1),
        "f-string" => format!("f\"{{{}}}\"", around("-", "1", "")),
        "f-string within" => format!("rF'''{{f\"{{{}}}\"}}'''", around("(", "1", ")")),
        "sums" => around("1+", "1", ""),
        "powers" => around("1**", "1", ""),
        "texts" => around("", "'a'", "+'a'"),
        "attributes" => around("", "s", ".a"),
        "called" => around("", "s", "()"),
        "calls" => around("len(", "1", ")"),
        "methods" => around("", "b''", ".upper()"),
        "sent" => around("s.send(", "b''", ")"),
        "printed" => around("print(1,", "1", ")"),
        "by name" => around("socket.socket(family=", "2", ")"),
        "brackets" => around("(", "1", ")"),
        "tuples" => around("(", "1", ",)"),
        "lists" => around("[", "1", "]"),
        "dicts" => around("{1:", "1", "}"),
        "indexed" => around("", "s", "[0]"),
        "indices" => around("(1,)[", "0", "]"),
        "targets" => around("[", "a", "]") + "=1",
        "lambdas" => around("lambda a,b:", "1", ""),
        "defaults" => around("lambda a=1,b=2:", "1", ""),
        "choices" => around("1 if 1 else ", "1", ""),
        "comprehensions" => around("[x for x,y in ", "1", "]"),
        "compared" => around("1<", "1", ""),
        "walrus" => around("(a:=", "1", ")"),
        "conjunctions" => around("1 and (0 or ", "1", ")"),
        "awaits" => around("await ", "s", ""),
        "starred" => around("*", "s", ""),
        "slices" => around("s[1:", "1", "]"),
        "patterns" => format!("match s:\n case {}:\n  pass", around("[", "1", "]")),
        "annotated" => format!("a: {} = 1", around("b[", "1", "]")),
        "decisions" => blocks("if x") + &" ".repeat(n) + "pass",
        "otherwise" => format!("if x:\n pass\n{}", "elif x:\n pass\n".repeat(n)),
        "otherwise within" => format!("while x:\n if x:\n  pass\n{}", " elif x:\n  pass\n".repeat(n)),
        "withs" => blocks("with s") + &" ".repeat(n) + "pass",
        "mains" => blocks("if __name__ == '__main__'") + &" ".repeat(n) + "pass",
        "statements" => around("a;", "1", ""),
        "lines" => around("a\n", "1", ""),
        other => panic!("{other}"),
    }
}

const KINDS: [&str; 43] = [
    "signs",
    "words",
    "continued",
    "long continued",
    "behind a return",
    "f-string",
    "f-string within",
    "sums",
    "powers",
    "texts",
    "attributes",
    "called",
    "calls",
    "methods",
    "sent",
    "printed",
    "by name",
    "brackets",
    "tuples",
    "lists",
    "dicts",
    "indexed",
    "indices",
    "targets",
    "lambdas",
    "defaults",
    "choices",
    "comprehensions",
    "compared",
    "walrus",
    "conjunctions",
    "awaits",
    "starred",
    "slices",
    "patterns",
    "annotated",
    "decisions",
    "otherwise",
    "otherwise within",
    "withs",
    "mains",
    "statements",
    "lines",
];

#[test]
fn what_is_read_fits_a_small_stack_and_what_is_deeper_is_not_read() {
    // A quarter of what a test's thread has, an eighth of a window's.
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let looked_through = || {
        for kind in KINDS {
            let is_read = |n: usize| !read(&nested(kind, n)).is_unreadable;
            let most = if matches!(kind, "statements" | "lines") { 2100 } else { 160 };
            let (mut read_at, mut not_at) = (0_usize, most);
            while not_at - read_at > 1 {
                let middle = read_at.midpoint(not_at);
                if is_read(middle) { read_at = middle } else { not_at = middle }
            }
            run(&nested(kind, read_at));
            check(&read(&nested(kind, read_at)), &Side::new());
            // What braces of f-strings hold is not looked into.
            assert_eq!(is_read(most), kind.starts_with("f-string"), "{kind}: read until {read_at}");
        }
    };
    small.spawn(looked_through).unwrap().join().unwrap();
}

#[test]
fn a_megabyte_of_signs_is_no_tree() {
    for (kind, n) in [("signs", 900_000), ("behind a return", 900_000), ("long continued", 900), ("f-string", 900_000)]
    {
        let program = read(&nested(kind, n));
        assert_eq!(program.is_unreadable, kind != "f-string", "{kind}");
        let told: Vec<String> = check(&program, &Side::new()).iter().map(told).collect();
        let words = if kind == "f-string" { "line-no-fstring" } else { "line-beyond" };
        assert!(told.len() == 1 && told.concat().ends_with(words), "{kind}: {told:?}");
    }
}

#[test]
fn what_is_longer_than_a_book_is_not_even_looked_at() {
    let text = "s.listen()\n".repeat(2_000_000);
    assert!(read(&text).is_unreadable);
    complete(&text, text.len(), &Side::new());
    hint(&text, text.len(), &Side::new());
}

#[test]
fn what_chapters_write_is_not_too_deep() {
    let rows = |row: &str, n: usize| format!("x = [{}]", row.repeat(n));
    for text in [
        rows("(\"a\", -1), ", 150),
        rows("-1,", 600),
        rows("{\"k\": [1, 2]}, ", 100),
        (1..40).map(|at| format!("b\"Header-{at}: \" + b\"value\\r\\n\" + \\\n")).collect::<String>() + "b\"\"",
        (0..60).map(|at| format!("if x == {at}:\n    pass\nelse:\n    pass\n")).collect(),
        "if x:\n    pass\n".to_owned() + &"elif x:\n    pass\n".repeat(60),
        "s.setsockopt(SOL_SOCKET, SO_REUSEADDR | SO_KEEPALIVE, 1); ".repeat(20),
    ] {
        let program = read(&text);
        assert!(!program.is_unreadable, "{} {:?}", text.get(..60).unwrap_or(&text), program.troubles);
    }
}

#[test]
fn a_line_ends_as_python_ends_it() {
    let lines = |text: &str| read(text).pieces.iter().map(|piece| piece.line).collect::<Vec<_>>();
    assert_eq!(lines("s.listen()\r\ns.close()\rs.close()\n\rs.close()"), [1, 2, 3, 5]);
    assert_eq!(run("# a note\rs.listen()"), ["# a note", "s.listen()"]);
}
