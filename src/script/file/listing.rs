//! What a script will bind or reach, for the one who is asked whether it may.

use super::scope::is_inside_tmp;
use super::{Action, Case};
use crate::call::{self, Address, CallKind};
use crate::session::{Json, address_of, json_text};
use std::collections::HashSet;
use std::net::IpAddr;

/// Something that a step binds, reaches or joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The line of the file.
    pub line: u32,
    /// The call.
    pub call: CallKind,
    /// The address, group or protocol as it is written, variables and all.
    pub what: String,
    /// How far that is, as far as the line tells: what a variable holds is known only when the step runs, and looked at
    /// then.
    pub distance: Distance,
}

/// How far something is from a script's own ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distance {
    /// Loopback, a Unix path in `${tmp}`, an abstract name, or a variable.
    Near,
    /// A port below 1024 on loopback.
    LowPort,
    /// A Unix path outside `${tmp}`.
    Path,
    /// A raw socket.
    Raw,
    /// A multicast group.
    Group,
    /// A broadcast address.
    Broadcast,
    /// Every address of this machine, which others can reach.
    Wildcard,
    /// Another machine, or a name that may be one.
    Beyond,
}

/// What the steps of a case bind, reach and join, each once, in their order.
pub fn reached(case: &Case) -> Vec<Reached> {
    let mut list: Vec<Reached> = Vec::new();
    let mut known = HashSet::new();
    for step in &case.steps {
        let Action::Call(call) = &step.action else { continue };
        let Ok(json) = Json::parse(&step.text) else { continue };
        let Some((what, distance)) = of_call(call.kind, &json) else { continue };
        if known.insert((call.kind, what.clone())) {
            list.push(Reached { line: step.line, call: call.kind, what, distance });
        }
    }
    list
}

fn of_call(kind: CallKind, json: &Json<'_>) -> Option<(String, Distance)> {
    match kind {
        CallKind::Socket => {
            let raw = json.get("type").filter(|kind| constant(kind) == call::number_of("SOCK_RAW"))?;
            let proto = json.get("proto").map_or_else(|| json_text(raw), json_text);
            Some((proto.trim_matches('"').to_owned(), Distance::Raw))
        }
        CallKind::SetSockOpt => {
            let name = json.get("name")?.text().filter(|name| name.contains("MEMBERSHIP") || name.contains("JOIN"))?;
            Some((format!("{name} {}", json_text(json.get("value")?)), Distance::Group))
        }
        _ => match json.get("address")? {
            Json::Text(text) => {
                let is_variable = text.starts_with("${") && text.ends_with('}');
                let is_near = text.is_empty() || text.starts_with('\0') || is_variable || is_inside_tmp(text);
                Some((text.to_string(), if is_near { Distance::Near } else { Distance::Path }))
            }
            value => {
                let address = address_of(value)?;
                let is_binding = kind == CallKind::Bind;
                Some((address.to_string(), of_address(&address, is_binding)))
            }
        },
    }
}

fn constant(value: &Json<'_>) -> Option<i32> {
    value.text().map_or_else(|| value.i64().and_then(|number| i32::try_from(number).ok()), call::number_of)
}

fn of_address(address: &Address, is_binding: bool) -> Distance {
    let (host, port) = match (address, address.host(), address.port()) {
        (_, Some(host), Some(port)) => (host, port),
        (Address::Abstract { .. }, ..) => return Distance::Near,
        _ => return Distance::Path,
    };
    let here = if (1..1024).contains(&port) { Distance::LowPort } else { Distance::Near };
    if host.starts_with("${") || host == "localhost" {
        return here;
    }
    let plain = host.split('%').next().unwrap_or(host);
    match plain.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(ip) if ip.is_loopback() => here,
        Ok(ip) if ip.is_multicast() => Distance::Group,
        Ok(IpAddr::V4(ip)) if ip.is_broadcast() => Distance::Broadcast,
        Ok(ip) if ip.is_unspecified() => {
            if is_binding {
                Distance::Wildcard
            } else {
                here
            }
        }
        Err(_) if host.is_empty() => {
            if is_binding {
                Distance::Wildcard
            } else {
                here
            }
        }
        Err(_) if host == "<broadcast>" => Distance::Broadcast,
        _ => Distance::Beyond,
    }
}
