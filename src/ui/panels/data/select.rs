//! Bytes marked with the mouse, and what copies them.

use super::find::At;
use crate::bytes::{Encoding, decode_text, escape_text, hex_text};
use crate::call::SocketId;
use crate::session::{Direction, Session};
use crossbeam_channel::{Receiver, bounded};
use egui::Context;
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

/// Copies bytes of a stream: at once where they are few, on a thread otherwise.
#[derive(Default)]
pub struct StreamCopier(Option<Receiver<String>>);

impl StreamCopier {
    /// Copies `range` in a form.
    pub fn copy(
        &mut self,
        ctx: &Context,
        session: &Arc<Session>,
        sid: SocketId,
        marked: &Marked,
        form: Form,
        encoding: Encoding,
    ) {
        let (range, direction) = (marked.range(), marked.direction);
        let range = range.start..range.end.min(range.start + LONGEST);
        let (done, result) = bounded(1);
        let (session, ctx) = (Arc::clone(session), ctx.clone());
        let thread = std::thread::Builder::new().name("copy-bytes".to_owned()).spawn(move || {
            let bytes = read(&session, sid, direction, range);
            let text = match form {
                Form::Text => decode_text(encoding, &bytes),
                Form::Hex => hex_text(&bytes),
                Form::Escapes => escape_text(&bytes),
            };
            let _ = done.send(text);
            ctx.request_repaint();
        });
        match thread {
            Ok(_) => self.0 = Some(result),
            Err(error) => tracing::warn!(%error, "no thread to copy bytes"),
        }
    }

    /// Puts what is ready on the clipboard.
    pub fn poll(&mut self, ctx: &Context) {
        if let Some(text) = self.0.as_ref().and_then(|ready| ready.try_recv().ok()) {
            ctx.copy_text(text);
            self.0 = None;
        }
    }
}

/// The bytes of `range`, read here and now; what cannot be had is left out.
fn read(session: &Session, sid: SocketId, direction: Direction, range: Range<u64>) -> Vec<u8> {
    let list = session.pieces(sid);
    let mut bytes = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some(piece) = list.piece_at(direction, at).and_then(|i| list.get(i)) else { break };
        let end = (piece.at + u64::from(piece.len)).min(range.end);
        if end <= at {
            break;
        }
        if let Ok(payload) = session.read_payload(piece.n) {
            let (from, to) = ((at - piece.at) as usize, (end - piece.at) as usize);
            bytes.extend_from_slice(payload.get(from..to.min(payload.len())).unwrap_or_default());
        }
        at = end;
    }
    bytes
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
