//! One view for a projector: a call, what came of it, its bytes, and every socket. No text is smaller than 20 points.
//!
//! ```text
//! ┌ Record 12 of 31 · 00:01.234 · not live                        ✕ ┐
//! │ client s = socket.socket(AF_INET, SOCK_STREAM)  →  None          │
//! │ ╭ client · 4.659                                               ╮ │
//! │ │ s.connect(("127.0.0.1", 8000))                               │ │
//! │ │ × ECONNREFUSED · 120 µs                                      │ │
//! │ ╰ Nobody listens at 127.0.0.1:8000                             ╯ │
//! │ ● server/s  LISTEN  127.0.0.1:8000   ○ client/s                  │
//! │ ───────────●──────────────────────────────────────────────────── │
//! └ ← → one record   PgUp PgDn one call   Esc leaves                 ┘
//! ```

use super::log::text::{RowText, Tone, row_text_in};
use super::sockets::words;
use crate::app::{AppCommand, Stepping};
use crate::bytes::{printable_preview, size_text};
use crate::call::Outcome;
use crate::locale::Message;
use crate::session::{Row, SocketRow};
use crate::ui::cx::Cx;
use crate::ui::shell::{pause_words, scrubber_ui, where_words};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{icon_button, paint_left, wrapped};
use egui::{
    Align, Color32, CornerRadius, Frame, Label, Layout, Margin, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

/// Bytes in a line of hexadecimal.
const LINE: usize = 16;
/// So many such lines.
const LINES: usize = 4;
/// So many characters of bytes as text.
const TEXT: usize = 70;
/// What came before shows only where there is room for it.
const HIGH: f32 = 420.0;
/// So many calls before the one that is presented.
const BEFORE: u64 = 3;
/// So many sockets, the open ones first.
const SOCKETS: usize = 12;
/// A call line that is longer is written smaller.
const LARGE_CHARS: usize = 120;

/// Draws it over the whole window.
pub fn present_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = Tokens::of(ui);
    let margin = Margin::symmetric(2 * sizes::MARGIN as i8, sizes::MARGIN as i8);
    let foot = egui::Panel::bottom("present-foot").resizable(false).show_separator_line(false);
    foot.frame(Frame::new().fill(t.app).inner_margin(margin)).show(ui, |ui| foot_ui(ui, cx));
    egui::CentralPanel::default().frame(Frame::new().fill(t.app).inner_margin(margin)).show(ui, |ui| {
        head_ui(ui, cx);
        ScrollArea::vertical().id_salt("present").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = sizes::GAP;
            ui.add_space(sizes::GAP);
            let Some(k) = shown(cx) else {
                wrapped(ui, &[(cx.t("present-nothing"), Text::ProjectedOutcome, t.text_subdued)]);
                return;
            };
            if ui.available_height() >= HIGH {
                before_ui(ui, cx, k);
                ui.add_space(sizes::GAP_SMALL);
            }
            let Some(row) = cx.state.session().rows().row(k) else { return };
            let card = Frame::new().fill(t.panel).corner_radius(CornerRadius::same(sizes::RADIUS_PANEL));
            let inner = Margin::symmetric(2 * sizes::MARGIN as i8, sizes::MARGIN as i8);
            card.stroke(Stroke::new(sizes::HAIRLINE, t.line)).inner_margin(inner).show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                row_ui(ui, cx, &row);
            });
        });
    });
}

/// The row that is presented: the one of the moment; in what is live the newest.
fn shown(cx: &Cx<'_>) -> Option<u64> {
    let rows = cx.state.session().rows();
    let selected = cx.state.stepping.as_ref().and(cx.state.selected_record).and_then(|n| rows.row_of_record(n));
    selected.or(cx.state.snapshot.rows.checked_sub(1))
}

/// What was called before, so that a class sees where it is.
fn before_ui(ui: &mut Ui, cx: &Cx<'_>, k: u64) {
    let t = Tokens::of(ui);
    let rows = cx.state.session().rows();
    for row in (k.saturating_sub(BEFORE)..k).filter_map(|k| rows.row(k)) {
        let stream = cx.state.socket(row.sid).is_none_or(|socket| socket.is_stream());
        let text = row_text_in(&row, stream, None, cx.languages());
        let side = if text.side.is_empty() { String::new() } else { format!("{} ", text.side) };
        let line = format!("{side}{}  →  {}", text.line, text.result.words);
        ui.add(Label::new(Text::ProjectedMono.rich(line, t.text_subdued)).truncate());
    }
}

fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let t = Tokens::of(ui);
    let size = vec2(ui.available_width(), Text::Projected.line_height());
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if icon_button(ui, Icon::X, cx.t("present-leave")).clicked() {
            cx.push(AppCommand::Present(false));
        }
        let words = match &cx.state.stepping {
            Some(stepping) => match pause_words(cx, stepping) {
                Some(pause) => format!("{} · {pause}", where_words(cx, stepping)),
                None => where_words(cx, stepping),
            },
            None if cx.state.reading.is_some() => cx.t("present-file").to_owned(),
            None => cx.t("present-live").to_owned(),
        };
        let color = if cx.state.stepping.is_some() { t.accent } else { t.text_subdued };
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(Text::Projected.rich(words, color)).truncate());
        });
    });
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, row: &Row) {
    let t = Tokens::of(ui);
    let socket = cx.state.socket(row.sid).cloned();
    let stream = socket.as_ref().is_none_or(|socket| socket.is_stream());
    let now = cx.state.is_live().then(|| cx.state.now());
    let mut text = row_text_in(row, stream, now, cx.languages());
    let is_hidden = cx.state.stepping.as_ref().and_then(Stepping::hidden) == Some(row.n);
    if is_hidden {
        text.hide_outcome(cx.language);
    }
    let side = if text.side.is_empty() { text.time.clone() } else { format!("{} · {}", text.side, text.time) };
    wrapped(ui, &[(&side, Text::Projected, t.text_subdued)]);
    let large = text.line.chars().count() <= LARGE_CHARS;
    let kind = if large { Text::ProjectedCall } else { Text::ProjectedMono };
    wrapped(ui, &[(&text.line, kind, t.text_strong)]);
    outcome_ui(ui, cx, &text, is_hidden);
    if !is_hidden && let Some(why) = why(cx, row, socket.as_deref()) {
        wrapped(ui, &[(&why, Text::Projected, t.text)]);
    }
    bytes_ui(ui, cx, row);
}

/// What came of it, by an icon and in words.
fn outcome_ui(ui: &mut Ui, cx: &Cx<'_>, text: &RowText, is_hidden: bool) {
    let t = Tokens::of(ui);
    let (icon, color) = match text.result.tone {
        _ if is_hidden => (Icon::Question, t.accent),
        Tone::Failed => (Icon::XCircle, t.error),
        Tone::Waiting => (Icon::Hourglass, t.waiting),
        Tone::NotYet => (Icon::Hourglass, t.warning),
        Tone::Sent => (Icon::ArrowUp, t.sent),
        Tone::Received => (Icon::ArrowDown, t.received),
        Tone::Plain | Tone::Quiet => (Icon::Check, t.ok),
    };
    // The icon stands for the arrow.
    let words = text.result.words.trim_start_matches(['↑', '↓', ' ']).to_owned();
    let words = match is_hidden {
        true => cx.t("present-hidden").to_owned(),
        false if text.took.is_empty() => words,
        false => format!("{words} · {}", text.took),
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP_GROUPS;
        let place = vec2(sizes::ICON_PROJECTED, Text::ProjectedOutcome.line_height());
        let (rect, _) = ui.allocate_exact_size(place, Sense::hover());
        let drawn = ui.painter().layout_no_wrap(icon.character().into(), Icon::font(sizes::ICON_PROJECTED), color);
        paint_left(ui.painter(), rect.left(), rect.center().y, drawn);
        wrapped(ui, &[(&words, Text::ProjectedOutcome, color)]);
    });
}

/// Why it failed, or what it waits for.
fn why(cx: &Cx<'_>, row: &Row, socket: Option<&SocketRow>) -> Option<String> {
    let (call, outcome) = (&row.record.call, &row.record.outcome);
    if *outcome == Outcome::Waiting {
        return Some(cx.say(&cx.state.explain_waiting(socket?, call).why));
    }
    let explanation = cx.state.why(socket, row);
    Some(cx.say(&explanation?.why))
}

/// The bytes that were sent or came, as text and in hexadecimal.
fn bytes_ui(ui: &mut Ui, cx: &Cx<'_>, row: &Row) {
    let record = &row.record;
    let (data, len, color) = match (record.call.sent(), record.outcome.data()) {
        (Some(data), _) => (data, row.sent_len, Tokens::of(ui).sent),
        (None, Some(data)) => (data, row.received_len, Tokens::of(ui).received),
        (None, None) => return,
    };
    if data.is_empty() {
        return;
    }
    ui.add_space(sizes::GAP_SMALL);
    let line = |ui: &mut Ui, text: String, color: Color32| {
        ui.add(Label::new(Text::ProjectedMono.rich(text, color)).truncate());
    };
    line(ui, format!("\"{}\"", printable_preview(data, TEXT)), color);
    let t = Tokens::of(ui);
    for chunk in data.chunks(LINE).take(LINES) {
        let hex: Vec<String> = chunk.iter().map(|byte| format!("{byte:02x}")).collect();
        line(ui, hex.join(" "), t.text);
    }
    let shown = data.len().min(LINE * LINES) as u64;
    if len > shown {
        let more = Message::new("present-more-bytes").with("size", size_text(len - shown));
        wrapped(ui, &[(&cx.say(&more), Text::Projected, t.text_subdued)]);
    }
}

/// Every socket with its state, the open ones first.
fn sockets_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let board = Arc::clone(&cx.state.snapshot.board);
    let mut all: Vec<&Arc<SocketRow>> = board.sockets.values().collect();
    all.sort_by_key(|row| (!row.open, row.sid));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0 * sizes::GAP_GROUPS, sizes::GAP_SMALL);
        for row in all.iter().take(SOCKETS) {
            socket_ui(ui, cx, row);
        }
        let more = all.len().saturating_sub(SOCKETS) as u64;
        if more > 0 {
            let words = cx.say(&Message::new("present-more-sockets").with("n", more));
            ui.label(Text::Projected.rich(words, Tokens::of(ui).text_subdued));
        }
    });
}

fn socket_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
    let t = Tokens::of(ui);
    let (state, _, again) = words::pill(cx, row);
    if let Some(again) = again {
        ui.ctx().request_repaint_after(again);
    }
    let parts = [
        (row.name.to_string(), Text::ProjectedMono, if row.open { t.text_strong } else { t.text_subdued }),
        (state, Text::Projected, if row.waiting.is_empty() { t.text } else { t.waiting }),
        (words::short_address(row), Text::ProjectedMono, t.text_subdued),
    ];
    let galleys = parts.map(|(text, kind, color)| ui.painter().layout_no_wrap(text, kind.font(), color));
    let mark = 2.0 * sizes::MARK_RADIUS * sizes::PROJECTED;
    let width = mark + galleys.iter().map(|galley| galley.size().x + sizes::GAP_GROUPS).sum::<f32>();
    let size = vec2(width.min(ui.max_rect().width()), Text::Projected.line_height());
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words::sentence(cx, row)));
    let center = egui::pos2(rect.left() + mark / 2.0, rect.center().y);
    words::mark(row).paint_scaled(ui.painter(), &t, center, sizes::PROJECTED);
    let mut x = rect.left() + mark;
    for galley in galleys {
        x = paint_left(&ui.painter().with_clip_rect(rect), x + sizes::GAP_GROUPS, rect.center().y, galley);
    }
}

fn foot_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
    sockets_ui(ui, cx);
    if cx.state.stepping.is_some() {
        scrubber_ui(ui, cx, sizes::SCRUBBER_PROJECTED);
    }
    let color = Tokens::of(ui).text_subdued;
    ui.add(Label::new(Text::Projected.rich(cx.t("present-keys"), color)).truncate());
}
