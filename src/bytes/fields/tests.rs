//! Real messages, written as hex, and any bytes.

use super::*;
use crate::bytes::parse_hex;
use proptest::prelude::*;

fn bytes(hex: &str) -> Vec<u8> {
    parse_hex(hex).unwrap()
}

const UDP: Source = Source { stream: false, ports: [0, 0], from_server: None, icmp: None };
const TCP: Source = Source { stream: true, ..UDP };

/// Every field as `depth name=value (meaning) @from+len`, keys without their beginning.
fn lines(decoded: &Decoded) -> Vec<String> {
    let words = |words: &Words| match words {
        Words::None => String::new(),
        Words::Text(text) => text.clone(),
        Words::Key(key) => key.trim_start_matches("fields-").to_owned(),
        Words::With(key, what) => format!("{}:{what}", key.trim_start_matches("fields-")),
    };
    let line = |field: &Field| {
        let (name, meaning) = (words(&field.name), words(&field.meaning));
        let wrong = if field.wrong { "!" } else { "" };
        let Range { start, end } = field.range.clone();
        format!("{} {name}={} ({meaning}){wrong} @{start}+{}", field.depth, field.value, end - start)
    };
    decoded.fields.iter().map(line).collect()
}

use std::ops::Range;

#[test]
fn a_request_and_its_answer() {
    let request = b"GET /a?b HTTP/1.1\r\nHost: localhost\r\nBad header\r\n\r\nnext";
    assert_eq!(Protocol::guess(request, &TCP), Some(Protocol::Http1));
    let decoded = Protocol::Http1.decode(request, &TCP).unwrap();
    assert_eq!((decoded.used, decoded.missing), (request.len() - 4, 0));
    assert_eq!(
        lines(&decoded),
        [
            "0 http-request-line=GET /a?b HTTP/1.1 () @0+17",
            "1 http-method=GET () @0+3",
            "1 http-target=/a?b () @4+4",
            "1 version=HTTP/1.1 () @9+8",
            "0 Host=localhost () @19+15",
            "0 http-header=Bad header (http-no-colon)! @36+10",
            "0 http-blank= (http-blank-means) @48+2",
        ]
    );
    let answer = b"HTTP/1.0 200 OK\nContent-Length: 10\n\nabcd";
    let decoded = Protocol::Http1.decode(answer, &TCP).unwrap();
    assert_eq!((decoded.used, decoded.missing), (answer.len(), 6));
    assert_eq!(
        lines(&decoded)[2..],
        [
            "1 http-status=200 (http-2xx) @9+3",
            "1 http-reason=OK () @13+2",
            "0 Content-Length=10 (bytes-follow:10) @16+18",
            "0 http-blank= (http-blank-means) @35+1",
            "0 body= (so-many-missing:6) @36+4",
        ]
    );
    let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\n0\r\n\r\n";
    let decoded = Protocol::Http1.decode(chunked, &TCP).unwrap();
    assert_eq!((decoded.used, decoded.missing), (chunked.len(), 0));
    assert!(lines(&decoded).contains(&"1 http-chunk-data= () @50+4".to_owned()), "{:?}", lines(&decoded));
    let cut = Protocol::Http1.decode(b"GET / HT", &TCP).unwrap();
    assert_eq!((cut.used, cut.missing), (8, 1));
    assert_eq!(Protocol::Http1.decode(b"hello\r\n", &TCP), None);
}

#[test]
fn trailers_end_a_chunked_message_and_no_sign_is_a_digit() {
    let whole = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nExpires: never\r\n\r\nHTTP/1.1 ";
    let decoded = Protocol::Http1.decode(whole, &TCP).unwrap();
    assert_eq!((decoded.used, decoded.missing), (whole.len() - 9, 0));
    assert!(lines(&decoded).iter().any(|line| line.starts_with("0 Expires=never")), "{:?}", lines(&decoded));
    let longer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhi\r\n0\r\n\r\n";
    let decoded = Protocol::Http1.decode(longer, &TCP).unwrap();
    assert!(
        lines(&decoded).contains(&"0 http-chunk-end= (http-chunk-long)! @51+1".to_owned()),
        "{:?}",
        lines(&decoded)
    );
    for wrong in ["Content-Length: +5\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n+5\r\n"] {
        let decoded = Protocol::Http1.decode(format!("HTTP/1.1 200 OK\r\n{wrong}hello").as_bytes(), &TCP).unwrap();
        assert!(decoded.fields.iter().any(|field| field.wrong), "{wrong}");
    }
}

#[test]
fn what_says_that_it_is_as_long_as_can_be_is_only_not_all_there() {
    for huge in
        ["Content-Length: 18446744073709551615\r\n\r\nab", "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nab"]
    {
        let decoded = Protocol::Http1.decode(format!("HTTP/1.1 200 OK\r\n{huge}").as_bytes(), &TCP).unwrap();
        assert_eq!(decoded.missing, usize::MAX - 2, "{huge}");
    }
}

#[test]
fn a_name_asked_for_and_answered() {
    // dig example.com A, and its answer with a compressed name.
    let query = bytes("1a2b 0120 0001 0000 0000 0000 07 6578616d706c65 03 636f6d 00 0001 0001");
    assert_eq!(Protocol::guess(&query, &UDP), Some(Protocol::Dns), "without its port");
    let answer = bytes(
        "1a2b 8180 0001 0001 0000 0000 07 6578616d706c65 03 636f6d 00 0001 0001 c00c 0001 0001 00000e10 0004 5db8d822",
    );
    let decoded = Protocol::Dns.decode(&answer, &UDP).unwrap();
    let all = lines(&decoded);
    assert!(all.contains(&"0 dns-answer=example.com. A 93.184.216.34 () @29+16".to_owned()), "{all:?}");
    assert!(all.contains(&"1 name=example.com. () @29+2".to_owned()), "{all:?}");
    assert!(all.contains(&"1 dns-ttl=3600 (seconds:3600) @35+4".to_owned()), "{all:?}");
    assert!(all.contains(&"1 dns-rcode=0 (NOERROR) @3+1".to_owned()), "{all:?}");
    assert_eq!((decoded.used, decoded.missing), (answer.len(), 0));
    // In TCP, with a length before it, and cut.
    let mut framed = (answer.len() as u16).to_be_bytes().to_vec();
    framed.extend(&answer);
    assert_eq!(Protocol::Dns.decode(&framed, &TCP).unwrap().used, framed.len());
    assert_eq!(Protocol::Dns.decode(&framed[..20], &TCP).unwrap().missing, framed.len() - 20);
    // A pointer to itself.
    let looped = bytes("1a2b 0120 0001 0000 0000 0000 c00c 0001 0001");
    let decoded = Protocol::Dns.decode(&looped, &Source { ports: [53, 0], ..UDP }).unwrap();
    assert!(lines(&decoded).contains(&"1 name=? (dns-loop)! @12+2".to_owned()), "{:?}", lines(&decoded));
}

#[test]
fn registers_are_read_and_refused() {
    let request = bytes("0001 0000 0006 01 03 0000 000a");
    assert_eq!(Protocol::guess(&request, &TCP), Some(Protocol::ModbusTcp));
    let decoded = Protocol::ModbusTcp.decode(&request, &TCP).unwrap();
    assert_eq!(
        lines(&decoded),
        [
            "0 modbus-transaction=1 (0x0001) @0+2",
            "0 modbus-protocol=0 (Modbus) @2+2",
            "0 length=6 (bytes-follow:6) @4+2",
            "0 modbus-unit=1 () @6+1",
            "0 modbus-function=3 (Read Holding Registers) @7+1",
            "0 modbus-address=0 (0x0000) @8+2",
            "0 modbus-count=10 (0x000a) @10+2",
        ]
    );
    let answer = bytes("0001 0000 0007 01 03 04 002a ff9c");
    let all = lines(&Protocol::ModbusTcp.decode(&answer, &TCP).unwrap());
    assert_eq!(
        all[5..],
        [
            "0 modbus-byte-count=4 () @8+1",
            "0 modbus-register:0=42 (0x002a) @9+2",
            "0 modbus-register:1=65436 (0xff9c, -100) @11+2",
        ]
    );
    let refused = lines(&Protocol::ModbusTcp.decode(&bytes("0002 0000 0003 01 83 02"), &TCP).unwrap());
    assert_eq!(
        refused[4..],
        [
            "0 modbus-function=131 (modbus-refused:Read Holding Registers)! @7+1",
            "0 modbus-exception=2 (modbus-e2)! @8+1",
        ]
    );
    assert_eq!(Protocol::ModbusTcp.decode(&request[..8], &TCP).unwrap().missing, 4);
    // The same over RTU.
    let frame = bytes("01 03 0000 000a c5cd");
    assert_eq!(Protocol::guess(&frame, &TCP), Some(Protocol::ModbusRtu));
    let all = lines(&Protocol::ModbusRtu.decode(&frame, &TCP).unwrap());
    assert_eq!(all.last().unwrap(), "0 checksum=0xcdc5 (checksum-right:CRC-16/MODBUS) @6+2");
    let all = lines(&Protocol::ModbusRtu.decode(&bytes("01 03 0000 000a c5ce"), &TCP).unwrap());
    assert_eq!(all.last().unwrap(), "0 checksum=0xcec5 (checksum-wrong:0xcdc5 (CRC-16/MODBUS))! @6+2");
}

#[test]
fn the_time_is_told() {
    // The example of a server's answer: stratum 2, sent at 2024-01-01 00:00:00.5 UTC.
    let mut packet = bytes("24 02 06 e9 00000a00 00000b00 c0a80101");
    packet.extend(bytes("e93c7f00 00000000 00000000 00000000 e93c7f00 80000000 e93c7f00 80000000"));
    assert_eq!(Protocol::guess(&packet, &UDP), Some(Protocol::Ntp));
    let all = lines(&Protocol::Ntp.decode(&packet, &UDP).unwrap());
    assert!(all.contains(&"0 ntp-mode=4 (server) @0+1".to_owned()), "{all:?}");
    assert!(all.contains(&"0 ntp-reference=192.168.1.1 (c0 a8 01 01) @12+4".to_owned()), "{all:?}");
    assert!(all.contains(&"0 ntp-origin=00000000.00000000 (ntp-no-time) @24+8".to_owned()), "{all:?}");
    assert!(all.last().unwrap().contains("(2024-01-01T00:00:00.500000Z)"), "{all:?}");
}

#[test]
fn a_hello_names_its_server() {
    let mut hello = bytes("0303");
    hello.extend([7; 32]);
    hello.extend(bytes("00 0004 1301 c02f 01 00 0018 0000 000e 000c 00 0009 6c6f63616c686f7374 002b 0002 0304"));
    let mut record = bytes("16 0301");
    record.extend((hello.len() as u16 + 4).to_be_bytes());
    record.extend([1, 0, 0, hello.len() as u8]);
    record.extend(&hello);
    assert_eq!(Protocol::guess(&record, &TCP), Some(Protocol::Tls));
    let decoded = Protocol::Tls.decode(&record, &TCP).unwrap();
    let all = lines(&decoded);
    assert_eq!((decoded.used, decoded.missing), (record.len(), 0));
    assert!(all.iter().any(|line| line.starts_with("2 server_name=localhost (tls-sni)")), "{all:?}");
    assert!(all.iter().any(|line| line.starts_with("2 supported_versions=TLS 1.3")), "{all:?}");
    assert!(all.iter().any(|line| line.contains("0x1301 (TLS_AES_128_GCM_SHA256)")), "{all:?}");
    let alert = lines(&Protocol::Tls.decode(&bytes("15 0303 0002 02 28"), &TCP).unwrap());
    assert_eq!(alert.last().unwrap(), "0 tls-alert=40 (handshake_failure) @6+1");
    assert_eq!(Protocol::Tls.decode(&bytes("17 0303 0010 00"), &TCP).unwrap().missing, 15);
}

#[test]
fn an_echo_and_its_checksum() {
    let icmp = Source { icmp: Some(4), ..UDP };
    let echo = bytes("08 00 f7 fd 00 01 00 01");
    assert_eq!(Protocol::guess(&echo, &icmp), Some(Protocol::Icmp));
    let all = lines(&Protocol::Icmp.decode(&echo, &icmp).unwrap());
    assert_eq!(all[..3], ["0 type=8 (Echo Request) @0+1", "0 code=0 () @1+1", "0 checksum=0xf7fd (checksum-ok) @2+2",]);
    let all = lines(&Protocol::Icmp.decode(&bytes("08 00 00 00 00 01 00 01"), &icmp).unwrap());
    assert_eq!(all[2], "0 checksum=0x0000 (checksum-wrong:0xf7fd)! @2+2");
    // With the IPv4 header that raw sockets get.
    let mut packet = bytes("4500 001c 0000 4000 40 01 7cde 7f000001 7f000001");
    packet.extend(&echo);
    let all = lines(&Protocol::Icmp.decode(&packet, &icmp).unwrap());
    assert_eq!(all[0], "0 ip-header=127.0.0.1 → 127.0.0.1 () @0+20");
    assert!(
        all.contains(&"1 checksum=0x7cde (checksum-wrong:0x3cdf)! @10+2".to_owned())
            || all.contains(&"1 checksum=0x7cde (checksum-ok) @10+2".to_owned()),
        "{all:?}"
    );
    assert!(all.contains(&"0 type=8 (Echo Request) @20+1".to_owned()), "{all:?}");
    let six = Source { icmp: Some(6), ..UDP };
    let all = lines(&Protocol::Icmpv6.decode(&bytes("02 00 1234 00000500"), &six).unwrap());
    assert_eq!(all.last().unwrap(), "0 icmp-rest=0x00000500 (icmp-mtu:1280) @4+4");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        stream in any::<bool>(),
        port in prop::sample::select(vec![0_u16, 53, 123, 502]),
        start in prop::sample::select(vec![&b""[..], b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"\x16\x03\x01\x01\x00\x01\x00\x00\xff\x03\x03", b"\x00\x01\x00\x00\x00\x40\x01\x17", b"\x12\x34\x81\x80\x00\x01\x00\x02\x00\x00\x00\x00", b"\x45\x00"]),
    ) {
        let all: Vec<u8> = start.iter().chain(&bytes).copied().collect();
        let source = Source { stream, ports: [port, 0], from_server: Some(stream), icmp: None };
        for protocol in Protocol::ALL {
            if let Some(decoded) = protocol.decode(&all, &source) {
                prop_assert!(decoded.used <= all.len(), "{protocol:?}");
                prop_assert!(decoded.fields.len() <= MOST_FIELDS);
                for field in &decoded.fields {
                    prop_assert!(field.range.start <= field.range.end && field.range.end <= all.len(), "{protocol:?} {field:?} of {}", all.len());
                }
            }
        }
        let _ = Protocol::guess(&all, &source);
    }
}
