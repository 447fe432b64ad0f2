//! Bytes as a line has them: text where they are UTF-8, else base64, or only their length and hash.

use super::forms::{self, put_text};
use super::json::Json;
use super::{LineError, LineWhy};
use crate::call::{Kept, Payload};
use std::io::Write as _;

/// Above so many bytes of JSON text a payload goes out as base64 instead, so that a line keeps below its limit.
pub const TEXT_LIMIT: usize = 700 * 1024;

/// `"text":"…"` where the bytes are UTF-8, else `"b64":"…"`; the same bytes always give the same form.
pub fn put_payload_entry(out: &mut Vec<u8>, data: &[u8]) {
    if let Ok(text) = simdutf8::basic::from_utf8(data) {
        let start = out.len();
        out.extend(b"\"text\":");
        put_text(out, text);
        if out.len() - start <= TEXT_LIMIT {
            return;
        }
        out.truncate(start);
    }
    out.extend(b"\"b64\":\"");
    base64_simd::STANDARD.encode_append(data, out);
    out.push(b'"');
}

/// `"…"` or `{"b64":"…"}`: what a call sends.
pub fn put_payload(out: &mut Vec<u8>, data: &[u8], kept: &Kept) {
    if let Kept::Hash { len, sha256 } = kept {
        out.push(b'{');
        put_hash(out, *len, sha256);
        return out.push(b'}');
    }
    if let Ok(text) = simdutf8::basic::from_utf8(data) {
        let start = out.len();
        put_text(out, text);
        if out.len() - start <= TEXT_LIMIT {
            return;
        }
        out.truncate(start);
    }
    out.extend(b"{\"b64\":\"");
    base64_simd::STANDARD.encode_append(data, out);
    out.extend(b"\"}");
}

pub fn put_hash(out: &mut Vec<u8>, len: u64, sha256: &str) {
    let _ = write!(out, "\"len\":{len},\"sha256\":");
    put_text(out, sha256);
    out.extend(b",\"kept\":false");
}

/// What a call sends, and whether the line has it.
pub fn payload(value: &Json<'_>, key: &'static str) -> Result<(Payload, Kept), LineError> {
    match hash(value)? {
        Some(kept) => Ok((Payload::from([]), kept)),
        None => Ok((forms::bytes(value, key)?, Kept::Whole)),
    }
}

fn hash(value: &Json<'_>) -> Result<Option<Kept>, LineError> {
    if value.get("kept").and_then(Json::bool) != Some(false) {
        return Ok(None);
    }
    let len = value.get("len").and_then(Json::u64).ok_or(LineError::of(LineWhy::Missing("len")))?;
    let sha256 = value.get("sha256").and_then(Json::text).ok_or(LineError::of(LineWhy::Missing("sha256")))?;
    Ok(Some(Kept::Hash { len, sha256: sha256.into() }))
}
