//! Many sockets at once: which are marked, what of them is new, what is counted since when, and who is answered.

mod counters;
mod marks;
#[cfg(test)]
mod tests;

pub use counters::{Counters, Trips};
pub use marks::{Marking, Press, press};

use super::{MakeCall, State};
use crate::call::{Address, Call, SocketId, TcpState};
use crate::session::{Board, SocketRow};
use counters::Since;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Weak};

/// What is asked about many sockets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientCommand {
    /// Mark exactly these, beside the selected one.
    Mark(Vec<SocketId>),
    /// Close these, each by a call of its own.
    Close(Vec<SocketId>),
    /// Receive whatever comes on these, until switched off.
    KeepReceiving(Vec<SocketId>, bool),
    /// Count a socket's bytes, messages and round trips from now on.
    ResetCounters(SocketId),
    /// Send a socket's next datagrams to this sender; none answers whoever sent last.
    Answer(SocketId, Option<Address>),
    /// Show only what came from, and went to, this sender of a socket; none shows all of it.
    Only(Option<(SocketId, Address)>),
}

/// To whom the composer sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// The selected socket.
    #[default]
    This,
    /// The marked ones; where none is marked, the selected one.
    Selected,
    /// All of its kind: those that one listener accepted, or every connection of the board.
    All,
}

/// What the program keeps about many sockets.
#[derive(Debug, Default)]
pub struct Clients {
    /// Marked sockets, the selected one among them; none where only one is selected. They are open.
    pub marked: BTreeSet<SocketId>,
    /// The one sender whose datagrams show, and of which socket.
    pub only: Option<(SocketId, Address)>,
    counted_since: HashMap<SocketId, Since>,
    answer_to: HashMap<SocketId, Address>,
    /// Messages that a socket had received when it was last looked at.
    read: HashMap<SocketId, u64>,
    /// The board that was looked at last; weak, so that it is not kept for this.
    seen: Weak<Board>,
}

impl Clients {
    /// Another session shows: its numbers are other sockets'.
    pub(super) fn leave(&mut self) {
        self.marked.clear();
        self.only = None;
    }
}

/// Whether bytes can be sent on it: open, connected where it is a stream, and not shut.
fn can_send(row: &SocketRow) -> bool {
    let ready = row.connected || row.peer.is_some() || !row.is_connection();
    let gone = row.shut_write || row.is_stream() && row.tcp == Some(TcpState::Close);
    row.open && !row.closing && row.backlog.is_none() && ready && !gone
}

impl State {
    pub(super) fn client_command(&mut self, command: ClientCommand) {
        match command {
            ClientCommand::Mark(sockets) => self.clients.marked = sockets.into_iter().collect(),
            ClientCommand::Close(sockets) => {
                for sid in sockets {
                    if self.socket(sid).is_some_and(|row| row.open && !row.closing) {
                        self.make_call(MakeCall::once(sid, Call::Close));
                    }
                }
            }
            ClientCommand::KeepReceiving(sockets, on) => {
                for sid in sockets {
                    if self.socket(sid).is_some_and(|row| row.open && row.backlog.is_none()) {
                        self.keep_receiving(sid, on);
                    }
                }
            }
            ClientCommand::ResetCounters(sid) => {
                if let Some(row) = self.socket(sid) {
                    let since = Since::now(row);
                    self.clients.counted_since.insert(sid, since);
                }
            }
            ClientCommand::Answer(sid, address) => {
                match address {
                    Some(address) => self.clients.answer_to.insert(sid, address),
                    None => self.clients.answer_to.remove(&sid),
                };
            }
            ClientCommand::Only(only) => self.clients.only = only,
        }
    }

    /// Selects a socket; marks stay only where it is one of them. A record whose line is still to be read selects no
    /// other one in its place.
    pub(super) fn select_socket(&mut self, sid: Option<SocketId>) {
        if !sid.is_some_and(|sid| self.clients.marked.contains(&sid)) {
            self.clients.marked.clear();
        }
        (self.selected, self.unread) = (sid, None);
        // A record of another socket is selected no more: what is told of one is not told over the other.
        let session = self.session();
        let is_own = |n| session.socket_of(n).is_some_and(|of| Some(self.snapshot.board.owner(of)) == sid);
        if sid.is_some() && self.selected_record.is_some_and(|n| !is_own(n)) {
            (self.selected_record, self.span_from) = (None, None);
        }
    }

    /// Looks at a new board: what the selected socket received is read, what is closed is forgotten.
    pub(super) fn see_clients(&mut self) {
        if !self.is_live() {
            return;
        }
        let board = &self.snapshot.board;
        let clients = &mut self.clients;
        if let Some(row) = self.selected.and_then(|sid| board.sockets.get(&sid)).filter(|row| row.open) {
            clients.read.insert(row.sid, row.messages_received);
        }
        if std::ptr::eq(clients.seen.as_ptr(), Arc::as_ptr(board)) {
            return;
        }
        clients.seen = Arc::downgrade(board);
        let is_open = |sid: &SocketId| board.sockets.get(sid).is_some_and(|row| row.open);
        clients.marked.retain(is_open);
        clients.answer_to.retain(|sid, _| is_open(sid));
        if clients.read.len() as u64 > 2 * board.totals.sockets_open + 64 {
            clients.read.retain(|sid, _| is_open(sid));
        }
        for (sid, since) in &mut clients.counted_since {
            if let Some(row) = board.sockets.get(sid) {
                since.see(row);
            }
        }
    }

    /// Messages that a socket received since it was selected last. None are counted for a closed one, nor in a file.
    pub fn unread(&self, sid: SocketId) -> u64 {
        if !self.is_live() || self.selected == Some(sid) {
            return 0;
        }
        let Some(row) = self.socket(sid).filter(|row| row.open) else { return 0 };
        row.messages_received.saturating_sub(self.clients.read.get(&sid).copied().unwrap_or_default())
    }

    /// What moved on a socket since *Reset*, or since it was made.
    pub fn counters(&self, sid: SocketId) -> Counters {
        let Some(row) = self.socket(sid) else { return Counters::default() };
        self.since(sid).map_or_else(|| Counters::of(row), |since| since.counters(row))
    }

    /// How long answers took since *Reset*, or since the socket was made; none where there was none.
    pub fn trips(&self, sid: SocketId) -> Option<Trips> {
        let row = self.socket(sid)?;
        self.since(sid).map_or_else(|| Trips::of(&row.round_trips), |since| since.trips(&row.round_trips))
    }

    /// Whether a socket's counters were reset.
    pub fn was_reset(&self, sid: SocketId) -> bool {
        self.since(sid).is_some()
    }

    fn since(&self, sid: SocketId) -> Option<&Since> {
        self.clients.counted_since.get(&sid).filter(|_| self.is_live())
    }

    /// Where the next datagram of a socket without a peer goes: to the sender that was chosen, else to the last one.
    pub fn answer_address(&self, sid: SocketId) -> Option<Address> {
        let last = || self.snapshot.board.senders(sid)?.last().map(|last| Address::clone(last));
        self.chosen_sender(sid).cloned().or_else(last)
    }

    /// The sender that was chosen to be answered.
    pub fn chosen_sender(&self, sid: SocketId) -> Option<&Address> {
        self.clients.answer_to.get(&sid).filter(|_| self.is_live())
    }

    /// The one sender of a socket whose datagrams show, where not all do.
    pub fn only(&self, sid: SocketId) -> Option<&Address> {
        self.clients.only.as_ref().filter(|(of, _)| *of == sid).map(|(_, address)| address)
    }

    /// The sockets that a message goes to, in the order of the board: open ones that can send.
    pub fn recipients(&self, audience: Audience) -> Vec<SocketId> {
        let Some(selected) = self.selected_socket().filter(|_| self.is_live()) else { return Vec::new() };
        let listener = if selected.backlog.is_some() { Some(selected.sid) } else { selected.listener };
        let marked = &self.clients.marked;
        let is_meant = |row: &&Arc<SocketRow>| match audience {
            Audience::Selected if !marked.is_empty() => marked.contains(&row.sid),
            Audience::This | Audience::Selected => row.sid == selected.sid,
            Audience::All => match listener {
                Some(listener) => row.listener == Some(listener),
                None => row.is_stream() == selected.is_stream() && row.listener.is_none(),
            },
        };
        let board = &self.snapshot.board;
        board.sockets.values().filter(is_meant).filter(|row| can_send(row)).map(|row| row.sid).collect()
    }
}
