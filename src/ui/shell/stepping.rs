//! The frame of the window while a session is stepped through: the band that says so, the scrubber, and its keys.
//!
//! ```text
//! ┌ ⟲ Record 120 of 4,031 · 00:01.234 · not live                 [Back to live] ┐
//! │ panels, as they were then                                                   │
//! │ ──────×────────●──────────────────────────────────×──────────────────────── │
//! └ |◁ ≪ ‹ ▶ › ≫ ▷|   As it was ×10 Record by record   (○ ) Hide outcomes        ┘
//! ```

#[path = "stepping/keys.rs"]
mod keys;
#[path = "stepping/scrubber.rs"]
mod scrubber;

pub use keys::step_by_key;
pub use scrubber::{Scrubber, scrubber_ui};

use crate::app::{AppCommand, Speed, StepCommand, Stepping, grouped, moment_text};
use crate::bytes::duration_text;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, announce, icon_button, segmented, switch};
use egui::{Align, Context, CornerRadius, Frame, Label, Layout, Margin, Stroke, StrokeKind, Ui};

/// The band under the top bar, the bar above the status line, and the frame around the window. The bar has the scrubber
/// where `scrubs`: else it stands under the timeline.
pub fn stepping_ui(ui: &mut Ui, cx: &mut Cx<'_>, scrubs: bool) {
    let Some(stepping) = &cx.state.stepping else { return };
    let t = Tokens::of(ui);
    let side = Margin::symmetric(sizes::MARGIN as i8, 0);
    let band = egui::Panel::top("stepping-band").exact_size(sizes::BAND).show_separator_line(false);
    band.frame(Frame::new().fill(t.accent).inner_margin(side)).show(ui, |ui| band_ui(ui, cx, stepping));
    let gap = egui::Panel::top("stepping-gap").exact_size(sizes::GAP_PANELS).show_separator_line(false);
    gap.frame(Frame::new().fill(t.app)).show(ui, |_| ());
    let bar = egui::Panel::bottom("stepping-bar").resizable(false).show_separator_line(false);
    let inner = Margin { top: 4, bottom: 4, ..side };
    bar.frame(Frame::new().fill(t.app).inner_margin(inner)).show(ui, |ui| bar_ui(ui, cx, stepping, scrubs));
    frame_ui(ui.ctx(), &t);
}

/// What is not live has a frame around all of it.
fn frame_ui(ctx: &Context, t: &Tokens) {
    let layer = egui::LayerId::new(egui::Order::Middle, egui::Id::unique("stepping-frame"));
    let stroke = Stroke::new(sizes::RING, t.accent);
    ctx.layer_painter(layer).rect_stroke(ctx.content_rect(), CornerRadius::ZERO, stroke, StrokeKind::Inside);
}

/// `Record 120 of 4,031 · 00:01.234 · not live`.
pub fn where_words(cx: &Cx<'_>, stepping: &Stepping) -> String {
    let message = Message::new("stepping-where").with("n", grouped(stepping.at()));
    cx.say(&message.with("all", grouped(stepping.last())).with("time", moment_text(stepping.time())))
}

/// That a pause is being made shorter than it was; nothing where none is.
pub fn pause_words(cx: &Cx<'_>, stepping: &Stepping) -> Option<String> {
    let long = stepping.shortened()?;
    Some(cx.say(&Message::new("stepping-shortened").with("took", duration_text(long))))
}

fn band_ui(ui: &mut Ui, cx: &mut Cx<'_>, stepping: &Stepping) {
    let t = Tokens::of(ui);
    ui.horizontal_centered(|ui| {
        ui.label(Icon::ClockCounterClockwise.rich(sizes::ICON, t.on_accent));
        // The button first, from the right: words are cut and never push it out of the window.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let key = if cx.state.reading.is_some() { "stepping-stop" } else { "stepping-to-live" };
            if ui.add(Button::new(cx.t(key)).small()).clicked() {
                cx.push(AppCommand::Step(StepCommand::Leave));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let mut words = where_words(cx, stepping);
                if let Some(pause) = pause_words(cx, stepping) {
                    words = format!("{words} · {pause}");
                }
                let said = ui.add(Label::new(Text::Medium.rich(words, t.on_accent)).truncate());
                if !stepping.is_playing() {
                    announce(&said, false);
                }
            });
        });
    });
}

fn bar_ui(ui: &mut Ui, cx: &mut Cx<'_>, stepping: &Stepping, scrubs: bool) {
    ui.spacing_mut().item_spacing.y = 2.0;
    if scrubs {
        scrubber_ui(ui, cx, sizes::SCRUBBER);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(0.0, 2.0);
        buttons_ui(ui, cx, stepping);
        ui.add_space(sizes::GAP);
        let speeds = [
            (Speed::Real, cx.t("stepping-speed-real")),
            (Speed::Ten, cx.t("stepping-speed-ten")),
            (Speed::Fast, cx.t("stepping-speed-fast")),
        ];
        let mut speed = stepping.speed();
        if segmented(ui, &mut speed, &speeds) {
            cx.push(AppCommand::Step(StepCommand::SetSpeed(speed)));
        }
        ui.add_space(sizes::GAP_GROUPS);
        let hides = stepping.hides_outcomes();
        let name = cx.t("stepping-hide");
        let mut pressed = switch(ui, hides, name).on_hover_text(cx.t("stepping-hide-hint")).clicked();
        ui.add_space(sizes::GAP_SMALL + 2.0);
        let color = Tokens::of(ui).text;
        let words = ui.add(Label::new(Text::Body.rich(name, color)).sense(egui::Sense::click()));
        // The switch says it already.
        ui.ctx().accesskit_node_builder(words.id, |node| node.set_hidden());
        pressed |= words.clicked();
        if pressed {
            cx.push(AppCommand::Step(StepCommand::HideOutcomes(!hides)));
        }
    });
}

fn buttons_ui(ui: &mut Ui, cx: &mut Cx<'_>, stepping: &Stepping) {
    let play = match stepping.is_playing() {
        true => (Icon::Pause, "stepping-rest", StepCommand::Play(false)),
        false => (Icon::Play, "stepping-play", StepCommand::Play(true)),
    };
    let all = [
        (Icon::SkipBack, "stepping-first", StepCommand::First),
        (Icon::CaretDoubleLeft, "stepping-previous-call", StepCommand::Calls(-1)),
        (Icon::CaretLeft, "stepping-previous", StepCommand::Records(-1)),
        play,
        (Icon::CaretRight, "stepping-next", StepCommand::Records(1)),
        (Icon::CaretDoubleRight, "stepping-next-call", StepCommand::Calls(1)),
        (Icon::SkipForward, "stepping-last", StepCommand::Last),
    ];
    for (icon, key, command) in all {
        if icon_button(ui, icon, cx.t(key)).clicked() {
            cx.push(AppCommand::Step(command));
        }
    }
}
