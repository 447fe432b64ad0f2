//! The words and the calls of groups, by family: what is typed, and the interfaces that can be named.

use crate::app::{parse_group4, parse_group6};
use crate::call::{self, OptionValue};
use crate::locale::Message;
use crate::net::Link;
use crate::session::{Membership, SocketRow, Via};
use crate::ui::cx::Cx;
use std::net::{IpAddr, Ipv4Addr};

/// What differs between the families.
#[derive(Clone, Copy)]
pub(super) struct Names {
    /// IPv6.
    pub is_v6: bool,
    /// The level of its options.
    pub level: &'static str,
    /// The option that joins.
    pub join: &'static str,
    /// The option that leaves.
    pub leave: &'static str,
    /// The options beside.
    pub options: &'static [&'static str],
}

const V4: Names = Names {
    is_v6: false,
    level: "IPPROTO_IP",
    join: "IP_ADD_MEMBERSHIP",
    leave: "IP_DROP_MEMBERSHIP",
    options: &["IP_MULTICAST_IF", "IP_MULTICAST_TTL", "IP_MULTICAST_LOOP"],
};
const V6: Names = Names {
    is_v6: true,
    level: "IPPROTO_IPV6",
    join: "IPV6_JOIN_GROUP",
    leave: "IPV6_LEAVE_GROUP",
    options: &["IPV6_MULTICAST_IF", "IPV6_MULTICAST_HOPS", "IPV6_MULTICAST_LOOP"],
};

impl Names {
    /// None where such a socket joins no groups.
    pub fn of(row: &SocketRow) -> Option<Self> {
        let joins = matches!(call::kind(row.kind & 0xf), Some("SOCK_DGRAM" | "SOCK_RAW"));
        match call::family(row.family).filter(|_| joins)? {
            "AF_INET" => Some(V4),
            "AF_INET6" => Some(V6),
            _ => None,
        }
    }

    /// Level and number of one of its options.
    pub fn option(self, name: &str) -> Option<(i32, i32)> {
        call::number_of(self.level).zip(call::number_of(name))
    }
}

fn mreq(group: Ipv4Addr, via: Via) -> OptionValue {
    let interface = if let Via::Address(ip) = via { ip } else { Ipv4Addr::UNSPECIFIED };
    OptionValue::Mreq(group.to_string().into(), interface.to_string().into())
}

/// What the kernel is asked for.
pub(super) fn membership(group: &str, via: Via, names: Names) -> Result<OptionValue, Message> {
    if group.trim().is_empty() {
        return Err(Message::new("input-empty").with("text", ""));
    }
    if names.is_v6 {
        let index = if let Via::Number(index) = via { index } else { 0 };
        return Ok(OptionValue::Mreq6(parse_group6(group)?.to_string().into(), index));
    }
    Ok(mreq(parse_group4(group)?, via))
}

/// The interfaces that can be named: by an address of theirs for IPv4, by their number for IPv6.
pub(super) fn ways(cx: &Cx<'_>, names: Names) -> Vec<(Via, String)> {
    let mut found = vec![(Via::System, cx.t("groups-system").to_owned())];
    for link in cx.state.links() {
        if names.is_v6 {
            found.push((Via::Number(link.index), via_text(cx, Via::Number(link.index))));
        } else {
            found.extend(link.v4.iter().map(|ip| (Via::Address(*ip), via_text(cx, Via::Address(*ip)))));
        }
    }
    found
}

pub(super) fn link_of<'a>(cx: &Cx<'a>, via: Via) -> Option<&'a Link> {
    cx.state.links().iter().find(|link| match via {
        Via::System => false,
        Via::Address(ip) => link.v4.contains(&ip),
        Via::Number(index) => link.index == index,
    })
}

pub(super) fn via_text(cx: &Cx<'_>, via: Via) -> String {
    let address = match via {
        Via::System => return cx.t("groups-system").to_owned(),
        Via::Address(ip) => ip.to_string(),
        Via::Number(index) => index.to_string(),
    };
    match link_of(cx, via) {
        Some(link) => cx.say(&Message::new("groups-by").with("name", &*link.name).with("address", address)),
        None => address,
    }
}

/// What leaves a group as it was joined.
pub(super) fn left(member: Membership) -> OptionValue {
    match (member.group, member.via) {
        (IpAddr::V6(ip), Via::Number(index)) => OptionValue::Mreq6(ip.to_string().into(), index),
        (IpAddr::V6(ip), _) => OptionValue::Mreq6(ip.to_string().into(), 0),
        // struct ip_mreqn: it was joined by the interface's number.
        (IpAddr::V4(ip), Via::Number(index)) => {
            OptionValue::Bytes([&ip.octets()[..], &[0; 4], &index.to_ne_bytes()].concat().into())
        }
        (IpAddr::V4(ip), via) => mreq(ip, via),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_the_membership_that_is_asked_for() {
        let here = Via::Address(Ipv4Addr::LOCALHOST);
        assert_eq!(membership(" 239.1.2.3 ", here, V4), Ok(OptionValue::Mreq("239.1.2.3".into(), "127.0.0.1".into())));
        assert_eq!(
            membership("239.1.2.3", Via::System, V4),
            Ok(OptionValue::Mreq("239.1.2.3".into(), "0.0.0.0".into()))
        );
        assert_eq!(membership("ff01::1234", Via::Number(1), V6), Ok(OptionValue::Mreq6("ff01::1234".into(), 1)));
        for (group, names, key) in [
            ("", V4, "input-empty"),
            ("10.0.0.1", V4, "option-error-group4"),
            ("ff02::1", V4, "option-error-ip4"),
            ("239.1.2.3", V6, "option-error-ip6"),
            ("fe80::1", V6, "option-error-group6"),
        ] {
            assert_eq!(membership(group, Via::System, names).unwrap_err().key(), key, "{group}");
        }
    }
}
