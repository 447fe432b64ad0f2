//! The strip of what is sent over a while: how far it is, and the press that stops it.

use super::support::hand::Hand;
use sockscope::app::{AppCommand, Content, Outgoing, RepeatPlan, SendCall, SendCommand, Step};
use sockscope::call::{CallKind, SocketId};
use sockscope::session::Row;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

fn connected(hand: &mut Hand) -> (SocketId, TcpStream) {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    hand.press_beginning("Talk to a server: ");
    hand.type_in("Port", &server.local_addr().unwrap().port().to_string());
    hand.press("Start");
    let sid = hand.named("client/s");
    hand.socket(sid, "a peer", |row| row.connected && row.peer.is_some());
    (sid, server.accept().unwrap().0)
}

fn go(hand: &mut Hand, what: Content, to: SocketId, every: Option<u64>, label: &str) {
    let repeat = every.map(|millis| RepeatPlan { every: Duration::from_millis(millis), count: None });
    let label = (!label.is_empty()).then(|| label.to_owned());
    let outgoing = Outgoing { what, call: SendCall::SendAll, to: vec![to], address: None, repeat, label };
    hand.h.state_mut().update(AppCommand::Sending(SendCommand::Go(outgoing)));
}

fn bytes(data: &[u8]) -> Content {
    Content::Bytes(data.into())
}

#[test]
fn a_repeat_is_told_stopped_and_dismissed_by_its_label() {
    let mut hand = Hand::new();
    let (sid, _peer) = connected(&mut hand);
    go(&mut hand, bytes(b"tick"), sid, Some(5), "Heartbeat");
    hand.see("Sending Heartbeat to client/s: ");
    hand.press("Stop sending Heartbeat to client/s");
    hand.see("Heartbeat to client/s: Stopped: ");
    hand.press("Dismiss the line about Heartbeat to client/s");
    hand.see_no("Heartbeat");
}

#[test]
fn a_peer_that_went_away_and_one_that_does_not_read_are_told() {
    let mut hand = Hand::new();
    let (sid, peer) = connected(&mut hand);
    let file = hand.folder().join("firmware.bin");
    std::fs::write(&file, vec![7; 32 << 20]).unwrap();
    let steps = [("login", 5), ("poll", 60_000), ("logout", 0)];
    let steps = steps.map(|(name, wait)| Step {
        name: name.to_owned(),
        data: name.as_bytes().into(),
        filled: None,
        then_wait: Duration::from_millis(wait),
    });
    go(&mut hand, Content::Sequence(steps.to_vec()), sid, None, "");
    // It has a minute to wait before its last step: what happens to the connection meanwhile does not end it.
    let polled = |row: &Arc<Row>| row.record.call.sent().is_some_and(|data| data[..] == *b"poll");
    let sent = |hand: &mut Hand| hand.calls(sid, CallKind::SendAll).into_iter().find(polled);
    let row = hand.wait("the second step", sent);
    assert!(hand.outcome(sid, CallKind::SendAll, row.n).is_ok());
    go(&mut hand, Content::File(file), sid, None, "");
    hand.see("waits: the peer is not reading");
    go(&mut hand, bytes(b"tick"), sid, Some(500), "心跳");
    hand.see("心跳");
    drop(peer);
    hand.see("firmware.bin to client/s: Stopped by itself: ");
    hand.see("client/s: sendall to 127.0.0.1:");
    hand.see("Stop sending Sequence to client/s");
    hand.press("中");
    hand.see("“firmware.bin”发送到 client/s：自行停止");
}
