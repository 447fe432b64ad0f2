//! The files of Unix sockets.

use super::bench::*;
use super::python::Python;
use sockscope::app::{AppCommand, WhyCommand};
use sockscope::call::{Address, Call, SocketId};
use std::path::PathBuf;
use std::process::Command;

fn path(board: &Board, name: &str) -> PathBuf {
    board.folder.path().join(name)
}

fn address(board: &Board, name: &str) -> Address {
    use std::os::unix::ffi::OsStrExt as _;
    Address::unix(path(board, name).as_os_str().as_bytes())
}

fn socket(board: &mut Board, kind: &str) -> SocketId {
    board.socket("client/x", "AF_UNIX", kind)
}

fn stale(board: &Board, name: &str) {
    drop(std::os::unix::net::UnixListener::bind(path(board, name)).unwrap());
}

/// A program that has bound `s` of the test's folder by a name of its own, and does not listen yet.
fn bound_elsewhere(board: &Board) -> Python {
    let program = "import socket\ns=socket.socket(socket.AF_UNIX)\ns.bind('s')\nprint(1)\ninput()";
    let mut python = Command::new("python3");
    let mut python = Python::spawn(python.args(["-u", "-c", program]).current_dir(board.folder.path()));
    python.number();
    python
}

#[test]
fn paths() {
    each(&[
        ("why-path-missing", |board| {
            let (s, address) = (socket(board, TCP), address(board, "none"));
            board.why(s, Call::Connect { address })
        }),
        ("why-path-no-folder", |board| {
            let (s, address) = (socket(board, TCP), address(board, "none/s"));
            board.why(s, Call::Bind { address })
        }),
        ("why-path-not-folder", |board| {
            std::fs::write(path(board, "file"), "").unwrap();
            let (s, address) = (socket(board, TCP), address(board, "file/s"));
            board.why(s, Call::Bind { address })
        }),
        ("why-path-stale", |board| {
            stale(board, "s");
            let (s, address) = (socket(board, TCP), address(board, "s"));
            board.why(s, Call::Connect { address })
        }),
        ("why-path-no-socket", |board| {
            std::fs::write(path(board, "file"), "").unwrap();
            let (s, address) = (socket(board, TCP), address(board, "file"));
            board.why(s, Call::Connect { address })
        }),
        ("why-in-use-path", |board| {
            stale(board, "s");
            let (s, address) = (socket(board, TCP), address(board, "s"));
            board.why(s, Call::Bind { address })
        }),
        ("why-path-listened", |board| {
            let _theirs = std::os::unix::net::UnixListener::bind(path(board, "s")).unwrap();
            let (s, address) = (socket(board, TCP), address(board, "s"));
            board.why(s, Call::Bind { address })
        }),
        ("why-path-listened", |board| {
            let _theirs = bound_elsewhere(board);
            let (s, address) = (socket(board, TCP), address(board, "s"));
            board.why(s, Call::Bind { address })
        }),
        ("why-refused-path-bound", |board| {
            let _theirs = bound_elsewhere(board);
            let (s, address) = (socket(board, TCP), address(board, "s"));
            board.why(s, Call::Connect { address })
        }),
        ("why-path-stale", |board| {
            stale(board, "old");
            std::os::unix::fs::symlink(path(board, "old"), path(board, "s")).unwrap();
            let (s, address) = (socket(board, TCP), address(board, "s"));
            board.why(s, Call::Connect { address })
        }),
        ("why-path-other-kind", |board| {
            let _theirs = std::os::unix::net::UnixDatagram::bind(path(board, "s")).unwrap();
            let (s, address) = (socket(board, TCP), address(board, "s"));
            board.why(s, Call::Connect { address })
        }),
        ("why-path-too-long-by", |board| {
            let (s, address) = (socket(board, TCP), address(board, &"x".repeat(108)));
            board.why(s, Call::Bind { address })
        }),
        ("why-again-connect-unix", |board| {
            let s = board.socket("server/s", "AF_UNIX", TCP);
            board.well(s, Call::Bind { address: address(board, "s") });
            board.well(s, Call::Listen { backlog: Some(0) });
            for number in 0..4 {
                let client = board.socket(&format!("client/{number}"), "AF_UNIX", TCP);
                board.well(client, Call::SetBlocking { blocking: false });
                let address = address(board, "s");
                let outcome = board.call(client, Call::Connect { address });
                if outcome.is_error() {
                    return board.why_last(client, &outcome);
                }
            }
            panic!("its queue has no end");
        }),
        ("why-refused-abstract", |board| {
            let s = socket(board, TCP);
            board.why(s, Call::Connect { address: Address::abstract_name("sockscope-nobody") })
        }),
    ]);
}

/// Says yes, and waits for the words why it stays.
fn refuses_to_remove(board: &mut Board) {
    board.press(AppCommand::Why(WhyCommand::Remove(true)));
    while board.state.toasts.take().is_none() {
        board.wait("a tick", |_| Some(()));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn the_file_of_a_socket_that_is_gone_is_removed_once_asked() {
    let mut board = Board::new();
    stale(&board, "s");
    let (s, address) = (socket(&mut board, TCP), address(&board, "s"));
    let found = board.why(s, Call::Bind { address: address.clone() });
    board.press_remedy(Some(s), &found, "Remove the file");
    assert!(path(&board, "s").exists() && board.state.removal.is_some(), "asked first");
    board.press(AppCommand::Why(WhyCommand::Remove(false)));
    assert!(path(&board, "s").exists() && board.state.removal.is_none());
    board.press_remedy(Some(s), &found, "Remove the file");
    // What is there by then is looked at again: a file that is no socket stays.
    std::fs::remove_file(path(&board, "s")).unwrap();
    std::fs::write(path(&board, "s"), "precious").unwrap();
    refuses_to_remove(&mut board);
    assert_eq!(std::fs::read_to_string(path(&board, "s")).unwrap(), "precious");
    // Neither goes the file of a server that has begun since.
    std::fs::remove_file(path(&board, "s")).unwrap();
    let server = std::os::unix::net::UnixListener::bind(path(&board, "s")).unwrap();
    board.press_remedy(Some(s), &found, "Remove the file");
    refuses_to_remove(&mut board);
    assert!(path(&board, "s").exists());
    server.set_nonblocking(true).unwrap();
    assert!(server.accept().is_err(), "nobody has knocked");
    drop(server);
    board.press_remedy(Some(s), &found, "Remove the file");
    board.press(AppCommand::Why(WhyCommand::Remove(true)));
    let row = board.row(s, "bound", |row| row.local.is_some());
    assert_eq!(row.local, Some(address));
}
