//! What no errno tells: a timeout, a name that does not resolve, an argument refused, a wait that was stopped.

use super::case::{Case, Finding, because, plain, say, short};
use super::{presses, taken, waits};
use crate::call::{Address, ArgumentWhy, Call, CallKind, eai_name};
use crate::net::PortHolder;

/// `settimeout` ran out.
pub(super) fn timeout(case: &Case<'_>) -> Finding {
    let about = |key: &str| say(key).with("address", case.place_text());
    let wait = |found: Finding| {
        let found = found.advise(say("try-longer-timeout")).advise(say("try-no-timeout"));
        found.press_some(presses::longer(case)).press_some(presses::without_timeout(case))
    };
    if let Some(found) = waits::never_arrives(case) {
        return wait(found);
    }
    if let Some(found) = queue_full(case) {
        return found.press_some(presses::longer(case));
    }
    match case.kind() {
        CallKind::Connect | CallKind::ConnectEx => because(about("why-timeout-connect"))
            .advise(say("try-check-address"))
            .advise(say("try-longer-timeout"))
            .advise(say("try-firewall-between"))
            .press_some(presses::longer(case)),
        CallKind::Accept => wait(because(about("why-timeout-accept")).advise(say("try-let-client-connect"))),
        _ if case.receives() && case.is_datagram() => {
            wait(because(say("why-timeout-recv-datagram")).advise(say("try-check-destination")))
        }
        _ if case.receives() => wait(because(say("why-timeout-recv")).advise(say("try-let-peer-send"))),
        CallKind::SendAll => wait(because(say("why-timeout-sendall")).advise(say("try-let-peer-read"))),
        CallKind::Send | CallKind::SendTo => wait(because(say("why-timeout-send")).advise(say("try-let-peer-read"))),
        _ => wait(because(say("why-timeout-other").with("call", case.name()))),
    }
}

/// A connect that went on and on since the listener there has no room for it (`listen(2)`, tcp_abort_on_overflow).
pub(super) fn queue_full(case: &Case<'_>) -> Option<Finding> {
    let holders = &case.around.machine.filter(|_| case.connects())?.holders;
    let is_full = |held: &&PortHolder| held.meets && held.accept_queue.is_some_and(|(waiting, most)| waiting > most);
    let held = holders.iter().find(is_full)?;
    let ours = case.listeners().find(|(_, own)| held.is_own && **own == held.local).map(|(row, _)| row);
    let why = say("why-timeout-queue-full").with("address", short(Some(&held.local)));
    let why = why.with("n", held.accept_queue.map_or(0, |(waiting, _)| u64::from(waiting)));
    let why = match ours {
        Some(row) => why.with("who", plain(&row.name.to_string())),
        None => why.with("who", taken::who(held)),
    };
    Some(because(why).advise(say("try-let-accept")).press_some(ours.map(presses::accept_on)))
}

/// A name did not resolve (`getaddrinfo(3)`).
pub(super) fn name(case: &Case<'_>, number: i32) -> Finding {
    let host = case.host_text();
    let about = |key: &str| say(key).with("host", host.clone());
    let numbers = || say("try-numbers").with("example", if case.is_inet6() { "::1" } else { "127.0.0.1" });
    match eai_name(number) {
        Some("EAI_NONAME" | "EAI_NODATA") => because(about("why-eai-noname"))
            .advise(about("try-check-spelling"))
            .advise(numbers())
            .advise(say("try-name-server")),
        Some("EAI_AGAIN") => because(about("why-eai-again"))
            .advise(say("try-name-server"))
            .advise(say("try-later"))
            .advise(numbers())
            .press_some(presses::again(case).filter(|_| !case.kind().is_on_nothing())),
        Some("EAI_FAIL") => because(about("why-eai-fail")).advise(about("try-check-spelling")).advise(numbers()),
        Some("EAI_ADDRFAMILY" | "EAI_FAMILY") => because(about("why-eai-family").with("family", case.family_text()))
            .advise(say("try-same-family"))
            .advise(numbers())
            .press_some(super::place::other_family(case)),
        Some("EAI_MEMORY") => because(about("why-eai-memory")).advise(say("try-later")),
        _ => because(about("why-eai-other")).advise(about("try-check-spelling")).advise(numbers()),
    }
}

/// CPython refuses the argument before any system call.
pub(super) fn argument(case: &Case<'_>, why: ArgumentWhy) -> Finding {
    let call = |key: &str| say(key).with("call", case.name());
    match (why, case.call) {
        (ArgumentWhy::Range, _) => match case.call.address().and_then(Address::port) {
            Some(port) if !(0..=65_535).contains(&port) => {
                because(say("why-range-port").with("port", port)).advise(say("try-port-in-range"))
            }
            _ => because(call("why-range")).advise(say("try-smaller-number")),
        },
        (ArgumentWhy::Value, call) if call.size().is_some_and(|size| size < 0) => {
            let size = call.size().unwrap_or_default();
            because(say("why-value-size").with("size", size)).advise(say("try-positive-size"))
        }
        (ArgumentWhy::Value, call) if call.kind().is_on_a_file() => {
            because(say("why-value-file").with("call", case.name())).advise(say("try-another-file"))
        }
        (ArgumentWhy::Value, Call::MakeFile { .. }) => because(say("why-value-makefile")).advise(form(case)),
        (ArgumentWhy::Value, Call::Poll { .. } | Call::Inspect { .. }) => {
            because(call("why-value")).advise(say("try-new-socket"))
        }
        (ArgumentWhy::Said(text), _) => said(case, text),
        (ArgumentWhy::Value, Call::SetTimeout { .. }) => {
            because(say("why-value-timeout")).advise(say("try-timeout-value"))
        }
        (ArgumentWhy::Value, _) => because(call("why-value")).advise(form(case)),
        (ArgumentWhy::Type, _) if case.call.address().is_some() => {
            because(call("why-type")).advise(say("try-address-form")).advise(say("try-same-family"))
        }
        (ArgumentWhy::Type, _) => because(call("why-type")).advise(form(case)),
        (ArgumentWhy::Encoding, call) if call.kind().is_on_a_file() => {
            because(say("why-encoding-file").with("call", case.name())).advise(say("try-binary-file"))
        }
        (ArgumentWhy::Encoding, _) => because(say("why-encoding").with("host", case.host_text()))
            .advise(say("try-check-spelling").with("host", case.host_text()))
            .advise(say("try-numbers").with("example", if case.is_inet6() { "::1" } else { "127.0.0.1" })),
    }
}

/// What CPython says in its own words only.
fn said(case: &Case<'_>, text: &str) -> Finding {
    match text {
        crate::call::PATH_TOO_LONG => super::paths::too_long(case),
        crate::call::BEYOND_NET => because(say("why-beyond-script").with("call", case.name()))
            .advise(say("try-script-near"))
            .advise(say("try-script-net")),
        crate::call::BUFLEN_OUT_OF_RANGE => because(say("why-buflen")).advise(say("try-smaller-number")),
        "cannot read from timed out object" => {
            because(say("why-file-timed-out")).advise(say("try-another-file")).advise(say("try-no-timeout"))
        }
        _ => because(say("why-said").with("call", case.name()).with("text", text)).advise(form(case)),
    }
}

fn form(case: &Case<'_>) -> crate::locale::Message {
    let form = match case.kind() {
        CallKind::Socket => "socket.socket(family, type, proto)",
        CallKind::SocketPair => "socket.socketpair(family, type, proto)",
        CallKind::GetAddrInfo => "socket.getaddrinfo(host, port, family, type, proto, flags)",
        CallKind::RecvMsg => "recvmsg(size[, ancillary size[, flags]])",
        CallKind::RecvExact => "recv_exact(size)",
        CallKind::MakeFile => "makefile(mode, buffering, encoding=…, newline=…)",
        CallKind::Read => "read([size])",
        CallKind::Write => "write(data)",
        CallKind::Poll => "poll(events, seconds)",
        CallKind::Inspect => "inspect(fields, until)",
        CallKind::Bind => "bind(address)",
        CallKind::Listen => "listen([backlog])",
        CallKind::Connect => "connect(address)",
        CallKind::ConnectEx => "connect_ex(address)",
        CallKind::Send => "send(data[, flags])",
        CallKind::SendAll => "sendall(data[, flags])",
        CallKind::SendTo => "sendto(data[, flags], address)",
        CallKind::Recv => "recv(size[, flags])",
        CallKind::RecvFrom => "recvfrom(size[, flags])",
        CallKind::Shutdown => "shutdown(how)",
        CallKind::SetTimeout => "settimeout(seconds)",
        CallKind::SetBlocking => "setblocking(flag)",
        CallKind::SetSockOpt => "setsockopt(level, name, value)",
        CallKind::GetSockOpt => "getsockopt(level, name[, buflen])",
        CallKind::Accept
        | CallKind::Close
        | CallKind::GetSockName
        | CallKind::GetPeerName
        | CallKind::GetTimeout
        | CallKind::GetBlocking
        | CallKind::Detach
        | CallKind::Dup
        | CallKind::ReadLine
        | CallKind::Flush
        | CallKind::FClose
        | CallKind::FileNo => return say("try-look-at-form").with("call", format!("{}()", case.name())),
    };
    say("try-look-at-form").with("call", form)
}

/// The person stopped the wait: none where that leaves nothing behind.
pub(super) fn stopped(case: &Case<'_>, done: u64) -> Option<Finding> {
    if case.connects() && !case.is_datagram() {
        return Some(
            because(say("why-stopped-connect").with("address", case.place_text()))
                .advise(say("try-see-if-connected"))
                .advise(say("try-close-gives-up"))
                .press(presses::see_connect()),
        );
    }
    // The log has only the beginning of what was sent.
    let total = case.around.sends.unwrap_or(case.call.sent()?.len() as u64);
    (done > 0 && done < total).then(|| {
        because(say("why-stopped-sending").with("done", done).with("total", total))
            .advise(say("try-send-rest").with("done", done))
    })
}
