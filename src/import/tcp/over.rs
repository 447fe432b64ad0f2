//! How connections end: FIN, RST, the end of the capture, or too many of them.

use super::{Connections, Key, MOST, Stage};
use crate::call::{Call, Outcome, Value};
use crate::import::flow::{Flow, Piece};
use crate::import::lines::{Lines, Made, constant};
use std::io;
use std::time::Duration;

impl Connections {
    /// One end sends no more.
    pub(super) fn finished(&mut self, key: Key, from: usize, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        let Some(connection) = self.known.get_mut(&key) else { return Ok(()) };
        connection.finished[from] = true;
        let (is_last, at) = (connection.finished[1 - from], connection.received[1 - from]);
        if is_last {
            connection.forget();
        }
        self.both(key, from, |sender, receiver| {
            if is_last {
                lines.call(t, sender, Call::Close, Outcome::NONE)?;
            } else {
                lines.call(t, sender, Call::Shutdown { how: constant("SHUT_WR") }, Outcome::NONE)?;
            }
            let (call, outcome) = (Call::Recv { size: 65_536, flags: 0 }, Outcome::Ok(Value::Data([].into())));
            let took = Duration::ZERO;
            lines.made(Made { t, took, on: receiver, call, outcome, accepts: None, at: Some(at) })?;
            if is_last { lines.call(t, receiver, Call::Close, Outcome::NONE) } else { Ok(()) }
        })
    }

    /// One end resets the connection.
    pub(super) fn reset(&mut self, key: Key, from: usize, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.rest(key, t, lines)?;
        let Some(connection) = self.known.get_mut(&key) else { return Ok(()) };
        if connection.stage == Stage::Over {
            return Ok(());
        }
        let stage = connection.stage;
        let client = connection.sockets[0].clone();
        connection.forget();
        match (stage, client) {
            (Stage::Asked(id, start), Some(client)) => {
                let errno = constant_errno(if from == 1 { "ECONNREFUSED" } else { "ECONNABORTED" });
                lines.joins(t, &client, id, start, Outcome::Errno(errno))?;
                lines.call(t, &client, Call::Close, Outcome::NONE)
            }
            (Stage::Answered, Some(client)) => lines.call(t, &client, Call::Close, Outcome::NONE),
            _ => self.both(key, from, |sender, receiver| {
                lines.call(t, sender, Call::Close, Outcome::NONE)?;
                let outcome = Outcome::Errno(constant_errno("ECONNRESET"));
                lines.call(t, receiver, Call::Recv { size: 65_536, flags: 0 }, outcome)?;
                lines.call(t, receiver, Call::Close, Outcome::NONE)
            }),
        }
    }

    /// What waits for bytes that do not come any more.
    pub(super) fn rest(&mut self, key: Key, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.flush(lines)?;
        let Some(connection) = self.known.get_mut(&key).filter(|connection| connection.stage != Stage::Over) else {
            return Ok(());
        };
        if connection.stage != Stage::Open {
            // What came with a SYN that was not answered reached nobody.
            self.waiting = self.waiting.saturating_sub(connection.weight());
            connection.flows = [None, None];
        }
        for from in [0, 1] {
            while let Some(flow) = self.known.get_mut(&key).and_then(|known| known.flows[from].as_mut()) {
                let before = flow.weight();
                let piece = flow.give_up();
                self.waiting = (self.waiting + flow.weight()).saturating_sub(before);
                let Some(piece) = piece else { break };
                self.piece(key, from, piece, t, lines)?;
            }
            let flow = self.known.get_mut(&key).and_then(|known| known.flows[from].as_mut());
            let unseen = flow.map_or(0, Flow::unseen);
            if unseen > 0 {
                self.piece(key, from, Piece::Lost { bytes: unseen, cut: false }, t, lines)?;
            }
        }
        self.flush(lines)
    }

    /// Follows a connection no longer.
    pub(super) fn leave(&mut self, key: Key, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        self.rest(key, t, lines)?;
        self.known.remove(&key);
        Ok(())
    }

    pub(super) fn make_room(&mut self, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        if self.known.len() < MOST {
            return Ok(());
        }
        self.known.retain(|_, connection| connection.stage != Stage::Over);
        if self.known.len() < MOST / 2 {
            return Ok(());
        }
        let mut order: Vec<(u64, Key)> = self.known.iter().map(|(key, known)| (known.last, *key)).collect();
        order.sort_unstable_by_key(|(last, _)| *last);
        for (_, key) in order.into_iter().take(MOST / 4) {
            self.leave(key, t, lines)?;
        }
        Ok(())
    }

    /// The capture is over: what still waits is written, in the order of the connections.
    pub fn end(&mut self, lines: &mut Lines<'_>) -> io::Result<()> {
        self.flush(lines)?;
        let t = lines.at(None)?;
        let mut order: Vec<(u64, Key)> = self.known.iter().map(|(key, known)| (known.number, *key)).collect();
        order.sort_unstable_by_key(|(number, _)| *number);
        for (_, key) in order {
            self.leave(key, t, lines)?;
        }
        Ok(())
    }
}

fn constant_errno(name: &str) -> i32 {
    crate::call::errno_number(name).unwrap_or(-1)
}
