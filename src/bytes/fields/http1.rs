//! HTTP/1: the head, and where its body ends (RFC 9112).

use super::Decoded;
use super::out::{Out, Words};
use crate::bytes::{Encoding, decode_text};
use std::ops::Range;

const METHODS: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];
/// The most headers, and the longest head, that are read.
const MOST_HEADERS: usize = 500;
const LONGEST_HEAD: usize = 128 * 1024;
/// So many chunks of a body are listed.
const MOST_CHUNKS: usize = 500;

/// Whether these bytes begin a request or an answer.
pub fn fits(bytes: &[u8]) -> bool {
    let is_request = METHODS.iter().any(|method| {
        bytes.strip_prefix(method.as_bytes()).and_then(|rest| rest.strip_prefix(b" ")).is_some_and(|rest| {
            let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let is_text = line.iter().all(|byte| *byte >= b' ' || *byte == b'\r');
            let whole = line.len() < rest.len();
            is_text && (!whole || line.windows(7).any(|part| part == b"HTTP/1."))
        })
    });
    is_request || bytes.starts_with(b"HTTP/1.")
}

/// A line without its end, and where the next one begins. None where it has no end.
fn line(bytes: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    let rest = bytes.get(at..bytes.len().min(at.saturating_add(LONGEST_HEAD)))?;
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let text = if end > 0 && rest.get(end - 1) == Some(&b'\r') { end - 1 } else { end };
    Some((at..at + text, at + end + 1))
}

fn text(bytes: &[u8], range: &Range<usize>) -> String {
    decode_text(Encoding::Utf8, bytes.get(range.clone()).unwrap_or_default())
}

/// Reads a message. None where its first line is none of HTTP/1.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    let mut out = Out::default();
    let Some((first, mut at)) = line(bytes, 0) else {
        // A first line that is not all there.
        if !fits(bytes) {
            return None;
        }
        out.add(0..bytes.len(), "fields-http-start", text(bytes, &(0..bytes.len())));
        return Some(out.cut(bytes.len(), 1));
    };
    start_line(bytes, &first, &mut out)?;
    let status = text(bytes, &first).split(' ').nth(1).and_then(|code| code.parse::<u16>().ok());
    let is_answer = bytes.starts_with(b"HTTP/");
    let (mut length, mut chunked) = (None, false);
    for _ in 0..MOST_HEADERS {
        let Some((range, next)) = line(bytes, at) else {
            if at < bytes.len() {
                out.add(at..bytes.len(), "fields-http-header", text(bytes, &(at..bytes.len())));
            }
            return Some(out.cut(bytes.len(), 1));
        };
        if range.is_empty() {
            out.add(at..next, "fields-http-blank", "").means(Words::Key("fields-http-blank-means"));
            at = next;
            return Some(body(bytes, at, Body { length, chunked, is_answer, status }, out));
        }
        header(bytes, &range, &mut out, &mut length, &mut chunked);
        at = next;
    }
    Some(out.whole(at))
}

/// `GET / HTTP/1.1`, or `HTTP/1.1 200 OK`.
fn start_line(bytes: &[u8], first: &Range<usize>, out: &mut Out) -> Option<()> {
    let whole = text(bytes, first);
    let line = bytes.get(first.clone())?;
    let spaces: Vec<usize> = line.iter().enumerate().filter(|(_, byte)| **byte == b' ').map(|(i, _)| i).collect();
    let part = |from: usize, to: usize| (from..to, text(bytes, &(from..to)));
    if line.starts_with(b"HTTP/") {
        let end = spaces.first().copied().unwrap_or(line.len());
        let reason = spaces.get(1).copied().unwrap_or(line.len());
        out.add(first.clone(), "fields-http-status-line", whole);
        out.within(|out| {
            let (range, value) = part(0, end);
            out.add(range, "fields-version", value);
            let (range, value) = part((end + 1).min(reason), reason);
            let class = match value.as_bytes().first() {
                Some(b'1') => "fields-http-1xx",
                Some(b'2') => "fields-http-2xx",
                Some(b'3') => "fields-http-3xx",
                Some(b'4') => "fields-http-4xx",
                Some(b'5') => "fields-http-5xx",
                _ => "fields-http-no-status",
            };
            let field = out.add(range, "fields-http-status", value).means(Words::Key(class));
            field.wrong = class == "fields-http-no-status";
            let (range, value) = part((reason + 1).min(line.len()), line.len());
            out.add(range, "fields-http-reason", value);
        });
        return Some(());
    }
    let (method_end, target_end) = (*spaces.first()?, *spaces.last()?);
    if target_end <= method_end || !line.get(target_end + 1..)?.starts_with(b"HTTP/") {
        return None;
    }
    out.add(first.clone(), "fields-http-request-line", whole);
    out.within(|out| {
        let (range, value) = part(0, method_end);
        out.add(range, "fields-http-method", value);
        let (range, value) = part(method_end + 1, target_end);
        out.add(range, "fields-http-target", value);
        let (range, value) = part(target_end + 1, line.len());
        out.add(range, "fields-version", value);
    });
    Some(())
}

fn header(bytes: &[u8], range: &Range<usize>, out: &mut Out, length: &mut Option<usize>, chunked: &mut bool) {
    let line = bytes.get(range.clone()).unwrap_or_default();
    let folded = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
    let Some(colon) = line.iter().position(|byte| *byte == b':').filter(|_| !folded) else {
        let field = out.add(range.clone(), "fields-http-header", text(bytes, range));
        field.wrong(Words::Key(if folded { "fields-http-folded" } else { "fields-http-no-colon" }));
        return;
    };
    let name = text(bytes, &(range.start..range.start + colon));
    let value = text(bytes, &(range.start + colon + 1..range.end));
    let value = value.trim();
    let field = out.named(range.clone(), name.as_str(), value);
    if name.ends_with([' ', '\t']) {
        field.wrong(Words::Key("fields-http-space-before-colon"));
    }
    if name.eq_ignore_ascii_case("content-length") {
        match digits(value, 10) {
            Some(bytes) => {
                let again = length.replace(bytes).is_some_and(|before| before != bytes);
                if again {
                    field.wrong(Words::Key("fields-http-two-lengths"));
                } else {
                    field.means(Words::With("fields-bytes-follow", bytes.to_string()));
                }
            }
            None => {
                field.wrong(Words::Key("fields-not-a-number"));
            }
        }
    } else if name.eq_ignore_ascii_case("transfer-encoding") && value.to_ascii_lowercase().ends_with("chunked") {
        *chunked = true;
        field.means(Words::Key("fields-http-chunked"));
    }
}

struct Body {
    length: Option<usize>,
    chunked: bool,
    is_answer: bool,
    status: Option<u16>,
}

fn body(bytes: &[u8], at: usize, body: Body, mut out: Out) -> Decoded {
    let none = body.is_answer && body.status.is_some_and(|code| code < 200 || code == 204 || code == 304);
    let rest = bytes.len() - at;
    if none {
        return out.whole(at);
    }
    if body.chunked {
        return chunks(bytes, at, out);
    }
    let len = match body.length {
        Some(len) => len,
        // An answer without a length ends with the connection; a request without one has no body.
        None if body.is_answer => rest,
        None => 0,
    };
    let here = len.min(rest);
    if len > 0 {
        let field = out.add(at..at + here, "fields-body", "");
        match (body.length, here < len) {
            (None, _) => field.means(Words::Key("fields-http-until-close")),
            (_, true) => field.means(Words::With("fields-so-many-missing", (len - here).to_string())),
            _ => field.means(Words::With("fields-bytes", len.to_string())),
        };
    }
    out.cut(at + here, len - here)
}

/// A body in chunks: each its size in hex, its bytes, and a line's end.
fn chunks(bytes: &[u8], start: usize, mut out: Out) -> Decoded {
    let mut at = start;
    for _ in 0..MOST_CHUNKS {
        let Some((size_line, data)) = line(bytes, at) else {
            return out.cut(bytes.len(), 1);
        };
        let written = text(bytes, &size_line);
        let Some(size) = digits(written.split(';').next().unwrap_or_default().trim(), 16) else {
            out.add(size_line, "fields-http-chunk-size", written).wrong(Words::Key("fields-not-hex"));
            return out.whole(data);
        };
        let end = data.saturating_add(size).min(bytes.len());
        out.add(at..end, "fields-http-chunk", "").means(Words::With("fields-bytes", size.to_string()));
        out.within(|out| {
            out.add(size_line, "fields-http-chunk-size", written);
            if size > 0 {
                out.add(data..end, "fields-http-chunk-data", "");
            }
        });
        if end - data < size {
            return out.cut(bytes.len(), size - (end - data));
        }
        if size == 0 {
            return trailers(bytes, end, out);
        }
        let Some((behind, next)) = line(bytes, end) else {
            return out.cut(bytes.len(), 1);
        };
        if !behind.is_empty() {
            out.add(behind, "fields-http-chunk-end", "").wrong(Words::Key("fields-http-chunk-long"));
        }
        at = next;
    }
    out.whole(at)
}

/// Headers behind the last chunk (RFC 9112 7.1.2), and the blank line that ends the message.
fn trailers(bytes: &[u8], start: usize, mut out: Out) -> Decoded {
    let mut at = start;
    for _ in 0..MOST_HEADERS {
        let Some((range, next)) = line(bytes, at) else {
            return out.cut(bytes.len(), 1);
        };
        if range.is_empty() {
            return out.whole(next);
        }
        header(bytes, &range, &mut out, &mut None, &mut false);
        at = next;
    }
    out.whole(at)
}

/// A number in these digits alone: a sign, which some readers take, is none.
fn digits(text: &str, radix: u32) -> Option<usize> {
    usize::from_str_radix(text, radix).ok().filter(|_| text.chars().all(|c| c.is_digit(radix)))
}
