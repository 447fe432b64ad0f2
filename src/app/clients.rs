//! Many sockets at once: which are marked, what of them is new, and what is counted since when.

use super::State;
use crate::call::SocketId;
use std::collections::{BTreeSet, HashMap};

/// What is asked about many sockets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientCommand {
    /// Mark exactly these, beside the selected one.
    Mark(Vec<SocketId>),
    /// Close these, each by a call of its own.
    Close(Vec<SocketId>),
    /// Count a socket's bytes and messages from now on.
    ResetCounters(SocketId),
}

/// To whom the composer sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// The selected socket.
    #[default]
    This,
    /// The marked ones.
    Selected,
    /// All of its kind: those that one listener accepted, or every connection of the board.
    All,
}

/// What was counted before *Reset*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    /// Bytes sent.
    pub sent: u64,
    /// Bytes received.
    pub received: u64,
    /// Sends that were taken.
    pub messages_sent: u64,
    /// Receives that gave something.
    pub messages_received: u64,
}

/// What the program keeps about many sockets.
#[derive(Debug, Default)]
pub struct Clients {
    /// Marked sockets.
    pub marked: BTreeSet<SocketId>,
    pub(super) counted_before: HashMap<SocketId, Counters>,
}

impl State {
    pub(super) fn client_command(&mut self, command: ClientCommand) {
        match command {
            ClientCommand::Mark(sockets) => self.clients.marked = sockets.into_iter().collect(),
            ClientCommand::Close(sockets) => {
                for sid in sockets {
                    self.make_call(super::MakeCall::once(sid, crate::call::Call::Close));
                }
            }
            ClientCommand::ResetCounters(sid) => {
                let Some(row) = self.socket(sid) else { return };
                let counters = Counters {
                    sent: row.sent,
                    received: row.received,
                    messages_sent: row.messages_sent,
                    messages_received: row.messages_received,
                };
                self.clients.counted_before.insert(sid, counters);
            }
        }
    }

    /// What moved on a socket since *Reset*, or since it was made.
    pub fn counters(&self, sid: SocketId) -> Counters {
        let Some(row) = self.socket(sid) else { return Counters::default() };
        let before = self.clients.counted_before.get(&sid).copied().unwrap_or_default();
        Counters {
            sent: row.sent.saturating_sub(before.sent),
            received: row.received.saturating_sub(before.received),
            messages_sent: row.messages_sent.saturating_sub(before.messages_sent),
            messages_received: row.messages_received.saturating_sub(before.messages_received),
        }
    }

    /// The sockets that a message goes to, in the order of the board: open ones that can send.
    pub fn recipients(&self, audience: Audience) -> Vec<SocketId> {
        let Some(selected) = self.selected_socket() else { return Vec::new() };
        let can_send = |row: &&std::sync::Arc<crate::session::SocketRow>| {
            let ready = row.connected || row.peer.is_some() || !row.is_stream();
            row.open && !row.closing && row.backlog.is_none() && ready
        };
        let board = &self.snapshot.board;
        let listener = if selected.backlog.is_some() { Some(selected.sid) } else { selected.listener };
        let open = board.sockets.values().filter(can_send);
        match audience {
            Audience::This => open.filter(|row| row.sid == selected.sid).map(|row| row.sid).collect(),
            Audience::Selected => {
                open.filter(|row| self.clients.marked.contains(&row.sid)).map(|row| row.sid).collect()
            }
            Audience::All => {
                let alike = open.filter(|row| match listener {
                    Some(listener) => row.listener == Some(listener),
                    None => row.is_stream() == selected.is_stream() && row.listener.is_none(),
                });
                alike.map(|row| row.sid).collect()
            }
        }
    }
}
