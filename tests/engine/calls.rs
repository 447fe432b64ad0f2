//! Calls that look, wait or ask: recvmsg, recv_exact, poll, inspect, getaddrinfo, option forms.

use crate::bench::{Bench, data, int, recv, send};
use libc::{AF_INET, AF_INET6, SOCK_DGRAM, SOCK_STREAM};
use sockscope::call::{
    Address, ArgumentWhy, BUFLEN_OUT_OF_RANGE, Call, InspectField, InspectValue, OptionKind, OptionValue, Outcome,
    Service, SocketId, TcpState, Value,
};

fn flagged(size: i64, flags: i32) -> Call {
    Call::Recv { size, flags }
}

fn inspect(fields: &[InspectField], until: &[(InspectField, InspectValue)]) -> Call {
    Call::Inspect { fields: fields.to_vec(), until: until.to_vec(), seconds: 10.0 }
}

fn inspected(bench: &Bench, sid: SocketId, call: Call) -> Vec<(InspectField, InspectValue)> {
    match bench.call(sid, call) {
        Outcome::Ok(Value::Inspected(values)) => values,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_datagram_that_does_not_fit_tells_its_length() {
    let bench = Bench::new();
    let (server, address) = bench.bound(AF_INET, SOCK_DGRAM);
    let client = bench.socket(AF_INET, SOCK_DGRAM);
    bench.ok(client, Call::Connect { address });
    for _ in 0..3 {
        bench.call(client, send(b"0123456789"));
    }
    let (peek, trunc) = (libc::MSG_PEEK, libc::MSG_TRUNC);
    let real = |bytes: &[u8]| Outcome::Ok(Value::DataReal(bytes.into(), 10));
    assert_eq!(bench.call(server, flagged(4, peek | trunc)), real(b"0123"));
    assert_eq!(bench.call(server, flagged(4, trunc)), real(b"0123"));
    let from = Some(bench.name(client));
    let message =
        |flags, real| Outcome::Ok(Value::Message { data: b"0123"[..].into(), flags, from: from.clone(), real });
    assert_eq!(bench.call(server, Call::RecvMsg { size: 4, flags: peek }), message(trunc, None));
    assert_eq!(bench.call(server, Call::RecvMsg { size: 4, flags: trunc }), message(trunc, Some(10)));
    assert_eq!(bench.call(server, Call::RecvMsg { size: 4, flags: 0 }), message(trunc, None));
    assert_eq!(bench.call(server, flagged(4, libc::MSG_DONTWAIT)), Outcome::Errno(libc::EAGAIN));
    assert_eq!(bench.call(server, Call::RecvMsg { size: -1, flags: 0 }), Outcome::Argument(ArgumentWhy::Value));
}

#[test]
fn a_streams_bytes_that_are_only_counted_are_not_shown() {
    let bench = Bench::new();
    let (_, client, server) = bench.pair(AF_INET);
    bench.call(client, send(b"secret"));
    assert_eq!(bench.recv(server, 6), data(b"secret"));
    bench.call(client, send(b"gone"));
    let outcome = bench.call(server, flagged(4, libc::MSG_TRUNC));
    assert_eq!(outcome, Outcome::Ok(Value::DataReal(vec![0; 4].into(), 4)));
}

#[test]
fn recv_exact_goes_on_until_it_has_all_or_the_peer_ends() {
    let bench = Bench::new();
    let (_, client, server) = bench.pair(AF_INET);
    let waiting = bench.start_waiting(server, Call::RecvExact { size: 10 });
    bench.call(client, send(b"01234"));
    bench.call(client, send(b"56789more"));
    assert_eq!(waiting.outcome(), data(b"0123456789"));
    bench.ok(client, Call::Close);
    assert_eq!(bench.call(server, Call::RecvExact { size: 10 }), data(b"more"));
    assert_eq!(bench.call(server, Call::RecvExact { size: 10 }), data(b""));
    assert_eq!(bench.call(server, Call::RecvExact { size: -1 }), data(b""));
}

#[test]
fn poll_tells_what_is_ready() {
    let bench = Bench::new();
    let (_, client, server) = bench.pair(AF_INET);
    let poll = |events: i16, seconds| Call::Poll { events: events.into(), seconds };
    let events = |events: i16| Outcome::Ok(Value::Events(events.into()));
    assert_eq!(bench.call(server, poll(libc::POLLIN | libc::POLLOUT, 10.0)), events(libc::POLLOUT));
    assert_eq!(bench.call(server, poll(libc::POLLIN, 0.0)), events(0));
    let waiting = bench.start_waiting(server, poll(libc::POLLIN, -1.0));
    bench.call(client, send(b"x"));
    assert_eq!(waiting.outcome(), events(libc::POLLIN));
    let endless = bench.start_waiting(client, poll(libc::POLLIN, -1.0));
    bench.engine.stop(endless.id);
    assert_eq!(endless.outcome(), Outcome::Stopped { done: 0 });
    bench.ok(server, Call::Close);
    assert_eq!(bench.call(server, poll(libc::POLLIN, 1.0)), Outcome::Argument(ArgumentWhy::Value));
    let refused = Call::Poll { events: 1 << 20, seconds: 1.0 };
    assert_eq!(bench.call(client, refused), Outcome::Argument(ArgumentWhy::Range));
}

#[test]
fn inspect_reads_and_waits_for_a_state() {
    let bench = Bench::new();
    let (listener, client, server) = bench.pair(AF_INET);
    let state = |state| (InspectField::Tcp, InspectValue::State(state));
    let number = |field, bytes| (field, InspectValue::Number(bytes));
    assert_eq!(
        inspected(&bench, listener, inspect(&[], &[])),
        [
            (InspectField::Blocking, InspectValue::Bool(true)),
            (InspectField::Timeout, InspectValue::Seconds(None)),
            state(TcpState::Listen)
        ]
    );
    bench.ok(server, Call::SetTimeout { seconds: Some(2.5) });
    bench.call(client, send(b"0123456789"));
    let until = [number(InspectField::Inq, 10)];
    assert_eq!(inspected(&bench, server, inspect(&[], &until)), until);
    let fields = [InspectField::ONonblock, InspectField::Blocking, InspectField::Timeout];
    assert_eq!(
        inspected(&bench, server, inspect(&fields, &[])),
        [
            (InspectField::ONonblock, InspectValue::Bool(true)),
            (InspectField::Blocking, InspectValue::Bool(true)),
            (InspectField::Timeout, InspectValue::Seconds(Some(2.5)))
        ]
    );
    bench.ok(client, Call::Shutdown { how: libc::SHUT_WR });
    let until = [state(TcpState::CloseWait)];
    assert_eq!(inspected(&bench, server, inspect(&[], &until)), until);
    // What a datagram socket does not have is left out.
    let (udp, _) = bench.bound(AF_INET, SOCK_DGRAM);
    let asked = inspect(&[InspectField::Tcp, InspectField::Inq], &[]);
    assert_eq!(inspected(&bench, udp, asked.clone()), [number(InspectField::Inq, 0)]);
    bench.ok(udp, Call::Close);
    assert_eq!(bench.call(udp, asked), Outcome::Argument(ArgumentWhy::Value));
    let never = inspect(&[], &[number(InspectField::Inq, 1)]);
    let endless = bench.start_waiting(client, never);
    bench.engine.stop(endless.id);
    assert_eq!(endless.outcome(), Outcome::Stopped { done: 0 });
}

fn ask(host: Option<&str>, port: Service, family: i32, kind: i32, flags: i32) -> Call {
    Call::GetAddrInfo { host: host.map(Into::into), port, family, kind, proto: 0, flags }
}

#[test]
fn names_are_asked_as_python_asks_them() {
    let bench = Bench::new();
    let addresses = |call| match bench.call(SocketId::NONE, call) {
        Outcome::Ok(Value::AddrInfo(list)) => {
            list.into_iter().map(|entry| (entry.family, entry.kind, entry.proto, entry.address)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let one = |family, kind, proto, address| vec![(family, kind, proto, address)];
    assert_eq!(
        addresses(ask(Some("127.0.0.1"), Service::Number(80), 0, SOCK_STREAM, 0)),
        one(AF_INET, SOCK_STREAM, 6, Address::inet("127.0.0.1", 80))
    );
    assert_eq!(
        addresses(ask(Some("::1"), Service::Name("http".into()), AF_INET6, SOCK_STREAM, 0)),
        one(AF_INET6, SOCK_STREAM, 6, Address::inet6("::1", 80))
    );
    assert_eq!(
        addresses(ask(None, Service::Number(80), AF_INET, SOCK_STREAM, libc::AI_PASSIVE)),
        one(AF_INET, SOCK_STREAM, 6, Address::inet("0.0.0.0", 80))
    );
    assert_eq!(
        addresses(ask(Some("0x7f.1"), Service::None, 0, SOCK_DGRAM, 0)),
        one(AF_INET, SOCK_DGRAM, 17, Address::inet("127.0.0.1", 0))
    );
    let refused = |call, eai| assert_eq!(bench.call(SocketId::NONE, call), Outcome::Eai(eai));
    refused(ask(Some("::1"), Service::Number(1), AF_INET, 0, 0), -9);
    refused(ask(Some("127.0.0.1"), Service::Name("nosuch".into()), 0, SOCK_STREAM, 0), libc::EAI_SERVICE);
    refused(ask(None, Service::None, 0, 0, 0), libc::EAI_NONAME);
    let encoding = Outcome::Argument(ArgumentWhy::Encoding);
    assert_eq!(bench.call(SocketId::NONE, ask(Some("a..b"), Service::None, 0, 0, 0)), encoding);
}

#[test]
fn options_in_their_own_forms() {
    let bench = Bench::new();
    let tcp = bench.socket(AF_INET, SOCK_STREAM);
    let socket = |name, value| Call::SetSockOpt { level: libc::SOL_SOCKET, name, value };
    let get = |name, kind| Call::GetSockOpt { level: libc::SOL_SOCKET, name, kind };
    bench.ok(tcp, socket(libc::SO_LINGER, OptionValue::Linger(1, 7)));
    assert_eq!(bench.call(tcp, get(libc::SO_LINGER, OptionKind::Linger)), Outcome::Ok(Value::Linger(1, 7)));
    bench.ok(tcp, socket(libc::SO_RCVTIMEO, OptionValue::TimeVal(0.2)));
    assert_eq!(bench.call(tcp, get(libc::SO_RCVTIMEO, OptionKind::TimeVal)), Outcome::Ok(Value::TimeVal(0.2)));
    assert_eq!(bench.call(tcp, get(libc::SO_ERROR, OptionKind::Errno)), Outcome::Ok(Value::Errno(0)));
    let buflen = Outcome::Argument(ArgumentWhy::Said(BUFLEN_OUT_OF_RANGE));
    assert_eq!(bench.call(tcp, get(libc::SO_ERROR, OptionKind::Bytes(1025))), buflen);
    assert_eq!(
        bench.call(tcp, socket(libc::SO_KEEPALIVE, OptionValue::Odd("null".into()))),
        Outcome::Argument(ArgumentWhy::Type)
    );
    let udp = bench.socket(AF_INET, SOCK_DGRAM);
    let ip = |name, value| Call::SetSockOpt { level: libc::IPPROTO_IP, name, value };
    let group = |group: &str| OptionValue::Mreq(group.into(), "127.1".into());
    bench.ok(udp, ip(libc::IP_MULTICAST_IF, OptionValue::Ip("127.0.0.1".into())));
    bench.ok(udp, ip(libc::IP_ADD_MEMBERSHIP, group("239.7.7.7")));
    let again = bench.call(udp, ip(libc::IP_ADD_MEMBERSHIP, group("239.7.7.7")));
    assert_eq!(again, Outcome::Errno(libc::EADDRINUSE));
    bench.ok(udp, ip(libc::IP_DROP_MEMBERSHIP, group("239.7.7.7")));
    let illegal = Outcome::Argument(ArgumentWhy::Said("illegal IP address string passed to inet_aton"));
    assert_eq!(bench.call(udp, ip(libc::IP_ADD_MEMBERSHIP, group("no"))), illegal);
}

#[test]
fn getblocking_follows_the_timeout() {
    let bench = Bench::new();
    let sid = bench.socket(AF_INET, SOCK_STREAM);
    let blocking = |flag| Outcome::Ok(Value::Bool(flag));
    assert_eq!(bench.call(sid, Call::GetBlocking), blocking(true));
    bench.ok(sid, Call::SetTimeout { seconds: Some(0.0) });
    assert_eq!(bench.call(sid, Call::GetBlocking), blocking(false));
    bench.ok(sid, Call::SetTimeout { seconds: Some(0.5) });
    assert_eq!(bench.call(sid, Call::GetBlocking), blocking(true));
    bench.ok(sid, Call::Close);
    assert_eq!(bench.call(sid, Call::GetBlocking), blocking(true));
    assert_eq!(bench.call(sid, recv(0)), data(b""));
    assert_eq!(bench.call(sid, Call::FileNo), int(-1));
}
