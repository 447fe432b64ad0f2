//! ECONNREFUSED: nobody there, or somewhere else.

use super::bench::*;
use sockscope::call::{Address, Call};

#[test]
fn nobody_listens_there() {
    each(&[
        ("why-refused-nobody", |board| {
            let s = board.tcp("client/s");
            board.why(s, connect(dead_port()))
        }),
        ("why-refused-other-port", |board| {
            board.listener("server/s");
            let s = board.tcp("client/s");
            board.why(s, connect(dead_port()))
        }),
        ("why-refused-other-family", |board| {
            let (_, port) = board.listener("server/s");
            let s = board.socket("client/s", "AF_INET6", TCP);
            board.why(s, Call::Connect { address: Address::inet6("::1", port) })
        }),
        ("why-refused-other-address", |board| {
            let (_, port) = board.listener("server/s");
            let s = board.tcp("client/s");
            board.why(s, Call::Connect { address: Address::inet("127.0.0.2", port) })
        }),
        ("why-refused-bound-only", |board| {
            let server = board.tcp("server/s");
            board.well(server, bind(0));
            let port = board.port(server);
            let s = board.tcp("client/s");
            board.why(s, connect(port))
        }),
        ("why-refused-program-family", |board| {
            let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let port = other.local_addr().unwrap().port().into();
            let s = board.socket("client/s", "AF_INET6", TCP);
            board.why(s, Call::Connect { address: Address::inet6("::1", port) })
        }),
        ("why-refused-program-now", |board| {
            let (s, port) = (board.tcp("client/s"), dead_port());
            let outcome = board.call(s, connect(port));
            let _late = std::net::TcpListener::bind(("127.0.0.1", u16::try_from(port).unwrap())).unwrap();
            board.why_last(s, &outcome)
        }),
        ("why-refused-program-address", |board| {
            let other = std::net::TcpListener::bind("127.0.0.2:0").unwrap();
            let s = board.tcp("client/s");
            board.why(s, connect(other.local_addr().unwrap().port().into()))
        }),
        ("why-timeout-queue-full", |board| {
            let server = board.tcp("server/s");
            board.well(server, bind(0));
            board.well(server, Call::Listen { backlog: Some(0) });
            let port = board.port(server);
            // Linux holds one more than the backlog.
            let first = board.tcp("client/a");
            board.well(first, connect(port));
            let s = board.tcp("client/s");
            board.well(s, Call::SetTimeout { seconds: Some(0.3) });
            let found = board.why(s, connect(port));
            board.press_remedy(Some(s), &found, "accept on server/s");
            board.row(server, "accepted", |row| row.accepted == 1);
            found
        }),
        ("why-port-zero", |board| {
            let s = board.tcp("client/s");
            board.why(s, connect(0))
        }),
        ("why-aborted-connect", |board| {
            let s = board.tcp("client/s");
            board.well(s, Call::SetTimeout { seconds: Some(5.0) });
            let port = dead_port();
            assert!(board.call(s, connect(port)).is_error());
            let found = board.why(s, connect(port));
            // And the next one really begins anew.
            assert_eq!(board.why(s, connect(port)).cause(), "why-refused-nobody");
            found
        }),
        ("why-refused-late", |board| {
            let u = board.udp("client/u");
            board.well(u, connect(dead_port()));
            board.well(u, send(b"x"));
            board.why(u, recv())
        }),
        ("why-refused-late-now-there", |board| {
            let (u, port) = (board.udp("client/u"), dead_port());
            board.well(u, connect(port));
            board.well(u, send(b"x"));
            let outcome = board.call(u, recv());
            let server = board.udp("server/u");
            board.well(server, bind(port));
            board.row(server, "its name", |row| row.local.is_some());
            board.why_last(u, &outcome)
        }),
    ]);
}
