//! The accessibility tree of the panels: everything that can be pressed has a name of its own, in the language that is
//! spoken.

use super::{ctrl, text, with};
use crate::support::hand::Hand;
use crate::support::pictures::save;
use egui::accesskit::{Action, Live, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};
use sockscope::app::{AppCommand, Phase};
use sockscope::call::CallKind;
use std::collections::BTreeMap;

/// A word of the field or of a protocol, a name, an address or a number stays as it is in Chinese.
fn is_of_the_field(word: &str) -> bool {
    const NAMES: &[&str] = &[
        "GB",
        "CLOSE",
        "Unix",
        "F1",
        "F4",
        "F5",
        "F3",
        "F9",
        "F8",
        "Alt",
        "F6",
        "F10",
        "Shift-JIS",
        "Latin-1",
        "Shift",
        "Tab",
        "Home",
        "End",
        "Space",
        "CR",
        "LF",
        "Sockscope",
        "Python",
        "TCP",
        "UDP",
        "IPv4",
        "IPv6",
        "EN",
        "English",
        "GBK",
        "UTF-8",
        "Ctrl",
        "PgUp",
        "PgDn",
        "Enter",
        "Esc",
        "LISTEN",
        "ESTABLISHED",
        "CLOSED",
        "CLOSE_WAIT",
        "SYN_SENT",
        "SYN_RECEIVED",
        "FIN_WAIT_1",
        "FIN_WAIT_2",
        "CLOSING",
        "LAST_ACK",
        "TIME_WAIT",
        "SYN",
        "ACK",
        "FIN",
        "RST",
        "CSV",
        "tcp",
        "udp",
        "ss",
        "sudo",
        "root",
        "rto",
        "FIN_WAIT",
        "True",
        "False",
        "None",
        "RTT",
        "MSS",
        "fd",
        "ms",
        "us",
        "s",
        "B",
        "kB",
        "MB",
        "cwnd",
        "rtt",
        "mss",
    ];
    let is_name = NAMES.contains(&word) || CallKind::ALL.iter().any(|kind| kind.name() == word);
    let is_constant =
        ["AF_", "SOCK_", "SO_", "TCP_", "IPPROTO_", "SHUT_", "SOL_", "IP_", "IPV6_", "E"].iter().any(|start| {
            word.starts_with(start) && word.chars().all(|c| c.is_ascii_uppercase() || "_0123456789".contains(c))
        });
    // What the test itself called its sockets and programs; an accepted one is numbered.
    let own = ["server", "client", "conn", "probe", "addr"];
    let is_byte = word.len() == 2 && word.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
    // This program's own process, among the machine's: the first 15 bytes of its name, and what it was called with.
    let is_process = std::fs::read_to_string("/proc/self/comm").is_ok_and(|name| name.trim() == word)
        || std::env::args().any(|argument| argument == word);
    is_name
        || is_constant
        || is_byte
        || is_process
        || own.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit()))
}

/// The words of a text that are English and no name: two ASCII letters or more, outside of code.
fn english(text: &str) -> Vec<String> {
    // A line of Python, an address, a socket's name, a path.
    let is_code = |part: &str| part.chars().any(|c| "/\\()[]{}=.:_#\"'`<>".contains(c));
    let parts = text.split(|c: char| c.is_whitespace() || "，。；：、（）“”·|+".contains(c));
    let parts = parts.filter(|part| !is_code(part));
    let words = parts.flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_'));
    let words = words.filter(|word| word.len() > 1 && word.chars().any(|c| c.is_ascii_alphabetic()));
    words.filter(|word| !is_of_the_field(word)).map(str::to_owned).collect()
}

/// One node as somebody who cannot see it meets it.
struct Met {
    role: Role,
    name: String,
    text: String,
    acts: bool,
    panel: usize,
}

fn tree(hand: &Hand) -> Vec<Met> {
    let tabs: Vec<_> = hand.h.query_all(By::new().role(Role::Tab)).map(|tab| tab.rect()).collect();
    let all = hand.h.query_all(By::new().predicate(|_| true));
    let met = all.filter_map(|node| {
        let found = node.accesskit_node();
        if found.is_hidden() {
            return None;
        }
        let at = found.bounding_box().map(|at| egui::pos2(at.x0 as f32, at.y0 as f32)).unwrap_or_default();
        // The panel whose head is the nearest above, in its own column.
        let heads = tabs.iter().enumerate().filter(|(_, tab)| tab.left() <= at.x + 1.0 && tab.top() <= at.y);
        let panel = heads.max_by(|(_, a), (_, b)| (a.left(), a.top()).partial_cmp(&(b.left(), b.top())).unwrap());
        let (role, name) = (found.role(), found.label().unwrap_or_default());
        let text = found.value().unwrap_or_default();
        let data = found.data();
        let acts = data.supports_action(Action::Click) || data.supports_action(Action::Focus);
        Some(Met { role, name, text, acts, panel: panel.map_or(usize::MAX, |(at, _)| at) })
    });
    met.collect()
}

fn check(hand: &Hand, chinese: bool, what: &str) {
    let met = tree(hand);
    let mut names: BTreeMap<(usize, String, String), usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for node in &met {
        let Met { role, name, text, acts, panel } = node;
        let is_control = !matches!(
            role,
            Role::Label
                | Role::ScrollView
                | Role::ScrollBar
                | Role::Window
                | Role::Pane
                | Role::TextRun
                | Role::Splitter
        );
        if *acts && is_control && name.trim().is_empty() {
            faults.push(format!("{role:?} has no name ({text})"));
        }
        if *acts && is_control {
            *names.entry((*panel, format!("{role:?}"), name.clone())).or_default() += 1;
        }
        let typed = [Role::TextInput, Role::MultilineTextInput, Role::TextRun].contains(role);
        if chinese && !typed {
            for said in [name, text] {
                let found = english(said);
                if !found.is_empty() {
                    faults.push(format!("English in the Chinese tree: {found:?} in {role:?} “{said}”"));
                }
            }
        }
    }
    for ((panel, role, name), count) in names {
        if count > 1 {
            faults.push(format!("{count} times in panel {panel}: {role} “{name}”"));
        }
    }
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

/// A board with a listener, a connection, data, an error and a wait.
fn busy() -> Hand {
    let mut hand = Hand::new();
    hand.press_beginning("Both ends at once: ");
    hand.type_in("Port", "0");
    hand.press("Start");
    let conn = hand.named("server/conn");
    hand.socket(conn, "a connection", |row| row.peer.is_some());
    assert!(hand.say("client/s", "你好\\r\\n").is_ok());
    assert!(hand.receive("server/conn").is_ok());
    hand.new_socket("client/probe", "AF_INET", "SOCK_STREAM");
    assert!(hand.connect("127.0.0.1", 9).is_error());
    hand.select("server/s");
    hand.chip(CallKind::Accept);
    hand.go(CallKind::Accept);
    hand
}

#[test]
fn every_control_has_a_name_of_its_own_in_the_language_that_is_spoken() {
    let mut hand = busy();
    for (chinese, switch) in [(false, "EN"), (true, "中")] {
        hand.press(switch);
        for name in ["server/s", "server/conn", "client/probe"] {
            // In Chinese its sentence goes on with another comma.
            let at = hand.locate(name, |found| found.starts_with(name) && found.contains("TCP"));
            hand.click(at);
            hand.h.run_steps(6);
            check(&hand, chinese, &format!("{switch} {name}"));
        }
        for tab in if chinese { ["内核", "图表"] } else { ["Kernel", "Charts"] } {
            let at = hand.tab(tab);
            hand.click(at);
            hand.h.run_steps(6);
            check(&hand, chinese, &format!("{switch} {tab}"));
        }
        system(&mut hand, chinese, switch);
        for (key, modifiers) in
            [(Key::K, Modifiers::COMMAND), (Key::Comma, Modifiers::COMMAND), (Key::Questionmark, Modifiers::NONE)]
        {
            ctrl(&mut hand, Key::Num1);
            with(&mut hand, modifiers, key);
            check(&hand, chinese, &format!("{switch} {key:?}"));
            with(&mut hand, Modifiers::NONE, Key::Escape);
        }
    }
}

/// The panel of the machine's sockets: a listener of ours selected and followed, a port asked about and one mistyped, and a
/// row's menu. Other programs' rows are left out of what is read: they are named in their own words.
fn system(hand: &mut Hand, chinese: bool, switch: &str) {
    let words = |english, other| if chinese { other } else { english };
    let at = hand.tab(words("System", "系统"));
    hand.click(at);
    let filter = words("Filter the sockets of this machine", "筛选本机的套接字");
    hand.type_in(filter, "mine");
    let server = hand.named("server/s");
    let port = hand.port(server);
    hand.press_beginning(&format!("tcp LISTEN 127.0.0.1:{port}"));
    check(hand, chinese, &format!("{switch} System"));
    let field = words("Which process has port", "哪个进程占用端口");
    for (text, said) in [(port.to_string(), "server/s"), ("99999".to_owned(), "99999"), ("0".to_owned(), " 0")] {
        hand.type_in(field, &text);
        hand.see(said);
        hand.h.run_steps(2);
        check(hand, chinese, &format!("{switch} System, port {text}"));
    }
    hand.type_in(field, "");
    let copy = words("Copy the process number", "复制进程号");
    // Sockets of other tests come and go in the table: who presses beside a row that moved presses again.
    for _ in 0..10 {
        let at = hand.locate("a row", |found| found.starts_with(&format!("tcp LISTEN 127.0.0.1:{port}")));
        for event in crate::support::hand::button(at, egui::PointerButton::Secondary) {
            hand.h.event(event);
        }
        hand.h.run_steps(3);
        if hand.sees(copy) {
            break;
        }
        hand.key(Key::Escape);
    }
    hand.see(copy);
    check(hand, chinese, &format!("{switch} System, menu"));
    hand.key(Key::Escape);
    hand.press(words("Pause", "暂停"));
    hand.see(words("Go on", "继续"));
    check(hand, chinese, &format!("{switch} System, paused"));
    hand.press(words("Go on", "继续"));
}

#[test]
fn high_contrast_is_chosen_in_the_palette_and_shows_in_the_whole_window() {
    let mut hand = busy();
    for (theme, name) in [("drk", "high-dark"), ("lght", "high-light")] {
        ctrl(&mut hand, Key::K);
        text(&mut hand, theme);
        with(&mut hand, Modifiers::NONE, Key::Enter);
        if !hand.state().settings.high_contrast {
            ctrl(&mut hand, Key::K);
            text(&mut hand, "high contrast");
            with(&mut hand, Modifiers::NONE, Key::Enter);
        }
        hand.wait("high contrast", |hand| hand.state().settings.high_contrast.then_some(()));
        with(&mut hand, Modifiers::NONE, Key::F6);
        hand.h.run_steps(4);
        save(&mut hand.h, name);
    }
}

#[test]
fn the_past_a_projector_and_a_second_run_have_names_too() {
    let mut hand = busy();
    hand.wait("all is written", |hand| {
        let live = hand.state().live_snapshot();
        (live.saved == live.records).then_some(())
    });
    for (chinese, switch) in [(false, "EN"), (true, "中")] {
        hand.press(switch);
        ctrl(&mut hand, Key::T);
        hand.wait("the moment", |hand| (!hand.state().stepping.as_ref()?.is_reading()).then_some(()));
        with(&mut hand, Modifiers::NONE, Key::PageUp);
        hand.wait("the moment", |hand| (!hand.state().stepping.as_ref()?.is_reading()).then_some(()));
        hand.h.run_steps(4);
        check(&hand, chinese, &format!("{switch} stepping"));
        with(&mut hand, Modifiers::NONE, Key::F5);
        hand.h.run_steps(4);
        check(&hand, chinese, &format!("{switch} presented"));
        with(&mut hand, Modifiers::NONE, Key::F5);
        ctrl(&mut hand, Key::T);
        hand.h.state_mut().update(sockscope::app::AppCommand::Again(sockscope::app::AgainCommand::Ask));
        hand.wait("the addresses", |hand| hand.state().dialog);
        hand.h.run_steps(4);
        check(&hand, chinese, &format!("{switch} again"));
        with(&mut hand, Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn an_empty_board_has_names_too() {
    let mut hand = Hand::new();
    for (chinese, switch) in [(false, "EN"), (true, "中")] {
        hand.press(switch);
        check(&hand, chinese, switch);
    }
}

#[test]
fn errors_are_announced_and_ticking_seconds_are_not() {
    let mut hand = busy();
    hand.see("waiting");
    let live = |hand: &Hand| -> Vec<String> {
        let all =
            hand.h.query_all(By::new().predicate(|node| node.data().live().is_some_and(|live| live != Live::Off)));
        all.filter_map(|node| node.accesskit_node().value().or_else(|| node.accesskit_node().label())).collect()
    };
    let said = live(&hand);
    assert!(said.iter().any(|text| text.starts_with("Recording ")), "{said:?}");
    assert!(said.iter().all(|text| !text.contains(" s") || !text.contains("waiting")), "{said:?}");
    hand.select("client/probe");
    assert!(hand.connect("127.0.0.1", 9).is_error());
    hand.wait("the error is announced", |hand| {
        live(hand).iter().any(|text| text.contains("ECONNREFUSED")).then_some(())
    });
    let server = hand.select("server/s");
    ctrl(&mut hand, Key::Period);
    hand.wait("the end of the wait is announced", |hand| {
        live(hand).iter().any(|text| text == "accept on server/s came back").then_some(())
    });
    assert!(hand.state().socket(server).unwrap().waiting.is_empty());
}

/// A bind that leaves the script's own ground and fails, and an accept that waits; what it says is Chinese.
const SCRIPT: &str = r##"{"netscript":1,"title":"检查","net":"any"}
{"#":"注释"}
{"call":"socket","as":"u","family":"AF_UNIX"}
{"call":"bind","on":"u","address":"/nowhere/u","expect":{"err":"ENOENT"}}
{"call":"socket","as":"s"}
{"call":"bind","on":"s","address":["127.0.0.1",0],"expect":{"err":"EINVAL"}}
{"call":"listen","on":"s"}
{"call":"accept","on":"s","as":"c","async":true,"id":"a1"}
"##;

#[test]
fn a_script_and_its_questions_have_names_too() {
    for (chinese, switch, addresses, answer) in
        [(false, "EN", "Addresses", "Run on this machine only"), (true, "中", "地址", "允许这个文件")]
    {
        let mut hand = Hand::new();
        hand.press(switch);
        let path = hand.folder().join("8.jsonl");
        std::fs::write(&path, SCRIPT).unwrap();
        hand.h.state_mut().update(AppCommand::OpenSession(path));
        hand.see("检查");
        hand.press(addresses);
        check(&hand, chinese, &format!("{switch} addresses"));
        hand.press(if chinese { "步骤" } else { "Steps" });
        with(&mut hand, Modifiers::NONE, Key::F9);
        hand.wait("the question", |hand| hand.state().dialog.map(|_| ()));
        hand.h.run_steps(2);
        check(&hand, chinese, &format!("{switch} question"));
        hand.press(answer);
        hand.wait("the end", |hand| {
            let (_, case) = hand.state().scripts.open.as_deref()?.current()?;
            (case.phase == Phase::Ended && case.left_waiting == 1).then_some(())
        });
        let line = if chinese { "第 4 行" } else { "Line 4" };
        hand.press_beginning(&format!("{line}{}", if chinese { "，" } else { ", " }));
        check(&hand, chinese, &format!("{switch} run"));
    }
}
