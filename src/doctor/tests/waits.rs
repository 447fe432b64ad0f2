//! Whom a waiting `accept` names, and whom it does not.

use super::*;
use std::time::Duration;

const MADE: Duration = Duration::from_secs(10);

fn tried(address: Address, seconds: u64) -> Dialled {
    Dialled { sid: SocketId(9), name: "cli".to_owned(), address, at: Duration::from_secs(seconds) }
}

/// What an accept on `local` waits for after these dials, among these listeners and connections of the board.
fn waits(local: &Address, refused: &[Dialled], others: &[SocketRow]) -> (String, Vec<On>) {
    let row = SocketRow { made_t: MADE, ..listens_at(local.clone()) };
    let others: Vec<&SocketRow> = others.iter().collect();
    let (family, kind) = (number("AF_INET"), number("SOCK_STREAM"));
    let around = Surroundings { refused, others: &others, family, kind, ..Surroundings::of(&row) };
    let found = explain_waiting(&Call::Accept, &around);
    let presses = found.remedies.iter().filter_map(|remedy| match &remedy.act {
        Act::Calls(mend) => mend.steps.last().map(|step| step.on),
        _ => None,
    });
    (found.why.key().to_owned(), presses.collect())
}

#[test]
fn a_dial_is_named_where_it_may_have_been_meant() {
    let (here, two) = (at(8000), |port| Address::inet("127.0.0.2", port));
    let cli = On::Other(SocketId(9));
    for (local, dials, key, press) in [
        (&here, vec![], "wait-accept", On::Fresh),
        (&here, vec![(at(8000), 3)], "wait-accept-early", cli),
        (&here, vec![(Address::inet("localhost", 8000), 11)], "wait-accept-early", cli),
        (&here, vec![(two(8000), 3)], "wait-accept-same-port", cli),
        (&here, vec![(Address::inet6("::1", 8000), 11)], "wait-accept-same-port", On::Fresh),
        (&here, vec![(at(8001), 11)], "wait-accept-other", cli),
        // Before this listener was there, another address and another port, or another kind of address: not meant.
        (&here, vec![(at(8001), 9)], "wait-accept", On::Fresh),
        (&here, vec![(two(8001), 11)], "wait-accept", On::Fresh),
        (&here, vec![(Address::inet("192.0.2.1", 80), 11)], "wait-accept", On::Fresh),
        (&here, vec![(Address::unix("/run/s"), 11)], "wait-accept", On::Fresh),
        // The likeliest of several, wherever it stands.
        (&here, vec![(at(8001), 12), (two(8000), 11), (at(8002), 13)], "wait-accept-same-port", cli),
        (&here, vec![(two(8000), 11), (at(8000), 3)], "wait-accept-early", cli),
        (&Address::inet("", 8000), vec![(two(8001), 11)], "wait-accept-other", cli),
        (&Address::unix("/run/s"), vec![(Address::unix("/run/s"), 3)], "wait-accept-early", cli),
        (&Address::unix("/run/s"), vec![(Address::unix("/run/t"), 11)], "wait-accept-other", cli),
        (&Address::unix("/run/s"), vec![(at(8000), 11)], "wait-accept", On::Fresh),
    ] {
        let refused: Vec<Dialled> = dials.iter().map(|(to, seconds)| tried(to.clone(), *seconds)).collect();
        assert_eq!(waits(local, &refused, &[]), (key.to_owned(), vec![press]), "{local}: {dials:?}");
    }
}

#[test]
fn who_found_somebody_else_is_named_for_the_same_port_only() {
    let to = |address: Address, seconds| {
        let made_t = Duration::from_secs(seconds);
        SocketRow { peer: Some(address), connected: true, made_t, ..named("cli", at(40_000)) }
    };
    let two = || Address::inet("127.0.0.2", 8000);
    let accepted = SocketRow { listener: Some(SocketId(3)), ..to(two(), 11) };
    let closed = SocketRow { open: false, ..to(two(), 11) };
    for (row, key) in [
        (to(two(), 11), "wait-accept-elsewhere"),
        (to(two(), 9), "wait-accept"),
        (to(at(8001), 11), "wait-accept"),
        // It waits in this listener's own queue.
        (to(at(8000), 11), "wait-accept"),
        (accepted, "wait-accept"),
        (closed, "wait-accept"),
    ] {
        assert_eq!(waits(&at(8000), &[], &[row]).0, key);
    }
    // A refused dial whose port is a socket's of the board was meant for that one.
    assert_eq!(waits(&at(8000), &[tried(at(8001), 11)], &[listens_at(at(8001))]).0, "wait-accept");
}

#[test]
fn a_datagram_is_named_where_it_may_have_been_meant() {
    let (here, kind) = (at(8000), number("SOCK_DGRAM"));
    let sender =
        |to: Address| SocketRow { kind, messages_sent: 1, last_destination: Some(to), ..named("u", at(40_000)) };
    let another = |port| SocketRow { kind, ..named("v", at(port)) };
    let all = |port| Address::inet("127.255.255.255", port);
    for (others, key) in [
        (vec![], "wait-recv-datagram"),
        (vec![sender(at(8000))], "wait-recv-datagram"),
        (vec![sender(at(8001))], "wait-recv-other-port"),
        (vec![sender(at(8001)), another(8001)], "wait-recv-datagram"),
        (vec![sender(Address::inet("192.0.2.1", 53))], "wait-recv-datagram"),
        (vec![sender(Address::inet("127.0.0.2", 8000))], "wait-recv-other-address"),
        (vec![sender(all(8000))], "wait-recv-broadcast"),
        (vec![sender(at(8001)), sender(Address::inet("192.0.2.1", 53)), sender(all(8000))], "wait-recv-broadcast"),
    ] {
        let row = SocketRow { kind, ..named("own", here.clone()) };
        let rows: Vec<&SocketRow> = others.iter().collect();
        let around = Surroundings { others: &rows, family: number("AF_INET"), kind, ..Surroundings::of(&row) };
        let found = explain_waiting(&Call::RecvFrom { size: 9, flags: 0 }, &around);
        assert_eq!(found.why.key(), key, "{others:?}");
    }
}
