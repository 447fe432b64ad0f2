//! What a person gets wrong is told where it was entered.

use super::support::hand::Hand;
use sockscope::app::AppCommand;
use sockscope::call::{CallKind, Outcome};
use std::path::Path;

fn client(hand: &mut Hand) {
    hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
}

/// Presses the call's own button although its form is wrong: no call is made.
fn refused(hand: &mut Hand, kind: CallKind) {
    let before = hand.state().snapshot.board.totals.calls;
    hand.press(&format!("Make {}", kind.name()));
    assert_eq!(hand.state().snapshot.board.totals.calls, before, "nothing was called");
}

#[test]
fn ports_and_hosts() {
    let mut hand = Hand::new();
    client(&mut hand);
    hand.chip(CallKind::Connect);
    hand.type_in("Port", "70000");
    refused(&mut hand, CallKind::Connect);
    hand.see("“70000” is no port: ports go from 0 to 65535");
    hand.type_in("Port", "八千");
    hand.see("“八千” is no number");
    hand.type_in("Port", "９");
    hand.type_in("Host", "");
    refused(&mut hand, CallKind::Connect);
    hand.see("The host is not filled in; for this machine it is 127.0.0.1");
    hand.press("Use 127.0.0.1");
    assert_eq!(hand.field("Host"), "127.0.0.1");
    assert_eq!(hand.make_chosen(CallKind::Connect), Outcome::Errno(libc::ECONNREFUSED), "full-width ９ is port 9");
    hand.see("ECONNREFUSED (111)");
    hand.see("nobody listens on 127.0.0.1:9");
}

#[test]
fn full_width_forms_are_repaired_in_one_press() {
    let mut hand = Hand::new();
    hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    hand.chip(CallKind::Bind);
    hand.type_in("Host", "１２７。０．０．１");
    hand.type_in("Port", "０");
    refused(&mut hand, CallKind::Bind);
    hand.see("There are full-width signs in it; change them to ASCII: 127.0.0.1");
    hand.press("Use 127.0.0.1");
    assert!(hand.make_chosen(CallKind::Bind).is_ok());
    hand.new_socket("server/six", "AF_INET6", "SOCK_STREAM");
    hand.chip(CallKind::Bind);
    hand.type_in("Host", "［：：１］");
    hand.type_in("Port", "0");
    refused(&mut hand, CallKind::Bind);
    hand.see("change them to ASCII: [::1]");
    hand.press("Use [::1]");
    assert!(hand.make_chosen(CallKind::Bind).is_ok());
}

#[test]
fn hosts_that_do_not_resolve() {
    let mut hand = Hand::new();
    client(&mut hand);
    for host in ["no such host", "nohost.invalid"] {
        let outcome = hand.connect(host, 80);
        assert!(outcome.is_error() && matches!(outcome, Outcome::Eai(_) | Outcome::Argument(_)), "{host}: {outcome:?}");
        hand.see(host);
    }
}

#[test]
fn bytes_to_send() {
    let mut hand = Hand::new();
    client(&mut hand);
    hand.chip(CallKind::Send);
    hand.press("Hex");
    for (text, says) in [
        ("48 6", "A hex digit is left over: bytes take two digits each"),
        ("48 6g", "“g” at position 5 is no hex digit"),
    ] {
        hand.type_in("Data", text);
        refused(&mut hand, CallKind::Send);
        hand.see(says);
    }
    hand.press("Text");
    for (text, says) in [
        ("a\\q", "“\\q” at position 2 is no escape; for a backslash write \\\\"),
        ("a\\", "The text ends in a backslash"),
        ("\\x4", "has too few digits"),
        ("\\U00110000", "is no Unicode character"),
    ] {
        hand.type_in("Data", text);
        refused(&mut hand, CallKind::Send);
        hand.see(says);
    }
}

#[test]
fn numbers_and_names() {
    let mut hand = Hand::new();
    client(&mut hand);
    for (kind, field, text, says) in [
        (CallKind::Recv, "Size", "0", "too small"),
        (CallKind::Recv, "Size", "99999999999", "too large"),
        (CallKind::Recv, "Size", "", "Nothing is filled in"),
        (CallKind::SetTimeout, "Seconds", "soon", "“soon” is no number"),
        (CallKind::Listen, "Backlog", "many", "“many” is no number"),
        (CallKind::Accept, "Name it", "a/b/c", "at most one “/”"),
        (CallKind::SetSockOpt, "Value", "yep", "“yep” is no number"),
    ] {
        hand.chip(kind);
        hand.type_in(field, text);
        refused(&mut hand, kind);
        hand.see(says);
    }
    hand.press("New socket");
    hand.type_in("Name", "");
    hand.press("Make");
    hand.see("A name needs at least one character");
}

#[test]
fn binds_that_the_kernel_refuses() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut hand = Hand::new();
    let server = hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    hand.chip(CallKind::Bind);
    hand.type_in("Host", "127.0.0.1");
    hand.type_in("Port", &port.to_string());
    assert_eq!(hand.make_chosen(CallKind::Bind), Outcome::Errno(libc::EADDRINUSE));
    hand.see(&format!("bind to 127.0.0.1:{port}: EADDRINUSE (98)"));
    hand.see("bind port 0 instead");
    hand.see("The kernel chooses a free port; getsockname tells which");

    hand.type_in("Host", "192.0.2.1");
    hand.type_in("Port", "0");
    // Nobody is let in by an address that the machine has not, which the question says.
    hand.wait("the machine's addresses", |hand| (!hand.state().interfaces().is_empty()).then_some(()));
    hand.press("Make bind");
    hand.see("This machine does not seem to have that address");
    hand.press("Bind to 192.0.2.1:0");
    let rows =
        hand.wait("the second bind", |hand| Some(hand.calls(server, CallKind::Bind)).filter(|rows| rows.len() == 2));
    assert_eq!(hand.outcome(server, CallKind::Bind, rows[1].n), Outcome::Errno(libc::EADDRNOTAVAIL));
    hand.see("EADDRNOTAVAIL (99)");
    hand.see("is not an address of this machine");
}

fn open(hand: &mut Hand, path: &Path) {
    hand.menu(&["Session", "Open session…"]);
    hand.type_in("Path of the file", &path.display().to_string());
    hand.press("Open");
}

/// A session with a few records, saved through the path box.
fn saved(hand: &mut Hand) -> String {
    client(hand);
    assert!(hand.make(CallKind::GetSockName).is_ok());
    assert!(hand.make(CallKind::FileNo).is_ok());
    let path = hand.folder().join("saved.jsonl");
    hand.menu(&["Session", "Save session as…"]);
    hand.type_in("Path of the file", &path.display().to_string());
    hand.press("Save");
    hand.see("saved to");
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn session_files_that_cannot_be_read_whole() {
    let mut hand = Hand::new();
    let whole = saved(&mut hand);
    let folder = hand.folder().to_owned();
    let file = |name: &str, content: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, content).unwrap();
        path
    };
    for (name, content, says) in [
        ("empty.jsonl", "", "has no whole line"),
        ("text.jsonl", "hello\n", "text.jsonl is not a session"),
        ("script.jsonl", "{\"netscript\":1,\"title\":\"x\"}\n", "it has no step"),
        (
            "later.jsonl",
            "{\"netscript\":2,\"log\":1,\"n\":0,\"utc\":\"2026-11-22T00:00:00Z\",\"app\":\"x\"}\n",
            "has version 2",
        ),
    ] {
        open(&mut hand, &file(name, content.as_bytes()));
        hand.see(says);
        hand.dismiss();
        assert!(hand.state().is_live(), "{name}: the live session stays");
    }
    open(&mut hand, &folder.join("missing.jsonl"));
    hand.see("there is nothing under this name; check the path");
    hand.dismiss();
    open(&mut hand, &folder);
    hand.see("EISDIR (21)");
    hand.dismiss();
    hand.menu(&["Session", "Open session…"]);
    hand.type_in("Path of the file", " ");
    hand.press("Open");
    hand.see("Type a path first");
    hand.press("Cancel");

    let cut = &whole[..whole.len() - 5];
    open(&mut hand, &file("cut.jsonl", cut.as_bytes()));
    hand.see("The file ends in a torn line of");
    hand.see("s.getsockname()");
    hand.select("client/s");
    hand.see("You are reading a session file: no call can be made here");
    hand.menu(&["Session", "Back to the live session"]);
    hand.wait("the live session", |hand| hand.state().is_live().then_some(()));

    let mut lines: Vec<&str> = whole.lines().collect();
    let at = lines.iter().position(|line| line.contains("fileno")).unwrap();
    lines[at] = "{\"n\":oops}";
    open(&mut hand, &file("damaged.jsonl", (lines.join("\n") + "\n").as_bytes()));
    hand.see(&format!("Line {} is damaged", at + 1));
    hand.see("s.getsockname()");
    assert!(!hand.sees("s.fileno()"), "what comes after the damage is not shown");
    hand.h.state_mut().update(AppCommand::CloseReading);
}

#[cfg(unix)]
#[test]
fn a_session_that_may_not_be_read_or_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut hand = Hand::new();
    let whole = saved(&mut hand);
    let path = hand.folder().join("secret.jsonl");
    std::fs::write(&path, whole).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_err() {
        open(&mut hand, &path);
        hand.see("EACCES (13)");
        hand.dismiss();
    }
    hand.menu(&["Session", "Save session as…"]);
    hand.type_in("Path of the file", &path.display().to_string());
    hand.press("Save");
    hand.see("exists already. Choose another name");
    hand.dismiss();
    hand.menu(&["Session", "Save session as…"]);
    hand.type_in("Path of the file", "/nowhere/at/all.jsonl");
    hand.press("Save");
    hand.see("ENOENT (2)");
}
