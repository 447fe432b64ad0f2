//! The byte that the keyboard is on.

use super::super::find::At;
use crate::session::Direction;
use egui::{EventFilter, Id, Key, Modifiers, Ui};
use std::ops::Range;

/// One byte of a stream, gone to with the arrow keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct Caret {
    at: Option<At>,
    /// Where the rows in sight begin.
    pub top: u64,
}

impl Caret {
    /// The byte, in the stream of this direction.
    pub fn offset(&self, direction: Direction) -> Option<u64> {
        self.at.filter(|at| at.direction == direction).map(|at| at.offset)
    }

    /// Puts it there.
    pub fn put(&mut self, at: At) {
        self.at = Some(at);
    }

    /// Keeps the arrow keys in the list `id`; after it has begun.
    pub fn hold(&self, ui: &Ui, id: Id, direction: Direction) {
        let escape = self.offset(direction).is_some();
        let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, tab: false, escape };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }

    /// Keys of the focused list `id`: arrows from byte to byte, Home and End once a byte is chosen, Esc lets go. True
    /// where it moved.
    pub fn keys(&mut self, ui: &Ui, id: Id, direction: Direction, shown: &Range<u64>, columns: usize) -> bool {
        if shown.is_empty() || !ui.memory(|memory| memory.has_focus(id)) {
            return false;
        }
        let here = self.offset(direction);
        // Several presses may come in one frame.
        let count = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let pressed = |key| count(key) > 0;
        let Some(here) = here else {
            if pressed(Key::ArrowRight) || pressed(Key::ArrowLeft) {
                let offset = self.top.clamp(shown.start, shown.end - 1);
                self.at = Some(At { direction, offset });
                return true;
            }
            return false;
        };
        if pressed(Key::Escape) {
            self.at = None;
            return false;
        }
        let row = columns as i64;
        let mut offset = here;
        for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1), (Key::ArrowUp, -row), (Key::ArrowDown, row)] {
            for _ in 0..count(key) {
                let moved = offset.saturating_add_signed(by);
                // Up from the first row and down from the last stays in its column.
                offset = if shown.contains(&moved) || by.abs() == 1 { moved } else { offset };
            }
        }
        if pressed(Key::Home) {
            offset = shown.start;
        }
        if pressed(Key::End) {
            offset = shown.end - 1;
        }
        let offset = offset.clamp(shown.start, shown.end - 1);
        self.at = Some(At { direction, offset });
        offset != here
    }
}
