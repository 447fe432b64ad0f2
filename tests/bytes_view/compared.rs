//! Two messages beside each other.

use super::desk::Desk;
use super::support::pictures::save;
use egui_kittest::kittest::Queryable as _;
use sockscope::app::{AppCommand, DataMode, Dialog, ThemeChoice};
use sockscope::call::Call;
use sockscope::locale::Language;

#[test]
fn two_messages_are_marked_compared_and_gone_through() {
    let mut desk = Desk::new([1280.0, 800.0], ThemeChoice::Dark, Language::English);
    let (client, conn) = desk.connection();
    desk.pass(client, conn, "GET /订单/1042 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".as_bytes());
    desk.pass(client, conn, "GET /订单/97 HTTP/1.1\r\nHost: localhost\r\n\r\n".as_bytes());
    desk.press(AppCommand::SelectSocket(Some(conn)));
    desk.press(AppCommand::SetDataMode(DataMode::Messages));
    let list = |desk: &Desk, i: usize| desk.state().session().pieces(conn).get(i).unwrap().row_n;
    let (first, second) = (list(&desk, 0), list(&desk, 1));
    let row = |desk: &mut Desk, n: u64, item: &str| {
        desk.press(AppCommand::SelectRecord(Some(n)));
        desk.harness.run_steps(3);
        // The menu in the head of the panel, which the keyboard reaches too.
        desk.click("Copy and save");
        desk.harness.run_steps(3);
        desk.wait(item, |desk| desk.harness.query_by_label(item).map(|_| ()));
        desk.click(item);
        desk.harness.run_steps(3);
    };
    // Both at once: the ends of a span.
    desk.press(AppCommand::SelectSpan { from: second, to: first });
    desk.harness.run_steps(3);
    desk.click("Copy and save");
    desk.harness.run_steps(3);
    let item = format!("Compare records {first} and {second}");
    desk.wait(&item, |desk| desk.harness.query_by_label(&item).map(|_| ()));
    desk.click(&item);
    desk.harness.run_steps(3);
    assert_eq!(desk.state().bytes_view.pair, Some((first, second)));
    desk.press(AppCommand::ShowDialog(None));
    row(&mut desk, first, "Mark to compare");
    assert_eq!(desk.state().bytes_view.marked, Some(first));
    row(&mut desk, second, &format!("Compare with record {first}"));
    assert_eq!(desk.state().dialog, Some(Dialog::MessagesCompared));
    let words = "2 places differ: 13 of 46 bytes on the left, 11 of 44 on the right";
    desk.wait("the differences", |desk| desk.labels("differ:").into_iter().next());
    assert_eq!(desk.labels("differ:"), [words]);
    desk.wait("1 of 2", |desk| desk.harness.query_by_label("1 of 2").map(|_| ()));
    desk.settle();
    save(&mut desk.harness, "bytes-view-diff-dark-en");
    desk.click("Next difference");
    desk.wait("2 of 2", |desk| desk.harness.query_by_label("2 of 2").map(|_| ()));
    desk.settle();
    save(&mut desk.harness, "bytes-view-diff-dark-en");
    desk.click("Copy the differences");
    let copied = desk.copied();
    assert!(
        copied.starts_with(&format!("- Record {first}: conn.recv(46)\n+ Record {second}: conn.recv(44)\n- ")),
        "{copied}"
    );
    desk.press(AppCommand::SetTheme(ThemeChoice::Light));
    desk.press(AppCommand::SetLanguage(Some(Language::Chinese)));
    desk.harness.set_size([640.0, 360.0].into());
    desk.settle();
    save(&mut desk.harness, "bytes-view-diff-narrow-light-zh");
    desk.press(AppCommand::ShowDialog(None));
    desk.press(AppCommand::MakeCall(sockscope::app::MakeCall::once(conn, Call::Close)));
}
