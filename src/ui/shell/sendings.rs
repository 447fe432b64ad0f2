//! A strip above the panels with a line for everything that is sent over a while.
//!
//! ```text
//! ⟳ Heartbeat  every 500 ms  → plc                     12 of 400 · 96 B  ▬▬▬─────  [Stop]
//! ⚠ firmware.bin  → 3 sockets  Stopped by itself: …                                    ✕
//!   plc: sendall to 127.0.0.1:502: EPIPE (32). 127.0.0.1:502 has closed the connection…
//! ```

use super::banners::banner_frame;
use crate::app::{AppCommand, SendCommand, SendKind, Sending, grouped};
use crate::bytes::{duration_text, size_text};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Button, RowPainter};
use egui::{Align, Color32, Layout, Rect, Response, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};
use std::time::Duration;

/// So many lines show before the strip scrolls.
const LINES: f32 = 3.5;
/// A call that is under way for longer waits for its peer.
const WAITS: Duration = Duration::from_millis(300);
/// The bar that shows how far it is.
const BAR: egui::Vec2 = vec2(120.0, 4.0);
/// A narrower strip has no room for the bar.
const BAR_FROM: f32 = 560.0;

/// Draws the strip, where there is something to show.
pub fn sendings_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let state = cx.state;
    if state.sendings.list().is_empty() {
        return;
    }
    let fill = Tokens::of(ui).panel;
    banner_frame(ui, fill, |ui| {
        let scroll = ScrollArea::vertical().id_salt("sendings").max_height(sizes::ROW * LINES);
        scroll.auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let lines: usize = state.sendings.list().iter().map(|sending| 1 + sending.troubles.len()).sum();
            if lines as f32 > LINES {
                // The scroll bar is drawn over what it scrolls.
                ui.set_max_width(ui.available_width() - sizes::GAP);
            }
            for sending in state.sendings.list() {
                sending_ui(ui, cx, sending);
            }
        });
    });
}

/// What a line says, in words.
struct Line {
    what: String,
    to: String,
    /// After the name, subdued.
    note: String,
    /// How far it is, or how it ended.
    counts: String,
    /// What did not go as meant: failed, skipped.
    odd: String,
    /// Says so where a call waits for the peer.
    waits: String,
}

fn sending_ui(ui: &mut Ui, cx: &mut Cx<'_>, sending: &Sending) {
    let line = line(cx, sending);
    if sending.is_running()
        && let Some(rest) = sending.waits().and_then(|waits| WAITS.checked_sub(waits))
    {
        ui.ctx().request_repaint_after(rest);
    }
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW), Sense::hover());
    let key = if sending.is_running() { "sending-running" } else { "sending-ended" };
    let sentence = Message::new(key).with("what", line.what.as_str()).with("to", line.to.as_str());
    let how = join(&[&line.counts, &line.odd, &line.waits]);
    let sentence = cx.say(&sentence.with(if sending.is_running() { "counts" } else { "end" }, how));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &sentence));
    let end = button_ui(ui, cx, sending, &line, rect);
    paint_line(ui, sending, &line, rect.with_max_x(end));
    hint_ui(cx, sending, response);
    let color = Tokens::of(ui).error;
    for trouble in &sending.troubles {
        ui.horizontal_top(|ui| {
            ui.add_space(sizes::ICON + 6.0);
            ui.add(egui::Label::new(Text::Body.rich(cx.say(trouble), color)).wrap());
        });
    }
}

fn line(cx: &Cx<'_>, sending: &Sending) -> Line {
    let counts = sending.counts();
    let what = match (&sending.label, &sending.kind) {
        (Some(label), _) => label.clone(),
        (None, SendKind::Repeat(_)) => cx.t("sending-repeat").to_owned(),
        (None, SendKind::Sequence) => cx.t("sending-sequence").to_owned(),
        (None, SendKind::File { path, .. }) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
    };
    let to = match sending.to.as_slice() {
        [only] => only.to_string(),
        many => cx.say(&Message::new("sending-to-many").with("n", many.len() as u64)),
    };
    let note = match &sending.kind {
        SendKind::Repeat(plan) if plan.count != Some(1) => {
            cx.say(&Message::new("sending-every").with("every", duration_text(plan.every)))
        }
        SendKind::File { datagrams: Some(size), .. } => {
            cx.say(&Message::new("sending-datagrams").with("size", size_text(*size as u64)))
        }
        SendKind::Sequence => sending.step().map(|step| step.to_string()).unwrap_or_default(),
        SendKind::Repeat(_) | SendKind::File { .. } => String::new(),
    };
    let how_far = match (&sending.over, &sending.kind, counts.total) {
        (Some(over), ..) => cx.say(&over.message),
        (None, SendKind::File { .. }, Some(total)) => {
            let message = Message::new("sending-counts-file").with("done", size_text(counts.bytes));
            cx.say(&message.with("total", size_text(total)))
        }
        (None, SendKind::File { .. }, None) => size_text(counts.bytes),
        (None, _, total) => {
            let key = if total.is_some() { "sending-counts-of" } else { "sending-counts" };
            let message = Message::new(key).with("number", grouped(counts.calls));
            let message = message.with("size", size_text(counts.bytes));
            cx.say(&total.into_iter().fold(message, |message, total| message.with("total", grouped(total))))
        }
    };
    let odd = |key: &str, n: u64| match n {
        0 => String::new(),
        n => cx.say(&Message::new(key).with("n", n).with("number", grouped(n))),
    };
    // Those that have a line of their own below are told there.
    let failed = counts.failed.saturating_sub(sending.troubles.len() as u64);
    let odd = join(&[&odd("sending-failed", failed), &odd("sending-skipped", counts.skipped)]);
    let is_waiting = sending.is_running() && sending.waits().is_some_and(|waits| waits >= WAITS);
    let waits = if is_waiting { cx.t("sending-waits").to_owned() } else { String::new() };
    Line { what, to, note, counts: how_far, odd, waits }
}

/// *Stop*, or *Dismiss* once it is over. Gives where it begins.
fn button_ui(ui: &mut Ui, cx: &mut Cx<'_>, sending: &Sending, line: &Line, rect: Rect) -> f32 {
    let name = if sending.is_running() { "sending-stop-name" } else { "sending-dismiss-name" };
    let name = cx.say(&Message::new(name).with("what", line.what.as_str()).with("to", line.to.as_str()));
    let layout = Layout::right_to_left(Align::Center);
    let mut right = ui.new_child(UiBuilder::new().id_salt(sending.id).max_rect(rect).layout(layout));
    let pressed = match sending.is_running() {
        true => right.add(Button::new(cx.t("sending-stop")).small().name(&name)),
        false => widgets::icon_button(&mut right, Icon::X, &name),
    };
    if pressed.clicked() {
        let command = if sending.is_running() { SendCommand::Stop } else { SendCommand::Dismiss };
        cx.push(AppCommand::Sending(command(sending.id)));
    }
    pressed.rect.left() - sizes::GAP
}

fn paint_line(ui: &Ui, sending: &Sending, line: &Line, rect: Rect) {
    let t = Tokens::of(ui);
    let mut row = RowPainter {
        painter: ui.painter(),
        tokens: t.clone(),
        rect,
        left: rect.left(),
        right: rect.right(),
        hovered: false,
    };
    let is_trouble = sending.over.as_ref().is_some_and(|over| over.is_trouble);
    let (icon, color) = match (&sending.over, &sending.kind) {
        (Some(_), _) if is_trouble || !sending.troubles.is_empty() => (Icon::Warning, t.error),
        (Some(_), _) => (Icon::CheckCircle, t.ok),
        (None, SendKind::Repeat(_)) => (Icon::Repeat, t.sent),
        (None, SendKind::File { .. }) => (Icon::FileArrowUp, t.sent),
        (None, SendKind::Sequence) => (Icon::ListBullets, t.sent),
    };
    if sending.is_running() {
        if let Some(fraction) = sending.fraction().filter(|_| rect.width() >= BAR_FROM) {
            bar(&mut row, fraction);
        }
        row.text_right(&line.counts, Text::Mono, t.text);
        if !line.odd.is_empty() {
            row.text_right(&line.odd, Text::Body, t.warning);
        }
    }
    row.icon(icon, color);
    row.text(&line.what, Text::Medium, t.text_strong);
    row.text(&format!("→ {}", line.to), Text::Mono, t.text);
    row.text(&line.note, Text::Body, t.text_subdued);
    let color = if is_trouble { t.error } else { t.text };
    if !sending.is_running() {
        row.text(&join(&[&line.counts, &line.odd]), Text::Body, color);
    }
    if !line.waits.is_empty() {
        row.text(&line.waits, Text::Body, t.waiting);
    }
}

fn bar(row: &mut RowPainter<'_>, fraction: f32) {
    let center = egui::pos2(row.right - BAR.x / 2.0, row.rect.center().y);
    let whole = Rect::from_center_size(center, BAR);
    widgets::rounded(row.painter, whole, sizes::RADIUS_BAR, row.tokens.raised);
    let done = whole.with_max_x(whole.left() + whole.width() * fraction.clamp(0.0, 1.0));
    widgets::rounded(row.painter, done, sizes::RADIUS_BAR, row.tokens.accent);
    row.right = whole.left() - sizes::GAP_GROUPS;
}

/// What each socket took, and what the short words mean.
fn hint_ui(cx: &Cx<'_>, sending: &Sending, response: Response) {
    response.on_hover_ui(|ui| {
        let color = Tokens::of(ui).text;
        let mut say = |kind: Text, text: String, color: Color32| {
            ui.label(kind.rich(text, color));
        };
        if let Some(over) = &sending.over {
            say(Text::Body, cx.say(&over.message), color);
        }
        for each in sending.each().into_iter().take(32) {
            let message = Message::new("sending-each").with("name", each.name.to_string());
            say(Text::Mono, cx.say(&message.with("bytes", grouped(each.bytes))), color);
        }
        if matches!(sending.kind, SendKind::File { datagrams: Some(_), .. }) {
            say(Text::Body, cx.t("sending-datagrams-hint").to_owned(), color);
        }
        if sending.counts().skipped > 0 {
            say(Text::Body, cx.t("sending-skipped-hint").to_owned(), color);
        }
    });
}

fn join(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}
