//! Bytes marked with the mouse, and what copies them.

use super::find::At;
use crate::bytes::{Encoding, decode_text, escape_text, hex_text};
use crate::call::{Address, SocketId};
use crate::session::{Direction, PieceList, Session};
use crossbeam_channel::{Receiver, bounded};
use egui::Context;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// More bytes are saved, not copied.
pub const LONGEST: u64 = 16 * 1024 * 1024;

/// In which form bytes are copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Read in the chosen encoding.
    Text,
    /// `00 01 ff`.
    Hex,
    /// Text with escapes.
    Escapes,
}

/// Marked bytes of one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Which way they went.
    pub direction: Direction,
    /// Where the mouse went down.
    anchor: u64,
    /// Where it is or was let go.
    head: u64,
    /// What Ctrl+C copies: as it began in the hex or the text column.
    pub form: Form,
}

impl Marked {
    /// One byte.
    pub fn new(at: At, form: Form) -> Self {
        Self { direction: at.direction, anchor: at.offset, head: at.offset, form }
    }

    /// All bytes of a range that is not empty.
    pub fn of(direction: Direction, range: &Range<u64>, form: Form) -> Self {
        Self { direction, anchor: range.start, head: range.end.saturating_sub(1).max(range.start), form }
    }

    /// The mouse is at another byte; one of the other direction does not count.
    pub fn drag(&mut self, at: At) {
        if at.direction == self.direction {
            self.head = at.offset;
        }
    }

    /// The marked offsets.
    pub fn range(&self) -> Range<u64> {
        self.anchor.min(self.head)..self.anchor.max(self.head) + 1
    }

    /// Whether this byte is marked.
    pub fn has(&self, direction: Direction, offset: u64) -> bool {
        direction == self.direction && self.range().contains(&offset)
    }
}

/// The bytes of a direction between two offsets, of one address alone where only its datagrams show.
#[derive(Clone, Debug)]
pub struct Stretched {
    /// Whose.
    pub sid: SocketId,
    /// Which way they went.
    pub direction: Direction,
    /// From where to where.
    pub range: Range<u64>,
    /// What others sent in between does not count.
    pub only: Option<Address>,
}

impl Stretched {
    /// The pieces of the one address, and what of each is of it. From memory, nothing is read.
    fn of(&self, list: &PieceList<'_>, only: &Address) -> Vec<(usize, Range<u64>)> {
        let mut theirs = Vec::new();
        if let Some(first) = list.piece_at(self.direction, self.range.start) {
            list.with_address(only, first, &mut theirs);
        }
        let theirs: HashSet<usize> = theirs.into_iter().map(|i| i as usize).collect();
        let spans = list.spans(self.direction, self.range.clone(), usize::MAX);
        let parts = spans.iter().map(|span| {
            let part = span.at.max(self.range.start)..span.end().min(self.range.end);
            (list.before(span.known_n), part)
        });
        parts.filter(|(i, _)| theirs.contains(i)).collect()
    }

    /// How many bytes there are.
    pub fn count(&self, list: &PieceList<'_>) -> u64 {
        match &self.only {
            None => self.range.end - self.range.start,
            Some(only) => self.of(list, only).iter().map(|(_, part)| part.end - part.start).sum(),
        }
    }

    /// The bytes, read here and now, [`LONGEST`] at most; and how many of them cannot be had.
    fn read(&self, session: &Session) -> (Vec<u8>, u64) {
        let list = session.pieces(self.sid);
        let mut read = (Vec::new(), 0);
        if let Some(only) = &self.only {
            for (i, part) in self.of(&list, only) {
                add(session, &list, i, part, &mut read);
            }
            return read;
        }
        let (mut at, end) = (self.range.start, self.range.end.min(self.range.start + LONGEST));
        while at < end {
            let Some(i) = list.piece_at(self.direction, at) else { break };
            let Some(next) = add(session, &list, i, at..end, &mut read) else { break };
            at = next;
        }
        read
    }
}

/// Adds what piece `i` has of `part`; up to where that goes, none where it has nothing of it.
fn add(
    session: &Session,
    list: &PieceList<'_>,
    i: usize,
    part: Range<u64>,
    (bytes, missing): &mut (Vec<u8>, u64),
) -> Option<u64> {
    let piece = list.get(i)?;
    let end = (piece.at + u64::from(piece.len)).min(part.end);
    if end <= part.start || bytes.len() as u64 >= LONGEST {
        return None;
    }
    let (from, to) = ((part.start - piece.at) as usize, (end - piece.at) as usize);
    let payload = session.read_payload(piece.n).unwrap_or_default();
    let had = payload.get(from..to.min(payload.len())).unwrap_or_default();
    bytes.extend_from_slice(had);
    *missing += (to - from - had.len()) as u64;
    Some(end)
}

/// What was copied, and how many bytes are missing in it.
type Copied = (String, u64);

/// Copies bytes of a stream, read on a thread.
#[derive(Default)]
pub struct StreamCopier(Option<Receiver<Copied>>);

impl StreamCopier {
    /// Copies bytes in a form.
    pub fn copy(&mut self, ctx: &Context, session: &Arc<Session>, what: Stretched, form: Form, encoding: Encoding) {
        let (done, result) = bounded(1);
        let (session, ctx) = (Arc::clone(session), ctx.clone());
        let thread = std::thread::Builder::new().name("copy-bytes".to_owned()).spawn(move || {
            let (bytes, missing) = what.read(&session);
            let text = match form {
                Form::Text => decode_text(encoding, &bytes),
                Form::Hex => hex_text(&bytes),
                Form::Escapes => escape_text(&bytes),
            };
            let _ = done.send((text, missing));
            ctx.request_repaint();
        });
        match thread {
            Ok(_) => self.0 = Some(result),
            Err(error) => tracing::warn!(%error, "no thread to copy bytes"),
        }
    }

    /// Puts what is ready on the clipboard. How many bytes are missing in it.
    pub fn poll(&mut self, ctx: &Context) -> u64 {
        let Some((text, missing)) = self.0.as_ref().and_then(|ready| ready.try_recv().ok()) else { return 0 };
        ctx.copy_text(text);
        self.0 = None;
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marking_goes_both_ways_and_stays_in_its_direction() {
        let at = |direction, offset| At { direction, offset };
        let mut marked = Marked::new(at(Direction::Sent, 5), Form::Hex);
        assert_eq!(marked.range(), 5..6);
        marked.drag(at(Direction::Sent, 2));
        assert_eq!(marked.range(), 2..6);
        marked.drag(at(Direction::Received, 90));
        assert_eq!(marked.range(), 2..6);
        assert!(
            marked.has(Direction::Sent, 2) && !marked.has(Direction::Received, 2) && !marked.has(Direction::Sent, 6)
        );
    }
}
