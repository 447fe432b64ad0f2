//! What does not run is named, what can be mended is offered, and what was run comes back.

use super::desk::{FIELD, chord, line, newest, on, open, show, text};
use egui::{Key, Modifiers};
use sockscope::app::{Dialog, LineState};
use sockscope::call::CallKind;

#[test]
fn full_width_signs_and_faults_are_told_with_their_columns_and_offered_mended() {
    let mut hand = open();
    on(&mut hand, "client");
    line(&mut hand, "s = socket.socket()");
    text(&mut hand, "s．send（“你好，世界”.encode（））");
    hand.see("Line 1, column 2: “．” is a full-width sign; Python takes “.”");
    hand.key(Key::Enter);
    assert_eq!(hand.field(FIELD), "s．send（“你好，世界”.encode（））", "it is not changed by running it");
    hand.press("Use ASCII signs");
    assert_eq!(hand.field(FIELD), "s.send(\"你好，世界\".encode())");
    // What is wrong is told with its column; what mends it is offered.
    chord(&mut hand, Modifiers::COMMAND, Key::A);
    text(&mut hand, "s.bind('127.0.0.1', 0)");
    hand.see("host and port stand in brackets of their own");
    hand.press("Mend it");
    assert_eq!(hand.field(FIELD), "s.bind(('127.0.0.1', 0))");
    hand.key(Key::Enter);
    hand.wait("bind", |hand| (newest(hand)?.state == LineState::Done).then_some(()));
    text(&mut hand, "x = nothing + 1");
    hand.see_no("Nothing here is called");
    hand.key(Key::Enter);
    hand.see("Line 1, column 5: Nothing here is called “nothing”");
}

#[test]
fn loops_and_functions_are_named_and_the_other_lines_run() {
    let mut hand = open();
    on(&mut hand, "server");
    hand.h.event(egui::Event::Paste(
        "s = socket.socket()\nwhile True:\n    c, a = s.accept()\n    c.close()\ndef main():\n    pass\nprint('end')"
            .into(),
    ));
    hand.h.run_steps(3);
    hand.see("Lines 2 to 4, column 1: “while”: loops do not run here");
    hand.see("Lines 5 to 6, column 1: “def”: functions and classes do not run here");
    hand.key(Key::Enter);
    assert!(newest(&hand).is_none(), "nothing runs before it is pressed");
    hand.press("Run the other lines");
    hand.wait("the last line", |hand| (newest(hand)?.shown.as_deref() == Some("end")).then_some(()));
    hand.named("server/s");
}

#[test]
fn a_line_that_needs_one_that_does_not_run_is_left_out_too() {
    let mut hand = open();
    on(&mut hand, "server");
    let pasted = "import socket\n\ndef main():\n    pass\n\nwith socket.socket() as srv:\n    \
                  srv.bind(('127.0.0.1', 0))\n    srv.listen(1)\n    main()\n\nif __name__ == '__main__':\n    main()\n";
    hand.h.event(egui::Event::Paste(pasted.into()));
    hand.h.run_steps(3);
    hand.see("Lines 3 to 4, column 1: “def”: functions and classes do not run here");
    hand.key(Key::Enter);
    hand.see("Line 12, column 5: Nothing here is called “main”");
    hand.h.run_steps(3);
    hand.press("Run the other lines");
    let srv = hand.named("server/srv");
    hand.socket(srv, "closed by the end of the with", |row| !row.open);
    assert_eq!(hand.calls(srv, CallKind::Listen).len(), 1);
}

#[test]
fn no_older_socket_takes_the_place_of_one_that_is_not_made() {
    let mut hand = open();
    on(&mut hand, "client");
    line(&mut hand, "conn = socket.socket()");
    line(&mut hand, "s = socket.socket()");
    let older = ["client/conn", "client/s"].map(|name| hand.named(name));
    let pasted = "def dial():\n    pass\nconn = dial()\nconn.close()\nmatch 1:\n    case 1:\n        s = dial()\ns.close()\nprint('end')";
    hand.h.event(egui::Event::Paste(pasted.into()));
    hand.h.run_steps(3);
    hand.key(Key::Enter);
    hand.see("Line 3, column 8: Nothing here is called “dial”");
    hand.h.run_steps(3);
    hand.press("Run the other lines");
    hand.wait("the last line", |hand| (newest(hand)?.shown.as_deref() == Some("end")).then_some(()));
    let closed = older.map(|sid| hand.calls(sid, CallKind::Close).len());
    assert_eq!(closed, [0, 0], "they are not those that were meant");
}

#[test]
fn completions_are_taken_by_tab_and_by_enter() {
    let mut hand = open();
    on(&mut hand, "client");
    line(&mut hand, "cli = socket.socket()");
    text(&mut hand, "cli.get");
    hand.see("getsockname(), Asks for");
    hand.key(Key::Tab);
    assert!(hand.has_keyboard(FIELD));
    assert_eq!(hand.field(FIELD), "cli.getsockname(");
    hand.see("getsockname()");
    chord(&mut hand, Modifiers::COMMAND, Key::A);
    text(&mut hand, "cli.shutdown(SHUT");
    hand.see("shutdown(how)");
    hand.key(Key::ArrowDown);
    hand.key(Key::ArrowDown);
    hand.key(Key::Enter);
    assert_eq!(hand.field(FIELD), "cli.shutdown(SHUT_WR");
    // Esc puts the completions away first, then the box.
    chord(&mut hand, Modifiers::COMMAND, Key::A);
    text(&mut hand, "cli.b");
    hand.see("bind(address)");
    hand.key(Key::Escape);
    hand.see_no("bind(address), ");
    assert_eq!(hand.state().dialog, Some(Dialog::Palette));
    hand.key(Key::Escape);
    hand.wait("closed", |hand| hand.state().dialog.is_none().then_some(()));
    show(&mut hand);
    chord(&mut hand, Modifiers::COMMAND, Key::A);
    // Shift+Enter makes a line; what is no Python finds commands.
    text(&mut hand, "x = 1");
    chord(&mut hand, Modifiers::SHIFT, Key::Enter);
    text(&mut hand, "y = 2");
    assert_eq!(hand.field(FIELD), "x = 1\ny = 2");
    chord(&mut hand, Modifiers::COMMAND, Key::A);
    text(&mut hand, "settings");
    hand.key(Key::Enter);
    hand.wait("the settings", |hand| (hand.state().dialog == Some(Dialog::Settings)).then_some(()));
}

#[test]
fn what_was_run_comes_back_by_the_arrow_also_after_a_start() {
    let folder = tempfile::tempdir().unwrap();
    {
        let mut hand = super::support::hand::Hand::over(folder.path());
        hand.press("EN");
        show(&mut hand);
        on(&mut hand, "client");
        line(&mut hand, "s = socket.socket()");
        line(&mut hand, "a = 1\nb = 2");
        // An Enter too many runs no command.
        hand.key(Key::Enter);
        assert_eq!(hand.state().dialog, Some(Dialog::Palette));
        assert!(hand.has_keyboard(FIELD));
        hand.key(Key::ArrowUp);
        assert_eq!(hand.field(FIELD), "a = 1\nb = 2");
        hand.key(Key::ArrowUp);
        hand.key(Key::ArrowUp);
        assert_eq!(hand.field(FIELD), "s = socket.socket()");
        hand.key(Key::ArrowDown);
        assert_eq!(hand.field(FIELD), "a = 1\nb = 2");
    }
    let mut hand = super::support::hand::Hand::over(folder.path());
    show(&mut hand);
    hand.key(Key::ArrowUp);
    assert_eq!(hand.field(FIELD), "a = 1\nb = 2");
}
