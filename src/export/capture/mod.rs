//! A session as a capture: what the packets would have been, on a network that loses nothing and never waits.
//!
//! Calls go in, in the order in which they came back. A call whose addresses are told by the next records waits for those
//! in a short queue. Each call's line is a comment on the packet that it made, or on the next one of its socket.

mod calls;
mod exchange;
mod file;
mod links;
mod packet;
mod places;
mod tcp;
mod udp;

use super::pass::Entry;
use super::{Step, Takes};
use crate::call::{Address, Call, Outcome, SocketId, Value};
use crate::session::{Board, SocketRow};
use calls::Net;
use std::collections::VecDeque;
use std::io::{self, Write};

/// So many calls wait at most for the names of one.
const HELD: usize = 64;

/// Takes a session in and writes packets.
pub struct Capture<'a> {
    out: Option<&'a mut dyn Write>,
    net: Option<Net<'a>>,
    held: VecDeque<Entry>,
}

impl<'a> Capture<'a> {
    pub fn new(out: &'a mut dyn Write) -> Self {
        Self { out: Some(out), net: None, held: VecDeque::new() }
    }

    /// Passes on the calls whose addresses are known, up to the first that is not.
    fn pass_on(&mut self, board: &Board, most: usize) -> io::Result<()> {
        let Some(net) = &mut self.net else { return Ok(()) };
        while let Some(entry) = self.held.front() {
            if self.held.len() <= most && !is_named(entry, board) {
                return Ok(());
            }
            if let Some(entry) = self.held.pop_front() {
                net.call(&entry, board)?;
            }
        }
        Ok(())
    }
}

impl Takes for Capture<'_> {
    fn take(&mut self, step: Step<'_>, board: &Board) -> io::Result<()> {
        match step {
            Step::Header(header) => {
                if let Some(out) = self.out.take() {
                    self.net = Some(Net::new(out, header)?);
                }
            }
            Step::Back(entry) => {
                // Those before it that waited for a name may have it by now.
                self.pass_on(board, HELD)?;
                self.held.push_back(entry.clone());
                self.pass_on(board, HELD)?;
            }
            Step::Notice(..) => self.pass_on(board, HELD)?,
            Step::Started(_) | Step::Unfinished(_) => {}
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(net) = &mut self.net else { return Ok(()) };
        net.end()
    }

    fn last(&mut self, board: &Board) -> io::Result<()> {
        self.pass_on(board, 0)
    }
}

/// Whether the names are known that tell where a call's packets went.
fn is_named(entry: &Entry, board: &Board) -> bool {
    let has_port = |address: &Option<Address>| address.as_ref().and_then(Address::port).is_some_and(|port| port != 0);
    let named = |sid: SocketId, both: bool| {
        let row = board.row(board.owner(sid)).filter(|row| places::is_inet(row));
        row.is_none_or(|row: &SocketRow| has_port(&row.local) && (!both || row.peer.is_some()))
    };
    match (&entry.record.call, &entry.record.outcome) {
        (Call::Connect { .. } | Call::ConnectEx { .. }, Outcome::Ok(Value::None | Value::ConnectEx(0))) => {
            named(entry.sid, true)
        }
        (Call::Accept, Outcome::Ok(_)) => entry.record.made.is_none_or(|made| named(made, true)),
        (Call::SendTo { .. } | Call::Send { .. }, Outcome::Ok(_)) => named(entry.sid, false),
        _ => true,
    }
}
