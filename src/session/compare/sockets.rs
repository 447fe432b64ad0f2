//! Which calls each socket has, and which socket of the one session is which of the other.

use super::MOST;
use crate::call::SocketId;
use crate::session::index::What;
use crate::session::{Board, Session};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::io;
use std::sync::Arc;

/// Records whose index is read at a time.
const CHUNK: u64 = 8192;

/// A session's calls by socket.
pub struct Calls {
    /// In the order in which the sockets were made; 0 for calls on none.
    by_socket: BTreeMap<SocketId, Vec<u32>>,
    board: Arc<Board>,
    pub count: usize,
    pub is_cut: bool,
}

impl Calls {
    pub fn read(session: &Session) -> io::Result<Self> {
        let board = Arc::clone(&session.snapshot().board);
        let mut calls = Self { by_socket: BTreeMap::new(), board, count: 0, is_cut: false };
        let mut n = 0_u64;
        loop {
            let rows = session.index_rows(n, CHUNK)?;
            if rows.is_empty() {
                return Ok(calls);
            }
            for row in &rows {
                let (Ok(at), true) = (u32::try_from(n), calls.count < MOST && n < u64::from(u32::MAX)) else {
                    calls.is_cut = true;
                    return Ok(calls);
                };
                if row.what == What::Call {
                    let owner = calls.board.owner(SocketId(row.sid.into()));
                    calls.by_socket.entry(owner).or_default().push(at);
                    calls.count += 1;
                }
                n += 1;
            }
        }
    }

    /// The label that a socket was made with; none for calls on no socket.
    fn by_name(&self, sid: SocketId) -> Option<String> {
        let row = self.board.row(sid)?;
        Some(row.renamed_from.as_ref().unwrap_or(&row.name).to_string())
    }

    /// Its family and type.
    fn by_kind(&self, sid: SocketId) -> Option<String> {
        self.board.row(sid).map(|row| format!("{} {}", row.family, row.kind))
    }
}

/// The calls of sockets that belong together: those of one name in the order in which they were made, then the others
/// of one family and type in that order. A socket that has no partner stands alone.
pub fn paired<'a>(left: &'a Calls, right: &'a Calls) -> Vec<(&'a [u32], &'a [u32])> {
    let mut partner: BTreeMap<SocketId, SocketId> = BTreeMap::new();
    let mut free: BTreeSet<SocketId> = right.by_socket.keys().copied().collect();
    for by in [Calls::by_name, Calls::by_kind] {
        let mut waiting: HashMap<Option<String>, VecDeque<SocketId>> = HashMap::new();
        for b in &free {
            waiting.entry(by(right, *b)).or_default().push_back(*b);
        }
        for a in left.by_socket.keys() {
            if !partner.contains_key(a)
                && let Some(b) = waiting.get_mut(&by(left, *a)).and_then(VecDeque::pop_front)
            {
                partner.insert(*a, b);
                free.remove(&b);
            }
        }
    }
    let calls = |calls: &'a Calls, sid: &SocketId| calls.by_socket.get(sid).map_or(&[][..], Vec::as_slice);
    let both = left.by_socket.keys().map(|a| (calls(left, a), partner.get(a).map_or(&[][..], |b| calls(right, b))));
    both.chain(free.iter().map(|b| (&[][..], calls(right, b)))).collect()
}
