//! Waiting calls: shown, stopped, and no hindrance to quitting.

use super::board::Board;
use super::python::Python;
use sockscope::app::AppCommand;
use sockscope::call::{Address, Call, CallKind, Outcome, SocketId};
use std::time::{Duration, Instant};

fn listening(board: &mut Board, name: &str) -> (SocketId, i64) {
    let server = board.socket(name, "AF_INET", "SOCK_STREAM");
    assert!(board.call(server, Call::Bind { address: Address::inet("127.0.0.1", 0) }).is_ok());
    assert!(board.call(server, Call::Listen { backlog: Some(5) }).is_ok());
    let row = board.row(server, "a port", |row| row.local.is_some());
    (server, row.local.as_ref().and_then(Address::port).unwrap())
}

fn waits(board: &mut Board, sid: SocketId, call: Call) -> Duration {
    let kind = call.kind();
    board.press(AppCommand::MakeCall(sockscope::app::MakeCall::once(sid, call)));
    board.row(sid, kind.name(), |row| row.waiting.len() == 1);
    let index = board.kinds(sid).iter().rposition(|made| *made == kind).unwrap();
    let pressed = Instant::now();
    board.press(AppCommand::StopSocket(sid));
    let outcome = board.outcome(sid, index);
    let took = pressed.elapsed();
    assert!(matches!(outcome, Outcome::Stopped { .. }), "{}: {outcome:?}", kind.name());
    took
}

#[test]
fn every_waiting_call_is_stopped_and_the_socket_goes_on() {
    let mut board = Board::new();
    let (server, port) = listening(&mut board, "server/s");
    let limit = Duration::from_millis(200);
    assert!(waits(&mut board, server, Call::Accept) < limit);
    let client = board.socket("client/s", "AF_INET", "SOCK_STREAM");
    assert!(board.call(client, Call::Connect { address: Address::inet("127.0.0.1", port) }).is_ok());
    assert!(board.call(server, Call::Accept).is_ok(), "the listener still accepts");
    assert!(waits(&mut board, client, Call::Recv { size: 10, flags: 0 }) < limit);
    let much: sockscope::call::Payload = vec![7; 32 << 20].into();
    assert!(waits(&mut board, client, Call::SendAll { data: much, flags: 0 }) < limit);
    let udp = board.socket("client/u", "AF_INET", "SOCK_DGRAM");
    assert!(board.call(udp, Call::Bind { address: Address::inet("127.0.0.1", 0) }).is_ok());
    assert!(waits(&mut board, udp, Call::RecvFrom { size: 10, flags: 0 }) < limit);
    assert!(board.call(udp, Call::GetSockName).is_ok(), "the socket is still usable");
}

#[test]
fn quitting_with_fifty_waiting_calls_takes_under_a_second() {
    let mut board = Board::new();
    let (server, _) = listening(&mut board, "server/s");
    for _ in 0..50 {
        board.press(AppCommand::MakeCall(sockscope::app::MakeCall::once(server, Call::Accept)));
    }
    board.row(server, "fifty waiting calls", |row| row.waiting.len() == 50);
    let quit = Instant::now();
    board.state.shut_down();
    assert!(quit.elapsed() < Duration::from_secs(1), "{:?}", quit.elapsed());
}

#[test]
fn a_peer_that_resets_is_named() {
    let mut board = Board::new();
    let (server, port) = listening(&mut board, "server/s");
    let mut peer = Python::run(&format!(
        "import socket,struct\ns=socket.create_connection(('127.0.0.1',{port}))\nprint(1)\ninput()\n\
         s.setsockopt(socket.SOL_SOCKET,socket.SO_LINGER,struct.pack('ii',1,0))\ns.close()\nprint(2)\ninput()"
    ));
    peer.line();
    let accept = sockscope::app::MakeCall {
        makes: Some(sockscope::call::Name::new("server", "conn")),
        ..sockscope::app::MakeCall::once(server, Call::Accept)
    };
    board.press(AppCommand::MakeCall(accept));
    let conn = board.named("server/conn");
    peer.tell("");
    peer.line();
    assert_eq!(board.call(conn, Call::Recv { size: 10, flags: 0 }), Outcome::Errno(libc::ECONNRESET));
    let row = board.row(conn, "the error", |row| row.last_error.is_some());
    let (_, kind, outcome) = row.last_error.clone().unwrap();
    assert_eq!(kind, CallKind::Recv);
    let explained = board.state.explain(&row, &Call::Recv { size: 10, flags: 0 }, &outcome).unwrap();
    assert!(!explained.tries.is_empty());
}

#[test]
fn keep_receiving_is_off_once_the_peer_has_reset() {
    let mut board = Board::new();
    let (server, port) = listening(&mut board, "server/s");
    let mut peer = Python::run(&format!(
        "import socket,struct\ns=socket.create_connection(('127.0.0.1',{port}))\nprint(1)\ninput()\n\
         s.setsockopt(socket.SOL_SOCKET,socket.SO_LINGER,struct.pack('ii',1,0))\ns.close()\ninput()"
    ));
    peer.line();
    let makes = Some(sockscope::call::Name::new("server", "conn"));
    let accept = sockscope::app::MakeCall { makes, ..sockscope::app::MakeCall::once(server, Call::Accept) };
    board.press(AppCommand::MakeCall(accept));
    let conn = board.named("server/conn");
    board.press(AppCommand::KeepReceiving(conn, true));
    assert!(board.state.keeping[&conn].receiving);
    peer.tell("");
    board.wait("keep receiving off", |state| (!state.keeping.contains_key(&conn)).then_some(()));
}
