//! The call log, the composers and the data view, pressed by label, with real sockets on loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod support;

use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use sockscope::app::{AppCommand, DataMode, Folders, Start, StartKind, ThemeChoice};
use sockscope::call::{Call, SocketId, number_of};
use sockscope::locale::Language;
use sockscope::ui::Window;
use std::time::{Duration, Instant};
use support::raster::CpuRenderer;

const SIZE: [f32; 2] = [1280.0, 800.0];
const PATIENCE: Duration = Duration::from_secs(10);

/// The window on a desk of its own.
struct Desk {
    harness: Harness<'static, Window>,
    _folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::find(Some(folder.path()));
        let builder = Harness::builder().with_size(SIZE).with_max_steps(100).renderer(CpuRenderer::default());
        let mut harness = builder.build_eframe(|cc| Window::new(&cc.egui_ctx, folders).expect("the window starts"));
        harness.state_mut().update(AppCommand::SetLanguage(Some(Language::English)));
        harness.state_mut().update(AppCommand::SetTheme(ThemeChoice::Dark));
        harness.run_steps(3);
        Self { harness, _folder: folder }
    }

    fn press(&mut self, command: AppCommand) {
        self.harness.state_mut().update(command);
        self.harness.run_steps(2);
    }

    fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !done(self) {
            assert!(start.elapsed() < PATIENCE, "no {what}: {:?}", self.rows());
            std::thread::sleep(Duration::from_millis(10));
            self.harness.run_steps(2);
        }
        self.harness.run_steps(2);
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).click();
        self.harness.run_steps(3);
    }

    /// What the rows of lists say.
    fn rows(&self) -> Vec<String> {
        self.harness.query_all_by_role(Role::ListItem).filter_map(|node| node.accesskit_node().label()).collect()
    }

    fn has_row(&self, part: &str) -> bool {
        self.rows().iter().any(|row| row.contains(part))
    }

    fn row(&self, part: &str) -> Node<'_> {
        let found = |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.contains(part));
        self.harness.query_all_by_role(Role::ListItem).find(found).unwrap_or_else(|| panic!("no row says {part}"))
    }

    fn socket(&self, name: &str) -> SocketId {
        let board = &self.harness.state().state().snapshot.board;
        let found = board.sockets.values().find(|row| row.open && row.name.to_string() == name);
        found.unwrap_or_else(|| panic!("no socket {name}")).sid
    }

    /// A server and a client of the window, connected; both composers are there.
    fn both_ends(&mut self, kind: &str) {
        self.press(AppCommand::Start(Start {
            what: StartKind::BothEnds,
            kind: number_of(kind).unwrap(),
            family: number_of("AF_INET").unwrap(),
            host: "127.0.0.1".to_owned(),
            port: 0,
        }));
        self.until("composer", |desk| desk.harness.query_by_label("Send to client/s").is_some());
    }

    fn type_into(&mut self, label: &str, text: &str) {
        self.harness.get_by_role_and_label(Role::TextInput, label).focus();
        self.harness.run_steps(2);
        self.harness.get_by_role_and_label(Role::TextInput, label).type_text(text);
        self.harness.run_steps(2);
    }

    fn picture(&mut self, name: &str) {
        self.harness.remove_cursor();
        self.harness.run_steps(2);
        support::pictures::save(&mut self.harness, name);
    }
}

#[test]
fn an_empty_board_offers_the_starts_where_the_log_will_be() {
    let mut desk = Desk::new();
    for start in ["Talk to a server", "Be a server", "Both ends at once"] {
        assert!(desk.harness.query_all_by_label_contains(start).next().is_some(), "{start}");
    }
    desk.picture("log-empty");
}

#[test]
fn a_chat_is_typed_sent_received_and_read_back() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.until("accept", |desk| desk.harness.query_by_label("Send to server/conn").is_some());
    desk.type_into("Send to client/s", "Hello!\\r\\n");
    desk.harness.key_press(Key::Enter);
    desk.until("send", |desk| desk.has_row("↑ 8 of 8 B"));
    desk.type_into("Send to client/s", "你好，服务器");
    desk.harness.key_press(Key::Enter);
    desk.until("second send", |desk| desk.has_row("↑ 18 of 18 B"));
    desk.click("recv on server/conn");
    desk.until("recv", |desk| desk.has_row(r#"↓ 26 B, "Hello!\r\n你好，服务器""#));

    desk.row("↓ 26 B").click();
    desk.harness.run_steps(3);
    desk.until("hex row", |desk| desk.has_row("0000 48 65 6c 6c 6f 21 0d 0a"));
    assert!(desk.has_row("Hello! CR LF你"), "{:?}", desk.rows());
    desk.picture("chat-dark-en");

    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    desk.type_into("Find text or hex", "服务");
    desk.until("hit", |desk| desk.harness.query_by_label("1 of 1").is_some());
    desk.press(AppCommand::SetTheme(ThemeChoice::Light));
    desk.press(AppCommand::SetLanguage(Some(Language::Chinese)));
    desk.picture("chat-light-zh");
}

#[test]
fn a_wrong_text_is_told_while_it_is_typed_and_nothing_is_sent() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.type_into("Send to client/s", "\\xZZ");
    assert!(desk.harness.query_all_by_label_contains("escape").next().is_some());
    desk.picture("wrong-text");
    desk.harness.key_press(Key::Enter);
    desk.harness.run_steps(5);
    assert!(!desk.has_row(".send("));
}

#[test]
fn a_waiting_call_counts_up_and_is_stopped_from_its_row() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.click("recv on client/s");
    desk.until("wait", |desk| desk.has_row("client s.recv(1024): waiting"));
    desk.picture("log-waiting");
    desk.click("Stop s.recv(1024)");
    desk.until("stop", |desk| desk.has_row("client s.recv(1024): stopped"));
    desk.type_into("Send to client/s", "still here");
    desk.harness.key_press(Key::Enter);
    desk.until("send", |desk| desk.has_row("↑ 10 of 10 B"));
}

#[test]
fn the_log_follows_the_newest_until_it_is_scrolled() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    let sid = desk.socket("client/s");
    let many = |desk: &mut Desk, count: u64| {
        let wanted = desk.harness.state().state().snapshot.rows + count;
        for _ in 0..count {
            desk.harness.state_mut().update(AppCommand::MakeCall(sockscope::app::MakeCall::once(sid, Call::FileNo)));
        }
        desk.until("rows", |desk| desk.harness.state().state().snapshot.rows >= wanted);
    };
    many(&mut desk, 60);
    desk.until("rows in sight", |desk| desk.has_row("s.fileno()") && !desk.has_row(".listen("));
    desk.harness.get_by_role_and_label(Role::List, "Call log").focus();
    desk.harness.run_steps(2);
    desk.harness.key_press(Key::Home);
    desk.until("first row", |desk| desk.has_row(".listen("));
    many(&mut desk, 12);
    desk.click("12 new ↓");
    desk.until("newest", |desk| !desk.has_row(".listen(") && desk.has_row("s.fileno()"));
    assert!(desk.harness.query_by_label("12 new ↓").is_none());

    let newest = desk.harness.state().state().snapshot.records - 3;
    desk.press(AppCommand::ShowFrom(newest));
    desk.until("few rows", |desk| desk.rows().iter().filter(|row| row.contains("s.fileno()")).count() <= 3);
    desk.click("Show all");
    assert_eq!(desk.harness.state().state().shown_from, 0);
}

#[test]
fn a_datagram_is_answered_to_whom_it_came_from() {
    let mut desk = Desk::new();
    desk.press(AppCommand::Start(Start {
        what: StartKind::Serve,
        kind: number_of("SOCK_DGRAM").unwrap(),
        family: number_of("AF_INET").unwrap(),
        host: "127.0.0.1".to_owned(),
        port: 0,
    }));
    desk.until("recvfrom", |desk| desk.has_row(".recvfrom("));
    let port = {
        let board = &desk.harness.state().state().snapshot.board;
        board.sockets.values().next().and_then(|row| row.local.as_ref()?.port()).unwrap()
    };
    let peer = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    peer.set_read_timeout(Some(PATIENCE)).unwrap();
    peer.send_to(b"ping", ("127.0.0.1", port as u16)).unwrap();
    desk.until("ping", |desk| desk.has_row("↓ 4 B, \"ping\" ← 127.0.0.1:"));
    desk.until("composer", |desk| desk.harness.query_by_label("Send to server/u").is_some());
    desk.type_into("Send to server/u", "pong");
    desk.harness.key_press(Key::Enter);
    desk.until("sendto", |desk| desk.has_row("↑ 4 of 4 B"));
    let mut answer = [0; 16];
    assert_eq!(peer.recv(&mut answer).unwrap(), 4);
    assert_eq!(&answer[..4], b"pong");
    desk.picture("datagram");
}

/// A session file with `calls` calls on one socket, as the program writes it.
fn long_session(path: &std::path::Path, calls: u64, piece: usize) {
    use sockscope::call::{Body, By, CallRecord, Header, Kept, Name, Outcome, Record, Value};
    use std::io::Write as _;
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let mut at = 0;
    for n in 0..=calls {
        let t = Duration::from_micros(20 * n);
        let (sid, body) = if n == 0 {
            (None, Body::Header(Header { utc: "2026-11-22T09:00:00.000000000Z".into(), app: "sockscope 0.1.0".into() }))
        } else {
            let name = Name::new("client", "s");
            let (call, outcome, on, makes) = if n == 1 {
                let (family, kind) = (number_of("AF_INET").unwrap(), number_of("SOCK_STREAM").unwrap());
                (Call::Socket { family, kind, proto: 0 }, Outcome::Ok(Value::None), None, Some(name))
            } else {
                let data = vec![b'a' + (n % 26) as u8; piece].into();
                (Call::Recv { size: 65_536, flags: 0 }, Outcome::Ok(Value::Data(data)), Some(name), None)
            };
            let received = n > 1;
            let record = CallRecord {
                on,
                makes,
                by: By::Person,
                call,
                waits: None,
                took: Some(Duration::from_micros(3)),
                outcome,
                made: None,
                at: received.then_some(at),
                deferred: false,
                kept: Kept::Whole,
            };
            at += if received { piece as u64 } else { 0 };
            (Some(SocketId(1)), Body::Call(Box::new(record)))
        };
        out.write_all(&sockscope::session::encode(&Record { n, t, sid, body })).unwrap();
    }
    out.flush().unwrap();
}

/// Opens a long session, goes through log and data in all modes, and tells the slowest frame.
fn go_through(calls: u64, piece: usize) -> Duration {
    let mut desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.jsonl");
    long_session(&path, calls, piece);
    desk.press(AppCommand::OpenSession(path));
    let start = Instant::now();
    while desk.harness.state().state().snapshot.rows < calls {
        assert!(start.elapsed() < Duration::from_secs(300));
        std::thread::sleep(Duration::from_millis(50));
        desk.harness.run_steps(1);
    }
    let last = format!("{}.{:03}", calls / 50_000, calls / 50 % 1000);
    desk.until("newest row", |desk| desk.has_row(&last));
    desk.press(AppCommand::SelectSocket(Some(SocketId(1))));
    let mut slowest = Duration::ZERO;
    for mode in [DataMode::Messages, DataMode::ReceivedStream] {
        desk.press(AppCommand::SetDataMode(mode));
        for list in ["Call log", "Data"] {
            desk.harness.get_by_role_and_label(Role::List, list).focus();
            desk.harness.run_steps(2);
            for key in [Key::Home, Key::PageDown, Key::ArrowDown, Key::End, Key::PageUp, Key::ArrowUp, Key::Home] {
                let pressed = Instant::now();
                desk.harness.key_press(key);
                desk.harness.step();
                slowest = slowest.max(pressed.elapsed());
                desk.until("rows", |desk| !desk.has_row("Record is being read"));
            }
        }
    }
    desk.picture(&format!("long-{calls}-{piece}"));
    slowest
}

#[test]
fn a_long_session_is_gone_through_row_by_row() {
    let slowest = go_through(20_000, 40);
    println!("slowest frame {slowest:?}");
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
}

#[test]
#[ignore = "writes 250 MB and 1 GB; run by hand to see a million rows and a gigabyte"]
fn a_million_rows_and_a_gigabyte_are_gone_through() {
    println!("a million rows: slowest frame {:?}", go_through(1_000_000, 40));
    println!("a gigabyte: slowest frame {:?}", go_through(16_384, 65_536));
}
