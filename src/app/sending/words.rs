//! How a sending ended, in words.

use super::list::{SendKind, Sending};
use super::live::End;
use crate::bytes::size_text;
use crate::doctor;
use crate::locale::Message;
use std::path::Path;

/// What to say about the end, and whether it is trouble.
pub(super) fn end_words(sending: &Sending, end: &End) -> (Message, bool) {
    let counts = sending.counts();
    let path = match &sending.kind {
        SendKind::File { path, .. } => Some(path.as_path()),
        SendKind::Repeat(_) | SendKind::Sequence => None,
    };
    let sums = |key: &str| {
        let message = Message::new(key).with("n", counts.calls).with("number", grouped(counts.calls));
        message.with("size", size_text(counts.bytes))
    };
    let bytes = |key: &str, done: u64, of: u64| {
        let message = Message::new(key).with("n", done).with("done", grouped(done));
        message.with("of", grouped(of))
    };
    let shown = || path.unwrap_or(Path::new("")).display().to_string();
    match (end, path, counts.total) {
        (End::Done, None, _) => (sums("sending-done"), false),
        (End::Done, Some(_), _) => (bytes("sending-file-done", counts.bytes, counts.bytes), false),
        (End::Stopped, Some(_), Some(total)) => (bytes("sending-file-stopped", counts.bytes, total), false),
        (End::Stopped, ..) => (sums("sending-stopped"), false),
        (End::NoneLeft, Some(_), Some(total)) => (bytes("sending-file-left", counts.bytes, total), true),
        (End::NoneLeft, ..) => (sums("sending-none-left"), true),
        (End::Empty, ..) => (Message::new("sending-file-empty").with("path", shown()), true),
        (End::NotAFile, ..) => (Message::new("sending-not-a-file").with("path", shown()), true),
        (End::Shorter { read, of }, ..) => (bytes("sending-file-shorter", *read, *of), true),
        (End::Unreadable { is_open, errno }, path, _) => {
            let what = Message::new(if *is_open { "file-cannot-read" } else { "file-cannot-open" });
            (doctor::io_error(&what, path.unwrap_or(Path::new("")), *errno), true)
        }
    }
}

/// A number in groups of three: `1,204`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_groups() {
        for (number, text) in [(0, "0"), (999, "999"), (1204, "1,204"), (1_234_567, "1,234,567"), (10_000, "10,000")] {
            assert_eq!(grouped(number), text);
        }
    }
}
