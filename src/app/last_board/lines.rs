//! Set-ups as lines of a session, readable as netscript, and back. What a socket keeps doing is a call `by` *keep* that
//! waits; with a server's clients it is a second one, of the clients' name.

use super::SetUp;
use crate::app::plan::Keep;
use crate::call::{Body, By, Call, CallId, CallRecord, Header, Kept, Name, Outcome, Record, SocketId};
use crate::locale::Message;
use crate::session::{decode, encode_into};
use std::collections::BTreeMap;
use std::time::Duration;

/// So many sockets are remembered.
pub(super) const SOCKETS: usize = 256;
/// No board that we write is longer, in bytes.
pub(super) const LONGEST: u64 = 4 << 20;
/// How much a keeping call asks for, in bytes; only its kind is read back.
const SIZE: i64 = 65_536;

/// The whole file.
pub(super) fn write(sockets: &[SetUp]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut n = 0;
    let mut put = |sid: Option<u64>, body: Body| {
        encode_into(&mut out, &Record { n, t: Duration::ZERO, sid: sid.map(SocketId), body });
        n += 1;
        n
    };
    let app = concat!("sockscope ", env!("CARGO_PKG_VERSION")).into();
    put(None, Body::Header(Header { utc: "1970-01-01T00:00:00.000000000Z".into(), app }));
    for (sid, set_up) in (1..).zip(sockets) {
        for call in &set_up.calls {
            let is_new = matches!(call, Call::Socket { .. });
            let (on, makes) = if is_new { (None, Some(&set_up.name)) } else { (Some(&set_up.name), None) };
            put(Some(sid), made(on, makes, call.clone(), None));
        }
        let receive = Call::Recv { size: SIZE, flags: 0 };
        let clients = set_up.name.with_base("conn#");
        let name = &set_up.name;
        let kept: &[_] = match set_up.keep {
            Keep::Nothing => &[],
            Keep::Receiving => &[(name, None, receive)],
            Keep::Accepting => &[(name, Some(&clients), Call::Accept)],
            Keep::Serving => &[(name, Some(&clients), Call::Accept), (&clients, None, receive)],
        };
        for (at, (on, makes, call)) in kept.iter().enumerate() {
            let id = CallId(sid * 2 + at as u64);
            put(Some(sid), made(Some(*on), *makes, call.clone(), Some(id)));
        }
    }
    out
}

/// A call that came back well, or with `waits` one that is kept up.
fn made(on: Option<&Name>, makes: Option<&Name>, call: Call, waits: Option<CallId>) -> Body {
    Body::Call(Box::new(CallRecord {
        on: on.cloned(),
        makes: makes.cloned(),
        by: if waits.is_some() { By::Keep } else { By::Person },
        call,
        waits,
        took: waits.is_none().then_some(Duration::ZERO),
        outcome: if waits.is_some() { Outcome::Waiting } else { Outcome::NONE },
        made: None,
        at: None,
        deferred: false,
        kept: Kept::Whole,
    }))
}

/// The sockets of a file, servers first; or which line is damaged.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<SetUp>, Message> {
    let damaged = |line: usize| Message::new("last-board-line").with("line", line as u64 + 1);
    let mut sockets = BTreeMap::new();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let record = decode(line).map_err(|_| damaged(at))?;
        match (at, record.sid, record.body) {
            (0, None, Body::Header(_)) => {}
            (1.., Some(sid), Body::Call(call)) => take(&mut sockets, sid, *call).ok_or_else(|| damaged(at))?,
            _ => return Err(damaged(at)),
        }
    }
    let mut sockets: Vec<_> = sockets.into_values().take(SOCKETS).collect();
    sockets.sort_by_key(SetUp::connects);
    Ok(sockets)
}

/// One call of a socket; none where it has no place there.
fn take(sockets: &mut BTreeMap<SocketId, SetUp>, sid: SocketId, record: CallRecord) -> Option<()> {
    let CallRecord { on, makes, by, call, .. } = record;
    if let Call::Socket { .. } = call {
        let name = Name::parse(&makes?.to_string()).ok()?;
        let new = SetUp { name, calls: vec![call], keep: Keep::Nothing };
        return sockets.insert(sid, new).is_none().then_some(());
    }
    let set_up = sockets.get_mut(&sid)?;
    if by == By::Keep {
        set_up.keep = match (call, set_up.keep, on? == set_up.name) {
            (Call::Accept, Keep::Nothing, true) => Keep::Accepting,
            (Call::Recv { .. }, Keep::Accepting, false) => Keep::Serving,
            (Call::Recv { .. }, Keep::Nothing, true) => Keep::Receiving,
            _ => return None,
        };
        return Some(());
    }
    let is_set_up = matches!(
        call,
        Call::Bind { .. }
            | Call::Listen { .. }
            | Call::Connect { .. }
            | Call::ConnectEx { .. }
            | Call::SetSockOpt { .. }
            | Call::SetTimeout { .. }
            | Call::SetBlocking { .. }
    );
    is_set_up.then(|| set_up.calls.push(call))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Address, OptionValue, number_of};
    use proptest::prelude::*;

    fn set_up(name: &str, kind: &str, calls: &[Call], keep: Keep) -> SetUp {
        let (family, kind) = (number_of("AF_INET").unwrap(), number_of(kind).unwrap());
        let calls = [Call::Socket { family, kind, proto: 0 }].into_iter().chain(calls.iter().cloned()).collect();
        SetUp { name: Name::parse(name).unwrap(), calls, keep }
    }

    fn board() -> Vec<SetUp> {
        let address = Address::inet("127.0.0.1", 8000);
        let (level, name) = (number_of("SOL_SOCKET").unwrap(), number_of("SO_REUSEADDR").unwrap());
        let share = Call::SetSockOpt { level, name, value: OptionValue::Int(1) };
        let bind = Call::Bind { address: address.clone() };
        let listen = Call::Listen { backlog: Some(128) };
        vec![
            set_up("server/s", "SOCK_STREAM", &[share, bind.clone(), listen.clone()], Keep::Serving),
            set_up("server/s2", "SOCK_STREAM", &[bind.clone(), listen], Keep::Accepting),
            set_up("小明/u", "SOCK_DGRAM", &[bind], Keep::Receiving),
            set_up("plain", "SOCK_STREAM", &[], Keep::Nothing),
            set_up(
                "client/s",
                "SOCK_STREAM",
                &[Call::SetTimeout { seconds: Some(0.5) }, Call::Connect { address }],
                Keep::Receiving,
            ),
        ]
    }

    #[test]
    fn a_board_comes_back_as_it_was_with_servers_first() {
        let mut mixed = board();
        mixed.rotate_right(1);
        assert!(mixed[0].connects());
        assert_eq!(read(&write(&mixed)), Ok(board()));
        let text = String::from_utf8(write(&board())).unwrap();
        assert!(text.starts_with("{\"netscript\":1"), "{text}");
        assert!(text.contains("\"call\":\"bind\",\"on\":\"server/s\""), "{text}");
        let places: Vec<_> = board().iter().map(SetUp::place).collect();
        let bound = Some("127.0.0.1:8000".to_owned());
        assert_eq!(places, [bound.clone(), bound.clone(), bound, None, Some("→ 127.0.0.1:8000".to_owned())]);
    }

    #[test]
    fn a_line_that_has_no_place_is_damage_and_is_named() {
        let whole = write(&board());
        let lines: Vec<_> = whole.split_inclusive(|byte| *byte == b'\n').collect();
        let with = |at: usize, line: &[u8]| {
            let mut changed: Vec<&[u8]> = lines.clone();
            changed[at] = line;
            read(&changed.concat()).unwrap_err()
        };
        let third = Message::new("last-board-line").with("line", 3_u64);
        assert_eq!(with(2, b"{\"n\":2,\"t\":0,\"call\":\"bind\"\n"), third);
        assert_eq!(with(2, b"{\"n\":2,\"t\":0,\"sid\":1,\"call\":\"close\",\"on\":\"server/s\",\"r\":null}\n"), third);
        assert_eq!(with(2, lines[1]), third, "a socket made twice");
        assert_eq!(with(1, b"\n"), third, "a call on a socket that was never made");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), at in 0_usize..900) {
            let _ = read(&bytes);
            let mut whole = write(&board());
            let at = at.min(whole.len());
            whole.splice(at..at, bytes);
            let _ = read(&whole);
        }
    }
}
