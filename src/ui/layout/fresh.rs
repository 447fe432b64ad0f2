//! The layouts that nobody has changed yet: three columns, or two of tabs where the window is narrow.

use crate::app::Preset;
use crate::ui::panels::Pane;
use egui::Id;
use egui_tiles::{Linear, LinearDir, TileId, Tiles, Tree};

/// Widths of the side columns in points.
const LEFT: f32 = 256.0;
const RIGHT: f32 = 280.0;
/// How the middle and left columns are split, from above.
const LOG_SHARE: f32 = 0.56;
const SOCKETS_SHARE: f32 = 0.32;
const TEST_SOCKETS_SHARE: f32 = 0.42;
/// Below this many points three columns would cut their texts (200 % scaling on a small screen).
const NARROW: f32 = 900.0;
/// The left column's part of a narrow window.
const NARROW_LEFT: f32 = 0.47;

/// The layout of a preset for a window `width` points wide.
pub fn fresh(preset: Preset, width: f32) -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let columns = if width < NARROW { narrow(&mut tiles, preset, width) } else { wide(&mut tiles, preset, width) };
    let root = tiles.insert_container(columns);
    Tree::new(Id::unique("sockscope-layout").with(preset as u8), root, tiles)
}

fn tabs(tiles: &mut Tiles<Pane>, panes: &[Pane]) -> TileId {
    let panes = panes.iter().map(|pane| tiles.insert_pane(*pane)).collect();
    tiles.insert_tab_tile(panes)
}

/// Two panels of tabs, one above the other; `share` is the upper one's part.
fn stack(tiles: &mut Tiles<Pane>, above: &[Pane], below: &[Pane], share: f32) -> TileId {
    let (above, below) = (tabs(tiles, above), tabs(tiles, below));
    tiles.insert_container(Linear::new_binary(LinearDir::Vertical, [above, below], share))
}

fn wide(tiles: &mut Tiles<Pane>, preset: Preset, width: f32) -> Linear {
    let (left, middle) = match preset {
        Preset::Learn => (
            stack(tiles, &[Pane::Sockets, Pane::Messages], &[Pane::Calls], SOCKETS_SHARE),
            stack(tiles, &[Pane::Log], &[Pane::Data], LOG_SHARE),
        ),
        Preset::Test => (
            stack(tiles, &[Pane::Sockets], &[Pane::Messages, Pane::Calls], TEST_SOCKETS_SHARE),
            tabs(tiles, &[Pane::Data, Pane::Log]),
        ),
    };
    let inspector = tabs(tiles, &[Pane::Inspector]);
    let mut columns = Linear::new(LinearDir::Horizontal, vec![left, middle, inspector]);
    columns.shares.set_share(left, LEFT);
    columns.shares.set_share(middle, (width - LEFT - RIGHT).max(LEFT));
    columns.shares.set_share(inspector, RIGHT);
    columns
}

fn narrow(tiles: &mut Tiles<Pane>, preset: Preset, width: f32) -> Linear {
    let (left, right) = match preset {
        Preset::Learn => {
            (vec![Pane::Sockets, Pane::Calls, Pane::Inspector, Pane::Messages], vec![Pane::Log, Pane::Data])
        }
        Preset::Test => {
            (vec![Pane::Sockets, Pane::Messages, Pane::Calls, Pane::Inspector], vec![Pane::Data, Pane::Log])
        }
    };
    let (left, right) = (tabs(tiles, &left), tabs(tiles, &right));
    let mut columns = Linear::new(LinearDir::Horizontal, vec![left, right]);
    columns.shares.set_share(left, width * NARROW_LEFT);
    columns.shares.set_share(right, width * (1.0 - NARROW_LEFT));
    columns
}
