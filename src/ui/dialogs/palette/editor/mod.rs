//! The field of the box: Enter runs, Shift+Enter makes another line, Tab takes a completion, ↑ and ↓ walk through what
//! was run. What an input method composes with never comes here.

mod history;
mod keys;

pub use keys::Asked;

use crate::script::line::{Completion, Trouble};
use crate::ui::cx::Cx;
use crate::ui::widgets::{self, TextArea};
use egui::text::{CCursor, CCursorRange};
use egui::{Event, Id, Ui};

/// So many lines show at least before the field scrolls.
const ROWS: usize = 8;

/// What the field keeps between frames.
#[derive(Default)]
pub struct Editor {
    text: String,
    /// The character before which the cursor is.
    cursor: usize,
    in_first_row: bool,
    in_last_row: bool,
    wants_focus: bool,
    /// Where the cursor is put next.
    puts: Option<usize>,
    /// Enter was pressed on this text, and it did not run.
    tried: bool,
    /// Which of the texts that were run stands there.
    recalled: Option<usize>,
    /// What was being typed before the first was taken back.
    typed: String,
    /// The list of sides was open.
    pub chooses_side: bool,
    /// The number of what was put there last from elsewhere.
    offered: u64,
    /// What was typed behind an Enter in the same frame.
    held: Vec<Event>,
}

impl Editor {
    pub fn id() -> Id {
        Id::unique("palette-field")
    }

    /// The box was opened: the text of lines that did not run is still there.
    pub fn open(&mut self) {
        let keeps = self.text.contains(['(', '=', '\n']);
        if !keeps {
            self.text.clear();
        }
        (self.wants_focus, self.recalled, self.tried) = (true, None, false);
        self.puts = Some(self.text.chars().count());
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The cursor's place in bytes.
    pub fn cursor(&self) -> usize {
        self.text.char_indices().nth(self.cursor).map_or(self.text.len(), |(at, _)| at)
    }

    pub fn is_tried(&self) -> bool {
        self.tried
    }

    /// It was tried, and did not run.
    pub fn tried(&mut self) {
        self.tried = true;
    }

    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Puts a text there, with the cursor behind it.
    pub fn put(&mut self, text: &str) {
        text.clone_into(&mut self.text);
        self.cursor = self.text.chars().count();
        (self.puts, self.wants_focus, self.tried) = (Some(self.cursor), true, false);
    }

    /// Takes the text out.
    pub fn take(&mut self) -> String {
        let text = std::mem::take(&mut self.text);
        self.put("");
        (self.recalled, self.typed) = (None, String::new());
        text
    }

    /// Takes up what was put there from elsewhere; whether there was something.
    pub fn take_offered(&mut self, cx: &Cx<'_>) -> bool {
        let Some((number, text)) = cx.state.line.offered().filter(|(number, _)| *number != self.offered) else {
            return false;
        };
        self.offered = *number;
        self.put(text);
        true
    }

    /// Puts a completion in its place.
    pub fn complete(&mut self, one: &Completion) {
        if self.text.get(one.replaces.clone()).is_none() {
            return;
        }
        self.text.replace_range(one.replaces.clone(), &one.text);
        let before = self.text.get(..one.replaces.start).map_or(0, |text| text.chars().count());
        self.cursor = before + one.text.chars().count();
        (self.puts, self.wants_focus, self.tried) = (Some(self.cursor), true, false);
    }

    /// The field, of at most `most` rows; true when its text or the cursor changed.
    pub fn field_ui(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        trouble: Option<&Trouble>,
        (keeps_tab, most): (bool, usize),
    ) -> bool {
        let rows = self.text.split('\n').count().clamp(1, most.max(ROWS));
        let before = self.cursor;
        let mark = trouble.map(|trouble| char_at(&self.text, trouble));
        // Before the field takes what is typed: that comes behind the text which was put there.
        if let Some(place) = self.puts.take() {
            let mut state = egui::TextEdit::load_state(ui.ctx(), Self::id()).unwrap_or_default();
            state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(place))));
            state.store(ui.ctx(), Self::id());
            self.cursor = place;
        }
        let output = widgets::padded(ui, |ui| {
            let area = TextArea::new(cx.t("palette-title"), &mut self.text).hint(cx.t("palette-hint")).rows(rows);
            area.id(Self::id()).mark(mark).keeps_tab(keeps_tab).show_whole(ui)
        });
        (self.in_first_row, self.in_last_row) = (output.in_first_row, output.in_last_row);
        if std::mem::take(&mut self.wants_focus) {
            output.response.request_focus();
        }
        if let Some(cursor) = output.cursor {
            self.cursor = cursor;
        }
        if output.response.changed() {
            self.tried = false;
        }
        if !self.held.is_empty() {
            ui.ctx().request_repaint();
        }
        output.response.changed() || self.cursor != before
    }
}

/// The character of a text that a trouble is about.
fn char_at(text: &str, trouble: &Trouble) -> usize {
    let before: usize =
        text.split('\n').take(trouble.line.saturating_sub(1) as usize).map(|line| line.chars().count() + 1).sum();
    let at = before + trouble.column.saturating_sub(1) as usize;
    at.min(text.chars().count().saturating_sub(1))
}
