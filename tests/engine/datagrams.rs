//! UDP, both families.

use crate::bench::{Bench, int, send};
use libc::{AF_INET, AF_INET6, SOCK_DGRAM};
use sockscope::call::{Address, Call, Event, Notice, Outcome, SocketId, Value};

fn send_to(bytes: &[u8], address: &Address) -> Call {
    Call::SendTo { data: bytes.into(), flags: 0, address: address.clone() }
}

fn recv_from(bench: &Bench, sid: SocketId) -> (Vec<u8>, Address) {
    match bench.call(sid, Call::RecvFrom { size: 65_536, flags: 0 }) {
        Outcome::Ok(Value::DataFrom(data, Some(from))) => (data.to_vec(), from),
        other => panic!("{other:?}"),
    }
}

#[test]
fn both_ways_over_both_families() {
    for family in [AF_INET, AF_INET6] {
        let bench = Bench::new();
        let (server, address) = bench.bound(family, SOCK_DGRAM);
        let client = bench.socket(family, SOCK_DGRAM);
        assert_eq!(bench.call(client, send_to(b"ping", &address)), int(4));
        let (got, from) = recv_from(&bench, server);
        assert_eq!(got, b"ping");
        // sendto bound it, and that was told: the wildcard with the port that the server saw.
        assert_eq!(bench.names(client).0.unwrap().port(), from.port());
        assert_eq!(bench.call(server, send_to(b"", &from)), int(0));
        assert_eq!(bench.call(server, send_to(&[0, 255], &from)), int(2));
        assert_eq!(recv_from(&bench, client), (vec![], address.clone()));
        assert_eq!(recv_from(&bench, client), (vec![0, 255], address.clone()));
    }
}

#[test]
fn errors_of_datagrams() {
    let bench = Bench::new();
    let client = bench.socket(AF_INET, SOCK_DGRAM);
    assert_eq!(bench.call(client, send(b"x")), Outcome::Errno(libc::EDESTADDRREQ));
    let nowhere = Address::inet("127.0.0.1", 9);
    let big = vec![0_u8; 65_508];
    assert_eq!(bench.call(client, send_to(&big, &nowhere)), Outcome::Errno(libc::EMSGSIZE));
    let (gone, address) = bench.bound(AF_INET, SOCK_DGRAM);
    bench.ok(gone, Call::Close);
    bench.ok(client, Call::Connect { address });
    assert_eq!(bench.call(client, send(b"x")), int(1));
    assert_eq!(bench.recv(client, 10), Outcome::Errno(libc::ECONNREFUSED));
}

/// 5,000 datagrams to a socket that nobody reads: those that fit are received, and the kernel's drops make up the rest.
#[test]
fn what_the_kernel_dropped_is_told_before_the_socket_is_closed() {
    const SENT: u64 = 5_000;
    let bench = Bench::new();
    let (server, address) = bench.bound(AF_INET, SOCK_DGRAM);
    let to = address.to_string();
    let sender = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    for _ in 0..SENT {
        sender.send_to(&[7; 64], &to).unwrap();
    }
    let mut received = 0;
    bench.ok(server, Call::SetBlocking { blocking: false });
    while bench.recv(server, 100).is_ok() {
        received += 1;
    }
    // A copy has the same count in the kernel: what it was when it was made is not told of it.
    let copy = bench.start(server, Call::Dup).reply().made.unwrap();
    assert_eq!(bench.recv(copy, 100), Outcome::Errno(libc::EAGAIN));
    bench.ok(copy, Call::Close);
    bench.ok(server, Call::Close);
    let dropped: u64 = bench.until(|log| {
        let counts = log.iter().filter_map(|event| match event {
            Event::Noticed { sid, notice: Notice::Drops { count }, .. } if *sid == Some(server) => Some(*count),
            _ => None,
        });
        let dropped = counts.sum();
        (dropped + received >= SENT).then_some(dropped)
    });
    let is_of_copy =
        |event: &Event| matches!(event, Event::Noticed { sid, notice: Notice::Drops { .. }, .. } if *sid == Some(copy));
    assert!(!bench.until(|log| Some(log.iter().any(is_of_copy))));
    assert!(dropped > 0 && received > 0);
    assert_eq!(dropped + received, SENT);
}
