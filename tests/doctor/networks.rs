//! Causes that want a network of their own: a thread's network namespace, as root; elsewhere they say that they are skipped.

use super::bench::*;
use sockscope::call::{Address, Call, OptionValue};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// Where nothing is, behind a neighbour that does not answer.
const NOWHERE: &str = "10.9.0.3";
const FAR: &str = "10.9.0.2";

pub fn ip(arguments: &str) {
    let done = Command::new("ip").args(arguments.split(' ')).status().unwrap();
    assert!(done.success(), "ip {arguments}");
}

/// Runs on a thread with a network of its own; not where we are not root.
fn apart(body: fn()) {
    alone(move || {
        ip("link set lo up");
        body();
    });
}

/// The same, and loopback is down.
fn alone(body: impl FnOnce() + Send + 'static) {
    if !sockscope::net::is_root() || Command::new("ip").arg("-V").output().is_err() {
        eprintln!("skipped: a network of its own wants root and the command ip");
        return;
    }
    let thread = std::thread::Builder::new().name("apart".to_owned());
    let done = thread.spawn(move || {
        if sockscope::net::leave_network().is_err() {
            eprintln!("skipped: this container may make no network of its own");
            return;
        }
        body();
    });
    done.unwrap().join().unwrap();
}

/// What the second machine does: it listens on port 80 and says nothing.
const FAR_END: &str = "echo ready; read x; ip addr add 10.9.0.2/24 dev vb; ip link set vb up; exec python3 -c '
import socket
s = socket.socket()
s.bind((\"10.9.0.2\", 80))
s.listen()
print(\"up\", flush=True)
input()'";

/// A second machine: a namespace at the other end of a cable.
struct Far(Child);

impl Far {
    fn plug_in() -> Self {
        let mut far = Command::new("unshare");
        far.args(["-n", "sh", "-c", FAR_END]);
        let mut far = far.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(far.stdout.take().unwrap()).lines();
        assert_eq!(lines.next().unwrap().unwrap(), "ready");
        ip("link add va type veth peer name vb");
        ip(&format!("link set vb netns {}", far.id()));
        std::io::Write::write_all(far.stdin.as_mut().unwrap(), b"\n").unwrap();
        assert_eq!(lines.next().unwrap().unwrap(), "up");
        ip("addr add 10.9.0.1/24 dev va");
        ip("link set va up");
        ip(&format!("neigh add {NOWHERE} lladdr 02:00:00:00:00:03 dev va"));
        Self(far)
    }
}

impl Drop for Far {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn dial(host: &str, port: i64) -> Call {
    Call::Connect { address: Address::inet(host, port) }
}

#[test]
fn ways_that_lead_nowhere() {
    apart(|| {
        ip("route add unreachable 10.8.0.0/24");
        ip("route add prohibit 10.7.0.0/24");
        each(&[
            ("why-no-route", |board| {
                let s = board.tcp("client/s");
                board.why(s, dial("192.0.2.1", 80))
            }),
            ("why-stream-to-many", |board| {
                let s = board.tcp("client/s");
                board.why(s, dial("255.255.255.255", 80))
            }),
            ("why-no-route-6", |board| {
                let s = board.socket("client/s", "AF_INET6", TCP);
                board.why(s, Call::Connect { address: Address::inet6("2001:db8::1", 80) })
            }),
            ("why-host-unreachable", |board| {
                let s = board.tcp("client/s");
                board.why(s, dial("10.8.0.1", 80))
            }),
            ("why-prohibited", |board| {
                let s = board.tcp("client/s");
                board.why(s, dial("10.7.0.1", 80))
            }),
            ("why-broadcast", |board| {
                let u = board.udp("client/u");
                let address = Address::inet("127.255.255.255", 9);
                board.why(u, Call::SendTo { data: b"x"[..].into(), flags: 0, address })
            }),
            ("why-eai-again", |board| {
                let s = board.tcp("client/s");
                // Its name server cannot be reached from here.
                board.why(s, dial("nohost.example", 80))
            }),
        ]);
    });
}

#[test]
fn another_machine_and_one_that_does_not_answer() {
    apart(|| {
        let _far = Far::plug_in();
        each(&[
            ("why-refused-machine", |board| {
                let s = board.tcp("client/s");
                board.why(s, dial(FAR, 81))
            }),
            ("why-timed-out-connect", |board| {
                let s = board.tcp("client/s");
                board.well(s, option("IPPROTO_TCP", "TCP_USER_TIMEOUT", OptionValue::Int(50)));
                board.why(s, dial(NOWHERE, 80))
            }),
            ("why-timeout-connect", |board| {
                let s = board.tcp("client/s");
                board.well(s, Call::SetTimeout { seconds: Some(0.02) });
                board.why(s, dial(NOWHERE, 80))
            }),
            ("why-connect-started", |board| {
                let s = board.tcp("client/s");
                board.well(s, Call::SetBlocking { blocking: false });
                board.why(s, dial(NOWHERE, 80))
            }),
            ("why-still-connecting", |board| {
                let s = board.tcp("client/s");
                board.well(s, Call::SetBlocking { blocking: false });
                assert!(board.call(s, dial(NOWHERE, 80)).is_error());
                board.why(s, dial(NOWHERE, 80))
            }),
            ("why-timed-out-keepalive", |board| {
                let s = board.tcp("client/s");
                board.well(s, dial(FAR, 80));
                board.well(s, option("SOL_SOCKET", "SO_KEEPALIVE", OptionValue::Int(1)));
                for (name, value) in [("TCP_KEEPIDLE", 1), ("TCP_KEEPINTVL", 1), ("TCP_KEEPCNT", 1)] {
                    board.well(s, option("IPPROTO_TCP", name, OptionValue::Int(value)));
                }
                // The far machine's card is another one from now on.
                ip(&format!("neigh replace {FAR} lladdr 02:00:00:00:00:09 dev va"));
                board.why(s, recv())
            }),
            ("wait-connect", |board| {
                let s = board.tcp("client/s");
                board.why_waits(s, dial(NOWHERE, 80))
            }),
        ]);
    });
}

/// Everything that loopback is given from now on is lost.
fn lose_everything() {
    let done = Command::new("tc").args("qdisc add dev lo root pfifo limit 0".split(' ')).status();
    assert!(done.unwrap().success());
}

#[test]
fn connections_that_died() {
    apart(|| {
        each(&[("why-timed-out", |board| {
            let [_, client, _] = board.pair();
            board.well(client, option("IPPROTO_TCP", "TCP_USER_TIMEOUT", OptionValue::Int(50)));
            lose_everything();
            board.well(client, send(b"x"));
            board.why(client, recv())
        })]);
    });
}

#[test]
fn an_interface_is_off() {
    // No socket that this program can address gets ENETDOWN from Linux for it: the route is gone with the interface, also
    // where it was connected before, or is tied to the interface.
    apart(|| {
        ip("link add va type veth peer name vb");
        ip("addr add 10.9.0.1/24 dev va");
        ip("link set vb up");
        each(&[
            ("why-no-route", |board| {
                let s = board.tcp("client/s");
                board.why(s, dial(FAR, 80))
            }),
            ("why-no-route", |board| {
                ip("link set va up");
                let u = board.udp("client/u");
                board.well(u, dial(FAR, 9));
                ip("link set va down");
                board.why(u, send(b"x"))
            }),
            ("why-no-route", |board| {
                let u = board.udp("client/u");
                board.well(u, option("SOL_SOCKET", "SO_BINDTODEVICE", OptionValue::Bytes(b"va"[..].into())));
                board.why(u, Call::SendTo { data: b"x"[..].into(), flags: 0, address: Address::inet(FAR, 9) })
            }),
        ]);
    });
}

#[test]
fn loopback_is_off() {
    alone(|| {
        each(&[("why-loopback-down", |board| {
            let s = board.tcp("client/s");
            board.why(s, connect(80))
        })]);
    });
}

#[test]
fn a_datagram_that_the_way_does_not_take() {
    apart(|| {
        ip("link set lo mtu 1500");
        each(&[("why-too-long-path", |board| {
            let u = board.udp("client/u");
            // IP_PMTUDISC_DO: never in pieces.
            board.well(u, option("IPPROTO_IP", "IP_MTU_DISCOVER", OptionValue::Int(2)));
            board.why(u, Call::SendTo { data: vec![0; 2000].into(), flags: 0, address: at(9) })
        })]);
    });
}

#[test]
fn no_port_is_left() {
    apart(|| {
        std::fs::write("/proc/sys/net/ipv4/ip_local_port_range", "40000 40000").unwrap();
        each(&[("why-no-source-port", |board| {
            let s = board.tcp("server/s");
            board.well(s, bind(8000));
            board.well(s, Call::Listen { backlog: Some(5) });
            let first = board.tcp("client/s");
            board.well(first, connect(8000));
            let second = board.tcp("client/t");
            board.why(second, connect(8000))
        })]);
    });
}
