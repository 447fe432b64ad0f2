//! The log's filter, pressed and typed into.

use super::made::everything;
use super::support::hand::Hand;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sockscope::app::AppCommand;

/// The window over the small session of everything.
pub fn over_everything() -> Hand {
    let mut hand = Hand::new();
    let path = everything(hand.folder());
    hand.h.state_mut().update(AppCommand::OpenSession(path));
    hand.see("srv.close()");
    hand
}

/// The rows of the log in sight: the times at which they began.
fn times(hand: &Hand) -> Vec<String> {
    let rows = hand.h.query_all_by_role(Role::ListItem).filter_map(|node| node.accesskit_node().label());
    let is_time = |word: &&str| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let first = |text: &str| text.split([' ', ',']).next().filter(is_time).map(str::to_owned);
    // What failed and what waits says it at the end.
    let last = |row: &str| ["; at ", ". At ", " waits, since "].iter().find_map(|mark| first(row.rsplit_once(mark)?.1));
    rows.filter_map(|row| first(&row).or_else(|| last(&row))).collect()
}

#[track_caller]
pub fn shows(hand: &mut Hand, wanted: &[&str]) {
    hand.wait(&format!("rows {wanted:?}"), |hand| (times(hand) == wanted).then_some(()));
}

fn open_filter(hand: &mut Hand) {
    hand.h.key_press_modifiers(Modifiers::COMMAND, Key::F);
    hand.wait("the filter's field", |hand| hand.has_keyboard("Filter calls").then_some(()));
}

#[test]
fn the_log_shows_what_fits_as_it_is_typed() {
    let mut hand = over_everything();
    open_filter(&mut hand);
    hand.type_in("Filter calls", "call:connect");
    shows(&mut hand, &["1.000", "1.500"]);
    hand.see("2 matches in 9 calls");
    hand.type_in("Filter calls", "call:connect error");
    shows(&mut hand, &["1.000"]);
    hand.see("1 match in 9 calls");
    // What cannot be read is said at the field, and the last good result stays.
    hand.type_in("Filter calls", "call:connect error re:/(/");
    hand.see("From character 20: No regular expression: unclosed group");
    shows(&mut hand, &["1.000"]);
    hand.type_in("Filter calls", "nothing like this");
    hand.see("No call fits");
    hand.see_no("No regular expression");
    hand.key(Key::Escape);
    hand.see_no("No call fits");
    hand.see("srv.close()");
    assert_eq!(hand.state().finding.text, "");
}

#[test]
fn the_menu_writes_the_query() {
    let mut hand = over_everything();
    hand.press("Filter the log");
    hand.press("Filter by");
    hand.choose("Call");
    hand.choose("recv");
    shows(&mut hand, &["2.500", "4.000"]);
    assert_eq!(hand.field("Filter calls"), "call:recv");
    hand.press("Filter by");
    hand.choose("Socket");
    hand.choose("client/cli");
    shows(&mut hand, &["4.000"]);
    hand.press("Filter by");
    hand.choose("Call");
    hand.choose("recv");
    assert_eq!(hand.field("Filter calls"), "socket:\"client/cli\"");
    shows(&mut hand, &["0.200", "1.000", "1.500", "2.000", "4.000"]);
    hand.press("Filter by");
    hand.choose("Bytes in hex…");
    hand.wait("the keyboard", |hand| hand.has_keyboard("Filter calls").then_some(()));
    hand.see("hex: needs something after its colon");
    hand.press("Take the filter away");
    hand.see("srv = ");
}

#[test]
fn f3_goes_from_match_to_match_also_among_all_rows() {
    let mut hand = over_everything();
    // Nothing is looked for yet: the filter asks what.
    hand.key(Key::F3);
    hand.wait("the filter's field", |hand| hand.has_keyboard("Filter calls").then_some(()));
    hand.type_in("Filter calls", "dir:sent");
    shows(&mut hand, &["2.000", "3.000"]);
    hand.press("Mark matches");
    hand.see("1.500 client cli.connect((\"127.0.0.1\", 8000)): None");
    hand.see(", a match");
    let selected = |hand: &mut Hand, n: u64| {
        hand.wait(&format!("record {n}"), |hand| (hand.state().selected_record == Some(n)).then_some(()));
    };
    for n in [5, 10, 5] {
        hand.key(Key::F3);
        selected(&mut hand, n);
    }
    hand.h.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    hand.h.step();
    selected(&mut hand, 10);
    assert!(hand.state().selected_socket().is_some_and(|row| row.name.base() == "srv"));
    hand.press("Only matches");
    shows(&mut hand, &["2.000", "3.000"]);
    hand.press("Previous match");
    selected(&mut hand, 5);
}

#[test]
fn new_records_are_searched_as_they_come() {
    let mut hand = Hand::new();
    let sid = hand.new_socket("s", "AF_INET", "SOCK_DGRAM");
    hand.press("Filter the log");
    hand.type_in("Filter calls", "call:getsockname -error");
    hand.see("No call fits");
    for wanted in 1..=2 {
        let call = sockscope::app::MakeCall::once(sid, sockscope::call::Call::GetSockName);
        hand.h.state_mut().update(AppCommand::MakeCall(call));
        hand.wait("a match", |hand| (times(hand).len() == wanted).then_some(()));
    }
}
