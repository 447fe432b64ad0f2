//! One selection for the whole window: a socket, a record, or the records of a span. Every view reads it here, and what
//! is selected in one of them is selected in all.

use super::State;
use crate::call::{CallKind, SocketId};

impl State {
    /// The first and the last record of what is selected, where that is more than one record: the log, the timeline and
    /// the data mark what lies between them, of every socket.
    pub fn span(&self) -> Option<(u64, u64)> {
        let (from, to) = (self.span_from?, self.selected_record?);
        (from != to).then_some((from.min(to), from.max(to)))
    }

    /// Whether record `n` is the selected one, or lies in the selected span.
    pub fn is_selected(&self, n: u64) -> bool {
        match self.span() {
            Some((first, last)) => (first..=last).contains(&n),
            None => self.selected_record == Some(n),
        }
    }

    /// Where a span that grows begins: where it began, or at the selected record.
    pub fn selection_start(&self) -> Option<u64> {
        self.span_from.or(self.selected_record)
    }

    /// Selects one record, and its socket where the board has it.
    pub(super) fn select_record(&mut self, n: Option<u64>) {
        (self.selected_record, self.span_from) = (n, None);
        self.unread = n;
        self.select_socket_of_record();
    }

    /// Selects one record, and no other socket than the selected one.
    pub(super) fn point_at_record(&mut self, n: u64) {
        (self.selected_record, self.span_from, self.unread) = (Some(n), None, None);
    }

    /// Selects the records from `from` to `to`; the socket is that of `to`, where the selection was led.
    pub(super) fn select_span(&mut self, from: u64, to: u64) {
        self.select_record(Some(to));
        self.span_from = Some(from);
    }

    /// The socket of a record that was selected before its line was read is selected when it is.
    pub(super) fn select_socket_of_record(&mut self) {
        let Some(n) = self.unread else { return };
        let session = self.session();
        let rows = session.rows();
        let sid: SocketId = match session.socket_of(n) {
            Some(sid) => sid,
            None => match rows.row_of_record(n).and_then(|k| rows.row(k)) {
                Some(row) => row.sid,
                None => return,
            },
        };
        let board = &self.snapshot.board;
        let owner = board.owner(sid);
        if !board.sockets.contains_key(&owner) {
            // The board may be a moment behind: only the row says whether there is a socket.
            let Some(row) = rows.row_of_record(n).and_then(|k| rows.row(k)) else { return };
            let record = &row.record;
            let kind = record.call.kind();
            if kind == CallKind::GetAddrInfo || kind.is_on_nothing() && record.outcome.is_error() {
                // A name was looked up, or no socket was made: what shows is about that alone.
                self.selected = None;
            }
            self.unread = None;
            return;
        }
        self.unread = None;
        if self.selected != Some(owner) {
            self.select_socket(Some(owner));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::app::{AppCommand, Folders, State};
    use std::sync::Arc;

    #[test]
    fn a_span_reaches_from_where_it_began_to_where_it_was_led() {
        let folder = tempfile::tempdir().unwrap();
        let mut state = State::start(Folders::find(Some(folder.path())), Arc::new(|| {})).unwrap();
        state.update(AppCommand::SelectSpan { from: 9, to: 4 });
        assert_eq!((state.span(), state.selected_record), (Some((4, 9)), Some(4)));
        assert!(state.is_selected(4) && state.is_selected(7) && !state.is_selected(10));
        state.update(AppCommand::SelectSpan { from: 4, to: 4 });
        assert_eq!((state.span(), state.is_selected(4), state.is_selected(9)), (None, true, false));
        state.update(AppCommand::SelectRecord(Some(6)));
        assert_eq!((state.span(), state.is_selected(6)), (None, true));
        state.update(AppCommand::SelectRecord(None));
        assert!(!state.is_selected(6));
    }
}
