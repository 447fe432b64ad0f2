//! Files, typed texts and damaged lines have words; a hint comes only where a mistake is near.

use super::*;
use crate::call::errno_number;
use crate::locale::has;

#[test]
fn files_and_typed_texts_have_words() {
    let path = std::path::Path::new("/tmp/a\n.jsonl");
    for what in ["file-cannot-open", "file-cannot-read", "file-cannot-save"] {
        for number in (0..=140).map(Some).chain([None]) {
            assert_is_said(&io_error(&Message::new(what), path, number), &|| format!("{what} {number:?}"));
        }
    }
    let full = io_error(&Message::new("file-cannot-save"), std::path::Path::new("a"), errno_number("ENOSPC"));
    let number = errno_number("ENOSPC").unwrap();
    let nowhere = io_error(&Message::new("file-cannot-save"), std::path::Path::new(""), Some(number));
    assert!(words(Language::English, &nowhere).starts_with("Cannot save: ENOSPC"));
    assert_eq!(
        words(Language::English, &full),
        format!("Cannot save a: ENOSPC ({number}): the disk is full; make room, or choose another disk")
    );
    for key in [
        "odd-hex",
        "not-hex",
        "bad-escape",
        "ends-in-backslash",
        "short-escape",
        "not-a-code-point",
        "octal-too-large",
        "not-in-encoding",
        "port-range",
        "not-a-number",
        "negative",
        "too-small",
        "too-large",
        "empty",
        "host-empty",
        "name-empty",
        "name-odd",
        "name-long",
        "fullwidth",
    ] {
        assert_is_said(&input_error(&format!("input-{key}"), 3, "q\u{7}"), &|| key.to_owned());
    }
    let why = |key: &str| Message::new(key).with("key", "sid");
    for key in [
        "line-not-utf8",
        "line-not-json",
        "line-not-an-object",
        "line-too-long",
        "line-duplicate-key",
        "line-missing-key",
    ] {
        assert!(has(key), "{key}");
        let damaged = Message::new("open-damaged").with("line", 7_i64).with("why", why(key));
        assert_is_said(&damaged, &|| key.to_owned());
    }
    for key in ["open-not-a-session", "open-other-version", "open-unreadable", "open-torn"] {
        let message =
            Message::new(key).with("version", "2").with("path", "a").with("errno", "EIO").with("bytes", 3_i64);
        assert_is_said(&message, &|| key.to_owned());
    }
}

#[test]
fn hints_come_only_where_a_mistake_is_near() {
    let six = |host: &str| Address::inet6(host, 8000);
    let row = named("own", at(1));
    let tcp = Surroundings {
        row: Some(&row),
        family: number("AF_INET"),
        kind: number("SOCK_STREAM"),
        ..Surroundings::default()
    };
    let (listener, bound) = (listens_at(at(8000)), named("srv", at(8000)));
    let (with_listener, with_bound) = ([&listener], [&bound]);
    let beside = Surroundings { others: &with_listener, ..tcp };
    let beside_bound = Surroundings { others: &with_bound, ..tcp };
    let udp = Surroundings { kind: number("SOCK_DGRAM"), ..tcp };
    let listens = Surroundings { listens: true, ..tcp };
    let ended = Surroundings { eof_received: true, ..tcp };
    let bind = |address: Address| Call::Bind { address };
    let all = Address::inet("127.0.0.255", 9);
    let datagram = Call::SendTo { data: b"x"[..].into(), flags: 0, address: all };
    for (call, around, kind) in [
        (bind(at(8000)), &tcp, None),
        (bind(Address::inet("", 8000)), &tcp, Some("wide")),
        (bind(at(8000)), &beside, Some("taken")),
        (connect(at(8000)), &beside, None),
        (connect(at(9)), &beside, None),
        (connect(six("::1")), &beside, Some("other-family")),
        (connect(Address::inet("127.0.0.2", 8000)), &beside, Some("other-address")),
        (connect(at(8000)), &beside_bound, Some("not-listening")),
        (connect(at(8000)), &listens, Some("listener-dials")),
        (recv(), &listens, Some("listener")),
        (recv(), &tcp, None),
        (send(b"x"), &tcp, None),
        (send(b"x"), &ended, Some("after-end")),
        (datagram, &udp, Some("broadcast")),
    ] {
        let found = hint(&call, around);
        assert_eq!(found.as_ref().map(|hint| hint.kind), kind, "{call:?}");
        found.iter().for_each(|hint| assert_is_said(&hint.message, &|| format!("{call:?}")));
    }
}
