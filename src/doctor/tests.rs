//! Every call with every errno says something whole in both languages, and the well-known ones say the right thing.

use super::*;
use crate::call::{Address, Name, SocketId};
use crate::call::{ArgumentWhy, OptionKind, OptionValue, eai_name, errno_number, number_of};
use crate::locale::{Language, has, words};
use crate::net::{FileUse, Machine, OldEnd, PathFacts, PortHolder};
use crate::session::SocketRow;

fn at(port: i64) -> Address {
    Address::inet("127.0.0.1", port)
}

fn number(name: &str) -> i32 {
    number_of(name).unwrap()
}

fn connect(address: Address) -> Call {
    Call::Connect { address }
}

fn send(data: &[u8]) -> Call {
    Call::Send { data: data.into(), flags: 0 }
}

fn recv() -> Call {
    Call::Recv { size: 1024, flags: 0 }
}

fn set_option(level: &str, name: &str) -> Call {
    Call::SetSockOpt { level: number(level), name: number(name), value: OptionValue::Int(1) }
}

fn socket(family: &str, kind: &str) -> Call {
    Call::Socket { family: number(family), kind: number(kind), proto: 0 }
}

fn every_call() -> Vec<Call> {
    vec![
        socket("AF_INET", "SOCK_STREAM"),
        socket("AF_INET", "SOCK_RAW"),
        Call::Bind { address: at(80) },
        Call::Bind { address: Address::Other("\"\u{202e}\n\"".into()) },
        Call::Listen { backlog: None },
        Call::Accept,
        connect(at(8001)),
        connect(Address::inet6("::1", 8001)),
        connect(at(70_000)),
        Call::ConnectEx { address: at(0) },
        send(b"hello"),
        Call::SendAll { data: vec![0; 70_000].into(), flags: number("MSG_OOB") },
        Call::SendTo { data: vec![0; 70_000].into(), flags: 0, address: Address::inet("no.such.host", 9) },
        recv(),
        Call::Recv { size: -1, flags: number("MSG_OOB") | number("MSG_WAITALL") },
        Call::RecvFrom { size: 1024, flags: 0 },
        Call::Shutdown { how: 7 },
        Call::Close,
        Call::GetSockName,
        Call::GetPeerName,
        Call::SetTimeout { seconds: Some(-1.0) },
        Call::GetTimeout,
        Call::SetBlocking { blocking: false },
        set_option("IPPROTO_TCP", "TCP_NODELAY"),
        Call::SetSockOpt { level: 77, name: 99, value: OptionValue::Int(1) },
        Call::GetSockOpt { level: number("SOL_SOCKET"), name: 999, kind: OptionKind::Int },
        Call::FileNo,
    ]
}

/// A socket of the board.
fn named(name: &str, local: Address) -> SocketRow {
    let mut row = SocketRow::new(SocketId(7), Name::parse(name).unwrap(), 2, number("SOCK_STREAM"), 0);
    row.local = Some(local);
    row
}

fn listens_at(local: Address) -> SocketRow {
    SocketRow { backlog: Some(5), ..named("s", local) }
}

fn machine() -> Machine {
    let held = |port| PortHolder { pid: 42, name: "python3".to_owned(), local: at(port), listens: true };
    Machine {
        holders: vec![held(8000)],
        old: vec![OldEnd { state: crate::call::TcpState::TimeWait, local: at(80), peer: at(9000) }],
        free_port: Some(8080),
        unprivileged_from: Some(1024),
        is_out_of_ports: false,
        addresses: vec!["127.0.0.1".parse().unwrap()],
        files: Some(FileUse { open: 9, limit: 10 }),
        path: Some(PathFacts { exists: true, is_socket: true, is_bound: false }),
    }
}

/// Calls `each` in every state of the socket that the doctor looks at.
fn in_every_state(each: &mut dyn FnMut(&Surroundings<'_>)) {
    let (local, peer) = (at(8000), at(9000));
    let bound = [named("srv", at(80)), named("udp", at(8001))];
    let neighbours = [listens_at(at(8000)), listens_at(Address::inet6("::", 8001)), bound[0].clone(), bound[1].clone()];
    let end = SocketRow { peer: Some(local.clone()), open: false, sent: 5, ..named("end", peer.clone()) };
    let mut others: Vec<&SocketRow> = neighbours.iter().collect();
    others.push(&end);
    let own = SocketRow { sent: 9, received: 3, ..named("own", local.clone()) };
    let refused = [Dialled { sid: SocketId(9), name: "cli".to_owned(), address: at(8001) }];
    let machine = machine();
    for family in ["AF_INET", "AF_INET6"] {
        for kind in ["SOCK_STREAM", "SOCK_DGRAM"] {
            for bits in 0..128_u32 {
                let bit = |n: u32| bits & (1 << n) != 0;
                each(&Surroundings {
                    family: number(family),
                    kind: number(kind),
                    local: bit(0).then_some(&local),
                    peer: bit(1).then_some(&peer),
                    listens: bit(2),
                    others: if bit(3) { &others } else { &[] },
                    refused: if bit(3) { &refused } else { &[] },
                    row: bit(3).then_some(&own),
                    closed: bit(4),
                    shut_write: bit(5),
                    eof_received: bit(6),
                    machine: bit(6).then_some(&machine),
                    sent_after_close: bit(6).then_some(2),
                    sends: None,
                });
            }
        }
    }
}

fn assert_is_said(message: &Message, about: &dyn Fn() -> String) {
    for language in Language::ALL {
        let said = words(language, message);
        let odd = |c: char| c.is_control() || matches!(c, '{' | '}' | '?' | '\u{202e}');
        assert!(!said.trim().is_empty() && !said.contains(odd), "{} -> {said:?}", about());
        assert!(!said.ends_with('.') && !said.ends_with('。'), "{} -> {said:?}", about());
    }
}

/// At most three buttons, whole in both languages and no two alike.
fn assert_are_said(remedies: &[Remedy], about: &dyn Fn() -> String) {
    assert!(remedies.len() <= 3, "{}", about());
    for (at, Remedy { label, changes, act }) in remedies.iter().enumerate() {
        for message in [label].into_iter().chain(changes) {
            assert_is_said(message, about);
        }
        assert!(remedies[..at].iter().all(|other| other.label != *label && other.act != *act), "{}", about());
    }
}

fn assert_is_whole(call: &Call, outcome: &Outcome, around: &Surroundings<'_>) {
    let about = || format!("{call:?} {outcome:?} {around:?}");
    let Some(found) = explain(call, outcome, around) else { panic!("{}", about()) };
    let Explanation { headline, why, tries, remedies } = found;
    assert!((1..=3).contains(&tries.len()), "{} tries for {}", tries.len(), about());
    for message in tries.iter().chain([&headline, &why]) {
        assert_is_said(message, &about);
    }
    assert_are_said(&remedies, &about);
}

#[test]
fn every_call_with_every_error_is_explained_in_both_languages() {
    let errnos: Vec<i32> = (1..=140).filter(|number| errno_name(*number).is_some()).collect();
    let eais: Vec<i32> = (-110..=20).filter(|number| eai_name(*number).is_some()).collect();
    assert!(errnos.len() > 60 && eais.len() > 8);
    let mut outcomes: Vec<Outcome> = errnos.into_iter().chain([12_345, -7]).map(Outcome::Errno).collect();
    outcomes.extend(eais.into_iter().chain([777]).map(Outcome::Eai));
    outcomes.push(Outcome::Timeout);
    outcomes.extend(
        [ArgumentWhy::Range, ArgumentWhy::Type, ArgumentWhy::Value, ArgumentWhy::Encoding].map(Outcome::Argument),
    );
    let calls = every_call();
    let mut turn = 0_usize;
    in_every_state(&mut |around| {
        for call in &calls {
            for outcome in &outcomes {
                // One in eleven, others in each state: together they cover every pair many times.
                turn += 1;
                if turn.is_multiple_of(11) {
                    assert_is_whole(call, outcome, around);
                }
            }
        }
    });
}

#[test]
fn every_wait_is_explained_in_both_languages() {
    in_every_state(&mut |around| {
        for call in &every_call() {
            let about = || format!("{call:?} {around:?}");
            let Explanation { headline, why, tries, remedies } = explain_waiting(call, around);
            tries.iter().chain([&headline, &why]).for_each(|message| assert_is_said(message, &about));
            assert_are_said(&remedies, &about);
        }
    });
}

#[test]
fn what_is_no_failure_is_not_explained() {
    let around = Surroundings { kind: number("SOCK_STREAM"), ..Surroundings::default() };
    for outcome in [
        Outcome::NONE,
        Outcome::Waiting,
        Outcome::Errno(0),
        Outcome::Ok(Value::ConnectEx(0)),
        Outcome::Stopped { done: 0 },
        Outcome::Other("{}".into()),
    ] {
        assert_eq!(explain(&recv(), &outcome, &around), None, "{outcome:?}");
    }
    assert_eq!(explain(&send(b"abc"), &Outcome::Stopped { done: 0 }, &around), None);
    let stopped = explain(&connect(at(1)), &Outcome::Stopped { done: 0 }, &around).unwrap();
    assert_eq!(stopped.why.key(), "why-stopped-connect");
    assert_is_whole(&connect(at(1)), &Outcome::Stopped { done: 0 }, &around);
    assert_is_whole(&send(b"abc"), &Outcome::Stopped { done: 2 }, &around);
}

#[test]
fn headlines_name_the_call_the_address_and_the_errno() {
    let (local, peer) = (at(8000), at(9000));
    let around = Surroundings { kind: number("SOCK_STREAM"), local: Some(&local), ..Surroundings::default() };
    let connected = Surroundings { peer: Some(&peer), ..around };
    let refused = errno_number("ECONNREFUSED").unwrap();
    let reset = errno_number("ECONNRESET").unwrap();
    let option = errno_number("ENOPROTOOPT").unwrap();
    for (call, outcome, around, english, chinese) in [
        (
            connect(at(8001)),
            Outcome::Errno(refused),
            &around,
            format!("connect to 127.0.0.1:8001: ECONNREFUSED ({refused})"),
            format!("connect 到 127.0.0.1:8001：ECONNREFUSED（{refused}）"),
        ),
        (
            recv(),
            Outcome::Errno(reset),
            &connected,
            format!("recv from 127.0.0.1:9000: ECONNRESET ({reset})"),
            format!("从 127.0.0.1:9000 recv：ECONNRESET（{reset}）"),
        ),
        (
            Call::Accept,
            Outcome::Timeout,
            &around,
            "accept on 127.0.0.1:8000: timeout".to_owned(),
            "在 127.0.0.1:8000 上 accept：超时".to_owned(),
        ),
        (
            set_option("IPPROTO_TCP", "TCP_NODELAY"),
            Outcome::Errno(option),
            &around,
            format!("setsockopt TCP_NODELAY: ENOPROTOOPT ({option})"),
            format!("setsockopt TCP_NODELAY：ENOPROTOOPT（{option}）"),
        ),
    ] {
        let headline = explain(&call, &outcome, around).unwrap().headline;
        assert_eq!(words(Language::English, &headline), english);
        assert_eq!(words(Language::Chinese, &headline), chinese);
    }
}

#[test]
fn each_call_and_errno_has_its_own_reason() {
    let (local, peer) = (at(8000), at(9000));
    let tcp = Surroundings { family: number("AF_INET"), kind: number("SOCK_STREAM"), ..Surroundings::default() };
    let udp = Surroundings { kind: number("SOCK_DGRAM"), ..tcp };
    let bound = Surroundings { local: Some(&local), ..tcp };
    let listens = Surroundings { listens: true, ..bound };
    let connected = Surroundings { peer: Some(&peer), ..bound };
    let six = Surroundings { family: number("AF_INET6"), ..tcp };
    let broadcast = Address::inet("192.168.1.255", 9);
    let send_to = |address: Address| Call::SendTo { data: vec![0; 70_000].into(), flags: 0, address };
    for (call, errno, around, key) in [
        (connect(at(8001)), "ECONNREFUSED", &tcp, "why-refused-nobody"),
        (connect(at(0)), "ECONNREFUSED", &tcp, "why-port-zero"),
        (send(b"x"), "ECONNREFUSED", &Surroundings { peer: Some(&peer), ..udp }, "why-refused-late"),
        (recv(), "ECONNREFUSED", &connected, "why-refused-background"),
        (Call::Bind { address: at(8000) }, "EADDRINUSE", &tcp, "why-in-use-other"),
        (Call::Bind { address: Address::unix("/run/s") }, "EADDRINUSE", &tcp, "why-in-use-path"),
        (Call::Bind { address: at(0) }, "EADDRINUSE", &tcp, "why-in-use-none-free"),
        (Call::Listen { backlog: None }, "EADDRINUSE", &bound, "why-in-use-listen"),
        (connect(at(8001)), "EADDRINUSE", &bound, "why-in-use-connect"),
        (Call::Bind { address: Address::inet("192.0.2.1", 8) }, "EADDRNOTAVAIL", &tcp, "why-not-here"),
        (connect(Address::inet6("2001:db8::1", 8)), "EADDRNOTAVAIL", &six, "why-no-source"),
        (Call::Bind { address: at(80) }, "EACCES", &tcp, "why-privileged-port"),
        (Call::Bind { address: at(8080) }, "EACCES", &tcp, "why-forbidden"),
        (send_to(broadcast.clone()), "EACCES", &udp, "why-broadcast"),
        (socket("AF_INET", "SOCK_RAW"), "EPERM", &tcp, "why-raw-needs-root"),
        (Call::Socket { family: 2, kind: 2, proto: 1 }, "EACCES", &udp, "why-ping-range"),
        (send_to(at(9)), "EPERM", &udp, "why-firewall"),
        (Call::Bind { address: at(8001) }, "EINVAL", &bound, "why-bind-twice"),
        (Call::Accept, "EINVAL", &bound, "why-accept-not-listening"),
        (Call::Accept, "EINVAL", &listens, "why-accept-shut-down"),
        (Call::Listen { backlog: None }, "EINVAL", &connected, "why-listen-connected"),
        (Call::Shutdown { how: 7 }, "EINVAL", &connected, "why-shutdown-how"),
        (send_to(at(0)), "EINVAL", &udp, "why-port-zero"),
        (set_option("SOL_SOCKET", "SO_REUSEADDR"), "EINVAL", &tcp, "why-option-value"),
        (recv(), "ENOTCONN", &tcp, "why-not-connected"),
        (recv(), "ENOTCONN", &listens, "why-listener-no-data"),
        (Call::GetPeerName, "ENOTCONN", &bound, "why-no-peer"),
        (Call::Shutdown { how: 1 }, "ENOTCONN", &bound, "why-shutdown-not-connected"),
        (send(b"x"), "EPIPE", &tcp, "why-pipe-never"),
        (send(b"x"), "EPIPE", &listens, "why-listener-no-data"),
        (send(b"x"), "EPIPE", &connected, "why-pipe-peer"),
        (send(b"x"), "EPIPE", &Surroundings { shut_write: true, ..connected }, "why-pipe-shut"),
        (connect(at(8001)), "EISCONN", &connected, "why-already-connected"),
        (connect(at(8001)), "EISCONN", &listens, "why-connect-listening"),
        (send_to(at(9)), "EISCONN", &connected, "why-sendto-connected"),
        (connect(at(8001)), "EALREADY", &tcp, "why-still-connecting"),
        (connect(at(8001)), "EINPROGRESS", &tcp, "why-connect-started"),
        (recv(), "EAGAIN", &connected, "why-again-recv"),
        (send(b"x"), "EAGAIN", &connected, "why-again-send"),
        (Call::Accept, "EAGAIN", &listens, "why-again-accept"),
        (recv(), "ECONNRESET", &connected, "why-reset"),
        (connect(at(8001)), "ECONNRESET", &tcp, "why-reset-connect"),
        (Call::Accept, "ECONNABORTED", &listens, "why-aborted-accept"),
        (recv(), "ECONNABORTED", &connected, "why-aborted"),
        (connect(at(8001)), "ETIMEDOUT", &tcp, "why-timed-out-connect"),
        (recv(), "ETIMEDOUT", &connected, "why-timed-out"),
        (send_to(at(9)), "EMSGSIZE", &udp, "why-too-long"),
        (send(b"x"), "EMSGSIZE", &udp, "why-too-long-path"),
        (send(b"x"), "EDESTADDRREQ", &udp, "why-no-destination"),
        (connect(Address::inet("192.0.2.1", 8)), "ENETUNREACH", &tcp, "why-no-route"),
        (connect(Address::inet6("2001:db8::1", 8)), "ENETUNREACH", &six, "why-no-route-6"),
        (connect(at(8001)), "EHOSTUNREACH", &tcp, "why-host-unreachable"),
        (connect(at(8001)), "ENETDOWN", &tcp, "why-network-down"),
        (recv(), "EBADF", &Surroundings { closed: true, ..tcp }, "why-closed"),
        (recv(), "EBADF", &tcp, "why-bad-descriptor"),
        (Call::Listen { backlog: None }, "EOPNOTSUPP", &udp, "why-datagram-no-listen"),
        (Call::Accept, "EOPNOTSUPP", &udp, "why-datagram-no-listen"),
        (Call::Recv { size: 1, flags: number("MSG_OOB") }, "EOPNOTSUPP", &udp, "why-flag-unsupported"),
        (socket("AF_INET", "SOCK_STREAM"), "EAFNOSUPPORT", &tcp, "why-family"),
        (connect(Address::inet6("::1", 8)), "EAFNOSUPPORT", &tcp, "why-family-mismatch"),
        (socket("AF_INET", "SOCK_STREAM"), "EPROTONOSUPPORT", &tcp, "why-protocol"),
        (socket("AF_INET", "SOCK_SEQPACKET"), "ESOCKTNOSUPPORT", &tcp, "why-kind"),
        (set_option("IPPROTO_TCP", "TCP_NODELAY"), "ENOPROTOOPT", &udp, "why-option-tcp"),
        (set_option("SOL_SOCKET", "SO_ERROR"), "ENOPROTOOPT", &tcp, "why-option-unknown"),
        (Call::Accept, "EMFILE", &listens, "why-too-many-open"),
        (Call::Accept, "ENFILE", &listens, "why-too-many-open-system"),
        (send(b"x"), "ENOBUFS", &udp, "why-no-buffers"),
        (send(b"x"), "ENOMEM", &udp, "why-no-buffers"),
        (recv(), "EINTR", &connected, "why-interrupted"),
        (recv(), "ENOTEMPTY", &connected, "why-other"),
    ] {
        let outcome = Outcome::Errno(errno_number(errno).unwrap());
        let found = explain(&call, &outcome, around).unwrap();
        assert_eq!(found.why.key(), key, "{call:?} {errno}");
    }
}

#[test]
fn our_own_sockets_tell_why_nobody_listened() {
    let refused = Outcome::Errno(errno_number("ECONNREFUSED").unwrap());
    let around = Surroundings { kind: number("SOCK_STREAM"), ..Surroundings::default() };
    for (target, listener, key) in [
        (at(8001), at(8000), "why-refused-other-port"),
        (at(8000), Address::inet("127.0.0.2", 8000), "why-refused-other-address"),
        (Address::inet6("::1", 8000), at(8000), "why-refused-other-family"),
        (Address::inet6("localhost", 8000), Address::inet("", 8000), "why-refused-other-family"),
        (at(8000), at(8000), "why-refused-now-there"),
        (Address::inet("192.0.2.1", 80), at(8000), "why-refused-nobody"),
    ] {
        let listener = listens_at(listener);
        let around = Surroundings { others: &[&listener], ..around };
        let found = explain(&connect(target.clone()), &refused, &around).unwrap();
        assert_eq!(found.why.key(), key, "{target}");
    }
    let bound = named("srv", at(8000));
    let around = Surroundings { others: &[&bound], ..around };
    let found = explain(&connect(at(8000)), &refused, &around).unwrap();
    assert_eq!(
        words(Language::English, &found.why),
        "srv is bound to 127.0.0.1:8000 but does not listen, and only a listening socket takes connections"
    );
    let in_use = Outcome::Errno(errno_number("EADDRINUSE").unwrap());
    let found = explain(&Call::Bind { address: Address::inet("", 8000) }, &in_use, &around).unwrap();
    assert_eq!(words(Language::Chinese, &found.why), "srv 占着 127.0.0.1:8000，所以 0.0.0.0:8000 已被占用");
}

#[test]
fn no_errno_is_needed_for_a_reason() {
    let tcp = Surroundings { kind: number("SOCK_STREAM"), ..Surroundings::default() };
    let key = |call: &Call, outcome: Outcome| explain(call, &outcome, &tcp).unwrap().why.key().to_owned();
    let range = Outcome::Argument(ArgumentWhy::Range);
    let value = Outcome::Argument(ArgumentWhy::Value);
    assert_eq!(key(&connect(at(70_000)), range.clone()), "why-range-port");
    assert_eq!(key(&Call::Listen { backlog: Some(1 << 40) }, range), "why-range");
    assert_eq!(key(&Call::Recv { size: -1, flags: 0 }, value.clone()), "why-value-size");
    assert_eq!(key(&Call::SetTimeout { seconds: Some(-1.0) }, value), "why-value-timeout");
    assert_eq!(key(&connect(Address::inet("a..b", 1)), Outcome::Argument(ArgumentWhy::Encoding)), "why-encoding");
    assert_eq!(key(&recv(), Outcome::Timeout), "why-timeout-recv");
    let eai = |name| Outcome::Eai(crate::call::eai_number(name).unwrap());
    let named = connect(Address::inet("no.such.host", 1));
    assert_eq!(key(&named, eai("EAI_NONAME")), "why-eai-noname");
    assert_eq!(key(&named, eai("EAI_AGAIN")), "why-eai-again");
    assert_eq!(key(&connect(Address::inet("::1", 1)), eai("EAI_ADDRFAMILY")), "why-eai-family");
    let ex = Call::ConnectEx { address: at(8001) };
    let refused = errno_number("ECONNREFUSED").unwrap();
    assert_eq!(key(&ex, Outcome::Ok(Value::ConnectEx(refused))), "why-refused-nobody");
    assert_eq!(key(&ex, Outcome::Ok(Value::ConnectEx(errno_number("EAGAIN").unwrap()))), "why-again-connect-ex");
}

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
