//! Both formats, their clocks, and damaged files.

use super::{datagram, pcap, session};
use crate::call::Body;
use crate::import::{CaptureDamage, CaptureWhy, ImportError, import};

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
