//! One chart: a title with the newest values, and its lines. All charts of the panel show the same seconds.

use super::sight::Sight;
use crate::bytes::{clock_text, duration_text, size_text};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{emphasised, paint_right};
use egui::{Color32, Id, Sense, Ui, Vec2b, pos2};
use egui_plot::{Plot, PlotPoint, PlotPoints, Points};
use std::time::Duration;

/// The least and the most height of a chart's ground.
const HEIGHTS: (f32, f32) = (84.0, 220.0);
/// What a chart has above and below its ground: its title, its axis, and what parts it from the next.
const AROUND: f32 = 60.0;
/// Within what height values stand: the highest is not at the edge.
const HEADROOM: f64 = 1.15;
/// A dot of a chart of single values.
const DOT: f32 = 2.5;

/// What values are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes.
    Bytes,
    /// Bytes a second.
    BytesPerSecond,
    /// Seconds.
    Seconds,
    /// Things.
    Count,
}

impl Unit {
    fn text(self, value: f64) -> String {
        match self {
            Self::Bytes => size_text(value as u64),
            Self::BytesPerSecond => format!("{}/s", size_text(value as u64)),
            Self::Seconds => duration_text(Duration::try_from_secs_f64(value.max(0.0)).unwrap_or_default()),
            Self::Count => format!("{value:.0}"),
        }
    }

    /// The least height that shows, so that nothing at all is a flat line at the bottom.
    fn least(self) -> f64 {
        match self {
            Self::Bytes | Self::BytesPerSecond => 64.0,
            Self::Seconds => 50e-6,
            Self::Count => 4.0,
        }
    }
}

/// One line of a chart.
pub struct Line<'a> {
    label: &'a str,
    stretches: &'a [Vec<[f64; 2]>],
    color: Color32,
    is_points: bool,
}

impl<'a> Line<'a> {
    /// A line in its stretches.
    pub fn new(label: &'a str, stretches: &'a [Vec<[f64; 2]>], color: Color32) -> Self {
        Self { label, stretches, color, is_points: false }
    }

    /// As single dots.
    pub fn points(mut self) -> Self {
        self.is_points = true;
        self
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.stretches.iter().all(Vec::is_empty)
    }

    fn newest(&self) -> Option<f64> {
        self.stretches.iter().rev().find_map(|stretch| stretch.last()).map(|[_, value]| *value)
    }

    fn highest(&self, (from, to): (f64, f64)) -> f64 {
        let all = self.stretches.iter().flatten().filter(|[t, _]| (from..=to).contains(t));
        all.map(|[_, value]| *value).fold(0.0, f64::max)
    }
}

/// How high the ground of each of `rows` charts is, one above the other, that share `room` points.
pub fn height_of(rows: usize, room: f32) -> f32 {
    (room / rows.max(1) as f32 - AROUND).clamp(HEIGHTS.0, HEIGHTS.1).floor()
}

/// Draws a chart; dragging and the wheel with Ctrl move `sight`.
pub fn chart_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (key, unit): (&'static str, Unit),
    lines: &[Line<'_>],
    sight: &mut Sight,
    (newest, height): (f64, f32),
) {
    let tokens = Tokens::of(ui);
    let values = lines.iter().filter_map(|line| {
        let newest = line.newest()?;
        Some((format!("{} {}", line.label, unit.text(newest)).trim().to_owned(), line.color))
    });
    let values: Vec<(String, Color32)> = values.collect();
    let title = cx.t(key);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP;
        emphasised(
            ui,
            &[(title.to_owned(), false)],
            (Text::Label, tokens.text_subdued),
            (Text::Label, tokens.text_strong),
        );
        for (text, color) in &values {
            ui.label(Text::Mono.rich(text.as_str(), *color));
        }
    });
    let range = sight.range(newest);
    let highest = lines.iter().map(|line| line.highest(range)).fold(unit.least(), f64::max) * HEADROOM;
    let plot = Plot::new(Id::unique("sockscope-chart").with(key))
        .height(height)
        .show_axes(Vec2b::FALSE)
        .show_grid(Vec2b::new(false, true))
        .grid_color(tokens.line.gamma_multiply(0.6))
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_drag(Vec2b::FALSE)
        .allow_zoom(Vec2b::FALSE)
        .allow_scroll(Vec2b::FALSE)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(Vec2b::FALSE)
        .set_margin_fraction(egui::Vec2::ZERO)
        .sense(Sense::click_and_drag());
    let shown = plot.show(ui, |plot| {
        plot.set_plot_bounds_x(range.0..=range.1);
        plot.set_plot_bounds_y(0.0..=highest);
        for line in lines {
            for stretch in line.stretches.iter().filter(|stretch| !stretch.is_empty()) {
                let points: Vec<PlotPoint> = stretch.iter().map(|[t, value]| PlotPoint::new(*t, *value)).collect();
                if line.is_points || stretch.len() == 1 {
                    plot.points(Points::new(line.label, PlotPoints::Owned(points)).color(line.color).radius(DOT));
                } else {
                    let drawn = egui_plot::Line::new(line.label, PlotPoints::Owned(points));
                    plot.line(drawn.color(line.color).width(1.5).allow_hover(false));
                }
            }
        }
    });
    let (response, transform) = (shown.response, shown.transform);
    // The highest value that fits, at the upper right, as the scale.
    let scale =
        crate::ui::widgets::galley(ui.painter(), &unit.text(highest / HEADROOM), Text::MonoSmall, tokens.text_subdued);
    let top = response.rect.top() + scale.size().y / 2.0;
    paint_right(ui.painter(), response.rect.right(), top, scale);
    super::axis::axis_ui(ui, response.rect, &transform, range);
    let said = values.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(", ");
    let said = cx.say(&Message::new("charts-said").with("title", title).with("values", said));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::Image);
        node.set_label(said.as_str());
    });
    if response.dragged() {
        let seconds = -f64::from(response.drag_delta().x) * transform.dvalue_dpos()[0];
        sight.shift(seconds / (range.1 - range.0), newest);
    }
    if response.double_clicked() {
        sight.reset();
    }
    let zoom = ui.input(|input| input.zoom_delta());
    if zoom != 1.0
        && let Some(at) = response.hover_pos()
    {
        sight.zoom(f64::from(1.0 / zoom), Some(transform.value_from_position(at).x), newest);
    }
    hover_ui(ui, &response, lines, unit, &transform);
}

/// The values at the pointer, in a tip; a thin line shows where.
fn hover_ui(ui: &Ui, response: &egui::Response, lines: &[Line<'_>], unit: Unit, transform: &egui_plot::PlotTransform) {
    let Some(at) = response.hover_pos() else { return };
    let t = transform.value_from_position(at).x;
    let nearest = |line: &Line<'_>| {
        let all = line.stretches.iter().flatten();
        all.min_by(|[a, _], [b, _]| (a - t).abs().total_cmp(&(b - t).abs())).copied()
    };
    let found: Vec<(&str, [f64; 2])> = lines.iter().filter_map(|line| Some((line.label, nearest(line)?))).collect();
    let Some((_, [when, _])) = found.first().copied() else { return };
    let x = transform.position_from_point(&PlotPoint::new(when, 0.0)).x;
    if !response.rect.x_range().contains(x) {
        return;
    }
    let tokens = Tokens::of(ui);
    ui.painter().line_segment(
        [pos2(x, response.rect.top()), pos2(x, response.rect.bottom())],
        (sizes::HAIRLINE, tokens.text_subdued),
    );
    let time = Duration::try_from_secs_f64(when.max(0.0)).unwrap_or_default();
    let values = found.iter().map(|(label, [_, value])| format!("{label} {}", unit.text(*value)).trim().to_owned());
    let text = format!("{} s  {}", clock_text(time), values.collect::<Vec<_>>().join("  "));
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.label(Text::Mono.rich(text, tokens.text_strong));
    });
}
