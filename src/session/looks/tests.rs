//! Looks, record by record.

use super::*;
use crate::call::{By, Call, CallRecord, Kept, Name, Outcome, Value};

const SID: SocketId = SocketId(1);

#[derive(Default)]
struct Story {
    board: Board,
    fold: LookFold,
    n: u64,
}

impl Story {
    fn record(&mut self, t: Duration, body: Body) {
        self.put(t, Some(SID), body);
    }

    fn gap(&mut self, t: Duration, records: u64) {
        self.put(t, None, Body::Notice(Notice::Gap { records, bytes: 0, why: "paused".into() }));
    }

    fn put(&mut self, t: Duration, sid: Option<SocketId>, body: Body) {
        let record = Record { n: self.n, t, sid, body };
        self.n += 1;
        let wanted = self.fold.want(&record, &self.board);
        self.board.apply(&record);
        self.fold.take(&wanted, &record, &self.board);
    }

    fn call(&mut self, t: Duration, call: Call, outcome: Outcome) {
        self.call_of(SID, t, call, outcome);
    }

    fn call_of(&mut self, sid: SocketId, t: Duration, call: Call, outcome: Outcome) {
        let (on, makes) = (None, Some(Name::new("", "s")));
        let (took, kept) = (Some(Duration::ZERO), Kept::Whole);
        let (waits, made, at, deferred, by) = (None, None, None, false, By::Person);
        let call = CallRecord { on, makes, by, call, waits, took, outcome, made, at, deferred, kept };
        self.put(t, Some(sid), Body::Call(Box::new(call)));
    }

    fn send(&mut self, millis: u64) {
        let send = Call::Send { data: [7; 100].as_slice().into(), flags: 0 };
        self.call(Duration::from_millis(millis), send, Outcome::Ok(Value::Int(100)));
    }

    fn sample(&mut self, at: Duration, queue: u32, held: Option<Duration>) {
        let sample = Sample { at, receive_queue: Some(queue), ..nothing(SID) };
        let sampled = Sampled { held, ..Sampled::first(sample) };
        self.record(at, Body::Notice(Notice::Sample(Box::new(sampled))));
    }

    fn track(&self) -> Track {
        self.fold.looks.read(Some(SID), |track| track.cloned()).unwrap_or_default()
    }
}

fn story() -> Story {
    let mut story = Story::default();
    let number = |name| crate::call::number_of(name).unwrap();
    let socket = Call::Socket { family: number("AF_INET"), kind: number("SOCK_STREAM"), proto: 0 };
    story.call(Duration::ZERO, socket, Outcome::NONE);
    story
}

#[test]
fn what_moved_is_seen_without_any_sample() {
    let mut story = story();
    [1000, 1100, 5000].into_iter().for_each(|millis| story.send(millis));
    let seen = |look: &Look| (look.sample.at.as_millis(), look.counted.sent);
    let looks: Vec<_> = story.track().looks().map(seen).collect();
    // At rest until a quarter of a second before; what came too soon after another look is told by the next.
    assert_eq!(looks, [(0, 0), (750, 0), (1000, 100), (1100, 200), (4750, 200), (5000, 300)]);
    let all = story.fold.looks.read(None, |track| track.unwrap().last().copied()).unwrap();
    assert_eq!(seen(&all), (5000, 300));
}

#[test]
fn where_nobody_looked_nothing_is_known() {
    let mut story = story();
    let at = Duration::from_millis;
    story.sample(at(1000), 5, None);
    story.sample(at(3000), 9, Some(at(2900)));
    story.sample(at(60_000), 1, Some(at(10_000)));
    let looks: Vec<_> =
        story.track().looks().map(|look| (look.sample.at.as_millis(), look.sample.receive_queue)).collect();
    let before = [(0, None), (750, None), (1000, Some(5)), (2750, Some(5)), (3000, Some(9))];
    assert_eq!(looks[..5], before);
    assert_eq!(looks[5..], [(10_000, Some(9)), (10_001, None), (60_000, Some(1))]);
    assert_eq!(story.board.row(SID).unwrap().last_t, Duration::ZERO, "a look is nothing that it did");
}

#[test]
fn what_the_file_does_not_have_is_a_gap() {
    let at = Duration::from_millis;
    let told = |is_whole: bool| {
        let mut story = story();
        story.fold.is_whole = is_whole;
        story.sample(at(1000), 5, None);
        story.send(4000);
        story.gap(at(40_000), 0);
        story.gap(at(40_000), 7);
        story.sample(at(41_000), 0, Some(at(30_000)));
        let seen = |look: &Look| (look.sample.at.as_millis(), look.sample.receive_queue, look.after_gap);
        let all = story.fold.looks.read(None, |track| track.unwrap().last().copied()).unwrap();
        (story.track().looks().skip(3).map(seen).collect::<Vec<_>>(), all.after_gap)
    };
    let before = [(3750, Some(5), false), (4000, Some(5), false)];
    let (looks, all) = told(false);
    assert_eq!((&looks[..2], &looks[2..], all), (&before[..], &[(41_000, Some(0), true)][..], true));
    let (looks, all) = told(true);
    assert_eq!((&looks[..2], looks.last(), all), (&before[..], Some(&(41_000, Some(0), false)), false));
}

#[test]
fn many_sockets_take_nothing_from_a_listener_and_all_together() {
    let mut story = story();
    story.call(Duration::ZERO, Call::Listen { backlog: None }, Outcome::NONE);
    let number = |name| crate::call::number_of(name).unwrap();
    let socket = || Call::Socket { family: number("AF_INET"), kind: number("SOCK_STREAM"), proto: 0 };
    for n in 1..2000 {
        story.call_of(SocketId(n + 1), Duration::from_secs(n), socket(), Outcome::NONE);
        story.send(n * 1000 + 1);
    }
    let len = |scope| story.fold.looks.read(scope, |track| track.unwrap().looks().len());
    assert!(len(None) > 500 && len(Some(SID)) > 500, "{} {}", len(None), len(Some(SID)));
    assert!(len(Some(SocketId(9))) <= 8);
}

#[test]
fn a_long_session_has_all_of_its_time_in_bounded_memory() {
    let mut story = story();
    (1..40_000).for_each(|n| story.send(n * 300));
    let track = story.track();
    assert!((400..=1024).contains(&track.looks().len()), "{}", track.looks().len());
    let first = track.looks().next().unwrap();
    assert!(first.sample.at < Duration::from_secs(30) && track.last().unwrap().counted.sent > 3_990_000);
    // Times that no clock has do no harm.
    for odd in [Duration::MAX, Duration::ZERO] {
        story.sample(odd, 1, Some(Duration::MAX));
        story.sample(odd, 2, Some(Duration::ZERO));
    }
}
