//! Who a message goes to, what is unread, who is answered.

use super::*;
use crate::app::{AppCommand, Folders};
use crate::call::{Body, By, CallRecord, Kept, Name, Outcome, Record, Value};
use crate::session::Snapshot;
use std::time::Duration;

fn state() -> (State, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (State::start(Folders::find(Some(folder.path())), Arc::new(|| {})).unwrap(), folder)
}

fn stream(sid: u64, change: impl FnOnce(&mut SocketRow)) -> SocketRow {
    let kind = crate::call::number_of("SOCK_STREAM").unwrap();
    let mut row = SocketRow::new(SocketId(sid), Name::new("", &format!("s{sid}")), 2, kind, 0);
    change(&mut row);
    row
}

fn datagram(sid: u64) -> SocketRow {
    SocketRow { kind: crate::call::number_of("SOCK_DGRAM").unwrap(), ..stream(sid, |_| ()) }
}

fn accepted(sid: u64, change: impl FnOnce(&mut SocketRow)) -> SocketRow {
    stream(sid, |row| {
        (row.listener, row.connected) = (Some(SocketId(1)), true);
        change(row);
    })
}

fn show(state: &mut State, rows: Vec<SocketRow>) {
    let mut board = Board::default();
    board.totals.sockets_open = rows.iter().filter(|row| row.open).count() as u64;
    board.sockets = rows.into_iter().map(|row| (row.sid, Arc::new(row))).collect();
    state.snapshot = Arc::new(Snapshot { board: Arc::new(board), ..Snapshot::default() });
}

fn recipients(state: &State, audience: Audience) -> Vec<u64> {
    state.recipients(audience).into_iter().map(|sid| sid.0).collect()
}

#[test]
fn a_message_goes_only_to_open_sockets_that_can_send() {
    let (mut state, _folder) = state();
    show(
        &mut state,
        vec![
            stream(1, |row| row.backlog = Some(5)),
            accepted(2, |_| ()),
            accepted(3, |row| row.open = false),
            accepted(4, |row| row.closing = true),
            accepted(5, |row| row.shut_write = true),
            accepted(6, |row| row.tcp = Some(TcpState::Close)),
            accepted(7, |row| row.eof_n = Some(9)),
            stream(8, |row| row.connected = true),
            stream(9, |_| ()),
            datagram(10),
            stream(11, |row| (row.listener, row.connected) = (Some(SocketId(99)), true)),
        ],
    );
    type Row<'a> = (u64, &'a [u64], &'a [u64], &'a [u64]);
    let table: [Row<'_>; 7] = [
        (1, &[], &[], &[2, 7]),
        (2, &[2], &[2], &[2, 7]),
        (3, &[], &[], &[2, 7]),
        (8, &[8], &[8], &[8]),
        (9, &[], &[], &[8]),
        (10, &[10], &[10], &[10]),
        (11, &[11], &[11], &[11]),
    ];
    assert!(recipients(&state, Audience::All).is_empty(), "nothing is selected");
    for (selected, this, only_one, all) in table {
        state.update(AppCommand::SelectSocket(Some(SocketId(selected))));
        let found = [Audience::This, Audience::Selected, Audience::All].map(|audience| recipients(&state, audience));
        assert_eq!(found, [this, only_one, all], "{selected}");
    }
    state.update(AppCommand::SelectSocket(Some(SocketId(2))));
    state.update(AppCommand::Clients(ClientCommand::Mark([2, 3, 7, 8].map(SocketId).to_vec())));
    assert_eq!(recipients(&state, Audience::Selected), [2, 7, 8]);
    state.update(AppCommand::SelectSocket(Some(SocketId(8))));
    assert_eq!(state.clients.marked.len(), 4, "one of the marked is selected");
    state.see_clients();
    assert_eq!(state.clients.marked.len(), 3, "a closed one is no longer marked");
    state.update(AppCommand::SelectSocket(Some(SocketId(10))));
    assert!(state.clients.marked.is_empty(), "another one is selected");
    state.shut_down();
}

#[test]
fn what_came_since_a_socket_was_looked_at_is_unread() {
    let (mut state, _folder) = state();
    let with = |first: u64, second: u64, open: bool| {
        let second = accepted(3, |row| (row.messages_received, row.open) = (second, open));
        vec![accepted(2, |row| row.messages_received = first), second]
    };
    let mut see = |rows, selected| {
        show(&mut state, rows);
        state.update(AppCommand::SelectSocket(selected));
        state.see_clients();
        (state.unread(SocketId(2)), state.unread(SocketId(3)))
    };
    assert_eq!(see(with(2, 1, true), None), (2, 1));
    assert_eq!(see(with(3, 1, true), Some(SocketId(2))), (0, 1));
    assert_eq!(see(with(7, 1, true), Some(SocketId(3))), (4, 0), "what came before it was left was read");
    assert_eq!(see(with(8, 9, false), Some(SocketId(2))), (0, 0), "a closed one is not counted");
    for sid in 100..400 {
        see(vec![accepted(sid, |_| ())], Some(SocketId(sid)));
    }
    assert!(state.clients.read.len() < 100, "closed ones are forgotten");
    state.shut_down();
}

#[test]
fn the_chosen_sender_is_answered_else_the_last_one() {
    let (mut state, _folder) = state();
    let mut board = Board::default();
    let sid = SocketId(1);
    let mut n = 0;
    let mut take = |call, makes: Option<&str>, outcome| {
        n += 1;
        let record = CallRecord {
            on: None,
            makes: makes.map(|name| Name::new("", name)),
            by: By::Person,
            call,
            waits: None,
            took: None,
            outcome,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        };
        board.apply(&Record { n, t: Duration::ZERO, sid: Some(sid), body: Body::Call(Box::new(record)) });
    };
    let kind = crate::call::number_of("SOCK_DGRAM").unwrap();
    take(Call::Socket { family: 2, kind, proto: 0 }, Some("u"), Outcome::NONE);
    let at = |port| Address::inet("127.0.0.1", port);
    for port in [40, 50] {
        let came = Value::DataFrom(b"x".as_slice().into(), Some(at(port)));
        take(Call::RecvFrom { size: 9, flags: 0 }, None, Outcome::Ok(came));
    }
    state.snapshot = Arc::new(Snapshot { board: Arc::new(board), ..Snapshot::default() });
    assert_eq!(state.answer_address(sid), Some(at(50)));
    state.update(AppCommand::Clients(ClientCommand::Answer(sid, Some(at(40)))));
    assert_eq!((state.answer_address(sid), state.chosen_sender(sid)), (Some(at(40)), Some(&at(40))));
    state.update(AppCommand::Clients(ClientCommand::Answer(sid, None)));
    assert_eq!((state.answer_address(sid), state.answer_address(SocketId(2))), (Some(at(50)), None));
    state.shut_down();
}
