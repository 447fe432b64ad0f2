//! What the data view shows, finds and copies.

use super::desk::Desk;
use super::support::pictures::save;
use egui_kittest::kittest::Queryable;
use sockscope::app::{AppCommand, ClientCommand, DataMode, StepCommand, ThemeChoice};
use sockscope::bytes::Encoding;
use sockscope::call::{Address, Call, SocketId};
use sockscope::locale::Language;

/// The conversation of the drawing, and a sentence that a `recv` cut within a character.
fn talk(desk: &mut Desk) -> (SocketId, SocketId) {
    let (client, conn) = desk.connection();
    desk.pass(client, conn, b"\x00\x01\x00\x00\x00\x06\x01\x03\x00\x00\x00\x0a");
    let answer = b"\x00\x01\x00\x00\x00\x17\x01\x03\x14\x00\x2a\x00\x00\x01\x90\xff\x9c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\xe8";
    desk.pass(conn, client, answer);
    desk.pass(client, conn, b"\x00\x02\x00\x00\x00\x06\x01\x05\x00\x05\xff\x00");
    desk.pass(conn, client, b"\x00\x02\x00\x00\x00\x06\x01\x05\x00\x05\xff\x00");
    desk.send(conn, "设备就绪：OK!\r\n".as_bytes());
    desk.call(client, Call::Recv { size: 7, flags: 0 });
    desk.call(client, Call::Recv { size: 1024, flags: 0 });
    desk.press(AppCommand::SelectSocket(Some(client)));
    (client, conn)
}

/// What a row says that begins at `offset`.
fn row(desk: &mut Desk, text: &str) -> String {
    desk.wait(text, |desk| desk.labels(text).into_iter().next())
}

#[test]
fn messages_and_streams_in_both_themes_and_languages() {
    for (theme, tone, language, short) in
        [(ThemeChoice::Dark, "dark", Language::English, "en"), (ThemeChoice::Light, "light", Language::Chinese, "zh")]
    {
        let mut desk = Desk::new([1280.0, 800.0], theme, language);
        save(&mut desk.harness, &format!("data-none-{tone}-{short}"));
        let (client, _) = talk(&mut desk);
        let name = |what: &str| format!("data-{what}-{tone}-{short}");
        row(&mut desk, "0000 b0 b1");
        let second = desk.state().session().pieces(client).get(2).unwrap();
        desk.press(AppCommand::SelectRecord(Some(second.row_n)));
        desk.settle();
        save(&mut desk.harness, &name("messages"));
        let fields = ["Find text or hex", "查找文本或十六进制"];
        let field = fields[usize::from(language == Language::Chinese)];
        desk.type_into(field, "备就");
        row(&mut desk, if short == "en" { "1 of 1" } else { "共 1 处" });
        desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
        row(&mut desk, "0020");
        desk.settle();
        save(&mut desk.harness, &name("stream"));
    }
}

#[test]
fn the_end_of_a_stream_is_told_below_its_bytes() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, conn) = desk.connection();
    desk.press(AppCommand::SelectSocket(Some(client)));
    desk.pass(conn, client, b"bye");
    row(&mut desk, "0000 62 79 65");
    assert_eq!(desk.labels("EOF: "), [""; 0]);
    desk.call(conn, Call::Close);
    desk.call(client, Call::Recv { size: 10, flags: 0 });
    assert_eq!(row(&mut desk, "EOF: "), "↑ 0 B · 0 ↓ 3 B · 1 EOF: the peer sends no more");
}

#[test]
fn a_character_cut_by_recv_shows_whole_and_is_found_across_the_cut() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    talk(&mut desk);
    let head = row(&mut desk, "0000 e8 ae be");
    assert_eq!(head, "0000 e8 ae be e5 a4 87 e5, 设备就");
    let rest = row(&mut desk, "0000 b0 b1");
    assert_eq!(rest, "0000 b0 b1 e7 bb aa ef bc 9a 4f 4b 21 0d 0a, 绪：OK! CR LF");
    desk.type_into("Find text or hex", "就绪");
    row(&mut desk, "1 of 1");
    desk.type_into("Find text or hex", "x");
    row(&mut desk, "Not found");
}

#[test]
fn wrong_hex_is_told_where_and_right_hex_goes_from_find_to_find() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Light, Language::English);
    talk(&mut desk);
    row(&mut desk, "0000 b0 b1");
    desk.choose("Hex");
    desk.type_into("Find text or hex", "00 0g");
    row(&mut desk, "position 5 is no hex digit");
    desk.settle();
    save(&mut desk.harness, "data-wrong-hex");
    desk.type_into("Find text or hex", "00 00 00 06");
    row(&mut desk, "1 of 3");
    desk.click("Next place");
    row(&mut desk, "2 of 3");
    desk.click("Previous place");
    desk.harness.run_steps(2);
    desk.click("Previous place");
    row(&mut desk, "3 of 3");
    desk.settle();
    save(&mut desk.harness, "data-find");
}

#[test]
fn another_socket_or_moment_keeps_its_place_and_counts_its_own_finds() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Light, Language::English);
    let (_, conn) = talk(&mut desk);
    row(&mut desk, "0000 b0 b1");
    desk.choose("Hex");
    desk.type_into("Find text or hex", "00 00 00 06");
    row(&mut desk, "1 of 3");
    desk.press(AppCommand::SelectSocket(Some(conn)));
    row(&mut desk, "3 places");
    assert!(desk.labels("1 of 3").is_empty(), "nobody asked to go there");
    desk.click("Next place");
    row(&mut desk, "1 of 3");
    desk.click("Next place");
    row(&mut desk, "2 of 3");
    // What is later than the moment is no find yet.
    let list = |desk: &Desk, i: usize| desk.state().session().pieces(conn).get(i).unwrap().n;
    let (first, last) = (list(&desk, 0), list(&desk, 4));
    desk.press(AppCommand::Step(StepCommand::Begin(Some(last))));
    row(&mut desk, "2 of 3");
    desk.press(AppCommand::Step(StepCommand::To(first)));
    row(&mut desk, "1 place");
    desk.press(AppCommand::Step(StepCommand::Leave));
    row(&mut desk, "3 places");
}

#[test]
fn a_click_selects_the_record_and_the_menus_copy_and_save() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, _) = talk(&mut desk);
    row(&mut desk, "0000 b0 b1");
    let last = desk.state().session().pieces(client).get(5).unwrap();
    desk.click_with("0000 b0 b1");
    desk.harness.run_steps(3);
    assert_eq!(desk.state().selected_record, Some(last.row_n));
    desk.harness.get_by_label_contains("0000 b0 b1").click_secondary();
    desk.harness.run_steps(4);
    save(&mut desk.harness, "data-context-menu");
    desk.click("Copy data as hex");
    assert_eq!(desk.copied(), "b0 b1 e7 bb aa ef bc 9a 4f 4b 21 0d 0a");
    desk.click("Copy and save");
    desk.harness.run_steps(4);
    save(&mut desk.harness, "data-menu");
    desk.click("Save received bytes…");
    desk.harness.run_steps(3);
    assert!(desk.state().path_box.is_some());
}

#[test]
fn bytes_marked_with_the_mouse_are_copied_by_the_column_they_began_in() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    talk(&mut desk);
    row(&mut desk, "0000 b0 b1");
    let rect = desk.harness.get_by_label_contains("0000 b0 b1").rect();
    let y = rect.center().y;
    desk.drag(egui::pos2(rect.left() + 60.0, y), egui::pos2(rect.left() + 124.0, y));
    save(&mut desk.harness, "data-marked");
    desk.harness.event(egui::Event::Copy);
    let copied = desk.copied();
    assert!("b0 b1 e7 bb aa ef bc".starts_with(&copied) && copied.len() > 6, "{copied}");
}

#[test]
fn datagrams_show_their_peer_and_each_is_read_by_itself() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Light, Language::Chinese);
    let server = desk.socket("server/u", "SOCK_DGRAM");
    desk.call(server, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    let port = desk.port(server);
    let client = desk.socket("client/u", "SOCK_DGRAM");
    let address = Address::inet("127.0.0.1", port);
    for data in [&b"\xe8\xae"[..], b"\xbe", b"hello\0", b""] {
        desk.call(client, Call::SendTo { data: data.into(), flags: 0, address: address.clone() });
        desk.call(server, Call::RecvFrom { size: 100, flags: 0 });
    }
    desk.press(AppCommand::SelectSocket(Some(server)));
    assert_eq!(row(&mut desk, "0000 be"), "0000 be, ·");
    desk.settle();
    save(&mut desk.harness, "data-datagrams");
    let client_port = desk.port(client);
    assert!(!desk.labels(&format!(":{client_port}")).is_empty() || !desk.labels(&client_port.to_string()).is_empty());
}

#[test]
fn what_others_sent_in_between_is_not_copied_where_it_does_not_show() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let server = desk.socket("server/u", "SOCK_DGRAM");
    desk.call(server, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    let address = Address::inet("127.0.0.1", desk.port(server));
    let senders = ["client/a", "client/b"].map(|name| desk.socket(name, "SOCK_DGRAM"));
    for (sender, data) in [(0, &b"aaa"[..]), (1, b"bbb"), (0, b"ccc")] {
        desk.call(senders[sender], Call::SendTo { data: data.into(), flags: 0, address: address.clone() });
        desk.call(server, Call::RecvFrom { size: 100, flags: 0 });
    }
    let only = Address::inet("127.0.0.1", desk.port(senders[0]));
    desk.press(AppCommand::SelectSocket(Some(server)));
    desk.press(AppCommand::Clients(ClientCommand::Only(Some((server, only)))));
    row(&mut desk, "0000 61 61 61");
    desk.wait("the other one’s is gone", |desk| desk.labels("62 62 62").is_empty().then_some(()));
    let at = |desk: &Desk, text: &str, x: f32| {
        let rect = desk.harness.get_by_label_contains(text).rect();
        egui::pos2(rect.left() + x, rect.center().y)
    };
    row(&mut desk, "0000 63 63 63");
    desk.drag(at(&desk, "0000 61", 60.0), at(&desk, "0000 63", 64.0));
    desk.harness.event(egui::Event::Copy);
    let copied = desk.copied();
    assert!(copied.starts_with("61 61") && copied.ends_with("61 63"), "{copied}");
    desk.click("Copy and save");
    row(&mut desk, "4 bytes marked");
}

#[test]
fn much_scrolls_to_its_end_and_other_encodings_read_it() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, conn) = desk.connection();
    let line = b"\xc4\xe3\xba\xc3 0123456\r\n";
    let much: Vec<u8> = line.iter().copied().cycle().take(14 * 70_000).collect();
    desk.press(AppCommand::KeepReceiving(client, true));
    desk.send(conn, &much);
    desk.wait("all of it", |desk| (desk.state().socket(client)?.received == much.len() as u64).then_some(()));
    desk.press(AppCommand::SelectSocket(Some(client)));
    desk.press(AppCommand::SetEncoding(Encoding::Gbk));
    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    row(&mut desk, "000000 c4 e3");
    desk.click_with("000000 c4 e3");
    desk.harness.run_steps(2);
    desk.harness.key_press(egui::Key::End);
    let last = format!("{:06x} ", (much.len() - 1) / 16 * 16);
    // First it says that it is being read.
    desk.wait("the last line", |desk| desk.labels(&last).into_iter().find(|text| text.contains("CR LF")));
    desk.type_into("Find text or hex", "你好 0123456");
    row(&mut desk, "of the first 10");
    desk.settle();
    save(&mut desk.harness, "data-much");
    desk.press(AppCommand::SetDataMode(DataMode::Messages));
    desk.settle();
    save(&mut desk.harness, "data-much-messages");
}

#[test]
fn empty_states_teach_and_narrow_panels_wrap() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Light, Language::English);
    let (client, _) = desk.connection();
    desk.press(AppCommand::SelectSocket(Some(client)));
    row(&mut desk, "Press send or recv on client/plc");
    save(&mut desk.harness, "data-empty");
    let server = desk.socket("server/other", "SOCK_STREAM");
    desk.call(server, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    desk.call(server, Call::Listen { backlog: None });
    desk.press(AppCommand::SelectSocket(Some(server)));
    row(&mut desk, "A listening socket moves no bytes");
    for (width, name) in [(900.0, "data-narrow"), (720.0, "data-very-narrow")] {
        let mut desk = Desk::new([width, 700.0], ThemeChoice::Dark, Language::English);
        talk(&mut desk);
        // A narrow window has its panels in tabs.
        desk.harness.get_by_role_and_label(egui::accesskit::Role::Tab, "Data").click();
        row(&mut desk, "0000 b0 b1");
        desk.settle();
        save(&mut desk.harness, name);
    }
}

/// A session file in which the second piece was not kept, as the recorder writes it.
fn with_a_gap(path: &std::path::Path) {
    use sockscope::call::{Body, By, CallRecord, Header, Kept, Name, Outcome, Value, number_of};
    let name = || Some(Name::new("client", "s"));
    let call = |call, outcome, on, makes, at, kept| {
        let (by, took) = (By::Person, Some(std::time::Duration::from_micros(3)));
        Body::Call(Box::new(CallRecord {
            on,
            makes,
            by,
            call,
            waits: None,
            took,
            outcome,
            made: None,
            at,
            deferred: false,
            kept,
        }))
    };
    let (family, kind) = (number_of("AF_INET").unwrap(), number_of("SOCK_STREAM").unwrap());
    let data = |bytes: &[u8]| Outcome::Ok(Value::Data(bytes.into()));
    let recv = || Call::Recv { size: 100, flags: 0 };
    let hash = Kept::Hash { len: 5, sha256: "0".repeat(64).into() };
    let bodies = [
        Body::Header(Header { utc: "2026-11-22T09:00:00.000000000Z".into(), app: "sockscope 0.1.0".into() }),
        call(Call::Socket { family, kind, proto: 0 }, Outcome::Ok(Value::None), None, name(), None, Kept::Whole),
        call(recv(), data(b"first"), name(), None, Some(0), Kept::Whole),
        call(recv(), data(b""), name(), None, Some(5), hash),
        call(recv(), data(b"last"), name(), None, Some(10), Kept::Whole),
    ];
    let mut file = Vec::new();
    for (n, body) in bodies.into_iter().enumerate() {
        let sid = (n > 0).then_some(SocketId(1));
        let t = std::time::Duration::from_millis(n as u64);
        file.extend(sockscope::session::encode(&sockscope::call::Record { n: n as u64, t, sid, body }));
    }
    std::fs::write(path, file).unwrap();
}

#[test]
fn bytes_that_were_not_kept_are_told_as_such() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gap.jsonl");
    with_a_gap(&path);
    desk.press(AppCommand::OpenSession(path));
    desk.wait("the file", |desk| desk.state().socket(SocketId(1)).map(|_| ()));
    desk.press(AppCommand::SelectSocket(Some(SocketId(1))));
    row(&mut desk, "0000 6c 61 73 74, last");
    row(&mut desk, "These bytes were not kept");
    desk.settle();
    save(&mut desk.harness, "data-gap");
    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    row(&mut desk, "0000 66 69 72 73 74 ·· ·· ·· ·· ·· 6c 61 73 74, firstlast");
    desk.settle();
    save(&mut desk.harness, "data-gap-stream");
    // What is copied over the hole says so.
    let rect = desk.harness.get_by_label_contains("0000 66 69").rect();
    let y = rect.center().y;
    desk.drag(egui::pos2(rect.left() + 60.0, y), egui::pos2(rect.left() + 300.0, y));
    desk.harness.event(egui::Event::Copy);
    assert!(desk.copied().starts_with("66 69 72 73 74 6c 61"));
    row(&mut desk, "Copied without 5 bytes that cannot be read");
}
