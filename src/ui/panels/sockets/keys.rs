//! The list's keys, and how rows are pressed: alone, with Ctrl, with Shift.

use super::Sockets;
use super::list::Item;
use crate::app::{AppCommand, ClientCommand, Marking, Press, press};
use crate::call::SocketId;
use crate::ui::cx::Cx;
use crate::ui::widgets::row_steps;
use egui::{Key, Modifiers, Ui};

/// How a row was pressed, by what is held down.
pub fn press_of(modifiers: Modifiers) -> Press {
    match (modifiers.shift, modifiers.command) {
        (true, _) => Press::Range,
        (false, true) => Press::Toggle,
        (false, false) => Press::Only,
    }
}

impl Sockets {
    /// Takes the keys that are the list's while it has the keyboard, or was used last and nobody else has it.
    pub(super) fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let nobody_else = self.active && ui.memory(|memory| memory.focused().is_none());
        if self.focused.is_none() && !nobody_else {
            return;
        }
        let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
        if pressed(Modifiers::COMMAND, Key::F) {
            (self.asked_for_filter, self.focus_filter) = (true, true);
        }
        if pressed(Modifiers::COMMAND, Key::A) {
            self.mark_alike(cx);
        }
        let on = self.focused.clone().or_else(|| cx.state.selected.map(Item::Socket));
        self.fold_keys(cx, on.as_ref(), &pressed);
        for (key, by) in row_steps(self.view.1) {
            // Shift first: without it a pattern fits with Shift too.
            let how = if pressed(Modifiers::SHIFT, key) {
                Press::Range
            } else if pressed(Modifiers::NONE, key) {
                Press::Only
            } else {
                continue;
            };
            if let Some(next) = self.list.step(on.as_ref(), by) {
                self.focus = self.focused.is_some().then(|| next.clone());
                self.press_item(cx, &next, how);
            }
        }
    }

    fn fold_keys(&mut self, cx: &mut Cx<'_>, on: Option<&Item>, pressed: &dyn Fn(Modifiers, Key) -> bool) {
        let Some(on) = on else { return };
        let Some(head) = self.list.head_of(on.sid()).map(|(head, ..)| head) else { return };
        let is_head = *on == Item::Socket(head);
        let folded = self.arrange.is_folded(head);
        if pressed(Modifiers::NONE, Key::ArrowLeft) {
            if is_head && !folded {
                self.arrange.toggle(head);
            } else if !is_head {
                self.focus = self.focused.is_some().then_some(Item::Socket(head));
                self.press_item(cx, &Item::Socket(head), Press::Only);
            }
        }
        if pressed(Modifiers::NONE, Key::ArrowRight) && is_head && folded {
            self.arrange.toggle(head);
        }
    }

    /// Marks all clients of the listener that the keyboard is at, or every socket that shows.
    pub(super) fn mark_alike(&mut self, cx: &mut Cx<'_>) {
        let at = self.focused.as_ref().map(Item::sid).or(cx.state.selected);
        let clients = at.and_then(|sid| self.list.head_of(sid)).map(|(_, clients, _)| clients.to_vec());
        let sockets = clients.filter(|clients| !clients.is_empty()).unwrap_or_else(|| {
            let open = |sid: &SocketId| cx.state.socket(*sid).is_some_and(|row| row.open);
            self.list.sockets().into_iter().filter(open).collect()
        });
        Self::mark(cx, sockets);
    }

    /// Marks these, and selects the first of them where none is selected.
    pub(super) fn mark(cx: &mut Cx<'_>, sockets: Vec<SocketId>) {
        let selected = cx.state.selected.filter(|sid| sockets.contains(sid)).or(sockets.first().copied());
        cx.push(AppCommand::SelectSocket(selected));
        let marked = if sockets.len() > 1 { sockets } else { Vec::new() };
        cx.push(AppCommand::Clients(ClientCommand::Mark(marked)));
    }

    /// A row was pressed.
    pub(super) fn press_item(&mut self, cx: &mut Cx<'_>, item: &Item, how: Press) {
        let sid = item.sid();
        let before =
            Marking { selected: cx.state.selected, marked: cx.state.clients.marked.clone(), anchor: self.anchor };
        let how = if matches!(item, Item::Sender(..)) { Press::Only } else { how };
        let after = press(&before, &self.list.sockets(), sid, how);
        self.anchor = after.anchor;
        cx.push(AppCommand::SelectSocket(after.selected));
        cx.push(AppCommand::Clients(ClientCommand::Mark(after.marked.into_iter().collect())));
        let only = match item {
            Item::Sender(sid, address) => Some((*sid, crate::call::Address::clone(address))),
            Item::Socket(_) => None,
        };
        if cx.state.clients.only != only {
            cx.push(AppCommand::Clients(ClientCommand::Only(only)));
        }
    }
}
