//! Long sessions: a million rows, a gigabyte.

use super::desk::Desk;
use egui::{Key, Role};
use egui_kittest::kittest::Queryable as _;
use sockscope::app::{AppCommand, DataMode};
use sockscope::call::{Call, SocketId, number_of};
use std::time::{Duration, Instant};

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
fn go_through(calls: u64, piece: usize) {
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
    desk.show("Data");
    for mode in [DataMode::Messages, DataMode::ReceivedStream] {
        desk.press(AppCommand::SetDataMode(mode));
        for list in ["Call log", "Data"] {
            desk.harness.get_by_role_and_label(Role::List, list).focus();
            desk.harness.run_steps(2);
            for key in [Key::Home, Key::PageDown, Key::ArrowDown, Key::End, Key::PageUp, Key::ArrowUp, Key::Home] {
                desk.harness.key_press(key);
                desk.harness.step();
                desk.until("rows", |desk| !desk.has_row("Record is being read"));
            }
        }
    }
    desk.picture(&format!("long-{calls}-{piece}"));
}

#[test]
fn a_long_session_is_gone_through_row_by_row() {
    go_through(20_000, 40);
}
