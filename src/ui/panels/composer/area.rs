//! The field of a message: Enter sends one line, Shift+Enter makes another; ↑ and ↓ walk through what was sent.

use crate::ui::widgets::TextArea;
use egui::text::{CCursor, CCursorRange};
use egui::{Id, Key, Modifiers, Ui};

/// What the keys ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Send it.
    Send,
    /// Take back one that was sent before what stands there.
    Older,
    /// Go forward again.
    Newer,
}

/// What the field keeps between frames.
#[derive(Default)]
pub struct Area {
    in_first_row: bool,
    in_last_row: bool,
    select: Option<Select>,
    pub wants_focus: bool,
}

/// Where the cursor is put.
#[derive(Clone, Copy)]
enum Select {
    /// The whole text is selected: what is typed next takes its place.
    All,
    /// Behind the text.
    End,
}

impl Area {
    /// The field's id.
    pub fn id() -> Id {
        Id::unique("sockscope-composer")
    }

    /// Selects the whole text.
    pub fn select_all(&mut self) {
        self.select = Some(Select::All);
    }

    /// Puts the cursor behind the text.
    pub fn go_to_end(&mut self) {
        self.select = Some(Select::End);
    }

    /// What the keys ask for that the field would otherwise take itself. What an input method composes with never comes here.
    pub fn keys(&self, ui: &Ui, text: &str) -> Option<Asked> {
        if !ui.memory(|memory| memory.has_focus(Self::id())) {
            return None;
        }
        let modifiers = ui.input(|input| input.modifiers);
        let pressed = |key, with| ui.input_mut(|input| input.consume_key(with, key));
        if pressed(Key::Enter, Modifiers::COMMAND) {
            return Some(Asked::Send);
        }
        if modifiers.any() {
            return None;
        }
        if !text.contains('\n') && pressed(Key::Enter, Modifiers::NONE) {
            return Some(Asked::Send);
        }
        if self.in_first_row && pressed(Key::ArrowUp, Modifiers::NONE) {
            return Some(Asked::Older);
        }
        if self.in_last_row && pressed(Key::ArrowDown, Modifiers::NONE) {
            return Some(Asked::Newer);
        }
        None
    }

    /// Draws the field; true when its text changed.
    pub fn ui(&mut self, ui: &mut Ui, area: TextArea<'_>) -> bool {
        let output = area.id(Self::id()).show_whole(ui);
        (self.in_first_row, self.in_last_row) = (output.in_first_row, output.in_last_row);
        if std::mem::take(&mut self.wants_focus) {
            output.response.request_focus();
        }
        output.response.changed()
    }

    /// Selects what was asked for, after the text is what it will be.
    pub fn settle(&mut self, ui: &Ui, text: &str) {
        let Some(select) = self.select.take() else { return };
        let end = CCursor::new(text.chars().count());
        let range = match select {
            Select::All => CCursorRange::two(CCursor::new(0), end),
            Select::End => CCursorRange::one(end),
        };
        if let Some(mut state) = egui::TextEdit::load_state(ui.ctx(), Self::id()) {
            state.cursor.set_char_range(Some(range));
            state.store(ui.ctx(), Self::id());
        }
    }
}
