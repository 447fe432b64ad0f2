//! TCP, both families.

use crate::bench::{Bench, data, int, loopback, recv, send, send_all, seq};
use libc::{AF_INET, AF_INET6, SOCK_STREAM};
use sockscope::call::{
    Address, ArgumentWhy, BUFLEN_OUT_OF_RANGE, Call, CallKind, Event, OptionKind, OptionValue, Outcome, TcpState, Value,
};
use sockscope::net::{Repeat, Request};

#[test]
fn echo_over_both_families() {
    for family in [AF_INET, AF_INET6] {
        let bench = Bench::new();
        let (listener, client, accepted) = bench.pair(family);
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(bench.call(client, send(&all)), int(256));
        assert_eq!(bench.call(accepted, Call::Recv { size: 256, flags: libc::MSG_WAITALL }), data(&all));
        bench.ok(accepted, send_all("你好\r\n".as_bytes()));
        assert_eq!(bench.recv(client, 1024), data("你好\r\n".as_bytes()));
        assert_eq!(bench.recv(client, 0), data(b""), "Python makes no call");

        let (client_name, server_name) = (bench.name(client), bench.name(listener));
        assert_eq!(bench.names(client), (Some(client_name.clone()), Some(server_name.clone())));
        assert_eq!(bench.names(accepted), (Some(server_name.clone()), Some(client_name.clone())));
        assert_eq!(bench.call(client, Call::GetPeerName), Outcome::Ok(Value::Address(Some(server_name))));
        bench.until_state(listener, TcpState::Listen);
        bench.until_state(client, TcpState::Established);
        bench.until_state(accepted, TcpState::Established);

        bench.ok(client, Call::Close);
        assert_eq!(bench.recv(accepted, 10), data(b""));
        bench.until_state(accepted, TcpState::CloseWait);
        assert_eq!(matches!(client_name, Address::Inet6 { .. }), family == AF_INET6);
    }
}

#[test]
fn errors_by_the_kernels_number() {
    let bench = Bench::new();
    let (listener, address) = bench.listener(AF_INET);
    let other = bench.socket(AF_INET, SOCK_STREAM);
    assert_eq!(bench.call(other, Call::Bind { address: address.clone() }), Outcome::Errno(libc::EADDRINUSE));
    assert_eq!(bench.call(other, recv(1)), Outcome::Errno(libc::ENOTCONN));
    assert_eq!(bench.call(other, Call::Shutdown { how: 1 }), Outcome::Errno(libc::ENOTCONN));
    bench.ok(listener, Call::Close);
    assert_eq!(bench.call(other, Call::Connect { address: address.clone() }), Outcome::Errno(libc::ECONNREFUSED));
    let again = Call::ConnectEx { address };
    assert_eq!(bench.call(other, again), Outcome::Ok(Value::ConnectEx(libc::ECONNREFUSED)));
    let none = bench.engine.new_socket_id();
    let odd = Call::Socket { family: 99, kind: SOCK_STREAM, proto: 0 };
    assert_eq!(bench.call(none, odd), Outcome::Errno(libc::EAFNOSUPPORT));
    assert_eq!(bench.call(none, recv(1)), Outcome::Errno(libc::EBADF));
}

#[test]
fn arguments_are_refused_as_cpython_refuses_them() {
    let bench = Bench::new();
    let s = bench.socket(AF_INET, SOCK_STREAM);
    let range = Outcome::Argument(ArgumentWhy::Range);
    let value = Outcome::Argument(ArgumentWhy::Value);
    assert_eq!(bench.call(s, Call::Bind { address: Address::inet("", 70_000) }), range);
    assert_eq!(bench.call(s, Call::Connect { address: Address::inet("127.0.0.1", -1) }), range);
    assert_eq!(bench.call(s, Call::ConnectEx { address: Address::inet("127.0.0.1", 65_536) }), range);
    assert_eq!(bench.call(s, Call::Listen { backlog: Some(1 << 40) }), range);
    assert_eq!(bench.call(s, recv(-1)), value);
    assert_eq!(bench.call(s, Call::RecvFrom { size: -1, flags: 0 }), value);
    assert_eq!(bench.call(s, recv(1 << 40)), Outcome::Errno(libc::ENOMEM));
    assert_eq!(bench.call(s, Call::SetTimeout { seconds: Some(-1.0) }), value);
    let get = Call::GetSockOpt { level: libc::SOL_SOCKET, name: libc::SO_TYPE, kind: OptionKind::Bytes(4096) };
    assert_eq!(bench.call(s, get), Outcome::Argument(ArgumentWhy::Said(BUFLEN_OUT_OF_RANGE)));
    let name = Call::Bind { address: Address::inet("nohost.invalid", 0) };
    assert!(matches!(bench.call(s, name), Outcome::Eai(_)));
    let v6 = Call::Bind { address: Address::inet("::1", 0) };
    assert!(matches!(bench.call(s, v6), Outcome::Eai(_)), "a name error, not an errno");
}

#[test]
fn after_close_python_answers_with_ebadf() {
    let bench = Bench::new();
    let s = bench.socket(AF_INET, SOCK_STREAM);
    assert!(matches!(bench.call(s, Call::FileNo), Outcome::Ok(Value::Int(fd)) if fd > 2));
    bench.ok(s, Call::SetTimeout { seconds: Some(2.5) });
    bench.ok(s, Call::Close);
    bench.ok(s, Call::Close);
    assert_eq!(bench.call(s, Call::FileNo), int(-1));
    assert_eq!(bench.call(s, Call::GetTimeout), Outcome::Ok(Value::Seconds(Some(2.5))));
    let bad = Outcome::Errno(libc::EBADF);
    for call in [
        recv(1),
        send(b"x"),
        Call::Accept,
        Call::GetSockName,
        Call::Listen { backlog: None },
        Call::Bind { address: loopback(AF_INET) },
        Call::Connect { address: loopback(AF_INET) },
        Call::SetTimeout { seconds: None },
    ] {
        assert_eq!(bench.call(s, call.clone()), bad, "{call:?}");
    }
    let ex = Call::ConnectEx { address: loopback(AF_INET) };
    assert_eq!(bench.call(s, ex), Outcome::Ok(Value::ConnectEx(libc::EBADF)));
}

#[test]
fn half_close_still_receives() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    bench.ok(client, send_all(&b"question"[..]));
    bench.ok(client, Call::Shutdown { how: libc::SHUT_WR });
    let read = bench.start_request(Request::new(accepted, recv(3)).repeat(Repeat::UntilEof));
    assert_eq!(read.outcome(), data(b""));
    let pieces = bench.until(|log| {
        let ends = log.iter().filter_map(|event| match event {
            Event::Ended(ended) if ended.outcome.data().is_some() => ended.outcome.data().cloned(),
            _ => None,
        });
        let pieces: Vec<_> = ends.collect();
        pieces.iter().any(|piece| piece.is_empty()).then_some(pieces)
    });
    assert_eq!(pieces.concat(), b"question");
    assert!(pieces.len() >= 4, "each piece its own record");
    assert_eq!(bench.call(client, send(b"more")), Outcome::Errno(libc::EPIPE));
    bench.ok(accepted, send_all(&b"answer"[..]));
    assert_eq!(bench.recv(client, 100), data(b"answer"));
}

#[test]
fn a_reset_is_told_once_then_epipe() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    let linger = OptionValue::Linger(1, 0);
    bench.ok(accepted, Call::SetSockOpt { level: libc::SOL_SOCKET, name: libc::SO_LINGER, value: linger });
    let get = Call::GetSockOpt { level: libc::SOL_SOCKET, name: libc::SO_LINGER, kind: OptionKind::Linger };
    assert_eq!(bench.call(accepted, get), Outcome::Ok(Value::Linger(1, 0)));
    bench.ok(accepted, Call::Close);
    assert_eq!(bench.recv(client, 10), Outcome::Errno(libc::ECONNRESET));
    assert_eq!(bench.recv(client, 10), data(b""));
    assert_eq!(bench.call(client, send(b"x")), Outcome::Errno(libc::EPIPE));
    bench.until_state(client, TcpState::Close);
}

#[test]
fn a_mebibyte_both_ends_blocking() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET6);
    let sent = seq(1 << 20);
    let sending = bench.start(client, send_all(sent.clone()));
    let got = bench.call(accepted, Call::Recv { size: 1 << 20, flags: libc::MSG_WAITALL });
    assert_eq!(got, data(&sent));
    assert_eq!(sending.outcome(), Outcome::NONE);
}

#[test]
fn calls_made_back_to_back_start_in_order() {
    let bench = Bench::new();
    let (listener, address) = bench.listener(AF_INET);
    let client = bench.engine.new_socket_id();
    bench.start(client, Call::Socket { family: AF_INET, kind: SOCK_STREAM, proto: 0 });
    bench.start(client, Call::Connect { address });
    let count = 200_u32;
    for number in 0..count {
        bench.start(client, send_all(number.to_be_bytes().to_vec()));
    }
    let closing = bench.start(client, Call::Close);
    assert_eq!(closing.outcome(), Outcome::NONE);
    assert!(!bench.ended(closing.id).deferred);
    let accepted = bench.start(listener, Call::Accept).reply().made.unwrap();
    let want: Vec<u8> = (0..count).flat_map(u32::to_be_bytes).collect();
    let got = bench.call(accepted, Call::Recv { size: want.len() as i64, flags: libc::MSG_WAITALL });
    assert_eq!(got, data(&want));
    let kinds: Vec<CallKind> = bench.until(|log| {
        let of = log.iter().filter_map(|event| match event {
            Event::Started(started) if started.sid == client => Some(started.call.kind()),
            _ => None,
        });
        let kinds: Vec<_> = of.collect();
        kinds.contains(&CallKind::Close).then_some(kinds)
    });
    assert_eq!(kinds[..2], [CallKind::Socket, CallKind::Connect]);
    assert_eq!(kinds.len(), count as usize + 3);
}

#[test]
fn no_option_or_flag_is_set_behind_the_persons_back() {
    let bench = Bench::new();
    let (listener, client, accepted) = bench.pair(AF_INET);
    for sid in [listener, client, accepted] {
        for (level, name) in [
            (libc::SOL_SOCKET, libc::SO_REUSEADDR),
            (libc::SOL_SOCKET, libc::SO_KEEPALIVE),
            (libc::IPPROTO_TCP, libc::TCP_NODELAY),
        ] {
            assert_eq!(bench.call(sid, Call::GetSockOpt { level, name, kind: OptionKind::Int }), int(0));
        }
        assert_eq!(bench.call(sid, Call::GetTimeout), Outcome::Ok(Value::Seconds(None)));
    }
    let on = Call::SetSockOpt { level: libc::IPPROTO_TCP, name: libc::TCP_NODELAY, value: OptionValue::Int(1) };
    bench.ok(client, on);
    let get = Call::GetSockOpt { level: libc::IPPROTO_TCP, name: libc::TCP_NODELAY, kind: OptionKind::Int };
    assert_eq!(bench.call(client, get), int(1));
}
