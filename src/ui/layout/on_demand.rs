//! The panel of the script: in the layout always, in sight only while it is wanted.

use super::{Layout, Pane};
use crate::app::Scripts;
use egui_tiles::{Container, Tile, Tree};

impl Layout {
    /// Whether a panel is in sight.
    pub fn is_front(&self, pane: Pane) -> bool {
        let tile = self.tree.tiles.find_pane(&pane);
        tile.is_some_and(|tile| self.tree.active_tiles().contains(&tile))
    }

    /// Brings the composer to the front when a message was put into it.
    pub(super) fn follow_offers(&mut self, number: u64) {
        if self.offered.replace(number).is_some_and(|before| before != number) {
            self.show_pane(Pane::Composer);
        }
    }

    /// Brings the kernel's panel to the front when a socket of ours was chosen to be seen there.
    pub(super) fn follow_kernel(&mut self, number: u64) {
        if self.kernel.replace(number).is_some_and(|before| before != number) {
            self.show_pane(Pane::Kernel);
        }
    }

    /// Brings the panel of the machine's sockets to the front when something there was asked about.
    pub(super) fn follow_asked(&mut self, number: u64) {
        if self.asked.replace(number).is_some_and(|before| before != number) {
            self.show_pane(Pane::System);
        }
    }

    /// Shows the script's panel or hides it, and brings it to the front when a script was opened.
    pub(super) fn follow_scripts(&mut self, scripts: &Scripts) {
        let Some(tile) = self.tree.tiles.find_pane(&Pane::Script) else { return };
        if self.tree.tiles.is_visible(tile) != scripts.shown {
            self.tree.tiles.set_visible(tile, scripts.shown);
        }
        if std::mem::replace(&mut self.raised, scripts.raised) != scripts.raised && scripts.shown {
            self.show_pane(Pane::Script);
        }
    }
}

/// Panels that older layouts do not have, and beside which one they come to stand.
const NEWER: [(Pane, Pane); 5] = [
    (Pane::Script, Pane::Data),
    (Pane::Timeline, Pane::Data),
    (Pane::Kernel, Pane::Inspector),
    (Pane::Charts, Pane::Data),
    (Pane::System, Pane::Data),
];

/// A layout from before there was one of the newer panels gets it beside the one that it is most like.
pub fn complete(mut tree: Tree<Pane>) -> Tree<Pane> {
    for (pane, neighbour) in NEWER {
        if tree.tiles.find_pane(&pane).is_some() {
            continue;
        }
        let place = tree.tiles.find_pane(&neighbour).and_then(|tile| tree.tiles.parent_of(tile));
        let Some(beside) = place else { continue };
        let new = tree.tiles.insert_pane(pane);
        if let Some(Tile::Container(container)) = tree.tiles.get_mut(beside) {
            match container {
                // The tab in front stays there.
                Container::Tabs(tabs) => tabs.children.push(new),
                other => other.add_child(new),
            }
        }
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::super::{fresh::fresh, is_whole};
    use super::*;
    use crate::app::Preset;

    #[test]
    fn a_layout_without_the_panel_gets_it_and_keeps_all_else() {
        let mut old = fresh(Preset::Learn, egui::vec2(1280.0, 800.0));
        for (pane, _) in NEWER {
            let tile = old.tiles.find_pane(&pane).unwrap();
            old.remove_recursively(tile);
        }
        assert!(!is_whole(&old));
        let shares = format!("{:?}", old.tiles.get(old.root.unwrap()));
        let new = complete(old);
        assert!(is_whole(&new));
        assert_eq!(format!("{:?}", new.tiles.get(new.root.unwrap())), shares);
    }
}
