//! What a waiting call waits for, and why it may wait for ever.

use super::bench::*;
use sockscope::call::{Address, Call, OptionValue};

fn connect_to(host: &str, port: i64) -> Call {
    Call::Connect { address: Address::inet(host, port) }
}

#[test]
fn accept_waits() {
    each(&[
        ("wait-accept", |board| {
            let (s, _) = board.listener("server/s");
            board.why_waits(s, Call::Accept)
        }),
        ("wait-accept-early", |board| {
            let (s, client) = (board.tcp("server/s"), board.tcp("client/s"));
            board.well(s, bind(0));
            let port = board.port(s);
            assert!(board.call(client, connect(port)).is_error());
            board.well(s, Call::Listen { backlog: None });
            board.why_waits(s, Call::Accept)
        }),
        ("wait-accept-same-port", |board| {
            let (s, port) = board.listener("server/s");
            let (client, other) = (board.tcp("client/s"), board.tcp("client/t"));
            assert!(board.call(client, connect_to("127.0.0.2", port)).is_error());
            // Younger, and less likely.
            assert!(board.call(other, connect(dead_port())).is_error());
            board.why_waits(s, Call::Accept)
        }),
        ("wait-accept-other", |board| {
            let (s, _) = board.listener("server/s");
            let client = board.tcp("client/s");
            assert!(board.call(client, connect(dead_port())).is_error());
            board.why_waits(s, Call::Accept)
        }),
        ("wait-accept-elsewhere", |board| {
            let (s, port) = board.listener("server/s");
            let (other, client) = (board.tcp("other/s"), board.tcp("client/s"));
            board.well(other, Call::Bind { address: Address::inet("127.0.0.2", port) });
            board.well(other, Call::Listen { backlog: None });
            board.well(client, connect_to("127.0.0.2", port));
            board.row(client, "its peer", |row| row.peer.is_some());
            board.why_waits(s, Call::Accept)
        }),
        // Nobody is blamed for what was meant for others: a client of another listener, a dial before this one was
        // there, and one to another address and port.
        ("wait-accept", |board| {
            let early = board.tcp("early/s");
            assert!(board.call(early, connect(dead_port())).is_error());
            let (s, _) = board.listener("server/s");
            let (_, other) = board.listener("other/s");
            let (client, far) = (board.tcp("client/s"), board.tcp("client/t"));
            board.well(client, connect(other));
            board.row(client, "its peer", |row| row.peer.is_some());
            assert!(board.call(far, connect_to("127.0.0.9", dead_port())).is_error());
            board.why_waits(s, Call::Accept)
        }),
    ]);
}

#[test]
fn recv_waits() {
    each(&[
        ("wait-recv-nothing", |board| {
            let [_, client, _] = board.pair();
            board.why_waits(client, recv())
        }),
        ("wait-recv-all-read", |board| {
            let [_, client, conn] = board.pair();
            board.well(conn, send(b"hello"));
            board.well(client, recv());
            board.why_waits(client, recv())
        }),
        ("wait-recv-both", |board| {
            let [_, client, conn] = board.pair();
            board.why_waits(conn, recv());
            board.why_waits(client, recv())
        }),
        ("wait-recv-not-accepted", |board| {
            let (_, port) = board.listener("server/s");
            let client = board.tcp("client/s");
            board.well(client, connect(port));
            board.row(client, "its names", |row| row.local.is_some());
            board.why_waits(client, recv())
        }),
        ("wait-send-ours", |board| {
            let [_, client, _] = board.pair();
            board.why_waits(client, Call::SendAll { data: vec![0; 32 << 20].into(), flags: 0 })
        }),
    ]);
}

#[test]
fn datagrams_that_cannot_arrive() {
    fn receiver(board: &mut Board) -> (sockscope::call::SocketId, i64) {
        let u = board.udp("server/u");
        board.well(u, bind(0));
        let port = board.port(u);
        (u, port)
    }
    fn sends(board: &mut Board, to: Address) {
        let u = board.udp("client/u");
        board.well(u, option("SOL_SOCKET", "SO_BROADCAST", OptionValue::Int(1)));
        board.well(u, Call::SendTo { data: b"x"[..].into(), flags: 0, address: to });
    }
    each(&[
        ("wait-recv-datagram", |board| {
            let (u, _) = receiver(board);
            board.why_waits(u, Call::RecvFrom { size: 10, flags: 0 })
        }),
        ("wait-recv-unbound", |board| {
            let u = board.udp("server/u");
            board.why_waits(u, Call::RecvFrom { size: 10, flags: 0 })
        }),
        ("wait-recv-from-peer", |board| {
            let (u, _) = receiver(board);
            board.well(u, connect(dead_port()));
            board.row(u, "its peer", |row| row.peer.is_some());
            board.why_waits(u, Call::RecvFrom { size: 10, flags: 0 })
        }),
        ("wait-recv-broadcast", |board| {
            let (u, port) = receiver(board);
            sends(board, Address::inet("127.255.255.255", port));
            board.why_waits(u, Call::RecvFrom { size: 10, flags: 0 })
        }),
        ("wait-recv-other-port", |board| {
            let (u, _) = receiver(board);
            sends(board, at(dead_port()));
            board.why_waits(u, Call::RecvFrom { size: 10, flags: 0 })
        }),
        ("wait-recv-other-address", |board| {
            let (u, port) = receiver(board);
            sends(board, Address::inet("127.0.0.2", port));
            board.well(u, Call::SetTimeout { seconds: Some(0.02) });
            board.why(u, Call::RecvFrom { size: 10, flags: 0 })
        }),
    ]);
}
