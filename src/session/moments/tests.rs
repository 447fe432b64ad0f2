//! A moment is the fold of the records up to it: of random sessions, at every record, live and opened.

use super::*;
use crate::call::*;
use crate::session::codec::decode;
use crate::session::{Recorder, RecorderOptions, Session, Waker};
use crossbeam_channel::bounded;
use proptest::prelude::*;
use std::path::Path;

fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    for _ in 0..200_000 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_micros(100));
    }
    panic!("{what}")
}

fn quiet() -> Waker {
    Arc::new(|| {})
}

/// One event out of a number: sockets, sends, receives, waits and their ends, closes, notices.
fn event(seed: u64, id: u64, sockets: &mut u64, waits: &mut Vec<(u64, Call)>) -> Event {
    let sid = SocketId(1 + seed / 16 % (*sockets).max(1));
    let start = |call: Call, makes: Option<Name>| Started {
        id: CallId(id),
        at: Duration::from_nanos(id * 10_007),
        sid,
        on: Some(Name::new("", "s")),
        makes,
        by: By::Person,
        call,
    };
    let end = |id: u64, outcome: Outcome| Ended {
        id: CallId(id),
        took: Duration::from_nanos(2_000_000 + seed),
        outcome,
        made: None,
        deferred: false,
    };
    let done = |call: Call, outcome: Outcome| Event::Done(start(call, None), end(id, outcome));
    let data = |count: u64| -> Payload { vec![seed as u8; count as usize].into() };
    match if id == 1 { 0 } else { seed % 16 } {
        0 | 1 => {
            *sockets += 1;
            let kind = number_of(if seed.is_multiple_of(2) { "SOCK_STREAM" } else { "SOCK_DGRAM" }).unwrap();
            let family = number_of("AF_INET").unwrap();
            let mut start = start(Call::Socket { family, kind, proto: 0 }, Some(Name::new("", "s")));
            start.sid = SocketId(*sockets);
            Event::Done(start, end(id, Outcome::NONE))
        }
        2..=4 => done(Call::SendAll { data: data(seed % 9), flags: 0 }, Outcome::NONE),
        5 | 6 => done(Call::Recv { size: 99, flags: 0 }, Outcome::Ok(Value::Data(data(seed % 7)))),
        7 => done(Call::Close, Outcome::NONE),
        8 => done(Call::Recv { size: 99, flags: 0 }, Outcome::Errno(11)),
        9 | 10 => {
            let call = Call::Recv { size: 99, flags: 0 };
            waits.push((id, call.clone()));
            Event::Started(start(call, None))
        }
        11 | 12 => match waits.pop() {
            Some((id, _)) => Event::Ended(end(id, Outcome::Ok(Value::Data(data(3))))),
            None => done(Call::GetSockName, Outcome::Ok(Value::Address(Some(Address::inet("127.0.0.1", 7))))),
        },
        // In parts: more than one record.
        13 if seed % 64 == 13 => done(Call::SendAll { data: data((1 << 20) + seed % 99), flags: 0 }, Outcome::NONE),
        13 => Event::Noticed {
            at: Duration::from_nanos(id * 10_007),
            sid: Some(sid),
            notice: Notice::State(TcpState::Established),
        },
        14 => done(
            Call::SendTo { data: data(4), flags: 0, address: Address::inet("127.0.0.1", (seed % 99) as i64) },
            Outcome::Ok(Value::Int(4)),
        ),
        _ => done(
            Call::RecvFrom { size: 99, flags: 0 },
            Outcome::Ok(Value::DataFrom(data(5), Some(Address::inet("127.0.0.1", (seed % 99) as i64)))),
        ),
    }
}

/// Records what the numbers say; with `pauses` some of it is lost, and some payloads are.
fn record(dir: &Path, seeds: &[u64], pauses: bool) -> (Recorder, Arc<Session>) {
    let (events, seen) = bounded(16);
    let options = RecorderOptions {
        dir: dir.to_owned(),
        clock: Clock::start_now(),
        app: "sockscope test".into(),
        waker: quiet(),
        events: seen,
    };
    let recorder = Recorder::start(options).unwrap();
    let (mut sockets, mut waits) = (0, Vec::new());
    for (id, seeds) in seeds.chunks(5).enumerate() {
        let event = |(at, seed): (usize, &u64)| event(*seed, (id * 5 + at + 1) as u64, &mut sockets, &mut waits);
        events.send(seeds.iter().enumerate().map(event).collect()).unwrap();
        if pauses {
            let seed = seeds.first().copied().unwrap_or_default();
            recorder.pause(seed.is_multiple_of(5));
            recorder.drop_payloads(seed.is_multiple_of(3));
            std::thread::sleep(Duration::from_micros(seed % 400));
        }
    }
    drop(events);
    let session = recorder.session();
    (recorder, session)
}

/// Every moment, in an order that goes back and forth.
fn holds(session: &Session, path: &Path) {
    let file = std::fs::read(path).unwrap();
    let mut boards = Vec::new();
    let (mut board, mut len) = (Board::default(), 0);
    for line in file.split_inclusive(|byte| *byte == b'\n') {
        board.apply(&decode(line).unwrap());
        len += line.len() as u64;
        boards.push((board.clone(), len));
    }
    let count = boards.len() as u64;
    assert_eq!(session.snapshot().saved, count);
    let forth = 0..count;
    let jumps = (0..count).map(|i| i * 61 % count);
    for n in forth.clone().chain(forth.rev()).chain(jumps) {
        let moment = until("a moment", || session.moment(n));
        let (board, len) = &boards[n as usize];
        assert_eq!((moment.n, moment.file_len), (n, *len));
        assert_eq!(*moment.board, *board, "record {n} of {count}");
    }
    assert!(session.moment(count).is_none() && !session.has_no_moment(count));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_moment_is_the_fold_of_its_records(
        seeds in proptest::collection::vec(any::<u64>(), 1..130),
        pauses in any::<bool>(),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let (recorder, live) = record(dir.path(), &seeds, pauses);
        recorder.finish(Duration::from_secs(20));
        let Some(path) = live.snapshot().path.clone() else {
            // Paused from its first event to its last: no file was begun.
            assert!(pauses && live.snapshot().records == 0);
            return Ok(());
        };
        holds(&live, &path);
        let opened = Session::open(&path, quiet()).unwrap();
        until("opened", || opened.snapshot().progress.is_none().then_some(()));
        holds(&opened, &path);
        shows_nothing_later(&opened, pauses);
    }
}

/// A view at each moment: rows, pieces and lengths are those of its board.
fn shows_nothing_later(session: &Session, pauses: bool) {
    let view = session.view();
    assert_eq!((view.snapshot().records, view.snapshot().rows), (0, 0));
    for n in 0..session.snapshot().records {
        let moment = until("a moment", || session.moment(n));
        view.show_moment(&moment, None);
        let rows = moment.rows();
        assert_eq!((view.snapshot().records, view.snapshot().rows), (n + 1, rows));
        assert_eq!(view.rows().record_of_row(rows), None);
        let waiting = moment.board.waiting.values().map(|waiting| waiting.row);
        for k in waiting {
            let row = until("a row", || view.rows().row(k));
            assert_eq!((&row.record.outcome, row.join_n, row.received_len), (&Outcome::Waiting, None, 0));
            assert!(view.payload(row.n).is_none());
        }
        for row in moment.board.sockets.values() {
            let pieces = view.pieces(row.sid);
            let lens = (0..pieces.len()).filter_map(|i| pieces.get(i)).map(|piece| u64::from(piece.len)).sum::<u64>();
            // What was lost is told by nobody.
            assert!(pauses || lens == row.sent + row.received, "{n}: {}", row.name);
            let mut places: Vec<_> = (0..pieces.len()).map(|at| pieces.at_place(at)).collect();
            assert!(places.iter().enumerate().all(|(at, i)| pieces.place_of(*i) == at));
            places.sort_unstable();
            assert!(places.into_iter().eq(0..pieces.len()) && pieces.get(pieces.len()).is_none());
        }
    }
}

#[test]
fn a_hidden_call_shows_without_what_came_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let (recorder, live) = record(dir.path(), &[0, 5 + 16 * 7, 2], false);
    recorder.finish(Duration::from_secs(20));
    let view = live.view();
    let before = until("a moment", || live.moment(1));
    view.show_moment(&before, Some(2));
    let row = until("a row", || view.rows().row(1));
    assert_eq!((row.n, &row.record.outcome, row.record.took, row.received_len), (2, &Outcome::Waiting, None, 0));
    assert_eq!((view.snapshot().rows, view.pieces(SocketId(1)).len()), (2, 0));
    assert!(view.payload(2).is_none());
    view.show_moment(&until("a moment", || live.moment(2)), None);
    let row = until("a row", || view.rows().row(1));
    assert_eq!((row.received_len, view.pieces(SocketId(1)).len()), (5, 1));
    assert!(until("a payload", || view.payload(2)).len() == 5);
}

#[test]
fn kept_boards_stay_within_their_bytes() {
    let family = number_of("AF_INET").unwrap();
    let call = Call::Socket { family, kind: number_of("SOCK_STREAM").unwrap(), proto: 0 };
    let kept = Checkpoints::within(4, 64 * 1024);
    let mut board = Board::default();
    for n in 0..4000 {
        let record = CallRecord {
            on: None,
            makes: Some(Name::new("", "s")),
            by: By::Person,
            call: call.clone(),
            waits: None,
            took: Some(Duration::ZERO),
            outcome: Outcome::NONE,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        };
        let sid = Some(SocketId(n % 3 + 1));
        board.apply(&Record { n, t: Duration::ZERO, sid, body: Body::Call(Box::new(record)) });
        kept.offer(n + 1, &board);
        let (records, bytes) = kept.state();
        assert!(bytes <= 64 * 1024 || records.len() == 1, "{bytes}");
    }
    let (records, _) = kept.state();
    assert!(records.len() > 4, "{records:?}");
    assert!(kept.nearest(0).is_none());
    assert_eq!(kept.nearest(4000).map(|(at, _)| at), records.last().copied());
    assert_eq!(kept.nearest(records[1] + 1).map(|(at, _)| at), Some(records[1]));
    kept.leave_live();
    kept.offer_live(1_000_000, &board);
    assert_eq!(kept.state().0, records);
}
