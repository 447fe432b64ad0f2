//! Raw sockets: ICMP echo over lo where this process may, and the kernel's EPERM where it may not.

use crate::bench::Bench;
use libc::{AF_INET, AF_INET6, IPPROTO_ICMP, IPPROTO_ICMPV6, SOCK_RAW};
use sockscope::call::{Address, Call, OptionKind, OptionValue, Outcome, Value};

/// Request with identifier 0x1234, sequence 1, "ping".
const ECHO: [u8; 12] = [8, 0, 6, 0xfa, 0x12, 0x34, 0, 1, b'p', b'i', b'n', b'g'];
const ECHO_6: [u8; 12] = [128, 0, 0, 0, 0x12, 0x34, 0, 1, b'p', b'i', b'n', b'g'];

#[test]
fn an_echo_comes_back_or_the_kernel_says_why_not() {
    for (family, proto, echo, reply, header) in
        [(AF_INET, IPPROTO_ICMP, ECHO, 0, 20), (AF_INET6, IPPROTO_ICMPV6, ECHO_6, 129, 0)]
    {
        let bench = Bench::new();
        let sid = bench.engine.new_socket_id();
        let made = bench.call(sid, Call::Socket { family, kind: SOCK_RAW, proto });
        if made == Outcome::Errno(libc::EPERM) {
            println!("not compared with the kernel's reply: raw sockets need privilege");
            continue;
        }
        assert_eq!(made, Outcome::NONE);
        bench.ok(sid, Call::SetTimeout { seconds: Some(10.0) });
        let address = if family == AF_INET { Address::inet("127.0.0.1", 0) } else { Address::inet6("::1", 0) };
        let call = Call::SendTo { data: echo[..].into(), flags: 0, address: address.clone() };
        assert_eq!(bench.call(sid, call), Outcome::Ok(Value::Int(12)));
        // The raw socket sees the request on its way in, then the reply; others may ping meanwhile.
        loop {
            match bench.call(sid, Call::RecvFrom { size: 2048, flags: 0 }) {
                Outcome::Ok(Value::DataFrom(data, Some(from))) => {
                    let packet = &data[header..];
                    if packet[0] == reply && packet[4..6] == [0x12, 0x34] {
                        assert_eq!(&packet[8..], b"ping");
                        assert_eq!(from.ip(), address.ip());
                        break;
                    }
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(bench.call(sid, Call::Listen { backlog: None }), Outcome::Errno(libc::EOPNOTSUPP));
    }
}

#[test]
fn a_header_of_ones_own_is_an_option() {
    let bench = Bench::new();
    let sid = bench.engine.new_socket_id();
    if bench.call(sid, Call::Socket { family: AF_INET, kind: SOCK_RAW, proto: libc::IPPROTO_RAW }) != Outcome::NONE {
        return println!("not tried: raw sockets need privilege");
    }
    let (level, name) = (libc::IPPROTO_IP, libc::IP_HDRINCL);
    bench.ok(sid, Call::SetSockOpt { level, name, value: OptionValue::Int(1) });
    assert_eq!(bench.call(sid, Call::GetSockOpt { level, name, kind: OptionKind::Int }), Outcome::Ok(Value::Int(1)));
}
