//! The bytes of the selected socket.

use super::desk::Desk;
use egui::{Key, Role};
use egui_kittest::Node;
use egui_kittest::kittest::Queryable as _;
use sockscope::app::{AppCommand, DataMode, ThemeChoice};
use sockscope::call::Call;
use sockscope::locale::Language;

#[test]
fn a_chat_is_typed_sent_received_and_read_back() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.show("Data");
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
fn wrong_hex_says_where_and_the_wheel_leaves_the_newest() {
    let mut desk = Desk::new();
    desk.both_ends("SOCK_STREAM");
    desk.show("Data");
    desk.until("accept", |desk| desk.harness.query_by_label("Send to server/conn").is_some());
    let sid = desk.socket("client/s");
    let data: sockscope::call::Payload = (0..=255).cycle().take(20_000).collect();
    desk.press(AppCommand::MakeCall(sockscope::app::MakeCall::once(sid, Call::SendAll { data, flags: 0 })));
    desk.until("sendall", |desk| desk.has_row("↑ 20000 of 20000 B"));
    desk.press(AppCommand::SelectSocket(Some(sid)));
    desk.until("last row", |desk| desk.has_row("4e10 10 11"));
    let list = desk.harness.get_by_role_and_label(Role::List, "Data").rect().center();
    desk.harness.hover_at(list);
    let wheel = egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, 200.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    };
    desk.harness.event(wheel);
    desk.harness.run_steps(20);
    assert!(!desk.has_row("4e10 10 11") && desk.has_row("4d00 00 01"), "{:?}", desk.rows());
    desk.type_into("Find text or hex", "fd fe f");
    desk.until("no text", |desk| desk.harness.query_by_label("Not found").is_some());
    let below = |node: &Node<'_>| node.rect().top() > list.y - 250.0 && node.rect().left() > 258.0;
    let hexes = desk.harness.query_all_by_label("Hex").filter(below);
    hexes.max_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).unwrap().click();
    desk.harness.run_steps(3);
    desk.until("hex error", |desk| desk.harness.query_all_by_label_contains("left over").next().is_some());
    desk.type_into("Find text or hex", "f 00");
    desk.until("hits", |desk| desk.harness.query_by_label("1 of 78").is_some());
    desk.click("Previous place");
    assert!(desk.harness.query_by_label("78 of 78").is_some());
    desk.picture("find-hex");
}
