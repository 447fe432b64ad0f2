//! Modbus TCP: the MBAP header, then a function code and its data (*MODBUS Messaging on TCP/IP V1.0b*).

use super::out::{Out, Words};
use super::{Decoded, Source, be16, pdu};

const HEADER: usize = 7;
/// What the length may say: the unit and 1 to 253 bytes.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=254;

/// Whether these bytes are a message: on its own port by the header, elsewhere only a whole one whose data fit as well.
pub fn fits(bytes: &[u8], source: &Source) -> bool {
    let (Some(protocol), Some(length)) = (be16(bytes, 2), be16(bytes, 4)) else { return false };
    let length = usize::from(length);
    if protocol != 0 || !LENGTHS.contains(&length) || !bytes.get(HEADER).is_none_or(|code| pdu::is_known(*code)) {
        return false;
    }
    if source.has_port(502) {
        return true;
    }
    let Some(data) = bytes.get(HEADER..6 + length) else { return false };
    [false, true].into_iter().any(|is_answer| pdu::length(data, is_answer) == Some(data.len()))
}

/// Reads a message. None where the header is none.
pub fn decode(bytes: &[u8], source: &Source) -> Option<Decoded> {
    let (id, protocol, length) = (be16(bytes, 0)?, be16(bytes, 2)?, be16(bytes, 4)?);
    let unit = *bytes.get(6)?;
    let mut out = Out::default();
    out.add(0..2, "fields-modbus-transaction", id.to_string()).called(&format!("0x{id:04x}"));
    let field = out.add(2..4, "fields-modbus-protocol", protocol.to_string());
    if protocol == 0 {
        field.called("Modbus");
    } else {
        field.wrong(Words::Key("fields-modbus-not-zero"));
    }
    let len = usize::from(length);
    let field = out.add(4..6, "fields-length", length.to_string());
    if LENGTHS.contains(&len) {
        field.means(Words::With("fields-bytes-follow", length.to_string()));
    } else {
        field.wrong(Words::Key("fields-modbus-length"));
    }
    out.add(6..7, "fields-modbus-unit", unit.to_string());
    let end = 6 + len;
    let here = end.clamp(HEADER, bytes.len().max(HEADER));
    pdu::read(bytes.get(HEADER..here).unwrap_or_default(), HEADER, source.from_server, &mut out);
    Some(out.cut(here, end.saturating_sub(bytes.len())))
}
