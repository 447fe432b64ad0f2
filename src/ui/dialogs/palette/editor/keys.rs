//! The keys that the field would otherwise take itself.

use super::super::known::Known;
use super::Editor;
use egui::{Event, Key, Modifiers, Ui};

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

impl Editor {
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
