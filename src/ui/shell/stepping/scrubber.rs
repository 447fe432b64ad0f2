//! The scrubber: where in the session the window is, to be dragged.

use crate::app::{AppCommand, StepCommand, Stepping};
use crate::ui::cx::Cx;
use crate::ui::theme::{Tokens, sizes};
use crate::ui::widgets::{focus_ring, rounded};
use egui::{Painter, Rect, Response, Sense, Stroke, Ui, Vec2, WidgetInfo, accesskit, pos2, vec2};

/// The accessible name of the scrubber is this key's text.
const NAME: &str = "stepping-scrubber";

/// The id of the scrubber: who has the keyboard there still plays with the space bar.
pub struct Scrubber;

impl Scrubber {
    /// Its id.
    pub fn id() -> egui::Id {
        egui::Id::unique("stepping-scrubber")
    }
}

/// Draws it over the whole width, `height` points high. While nothing is stepped through it stands at the newest record,
/// and to drag it begins to.
pub fn scrubber_ui(ui: &mut Ui, cx: &mut Cx<'_>, height: f32) {
    let stepping = cx.state.stepping.as_ref();
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, Scrubber::id(), Sense::click_and_drag());
    let newest = cx.state.snapshot.saved.saturating_sub(1);
    let (at, last) = stepping.map_or((newest, newest), |stepping| (stepping.at(), stepping.last()));
    let last = last.max(1);
    response.widget_info(|| WidgetInfo::slider(true, at as f64, cx.t(NAME)));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(last as f64);
        node.set_numeric_value_step(1.0);
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
    let track = rect.shrink2(vec2(sizes::HANDLE, 0.0));
    let x_of = |n: u64| track.left() + track.width() * (n as f32 / last as f32).clamp(0.0, 1.0);
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged() || response.clicked()) {
        let share = ((pointer.x - track.left()) / track.width().max(1.0)).clamp(0.0, 1.0);
        let wanted = (f64::from(share) * last as f64).round() as u64;
        if wanted != at {
            let command = stepping.map_or(StepCommand::Begin(Some(wanted)), |_| StepCommand::To(wanted));
            cx.push(AppCommand::Step(command));
        }
    }
    by_assistant(ui, cx, &response);
    if ui.is_rect_visible(rect) {
        // What is to be asked for is not given away.
        let told = if stepping.is_some_and(Stepping::hides_outcomes) { at } else { u64::MAX };
        let errors = stepping.into_iter().flat_map(|stepping| stepping.errors()).filter(|n| **n < told);
        paint(ui, &response, track, x_of(at), stepping.is_some(), errors.map(|n| x_of(*n)));
    }
}

/// A screen reader moves it record by record.
fn by_assistant(ui: &Ui, cx: &mut Cx<'_>, response: &Response) {
    let asked = |action| ui.input(|input| input.num_accesskit_action_requests(response.id, action)) as i64;
    let by = asked(accesskit::Action::Increment) - asked(accesskit::Action::Decrement);
    if by != 0 {
        if cx.state.stepping.is_none() {
            cx.push(AppCommand::Step(StepCommand::Begin(Some(u64::MAX))));
        }
        cx.push(AppCommand::Step(StepCommand::Records(by)));
    }
}

fn paint(ui: &Ui, response: &Response, track: Rect, x: f32, past: bool, errors: impl Iterator<Item = f32>) {
    let t = Tokens::of(ui);
    // What is live is quiet.
    let color = if past || response.hovered() || response.has_focus() { t.accent } else { t.text_subdued };
    let (painter, y) = (ui.painter(), track.center().y);
    let bar = |from: f32, to: f32| Rect::from_min_max(pos2(from, y - sizes::RING), pos2(to, y + sizes::RING));
    rounded(painter, bar(track.left(), track.right()), sizes::RADIUS_BAR, t.line);
    rounded(painter, bar(track.left(), x), sizes::RADIUS_BAR, if past { t.accent } else { t.line });
    let mut drawn = f32::NEG_INFINITY;
    for at in errors {
        // Those that would lie over each other are one.
        if at - drawn >= sizes::MARK_RADIUS {
            cross(painter, at, y - track.height() / 2.0 + sizes::MARK_RADIUS, &t);
            drawn = at;
        }
    }
    let radius = if response.hovered() || response.dragged() { sizes::HANDLE } else { sizes::HANDLE - 1.0 };
    painter.circle_filled(pos2(x, y), radius, color);
    if response.has_focus() {
        let place = Rect::from_center_size(pos2(x, y), Vec2::splat(2.0 * sizes::HANDLE + 2.0));
        painter.circle_stroke(place.center(), sizes::HANDLE + sizes::RING, Stroke::new(sizes::RING, t.text_strong));
    }
    focus_ring(ui, response, sizes::RADIUS_CONTROL, false);
}

/// A call that failed: a small cross over the track, by its shape as well as its colour.
fn cross(painter: &Painter, x: f32, y: f32, t: &Tokens) {
    let d = sizes::MARK_RADIUS / 2.0;
    let stroke = Stroke::new(sizes::HAIRLINE * 1.5, t.error);
    painter.line_segment([pos2(x - d, y - d), pos2(x + d, y + d)], stroke);
    painter.line_segment([pos2(x - d, y + d), pos2(x + d, y - d)], stroke);
}
