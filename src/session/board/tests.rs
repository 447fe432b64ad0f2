//! The fold, record by record.

use super::*;
use crate::call::*;

/// A session in the making.
#[derive(Default)]
pub(super) struct Story {
    pub(super) board: Board,
    n: u64,
}

impl Story {
    fn record(&mut self, sid: u64, body: Body) {
        self.n += 1;
        let t = Duration::from_millis(self.n);
        self.board.apply(&Record { n: self.n, t, sid: Some(SocketId(sid)), body });
    }

    pub(super) fn make(
        &mut self,
        sid: u64,
        makes: Option<&str>,
        call: Call,
        outcome: Outcome,
        made: Option<u64>,
        deferred: bool,
    ) {
        self.record(
            sid,
            Body::Call(Box::new(CallRecord {
                on: None,
                makes: makes.map(|name| Name::parse(name).unwrap()),
                by: By::Person,
                call,
                waits: None,
                took: Some(Duration::ZERO),
                outcome,
                made: made.map(SocketId),
                at: None,
                deferred,
                kept: Kept::Whole,
            })),
        );
    }

    pub(super) fn call(&mut self, sid: u64, call: Call, outcome: Outcome) {
        self.make(sid, None, call, outcome, None, false);
    }

    pub(super) fn socket(&mut self, sid: u64, name: &str, kind: &str) {
        let (family, kind) = (number_of("AF_INET").unwrap(), number_of(kind).unwrap());
        self.make(sid, Some(name), Call::Socket { family, kind, proto: 0 }, Outcome::NONE, None, false);
    }

    fn accept(&mut self, sid: u64, name: &str, made: u64) {
        let value = Value::Accepted(Some(Address::inet("127.0.0.1", 40_000)));
        self.make(sid, Some(name), Call::Accept, Outcome::Ok(value), Some(made), false);
    }

    pub(super) fn start(&mut self, sid: u64, id: u64, call: Call) {
        self.record(
            sid,
            Body::Call(Box::new(CallRecord {
                on: None,
                makes: None,
                by: By::Person,
                call,
                waits: Some(CallId(id)),
                took: None,
                outcome: Outcome::Waiting,
                made: None,
                at: None,
                deferred: false,
                kept: Kept::Whole,
            })),
        );
    }

    pub(super) fn join(&mut self, sid: u64, id: u64, outcome: Outcome) {
        self.record(
            sid,
            Body::Join(Box::new(JoinRecord {
                id: CallId(id),
                took: Duration::from_millis(5),
                outcome,
                made: None,
                at: None,
                deferred: false,
                kept: Kept::Whole,
            })),
        );
    }

    fn row(&self, sid: u64) -> &SocketRow {
        self.board.row(SocketId(sid)).unwrap()
    }

    fn named(&self, name: &str) -> Option<u64> {
        self.board.by_name(&Name::parse(name).unwrap()).map(|sid| sid.0)
    }
}

#[test]
fn a_name_in_use_is_taken_over_by_the_younger_socket() {
    let mut story = Story::default();
    story.socket(1, "server/s", "SOCK_STREAM");
    story.call(1, Call::Listen { backlog: None }, Outcome::NONE);
    for sid in 2..5 {
        story.accept(1, "server/conn", sid);
    }
    assert_eq!(story.named("server/conn"), Some(4));
    assert_eq!((story.named("server/conn~1"), story.named("server/conn~2")), (Some(2), Some(3)));
    assert_eq!(story.row(2).renamed_from, Some(Name::new("server", "conn")));
    assert_eq!((story.row(4).listener, story.row(1).accepted), (Some(SocketId(1)), 3));
    assert_eq!(story.board.free_name("server", "conn").to_string(), "server/conn2");
    assert_eq!(story.board.free_name("client", "conn").to_string(), "client/conn");
    story.call(4, Call::Close, Outcome::NONE);
    assert_eq!(story.named("server/conn"), None);
    assert!(!story.row(4).open);
    assert_eq!(story.board.totals.sockets_open, 3);
    assert_eq!(story.row(1).backlog, Some(128));
}

#[test]
fn the_end_of_a_seqpacket_connection_is_marked() {
    let mut story = Story::default();
    story.socket(1, "s", "SOCK_SEQPACKET");
    let recv = |story: &mut Story, data: &[u8]| {
        story.call(1, Call::Recv { size: 9, flags: 0 }, Outcome::Ok(Value::Data(data.into())));
        (story.row(1).messages_received, story.row(1).eof_received())
    };
    assert!(story.row(1).is_connection() && !story.row(1).is_stream());
    assert_eq!(recv(&mut story, b"one"), (1, false));
    // An empty message, or the end: what comes next tells.
    assert_eq!(recv(&mut story, b""), (2, true));
    assert_eq!(recv(&mut story, b"two"), (3, false));
    assert_eq!(recv(&mut story, b""), (4, true));
}

#[test]
fn bytes_eof_and_half_close() {
    let mut story = Story::default();
    story.socket(1, "s", "SOCK_STREAM");
    let peek = number_of("MSG_PEEK").unwrap();
    let data = |text: &str| Outcome::Ok(Value::Data(text.as_bytes().into()));
    story.call(1, Call::Connect { address: Address::inet("127.0.0.1", 80) }, Outcome::NONE);
    story.call(1, Call::Send { data: b"hello".as_slice().into(), flags: 0 }, Outcome::Ok(Value::Int(3)));
    story.call(1, Call::SendAll { data: b"hello".as_slice().into(), flags: 0 }, Outcome::NONE);
    story.call(1, Call::Recv { size: 9, flags: peek }, data("abc"));
    story.call(1, Call::Recv { size: 9, flags: 0 }, data("abcd"));
    story.call(1, Call::Recv { size: 9, flags: 0 }, Outcome::Errno(libc::ECONNRESET));
    let row = story.row(1);
    assert!(row.connected && !row.eof_received());
    assert_eq!((row.sent, row.received, row.messages_sent, row.messages_received), (8, 4, 2, 1));
    assert_eq!(row.last_error, Some((7, CallKind::Recv, Outcome::Errno(libc::ECONNRESET))));
    story.call(1, Call::Recv { size: 9, flags: 0 }, data(""));
    story.call(1, Call::Shutdown { how: number_of("SHUT_WR").unwrap() }, Outcome::NONE);
    let row = story.row(1);
    assert!(row.eof_received() && row.shut_write && !row.shut_read && row.last_error.is_none());
    assert_eq!(story.board.totals, Totals { calls: 9, errors: 1, sent: 8, received: 4, sockets_open: 1, lost: 0 });
    // What connect_ex returns as its value is an error too, if it means more than not yet.
    let dial = Call::ConnectEx { address: Address::inet("127.0.0.1", 80) };
    let came = |errno| Outcome::Ok(Value::ConnectEx(errno));
    story.call(1, dial.clone(), came(libc::ECONNREFUSED));
    let refused = Outcome::Errno(libc::ECONNREFUSED);
    assert_eq!(story.row(1).last_error, Some((10, CallKind::ConnectEx, refused)));
    story.call(1, dial, came(libc::EINPROGRESS));
    assert_eq!(story.row(1).last_error, None);
}

#[test]
fn what_failed_calls_moved_counts_as_part_of_the_stream() {
    let mut story = Story::default();
    story.socket(1, "s", "SOCK_STREAM");
    for (bytes, why) in [(5, "recv_exact"), (7, "sendall"), (100, "snaplen")] {
        story.record(1, Body::Notice(Notice::Gap { records: 0, bytes, why: why.into() }));
    }
    assert_eq!((story.row(1).sent, story.row(1).received), (7, 5));
    assert_eq!((story.board.totals.sent, story.board.totals.received), (7, 5));
}

#[test]
fn waiting_calls_come_and_go() {
    let mut story = Story::default();
    story.socket(1, "s", "SOCK_STREAM");
    story.start(1, 7, Call::Recv { size: 9, flags: 0 });
    story.start(1, 8, Call::SendAll { data: vec![0; 10_000].into(), flags: 0 });
    assert_eq!(story.row(1).waiting, [CallId(7), CallId(8)]);
    let waiting = &story.board.waiting[&CallId(8)];
    assert_eq!((waiting.n, waiting.row, waiting.sends, waiting.call.sent().unwrap().len()), (3, 2, 10_000, PREVIEW));
    story.make(1, None, Call::Close, Outcome::NONE, None, true);
    assert!(story.row(1).closing && !story.row(1).open);
    story.join(1, 8, Outcome::NONE);
    assert!(story.row(1).closing);
    assert_eq!(story.row(1).sent, 10_000);
    story.join(1, 7, Outcome::Errno(libc::EBADF));
    assert!(!story.row(1).closing && story.row(1).waiting.is_empty() && story.board.waiting.is_empty());
}

#[test]
fn notices_and_modes() {
    let mut story = Story::default();
    story.socket(1, "u", "SOCK_DGRAM");
    let local = Address::inet("127.0.0.1", 5);
    story.record(1, Body::Notice(Notice::Names { local: Some(local.clone()), peer: None }));
    story.record(1, Body::Notice(Notice::Drops { count: 3 }));
    story.record(1, Body::Notice(Notice::Drops { count: 4 }));
    story.record(1, Body::Notice(Notice::State(TcpState::Listen)));
    story.call(1, Call::SetTimeout { seconds: Some(2.5) }, Outcome::NONE);
    let row = story.row(1);
    assert_eq!(
        (row.local.clone(), row.drops, row.tcp, row.mode),
        (Some(local), 7, Some(TcpState::Listen), Mode::Timeout(2.5))
    );
    story.call(1, Call::SetBlocking { blocking: false }, Outcome::NONE);
    assert_eq!(story.row(1).mode, Mode::NonBlocking);
    let empty = Value::DataFrom([].into(), Some(Address::inet("127.0.0.1", 6)));
    story.call(1, Call::RecvFrom { size: 1, flags: 0 }, Outcome::Ok(empty));
    assert_eq!((story.row(1).messages_received, story.row(1).eof_received()), (1, false));
}

#[test]
fn what_made_a_socket_what_it_is_is_remembered() {
    let mut story = Story::default();
    story.socket(1, "server/s", "SOCK_STREAM");
    let option = |value| {
        let (level, name) = (number_of("IPPROTO_IPV6").unwrap(), number_of("IPV6_V6ONLY").unwrap());
        Call::SetSockOpt { level, name, value: OptionValue::Int(value) }
    };
    let bind = Call::Bind { address: Address::inet6("::", 0) };
    story.call(1, option(1), Outcome::NONE);
    story.call(1, option(0), Outcome::NONE);
    story.call(1, Call::Bind { address: Address::inet6("::9", 0) }, Outcome::Errno(99));
    story.call(1, bind.clone(), Outcome::NONE);
    story.call(1, Call::GetSockName, Outcome::NONE);
    story.call(1, Call::Listen { backlog: None }, Outcome::NONE);
    let kept = |story: &Story| story.row(1).setup.iter().map(|call| call.as_ref().clone()).collect::<Vec<_>>();
    assert_eq!(kept(&story), [option(0), bind, Call::Listen { backlog: None }]);
    assert!(story.row(1).takes_both_families());
    for second in 0..100 {
        story.call(1, Call::SetTimeout { seconds: Some(f64::from(second)) }, Outcome::NONE);
        story.call(1, option(1), Outcome::NONE);
    }
    let (last, only) = (Call::SetTimeout { seconds: Some(99.0) }, option(1));
    assert_eq!(kept(&story)[3..], [last, only], "each setting once: the last");
    assert!(!story.row(1).takes_both_families());
    let join = |host: u8| {
        let (level, name) = (number_of("IPPROTO_IP").unwrap(), number_of("IP_ADD_MEMBERSHIP").unwrap());
        Call::SetSockOpt { level, name, value: OptionValue::Mreq(format!("239.0.0.{host}").into(), "0.0.0.0".into()) }
    };
    (0..100).for_each(|host| story.call(1, join(host), Outcome::NONE));
    assert_eq!(kept(&story)[5..7], [join(0), join(1)], "groups are joined one by one");
    assert_eq!(kept(&story).len(), 32, "no socket grows without end");
    story.call(1, option(0), Outcome::NONE);
    assert!(story.row(1).takes_both_families(), "what it was set to last is known all the same");
}

#[test]
fn ten_thousand_sockets_are_a_cheap_picture() {
    let mut story = Story::default();
    story.socket(1, "s", "SOCK_STREAM");
    for sid in 2..10_002 {
        story.accept(1, "conn", sid);
    }
    let copy = story.board.clone();
    let start = std::time::Instant::now();
    let again = copy.clone();
    let took = start.elapsed();
    assert_eq!(again, story.board);
    assert_eq!(again.totals.sockets_open, 10_001);
    // A debug build on a busy machine; a release build takes a tenth.
    assert!(took < Duration::from_millis(50), "{took:?}");
}

type Trips = (u64, u128, u128, u128);

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

#[test]
fn pairs_copies_and_files_are_on_the_board() {
    let mut story = Story::default();
    let (family, kind) = (number_of("AF_UNIX").unwrap(), number_of("SOCK_STREAM").unwrap());
    let pair = Call::SocketPair { family, kind, proto: 0, other: Some(Name::new("", "b")) };
    story.make(1, Some("a"), pair, Outcome::NONE, Some(2), false);
    let name = |name: &str| Name::parse(name).unwrap();
    assert_eq!(
        (story.board.by_name(&name("a")), story.board.by_name(&name("b"))),
        (Some(SocketId(1)), Some(SocketId(2)))
    );
    assert!(story.board.row(SocketId(2)).unwrap().connected);
    story.make(1, Some("a2"), Call::Dup, Outcome::NONE, Some(3), false);
    assert_eq!(story.board.row(SocketId(3)).unwrap().family, family);
    let made_by = [1, 2, 3].map(|sid| story.board.row(SocketId(sid)).unwrap().made_by);
    assert_eq!(made_by, [CallKind::SocketPair, CallKind::SocketPair, CallKind::Dup]);
    let file = Call::MakeFile { mode: "rb".into(), buffering: None, encoding: None, newline: None };
    story.make(2, Some("page"), file, Outcome::NONE, Some(4), false);
    assert_eq!(story.board.file_by_name(&name("page")), Some(SocketId(4)));
    assert_eq!(story.board.free_name("", "page"), name("page2"));
    // What the file reads, its socket has received; and the socket is there until the file is closed.
    story.call(4, Call::ReadLine, Outcome::Ok(Value::Data((*b"line\n").into())));
    assert_eq!(story.board.row(SocketId(2)).unwrap().received, 5);
    story.make(2, None, Call::Close, Outcome::NONE, None, true);
    let row = story.board.row(SocketId(2)).unwrap();
    assert!(!row.open && row.closing);
    story.call(4, Call::ReadLine, Outcome::Ok(Value::Data((*b"").into())));
    assert!(story.board.row(SocketId(2)).unwrap().eof_received());
    story.call(4, Call::FClose, Outcome::NONE);
    assert!(!story.board.row(SocketId(2)).unwrap().closing);
    assert_eq!(story.board.file_by_name(&name("page")), None);
    story.call(3, Call::Detach, Outcome::Ok(Value::Int(7)));
    assert!(!story.board.row(SocketId(3)).unwrap().open);
    assert_eq!(story.board.totals.sockets_open, 1);
}
