//! With whom a datagram was exchanged, in 4 bytes: enough to find one sender's among many without reading them.

use crate::call::{Address, Call, Outcome};
use crate::session::board::anyone_may_answer;

/// Stands for an address; two addresses share one about once in 4,000,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag(u32);

impl Tag {
    /// Nobody knows whom, or it went to everyone: a broadcast, the connected peer, a name.
    pub const ANYONE: Self = Self(0);

    /// An address's own.
    pub fn of(address: &Address) -> Self {
        if anyone_may_answer(address) {
            return Self::ANYONE;
        }
        // FNV-1a, 32 bits: the same in every run and on every machine.
        let mut hash = 0x811c_9dc5_u32;
        let mut eat = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        address.host().unwrap_or_default().bytes().for_each(&mut eat);
        address.port().unwrap_or_default().to_le_bytes().into_iter().for_each(&mut eat);
        match address {
            Address::Inet6 { scope, .. } => scope.to_le_bytes().into_iter().for_each(&mut eat),
            Address::Unix { path: name } => name.iter().copied().for_each(&mut eat),
            // As the kernel marks it.
            Address::Abstract { name } => [0].iter().chain(name).copied().for_each(&mut eat),
            Address::Inet { .. } | Address::Other(_) => {}
        }
        Self(hash.max(1))
    }

    /// The tag of what a call moved.
    pub fn of_call(call: &Call, outcome: &Outcome) -> Self {
        match (call, outcome) {
            (Call::SendTo { address, .. }, _) => Self::of(address),
            (_, Outcome::Ok(value)) => value.sender().map_or(Self::ANYONE, Self::of),
            _ => Self::ANYONE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        let mut tags: Vec<u32> = (0..2000).map(|port| Tag::of(&Address::inet("127.0.0.1", port)).0).collect();
        tags.push(Tag::of(&Address::inet6("::1", 1)).0);
        tags.push(Tag::of(&Address::Inet6 { host: "fe80::1".into(), port: 1, flow: 0, scope: 2 }).0);
        tags.push(Tag::of(&Address::Inet6 { host: "fe80::1".into(), port: 1, flow: 0, scope: 3 }).0);
        let unix = [Address::unix("/tmp/a"), Address::unix("/tmp/b"), Address::abstract_name("/tmp/a")];
        tags.extend(unix.map(|address| Tag::of(&address).0));
        tags.sort_unstable();
        tags.dedup();
        assert_eq!(tags.len(), 2006);
        assert_eq!(Tag::of(&Address::inet("255.255.255.255", 1)), Tag::ANYONE);
        assert_eq!(Tag::of(&Address::inet("plc.local", 1)), Tag::ANYONE);
        assert_eq!(Tag::of(&Address::unix("")), Tag::ANYONE, "nobody answers from no name");
    }
}
