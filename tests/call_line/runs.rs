//! What holds between the lines of a run: names, questions, sleeps, notes.

use super::desk::{line, newest, on, open, paste, rested, text};
use super::support::hand::Hand;
use egui::Key;
use sockscope::app::{AppCommand, LineCommand, LineState};
use sockscope::call::CallKind;

/// Runs lines on a side without the box.
fn run(hand: &mut Hand, side: &str, text: &str) {
    let command = LineCommand::Run { side: side.into(), text: text.to_owned(), rest: false };
    hand.h.state_mut().update(AppCommand::Line(command));
    hand.h.run_steps(2);
}

fn question(hand: &mut Hand) -> String {
    hand.wait("the question", |hand| hand.state().consent.as_ref().map(|consent| consent.address.to_string()))
}

/// Waits until the socket of a name is closed.
#[track_caller]
fn closed(hand: &mut Hand, name: &str) {
    hand.wait(&format!("{name} closed"), |hand| {
        let mut rows = hand.state().snapshot.board.sockets.values();
        rows.any(|row| row.name.to_string() == name && !row.open).then_some(())
    });
}

#[test]
fn with_closes_what_it_opened_and_del_forgets_a_name() {
    let mut hand = open();
    on(&mut hand, "server");
    paste(
        &mut hand,
        "with socket.socket() as s:\n    s.bind(('127.0.0.1', 0))\n    s.listen()\n    \
         c = socket.create_connection(s.getsockname())\n    s, addr = s.accept()\nprint('end')",
    );
    rested(&mut hand, "server");
    assert_eq!(newest(&hand).unwrap().shown.as_deref(), Some("end"));
    closed(&mut hand, "server/s~1");
    let accepted = hand.named("server/s");
    hand.socket(accepted, "the accepted one is open", |row| row.open);
    let told = line(&mut hand, "del s");
    assert_eq!(told.left, [accepted]);
    text(&mut hand, "s.close()");
    hand.key(Key::Enter);
    hand.see("Nothing here is called “s”");
    hand.h.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    line(&mut hand, "s = socket.socket()");
    assert_eq!(line(&mut hand, "s.close()").state, LineState::Done);
}

#[test]
fn a_sleep_is_stopped_by_hand() {
    let mut hand = open();
    on(&mut hand, "client");
    text(&mut hand, "time.sleep(3000)\nprint('late')");
    hand.key(Key::Enter);
    hand.see("client sleeps for 3000 s; one line stands behind it");
    hand.press("Stop (client)");
    hand.see("client stopped there; one line has not run");
    hand.press("Go on with the next line (client)");
    hand.wait("late", |hand| (newest(hand)?.shown.as_deref() == Some("late")).then_some(()));
}

#[test]
fn two_questions_come_one_after_the_other_and_each_run_gets_its_answer() {
    let mut hand = open();
    let lines = "s = socket.socket()\ns.bind(('', 0))\nprint(s.getsockname()[0])";
    run(&mut hand, "server", lines);
    assert_eq!(question(&mut hand), "0.0.0.0:0");
    run(&mut hand, "client", "t = socket.socket(AF_INET6)\nt.bind(('::', 0))\nprint('no')");
    run(&mut hand, "other", lines);
    hand.h.state_mut().update(AppCommand::BindLoopback);
    rested(&mut hand, "server");
    // Whichever asks first.
    for _ in 0..2 {
        let answer = match question(&mut hand).as_str() {
            "[::]:0" => AppCommand::DismissConsent,
            _ => AppCommand::AllowWideBind,
        };
        hand.h.state_mut().update(answer);
    }
    hand.wait("it halts", |hand| {
        hand.state().line.strands().any(|one| one.side == "client" && one.is_halted).then_some(())
    });
    rested(&mut hand, "other");
    let shown: Vec<_> = hand.state().line.told().filter_map(|told| told.shown.clone()).collect();
    assert!(shown.contains(&"127.0.0.1".to_owned()) && shown.contains(&"0.0.0.0".to_owned()), "{shown:?}");
    assert_eq!(hand.state().consent.as_ref().map(|consent| &consent.address), None);
}

#[test]
fn listening_without_an_address_is_asked_about_before_the_board_knows_the_socket() {
    let mut hand = open();
    run(&mut hand, "server", "s = socket.socket()\ns.listen()\nprint(s.getsockname()[0])");
    assert_eq!(question(&mut hand), "0.0.0.0:0");
    hand.h.state_mut().update(AppCommand::BindLoopback);
    rested(&mut hand, "server");
    // A bind that failed is none.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    run(&mut hand, "client", &format!("t = socket.socket()\nt.bind(('127.0.0.1', {port}))"));
    hand.wait("it failed", |hand| matches!(newest(hand)?.state, LineState::Failed(_)).then_some(()));
    run(&mut hand, "client", "t.listen()");
    assert_eq!(question(&mut hand), "0.0.0.0:0");
    hand.h.state_mut().update(AppCommand::DismissConsent);
    rested(&mut hand, "client");
    assert_eq!(newest(&hand).unwrap().state, LineState::NotRun);
}

#[test]
fn what_create_server_could_not_bind_it_closes_and_says_why() {
    let mut hand = open();
    on(&mut hand, "server");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    line(&mut hand, &format!("srv = socket.create_server(('127.0.0.1', {port}))"));
    hand.see("EADDRINUSE");
    closed(&mut hand, "server/srv");
}

#[test]
fn a_comment_at_a_files_call_is_a_note_at_it() {
    let mut hand = open();
    on(&mut hand, "client");
    paste(
        &mut hand,
        "a, b = socket.socketpair()\nf = b.makefile('rb')\na.send(b'x\\n')\n# read the answer\nf.readline()",
    );
    rested(&mut hand, "client");
    hand.wait("the note", |hand| {
        hand.state().notes.marks().iter().any(|(_, mark)| mark.note == "read the answer").then_some(())
    });
}

/// A session of other sockets, one of them open under the name that a line gives just now.
const OTHER: &str = r#"{"netscript":1,"log":1,"n":0,"utc":"2026-11-22T14:05:09.000000000Z","app":"sockscope test"}
{"n":1,"t":0.1,"sid":40,"call":"socket","as":"server/conn","family":"AF_INET","type":"SOCK_STREAM","dur":0.00001,"r":{"ok":null}}
"#;

#[test]
fn lines_go_on_with_their_own_sockets_while_a_file_is_read() {
    let mut hand = open();
    on(&mut hand, "server");
    line(&mut hand, "s = socket.create_server(('127.0.0.1', 0))");
    let s = hand.named("server/s");
    let port = hand.port(s);
    run(&mut hand, "server", "conn, addr = s.accept()\nprint(conn.recv(100))");
    hand.socket(s, "it waits", |row| !row.waiting.is_empty());
    let path = hand.folder().join("other.jsonl");
    std::fs::write(&path, OTHER).unwrap();
    hand.h.state_mut().update(AppCommand::OpenSession(path));
    hand.wait("the file", |hand| {
        let state = hand.state();
        (state.reading.is_some() && state.snapshot.progress.is_none() && state.snapshot.rows == 1).then_some(())
    });
    let mut peer = std::net::TcpStream::connect(("127.0.0.1", port as u16)).unwrap();
    std::io::Write::write_all(&mut peer, b"hi").unwrap();
    rested(&mut hand, "server");
    assert_eq!(newest(&hand).unwrap().shown.as_deref(), Some("b'hi'"));
    assert_eq!(hand.state().selected, None, "what shows is the file");
}

#[test]
fn a_name_that_is_not_found_has_its_card_and_the_socket_its_own_again() {
    let mut hand = open();
    on(&mut hand, "server");
    line(&mut hand, "s = socket.socket()");
    let s = hand.named("server/s");
    text(&mut hand, "socket.getaddrinfo('no such host', 80, 0, 0, 0, socket.AI_NUMERICHOST)");
    hand.key(Key::Enter);
    let n = hand.wait("the look-up", |hand| {
        let rows = hand.state().session().rows();
        let mut all = (0..hand.state().snapshot.rows).filter_map(|k| rows.row(k));
        all.find(|row| row.record.call.kind() == CallKind::GetAddrInfo).map(|row| row.n)
    });
    hand.key(Key::Escape);
    hand.h.state_mut().update(AppCommand::SelectRecord(Some(n)));
    hand.see("Why did getaddrinfo fail?");
    hand.see("There is no address for the name no such host");
    assert_eq!(hand.state().selected, None);
    hand.press("Lane of server/s");
    hand.see_no("Why did getaddrinfo fail?");
    assert_eq!(hand.state().selected, Some(s));
}
