//! Two sessions beside each other: their calls in two columns, and what differs of the chosen two below.
//!
//! ```text
//! │ Compare a.jsonl with b.jsonl                                        │
//! │ 3 of 1,204 calls differ      [All calls|Differences] [▲] [▼]        │
//! │ 1.000 s.connect(…)   None    │ ≠ outcome │ 1.002 s.connect(…) ECONN…│
//! │ ─────────────────────────────────────────────────────────────────── │
//! │ 16 B against 14 B, different from byte 4 on                         │
//! │ 0000  47 45 54 [20] …          0000  47 45 54 [09] …                │
//! ```

mod bytes;
mod rows;

use super::{buttons_ui, sheet_ui};
use crate::app::{Compared, compared_words, difference_key};
use crate::locale::Message;
use crate::session::compare::Difference;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::virtual_list::{Items, VirtualList};
use crate::ui::widgets::{Button, icon_button, item_info, segmented, segmented_width};
use bytes::Bytes;
use egui::{Align, Context, Key, Label, Layout, Modifiers, Rect, Ui, vec2};
use std::sync::Arc;

/// The dialog at its largest, in points.
const SIZE: egui::Vec2 = vec2(1180.0, 740.0);
/// What the buttons below the rest take.
const FOOT: f32 = sizes::CONTROL + sizes::GAP_GROUPS + sizes::GAP;
/// The least that the list keeps.
const LIST_MIN: f32 = 3.0 * sizes::ROW_DENSE;

/// What the dialog remembers.
pub struct CompareDialog {
    /// Which comparison it shows: another one begins anew.
    of: usize,
    /// The chosen two, by their place.
    at: Option<usize>,
    /// Only what differs is listed.
    only: bool,
    /// They are to come into sight.
    go_to: bool,
    list: VirtualList,
    bytes: Bytes,
}

impl Default for CompareDialog {
    fn default() -> Self {
        let (list, bytes) = (VirtualList::at_start(), Bytes::default());
        Self { of: 0, at: None, only: false, go_to: true, list, bytes }
    }
}

impl CompareDialog {
    /// The dialog was closed.
    pub fn forget(&mut self) {
        if self.of != 0 {
            *self = Self::default();
        }
    }

    /// Draws it; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(compared) = cx.state.comparing.shown.clone() else { return true };
        let of = Arc::as_ptr(&compared) as usize;
        if self.of != of {
            let at = compared.result.step(None, true).or((!compared.result.pairs.is_empty()).then_some(0));
            *self = Self { of, at, ..Self::default() };
        }
        let [left, right] = &compared.names;
        let title = Message::new("compare-title").with("left", left.as_str()).with("right", right.as_str());
        let mut closed = false;
        let dismissed = sheet_ui(ctx, "compare", &cx.say(&title), SIZE, |ui, height| {
            ui.spacing_mut().item_spacing = vec2(sizes::GAP, sizes::GAP_SMALL);
            let bottom = ui.cursor().top() + height - FOOT;
            self.head_ui(ui, cx, &compared);
            self.keys(ui, &compared);
            let top = ui.cursor().top();
            let detail = self.detail_height(&compared, bottom - top);
            let split = (bottom - detail).max(top);
            let rows = Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=split);
            ui.allocate_rect(rows, egui::Sense::hover());
            self.rows_ui(ui, cx, &compared, rows);
            let below = Rect::from_x_y_ranges(rows.x_range(), split..=bottom.max(split));
            ui.scope_builder(egui::UiBuilder::new().id_salt("detail").max_rect(below), |ui| {
                ui.set_min_size(below.size());
                self.detail_ui(ui, cx, &compared);
            });
            buttons_ui(ui, |ui| closed = ui.add(Button::new(cx.t("dialog-close")).primary()).clicked());
        });
        closed || dismissed
    }

    fn head_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, compared: &Compared) {
        let choices = [(false, cx.t("compare-all")), (true, cx.t("compare-only"))];
        let words = cx.say(&compared_words(&compared.result));
        let controls = segmented_width(ui, &choices) + 2.0 * sizes::CONTROL + 3.0 * sizes::GAP;
        let beside = ui.available_width() >= controls + 160.0;
        let say = |ui: &mut Ui, words: &str, color| ui.add(Label::new(Text::Body.rich(words, color)).truncate());
        let t = Tokens::of(ui);
        if !beside {
            say(ui, &words, t.text_strong);
        }
        let size = vec2(ui.available_width(), sizes::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            if !compared.result.is_same() {
                ui.spacing_mut().item_spacing.x = 0.0;
                if icon_button(ui, Icon::CaretDown, cx.t("compare-next")).clicked() {
                    self.step(compared, true);
                }
                if icon_button(ui, Icon::CaretUp, cx.t("compare-previous")).clicked() {
                    self.step(compared, false);
                }
                ui.add_space(sizes::GAP);
                if segmented(ui, &mut self.only, &choices) {
                    self.go_to = true;
                    self.list = VirtualList::at_start();
                }
            }
            if beside {
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| say(ui, &words, t.text_strong));
            }
        });
        let mut more = vec![cx.t("compare-disregarded").to_owned()];
        if compared.result.is_cut {
            more.push(cx.t("compare-cut").to_owned());
        }
        for session in [&compared.left, &compared.right] {
            if let Some(damage) = &session.snapshot().damage {
                more.push(cx.say(&crate::app::damage_words(damage)));
            }
        }
        if compared.result.unreadable > 0 {
            more.push(cx.say(&Message::new("find-unreadable").with("n", compared.result.unreadable)));
        }
        ui.add(Label::new(Text::Small.rich(more.join(" · "), t.text_subdued)).truncate());
    }

    /// F3 goes to the next difference, with Shift to the one before.
    fn keys(&mut self, ui: &Ui, compared: &Compared) {
        if ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, Key::F3)) {
            self.step(compared, false);
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F3)) {
            self.step(compared, true);
        }
    }

    fn step(&mut self, compared: &Compared, forward: bool) {
        if let Some(at) = compared.result.step(self.at, forward) {
            (self.at, self.go_to) = (Some(at), true);
        }
    }

    /// How many are listed.
    fn count(&self, compared: &Compared) -> u64 {
        let result = &compared.result;
        if self.only { result.differing.len() as u64 } else { result.pairs.len() as u64 }
    }

    /// The place of item `i` among all.
    fn place(&self, compared: &Compared, i: u64) -> Option<usize> {
        let i = usize::try_from(i).ok()?;
        if self.only { compared.result.differing.get(i).map(|at| *at as usize) } else { Some(i) }
    }

    /// The item that stands for place `at`.
    fn item(&self, compared: &Compared, at: usize) -> u64 {
        match self.only {
            true => compared.result.differing.partition_point(|place| (*place as usize) < at) as u64,
            false => at as u64,
        }
    }

    fn rows_ui(&mut self, ui: &Ui, cx: &Cx<'_>, compared: &Compared, rect: Rect) {
        let mut height = |_| f64::from(sizes::ROW_DENSE);
        let mut items = Items { count: self.count(compared), height: &mut height };
        let id = ui.scope_id().with("compared-rows");
        self.list.fit(rect);
        self.row_keys(ui, compared, id, rect);
        if std::mem::take(&mut self.go_to)
            && let Some(at) = self.at
        {
            let item = self.item(compared, at).min(items.count.saturating_sub(1));
            self.list.show(&mut items, item, 0.0..f64::from(sizes::ROW_DENSE));
        }
        // The newest is nothing special here.
        self.list.following = false;
        let sight = self.list.begin(ui, id, cx.t("compare-list"), rect, &mut items);
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        for placed in &sight.placed {
            let Some(at) = self.place(compared, placed.item) else { continue };
            let row = sight.row(placed);
            let shown = row.with_max_x(sight.rows.right());
            let response = ui.interact(shown.intersect(rect), id.with(at), egui::Sense::CLICK);
            let look = rows::Look { selected: self.at == Some(at), hovered: response.hovered() };
            let sentence = rows::paint(&painter, cx, compared, at, shown, look);
            item_info(&response, look.selected, || sentence.clone());
            if response.clicked() {
                self.at = Some(at);
                sight.response.request_focus();
            }
        }
        self.list.end(ui, &sight, &mut items);
    }

    fn row_keys(&mut self, ui: &Ui, compared: &Compared, id: egui::Id, rect: Rect) {
        let count = self.count(compared);
        if count == 0 || !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        let page = ((rect.height() / sizes::ROW_DENSE) as u64).max(2) - 1;
        let here = self.at.map_or(0, |at| self.item(compared, at));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let item = if pressed(Key::ArrowUp) {
            here.saturating_sub(1)
        } else if pressed(Key::ArrowDown) {
            here + 1
        } else if pressed(Key::PageUp) {
            here.saturating_sub(page)
        } else if pressed(Key::PageDown) {
            here + page
        } else if pressed(Key::Home) {
            0
        } else if pressed(Key::End) {
            count - 1
        } else {
            return;
        };
        if let Some(at) = self.place(compared, item.min(count - 1)) {
            (self.at, self.go_to) = (Some(at), true);
        }
    }

    /// What differs takes as much as is left over.
    fn detail_height(&self, compared: &Compared, room: f32) -> f32 {
        let pair = self.at.and_then(|at| compared.result.pairs.get(at));
        let wanted = match pair.map(|pair| pair.difference) {
            Some(Difference::Bytes) => room * 0.45,
            _ => 2.0 * sizes::CONTROL + sizes::GAP,
        };
        wanted.min((room - LIST_MIN).max(sizes::CONTROL))
    }

    /// The chosen two: how they differ, in words; their bytes beside each other where those differ.
    fn detail_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, compared: &Compared) {
        let t = Tokens::of(ui);
        ui.add_space(sizes::GAP_SMALL);
        let Some(pair) = self.at.and_then(|at| compared.result.pairs.get(at)).copied() else { return };
        if pair.difference == Difference::Bytes {
            return self.bytes.ui(ui, cx, compared, pair);
        }
        let words = cx.t(match pair.difference {
            Difference::Same => "compare-said-same",
            Difference::Outcome => "compare-said-outcome",
            Difference::Arguments => "compare-said-arguments",
            Difference::OnlyLeft => "compare-said-left",
            Difference::OnlyRight => "compare-said-right",
            Difference::Bytes => difference_key(pair.difference),
        });
        ui.add(Label::new(Text::Body.rich(words, t.text)).wrap());
        for line in rows::results(cx, compared, pair) {
            ui.add(Label::new(Text::Mono.rich(line, t.text_strong)).truncate());
        }
    }
}
