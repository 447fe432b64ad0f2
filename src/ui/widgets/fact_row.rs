//! A fact: a label in a column, and a value of one or more parts that a click copies.

use super::button::paint_icon;
use super::ellipsis::cut;
use super::paint::{focus_ring, paint_left, rounded};
use super::pill::{PillKind, pill};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use egui::{Align, Color32, Label, Layout, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// The column of names that are long, such as a socket option's, in points.
const WIDE_COLUMN: f32 = 126.0;

/// A label and its value.
pub struct FactRow<'a> {
    label: &'a str,
    label_kind: Text,
    parts: &'a [(&'a str, Text, Color32)],
    column: f32,
    copied: bool,
}

impl<'a> FactRow<'a> {
    /// The parts stand side by side.
    pub fn new(label: &'a str, parts: &'a [(&'a str, Text, Color32)]) -> Self {
        Self { label, label_kind: Text::Body, parts, column: sizes::LABEL_COLUMN, copied: false }
    }

    /// The label is a name of the sockets API: monospace, in a wider column.
    pub fn named(mut self) -> Self {
        (self.label_kind, self.column) = (Text::Mono, WIDE_COLUMN);
        self
    }

    /// The value was copied a moment ago: a check mark says so.
    pub fn copied(mut self, copied: bool) -> Self {
        self.copied = copied;
        self
    }

    /// Shows it; one accessible node. The response senses clicks.
    pub fn show(self, ui: &mut Ui) -> Response {
        let t = Tokens::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW_DENSE), Sense::click());
        response.widget_info(|| {
            let values: Vec<&str> = self.parts.iter().map(|(text, ..)| *text).collect();
            WidgetInfo::labeled(Role::Button, true, format!("{} {}", self.label, values.join(" ")))
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        if response.hovered() {
            let ground = rect.expand2(vec2(sizes::GAP_SMALL, 0.0));
            rounded(ui.painter(), ground, sizes::RADIUS_CHIP, t.row_hover);
        }
        let y = rect.center().y;
        let room = self.column - sizes::GAP_SMALL;
        let label = cut(ui.painter(), self.label, self.label_kind, t.text_subdued, room);
        paint_left(ui.painter(), rect.left(), y, label);
        let end = if self.copied { rect.right() - sizes::ICON - sizes::GAP_SMALL } else { rect.right() };
        let (mut x, mut is_cut) = (rect.left() + self.column, false);
        for (text, kind, color) in self.parts {
            let line = cut(ui.painter(), text, *kind, *color, end - x);
            is_cut |= line.elided;
            x = paint_left(ui.painter(), x, y, line) + sizes::GAP;
        }
        if self.copied {
            paint_icon(ui.painter(), Icon::Check, sizes::ICON, rect.right() - sizes::ICON / 2.0, y, t.ok);
        }
        focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
        match (is_cut, self.parts.first()) {
            (true, Some((text, ..))) => response.on_hover_text(*text),
            _ => response,
        }
    }
}

/// A label, and a pill as its value.
pub fn pill_row(ui: &mut Ui, label: &str, text: &str, kind: PillKind) -> Response {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.set_height(sizes::ROW_DENSE);
        let color = Tokens::of(ui).text_subdued;
        let place = vec2(sizes::LABEL_COLUMN, sizes::ROW_DENSE);
        ui.allocate_ui_with_layout(place, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(sizes::LABEL_COLUMN);
            ui.add(Label::new(Text::Body.rich(label, color)).truncate());
        });
        pill(ui, text, kind)
    })
    .inner
}
