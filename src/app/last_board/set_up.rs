//! What one socket is made of: its name, its calls, and what it keeps doing.

use crate::app::plan::Keep;
use crate::app::state::Keeping;
use crate::call::{self, Address, Call, CallKind, Name};
use crate::session::SocketRow;

/// What one socket is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct SetUp {
    /// Its label.
    pub name: Name,
    /// `socket` first, then the calls that made it what it was.
    pub calls: Vec<Call>,
    /// What it kept doing.
    pub keep: Keep,
}

impl SetUp {
    /// Of an open socket; none for one that was accepted, paired or copied, which nobody can make anew alone.
    pub(super) fn of(row: &SocketRow, keeping: Keeping) -> Option<Self> {
        if !row.open || row.made_by != CallKind::Socket {
            return None;
        }
        let socket = Call::Socket { family: row.family, kind: row.kind, proto: row.proto };
        let calls = [socket].into_iter().chain(row.setup.iter().map(|call| call.as_ref().clone())).collect();
        let keep = match keeping {
            Keeping { accepting: true, serving: true, .. } => Keep::Serving,
            Keeping { accepting: true, .. } => Keep::Accepting,
            Keeping { receiving: true, .. } => Keep::Receiving,
            _ => Keep::Nothing,
        };
        Some(Self { name: row.name.clone(), calls, keep })
    }

    /// Whether it goes to somebody, who must be there first.
    pub fn connects(&self) -> bool {
        self.calls.iter().any(|call| matches!(call, Call::Connect { .. } | Call::ConnectEx { .. }))
    }

    /// Where it listens, is bound or goes, in a few characters; none for a socket that is only made.
    pub fn place(&self) -> Option<String> {
        let connects = |call: &&Call| matches!(call, Call::Connect { .. } | Call::ConnectEx { .. });
        let binds = |call: &&Call| matches!(call, Call::Bind { .. });
        let address = |call: &Call| call.address().map(ToString::to_string);
        match self.calls.iter().rev().find(connects) {
            Some(call) => address(call).map(|address| format!("→ {address}")),
            None => self.calls.iter().find(binds).and_then(address),
        }
    }

    /// The address by which other machines can reach it: what it binds, or every address where it listens unbound.
    /// None once it connects: then only its peer reaches it.
    pub fn exposes(&self) -> Option<Address> {
        if self.connects() {
            return None;
        }
        let bound = self.calls.iter().find_map(|call| match call {
            Call::Bind { address } => Some(address.clone()),
            _ => None,
        });
        let listens = self.calls.iter().any(|call| matches!(call, Call::Listen { .. }));
        let address = bound.or_else(|| listens.then(|| self.every_address()))?;
        address.is_wider_than_loopback().then_some(address)
    }

    fn is_v6(&self) -> bool {
        matches!(self.calls.first(), Some(Call::Socket { family, .. }) if call::family(*family) == Some("AF_INET6"))
    }

    fn every_address(&self) -> Address {
        if self.is_v6() { Address::inet6("", 0) } else { Address::inet("", 0) }
    }

    /// The same bound to another address.
    pub(in crate::app) fn at(mut self, address: &Address) -> Self {
        let bind = Call::Bind { address: address.clone() };
        match self.calls.iter().position(|call| matches!(call, Call::Bind { .. })) {
            Some(at) => self.calls[at] = bind,
            None => {
                let listen = self.calls.iter().position(|call| matches!(call, Call::Listen { .. }));
                self.calls.insert(listen.unwrap_or(self.calls.len()), bind);
            }
        }
        self
    }
}
