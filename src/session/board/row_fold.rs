//! The fold: one socket's row, when a call on it has come back.

use super::fold::Back;
use super::{Direction, Mode, OptionLog, SocketRow, Traffic};
use crate::call::{Call, Outcome, Value, errno_name};
use std::sync::Arc;

impl SocketRow {
    pub(super) fn back(&mut self, back: &Back<'_>) {
        if back.outcome.has_failed() {
            let outcome = match back.outcome {
                Outcome::Ok(Value::ConnectEx(errno)) => Outcome::Errno(*errno),
                outcome => outcome.clone(),
            };
            self.last_error = Some((back.n, back.call.kind(), outcome));
        } else if back.outcome.is_ok() {
            self.last_error = None;
        }
        self.was_reset |= self.is_reset(back);
        if let Some(Traffic { direction, bytes, beside: false }) = back.traffic {
            let eof = bytes == 0 && self.is_connection();
            match direction {
                Direction::Sent => {
                    self.sent = self.sent.saturating_add(bytes);
                    self.messages_sent += 1;
                }
                Direction::Received => {
                    self.received = self.received.saturating_add(bytes);
                    // Of SOCK_SEQPACKET nothing tells an empty message from the end, until another message comes.
                    self.messages_received += u64::from(!eof || !self.is_stream());
                    let ends = eof && back.call.size() != Some(0);
                    self.eof_n = self.eof_n.filter(|_| bytes == 0).or(ends.then_some(back.n));
                }
            }
        }
        if let (Call::Close | Call::Detach, Outcome::Ok(_) | Outcome::Errno(_)) = (back.call, back.outcome) {
            // A second close changes nothing.
            let goes_on = self.closing && !self.open && *back.call == Call::Close;
            (self.open, self.closing) = (false, back.deferred || goes_on);
        }
        if OptionLog::is_about(back.call) {
            Arc::make_mut(&mut self.options).take(back.n, back.call, back.outcome);
        }
        if back.outcome.is_ok() {
            self.remember(back.call);
            self.done(back);
        }
    }

    fn done(&mut self, back: &Back<'_>) {
        let outcome = back.outcome;
        match back.call {
            Call::Bind { address } if self.local.is_none() && address.port() != Some(0) => {
                self.local = Some(address.clone());
            }
            Call::SendTo { address, .. } => self.last_destination = Some(address.clone()),
            Call::RecvFrom { .. } | Call::RecvMsg { .. } => {
                if let Outcome::Ok(value) = outcome {
                    self.last_sender = value.sender().cloned().or_else(|| self.last_sender.take());
                }
            }
            Call::Listen { backlog } => self.backlog = Some(backlog.unwrap_or(128)),
            Call::Connect { address } => self.connected_to(address, back),
            Call::ConnectEx { address } if matches!(outcome, Outcome::Ok(Value::ConnectEx(0))) => {
                self.connected_to(address, back);
            }
            Call::Shutdown { how } => {
                let is = |name| crate::call::number_of(name) == Some(*how);
                self.shut_read |= is("SHUT_RD") || is("SHUT_RDWR");
                self.shut_write |= is("SHUT_WR") || is("SHUT_RDWR");
            }
            Call::SetTimeout { seconds } => {
                self.mode = match seconds {
                    None => Mode::Blocking,
                    Some(0.0) => Mode::NonBlocking,
                    Some(seconds) => Mode::Timeout(*seconds),
                };
            }
            Call::SetBlocking { blocking } => {
                self.mode = if *blocking { Mode::Blocking } else { Mode::NonBlocking };
            }
            Call::SetSockOpt { level, name, .. } if !self.options_set.contains(&(*level, *name)) => {
                self.options_set.push((*level, *name));
            }
            _ => {}
        }
    }

    /// Whether the call came back with the peer's RST: of IP, for a Unix socket has none.
    fn is_reset(&self, back: &Back<'_>) -> bool {
        let errno = match (back.call, back.outcome) {
            (_, Outcome::Errno(errno)) | (Call::ConnectEx { .. }, Outcome::Ok(Value::ConnectEx(errno))) => *errno,
            _ => return false,
        };
        let connects = matches!(back.call, Call::Connect { .. } | Call::ConnectEx { .. });
        let is_inet = ["AF_INET", "AF_INET6"].iter().any(|name| crate::call::number_of(name) == Some(self.family));
        let tells = match errno_name(errno) {
            Some("ECONNRESET") => true,
            Some("ECONNREFUSED") => connects,
            _ => false,
        };
        tells && is_inet && self.is_stream()
    }

    fn connected_to(&mut self, address: &crate::call::Address, back: &Back<'_>) {
        (self.connected, self.was_reset) = (true, false);
        self.connect = Some((back.n, back.start));
        if self.peer.is_none() {
            self.peer = Some(address.clone());
        }
    }
}
