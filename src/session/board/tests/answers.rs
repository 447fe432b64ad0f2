//! Answers and who sent them.

use super::*;

/// The round trips of a socket, in milliseconds: how many, the last, the shortest, the longest.
fn trips(row: &SocketRow) -> Trips {
    let RoundTrips { count, last, min, max, .. } = &row.round_trips;
    (*count, last.as_millis(), min.as_millis(), max.as_millis())
}

#[test]
fn an_answer_is_the_first_receive_after_a_send() {
    let mut story = Story::default();
    story.socket(1, "s", "SOCK_STREAM");
    let (peek, oob) = (number_of("MSG_PEEK").unwrap(), number_of("MSG_OOB").unwrap());
    let data = |text: &str| Outcome::Ok(Value::Data(text.as_bytes().into()));
    let ask = |flags| Call::Send { data: b"?".as_slice().into(), flags };
    let hear = |flags| Call::Recv { size: 9, flags };
    let table: [(Call, Outcome, Trips); 13] = [
        (hear(0), data("unasked"), (0, 0, 0, 0)),
        (ask(oob), Outcome::Ok(Value::Int(1)), (0, 0, 0, 0)),
        (hear(0), data("beside the stream"), (0, 0, 0, 0)),
        (ask(0), Outcome::Ok(Value::Int(1)), (0, 0, 0, 0)), // at 5
        (ask(0), Outcome::Ok(Value::Int(1)), (0, 0, 0, 0)),
        (ask(0), Outcome::Errno(libc::EPIPE), (0, 0, 0, 0)),
        (hear(peek), data("!"), (0, 0, 0, 0)),
        (hear(0), Outcome::Errno(libc::EAGAIN), (0, 0, 0, 0)),
        (hear(0), data("!"), (1, 5, 5, 5)), // at 10
        (hear(0), data("more of it"), (1, 5, 5, 5)),
        (ask(0), Outcome::Ok(Value::Int(1)), (1, 5, 5, 5)), // at 12
        (hear(0), data("!"), (2, 1, 1, 5)),
        (hear(0), data(""), (2, 1, 1, 5)),
    ];
    for (call, outcome, expected) in table {
        let said = format!("{call:?} {outcome:?}");
        story.call(1, call, outcome);
        assert_eq!(trips(story.row(1)), expected, "{said}");
    }
    // One that waits asks from its start on, also where its answer comes before it is back; it asks only once.
    let long = || Call::SendAll { data: vec![0; 9].into(), flags: 0 };
    story.start(1, 7, long()); // at 15
    story.record(2, Body::Notice(Notice::Drops { count: 1 }));
    story.call(1, hear(0), data("!")); // at 17
    story.join(1, 7, Outcome::NONE);
    assert_eq!(trips(story.row(1)), (3, 2, 1, 5));
    story.call(1, hear(0), data("more of it"));
    assert_eq!(trips(story.row(1)).0, 3);
    story.start(1, 8, long());
    story.join(1, 8, Outcome::Errno(libc::EPIPE));
    story.call(1, hear(0), data("unasked"));
    assert_eq!(trips(story.row(1)).0, 3, "what failed asked nobody");
}

#[test]
fn datagrams_are_counted_and_answered_by_sender() {
    let mut story = Story::default();
    story.socket(1, "u", "SOCK_DGRAM");
    let at = |port| Address::inet("127.0.0.1", port);
    let ask = |port| Call::SendTo { data: b"?".as_slice().into(), flags: 0, address: at(port) };
    let hear = Call::RecvFrom { size: 9, flags: 0 };
    let from = |port| Outcome::Ok(Value::DataFrom(b"abc".as_slice().into(), Some(at(port))));
    assert!(story.board.senders(SocketId(1)).is_none());
    story.call(1, ask(40), Outcome::Ok(Value::Int(1))); // 2
    story.call(1, hear.clone(), from(50));
    assert_eq!(trips(story.row(1)).0, 0, "somebody else");
    story.call(1, hear.clone(), from(40)); // 4
    story.call(1, hear.clone(), from(40));
    let peek = number_of("MSG_PEEK").unwrap();
    story.call(1, Call::RecvFrom { size: 9, flags: peek }, from(60));
    assert_eq!(trips(story.row(1)), (1, 2, 2, 2));
    let senders = story.board.senders(SocketId(1)).unwrap();
    let counts: Vec<_> =
        senders.iter().map(|(address, one)| (address.port().unwrap(), one.messages, one.bytes)).collect();
    assert_eq!(counts, [(40, 2, 6), (50, 1, 3)]);
    assert_eq!(senders.last().and_then(|last| last.port()), Some(40));
    assert_eq!((senders.get(&at(40)).unwrap().last_n, senders.get(&at(50)).unwrap().round_trips.count), (5, 0));
    let message = Value::Message { data: (*b"abc").into(), flags: 0, from: Some(at(50)), real: None };
    story.call(1, Call::RecvMsg { size: 9, flags: 0 }, Outcome::Ok(message));
    assert_eq!(story.board.senders(SocketId(1)).unwrap().get(&at(50)).unwrap().messages, 2);
    assert_eq!(story.row(1).last_sender, Some(at(50)));
}

#[test]
fn a_picture_of_the_senders_stays_as_it_was() {
    let mut story = Story::default();
    story.socket(1, "u", "SOCK_DGRAM");
    let from = Address::inet("127.0.0.1", 40_000);
    let outcome = Outcome::Ok(Value::DataFrom(vec![0; 64].into(), Some(from.clone())));
    let mut picture = story.board.clone();
    for n in 0..2000 {
        if n == 500 {
            picture = story.board.clone();
        }
        story.call(1, Call::RecvFrom { size: 65_536, flags: 0 }, outcome.clone());
    }
    let counted = |board: &Board| board.senders(SocketId(1)).unwrap().get(&from).unwrap().messages;
    assert_eq!((counted(&picture), counted(&story.board)), (500, 2000));
}
