//! Who ended the connection, and how.

use super::bench::*;
use super::python::Python;
use sockscope::call::{Call, OptionValue};

#[test]
fn who_closed_first_is_named() {
    each(&[
        ("why-broken-linger", |board| {
            let [_, client, conn] = board.pair();
            board.well(conn, option("SOL_SOCKET", "SO_LINGER", OptionValue::Linger(1, 0)));
            board.well(conn, Call::Close);
            board.why(client, recv())
        }),
        ("why-broken-unread", |board| {
            let [_, client, conn] = board.pair();
            board.well(client, send(b"nobody reads this"));
            board.well(conn, Call::Poll { events: number("POLLIN"), seconds: 5.0 });
            board.well(conn, Call::Close);
            let found = board.why(client, recv());
            assert!(english(&found).contains("17 of your bytes"), "{}", english(&found));
            found
        }),
        ("why-broken-unix-unread", |board| {
            let [a, b] = board.socketpair("SOCK_STREAM");
            board.well(a, send(b"nobody reads this"));
            board.well(b, Call::Close);
            board.why(a, recv())
        }),
        // What did not fit into the receive is gone with its message: nothing was left unread.
        ("why-broken-unix", |board| {
            let [a, b] = board.socketpair("SOCK_SEQPACKET");
            board.well(a, send(b"two"));
            board.well(b, Call::Recv { size: 2, flags: 0 });
            board.well(b, Call::Close);
            let found = board.why(a, send(b"late"));
            assert!(!english(&found).contains("RST"), "{}", english(&found));
            found
        }),
        ("why-broken-closed-first", |board| {
            let [_, client, conn] = board.pair();
            board.well(conn, Call::Close);
            board.well(client, send(b"too late"));
            board.well(client, Call::Poll { events: number("POLLHUP"), seconds: 5.0 });
            board.why(client, send(b"again"))
        }),
        ("why-broken-never-accepted", |board| {
            let (listener, port) = board.listener("server/s");
            let client = board.tcp("client/s");
            board.well(client, connect(port));
            board.row(client, "its names", |row| row.local.is_some());
            board.well(listener, Call::Close);
            board.why(client, recv())
        }),
        ("why-pipe-shut", |board| {
            let [_, client, _] = board.pair();
            board.well(client, Call::Shutdown { how: number("SHUT_WR") });
            board.why(client, send(b"x"))
        }),
        ("why-reset", |board| {
            let (listener, port) = board.listener("server/s");
            let mut peer = Python::run(&format!(
                "import socket,struct\ns=socket.create_connection(('127.0.0.1',{port}))\nprint(1)\ninput()\n\
                 s.setsockopt(socket.SOL_SOCKET,socket.SO_LINGER,struct.pack('ii',1,0))\ns.close()\nprint(2)\ninput()"
            ));
            peer.line();
            let conn = board.accept(listener, "server/conn");
            peer.tell("");
            peer.line();
            board.why(conn, recv())
        }),
        ("why-pipe-never", |board| {
            let s = board.tcp("client/s");
            board.why(s, send(b"x"))
        }),
    ]);
}
