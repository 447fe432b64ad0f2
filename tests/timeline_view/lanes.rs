//! Lanes: what sends under them, folding, moving, hiding.

use super::desk::*;
use super::support::hand::Hand;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use sockscope::call::{CallKind, Outcome, Value};

/// Where the heads of the lanes stand, from the left.
fn heads(hand: &mut Hand) -> Vec<String> {
    hand.h.run_steps(2);
    let names = ["server/s", "server/sock", "client/c"];
    let mut found: Vec<(f32, String)> = Vec::new();
    for name in names {
        let label = format!("Lane of {name}");
        if hand.sees(&label) {
            let at = hand.locate(&label, |found| found == label);
            found.push((at.x, name.to_owned()));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn what_is_typed_under_a_lane_is_sent_and_recv_stands_beside_it() {
    let mut hand = Hand::new();
    let (_, sock, client) = connection(&mut hand);
    let log = hand.tab("Call log");
    hand.type_in("Send to client/c", "你好\\r\\n");
    let field = hand.locate("recv on client/c", |label| label == "recv on client/c");
    assert!(field.y < log.y, "it stands in the timeline");
    hand.key(Key::Enter);
    let row = hand.wait("send", |hand| hand.calls(client, CallKind::Send).pop());
    assert!(hand.outcome(client, CallKind::Send, row.n).is_ok());
    assert!(hand.has_keyboard("Send to client/c"), "the keyboard stays");
    hand.press("recv on server/sock");
    let row = hand.wait("recv", |hand| hand.calls(sock, CallKind::Recv).pop());
    let Outcome::Ok(Value::Data(data)) = hand.outcome(sock, CallKind::Recv, row.n) else { panic!("bytes") };
    assert_eq!(&data[..], "你好\r\n".as_bytes());
    // Another tab in front: the same stands below the log, with what was typed.
    hand.type_in("Send to client/c", "draft");
    hand.press_tab("Data");
    assert_eq!(hand.field("Send to client/c"), "draft");
    let below = hand.locate("recv on client/c", |label| label == "recv on client/c");
    assert!(below.y > log.y);
}

#[test]
fn a_field_in_a_narrow_lane_grows_with_a_long_line_until_that_is_sent() {
    let mut hand = Hand::new();
    let (_, _, client) = connection(&mut hand);
    for name in ["client/d", "client/e", "client/f", "client/g"] {
        socket(&mut hand, name, "SOCK_STREAM");
    }
    hand.press("Lane of client/c");
    let width = |hand: &mut Hand| {
        hand.h.run_steps(3);
        hand.h.get_by_label("Send to client/c").rect().width()
    };
    let narrow = width(&mut hand);
    hand.type_in("Send to client/c", "hi");
    assert_eq!(width(&mut hand), narrow, "two letters fit");
    let line = "a line that no narrow lane has the room for";
    hand.type_in("Send to client/c", line);
    assert!(width(&mut hand) > 2.0 * narrow, "{narrow}");
    assert!(hand.has_keyboard("Send to client/c"), "the keyboard stays");
    hand.key(Key::Enter);
    let row = hand.wait("send", |hand| hand.calls(client, CallKind::Send).pop());
    assert_eq!(row.record.call.sent().unwrap()[..], *line.as_bytes());
    assert_eq!(width(&mut hand), narrow, "and what it lay over can be pressed again");
}

#[test]
fn a_mistake_is_told_above_the_field_and_hex_is_chosen_there() {
    let mut hand = Hand::new();
    let (.., client) = connection(&mut hand);
    hand.type_in("Send to client/c", "\\xZZ");
    hand.see("escape");
    hand.key(Key::Enter);
    hand.h.run_steps(5);
    assert!(hand.calls(client, CallKind::Send).is_empty(), "nothing is sent");
    hand.type_in("Send to client/c", "");
    hand.key(Key::Tab);
    let hex = hand.locate("Hex", |label| label.starts_with("Hex, ") && label.contains("client/c"));
    hand.click(hex);
    hand.type_in("Send to client/c", "c3 a9");
    hand.key(Key::Enter);
    let row = hand.wait("send", |hand| hand.calls(client, CallKind::Send).pop());
    assert_eq!(row.record.call.sent().unwrap()[..], [0xc3, 0xa9]);
}

#[test]
fn a_side_folds_and_a_lane_moves_and_hides() {
    let mut hand = Hand::new();
    connection(&mut hand);
    assert_eq!(heads(&mut hand), ["server/s", "server/sock", "client/c"]);
    hand.press("server, 2 lanes, fold");
    assert_eq!(heads(&mut hand), ["client/c"]);
    hand.press("server, 2 lanes, folded: unfold");
    // By the keyboard.
    hand.press("Lane of server/s");
    key_with(&mut hand, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(heads(&mut hand), ["server/sock", "server/s", "client/c"]);
    // Dragged back.
    let (from, to) = (
        hand.locate("s", |label| label == "Lane of server/s"),
        hand.locate("sock", |label| label == "Lane of server/sock"),
    );
    hand.drag(from, to - egui::vec2(60.0, 0.0));
    assert_eq!(heads(&mut hand), ["server/s", "server/sock", "client/c"]);
    // By the menu.
    let at = hand.locate("sock", |label| label == "Lane of server/sock");
    menu_at(&mut hand, at);
    hand.choose("Hide this lane");
    assert_eq!(heads(&mut hand), ["server/s", "client/c"]);
    let at = hand.locate("s", |label| label == "Lane of server/s");
    menu_at(&mut hand, at);
    hand.choose("Show the hidden lanes");
    assert_eq!(heads(&mut hand), ["server/s", "server/sock", "client/c"]);
}
