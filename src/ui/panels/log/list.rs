//! The rows of the log: which are listed, which are in sight, what is selected, and whether the newest is followed.

use super::items::{Listed, first_from, is_item, is_partial, item_count, items_before, row_of_item};
use super::range;
use super::row::{Look, paint_loading, paint_row};
use super::said::spoken;
use super::text::row_text_in;
use crate::app::{AppCommand, Dialog, NoteCommand, StepCommand, WhyCommand};
use crate::call::{CallId, Outcome};
use crate::locale::Message;
use crate::script::CallLanguage;
use crate::session::find::Query;
use crate::session::{Row, Session};
use crate::ui::cx::Cx;
use crate::ui::panels::copy::Copier;
use crate::ui::panels::selecting::select;
use crate::ui::theme::{Icon, Tokens, sizes};
use crate::ui::widgets::virtual_list::{Items, Placed, Sight, Steady, VirtualList};
use crate::ui::widgets::{
    Button, empty_state, focus_ring, item_info, menu_item, menu_separator, row_button, row_button_width, submenu,
};
use egui::{Key, Modifiers, Rect, Response, Sense, Ui, pos2, vec2};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// A waiting call counts up so often while it is young, and less often later.
const TICK_YOUNG: Duration = Duration::from_millis(100);
const TICK: Duration = Duration::from_secs(1);
const YOUNG: Duration = Duration::from_secs(10);

const HEIGHT: f64 = sizes::ROW_DENSE as f64;

/// The list of rows, and what it remembers.
#[derive(Default)]
pub struct RowList {
    list: VirtualList,
    /// Which session it shows: another one begins anew.
    session: Weak<Session>,
    /// Rows there were when the newest was last in sight.
    seen: u64,
    /// The selection that was last brought into sight.
    shown: Option<u64>,
    /// The first row that is listed.
    first: u64,
    steady: Steady,
    /// The record that the selected row begins with, in this frame.
    selected: Option<u64>,
    /// Which search shows, and whether it leaves rows out: another one begins anew.
    view: (bool, u64),
    /// The first item in sight, and its row.
    top: Option<(u64, u64)>,
    /// The first row in sight and its record, while rows have no exact numbers yet.
    inexact: Option<(u64, u64)>,
    /// What is looked for, to mark it.
    query: Option<Query>,
    /// Remedies that were pressed and lines that were run.
    acts: u64,
}

impl RowList {
    /// Draws the rows over all of `ui`.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, copier: &mut Copier) {
        let session = cx.state.session();
        if !std::ptr::eq(self.session.as_ptr(), Arc::as_ptr(session)) {
            *self = Self { session: Arc::downgrade(session), ..Self::default() };
            if cx.state.stepping.is_none() {
                // Back from the past: the newest is looked at, not where one was.
                self.shown = cx.state.selected_record;
            }
        }
        let rect = ui.max_rect();
        self.list.fit(rect);
        self.see_search(cx);
        self.stay(cx);
        let listed = Listed::of(cx, self.items(ui, cx, rect));
        self.list.shift(self.first.cast_signed() - listed.first.cast_signed());
        self.first = listed.first;
        if listed.count() == 0 && cx.state.finding.shown().is_some() {
            let running = cx.state.finding.progress().is_some_and(|progress| progress.running);
            let key = if running { "find-searching-still" } else { "find-nothing" };
            empty_state(ui, Icon::MagnifyingGlass, cx.t(key), "", |_| ());
            return;
        }
        if listed.count() == 0 {
            let title = cx.say(&Message::new("log-nothing-since").with("n", cx.state.shown_from));
            if cx.state.shown_from > 0 {
                empty_state(ui, Icon::Clock, &title, cx.t("log-nothing-since-hint"), |_| ());
            }
            return;
        }
        let mut height = |_| HEIGHT;
        let mut items = Items { count: listed.count(), height: &mut height };
        let id = ui.scope_id().with("rows");
        // What comes of it is the newest, where no other record was selected since.
        let is_newest = cx.state.selected_record.is_none_or(|n| self.shown == Some(n));
        if std::mem::replace(&mut self.acts, cx.state.acts) != cx.state.acts && is_newest {
            self.list.follow();
        }
        self.follow_selection(cx, listed, &mut items);
        self.keys(ui, cx, id, listed, &mut items);
        let sight = self.list.begin(ui, id, cx.t("panel-log"), rect, &mut items);
        self.selected = cx.state.selected_record.map(|n| rows_record(cx, n));
        let mut marked = false;
        let top = sight.placed.first().map(|placed| listed.first + placed.item);
        self.top = top.and_then(|item| Some((item, row_of_item(cx, item)?)));
        if is_partial(cx) && cx.state.finding.shown().is_none() {
            let rows = cx.state.session().rows();
            let mut in_sight = sight.placed.iter().map(|placed| listed.first + placed.item);
            self.inexact = in_sight.find_map(|k| Some((k, rows.record_of_row(k)?)));
        }
        for placed in &sight.placed {
            marked |= self.row_ui(ui, cx, copier, &sight, placed, listed);
        }
        if sight.keyboard && !marked {
            focus_ring(ui, &sight.response, sizes::RADIUS_CONTROL, true);
        }
        self.list.end(ui, &sight, &mut items);
        self.newest_ui(ui, cx, rect, listed);
    }

    /// Rows got their exact numbers, or better ones: what is in sight stays.
    fn stay(&mut self, cx: &Cx<'_>) {
        let Some((k, n)) = self.inexact.take() else { return };
        if let Some(now) = cx.state.session().rows().row_of_record(n).filter(|_| !self.list.following) {
            self.list.shift(now.cast_signed() - k.cast_signed());
        }
    }

    /// Another search, or its rows alone: what is in sight stays there as far as it is listed.
    fn see_search(&mut self, cx: &Cx<'_>) {
        let finding = &cx.state.finding;
        let view = (finding.shown().is_some(), finding.version);
        if self.view == view {
            return;
        }
        self.query = finding.search().map(|finder| finder.query().clone());
        (self.view, self.steady, self.seen) = (view, Steady::default(), item_count(cx));
        if cx.state.selected_record.is_some() && !self.list.following {
            self.shown = None;
        }
        if let Some((item, k)) = self.top.take() {
            let before = items_before(cx, k);
            let first = items_before(cx, first_from(cx.state.session(), cx.state.snapshot.rows, cx.state.shown_from));
            // `shift` by what changed before the first item comes from `first`: taken out here.
            let here = item.saturating_sub(self.first);
            self.list.shift(before.saturating_sub(first).cast_signed() - here.cast_signed());
            self.first = first;
        }
    }

    /// How many items there are to show: in a flood, those that were read.
    fn items(&mut self, ui: &Ui, cx: &Cx<'_>, rect: Rect) -> u64 {
        let screen = (rect.height() / sizes::ROW_DENSE).ceil() as u64;
        let session = cx.state.session();
        // Every row is asked for, also when the first is not there.
        let is_missing = |i: &u64| row_of_item(cx, *i).is_some_and(|k| session.rows().row(k).is_none());
        let ready = |count: u64| (count.saturating_sub(screen)..count).rev().filter(is_missing).count() == 0;
        let now = ui.input(|input| input.time);
        let items = self.steady.count(item_count(cx), self.list.following, now, ready);
        if self.steady.waits() {
            // Rows that come in wake the window themselves.
            ui.ctx().request_repaint_after(TICK);
        }
        items
    }

    /// A record that was selected elsewhere comes into sight once.
    fn follow_selection(&mut self, cx: &mut Cx<'_>, listed: Listed, items: &mut Items<'_>) {
        let rows = cx.state.session().rows();
        if self.shown == cx.state.selected_record {
            return;
        }
        let Some(n) = cx.state.selected_record else {
            self.shown = None;
            return;
        };
        let Some(k) = rows.row_of_record(n) else { return };
        self.shown = Some(n);
        let item = items_before(cx, k);
        if item >= listed.first && is_item(cx, k) {
            self.list.show(items, item - listed.first, 0.0..HEIGHT);
        }
    }

    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, id: egui::Id, listed: Listed, items: &mut Items<'_>) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        range::copy_key(ui, cx);
        let page = ((ui.max_rect().height() / sizes::ROW_DENSE) as u64).saturating_sub(1).max(1);
        let last = listed.items - 1;
        let rows = cx.state.session().rows();
        let here = cx.state.selected_record.and_then(|n| rows.row_of_record(n));
        // What is selected may be left out: the keys then begin between two items.
        let between = here.is_some_and(|k| !is_item(cx, k));
        let here = here.map(|k| items_before(cx, k).max(listed.first));
        let down = u64::from(!between);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let selected = cx.state.selected_record.and_then(|n| cx.state.row_record(n));
        if let Some(n) = selected {
            if pressed(Key::B) {
                cx.push(AppCommand::Note(NoteCommand::Star(n)));
            }
            if pressed(Key::N) {
                // Its letter is not the note's first.
                ui.input_mut(|input| input.events.retain(|event| !matches!(event, egui::Event::Text(_))));
                cx.push(AppCommand::ShowDialog(Some(Dialog::Note(n))));
            }
        }
        let target = if pressed(Key::ArrowUp) {
            here.map_or(last, |i| i.saturating_sub(1))
        } else if pressed(Key::ArrowDown) {
            here.map_or(listed.first, |i| i + down)
        } else if pressed(Key::PageUp) {
            here.map_or(last, |i| i.saturating_sub(page))
        } else if pressed(Key::PageDown) {
            here.map_or(listed.first, |i| i + page)
        } else if pressed(Key::Home) {
            listed.first
        } else if pressed(Key::End) {
            last
        } else {
            return;
        };
        let target = target.clamp(listed.first, last);
        let Some(n) = row_of_item(cx, target).and_then(|k| rows.record_of_row(k)) else { return };
        if target == last {
            self.list.follow();
        } else {
            self.list.show(items, target - listed.first, 0.0..HEIGHT);
        }
        self.shown = Some(n);
        select(ui.ctx(), cx, n);
    }

    /// Draws a row; true where it is the selected one.
    fn row_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        copier: &mut Copier,
        sight: &Sight,
        placed: &Placed,
        listed: Listed,
    ) -> bool {
        let Some(k) = row_of_item(cx, listed.first + placed.item) else { return false };
        let rect = sight.row(placed);
        let place = rect.with_max_x(sight.rows.right());
        let response = ui.interact(place.intersect(sight.rows), sight.response.id.with(k), Sense::CLICK);
        let t = Tokens::of(ui);
        let rows = cx.state.session().rows();
        let n = rows.record_of_row(k);
        let selected = n.is_some() && n == self.selected;
        let in_range = n.is_some_and(|n| range::has(cx, n));
        let Some(row) = rows.row(k) else {
            item_info(&response, selected, || cx.t("log-row-loading").to_owned());
            paint_loading(ui.painter(), &t, rect, selected);
            return selected;
        };
        let socket = cx.state.socket(row.sid);
        let stream = socket.is_none_or(|socket| socket.is_stream());
        let now = cx.state.is_live().then(|| cx.state.now());
        let mut text = row_text_in(&row, stream, now, cx.languages());
        let hidden = cx.state.stepping.as_ref().and_then(crate::app::Stepping::hidden) == Some(row.n);
        if hidden {
            text.hide_outcome(cx.language);
        }
        let matched = cx.state.finding.search().is_some_and(|finder| finder.with(|hits| hits.has(k)));
        let marked = matched && !cx.state.finding.only;
        let mark = cx.state.notes.of(row.n);
        item_info(&response, selected || in_range, || {
            let said = if hidden { text.sentence.clone() } else { spoken(cx, &row, &text) };
            let said = mark.map_or(said.clone(), |mark| super::marks::sentence(cx, said, mark));
            if marked { cx.say(&Message::new("find-row-match").with("row", said)) } else { said }
        });
        let waits = waiting(cx, &row);
        let button = waits.map_or(0.0, |_| row_button_width(ui, cx.t("log-stop")) + sizes::GAP);
        let focused = selected && sight.keyboard;
        let look = Look { selected: selected || in_range, hovered: response.hovered(), focused, button, marked };
        let query = self.query.as_ref().filter(|_| matched);
        let button_at = paint_row(ui.painter(), &t, rect, &text, look, query);
        if let Some(mark) = mark {
            super::marks::paint(ui.painter(), &t, rect, mark);
            if !mark.note.is_empty() {
                response.clone().on_hover_text(mark.note.as_str());
            }
        }
        if let Some(call) = waits {
            let name = cx.say(&Message::new("log-stop-call").with("call", text.line.as_str()).with("n", row.n));
            let stop = row_button(ui, response.id.with("stop"), button_at, cx.t("log-stop"), &name);
            if stop.clicked() {
                cx.push(AppCommand::StopCall(call));
            }
            let waited = now.unwrap_or_default().saturating_sub(row.t);
            ui.ctx().request_repaint_after(if waited < YOUNG { TICK_YOUNG } else { TICK });
        }
        if !(in_range && response.secondary_clicked()) {
            self.select(ui, cx, &response, &sight.response, &row);
        }
        response.context_menu(|ui| {
            copier.items_ui(ui, cx, &row);
            range::copy_ui(ui, cx, k);
            menu_separator(ui);
            super::marks::items_ui(ui, cx, row.n);
            menu_separator(ui);
            languages_ui(ui, cx);
            menu_separator(ui);
            let has_cause = row.record.outcome.has_failed() || row.record.outcome == Outcome::Waiting;
            if has_cause && menu_item(ui, None, cx.t("log-why"), "F1").clicked() {
                // It tells about the selected call: within a span a press of the other button selects none.
                cx.push(AppCommand::SelectRecord(Some(row.n)));
                cx.push(AppCommand::Why(WhyCommand::Show));
            }
            if menu_item(ui, None, cx.t("log-show-from-here"), "").clicked() {
                cx.push(AppCommand::ShowFrom(row.n));
            }
            if menu_item(ui, None, cx.t("stepping-go"), "").clicked() {
                cx.push(AppCommand::Step(StepCommand::Begin(Some(row.n))));
            }
        });
        selected
    }

    fn select(&mut self, ui: &Ui, cx: &mut Cx<'_>, response: &Response, list: &Response, row: &Row) {
        if !response.clicked() && !response.secondary_clicked() {
            return;
        }
        list.request_focus();
        self.shown = Some(row.n);
        select(ui.ctx(), cx, row.n);
    }

    /// *12 new ↓*, while the newest is out of sight.
    fn newest_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, rect: Rect, listed: Listed) {
        if self.list.following {
            self.seen = listed.items;
            return;
        }
        let new = listed.items.saturating_sub(self.seen);
        if new == 0 {
            return;
        }
        let label = format!("{} ↓", cx.say(&Message::new("log-new").with("n", new)));
        let size = vec2(220.0, sizes::CONTROL);
        let corner = pos2(rect.right() - sizes::MARGIN - size.x - 8.0, rect.bottom() - sizes::GAP - size.y);
        let place = Rect::from_min_size(corner, size);
        let builder = egui::UiBuilder::new().id_salt("newest").max_rect(place);
        ui.scope_builder(builder.layout(egui::Layout::right_to_left(egui::Align::Center)), |ui| {
            if ui.add(Button::new(&label).primary()).clicked() {
                self.list.follow();
            }
        });
    }
}

/// The record that the row of record `n` begins with: a join is shown at its call.
fn rows_record(cx: &Cx<'_>, n: u64) -> u64 {
    let rows = cx.state.session().rows();
    rows.row_of_record(n).and_then(|k| rows.record_of_row(k)).unwrap_or(n)
}

/// The call that the row shows waiting, if it still does.
fn waiting(cx: &Cx<'_>, row: &Row) -> Option<CallId> {
    let call = row.record.waits.filter(|_| row.record.outcome == Outcome::Waiting && cx.state.is_live())?;
    cx.state.snapshot.board.waiting.contains_key(&call).then_some(call)
}

/// In which language the log shows calls.
fn languages_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    submenu(ui, cx.t("line-calls-in"), |ui| {
        for language in CallLanguage::ALL {
            let is_shown = cx.state.settings.call_language == language;
            if menu_item(ui, is_shown.then_some(Icon::Check), language.name(), "").clicked() {
                cx.push(AppCommand::ShowCallsIn(language));
            }
        }
    });
}
