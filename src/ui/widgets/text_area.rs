//! A field of many lines: a mistake is told right under it, or marked at its character.

use super::field::{name, paint_ground, with_error};
use super::landing::{Landing, offer_landing};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::text::LayoutJob;
use egui::{Frame, Galley, Id, Margin, Response, RichText, ScrollArea, Shape, Stroke, TextBuffer, TextEdit, Ui, vec2};
use std::sync::Arc;

/// Points of text that show before a field of many lines scrolls.
const AREA_MOST: f32 = 220.0;
/// From the edge to the text.
const INSET: Margin = Margin::symmetric(10, 9);

/// A field of many lines, monospace; scrolls when the text is longer. Not for large texts (a few thousand lines at most).
pub struct TextArea<'a> {
    name: &'a str,
    text: &'a mut String,
    hint: &'a str,
    rows: usize,
    error: Option<&'a str>,
    height: Option<f32>,
    id: Option<Id>,
    mark: Option<usize>,
    keeps_tab: bool,
}

/// What came of a field of many lines.
pub struct AreaOutput {
    /// The field's own (`changed`, `has_focus`).
    pub response: Response,
    /// The cursor is in the first line that shows.
    pub in_first_row: bool,
    /// The cursor is in the last line.
    pub in_last_row: bool,
    /// The character before which the cursor is, while it is there.
    pub cursor: Option<usize>,
}

impl<'a> TextArea<'a> {
    /// `name` is the accessible name.
    pub fn new(name: &'a str, text: &'a mut String) -> Self {
        Self { name, text, hint: "", rows: 4, error: None, height: None, id: None, mark: None, keeps_tab: false }
    }

    /// Subdued text while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// How many lines show.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// What is wrong with the text, shown under the field.
    pub fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error;
        self
    }

    /// Its height in points, whatever it holds.
    pub fn height(mut self, height: f32) -> Self {
        self.height = Some(height);
        self
    }

    /// A fixed id, for a field that is given the focus from elsewhere.
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// Marks the character of this index as wrong.
    pub fn mark(mut self, mark: Option<usize>) -> Self {
        self.mark = mark;
        self
    }

    /// Tab does not leave it: whoever asks takes the key before it is drawn.
    pub fn keeps_tab(mut self, keeps_tab: bool) -> Self {
        self.keeps_tab = keeps_tab;
        self
    }

    /// Shows it over the whole width.
    pub fn show(self, ui: &mut Ui) -> Response {
        self.show_whole(ui).response
    }

    /// The same, with where the cursor is.
    pub fn show_whole(self, ui: &mut Ui) -> AreaOutput {
        let error = self.error;
        let (mut first, mut last, mut cursor_at) = (true, true, None);
        let response = with_error(ui, error, 0.0, |ui| {
            let t = Tokens::of(ui);
            let ground = ui.painter().add(Shape::Noop);
            let hint = RichText::new(self.hint).font(Text::Body.font()).color(t.text_subdued);
            let mark = self.mark;
            let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| layout(ui, text.as_str(), width, mark);
            let mut edit = TextEdit::multiline(self.text)
                .font(Text::Mono.font())
                .text_color(t.text_strong)
                .hint_text(hint)
                .frame(Frame::NONE.inner_margin(INSET))
                .desired_rows(self.rows)
                .desired_width(f32::INFINITY)
                .lock_focus(self.keeps_tab)
                .layouter(&mut layouter);
            if let Some(id) = self.id {
                edit = edit.id(id);
            }
            // So many rows as are asked for, and their frame, are never cut.
            let asked = self.rows as f32 * Text::Mono.line_height() + f32::from(INSET.top + INSET.bottom);
            let mut scroll = ScrollArea::vertical().id_salt(self.name).max_height(asked.max(AREA_MOST));
            if let Some(height) = self.height {
                edit = edit.desired_rows(1).min_size(vec2(0.0, height));
                scroll = scroll.max_height(height).min_scrolled_height(height);
            }
            let output = scroll.show(ui, |ui| {
                let output = edit.show(ui);
                cursor_at = output.cursor_range.map(|range| range.primary.index.0);
                let cursor = output.cursor_range.map(|range| output.galley.layout_from_cursor(range.primary).row);
                if let Some(row) = cursor {
                    (first, last) = (row == 0, row + 1 >= output.galley.rows.len());
                }
                output.response.response
            });
            let mut response = output.inner;
            response.rect = response.rect.intersect(output.inner_rect);
            name(ui, &response, None, self.name);
            offer_landing(&response, Landing::Writing);
            paint_ground(ui, ground, &response, error.is_some() || mark.is_some());
            response
        });
        AreaOutput { response, in_first_row: first, in_last_row: last, cursor: cursor_at }
    }
}

/// The text, with the wrong character marked.
fn layout(ui: &Ui, text: &str, width: f32, mark: Option<usize>) -> Arc<Galley> {
    let t = Tokens::of(ui);
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    // Not `Text::Mono.format`: a fixed height of line would move the cursor off its text.
    let plain = egui::TextFormat::simple(Text::Mono.font(), t.text_strong);
    let wrong = mark.and_then(|mark| text.char_indices().nth(mark));
    match wrong {
        Some((at, c)) => {
            let (before, rest) = text.split_at(at);
            let (marked, after) = rest.split_at(c.len_utf8());
            let stroke = Stroke::new(sizes::RING, t.error);
            let format =
                egui::TextFormat { color: t.error, background: t.error_soft, underline: stroke, ..plain.clone() };
            job.append(before, 0.0, plain.clone());
            job.append(marked, 0.0, format);
            job.append(after, 0.0, plain);
        }
        None => job.append(text, 0.0, plain),
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
