//! The fields of the selected message, beside or below its bytes: what each says and means, and which bytes it is.
//!
//! ```text
//! │ Automatic: Modbus TCP ▾   New template…                    │
//! │ Function      3     Read Holding Registers     7 · 1       │
//! │ Address       0     0x0000                     8 · 2       │
//! ```

mod head;
mod subject;
mod table;
mod words;

use super::boundaries::TwoEnds;
use super::find::At;
use super::select::{Form, Marked};
use super::toolbar::mode_of;
use super::view::View;
use crate::app::{DataMode, ReadAs};
use crate::bytes::fields::{Decoded, Field};
use crate::locale::Message;
use crate::session::Direction;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::empty_state;
use egui::{Label, Rect, Ui, UiBuilder, vec2};
use std::ops::Range;
use std::sync::Arc;
use subject::{Found, Position, Spot};

/// From so much width on the fields stand beside the bytes.
const BESIDE: f32 = 900.0;
/// Their part of the width, or of the height.
const SHARE_BESIDE: f32 = 0.42;
const SHARE_BELOW: f32 = 0.5;
/// The lowest place for them below the bytes; with less they are in place of them.
const LOWEST: f32 = 110.0;
/// A click waits so many frames for the message that it selects.
const PATIENCE: u8 = 4;

/// What the pane keeps between frames.
#[derive(Default)]
pub struct FieldsPane {
    /// What was decoded last, and from what.
    last: Option<Last>,
    /// The field that is selected.
    selected: Option<usize>,
    /// It is to be brought into sight.
    show: bool,
    /// A byte whose field is to be selected, and for how many more frames.
    wanted: Option<(At, u8)>,
}

/// A decoding, and what it was made of.
struct Last {
    key: Key,
    /// How many of the bytes were here.
    here: usize,
    /// Nothing was still being read: with the same key there is nothing to look at again.
    whole: bool,
    found: Option<Arc<Found>>,
}

/// What a decoding depends on, beside which bytes are read already.
#[derive(PartialEq)]
struct Key {
    spot: Spot,
    read_as: ReadAs,
    templates: usize,
}

/// How the place of the bytes is shared: the bytes, and the fields.
pub fn split(rect: Rect) -> (Rect, Rect) {
    if rect.width() >= BESIDE {
        let (bytes, fields) = rect.split_left_right_at_fraction(1.0 - SHARE_BESIDE);
        return (bytes, fields);
    }
    if rect.height() < 2.0 * LOWEST {
        return (rect.with_max_y(rect.top()), rect);
    }
    rect.split_top_bottom_at_fraction(1.0 - SHARE_BELOW)
}

impl FieldsPane {
    /// Draws the fields over `rect`; a field that is selected marks its bytes in `view`, a byte that was clicked there
    /// selects its field.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, view: &mut View) {
        let place = rect.shrink2(vec2(sizes::MARGIN, 0.0)).with_min_y(rect.top() + sizes::GAP_SMALL);
        let mut part = ui.new_child(UiBuilder::new().id_salt("fields").max_rect(place));
        part.set_clip_rect(place.expand2(vec2(sizes::GAP_SMALL, 0.0)).intersect(ui.clip_rect()));
        let ui = &mut part;
        if let Some(at) = view.touched.take() {
            self.wanted = Some((at, PATIENCE));
        }
        let position = self.position(cx, view);
        let read_as = cx.state.read_as(view.sid);
        self.refresh(cx, position, &read_as);
        let found = self.last.as_ref().and_then(|last| last.found.clone());
        head::head_ui(ui, cx, view.sid, &read_as, found.as_deref());
        let Some(found) = found else {
            let key = if position.is_none() { "fields-none-selected" } else { "fields-unknown" };
            let hint = if position.is_none() { "fields-none-selected-hint" } else { "fields-unknown-hint" };
            return empty_state(ui, Icon::Table, cx.t(key), cx.t(hint), |_| ());
        };
        self.choose_touched(ui, &found, view);
        note_ui(ui, cx, &found);
        let table = table::Table { found: &found, selected: self.selected, show: std::mem::take(&mut self.show) };
        if let Some(chosen) = table.ui(ui, cx) {
            self.selected = Some(chosen);
            self.show = true;
            mark(&found, chosen, view);
            // What the field's bytes are in is brought into sight.
            view.go_to = found.bytes_of(chosen).map(|range| At { direction: found.direction, offset: range.start });
        }
    }

    /// Which byte the message is looked for at: the byte that is gone to in a stream, or the selected record's first, or
    /// the newest message's.
    fn position(&self, cx: &Cx<'_>, view: &mut View) -> Option<Position> {
        let session = cx.state.session();
        let list = session.pieces(view.sid);
        let only = match mode_of(cx) {
            DataMode::Messages => None,
            DataMode::SentStream => Some(Direction::Sent),
            DataMode::ReceivedStream => Some(Direction::Received),
        };
        if let Some(direction) = only
            && let Some(offset) = view.caret.offset(direction)
        {
            return Some(Position { sid: view.sid, direction, offset });
        }
        // What does not show is no message to read: it is from before, or another sender's.
        let shows = |i: &usize| view.scope.item(&list, *i).is_some();
        let own = |n: u64| list.of_record(n).filter(shows).and_then(|i| list.get(i));
        let fits = |direction: Direction| only.is_none_or(|only| only == direction);
        if let Some(piece) = cx.state.selected_record.and_then(own).filter(|piece| fits(piece.direction)) {
            return Some(Position { sid: view.sid, direction: piece.direction, offset: piece.at });
        }
        if let (Some(direction), Some(n)) = (only, cx.state.selected_record) {
            let TwoEnds { sender, receiver } = view.peer.ends(session, view.sid, direction);
            for (end, way) in [(sender, Direction::Sent), (receiver, Direction::Received)] {
                let list = end.map(|sid| session.pieces(sid));
                let piece = list.and_then(|list| list.get(list.of_record(n)?)).filter(|piece| piece.direction == way);
                if let Some(piece) = piece.filter(|piece| piece.at < session.pieces(view.sid).stream_len(direction)) {
                    return Some(Position { sid: view.sid, direction, offset: piece.at });
                }
            }
        }
        match only {
            Some(direction) => {
                let start = view.scope.start(&list, direction);
                (list.stream_len(direction) > start).then_some(Position { sid: view.sid, direction, offset: start })
            }
            None => {
                let item = view.scope.count().checked_sub(1)?;
                let last = list.get(view.scope.piece(&list, item as u64))?;
                Some(Position { sid: view.sid, direction: last.direction, offset: last.at })
            }
        }
    }

    /// Decodes again where something is different.
    fn refresh(&mut self, cx: &Cx<'_>, position: Option<Position>, read_as: &ReadAs) {
        let Some(position) = position else {
            self.last = None;
            return;
        };
        let spot = subject::spot(cx, &position);
        let key = Key { spot, read_as: read_as.clone(), templates: subject::fingerprint(cx, read_as) };
        let same = self.last.as_ref().filter(|last| last.key == key);
        if same.is_some_and(|last| last.whole) {
            return;
        }
        let read = subject::read(cx, &key.spot);
        let (here, whole) = (read.here(), read.is_whole());
        if same.is_some_and(|last| last.here == here && !whole) {
            return;
        }
        let found = subject::decode(cx, &read, read_as).map(Arc::new);
        let before = self.last.as_ref().and_then(|last| last.found.as_deref());
        let same = before.zip(found.as_deref()).is_some_and(|(before, found)| {
            before.start == found.start && before.direction == found.direction && before.what == found.what
        });
        if !same {
            self.selected = None;
        }
        self.last = Some(Last { key, here, whole, found });
    }

    /// A byte that was clicked selects the innermost field that it is of.
    fn choose_touched(&mut self, ui: &Ui, found: &Found, view: &mut View) {
        let Some((at, frames)) = self.wanted else { return };
        let chosen = (at.direction == found.direction)
            .then(|| at.offset.checked_sub(found.start).and_then(|offset| innermost(&found.decoded, offset)))
            .flatten();
        self.wanted = if chosen.is_none() && frames > 0 { Some((at, frames - 1)) } else { None };
        if self.wanted.is_some() {
            ui.ctx().request_repaint();
        }
        if let Some(chosen) = chosen {
            (self.selected, self.show) = (Some(chosen), true);
            mark(found, chosen, view);
        }
    }
}

fn mark(found: &Found, chosen: usize, view: &mut View) {
    let range = found.bytes_of(chosen).filter(|range| !range.is_empty());
    view.marked = range.map(|range| Marked::of(found.direction, &range, Form::Hex));
}

/// The deepest field that has this byte; of several the last.
fn innermost(decoded: &Decoded, offset: u64) -> Option<usize> {
    let has = |field: &Field| {
        let Range { start, end } = field.range;
        (start as u64..end as u64).contains(&offset)
    };
    let having = decoded.fields.iter().enumerate().filter(|(_, field)| has(field));
    having.max_by_key(|(i, field)| (field.depth, *i)).map(|(i, _)| i)
}

/// What is missing of the message.
fn note_ui(ui: &mut Ui, cx: &Cx<'_>, found: &Found) {
    if found.decoded.missing == 0 {
        return;
    }
    let words = cx.say(&Message::new("fields-missing").with("n", found.decoded.missing as u64));
    ui.add(Label::new(Text::Small.rich(words, Tokens::of(ui).warning)).truncate());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_of_its_deepest_field() {
        let field = |depth, range| Field { depth, range, ..Field::default() };
        let fields = vec![field(0, 0..10), field(1, 2..5), field(2, 3..4), field(0, 10..12)];
        let decoded = Decoded { fields, used: 12, missing: 0 };
        let at = |offset| innermost(&decoded, offset);
        assert_eq!([0, 2, 3, 4, 11, 12].map(at), [Some(0), Some(1), Some(2), Some(1), Some(3), None]);
    }

    #[test]
    fn the_place_is_shared() {
        let wide = Rect::from_min_size(egui::Pos2::ZERO, vec2(1000.0, 300.0));
        let (bytes, fields) = split(wide);
        assert!(bytes.width() > fields.width() && bytes.height() == fields.height());
        let tall = Rect::from_min_size(egui::Pos2::ZERO, vec2(600.0, 300.0));
        assert_eq!(split(tall).1.height(), 150.0);
        let low = Rect::from_min_size(egui::Pos2::ZERO, vec2(600.0, 150.0));
        assert_eq!(split(low).0.height(), 0.0, "the fields alone");
    }
}
