//! Timeouts, non-blocking calls, and what goes on beside a call that waits.

use crate::bench::{Bench, data, loopback, recv, send, send_all};
use libc::{AF_INET, AF_INET6, SOCK_DGRAM, SOCK_STREAM};
use sockscope::call::{Call, Event, Notice, Outcome, SocketId, Value};
use std::time::{Duration, Instant};

fn within(seconds: f64) -> Call {
    Call::SetTimeout { seconds: Some(seconds) }
}

#[test]
fn timeouts_run_out() {
    let bench = Bench::new();
    let (listener, client, _accepted) = bench.pair(AF_INET);
    let (udp, _) = bench.bound(AF_INET6, SOCK_DGRAM);
    for sid in [listener, client, udp] {
        bench.ok(sid, within(0.05));
        assert_eq!(bench.call(sid, Call::GetTimeout), Outcome::Ok(Value::Seconds(Some(0.05))));
    }
    let begun = Instant::now();
    assert_eq!(bench.call(listener, Call::Accept), Outcome::Timeout);
    assert_eq!(bench.recv(client, 1), Outcome::Timeout);
    assert_eq!(bench.call(client, Call::Recv { size: 1, flags: libc::MSG_DONTWAIT }), Outcome::Timeout);
    assert_eq!(bench.call(udp, Call::RecvFrom { size: 1, flags: 0 }), Outcome::Timeout);
    assert!(begun.elapsed() >= Duration::from_millis(200));
    // One deadline for all of a sendall, however many pieces the kernel takes.
    assert_eq!(bench.call(client, send_all(vec![7; 32 << 20])), Outcome::Timeout);
}

#[test]
fn what_a_failed_call_moved_is_told() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    let moved = |of: SocketId, call: &str| {
        bench.until(|log| {
            log.iter().find_map(|event| match event {
                Event::Noticed { sid, notice: Notice::Gap { records: 0, bytes, why }, .. }
                    if *sid == Some(of) && &**why == call =>
                {
                    Some(*bytes)
                }
                _ => None,
            })
        })
    };
    bench.ok(client, within(0.05));
    assert_eq!(bench.call(client, send_all(vec![7; 32 << 20])), Outcome::Timeout);
    let sent = moved(client, "sendall");
    assert!(sent > 0 && sent < 32 << 20);
    bench.ok(client, Call::Close);
    let all = Call::RecvExact { size: sent as i64 };
    assert!(matches!(bench.call(accepted, all), Outcome::Ok(Value::Data(data)) if data.len() as u64 == sent));
    assert_eq!(bench.recv(accepted, 1), data(b""), "every byte was told");

    let (_, client, accepted) = bench.pair(AF_INET);
    bench.ok(accepted, within(0.05));
    bench.ok(client, send_all(&b"hello"[..]));
    assert_eq!(bench.call(accepted, Call::RecvExact { size: 10 }), Outcome::Timeout);
    assert_eq!(moved(accepted, "recv_exact"), 5);
}

#[test]
fn connect_under_a_timeout() {
    let bench = Bench::new();
    let (listener, address) = bench.listener(AF_INET);
    let client = bench.socket(AF_INET, SOCK_STREAM);
    bench.ok(client, within(5.0));
    bench.ok(client, Call::Connect { address: address.clone() });
    bench.ok(listener, Call::Close);
    let late = bench.socket(AF_INET, SOCK_STREAM);
    bench.ok(late, within(5.0));
    assert_eq!(bench.call(late, Call::Connect { address }), Outcome::Errno(libc::ECONNREFUSED));
}

#[test]
fn a_full_backlog_times_out() {
    let bench = Bench::new();
    let (listener, address) = bench.bound(AF_INET, SOCK_STREAM);
    bench.ok(listener, Call::Listen { backlog: Some(0) });
    let first = bench.socket(AF_INET, SOCK_STREAM);
    bench.ok(first, Call::Connect { address: address.clone() });
    for call in [Call::Connect { address: address.clone() }, Call::ConnectEx { address }] {
        let late = bench.socket(AF_INET, SOCK_STREAM);
        bench.ok(late, within(0.1));
        let is_ex = matches!(call, Call::ConnectEx { .. });
        let want = if is_ex { Outcome::Ok(Value::ConnectEx(libc::EAGAIN)) } else { Outcome::Timeout };
        assert_eq!(bench.call(late, call), want);
    }
}

#[test]
fn non_blocking_calls_answer_at_once() {
    let bench = Bench::new();
    let (listener, client, accepted) = bench.pair(AF_INET);
    let again = Outcome::Errno(libc::EAGAIN);
    bench.ok(client, Call::SetBlocking { blocking: false });
    bench.ok(listener, within(0.0));
    assert_eq!(bench.recv(client, 10), again);
    assert_eq!(bench.call(listener, Call::Accept), again);
    assert_eq!(bench.call(client, Call::GetTimeout), Outcome::Ok(Value::Seconds(Some(0.0))));
    bench.ok(accepted, send_all(&b"hi"[..]));
    bench.ok(client, Call::SetBlocking { blocking: true });
    assert_eq!(bench.recv(client, 10), data(b"hi"));
    let late = bench.socket(AF_INET, SOCK_STREAM);
    bench.ok(late, Call::SetBlocking { blocking: false });
    let address = bench.name(listener);
    assert_eq!(bench.call(late, Call::Connect { address }), Outcome::Errno(libc::EINPROGRESS));
}

#[test]
fn close_leaves_a_waiting_recv_alone() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    let waiting = bench.start_waiting(client, recv(10));
    let closing = bench.start(client, Call::Close);
    assert_eq!(closing.outcome(), Outcome::NONE);
    assert!(bench.ended(closing.id).deferred);
    assert_eq!(bench.recv(client, 10), Outcome::Errno(libc::EBADF));
    assert!(waiting.is_waiting());
    bench.ok(accepted, send_all(&b"late"[..]));
    assert_eq!(waiting.outcome(), data(b"late"));
    // The last holder closed it.
    assert_eq!(bench.recv(accepted, 10), data(b""));
}

#[test]
fn a_free_socket_closes_at_once() {
    let bench = Bench::new();
    let s = bench.socket(AF_INET, SOCK_STREAM);
    let closing = bench.start(s, Call::Close);
    assert_eq!(closing.outcome(), Outcome::NONE);
    assert!(!bench.ended(closing.id).deferred);
}

#[test]
fn shutdown_wakes_a_waiting_recv() {
    let bench = Bench::new();
    let (_, client, _accepted) = bench.pair(AF_INET);
    let waiting = bench.start_waiting(client, recv(10));
    bench.ok(client, Call::Shutdown { how: libc::SHUT_RDWR });
    assert_eq!(waiting.outcome(), data(b""));
}

#[test]
fn calls_of_one_socket_wait_side_by_side() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    let first = bench.start_waiting(client, recv(2));
    let second = bench.start_waiting(client, recv(2));
    assert!(first.is_waiting());
    bench.ok(client, send_all(&b"full duplex"[..]));
    assert_eq!(bench.recv(accepted, 100), data(b"full duplex"));
    bench.ok(accepted, send_all(&b"abcd"[..]));
    let mut got = [first.outcome(), second.outcome()];
    got.sort_by_key(|outcome| outcome.data().cloned());
    assert_eq!(got, [data(b"ab"), data(b"cd")]);
}

#[test]
fn a_waiting_send_does_not_let_later_bytes_pass() {
    let bench = Bench::new();
    let (_, client, accepted) = bench.pair(AF_INET);
    let big = vec![b'a'; 16 << 20];
    let first = bench.start_waiting(client, send_all(big.clone()));
    let waiting = bench.start(accepted, Call::Recv { size: 16 << 20, flags: libc::MSG_WAITALL });
    assert_eq!(waiting.outcome(), data(&big));
    assert_eq!(first.outcome(), Outcome::NONE);
    assert_eq!(bench.call(client, send(b"b")), Outcome::Ok(Value::Int(1)));
    assert_eq!(bench.recv(accepted, 10), data(b"b"));
    assert_eq!(bench.call(client, Call::Bind { address: loopback(AF_INET) }), Outcome::Errno(libc::EINVAL));
}
