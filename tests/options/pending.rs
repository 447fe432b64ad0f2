//! SO_ERROR: told only to who asks.

use super::desk::{call, desk, socket};
use sockscope::call::{Address, Call, CallKind, Outcome, Value, number_of};
use std::net::UdpSocket;

#[test]
fn a_pending_error_waits_for_the_button() {
    let mut hand = desk();
    let sid = socket(&mut hand, "client/u", "AF_INET", "SOCK_DGRAM");
    // A port that nobody has any more.
    let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    call(&mut hand, sid, Call::Connect { address: Address::inet("127.0.0.1", port.into()) });
    hand.socket(sid, "connected", |row| row.connected);
    call(&mut hand, sid, Call::Send { data: b"?"[..].into(), flags: 0 });
    let sent = hand.socket(sid, "sent", |row| row.messages_sent == 1).last_n;
    // The facts are read again, and again.
    for _ in 0..3 {
        let before = hand.state().facts_n();
        hand.wait("newer facts", |hand| (hand.state().facts_n() >= sent).then_some(()));
        call(&mut hand, sid, Call::GetSockName);
        hand.wait("newer facts", |hand| (hand.state().facts_n() > before.max(sent)).then_some(()));
    }
    let names = [number_of("SOL_SOCKET").unwrap(), number_of("SO_ERROR").unwrap()];
    let asked = |row: &sockscope::session::Row| matches!(&row.record.call, Call::GetSockOpt { level, name, .. } if [*level, *name] == names);
    assert!(!hand.calls(sid, CallKind::GetSockOpt).iter().any(|row| asked(row)));
    hand.see("Reading it clears it");
    hand.press("Read SO_ERROR, which clears it");
    let read = hand.wait("the call", |hand| hand.calls(sid, CallKind::GetSockOpt).first().cloned());
    assert!(asked(&read));
    assert_eq!(read.record.outcome, Outcome::Ok(Value::Errno(libc::ECONNREFUSED)));
    hand.see("last read: 111 (ECONNREFUSED)");
    hand.press("Read SO_ERROR, which clears it");
    let again = hand.wait("the call", |hand| hand.calls(sid, CallKind::GetSockOpt).get(1).cloned());
    assert_eq!(again.record.outcome, Outcome::Ok(Value::Errno(0)), "told once");
}
