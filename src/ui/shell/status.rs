//! The status line: recording or not, how many, how fast, and how far everything is saved.

use super::Announcer;
use crate::app::errno_words;
use crate::bytes;
use crate::locale::Message;
use crate::session::RecordingState;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{StateMark, announce};
use egui::{Align, Color32, Layout, Sense, Ui};

/// Draws the line.
pub fn status_ui(ui: &mut Ui, cx: &mut Cx<'_>, announcer: &mut Announcer) {
    let tokens = Tokens::of(ui);
    let snapshot = cx.state.snapshot.clone();
    let totals = &snapshot.board.totals;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        announcer.ui(ui, cx);
        ui.spacing_mut().item_spacing.x = sizes::GAP;
        let (mark, text) = recording(cx);
        let (place, _) = ui.allocate_exact_size(egui::Vec2::splat(sizes::MARK_RADIUS * 2.0 + 2.0), Sense::hover());
        mark.paint(ui.painter(), &tokens, place.center());
        let color = if mark == StateMark::Paused { tokens.warning } else { tokens.text };
        let said = ui.label(Text::Body.rich(text, color));
        announce(&said, mark == StateMark::Failed);
        if snapshot.drops_payloads && cx.state.is_live() {
            let text = Text::Body.rich(cx.t("status-payloads-not-kept"), tokens.warning);
            ui.label(text).on_hover_text(cx.t("status-payloads-hint"));
        }
        ui.add_space(sizes::GAP);
        ui.label(Text::Body.rich(cx.say(&Message::new("count-calls").with("n", totals.calls)), tokens.text_subdued));
        let open = Message::new("count-sockets").with("n", totals.sockets_open);
        ui.label(Text::Body.rich(cx.say(&open), tokens.text_subdued));
        let waiting = snapshot.board.waiting.len() as u64;
        if waiting > 0 {
            let waiting = cx.say(&Message::new("status-waiting").with("n", waiting));
            ui.label(Text::Body.rich(waiting, tokens.waiting));
        }
        ui.add_space(sizes::GAP);
        // The past has no rates: those of now would stand beside its sums.
        let rates = if cx.state.stepping.is_some() { Default::default() } else { cx.state.rates };
        traffic_ui(ui, "↑", totals.sent, rates.sent, tokens.sent);
        traffic_ui(ui, "↓", totals.received, rates.received, tokens.received);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| saved_ui(ui, cx, &tokens));
    });
}

/// `↑ 20.1 MB · 1.2 MB/s`.
fn traffic_ui(ui: &mut Ui, arrow: &str, total: u64, rate: u64, color: Color32) {
    let mut text = format!("{arrow} {}", bytes::size_text(total));
    if rate > 0 {
        text.push_str(&format!(" · {}/s", bytes::size_text(rate)));
    }
    ui.label(Text::Mono.rich(text, color));
}

/// How it is, by shape and in words.
fn recording(cx: &Cx<'_>) -> (StateMark, String) {
    if let Some(reading) = &cx.state.reading {
        let name = reading.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return (StateMark::Closed, cx.say(&Message::new("status-reading").with("name", name)));
    }
    let snapshot = cx.state.whole_session().snapshot();
    match &snapshot.state {
        RecordingState::NotYet => (StateMark::Made, cx.t("status-not-recording").to_owned()),
        RecordingState::Recording | RecordingState::Finished | RecordingState::Opened => {
            let path = snapshot.path.as_deref().and_then(|path| path.file_stem());
            let name = path.unwrap_or_default().to_string_lossy().into_owned();
            (StateMark::Recording, cx.say(&Message::new("status-recording").with("name", name)))
        }
        RecordingState::Paused { records: 0, .. } => (StateMark::Paused, cx.t("status-paused").to_owned()),
        RecordingState::Paused { records, .. } => {
            (StateMark::Paused, cx.say(&Message::new("status-paused-lost").with("n", *records)))
        }
        RecordingState::Stopped { errno, .. } => {
            let why = errno_words(*errno);
            (StateMark::Failed, cx.say(&Message::new("status-recording-stopped").with("why", why)))
        }
    }
}

fn saved_ui(ui: &mut Ui, cx: &Cx<'_>, tokens: &Tokens) {
    let snapshot = &cx.state.whole_session().snapshot();
    let lost = snapshot.board.totals.lost
        + if let RecordingState::Stopped { records, .. } = snapshot.state { records } else { 0 };
    if lost > 0 {
        let text = cx.say(&Message::new("status-not-kept").with("n", lost));
        ui.label(Text::Body.rich(text, tokens.error));
    }
    if snapshot.records == 0 {
        return;
    }
    if snapshot.progress.is_some() || snapshot.stopped.is_some() {
        let text = cx.say(&Message::new("reading-up-to").with("n", snapshot.folded.saturating_sub(1)));
        ui.label(Text::Body.rich(text, tokens.text_subdued));
        return;
    }
    let last = snapshot.saved.saturating_sub(1);
    ui.label(Text::Body.rich(cx.say(&Message::new("status-saved").with("n", last)), tokens.text_subdued));
    let unsaved = snapshot.records.saturating_sub(snapshot.saved);
    if unsaved > 0 {
        let text = cx.say(&Message::new("status-not-saved").with("n", unsaved));
        ui.label(Text::Body.rich(text, tokens.warning));
    }
}
