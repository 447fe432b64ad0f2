//! A capture that is dropped on the window: a session to read, and to send from.

use super::desk::Desk;
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use etherparse::{PacketBuilder, TcpHeader};
use sockscope::app::{AppCommand, MessageCommand, ThemeChoice};
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
