//! EADDRINUSE and EADDRNOTAVAIL: who has the address.

use super::bench::*;
use super::python::Python;
use sockscope::app::{AppCommand, MakeCall, PathPurpose};
use sockscope::call::{Address, Call, OptionValue, SocketId};
use sockscope::doctor::Explanation;

/// A server whose connection it closed first, and which is gone: the client closed as well, or not yet.
fn old_connection(board: &mut Board, reuse: bool, both: bool) -> Explanation {
    let s = board.tcp("server/s");
    if reuse {
        board.well(s, option("SOL_SOCKET", "SO_REUSEADDR", OptionValue::Int(1)));
    }
    board.well(s, bind(0));
    board.well(s, Call::Listen { backlog: Some(5) });
    let port = board.port(s);
    let client = board.tcp("client/s");
    board.well(client, connect(port));
    let conn = board.accept(s, "server/conn");
    board.well(conn, Call::Close);
    board.well(s, Call::Close);
    board.well(client, recv());
    if both {
        board.well(client, Call::Close);
    }
    let again = board.tcp("server/again");
    board.why(again, bind(port))
}

#[test]
fn the_address_is_taken() {
    each(&[
        ("why-in-use-ours", |board| {
            let (_, port) = board.listener("server/s");
            let s = board.tcp("server/t");
            board.why(s, bind(port))
        }),
        ("why-in-use-time-wait", |board| old_connection(board, false, true)),
        ("why-in-use-fin-wait", |board| old_connection(board, false, false)),
        ("why-in-use-program", |board| {
            let mut holder = Python::run(HOLDS);
            let port = holder.number();
            let s = board.tcp("server/s");
            let found = board.why(s, bind(port.into()));
            let said = english(&found);
            assert!(said.contains("python") && said.contains("(pid "), "{said}");
            found
        }),
        ("why-in-use-own", |board| {
            let (s, port) = board.listener("server/s");
            board.well(s, Call::Detach);
            let t = board.tcp("server/t");
            let found = board.why(t, bind(port));
            assert!(!english(&found).contains("(pid "), "{}", english(&found));
            found
        }),
        ("why-not-here", |board| {
            let s = board.tcp("server/s");
            let call = Call::Bind { address: Address::inet("192.0.2.1", 0) };
            board.press(AppCommand::MakeCall(MakeCall::once(s, call)));
            board.press(AppCommand::AllowWideBind);
            let outcome = board.outcome(s, 1);
            board.why_last(s, &outcome)
        }),
        ("why-bind-twice", |board| {
            let s = board.tcp("server/s");
            board.well(s, bind(0));
            board.why(s, bind(0))
        }),
    ]);
}

#[test]
fn what_the_machine_said_is_of_the_live_session_alone() {
    let mut holder = Python::run(HOLDS);
    let port = holder.number();
    let mut board = Board::new();
    let s = board.tcp("server/s");
    assert_eq!(board.why(s, bind(port.into())).cause(), "why-in-use-program");
    let path = board.folder.path().join("older.jsonl");
    board.press(AppCommand::AskPath(PathPurpose::SaveSession));
    board.press(AppCommand::TakePath { path: path.clone(), replace: false });
    board.wait("the file", |_| path.exists().then_some(()));
    board.press(AppCommand::OpenSession(path));
    board.wait("the file's rows", |state| (!state.is_live() && state.snapshot.rows == 2).then_some(()));
    // A record of the same number, and another day.
    let found = board.calls(s).last().unwrap().clone();
    let row = board.state.socket(s).cloned();
    assert_eq!(board.state.why(row.as_deref(), &found).unwrap().cause(), "why-in-use-other");
    board.press(AppCommand::CloseReading);
    board.wait("the live rows", |state| state.is_live().then_some(()));
    let found = board.calls(s).last().unwrap().clone();
    let row = board.state.socket(s).cloned();
    assert_eq!(board.state.why(row.as_deref(), &found).unwrap().cause(), "why-in-use-program");
}

/// A program that holds a port until its standard input ends.
pub const HOLDS: &str = "import socket\ns=socket.socket()\ns.bind(('127.0.0.1',0))\ns.listen()\n\
                         print(s.getsockname()[1])\ninput()";

#[test]
fn so_reuseaddr_is_offered_where_it_helps_and_then_it_does() {
    let mut board = Board::new();
    let found = old_connection(&mut board, false, true);
    assert!(!english(&found).contains("SO_REUSEADDR, then bind"), "{}", english(&found));
    assert!(english(&found).contains("a connection of server/s"), "whose it was: {}", english(&found));

    let mut board = Board::new();
    let found = old_connection(&mut board, true, true);
    let again: SocketId = board.named("server/again");
    let labels = english(&found);
    let (zero, reuse) = (labels.find("[bind port 0"), labels.find("[Set SO_REUSEADDR"));
    assert!(zero.is_some() && zero < reuse, "port 0 comes first: {labels}");
    board.press_remedy(Some(again), &found, "Set SO_REUSEADDR");
    board.row(again, "bound", |row| row.local.is_some());
}
