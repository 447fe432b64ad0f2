//! The rows of the log.

use super::desk::Desk;
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sockscope::app::{AppCommand, Start, StartKind};
use sockscope::call::{Call, number_of};
use std::time::{Duration, Instant};

#[test]
fn an_empty_board_offers_the_starts_where_the_log_will_be() {
    let mut desk = Desk::new();
    for start in ["Talk to a server", "Be a server", "Both ends at once"] {
        assert!(desk.harness.query_all_by_label_contains(start).next().is_some(), "{start}");
    }
    desk.picture("log-empty");
}

#[test]
fn a_waiting_call_counts_up_and_is_stopped_from_its_row() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.click("recv on client/s");
    desk.until("wait", |desk| desk.has_row("client/s recv 1024 waits"));
    desk.picture("log-waiting");
    let n = desk.harness.state().state().snapshot.board.waiting.values().next().unwrap().n;
    desk.click(&format!("Stop s.recv(1024), record {n}"));
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
fn a_row_is_copied_and_what_was_sent_is_recalled() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.type_into("Send to client/s", "caf\u{e9}\\n");
    desk.harness.key_press(Key::Enter);
    desk.until("send", |desk| desk.has_row("↑ 6 of 6 B"));
    desk.harness.key_press(Key::ArrowUp);
    desk.harness.run_steps(2);
    let field = desk.harness.get_by_role_and_label(Role::TextInput, "Send to client/s");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("caf\u{e9}\\n"));

    for (item, copied) in [
        ("Copy call line", "s.send(\"café\\n\".encode())"),
        ("Copy data as hex", "63 61 66 c3 a9 0a"),
        ("Copy data as text", "café\n"),
        ("Copy data as escapes", "café\\n"),
    ] {
        desk.row("↑ 6 of 6 B").click_secondary();
        desk.harness.run_steps(3);
        desk.harness.get_by_label(item).click();
        let mut seen = None;
        for _ in 0..3 {
            desk.harness.step();
            for command in &desk.harness.output().platform_output.commands {
                if let egui::OutputCommand::CopyText(text) = command {
                    seen = Some(text.clone());
                }
            }
        }
        assert_eq!(seen.as_deref(), Some(copied), "{item}");
    }
}

#[test]
fn a_flood_shows_rows_and_not_that_they_are_being_read() {
    let mut desk = Desk::new();
    desk.press(AppCommand::Start(Start {
        what: StartKind::Serve,
        kind: number_of("SOCK_DGRAM").unwrap(),
        family: number_of("AF_INET").unwrap(),
        host: "127.0.0.1".to_owned(),
        port: 0,
        share: false,
    }));
    desk.until("recvfrom", |desk| desk.has_row("recvfrom 2048 waits"));
    let sid = desk.socket("server/u");
    let port = desk.harness.state().state().socket(sid).unwrap().local.as_ref().unwrap().port().unwrap() as u16;
    desk.press(AppCommand::SelectSocket(Some(sid)));
    desk.press(AppCommand::KeepReceiving(sid, true));
    let sender = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let flood = std::thread::Builder::new().name("flood".into());
    let flood = flood.spawn(move || {
        for n in 0..40_000_u32 {
            let _ = sender.send_to(&n.to_be_bytes(), ("127.0.0.1", port));
            if n % 8 == 0 {
                std::thread::sleep(Duration::from_micros(100));
            }
        }
    });
    let flood = flood.unwrap();
    let (mut frames, mut reading, mut slowest) = (0, 0, Duration::ZERO);
    while !flood.is_finished() {
        std::thread::sleep(Duration::from_millis(30));
        let start = Instant::now();
        desk.harness.step();
        slowest = slowest.max(start.elapsed());
        frames += 1;
        reading += u32::from(desk.has_row("Record is being read"));
    }
    flood.join().unwrap();
    println!("{frames} frames, {reading} with rows being read, slowest {slowest:?}");
    desk.picture("flood");
    assert!(reading * 4 <= frames, "{reading} of {frames}");
}
