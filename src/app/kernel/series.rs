//! Looks as lines of a chart, and as a table. Pure.

use super::{Look, Track};
use std::fmt::Write as _;

/// Points of a line: seconds on the session's clock, and a value. A line has several stretches where nobody looked in
/// between.
pub type Stretches = Vec<Vec<[f64; 2]>>;

/// All lines of one track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Bytes sent a second, and received.
    pub rates: [Stretches; 2],
    /// Bytes in the receive queue, and in the send queue.
    pub queues: [Stretches; 2],
    /// Smoothed round-trip time by TCP, in seconds.
    pub rtt: Stretches,
    /// Connections.
    pub connections: Stretches,
    /// How long each answer took, in seconds, at the look that saw it first.
    pub answers: Vec<[f64; 2]>,
    /// When it was looked at first, in seconds.
    pub start: f64,
    /// When it was looked at last, in seconds.
    pub end: f64,
}

/// Bytes a second in each direction between two looks; none after a gap.
fn rates(before: Option<&Look>, look: &Look) -> Option<[f64; 2]> {
    let before = before.filter(|_| !look.after_gap)?;
    let seconds = look.sample.at.saturating_sub(before.sample.at).as_secs_f64();
    let rate = |now: u64, then: u64| now.saturating_sub(then) as f64 / seconds;
    let sent = rate(look.counted.sent, before.counted.sent);
    (seconds > 0.0).then(|| [sent, rate(look.counted.received, before.counted.received)])
}

/// An answer that came since the look before, in seconds.
fn answer(before: Option<&Look>, look: &Look) -> Option<f64> {
    let is_new = before.is_none_or(|before| before.counted.trips != look.counted.trips);
    look.counted.trip.filter(|_| is_new).map(|trip| trip.as_secs_f64())
}

fn rtt(look: &Look) -> Option<f64> {
    let micros = look.sample.tcp.map(|tcp| tcp.rtt_micros).filter(|micros| *micros > 0)?;
    Some(f64::from(micros) / 1e6)
}

/// Puts a value on a line; none, and what comes after a gap, begins a new stretch.
fn put(line: &mut Stretches, t: f64, value: Option<f64>, after_gap: bool) {
    let Some(value) = value else {
        if line.last().is_some_and(|last| !last.is_empty()) {
            line.push(Vec::new());
        }
        return;
    };
    if after_gap || line.is_empty() {
        line.push(Vec::new());
    }
    if let Some(last) = line.last_mut() {
        last.push([t, value]);
    }
}

impl Series {
    /// The lines of a track.
    pub fn of(track: &Track) -> Self {
        let start = track.looks().next().map_or(0.0, |first| first.sample.at.as_secs_f64());
        let mut series = Self { start, end: track.looked_at().as_secs_f64(), ..Self::default() };
        let mut before: Option<&Look> = None;
        for look in track.looks() {
            let (t, gap) = (look.sample.at.as_secs_f64(), look.after_gap);
            let rates = rates(before, look);
            let [sent, received] = &mut series.rates;
            put(sent, t, rates.map(|[sent, _]| sent), gap);
            put(received, t, rates.map(|[_, received]| received), gap);
            let [receive, send] = &mut series.queues;
            put(receive, t, look.sample.receive_queue.map(f64::from), gap);
            put(send, t, look.sample.send_queue.map(f64::from), gap);
            put(&mut series.rtt, t, rtt(look), gap);
            put(&mut series.connections, t, Some(look.counted.connections as f64), gap);
            series.answers.extend(answer(before, look).map(|took| [t, took]));
            before = Some(look);
        }
        // What rests is flat up to the last look.
        if let Some(last) = track.last().filter(|last| track.looked_at() > last.sample.at) {
            let end = series.end;
            let still = |line: &mut Stretches, value: Option<f64>| put(line, end, value, false);
            let [sent, received] = &mut series.rates;
            still(sent, Some(0.0).filter(|_| before.is_some()));
            still(received, Some(0.0).filter(|_| before.is_some()));
            let [receive, send] = &mut series.queues;
            still(receive, last.sample.receive_queue.map(f64::from));
            still(send, last.sample.send_queue.map(f64::from));
            still(&mut series.rtt, rtt(last));
            still(&mut series.connections, Some(last.counted.connections as f64));
        }
        series
    }
}

/// The looks as a table of comma-separated values, a line each; an empty field is what is not known, as a rate is right
/// after a gap.
pub fn csv(track: &Track) -> String {
    let mut text = String::from(
        "time_s,sent_bytes_per_s,received_bytes_per_s,receive_queue_bytes,send_queue_bytes,rtt_us,connections,answer_us\n",
    );
    let mut before: Option<&Look> = None;
    for look in track.looks() {
        let field = |value: Option<String>| value.unwrap_or_default();
        let rates = rates(before, look);
        let micros = |seconds: f64| format!("{:.0}", seconds * 1e6);
        // Writing to a text never fails.
        let _ = writeln!(
            text,
            "{:.6},{},{},{},{},{},{},{}",
            look.sample.at.as_secs_f64(),
            field(rates.map(|[sent, _]| format!("{sent:.1}"))),
            field(rates.map(|[_, received]| format!("{received:.1}"))),
            field(look.sample.receive_queue.map(|bytes| bytes.to_string())),
            field(look.sample.send_queue.map(|bytes| bytes.to_string())),
            field(rtt(look).map(micros)),
            look.counted.connections,
            field(answer(before, look).map(micros)),
        );
        before = Some(look);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::Counted;
    use super::*;
    use crate::call::SocketId;
    use crate::net::Sample;
    use std::time::Duration;

    fn see(track: &mut Track, millis: u64, sent: u64, trip: Option<(u64, u64)>) {
        let sample = Sample {
            sid: SocketId(1),
            at: Duration::from_millis(millis),
            tcp: None,
            memory: None,
            receive_queue: Some(sent as u32),
            send_queue: None,
            accept_queue: None,
            handshakes: None,
        };
        let (trips, trip) = trip.map_or((0, None), |(n, millis)| (n, Some(Duration::from_millis(millis))));
        let counted = Counted { sent, received: 0, connections: 1, trips, trip };
        track.see(sample, counted, Duration::from_millis(250));
    }

    #[test]
    fn lines_have_rates_rest_flat_and_are_broken_by_gaps() {
        let mut track = Track::default();
        see(&mut track, 0, 0, None);
        see(&mut track, 1000, 500, Some((1, 20)));
        see(&mut track, 1250, 500, Some((1, 20)));
        see(&mut track, 1500, 500, Some((1, 20)));
        // The last of these two told nothing new.
        see(&mut track, 20_000, 600, Some((1, 20)));
        let series = Series::of(&track);
        assert_eq!(series.rates[0], [vec![[1.0, 500.0], [1.25, 0.0]], vec![]]);
        assert_eq!(series.queues[0], [vec![[0.0, 0.0], [1.0, 500.0], [1.25, 500.0]], vec![[20.0, 600.0]]]);
        assert_eq!((series.answers, series.end), (vec![[1.0, 0.02]], 20.0));
        assert!(series.queues[1].is_empty() && series.rtt.is_empty());
        let text = csv(&track);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[2], "1.000000,500.0,0.0,500,,,1,20000");
        assert_eq!(lines[4], "20.000000,,,600,,,1,");
        see(&mut track, 20_250, 600, Some((1, 20)));
        see(&mut track, 20_500, 600, Some((1, 20)));
        let rates = &Series::of(&track).rates[0];
        assert_eq!(rates.last().unwrap().last(), Some(&[20.5, 0.0]), "flat up to the last look");
    }
}
