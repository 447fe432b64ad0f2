//! A socket in words and shapes: the mark, the short address, the pill, the whole sentence. The other panels say it the
//! same way.

use crate::app::{State, has_port};
use crate::bytes::duration_text;
use crate::call::{self, Address, CallKind, Outcome, TcpState};
use crate::locale::Message;
use crate::session::{Mode, SocketRow, Waiting};
use crate::ui::cx::Cx;
use crate::ui::widgets::{PillKind, StateMark};
use std::net::Ipv4Addr;
use std::time::Duration;

/// Below this a counting time shows tenths of a second.
const TENTHS_BELOW: Duration = Duration::from_secs(10);

/// Whether it sends and receives datagrams.
pub fn is_datagram(row: &SocketRow) -> bool {
    call::number_of("SOCK_DGRAM") == Some(row.kind & 0xf)
}

/// Whether it is a Unix socket.
pub fn is_unix(row: &SocketRow) -> bool {
    call::family(row.family) == Some("AF_UNIX")
}

/// TCP, UDP, ICMP, Unix, or the type's own name.
pub fn protocol(row: &SocketRow) -> &'static str {
    if is_unix(row) {
        return "Unix";
    }
    match (call::kind(row.kind & 0xf), call::protocol(row.proto)) {
        (_, Some("IPPROTO_ICMP")) => "ICMP",
        (_, Some("IPPROTO_ICMPV6")) => "ICMPv6",
        (Some("SOCK_STREAM"), None | Some("IPPROTO_TCP")) => "TCP",
        (Some("SOCK_DGRAM"), None | Some("IPPROTO_UDP")) => "UDP",
        (Some(name), _) => name,
        (None, _) => "?",
    }
}

/// Its state's shape.
pub fn mark(row: &SocketRow) -> StateMark {
    if !row.open {
        StateMark::Closed
    } else if row.last_error.is_some() {
        StateMark::Failed
    } else if row.backlog.is_some() {
        StateMark::Listening
    } else if row.connected && (row.shut_write || row.eof_received()) {
        StateMark::HalfClosed
    } else if row.connected {
        StateMark::Connected
    } else if is_datagram(row) && row.local.is_some() {
        StateMark::Listening
    } else {
        StateMark::Made
    }
}

/// `:8000`, `→ :8000` (it connected there), `← :50312` (that one connected to it); whole where it is not on loopback.
/// Without an address, the protocol.
pub fn short_address(row: &SocketRow) -> String {
    let short = |address: &Address| address_in_list(row, address);
    // A raw socket that is not bound has its protocol for a port (raw(7)): nothing to show.
    let is_shown = |address: &Address| {
        !address.is_unnamed() && (has_port(row) || address.ip() != Some(Ipv4Addr::UNSPECIFIED.into()))
    };
    let named = |address: &Option<Address>| address.clone().filter(is_shown);
    match (&named(&row.peer), &named(&row.local)) {
        (Some(peer), _) if row.listener.is_some() => format!("← {}", short(peer)),
        (Some(peer), _) => format!("→ {}", short(peer)),
        (None, Some(local)) => short(local),
        (None, None) => protocol(row).to_owned(),
    }
}

/// An address of a socket; a raw one's has no port (raw(7)).
pub fn address_text(row: &SocketRow, address: &Address) -> String {
    match address.host() {
        Some(host) if !has_port(row) => host.to_owned(),
        _ => address.to_string(),
    }
}

/// An address of a socket as short as a list wants it: the port is enough on loopback, and a raw socket has none.
pub fn address_in_list(row: &SocketRow, address: &Address) -> String {
    match (has_port(row), address.is_wider_than_loopback(), address.host(), address.port()) {
        (false, _, Some(host), _) => host.to_owned(),
        (_, false, _, Some(port)) => format!(":{port}"),
        _ => address.to_string(),
    }
}

/// Whether other machines can reach it where it is bound, or can once it listens. A `connect` that failed leaves its
/// socket on every address as well, but nobody reaches that one.
pub fn is_wide(row: &SocketRow) -> bool {
    let bound = row.open && row.listener.is_none() && !row.connected && row.peer.is_none();
    let client = matches!(row.last_error, Some((_, CallKind::Connect | CallKind::ConnectEx, _)));
    bound && !client && has_port(row) && row.local.as_ref().is_some_and(Address::is_wider_than_loopback)
}

/// What the badge of such a socket means.
pub fn wide_message(row: &SocketRow) -> Message {
    let local = row.local.as_ref().map(ToString::to_string).unwrap_or_default();
    let now = row.backlog.is_some() || is_datagram(row);
    Message::new(if now { "sockets-wide" } else { "sockets-wide-soon" }).with("address", local)
}

/// What a pill says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PillSays {
    /// The kernel's own word.
    State(&'static str),
    /// A key of the catalogue.
    Word(&'static str),
}

/// The state of a socket without its waits.
pub fn pill_says(row: &SocketRow) -> PillSays {
    if row.closing {
        return PillSays::Word("sockets-pill-closing");
    }
    if !row.open {
        return PillSays::Word("sockets-pill-closed");
    }
    let used = row.connected || row.backlog.is_some();
    match (row.tcp, is_datagram(row)) {
        (Some(state), _) if used || state != TcpState::Close => PillSays::State(state.name()),
        (_, true) if row.local.is_some() && protocol(row) == "UDP" => PillSays::State("UDP"),
        (None, false) if row.backlog.is_some() => PillSays::Word("sockets-pill-listening"),
        (None, false) if row.connected => PillSays::Word("sockets-pill-connected"),
        _ if row.local.is_some() => PillSays::Word("sockets-pill-bound"),
        _ => PillSays::Word("sockets-pill-unbound"),
    }
}

/// The pill's text and look, and after how long it wants to be drawn again.
pub fn pill(cx: &Cx<'_>, row: &SocketRow) -> (String, PillKind, Option<Duration>) {
    let waiting = row.waiting.iter().find_map(|id| cx.state.snapshot.board.waiting.get(id));
    if let Some(waiting) = waiting {
        let name = waiting.call.kind().name();
        return match waited(cx.state, waiting) {
            Some(time) => {
                let (text, again) = counting_text(time);
                (format!("{name} {text}"), PillKind::Waiting, Some(again))
            }
            None => (format!("{name} …"), PillKind::Waiting, None),
        };
    }
    let text = match pill_says(row) {
        PillSays::State(name) => name.to_owned(),
        PillSays::Word(key) => cx.t(key).to_owned(),
    };
    (text, PillKind::Neutral, None)
}

/// How long a call has waited; none in a file, where nobody knows.
pub fn waited(state: &State, waiting: &Waiting) -> Option<Duration> {
    state.is_live().then(|| state.now().saturating_sub(waiting.t))
}

/// A time that counts up, and how long until it reads differently: `3.2 s`, then `14 s`, then `2 min 05 s`.
pub fn counting_text(time: Duration) -> (String, Duration) {
    if time < TENTHS_BELOW {
        let tenths = time.as_millis() / 100;
        return (format!("{}.{} s", tenths / 10, tenths % 10), Duration::from_millis(100));
    }
    let whole = Duration::from_secs(time.as_secs());
    let text = if time < Duration::from_secs(60) { format!("{} s", time.as_secs()) } else { duration_text(whole) };
    (text, whole + Duration::from_secs(1) - time)
}

/// All that the row shows, as one sentence; without the seconds, which would be read out again and again.
pub fn sentence(cx: &Cx<'_>, row: &SocketRow) -> String {
    let mut said = Message::new("sockets-row")
        .with("name", row.name.to_string())
        .with("protocol", protocol(row))
        .with("state", state_message(row));
    if is_wide(row) {
        said = Message::new("sockets-row-wide").with("row", said);
    }
    for id in &row.waiting {
        if let Some(waiting) = cx.state.snapshot.board.waiting.get(id) {
            said = Message::new("sockets-row-waits").with("row", said).with("call", waiting.call.kind().name());
        }
    }
    if let Some((_, kind, outcome)) = &row.last_error {
        let why = error_name(outcome);
        said = Message::new("sockets-row-failed").with("row", said).with("call", kind.name()).with("why", why);
    }
    cx.say(&said)
}

/// What the socket is doing, in words.
fn state_message(row: &SocketRow) -> Message {
    let local = row.local.as_ref().map(ToString::to_string);
    let peer = row.peer.as_ref().map(ToString::to_string);
    match (local, peer) {
        _ if !row.open => Message::new("sockets-state-closed"),
        (Some(local), _) if row.backlog.is_some() => Message::new("sockets-state-listening").with("local", local),
        (Some(local), Some(peer)) => Message::new("sockets-state-connected").with("local", local).with("peer", peer),
        (None, Some(peer)) => Message::new("sockets-state-to").with("peer", peer),
        (Some(local), None) => Message::new("sockets-state-bound").with("local", local),
        (None, None) => Message::new("sockets-state-unbound"),
    }
}

/// `ECONNREFUSED`, `timeout`, `EAI_NONAME`…
pub fn error_name(outcome: &Outcome) -> String {
    crate::script::result_text(outcome, &call::Call::Close)
}

/// The call's first words in Python: `s.connect`.
pub fn call_name(row: &SocketRow, kind: CallKind) -> String {
    format!("{}.{}", row.name.base(), kind.name())
}

/// A message cut at its arguments: those of `strong` stand out, those of `plain` do not.
pub fn parts_of(
    cx: &Cx<'_>,
    key: &str,
    strong: &[(&'static str, &str)],
    plain: &[(&'static str, &str)],
) -> Vec<(String, bool)> {
    // Control characters that no name and no text of ours has.
    const START: char = '\u{2}';
    const END: char = '\u{3}';
    let mut message = Message::new(key);
    for (name, text) in strong {
        message = message.with(name, format!("{START}{text}{END}"));
    }
    for (name, text) in plain {
        message = message.with(name, *text);
    }
    let said = cx.say(&message);
    let mut parts = Vec::new();
    for piece in said.split(END) {
        let (before, inside) = piece.split_once(START).unwrap_or((piece, ""));
        parts.push((before.to_owned(), false));
        parts.push((inside.to_owned(), true));
    }
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

/// A message cut at its arguments, which stand out.
pub fn parts(cx: &Cx<'_>, key: &str, strong: &[(&'static str, &str)]) -> Vec<(String, bool)> {
    parts_of(cx, key, strong, &[])
}

/// A text cut at its backticks: what stands between two is code.
pub fn code_parts(text: &str) -> Vec<(String, bool)> {
    let pieces = text.split('`').enumerate().map(|(at, piece)| (piece.to_owned(), at % 2 == 1));
    pieces.filter(|(piece, _)| !piece.is_empty()).collect()
}

/// How the socket's calls wait, in words.
pub fn mode_message(mode: Mode) -> Message {
    match mode {
        Mode::Blocking => Message::new("sockets-mode-blocking"),
        Mode::NonBlocking => Message::new("sockets-mode-nonblocking"),
        Mode::Timeout(seconds) => Message::new("sockets-mode-timeout").with("seconds", seconds_text(seconds)),
    }
}

/// `5`, `0.25`.
pub fn seconds_text(seconds: f64) -> String {
    format!("{seconds}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, SocketId};

    fn row(kind: &str) -> SocketRow {
        let number = |name| call::number_of(name).unwrap();
        SocketRow::new(SocketId(1), Name::new("server", "s"), number("AF_INET"), number(kind), 0)
    }

    #[test]
    fn a_socket_without_a_use_is_not_bound_whatever_the_kernel_calls_it() {
        let mut s = row("SOCK_STREAM");
        assert_eq!((pill_says(&s), mark(&s)), (PillSays::Word("sockets-pill-unbound"), StateMark::Made));
        s.tcp = Some(TcpState::Close);
        assert_eq!(pill_says(&s), PillSays::Word("sockets-pill-unbound"));
        s.local = Some(Address::inet("127.0.0.1", 8000));
        assert_eq!((pill_says(&s), short_address(&s)), (PillSays::Word("sockets-pill-bound"), ":8000".to_owned()));
        (s.tcp, s.backlog) = (Some(TcpState::Listen), Some(5));
        assert_eq!((pill_says(&s), mark(&s)), (PillSays::State("LISTEN"), StateMark::Listening));
        s.open = false;
        assert_eq!((pill_says(&s), mark(&s)), (PillSays::Word("sockets-pill-closed"), StateMark::Closed));
    }

    #[test]
    fn a_connection_says_who_it_is_with_and_which_half_is_shut() {
        let mut s = row("SOCK_STREAM");
        (s.connected, s.tcp) = (true, Some(TcpState::Established));
        s.local = Some(Address::inet("127.0.0.1", 50_000));
        s.peer = Some(Address::inet("127.0.0.1", 8000));
        assert_eq!((short_address(&s), mark(&s)), ("→ :8000".to_owned(), StateMark::Connected));
        s.listener = Some(SocketId(7));
        assert_eq!(short_address(&s), "← :8000");
        s.peer = Some(Address::inet6("2001:db8::1", 80));
        assert_eq!(short_address(&s), "← [2001:db8::1]:80");
        s.eof_n = Some(9);
        assert_eq!(mark(&s), StateMark::HalfClosed);
        s.tcp = Some(TcpState::Close);
        assert_eq!(pill_says(&s), PillSays::State("CLOSE"));
        s.last_error = Some((3, CallKind::Send, Outcome::Errno(libc::EPIPE)));
        assert_eq!(mark(&s), StateMark::Failed);
    }

    #[test]
    fn datagrams() {
        let mut s = row("SOCK_DGRAM");
        assert_eq!((short_address(&s), pill_says(&s)), ("UDP".to_owned(), PillSays::Word("sockets-pill-unbound")));
        s.local = Some(Address::inet("0.0.0.0", 7000));
        assert_eq!((short_address(&s), pill_says(&s)), ("0.0.0.0:7000".to_owned(), PillSays::State("UDP")));
        assert!(is_wide(&s));
        s.peer = Some(Address::inet("192.0.2.1", 53));
        assert!(!is_wide(&s));
    }

    #[test]
    fn counting_shows_tenths_then_seconds() {
        let text = |millis| counting_text(Duration::from_millis(millis)).0;
        assert_eq!([text(0), text(3249), text(9999)], ["0.0 s", "3.2 s", "9.9 s"]);
        assert_eq!([text(14_700), text(59_999), text(125_000)], ["14 s", "59 s", "2 min 05 s"]);
        assert_eq!(counting_text(Duration::from_millis(14_700)).1, Duration::from_millis(300));
    }
}
