//! The well-known failures say the right thing.

use super::*;
use crate::call::{ArgumentWhy, errno_number};

#[test]
fn each_call_and_errno_has_its_own_reason() {
    let (local, peer) = (at(8000), at(9000));
    let tcp = Surroundings { family: number("AF_INET"), kind: number("SOCK_STREAM"), ..Surroundings::default() };
    let udp = Surroundings { kind: number("SOCK_DGRAM"), ..tcp };
    let bound = Surroundings { local: Some(&local), ..tcp };
    let listens = Surroundings { listens: true, ..bound };
    let connected = Surroundings { peer: Some(&peer), ..bound };
    let six = Surroundings { family: number("AF_INET6"), ..tcp };
    let broadcast = Address::inet("192.168.1.255", 9);
    let send_to = |address: Address| Call::SendTo { data: vec![0; 70_000].into(), flags: 0, address };
    for (call, errno, around, key) in [
        (connect(at(8001)), "ECONNREFUSED", &tcp, "why-refused-nobody"),
        (connect(at(0)), "ECONNREFUSED", &tcp, "why-port-zero"),
        (send(b"x"), "ECONNREFUSED", &Surroundings { peer: Some(&peer), ..udp }, "why-refused-late"),
        (recv(), "ECONNREFUSED", &connected, "why-refused-background"),
        (Call::Bind { address: at(8000) }, "EADDRINUSE", &tcp, "why-in-use-other"),
        (Call::Bind { address: Address::unix("/run/s") }, "EADDRINUSE", &tcp, "why-in-use-path"),
        (Call::Bind { address: at(0) }, "EADDRINUSE", &tcp, "why-in-use-none-free"),
        (Call::Listen { backlog: None }, "EADDRINUSE", &bound, "why-in-use-listen"),
        (connect(at(8001)), "EADDRINUSE", &bound, "why-in-use-connect"),
        (Call::Bind { address: Address::inet("192.0.2.1", 8) }, "EADDRNOTAVAIL", &tcp, "why-not-here"),
        (connect(Address::inet6("2001:db8::1", 8)), "EADDRNOTAVAIL", &six, "why-no-source"),
        (Call::Bind { address: at(80) }, "EACCES", &tcp, "why-privileged-port"),
        (Call::Bind { address: at(8080) }, "EACCES", &tcp, "why-forbidden"),
        (send_to(broadcast.clone()), "EACCES", &udp, "why-broadcast"),
        (socket("AF_INET", "SOCK_RAW"), "EPERM", &tcp, "why-raw-needs-root"),
        (Call::Socket { family: 2, kind: 2, proto: 1 }, "EACCES", &udp, "why-ping-range"),
        (send_to(at(9)), "EPERM", &udp, "why-firewall"),
        (Call::Bind { address: at(8001) }, "EINVAL", &bound, "why-bind-twice"),
        (Call::Accept, "EINVAL", &bound, "why-accept-not-listening"),
        (Call::Accept, "EINVAL", &listens, "why-accept-shut-down"),
        (Call::Listen { backlog: None }, "EINVAL", &connected, "why-listen-connected"),
        (Call::Shutdown { how: 7 }, "EINVAL", &connected, "why-shutdown-how"),
        (send_to(at(0)), "EINVAL", &udp, "why-port-zero"),
        (set_option("SOL_SOCKET", "SO_REUSEADDR"), "EINVAL", &tcp, "why-option-value"),
        (recv(), "ENOTCONN", &tcp, "why-not-connected"),
        (recv(), "ENOTCONN", &listens, "why-listener-no-data"),
        (Call::GetPeerName, "ENOTCONN", &bound, "why-no-peer"),
        (Call::Shutdown { how: 1 }, "ENOTCONN", &bound, "why-shutdown-not-connected"),
        (send(b"x"), "EPIPE", &tcp, "why-pipe-never"),
        (send(b"x"), "EPIPE", &listens, "why-listener-no-data"),
        (send(b"x"), "EPIPE", &connected, "why-pipe-peer"),
        (send(b"x"), "EPIPE", &Surroundings { shut_write: true, ..connected }, "why-pipe-shut"),
        (connect(at(8001)), "EISCONN", &connected, "why-already-connected"),
        (connect(at(8001)), "EISCONN", &listens, "why-connect-listening"),
        (send_to(at(9)), "EISCONN", &connected, "why-sendto-connected"),
        (connect(at(8001)), "EALREADY", &tcp, "why-still-connecting"),
        (connect(at(8001)), "EINPROGRESS", &tcp, "why-connect-started"),
        (recv(), "EAGAIN", &connected, "why-again-recv"),
        (send(b"x"), "EAGAIN", &connected, "why-again-send"),
        (Call::Accept, "EAGAIN", &listens, "why-again-accept"),
        (recv(), "ECONNRESET", &connected, "why-reset"),
        (connect(at(8001)), "ECONNRESET", &tcp, "why-reset-connect"),
        (Call::Accept, "ECONNABORTED", &listens, "why-aborted-accept"),
        (connect(at(8001)), "ECONNABORTED", &tcp, "why-aborted-connect"),
        (recv(), "ECONNABORTED", &connected, "why-aborted"),
        (connect(at(8001)), "ETIMEDOUT", &tcp, "why-timed-out-connect"),
        (recv(), "ETIMEDOUT", &connected, "why-timed-out"),
        (send_to(at(9)), "EMSGSIZE", &udp, "why-too-long"),
        (send(b"x"), "EMSGSIZE", &udp, "why-too-long-path"),
        (send(b"x"), "EDESTADDRREQ", &udp, "why-no-destination"),
        (connect(Address::inet("192.0.2.1", 8)), "ENETUNREACH", &tcp, "why-no-route"),
        (connect(Address::inet6("2001:db8::1", 8)), "ENETUNREACH", &six, "why-no-route-6"),
        (connect(Address::inet("255.255.255.255", 8)), "ENETUNREACH", &tcp, "why-stream-to-many"),
        (connect(Address::inet("224.0.0.251", 8)), "ENETUNREACH", &tcp, "why-stream-to-many"),
        (connect(Address::inet("224.0.0.251", 8)), "ENETUNREACH", &udp, "why-no-route"),
        (connect(at(8001)), "EHOSTUNREACH", &tcp, "why-host-unreachable"),
        (connect(at(8001)), "ENETDOWN", &tcp, "why-network-down"),
        (recv(), "EBADF", &Surroundings { closed: true, ..tcp }, "why-closed"),
        (recv(), "EBADF", &tcp, "why-bad-descriptor"),
        (Call::Listen { backlog: None }, "EOPNOTSUPP", &udp, "why-datagram-no-listen"),
        (Call::Accept, "EOPNOTSUPP", &udp, "why-datagram-no-listen"),
        (Call::Recv { size: 1, flags: number("MSG_OOB") }, "EOPNOTSUPP", &udp, "why-flag-unsupported"),
        (socket("AF_INET", "SOCK_STREAM"), "EAFNOSUPPORT", &tcp, "why-family"),
        (connect(Address::inet6("::1", 8)), "EAFNOSUPPORT", &tcp, "why-family-mismatch"),
        (socket("AF_INET", "SOCK_STREAM"), "EPROTONOSUPPORT", &tcp, "why-protocol"),
        (socket("AF_INET", "SOCK_SEQPACKET"), "ESOCKTNOSUPPORT", &tcp, "why-kind"),
        (set_option("IPPROTO_TCP", "TCP_NODELAY"), "ENOPROTOOPT", &udp, "why-option-tcp"),
        (set_option("SOL_SOCKET", "SO_ERROR"), "ENOPROTOOPT", &tcp, "why-option-unknown"),
        (Call::Accept, "EMFILE", &listens, "why-too-many-open"),
        (Call::Accept, "ENFILE", &listens, "why-too-many-open-system"),
        (send(b"x"), "ENOBUFS", &udp, "why-no-buffers"),
        (send(b"x"), "ENOMEM", &udp, "why-no-buffers"),
        (recv(), "EINTR", &connected, "why-interrupted"),
        (recv(), "ENOTEMPTY", &connected, "why-other"),
    ] {
        let outcome = Outcome::Errno(errno_number(errno).unwrap());
        let found = explain(&call, &outcome, around).unwrap();
        assert_eq!(found.why.key(), key, "{call:?} {errno}");
    }
}

#[test]
fn our_own_sockets_tell_why_nobody_listened() {
    let refused = Outcome::Errno(errno_number("ECONNREFUSED").unwrap());
    let around = Surroundings { kind: number("SOCK_STREAM"), ..Surroundings::default() };
    for (target, listener, key) in [
        (at(8001), at(8000), "why-refused-other-port"),
        (at(8000), Address::inet("127.0.0.2", 8000), "why-refused-other-address"),
        (Address::inet6("::1", 8000), at(8000), "why-refused-other-family"),
        (Address::inet6("localhost", 8000), Address::inet("", 8000), "why-refused-other-family"),
        (at(8000), at(8000), "why-refused-now-there"),
        (Address::inet("192.0.2.1", 80), at(8000), "why-refused-nobody"),
    ] {
        let listener = listens_at(listener);
        let around = Surroundings { others: &[&listener], ..around };
        let found = explain(&connect(target.clone()), &refused, &around).unwrap();
        assert_eq!(found.why.key(), key, "{target}");
    }
    let bound = named("srv", at(8000));
    let around = Surroundings { others: &[&bound], ..around };
    let found = explain(&connect(at(8000)), &refused, &around).unwrap();
    assert_eq!(
        words(Language::English, &found.why),
        "srv is bound to 127.0.0.1:8000 but does not listen, and only a listening socket takes connections"
    );
    let in_use = Outcome::Errno(errno_number("EADDRINUSE").unwrap());
    let found = explain(&Call::Bind { address: Address::inet("", 8000) }, &in_use, &around).unwrap();
    assert_eq!(words(Language::Chinese, &found.why), "srv 占着 127.0.0.1:8000，所以 0.0.0.0:8000 已被占用");
}

#[test]
fn no_errno_is_needed_for_a_reason() {
    let tcp = Surroundings { kind: number("SOCK_STREAM"), ..Surroundings::default() };
    let key = |call: &Call, outcome: Outcome| explain(call, &outcome, &tcp).unwrap().why.key().to_owned();
    let range = Outcome::Argument(ArgumentWhy::Range);
    let value = Outcome::Argument(ArgumentWhy::Value);
    assert_eq!(key(&connect(at(70_000)), range.clone()), "why-range-port");
    assert_eq!(key(&Call::Listen { backlog: Some(1 << 40) }, range), "why-range");
    assert_eq!(key(&Call::Recv { size: -1, flags: 0 }, value.clone()), "why-value-size");
    assert_eq!(key(&Call::SetTimeout { seconds: Some(-1.0) }, value), "why-value-timeout");
    assert_eq!(key(&connect(Address::inet("a..b", 1)), Outcome::Argument(ArgumentWhy::Encoding)), "why-encoding");
    assert_eq!(key(&recv(), Outcome::Timeout), "why-timeout-recv");
    let eai = |name| Outcome::Eai(crate::call::eai_number(name).unwrap());
    let named = connect(Address::inet("no.such.host", 1));
    assert_eq!(key(&named, eai("EAI_NONAME")), "why-eai-noname");
    assert_eq!(key(&named, eai("EAI_AGAIN")), "why-eai-again");
    assert_eq!(key(&connect(Address::inet("::1", 1)), eai("EAI_ADDRFAMILY")), "why-eai-family");
    let ex = Call::ConnectEx { address: at(8001) };
    let refused = errno_number("ECONNREFUSED").unwrap();
    assert_eq!(key(&ex, Outcome::Ok(Value::ConnectEx(refused))), "why-refused-nobody");
    assert_eq!(key(&ex, Outcome::Ok(Value::ConnectEx(errno_number("EAGAIN").unwrap()))), "why-again-connect-ex");
}
