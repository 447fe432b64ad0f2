//! Sessions and received bytes, saved and read again.

use super::board::Board;
use super::python::Python;
use sockscope::app::{AppCommand, ExportWhat, ExportWish, MakeCall, PathPurpose, StreamStart, Tone};
use sockscope::call::{Address, Call, SocketId};
use sockscope::export::Format;
use sockscope::session::Direction;
use std::process::Command;

fn said(board: &mut Board) -> (Tone, String) {
    let mut taken = None;
    for _ in 0..10_000 {
        board.state.tick();
        taken = board.state.toasts.take();
        if taken.is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let toast = taken.expect("a message");
    (toast.tone, toast.message.key().to_owned())
}

#[test]
fn a_page_is_fetched_in_pieces_and_saved_byte_for_byte() {
    let served = tempfile::tempdir().unwrap();
    let page: Vec<u8> = (0..50_000_u32).flat_map(|n| format!("{n} 你好\r\n\r\n").into_bytes()).collect();
    std::fs::write(served.path().join("page.html"), &page).unwrap();
    let mut server = Python::spawn(Command::new("python3").current_dir(served.path()).args([
        "-u",
        "-c",
        "import http.server as h\ns=h.HTTPServer(('127.0.0.1',0),h.SimpleHTTPRequestHandler)\nprint(s.server_port)\ns.serve_forever()",
    ]));
    let port = i64::from(server.number());
    let mut board = Board::new();
    let client = board.socket("client/s", "AF_INET", "SOCK_STREAM");
    assert!(board.call(client, Call::Connect { address: Address::inet("127.0.0.1", port) }).is_ok());
    let request = b"GET /page.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assert!(board.call(client, Call::SendAll { data: request[..].into(), flags: 0 }).is_ok());
    board.press(AppCommand::MakeCall(MakeCall {
        until_eof: true,
        ..MakeCall::once(client, Call::Recv { size: 1024, flags: 0 })
    }));
    let row = board.row(client, "EOF", |row| row.eof_received());
    assert!(row.messages_received >= 50_000 / 1024, "each piece is a record of its own");
    let saved = board.folder.path().join("saved.html");
    let (sid, direction) = (client, Direction::Received);
    let purpose = PathPurpose::SaveBytes { sid, direction, start: StreamStart::AfterBlankLine };
    board.press(AppCommand::AskPath(purpose));
    board.press(AppCommand::TakePath { path: saved.clone(), replace: false });
    assert_eq!(said(&mut board), (Tone::Done, "saved-bytes".to_owned()));
    assert!(std::fs::read(&saved).unwrap() == page, "the saved page is the served one");
    board.press(AppCommand::AskPath(purpose));
    board.press(AppCommand::TakePath { path: saved, replace: false });
    assert_eq!(said(&mut board), (Tone::Failed, "save-exists".to_owned()));
}

#[test]
fn a_saved_session_opens_again_to_read() {
    let mut board = Board::new();
    let udp = board.socket("client/u", "AF_INET", "SOCK_DGRAM");
    assert!(board.call(udp, Call::Bind { address: Address::inet("127.0.0.1", 0) }).is_ok());
    let path = board.folder.path().join("copy.jsonl");
    board.press(AppCommand::AskPath(PathPurpose::SaveSession));
    board.press(AppCommand::TakePath { path: path.clone(), replace: false });
    assert_eq!(said(&mut board), (Tone::Done, "saved-session".to_owned()));
    board.press(AppCommand::OpenSession(path));
    board.wait("the file", |state| (!state.is_live() && state.snapshot.rows == 2).then_some(()));
    assert!(board.state.snapshot.board.sockets.values().any(|row| row.name.to_string() == "client/u"));
    board.press(AppCommand::CloseReading);
    assert!(board.state.is_live());
}

#[test]
fn what_is_no_session_is_refused_in_words() {
    let mut board = Board::new();
    let folder = board.folder.path().to_owned();
    for (name, content, key) in [
        ("empty.jsonl", "", "open-empty"),
        ("text.jsonl", "hello\n", "open-not-a-session"),
        (
            "later.jsonl",
            "{\"netscript\":2,\"log\":1,\"n\":0,\"utc\":\"2026-11-22T00:00:00Z\",\"app\":\"x\"}\n",
            "open-other-version",
        ),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
        board.press(AppCommand::OpenSession(folder.join(name)));
        assert_eq!(said(&mut board), (Tone::Failed, key.to_owned()), "{name}");
    }
    let script = folder.join("script.jsonl");
    std::fs::write(&script, "{\"netscript\":1,\"title\":\"x\"}\n{\"call\":\"fly\"}\n").unwrap();
    board.press(AppCommand::OpenSession(script.clone()));
    let fault = board.wait("a script's fault", |state| state.scripts.fault.clone());
    assert_eq!((fault.path, fault.line, fault.why.key()), (script, 2, "script-unknown-call"));
    board.press(AppCommand::OpenSession(folder.join("missing.jsonl")));
    assert_eq!(said(&mut board), (Tone::Failed, "file-failed".to_owned()));
    board.press(AppCommand::OpenSession(folder));
    assert_eq!(said(&mut board).0, Tone::Failed);
}

#[test]
fn a_session_is_never_saved_over_itself() {
    let mut board = Board::new();
    board.socket("client/u", "AF_INET", "SOCK_DGRAM");
    let own = board.wait("the file", |state| state.snapshot.path.clone());
    let before = std::fs::read(own.as_path()).unwrap();
    for purpose in [
        PathPurpose::SaveSession,
        PathPurpose::SaveBytes { sid: SocketId(1), direction: Direction::Received, start: StreamStart::Whole },
    ] {
        board.press(AppCommand::AskPath(purpose));
        board.press(AppCommand::TakePath { path: own.to_path_buf(), replace: true });
        assert_eq!(said(&mut board), (Tone::Failed, "save-own-file".to_owned()));
    }
    assert_eq!(std::fs::read(own.as_path()).unwrap(), before);
}

#[test]
fn what_is_replaced_stays_until_the_new_file_is_whole() {
    let mut board = Board::new();
    let udp = board.socket("client/u", "AF_INET", "SOCK_DGRAM");
    let path = board.folder.path().join("old.bin");
    std::fs::write(&path, "precious").unwrap();
    let start = StreamStart::AfterBlankLine;
    board.press(AppCommand::AskPath(PathPurpose::SaveBytes { sid: udp, direction: Direction::Received, start }));
    board.press(AppCommand::TakePath { path: path.clone(), replace: true });
    assert_eq!(said(&mut board), (Tone::Failed, "save-no-blank-line".to_owned()));
    assert_eq!(std::fs::read(&path).unwrap(), b"precious");
    let left = std::fs::read_dir(board.folder.path()).unwrap().count();
    assert_eq!(left, 2, "the old file and the sessions; no half-written one");
}

#[test]
fn a_session_is_exported_as_its_ending_says() {
    let mut board = Board::new();
    let udp = board.socket("client/u", "AF_INET", "SOCK_DGRAM");
    assert!(board.call(udp, Call::Bind { address: Address::inet("127.0.0.1", 0) }).is_ok());
    let folder = board.folder.path().to_owned();
    let wish = |name: &str, format| {
        let (path, patterns) = (folder.join(name), Vec::new());
        let (what, direction, side) = (ExportWhat::Everything, None, None);
        ExportWish { path, replace: false, format, what, direction, side, mask: false, patterns }
    };
    for (name, format, start) in [
        ("a.csv", Format::Csv, &b"n,time,"[..]),
        ("a.pcapng", Format::Pcapng, b"\x0a\x0d\x0d\x0a"),
        ("a.jsonl", Format::Jsonl, b"{\"netscript\":1"),
        ("a.py", Format::Python, b"#!/usr/bin/env python3"),
        ("a.c", Format::C, b"// The calls of"),
    ] {
        board.press(AppCommand::Export(Box::new(wish(name, format))));
        assert_eq!(said(&mut board), (Tone::Done, "export-done".to_owned()), "{name}");
        assert!(std::fs::read(folder.join(name)).unwrap().starts_with(start), "{name}");
    }
    board.press(AppCommand::Export(Box::new(wish("a.csv", Format::Csv))));
    assert_eq!(said(&mut board), (Tone::Failed, "save-exists".to_owned()));
    // Secrets are masked and told; the choice is remembered, and so are the patterns.
    let masked = ExportWish { mask: true, patterns: vec!["SOCK_[A-Z]+".to_owned()], ..wish("b.csv", Format::Csv) };
    board.press(AppCommand::Export(Box::new(masked)));
    assert_eq!(said(&mut board), (Tone::Done, "export-done-more".to_owned()));
    assert!(board.state.settings.mask_secrets && board.state.settings.mask_patterns.len() == 1);
    // Of a selection; of one socket's bytes.
    let errors = ExportWish { what: ExportWhat::Errors, ..wish("e.csv", Format::Csv) };
    board.press(AppCommand::Export(Box::new(errors)));
    assert_eq!(said(&mut board), (Tone::Done, "export-done-part".to_owned()));
    assert_eq!(std::fs::read_to_string(folder.join("e.csv")).unwrap().lines().count(), 1);
    board.press(AppCommand::Export(Box::new(wish("f.bin", Format::Raw))));
    assert_eq!(said(&mut board), (Tone::Failed, "export-needs-one".to_owned()));
}
