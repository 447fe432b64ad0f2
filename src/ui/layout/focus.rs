//! Moving the keyboard from panel to panel.

use super::{Layout, Pane};
use crate::ui::widgets::{ask_landing, take_landing};
use egui::{Context, Id, Rect, Ui};
use egui_tiles::{Container, Tile, TileId};
use std::collections::HashMap;

impl Layout {
    /// Brings a panel's tab to the front and gives it the keyboard: its selected row, or its first control.
    pub fn focus_pane(&mut self, pane: Pane) {
        if let Some(tile) = self.tile_of(pane) {
            self.tree.tiles.set_visible(tile, true);
        }
        self.show_pane(pane);
        self.wanted = Some(pane);
    }

    /// The keyboard to the next panel in sight (the one before where `by` is -1), from left to right and from above.
    pub fn focus_next(&mut self, ctx: &Context, by: isize) {
        let panes: Vec<Pane> = self.in_sight().into_iter().map(|(pane, _)| pane).collect();
        let here = self.focused_pane(ctx).and_then(|pane| panes.iter().position(|other| *other == pane));
        let next = match (here, by) {
            (Some(at), by) => (at as isize + by).rem_euclid(panes.len().max(1) as isize) as usize,
            (None, 1) => 0,
            (None, _) => panes.len().saturating_sub(1),
        };
        if let Some(pane) = panes.get(next) {
            self.focus_pane(*pane);
        }
    }

    /// The next tab (the one before where `by` is -1) of the panel that has the keyboard.
    pub fn focus_tab(&mut self, ctx: &Context, by: isize) {
        let Some(pane) = self.focused_pane(ctx).or_else(|| self.in_sight().first().map(|(pane, _)| *pane)) else {
            return;
        };
        let Some(tile) = self.tile_of(pane) else { return };
        let Some(Tile::Container(Container::Tabs(tabs))) =
            self.tree.tiles.parent_of(tile).and_then(|parent| self.tree.tiles.get(parent))
        else {
            return;
        };
        let Some(at) = tabs.children.iter().position(|child| *child == tile) else { return };
        let next = (at as isize + by).rem_euclid(tabs.children.len() as isize) as usize;
        if let Some(Tile::Pane(next)) = tabs.children.get(next).and_then(|tile| self.tree.tiles.get(*tile)) {
            self.focus_pane(*next);
        }
    }

    /// The panel that has the keyboard, or had it last while nothing has it.
    pub fn focused_pane(&self, ctx: &Context) -> Option<Pane> {
        let Some(focused) = ctx.memory(egui::Memory::focused) else { return self.last };
        // Not `read_response`: that takes the keyboard from what was clicked beside.
        let rect = ctx.viewport(|viewport| {
            let (now, before) = (&viewport.this_pass.widgets, &viewport.prev_pass.widgets);
            now.get(focused).or_else(|| before.get(focused)).map(|widget| widget.rect)
        });
        self.pane_around(rect?)
    }

    /// Asks the panels for a place where the keyboard may land, before they are drawn.
    pub(super) fn before(&self, ui: &Ui) {
        if self.wanted.is_some() {
            ask_landing(ui.ctx());
        }
    }

    /// Gives the keyboard to the panel that is to have it, after all were drawn.
    pub(super) fn after(&mut self, ui: &Ui, heads: &HashMap<TileId, Id>) {
        if let Some(pane) = self.wanted.take()
            && let Some(id) = self.landing(ui, pane, heads)
        {
            ui.memory_mut(|memory| memory.request_focus(id));
            self.last = Some(pane);
            ui.ctx().request_repaint();
        } else if let Some(pane) = self.focused_pane(ui.ctx()) {
            self.last = Some(pane);
        }
    }

    fn landing(&self, ui: &Ui, pane: Pane, heads: &HashMap<TileId, Id>) -> Option<Id> {
        let tile = self.tile_of(pane)?;
        let rect = self.tree.tiles.rect(tile)?;
        let offered = take_landing(ui.ctx(), |at| rect.contains(at));
        // A panel without a control of its own is entered at its tab.
        offered.or_else(|| first_control(ui, rect)).or_else(|| heads.get(&tile).copied())
    }

    fn tile_of(&self, pane: Pane) -> Option<TileId> {
        self.tree.tiles.find_pane(&pane)
    }

    fn pane_around(&self, rect: Rect) -> Option<Pane> {
        let center = rect.center();
        self.in_sight().into_iter().find(|(_, whole)| whole.contains(center)).map(|(pane, _)| pane)
    }

    /// The panels in sight with their place (head and body), in the order in which they are read.
    fn in_sight(&self) -> Vec<(Pane, Rect)> {
        let tiles = &self.tree.tiles;
        let mut panes: Vec<(Pane, Rect)> = self
            .tree
            .active_tiles()
            .into_iter()
            .filter_map(|tile| {
                let Some(Tile::Pane(pane)) = tiles.get(tile) else { return None };
                let body = tiles.rect(tile)?;
                let tabs = tiles.parent_of(tile).and_then(|tabs| tiles.rect(tabs));
                Some((*pane, tabs.unwrap_or(body)))
            })
            .collect();
        panes.sort_by(|(_, a), (_, b)| {
            (a.left(), a.top()).partial_cmp(&(b.left(), b.top())).unwrap_or(std::cmp::Ordering::Equal)
        });
        panes
    }
}

/// The first thing in `rect` that takes the keyboard.
fn first_control(ui: &Ui, rect: Rect) -> Option<Id> {
    let layer = ui.layer_id();
    ui.ctx().viewport(|viewport| {
        let all = viewport.this_pass.widgets.get_layer(layer);
        let mut taking = all.filter(|widget| widget.enabled && widget.visible && widget.sense.is_focusable());
        taking.find(|widget| rect.contains(widget.interact_rect.center())).map(|widget| widget.id)
    })
}
