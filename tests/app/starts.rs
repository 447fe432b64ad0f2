//! The starts make ordinary calls, and two questions come before a call where they must.

use super::board::Board;
use sockscope::app::{AppCommand, MakeCall, Start, StartKind};
use sockscope::call::{Address, Call, CallKind, Outcome, number_of};

fn start(what: StartKind, kind: &str, family: &str, host: &str) -> AppCommand {
    let (kind, family) = (number_of(kind).unwrap(), number_of(family).unwrap());
    AppCommand::Start(Start { what, kind, family, host: host.to_owned(), port: 0, share: false })
}

#[test]
fn both_ends_are_connected_by_ordinary_calls() {
    for (family, host) in [("AF_INET", "127.0.0.1"), ("AF_INET6", "::1")] {
        let mut board = Board::new();
        board.press(start(StartKind::BothEnds, "SOCK_STREAM", family, host));
        let accepted = board.named("server/conn");
        let (server, client) = (board.named("server/s"), board.named("client/s"));
        let accepted = board.row(accepted, "the accepted socket's names", |row| row.peer.is_some());
        let client_row = board.row(client, "the client's names", |row| row.local.is_some() && row.connected);
        assert_eq!(accepted.peer, client_row.local);
        assert_eq!(accepted.listener, Some(server));
        use CallKind::{Accept, Bind, Connect, GetSockName, Listen, Socket};
        assert_eq!(board.kinds(server), [Socket, Bind, Listen, GetSockName, Accept]);
        assert_eq!(board.kinds(client), [Socket, Connect]);
    }
}

#[test]
fn both_ends_of_udp_exchange_datagrams() {
    for (family, host) in [("AF_INET", "127.0.0.1"), ("AF_INET6", "::1")] {
        let mut board = Board::new();
        board.press(start(StartKind::BothEnds, "SOCK_DGRAM", family, host));
        let (server, client) = (board.named("server/u"), board.named("client/u"));
        board.row(client, "a peer", |row| row.peer.is_some());
        assert!(board.call(client, Call::Send { data: b"ping"[..].into(), flags: 0 }).is_ok());
        let received = board.call(server, Call::RecvFrom { size: 2048, flags: 0 });
        assert_eq!(received.data().unwrap()[..], b"ping"[..]);
    }
}

#[test]
fn a_failed_step_ends_the_start_and_leaves_the_sockets() {
    let mut board = Board::new();
    let (kind, family) = (number_of("SOCK_STREAM").unwrap(), number_of("AF_INET").unwrap());
    let host = "127.0.0.1".to_owned();
    // Port 9 is discard: nobody serves it on a test machine's loopback.
    board.press(AppCommand::Start(Start { what: StartKind::Talk, kind, family, host, port: 9, share: false }));
    let client = board.named("client/s");
    assert_eq!(board.outcome(client, 1), Outcome::Errno(libc::ECONNREFUSED));
    assert!(board.row(client, "an open socket", |row| row.open).last_error.is_some());
}

#[test]
fn a_bind_wider_than_loopback_is_asked_once() {
    let mut board = Board::new();
    let server = board.socket("server/s", "AF_INET", "SOCK_STREAM");
    let bind = Call::Bind { address: Address::inet("0.0.0.0", 0) };
    board.press(AppCommand::MakeCall(MakeCall::once(server, bind.clone())));
    board.wait("the question", |state| state.consent.clone());
    board.press(AppCommand::DismissConsent);
    assert_eq!(board.kinds(server), [CallKind::Socket], "nothing was bound");
    board.press(AppCommand::MakeCall(MakeCall::once(server, bind)));
    board.press(AppCommand::BindLoopback);
    assert!(board.outcome(server, 1).is_ok());
    let row = board.row(server, "a local name", |row| row.local.is_some());
    assert_eq!(row.local.as_ref().and_then(|local| local.host()), Some("127.0.0.1"));
}

#[test]
fn a_name_with_one_address_is_called_as_typed() {
    let mut board = Board::new();
    let server = board.socket("server/s", "AF_INET", "SOCK_STREAM");
    board.call(server, Call::Bind { address: Address::inet("localhost", 0) });
    let rows = board.calls(server);
    assert_eq!(rows[1].record.call, Call::Bind { address: Address::inet("localhost", 0) });
    assert!(rows[1].record.outcome.is_ok());
}

#[test]
fn listening_on_an_unbound_socket_is_asked_too() {
    let mut board = Board::new();
    let server = board.socket("server/s", "AF_INET", "SOCK_STREAM");
    board.press(AppCommand::MakeCall(MakeCall::once(server, Call::Listen { backlog: None })));
    board.wait("the question", |state| state.consent.clone());
    board.press(AppCommand::BindLoopback);
    assert!(board.outcome(server, 2).is_ok());
    assert_eq!(board.kinds(server), [CallKind::Socket, CallKind::Bind, CallKind::Listen]);
    let row = board.row(server, "a local name", |row| row.local.is_some());
    assert_eq!(row.local.as_ref().and_then(|local| local.host()), Some("127.0.0.1"));
}
