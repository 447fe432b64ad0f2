//! A list of any length that scrolls to the pixel: only what is in sight is asked for, and where it stands is kept as an
//! item and an offset, not as points from the beginning.
//!
//! ```text
//! let sight = list.begin(ui, id, name, rect, items);   // wheel, keys, what is in sight
//! for placed in &sight.placed { … draw it at sight.y(placed) … }
//! list.end(ui, &sight, items);                         // the scroll bar, on top
//! ```

mod place;
mod steady;

pub use place::{Items, Place, Placed};
pub use steady::Steady;

use super::{Landing, offer_landing, rounded};
use crate::ui::theme::Tokens;
use egui::{EventFilter, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2};

/// The strip at the right that belongs to the scroll bar, in points.
pub const BAR: f32 = 10.0;
/// The shortest thumb.
const THUMB_MIN: f32 = 28.0;

/// Where a list stands, and whether it follows what is added at its end.
#[derive(Clone, Debug)]
pub struct VirtualList {
    place: Place,
    /// The newest stays in sight; ends when it is scrolled away from, begins when the end is reached again.
    pub following: bool,
    /// Where the thumb was taken, in points from its top.
    grabbed: Option<f32>,
    view: f64,
    keyboard: bool,
}

/// What is in sight.
pub struct Sight {
    /// The list's window.
    pub rect: Rect,
    /// What rows may take for themselves: all but the scroll bar's strip.
    pub rows: Rect,
    /// The items in sight, from the top.
    pub placed: Vec<Placed>,
    /// The list as a whole: the one stop of the Tab key.
    pub response: Response,
    /// Where it stands.
    pub place: Place,
    /// The keyboard is on the list, and was used last: a ring shows where.
    pub keyboard: bool,
}

impl Sight {
    /// Where an item's top is on the screen. Exact near the window only.
    pub fn y(&self, placed: &Placed) -> f32 {
        self.rect.top() + placed.top as f32
    }

    /// The place of an item that is a row: all of it, from edge to edge.
    pub fn row(&self, placed: &Placed) -> Rect {
        let top = self.y(placed);
        Rect::from_x_y_ranges(self.rect.x_range(), top..=top + placed.height as f32)
    }

    /// Points of a page for the keys.
    pub fn page(&self) -> f64 {
        f64::from(self.rect.height())
    }
}

impl Default for VirtualList {
    fn default() -> Self {
        Self { place: Place::default(), following: true, grabbed: None, view: 0.0, keyboard: false }
    }
}

impl VirtualList {
    /// A list that begins at its beginning.
    pub fn at_start() -> Self {
        Self { following: false, ..Self::default() }
    }

    /// Takes the window's height before anything else is asked in a frame.
    pub fn fit(&mut self, rect: Rect) {
        self.view = f64::from(rect.height());
    }

    /// Items were added before the first one (taken away where negative): what is in sight stays.
    pub fn shift(&mut self, items: i64) {
        self.place.item = self.place.item.saturating_add_signed(items);
    }

    /// The same is shown in more or fewer items (`new` where there were `old`): what is in sight stays.
    pub fn rescale(&mut self, old: u64, new: u64) {
        let item = u128::from(self.place.item) * u128::from(new) / u128::from(old.max(1));
        self.place = Place { item: u64::try_from(item).unwrap_or(u64::MAX), offset: 0.0 };
    }

    /// Takes the wheel, and tells what is in sight of `rect`.
    pub fn begin(&mut self, ui: &Ui, id: Id, name: &str, rect: Rect, items: &mut Items<'_>) -> Sight {
        self.fit(rect);
        let view = self.view;
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::List, ui.is_enabled(), name));
        offer_landing(&response, Landing::List);
        let arrows = EventFilter { vertical_arrows: true, horizontal_arrows: false, tab: false, escape: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        if ui.rect_contains_pointer(rect) {
            let wheel = ui.input(|input| input.smooth_scroll_delta().y);
            if wheel != 0.0 {
                self.scroll(items, -f64::from(wheel));
            }
        }
        // What fits is followed: it was not scrolled away from.
        self.following |= items.end(view) == Place::default();
        if self.following {
            self.place = items.end(view);
        }
        self.place = items.clamped(self.place, view);
        if ui.input(|input| input.pointer.any_pressed()) {
            self.keyboard = false;
        } else if ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Key { .. }))) {
            self.keyboard = true;
        }
        let pixels = f64::from(ui.pixels_per_point());
        let shown = Place { offset: (self.place.offset * pixels).round() / pixels, ..self.place };
        let placed = items.in_sight(shown, view);
        let rows = rect.with_max_x(rect.right() - BAR);
        let keyboard = self.keyboard && response.has_focus();
        Sight { rect, rows, placed, response, place: self.place, keyboard }
    }

    /// Scrolls by so many points, down where positive. Reaching the end begins to follow it.
    pub fn scroll(&mut self, items: &mut Items<'_>, points: f64) {
        let start = if self.following { items.end(self.view) } else { self.place };
        self.go(items.moved(start, points, self.view), items, points > 0.0);
    }

    /// Brings `points` of an item into sight (from its top).
    pub fn show(&mut self, items: &mut Items<'_>, item: u64, points: std::ops::Range<f64>) {
        if self.following {
            self.place = items.end(self.view);
        }
        let place = items.showing(self.place, item, points, self.view);
        if place != self.place {
            self.go(place, items, true);
        }
    }

    /// Goes to the newest and follows it.
    pub fn follow(&mut self) {
        self.following = true;
    }

    /// Goes to the beginning.
    pub fn go_to_start(&mut self, items: &mut Items<'_>) {
        self.go(Place::default(), items, false);
    }

    fn go(&mut self, place: Place, items: &mut Items<'_>, may_follow: bool) {
        self.place = place;
        let end = items.end(self.view);
        self.following = may_follow && place == end || end == Place::default();
    }

    /// Draws the scroll bar, where not everything is in sight.
    pub fn end(&mut self, ui: &Ui, sight: &Sight, items: &mut Items<'_>) {
        let end = items.end(self.view);
        if end == Place::default() {
            return;
        }
        let track = sight.rect.with_min_x(sight.rect.right() - BAR);
        let response = ui.interact(track, sight.response.id.with("bar"), Sense::CLICK | Sense::DRAG);
        let (share, most) = (items.share(sight.place), items.share(end).max(f64::MIN_POSITIVE));
        let seen = (items.count as f64 - most) / items.count.max(1) as f64;
        let room = track.height();
        let thumb = (room * seen as f32).clamp(THUMB_MIN.min(room), room);
        let top = track.top() + (room - thumb) * (share / most).clamp(0.0, 1.0) as f32;
        self.drag(ui, &response, top, thumb, track, (most, items));
        let t = Tokens::of(ui);
        let active = response.hovered() || self.grabbed.is_some();
        let (color, inset) = if active { (t.text_subdued, 2.0) } else { (t.line, 3.0) };
        let (left, right) = (track.left() + inset, track.right() - inset);
        let bar = Rect::from_min_max(pos2(left, top + 2.0), pos2(right, top + thumb - 2.0));
        rounded(ui.painter(), bar, 3, color);
    }

    fn drag(
        &mut self,
        ui: &Ui,
        response: &Response,
        top: f32,
        thumb: f32,
        track: Rect,
        (most, items): (f64, &mut Items<'_>),
    ) {
        if !response.is_pointer_button_down_on() {
            self.grabbed = None;
            return;
        }
        let Some(at) = response.interact_pointer_pos() else { return };
        let on_thumb = (top..top + thumb).contains(&at.y);
        let grabbed = *self.grabbed.get_or_insert(if on_thumb { at.y - top } else { thumb / 2.0 });
        let room = (track.height() - thumb).max(1.0);
        let share = f64::from(((at.y - grabbed - track.top()) / room).clamp(0.0, 1.0)) * most;
        let place = items.at_share(share, self.view);
        if place != self.place {
            self.go(place, items, true);
            ui.ctx().request_repaint();
        }
    }
}
