//! From time to height and back: linear, or compressed, where each call of the log has the same room and nothing is left of
//! the time in which nothing happens.

use super::blocks::{BAND, rows_a_band};
use std::time::Duration;

/// How time runs down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Run {
    /// A call a step; between two calls time is spread evenly.
    #[default]
    Compressed,
    /// So many points a second.
    Linear(f32),
}

/// Where the calls of a stretch of the log stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    run: Run,
    /// Points a call.
    step: f32,
    /// The number of the first row in `starts`.
    first: u64,
    /// When each row started; in order.
    starts: Vec<Duration>,
    /// When the next thing after them happened, or now.
    end: Duration,
    /// Rows after the stretch: when they started, and their numbers; in order.
    beyond: Vec<(Duration, u64)>,
}

impl Scale {
    /// Over rows `first..` of the log, which started at `starts`; `end` is when the row after them started, or now where they
    /// are the last. `step` is how many points a call has.
    pub fn new(run: Run, step: f32, first: u64, mut starts: Vec<Duration>, end: Duration) -> Self {
        // Rows stand in the order of their records; a clock that was read on two threads may disagree by microseconds.
        let mut latest = Duration::ZERO;
        for start in &mut starts {
            latest = latest.max(*start);
            *start = latest;
        }
        Self { run, step: step.max(0.01), first, end: end.max(latest), starts, beyond: Vec::new() }
    }

    /// Knows where some rows after the stretch stand as well: when each started, and its number.
    pub fn knows_beyond(&mut self, mut rows: Vec<(Duration, u64)>) {
        rows.sort_unstable_by_key(|(_, k)| *k);
        rows.dedup();
        self.beyond = rows;
    }

    /// The height of row `k`'s start, which was at `t`.
    pub fn of_row(&self, k: u64, t: Duration) -> f64 {
        match self.run {
            Run::Compressed => (k as f64 + 0.5) * f64::from(self.step),
            Run::Linear(a_second) => t.as_secs_f64() * f64::from(a_second),
        }
    }

    /// The height of something that happened at `t` after row `k` had started and before the next one: the `i`th of
    /// `count`.
    pub fn after_row(&self, k: u64, t: Duration, (i, count): (usize, usize)) -> f64 {
        match self.run {
            Run::Compressed => (k as f64 + 0.5 + (i + 1) as f64 / (count + 1) as f64) * f64::from(self.step),
            Run::Linear(_) => self.of_time(t),
        }
    }

    /// The band of height in which row `k` may be merged with others; a band of its own where each has room.
    pub fn band(&self, k: u64, t: Duration) -> u64 {
        match self.run {
            Run::Compressed => k / rows_a_band(self.step).unwrap_or(1),
            Run::Linear(_) => (self.of_row(k, t) / BAND).max(0.0) as u64,
        }
    }

    /// The row that a band begins with, where bands are of rows; those of a linear scale are of time.
    pub fn row_of_band(&self, band: u64) -> Option<u64> {
        (self.run == Run::Compressed).then(|| band.saturating_mul(rows_a_band(self.step).unwrap_or(1)))
    }

    /// From where to where a band goes.
    pub fn band_heights(&self, band: u64) -> (f64, f64) {
        let high = match self.run {
            Run::Compressed => rows_a_band(self.step).unwrap_or(1) as f64 * f64::from(self.step),
            Run::Linear(_) => BAND,
        };
        (band as f64 * high, (band + 1) as f64 * high)
    }

    /// The height of a moment: never above a row that started before it, nor below one that started later.
    pub fn of_time(&self, t: Duration) -> f64 {
        if let Run::Linear(a_second) = self.run {
            return t.as_secs_f64() * f64::from(a_second);
        }
        let step = f64::from(self.step);
        let far = self.beyond.partition_point(|(start, _)| *start <= t);
        if let Some((from, k)) = far.checked_sub(1).and_then(|at| self.beyond.get(at)) {
            let next = self.beyond.get(far).filter(|(_, next)| *next == k + 1);
            let part = next.map_or(0.0, |(to, _)| share(*from, *to, t));
            return (*k as f64 + 0.5 + part) * step;
        }
        let after = self.starts.partition_point(|start| *start <= t);
        let Some(before) = after.checked_sub(1) else {
            return self.first as f64 * step;
        };
        let from = self.starts.get(before).copied().unwrap_or_default();
        let to = self.starts.get(after).copied().unwrap_or(self.end);
        let part = share(from, to, t);
        ((self.first + before as u64) as f64 + 0.5 + part) * step
    }

    /// The moment at a height; the start or the end of the stretch for what lies beyond it.
    pub fn time_at(&self, y: f64) -> Duration {
        if let Run::Linear(a_second) = self.run {
            return Duration::try_from_secs_f64(y / f64::from(a_second.max(f32::MIN_POSITIVE))).unwrap_or_default();
        }
        let at = y / f64::from(self.step) - 0.5 - self.first as f64;
        let Some(first) = self.starts.first() else { return self.end };
        if at <= 0.0 {
            return *first;
        }
        let i = at.floor() as usize;
        let Some(from) = self.starts.get(i).copied() else { return self.end };
        let to = self.starts.get(i + 1).copied().unwrap_or(self.end);
        from + to.saturating_sub(from).mul_f64(at.fract())
    }

    /// The starts that lie between two heights; none of a linear scale, which is ruled.
    pub fn starts_between(&self, from: f64, to: f64) -> impl Iterator<Item = (f64, Duration)> + '_ {
        let rows = (self.first..).zip(self.starts.iter().copied());
        let placed =
            rows.map(|(k, t)| (self.of_row(k, t), t)).filter(move |(y, _)| (from - 20.0..=to + 20.0).contains(y));
        placed.filter(|_| self.run == Run::Compressed)
    }

    /// Times of full seconds (or a part or a multiple of them) that lie between two heights, at least `apart` points from each
    /// other: where a linear scale is ruled.
    pub fn rules(&self, from: f64, to: f64, apart: f32) -> Vec<Duration> {
        let Run::Linear(a_second) = self.run else { return Vec::new() };
        let a_second = f64::from(a_second.max(f32::MIN_POSITIVE));
        let micros = |y: f64| (y.max(0.0) / a_second * 1e6).round();
        let least = f64::from(apart) / a_second * 1e6;
        let mut every = 1_u64;
        for (factor, by) in [(2, 1), (5, 2), (2, 1)].into_iter().cycle().take(40) {
            if every as f64 >= least {
                break;
            }
            every = every * factor / by;
        }
        let (first, last) = ((micros(from) as u64).div_ceil(every), micros(to) as u64 / every);
        (first..=last.min(first + 200)).map(|i| Duration::from_micros(i.saturating_mul(every))).collect()
    }
}

/// How much of the time between two moments was over at `t`.
fn share(from: Duration, to: Duration, t: Duration) -> f64 {
    match to.saturating_sub(from).as_secs_f64() {
        whole if whole > 0.0 => (t.saturating_sub(from).as_secs_f64() / whole).min(1.0),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ms(ms: &[u64]) -> Vec<Duration> {
        ms.iter().map(|ms| Duration::from_millis(*ms)).collect()
    }

    #[test]
    fn compressed_gives_each_call_the_same_room() {
        let scale = Scale::new(Run::Compressed, 20.0, 10, ms(&[100, 200, 5000]), Duration::from_secs(6));
        assert_eq!([10, 11, 12].map(|k| scale.of_row(k, Duration::ZERO)), [210.0, 230.0, 250.0]);
        assert_eq!(scale.after_row(10, Duration::ZERO, (0, 1)), 220.0);
        let at = |ms: u64| scale.of_time(Duration::from_millis(ms));
        assert_eq!([0, 100, 150, 200, 2600, 5500, 9000].map(at), [200.0, 210.0, 220.0, 230.0, 240.0, 260.0, 270.0]);
    }

    #[test]
    fn bands_of_rows_begin_where_they_are_drawn() {
        let scale = Scale::new(Run::Compressed, 0.25, 0, Vec::new(), Duration::ZERO);
        for band in [0, 1, 7, 100] {
            let row = scale.row_of_band(band).unwrap();
            assert_eq!(scale.band(row, Duration::ZERO), band);
            assert!((scale.band_heights(band).0 - row as f64 * 0.25).abs() < 1e-9);
        }
        assert_eq!(Scale::new(Run::Linear(1.0), 0.25, 0, Vec::new(), Duration::ZERO).row_of_band(7), None);
    }

    #[test]
    fn rows_after_the_stretch_stand_where_they_are() {
        let mut scale = Scale::new(Run::Compressed, 20.0, 10, ms(&[100, 200]), Duration::from_millis(300));
        scale.knows_beyond(vec![(Duration::from_millis(1000), 41), (Duration::from_millis(800), 40)]);
        let at = |ms: u64| scale.of_time(Duration::from_millis(ms));
        assert_eq!([200, 250, 700, 800, 900, 5000].map(at), [230.0, 240.0, 250.0, 810.0, 820.0, 830.0]);
    }

    #[test]
    fn linear_is_ruled_in_ones_twos_and_fives() {
        let scale = Scale::new(Run::Linear(100.0), 20.0, 0, ms(&[0, 10]), Duration::from_secs(1));
        assert_eq!(scale.of_row(1, Duration::from_millis(10)), 1.0);
        assert_eq!(scale.rules(0.0, 100.0, 40.0), ms(&[0, 500, 1000]));
        assert_eq!(scale.rules(30.0, 60.0, 9.0), ms(&[300, 400, 500, 600]));
    }

    proptest! {
        #[test]
        fn time_and_height_keep_their_order(mut starts in prop::collection::vec(0_u64..10_000, 1..40), step in 4.0_f32..40.0, probes in prop::collection::vec(0_u64..12_000, 2)) {
            starts.sort_unstable();
            for run in [Run::Compressed, Run::Linear(37.5)] {
                let scale = Scale::new(run, step, 3, ms(&starts), Duration::from_secs(11));
                let heights: Vec<f64> = (3..).zip(ms(&starts)).map(|(k, t)| scale.of_row(k, t)).collect();
                prop_assert!(heights.is_sorted());
                let [a, b] = [probes[0], probes[1]].map(Duration::from_millis);
                prop_assert_eq!(a <= b || scale.of_time(a) >= scale.of_time(b), true);
                for (start, height) in starts.iter().zip(&heights) {
                    prop_assert!(scale.of_time(Duration::from_millis(*start)) >= *height - 1e-6);
                }
            }
        }
    }
}
