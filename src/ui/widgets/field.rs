//! Fields for one line of text, with a label; a mistake is told right under them.

use crate::ui::theme::{Icon, Text, Tokens, sizes};
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align, CornerRadius, Frame, Layout, Margin, Response, RichText, Shape, Stroke, StrokeKind, TextEdit, Ui, vec2,
};

/// A field of one line.
pub struct Field<'a> {
    label: &'a str,
    text: &'a mut String,
    hint: &'a str,
    error: Option<&'a str>,
    icon: Option<Icon>,
    proportional: bool,
    shows_label: bool,
    label_width: f32,
    width: Option<f32>,
    id: Option<egui::Id>,
    wrong: bool,
}

impl<'a> Field<'a> {
    /// A field with its label in the column to the left; monospace, for what goes to a socket.
    pub fn new(label: &'a str, text: &'a mut String) -> Self {
        let (hint, error, icon, width, id) = ("", None, None, None, None);
        let label_width = sizes::LABEL_COLUMN;
        Self {
            label,
            text,
            hint,
            error,
            icon,
            proportional: false,
            shows_label: true,
            label_width,
            width,
            id,
            wrong: false,
        }
    }

    /// The label is only its accessible name.
    pub fn hide_label(mut self) -> Self {
        self.shows_label = false;
        self
    }

    /// Subdued text while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// What is wrong with the text, shown under the field.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// Something is wrong with the text, and the words for it stand elsewhere.
    pub fn wrong(mut self, wrong: bool) -> Self {
        self.wrong = wrong;
        self
    }

    /// An icon at its start.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// In the proportional face: words, not data.
    pub fn proportional(mut self) -> Self {
        self.proportional = true;
        self
    }

    /// The width of the label's column, in points.
    pub fn label_width(mut self, width: f32) -> Self {
        self.label_width = width;
        self
    }

    /// The width of the field itself, in points; without it, all that is left.
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }

    /// A fixed id, for a field that is given the focus from elsewhere.
    pub fn id(mut self, id: egui::Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Shows it; the response is the text field's own (`changed`, `lost_focus`, `request_focus`).
    pub fn show(self, ui: &mut Ui) -> Response {
        let error = self.error;
        if !self.shows_label {
            return ui.scope(|ui| with_error(ui, error, 0.0, |ui| self.edit(ui, None))).inner;
        }
        let indent = self.label_width;
        with_error(ui, error, indent, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let t = Tokens::of(ui);
                let place = vec2(self.label_width, sizes::CONTROL);
                let label = ui.allocate_ui_with_layout(place, Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(self.label_width);
                    ui.add(egui::Label::new(Text::Body.rich(self.label, t.text_subdued)).truncate())
                });
                let id = label.inner.id;
                self.edit(ui, Some(id))
            })
            .inner
        })
    }

    fn edit(self, ui: &mut Ui, labelled_by: Option<egui::Id>) -> Response {
        let t = Tokens::of(ui);
        let kind = if self.proportional { Text::Body } else { Text::Mono };
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let ground = ui.painter().add(Shape::Noop);
        let start = if self.icon.is_some() { 28 } else { 10 };
        let row = ui.fonts_mut(|fonts| fonts.row_height(&kind.font()));
        let pad = ((sizes::CONTROL - row) / 2.0).max(0.0);
        let margin = Margin { left: start, right: 8, top: pad.floor() as i8, bottom: pad.ceil() as i8 };
        let hint = RichText::new(self.hint).font(Text::Body.font()).color(t.text_subdued);
        let mut edit = TextEdit::singleline(self.text)
            .font(kind.font())
            .text_color(t.text_strong)
            .hint_text(hint)
            .frame(Frame::NONE.inner_margin(margin))
            .min_size(vec2(width, sizes::CONTROL))
            .desired_width(width)
            .align(egui::Align2::LEFT_CENTER);
        if let Some(id) = self.id {
            edit = edit.id(id);
        }
        let response = edit.show(ui).response.response;
        name(ui, &response, labelled_by, self.label);
        paint_ground(ui, ground, &response, self.wrong || self.error.is_some());
        if let Some(icon) = self.icon {
            let (x, y) = (response.rect.left() + 17.0, response.rect.center().y);
            super::button::paint_icon(ui.painter(), icon, sizes::ICON, x, y, t.text_subdued);
        }
        response
    }
}

/// Selects all `text` of the field `id`, after it was drawn: what is typed next takes its place.
pub fn select_all(ctx: &egui::Context, id: egui::Id, text: &str) {
    if let Some(mut state) = TextEdit::load_state(ctx, id) {
        let end = CCursor::new(text.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
        state.store(ctx, id);
    }
}

/// A mistake in words, with its sign.
pub fn inline_error(ui: &mut Ui, text: &str) -> Response {
    let t = Tokens::of(ui);
    let mut job = egui::text::LayoutJob::default();
    let sign =
        egui::TextFormat { font_id: Icon::font(12.0), color: t.error, valign: Align::Center, ..Default::default() };
    job.append(&Icon::WarningCircle.character().to_string(), 0.0, sign);
    job.append(text, 4.0, egui::TextFormat { valign: Align::Center, ..Text::Small.format(t.error) });
    let response = ui.add(egui::Label::new(job).wrap());
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(text));
    super::announce(&response, false);
    response
}

pub(super) fn with_error(
    ui: &mut Ui,
    error: Option<&str>,
    indent: f32,
    add: impl FnOnce(&mut Ui) -> Response,
) -> Response {
    let Some(error) = error else { return add(ui) };
    ui.vertical(|ui| {
        let response = add(ui);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(indent);
            ui.vertical(|ui| inline_error(ui, error));
        });
        response
    })
    .inner
}

pub(super) fn name(ui: &Ui, response: &Response, labelled_by: Option<egui::Id>, label: &str) {
    match labelled_by {
        Some(id) => {
            response.clone().labelled_by(id);
        }
        None => {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
        }
    }
}

pub(super) fn paint_ground(ui: &Ui, place: egui::layers::ShapeIdx, response: &Response, wrong: bool) {
    let t = Tokens::of(ui);
    let radius = CornerRadius::same(sizes::RADIUS_CONTROL);
    let fill = if response.hovered() && !response.has_focus() { t.hover } else { t.raised };
    let stroke = match (wrong, response.has_focus()) {
        (true, _) => Stroke::new(1.0, t.error),
        (false, true) => Stroke::new(sizes::RING * 0.75, t.accent),
        (false, false) => t.outline_stroke(),
    };
    ui.painter().set(place, egui::epaint::RectShape::new(response.rect, radius, fill, stroke, StrokeKind::Inside));
}
