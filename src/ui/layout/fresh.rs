//! The layouts that nobody has changed yet: three columns, or two of tabs where the window is narrow.

use crate::app::Preset;
use crate::ui::panels::Pane;
use egui::{Id, Vec2};
use egui_tiles::{Linear, LinearDir, TileId, Tiles, Tree};

/// Widths of the side columns in points.
const LEFT: f32 = 256.0;
const RIGHT: f32 = 280.0;
/// How the middle and left columns are split, from above.
const LOG_SHARE: f32 = 0.62;
const SOCKETS_SHARE: f32 = 0.32;
const TEST_SOCKETS_SHARE: f32 = 0.42;
const TEST_DATA_SHARE: f32 = 0.72;
/// Below this many points three columns would cut their texts (200 % scaling on a small screen).
const NARROW: f32 = 900.0;
/// The left column's part of a narrow window.
const NARROW_LEFT: f32 = 0.47;
/// Below this many points of height a narrow window has no room for the composer under the data.
const LOW: f32 = 520.0;

/// What a narrow window has behind its other tabs.
const LOOKS: [Pane; 3] = [Pane::Kernel, Pane::Charts, Pane::System];

/// Whether a window of this size has another layout than a higher one of the same width.
pub fn is_low(size: Vec2) -> bool {
    size.x < NARROW && size.y < LOW
}

/// The layout of a preset for a window of `size` points.
pub fn fresh(preset: Preset, size: Vec2) -> Tree<Pane> {
    let mut tiles = Tiles::default();
    let columns = if size.x < NARROW { narrow(&mut tiles, preset, size) } else { wide(&mut tiles, preset, size.x) };
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
            stack(
                tiles,
                &[Pane::Timeline, Pane::Data, Pane::Charts, Pane::System, Pane::Composer, Pane::Script],
                &[Pane::Log],
                LOG_SHARE,
            ),
        ),
        Preset::Test => (
            stack(tiles, &[Pane::Sockets], &[Pane::Messages, Pane::Calls], TEST_SOCKETS_SHARE),
            stack(
                tiles,
                &[Pane::Data, Pane::Timeline, Pane::Log, Pane::Charts, Pane::System, Pane::Script],
                &[Pane::Composer],
                TEST_DATA_SHARE,
            ),
        ),
    };
    let inspector = tabs(tiles, &[Pane::Inspector, Pane::Kernel]);
    let mut columns = Linear::new(LinearDir::Horizontal, vec![left, middle, inspector]);
    columns.shares.set_share(left, LEFT);
    columns.shares.set_share(middle, (width - LEFT - RIGHT).max(LEFT));
    columns.shares.set_share(inspector, RIGHT);
    columns
}

fn narrow(tiles: &mut Tiles<Pane>, preset: Preset, size: Vec2) -> Linear {
    let left = match preset {
        Preset::Learn => tabs(tiles, &[Pane::Sockets, Pane::Calls, Pane::Inspector, Pane::Messages]),
        Preset::Test => tabs(tiles, &[Pane::Sockets, Pane::Messages, Pane::Calls, Pane::Inspector]),
    };
    let right = match preset {
        Preset::Learn => {
            let first = [Pane::Log, Pane::Timeline, Pane::Data, Pane::Composer, Pane::Script];
            tabs(tiles, &[&first[..], &LOOKS[..]].concat())
        }
        Preset::Test if is_low(size) => {
            let first = [Pane::Data, Pane::Composer, Pane::Timeline, Pane::Log, Pane::Script];
            tabs(tiles, &[&first[..], &LOOKS[..]].concat())
        }
        Preset::Test => {
            let first = [Pane::Data, Pane::Timeline, Pane::Log, Pane::Script];
            stack(tiles, &[&first[..], &LOOKS[..]].concat(), &[Pane::Composer], TEST_DATA_SHARE)
        }
    };
    let mut columns = Linear::new(LinearDir::Horizontal, vec![left, right]);
    columns.shares.set_share(left, size.x * NARROW_LEFT);
    columns.shares.set_share(right, size.x * (1.0 - NARROW_LEFT));
    columns
}
