//! Calls, waits and bytes.

use super::desk::*;
use super::support::hand::Hand;
use sockscope::app::{AppCommand, MakeCall, NewSocket};
use sockscope::call::{Address, Call, CallKind, Name, Outcome, number_of};

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
    until(&mut hand, "ECONNREFUSED");
    // A press selects the record and its socket.
    let at = place(&mut hand, "c.send(b\"hello\")");
    hand.click(at);
    let n = hand.calls(client, CallKind::Send)[0].n;
    hand.wait("the record", |hand| (hand.state().selected_record == Some(n)).then_some(()));
    assert_eq!(hand.state().selected, Some(client));
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
    let at = hand.locate("Stop", |label| label.starts_with("On the timeline: stop") && label.contains("recv(64)"));
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
    done(&mut hand, sid, Call::GetTimeout);
    hand.press_with("Timeline: 1 new ↓");
    until(&mut hand, "u.gettimeout()");
    done(&mut hand, sid, Call::GetBlocking);
    until(&mut hand, "u.getblocking()");
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
    until(&mut hand, "u.recvfrom(100): waiting");
    hand.press_with("On the timeline: stop");
    let row = hand.wait("the end", |hand| hand.calls(sid, CallKind::RecvFrom).pop());
    assert!(matches!(hand.outcome(sid, CallKind::RecvFrom, row.n), Outcome::Stopped { .. }));
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
