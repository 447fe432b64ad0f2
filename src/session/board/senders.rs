//! Who sends a socket its datagrams, and which requests to them nobody has answered yet.

use super::RoundTrips;
use crate::call::Address;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// At most so many senders of a socket are told apart, and so many requests wait for an answer.
pub const MOST: usize = 256;

/// Who sends a socket its datagrams.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Senders {
    by_address: BTreeMap<Arc<Address>, Sender>,
    others: Sender,
    last: Option<Arc<Address>>,
    /// Sends that nobody has answered, by where they went.
    asked: BTreeMap<Arc<Address>, Duration>,
    /// One that anyone may answer (a broadcast, or a name), and whether somebody did.
    asked_anyone: Option<(Duration, bool)>,
}

/// One sender.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sender {
    /// Datagrams that came from there.
    pub messages: u64,
    /// Their bytes.
    pub bytes: u64,
    /// When the last one came.
    pub last_t: Duration,
    /// The record of the last one.
    pub last_n: u64,
    /// How long its answers took.
    pub round_trips: RoundTrips,
}

impl Senders {
    /// Every sender that is told apart, by address.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Arc<Address>, &Sender)> {
        self.by_address.iter()
    }

    /// The sender at this address.
    pub fn get(&self, address: &Address) -> Option<&Sender> {
        self.by_address.get(address)
    }

    /// All who came after the first [`MOST`], together.
    pub fn others(&self) -> Option<&Sender> {
        Some(&self.others).filter(|others| others.messages > 0)
    }

    /// Who sent last.
    pub fn last(&self) -> Option<&Arc<Address>> {
        self.last.as_ref()
    }

    /// A send to `address` (none: to the connected peer) that started at `t`.
    pub(super) fn asks(&mut self, address: Option<&Address>, t: Duration) {
        let Some(address) = address.filter(|address| !anyone_may_answer(address)) else {
            if self.asked_anyone.is_none_or(|(_, answered)| answered) {
                self.asked_anyone = Some((t, false));
            }
            return;
        };
        if self.asked.contains_key(address) {
            return;
        }
        if self.asked.len() == MOST {
            let oldest = self.asked.iter().min_by_key(|(_, t)| **t).map(|(address, _)| Arc::clone(address));
            if let Some(oldest) = oldest {
                self.asked.remove(&oldest);
            }
        }
        self.asked.insert(Arc::new(address.clone()), t);
    }

    /// The send to `address` that started at `t` failed.
    pub(super) fn asked_nothing(&mut self, address: Option<&Address>, t: Duration) {
        if self.asked_anyone == Some((t, false)) {
            self.asked_anyone = None;
        }
        if let Some(address) = address.filter(|address| self.asked.get(*address) == Some(&t)) {
            self.asked.remove(address);
        }
    }

    /// A datagram that came back at `t` in record `n`, from `address` where it is known. How long its answer took, where
    /// it is one.
    pub(super) fn came(&mut self, address: Option<&Address>, bytes: u64, n: u64, t: Duration) -> Option<Duration> {
        let Some(address) = address else {
            // Nobody knows from whom: it answers the first request there is.
            let anyone = self.asked_anyone.take().filter(|(_, answered)| !answered).map(|(t, _)| t);
            let asked = self.asked.values().copied().chain(anyone).min();
            self.asked.clear();
            return asked.and_then(|asked| t.checked_sub(asked));
        };
        let asked = if self.asked.is_empty() { None } else { self.asked.remove(address) };
        if self.last.as_deref() != Some(address) {
            let known = self.by_address.get_key_value(address).map(|(address, _)| Arc::clone(address));
            self.last = Some(known.unwrap_or_else(|| Arc::new(address.clone())));
        }
        let full = self.by_address.len() >= MOST;
        if !full && !self.by_address.contains_key(address) {
            self.by_address.insert(Arc::new(address.clone()), Sender::default());
        }
        let own = self.by_address.get_mut(address).unwrap_or(&mut self.others);
        // What went to everyone is answered once by each.
        let anyone = self.asked_anyone.as_mut().filter(|(asked, _)| own.messages == 0 || own.last_t < *asked);
        let of_everyone = anyone.map(|(asked, answered)| {
            *answered = true;
            *asked
        });
        let took = asked.into_iter().chain(of_everyone).min().and_then(|asked| t.checked_sub(asked));
        own.messages += 1;
        own.bytes = own.bytes.saturating_add(bytes);
        (own.last_t, own.last_n) = (own.last_t.max(t), n);
        if let Some(took) = took {
            own.round_trips.add(took);
        }
        took
    }
}

/// Whether an answer may come from another address than the one that was written: a broadcast, a group, the wildcard, or
/// a name that was looked up.
pub(crate) fn anyone_may_answer(address: &Address) -> bool {
    match (address, address.ip()) {
        (_, Some(IpAddr::V4(ip))) => ip.is_multicast() || ip.is_unspecified() || ip.octets()[3] == 255,
        (_, Some(IpAddr::V6(ip))) => ip.is_multicast() || ip.is_unspecified(),
        (Address::Unix { path }, _) => path.is_empty(),
        (Address::Abstract { .. }, _) => false,
        (_, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(port: i64) -> Address {
        Address::inet("127.0.0.1", port)
    }

    fn millis(t: u64) -> Duration {
        Duration::from_millis(t)
    }

    #[test]
    fn each_sender_is_counted_and_too_many_are_others() {
        let mut senders = Senders::default();
        assert!(senders.last().is_none() && senders.others().is_none());
        for round in 0..2_u64 {
            for port in 0..300 {
                senders.came(Some(&from(port)), 10, round, millis(round));
            }
        }
        assert_eq!(senders.iter().len(), MOST);
        let first = senders.get(&from(0)).unwrap();
        assert_eq!((first.messages, first.bytes, first.last_n, first.last_t), (2, 20, 1, millis(1)));
        let others = senders.others().unwrap();
        assert_eq!((others.messages, others.bytes), (2 * 44, 20 * 44));
        assert_eq!(senders.last().map(|last| last.port()), Some(Some(299)), "also who is not told apart can be last");
        senders.came(None, 1, 9, millis(9));
        assert_eq!(senders.last().map(|last| last.port()), Some(Some(299)));
    }

    #[test]
    fn only_who_was_asked_answers_and_only_once() {
        let mut senders = Senders::default();
        senders.asks(Some(&from(1)), millis(10));
        senders.asks(Some(&from(1)), millis(12));
        senders.asks(Some(&from(2)), millis(11));
        assert_eq!(senders.came(Some(&from(3)), 1, 1, millis(13)), None, "a stranger answers nothing");
        assert_eq!(senders.came(Some(&from(1)), 1, 2, millis(15)), Some(millis(5)), "since the first request");
        assert_eq!(senders.came(Some(&from(1)), 1, 3, millis(16)), None);
        assert_eq!(senders.came(Some(&from(2)), 1, 4, millis(18)), Some(millis(7)));
        assert_eq!(senders.get(&from(1)).unwrap().round_trips.count, 1);
    }

    #[test]
    fn a_broadcast_is_answered_by_each_once() {
        let mut senders = Senders::default();
        senders.came(Some(&from(1)), 1, 1, millis(1));
        senders.asks(Some(&Address::inet("127.255.255.255", 9)), millis(10));
        assert_eq!(senders.came(Some(&from(1)), 1, 2, millis(12)), Some(millis(2)));
        assert_eq!(senders.came(Some(&from(2)), 1, 3, millis(14)), Some(millis(4)));
        assert_eq!(senders.came(Some(&from(1)), 1, 4, millis(15)), None);
        senders.asks(None, millis(20));
        assert_eq!(senders.came(Some(&from(2)), 1, 5, millis(23)), Some(millis(3)), "a new request after an answer");
        senders.asks(None, millis(30));
        assert_eq!(senders.came(None, 1, 6, millis(31)), Some(millis(1)));
        assert_eq!(senders.came(None, 1, 7, millis(32)), None);
    }

    #[test]
    fn requests_that_nobody_answers_are_bounded() {
        let mut senders = Senders::default();
        for port in 0..1000 {
            senders.asks(Some(&from(port)), millis(port.unsigned_abs()));
        }
        assert_eq!(senders.asked.len(), MOST);
        assert_eq!(senders.came(Some(&from(999)), 1, 1, millis(1000)), Some(millis(1)), "the newest are kept");
    }
}
