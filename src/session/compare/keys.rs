//! What two calls are compared by: hashes of their arguments, of their bytes, and of what came of them.

use super::NONE;
use crate::call::{Address, Call, CallKind, Kept, Outcome, Value};
use crate::session::index::What;
use crate::session::{Row, Session};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher as _};
use std::io;

/// What a call is compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its record.
    pub n: u32,
    pub kind: Option<CallKind>,
    /// Which call, with its arguments but for the bytes.
    pub arguments: u64,
    /// How many bytes it moves, and the first of them.
    pub bytes: u64,
    /// What came of it, but for the bytes.
    pub outcome: u64,
    /// There are more bytes than `bytes` knows.
    pub is_long: bool,
    /// The bytes are an argument: what came of them follows from them.
    pub sends: bool,
}

impl Key {
    /// By which calls are aligned.
    pub fn whole(&self) -> (u64, u64) {
        (self.arguments, self.bytes)
    }
}

/// Reads the keys of a session.
pub struct Keys<'a> {
    session: &'a Session,
    /// Ports that the kernel chose.
    chosen: HashSet<i64>,
    pub unreadable: u64,
}

impl<'a> Keys<'a> {
    pub fn new(session: &'a Session) -> io::Result<Self> {
        let (mut asked, mut chosen) = (HashSet::new(), HashSet::new());
        let tells = [CallKind::Bind, CallKind::GetSockName, CallKind::Accept];
        let mut n = 0;
        loop {
            let rows = session.index_rows(n, 8192)?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                if row.what == What::Call
                    && row.kind.is_some_and(|kind| tells.contains(&kind))
                    && let Ok(row) = session.read_row_of(n)
                {
                    match (&row.record.call, &row.record.outcome) {
                        // What a person asked for is an argument, whoever has that port later.
                        (Call::Bind { address }, _) => asked.extend(address.port()),
                        // Who came to a listener came from a port that his kernel chose.
                        (_, Outcome::Ok(Value::Address(address) | Value::Accepted(address))) => {
                            chosen.extend(address.as_ref().and_then(Address::port));
                        }
                        _ => {}
                    }
                }
                n += 1;
            }
        }
        for row in session.snapshot().board.sockets.values() {
            chosen.extend(row.local.as_ref().and_then(Address::port));
            chosen.extend(row.peer.as_ref().filter(|_| row.listener.is_some()).and_then(Address::port));
        }
        chosen.retain(|port| !asked.contains(port) && *port != 0);
        Ok(Self { session, chosen, unreadable: 0 })
    }

    /// The key of the call that record `n` begins; what cannot be read is like nothing else.
    pub fn of(&mut self, n: u32) -> Key {
        match self.session.read_row_of(n.into()) {
            Ok(row) => self.key(n, &row),
            Err(_) => {
                self.unreadable += 1;
                let odd = u64::from(n) << 32 | u64::from(NONE);
                Key { n, kind: None, arguments: odd, bytes: 0, outcome: 0, is_long: false, sends: false }
            }
        }
    }

    fn key(&self, n: u32, row: &Row) -> Key {
        let mut call = row.record.call.clone();
        let mut outcome = row.record.outcome.clone();
        let sends = call.sent().is_some();
        let data = call.sent_mut().map(std::mem::take).or_else(|| match &mut outcome {
            Outcome::Ok(value) => value.data_mut().map(std::mem::take),
            _ => None,
        });
        let data: &[u8] = data.as_deref().unwrap_or_default();
        let len = if sends { row.sent_len } else { row.received_len };
        match &mut call {
            Call::Bind { address } | Call::Connect { address } | Call::ConnectEx { address } => self.plain(address),
            Call::SendTo { address, .. } => self.plain(address),
            // Labels are no differences.
            Call::SocketPair { other, .. } => *other = None,
            _ => {}
        }
        match &mut outcome {
            Outcome::Ok(Value::Address(address) | Value::Accepted(address)) => self.plain_some(address),
            Outcome::Ok(Value::DataFrom(_, from) | Value::Message { from, .. }) => self.plain_some(from),
            Outcome::Ok(value @ Value::Int(_))
                if call.kind() == CallKind::FileNo || call.kind() == CallKind::Detach =>
            {
                *value = Value::None;
            }
            _ => {}
        }
        let kept = match &row.record.kept {
            Kept::Whole => String::new(),
            Kept::Hash { len, sha256 } => format!("{len} {sha256}"),
        };
        Key {
            n,
            kind: Some(call.kind()),
            arguments: hash(&format!("{call:?}")),
            bytes: hash(&(data, len, kept)),
            outcome: hash(&format!("{outcome:?}")),
            is_long: (data.len() as u64) < len,
            sends,
        }
    }

    fn plain_some(&self, address: &mut Option<Address>) {
        if let Some(address) = address {
            self.plain(address);
        }
    }

    /// A port that the kernel chose is like any other that it chose.
    fn plain(&self, address: &mut Address) {
        if let Address::Inet { port, .. } | Address::Inet6 { port, .. } = address
            && self.chosen.contains(port)
        {
            *port = -1;
        }
    }
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    // Of this run only: never kept.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
