//! TLS records: their headers, alerts, and what handshakes say in the clear (RFC 8446, 5.1).

use super::out::{Out, Words};
use super::{Decoded, be16, tls_hello};

const HEADER: usize = 5;
/// The most bytes of a record: 2^14 and what encryption adds.
const LONGEST: usize = (1 << 14) + 2048;

/// Whether these bytes begin a record.
pub fn fits(bytes: &[u8]) -> bool {
    let (Some(kind), Some(version), Some(length)) = (bytes.first(), be16(bytes, 1), be16(bytes, 3)) else {
        return false;
    };
    let length = usize::from(length);
    (20..=24).contains(kind) && (0x0300..=0x0304).contains(&version) && length > 0 && length <= LONGEST
}

/// The name of a version as it is written on the wire.
pub fn version_name(version: u16) -> &'static str {
    match version {
        0x0300 => "SSL 3.0",
        0x0301 => "TLS 1.0",
        0x0302 => "TLS 1.1",
        0x0303 => "TLS 1.2",
        0x0304 => "TLS 1.3",
        _ => "",
    }
}

/// Reads a record. None where its header is none.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    if !fits(bytes) {
        return None;
    }
    let (kind, version, length) = (*bytes.first()?, be16(bytes, 1)?, be16(bytes, 3)?);
    let mut out = Out::default();
    let name = match kind {
        20 => "change_cipher_spec",
        21 => "alert",
        22 => "handshake",
        23 => "application_data",
        _ => "heartbeat",
    };
    out.add(0..1, "fields-type", kind.to_string()).called(name);
    let field = out.add(1..3, "fields-version", format!("0x{version:04x}"));
    field.called(version_name(version));
    let length = usize::from(length);
    out.add(3..5, "fields-length", length.to_string()).means(Words::With("fields-bytes-follow", length.to_string()));
    let end = HEADER + length;
    let here = end.min(bytes.len());
    let body = bytes.get(HEADER..here)?;
    match kind {
        21 if length == 2 && body.len() == 2 => alert(body, &mut out),
        22 => tls_hello::handshakes(body, HEADER, &mut out),
        23 => {
            out.add(HEADER..here, "fields-data", "").means(Words::Key("fields-tls-encrypted"));
        }
        _ if !body.is_empty() => {
            out.add(HEADER..here, "fields-data", "").means(Words::With("fields-bytes", length.to_string()));
        }
        _ => {}
    }
    Some(out.cut(here, end - here))
}

fn alert(body: &[u8], out: &mut Out) {
    let byte = |at: usize| body.get(at).copied().unwrap_or(0);
    let level = match byte(0) {
        1 => "warning",
        2 => "fatal",
        _ => "",
    };
    out.add(HEADER..HEADER + 1, "fields-tls-level", byte(0).to_string()).called(level);
    let name = match byte(1) {
        0 => "close_notify",
        10 => "unexpected_message",
        20 => "bad_record_mac",
        40 => "handshake_failure",
        42 => "bad_certificate",
        45 => "certificate_expired",
        46 => "certificate_unknown",
        47 => "illegal_parameter",
        48 => "unknown_ca",
        50 => "decode_error",
        51 => "decrypt_error",
        70 => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        86 => "inappropriate_fallback",
        90 => "user_canceled",
        112 => "unrecognized_name",
        116 => "certificate_required",
        120 => "no_application_protocol",
        _ => "",
    };
    out.add(HEADER + 1..HEADER + 2, "fields-tls-alert", byte(1).to_string()).called(name);
}
