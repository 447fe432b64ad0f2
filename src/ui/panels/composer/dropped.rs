//! Files that are dragged over the composer or dropped on it.

use super::Composer;
use super::head::Tab;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{galley, paint_centered, rounded};
use egui::{Rect, Ui, vec2};

impl Composer {
    /// Whether a file that is dragged now is meant for the composer: the pointer is over it; or nobody tells where the
    /// pointer is (some systems do not while it drags a file), and the composer waits for a file.
    fn is_meant(&self, ui: &Ui, rect: Rect) -> bool {
        match ui.ctx().pointer_latest_pos() {
            Some(at) => rect.contains(at),
            None => self.tab == Tab::File,
        }
    }

    /// A file dropped here is sent; one dropped elsewhere is the window's business.
    pub(super) fn take_drop(&mut self, ui: &Ui, rect: Rect) {
        if !self.is_meant(ui, rect) {
            return;
        }
        let dropped = ui.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        if let Some(file) = dropped.first() {
            self.file.take(file.path());
            self.go_to(Tab::File);
        }
    }

    /// While a file is dragged over it, the composer says what becomes of it.
    pub(super) fn hover_ui(&self, ui: &Ui, cx: &Cx<'_>, rect: Rect) {
        let dragged = ui.input(|input| !input.raw.hovered_files.is_empty());
        if dragged && self.is_meant(ui, rect) {
            zone(ui, rect.shrink2(vec2(sizes::MARGIN, 0.0)), cx.t("composer-drop"), true);
        }
    }
}

/// A place for files, with words in its middle.
pub fn zone(ui: &Ui, rect: Rect, words: &str, lit: bool) {
    let t = Tokens::of(ui);
    let (ground, color) = if lit { (t.accent_soft, t.accent) } else { (t.row_hover, t.text_subdued) };
    rounded(ui.painter(), rect, sizes::RADIUS_CONTROL, ground);
    let middle = rect.center();
    let icon = ui.painter().layout_no_wrap(Icon::FileArrowUp.character().into(), Icon::font(sizes::ICON_LARGE), color);
    let line = galley(ui.painter(), words, Text::Body, color);
    let high = rect.height() > 2.0 * sizes::CONTROL;
    if high {
        paint_centered(ui.painter(), middle - vec2(0.0, sizes::ICON_LARGE), icon);
    }
    paint_centered(ui.painter(), if high { middle + vec2(0.0, sizes::GAP) } else { middle }, line);
}
