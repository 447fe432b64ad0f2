//! What does not run, named with its line and column, and what mends it.

use super::*;

#[test]
fn what_is_refused_is_named_with_its_line_and_column() {
    let mut wrong = Vec::new();
    for (text, told_of) in [
        ("s.bind(", "1:8 line-unfinished"),
        ("s.send(b'x", "1:9 line-string"),
        ("s.bind)", "1:8 line-brackets"),
        ("s.listen(5) s.accept()", "1:13 line-unexpected"),
        ("  s.listen()\ns.close()", "1:1 line-indentation"),
        ("s.bind(（'h', 1))", "1:8 line-full-width"),
        ("while True:\n    s.recv(1)", "1:1 line-no-loops"),
        ("for i in range(3):\n    s.send(b'x')", "1:1 line-no-loops"),
        ("for i in range(3):", "1:1 line-no-loops"),
        ("s.listen()\nwhile True:\n", "2:1 line-no-loops"),
        ("def f():\n    pass", "1:1 line-no-functions"),
        ("class A: pass", "1:1 line-no-functions"),
        ("if True:\n    s.close()", "1:1 line-no-choices"),
        ("try:\n    s.close()\nexcept OSError:\n    pass", "1:1 line-no-choices"),
        ("[s.recv(1) for i in x]", "1:1 line-no-loops"),
        ("f = lambda: 1", "1:5 line-no-functions"),
        ("s.send(f'{x}'.encode())", "1:8 line-no-fstring"),
        ("x = 1 if s else 2", "1:5 line-no-choices"),
        ("bnd.close()", "1:1 line-unknown"),
        ("con.close()", "1:1 line-unknown-near"),
        ("s.bnid(('h', 1))", "1:3 line-unknown-near"),
        ("s.frobnicate()", "1:3 line-no-attribute"),
        ("socket.AF_INETT", "1:8 line-unknown-near"),
        ("os.system('x')", "1:1 line-unknown"),
        ("import os\nos.system('x')", "2:4 line-not-call"),
        ("open('x')", "1:1 line-not-call"),
        ("input()", "1:1 line-not-call"),
        ("threading.Thread()", "1:1 line-unknown"),
        ("s.bind('127.0.0.1', 80)", "1:8 line-pair"),
        ("s.bind()", "1:8 line-missing"),
        ("s.accept(5)", "1:10 line-too-many"),
        ("s.recv(bufsize=5)", "1:8 line-no-keywords"),
        ("x = socket.socket(famly=2)", "1:19 line-unknown-keyword"),
        ("x = socket.socket(2, family=2)", "1:22 line-given-twice"),
        ("s.recv('5')", "1:8 line-wrong-type"),
        ("s.recv(1.5)", "1:8 line-wrong-type"),
        ("s.send('你好')", "1:8 line-bytes-needed"),
        ("s.settimeout('x')", "1:14 line-wrong-type"),
        ("s.listen(99999999999999999999)", "1:10 line-number-large"),
        ("x = 'a' + 1", "1:5 line-bad-operands"),
        ("x = '你'.encode('ascii')", "1:5 line-not-in-encoding"),
        ("x = '你'.encode('klingon')", "1:5 line-unknown-encoding"),
        ("x = b'\\xff'.decode()", "1:5 line-not-text"),
        ("a, b, c = 1, 2", "1:1 line-unpack"),
        ("a.b = 1", "1:1 line-target"),
        ("x = (1, 2)[5]", "1:5 line-index"),
        ("x = 5()", "1:5 line-not-callable"),
        ("x = s and s", "1:5 line-not-expression"),
        ("with 5 as x:\n    pass", "1:6 line-with"),
        ("s.recvmsg(10, 5)", "1:1 line-no-ancillary"),
        ("s.send('\\xZZ')", "1:11 line-escape"),
        ("    s.listen(2)\n    s.bnid(5)", "2:7 line-unknown-near"),
        (">>> s.close(1)", "1:13 line-too-many"),
    ] {
        let found: Vec<String> = check(&read(text), &Side::new()).iter().map(told).collect();
        if found.first().map(String::as_str) != Some(told_of) {
            wrong.push(format!("{text}: {found:?}, not {told_of}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_does_not_run_is_named_line_by_line_and_the_rest_is_kept() {
    let text = "s.listen()\nwhile True:\n    c, a = s.accept()\n    c.close()\ndef f():\n    pass\ns.close()";
    let program = read(text);
    let told: Vec<_> = program.troubles.iter().map(|t| (t.line, t.end_line, t.message.key().to_owned())).collect();
    assert_eq!(told, [(2, 4, "line-no-loops".to_owned()), (5, 6, "line-no-functions".to_owned())]);
    assert!(!program.is_unreadable);
    assert_eq!(program.pieces.iter().map(|piece| piece.line).collect::<Vec<_>>(), [1, 7]);
}

#[test]
fn what_can_be_mended_is_offered_mended() {
    for (text, mended) in [
        ("s.bind（（‘h’，１））", "s.bind(('h',1))"),
        ("s.bind('h', 1)", "s.bind(('h', 1))"),
        ("s.send('hi')", "s.send(b'hi')"),
        ("s.send('你好')", "s.send('你好'.encode())"),
        ("s.send(r'\\n\\u')", "s.send(br'\\n\\u')"),
        ("s.send('\\u0041')", "s.send('\\u0041'.encode())"),
        ("s.send('\\N{DIGIT ONE}')", "s.send('\\N{DIGIT ONE}'.encode())"),
        ("s.send(u'x')", "s.send(u'x'.encode())"),
        ("s.send('a' 'b')", "s.send('a' 'b'.encode())"),
        ("s.send('''a''')", "s.send(b'''a''')"),
        ("s.send('a' + '好')", "s.send(('a' + '好').encode())"),
        ("s.bnid(('h', 1))", "s.bind(('h', 1))"),
    ] {
        let troubles = check(&read(text), &Side::new());
        assert_eq!(troubles.first().and_then(|trouble| trouble.fix.as_deref()), Some(mended), "{text}");
        assert!(check(&read(mended), &Side::new()).is_empty(), "{mended}");
    }
}
