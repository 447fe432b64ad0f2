//! An IPv4 header, as raw sockets give it (RFC 791).

use super::out::{Out, Words};
use super::{be16, be32};
use std::net::Ipv4Addr;

/// The Internet checksum of some bytes (RFC 1071).
pub fn internet_checksum(bytes: &[u8]) -> u16 {
    let word =
        |pair: &[u8]| u32::from(pair.first().copied().unwrap_or(0)) << 8 | u32::from(pair.get(1).copied().unwrap_or(0));
    let mut sum = bytes.chunks(2).map(word).fold(0_u32, |sum, word| {
        let sum = sum + word;
        (sum & 0xffff) + (sum >> 16)
    });
    sum = (sum & 0xffff) + (sum >> 16);
    !((sum & 0xffff) as u16)
}

/// A checksum field: right, or which it should be. `bytes` are those that it is of, with the field at `at` in them.
pub fn checksum(bytes: &[u8], at: usize, base: usize, out: &mut Out) {
    let Some(value) = be16(bytes, at) else { return };
    let mut without = bytes.to_vec();
    if let Some(field) = without.get_mut(at..at + 2) {
        field.fill(0);
    }
    let expected = internet_checksum(&without);
    let field = out.add(base + at..base + at + 2, "fields-checksum", format!("0x{value:04x}"));
    if value == expected {
        field.means(Words::Key("fields-checksum-ok"));
    } else {
        field.wrong(Words::With("fields-checksum-wrong", format!("0x{expected:04x}")));
    }
}

/// How long the header at the beginning of these bytes is; none where there is none.
pub fn header_len(bytes: &[u8]) -> Option<usize> {
    let first = *bytes.first()?;
    let len = usize::from(first & 0xf) * 4;
    (first >> 4 == 4 && len >= 20 && bytes.len() >= len).then_some(len)
}

/// The fields of the header of `len` bytes that stands at `base`; which protocol follows it.
pub fn read(bytes: &[u8], len: usize, base: usize, out: &mut Out) -> Option<u8> {
    let header = bytes.get(..len)?;
    let byte = |at: usize| header.get(at).copied().unwrap_or(0);
    let word = |at: usize| be16(header, at).unwrap_or(0);
    let address = |at: usize| be32(header, at).map(|address| Ipv4Addr::from(address).to_string()).unwrap_or_default();
    let at = |from: usize, to: usize| base + from..base + to;
    out.add(at(0, len), "fields-ip-header", format!("{} → {}", address(12), address(16)));
    out.within(|out| {
        out.add(at(0, 1), "fields-version", "4").means(Words::With("fields-ip-header-len", len.to_string()));
        out.add(at(1, 2), "fields-ip-tos", format!("0x{:02x}", byte(1)));
        out.add(at(2, 4), "fields-ip-total", word(2).to_string());
        out.add(at(4, 6), "fields-id", format!("0x{:04x}", word(4)));
        let flags = word(6);
        let names = [(0x4000, "DF"), (0x2000, "MF")].into_iter().filter(|(bit, _)| flags & bit != 0);
        let names: Vec<&str> = names.map(|(_, name)| name).collect();
        out.add(at(6, 8), "fields-flags", format!("0x{flags:04x}")).called(&names.join(" "));
        out.add(at(8, 9), "fields-ip-ttl", byte(8).to_string());
        let protocol = match byte(9) {
            1 => "ICMP",
            6 => "TCP",
            17 => "UDP",
            58 => "ICMPv6",
            _ => "",
        };
        out.add(at(9, 10), "fields-protocol", byte(9).to_string()).called(protocol);
        checksum(header, 10, base, out);
        out.add(at(12, 16), "fields-ip-source", address(12));
        out.add(at(16, 20), "fields-ip-destination", address(16));
        if len > 20 {
            out.add(at(20, len), "fields-ip-options", "");
        }
    });
    Some(byte(9))
}
