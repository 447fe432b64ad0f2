//! The field of the box: Enter runs, Shift+Enter makes another line, Tab takes a completion, ↑ and ↓ walk through what
//! was run. What an input method composes with never comes here.

use super::known::Known;
use crate::script::line::{Completion, Trouble};
use crate::ui::cx::Cx;
use crate::ui::widgets::{self, TextArea};
use egui::text::{CCursor, CCursorRange};
use egui::{Event, Id, Key, Modifiers, Ui};

/// So many lines show before the field scrolls.
const ROWS: usize = 8;

/// What the keys ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Run what is chosen, or what is typed.
    Enter,
    /// Run what is typed, whatever is chosen.
    Run,
    /// Take the chosen completion, or the first.
    Complete,
    /// No completions for this text.
    HideCompletions,
    /// What was run before what stands there.
    Older,
    /// Forward again.
    Newer,
}

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

    /// One older than what stands there.
    pub fn older(&mut self, history: &[String]) {
        let at = match self.recalled.filter(|at| history.get(*at) == Some(&self.text)) {
            Some(at) => at.checked_sub(1),
            None => {
                self.typed.clone_from(&self.text);
                history.len().checked_sub(1)
            }
        };
        if let Some((at, text)) = at.and_then(|at| Some((at, history.get(at)?))) {
            self.put(text);
            self.recalled = Some(at);
        }
    }

    /// One newer; behind the newest what was being typed.
    pub fn newer(&mut self, history: &[String]) {
        let Some(at) = self.recalled.filter(|at| history.get(*at) == Some(&self.text)) else { return };
        match history.get(at + 1) {
            Some(text) => {
                self.put(text);
                self.recalled = Some(at + 1);
            }
            None => {
                let typed = std::mem::take(&mut self.typed);
                self.put(&typed);
                self.recalled = None;
            }
        }
    }

    fn walks(&self, history: &[String]) -> bool {
        self.recalled.is_some_and(|at| history.get(at) == Some(&self.text))
    }

    /// What the keys ask for that the field would otherwise take itself; they also move in the list of `lines` lines.
    pub fn keys(
        &mut self,
        ui: &Ui,
        known: &Known,
        (at, reveal): (&mut Option<usize>, &mut bool),
        lines: usize,
    ) -> Option<Asked> {
        // Esc has taken the keyboard from the field already.
        let hides = known.is_python && known.offers_completions() && !egui::Popup::is_any_open(ui.ctx());
        if hides && ui.input(|input| input.key_pressed(Key::Escape)) {
            return Some(Asked::HideCompletions);
        }
        if !ui.memory(|memory| memory.has_focus(Self::id())) {
            return None;
        }
        self.go_on_typing(ui);
        // By the modifiers of each press: in a long frame, a key that was held with it may be up again.
        let pressed = |key, with: Modifiers| {
            ui.input_mut(|input| match take_exactly(&mut input.events, key, with) {
                Some(later) => {
                    input.events.extend(later);
                    true
                }
                None => false,
            })
        };
        if let Some(later) = ui.input_mut(|input| take_exactly(&mut input.events, Key::Enter, Modifiers::COMMAND)) {
            self.held = later;
            return Some(Asked::Run);
        }
        if let Some(later) = ui.input_mut(|input| take_exactly(&mut input.events, Key::Enter, Modifiers::NONE)) {
            self.held = later;
            return Some(Asked::Enter);
        }
        if known.offers_completions() && pressed(Key::Tab, Modifiers::NONE) {
            return Some(Asked::Complete);
        }
        let last = lines.saturating_sub(1);
        let in_list = at.is_some() || !known.is_python && !self.text.is_empty() && !self.walks(&known.history);
        if known.is_python && lines == 0 || !in_list {
            if self.in_first_row && pressed(Key::ArrowUp, Modifiers::NONE) {
                return Some(Asked::Older);
            }
            if self.in_last_row && self.walks(&known.history) && pressed(Key::ArrowDown, Modifiers::NONE) {
                return Some(Asked::Newer);
            }
        }
        let goes_down = in_list || self.in_last_row;
        if lines > 0 && goes_down && pressed(Key::ArrowDown, Modifiers::NONE) {
            let first = if known.is_python || known.chooses_nothing { 0 } else { 1.min(last) };
            *at = Some(at.map_or(first, |at| if at == last { 0 } else { at + 1 }));
            *reveal = true;
        }
        if lines > 0 && in_list && pressed(Key::ArrowUp, Modifiers::NONE) {
            *at = match *at {
                // Out of the completions, back to the text.
                Some(0) if known.is_python => None,
                Some(0) | None => Some(last),
                Some(at) => Some(at - 1),
            };
            *reveal = true;
        }
        for (key, by) in [(Key::PageDown, 10_isize), (Key::PageUp, -10)] {
            if lines > 0 && pressed(key, Modifiers::NONE) {
                *at = Some(at.unwrap_or(0).saturating_add_signed(by).min(last));
                *reveal = true;
            }
        }
        None
    }

    /// What was typed behind an Enter in the frame before is typed in this one: it is the next line.
    fn go_on_typing(&mut self, ui: &Ui) {
        if !self.held.is_empty() {
            let held = std::mem::take(&mut self.held);
            ui.input_mut(|input| drop(input.events.splice(0..0, held)));
        }
    }

    /// The field; true when its text or the cursor changed.
    pub fn field_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, trouble: Option<&Trouble>, keeps_tab: bool) -> bool {
        let rows = self.text.split('\n').count().clamp(1, ROWS);
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

/// Takes a key that was pressed with just these modifiers; what was typed after it, taken out as well.
fn take_exactly(events: &mut Vec<Event>, key: Key, with: Modifiers) -> Option<Vec<Event>> {
    let fits = |event: &Event| match event {
        Event::Key { key: found, pressed: true, modifiers, .. } => *found == key && modifiers.matches_exact(with),
        _ => false,
    };
    let at = events.iter().position(fits)?;
    events.remove(at);
    let is_typed = |event: &Event| matches!(event, Event::Text(_) | Event::Key { .. } | Event::Paste(_));
    let (typed, rest): (Vec<_>, Vec<_>) = events.split_off(at).into_iter().partition(is_typed);
    events.extend(rest);
    Some(typed)
}

/// The character of a text that a trouble is about.
fn char_at(text: &str, trouble: &Trouble) -> usize {
    let before: usize =
        text.split('\n').take(trouble.line.saturating_sub(1) as usize).map(|line| line.chars().count() + 1).sum();
    let at = before + trouble.column.saturating_sub(1) as usize;
    at.min(text.chars().count().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_walks_back_and_comes_forward_to_what_was_typed() {
        let history = ["a".to_owned(), "b".to_owned()];
        let mut editor = Editor::default();
        editor.put("new");
        for (older, text) in [(true, "b"), (true, "a"), (true, "a"), (false, "b"), (false, "new"), (false, "new")] {
            if older {
                editor.older(&history)
            } else {
                editor.newer(&history)
            }
            assert_eq!(editor.text(), text);
        }
        editor.older(&history);
        editor.put("b!");
        editor.newer(&history);
        assert_eq!(editor.text(), "b!", "what was changed is typed text");
    }
}
