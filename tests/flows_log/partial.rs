//! A file that is not read whole: its rows by byte position, and where they stand once they have their numbers.

use super::desk::Desk;
use super::sessions::write_session;
use egui::{Key, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sockscope::app::AppCommand;

/// The labels of the log's rows in sight.
fn in_sight(desk: &Desk) -> Vec<String> {
    let log = desk.harness.get_by_role_and_label(Role::List, "Call log").rect();
    let rows = desk.harness.query_all_by_role(Role::ListItem).filter(|node| log.intersects(node.rect().shrink(2.0)));
    rows.filter_map(|node| node.accesskit_node().label()).collect()
}

fn press(desk: &mut Desk, label: &str) {
    desk.harness.get_by_role_and_label(Role::Button, label).click();
    desk.harness.run_steps(2);
}

#[test]
fn what_is_in_sight_stays_when_the_rows_get_their_numbers() {
    let mut desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.jsonl");
    let records = write_session(&path, 60_000, 100).unwrap();
    desk.press(AppCommand::OpenSession(path));
    desk.until("opened", |desk| desk.harness.state().state().reading.is_some());
    desk.press(AppCommand::StopReading);
    desk.until("stopped", |desk| desk.harness.state().state().snapshot.stopped.is_some());
    let folded = desk.harness.state().state().snapshot.folded;
    assert!(folded < records);
    desk.until("rows", |desk| !desk.has_row("Record is being read") && in_sight(desk).len() > 5);
    desk.picture("partial-end");
    // Away from the end, to the middle.
    desk.harness.get_by_role_and_label(Role::List, "Call log").focus();
    desk.harness.run_steps(2);
    let place = desk.harness.get_by_role_and_label(Role::List, "Call log").rect();
    let bar = egui::pos2(place.right() - 3.0, place.center().y);
    for event in [
        egui::Event::PointerMoved(bar),
        egui::Event::PointerButton {
            pos: bar,
            button: egui::PointerButton::Primary,
            pressed: true,
            modifiers: Default::default(),
        },
        egui::Event::PointerButton {
            pos: bar,
            button: egui::PointerButton::Primary,
            pressed: false,
            modifiers: Default::default(),
        },
    ] {
        desk.harness.event(event);
        desk.harness.step();
    }
    desk.until("rows of the middle", |desk| !desk.has_row("Record is being read"));
    for key in [Key::ArrowUp, Key::PageUp, Key::PageUp] {
        desk.harness.key_press(key);
        desk.harness.run_steps(2);
        desk.until("rows", |desk| !desk.has_row("Record is being read"));
    }
    desk.picture("partial-middle");
    let before = in_sight(&desk);
    press(&mut desk, "Read on");
    desk.picture("partial-going");
    desk.until("read", |desk| {
        let snapshot = &desk.harness.state().state().snapshot;
        snapshot.folded == records && snapshot.progress.is_none()
    });
    desk.until("rows", |desk| !desk.has_row("Record is being read"));
    desk.picture("partial-read");
    // The line above the panels is gone: there is room for a row more.
    let after = in_sight(&desk);
    assert_eq!(after.iter().take(before.len()).collect::<Vec<_>>(), before.iter().collect::<Vec<_>>());
}
