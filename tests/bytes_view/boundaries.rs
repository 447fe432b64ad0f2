//! One send is not one recv.

use super::desk::Desk;
use super::support::pictures::save;
use egui::Key;
use sockscope::app::{AppCommand, DataMode, ThemeChoice};
use sockscope::bytes::Encoding;
use sockscope::call::{Call, SocketId};
use sockscope::locale::Language;

/// A label with `text` in it, once it is there.
fn label(desk: &mut Desk, text: &str) -> String {
    desk.wait(text, |desk| desk.labels(text).into_iter().next())
}

/// 11 bytes in one send, received by `recv(4)` three times.
fn eleven(desk: &mut Desk) -> (SocketId, SocketId) {
    let (client, conn) = desk.connection();
    desk.send(client, b"hello world");
    for _ in 0..3 {
        desk.call(conn, Call::Recv { size: 4, flags: 0 });
    }
    desk.press(AppCommand::SelectSocket(Some(conn)));
    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    (client, conn)
}

/// The record in which the row of the `i`th piece of a socket begins.
fn record(desk: &Desk, sid: SocketId, i: usize) -> u64 {
    desk.state().session().pieces(sid).get(i).unwrap().row_n
}

#[test]
fn one_send_of_eleven_bytes_is_three_receives_of_four() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, conn) = eleven(&mut desk);
    let sent = record(&desk, client, 0);
    label(&mut desk, &format!("Send, record {sent}: bytes 0 to 10 of the stream, 11 in all"));
    for (i, bytes) in
        ["0 to 3 of the stream, 4", "4 to 7 of the stream, 4", "8 to 10 of the stream, 3"].iter().enumerate()
    {
        let n = record(&desk, conn, i);
        label(&mut desk, &format!("Receive, record {n}: bytes {bytes} in all"));
    }
    label(&mut desk, "1 send of client/plc");
    label(&mut desk, "3 receives of server/conn");

    // The keyboard goes from byte to byte, and is told whose each is.
    desk.click_with("0000 68 65 6c");
    desk.harness.run_steps(2);
    desk.harness.key_press(Key::Home);
    desk.harness.run_steps(1);
    for _ in 0..5 {
        desk.harness.key_press(Key::ArrowRight);
    }
    let second = record(&desk, conn, 1);
    let whose = label(&mut desk, "Byte 5: 0x20");
    assert_eq!(
        whose,
        format!(
            "Byte 5: 0x20, record {sent}, offset 5 of 11: client/plc.sendall(b\"hello world\"), \
             record {second}, offset 1 of 4: server/conn.recv(4)"
        )
    );
    desk.harness.key_press(Key::Enter);
    desk.harness.run_steps(2);
    assert_eq!(desk.state().selected_record, Some(second), "Enter selects the call of this end");
    desk.settle();
    save(&mut desk.harness, "bytes-view-boundaries-dark-en");

    // The rulings select each its own record, everywhere.
    let of = format!("Send, record {sent}: ");
    desk.click_with(&of);
    desk.harness.run_steps(2);
    assert_eq!(desk.state().selected_record, Some(sent));

    // The sender's own stream has the same rulings; without them the rows stand close.
    desk.press(AppCommand::SelectSocket(Some(client)));
    desk.press(AppCommand::SetDataMode(DataMode::SentStream));
    label(&mut desk, &format!("Receive, record {second}: bytes 4 to 7"));
    desk.click("Hide the boundaries of sends and receives");
    desk.wait("no rulings", |desk| desk.labels("Receive, record").is_empty().then_some(()));
    assert!(!desk.state().settings.boundaries);
}

#[test]
fn a_small_receive_size_is_chosen_and_watched() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Light, Language::Chinese);
    let (client, conn) = desk.connection();
    desk.press(AppCommand::SetLanguage(Some(Language::English)));
    for text in ["订单 1042：", "三个苹果，", "两个梨。\r\n"] {
        desk.send(client, text.as_bytes());
    }
    desk.press(AppCommand::SelectSocket(Some(client)));
    desk.press(AppCommand::SetDataMode(DataMode::SentStream));
    label(&mut desk, "43 B sent and not received yet");
    let field = "Bytes that each receive of server/conn asks for";
    desk.type_into(field, "0");
    label(&mut desk, "A size is a number from 1 to 65536");
    desk.type_into(field, "5");
    for count in 1..4 {
        desk.click("Receive up to 5 bytes on server/conn");
        desk.wait("a receive", |desk| (desk.state().session().pieces(conn).len() == count).then_some(()));
    }
    assert_eq!(desk.state().bytes_view.receive_size(conn), Some(5));
    label(&mut desk, "28 B sent and not received yet");
    desk.settle();
    save(&mut desk.harness, "bytes-view-small-light-en");
    // The rest comes by itself, in pieces of the same size.
    desk.click("Keep receiving so many at a time on server/conn");
    desk.wait("the rest", |desk| (desk.state().socket(conn)?.received == 43).then_some(()));
    let pieces = desk.state().session().pieces(conn);
    let lens: Vec<_> = (0..pieces.len()).filter_map(|i| pieces.len_of(i)).collect();
    assert_eq!(lens, [5, 5, 5, 5, 5, 5, 5, 5, 3]);
    desk.press(AppCommand::SelectSocket(Some(conn)));
    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    // What a receive cut stands whole in the text.
    let row = label(&mut desk, "0000 e8 ae a2");
    assert!(row.contains("订单 1042"), "{row}");
    for (theme, language, size, name) in [
        (ThemeChoice::Light, Language::Chinese, [1280.0, 800.0], "light-zh"),
        (ThemeChoice::Dark, Language::English, [1920.0, 1080.0], "large-dark-en"),
        (ThemeChoice::Light, Language::English, [640.0, 360.0], "narrow-light-en"),
    ] {
        desk.press(AppCommand::SetTheme(theme));
        desk.press(AppCommand::SetLanguage(Some(language)));
        if name.starts_with("narrow") {
            desk.press(AppCommand::SetPreset(sockscope::app::Preset::Test));
        }
        desk.harness.set_size(size.into());
        desk.settle();
        save(&mut desk.harness, &format!("bytes-view-{name}"));
    }
}

#[test]
fn text_cut_by_receives_reads_whole_and_is_found_across_the_cut() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, conn) = desk.connection();
    // 你好, then a right-to-left override, a byte that is no UTF-8, and a bell.
    desk.send(client, "你好\u{202e}x".as_bytes());
    desk.send(client, b"\xff\x07");
    for _ in 0..12 {
        desk.call(conn, Call::Recv { size: 1, flags: 0 });
    }
    desk.press(AppCommand::SelectSocket(Some(conn)));
    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    assert_eq!(label(&mut desk, "0000 e4 bd a0"), "0000 e4 bd a0 e5 a5 bd e2 80 ae 78 ff 07, 你好 RLOx· BEL");
    desk.type_into("Find text or hex", "你好");
    label(&mut desk, "1 of 1");
    desk.press(AppCommand::SetDataMode(DataMode::Messages));
    label(&mut desk, "1 of 1");
    desk.choose("Hex");
    desk.type_into("Find text or hex", "a0 e5 a5");
    label(&mut desk, "1 of 1");
}

#[test]
fn gbk_cut_by_receives_reads_whole() {
    // A byte alone does not tell where a character begins.
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, conn) = desk.connection();
    desk.send(client, b"\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7");
    for size in [3, 2, 4, 1] {
        desk.call(conn, Call::Recv { size, flags: 0 });
    }
    desk.press(AppCommand::SetEncoding(Encoding::Gbk));
    desk.press(AppCommand::SelectSocket(Some(conn)));
    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    assert_eq!(label(&mut desk, "0000 c4 e3"), "0000 c4 e3 ba c3 a3 ac ca c0 bd e7, 你好，世界");
}

#[test]
fn a_flood_of_tiny_receives_is_ruled_in_sight_only() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, conn) = desk.connection();
    desk.press(AppCommand::SelectSocket(Some(conn)));
    desk.press(AppCommand::SetDataMode(DataMode::ReceivedStream));
    desk.press(sockscope::app::BytesCommand::ReceiveSize(conn, Some(3)).into());
    desk.press(AppCommand::KeepReceiving(conn, true));
    let much: Vec<u8> = (0..=255).cycle().take(9_000).collect();
    desk.send(client, &much);
    desk.wait("all of it", |desk| (desk.state().socket(conn)?.received == 9_000).then_some(()));
    label(&mut desk, "3000 receives of server/conn");
    let ruled = desk.labels("Receive, record").len();
    assert!(ruled > 10 && ruled < 400, "{ruled} in sight");
    desk.click_with("0000 00 01 02");
    desk.harness.run_steps(2);
    desk.harness.key_press(Key::End);
    label(&mut desk, "bytes 8997 to 8999 of the stream");
    desk.settle();
    save(&mut desk.harness, "bytes-view-flood");
}
