//! The fold, record by record.

mod answers;
mod made;

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
