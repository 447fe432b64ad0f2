//! The dockable panels: a tree of tabs that can be dragged, resized and reset.
//!
//! ```text
//! ┌ Sockets ┐┌ Call log ─────┐┌ Inspector ┐
//! ├ Calls ──┤├ Data ─────────┤│           │
//! └─────────┘└───────────────┘└───────────┘
//! ```

mod focus;
mod fresh;
mod names;
mod on_demand;

use super::cx::Cx;
use super::panels::{Pane, Panels};
use super::theme::{Text, Tokens, sizes};
use super::widgets::{ground, selected_info};
use crate::app::Preset;
use egui::{Color32, CornerRadius, Id, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetText};
use egui_tiles::{
    Behavior, Container, EditAction, SimplificationOptions, TabState, Tile, TileId, Tiles, Tree, UiResponse,
};
use fresh::{fresh, is_low};
use std::collections::HashMap;

/// The tree of panels.
pub struct Layout {
    preset: Preset,
    tree: Tree<Pane>,
    /// The size that a layout which nobody changed was made for; none for a layout of the person's own.
    fresh_for: Option<Vec2>,
    edited: bool,
    /// The panel that is to have the keyboard.
    wanted: Option<Pane>,
    /// The panel that had it last.
    last: Option<Pane>,
    /// When the script's panel was brought to the front last.
    raised: u64,
    /// How often a message was put into the composer.
    offered: Option<u64>,
    /// How often the kernel's panel was asked for.
    kernel: Option<u64>,
    /// How often something of the machine's sockets was asked about.
    asked: Option<u64>,
}

impl Layout {
    /// The layout that was remembered for a preset, or the fresh one for a window of `size` points.
    pub fn load(preset: Preset, json: Option<&str>, size: Vec2) -> Self {
        let remembered = json.and_then(|json| serde_json::from_str::<Tree<Pane>>(json).ok()).map(on_demand::complete);
        let (tree, fresh_for) = match remembered.filter(is_whole) {
            Some(tree) => (tree, None),
            None => (fresh(preset, size), Some(size)),
        };
        Self {
            preset,
            tree,
            fresh_for,
            edited: false,
            wanted: None,
            last: None,
            raised: 0,
            offered: None,
            kernel: None,
            asked: None,
        }
    }

    /// Which preset it is of.
    pub fn preset(&self) -> Preset {
        self.preset
    }

    /// Back to the fresh layout.
    pub fn reset(&mut self) {
        // Made for the window's size in the next frame.
        self.fresh_for = Some(Vec2::ZERO);
        self.edited = true;
    }

    /// The layout as JSON (none for a fresh one), once after each change by hand.
    pub fn take_edited(&mut self) -> Option<Option<Box<str>>> {
        if !std::mem::take(&mut self.edited) {
            return None;
        }
        let own = self.fresh_for.is_none();
        Some(own.then(|| serde_json::to_string(&self.tree).ok().map(Into::into)).flatten())
    }

    /// Brings a panel's tab to the front.
    pub fn show_pane(&mut self, pane: Pane) {
        self.tree.make_active(|_, tile| matches!(tile, Tile::Pane(found) if *found == pane));
    }

    /// Draws every panel.
    pub fn ui(&mut self, ui: &mut Ui, panels: &mut Panels, cx: &mut Cx<'_>) {
        let tokens = Tokens::of(ui);
        let size = ui.available_size();
        let other = |made_for: Vec2| (made_for.x - size.x).abs() > 1.0 || is_low(made_for) != is_low(size);
        if self.fresh_for.is_some_and(other) {
            let was_front = self.is_front(Pane::Script);
            self.tree = fresh(self.preset, size);
            self.fresh_for = Some(size);
            if was_front {
                self.show_pane(Pane::Script);
            }
        }
        self.follow_scripts(&cx.state.scripts);
        self.follow_kernel(cx.state.machine.kernel_raised);
        self.follow_asked(cx.state.machine.asked.number);
        self.follow_offers(cx.state.offered.as_ref().map_or(0, |(number, _)| *number));
        for tile in self.tree.tiles.tile_ids().collect::<Vec<_>>() {
            let is_panel = matches!(self.tree.tiles.get(tile), Some(Tile::Container(Container::Tabs(_))));
            if let Some(rect) = self.tree.tiles.rect(tile).filter(|_| is_panel && self.tree.tiles.is_visible(tile)) {
                ground(ui.painter(), &tokens, rect, sizes::RADIUS_PANEL, tokens.panel);
            }
        }
        let tabs = self.tree.tiles.tiles().filter_map(|tile| match tile {
            Tile::Container(Container::Tabs(tabs)) => {
                let shown = tabs.children.iter().copied().filter(|tab| self.tree.tiles.is_visible(*tab));
                Some(shown.collect::<Vec<_>>()).filter(|shown| shown.len() > 1)
            }
            _ => None,
        });
        let among_others = tabs.flatten().collect();
        panels.show_timeline(self.is_front(Pane::Timeline));
        self.before(ui);
        let mut behavior = Docking { panels, cx, among_others, heads: HashMap::new(), edited: false };
        self.tree.ui(&mut behavior, ui);
        let (edited, heads) = (behavior.edited, behavior.heads);
        if edited {
            self.fresh_for = None;
            self.edited = true;
        }
        self.after(ui, &heads);
        names::name_handles(ui, cx);
    }
}

/// Whether every panel stands in it once.
fn is_whole(tree: &Tree<Pane>) -> bool {
    let panes = tree.tiles.tiles().filter_map(|tile| if let Tile::Pane(pane) = tile { Some(*pane) } else { None });
    let panes: Vec<_> = panes.collect();
    panes.len() == Pane::ALL.len() && Pane::ALL.iter().all(|pane| panes.contains(pane))
}

struct Docking<'a, 'b> {
    panels: &'a mut Panels,
    cx: &'a mut Cx<'b>,
    /// Tabs that have others beside them: one that stands alone is a title and needs no mark.
    among_others: Vec<TileId>,
    /// The tabs as they were drawn: where a panel without a control is entered.
    heads: HashMap<TileId, Id>,
    edited: bool,
}

impl Behavior<Pane> for Docking<'_, '_> {
    fn pane_ui(&mut self, ui: &mut Ui, _: TileId, pane: &mut Pane) -> UiResponse {
        self.panels.ui(*pane, ui, self.cx);
        UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> WidgetText {
        self.cx.t(pane.title_key()).into()
    }

    fn tab_ui(&mut self, tiles: &mut Tiles<Pane>, ui: &mut Ui, id: Id, tile: TileId, state: &TabState) -> Response {
        let tokens = Tokens::of(ui);
        let title = self.tab_title_for_tile(tiles, tile);
        let alone = !self.among_others.contains(&tile);
        let color = if state.active { tokens.text_strong } else { tokens.text_subdued };
        let galley = ui.painter().layout_no_wrap(title.text().to_owned(), Text::Title.font(), color);
        let width = galley.size().x + 2.0 * self.tab_title_spacing(ui.visuals());
        let (_, rect) = ui.allocate_space(egui::vec2(width, ui.available_height()));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        selected_info(&response, Role::Tab, state.active, || title.text().to_owned());
        let at = egui::Align2::CENTER_CENTER.align_size_within_rect(galley.size(), rect).min;
        if state.active && !alone {
            let line = Rect::from_min_max(
                egui::pos2(at.x, rect.bottom() - sizes::RING),
                egui::pos2(at.x + galley.size().x, rect.bottom()),
            );
            ui.painter().rect_filled(line, CornerRadius::ZERO, tokens.accent);
        }
        if response.has_focus() {
            let ring = Stroke::new(sizes::RING, tokens.accent);
            ui.painter().rect_stroke(
                rect.shrink(2.0),
                CornerRadius::same(sizes::RADIUS_CHIP),
                ring,
                egui::StrokeKind::Inside,
            );
        }
        ui.painter().galley(at, galley, color);
        self.heads.insert(tile, response.id);
        self.on_tab_button(tiles, tile, response)
    }

    fn top_bar_right_ui(&mut self, tiles: &Tiles<Pane>, ui: &mut Ui, _: TileId, tabs: &egui_tiles::Tabs, _: &mut f32) {
        ui.add_space(sizes::MARGIN);
        if let Some(Tile::Pane(pane)) = tabs.active.and_then(|active| tiles.get(active)) {
            self.panels.header_ui(*pane, ui, self.cx);
        }
    }

    fn tab_bar_height(&self, _: &egui::Style) -> f32 {
        sizes::PANEL_HEADER
    }

    fn gap_width(&self, _: &egui::Style) -> f32 {
        sizes::GAP_PANELS
    }

    fn min_size(&self) -> f32 {
        96.0
    }

    fn tab_title_spacing(&self, _: &egui::Visuals) -> f32 {
        sizes::MARGIN
    }

    fn tab_bar_color(&self, _: &egui::Visuals) -> Color32 {
        Color32::TRANSPARENT
    }

    fn tab_bar_hline_stroke(&self, _: &egui::Visuals) -> Stroke {
        Stroke::NONE
    }

    fn resize_stroke(&self, style: &egui::Style, state: egui_tiles::ResizeState) -> Stroke {
        match state {
            egui_tiles::ResizeState::Idle => Stroke::NONE,
            _ => Stroke::new(sizes::RING, style.visuals.selection.stroke.color),
        }
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions { all_panes_must_have_tabs: true, ..Default::default() }
    }

    fn on_edit(&mut self, action: EditAction) {
        // Looking at another tab makes no layout of one's own.
        self.edited |= matches!(action, EditAction::TileResized | EditAction::TileDropped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_of_ones_own_comes_back_and_a_damaged_one_gives_the_fresh_one() {
        let preset = Preset::Test;
        let (narrow, wide) = (egui::vec2(700.0, 700.0), egui::vec2(1280.0, 700.0));
        let mut layout = Layout::load(preset, None, narrow);
        (layout.fresh_for, layout.edited) = (None, true);
        let json = layout.take_edited().flatten().unwrap();
        assert!(layout.take_edited().is_none());
        let back = Layout::load(preset, Some(&json), wide);
        assert_eq!((back.tree, back.fresh_for), (layout.tree.clone(), None));
        assert_eq!(Layout::load(preset, Some("{}"), wide).tree, fresh(preset, wide));
        layout.reset();
        assert_eq!(layout.take_edited(), Some(None), "nothing is remembered of a fresh one");
    }

    #[test]
    fn every_fresh_layout_is_whole() {
        for width in [300.0, 640.0, 899.0, 900.0, 1280.0, 1920.0] {
            for preset in [Preset::Learn, Preset::Test] {
                for height in [280.0, 700.0] {
                    assert!(is_whole(&fresh(preset, egui::vec2(width, height))), "{preset:?} {width} {height}");
                }
            }
        }
    }
}
