//! What names mean on a side: what its lines gave them, and the sockets of the board that are called so.

use super::super::State;
use crate::call::{Name, SocketId};
use crate::script::line::{Kind, Scope, Val};
use crate::session::Board;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

/// The values of a side have so many bytes at most.
const MOST_HELD: usize = 1 << 30;
/// One statement makes so many.
const MOST_MADE: usize = 128 << 20;

/// The names of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(pub HashMap<Box<str>, Var>);

/// A name's value.
#[derive(Clone, Debug)]
pub(super) struct Var {
    /// None after `del`: nothing is called so, whatever older socket of the board is.
    pub value: Option<Val>,
    /// No socket was younger when it was given: a younger one of this name on the board is what the name means.
    pub as_of: SocketId,
}

impl Names {
    /// How many bytes the values have.
    fn size(&self) -> usize {
        self.0.values().filter_map(|var| var.value.as_ref()).fold(0, |sum, value| sum.saturating_add(value.size()))
    }

    /// Whether some name of this side still has the socket.
    pub fn holds(&self, sid: SocketId) -> bool {
        fn has(value: &Val, sid: SocketId) -> bool {
            match value {
                Val::Socket(other) | Val::File(other) => *other == sid,
                Val::Tuple(all) | Val::List(all) | Val::Dict(all) => all.iter().any(|value| has(value, sid)),
                _ => false,
            }
        }
        self.0.values().filter_map(|var| var.value.as_ref()).any(|value| has(value, sid))
    }
}

/// The names of one side, with the board of the live session: lines run there, whatever else is looked at meanwhile.
pub struct SideNames<'a> {
    side: &'a str,
    names: Option<&'a Names>,
    labels: &'a HashMap<SocketId, Name>,
    kinds: &'a HashMap<SocketId, Kind>,
    board: Arc<Board>,
    /// How many bytes its next statement may make, once that was asked.
    room: Cell<Option<usize>>,
}

impl<'a> SideNames<'a> {
    pub(super) fn new(state: &'a State, side: &'a str) -> Self {
        let Line { names, labels, kinds, .. } = &state.line;
        Self { side, names: names.get(side), labels, kinds, board: state.live_board(), room: Cell::new(None) }
    }

    fn on_board(&self, name: &str) -> Option<Val> {
        let name = Name::new(self.side, name);
        let socket = self.board.by_name(&name).map(Val::Socket);
        socket.or_else(|| self.board.file_by_name(&name).map(Val::File))
    }
}

use super::Line;

fn identity(value: &Val) -> Option<SocketId> {
    match value {
        Val::Socket(sid) | Val::File(sid) => Some(*sid),
        _ => None,
    }
}

impl Scope for SideNames<'_> {
    fn value(&self, name: &str) -> Option<Val> {
        let var = self.names.and_then(|names| names.0.get(name));
        let board = self.on_board(name);
        match (var, board) {
            (Some(var), Some(board)) if identity(&board).is_some_and(|sid| sid > var.as_of) => Some(board),
            (Some(var), _) => var.value.clone(),
            (None, board) => board,
        }
    }

    fn socket(&self, sid: SocketId) -> Option<Kind> {
        let row = self.board.row(self.board.owner(sid));
        let row = row.map(|row| Kind { family: row.family, kind: row.kind, proto: row.proto });
        row.or_else(|| self.kinds.get(&sid).copied())
    }

    fn label(&self, sid: SocketId) -> String {
        let file = self.board.files.get(&sid).map(|file| &file.name);
        let name = self.board.row(sid).map(|row| &row.name).or(file).or_else(|| self.labels.get(&sid));
        name.map_or_else(|| format!("#{}", sid.0), |name| name.base().to_owned())
    }

    fn names(&self) -> Vec<(String, Val)> {
        let ours = self.names.into_iter().flat_map(|names| names.0.keys());
        let mut all: Vec<(String, Val)> = Vec::new();
        for name in ours {
            if let Some(value) = self.value(name) {
                all.push((name.to_string(), value));
            }
        }
        let sockets = self.board.sockets.values().filter(|row| row.open).map(|row| (&row.name, Val::Socket(row.sid)));
        let files = self.board.files.values().filter(|file| file.open).map(|file| (&file.name, Val::File(file.sid)));
        for (name, value) in sockets.chain(files).filter(|(name, _)| name.side() == self.side) {
            let is_deleted = || self.value(name.base()).is_none();
            if !all.iter().any(|(known, _)| known == name.base()) && !is_deleted() {
                all.push((name.base().to_owned(), value));
            }
        }
        all
    }

    fn takes(&self, bytes: usize) -> bool {
        let held = || self.names.map_or(0, Names::size);
        let room = self.room.get().unwrap_or_else(|| MOST_HELD.saturating_sub(held()).min(MOST_MADE));
        let left = room.checked_sub(bytes);
        self.room.set(Some(left.unwrap_or(room)));
        left.is_some()
    }
}
