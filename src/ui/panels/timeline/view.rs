//! How large it is drawn: calls a step each, or time as it passed; and how far it is zoomed.

use crate::session::Rows;
use crate::timeline::{Run, rows_a_band};
use std::time::Duration;

/// Points a call at first.
const STEP: f32 = 30.0;
const STEPS: (f32, f32) = (0.25, 60.0);
/// Points a second at first.
const A_SECOND: f32 = 60.0;
const SECONDS: (f32, f32) = (0.02, 1_000_000.0);
/// One press of a key or button.
pub const NOTCH: f32 = 1.4;
/// Room below the last call, for its *Stop*.
const FOOT: f64 = 48.0;

/// The scale that the person chose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// As time passed; else a call a step.
    pub linear: bool,
    step: f32,
    a_second: f32,
}

impl Default for View {
    fn default() -> Self {
        Self { linear: false, step: STEP, a_second: A_SECOND }
    }
}

impl View {
    /// How time runs down.
    pub fn run(&self) -> Run {
        if self.linear { Run::Linear(self.a_second) } else { Run::Compressed }
    }

    /// Whether calls are counted together, and need not be read.
    pub fn is_dense(&self) -> bool {
        self.linear || rows_a_band(self.step()).is_some()
    }

    /// Points a call: whole ones where they are large, so that texts stand sharp.
    pub fn step(&self) -> f32 {
        if self.step > 4.0 { self.step.round() } else { self.step }
    }

    /// Points a call, or a second.
    fn shown(&self) -> f32 {
        if self.linear { self.a_second } else { self.step() }
    }

    /// How high all of it is: so many rows, the last thing at `end`.
    pub fn high(&self, rows: u64, end: Duration) -> f64 {
        let high = match self.run() {
            Run::Linear(a_second) => end.as_secs_f64() * f64::from(a_second),
            Run::Compressed => (rows as f64 + 0.5) * f64::from(self.step()),
        };
        high + FOOT
    }

    /// Larger or smaller; the height that `height` has then.
    pub fn zoom(&mut self, by: f32, height: f64) -> f64 {
        let before = self.shown();
        let (value, (least, most)) = match self.linear {
            true => (&mut self.a_second, SECONDS),
            false => (&mut self.step, STEPS),
        };
        // A wheel turns in steps that are smaller than a point.
        *value = (*value * by).clamp(least, most);
        height * f64::from(self.shown()) / f64::from(before)
    }

    /// As large as at first.
    pub fn reset(&mut self, height: f64) -> f64 {
        let by = if self.linear { A_SECOND / self.a_second } else { STEP / self.step };
        self.zoom(by, height)
    }

    /// To the other way in which time runs; where what was at `height` is then.
    pub fn switch(&mut self, rows: &Rows<'_>, height: f64) -> f64 {
        let row = |k: f64| rows.started(k.max(0.0) as u64);
        if self.linear {
            let t = Duration::try_from_secs_f64(height / f64::from(self.a_second)).unwrap_or_default();
            self.linear = false;
            return rows.before(t) as f64 * f64::from(self.step());
        }
        let t = row(height / f64::from(self.step())).unwrap_or_default();
        self.linear = true;
        t.as_secs_f64() * f64::from(self.a_second)
    }

    /// The height of row `k`, which started at `t`.
    pub fn height_of(&self, k: u64, t: Duration) -> f64 {
        match self.run() {
            Run::Linear(a_second) => t.as_secs_f64() * f64::from(a_second),
            Run::Compressed => (k as f64 + 0.5) * f64::from(self.step()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_zoomed_about_stays_where_it_was_in_time() {
        let mut view = View::default();
        // Row 100's middle stays row 100's middle.
        let height = view.zoom(0.5, view.height_of(100, Duration::ZERO));
        assert!((height - view.height_of(100, Duration::ZERO)).abs() < 1e-6);
        for _ in 0..60 {
            view.zoom(0.5, 0.0);
        }
        assert!((view.step() - STEPS.0).abs() < f32::EPSILON);
        view.reset(0.0);
        assert_eq!(view, View::default());
        // A notch of a wheel comes in many small turns.
        for _ in 0..10 {
            view.zoom(0.966, 0.0);
        }
        assert!((view.step() - (STEP * 0.966_f32.powi(10)).round()).abs() < f32::EPSILON, "{}", view.step());
        view.linear = true;
        let height = view.zoom(NOTCH, 600.0);
        assert!((height - 840.0).abs() < 0.01, "{height}");
        assert!(view.high(3, Duration::from_secs(2)) > 160.0);
    }
}
