//! Unix sockets: the file that a path names, and who listens at it (`unix(7)`).

use super::case::{Case, Finding, because, plain, say, short};
use super::presses;
use super::remedy::{Act, Mend, On, Remedy};
use crate::call::{Address, Call, CallKind};
use crate::net::PathFacts;

/// What an errno about a path means here; none where it is no Unix address, or another chapter's.
pub(super) fn find(case: &Case<'_>, errno: &str) -> Option<Finding> {
    let address = case.call.address().filter(|address| address.port().is_none())?;
    if !matches!(address, Address::Unix { .. } | Address::Abstract { .. }) {
        return None;
    }
    let about = |key: &str| say(key).with("address", short(Some(address)));
    Some(match errno {
        "EADDRINUSE" => in_use(case, address),
        "ENOENT" if case.kind() == CallKind::Bind => {
            because(about("why-path-no-folder")).advise(say("try-make-folder")).advise(say("try-other-path"))
        }
        "ENOENT" => because(about("why-path-missing"))
            .advise(say("try-start-listener").with("address", short(Some(address))))
            .advise(say("try-check-path"))
            .press_some(listen_there(case, address))
            .press_some(presses::again(case)),
        "ENOTDIR" => because(about("why-path-not-folder")).advise(say("try-check-path")),
        "EACCES" | "EPERM" if case.kind() == CallKind::Bind => {
            because(about("why-path-forbidden-bind")).advise(say("try-other-path")).advise(say("try-path-rights"))
        }
        "EACCES" | "EPERM" => because(about("why-path-forbidden")).advise(say("try-path-rights")),
        "EROFS" => because(about("why-path-read-only")).advise(say("try-other-path")),
        "ELOOP" => because(about("why-path-loop")).advise(say("try-check-path")),
        "ENAMETOOLONG" => because(say("why-path-too-long")).advise(say("try-shorter-path")),
        "EPROTOTYPE" => {
            because(about("why-path-other-kind").with("kind", case.kind_text())).advise(say("try-same-kind"))
        }
        _ => return None,
    })
}

/// The path does not fit into `sun_path`: CPython says so before any system call.
pub(super) fn too_long(case: &Case<'_>) -> Finding {
    let length = match case.call.address() {
        Some(Address::Unix { path }) => path.len() as u64,
        Some(Address::Abstract { name }) => name.len() as u64,
        _ => return because(say("why-path-too-long")).advise(say("try-shorter-path")),
    };
    because(say("why-path-too-long-by").with("bytes", length)).advise(say("try-shorter-path"))
}

/// A file that nobody listens at any more, or no socket at all.
pub(super) fn refused(case: &Case<'_>, target: &Address) -> Finding {
    let about = |key: &str| say(key).with("address", short(Some(target)));
    if let Some((row, _)) = case.bound().find(|(_, own)| *own == target) {
        let name = plain(&row.name.to_string());
        if row.backlog.is_none() && !case.is_datagram() {
            let listen = Call::Listen { backlog: Some(presses::BACKLOG) };
            let connect = Call::Connect { address: target.clone() };
            let mend = Mend::default().and(On::Other(row.sid), [listen]).and(On::This, [connect]);
            return because(about("why-refused-bound-only").with("name", name.as_str()))
                .advise(say("try-listen-on").with("name", name.as_str()))
                .press(Remedy::calls(say("do-listen-ours").with("name", name), mend));
        }
    }
    if facts(case).is_some_and(|facts| facts.exists && !facts.is_socket) {
        return because(about("why-path-no-socket")).advise(say("try-check-path"));
    }
    if !matches!(target, Address::Unix { .. }) {
        return because(about("why-refused-abstract"))
            .advise(say("try-start-listener").with("address", short(Some(target))))
            .press_some(listen_there(case, target));
    }
    // Before the machine has answered, and where it cannot tell, nobody is said to have ended.
    let key = match facts(case).and_then(|facts| facts.is_bound) {
        Some(true) if case.is_datagram() => "why-refused-path-later",
        Some(true) => "why-refused-path-bound",
        Some(false) => "why-path-stale",
        None => "why-refused-path",
    };
    let found = because(about(key));
    match key {
        "why-refused-path-bound" => found.advise(say("try-let-listen")),
        "why-refused-path-later" => found.advise(say("try-again")),
        _ => found.advise(say("try-start-listener").with("address", short(Some(target)))),
    }
    .advise(say("try-check-path"))
    .press_some(presses::again(case))
}

fn facts<'a>(case: &Case<'a>) -> Option<&'a PathFacts> {
    case.around.machine.and_then(|machine| machine.path.as_ref())
}

fn in_use(case: &Case<'_>, wanted: &Address) -> Finding {
    let about = |key: &str| say(key).with("address", short(Some(wanted)));
    if let Some((row, _)) = case.bound().find(|(_, own)| *own == wanted) {
        let name = plain(&row.name.to_string());
        let why = about("why-in-use-ours").with("name", name.as_str()).with("owned", short(Some(wanted)));
        return because(why)
            .advise(say("try-other-path"))
            .advise(say("try-close-ours").with("name", name.as_str()))
            .press(Remedy::show(row.sid, &name));
    }
    let Address::Unix { path } = wanted else {
        return because(about("why-in-use-abstract")).advise(say("try-other-path"));
    };
    match facts(case) {
        Some(facts) if facts.is_bound == Some(true) => {
            because(about("why-path-listened")).advise(say("try-other-path"))
        }
        Some(facts) if facts.exists && !facts.is_socket => {
            because(about("why-path-no-socket")).advise(say("try-other-path"))
        }
        facts => {
            let bind = Call::Bind { address: wanted.clone() };
            let label = about("do-remove");
            let act = Act::Remove { path: path.clone(), then: Mend::here([bind]) };
            let press = Remedy::new(label, act).changing(say("do-remove-changes"));
            because(about("why-in-use-path")).advise(say("try-remove-path")).advise(say("try-other-path")).press_some(
                facts.is_some_and(|facts| facts.is_socket && facts.is_bound == Some(false)).then_some(press),
            )
        }
    }
}

/// A socket that listens at a path where nobody is, and the connect again.
fn listen_there(case: &Case<'_>, target: &Address) -> Option<Remedy> {
    if !case.connects() {
        return None;
    }
    let make = Call::Socket { family: case.around.family, kind: case.around.kind, proto: 0 };
    let bind = Call::Bind { address: target.clone() };
    let listen = (!case.is_datagram()).then_some(Call::Listen { backlog: Some(presses::BACKLOG) });
    let connect = Call::Connect { address: target.clone() };
    let mend = Mend::default().and(On::Fresh, [make, bind].into_iter().chain(listen)).and(On::This, [connect]);
    let label = say("do-listen-there").with("address", short(Some(target)));
    Some(Remedy::calls(label, mend).changing(say("do-listen-there-changes")))
}
