//! A chat of two sides, each with its own `s`; names that are taken over.

use super::desk::{line, newest, on, open, paste, rested, side, text};
use egui::Key;
use sockscope::app::LineState;
use sockscope::call::{CallKind, Name};

#[test]
fn two_sides_each_have_their_own_s_and_a_chinese_chat() {
    let mut hand = open();
    side(&mut hand, "server");
    paste(
        &mut hand,
        "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen(5)\nport = s.getsockname()[1]",
    );
    rested(&mut hand, "server");
    let server = hand.named("server/s");
    let port = hand.port(server);
    // The server waits; the client's lines do not.
    text(&mut hand, "sock, addr = s.accept()\nsock.recv(1024).decode()\nsock.send('你好，客户端'.encode('utf8'))");
    hand.key(Key::Enter);
    hand.wait("accept waits", |hand| hand.state().line.strands().any(|strand| strand.waits.is_some()).then_some(()));
    hand.see("server waits for accept(); 2 lines stand behind it");
    on(&mut hand, "client");
    line(&mut hand, "s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)");
    line(&mut hand, &format!("s.connect(('127.0.0.1', {port}))"));
    let client = hand.named("client/s");
    assert_ne!(client, server);
    assert_eq!(line(&mut hand, "s.send('你好，服务器'.encode())").shown.as_deref(), Some("18"));
    rested(&mut hand, "server");
    hand.see("'你好，服务器'");
    let heard = line(&mut hand, "s.recv(1024).decode('utf-8')");
    assert_eq!(heard.shown.as_deref(), Some("'你好，客户端'"));
    // One side knows nothing of the other's names.
    text(&mut hand, "sock.close()");
    hand.key(Key::Enter);
    hand.see("Nothing here is called “sock”");
    assert_eq!(hand.calls(client, CallKind::Close).len(), 0);
}

#[test]
fn a_name_taken_over_keeps_the_older_socket_and_offers_to_close_it() {
    let mut hand = open();
    on(&mut hand, "client");
    line(&mut hand, "s = socket.socket()");
    let older = hand.named("client/s");
    line(&mut hand, "s = socket.socket()");
    hand.wait("renamed", |hand| {
        hand.state().snapshot.board.by_name(&Name::new("client", "s~1")).filter(|sid| *sid == older)
    });
    hand.see("Python would have closed it here");
    hand.press("Close client/s~1");
    hand.socket(older, "closed", |row| !row.open);
    hand.see_no("Python would have closed it here");
    // With another name for it nothing is said.
    line(&mut hand, "t = s");
    let told = line(&mut hand, "s = socket.socket()");
    assert_eq!(told.left, []);
    // A call whose socket gets no name says so.
    line(&mut hand, "socket.socket()");
    hand.see("gives the new socket no name");
}

#[test]
fn a_waiting_call_is_stopped_or_skipped_and_the_rest_goes_on() {
    let mut hand = open();
    on(&mut hand, "server");
    paste(&mut hand, "s = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()");
    rested(&mut hand, "server");
    text(&mut hand, "c, a = s.accept()\nprint('after')");
    hand.key(Key::Enter);
    hand.press("Skip waiting and go on (server)");
    hand.wait("the next line", |hand| (newest(hand)?.state == LineState::Done).then_some(()));
    assert_eq!(newest(&hand).unwrap().shown.as_deref(), Some("after"));
    hand.see("waits on its own");
    hand.press("Stop (server)");
    rested(&mut hand, "server");
    text(&mut hand, "s.accept()\nprint('late')");
    hand.key(Key::Enter);
    hand.press("Stop (server)");
    hand.see("server stopped there; one line has not run");
    hand.press("Go on with the next line (server)");
    hand.wait("late", |hand| (newest(hand)?.shown.as_deref() == Some("late")).then_some(()));
}

#[test]
fn a_failed_call_says_why_and_the_lines_behind_it_wait() {
    let mut hand = open();
    on(&mut hand, "client");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    paste(&mut hand, &format!("s = socket.socket()\ns.connect(('127.0.0.1', {free}))\ns.close()"));
    hand.see("ECONNREFUSED");
    hand.see("client stopped there; one line has not run");
    hand.press("Forget the rest (client)");
    rested(&mut hand, "client");
    assert_eq!(newest(&hand).unwrap().state, LineState::NotRun);
}
