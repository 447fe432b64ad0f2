//! Going back: the scrubber under the timeline moves the whole window to any record, and *live* brings it back to now.

use crate::app::{AppCommand, StepCommand};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::shell::scrubber_ui;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::{Button, icon_button};
use egui::{Rect, Ui, UiBuilder};

/// Fewer records are no past to go back to.
const LEAST: u64 = 2;

/// Draws the scrubber at the bottom of what is left of `ui`, and `above` over the rest.
pub fn with_scrubber(ui: &mut Ui, cx: &mut Cx<'_>, above: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    let rect = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(rect);
    let has_past = cx.state.stepping.is_some() || cx.state.snapshot.saved >= LEAST;
    let split = if has_past { rect.bottom() - sizes::SCRUBBER - sizes::GAP_SMALL } else { rect.bottom() };
    let mut part = |rect: Rect, salt: &str| {
        let mut part = ui.new_child(UiBuilder::new().id_salt(salt).max_rect(rect));
        part.set_clip_rect(rect.intersect(ui.clip_rect()));
        part
    };
    above(&mut part(rect.with_max_y(split), "timeline-body"), cx);
    if has_past && split > rect.top() {
        let foot = rect.with_min_y(split).shrink2(egui::vec2(sizes::MARGIN, 0.0));
        scrubber_ui(&mut part(foot, "timeline-past"), cx, sizes::SCRUBBER);
    }
}

/// `‹ live ›` in the panel's head, drawn from the right: a call back, what is now, a call on.
pub fn header_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let stepping = cx.state.stepping.as_ref();
    if stepping.is_none() && cx.state.snapshot.saved < LEAST {
        return;
    }
    let past = stepping.map(|stepping| stepping.at());
    if icon_button(ui, Icon::CaretRight, cx.t("back-on")).clicked() && past.is_some() {
        cx.push(AppCommand::Step(StepCommand::Calls(1)));
    }
    let now = cx.t(if cx.state.reading.is_some() { "back-end" } else { "back-live" });
    let words = past.map_or_else(|| now.to_owned(), |n| cx.say(&Message::new("back-record").with("n", n)));
    let name = cx.t(if cx.state.reading.is_some() { "back-to-end" } else { "back-to-live" });
    let button = Button::new(&words).quiet().selected(past.is_some()).name(name);
    if ui.add(button).on_hover_text(name).clicked() {
        cx.push(AppCommand::Step(if past.is_some() { StepCommand::Leave } else { StepCommand::Begin(None) }));
    }
    if icon_button(ui, Icon::CaretLeft, cx.t("back-one")).clicked() {
        if past.is_none() {
            cx.push(AppCommand::Step(StepCommand::Begin(Some(u64::MAX))));
        }
        cx.push(AppCommand::Step(StepCommand::Calls(-1)));
    }
}
