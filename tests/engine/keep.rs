//! *Keep receiving* and *keep accepting*.

use crate::bench::{Bench, data, name, send, send_all, seq};
use libc::{AF_INET, AF_INET6, SO_LINGER, SOCK_DGRAM, SOCK_STREAM, SOL_SOCKET};
use sockscope::call::{By, Call, Ended, Event, OptionValue, Outcome, SocketId, Started, TcpState, Value};
use sockscope::net::{KeepAccepting, KeepReceiving};

fn receiving() -> Option<KeepReceiving> {
    Some(KeepReceiving { on: name("conn"), size: 65_536, close_at_eof: false })
}

fn accepting() -> Option<KeepAccepting> {
    let (then_receive, close_at_eof) = (None, false);
    Some(KeepAccepting { on: name("srv"), makes: name("server/conn#"), counter_from: 1, then_receive, close_at_eof })
}

#[test]
fn a_stream_of_50_megabytes_arrives_whole() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    bench.engine.keep_receiving(accepted, receiving());
    let sent = seq(50_000_000);
    bench.ok(client, send_all(sent.clone()));
    bench.ok(client, Call::Close);
    let got = bench.until(|log| {
        Bench::kept(log, accepted).any(|(_, ended)| ended.outcome == data(b"")).then(|| {
            let pieces = Bench::kept(log, accepted);
            pieces.filter_map(|(_, ended)| ended.outcome.data().cloned()).collect::<Vec<_>>()
        })
    });
    assert!(got.concat() == sent);
    bench.until_state(accepted, TcpState::CloseWait);
    bench.until(|log| Bench::kept(log, accepted).all(|(started, _)| started.by == By::Keep).then_some(()));
}

#[test]
fn thirty_clients_are_accepted_and_named() {
    let bench = Bench::new();
    let (listener, address) = bench.listener(AF_INET6);
    bench.engine.keep_accepting(listener, accepting());
    let clients: Vec<SocketId> = (0..30)
        .map(|_| {
            let client = bench.socket(AF_INET6, SOCK_STREAM);
            bench.ok(client, Call::Connect { address: address.clone() });
            client
        })
        .collect();
    let made = bench.until(|log| {
        let made: Vec<_> = Bench::kept(log, listener)
            .map(|(started, ended)| (started.makes.clone().unwrap().to_string(), ended.made.unwrap()))
            .collect();
        (made.len() == 30).then_some(made)
    });
    for (number, ((label, sid), client)) in made.iter().zip(&clients).enumerate() {
        assert_eq!(*label, format!("server/conn{}", number + 1));
        assert_eq!(bench.names(*sid).1.unwrap(), bench.name(*client));
        bench.ok(*client, send_all(format!("I am {number}").into_bytes()));
        assert_eq!(bench.recv(*sid, 100), data(format!("I am {number}").as_bytes()));
    }
}

#[test]
fn a_manual_accept_takes_the_reactors_next_connection() {
    let bench = Bench::new();
    let (listener, address) = bench.listener(AF_INET);
    let before = bench.start_waiting(listener, Call::Accept);
    bench.engine.keep_accepting(listener, accepting());
    let claims = bench.start_waiting(listener, Call::Accept);
    let connect = || {
        let client = bench.socket(AF_INET, SOCK_STREAM);
        bench.ok(client, Call::Connect { address: address.clone() });
        Outcome::Ok(Value::Accepted(Some(bench.name(client))))
    };
    assert_eq!(connect(), before.outcome());
    assert_eq!(connect(), claims.outcome());
    connect();
    bench.until(|log| (Bench::kept(log, listener).count() == 1).then_some(()));
    let handed_back = bench.start_waiting(listener, Call::Accept);
    bench.engine.keep_accepting(listener, None);
    bench.call(listener, Call::GetTimeout);
    assert_eq!(connect(), handed_back.outcome());
}

#[test]
fn ten_thousand_datagrams_none_twice() {
    let bench = Bench::new();
    let (server, address) = bench.bound(AF_INET, SOCK_DGRAM);
    bench.engine.keep_receiving(server, receiving());
    let client = bench.socket(AF_INET, SOCK_DGRAM);
    bench.ok(client, Call::Connect { address });
    for number in 0..10_000_u32 {
        bench.start(client, send(&number.to_be_bytes()));
    }
    // The last word is said again until it is heard: datagrams may be dropped.
    let got = loop {
        bench.call(client, send(b"end"));
        let got = bench.until(|log| {
            Some(Bench::kept(log, server).filter_map(|(_, ended)| ended.outcome.data().cloned()).collect::<Vec<_>>())
        });
        if got.iter().any(|data| &data[..] == b"end") {
            break got;
        }
    };
    let mut numbers: Vec<_> = got.iter().filter(|data| &data[..] != b"end").collect();
    assert!(numbers.len() <= 10_000 && numbers.len() > 100);
    assert!(numbers.is_sorted(), "loopback keeps the order");
    numbers.dedup();
    assert_eq!(numbers.len(), got.iter().filter(|data| &data[..] != b"end").count());
}

#[test]
fn off_is_off_and_what_is_closed_is_refused() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    bench.engine.keep_receiving(accepted, receiving());
    bench.ok(client, send_all(&b"kept"[..]));
    bench.until(|log| Bench::kept(log, accepted).any(|(_, ended)| ended.outcome == data(b"kept")).then_some(()));
    bench.engine.keep_receiving(accepted, None);
    bench.call(accepted, Call::GetTimeout);
    bench.ok(client, send_all(&b"by hand"[..]));
    assert_eq!(bench.recv(accepted, 100), data(b"by hand"));
    let closing = bench.start(accepted, Call::Close);
    assert_eq!(closing.outcome(), Outcome::NONE);
    bench.engine.keep_receiving(accepted, receiving());
    bench.until(|log| {
        Bench::kept(log, accepted).any(|(_, ended)| ended.outcome == Outcome::Errno(libc::EBADF)).then_some(())
    });
}

#[test]
fn closing_a_kept_socket_is_not_deferred() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    bench.engine.keep_receiving(accepted, receiving());
    let closing = bench.start(accepted, Call::Close);
    assert_eq!(closing.outcome(), Outcome::NONE);
    assert!(!bench.ended(closing.id).deferred);
    assert_eq!(bench.recv(client, 1), data(b""));
}

/// Where in the log the reactor's close of a socket starts and ends; none while one of them is not there.
fn closing(log: &[Event], of: SocketId) -> Option<(usize, &Ended)> {
    let is_close = |started: &Started| started.sid == of && started.by == By::Keep && started.call == Call::Close;
    log.iter().enumerate().find_map(|(at, event)| match event {
        Event::Started(started) if is_close(started) => log.iter().find_map(|event| match event {
            Event::Ended(ended) if ended.id == started.id => Some((at, ended)),
            _ => None,
        }),
        _ => None,
    })
}

#[test]
fn thirty_clients_come_send_and_go_and_nothing_is_left() {
    let bench = Bench::new();
    let (listener, address) = bench.listener(AF_INET);
    let keep = KeepAccepting { then_receive: Some(1024), close_at_eof: true, ..accepting().unwrap() };
    bench.engine.keep_accepting(listener, Some(keep));
    let said = |number: usize| seq(5000 + number);
    for number in 0..30 {
        let client = bench.socket(AF_INET, SOCK_STREAM);
        bench.ok(client, Call::Connect { address: address.clone() });
        bench.ok(client, send_all(said(number)));
        bench.ok(client, Call::Shutdown { how: libc::SHUT_WR });
        assert_eq!(bench.recv(client, 1), data(b""), "the other end's descriptor is gone");
        bench.ok(client, Call::Close);
    }
    let accepted = bench.until(|log| {
        let made: Vec<_> = Bench::kept(log, listener).filter_map(|(_, ended)| ended.made).collect();
        let is_closed = |sid: &SocketId| closing(log, *sid).is_some();
        (made.len() == 30 && made.iter().all(is_closed)).then_some(made)
    });
    bench.until(|log| {
        for (number, sid) in accepted.iter().enumerate() {
            let pieces: Vec<_> = Bench::kept(log, *sid).collect();
            assert!(pieces.iter().all(|(started, _)| started.on == Some(name(&format!("server/conn{}", number + 1)))));
            let got: Vec<_> = pieces.iter().filter_map(|(_, ended)| ended.outcome.data().cloned()).collect();
            assert!(got.concat() == said(number), "client {number}");
            let place = |is: &dyn Fn(&Event) -> bool| log.iter().position(is).unwrap();
            let made = place(&|event| matches!(event, Event::Done(_, ended) if ended.made == Some(*sid)));
            let first = place(&|event| matches!(event, Event::Done(started, _) if started.sid == *sid));
            let last = log.iter().rposition(|event| matches!(event, Event::Done(started, _) if started.sid == *sid));
            let (close, ended) = closing(log, *sid).unwrap();
            assert!(made < first && last.unwrap() < close, "accept, receives, close");
            assert_eq!((&ended.outcome, ended.deferred), (&Outcome::NONE, false));
        }
        Some(())
    });
    assert!(accepted.iter().all(|sid| bench.facts(*sid).fd.is_none()));
}

#[test]
fn a_reset_closes_too_and_ones_own_shutdown_does_not() {
    let bench = Bench::new();
    let closing_at_eof = || Some(KeepReceiving { close_at_eof: true, ..receiving().unwrap() });
    let (_, client, accepted) = bench.pair(AF_INET);
    bench.engine.keep_receiving(accepted, closing_at_eof());
    let linger = Call::SetSockOpt { level: SOL_SOCKET, name: SO_LINGER, value: OptionValue::Linger(1, 0) };
    bench.ok(client, linger);
    bench.ok(client, Call::Close);
    bench.until(|log| closing(log, accepted).map(|_| ()));
    bench.until(|log| {
        let reset = Outcome::Errno(libc::ECONNRESET);
        Bench::kept(log, accepted).any(|(_, ended)| ended.outcome == reset).then_some(())
    });

    let (_, client, accepted) = bench.pair(AF_INET);
    bench.engine.keep_receiving(accepted, closing_at_eof());
    bench.ok(accepted, Call::Shutdown { how: libc::SHUT_RD });
    bench.until(|log| Bench::kept(log, accepted).any(|(_, ended)| ended.outcome == data(b"")).then_some(()));
    bench.ok(accepted, send_all(&b"still open"[..]));
    assert_eq!(bench.recv(client, 100), data(b"still open"));
}
