//! Two messages beside each other: what differs is marked and counted, what was put in or left out is aligned.
//!
//! ```text
//! ┌ Two messages ──────────────────────────────────────────────┐
//! │ Record 12: client/plc.sendall(…)   Record 15: conn.recv(…) │
//! │ 2 places differ: 3 of 29 bytes, 4 of 30        ‹ 1 of 2 ›  │
//! │ 0000 00 01 00 00  ····          0000 00 02 00 00  ····     │
//! └────────────────────────────────────────────────────────────┘
//! ```

mod rows;
mod words;

use super::{buttons_ui, paragraph, sheet_ui};
use crate::app::grouped;
use crate::bytes::{Diff, Encoding, diff, size_text};
use crate::call::Payload;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, cut, icon_button, paint_left};
use crossbeam_channel::{Receiver, bounded};
use egui::{Align, Context, Label, Layout, Sense, Ui, vec2};
use std::sync::Arc;

/// Longer messages are not compared here, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;

/// The dialog: what it compares, and where one stands in it.
#[derive(Default)]
pub struct MessagesCompared {
    of: Option<(u64, u64)>,
    coming: Option<Receiver<Diff>>,
    found: Option<Arc<Diff>>,
    /// The difference that was gone to.
    current: usize,
    /// It is to be brought into sight.
    go: bool,
}

impl MessagesCompared {
    /// What was compared is let go.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Draws the dialog; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(pair) = cx.state.bytes_view.pair else { return true };
        if self.of != Some(pair) {
            *self = Self { of: Some(pair), ..Self::default() };
        }
        let mut close = false;
        let most = vec2(1100.0, 620.0);
        let closed = sheet_ui(ctx, "messages-compared", cx.t("diff-title"), most, |ui, height| {
            let top = ui.next_widget_position().y;
            let payloads = [pair.0, pair.1].map(|n| cx.state.session().payload(n));
            heads_ui(ui, cx, [pair.0, pair.1]);
            let room =
                |ui: &Ui| height - (ui.next_widget_position().y - top) - sizes::CONTROL - sizes::GAP_GROUPS * 2.0;
            match &payloads {
                [Some(a), Some(b)] if a.len().max(b.len()) > LONGEST => {
                    let words = Message::new("diff-too-long").with("size", size_text(LONGEST as u64));
                    paragraph(ui, cx.say(&words));
                }
                [Some(a), Some(b)] => {
                    self.compare(ui, a, b);
                    match self.found.clone() {
                        None => paragraph(ui, cx.t("diff-running")),
                        Some(found) => {
                            self.status_ui(ui, cx, &found, (a, b));
                            let room = room(ui);
                            let encoding = cx.state.settings.encoding();
                            self.bytes_ui(ui, cx, (a, b), &found, encoding, room);
                        }
                    }
                }
                _ => {
                    let lost = [pair.0, pair.1].into_iter().any(|n| cx.state.session().is_lost(n));
                    paragraph(ui, cx.t(if lost { "compare-bytes-lost" } else { "data-loading" }));
                }
            }
            buttons_ui(ui, |ui| {
                close |= ui.add(Button::new(cx.t("dialog-close"))).clicked();
                if let (Some(found), [Some(a), Some(b)]) = (&self.found, &payloads)
                    && ui.add(Button::new(cx.t("diff-copy")).icon(Icon::Copy).quiet()).clicked()
                {
                    ui.ctx().copy_text(words::as_text(cx, (pair.0, a), (pair.1, b), found));
                }
            });
        });
        close || closed
    }

    /// Compares on a thread, once.
    fn compare(&mut self, ui: &Ui, a: &Payload, b: &Payload) {
        if let Some(found) = self.coming.as_ref().and_then(|coming| coming.try_recv().ok()) {
            (self.found, self.coming, self.go) = (Some(Arc::new(found)), None, true);
        }
        if self.found.is_some() || self.coming.is_some() {
            return;
        }
        let (done, coming) = bounded(1);
        let (a, b, ctx) = (Arc::clone(a), Arc::clone(b), ui.ctx().clone());
        let thread = std::thread::Builder::new().name("compare-bytes".to_owned()).spawn(move || {
            let _ = done.send(diff(&a, &b));
            ctx.request_repaint();
        });
        match thread {
            Ok(_) => self.coming = Some(coming),
            Err(error) => tracing::warn!(%error, "no thread to compare bytes"),
        }
    }

    /// How much differs, and the way from one difference to the next.
    fn status_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, found: &Diff, (a, b): (&Payload, &Payload)) {
        let count = found.differences();
        let t = Tokens::of(ui);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), sizes::CONTROL),
            Layout::right_to_left(Align::Center),
            |ui| {
                ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
                if count > 0 {
                    let next = icon_button(ui, Icon::CaretDown, cx.t("diff-next")).clicked();
                    let previous = icon_button(ui, Icon::CaretUp, cx.t("diff-previous")).clicked();
                    if next || previous {
                        self.current = (self.current + if next { 1 } else { count - 1 }) % count;
                        self.go = true;
                    }
                    let words = Message::new("data-found").with("i", self.current as u64 + 1).with("n", count as u64);
                    ui.label(Text::Small.rich(cx.say(&words), t.text_subdued));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let (in_a, in_b) = found.differing();
                    let words = Message::new(if count == 0 { "diff-same" } else { "diff-differ" });
                    let number = |n: usize| grouped(n as u64);
                    let words = words.with("n", count as u64).with("a", number(in_a)).with("b", number(in_b));
                    let words = words.with("alen", number(a.len())).with("blen", number(b.len()));
                    ui.add(Label::new(Text::Body.rich(cx.say(&words), t.text)).truncate());
                });
            },
        );
        if !found.aligned {
            ui.add(Label::new(Text::Small.rich(cx.t("diff-by-position"), t.warning)).wrap());
        }
        ui.add_space(sizes::GAP_SMALL);
    }

    fn bytes_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        pair: (&Payload, &Payload),
        found: &Diff,
        encoding: Encoding,
        room: f32,
    ) {
        let go = std::mem::take(&mut self.go);
        rows::Rows { cx, pair, found, encoding, current: self.current }.ui(ui, room, go);
    }
}

/// Which calls they are of.
fn heads_ui(ui: &mut Ui, cx: &Cx<'_>, pair: [u64; 2]) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::CHIP), Sense::hover());
    let half = rect.split_left_right_at_fraction(0.5);
    for (n, place) in pair.into_iter().zip([half.0, half.1]) {
        let words = words::head(cx, n);
        let place = place.with_max_x(place.right() - sizes::GAP);
        let line = cut(ui.painter(), &words, Text::Mono, t.text_strong, place.width());
        paint_left(ui.painter(), place.left(), place.center().y, line);
        let response = ui.interact(place, ui.scope_id().with(("head", n)), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &words));
    }
}
