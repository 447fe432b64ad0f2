//! What may go wrong with a call that is not made yet: one quiet line where it is entered.

use super::Surroundings;
use super::case::{Case, plain, say, short};
use super::ends::is_on;
use super::{nearby, rights};
use crate::call::{Address, Call, CallKind};
use crate::locale::Message;

/// A line before a mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// What kind it is: a kind can be dismissed for good.
    pub kind: &'static str,
    /// The line.
    pub message: Message,
}

/// The one thing that is worth a word before `call` is made on this socket; mostly nothing.
pub fn hint(call: &Call, around: &Surroundings<'_>) -> Option<Hint> {
    let case = Case { call, around };
    match case.kind() {
        CallKind::Bind => bind(&case),
        CallKind::Connect | CallKind::ConnectEx => connect(&case),
        _ if case.sends() => send(&case),
        kind if kind.receives() && around.listens => hinted("listener", say("hint-listener")),
        _ => None,
    }
}

fn hinted(kind: &'static str, message: Message) -> Option<Hint> {
    Some(Hint { kind, message })
}

fn bind(case: &Case<'_>) -> Option<Hint> {
    let wanted = case.call.address()?;
    if let Some((row, own)) = case.in_the_way_of(wanted) {
        let name = plain(&row.name.to_string());
        return hinted("taken", say("hint-taken").with("name", name).with("owned", short(Some(own))));
    }
    let is_every = matches!(wanted.host(), Some("" | "0.0.0.0" | "::"));
    is_every.then(|| say("hint-wide")).and_then(|message| hinted("wide", message))
}

fn connect(case: &Case<'_>) -> Option<Hint> {
    let target = case.call.address()?;
    if case.around.listens {
        return hinted("listener-dials", say("hint-listener-dials"));
    }
    let find = |fits: &dyn Fn(&Address) -> bool| case.listeners().find(|(_, own)| fits(own));
    if case.is_datagram() || find(&|own| nearby::gets(own, target)).is_some() {
        return None;
    }
    let about = |key: &str, name: &str, own: &Address| {
        say(key).with("name", plain(name)).with("address", short(Some(target))).with("listener", short(Some(own)))
    };
    if let Some((row, own)) = case.bound().find(|(_, own)| nearby::gets(own, target)) {
        return hinted("not-listening", about("hint-not-listening", &row.name.to_string(), own));
    }
    if let Some((row, own)) = find(&|own| nearby::is_other_family(own, target)) {
        return hinted("other-family", about("hint-other-family", &row.name.to_string(), own));
    }
    // The same port elsewhere is a slip; another port may well be another program.
    let loopback = nearby::dialled(target).is_some_and(|ip| ip.is_loopback());
    let (row, own) = find(&|own| loopback && own.port() == target.port())?;
    hinted("other-address", about("hint-other-address", &row.name.to_string(), own))
}

fn send(case: &Case<'_>) -> Option<Hint> {
    let row = case.around.row?;
    if case.around.listens {
        return hinted("listener", say("hint-listener"));
    }
    if row.is_connection() && case.around.eof_received {
        return hinted("after-end", say("hint-after-end"));
    }
    let to = case.call.address()?;
    (rights::is_broadcast(to) && !is_on(row, "SO_BROADCAST"))
        .then(|| say("hint-broadcast").with("address", short(Some(to))))
        .and_then(|message| hinted("broadcast", message))
}
