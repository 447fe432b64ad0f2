//! The dockable panels: a tree of tabs that can be dragged, resized and reset.
//!
//! ```text
//! ┌ Sockets ┐┌ Call log ─────┐┌ Inspector ┐
//! ├ Calls ──┤├ Data ─────────┤│           │
//! └─────────┘└───────────────┘└───────────┘
//! ```

use super::cx::Cx;
use super::panels::{Pane, Panels};
use super::theme::{Text, Tokens, sizes};
use egui::{Color32, CornerRadius, Id, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, WidgetText};
use egui_tiles::{
    Behavior, Container, EditAction, SimplificationOptions, TabState, Tile, TileId, Tiles, Tree, UiResponse,
};

/// Widths of the side columns in points, when the layout is fresh.
const LEFT: f32 = 256.0;
const RIGHT: f32 = 280.0;
/// How the middle and left columns are split, from above.
const LOG_SHARE: f32 = 0.56;
const SOCKETS_SHARE: f32 = 0.32;

/// The tree of panels.
pub struct Layout {
    tree: Tree<Pane>,
    /// Points that it was given last.
    width: f32,
    edited: bool,
}

impl Layout {
    /// The layout that was remembered, or the one for learning, for a window `width` points wide.
    pub fn load(json: Option<&str>, width: f32) -> Self {
        let remembered = json.and_then(|json| serde_json::from_str::<Tree<Pane>>(json).ok());
        let whole = remembered.filter(|tree| {
            let panes: Vec<_> = tree
                .tiles
                .tiles()
                .filter_map(|tile| if let Tile::Pane(pane) = tile { Some(*pane) } else { None })
                .collect();
            panes.len() == Pane::ALL.len() && Pane::ALL.iter().all(|pane| panes.contains(pane))
        });
        Self { tree: whole.unwrap_or_else(|| learn(width)), width, edited: false }
    }

    /// Back to the layout for learning.
    pub fn reset(&mut self) {
        self.tree = learn(self.width);
        self.edited = true;
    }

    /// The layout as JSON, once after each change by hand.
    pub fn take_edited(&mut self) -> Option<Box<str>> {
        if !std::mem::take(&mut self.edited) {
            return None;
        }
        serde_json::to_string(&self.tree).ok().map(Into::into)
    }

    /// Brings a panel's tab to the front.
    pub fn show_pane(&mut self, pane: Pane) {
        self.tree.make_active(|_, tile| matches!(tile, Tile::Pane(found) if *found == pane));
    }

    /// Draws every panel.
    pub fn ui(&mut self, ui: &mut Ui, panels: &mut Panels, cx: &mut Cx<'_>) {
        let tokens = Tokens::of(ui);
        self.width = ui.available_width();
        for tile in self.tree.tiles.tile_ids().collect::<Vec<_>>() {
            let is_panel = matches!(self.tree.tiles.get(tile), Some(Tile::Container(Container::Tabs(_))));
            if let Some(rect) = self.tree.tiles.rect(tile).filter(|_| is_panel && self.tree.tiles.is_visible(tile)) {
                ui.painter().rect_filled(rect, CornerRadius::same(sizes::RADIUS_PANEL), tokens.panel);
            }
        }
        let mut behavior = Docking { panels, cx, edited: false };
        self.tree.ui(&mut behavior, ui);
        self.edited |= behavior.edited;
    }
}

fn learn(width: f32) -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let mut tab = |pane| {
        let pane = tiles.insert_pane(pane);
        tiles.insert_tab_tile(vec![pane])
    };
    let [sockets, calls, log, data, inspector] = Pane::ALL.map(&mut tab);
    let left = tiles.insert_container(egui_tiles::Linear::new_binary(
        egui_tiles::LinearDir::Vertical,
        [sockets, calls],
        SOCKETS_SHARE,
    ));
    let middle =
        tiles.insert_container(egui_tiles::Linear::new_binary(egui_tiles::LinearDir::Vertical, [log, data], LOG_SHARE));
    let mut columns = egui_tiles::Linear::new(egui_tiles::LinearDir::Horizontal, vec![left, middle, inspector]);
    columns.shares.set_share(left, LEFT);
    columns.shares.set_share(middle, (width - LEFT - RIGHT).max(LEFT));
    columns.shares.set_share(inspector, RIGHT);
    let root = tiles.insert_container(columns);
    Tree::new(Id::unique("sockscope-layout"), root, tiles)
}

struct Docking<'a, 'b> {
    panels: &'a mut Panels,
    cx: &'a mut Cx<'b>,
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
        let alone = tiles
            .parent_of(tile)
            .and_then(|parent| tiles.get_container(parent))
            .is_none_or(|parent| parent.num_children() == 1);
        let color = if state.active { tokens.text_strong } else { tokens.text_subdued };
        let galley = ui.painter().layout_no_wrap(title.text().to_owned(), Text::Title.font(), color);
        let width = galley.size().x + 2.0 * self.tab_title_spacing(ui.visuals());
        let (_, rect) = ui.allocate_space(egui::vec2(width, ui.available_height()));
        let response = ui.interact(rect, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), state.active, title.text()));
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

    fn on_edit(&mut self, _: EditAction) {
        self.edited = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_comes_back_and_a_damaged_one_gives_the_fresh_one() {
        let mut layout = Layout::load(None, 1280.0);
        layout.reset();
        let json = layout.take_edited().unwrap();
        assert!(layout.take_edited().is_none());
        assert_eq!(Layout::load(Some(&json), 800.0).tree, layout.tree);
        assert_eq!(Layout::load(Some("{}"), 1280.0).tree, learn(1280.0));
    }
}
