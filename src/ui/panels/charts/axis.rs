//! The axis of time below a chart: seconds since the session began, as the log's clock has them.

use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{galley, paint_centered};
use egui::{Rect, Sense, Ui, pos2, vec2};
use egui_plot::{PlotPoint, PlotTransform};

/// The height of its numbers.
const HEIGHT: f32 = 14.0;
/// Of a mark at the edge of the chart.
const MARK: f32 = 3.0;
/// Points between two numbers at least.
const ROOM: f32 = 64.0;
/// Seconds between two numbers, one of these.
const STEPS: [f64; 20] = [
    0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0,
    7200.0,
];

/// The seconds that have a number, and how far they are apart: at most `most` of them, round ones.
fn ticks((from, to): (f64, f64), most: f64) -> (Vec<f64>, f64) {
    let wanted = (to - from) / most.max(1.0);
    let step = STEPS.into_iter().find(|step| *step >= wanted).unwrap_or(7200.0);
    let (first, last) = ((from.max(0.0) / step - 1e-9).ceil(), (to / step + 1e-9).floor());
    let count = (last - first).clamp(-1.0, 200.0) as i32;
    ((0..=count).map(|i| (first + f64::from(i)) * step).collect(), step)
}

/// A moment in seconds, with the decimals that `step` needs.
fn text(seconds: f64, step: f64) -> String {
    let decimals = match step {
        ..0.1 => 2,
        ..1.0 => 1,
        _ => 0,
    };
    format!("{seconds:.decimals$} s")
}

/// Draws it below `plot`, which shows `range`, with a faint line up through the chart at each number.
pub fn axis_ui(ui: &mut Ui, plot: Rect, transform: &PlotTransform, range: (f64, f64)) {
    let tokens = Tokens::of(ui);
    let (strip, _) = ui.allocate_exact_size(vec2(plot.width(), HEIGHT), Sense::hover());
    let painter = ui.painter();
    painter.hline(plot.x_range(), plot.bottom(), (sizes::HAIRLINE, tokens.line));
    let (all, step) = ticks(range, f64::from(plot.width() / ROOM));
    for seconds in all {
        let x = transform.position_from_point(&PlotPoint::new(seconds, 0.0)).x;
        painter.vline(x, plot.y_range(), (sizes::HAIRLINE, tokens.line.gamma_multiply(0.4)));
        painter.vline(x, plot.bottom()..=plot.bottom() + MARK, (sizes::HAIRLINE, tokens.text_subdued));
        let number = galley(painter, &text(seconds, step), Text::MonoSmall, tokens.text_subdued);
        let half = number.size().x / 2.0;
        // Whole, also at the edges.
        let middle = x.clamp(plot.left() + half, (plot.right() - half).max(plot.left() + half));
        paint_centered(painter, pos2(middle, strip.center().y + 1.0), number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_round_and_not_too_many() {
        assert_eq!(ticks((40.0, 100.0), 4.0), (vec![45.0, 60.0, 75.0, 90.0], 15.0));
        assert_eq!(ticks((0.0, 60.0), 6.0), (vec![0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0], 10.0));
        assert_eq!(ticks((-5.0, 1.0), 12.0).0, [0.0, 0.5, 1.0], "nothing is before the beginning");
        let (fine, step) = ticks((7.0, 8.0), 5.0);
        assert_eq!((fine.len(), text(fine[1], step)), (6, "7.2 s".to_owned()));
        assert_eq!((text(90.0, 15.0), text(0.05, 0.05)), ("90 s".to_owned(), "0.05 s".to_owned()));
        for (from, to) in [(0.0, f64::INFINITY), (f64::NAN, 1.0), (9.0, 3.0), (0.0, 1e12)] {
            assert!(ticks((from, to), 3.0).0.len() <= 201);
        }
    }
}
