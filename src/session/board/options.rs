//! What was asked of a socket's options, and the multicast groups that it is in: as its calls tell it.

use crate::call::{self, Call, OptionValue, Outcome};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// So many options (and groups) of a socket are remembered; the oldest give way.
const MOST: usize = 512;

/// The last call of one sort about one option.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionCall {
    /// The option's level and number.
    pub option: (i32, i32),
    /// The record in which it came back: while recording is paused many have the same.
    pub n: u64,
    /// How many calls about options of this socket came back before it.
    pub turn: u64,
    /// What it was.
    pub what: Asked,
    /// What came of it.
    pub outcome: Outcome,
}

/// What a call about an option was.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// A `setsockopt` that the kernel took.
    Set(OptionValue),
    /// A `setsockopt` that was refused.
    Refused(OptionValue),
    /// A `getsockopt`.
    Got,
}

impl Asked {
    fn is_same_sort(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// By which interface a group was joined, as the call said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The kernel chose it.
    System,
    /// The one with this address.
    Address(Ipv4Addr),
    /// The one with this number.
    Number(u32),
}

/// A multicast group that a socket is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The group.
    pub group: IpAddr,
    /// The interface.
    pub via: Via,
}

/// The options of one socket, as its calls tell them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OptionLog {
    calls: Vec<OptionCall>,
    /// So many came back.
    turns: u64,
    groups: Vec<Membership>,
}

impl OptionLog {
    /// The groups that it joined and did not leave, in the order of joining.
    pub fn groups(&self) -> &[Membership] {
        &self.groups
    }

    /// The value that the kernel took last for an option, and the record of that.
    pub fn set(&self, option: (i32, i32)) -> Option<(&OptionValue, u64)> {
        self.of(option).find_map(|made| match &made.what {
            Asked::Set(value) => Some((value, made.n)),
            _ => None,
        })
    }

    /// Whether an option that is an int was switched on, or off; none where it was not set.
    pub fn is_on(&self, option: (i32, i32)) -> Option<bool> {
        match self.set(option)?.0 {
            OptionValue::Int(on) => Some(*on != 0),
            OptionValue::Bytes(bytes) => Some(int(bytes, 0).or(bytes.first().map(|on| i32::from(*on)))? != 0),
            _ => None,
        }
    }

    /// Whether close sends an RST: `SO_LINGER` on, 0 seconds (`socket(7)`).
    pub fn lingers_not(&self) -> bool {
        let option = call::number_of("SOL_SOCKET").zip(call::number_of("SO_LINGER"));
        match option.and_then(|option| self.set(option)) {
            Some((OptionValue::Linger(on, seconds), _)) => *on != 0 && *seconds == 0,
            Some((OptionValue::Bytes(bytes), _)) => int(bytes, 0).is_some_and(|on| on != 0) && int(bytes, 4) == Some(0),
            _ => false,
        }
    }

    /// The last `setsockopt` of an option, where it was refused.
    pub fn refused(&self, option: (i32, i32)) -> Option<(&OptionValue, &OptionCall)> {
        let is_set = |made: &&OptionCall| matches!(made.what, Asked::Set(_));
        let set = self.of(option).find(is_set).map(|made| made.turn);
        self.of(option).find_map(|made| match &made.what {
            Asked::Refused(value) if set.is_none_or(|set| made.turn > set) => Some((value, made)),
            _ => None,
        })
    }

    /// The last `getsockopt` of an option.
    pub fn got(&self, option: (i32, i32)) -> Option<&OptionCall> {
        self.of(option).find(|made| made.what == Asked::Got)
    }

    /// The last `setsockopt` of an option, whatever came of it.
    pub fn last_set(&self, option: (i32, i32)) -> Option<&OptionCall> {
        self.of(option).filter(|made| made.what != Asked::Got).max_by_key(|made| made.turn)
    }

    fn of(&self, option: (i32, i32)) -> impl Iterator<Item = &OptionCall> {
        self.calls.iter().filter(move |made| made.option == option)
    }

    /// What a copy of the socket begins with: it is in the same groups.
    pub(super) fn of_copy(&self) -> Self {
        Self { groups: self.groups.clone(), ..Self::default() }
    }

    /// Whether a call is one of these.
    pub(super) fn is_about(call: &Call) -> bool {
        matches!(call, Call::SetSockOpt { .. } | Call::GetSockOpt { .. })
    }

    /// Takes in a call that came back.
    pub(crate) fn take(&mut self, n: u64, call: &Call, outcome: &Outcome) {
        let (option, what) = match call {
            Call::SetSockOpt { level, name, value } if outcome.is_ok() => {
                self.member(*level, *name, value);
                ((*level, *name), Asked::Set(value.clone()))
            }
            Call::SetSockOpt { level, name, value } => ((*level, *name), Asked::Refused(value.clone())),
            Call::GetSockOpt { level, name, .. } => ((*level, *name), Asked::Got),
            _ => return,
        };
        self.calls.retain(|made| made.option != option || !made.what.is_same_sort(&what));
        if self.calls.len() == MOST {
            self.calls.remove(0);
        }
        self.calls.push(OptionCall { option, n, turn: self.turns, what, outcome: outcome.clone() });
        self.turns += 1;
    }

    /// Joins or leaves, where the option does.
    fn member(&mut self, level: i32, name: i32, value: &OptionValue) {
        let joins = match call::option_name(level, name) {
            Some("IP_ADD_MEMBERSHIP" | "IPV6_JOIN_GROUP") => true,
            Some("IP_DROP_MEMBERSHIP" | "IPV6_LEAVE_GROUP") => false,
            _ => return,
        };
        let Some(member) = membership(value) else { return };
        if joins {
            if self.groups.len() < MOST {
                self.groups.push(member);
            }
            return;
        }
        let exact = self.groups.iter().position(|joined| *joined == member);
        // Named in another way than it was joined by: the kernel found it, so it is one of that group.
        let at = exact.or_else(|| self.groups.iter().rposition(|joined| joined.group == member.group));
        if let Some(at) = at {
            self.groups.remove(at);
        }
    }
}

/// A C int in the bytes of an option.
fn int(bytes: &[u8], at: usize) -> Option<i32> {
    bytes.get(at..at + 4)?.try_into().ok().map(i32::from_ne_bytes)
}

/// The group that an option's value names; `inet_aton`'s shorter forms of addresses are not known here.
fn membership(value: &OptionValue) -> Option<Membership> {
    let v4 = |group: Ipv4Addr, interface: Ipv4Addr| {
        let via = if interface.is_unspecified() { Via::System } else { Via::Address(interface) };
        Membership { group: group.into(), via }
    };
    let numbered = |group: IpAddr, index: u32| {
        let via = if index == 0 { Via::System } else { Via::Number(index) };
        Membership { group, via }
    };
    match value {
        OptionValue::Mreq(group, interface) => Some(v4(group.parse().ok()?, interface.parse().ok()?)),
        OptionValue::Mreq6(group, index) => Some(numbered(group.parse::<Ipv6Addr>().ok()?.into(), *index)),
        OptionValue::Bytes(bytes) => {
            let word = |at: usize| -> Option<[u8; 4]> { bytes.get(at..at + 4)?.try_into().ok() };
            match bytes.len() {
                // struct ip_mreq and struct ip_mreqn.
                8 => Some(v4(word(0)?.into(), word(4)?.into())),
                12 if word(8)? != [0; 4] => {
                    Some(numbered(Ipv4Addr::from(word(0)?).into(), u32::from_ne_bytes(word(8)?)))
                }
                12 => Some(v4(word(0)?.into(), word(4)?.into())),
                // struct ipv6_mreq.
                20 => {
                    let group: [u8; 16] = bytes.get(..16)?.try_into().ok()?;
                    Some(numbered(Ipv6Addr::from(group).into(), u32::from_ne_bytes(word(16)?)))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Value, number_of};

    fn set(level: &str, name: &str, value: OptionValue) -> Call {
        Call::SetSockOpt { level: number_of(level).unwrap(), name: number_of(name).unwrap(), value }
    }

    fn ok() -> Outcome {
        Outcome::Ok(Value::None)
    }

    #[test]
    fn the_last_of_each_sort_is_kept() {
        let mut log = OptionLog::default();
        let option = (number_of("SOL_SOCKET").unwrap(), number_of("SO_RCVBUF").unwrap());
        let int = |n| set("SOL_SOCKET", "SO_RCVBUF", OptionValue::Int(n));
        log.take(3, &int(1), &ok());
        log.take(4, &int(2), &Outcome::Errno(22));
        assert_eq!(log.set(option), Some((&OptionValue::Int(1), 3)));
        assert_eq!(log.refused(option).map(|(value, made)| (value.clone(), made.n)), Some((OptionValue::Int(2), 4)));
        log.take(5, &int(3), &ok());
        assert_eq!((log.set(option), log.refused(option)), (Some((&OptionValue::Int(3), 5)), None));
        assert_eq!((log.last_set(option).map(|made| made.n), log.got(option)), (Some(5), None));
        assert_eq!(log.calls.len(), 2);
    }

    #[test]
    fn a_value_is_on_or_off_in_every_form() {
        let pair =
            |on: i32, seconds: i32| OptionValue::Bytes([on.to_ne_bytes(), seconds.to_ne_bytes()].concat().into());
        let bytes = |bytes: &[u8]| OptionValue::Bytes(bytes.into());
        for (value, on, cuts) in [
            (OptionValue::Int(2), Some(true), false),
            (OptionValue::Int(0), Some(false), false),
            (bytes(&1_i32.to_ne_bytes()), Some(true), false),
            (bytes(&[0]), Some(false), false),
            (bytes(&[]), None, false),
            (OptionValue::Linger(1, 0), None, true),
            (OptionValue::Linger(1, 5), None, false),
            (OptionValue::Linger(0, 0), None, false),
            (pair(1, 0), Some(true), true),
            (pair(0, 0), Some(false), false),
        ] {
            let mut log = OptionLog::default();
            log.take(1, &set("SOL_SOCKET", "SO_LINGER", value.clone()), &ok());
            let option = (number_of("SOL_SOCKET").unwrap(), number_of("SO_LINGER").unwrap());
            assert_eq!((log.is_on(option), log.lingers_not()), (on, cuts), "{value:?}");
        }
    }

    #[test]
    fn groups_are_joined_and_left_as_the_kernel_does() {
        let mut log = OptionLog::default();
        let mreq = |group: &str, by: &str| OptionValue::Mreq(group.into(), by.into());
        let mut n = 0;
        let mut make = |log: &mut OptionLog, level, name, value, outcome: Outcome| {
            n += 1;
            log.take(n, &set(level, name, value), &outcome);
        };
        let (ip, v6) = ("IPPROTO_IP", "IPPROTO_IPV6");
        make(&mut log, ip, "IP_ADD_MEMBERSHIP", mreq("239.1.2.3", "127.0.0.1"), ok());
        make(&mut log, ip, "IP_ADD_MEMBERSHIP", mreq("239.1.2.3", "0.0.0.0"), ok());
        make(&mut log, ip, "IP_ADD_MEMBERSHIP", mreq("239.9.9.9", "0.0.0.0"), Outcome::Errno(19));
        make(&mut log, v6, "IPV6_JOIN_GROUP", OptionValue::Mreq6("ff02::1234".into(), 1), ok());
        let by_number = [&[239, 0, 0, 9, 0, 0, 0, 0][..], &2_u32.to_ne_bytes()].concat();
        make(&mut log, ip, "IP_ADD_MEMBERSHIP", OptionValue::Bytes(by_number.into()), ok());
        let shown = |log: &OptionLog| log.groups.iter().map(|m| (m.group.to_string(), m.via)).collect::<Vec<_>>();
        let here = Via::Address(Ipv4Addr::LOCALHOST);
        let all = [
            ("239.1.2.3".to_owned(), here),
            ("239.1.2.3".to_owned(), Via::System),
            ("ff02::1234".to_owned(), Via::Number(1)),
            ("239.0.0.9".to_owned(), Via::Number(2)),
        ];
        assert_eq!(shown(&log), all);
        assert_eq!(log.of_copy().groups(), log.groups());
        make(&mut log, ip, "IP_DROP_MEMBERSHIP", mreq("239.1.2.3", "0.0.0.0"), ok());
        assert_eq!(shown(&log), [all[0].clone(), all[2].clone(), all[3].clone()]);
        make(&mut log, v6, "IPV6_LEAVE_GROUP", OptionValue::Mreq6("ff02::1234".into(), 0), ok());
        make(&mut log, ip, "IP_DROP_MEMBERSHIP", mreq("239.0.0.9", "10.0.0.1"), ok());
        make(&mut log, ip, "IP_DROP_MEMBERSHIP", mreq("239.0.0.9", "10.0.0.1"), ok());
        assert_eq!(shown(&log), [all[0].clone()]);
    }
}
