//! Hand-made captures: every order, every loss, every kind of network.

use super::*;
use crate::bytes::testing::damage;
use crate::call::{Body, Call, Notice, Outcome, Value};
use crate::session::decode;
use etherparse::{PacketBuilder, TcpHeader};
use proptest::prelude::*;
use std::time::Duration;

/// A capture of pcap with times in microseconds.
fn pcap(link: u32, packets: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    for word in [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65_535, link] {
        out.extend(u32::to_le_bytes(word));
    }
    for (micros, data) in packets {
        let len = data.len() as u32;
        for word in [1_800_000_000 + micros / 1_000_000, micros % 1_000_000, len, len] {
            out.extend(u32::to_le_bytes(word));
        }
        out.extend(data);
    }
    out
}

/// A segment from port 40000 to 80 (`>`) or back (`<`); `flags` are letters of SAFRP; numbers are relative.
fn segment(way: char, flags: &str, seq: u32, ack: u32, data: &[u8]) -> Vec<u8> {
    let (from, to) = if way == '>' { (40_000, 80) } else { (80, 40_000) };
    let (mine, other) = if way == '>' { (CLIENT, SERVER) } else { (SERVER, CLIENT) };
    let mut tcp = TcpHeader::new(from, to, mine.wrapping_add(seq), 1000);
    let has = |flag| flags.contains(flag);
    (tcp.syn, tcp.ack, tcp.fin, tcp.rst, tcp.psh) = (has('S'), has('A'), has('F'), has('R'), has('P'));
    if tcp.ack {
        tcp.acknowledgment_number = other.wrapping_add(ack);
    }
    let hosts = if way == '>' { ([10, 0, 0, 1], [10, 0, 0, 2]) } else { ([10, 0, 0, 2], [10, 0, 0, 1]) };
    let mut out = Vec::new();
    PacketBuilder::ipv4(hosts.0, hosts.1, 64).tcp_header(tcp).write(&mut out, data).unwrap();
    out
}

/// Sequence numbers that begin just before they begin again.
const CLIENT: u32 = u32::MAX - 3;
const SERVER: u32 = 1000;

/// SYN, its answer, and the answer to that.
fn handshake() -> Vec<Vec<u8>> {
    vec![segment('>', "S", 0, 0, b""), segment('<', "SA", 0, 1, b""), segment('>', "A", 1, 1, b"")]
}

fn session(bytes: &[u8]) -> (Imported, Vec<crate::call::Record>) {
    let mut out = Vec::new();
    let imported = import(bytes, "sockscope 0", "a.pcap", &mut out).unwrap();
    let lines: Vec<_> = out.split_inclusive(|byte| *byte == b'\n').map(|line| decode(line).unwrap()).collect();
    assert_eq!(imported.records, lines.len() as u64);
    for (n, line) in lines.iter().enumerate() {
        assert_eq!(line.n, n as u64);
    }
    (imported, lines)
}

/// A line as a few words: `client/c1 send abc`.
fn words(lines: &[crate::call::Record]) -> Vec<String> {
    let text = |data: &[u8]| String::from_utf8_lossy(data).into_owned();
    let line = |record: &crate::call::Record| match &record.body {
        Body::Call(call) => {
            let on = call.on.as_ref().or(call.makes.as_ref()).map(ToString::to_string).unwrap_or_default();
            let what = match (&call.call, &call.outcome) {
                (Call::Send { data, .. } | Call::SendTo { data, .. }, _) => text(data),
                (_, Outcome::Ok(Value::Data(data) | Value::DataFrom(data, _))) => text(data),
                (_, Outcome::Errno(number)) => crate::call::errno_name(*number).unwrap().to_owned(),
                (_, Outcome::Waiting) => "…".to_owned(),
                _ => String::new(),
            };
            Some(format!("{on} {} {what}", call.call.kind().name()).trim_end().to_owned())
        }
        Body::Join(join) => Some(match join.outcome {
            Outcome::Errno(number) => format!("join {}", crate::call::errno_name(number).unwrap()),
            _ => "join".to_owned(),
        }),
        Body::Notice(Notice::Gap { bytes, why, .. }) => Some(format!("gap {bytes} {why}")),
        _ => None,
    };
    lines.iter().filter_map(line).collect()
}

/// What came of packets that follow each other by a millisecond, without the lines of the set-up.
fn after_handshake(packets: Vec<Vec<u8>>) -> Vec<String> {
    let packets: Vec<_> = packets.into_iter().enumerate().map(|(i, data)| (i as u32 * 1000, data)).collect();
    let (_, lines) = session(&pcap(101, &packets));
    let words = words(&lines);
    let from = words.iter().position(|line| line.ends_with("accept")).map_or(0, |at| at + 1);
    words[from..].to_vec()
}

#[test]
fn a_connection_from_syn_to_fin() {
    let mut packets = handshake();
    packets.push(segment('>', "AP", 1, 1, b"GET"));
    packets.push(segment('<', "AP", 1, 4, b"200"));
    packets.push(segment('<', "AF", 4, 4, b""));
    packets.push(segment('>', "AF", 4, 5, b""));
    packets.push(segment('<', "A", 5, 5, b""));
    let packets: Vec<_> = packets.into_iter().enumerate().map(|(i, data)| (i as u32 * 1500, data)).collect();
    let (imported, lines) = session(&pcap(101, &packets));
    assert_eq!((imported.packets, imported.connections, imported.left_out.is_nothing()), (8, 1, true));
    assert_eq!(
        words(&lines),
        [
            "server/s1 socket",
            "server/s1 bind",
            "server/s1 listen",
            "client/c1 socket",
            "client/c1 connect …",
            "join",
            "server/s1 accept",
            "client/c1 send GET",
            "server/conn1 recv GET",
            "server/conn1 send 200",
            "client/c1 recv 200",
            "server/conn1 shutdown",
            "client/c1 recv",
            "client/c1 close",
            "server/conn1 recv",
            "server/conn1 close",
        ]
    );
    let Body::Header(header) = &lines[0].body else { panic!("{:?}", lines[0]) };
    assert_eq!((imported_from(header), &*header.utc), (Some("a.pcap"), "2027-01-15T08:00:00.000000000Z"));
    let send = lines.iter().find(|line| matches!(&line.body, Body::Call(call) if call.call.sent().is_some())).unwrap();
    assert_eq!(send.t, Duration::from_micros(4500));
    let by = |line: &crate::call::Record| match &line.body {
        Body::Call(call) => call.by == crate::call::By::Other("program:import".into()),
        _ => true,
    };
    assert!(lines.iter().all(by));
    let mut board = crate::session::Board::default();
    lines.iter().for_each(|line| board.apply(line));
    let row = |name: &str| board.sockets.values().find(|row| row.name.to_string() == name).unwrap();
    let (client, server) = (row("client/c1"), row("server/conn1"));
    assert_eq!((client.local.clone(), client.peer.clone()), (server.peer.clone(), server.local.clone()));
    assert_eq!((client.sent, client.received, client.open, server.open), (3, 3, false, false));
    assert_eq!((server.listener, board.totals.errors), (Some(row("server/s1").sid), 0));
}

#[test]
fn disorder_and_loss() {
    let rows: &[(&str, &[(char, &str, u32, u32, &str)], &[&str])] = &[
        (
            "in order",
            &[('>', "AP", 1, 1, "ab"), ('>', "AP", 3, 1, "cd")],
            &["c send ab", "s recv ab", "c send cd", "s recv cd"],
        ),
        (
            "one write, two segments",
            &[('>', "A", 1, 1, "ab"), ('>', "AP", 3, 1, "cd")],
            &["c send abcd", "s recv abcd"],
        ),
        ("sent again", &[('>', "AP", 1, 1, "ab"), ('>', "AP", 1, 1, "ab")], &["c send ab", "s recv ab"]),
        (
            "the first of two is kept",
            &[('>', "AP", 1, 1, "ab"), ('>', "AP", 1, 1, "XYcd")],
            &["c send ab", "s recv ab", "c send cd", "s recv cd"],
        ),
        ("the other way round", &[('>', "AP", 3, 1, "cd"), ('>', "A", 1, 1, "ab")], &["c send abcd", "s recv abcd"]),
        (
            "overlaps on both sides",
            &[('>', "AP", 3, 1, "cd"), ('>', "AP", 2, 1, "bXXe"), ('>', "A", 1, 1, "aX")],
            &["c send abcd", "s recv abcd", "c send e", "s recv e"],
        ),
        (
            "keep-alive",
            &[('>', "AP", 1, 1, "ab"), ('>', "A", 2, 1, "b"), ('<', "A", 1, 3, "")],
            &["c send ab", "s recv ab"],
        ),
        (
            "end before the last bytes",
            &[('>', "AF", 3, 1, ""), ('>', "A", 1, 1, "ab")],
            &["c send ab", "s recv ab", "c shutdown", "s recv"],
        ),
        (
            "missing at the end",
            &[('>', "AP", 4, 1, "d")],
            &["gap 3 not captured", "gap 3 not captured", "c send d", "s recv d"],
        ),
        ("acknowledged and never seen", &[('<', "A", 1, 9, "")], &["gap 8 not captured", "gap 8 not captured"]),
        ("a FIN that was not seen", &[('<', "A", 1, 2, "")], &[]),
        (
            "reset by the server",
            &[('>', "AP", 1, 1, "ab"), ('<', "RA", 1, 3, "")],
            &["c send ab", "s recv ab", "s close", "c recv ECONNRESET", "c close"],
        ),
        (
            "bytes before a reset",
            &[('>', "A", 1, 1, "ab"), ('>', "R", 3, 0, "")],
            &["c send ab", "s recv ab", "c close", "s recv ECONNRESET", "s close"],
        ),
        (
            "after the reset",
            &[('>', "R", 1, 0, ""), ('>', "AP", 1, 1, "ab")],
            &["c close", "s recv ECONNRESET", "s close"],
        ),
    ];
    for (title, packets, expected) in rows {
        let mut all = handshake();
        all.extend(
            packets.iter().map(|(way, flags, seq, ack, data)| segment(*way, flags, *seq, *ack, data.as_bytes())),
        );
        let found: Vec<_> = after_handshake(all)
            .into_iter()
            .map(|line| line.replace("client/c1", "c").replace("server/conn1", "s"))
            .collect();
        assert_eq!(found, *expected, "{title}");
    }
}

#[test]
fn a_hole_that_was_acknowledged_is_not_waited_for_for_ever() {
    let mut packets = handshake();
    packets.push(segment('>', "AP", 3, 1, b"later"));
    packets.extend((0..80).map(|_| segment('<', "A", 1, 8, b"")));
    packets.push(segment('>', "AP", 8, 1, b"!"));
    let found = after_handshake(packets);
    assert_eq!(found[..3], ["gap 2 not captured", "gap 2 not captured", "client/c1 send later"]);
    assert_eq!(found.last().unwrap(), "server/conn1 recv !");
}

#[test]
fn connections_that_do_not_come_about() {
    let words_of = |packets: Vec<Vec<u8>>| {
        let packets: Vec<_> = packets.into_iter().map(|data| (0, data)).collect();
        words(&session(&pcap(101, &packets)).1)
    };
    let syn = || segment('>', "S", 0, 0, b"");
    let refused = words_of(vec![syn(), syn(), segment('<', "RA", 0, 1, b"")]);
    assert_eq!(refused[4..], ["client/c1 connect …", "join ECONNREFUSED", "client/c1 close"]);
    assert_eq!(words_of(vec![syn(), syn()])[4..], ["client/c1 connect …"]);
    // Refused, and asked again from the same port.
    let again = segment('>', "S", 77, 0, b"");
    let twice = words_of(vec![syn(), segment('<', "RA", 0, 1, b""), again]);
    assert_eq!(twice[7..], ["client/c2 socket", "client/c2 connect …"]);
    // The capture begins in the middle: the lower port is the server's.
    let middle = words_of(vec![segment('<', "AP", 500, 600, b"late"), segment('>', "AP", 600, 504, b"so")]);
    assert_eq!(middle[1], "client/c1 connect …");
    assert_eq!(middle[2], "gap 0 before the capture");
    assert_eq!(
        middle[middle.len() - 4..],
        ["server/conn1 send late", "client/c1 recv late", "client/c1 send so", "server/conn1 recv so"]
    );
    // Acknowledgements alone are no connection.
    assert_eq!(words_of(vec![segment('<', "A", 500, 600, b""), segment('>', "R", 9, 0, b"")]), [""; 0]);
}

/// A datagram of UDP on each kind of network.
fn datagram(link: u32, data: &[u8]) -> Vec<u8> {
    let mut ip = Vec::new();
    PacketBuilder::ipv6([1; 16], [2; 16], 64).udp(5000, 6000).write(&mut ip, data).unwrap();
    let mut out: Vec<u8> = match link {
        0 => vec![30, 0, 0, 0],
        108 => vec![0, 0, 0, 24],
        1 => [&[0; 12][..], &[0x86, 0xdd]].concat(),
        // Two VLAN tags, and a frame that was filled up.
        1001 => [&[0; 12][..], &[0x88, 0xa8, 0, 7, 0x81, 0, 0, 9, 0x86, 0xdd]].concat(),
        113 => [&[0; 14][..], &[0x86, 0xdd]].concat(),
        276 => [&[0x86, 0xdd][..], &[0; 18]].concat(),
        _ => Vec::new(),
    };
    out.extend(ip);
    if matches!(link, 1 | 1001) {
        out.extend([0; 7]);
    }
    out
}

#[test]
fn kinds_of_networks() {
    for link in [0, 1, 1001, 12, 14, 101, 108, 113, 229, 276] {
        let (imported, lines) = session(&pcap(link % 1000, &[(0, datagram(link, b"hi"))]));
        assert_eq!(imported.datagrams, 1, "{link}");
        assert_eq!(
            words(&lines),
            ["client/u1 socket", "server/u2 socket", "server/u2 bind", "client/u1 sendto hi", "server/u2 recvfrom hi"],
            "{link}"
        );
    }
    let (imported, lines) = session(&pcap(147, &[(0, vec![1, 2, 3]), (0, vec![])]));
    assert_eq!(imported.left_out.links, (2, [147].into()));
    assert_eq!(lines.len(), 3);
    // An IPv4 address in Ethernet that is not IP at all, ARP, and a frame of five bytes.
    let arp = [&[0; 12][..], &[8, 6], &[0, 1, 8, 0, 6, 4, 0, 1], &[0; 20]].concat();
    let lldp = [&[0; 12][..], &[0x88, 0xcc], &[0; 9]].concat();
    let broken = [&[0; 12][..], &[8, 0], &[0x4f, 0, 0]].concat();
    let (imported, _) = session(&pcap(1, &[(0, arp), (0, lldp), (0, broken), (0, vec![0; 5])]));
    assert_eq!((imported.left_out.other, imported.left_out.unreadable), (2, 2));
}

#[test]
fn fragments_are_put_together() {
    let mut whole = Vec::new();
    let data: Vec<u8> = (0..4000_u32).map(|i| (i % 251) as u8).collect();
    PacketBuilder::ipv4([10, 0, 0, 1], [10, 0, 0, 2], 64).udp(5000, 6000).write(&mut whole, &data).unwrap();
    let (head, payload) = whole.split_at(20);
    let piece = |from: usize, to: usize| {
        let mut part = head.to_vec();
        let bytes = &payload[from..to.min(payload.len())];
        part[2..4].copy_from_slice(&((20 + bytes.len()) as u16).to_be_bytes());
        part[4..6].copy_from_slice(&77_u16.to_be_bytes());
        let more = if to < payload.len() { 0x2000 } else { 0 };
        part[6..8].copy_from_slice(&(((from / 8) as u16) | more).to_be_bytes());
        part.extend(bytes);
        (0, part)
    };
    let (first, second, third) = (piece(0, 1480), piece(1480, 2960), piece(2960, 5000));
    for order in [[&first, &second, &third], [&third, &first, &second], [&second, &third, &first]] {
        let mut packets: Vec<_> = order.into_iter().cloned().collect();
        packets.insert(1, packets[0].clone());
        let (imported, lines) = session(&pcap(101, &packets));
        assert_eq!((imported.datagrams, imported.left_out.fragments), (1, 0));
        let got = lines.iter().find_map(|line| match &line.body {
            Body::Call(call) => call.outcome.data().cloned(),
            _ => None,
        });
        assert!(*got.unwrap() == *data);
    }
    let (imported, _) = session(&pcap(101, &[first, third]));
    assert_eq!((imported.datagrams, imported.left_out.fragments), (0, 2));
}

#[test]
fn what_the_capture_cut_off_is_told() {
    let mut cut = handshake();
    let mut long = segment('>', "AP", 1, 1, b"abcdefgh");
    long.truncate(long.len() - 5);
    cut.extend([long, segment('>', "AP", 9, 1, b"i")]);
    assert_eq!(
        after_handshake(cut),
        [
            "client/c1 send abc",
            "server/conn1 recv abc",
            "gap 5 snaplen",
            "gap 5 snaplen",
            "client/c1 send i",
            "server/conn1 recv i"
        ]
    );
    let mut short = datagram(101, b"abcdefgh");
    short.truncate(short.len() - 6);
    let (imported, lines) = session(&pcap(101, &[(0, short)]));
    assert_eq!(imported.left_out.cut, 6);
    assert_eq!(words(&lines)[3..], ["client/u1 sendto ab", "gap 6 snaplen", "server/u2 recvfrom ab", "gap 6 snaplen"]);
}

#[test]
fn both_formats_in_both_byte_orders_with_every_clock() {
    let swap = |file: &[u8], widths: &[usize]| {
        let mut out = Vec::new();
        let mut rest = file;
        for width in widths {
            let (word, after) = rest.split_at(*width);
            out.extend(word.iter().rev());
            rest = after;
        }
        [&out[..], rest].concat()
    };
    let packet = datagram(101, b"hi");
    let little = pcap(101, &[(123_456, packet.clone())]);
    let big = swap(&little, &[4, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4]);
    let mut nanos = little.clone();
    nanos[..4].copy_from_slice(&0xa1b2_3c4d_u32.to_le_bytes());
    let began = |file: &[u8]| match &session(file).1[0].body {
        Body::Header(header) => header.utc.to_string(),
        other => panic!("{other:?}"),
    };
    for (file, utc) in [
        (&little, "2027-01-15T08:00:00.123456000Z"),
        (&big, "2027-01-15T08:00:00.123456000Z"),
        (&nanos, "2027-01-15T08:00:00.000123456Z"),
    ] {
        assert_eq!(began(file), utc);
    }
    let ng = |big: bool, options: &[u8], ticks: u64| {
        let word = |n: u32| if big { n.to_be_bytes() } else { n.to_le_bytes() };
        let half = |n: u16| if big { n.to_be_bytes() } else { n.to_le_bytes() };
        let block = |kind: u32, body: &[u8]| {
            let mut padded = body.to_vec();
            padded.resize(body.len().next_multiple_of(4), 0);
            let len = word(12 + padded.len() as u32);
            [&word(kind)[..], &len, &padded, &len].concat()
        };
        let section = [&word(0x1a2b_3c4d)[..], &half(1), &half(0), &[0xff; 8]].concat();
        let interface = [&half(101)[..], &half(0), &word(0), options].concat();
        let mut enhanced = [word(0), word((ticks >> 32) as u32), word(ticks as u32)].concat();
        enhanced.extend([word(packet.len() as u32), word(packet.len() as u32)].concat());
        enhanced.extend(&packet);
        let simple = [&word(packet.len() as u32)[..], &packet].concat();
        let unknown = block(0xbad, &[7; 9]);
        [block(0x0a0d_0d0a, &section), block(1, &interface), unknown, block(6, &enhanced), block(3, &simple)].concat()
    };
    let seconds = 1_800_000_000_u64;
    let option = |big: bool, code: u16, value: &[u8]| {
        let half = |n: u16| if big { n.to_be_bytes() } else { n.to_le_bytes() };
        let mut out = [&half(code)[..], &half(value.len() as u16), value].concat();
        out.resize(out.len().next_multiple_of(4), 0);
        out
    };
    for big in [false, true] {
        let files = [
            (ng(big, &[], seconds * 1_000_000 + 5), "2027-01-15T08:00:00.000005000Z"),
            (ng(big, &option(big, 9, &[9]), seconds * 1_000_000_000 + 5), "2027-01-15T08:00:00.000000005Z"),
            (ng(big, &option(big, 9, &[0x81]), seconds * 2 + 1), "2027-01-15T08:00:00.500000000Z"),
        ];
        for (file, utc) in files {
            assert_eq!(began(&file), utc, "{big}");
            let (imported, _) = session(&file);
            assert_eq!((imported.packets, imported.datagrams, imported.torn), (2, 2, None));
        }
    }
}

#[test]
fn damage_is_told_with_what_stands_before_it() {
    let good = pcap(101, &[(0, datagram(101, b"hi")), (1, datagram(101, b"ho"))]);
    for cut in 24..good.len() {
        let (imported, _) = session(&good[..cut]);
        let at_an_edge = cut == 24 || cut == 24 + 16 + 50;
        assert_eq!(imported.torn.is_none(), at_an_edge, "{cut}");
        assert_eq!(imported.datagrams, u64::from(cut >= 90), "{cut}");
    }
    let mut long = good.clone();
    long[90 + 8..90 + 12].copy_from_slice(&u32::MAX.to_le_bytes());
    let (imported, _) = session(&long);
    assert_eq!(imported.damage, Some(CaptureDamage { at: 90, why: CaptureWhy::Length }));
    assert_eq!(imported.datagrams, 1);
    for file in [&b""[..], b"\n", b"{\"netscript\":1}", b"\xd4\xc3\xb2\xa1", b"\x0a\x0d\x0d\x0a", &[0; 64]] {
        assert!(matches!(import(file, "", "", &mut Vec::new()), Err(ImportError::NotACapture)), "{file:?}");
    }
}

/// Damaged captures; `SOCKSCOPE_DAMAGE=10000` tries as many.
#[test]
fn no_damage_stops_it() {
    let mut packets: Vec<_> = handshake().into_iter().map(|data| (0, data)).collect();
    packets.extend((0..20).map(|i| (i, segment('>', "AP", 1 + i * 5, 1, b"words"))));
    packets.push((30, segment('>', "AF", 101, 1, b"")));
    packets.extend((0..9).map(|i| (40 + i, datagram(101, b"some words"))));
    let raw = pcap(101, &packets);
    let frames: Vec<_> = (0..20).map(|i| (i, datagram([1, 1001][i as usize % 2], b"some words"))).collect();
    let ethernet = pcap(1, &frames);
    let session_of = |capture: &[u8]| {
        let mut out = Vec::new();
        import(capture, "sockscope 0", "a", &mut out).map(|done| (done, out))
    };
    let ng = pcapng(&packets);
    assert_eq!(session_of(&ng).unwrap().0.datagrams, 9);
    damage::each(500, &[&raw, &ethernet, &ng], |capture| {
        let Ok((done, out)) = session_of(capture) else { return };
        let mut board = crate::session::Board::default();
        let mut lines = 0;
        for line in out.split_inclusive(|byte| *byte == b'\n') {
            board.apply(&decode(line).unwrap());
            lines += 1;
        }
        assert_eq!(lines, done.records);
    });
}

/// The packets in pcapng.
fn pcapng(packets: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let block = |kind: u32, body: &[u8]| {
        let mut padded = body.to_vec();
        padded.resize(body.len().next_multiple_of(4), 0);
        let len = (12 + padded.len() as u32).to_le_bytes();
        [&kind.to_le_bytes()[..], &len, &padded, &len].concat()
    };
    let mut out = block(0x0a0d_0d0a, &[&0x1a2b_3c4d_u32.to_le_bytes()[..], &[1, 0, 0, 0], &[0xff; 8]].concat());
    out.extend(block(1, &[101, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 0, 9, 0, 0, 0]));
    for (micros, data) in packets {
        let len = data.len() as u32;
        let head = [0, 0x18e0, micros * 1000, len, len].map(u32::to_le_bytes).concat();
        out.extend(block(6, &[&head[..], data].concat()));
    }
    out
}

/// What one end sent, and what the other received.
fn streams(lines: &[crate::call::Record], direction: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for line in lines {
        let Body::Call(call) = &line.body else { continue };
        let on = call.on.as_ref().map(ToString::to_string).unwrap_or_default();
        match (&call.call, &call.outcome) {
            (Call::Send { data, .. }, _) if direction == format!("{on} sends") => out.extend(data.iter()),
            (_, Outcome::Ok(Value::Data(data))) if direction == format!("{on} receives") => out.extend(data.iter()),
            _ => {}
        }
    }
    out
}

proptest! {
    #[test]
    fn however_a_stream_is_cut_repeated_and_mixed_it_comes_back(
        data in proptest::collection::vec(any::<u8>(), 1..400),
        cuts in proptest::collection::vec((0..400_usize, 1..60_usize), 0..40),
        order in any::<u64>(),
    ) {
        // Pieces that cover all of it, and any others on top, in any order.
        let mut pieces: Vec<(usize, usize)> = (0..data.len()).step_by(37).map(|at| (at, 37)).collect();
        pieces.extend(cuts);
        let mut seed = order;
        for i in (1..pieces.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            pieces.swap(i, (seed >> 33) as usize % (i + 1));
        }
        let mut packets = handshake();
        for (at, len) in pieces {
            let Some(part) = data.get(at..(at + len).min(data.len())) else { continue };
            packets.push(segment('>', "A", 1 + at as u32, 1, part));
        }
        let packets: Vec<_> = packets.into_iter().map(|data| (0, data)).collect();
        let (imported, lines) = session(&pcap(101, &packets));
        prop_assert!(imported.left_out.is_nothing());
        prop_assert_eq!(&streams(&lines, "client/c1 sends"), &data);
        prop_assert_eq!(&streams(&lines, "server/conn1 receives"), &data);
    }

    #[test]
    fn nothing_that_a_capture_holds_ends_the_program(
        at in 0..2000_usize,
        bytes in proptest::collection::vec(any::<u8>(), 0..8),
        link in prop_oneof![Just(0_u32), Just(1), Just(101), Just(113), Just(276)],
    ) {
        let mut packets: Vec<_> = handshake().into_iter().map(|data| (0, data)).collect();
        packets.extend((0..9).map(|i| (i, datagram(link, b"some words"))));
        let mut file = pcap(link, &packets);
        let at = at % file.len();
        let end = (at + bytes.len()).min(file.len());
        file.splice(at..end, bytes);
        let _ = import(file.as_slice(), "sockscope", "x", &mut Vec::new());
    }
}
