//! Buttons that mend, without the window.

use super::bench::*;
use super::python::Python;
use sockscope::app::{AppCommand, BarCommand, BarForm, WhyCommand};
use sockscope::call::{Address, Call, CallKind, OptionValue};

#[test]
fn a_refused_client_connects_to_the_listener() {
    let mut board = Board::new();
    let (_, port) = board.listener("server/s");
    let s = board.tcp("client/s");
    let found = board.why(s, connect(dead_port()));
    board.press_remedy(Some(s), &found, &format!("Connect to 127.0.0.1:{port}"));
    board.row(s, "connected", |row| row.connected);
}

#[test]
fn somebody_listens_where_nobody_did() {
    let mut board = Board::new();
    let s = board.tcp("client/s");
    let port = dead_port();
    let found = board.why(s, connect(port));
    board.press_remedy(Some(s), &found, "Listen on");
    board.row(s, "connected", |row| row.connected);
    let server = board.named("server/s");
    assert_eq!(board.kinds(server), [CallKind::Socket, CallKind::Bind, CallKind::Listen]);
}

#[test]
fn another_family_takes_the_socket_s_place() {
    let mut board = Board::new();
    let (_, port) = board.listener("server/s");
    let six = board.socket("client/s", "AF_INET6", TCP);
    board.well(six, Call::SetTimeout { seconds: Some(7.0) });
    let address = Address::inet6("::1", port);
    let found = board.why(six, Call::Connect { address });
    board.press_remedy(Some(six), &found, "Connect to 127.0.0.1");
    board.row(six, "closed", |row| !row.open);
    let new = board.wait("a new client/s", |state| {
        let (sid, row) = state.snapshot.board.sockets.last_key_value()?;
        (row.connected && row.name.to_string() == "client/s").then_some(*sid)
    });
    assert_eq!(board.state.selected, Some(new));
    assert!(board.kinds(new).contains(&CallKind::SetTimeout), "its timeout goes along");
}

#[test]
fn what_is_too_long_for_a_datagram_goes_in_pieces() {
    let mut board = Board::new();
    let (u, v) = (board.udp("server/u"), board.udp("client/v"));
    board.well(u, bind(0));
    let to = Address::inet("127.0.0.1", board.port(u));
    let data: Vec<u8> = (0..70_000_u32).map(|i| i as u8).collect();
    let found = board.why(v, Call::SendTo { data: data.clone().into(), flags: 0, address: to });
    board.press_remedy(Some(v), &found, "Send it in 2 datagrams of at most 65507 bytes");
    board.row(v, "two datagrams", |row| row.messages_sent == 2);
    for part in [&data[..65_507], &data[65_507..]] {
        let outcome = board.call(u, Call::RecvFrom { size: 65_535, flags: 0 });
        // A row of the log has the beginning of what is long.
        let data = outcome.data().map(|data| data.to_vec()).unwrap_or_default();
        assert!(!data.is_empty() && part.starts_with(&data), "{} bytes", data.len());
    }
    assert_eq!(board.row(u, "both", |row| row.messages_received == 2).received, 70_000);
}

#[test]
fn presses_for_the_other_causes() {
    // Broadcast: the flag, then the same datagram.
    let mut board = Board::new();
    let u = board.udp("client/u");
    let address = Address::inet("127.255.255.255", dead_port());
    let found = board.why(u, Call::SendTo { data: b"all"[..].into(), flags: 0, address });
    board.press_remedy(Some(u), &found, "Set SO_BROADCAST");
    board.row(u, "sent", |row| row.sent == 3);
    // A connection that was cut is made again, by a new socket of the same name.
    let [_, client, conn] = board.pair();
    board.well(conn, option("SOL_SOCKET", "SO_LINGER", OptionValue::Linger(1, 0)));
    board.well(conn, Call::Close);
    let found = board.why(client, recv());
    board.press_remedy(Some(client), &found, "Connect to 127.0.0.1");
    board.wait("a new client/s", |state| {
        let row = state.snapshot.board.sockets.values().next_back()?;
        (row.connected && row.name.to_string() == "client/s" && row.sid != client).then_some(())
    });
    // A listener that waits for nobody gets a client.
    let (listener, _) = board.listener("lone/s");
    let found = board.why_waits(listener, Call::Accept);
    board.press_remedy(Some(listener), &found, "Connect a new socket to");
    board.row(listener, "accepted", |row| row.accepted == 1);
    // A client whose connection nobody accepted gets somebody to talk to.
    let (listener, port) = board.listener("late/s");
    let client = board.tcp("late/c");
    board.well(client, connect(port));
    board.row(client, "its names", |row| row.local.is_some());
    let found = board.why_waits(client, recv());
    board.press_remedy(Some(client), &found, "accept on late/s");
    board.row(listener, "accepted", |row| row.accepted == 1);
    // And the wait is stopped.
    board.press_remedy(Some(client), &found, "Stop recv");
    board.row(client, "no wait", |row| row.waiting.is_empty());
}

#[test]
fn a_receiver_on_loopback_is_bound_wider_for_broadcasts_once_asked() {
    let mut board = Board::new();
    let u = board.udp("server/u");
    board.well(u, bind(0));
    let port = board.port(u);
    let sender = board.udp("client/u");
    board.well(sender, option("SOL_SOCKET", "SO_BROADCAST", OptionValue::Int(1)));
    let address = Address::inet("127.255.255.255", port);
    board.well(sender, Call::SendTo { data: b"all"[..].into(), flags: 0, address: address.clone() });
    let found = board.why_waits(u, Call::RecvFrom { size: 10, flags: 0 });
    assert_eq!(found.cause(), "wait-recv-broadcast");
    board.press_remedy(Some(u), &found, "Bind a new socket to every address");
    assert!(board.state.consent.is_some(), "other machines could reach it: that is asked first");
    board.press(AppCommand::AllowWideBind);
    let wide = board.wait("a new server/u", |state| {
        let (sid, row) = state.snapshot.board.sockets.last_key_value()?;
        (row.name.to_string() == "server/u" && row.local.is_some() && *sid != u).then_some(*sid)
    });
    board.well(sender, Call::SendTo { data: b"all"[..].into(), flags: 0, address });
    board.well(wide, Call::RecvFrom { size: 10, flags: 0 });
    assert_eq!(board.row(wide, "the broadcast", |row| row.received == 3).kind, number(UDP));
}

#[test]
fn the_process_that_has_the_port_is_shown_among_the_machine_s_sockets() {
    let mut board = Board::new();
    let mut holder = Python::run(super::taken::HOLDS);
    let port = holder.number();
    let s = board.tcp("server/s");
    let found = board.why(s, bind(port.into()));
    board.press(AppCommand::Machine(sockscope::app::MachineCommand::Pause(true)));
    board.press_remedy(Some(s), &found, "Show it in System");
    let asked = &board.state.machine.asked;
    assert_eq!((asked.number, asked.port), (1, Some(port)));
    assert_eq!(asked.row.as_ref().map(|(local, _)| local.as_str()), Some(format!("127.0.0.1:{port}").as_str()));
    assert!(!board.state.machine.paused, "an answer from before would be none");
}

#[test]
fn a_moved_port_is_written_for_this_machine_only_and_put_back() {
    let mut board = Board::new();
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port();
    let bar = |board: &mut Board, host: &str| {
        let form = &board.state.settings.bar;
        let form = BarForm { peer_host: host.into(), peer_port: port.to_string(), ..form.clone() };
        board.press(AppCommand::Bar(BarCommand::Edit(Box::new(form))));
    };
    bar(&mut board, "example.org");
    let s = board.tcp("server/s");
    let found = board.why(s, bind(port.into()));
    board.press_remedy(Some(s), &found, "Use port ");
    assert_eq!(board.state.settings.bar.peer_port, port.to_string(), "the port of another machine");
    let t = board.tcp("server/t");
    bar(&mut board, "127.0.0.1");
    let found = board.why(t, bind(port.into()));
    board.press_remedy(Some(t), &found, "Use port ");
    let moved = board.state.ports_moved.last().unwrap().clone();
    assert_eq!((moved.from, board.state.settings.bar.peer_port.as_str()), (port, moved.to.to_string().as_str()));
    board.press(AppCommand::Why(WhyCommand::MovePortBack(moved)));
    assert_eq!(board.state.settings.bar.peer_port, port.to_string());
}
