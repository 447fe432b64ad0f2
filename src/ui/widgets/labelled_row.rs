//! Lines of text: a label with its value, a section's label, a paragraph, a piece of monospace.

use super::ellipsis::cut;
use super::paint::paint_left;
use crate::ui::theme::{Text, Tokens, sizes};
use egui::text::LayoutJob;
use egui::{Color32, Label, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// A label and its value on one line, as in the inspector. One accessible node, `label value`; a value that is cut shows
/// whole in the tooltip. The response senses clicks, for a context menu or *copy*.
pub fn labelled_row(ui: &mut Ui, label: &str, value: &str, kind: Text, color: Color32) -> Response {
    let t = Tokens::of(ui);
    let size = vec2(ui.available_width(), sizes::ROW_DENSE);
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    ui.spacing_mut().item_spacing.y = spacing;
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label} {value}")));
    let y = rect.center().y;
    let column = sizes::LABEL_COLUMN - sizes::GAP_SMALL;
    paint_left(ui.painter(), rect.left(), y, cut(ui.painter(), label, Text::Body, t.text_subdued, column));
    let x = rect.left() + sizes::LABEL_COLUMN;
    let value_line = cut(ui.painter(), value, kind, color, rect.right() - x);
    let is_cut = value_line.elided;
    paint_left(ui.painter(), x, y, value_line);
    match is_cut {
        true => response.on_hover_text(value),
        false => response,
    }
}

/// The label of a section: small, medium, subdued.
pub fn section_label(ui: &mut Ui, text: &str) -> Response {
    let color = Tokens::of(ui).text_subdued;
    ui.add(Label::new(Text::Label.rich(text, color)).truncate())
}

/// A piece of monospace on a line of its own, cut at the edge.
pub fn mono_label(ui: &mut Ui, text: &str, color: Color32) -> Response {
    ui.add(Label::new(Text::Mono.rich(text, color)).truncate())
}

/// A paragraph; parts may be of different kinds (a call's name in monospace within a sentence).
pub fn wrapped(ui: &mut Ui, parts: &[(&str, Text, Color32)]) -> Response {
    let mut job = LayoutJob::default();
    for (text, kind, color) in parts {
        kind.append(&mut job, text, *color);
    }
    ui.add(Label::new(job).wrap())
}
