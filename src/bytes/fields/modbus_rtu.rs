//! Frames of Modbus RTU in a stream: unit, function code, data, CRC (*MODBUS over Serial Line V1.02*).

use super::out::{Out, Words};
use super::{Decoded, Source, pdu};
use crate::bytes::Checksum;

/// The unit and the CRC.
const AROUND: usize = 3;
const CRC: &str = "CRC-16/MODBUS";

/// Whether these bytes are one whole frame: the CRC is right.
pub fn fits(bytes: &[u8]) -> bool {
    (5..=256).contains(&bytes.len()) && pdu::is_known(bytes.get(1).copied().unwrap_or(0)) && is_right(bytes)
}

fn crc_of(bytes: &[u8]) -> u16 {
    Checksum::find(CRC).map_or(0, |crc| (crc.of(bytes) & 0xffff) as u16)
}

/// Whether the last two bytes are the CRC of those before.
fn is_right(frame: &[u8]) -> bool {
    frame.split_last_chunk::<2>().is_some_and(|(body, crc)| crc_of(body) == u16::from_le_bytes(*crc))
}

/// Reads a frame: as long as its function says where the CRC is right there, else all bytes.
pub fn decode(bytes: &[u8], source: &Source) -> Option<Decoded> {
    if bytes.len() < 4 {
        return None;
    }
    let lengths = [false, true].map(|is_answer| pdu::length(bytes.get(1..)?, is_answer).map(|len| len + AROUND));
    let mut right = lengths.into_iter().flatten().filter(|len| bytes.get(..*len).is_some_and(is_right));
    let end = right.next().unwrap_or(bytes.len().min(256));
    let frame = bytes.get(..end)?;
    let (body, crc) = frame.split_last_chunk::<2>()?;
    let mut out = Out::default();
    out.add(0..1, "fields-modbus-unit", body.first()?.to_string());
    pdu::read(body.get(1..)?, 1, source.from_server, &mut out);
    let (crc, expected) = (u16::from_le_bytes(*crc), crc_of(body));
    let field = out.add(end - 2..end, "fields-checksum", format!("0x{crc:04x}"));
    if crc == expected {
        field.means(Words::With("fields-checksum-right", CRC.to_owned()));
    } else {
        field.wrong(Words::With("fields-checksum-wrong", format!("0x{expected:04x} ({CRC})")));
    }
    Some(out.whole(end))
}
