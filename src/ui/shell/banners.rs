//! Lines above the panels that stay while something is out of the ordinary: a file is read, recording has stopped,
//! long work goes on.

use super::file_banner::file_ui;
use crate::app::{AppCommand, RecordingCommand, StepCommand, errno_words};
use crate::bytes::printable_preview;
use crate::import::imported_from;
use crate::locale::Message;
use crate::session::RecordingState;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::Button;
use egui::{Align, Color32, CornerRadius, Frame, Layout, Margin, Ui};
use std::time::Duration;

/// What is over sooner is not worth a line that comes and goes.
const SHOWS_AFTER: Duration = Duration::from_millis(300);

/// So many characters of a capture's name are shown.
const FROM: usize = 60;

/// Draws what there is to say.
pub fn banners_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let tokens = Tokens::of(ui);
    if let Some(reading) = cx.state.reading.as_ref().filter(|_| cx.state.stepping.is_none()) {
        let path = reading.path.display().to_string();
        let from = cx.state.snapshot.header.as_ref().and_then(imported_from);
        let text = match from {
            Some(from) => Message::new("banner-reading-import")
                .with("path", path)
                .with("from", printable_preview(from.as_bytes(), FROM)),
            None => Message::new("banner-reading").with("path", path),
        };
        let text = cx.say(&text);
        banner_ui(ui, tokens.accent_soft, |ui| {
            ui.label(Icon::BookOpen.rich(sizes::ICON, tokens.accent));
            // The button first, from the right: a long path is cut and never pushes it out of the window.
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(Button::new(cx.t("menu-close-reading"))).clicked() {
                    cx.push(AppCommand::CloseReading);
                }
                if ui.add(Button::new(cx.t("menu-step-through"))).clicked() {
                    cx.push(AppCommand::Step(StepCommand::Begin(None)));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(Text::Body.rich(text, tokens.text_strong)).truncate());
                });
            });
        });
        file_ui(ui, cx);
    }
    let live = cx.state.live_snapshot();
    if let RecordingState::Stopped { errno, .. } = &live.state {
        let why = errno_words(*errno);
        let message = Message::new("banner-recording-stopped").with("n", live.saved).with("why", why);
        let text = cx.say(&message);
        banner_ui(ui, tokens.error_soft, |ui| {
            ui.label(Icon::Warning.rich(sizes::ICON, tokens.error));
            ui.label(Text::Body.rich(text, tokens.text_strong));
        });
    }
    if let RecordingState::Paused { .. } = &live.state {
        let key = if live.path.is_some() { "banner-paused" } else { "banner-paused-no-file" };
        banner_ui(ui, tokens.warning_soft, |ui| {
            ui.label(Icon::Pause.rich(sizes::ICON, tokens.warning));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.add(Button::new(cx.t("menu-resume-recording"))).clicked() {
                    cx.push(AppCommand::Recording(RecordingCommand::Pause(false)));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.add(egui::Label::new(Text::Body.rich(cx.t(key), tokens.text_strong)).truncate());
                });
            });
        });
    }
    let now = cx.state.now();
    for look_up in cx.state.looking_up.clone() {
        ui.ctx().request_repaint_after(SHOWS_AFTER);
        if now.saturating_sub(look_up.since) < SHOWS_AFTER {
            continue;
        }
        let text = cx.say(&Message::new("banner-looking-up").with("host", look_up.host.as_str()));
        banner_ui(ui, tokens.waiting_soft, |ui| {
            ui.label(Text::Body.rich(text, tokens.text_strong));
            if ui.add(Button::new(cx.t("job-cancel"))).clicked() {
                cx.push(AppCommand::CancelLookUp(look_up.id));
            }
        });
    }
    for job in cx.state.jobs.running() {
        ui.ctx().request_repaint_after(SHOWS_AFTER);
        if job.since.elapsed() < SHOWS_AFTER {
            // What is over at once moves nothing.
            continue;
        }
        let (id, fraction) = (job.id, job.progress.fraction());
        let title = cx.say(&job.title);
        let mut cancelled = false;
        banner_ui(ui, tokens.panel, |ui| {
            ui.label(Text::Body.rich(title.as_str(), tokens.text_strong));
            ui.add(egui::ProgressBar::new(fraction).desired_width(220.0).show_percentage());
            cancelled = ui.add(Button::new(cx.t("job-cancel"))).clicked();
        });
        if cancelled {
            cx.push(AppCommand::CancelJob(id));
        }
        ui.ctx().request_repaint_after(Duration::from_millis(100));
    }
}

/// A line over the whole width.
pub(super) fn banner_ui(ui: &mut Ui, fill: Color32, content: impl FnOnce(&mut Ui)) {
    banner_frame(ui, fill, |ui| {
        ui.horizontal(content);
    });
}

/// The ground of a banner, over the whole width.
pub(super) fn banner_frame(ui: &mut Ui, fill: Color32, content: impl FnOnce(&mut Ui)) {
    let frame = Frame::new().fill(fill).corner_radius(CornerRadius::same(sizes::RADIUS_PANEL));
    frame.inner_margin(Margin::symmetric(sizes::MARGIN as i8, 4)).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        content(ui);
    });
    ui.add_space(sizes::GAP_PANELS);
}
