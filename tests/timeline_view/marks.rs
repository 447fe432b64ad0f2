//! Calls, waits and bytes.

use super::desk::*;
use super::support::hand::Hand;
use super::support::pictures::save;
use egui::accesskit::Role;
use egui_kittest::kittest::{AccessKitNode, By, Queryable as _};
use sockscope::app::{AppCommand, FindCommand, MakeCall, NewSocket, ThemeChoice};
use sockscope::call::{Address, Call, CallKind, Name, Outcome, number_of};
use sockscope::locale::Language;

#[test]
fn a_conversation_is_drawn_and_each_part_is_one_sentence() {
    let mut hand = Hand::new();
    let (_, sock, client) = connection(&mut hand);
    done(&mut hand, client, send("hello"));
    done(&mut hand, sock, recv(1024));
    until(&mut hand, "c.send(b\"hello\"): ↑ 5 of 5 B");
    until(&mut hand, "Bytes from client/c to server/sock");
    until(&mut hand, "server/sock: ESTABLISHED, as the kernel said");
    // A half-close: what nobody reports is called inferred.
    done(&mut hand, client, Call::Shutdown { how: number_of("SHUT_WR").unwrap() });
    done(&mut hand, sock, recv(1024));
    until(&mut hand, "FIN, inferred");
    // A refused call says why where it stands.
    let lost = socket(&mut hand, "client/lost", "SOCK_STREAM");
    done(&mut hand, lost, Call::Connect { address: Address::inet("127.0.0.1", 9) });
    let said = "client/lost connect 127.0.0.1:9 failed, ECONNREFUSED, nobody listens there; at ";
    until(&mut hand, said);
    let rows = |hand: &Hand| -> Vec<String> {
        let all = hand.h.query_all(By::new().predicate(|node| node.role() == Role::ListItem));
        all.filter_map(|node| egui_kittest::kittest::NodeT::accesskit_node(&node).label()).collect()
    };
    let mark = drawn(&hand).into_iter().find(|label| label.starts_with(said)).unwrap();
    assert!(rows(&hand).contains(&mark), "the log's row says the same: {mark}");
    command(&mut hand, AppCommand::SetLanguage(Some(Language::Chinese)));
    until(&mut hand, "client/lost connect 127.0.0.1:9 失败，ECONNREFUSED，那里没有程序在监听；时间 ");
    command(&mut hand, AppCommand::SetLanguage(Some(Language::English)));
    // A press selects the record and its socket.
    let at = place(&mut hand, "c.send(b\"hello\")");
    hand.click(at);
    let n = hand.calls(client, CallKind::Send)[0].n;
    hand.wait("the record", |hand| (hand.state().selected_record == Some(n)).then_some(()));
    assert_eq!(hand.state().selected, Some(client));
    hand.h.run_steps(2);
    let is_chosen = |node: &AccessKitNode<'_>| node.role() == Role::ListItem && node.is_selected() == Some(true);
    assert!(hand.h.query_all(By::new().predicate(is_chosen)).next().is_some(), "told as selected");
}

#[test]
fn stop_stands_under_the_bar_of_a_waiting_call() {
    let mut hand = Hand::new();
    let (server, sock, _) = connection(&mut hand);
    call(&mut hand, sock, recv(64));
    hand.socket(sock, "recv waits", |row| !row.waiting.is_empty());
    call(&mut hand, server, Call::Accept);
    hand.socket(server, "accept waits", |row| !row.waiting.is_empty());
    let n = hand.calls(sock, CallKind::Recv)[0].n;
    // Two that wait side by side are told apart by their records.
    let stop = format!("On the timeline: stop server/sock recv 64, record {n}");
    let at = hand.locate("Stop", |label| label == stop);
    hand.click(at);
    assert!(matches!(hand.outcome(sock, CallKind::Recv, n), Outcome::Stopped { .. }));
    hand.wait("the other waits on", |hand| (hand.state().snapshot.board.waiting.len() == 1).then_some(()));
    let n = hand.calls(server, CallKind::Accept).last().unwrap().n;
    hand.press_with("On the timeline: stop");
    assert!(matches!(hand.outcome(server, CallKind::Accept, n), Outcome::Stopped { .. }));
}

#[test]
fn the_newest_is_followed_until_it_is_scrolled_away_from() {
    let mut hand = Hand::new();
    let sid = socket(&mut hand, "u", "SOCK_DGRAM");
    done(&mut hand, sid, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    for _ in 0..30 {
        done(&mut hand, sid, Call::GetSockName);
    }
    done(&mut hand, sid, Call::FileNo);
    let at = place(&mut hand, "u.fileno()");
    wheel(&mut hand, at, egui::vec2(0.0, 500.0), Default::default());
    assert!(!says(&hand, "u.fileno()"), "{:?}", drawn(&hand));
    // Dragged back, and away again.
    hand.drag(at, at - egui::vec2(0.0, 600.0));
    assert!(says(&hand, "u.fileno()"), "{:?}", drawn(&hand));
    hand.drag(at - egui::vec2(0.0, 100.0), at + egui::vec2(0.0, 300.0));
    assert!(!says(&hand, "u.fileno()"), "{:?}", drawn(&hand));
    done(&mut hand, sid, Call::GetTimeout);
    hand.press_with("Timeline: 1 new ↓");
    until(&mut hand, "u.gettimeout()");
    done(&mut hand, sid, Call::GetBlocking);
    until(&mut hand, "u.getblocking()");
}

#[test]
fn what_comes_of_a_remedy_is_brought_into_sight() {
    let mut hand = Hand::new();
    let (server, client) = (socket(&mut hand, "s", "SOCK_STREAM"), socket(&mut hand, "c", "SOCK_STREAM"));
    done(&mut hand, server, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    done(&mut hand, server, Call::Listen { backlog: Some(5) });
    let port = hand.port(server);
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    done(&mut hand, client, Call::Connect { address: Address::inet("127.0.0.1", dead.into()) });
    let refused = hand.calls(client, CallKind::Connect).pop().unwrap();
    for _ in 0..30 {
        done(&mut hand, server, Call::FileNo);
    }
    command(&mut hand, AppCommand::SelectRecord(Some(refused.n)));
    until(&mut hand, "ECONNREFUSED");
    assert!(!says(&hand, "ESTABLISHED"));
    hand.press(&format!("Connect to 127.0.0.1:{port}"));
    until(&mut hand, "ESTABLISHED");
}

#[test]
fn a_bar_that_began_above_the_part_in_sight_is_there_and_can_be_stopped() {
    let mut hand = Hand::new();
    let sid = socket(&mut hand, "server/u", "SOCK_DGRAM");
    done(&mut hand, sid, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    command(&mut hand, AppCommand::MakeCall(MakeCall::once(sid, Call::RecvFrom { size: 100, flags: 0 })));
    hand.socket(sid, "recvfrom waits", |row| !row.waiting.is_empty());
    let other = socket(&mut hand, "client/v", "SOCK_DGRAM");
    for _ in 0..90 {
        done(&mut hand, other, Call::FileNo);
    }
    until(&mut hand, "server/u recvfrom 100 waits");
    hand.press_with("On the timeline: stop");
    let row = hand.wait("the end", |hand| hand.calls(sid, CallKind::RecvFrom).pop());
    assert!(matches!(hand.outcome(sid, CallKind::RecvFrom, row.n), Outcome::Stopped { .. }));
}

#[test]
fn what_begins_above_and_ends_below_the_part_in_sight_is_there() {
    let mut hand = Hand::new();
    let (_, sock, client) = connection(&mut hand);
    let udp = socket(&mut hand, "server/u", "SOCK_DGRAM");
    done(&mut hand, udp, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    let address = Address::inet("127.0.0.1", hand.port(udp));
    call(&mut hand, udp, Call::RecvFrom { size: 100, flags: 0 });
    hand.socket(udp, "recvfrom waits", |row| !row.waiting.is_empty());
    done(&mut hand, client, send("far"));
    let other = socket(&mut hand, "client/v", "SOCK_DGRAM");
    let many = |hand: &mut Hand| {
        let before = hand.calls(other, CallKind::FileNo).len();
        for _ in 0..130 {
            hand.h.state_mut().update(AppCommand::MakeCall(MakeCall::once(other, Call::FileNo)));
        }
        hand.wait("the calls", |hand| (hand.calls(other, CallKind::FileNo).len() == before + 130).then_some(()));
    };
    many(&mut hand);
    done(&mut hand, sock, recv(1024));
    done(&mut hand, other, Call::SendTo { data: b"late".as_slice().into(), flags: 0, address });
    hand.socket(udp, "recvfrom is back", |row| row.waiting.is_empty());
    many(&mut hand);
    let middle = hand.calls(other, CallKind::FileNo)[65].n;
    command(&mut hand, AppCommand::SelectRecord(Some(middle)));
    until(&mut hand, "u.recvfrom(100)");
    until(&mut hand, "Bytes from client/c to server/sock");
    assert!(!says(&hand, "c.send(b\"far\")") && !says(&hand, "sock.recv(1024)"), "{:?}", drawn(&hand));
    hand.h.remove_cursor();
    save(&mut hand.h, "timeline-across");
    // Zoomed out until calls are counted together, the bar stays.
    for _ in 0..4 {
        hand.press("Zoom out of the timeline");
    }
    until(&mut hand, " fileno, from record ");
    until(&mut hand, "u.recvfrom(100)");
    save(&mut hand.h, "timeline-across-dense");
}

#[test]
fn what_does_not_fit_the_filter_stands_back() {
    let mut hand = Hand::new();
    let (_, sock, client) = connection(&mut hand);
    done(&mut hand, client, send("hello"));
    done(&mut hand, sock, recv(1024));
    command(&mut hand, AppCommand::Find(FindCommand::Look("call:recv".into())));
    until(&mut hand, "sock.recv(1024): ↓ 5 B, \"hello\"");
    hand.wait("the match", |hand| drawn(hand).iter().any(|said| said.ends_with(", a match")).then_some(()));
    let said = drawn(&hand);
    assert_eq!(said.iter().filter(|said| said.ends_with(", a match")).count(), 1, "{said:?}");
    assert!(said.iter().any(|said| said.contains("c.send(")), "it is there, and stands back");
    hand.h.remove_cursor();
    save(&mut hand.h, "timeline-filter");
    command(&mut hand, AppCommand::SetTheme(ThemeChoice::Light));
    for _ in 0..6 {
        hand.press("Zoom out of the timeline");
    }
    hand.h.run_steps(4);
    save(&mut hand.h, "timeline-filter-dense");
    command(&mut hand, AppCommand::Find(FindCommand::Look(String::new())));
    hand.wait("no match", |hand| (!drawn(hand).iter().any(|said| said.ends_with(", a match"))).then_some(()));
}

#[test]
fn bytes_that_nobody_read_stop_short_of_their_lane_and_say_so() {
    let mut hand = Hand::new();
    let (_, sock, client) = connection(&mut hand);
    done(&mut hand, client, send("hello"));
    until(&mut hand, "Bytes from client/c to server/sock");
    until(&mut hand, "not read");
    done(&mut hand, sock, recv(1024));
    hand.wait("they were read", |hand| (!says(hand, "not read")).then_some(()));
    // Closed with them unread.
    done(&mut hand, client, send("again"));
    done(&mut hand, sock, Call::Close);
    until(&mut hand, "not read");
}

#[test]
fn the_two_ends_of_a_pair_are_joined_message_by_message() {
    let mut hand = Hand::new();
    let (family, kind) = (number_of("AF_UNIX").unwrap(), number_of("SOCK_SEQPACKET").unwrap());
    let [a, b] = ["p/a", "p/b"].map(|name| Name::parse(name).unwrap());
    command(&mut hand, AppCommand::NewSocket(NewSocket { name: a, family, kind, proto: 0, other: Some(b) }));
    let (a, b) = (hand.named("p/a"), hand.named("p/b"));
    done(&mut hand, a, send("one"));
    done(&mut hand, a, send("two"));
    let unread = |hand: &Hand| drawn(hand).iter().filter(|line| line.contains("not read")).count();
    hand.wait("two on their way", |hand| (unread(hand) == 2).then_some(()));
    // Less than the message: the rest of it is gone.
    done(&mut hand, b, recv(2));
    hand.wait("one of them came", |hand| (unread(hand) == 1).then_some(()));
    done(&mut hand, b, recv(100));
    hand.wait("both came", |hand| (unread(hand) == 0).then_some(()));
    assert_eq!(drawn(&hand).iter().filter(|line| line.starts_with("Bytes from p/a to p/b")).count(), 2);
}

#[test]
fn a_fin_is_drawn_where_the_last_holder_lets_go_and_what_came_in_part_has_a_rest() {
    let mut hand = Hand::new();
    let (_, sock, client) = connection(&mut hand);
    done(&mut hand, client, send("hello world"));
    done(&mut hand, sock, recv(4));
    until(&mut hand, "Bytes from client/c to server/sock, record");
    until(&mut hand, "not read");
    assert_eq!(drawn(&hand).iter().filter(|said| said.starts_with("Bytes from client/c")).count(), 2);
    let file = Call::MakeFile { mode: "rb".into(), buffering: None, encoding: None, newline: None };
    let makes = Some(Name::parse("client/f").unwrap());
    command(&mut hand, AppCommand::MakeCall(MakeCall { makes, ..MakeCall::once(client, file) }));
    let file = hand.wait("the file", |hand| hand.state().snapshot.board.files.keys().next().copied());
    call(&mut hand, client, Call::Close);
    hand.socket(client, "closing", |row| row.closing);
    until(&mut hand, "c.close()");
    assert!(!says(&hand, "FIN, inferred"), "a file holds it still: {:?}", drawn(&hand));
    call(&mut hand, file, Call::FClose);
    until(&mut hand, "FIN, inferred");
    hand.h.remove_cursor();
    save(&mut hand.h, "timeline-rest");
}

#[test]
fn a_client_that_closed_before_it_was_accepted_keeps_its_other_end() {
    let mut hand = Hand::new();
    let server = socket(&mut hand, "server/s", "SOCK_STREAM");
    done(&mut hand, server, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    done(&mut hand, server, Call::Listen { backlog: Some(5) });
    let port = hand.port(server);
    let client = socket(&mut hand, "client/c", "SOCK_STREAM");
    done(&mut hand, client, Call::Connect { address: Address::inet("127.0.0.1", port) });
    hand.socket(client, "its name", |row| row.local.is_some());
    done(&mut hand, client, send("early"));
    done(&mut hand, client, Call::Close);
    let makes = Some(Name::parse("server/sock").unwrap());
    command(&mut hand, AppCommand::MakeCall(MakeCall { makes, ..MakeCall::once(server, Call::Accept) }));
    let sock = hand.named("server/sock");
    hand.socket(sock, "both names", |row| row.peer.is_some() && row.local.is_some());
    done(&mut hand, sock, recv(1024));
    until(&mut hand, "Bytes from client/c");
    hand.wait("from end to end", |hand| {
        let said = drawn(hand);
        let whole =
            |line: &String| line.starts_with("Bytes from client/c") && line.contains(" to server/sock, record ");
        (said.iter().any(whole) && !said.iter().any(|line| line.contains("outside"))).then_some(())
    });
    done(&mut hand, sock, recv(1024));
    until(&mut hand, "FIN, inferred");
    save(&mut hand.h, "timeline-early");
}
