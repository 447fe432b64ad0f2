//! What may stand at the cursor, and whose brackets it is in.

use super::*;

#[test]
fn completions_fit_the_place() {
    let side = Side::new();
    for (text, first) in [
        ("s.b", "bind("),
        ("s.se", "send("),
        ("s.", "bind("),
        ("f.r", "readline("),
        ("con", "conn"),
        ("socket.so", "socket("),
        ("x = socket.socket(", "AF_INET"),
        ("x = socket.socket(AF_INET, ", "SOCK_STREAM"),
        ("s.shutdown(", "SHUT_RD"),
        ("x = socket.socket(fam", "family="),
        ("s.setsockopt(SOL_SOCKET, SO_REU", "SO_REUSEADDR"),
        ("POR", "PORT"),
        ("pri", "print("),
        ("'hi'.e", "encode()"),
        ("s.bind((HOST, 80)); s.li", "listen("),
    ] {
        let found = complete(text, text.len(), &side);
        assert_eq!(found.first().map(|one| one.text.as_str()), Some(first), "{text}: {found:?}");
    }
    for text in ["s.send(b'so", "# so", "12", "", "s.bind((", "s.bind(('", "s", "'''so"] {
        let found = complete(text, text.len(), &side);
        assert!(found.iter().all(|one| one.text != "s" || text == "s"), "{text}");
        assert!(text == "s" || found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn the_hint_is_of_the_call_that_the_cursor_is_in() {
    let side = Side::new();
    for (text, name, argument) in [
        ("s.bind((\"127.0.0.1\", 8", "bind", 0),
        ("s.setsockopt(SOL_SOCKET, ", "setsockopt", 1),
        ("s.send(b'a,b,(', ", "send", 1),
        ("x = socket.socket(AF_INET, ", "socket", 1),
        ("f.read(", "read", 0),
        ("print(s.recv(", "recv", 0),
        ("create_connection((", "create_connection", 0),
    ] {
        let found = hint(text, text.len(), &side).map(|hint| (hint.signature.name, hint.argument));
        assert_eq!(found, Some((name, argument)), "{text}");
    }
    assert_eq!(hint("s.bind(('h', 1))", 16, &side), None);
}
