//! Damaged captures, many of them.

use super::{datagram, handshake, pcap, segment};
use crate::bytes::testing::damage;
use crate::import::import;
use crate::session::decode;

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
