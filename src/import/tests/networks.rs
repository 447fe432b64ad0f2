//! Every kind of network, fragments, and packets that were cut.

use super::{after_handshake, datagram, handshake, pcap, segment, session, words};
use crate::call::Body;
use etherparse::PacketBuilder;

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
