//! The layouts that nobody has changed yet: three columns, or two of tabs where the window is narrow.

use crate::ui::panels::Pane;
use egui::Id;
use egui_tiles::{Linear, LinearDir, TileId, Tiles, Tree};

/// Widths of the side columns in points.
const LEFT: f32 = 256.0;
const RIGHT: f32 = 280.0;
/// How the middle and left columns are split, from above.
const LOG_SHARE: f32 = 0.56;
const SOCKETS_SHARE: f32 = 0.32;
/// Below this many points three columns would cut their texts (200 % scaling on a small screen).
const NARROW: f32 = 900.0;
/// The left column's part of a narrow window.
const NARROW_LEFT: f32 = 0.47;

/// The layout for a window `width` points wide.
pub fn fresh(width: f32) -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let columns = if width < NARROW { narrow(&mut tiles, width) } else { wide(&mut tiles, width) };
    let root = tiles.insert_container(columns);
    Tree::new(Id::unique("sockscope-layout"), root, tiles)
}

fn tabs(tiles: &mut Tiles<Pane>, panes: &[Pane]) -> TileId {
    let panes = panes.iter().map(|pane| tiles.insert_pane(*pane)).collect();
    tiles.insert_tab_tile(panes)
}

fn wide(tiles: &mut Tiles<Pane>, width: f32) -> Linear {
    let [sockets, calls, log, data, inspector] = Pane::ALL.map(|pane| tabs(tiles, &[pane]));
    let left = tiles.insert_container(Linear::new_binary(LinearDir::Vertical, [sockets, calls], SOCKETS_SHARE));
    let middle = tiles.insert_container(Linear::new_binary(LinearDir::Vertical, [log, data], LOG_SHARE));
    let mut columns = Linear::new(LinearDir::Horizontal, vec![left, middle, inspector]);
    columns.shares.set_share(left, LEFT);
    columns.shares.set_share(middle, (width - LEFT - RIGHT).max(LEFT));
    columns.shares.set_share(inspector, RIGHT);
    columns
}

fn narrow(tiles: &mut Tiles<Pane>, width: f32) -> Linear {
    let left = tabs(tiles, &[Pane::Sockets, Pane::Calls, Pane::Inspector]);
    let right = tabs(tiles, &[Pane::Log, Pane::Data]);
    let mut columns = Linear::new(LinearDir::Horizontal, vec![left, right]);
    columns.shares.set_share(left, width * NARROW_LEFT);
    columns.shares.set_share(right, width * (1.0 - NARROW_LEFT));
    columns
}
