//! EADDRINUSE: who has the address (`bind(2)`, `ip(7)`).

use super::case::{Case, Finding, because, plain, say, short};
use super::ends::is_on;
use super::presses;
use super::remedy::{Act, Mend, Remedy, at_port};
use crate::call::{Address, Call, CallKind};
use crate::locale::Message;
use crate::net::{OldEnd, PortHolder};
use crate::session::SocketRow;

/// Who has the address.
pub(super) fn in_use(case: &Case<'_>) -> Finding {
    let address = case.place_text();
    match case.kind() {
        CallKind::Bind | CallKind::Listen => {}
        CallKind::SetSockOpt => return because(say("why-in-use-group")).advise(say("try-leave-group")),
        _ if case.connects() => {
            return because(say("why-in-use-connect").with("address", address)).advise(say("try-dial-new-socket"));
        }
        _ => return because(say("why-in-use-none-free")).advise(say("try-close-some")).advise(say("try-later")),
    }
    let Some(wanted) = case.call.address().or(case.around.local) else {
        return because(say("why-in-use-listen").with("address", address)).advise(say("try-other-port"));
    };
    let binds = case.kind() == CallKind::Bind;
    if let Some((row, own)) = case.in_the_way_of(wanted) {
        return ours(row, own, wanted, binds);
    }
    if !binds {
        return because(say("why-in-use-listen").with("address", address)).advise(say("try-other-port"));
    }
    if wanted.port() == Some(0) {
        return because(say("why-in-use-none-free")).advise(say("try-close-some")).advise(say("try-later"));
    }
    let machine = case.around.machine;
    if let Some(held) = machine.and_then(|machine| machine.holders.iter().find(|held| held.meets)) {
        return held_by(case, held, wanted);
    }
    if let Some(old) = machine.and_then(|machine| machine.old.first()) {
        return old_connection(case, old, wanted);
    }
    let finding = because(say("why-in-use-other").with("address", address))
        .advise(say("try-port-zero"))
        .advise(say("try-reuseaddr"))
        .advise(say("try-other-port"))
        .press(presses::port_zero(wanted));
    // Whether SO_REUSEADDR helps is known once the machine was asked.
    match machine {
        Some(_) => finding.press_some(other_port(case, wanted)).press_some(Remedy::ask_system(wanted)),
        None => finding,
    }
}

fn ours(row: &SocketRow, own: &Address, wanted: &Address, binds: bool) -> Finding {
    let name = plain(&row.name.to_string());
    let why = say("why-in-use-ours").with("name", name.as_str()).with("owned", short(Some(own)));
    let found = because(why.with("address", short(Some(wanted))))
        .advise(say("try-port-zero"))
        .advise(say("try-close-ours").with("name", name.as_str()));
    if !binds {
        return found.press(Remedy::show(row.sid, &name));
    }
    found
        .press(presses::port_zero(wanted))
        .press(presses::close_and_bind(row, wanted))
        .press(Remedy::show(row.sid, &name))
}

/// A socket that is not of the board has it: of another program, or one that we let go of and still have.
fn held_by(case: &Case<'_>, held: &PortHolder, wanted: &Address) -> Finding {
    let owned = short(Some(&held.local));
    let why = match (held.is_own, &held.process, held.other_user) {
        (true, ..) => say("why-in-use-own"),
        (_, Some(_), _) => say("why-in-use-program").with("who", who(held)),
        (_, None, Some(uid)) => say("why-in-use-user").with("uid", i64::from(uid)),
        (_, None, None) => say("why-in-use-hidden"),
    };
    let found = because(why.with("owned", owned)).advise(say("try-port-zero"));
    match &held.process {
        Some(_) if held.is_own => found.advise(say("try-other-port")),
        // The first process of all is not to be ended.
        Some(process) if process.pid != 1 => {
            let end = say("try-end-program").with("pid", i64::from(process.pid));
            found.advise(end.with("name", plain(&process.name)))
        }
        Some(_) => found.advise(say("try-other-port")),
        None => found.advise(say("try-look-as-root").with("port", held.local.port().unwrap_or_default())),
    }
    .press(presses::port_zero(wanted))
    .press_some(other_port(case, wanted))
    .press(Remedy::show_system(held))
}

/// Whose a socket is that is not of the board.
pub(super) fn who(held: &PortHolder) -> Message {
    match (held.is_own, &held.process, held.other_user) {
        (true, ..) => say("why-holder-own"),
        (_, Some(process), _) => {
            say("why-holder").with("name", plain(&process.name)).with("pid", i64::from(process.pid))
        }
        (_, None, Some(uid)) => say("why-holder-user").with("uid", i64::from(uid)),
        (_, None, None) => say("why-holder-hidden"),
    }
}

/// A connection that has ended, but that the kernel keeps for a while: TIME_WAIT, FIN_WAIT2 and the like.
fn old_connection(case: &Case<'_>, old: &OldEnd, wanted: &Address) -> Finding {
    let owner = owner(case, old);
    let whose = whose(old, owner);
    let state = old.state.name();
    let key = if state == "TIME_WAIT" { "why-in-use-time-wait" } else { "why-in-use-fin-wait" };
    let why = say(key).with("address", short(Some(wanted))).with("state", state).with("whose", whose);
    let found = because(why).advise(say("try-port-zero")).press(presses::port_zero(wanted));
    // The kernel wants the option on both: on the socket that binds, and on the one that the old connection was of.
    match owner {
        Some(row) if !is_on(row, "SO_REUSEADDR") => {
            let name = plain(&row.name.to_string());
            found.advise(say("try-wait-old")).advise(say("try-reuse-next-time").with("name", name))
        }
        _ => found.advise(say("try-wait-old")).press(presses::reuse(wanted)),
    }
    .press_some(other_port(case, wanted))
}

/// The socket of the board that had the old connection's own end: itself, or the listener that accepted it.
fn owner<'a>(case: &Case<'a>, old: &OldEnd) -> Option<&'a SocketRow> {
    let is_it = |row: &&SocketRow| row.local.as_ref() == Some(&old.local) && row.peer.as_ref() == Some(&old.peer);
    let ended = case.around.others.iter().copied().find(is_it)?;
    let listener = ended.listener.and_then(|sid| case.around.others.iter().copied().find(|row| row.sid == sid));
    Some(listener.unwrap_or(ended))
}

fn whose(old: &OldEnd, owner: Option<&SocketRow>) -> Message {
    let peer = short(Some(&old.peer));
    match owner {
        Some(row) => say("why-old-ours").with("name", plain(&row.name.to_string())).with("peer", peer),
        None => say("why-old-unknown").with("peer", peer),
    }
}

/// A port that nobody has, written wherever the wanted one stands.
pub(super) fn other_port(case: &Case<'_>, wanted: &Address) -> Option<Remedy> {
    let to = case.around.machine?.free_port?;
    let from = u16::try_from(wanted.port()?).ok().filter(|from| *from != to)?;
    let bind = Call::Bind { address: at_port(wanted, to.into()) };
    let label = say("do-port").with("port", i64::from(to));
    let act = Act::Port { from, to, then: Mend::here([bind]) };
    let changes = say("do-port-changes").with("from", i64::from(from)).with("port", i64::from(to));
    Some(Remedy::new(label, act).changing(changes))
}
