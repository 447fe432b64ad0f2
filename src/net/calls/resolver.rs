//! `getaddrinfo`, as CPython's `socket.getaddrinfo` asks it.

use super::{Answer, Site};
use crate::call::{AddrInfo, ArgumentWhy, Call, Outcome, Service, Value};
use crate::net::address::from_kernel;
use crate::net::idna;
use crate::net::names::NoName;
use crate::net::platform::{Found, Lookup};

/// The host goes through IDNA, a number is asked for as its digits.
pub(super) fn getaddrinfo(site: &Site<'_>, call: &Call) -> Answer {
    let Call::GetAddrInfo { host, port, family, kind, proto, flags } = call else {
        return Err(Outcome::Argument(ArgumentWhy::Type));
    };
    let encoded = host.as_ref().map(|host| idna::encode(host).ok_or(Outcome::Argument(ArgumentWhy::Encoding)));
    let lookup = Lookup {
        host: encoded.transpose()?,
        service: match port {
            Service::None => None,
            Service::Number(number) => Some(number.to_string()),
            Service::Name(name) => Some(name.to_string()),
        },
        family: *family,
        kind: *kind,
        proto: *proto,
        flags: *flags,
    };
    match site.look_up(lookup) {
        Ok(found) => Ok(Outcome::Ok(Value::AddrInfo(found.into_iter().map(entry).collect()))),
        Err(NoName::Eai(number)) => Err(Outcome::Eai(number)),
        Err(NoName::Stopped) => Err(Outcome::Stopped { done: 0 }),
    }
}

fn entry(found: Found) -> AddrInfo {
    let Found { family, kind, proto, canonical, place } = found;
    AddrInfo { family, kind, proto, canonical: canonical.into(), address: from_kernel(place) }
}
