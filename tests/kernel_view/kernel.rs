//! What the kernel holds: a listener's queue, the way of a connection, queues that fill, datagrams that are dropped.

use super::pictures::picture;
use super::support::hand::Hand;
use super::{call, client, command, listener, show, socket};
use sockscope::app::{AppCommand, StepCommand};
use sockscope::call::{Address, Call, CallKind, Name, TcpState};

#[test]
fn a_listener_shows_who_waits_to_be_accepted() {
    let mut hand = Hand::new();
    let (server, port) = listener(&mut hand, "srv");
    command(&mut hand, AppCommand::SelectSocket(Some(server)));
    // In the inspector already.
    hand.see("accept queue 0 of 5");
    hand.see("accept() not waiting");
    let mut peer = std::net::TcpStream::connect(("127.0.0.1", port as u16)).unwrap();
    hand.see("accept queue 1 of 5");
    show(&mut hand, "Kernel");
    hand.see("CLOSED → LISTEN");
    hand.see("handshakes 0");
    let conn = Name::parse("conn").unwrap();
    command(
        &mut hand,
        AppCommand::MakeCall(sockscope::app::MakeCall {
            makes: Some(conn),
            ..sockscope::app::MakeCall::once(server, Call::Accept)
        }),
    );
    hand.see("accept queue 0 of 5");
    let accepted = hand.named("conn");
    // Four bytes wait to be read, and are seen without any call of ours.
    command(&mut hand, AppCommand::SelectSocket(Some(accepted)));
    hand.see("Receive 0 B");
    std::io::Write::write_all(&mut peer, b"ping").unwrap();
    hand.see("Receive 4 B");
    hand.see("rtt ");
    command(&mut hand, AppCommand::SelectSocket(Some(server)));
    call(&mut hand, server, Call::Accept);
    hand.see("accept() waiting");
}

#[test]
fn the_inspector_shows_what_comes_without_a_call_or_a_move_of_the_pointer() {
    let mut hand = Hand::new();
    let (_, port) = listener(&mut hand, "srv");
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let cli = client(&mut hand, "cli", other.local_addr().unwrap().port().into());
    let (mut peer, _) = other.accept().unwrap();
    command(&mut hand, AppCommand::SelectSocket(Some(cli)));
    hand.see("Recv queue 0 B");
    std::io::Write::write_all(&mut peer, b"ping").unwrap();
    hand.see("Recv queue 4 B");
    // A datagram too.
    let u = socket(&mut hand, "u", "AF_INET", "SOCK_DGRAM");
    call(&mut hand, u, Call::Bind { address: Address::inet("127.0.0.1", port) });
    hand.see("Recv queue 0 B");
    let sender = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    sender.send_to(b"abc", ("127.0.0.1", port as u16)).unwrap();
    hand.see("Recv queue 3 B");
}

#[test]
fn the_way_of_a_connection_goes_on_after_its_close() {
    let mut hand = Hand::new();
    let (server, port) = listener(&mut hand, "srv");
    let cli = client(&mut hand, "cli", port);
    show(&mut hand, "Kernel");
    hand.see("CLOSED → SYN_SENT (inferred) → ESTABLISHED. Now: ESTABLISHED");
    hand.see("close() or shutdown(SHUT_WR) → FIN_WAIT_1");
    hand.see("The peer's FIN → CLOSE_WAIT");
    let conn = Name::parse("conn").unwrap();
    let accept = sockscope::app::MakeCall { makes: Some(conn), ..sockscope::app::MakeCall::once(server, Call::Accept) };
    command(&mut hand, AppCommand::MakeCall(accept));
    let accepted = hand.named("conn");
    hand.socket(accepted, "accepted", |row| row.peer.is_some());
    call(&mut hand, cli, Call::Close);
    hand.socket(cli, "closed", |row| !row.open && !row.closing);
    // The kernel goes on without a descriptor: it is found in its table.
    hand.see("Now: FIN_WAIT_2");
    command(&mut hand, AppCommand::SelectSocket(Some(accepted)));
    hand.see("CLOSED (inferred) → SYN_RECEIVED (inferred) → ESTABLISHED → CLOSE_WAIT. Now: CLOSE_WAIT");
    call(&mut hand, accepted, Call::Close);
    hand.socket(accepted, "closed", |row| !row.open && !row.closing);
    command(&mut hand, AppCommand::SelectSocket(Some(cli)));
    hand.see("Now: TIME_WAIT");
    hand.see("About a minute later → CLOSED");
    command(&mut hand, AppCommand::SelectSocket(Some(accepted)));
    hand.see("It is over: the kernel holds it no more");
}

#[test]
fn an_rst_has_a_way_of_its_own() {
    let mut hand = Hand::new();
    let (server, port) = listener(&mut hand, "srv");
    let cli = client(&mut hand, "cli", port);
    show(&mut hand, "Kernel");
    hand.see("An RST → CLOSED");
    let conn = Name::parse("conn").unwrap();
    let accept = sockscope::app::MakeCall { makes: Some(conn), ..sockscope::app::MakeCall::once(server, Call::Accept) };
    command(&mut hand, AppCommand::MakeCall(accept));
    let accepted = hand.named("conn");
    // What is closed with bytes unread sends an RST (RFC 2525, 2.17); the kernel is seen to hold them before.
    call(&mut hand, cli, Call::SendAll { data: b"nobody reads this".as_slice().into(), flags: 0 });
    hand.socket(accepted, "what waits", |row| row.sample.as_ref().is_some_and(|it| it.receive_queue == Some(17)));
    call(&mut hand, accepted, Call::Close);
    hand.socket(accepted, "closed", |row| !row.open && !row.closing);
    call(&mut hand, cli, Call::Recv { size: 10, flags: 0 });
    hand.see("→ ESTABLISHED → CLOSED (by RST). Now: CLOSED");
    hand.see("An RST of the peer's ended it");
    picture(&mut hand, "kernel-rst-dark-en");
    command(&mut hand, AppCommand::SelectSocket(Some(accepted)));
    hand.see("→ ESTABLISHED → CLOSED (by RST, inferred). Now: CLOSED");
    hand.press("Switch to the light theme");
    picture(&mut hand, "kernel-rst-inferred-light-en");
    call(&mut hand, server, Call::Close);
    hand.socket(server, "closed", |row| !row.open && !row.closing);
    let late = socket(&mut hand, "late", "AF_INET", "SOCK_STREAM");
    call(&mut hand, late, Call::Connect { address: Address::inet("127.0.0.1", port) });
    hand.see("CLOSED → SYN_SENT (inferred) → CLOSED (by RST). Now: CLOSED");
    // It may be tried again.
    hand.see("connect() → SYN_SENT");
    hand.press("中");
    hand.see("被 RST 拒绝");
    picture(&mut hand, "kernel-refused-light-zh");
}

#[test]
fn the_past_shows_what_was_sampled_then_and_says_where_nothing_was() {
    let mut hand = Hand::new();
    let (_, port) = listener(&mut hand, "srv");
    let cli = client(&mut hand, "cli", port);
    show(&mut hand, "Kernel");
    hand.see("Receive 0 B");
    let before = hand.state().kernel_look(cli).unwrap().sample;
    assert_eq!(before.tcp_state(), Some(TcpState::Established));
    call(&mut hand, cli, Call::GetSockName);
    hand.wait("the call", |hand| (!hand.calls(cli, CallKind::GetSockName).is_empty()).then_some(()));
    hand.wait("all is written", |hand| {
        let live = hand.state().live_snapshot();
        (live.saved == live.records).then_some(())
    });
    command(&mut hand, AppCommand::Step(StepCommand::Begin(None)));
    hand.see("sampled at 00:");
    hand.see("Receive 0 B");
    // Before anybody looked at this socket; a look may have come after the last call.
    command(&mut hand, AppCommand::Step(StepCommand::Calls(-2)));
    command(&mut hand, AppCommand::SelectSocket(Some(cli)));
    hand.wait("the moment", |hand| (!hand.state().stepping.as_ref()?.is_reading()).then_some(()));
    hand.see("Not sampled at this moment");
}

#[test]
fn datagrams_beyond_the_buffer_are_counted_as_dropped() {
    let mut hand = Hand::new();
    let u = socket(&mut hand, "u", "AF_INET", "SOCK_DGRAM");
    call(&mut hand, u, Call::Bind { address: Address::inet("127.0.0.1", 0) });
    let port = hand.port(u);
    show(&mut hand, "Kernel");
    hand.see("UDP has no states of a connection");
    hand.see("Dropped 0");
    let peer = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    for _ in 0..400 {
        peer.send_to(&[7; 8000], ("127.0.0.1", port as u16)).unwrap();
    }
    hand.wait("drops", |hand| {
        let look = hand.state().kernel_look(u)?;
        (look.sample.memory?.drops > 0).then_some(())
    });
    hand.see_no("Dropped 0");
    // The buffer is seen to be full.
    let memory = hand.state().kernel_look(u).unwrap().sample.memory.unwrap();
    assert!(memory.receive * 2 > memory.receive_most, "{memory:?}");
}

#[test]
fn a_quiet_connection_wakes_nobody_while_it_is_looked_at() {
    let mut hand = Hand::new();
    let (_, port) = listener(&mut hand, "srv");
    let cli = client(&mut hand, "cli", port);
    show(&mut hand, "Kernel");
    show(&mut hand, "Charts");
    hand.see("Receive 0 B");
    // Looks go on, and tell nothing new: no frame is drawn for them.
    let looked_at = |hand: &Hand| hand.state().with_looks(Some(cli), |track| track.unwrap().looked_at());
    let mut rest = (looked_at(&hand), hand.state().with_looks(Some(cli), |track| track.unwrap().version()));
    hand.wait("two looks without a frame", |hand| {
        let version = hand.state().with_looks(Some(cli), |track| track.unwrap().version());
        let now = looked_at(hand);
        if hand.h.ctx.has_requested_repaint() || version != rest.1 {
            rest = (now, version);
        }
        (now.saturating_sub(rest.0).as_millis() >= 400).then_some(())
    });
}
