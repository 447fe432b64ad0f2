//! A capture that is dropped on the window: a session to read, and to send from.

use super::desk::Desk;
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use etherparse::{PacketBuilder, TcpHeader};
use sockscope::app::{AppCommand, Draft, MessageCommand, PathPurpose, ThemeChoice};
use sockscope::bytes::{Form, Recipe};
use sockscope::locale::Language;

/// One connection of a client and a server that answers, in a file of pcap.
fn capture() -> Vec<u8> {
    let segment = |from: u16, to: u16, flags: &str, seq: u32, ack: u32, data: &[u8]| {
        let mut tcp = TcpHeader::new(from, to, seq, 1000);
        let has = |flag| flags.contains(flag);
        (tcp.syn, tcp.ack, tcp.fin, tcp.psh) = (has('S'), has('A'), has('F'), has('P'));
        tcp.acknowledgment_number = ack;
        let mut out = Vec::new();
        PacketBuilder::ipv4([192, 0, 2, 7], [192, 0, 2, 9], 64).tcp_header(tcp).write(&mut out, data).unwrap();
        if from == 502 {
            out[12..20].copy_from_slice(&[192, 0, 2, 9, 192, 0, 2, 7]);
        }
        out
    };
    let packets = [
        segment(40_000, 502, "S", 9, 0, b""),
        segment(502, 40_000, "SA", 99, 10, b""),
        segment(40_000, 502, "AP", 10, 100, b"\x00\x01\x00\x00\x00\x06\x01\x03\x00\x00\x00\x0a"),
        segment(502, 40_000, "AP", 100, 22, "好的, 200\r\n".as_bytes()),
        segment(40_000, 502, "AF", 22, 113, b""),
    ];
    let mut out = Vec::new();
    let words = [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65_535, 101];
    out.extend(words.into_iter().flat_map(u32::to_le_bytes));
    for (at, packet) in packets.iter().enumerate() {
        let len = packet.len() as u32;
        out.extend([1_800_000_000, at as u32 * 250_000, len, len].into_iter().flat_map(u32::to_le_bytes));
        out.extend(packet);
    }
    out
}

#[test]
fn a_dropped_capture_is_read_and_sent_from() {
    let mut desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("modbus 读.pcap");
    std::fs::write(&path, capture()).unwrap();
    desk.press(AppCommand::Messages(MessageCommand::TakeFile(path)));
    desk.until("the imported session", |desk| desk.has_row("client c1.connect"));
    let shows = |desk: &Desk, part: &str| desk.harness.query_all_by_label_contains(part).next().is_some();
    desk.until("where it is from", |desk| shows(desk, "imported from the capture modbus 读.pcap"));
    desk.until("what was imported", |desk| shows(desk, "Imported 1 connection and 0 datagrams"));
    assert!(!desk.harness.state().state().is_live());

    desk.row("↓ 13 B").click();
    desk.harness.run_steps(3);
    desk.click("Copy the selected call");
    desk.picture("import-menu");
    desk.click("Put into composer");
    desk.until("the composer", |desk| {
        let field = desk.harness.query_by_role_and_label(Role::MultilineTextInput, "Message to send");
        field.is_some_and(|field| field.value().as_deref() == Some("好的, 200\\r\\n"))
    });
    desk.picture("import-composer");

    desk.row("↑ 12 of 12 B").click();
    desk.harness.run_steps(3);
    desk.click("Copy the selected call");
    desk.click("Save as message…");
    desk.until("the message", |desk| desk.harness.state().state().editing.is_some());
    let editing = desk.harness.state().state().editing.clone().unwrap();
    assert_eq!(editing.recipe.text, "00 01 00 00 00 06 01 03 00 00 00 0a");
    desk.press(AppCommand::EditMessage(None));
    desk.press(AppCommand::SetTheme(ThemeChoice::Light));
    desk.press(AppCommand::SetLanguage(Some(Language::Chinese)));
    desk.picture("import-light-zh");
}

#[test]
fn a_dump_is_pasted_dropped_and_filled_in() {
    let mut desk = Desk::new();
    desk.press(AppCommand::Offer(Draft { recipe: hex(""), ..Draft::default() }));
    desk.until("the field", |desk| desk.harness.query_by_label("Message to send").is_some());
    desk.type_area("00000000: 01 03 00 00 00 0a  ......\n");
    desk.until("the offer", |desk| desk.harness.query_by_label("Read this dump as 6 bytes").is_some());
    desk.picture("dump-offer");
    desk.click("Read this dump as 6 bytes");
    assert_eq!(desk.area(), "01 03 00 00 00 0a");
    assert!(desk.harness.query_by_label("Read this dump as 6 bytes").is_none());

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("three.txt");
    std::fs::write(&path, "0000  61 62 63   abc\n\n0000  64\n\n0000  00 01 02\n").unwrap();
    desk.press(AppCommand::Messages(MessageCommand::TakeFile(path.clone())));
    desk.until("messages", |desk| desk.harness.state().state().messages.all().len() == 3);
    let messages = desk.harness.state().state().messages.all().clone();
    let texts: Vec<_> = messages.iter().map(|m| (m.folder.as_str(), m.recipe.text.as_str())).collect();
    assert_eq!(texts, [("three", "abc"), ("three", "d"), ("three", "00 01 02")]);
    let shows = |desk: &Desk, part: &str| desk.harness.query_all_by_label_contains(part).next().is_some();
    std::fs::write(&path, "0000  61 62\n0004  63\n").unwrap();
    desk.press(AppCommand::AskPath(PathPurpose::ImportDump));
    desk.picture("dump-path");
    desk.press(AppCommand::TakePath { path: path.clone(), replace: false });
    desk.until("what is wrong", |desk| shows(desk, "line 2, column 1: the offset is 4"));
    std::fs::write(&path, "0000  7b 7b 54 49 4d 45 7d 7d\n").unwrap();
    desk.press(AppCommand::Messages(MessageCommand::TakeFile(path)));
    desk.until("the composer", |desk| desk.area() == "{{TIME}}");
    desk.until("the switch", |desk| desk.harness.query_by_label("Fill in {{…}} at each send").is_some());
    desk.click("Fill in {{…}} at each send");
    desk.picture("macros-switch");
    desk.press(AppCommand::SetTheme(ThemeChoice::Light));
    desk.press(AppCommand::SetLanguage(Some(Language::Chinese)));
    desk.picture("macros-light-zh");
}

fn hex(text: &str) -> Recipe {
    Recipe { form: Form::Hex, text: text.to_owned(), ..Recipe::default() }
}

impl Desk {
    fn area(&self) -> String {
        let field = self.harness.query_by_role_and_label(Role::MultilineTextInput, "Message to send");
        field.and_then(|field| field.value()).unwrap_or_default()
    }

    fn type_area(&mut self, text: &str) {
        let field = || Role::MultilineTextInput;
        self.harness.get_by_role_and_label(field(), "Message to send").focus();
        self.harness.run_steps(2);
        self.harness.get_by_role_and_label(field(), "Message to send").type_text(text);
        self.harness.run_steps(3);
    }
}
