//! Payloads above 512 KiB: cut into parts that precede the record.

use crate::call::{Body, Outcome, Payload};
use crate::session::codec::PART;

/// Takes all but the last 512 KiB at most out of a record's payload; gives what was taken, to be written first.
pub fn split(body: &mut Body) -> Vec<Payload> {
    match payload(body) {
        Some(data) if data.len() > PART => {
            let whole = data.clone();
            let chunks: Vec<&[u8]> = whole.chunks(PART).collect();
            let Some((last, first)) = chunks.split_last() else { return Vec::new() };
            *data = Payload::from(*last);
            first.iter().map(|chunk| Payload::from(*chunk)).collect()
        }
        _ => Vec::new(),
    }
}

/// What a record sends, or what came with it.
pub fn payload(body: &mut Body) -> Option<&mut Payload> {
    let outcome = match body {
        Body::Call(record) => match record.call.sent_mut() {
            Some(data) => return Some(data),
            None => &mut record.outcome,
        },
        Body::Join(record) => &mut record.outcome,
        _ => return None,
    };
    match outcome {
        Outcome::Ok(value) => value.data_mut(),
        _ => None,
    }
}
