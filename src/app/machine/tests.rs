//! What the thread does with its readings.

use super::*;
use std::cell::Cell;

fn listener(state: TcpState) -> SystemSocket {
    SystemSocket {
        table: SystemKind::Tcp,
        family: 2,
        kind: 1,
        state: Some(state),
        local: Address::inet("127.0.0.1", 8000),
        peer: None,
        receive_queue: 0,
        send_queue: 0,
        backlog: Some(5),
        drops: None,
        uid: None,
        inode: 7,
        v6_only: None,
        processes: Vec::new(),
        tcp: None,
        memory: None,
    }
}

#[test]
fn a_reading_tells_of_the_moment_when_it_began() {
    let (shared, clock) = (Shared::default(), Cell::new(Duration::from_millis(5)));
    // Meanwhile a connection is made and closed, which this reading missed.
    let read = || {
        clock.set(Duration::from_millis(50));
        Ok(vec![listener(TcpState::Listen)])
    };
    assert!(shared.take_in(read, &HashMap::new(), || clock.get()));
    assert_eq!(shared.table.lock().as_ref().unwrap().at, Duration::from_millis(5));
}

#[test]
fn who_follows_one_is_woken_by_its_changes_alone() {
    let (shared, now) = (Shared::default(), || Duration::from_secs(1));
    let row = MachineRow::new(listener(TcpState::Listen), 1);
    shared.watched.lock().push(Watched::new(&row, Duration::ZERO));
    let mut machine = Machine::default();
    machine.shared = Arc::new(shared);
    assert!(machine.follows());
    let other = SystemSocket { inode: 8, local: Address::inet("127.0.0.1", 9), ..listener(TcpState::Listen) };
    for others in 0..3 {
        let sockets: Vec<_> = [listener(TcpState::Listen)].into_iter().chain(vec![other.clone(); others]).collect();
        assert!(!machine.shared.follow(|| Ok(sockets), now), "{others} others came");
    }
    assert!(!machine.shared.follow(|| Err(13), now), "not to be read is not gone");
    assert!(machine.last_table().is_none(), "no panel shows");
    assert!(machine.shared.follow(|| Ok(vec![other.clone()]), now));
    assert!(machine.watched()[0].is_gone() && !machine.follows(), "what is gone is followed no more");
    assert!(machine.shared.take_in(|| Ok(vec![listener(TcpState::Listen)]), &HashMap::new(), now), "it is back");
    assert!(machine.follows());
    machine.paused = true;
    assert!(!machine.follows());
}

#[test]
fn a_connection_is_gone_only_where_a_later_reading_does_not_have_it() {
    let link = |port, scope| Address::Inet6 { host: "fe80::1".into(), port, flow: 0, scope };
    let of = |scope| SystemSocket {
        local: link(8000, scope),
        peer: Some(link(40_000, scope)),
        ..listener(TcpState::TimeWait)
    };
    let second = Duration::from_secs(1);
    let found = |read: Reading, since| {
        let table = Table::new(read, &HashMap::new(), 2 * second, 1);
        held(&table, since, (&link(8000, 2), &link(40_000, 2)))
    };
    for scope in [2, 0] {
        assert_eq!(found(Ok(vec![of(3), of(scope)]), second), Some(Some(TcpState::TimeWait)), "scope {scope}");
    }
    assert_eq!(found(Ok(vec![of(3)]), second), Some(None), "that is another link");
    assert_eq!(found(Ok(vec![]), second), Some(None));
    assert_eq!(found(Ok(vec![]), 2 * second), None, "too early to know");
    assert_eq!(found(Err(13), second), None, "not to be read is not gone");
}
