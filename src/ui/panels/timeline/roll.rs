//! How far the picture is scrolled, down and to the right, and whether it follows what is new.

use crate::ui::theme::Tokens;
use crate::ui::widgets::{Landing, offer_landing, rounded};
use egui::{EventFilter, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2};

/// The strips that belong to the scroll bars.
pub const BAR: f32 = 10.0;
/// The shortest thumb.
const THUMB_LEAST: f32 = 28.0;

/// How much there is, and how much of it shows, in points.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// What lies above this is not shown.
    pub low: f64,
    /// From the beginning to the last call.
    pub high: f64,
    /// Across all lanes, the column of times included.
    pub wide: f32,
    /// What shows of it.
    pub view: (f32, f32),
}

impl Extent {
    fn end(&self) -> f64 {
        (self.high - f64::from(self.view.1)).max(self.low)
    }

    /// Whether all of it is in sight.
    fn is_whole(&self) -> bool {
        self.end() <= self.low
    }

    fn right(&self) -> f32 {
        (self.wide - self.view.0).max(0.0)
    }
}

/// Where the picture stands.
#[derive(Clone, Debug)]
pub struct Roll {
    /// Points above the upper edge.
    pub from: f64,
    /// Points to the left of the first lane in sight: a part of a point, too, or slow scrolling would never move it.
    pub left: f32,
    /// The newest stays in sight.
    pub following: bool,
    grabbed: [Option<f32>; 2],
    keyboard: bool,
}

impl Default for Roll {
    fn default() -> Self {
        Self { from: 0.0, left: 0.0, following: true, grabbed: [None; 2], keyboard: false }
    }
}

impl Roll {
    /// Takes the wheel, and tells the panel's one stop of the Tab key, and whether the keyboard is on it and was used
    /// last.
    pub fn begin(&mut self, ui: &Ui, id: Id, name: &str, rect: Rect, extent: &Extent) -> (Response, bool) {
        let response = ui.interact(rect, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::List, ui.is_enabled(), name));
        offer_landing(&response, Landing::List);
        let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: true, tab: false, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        if ui.rect_contains_pointer(rect) {
            let wheel =
                ui.input(|input| if input.modifiers.command { egui::Vec2::ZERO } else { input.smooth_scroll_delta() });
            if wheel.y != 0.0 {
                self.scroll(extent, -f64::from(wheel.y));
            }
            self.left -= wheel.x;
        }
        if response.dragged() {
            let moved = response.drag_delta();
            if moved.y != 0.0 {
                self.scroll(extent, -f64::from(moved.y));
            }
            self.left -= moved.x;
            ui.set_cursor_icon(egui::CursorIcon::Grabbing);
        }
        self.keep(extent);
        if ui.input(|input| input.pointer.any_pressed()) {
            self.keyboard = false;
        } else if ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Key { .. }))) {
            self.keyboard = true;
        }
        let keyboard = self.keyboard && response.has_focus();
        (response, keyboard)
    }

    /// Keeps it within what there is.
    pub fn keep(&mut self, extent: &Extent) {
        let end = extent.end();
        self.following |= extent.is_whole();
        if self.following {
            self.from = end;
        }
        self.from = self.from.clamp(extent.low, end);
        self.left = self.left.clamp(0.0, extent.right());
    }

    /// How far to the right it is drawn scrolled: whole points, so that texts stand sharp.
    pub fn across(&self) -> f32 {
        self.left.round()
    }

    /// Scrolls down by so many points. Reaching the end begins to follow it.
    pub fn scroll(&mut self, extent: &Extent, points: f64) {
        self.go(extent, self.from + points, points > 0.0);
    }

    /// Brings a height into sight, with some room around it.
    pub fn show(&mut self, extent: &Extent, height: f64) {
        let (room, view) = (24.0, f64::from(extent.view.1));
        if height - room < self.from {
            self.go(extent, height - view * 0.3, true);
        } else if height + room > self.from + view {
            self.go(extent, height - view * 0.7, true);
        }
    }

    /// Brings a lane into sight.
    pub fn show_lane(&mut self, extent: &Extent, (left, right): (f32, f32), times: f32) {
        if left - times < self.left {
            self.left = left - times;
        } else if right > self.left + extent.view.0 {
            self.left = right - extent.view.0;
        }
        self.keep(extent);
    }

    fn go(&mut self, extent: &Extent, from: f64, may_follow: bool) {
        let end = extent.end();
        self.from = from.clamp(extent.low, end);
        self.following = (may_follow && self.from >= end) || extent.is_whole();
    }

    /// Draws the scroll bars, where not everything is in sight.
    pub fn end(&mut self, ui: &Ui, id: Id, rect: Rect, extent: &Extent, times: f32) {
        if !extent.is_whole() {
            let track = rect.with_min_x(rect.right() - BAR);
            let way = extent.end() - extent.low;
            let seen = (f64::from(extent.view.1) / (extent.high - extent.low)) as f32;
            let share = ((self.from - extent.low) / way) as f32;
            if let Some(share) = self.bar(ui, id.with("down"), track, 1, (seen, share)) {
                self.go(extent, extent.low + f64::from(share) * way, true);
                ui.ctx().request_repaint();
            }
        }
        if extent.right() > 0.0 {
            let track = Rect::from_min_max(
                pos2(rect.left() + times, rect.bottom() - BAR),
                pos2(rect.right() - BAR, rect.bottom()),
            );
            let seen = extent.view.0 / extent.wide;
            if let Some(share) = self.bar(ui, id.with("across"), track, 0, (seen, self.left / extent.right())) {
                self.left = share * extent.right();
                self.keep(extent);
                ui.ctx().request_repaint();
            }
        }
    }

    /// One bar; where it was dragged to, as a share of the way.
    fn bar(&mut self, ui: &Ui, id: Id, track: Rect, axis: usize, (seen, share): (f32, f32)) -> Option<f32> {
        let response = ui.interact(track, id, Sense::CLICK | Sense::DRAG);
        let (low, room) = if axis == 1 { (track.top(), track.height()) } else { (track.left(), track.width()) };
        let thumb = (room * seen).clamp(THUMB_LEAST.min(room), room);
        let top = low + (room - thumb) * share.clamp(0.0, 1.0);
        let t = Tokens::of(ui);
        let grabbed = self.grabbed.get_mut(axis)?;
        let at = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on());
        let at = at.map(|at| if axis == 1 { at.y } else { at.x });
        let moved = match at {
            Some(at) => {
                let on_thumb = (top..top + thumb).contains(&at);
                let grabbed = *grabbed.get_or_insert(if on_thumb { at - top } else { thumb / 2.0 });
                Some(((at - grabbed - low) / (room - thumb).max(1.0)).clamp(0.0, 1.0))
            }
            None => {
                *grabbed = None;
                None
            }
        };
        let active = response.hovered() || at.is_some();
        let (color, inset) = if active { (t.text_subdued, 2.0) } else { (t.line, 3.0) };
        let bar = match axis {
            1 => Rect::from_min_max(
                pos2(track.left() + inset, top + 2.0),
                pos2(track.right() - inset, top + thumb - 2.0),
            ),
            _ => Rect::from_min_max(
                pos2(top + 2.0, track.top() + inset),
                pos2(top + thumb - 2.0, track.bottom() - inset),
            ),
        };
        rounded(ui.painter(), bar, 3, color);
        moved.filter(|moved| (moved - share).abs() > f32::EPSILON)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slow_scrolling_adds_up_and_is_drawn_in_whole_points() {
        let extent = Extent { low: 0.0, high: 100.0, wide: 500.0, view: (200.0, 100.0) };
        let mut roll = Roll::default();
        for _ in 0..10 {
            roll.left += 0.33;
            roll.keep(&extent);
        }
        assert!((roll.across() - 3.0).abs() < f32::EPSILON, "{}", roll.left);
        roll.left = 1000.0;
        roll.keep(&extent);
        assert!((roll.across() - 300.0).abs() < f32::EPSILON);
    }
}
