//! Kernel facts, sampled states, names.

use crate::bench::{Bench, LIMIT, recv, send_all};
use crossbeam_channel::bounded;
use libc::{AF_INET, SOCK_DGRAM, SOCK_STREAM};
use sockscope::call::{Address, Call, Event, Notice, TcpState, Value};
use sockscope::net::{self, Mode, Query};
use std::time::Duration;

#[test]
fn facts_of_a_connection_and_its_listener() {
    let bench = Bench::new();
    let (listener, client, accepted) = bench.pair(AF_INET);
    bench.ok(client, send_all(&b"12345"[..]));
    bench.ok(accepted, Call::SetTimeout { seconds: Some(1.5) });
    let facts = bench.facts(accepted);
    assert_eq!((facts.family, facts.kind, facts.mode), (AF_INET, SOCK_STREAM, Mode::Timeout(1.5)));
    assert_eq!((facts.tcp, facts.receive_queue), (Some(TcpState::Established), Some(5)));
    assert_eq!(facts.local, Some(bench.name(listener)));
    assert_eq!(facts.peer, Some(bench.name(client)));
    let nodelay = facts.options.iter().find(|reading| reading.option.name == "TCP_NODELAY").unwrap();
    assert_eq!(nodelay.value, Ok(Value::Int(0)));
    assert!(facts.options.iter().all(|reading| reading.option.name != "SO_ERROR"));

    let waits = bench.socket(AF_INET, SOCK_STREAM);
    bench.ok(waits, Call::Connect { address: bench.name(listener) });
    let facts = bench.facts(listener);
    assert_eq!(facts.accept_queue, Some((1, 128)));
    assert_eq!((facts.tcp, facts.receive_queue, facts.mode), (Some(TcpState::Listen), None, Mode::Blocking));

    bench.ok(client, Call::Close);
    let facts = bench.facts(client);
    assert_eq!((facts.fd, facts.tcp, facts.options.len()), (None, None, 0));
}

#[test]
fn what_shows_is_sampled() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    bench.engine.watch(vec![client, accepted]);
    bench.ok(client, Call::Shutdown { how: libc::SHUT_WR });
    bench.until_state(accepted, TcpState::CloseWait);
    bench.until_state(client, TcpState::FinWait2);
}

#[test]
fn what_the_kernel_holds_is_told_4_times_a_second_at_most_and_only_of_what_shows() {
    let bench = Bench::new();
    let (listener, client, accepted) = bench.pair(AF_INET);
    let flood = |count| {
        for _ in 0..count {
            bench.ok(client, send_all(&[7; 64][..]));
            assert_eq!(bench.call(accepted, recv(64)).data().map(|data| data.len()), Some(64));
        }
    };
    let samples = |log: &[Event]| {
        let sample = |event: &Event| match event {
            Event::Noticed { notice: Notice::Sample(sampled), .. } => Some(sampled.as_ref().clone()),
            _ => None,
        };
        log.iter().filter_map(sample).collect::<Vec<_>>()
    };
    flood(50);
    assert_eq!(bench.until(|log| Some(samples(log).len())), 0, "nobody looks");
    bench.engine.watch(vec![listener, client, accepted]);
    flood(1500);
    bench.ok(client, send_all(&b"12345"[..]));
    // The other end was looked at after the last call, too.
    let told = bench.until(|log| {
        let told = samples(log);
        let last = told.iter().rfind(|sampled| sampled.sample.sid == accepted)?.sample;
        (last.receive_queue == Some(5)).then_some(told)
    });
    for sid in [listener, client, accepted] {
        let of_it: Vec<_> = told.iter().filter(|sampled| sampled.sample.sid == sid).collect();
        assert!(of_it.first().is_some_and(|first| first.held.is_none()), "{sid:?}");
        for pair in of_it.windows(2) {
            let (before, after) = (pair[0].sample, pair[1].sample);
            assert!(after.at - before.at >= Duration::from_millis(240) && !after.tells_the_same(&before));
            assert!(pair[1].held.is_some_and(|held| (before.at..=after.at).contains(&held)), "{pair:?}");
        }
    }
    // A connection that waits in the listener's queue moves it without any call on it.
    let waits = bench.socket(AF_INET, SOCK_STREAM);
    bench.ok(waits, Call::Connect { address: bench.name(listener) });
    bench.until(|log| {
        let told = samples(log);
        let last = told.iter().rfind(|sampled| sampled.sample.sid == listener)?.sample;
        (last.accept_queue == Some((1, 128))).then_some(())
    });
}

#[test]
fn names_resolve_without_leaving_the_machine() {
    let bench = Bench::new();
    let ask = |host: &str, port| {
        let (give, take) = bounded(1);
        bench.engine.resolve(Query { host: host.into(), port, family: 0, kind: SOCK_DGRAM }, give);
        take.recv_timeout(LIMIT).unwrap()
    };
    assert_eq!(ask("127.0.0.1", 80), Ok(vec![Address::inet("127.0.0.1", 80)]));
    assert_eq!(ask("::1", 80), Ok(vec![Address::inet6("::1", 80)]));
    assert!(ask("", 80).unwrap().contains(&Address::inet("0.0.0.0", 80)));
    assert!(ask("127.0.0.1", 70_000).is_err());
    assert!(ask(&"x".repeat(300), 1).is_err());
    assert!(net::interfaces().iter().any(|(_, ip)| ip.is_loopback()));
}

#[test]
fn an_engine_that_does_not_look_tells_only_calls() {
    let bench = Bench::new();
    bench.engine.look_after_calls(false);
    let (_, client, server) = bench.pair(libc::AF_INET);
    bench.ok(client, sockscope::call::Call::Close);
    let end = bench.start(server, crate::bench::recv(1));
    end.outcome();
    bench.ended(end.id);
    let is_notice = |event: &sockscope::call::Event| matches!(event, sockscope::call::Event::Noticed { .. });
    bench.until(|log| (!log.iter().any(is_notice)).then_some(()));
}

#[test]
fn a_fresh_socket_is_read_and_gone() {
    let bench = Bench::new();
    let fresh = |sort| {
        let (give, take) = bounded(1);
        bench.engine.read_fresh(sort, give);
        take.recv_timeout(LIMIT).unwrap()
    };
    for (family, kind) in [(AF_INET, SOCK_STREAM), (libc::AF_INET6, SOCK_DGRAM), (libc::AF_UNIX, SOCK_STREAM)] {
        let own = bench.facts(bench.socket(family, kind));
        let read = fresh((family, kind, 0));
        let options = read.options.unwrap();
        assert_eq!(options.len(), own.options.len());
        let same = options.iter().zip(&own.options).filter(|(other, own)| other.option == own.option).count();
        assert_eq!(same, options.len(), "in one order");
        let reuse = options.iter().find(|reading| reading.option.name == "SO_REUSEADDR").unwrap();
        assert_eq!(reuse.value, Ok(Value::Int(0)));
        assert!(options.iter().all(|reading| reading.option.name != "SO_ERROR"));
    }
    assert_eq!(fresh((AF_INET, SOCK_STREAM, 9999)).options, Err(libc::EINVAL));
    // No call of the session was made for it.
    let sockets = |event: &&sockscope::call::Event| matches!(event, sockscope::call::Event::Started(s) if matches!(s.call, Call::Socket { .. }));
    let count = bench.until(|log| Some(log.iter().filter(sockets).count()).filter(|count| *count >= 3));
    assert_eq!(count, 3);
}
