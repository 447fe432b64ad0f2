//! Hand-made captures: every order, every loss, every kind of network.

mod damaged;
mod files;
mod networks;

use super::*;
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

/// Which way, flags, number, what is acknowledged, bytes.
type Sent = (char, &'static str, u32, u32, &'static str);

#[test]
fn disorder_and_loss() {
    let rows: &[(&str, &[Sent], &[&str])] = &[
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
