//! What the doctor says, in every state that it looks at: the states and calls that its tables share.

use super::*;
use crate::call::{Address, Name, SocketId};
use crate::call::{OptionKind, OptionValue, number_of};
use crate::locale::{Language, words};
use crate::net::{FileUse, Machine, OldEnd, PathFacts, PortHolder, Process};
use crate::session::SocketRow;

mod machines;
mod reasons;
mod texts;
mod waits;
mod whole;

fn at(port: i64) -> Address {
    Address::inet("127.0.0.1", port)
}

fn number(name: &str) -> i32 {
    number_of(name).unwrap()
}

fn connect(address: Address) -> Call {
    Call::Connect { address }
}

fn send(data: &[u8]) -> Call {
    Call::Send { data: data.into(), flags: 0 }
}

fn recv() -> Call {
    Call::Recv { size: 1024, flags: 0 }
}

fn set_option(level: &str, name: &str) -> Call {
    Call::SetSockOpt { level: number(level), name: number(name), value: OptionValue::Int(1) }
}

fn socket(family: &str, kind: &str) -> Call {
    Call::Socket { family: number(family), kind: number(kind), proto: 0 }
}

fn every_call() -> Vec<Call> {
    vec![
        socket("AF_INET", "SOCK_STREAM"),
        socket("AF_INET", "SOCK_RAW"),
        Call::Bind { address: at(80) },
        Call::Bind { address: Address::Other("\"\u{202e}\n\"".into()) },
        Call::Listen { backlog: None },
        Call::Accept,
        connect(at(8001)),
        connect(Address::inet6("::1", 8001)),
        connect(at(70_000)),
        Call::ConnectEx { address: at(0) },
        send(b"hello"),
        Call::SendAll { data: vec![0; 70_000].into(), flags: number("MSG_OOB") },
        Call::SendTo { data: vec![0; 70_000].into(), flags: 0, address: Address::inet("no.such.host", 9) },
        recv(),
        Call::Recv { size: -1, flags: number("MSG_OOB") | number("MSG_WAITALL") },
        Call::RecvFrom { size: 1024, flags: 0 },
        Call::Shutdown { how: 7 },
        Call::Close,
        Call::GetSockName,
        Call::GetPeerName,
        Call::SetTimeout { seconds: Some(-1.0) },
        Call::GetTimeout,
        Call::SetBlocking { blocking: false },
        set_option("IPPROTO_TCP", "TCP_NODELAY"),
        Call::SetSockOpt { level: 77, name: 99, value: OptionValue::Int(1) },
        Call::GetSockOpt { level: number("SOL_SOCKET"), name: 999, kind: OptionKind::Int },
        Call::FileNo,
    ]
}

/// A socket of the board.
fn named(name: &str, local: Address) -> SocketRow {
    let mut row = SocketRow::new(SocketId(7), Name::parse(name).unwrap(), 2, number("SOCK_STREAM"), 0);
    row.local = Some(local);
    row
}

fn listens_at(local: Address) -> SocketRow {
    SocketRow { backlog: Some(5), ..named("s", local) }
}

fn held(local: Address, meets: bool) -> PortHolder {
    let process = Process { pid: 42, name: "python3".to_owned(), command: String::new(), uid: 0 };
    PortHolder {
        process: Some(process),
        other_user: None,
        is_own: false,
        local,
        listens: true,
        accept_queue: None,
        meets,
    }
}

fn machine() -> Machine {
    Machine {
        holders: vec![held(at(8000), true)],
        old: vec![OldEnd { state: crate::call::TcpState::TimeWait, local: at(80), peer: at(9000) }],
        free_port: Some(8080),
        unprivileged_from: Some(1024),
        is_out_of_ports: false,
        addresses: vec!["127.0.0.1".parse().unwrap()],
        files: Some(FileUse { open: 9, limit: 10 }),
        path: Some(PathFacts { exists: true, is_socket: true, is_bound: Some(false) }),
    }
}

/// Calls `each` in every state of the socket that the doctor looks at.
fn in_every_state(each: &mut dyn FnMut(&Surroundings<'_>)) {
    let (local, peer) = (at(8000), at(9000));
    let bound = [named("srv", at(80)), named("udp", at(8001))];
    let neighbours = [listens_at(at(8000)), listens_at(Address::inet6("::", 8001)), bound[0].clone(), bound[1].clone()];
    let end = SocketRow { peer: Some(local.clone()), open: false, sent: 5, ..named("end", peer.clone()) };
    let mut others: Vec<&SocketRow> = neighbours.iter().collect();
    others.push(&end);
    let own = SocketRow { sent: 9, received: 3, ..named("own", local.clone()) };
    let refused =
        [Dialled { sid: SocketId(9), name: "cli".to_owned(), address: at(8001), at: std::time::Duration::ZERO }];
    let machine = machine();
    for family in ["AF_INET", "AF_INET6"] {
        for kind in ["SOCK_STREAM", "SOCK_DGRAM"] {
            for bits in 0..128_u32 {
                let bit = |n: u32| bits & (1 << n) != 0;
                each(&Surroundings {
                    family: number(family),
                    kind: number(kind),
                    local: bit(0).then_some(&local),
                    peer: bit(1).then_some(&peer),
                    listens: bit(2),
                    others: if bit(3) { &others } else { &[] },
                    refused: if bit(3) { &refused } else { &[] },
                    row: bit(3).then_some(&own),
                    closed: bit(4),
                    shut_write: bit(5),
                    eof_received: bit(6),
                    machine: bit(6).then_some(&machine),
                    sent_after_close: bit(6).then_some(2),
                    sends: None,
                });
            }
        }
    }
}

fn assert_is_said(message: &Message, about: &dyn Fn() -> String) {
    for language in Language::ALL {
        let said = words(language, message);
        let odd = |c: char| c.is_control() || matches!(c, '{' | '}' | '?' | '\u{202e}');
        assert!(!said.trim().is_empty() && !said.contains(odd), "{} -> {said:?}", about());
        assert!(!said.ends_with('.') && !said.ends_with('。'), "{} -> {said:?}", about());
    }
}

/// At most three buttons, whole in both languages and no two alike.
fn assert_are_said(remedies: &[Remedy], about: &dyn Fn() -> String) {
    assert!(remedies.len() <= 3, "{}", about());
    for (at, Remedy { label, changes, act }) in remedies.iter().enumerate() {
        for message in [label].into_iter().chain(changes) {
            assert_is_said(message, about);
        }
        assert!(remedies[..at].iter().all(|other| other.label != *label && other.act != *act), "{}", about());
    }
}

fn assert_is_whole(call: &Call, outcome: &Outcome, around: &Surroundings<'_>) {
    let about = || format!("{call:?} {outcome:?} {around:?}");
    let Some(found) = explain(call, outcome, around) else { panic!("{}", about()) };
    let Explanation { headline, why, tries, remedies } = found;
    assert!((1..=3).contains(&tries.len()), "{} tries for {}", tries.len(), about());
    for message in tries.iter().chain([&headline, &why]) {
        assert_is_said(message, &about);
    }
    assert_are_said(&remedies, &about);
}
