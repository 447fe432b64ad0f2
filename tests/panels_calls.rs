//! The sockets, calls and inspector panels of the real window, on real sockets: found and pressed by label.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod support;

use egui::Role;
use egui_kittest::{Harness, kittest::Queryable};
use sockscope::app::{AppCommand, Folders, NewSocket, ThemeChoice};
use sockscope::call::{Name, OPTIONS, TcpState, number_of};
use sockscope::locale::Language;
use sockscope::session::SocketRow;
use sockscope::ui::Window;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{pictures::save, raster::CpuRenderer};

/// A window with folders of its own.
struct Bench {
    window: Harness<'static, Window>,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn open(theme: ThemeChoice, language: Language) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let folders = Folders::find(Some(folder.path()));
        let mut window = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_max_steps(100)
            .renderer(CpuRenderer::default())
            .build_eframe(|cc| Window::new(&cc.egui_ctx, folders).unwrap());
        window.state_mut().update(AppCommand::SetTheme(theme));
        window.state_mut().update(AppCommand::SetLanguage(Some(language)));
        window.run_steps(3);
        Self { window, _folder: folder }
    }

    fn english() -> Self {
        Self::open(ThemeChoice::Dark, Language::English)
    }

    /// Steps until it is so, for at most 20 seconds.
    fn until(&mut self, what: &str, is_so: impl Fn(&Harness<'static, Window>) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        while !is_so(&self.window) {
            if Instant::now() > end {
                let picture = save(&mut self.window, "panels-too-late");
                panic!("{what}: not within 20 s, see {}", picture.display());
            }
            std::thread::sleep(Duration::from_millis(5));
            self.window.step();
        }
        self.window.run_steps(2);
    }

    fn row(&self, name: &str) -> Option<Arc<SocketRow>> {
        let board = &self.window.state().state().snapshot.board;
        board.sockets.get(&board.by_name(&Name::parse(name).unwrap())?).cloned()
    }

    fn make_socket(&mut self, name: &str, kind: &str) {
        let number = |name| number_of(name).unwrap();
        let made = NewSocket {
            name: Name::parse(name).unwrap(),
            family: number("AF_INET"),
            kind: number(kind),
            proto: 0,
            other: None,
        };
        self.window.state_mut().update(AppCommand::NewSocket(made));
        self.until_row(name, |_| true);
    }

    fn until_row(&mut self, name: &str, is_so: impl Fn(&SocketRow) -> bool) {
        let parsed = Name::parse(name).unwrap();
        self.until(name, |window| {
            let board = &window.state().state().snapshot.board;
            board.by_name(&parsed).and_then(|sid| board.sockets.get(&sid)).is_some_and(|row| is_so(row))
        });
    }

    fn press(&mut self, label: &str) {
        // The calls stand at the left; the inspector may offer the same.
        let found = self.window.get_all_by_role_and_label(Role::Button, label);
        found.min_by(|a, b| a.rect().left().total_cmp(&b.rect().left())).unwrap().click();
        self.window.run_steps(3);
    }

    fn chip(&mut self, call: &str) {
        self.window.get_by_role_and_label(Role::RadioButton, call).click();
        self.window.run_steps(3);
    }

    fn fill(&mut self, field: &str, text: &str) {
        self.window.get_by_role_and_label(Role::TextInput, field).focus();
        self.window.run_steps(2);
        self.window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        self.window.run_steps(1);
        self.window.key_press(egui::Key::Backspace);
        self.window.run_steps(1);
        self.window.get_by_role_and_label(Role::TextInput, field).type_text(text);
        self.window.run_steps(2);
    }

    /// The start of the label of every node that has one.
    fn labels(&self, part: &str) -> usize {
        self.window.query_all_by_label_contains(part).count()
    }
}

fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

fn listening(bench: &mut Bench) -> u16 {
    let port = free_port();
    bench.make_socket("server/s", "SOCK_STREAM");
    bench.fill("Port", &port.to_string());
    bench.press("Make bind");
    bench.until_row("server/s", |row| row.local.is_some());
    bench.press("Make listen");
    bench.until_row("server/s", |row| row.tcp == Some(TcpState::Listen));
    port
}

#[test]
fn make_bind_listen_accept_waits_and_stops() {
    let mut bench = Bench::english();
    let port = listening(&mut bench);
    bench.window.get_by_label(&format!("server/s, TCP, listening on 127.0.0.1:{port}"));
    bench.press("Make accept");
    bench.until_row("server/s", |row| !row.waiting.is_empty());
    bench.window.get_by_label(&format!("server/s, TCP, listening on 127.0.0.1:{port}, accept waits"));
    bench.until("facts", |window| window.state().state().facts.is_some());
    assert!(bench.labels("What does s.accept wait for?") == 1);
    save(&mut bench.window, "panels-accept-dark-en");
    bench.press("Stop accept");
    bench.until_row("server/s", |row| row.waiting.is_empty());
    assert!(bench.row("server/s").unwrap().open);
}

#[test]
fn a_used_port_is_explained_where_it_happened() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    for (theme, language, name, make, field) in [
        (ThemeChoice::Dark, Language::English, "dark-en", "Make bind", "Port"),
        (ThemeChoice::Light, Language::Chinese, "light-zh", "执行 bind", "端口"),
    ] {
        let mut bench = Bench::open(theme, language);
        bench.make_socket("server/s", "SOCK_STREAM");
        bench.fill(field, &port.to_string());
        bench.press(make);
        bench.until_row("server/s", |row| row.last_error.is_some());
        bench.until("the words", |window| {
            window.query_all_by_label_contains("EADDRINUSE (98").count()
                + window.query_all_by_label_contains("EADDRINUSE（98").count()
                == 3
        });
        save(&mut bench.window, &format!("panels-in-use-{name}"));
    }
}

#[test]
fn a_port_out_of_range_is_told_under_its_field_and_nothing_is_made() {
    let mut bench = Bench::english();
    bench.make_socket("server/s", "SOCK_STREAM");
    let calls = bench.window.state().state().snapshot.board.totals.calls;
    bench.fill("Port", "70000");
    bench.press("Make bind");
    bench.window.get_by_label_contains("“70000” is no port");
    save(&mut bench.window, "panels-port-dark-en");
    assert_eq!(bench.window.state().state().snapshot.board.totals.calls, calls);
    bench.chip("connect");
    bench.fill("Host", "");
    bench.press("Make connect");
    bench.press("Use 127.0.0.1");
    assert_eq!(bench.labels("The host is not filled in"), 0);
}

#[test]
fn the_keyboard_walks_the_sockets_and_makes_calls() {
    let mut bench = Bench::english();
    bench.make_socket("client/a", "SOCK_STREAM");
    bench.make_socket("client/b", "SOCK_STREAM");
    let (a, b) = (bench.row("client/a").unwrap().sid, bench.row("client/b").unwrap().sid);
    let selected = |bench: &Bench| bench.window.state().state().selected;
    assert_eq!(selected(&bench), Some(b));
    bench.window.get_by_label("client/b, TCP, not bound").focus();
    bench.window.run_steps(2);
    bench.window.key_press(egui::Key::ArrowUp);
    bench.window.run_steps(3);
    assert_eq!(selected(&bench), Some(a));
    bench.window.key_press(egui::Key::End);
    bench.window.run_steps(3);
    assert_eq!(selected(&bench), Some(b));
    bench.window.get_by_role_and_label(Role::RadioButton, "getsockname").focus();
    bench.window.run_steps(2);
    bench.window.key_press(egui::Key::Enter);
    bench.window.run_steps(2);
    bench.until("getsockname", |window| window.query_all_by_label_contains("('0.0.0.0', 0)").count() > 0);
}

#[test]
fn an_option_is_chosen_from_the_list_set_and_marked() {
    let mut bench = Bench::english();
    bench.make_socket("client/s", "SOCK_STREAM");
    bench.chip("setsockopt");
    bench.press("Option SO_REUSEADDR");
    save(&mut bench.window, "panels-options-dark-en");
    bench.window.get_by_role_and_label(Role::MenuItem, "SO_KEEPALIVE").click();
    bench.window.run_steps(3);
    bench.press("Make setsockopt");
    bench.until_row("client/s", |row| row.options_set.len() == 1);
    let mark = "SO_KEEPALIVE 1 set by you, fresh: 0";
    bench.until("the mark", |window| window.query_by_label(mark).is_some());
    let of_tcp = ["SOL_SOCKET", "IPPROTO_TCP", "IPPROTO_IP"].map(|level| number_of(level).unwrap());
    let shown = OPTIONS.iter().filter(|option| of_tcp.contains(&option.level)).count();
    bench.window.get_by_role_and_label(Role::RadioButton, &format!("Options: All {shown}")).click();
    bench.window.run_steps(3);
    bench.window.get_by_label_contains("options of IPPROTO_TCP");
    bench.window.get_by_label(mark).click();
    bench.window.run_steps(1);
    let copied = bench
        .window
        .output()
        .platform_output
        .commands
        .iter()
        .any(|command| matches!(command, egui::OutputCommand::CopyText(text) if text == "1"));
    assert!(copied);
}

#[test]
fn a_row_has_a_menu_and_closed_sockets_fold() {
    let mut bench = Bench::english();
    bench.make_socket("client/s", "SOCK_STREAM");
    bench.window.get_by_label("client/s, TCP, not bound").click_secondary();
    bench.window.run_steps(3);
    save(&mut bench.window, "panels-menu-dark-en");
    bench.window.get_by_role_and_label(Role::MenuItem, "Close").click();
    bench.until("closed", |window| window.state().state().snapshot.board.totals.sockets_open == 0);
    bench.window.run_steps(3);
    bench.window.get_by_label("client/s, TCP, closed");
    // It is folded once it is not the selected one any more.
    bench.window.state_mut().update(AppCommand::SelectSocket(None));
    bench.window.run_steps(3);
    assert!(bench.window.query_by_label("client/s, TCP, closed").is_none());
    bench.window.get_by_label("Closed 1").click();
    bench.window.run_steps(3);
    bench.window.get_by_label("client/s, TCP, closed");
}

#[test]
fn a_file_that_is_read_makes_no_calls() {
    let mut bench = Bench::english();
    bench.make_socket("client/s", "SOCK_STREAM");
    bench.until("saved", |window| window.state().state().snapshot.saved >= 2);
    let folder = bench.window.state().state().folders().sessions.clone();
    let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let session = files.find(|path| path.extension().is_some_and(|end| end == "jsonl")).unwrap();
    bench.window.state_mut().update(AppCommand::OpenSession(session));
    bench.until("read", |window| {
        window.state().state().reading.is_some() && !window.state().state().snapshot.board.sockets.is_empty()
    });
    bench.window.get_by_label("client/s, TCP, not bound").click();
    bench.window.run_steps(3);
    bench.window.get_by_label_contains("no call can be made here");
    assert!(bench.window.query_by_label("Make connect").is_none());
    save(&mut bench.window, "panels-reading-dark-en");
}

#[test]
fn accepting_goes_on_by_itself_and_recv_goes_on_to_the_end() {
    let mut bench = Bench::english();
    let port = listening(&mut bench);
    bench.press("Keep accepting");
    let mut peer = std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    bench.until_row("server/conn1", |row| row.connected);
    let accepted = bench.row("server/conn1").unwrap().sid;
    bench.window.state_mut().update(AppCommand::SelectSocket(Some(accepted)));
    bench.window.run_steps(3);
    bench.chip("recv");
    bench.press("Repeat recv(1024) until b''");
    std::io::Write::write_all(&mut peer, &[b'x'; 5000]).unwrap();
    drop(peer);
    bench.until_row("server/conn1", |row| row.eof_received() && row.received == 5000);
    bench.window.get_by_label_contains("connected from 127.0.0.1");
}

/// Sockets of every kind, for the eye.
fn many(bench: &mut Bench, words: &Words) {
    let port = free_port();
    bench.make_socket("server/s", "SOCK_STREAM");
    bench.fill(words.port, &port.to_string());
    bench.press(&format!("{} bind", words.make));
    bench.until_row("server/s", |row| row.local.is_some());
    bench.press(&format!("{} listen", words.make));
    bench.until_row("server/s", |row| row.tcp == Some(TcpState::Listen));
    bench.press(&format!("{} accept", words.make));
    bench.make_socket("client/s", "SOCK_STREAM");
    bench.press(&format!("{} connect", words.make));
    bench.until_row("server/conn", |row| row.tcp == Some(TcpState::Established));
    bench.until_row("client/s", |row| row.tcp == Some(TcpState::Established));
    bench.make_socket("client/cli2", "SOCK_STREAM");
    bench.chip("connect");
    bench.fill(words.port, "1");
    bench.press(&format!("{} connect", words.make));
    bench.until_row("client/cli2", |row| row.last_error.is_some());
    bench.make_socket("client/old", "SOCK_STREAM");
    bench.chip("close");
    bench.press(&format!("{} close", words.make));
    bench.until("closed", |window| window.state().state().snapshot.board.totals.sockets_open == 4);
    bench.make_socket("client/u1", "SOCK_DGRAM");
    bench.make_socket("server/wide", "SOCK_DGRAM");
    bench.fill(words.host, "0.0.0.0");
    bench.fill(words.port, &port.to_string());
    bench.press(&format!("{} bind", words.make));
    bench.press(&words.wide.replace('#', &format!("0.0.0.0:{port}")));
    bench.until_row("server/wide", |row| row.local.is_some());
}

struct Words {
    make: &'static str,
    host: &'static str,
    port: &'static str,
    wide: &'static str,
}

#[test]
fn pictures_of_many_states() {
    let english = Words { make: "Make", host: "Host", port: "Port", wide: "Bind to #" };
    let chinese = Words { make: "执行", host: "主机", port: "端口", wide: "绑定到 #" };
    for (theme, language, name, words) in [
        (ThemeChoice::Dark, Language::English, "dark-en", english),
        (ThemeChoice::Light, Language::Chinese, "light-zh", chinese),
    ] {
        let mut bench = Bench::open(theme, language);
        many(&mut bench, &words);
        bench.until("facts", |window| window.state().state().facts.as_ref().is_some_and(|facts| facts.local.is_some()));
        save(&mut bench.window, &format!("panels-wide-{name}"));
        bench.chip("sendto");
        save(&mut bench.window, &format!("panels-sendto-{name}"));
        let client = bench.row("client/s").unwrap().sid;
        bench.window.state_mut().update(AppCommand::SelectSocket(Some(client)));
        bench.window.state_mut().update(AppCommand::ShowClosed(true));
        bench.window.run_steps(5);
        bench.until("facts", |window| window.state().state().facts.as_ref().is_some_and(|facts| facts.sid == client));
        save(&mut bench.window, &format!("panels-send-{name}"));
        bench.chip("setsockopt");
        save(&mut bench.window, &format!("panels-setsockopt-{name}"));
        bench.chip("shutdown");
        save(&mut bench.window, &format!("panels-shutdown-{name}"));
        bench.chip("recv");
        bench.press(&format!("{} recv", words.make));
        bench.until_row("client/s", |row| !row.waiting.is_empty());
        save(&mut bench.window, &format!("panels-recv-{name}"));
        let cli2 = bench.row("client/cli2").unwrap().sid;
        bench.window.state_mut().update(AppCommand::SelectSocket(Some(cli2)));
        bench.window.run_steps(5);
        save(&mut bench.window, &format!("panels-refused-{name}"));
    }
}
