//! *Stop* and the end of the engine.

use crate::bench::{Bench, Pending, data, recv, send, send_all};
use libc::{AF_INET, SOCK_DGRAM, SOCK_STREAM};
use sockscope::call::{Call, Event, Outcome, Value};
use sockscope::net::{KeepAccepting, Repeat, Request};
use std::time::{Duration, Instant};

/// Stops the call and asserts that it came back in time.
fn stop(bench: &Bench, waiting: &Pending) -> Outcome {
    let begun = Instant::now();
    bench.engine.stop(waiting.id);
    let outcome = waiting.outcome();
    assert!(begun.elapsed() < Duration::from_millis(200), "{:?}", begun.elapsed());
    outcome
}

const STOPPED: Outcome = Outcome::Stopped { done: 0 };

#[test]
fn accept_and_recv_stop_and_the_sockets_still_work() {
    for timeout in [None, Some(60.0)] {
        let bench = Bench::new();
        let (listener, client, accepted) = bench.pair(AF_INET);
        for sid in [listener, client] {
            bench.ok(sid, Call::SetTimeout { seconds: timeout });
        }
        let waiting = bench.start_waiting(listener, Call::Accept);
        assert_eq!(stop(&bench, &waiting), STOPPED);
        let waiting = bench.start_waiting(client, recv(10));
        assert_eq!(stop(&bench, &waiting), STOPPED);
        bench.ok(accepted, send_all(&b"still here"[..]));
        assert_eq!(bench.recv(client, 100), data(b"still here"));
        let other = bench.socket(AF_INET, SOCK_STREAM);
        let address = bench.name(listener);
        bench.ok(other, Call::Connect { address });
        assert!(bench.start(listener, Call::Accept).reply().made.is_some());
    }
}

#[test]
fn recvfrom_stops() {
    let bench = Bench::new();
    let (s, address) = bench.bound(AF_INET, SOCK_DGRAM);
    let waiting = bench.start_waiting(s, Call::RecvFrom { size: 10, flags: 0 });
    assert_eq!(stop(&bench, &waiting), STOPPED);
    bench.call(s, Call::SendTo { data: (*b"x").into(), flags: 0, address: address.clone() });
    let got = bench.call(s, Call::RecvFrom { size: 10, flags: 0 });
    assert_eq!(got, Outcome::Ok(Value::DataFrom((*b"x").into(), Some(address))));
}

#[test]
fn connect_stops() {
    let bench = Bench::new();
    let (listener, address) = bench.bound(AF_INET, SOCK_STREAM);
    bench.ok(listener, Call::Listen { backlog: Some(0) });
    let first = bench.socket(AF_INET, SOCK_STREAM);
    bench.ok(first, Call::Connect { address: address.clone() });
    for timeout in [None, Some(60.0)] {
        let late = bench.socket(AF_INET, SOCK_STREAM);
        bench.ok(late, Call::SetTimeout { seconds: timeout });
        let waiting = bench.start_waiting(late, Call::Connect { address: address.clone() });
        assert_eq!(stop(&bench, &waiting), STOPPED);
        bench.ok(late, Call::Close);
    }
}

#[test]
fn a_stopped_send_says_how_much_was_done() {
    for call in [send(&vec![1; 48 << 20]), send_all(vec![1; 48 << 20])] {
        let bench = Bench::new();
        let (_, client, accepted) = bench.pair(AF_INET);
        let waiting = bench.start_waiting(client, call);
        let Outcome::Stopped { done } = stop(&bench, &waiting) else { panic!("not stopped") };
        assert!(done > 0 && done < 48 << 20);
        bench.ok(client, Call::Close);
        let mut got = 0;
        loop {
            let Outcome::Ok(Value::Data(piece)) = bench.recv(accepted, 1 << 20) else { panic!("no data") };
            if piece.is_empty() {
                break;
            }
            got += piece.len() as u64;
        }
        assert_eq!(got, done, "every byte that was taken arrives, and no other");
    }
}

#[test]
fn stopping_a_loop_by_its_first_id_ends_it() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    let reading = bench.start_request(Request::new(client, recv(10)).repeat(Repeat::UntilEof));
    bench.ok(accepted, send_all(&b"one"[..]));
    bench.ended(reading.id);
    bench.until(|log| {
        let starts = log.iter().filter(|event| matches!(event, Event::Started(started) if started.sid == client));
        let recvs = starts.filter(|event| matches!(event, Event::Started(started) if started.call == recv(10)));
        (recvs.count() == 2).then_some(())
    });
    assert_eq!(stop(&bench, &reading), STOPPED);
    assert_eq!(bench.engine.waiting(), 0);
}

#[test]
fn a_call_that_has_not_started_yet_is_stopped_too() {
    let bench = Bench::new();
    let (_, client, _accepted) = bench.pair(AF_INET);
    let first = bench.start(client, recv(1));
    let second = bench.start(client, recv(1));
    bench.engine.stop(second.id);
    assert_eq!(second.outcome(), STOPPED);
    assert!(first.is_waiting());
    bench.engine.stop_all();
    assert_eq!(first.outcome(), STOPPED);
}

#[test]
fn a_claim_on_the_reactor_stops() {
    let bench = Bench::new();
    let (listener, _) = bench.listener(AF_INET);
    let (on, makes) = (crate::bench::name("s"), crate::bench::name("c#"));
    let keep = KeepAccepting { on, makes, counter_from: 1, then_receive: None, close_at_eof: false };
    bench.engine.keep_accepting(listener, Some(keep));
    let waiting = bench.start_waiting(listener, Call::Accept);
    assert_eq!(stop(&bench, &waiting), STOPPED);
}

#[test]
fn shutdown_with_many_waiting_calls() {
    let bench = Bench::new();
    let waiting: Vec<Pending> = (0..100)
        .map(|_| {
            let (s, _) = bench.bound(AF_INET, SOCK_DGRAM);
            bench.start_waiting(s, recv(10))
        })
        .collect();
    assert_eq!(bench.engine.waiting(), 100);
    let begun = Instant::now();
    bench.engine.shutdown(Duration::from_secs(1));
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    for waiting in &waiting {
        assert_eq!(waiting.outcome(), STOPPED);
        assert_eq!(bench.ended(waiting.id).outcome, STOPPED, "the end is told as well");
    }
    let late = bench.engine.new_socket_id();
    assert_eq!(bench.call(late, Call::FileNo), STOPPED, "no call is made any more");
}
