//! Values are those that Python has: each right side is what CPython 3 answers, but for what is refused here.

use super::*;

#[test]
fn expressions_have_the_values_that_python_gives_them() {
    let table = [
        (r#"b"abc\xffd".decode("utf-8", "ignore")"#, "'abcd'"),
        (r#"b"abc\xffd".decode("ascii", "replace")"#, "'abc\u{fffd}d'"),
        (r#"b"abc\xffd".decode("ascii")"#, "1:1 line-not-text"),
        (r#"b"a\xe4\xbdb".decode(errors="replace")"#, "'a\u{fffd}b'"),
        (r#"b"a\xe4\xbdb".decode(errors="ignore", encoding="utf-8")"#, "'ab'"),
        (r#"b"a\xe4\xbdb".decode(errors="backslashreplace")"#, r"'a\\xe4\\xbdb'"),
        (r#"b"a\xe4\xbdb".decode(errors="nonsense")"#, "1:1 line-bad-value"),
        (r#"b"ab".decode(errors="nonsense")"#, "'ab'"),
        (r#"b"\xef\xbf\xbd".decode()"#, "'\u{fffd}'"),
        (r#"b"\xef\xbf\xbd\xff".decode(errors="ignore")"#, "'\u{fffd}'"),
        (r#"b"a\xff\xd6\xd0b".decode("gbk", "ignore")"#, "'a中b'"),
        (r#"b"a\xff\xd6\xd0b".decode("gbk", "replace")"#, "'a\u{fffd}中b'"),
        (r#"b"\x81".decode("gbk", "replace")"#, "'\u{fffd}'"),
        (r#"b"\x81 a".decode("gbk", "ignore")"#, "' a'"),
        (r#"b"a".decode("utf-8", "ignore", 1)"#, "1:32 line-too-many"),
        (r#"b"a".decode("utf-8", encoding="gbk")"#, "1:22 line-given-twice"),
        (r#"b"a".decode(error="ignore")"#, "1:13 line-unknown-keyword"),
        (r#""你a".encode("ascii", "ignore")"#, "b'a'"),
        (r#""你a".encode("ascii", "replace")"#, "b'?a'"),
        (r#""你a".encode("ascii", errors="xmlcharrefreplace")"#, "b'&#20320;a'"),
        (r#""你é😀a".encode("ascii", "backslashreplace")"#, r"b'\\u4f60\\xe9\\U0001f600a'"),
        (r#""你€".encode("latin-1", "replace")"#, "b'??'"),
        (r#""你".encode(errors="replace", encoding="gbk")"#, r"b'\xc4\xe3'"),
        (r#"bytes("é", "ascii", "ignore")"#, "b''"),
        (r#"bytes("a", encoding="utf-8")"#, "b'a'"),
        (r#"bytes("a", errors="ignore")"#, "1:1 line-bad-value"),
        (r#"str(b"\xff", "ascii", "replace")"#, "'\u{fffd}'"),
        (r#"str(b"a\xff", errors="ignore")"#, "'a'"),
        (r#"bytes.fromhex("00 ff\n0A")"#, r"b'\x00\xff\n'"),
        (r#"bytearray.fromhex("ff")"#, r"b'\xff'"),
        (r#"bytes.fromhex("0 0")"#, "1:1 line-bad-value"),
        (r#"bytes.fromhex("0x00")"#, "1:1 line-bad-value"),
        (r#"bytes.fromhex("00:ff")"#, "1:1 line-bad-value"),
        (r#"bytes.fromhex("0")"#, "1:1 line-bad-value"),
        (r#"bytes.nothing("0")"#, "1:7 line-no-attribute"),
        (r#"int("0b10", 16)"#, "2832"),
        (r#"int("-0x10", 16)"#, "-16"),
        (r#"int("0x10", 0)"#, "16"),
        (r#"int("10", 99)"#, "1:1 line-bad-value"),
        (r#"int("99999999999999999999")"#, "1:1 line-number-large"),
        ("hex(-1)", "'-0x1'"),
        ("hex(255)", "'0xff'"),
        ("1/2", "0.5"),
        ("4/2", "2.0"),
        ("1/0", "1:1 line-division-by-zero"),
        ("1//0", "1:1 line-division-by-zero"),
        ("1%0", "1:1 line-division-by-zero"),
        ("1.0/0", "1:1 line-division-by-zero"),
        ("0**-1", "1:1 line-division-by-zero"),
        ("7 % -3, -7 % 3, -7 % -3, 6 % -3", "(-2, 2, -1, 0)"),
        ("7 // -2, -7 // 2, -7 // -2, 6 // -2", "(-4, -4, 3, -3)"),
        ("5.5 // 2, -5.5 % 2, 5.5 % -2", "(2.0, 0.5, -0.5)"),
        ("2 ** -1, 2 ** 0.5, 2 ** 10, (-1) ** 9999999999", "(0.5, 1.4142135623730951, 1024, -1)"),
        ("(-8) ** 0.5", "1:1 line-bad-value"),
        ("1 << 63", "1:1 line-number-large"),
        ("1 << 62, -1 << 62, 0 << 999, -1 >> 99", "(4611686018427387904, -4611686018427387904, 0, -1)"),
        ("1 << -1", "1:1 line-bad-value"),
        ("1 >> -1", "1:1 line-bad-value"),
        ("9223372036854775807 + 1", "1:1 line-number-large"),
        ("10 ** 40", "1:1 line-number-large"),
        ("10.0 ** 400", "1:1 line-number-large"),
        ("1 @ 2", "1:1 line-bad-operands"),
        ("'a' + 1", "1:1 line-bad-operands"),
        ("1.0 * (1,)", "1:1 line-bad-operands"),
        ("(0,) * 4, 2 * [1], [1] + [2], (1,) * -1", "((0, 0, 0, 0), [1, 1], [1, 2], ())"),
        ("() * 9999999999999", "()"),
        ("'你好吗'[1:], '你好吗'[-1:], '你好'[5:], b'abc'[:-1], (1, 2, 3)[1:]", "('好吗', '吗', '', b'ab', (2, 3))"),
        ("bool(''), bool(0.0), bool(b'x'), bool(None)", "(False, False, True, False)"),
        ("__import__('struct').pack('?', 5)", "1:1 line-unknown"),
        ("struct.pack('?', 5)", r"b'\x01'"),
        ("{'a': 1, 'b': (2,)}['b'], {1: 2}", "((2,), {1: 2})"),
    ];
    let mut wrong = Vec::new();
    for (text, value) in table {
        let found = run(text);
        if found != [value] {
            wrong.push(format!("{text}: {found:?}, not {value}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn options_are_set_to_what_python_would_set_them_to() {
    for (value, line) in [
        ("struct.pack('ll', 1, 500000)", "struct.pack(\"ll\", 1, 500000)"),
        (
            "struct.pack('ll', 1, 1000000)",
            "b\"\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00@B\\x0f\\x00\\x00\\x00\\x00\\x00\"",
        ),
        (
            "struct.pack('ll', 1, -1)",
            "b\"\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\"",
        ),
        (
            "struct.pack('ll', 1 << 60, 1)",
            "b\"\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x10\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\"",
        ),
        ("1.0", "1.0"),
        ("1", "1"),
    ] {
        let found = run(&format!("s.setsockopt(SOL_SOCKET, SO_RCVTIMEO, {value})"));
        assert_eq!(found, [format!("s.setsockopt(SOL_SOCKET, SO_RCVTIMEO, {line})")], "{value}");
    }
    let timeval = Val::of_value(CallKind::GetSockOpt, &call::Value::TimeVal(2.25), S, None);
    assert_eq!(timeval, Val::bytes(&[2_i64.to_ne_bytes(), 250_000_i64.to_ne_bytes()].concat()));
}

#[test]
fn what_grows_without_end_is_refused_before_it_hangs() {
    let times = |line: &str, n: usize| format!("{line}\n").repeat(n);
    let big = "x = b'x' * 50_000_000\n";
    for (text, told) in [
        ("a = (1,)\n".to_owned() + &times("a = (a, a)", 40), "line-value-large"),
        ("a = (1,)\n".to_owned() + &times("a = [a, a]", 40), "line-value-large"),
        ("a = (1,)\n".to_owned() + &times("a = {1: a, 2: a}", 40), "line-value-large"),
        ("a = (1,)\n".to_owned() + &times("a = a + a", 35), "line-value-large"),
        ("a = (1,)\n".to_owned() + &times("a += a", 35), "line-value-large"),
        ("a = (1,)\n".to_owned() + &times("a = a * 2", 35), "line-value-large"),
        ("a = (1,)\n".to_owned() + &times("a = (a,)", 60), "line-value-large"),
        ("a = (1,)\n".to_owned() + &times("a = {1: a}", 60), "line-value-large"),
        ("a = 'x'\n".to_owned() + &times("a = a + a", 35), "line-value-large"),
        ("a = b'x' * 70_000_000".to_owned(), "line-value-large"),
        ("a = bytes(70_000_000)".to_owned(), "line-value-large"),
        (big.to_owned() + "a = (x, x)", "line-value-large"),
        (big.to_owned() + "a = repr(x)", "line-value-large"),
        (big.to_owned() + "s.setsockopt(1, 2, x)", "line-value-large"),
        ("s.bind('x' * 2_000_000)".to_owned(), "line-value-large"),
    ] {
        let found = run(&text);
        assert!(found.iter().any(|line| line.contains(told)), "{}: {found:?}", text.get(..40).unwrap_or(&text));
        check(&read(&text), &Side::new());
    }
}

#[test]
fn a_large_payload_is_sent_and_costs_nothing_to_look_at() {
    let text = "x = b'x' * 50_000_000\nprint(len(x), x[:3])\nx\nprint(x)\nx[:70] + x[5:]\ns.send(x)";
    let program = read(text);
    assert_eq!(check(&program, &Side::new()), [], "it is not known before it runs, and no fault");
    let mut side = Side::new();
    let payload = Val::Bytes(vec![b'x'; 50_000_000].into());
    side.0.insert("x".to_owned(), payload.clone());
    let shown: Vec<usize> = program
        .pieces
        .iter()
        .skip(1)
        .map(|piece| match turn(piece, &side, &Answers::new()) {
            Turn::Done(done) => done.shown.map_or(0, |shown| shown.chars().count()),
            Turn::Call(wanted) => wanted.call.sent().map_or(0, |data| data.len()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(shown, [15, 4001, 4001, 4001, 50_000_000]);
    let offered = complete("x", 1, &side).into_iter().chain(complete("xx", 1, &side));
    for one in offered {
        assert!(!matches!(one.what, Offered::Name(value) if value.chars().count() > 61));
    }
    let name = |_| String::new();
    assert_eq!(payload.repr_short(&name, 5), "b'xxx…");
    assert_eq!(Val::tuple([Val::Int(1), payload.clone(), payload]).repr_short(&name, 8), "(1, b'xx…");
    assert_eq!(Val::str("你好吗").repr_short(&name, 3), "'你好…");
    assert_eq!(Val::str("ok").repr_short(&name, 4), "'ok'");
}
