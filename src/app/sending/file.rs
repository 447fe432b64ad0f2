//! A file, read while it is sent: one piece in memory at a time.

use super::SendCall;
use super::hand::Hand;
use super::live::End;
use crate::call::Payload;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A piece for a stream, in bytes.
const STREAM_PIECE: usize = 256 << 10;
/// A piece that fits a datagram, in bytes: over Ethernet (MTU 1500) IP does not have to cut it, and a receiver that asks
/// for 2048 bytes gets it whole.
pub(super) const DATAGRAM_PIECE: usize = 1400;

/// Sends the file to the end, to *Stop*, or until nobody is left. Each piece goes to one socket after another.
pub(super) fn run(hand: &mut Hand, path: &Path) -> End {
    let unreadable = |is_open: bool| move |error: io::Error| End::Unreadable { is_open, errno: error.raw_os_error() };
    let (mut file, len) = match open(path) {
        Ok(Some(opened)) => opened,
        Ok(None) => return End::NotAFile,
        Err(error) => return unreadable(false)(error),
    };
    if !hand.resolve() {
        return End::Stopped;
    }
    hand.tell(|told| told.counts.total = (len > 0).then(|| len.saturating_mul(told.each.len() as u64)));
    let size = if hand.targets.iter().all(|target| target.is_stream) { STREAM_PIECE } else { DATAGRAM_PIECE };
    let mut piece = vec![0; size];
    let mut read = 0;
    while hand.is_anyone_left() && !hand.live.is_stopping() {
        // A file without a length (in /proc) is read to its end; one that grows meanwhile is sent as long as it was.
        let wanted = if len == 0 { size } else { usize::try_from(len - read).unwrap_or(size).min(size) };
        let filled = match fill(&mut file, piece.get_mut(..wanted).unwrap_or_default()) {
            Ok(filled) => filled,
            Err(error) => return unreadable(true)(error),
        };
        read += filled as u64;
        if filled == 0 {
            return match (read, len) {
                (0, 0) => End::Empty,
                (read, of) if read < of => End::Shorter { read, of },
                _ => hand.end(),
            };
        }
        send_piece(hand, &piece.get(..filled).unwrap_or_default().into(), len - len.min(read - filled as u64));
    }
    hand.end()
}

/// Opens an ordinary file; none for what is something else. A named pipe would wait for whoever writes to it.
fn open(path: &Path) -> io::Result<Option<(File, u64)>> {
    let facts = std::fs::metadata(path)?;
    if facts.is_dir() {
        return Err(io::Error::from_raw_os_error(libc::EISDIR));
    }
    if !facts.is_file() {
        return Ok(None);
    }
    Ok(Some((File::open(path)?, facts.len())))
}

/// Fills the buffer as far as the file goes.
fn fill(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match file.read(rest) {
            Ok(0) => break,
            Ok(more) => filled += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// `left` is what was left of the file before this piece.
fn send_piece(hand: &mut Hand, piece: &Payload, left: u64) {
    let how = hand.how;
    for at in 0..hand.targets.len() {
        let Some(target) = hand.targets.get(at).filter(|target| !target.is_lost) else { continue };
        // A part of a piece would tear the stream: all of it, whatever call was chosen.
        hand.how = if target.is_stream { SendCall::SendAll } else { how };
        let before = hand.live.told.lock().each.get(at).map_or(0, |each| each.bytes);
        let goes_on = hand.send(at, piece);
        hand.how = how;
        if hand.is_left_out(at) {
            hand.tell(|told| {
                let taken = told.each.get(at).map_or(0, |each| each.bytes) - before;
                told.counts.total = told.counts.total.map(|total| total.saturating_sub(left.saturating_sub(taken)));
            });
        }
        if !goes_on {
            return;
        }
    }
}
