//! The fold: sockets and files that a call made, and the names that they have.

use super::fold::Back;
use super::{Board, FileRow, SocketRow};
use crate::call::{Call, CallKind, SocketId, Value};
use std::sync::Arc;

impl Board {
    /// Rows for what a call made; `accept` has its own way.
    pub(super) fn made(&mut self, back: &Back<'_>) {
        let named = |board: &Self, base: &str| back.makes.cloned().unwrap_or_else(|| board.free_name("", base));
        match back.call {
            Call::Socket { family, kind, proto } => {
                let name = named(self, "s");
                // Python's -1 is the usual one.
                let or =
                    |given: i32, usual| if given == -1 { crate::call::number_of(usual).unwrap_or(-1) } else { given };
                let (family, kind) = (or(*family, "AF_INET"), or(*kind, "SOCK_STREAM"));
                let mut row = SocketRow::new(back.sid, name, family, kind, *proto);
                row.made_t = back.t;
                self.insert(row);
            }
            Call::SocketPair { family, kind, proto, other } => {
                let first = named(self, "a");
                let mut ends = vec![(back.sid, first)];
                if let Some(made) = back.made {
                    ends.push((made, other.clone().unwrap_or_else(|| self.free_name("", "b"))));
                }
                for (sid, name) in ends {
                    let mut row = SocketRow::new(sid, name, *family, *kind, *proto);
                    row.connected = true;
                    row.made_by = CallKind::SocketPair;
                    row.pair = back.made.map(|made| if sid == made { back.sid } else { made });
                    row.last_n = back.n;
                    (row.made_t, row.last_t) = (back.t, back.t);
                    self.insert(row);
                }
            }
            Call::Dup => {
                let (Some(made), Some(old)) = (back.made, self.sockets.get(&back.sid)) else { return };
                let name = back.makes.cloned().unwrap_or_else(|| self.free_name(old.name.side(), old.name.base()));
                let mut row = SocketRow::new(made, name, old.family, old.kind, old.proto);
                let origin = old.copy_of.unwrap_or(old.sid);
                (row.made_by, row.copy_of) = (CallKind::Dup, Some(origin));
                row.local.clone_from(&old.local);
                row.peer.clone_from(&old.peer);
                row.options = Arc::new(old.options.of_copy());
                (row.mode, row.tcp, row.backlog, row.connected) = (old.mode, old.tcp, old.backlog, old.connected);
                (row.last_n, row.made_t, row.last_t) = (back.n, back.t, back.t);
                self.copies.entry(origin).or_default().push(made);
                self.insert(row);
            }
            Call::MakeFile { mode, .. } => {
                let Some(made) = back.made else { return };
                let name = named(self, "f");
                let file = FileRow { sid: made, name, socket: back.sid, mode: mode.clone(), open: true };
                self.files.insert(made, Arc::new(file));
            }
            Call::FClose => {
                if let Some(file) = self.files.get_mut(&back.sid) {
                    Arc::make_mut(file).open = false;
                }
            }
            _ => {}
        }
    }

    pub(super) fn accepted(&mut self, back: &Back<'_>, value: &Value, made: SocketId) {
        let Some(listener) = self.sockets.get_mut(&back.sid) else { return };
        let listener = Arc::make_mut(listener);
        listener.accepted += 1;
        let (family, kind, proto) = (listener.family, listener.kind, listener.proto);
        let side = listener.name.side().to_owned();
        let name = back.makes.cloned().unwrap_or_else(|| self.free_name(&side, "conn"));
        let mut row = SocketRow::new(made, name, family, kind, proto);
        row.listener = Some(back.sid);
        row.made_by = CallKind::Accept;
        row.connected = true;
        row.last_n = back.n;
        (row.made_t, row.last_t) = (back.t, back.t);
        if let Value::Accepted(peer) = value {
            row.peer.clone_from(peer);
        }
        self.insert(row);
    }

    /// A name that an open socket has goes to the younger one; the older becomes `name~1`, `name~2`…
    fn insert(&mut self, row: SocketRow) {
        let (sid, name) = (row.sid, Arc::new(row.name.clone()));
        let older = self.names.insert(name.clone(), sid).filter(|older| *older != sid);
        if let Some(older) = older.and_then(|older| self.sockets.get_mut(&older)) {
            let counter = self.renames.entry(name.clone()).or_insert(0);
            let renamed = loop {
                *counter += 1;
                let candidate = name.with_base(&format!("{}~{counter}", name.base()));
                if !self.names.contains_key(&candidate) {
                    break candidate;
                }
            };
            let older = Arc::make_mut(older);
            self.names.insert(Arc::new(renamed.clone()), older.sid);
            older.renamed_from = Some(std::mem::replace(&mut older.name, renamed));
        }
        self.totals.sockets_open += 1;
        if let Some(before) = self.sockets.insert(sid, Arc::new(row)).filter(|before| before.open) {
            // The same identity twice: only a file that no program of ours wrote has it.
            self.totals.sockets_open = self.totals.sockets_open.saturating_sub(1);
            if before.name != *name && self.names.get(&before.name) == Some(&sid) {
                self.names.remove(&before.name);
            }
        }
    }
}
