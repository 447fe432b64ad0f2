//! ICMP (RFC 792) and ICMPv6 (RFC 4443, 4861).

use super::out::{Out, Words};
use super::{Decoded, be16, be32, ipv4};
use crate::bytes::hex_text;

fn name4(kind: u8) -> &'static str {
    match kind {
        0 => "Echo Reply",
        3 => "Destination Unreachable",
        5 => "Redirect",
        8 => "Echo Request",
        9 => "Router Advertisement",
        10 => "Router Solicitation",
        11 => "Time Exceeded",
        12 => "Parameter Problem",
        13 => "Timestamp",
        14 => "Timestamp Reply",
        _ => "",
    }
}

fn name6(kind: u8) -> &'static str {
    match kind {
        1 => "Destination Unreachable",
        2 => "Packet Too Big",
        3 => "Time Exceeded",
        4 => "Parameter Problem",
        128 => "Echo Request",
        129 => "Echo Reply",
        130 => "Multicast Listener Query",
        133 => "Router Solicitation",
        134 => "Router Advertisement",
        135 => "Neighbor Solicitation",
        136 => "Neighbor Advertisement",
        143 => "Multicast Listener Report",
        _ => "",
    }
}

fn code_name(version: u8, kind: u8, code: u8) -> &'static str {
    match (version, kind, code) {
        (4, 3, 0) => "Net Unreachable",
        (4, 3, 1) => "Host Unreachable",
        (4, 3, 2) => "Protocol Unreachable",
        (4, 3, 3) => "Port Unreachable",
        (4, 3, 4) => "Fragmentation Needed",
        (4, 3, 13) => "Communication Administratively Prohibited",
        (4, 11, 0) | (6, 3, 0) => "Hop Limit Exceeded in Transit",
        (4, 11, 1) | (6, 3, 1) => "Fragment Reassembly Time Exceeded",
        (6, 1, 0) => "No Route to Destination",
        (6, 1, 1) => "Communication Administratively Prohibited",
        (6, 1, 3) => "Address Unreachable",
        (6, 1, 4) => "Port Unreachable",
        _ => "",
    }
}

/// Reads a message of version 4 or 6; of version 4 with its IPv4 header where it has one. None where it is too short.
pub fn decode(bytes: &[u8], version: u8) -> Option<Decoded> {
    let mut out = Out::default();
    let header = if version == 4 { ipv4::header_len(bytes).filter(|len| bytes.len() >= len + 4) } else { None };
    let start = header.unwrap_or(0);
    if let Some(len) = header {
        let protocol = ipv4::read(bytes, len, 0, &mut out)?;
        if protocol != 1 {
            let data = bytes.get(len..)?;
            out.add(len..bytes.len(), "fields-data", hex_text(data.get(..64).unwrap_or(data)));
            return Some(out.whole(bytes.len()));
        }
    }
    message(bytes.get(start..)?, start, version, &mut out)?;
    Some(out.whole(bytes.len()))
}

fn message(bytes: &[u8], base: usize, version: u8, out: &mut Out) -> Option<()> {
    let (kind, code) = (*bytes.first()?, *bytes.get(1)?);
    let rest = bytes.get(4..)?;
    let at = |from: usize, to: usize| base + from..base + to;
    let name = if version == 4 { name4(kind) } else { name6(kind) };
    out.add(at(0, 1), "fields-type", kind.to_string()).called(name);
    out.add(at(1, 2), "fields-code", code.to_string()).called(code_name(version, kind, code));
    if version == 4 {
        ipv4::checksum(bytes, 2, base, out);
    } else {
        // It is over the addresses too, which the message has not.
        let value = be16(bytes, 2)?;
        out.add(at(2, 4), "fields-checksum", format!("0x{value:04x}"));
    }
    let is_echo = matches!((version, kind), (4, 0 | 8 | 13 | 14) | (6, 128 | 129));
    if is_echo {
        let (Some(id), Some(seq)) = (be16(rest, 0), be16(rest, 2)) else {
            out.add(at(4, bytes.len()), "fields-rest", "").wrong(Words::Key("fields-cut"));
            return Some(());
        };
        out.add(at(4, 6), "fields-id", id.to_string()).called(&format!("0x{id:04x}"));
        out.add(at(6, 8), "fields-icmp-sequence", seq.to_string());
        if bytes.len() > 8 {
            let len = (bytes.len() - 8).to_string();
            out.add(at(8, bytes.len()), "fields-data", "").means(Words::With("fields-bytes", len));
        }
        return Some(());
    }
    let is_error = matches!((version, kind), (4, 3 | 4 | 5 | 11 | 12) | (6, 1..=4));
    if !is_error || rest.len() < 4 {
        if !rest.is_empty() {
            out.add(at(4, bytes.len()), "fields-data", hex_text(rest.get(..64).unwrap_or(rest)));
        }
        return Some(());
    }
    let value = be32(rest, 0)?;
    let field = out.add(at(4, 8), "fields-icmp-rest", format!("0x{value:08x}"));
    if (version, kind) == (6, 2) || (version, kind, code) == (4, 3, 4) {
        let mtu = if version == 6 { value } else { value & 0xffff };
        field.means(Words::With("fields-icmp-mtu", mtu.to_string()));
    }
    if bytes.len() > 8 {
        let inner = bytes.get(8..)?;
        match ipv4::header_len(inner).filter(|_| version == 4) {
            Some(len) => {
                out.add(at(8, bytes.len()), "fields-icmp-original", "");
                out.within(|out| ipv4::read(inner, len, base + 8, out));
            }
            None => {
                let len = inner.len().to_string();
                out.add(at(8, bytes.len()), "fields-icmp-original", "").means(Words::With("fields-bytes", len));
            }
        }
    }
    Some(())
}
