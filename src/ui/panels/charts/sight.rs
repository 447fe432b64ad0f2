//! Which seconds show: the newest minute, until the person looks elsewhere. One span for all charts. Pure.

use crate::app::moment_text;
use std::time::Duration;

/// Seconds that show to begin with, and within what they can be zoomed to.
const SPAN: f64 = 60.0;
const LEAST: f64 = 1.0;
const MOST: f64 = 7200.0;

/// The seconds that show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    span: f64,
    /// Where it ends; none goes along with the newest.
    end: Option<f64>,
    /// The first look: a young line begins at the left.
    pub start: f64,
    /// Nothing more comes: less than a minute fills the width, until the person looks elsewhere.
    pub is_over: bool,
}

impl Default for Sight {
    fn default() -> Self {
        Self { span: SPAN, end: None, start: 0.0, is_over: false }
    }
}

impl Sight {
    /// From when to when, where the newest look was at `newest`.
    pub fn range(&self, newest: f64) -> (f64, f64) {
        if self.is_over && !self.is_moved() {
            let span = (newest - self.start).clamp(LEAST, SPAN);
            return (newest - span, newest);
        }
        let end = self.end.unwrap_or_else(|| newest.max(self.start + self.span));
        (end - self.span, end)
    }

    /// Back to the newest minute.
    pub fn reset(&mut self) {
        *self = Self { start: self.start, is_over: self.is_over, ..Self::default() };
    }

    /// Whether it shows something else than the newest minute.
    pub fn is_moved(&self) -> bool {
        (self.span, self.end) != (SPAN, None)
    }

    /// Shows `factor` times as many seconds, around one that stays where it is; around the newest while that is gone
    /// along with.
    pub fn zoom(&mut self, factor: f64, around: Option<f64>, newest: f64) {
        let (from, end) = self.range(newest);
        let span = ((end - from) * factor).clamp(LEAST, MOST);
        match (around, self.end) {
            (Some(at), _) => {
                let share = ((end - at) / (end - from).max(f64::EPSILON)).clamp(0.0, 1.0);
                self.put(at + share * span, newest);
            }
            (None, Some(_)) => self.put(end + (span - (end - from)) / 2.0, newest),
            (None, None) => {}
        }
        self.span = span;
    }

    /// Goes so many spans further, back where negative. At the newest it goes along again.
    pub fn shift(&mut self, spans: f64, newest: f64) {
        let (from, end) = self.range(newest);
        self.span = end - from;
        self.put(end + spans * self.span, newest);
    }

    fn put(&mut self, end: f64, newest: f64) {
        self.end = (end < newest - 1e-6).then_some(end.max(0.0));
    }

    /// From when to when, in words.
    pub fn span_text(&self, newest: f64) -> Option<(String, String)> {
        let (from, to) = self.range(newest);
        let text = |seconds: f64| Duration::try_from_secs_f64(seconds.max(0.0)).ok().map(moment_text);
        text(from).zip(text(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_minute_shows_until_it_is_moved_and_again_at_the_end() {
        let mut sight = Sight::default();
        assert_eq!((sight.range(100.0), sight.is_moved()), ((40.0, 100.0), false));
        sight.zoom(0.5, None, 100.0);
        assert_eq!(sight.range(100.0), (70.0, 100.0));
        sight.shift(-1.0, 100.0);
        assert_eq!(sight.range(500.0), (40.0, 70.0), "it stays where it is");
        sight.zoom(2.0, Some(40.0), 500.0);
        assert_eq!(sight.range(500.0), (40.0, 100.0));
        sight.shift(99.0, 500.0);
        assert_eq!(sight.range(500.0), (440.0, 500.0));
        assert!(!sight.is_moved());
        let mut over = Sight { start: 2.0, is_over: true, ..Sight::default() };
        assert_eq!((over.range(5.0), over.range(2.0), over.range(100.0)), ((2.0, 5.0), (1.0, 2.0), (40.0, 100.0)));
        over.zoom(0.5, None, 5.0);
        assert_eq!(over.range(5.0), (3.5, 5.0));
        over.reset();
        over.shift(-0.5, 5.0);
        assert_eq!(over.range(5.0), (0.5, 3.5));
        for factor in [0.0, f64::INFINITY] {
            sight.zoom(factor, None, 500.0);
            let (from, to) = sight.range(500.0);
            assert!((LEAST..=MOST).contains(&(to - from)), "{factor}");
        }
    }
}
