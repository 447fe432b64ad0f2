//! The keyboard in the list.

use super::lines::Spot;
use super::{Messages, Renaming};
use crate::app::{AppCommand, MessageCommand};
use crate::ui::cx::Cx;
use crate::ui::widgets::row_steps;
use egui::{Key, KeyboardShortcut, Modifiers, Ui};

/// Takes back the last change.
pub const UNDO: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Z);
const ALL: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::A);
const EDIT: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F2);

impl Messages {
    /// Acts on the keys of a frame, where the list has the keyboard or nobody else wants it.
    pub(super) fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let nobody_else = self.active && ui.memory(|memory| memory.focused().is_none());
        let dialog = cx.state.editing.is_some() || cx.state.dialog.is_some() || cx.state.path_box.is_some();
        if dialog || (self.focused.is_none() && !nobody_else) {
            return;
        }
        let shortcut = |keys: &KeyboardShortcut| ui.input_mut(|input| input.consume_shortcut(keys));
        if shortcut(&UNDO) && cx.state.messages.undoable().is_some() {
            cx.push(AppCommand::Messages(MessageCommand::Undo));
        }
        if shortcut(&ALL) {
            self.chosen = self.list.lines.iter().filter_map(super::Line::id).collect();
        }
        let key = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        for (arrow, down) in [(Key::ArrowUp, false), (Key::ArrowDown, true)] {
            if key(Modifiers::ALT, arrow) {
                self.nudge(cx, down);
            }
        }
        self.arrows(ui);
        if key(Modifiers::NONE, Key::Delete) && !self.chosen.is_empty() {
            let ids = self.chosen_in_order();
            self.delete(cx, ids);
        }
        match self.cursor.clone() {
            Some(Spot::Message(id)) => {
                if key(Modifiers::NONE, Key::Enter) {
                    cx.push(AppCommand::Messages(MessageCommand::Send(id)));
                }
                if shortcut(&EDIT)
                    && let Some(message) = cx.state.messages.get(id)
                {
                    cx.push(AppCommand::EditMessage(Some((**message).clone())));
                }
            }
            Some(Spot::Folder(name)) => {
                let (shut, open) = (key(Modifiers::NONE, Key::ArrowLeft), key(Modifiers::NONE, Key::ArrowRight));
                let turn = key(Modifiers::NONE, Key::Enter);
                if shut || open || turn {
                    self.fold(&name, shut || (turn && !self.folded.contains(&name)));
                }
                if shortcut(&EDIT) {
                    self.renaming = Some(Renaming::new(&name));
                }
            }
            None => {}
        }
    }

    fn arrows(&mut self, ui: &Ui) {
        for (key, by) in row_steps(self.view.1) {
            for (modifiers, stretch) in [(Modifiers::SHIFT, true), (Modifiers::NONE, false)] {
                // Without Shift first, a key with it would count as one without.
                if ui.input_mut(|input| input.consume_key(modifiers, key))
                    && let Some(next) = self.list.step(self.cursor.as_ref(), by)
                {
                    self.focus = self.focused.is_some().then(|| next.clone());
                    self.go_to(next, stretch);
                }
            }
        }
    }

    /// Moves what is chosen by a line; a folder that it comes into is unfolded.
    fn nudge(&mut self, cx: &mut Cx<'_>, down: bool) {
        let Some(target) = self.list.nudged(&self.chosen, down) else { return };
        self.folded.retain(|name| **name != *target.folder);
        let ids = self.chosen_in_order();
        self.show_cursor = true;
        cx.push(AppCommand::Messages(MessageCommand::Move { ids, before: target.before, folder: target.folder }));
    }
}
