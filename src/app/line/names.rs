//! What names mean on a side: what its lines gave them, and the sockets of the board that are called so.

use super::super::State;
use crate::call::{Name, SocketId};
use crate::script::line::{Scope, Val};
use crate::session::Board;
use std::collections::HashMap;

/// The names of one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(pub HashMap<Box<str>, Var>);

/// A name's value.
#[derive(Clone, Debug)]
pub(super) struct Var {
    pub value: Val,
    /// No socket was younger when it was given: a younger one of this name on the board is what the name means.
    pub as_of: SocketId,
}

impl Names {
    /// Whether some name of this side still has the socket.
    pub fn holds(&self, sid: SocketId) -> bool {
        fn has(value: &Val, sid: SocketId) -> bool {
            match value {
                Val::Socket(other) | Val::File(other) => *other == sid,
                Val::Tuple(all) | Val::List(all) => all.iter().any(|value| has(value, sid)),
                _ => false,
            }
        }
        self.0.values().any(|var| has(&var.value, sid))
    }
}

/// The names of one side, with the board.
pub struct SideNames<'a> {
    side: &'a str,
    names: Option<&'a Names>,
    labels: &'a HashMap<SocketId, Name>,
    board: &'a Board,
}

impl<'a> SideNames<'a> {
    pub(super) fn new(state: &'a State, side: &'a str) -> Self {
        let Line { names, labels, .. } = &state.line;
        Self { side, names: names.get(side), labels, board: &state.snapshot.board }
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
            (Some(var), _) => Some(var.value.clone()),
            (None, board) => board,
        }
    }

    fn socket(&self, sid: SocketId) -> Option<(i32, i32)> {
        let row = self.board.row(self.board.owner(sid))?;
        Some((row.family, row.kind))
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
            if !all.iter().any(|(known, _)| known == name.base()) {
                all.push((name.base().to_owned(), value));
            }
        }
        all
    }
}
