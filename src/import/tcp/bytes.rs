//! What has come in order, as the calls that sent and received it.

use super::{Connections, Key, RUN, Run, WAITING};
use crate::call::{Call, Outcome, Payload, Value};
use crate::import::flow::Piece;
use crate::import::lines::{Lines, Made, Socket};
use std::io;
use std::time::Duration;

impl Connections {
    /// What has come in order.
    pub(super) fn deliver(&mut self, key: Key, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        for from in [0, 1] {
            while let Some(piece) = self.next(key, from) {
                self.piece(key, from, piece, t, lines)?;
            }
        }
        Ok(())
    }

    fn next(&mut self, key: Key, from: usize) -> Option<Piece> {
        let is_full = self.waiting > WAITING;
        let flow = self.known.get_mut(&key)?.flows[from].as_mut()?;
        let before = flow.weight();
        let piece = flow.next().or_else(|| if is_full { flow.give_up() } else { None });
        self.waiting = (self.waiting + flow.weight()).saturating_sub(before);
        piece
    }

    pub(super) fn piece(
        &mut self,
        key: Key,
        from: usize,
        piece: Piece,
        t: Duration,
        lines: &mut Lines<'_>,
    ) -> io::Result<()> {
        match piece {
            Piece::Data(data, push) => self.data(key, from, &data, push, t, lines),
            Piece::Lost { bytes, cut } => {
                self.flush(lines)?;
                self.lost += if cut { 0 } else { bytes };
                let why = if cut { "snaplen" } else { "not captured" };
                self.both(key, from, |sender, receiver| {
                    lines.gap(t, sender, bytes, why)?;
                    lines.gap(t, receiver, bytes, why)
                })
            }
            Piece::End => {
                self.flush(lines)?;
                self.finished(key, from, t, lines)
            }
        }
    }

    /// Does something with the socket that sends and the one that receives.
    pub(super) fn both(
        &self,
        key: Key,
        from: usize,
        act: impl FnOnce(&Socket, &Socket) -> io::Result<()>,
    ) -> io::Result<()> {
        let sockets = self.known.get(&key).map(|connection| &connection.sockets);
        let Some([Some(client), Some(server)]) = sockets else { return Ok(()) };
        if from == 0 { act(client, server) } else { act(server, client) }
    }

    fn data(
        &mut self,
        key: Key,
        from: usize,
        mut data: &[u8],
        push: bool,
        t: Duration,
        lines: &mut Lines<'_>,
    ) -> io::Result<()> {
        if self.run.as_ref().is_some_and(|run| run.key != key || run.from != from) {
            self.flush(lines)?;
        }
        while !data.is_empty() {
            let new = || Run { key, from, data: Vec::new(), start: t, end: t };
            let run = self.run.get_or_insert_with(new);
            let (part, rest) = data.split_at(data.len().min(RUN - run.data.len()));
            run.data.extend(part);
            (run.end, data) = (t, rest);
            if run.data.len() == RUN || data.is_empty() && push {
                self.flush(lines)?;
            }
        }
        Ok(())
    }

    /// Writes the bytes that are no line yet: to be called before anything else is written.
    pub fn flush(&mut self, lines: &mut Lines<'_>) -> io::Result<()> {
        let Some(Run { key, from, data, start, end }) = self.run.take() else { return Ok(()) };
        let Some(connection) = self.known.get_mut(&key) else { return Ok(()) };
        let (sent, received) = (connection.sent[from], connection.received[1 - from]);
        connection.sent[from] += data.len() as u64;
        connection.received[1 - from] += data.len() as u64;
        let (data, len) = (Payload::from(data.as_slice()), data.len());
        self.both(key, from, |sender, receiver| {
            let call = Call::Send { data: data.clone(), flags: 0 };
            let outcome = Outcome::Ok(Value::Int(i64::try_from(len).unwrap_or(0)));
            let took = end.saturating_sub(start);
            lines.made(Made { t: start, took, on: sender, call, outcome, accepts: None, at: Some(sent) })?;
            let call = Call::Recv { size: 65_536, flags: 0 };
            let (outcome, took) = (Outcome::Ok(Value::Data(data)), Duration::ZERO);
            lines.made(Made { t: end, took, on: receiver, call, outcome, accepts: None, at: Some(received) })
        })
    }
}
