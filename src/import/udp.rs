//! Datagrams: a socket for each port of each host, `sendto` at one and `recvfrom` at the other.

use super::lines::{Lines, Made, Socket, address};
use super::packet::Seen;
use crate::call::{Call, Outcome, Payload, Value};
use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// So many ports are remembered; the older half of more is forgotten, and would be new sockets.
const MOST: usize = 65_536;

/// The ports that were seen.
#[derive(Debug, Default)]
pub struct Ports {
    known: HashMap<SocketAddr, (Socket, u64)>,
    made: u64,
    count: u64,
}

impl Ports {
    /// Takes a datagram in.
    pub fn take(&mut self, seen: &Seen<'_>, t: Duration, lines: &mut Lines<'_>) -> io::Result<()> {
        let Seen { from, to, data, missing, .. } = seen;
        self.count += 1;
        self.make_room();
        let sender = self.socket(*from, true, t, lines)?;
        let receiver = self.socket(*to, false, t, lines)?;
        let data: Payload = Payload::from(data.as_ref());
        let len = data.len() as u64 + u64::from(*missing);
        let call = Call::SendTo { data: data.clone(), flags: 0, address: address(*to) };
        let sent = Outcome::Ok(Value::Int(i64::try_from(len).unwrap_or(i64::MAX)));
        let took = Duration::ZERO;
        lines.made(Made { t, took, on: &sender, call, outcome: sent, accepts: None, at: None })?;
        if *missing > 0 {
            lines.gap(t, &sender, (*missing).into(), "snaplen")?;
        }
        let outcome = Outcome::Ok(Value::DataFrom(data, Some(address(*from))));
        let call = Call::RecvFrom { size: 65_535, flags: 0 };
        lines.made(Made { t, took, on: &receiver, call, outcome, accepts: None, at: None })?;
        if *missing > 0 {
            lines.gap(t, &receiver, (*missing).into(), "snaplen")?;
        }
        Ok(())
    }

    fn socket(&mut self, at: SocketAddr, sends: bool, t: Duration, lines: &mut Lines<'_>) -> io::Result<Socket> {
        if let Some((known, last)) = self.known.get_mut(&at) {
            *last = self.count;
            return Ok(known.clone());
        }
        self.made += 1;
        let socket = lines.socket(if sends { "client" } else { "server" }, &format!("u{}", self.made));
        lines.makes(t, &socket, at, "SOCK_DGRAM")?;
        if sends {
            // Nobody knows whether it was bound before it sent.
            lines.names(t, &socket, at, None)?;
        } else {
            lines.call(t, &socket, Call::Bind { address: address(at) }, Outcome::NONE)?;
        }
        self.known.insert(at, (socket.clone(), self.count));
        Ok(socket)
    }

    fn make_room(&mut self) {
        if self.known.len() + 2 > MOST {
            let mut last: Vec<u64> = self.known.values().map(|(_, last)| *last).collect();
            let (_, middle, _) = last.select_nth_unstable(MOST / 2);
            let middle = *middle;
            self.known.retain(|_, (_, last)| *last > middle);
        }
    }
}
