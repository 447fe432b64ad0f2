//! Unix sockets: paths, abstract names, unnamed ends, and the descriptors that calls make beside `socket`.

use crate::bench::{Bench, data, int, recv, send};
use libc::{AF_INET, AF_UNIX, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_STREAM};
use sockscope::call::{Address, ArgumentWhy, Call, Outcome, PATH_TOO_LONG, SocketId, Value};
use sockscope::net::Request;

fn bind(address: Address) -> Call {
    Call::Bind { address }
}

fn accepted(bench: &Bench, listener: SocketId) -> (SocketId, Outcome) {
    let reply = bench.start(listener, Call::Accept).reply();
    (reply.made.expect("a socket"), reply.outcome)
}

fn pair(bench: &Bench, kind: i32) -> (SocketId, SocketId) {
    let first = bench.engine.new_socket_id();
    let call = Call::SocketPair { family: AF_UNIX, kind, proto: 0, other: None };
    let reply = bench.start_request(Request::new(first, call)).reply();
    assert_eq!(reply.outcome, Outcome::NONE);
    (first, reply.made.expect("the second end"))
}

#[test]
fn a_path_is_bound_reached_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = Address::unix(folder.path().join("room.sock").to_str().unwrap());
    for kind in [SOCK_STREAM, SOCK_SEQPACKET] {
        let bench = Bench::new();
        let listener = bench.socket(AF_UNIX, kind);
        bench.ok(listener, bind(path.clone()));
        bench.ok(listener, Call::Listen { backlog: None });
        let client = bench.socket(AF_UNIX, kind);
        assert_eq!(bench.name(client), Address::unix(""));
        bench.ok(client, Call::Connect { address: path.clone() });
        let (server, outcome) = accepted(&bench, listener);
        assert_eq!(outcome, Outcome::Ok(Value::Accepted(Some(Address::unix("")))));
        assert_eq!(bench.call(client, Call::GetPeerName), Outcome::Ok(Value::Address(Some(path.clone()))));
        assert_eq!(bench.names(client), (None, Some(path.clone())));
        assert_eq!(bench.call(client, send(b"one")), int(3));
        assert_eq!(bench.call(client, send(b"second")), int(6));
        let first = bench.recv(server, 100);
        assert_eq!(first, if kind == SOCK_STREAM { data(b"onesecond") } else { data(b"one") });
        // A connected stream names no sender; neither does a datagram of an unnamed socket.
        if kind == SOCK_SEQPACKET {
            let message = bench.call(server, Call::RecvMsg { size: 3, flags: 0 });
            let flags = libc::MSG_TRUNC;
            assert_eq!(message, Outcome::Ok(Value::Message { data: b"sec"[..].into(), flags, from: None, real: None }));
        }
        std::fs::remove_file(folder.path().join("room.sock")).unwrap();
    }
}

#[test]
fn an_abstract_name_has_nuls_and_goes_with_its_socket() {
    let bench = Bench::new();
    let name = Address::abstract_name(format!("sockscope-test\0{}\u{ff}", std::process::id()));
    let listener = bench.socket(AF_UNIX, SOCK_STREAM);
    bench.ok(listener, bind(name.clone()));
    assert_eq!(bench.name(listener), name);
    bench.ok(listener, Call::Listen { backlog: None });
    let client = bench.socket(AF_UNIX, SOCK_STREAM);
    bench.ok(client, Call::Connect { address: name.clone() });
    bench.ok(listener, Call::Close);
    let late = bench.socket(AF_UNIX, SOCK_STREAM);
    assert_eq!(bench.call(late, Call::Connect { address: name }), Outcome::Errno(libc::ECONNREFUSED));
}

#[test]
fn the_kernel_picks_a_name_for_nothing() {
    let bench = Bench::new();
    let sid = bench.socket(AF_UNIX, SOCK_DGRAM);
    bench.ok(sid, bind(Address::unix("")));
    match bench.name(sid) {
        Address::Abstract { name } => assert!(name.len() == 5 && name.iter().all(u8::is_ascii_hexdigit), "{name:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_cannot_be_a_name_is_refused_before_the_kernel() {
    let bench = Bench::new();
    let sid = bench.socket(AF_UNIX, SOCK_STREAM);
    let too_long = Outcome::Argument(ArgumentWhy::Said(PATH_TOO_LONG));
    assert_eq!(bench.call(sid, bind(Address::unix([b'p'; 108]))), too_long);
    assert_eq!(bench.call(sid, bind(Address::abstract_name([b'a'; 108]))), too_long);
    assert_eq!(bench.call(sid, bind(Address::inet("127.0.0.1", 0))), Outcome::Argument(ArgumentWhy::Type));
    bench.ok(sid, bind(Address::abstract_name([b'x'; 107])));
    let inet = bench.socket(AF_INET, SOCK_STREAM);
    assert_eq!(bench.call(inet, bind(Address::unix("/tmp/x"))), Outcome::Argument(ArgumentWhy::Type));
    let netlink = bench.socket(libc::AF_NETLINK, SOCK_DGRAM);
    assert_eq!(bench.call(netlink, bind(Address::inet("", 0))), Outcome::Argument(ArgumentWhy::Type));
}

#[test]
fn a_pair_is_two_sockets_that_know_each_other() {
    let bench = Bench::new();
    let (a, b) = pair(&bench, SOCK_STREAM);
    assert_eq!(bench.name(a), Address::unix(""));
    assert_eq!(bench.call(a, send(b"x")), int(1));
    assert_eq!(bench.recv(b, 10), data(b"x"));
    bench.ok(a, Call::Shutdown { how: libc::SHUT_WR });
    assert_eq!(bench.recv(b, 10), data(b""));
    bench.ok(b, Call::Close);
    assert_eq!(bench.call(a, recv(10)), data(b""));
    assert_eq!(bench.call(a, Call::GetPeerName), Outcome::Ok(Value::Address(Some(Address::unix("")))));
    let sid = bench.engine.new_socket_id();
    let inet = Call::SocketPair { family: AF_INET, kind: SOCK_STREAM, proto: 0, other: None };
    assert_eq!(bench.call(sid, inet), Outcome::Errno(libc::EOPNOTSUPP));
}

#[test]
fn the_connection_lives_until_the_last_descriptor_is_closed() {
    let bench = Bench::new();
    let (a, b) = pair(&bench, SOCK_STREAM);
    let copy = bench.start(a, Call::Dup).reply().made.expect("a copy");
    bench.ok(a, Call::Close);
    bench.ok(b, Call::SetBlocking { blocking: false });
    assert_eq!(bench.recv(b, 10), Outcome::Errno(libc::EAGAIN));
    assert_eq!(bench.call(copy, send(b"by the copy")), int(11));
    bench.ok(b, Call::SetBlocking { blocking: true });
    assert_eq!(bench.recv(b, 100), data(b"by the copy"));
    bench.ok(copy, Call::Close);
    assert_eq!(bench.recv(b, 10), data(b""));
    assert_eq!(bench.call(copy, Call::Dup), Outcome::Errno(libc::EBADF));
}

#[test]
fn a_detached_descriptor_stays_open() {
    let bench = Bench::new();
    let (a, b) = pair(&bench, SOCK_STREAM);
    let Outcome::Ok(Value::Int(number)) = bench.call(a, Call::FileNo) else { panic!("no descriptor") };
    assert_eq!(bench.call(a, Call::Detach), int(number));
    assert_eq!(bench.call(a, Call::FileNo), int(-1));
    assert_eq!(bench.call(a, Call::Detach), int(-1));
    bench.ok(a, Call::Close);
    // Nobody closed it: no EOF on the other end.
    bench.ok(b, Call::SetBlocking { blocking: false });
    assert_eq!(bench.recv(b, 10), Outcome::Errno(libc::EAGAIN));
}
