//! Under a lane of the timeline: one line to write in, and *recv* (*Stop* while it waits). What is typed is counted, or
//! its mistake told, right above the field. Where a line is longer than its field, the field grows over what stands to its
//! left, until the line is sent or the keyboard goes elsewhere.

use super::compose::Composer;
use super::{Lane, Lanes, receive_ui, send};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{cut, galley, ground, paint_left, segmented_named};
use egui::{Align, Id, LayerId, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2};

/// The least width of what stands above a field.
const NOTE_LEAST: f32 = 210.0;
/// The most width of a field that grew.
const GROWN: f32 = 320.0;
/// Points of a field beside its text, and for the next letter.
const BESIDE_TEXT: f32 = 32.0;

impl Lanes {
    /// Draws what sends and receives at `lane`, within `rect`; a field that grows stays right of `least`.
    pub fn foot_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, lane: &Lane, rect: Rect, least: f32) {
        let sid = lane.row.sid;
        let id = ui.scope_id().with(("lane", sid));
        let name = lane.name();
        let composer = self.composers.entry(sid).or_default();
        let builder = UiBuilder::new().id_salt((sid, "foot")).max_rect(rect);
        ui.scope_builder(builder.layout(Layout::right_to_left(Align::Center)), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
            receive_ui(ui, cx, lane, &name);
            let Some(by) = &lane.send else { return };
            let field = id.with("field");
            let room = ui.available_rect_before_wrap();
            let place = grown(ui, composer, field, room, least);
            let sends = if place == room {
                composer.field_ui(ui, cx, &name, field, room.width())
            } else {
                over(ui, place, field, |ui| composer.field_ui(ui, cx, &name, field, place.width()))
            };
            if sends {
                send(cx, lane, by, composer);
            }
            // Tab goes from the field to what stands above it: there in that frame, too.
            let is_used = !composer.text.is_empty()
                || ui.memory(|memory| memory.has_focus(field) || memory.had_focus_last_frame(field));
            let note = note_place(ui, rect);
            if is_used || has_keyboard(ui, note) {
                note_ui(ui, cx, composer, (&name, id.with("form")), note);
            }
        });
    }
}

/// Where the field goes whose lane has `room` for it: farther to the left while it has the keyboard and a line that needs it.
fn grown(ui: &Ui, composer: &Composer, field: Id, room: Rect, least: f32) -> Rect {
    let typed = galley(ui.painter(), &composer.text, Text::Mono, Tokens::of(ui).text).size().x + BESIDE_TEXT;
    if typed <= room.width() || !ui.memory(|memory| memory.has_focus(field)) {
        return room;
    }
    let left = (room.right() - typed.min(GROWN)).max(least);
    room.with_min_x(left.min(room.left()))
}

/// Draws over what else stands there.
fn over<R>(ui: &mut Ui, place: Rect, id: Id, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let bounds = ui.clip_rect().with_min_x(place.left() - sizes::GAP_SMALL);
    let layer = LayerId::new(ui.layer_id().order, id.with("over"));
    ui.ctx().set_sublayer(ui.layer_id(), layer);
    let builder = UiBuilder::new().id_salt("over").layer_id(layer).max_rect(place);
    ui.scope_builder(builder.layout(Layout::right_to_left(Align::Center)), |ui| {
        ui.set_clip_rect(place.expand(sizes::GAP_SMALL).intersect(bounds));
        let t = Tokens::of(ui);
        ground(ui.painter(), &t, place, sizes::RADIUS_CONTROL, t.panel);
        contents(ui)
    })
    .inner
}

/// Right above the field, within the panel.
fn note_place(ui: &Ui, rect: Rect) -> Rect {
    let bounds = ui.clip_rect();
    let width = rect.width().max(NOTE_LEAST).min(bounds.width());
    let left = rect.left().min(bounds.right() - width).max(bounds.left());
    let bottom = rect.top() - sizes::GAP_SMALL;
    Rect::from_min_max(pos2(left, bottom - sizes::CONTROL), pos2(left + width, bottom))
}

/// Whether what has the keyboard was drawn there: the choice of text or hex is reached while nothing is typed yet.
fn has_keyboard(ui: &Ui, place: Rect) -> bool {
    let Some(focused) = ui.memory(egui::Memory::focused) else { return false };
    let rect = ui.ctx().viewport(|viewport| viewport.prev_pass.widgets.get(focused).map(|widget| widget.rect));
    rect.is_some_and(|rect| place.expand(2.0).contains(rect.center()))
}

/// What is typed comes to so many bytes, or why it does not; and how it is typed.
fn note_ui(ui: &mut Ui, cx: &Cx<'_>, composer: &mut Composer, (name, form): (&str, Id), place: Rect) {
    let t = Tokens::of(ui);
    ground(ui.painter(), &t, place.expand(2.0), sizes::RADIUS_CONTROL, t.row_hover);
    let label = cx.say(&Message::new("lane-form").with("name", name));
    let choices = [(false, cx.t("lane-text")), (true, cx.t("lane-hex"))];
    let named = |choice: &str| cx.say(&Message::new("palette-line").with("label", choice).with("more", label.as_str()));
    let builder = UiBuilder::new().id_salt((form, "note")).max_rect(place);
    let group = ui.scope_builder(builder.layout(Layout::right_to_left(Align::Center)), |ui| {
        segmented_named(ui, &mut composer.hex, &choices, named);
    });
    let group = group.response;
    let room = group.rect.left() - place.left() - 2.0 * sizes::GAP;
    let at = place.left() + sizes::GAP;
    let y = place.center().y;
    match composer.bytes() {
        Ok(bytes) => {
            let count = cx.say(&Message::new("lane-bytes").with("n", bytes.len() as u64));
            paint_left(ui.painter(), at, y, galley(ui.painter(), &count, Text::Mono, t.sent));
        }
        Err(message) => {
            let words = cx.say(&message);
            let line = cut(ui.painter(), &words, Text::Small, t.error, room);
            paint_left(ui.painter(), at, y, line);
            let told = ui.interact(place.with_max_x(group.rect.left()), form.with("wrong"), Sense::hover());
            told.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
            told.on_hover_text(words);
        }
    }
}
