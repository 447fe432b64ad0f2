//! Messages field by field, and formats of one's own.

use super::desk::Desk;
use super::support::pictures::save;
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use sockscope::app::{AppCommand, BytesCommand, DataMode, ReadAs, ThemeChoice};
use sockscope::bytes::Template;
use sockscope::call::Call;
use sockscope::locale::Language;

/// A label with `text` in it, once it is there.
fn label(desk: &mut Desk, text: &str) -> String {
    desk.wait(text, |desk| desk.labels(text).into_iter().next())
}

#[test]
fn the_fields_of_a_request_mark_its_bytes_and_are_marked_by_them() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, conn) = desk.connection();
    let request = "GET /订单?id=1042 HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n".as_bytes();
    desk.send(client, request);
    // The head comes in pieces: it is read from where it begins.
    for _ in 0..request.len().div_ceil(16) {
        desk.call(conn, Call::Recv { size: 16, flags: 0 });
    }
    desk.press(AppCommand::SelectSocket(Some(conn)));
    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    let third = desk.state().session().pieces(conn).get(2).unwrap().row_n;
    desk.press(AppCommand::SelectRecord(Some(third)));
    desk.click("Show the fields of the message");
    desk.harness.run_steps(2);
    label(&mut desk, "Read as Automatic: HTTP/1");
    label(&mut desk, "Method: GET, 3 bytes at 0");
    desk.click_with("Host: 127.0.0.1, 15 bytes at 30");
    desk.harness.run_steps(3);
    desk.settle();
    save(&mut desk.harness, "bytes-view-fields-dark-en");
    // What is marked is what is copied.
    desk.click("Copy and save");
    desk.harness.run_steps(3);
    label(&mut desk, "15 bytes marked");
    desk.click("Copy marked bytes as text");
    assert_eq!(desk.copied(), "Host: 127.0.0.1");
    // The keyboard goes from field to field, and a byte that is gone to selects its field.
    desk.click_with("Host: 127.0.0.1, 15 bytes at 30");
    desk.harness.run_steps(2);
    desk.harness.key_press(Key::ArrowDown);
    desk.harness.run_steps(3);
    let selected = |desk: &Desk, text: &str| {
        let nodes = desk.harness.query_all_by_label_contains(text);
        nodes.into_iter().any(|node| {
            egui_kittest::kittest::NodeT::accesskit_node(&node).toggled() == Some(egui::accesskit::Toggled::True)
        })
    };
    desk.wait("the next field", |desk| selected(desk, "Accept: */*, 11 bytes").then_some(()));
    desk.click_with("0020 73 74 3a");
    desk.harness.run_steps(2);
    desk.harness.key_press(Key::Home);
    desk.wait("the first byte’s field", |desk| selected(desk, "Method: GET, 3 bytes at 0").then_some(()));
    // What does not show has no fields.
    desk.press(AppCommand::SetDataMode(DataMode::Messages));
    let newest = desk.state().snapshot.records;
    desk.press(AppCommand::ShowFrom(newest));
    label(&mut desk, "No message is selected");
}

#[test]
fn a_template_is_made_applied_and_tells_a_wrong_checksum() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Light, Language::English);
    let (client, conn) = desk.connection();
    // A start, a length, so many bytes, and a CRC: right in the first, wrong in the second.
    desk.pass(client, conn, b"\x01\x03\x00\x00\x00\x0a\xc5\xcd");
    desk.pass(client, conn, b"\x01\x03\x00\x00\x00\x0b\xc5\xcd");
    desk.press(AppCommand::SelectSocket(Some(conn)));
    desk.press(AppCommand::SetDataMode(DataMode::Messages));
    desk.press(BytesCommand::ShowFields(true).into());
    let second = desk.state().session().pieces(conn).get(1).unwrap().row_n;
    desk.press(AppCommand::SelectRecord(Some(second)));
    label(&mut desk, "No known protocol");
    desk.click("New template…");
    desk.harness.run_steps(3);
    desk.type_into("Name", "Meter");
    desk.type_into("Fields, one a line", "unit: u8\nkind: u12");
    label(&mut desk, "Line 2, character 7: “u12” is no type");
    desk.settle();
    save(&mut desk.harness, "bytes-view-template-wrong-light-en");
    desk.type_into(
        "Fields, one a line",
        "unit: u8\nkind: u8 3=read\n数据: bytes rest-2\ncheck: checksum CRC-16/MODBUS",
    );
    desk.click("Save and read with it");
    desk.harness.run_steps(3);
    label(&mut desk, "check, wrong: 0xcdc5, it should be 0x0d04 (CRC-16/MODBUS), 2 bytes at 6");
    assert_eq!(desk.state().read_as(conn), ReadAs::Template("Meter".to_owned()));
    desk.settle();
    save(&mut desk.harness, "bytes-view-template-light-en");
    // The right one is right, and the socket keeps its template.
    let first = desk.state().session().pieces(conn).get(0).unwrap().row_n;
    desk.press(AppCommand::SelectRecord(Some(first)));
    label(&mut desk, "check: 0xcdc5, right, CRC-16/MODBUS, 2 bytes at 6");
    // As JSON text, deleted, and back.
    desk.click("Edit template Meter");
    desk.harness.run_steps(3);
    desk.click("Copy as JSON");
    let json = desk.copied();
    assert_eq!(Template::from_json(&json).unwrap()[0].name, "Meter");
    desk.click("Delete");
    desk.harness.run_steps(3);
    assert!(desk.state().settings.templates.is_empty());
    desk.wait("the way back", |desk| desk.harness.query_by_label("Undo").map(|_| ()));
    desk.click("Undo");
    desk.harness.run_steps(3);
    assert_eq!(desk.state().settings.templates.len(), 1);
    for (theme, language, size, name) in [
        (ThemeChoice::Dark, Language::Chinese, [1920.0, 1080.0], "large-dark-zh"),
        (ThemeChoice::Light, Language::Chinese, [640.0, 360.0], "narrow-light-zh"),
    ] {
        desk.press(AppCommand::SetTheme(theme));
        desk.press(AppCommand::SetLanguage(Some(language)));
        desk.press(AppCommand::SetPreset(sockscope::app::Preset::Test));
        desk.harness.set_size(size.into());
        desk.harness.run_steps(4);
        desk.settle();
        save(&mut desk.harness, &format!("bytes-view-fields-{name}"));
    }
    desk.press(BytesCommand::EditTemplate(Some(Template::from_json(&json).unwrap().remove(0))).into());
    desk.settle();
    save(&mut desk.harness, "bytes-view-template-narrow-light-zh");
}
