//! Handshake messages of TLS that go in the clear: what the two hellos say (RFC 8446, 4.1; RFC 6066, 3; RFC 7301).

use super::be16;
use super::out::{Out, Words};
use super::tls::version_name;
use crate::bytes::{Encoding, decode_text, hex_text};

/// The most extensions that are listed.
const MOST_EXTENSIONS: usize = 64;

fn handshake_name(kind: u8) -> &'static str {
    match kind {
        0 => "hello_request",
        1 => "client_hello",
        2 => "server_hello",
        4 => "new_session_ticket",
        8 => "encrypted_extensions",
        11 => "certificate",
        12 => "server_key_exchange",
        13 => "certificate_request",
        14 => "server_hello_done",
        15 => "certificate_verify",
        16 => "client_key_exchange",
        20 => "finished",
        24 => "key_update",
        _ => "",
    }
}

fn extension_name(kind: u16) -> &'static str {
    match kind {
        0 => "server_name",
        5 => "status_request",
        10 => "supported_groups",
        11 => "ec_point_formats",
        13 => "signature_algorithms",
        16 => "application_layer_protocol_negotiation",
        18 => "signed_certificate_timestamp",
        21 => "padding",
        22 => "encrypt_then_mac",
        23 => "extended_master_secret",
        35 => "session_ticket",
        41 => "pre_shared_key",
        42 => "early_data",
        43 => "supported_versions",
        44 => "cookie",
        45 => "psk_key_exchange_modes",
        49 => "post_handshake_auth",
        51 => "key_share",
        0xff01 => "renegotiation_info",
        _ => "",
    }
}

fn suite_name(suite: u16) -> &'static str {
    match suite {
        0x1301 => "TLS_AES_128_GCM_SHA256",
        0x1302 => "TLS_AES_256_GCM_SHA384",
        0x1303 => "TLS_CHACHA20_POLY1305_SHA256",
        0xc02b => "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        0xc02c => "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        0xc02f => "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        0xc030 => "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        0xcca8 => "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        0xcca9 => "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        0x009c => "TLS_RSA_WITH_AES_128_GCM_SHA256",
        _ => "",
    }
}

/// The handshake messages of a record whose content stands at `base`. An encrypted one looks like none, and says so.
pub fn handshakes(body: &[u8], base: usize, out: &mut Out) {
    let mut at = 0;
    while at < body.len() && !out.is_full() {
        let kind = body.get(at).copied().unwrap_or(0);
        let length =
            body.get(at + 1..at + 4).map(|three| three.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)));
        let Some(length) = length.filter(|_| !handshake_name(kind).is_empty()) else {
            out.add(base + at..base + body.len(), "fields-data", "").means(Words::Key("fields-tls-encrypted"));
            return;
        };
        let end = (at + 4).saturating_add(length).min(body.len());
        out.add(base + at..base + end, "fields-tls-handshake", kind.to_string()).called(handshake_name(kind));
        out.within(|out| {
            out.add(base + at + 1..base + at + 4, "fields-length", length.to_string());
            let content = body.get(at + 4..end).unwrap_or_default();
            if matches!(kind, 1 | 2) {
                hello(content, base + at + 4, kind == 1, out);
            }
        });
        at = end.max(at + 4);
    }
}

/// Reads a hello as far as it goes; ends quietly where it is cut.
fn hello(body: &[u8], base: usize, is_client: bool, out: &mut Out) -> Option<()> {
    let version = be16(body, 0)?;
    out.add(base..base + 2, "fields-version", format!("0x{version:04x}")).called(version_name(version));
    let random = body.get(2..34)?;
    out.add(base + 2..base + 34, "fields-tls-random", hex_text(random));
    let session = usize::from(*body.get(34)?);
    out.add(base + 34..base + 35 + session, "fields-tls-session", hex_text(body.get(35..35 + session)?));
    let mut at = 35 + session;
    if is_client {
        let len = usize::from(be16(body, at)?);
        let suites = body.get(at + 2..at + 2 + len)?;
        let count = suites.len() / 2;
        out.add(base + at..base + at + 2 + len, "fields-tls-suites", count.to_string());
        out.within(|out| {
            for i in 0..count {
                let Some(suite) = be16(suites, 2 * i) else { break };
                let from = base + at + 2 + 2 * i;
                out.add(from..from + 2, "fields-tls-suite", format!("0x{suite:04x}")).called(suite_name(suite));
            }
        });
        at += 2 + len;
        let compression = usize::from(*body.get(at)?);
        body.get(at + 1..at + 1 + compression)?;
        out.add(base + at..base + at + 1 + compression, "fields-tls-compression", compression.to_string());
        at += 1 + compression;
    } else {
        let suite = be16(body, at)?;
        out.add(base + at..base + at + 2, "fields-tls-suite", format!("0x{suite:04x}")).called(suite_name(suite));
        out.add(base + at + 2..base + at + 3, "fields-tls-compression", body.get(at + 2)?.to_string());
        at += 3;
    }
    let len = usize::from(be16(body, at)?);
    out.add(base + at..base + at + 2, "fields-tls-extensions", len.to_string());
    at += 2;
    let end = (at + len).min(body.len());
    out.within(|out| extensions(body.get(..end).unwrap_or_default(), at, base, out));
    Some(())
}

fn extensions(body: &[u8], start: usize, base: usize, out: &mut Out) {
    let mut at = start;
    for _ in 0..MOST_EXTENSIONS {
        let (Some(kind), Some(len)) = (be16(body, at), be16(body, at + 2)) else { return };
        let end = at + 4 + usize::from(len);
        let Some(data) = body.get(at + 4..end) else { return };
        let known = extension_name(kind);
        let name = if known.is_empty() { format!("0x{kind:04x}") } else { known.to_owned() };
        let value = match kind {
            0 => server_name(data).unwrap_or_default(),
            16 => protocols(data).join(", "),
            43 => versions(data),
            _ => hex_text(data.get(..32).unwrap_or(data)),
        };
        let field = out.named(base + at..base + end, name, value);
        if kind == 0 {
            field.means(Words::Key("fields-tls-sni"));
        }
        at = end;
    }
}

/// The host that a client wants to talk to.
fn server_name(data: &[u8]) -> Option<String> {
    let len = usize::from(be16(data, 3)?);
    Some(decode_text(Encoding::Utf8, data.get(5..5 + len)?))
}

fn protocols(data: &[u8]) -> Vec<String> {
    let (mut at, mut all) = (2, Vec::new());
    while let Some(len) = data.get(at).map(|len| usize::from(*len)) {
        let Some(text) = data.get(at + 1..at + 1 + len) else { break };
        all.push(decode_text(Encoding::Utf8, text));
        at += 1 + len;
    }
    all
}

fn versions(data: &[u8]) -> String {
    let list = if data.len() == 2 { data } else { data.get(1..).unwrap_or_default() };
    let names = list.chunks_exact(2).map(|pair| {
        let version = be16(pair, 0).unwrap_or(0);
        let name = version_name(version);
        if name.is_empty() { format!("0x{version:04x}") } else { name.to_owned() }
    });
    names.collect::<Vec<_>>().join(", ")
}
