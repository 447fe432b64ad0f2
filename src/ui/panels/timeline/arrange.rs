//! What the person makes of the lanes: sides folded, lanes moved and hidden; and the menus.

use super::Timeline;
use crate::app::{AppCommand, Dialog, StepCommand};
use crate::call::SocketId;
use crate::timeline::Block;
use crate::ui::cx::Cx;
use crate::ui::theme::Tokens;
use crate::ui::widgets::{menu_item, menu_separator};
use egui::{Key, Modifiers, Rect, Response, Stroke, Ui, pos2};
use std::sync::Weak;

impl Timeline {
    /// Folds a side, or unfolds it.
    pub(super) fn fold(&mut self, group: usize) {
        let Some(group) = self.groups.get(group) else { return };
        let side = group.side.clone();
        if !self.arrangement.folded.remove(&side) {
            self.arrangement.folded.insert(side);
        }
        self.board = Weak::new();
    }

    /// Moves a lane one place to the left or right within its side.
    pub(super) fn shift(&mut self, sid: SocketId, by: isize) {
        let Some(group) = self.groups.iter().find(|group| group.lanes.contains(&sid)) else { return };
        let Some(at) = group.lanes.iter().position(|lane| *lane == sid) else { return };
        let Some(to) = at.checked_add_signed(by).filter(|to| *to < group.lanes.len()) else { return };
        // To the right, it goes before the one after its neighbour.
        let before = group.lanes.get(if by > 0 { to + 1 } else { to }).copied();
        self.put(sid, before);
    }

    fn put(&mut self, sid: SocketId, before: Option<SocketId>) {
        if before == Some(sid) {
            return;
        }
        self.arrangement.moved.retain(|(moved, _)| *moved != sid);
        self.arrangement.moved.push((sid, before));
        self.board = Weak::new();
    }

    /// A lane's head: dragged along its side, moved by Alt and an arrow, and its menu.
    pub(super) fn head(&mut self, ui: &Ui, cx: &mut Cx<'_>, response: &Response, sid: SocketId, rect: Rect) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::ALT, key));
        if response.has_focus() {
            for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
                if pressed(key) {
                    self.shift(sid, by);
                }
            }
        }
        if response.drag_started() {
            self.dragged = Some(sid);
        }
        if let (Some(at), true) = (response.interact_pointer_pos(), self.dragged == Some(sid)) {
            let target = self.target(sid, at.x - rect.left());
            if let Some((x, before)) = target {
                let t = Tokens::of(ui);
                let line = [pos2(rect.left() + x, rect.top() + 22.0), pos2(rect.left() + x, rect.bottom())];
                ui.painter().line_segment(line, Stroke::new(2.0, t.accent));
                if response.drag_stopped() {
                    self.put(sid, before);
                }
            }
        }
        if response.drag_stopped() {
            self.dragged = None;
        }
        response.context_menu(|ui| self.lane_menu(ui, cx, sid));
    }

    /// Between which lanes of its side a dragged one would stand.
    fn target(&self, sid: SocketId, x: f32) -> Option<(f32, Option<SocketId>)> {
        let group = self.groups.iter().find(|group| group.lanes.contains(&sid))?;
        let mut end = 0.0;
        for lane in &group.lanes {
            let (left, right) = self.edges(*lane)?;
            if x < (left + right) / 2.0 {
                return Some((left, Some(*lane)));
            }
            end = right;
        }
        Some((end, None))
    }

    fn lane_menu(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, sid: SocketId) {
        if menu_item(ui, None, cx.t("timeline-move-left"), "").clicked() {
            self.shift(sid, -1);
        }
        if menu_item(ui, None, cx.t("timeline-move-right"), "").clicked() {
            self.shift(sid, 1);
        }
        menu_separator(ui);
        if menu_item(ui, None, cx.t("timeline-hide"), "").clicked() {
            self.arrangement.hidden.insert(sid);
            self.board = Weak::new();
        }
        if !self.arrangement.hidden.is_empty() && menu_item(ui, None, cx.t("timeline-show-hidden"), "").clicked() {
            self.arrangement.hidden.clear();
            self.board = Weak::new();
        }
        menu_separator(ui);
        picture_menu(ui, cx);
    }

    pub(super) fn record_menu(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, n: u64) {
        if menu_item(ui, None, cx.t("log-show-from-here"), "").clicked() {
            cx.push(AppCommand::ShowFrom(n));
        }
        if menu_item(ui, None, cx.t("stepping-go"), "").clicked() {
            cx.push(AppCommand::Step(StepCommand::Begin(Some(n))));
        }
        menu_separator(ui);
        picture_menu(ui, cx);
    }

    /// A block comes apart: zoomed in until its calls have room.
    pub(super) fn zoom_into(&mut self, cx: &mut Cx<'_>, block: &Block) {
        let rows = cx.state.session().rows();
        let t = rows.started(block.first).unwrap_or_default();
        let by = if self.view.linear { 8.0 } else { f32::INFINITY };
        let height = self.view.height_of(block.first, t);
        if by.is_finite() {
            self.view.zoom(by, height);
        } else {
            self.view.reset(height);
        }
        self.shown = Some(block.first_n);
        self.roll.following = false;
        self.roll.from = self.view.height_of(block.first, t) - 40.0;
        cx.push(AppCommand::SelectRecord(Some(block.first_n)));
    }
}

/// The picture for the clipboard, or in a file.
fn picture_menu(ui: &mut Ui, cx: &mut Cx<'_>) {
    if menu_item(ui, None, cx.t("menu-copy-picture"), "").clicked() {
        cx.push(AppCommand::CopyPicture);
    }
    if menu_item(ui, None, cx.t("timeline-export"), "").clicked() {
        cx.push(AppCommand::ShowDialog(Some(Dialog::Export)));
    }
}
