//! The timeline: a lane a socket, time down, calls as marks, waiting calls as bars, bytes as arrows.
//!
//! ```text
//! ┌ Timeline ────────────────────────────────────────────────┐
//! │        ╭ server ─────────────────────╮ ╭ client ───────╮ │
//! │          s              sock             s               │
//! │ 12.904   ▯ accept()                       ● socket()      │
//! │ 13.216   ▯ ┄┄┄┄┄┄┄┄┄ handshake, inferred ┄┄● connect(…)    │
//! │ 14.031   │        send ↑ ●──"Hello!" 6 B──▶│ ↓ recv(1024)  │
//! └──────────────────────────────────────────────────────────┘
//! ```

pub(super) mod back;
mod gather;

use crate::app::AppCommand;
use crate::call::SocketId;
use crate::timeline::{Arrangement, Ends, Group, HEAD, Part, Picture, Run, Scale, Sight, draw, flights, lanes};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Tokens};
use crate::ui::widgets::virtual_list::{Items, VirtualList};
use crate::ui::widgets::{area_rect, empty_state, focus_ring, paint_picture};
use egui::{Role, Sense, Ui, WidgetInfo};
use std::sync::Arc;
use std::time::Duration;

/// Points a call.
const STEP: f32 = 30.0;
/// While something waits, its bar grows this often.
const TICK: Duration = Duration::from_millis(250);

/// The timeline panel.
#[derive(Default)]
pub struct Timeline {
    list: VirtualList,
    /// Which session it shows: another one begins anew.
    session: usize,
    /// The selection that was last brought into sight.
    shown: Option<u64>,
    /// The board that `groups` and `ends` were made of.
    board: usize,
    groups: Vec<Group>,
    ends: Ends,
    arrangement: Arrangement,
}

impl Timeline {
    /// The panel's body.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let snapshot = Arc::clone(&cx.state.snapshot);
        if snapshot.board.sockets.is_empty() {
            empty_state(ui, Icon::Clock, cx.t("timeline-empty"), cx.t("timeline-empty-hint"), |_| ());
            return;
        }
        let session = Arc::as_ptr(cx.state.session()) as usize;
        if self.session != session {
            *self = Self { session, ..Self::default() };
        }
        let board = Arc::as_ptr(&snapshot.board) as usize;
        if self.board != board {
            self.board = board;
            self.groups = lanes(&snapshot.board, &self.arrangement);
            self.ends = Ends::of(&snapshot.board);
        }
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        let below = rect.with_min_y((rect.top() + HEAD).min(rect.bottom()));
        let mut height = |_| f64::from(STEP);
        let mut items = Items { count: cx.state.session().rows().settled(), height: &mut height };
        self.list.fit(below);
        self.follow_selection(cx, &mut items);
        let id = ui.scope_id().with("timeline");
        let sight = self.list.begin(ui, id, cx.t("panel-timeline"), below, &mut items);
        let from = sight.placed.first().map_or(0.0, |first| first.item as f64 * f64::from(STEP) - first.top);
        let in_sight =
            sight.placed.first().map_or(0, |first| first.item)..sight.placed.last().map_or(0, |last| last.item + 1);
        let rows = gather::rows(cx, in_sight);
        let now = cx.state.is_live().then(|| cx.state.now());
        let end = gather::end(cx, &rows, now);
        let first = rows.first().map_or(0, |(k, _)| *k);
        let scale = Scale::new(Run::Compressed, STEP, first, rows.iter().map(|(_, row)| row.t).collect(), end);
        let flights = flights(&snapshot.board, &self.ends, &rows);
        let picture = draw(&Sight {
            board: &snapshot.board,
            groups: &self.groups,
            ends: &self.ends,
            rows: &rows,
            flights: &flights,
            scale: &scale,
            now,
            selected: cx.state.selected_record,
            from,
            width: rect.width() - 12.0,
            height: rect.height(),
            language: cx.language,
        });
        let t = Tokens::of(ui);
        paint_picture(&ui.painter().with_clip_rect(rect), &t, rect.min, &picture);
        self.parts(ui, cx, rect, &picture, &rows);
        if sight.keyboard {
            focus_ring(ui, &sight.response, 6, true);
        }
        self.list.end(ui, &sight, &mut items);
        if now.is_some() && !snapshot.board.waiting.is_empty() {
            ui.ctx().request_repaint_after(TICK);
        }
    }

    /// A record that was selected elsewhere comes into sight once.
    fn follow_selection(&mut self, cx: &Cx<'_>, items: &mut Items<'_>) {
        if self.shown == cx.state.selected_record {
            return;
        }
        let rows = cx.state.session().rows();
        let Some(k) = cx.state.selected_record.and_then(|n| rows.row_of_record(n)) else {
            self.shown = cx.state.selected_record.and(self.shown);
            return;
        };
        self.shown = cx.state.selected_record;
        self.list.show(items, k, 0.0..f64::from(STEP));
    }

    /// What can be pressed, each a node with a sentence of its own.
    fn parts(&mut self, ui: &Ui, cx: &mut Cx<'_>, rect: egui::Rect, picture: &Picture, rows: &gather::Rows) {
        for (i, (area, part)) in picture.parts.iter().enumerate() {
            let place = area_rect(rect.min, area).intersect(rect);
            if !place.is_positive() {
                continue;
            }
            let response = ui.interact(place, ui.scope_id().with(("part", i)), Sense::CLICK);
            let words = gather::sentence(cx, part, rows);
            let role = if matches!(part, Part::Stop(_)) { Role::Button } else { Role::GraphicsSymbol };
            let selected = matches!(part, Part::Record(n) if cx.state.is_selected(*n));
            response.widget_info(|| match part {
                Part::Record(_) => WidgetInfo::selected(role, true, selected, &words),
                _ => WidgetInfo::labeled(role, true, &words),
            });
            if response.clicked() {
                self.press(cx, *part, rows);
            }
        }
    }

    fn press(&mut self, cx: &mut Cx<'_>, part: Part, rows: &gather::Rows) {
        let select = |cx: &mut Cx<'_>, sid: SocketId| {
            if cx.state.socket(sid).is_some() && cx.state.selected != Some(sid) {
                cx.push(AppCommand::SelectSocket(Some(sid)));
            }
        };
        match part {
            Part::Flight { sent: None, received: None } => {}
            Part::Record(n) | Part::Flight { sent: Some(n), .. } | Part::Flight { received: Some(n), .. } => {
                self.shown = Some(n);
                cx.push(AppCommand::SelectRecord(Some(n)));
                if let Some((_, row)) = rows.iter().find(|(_, row)| row.n == n) {
                    select(cx, row.sid);
                }
            }
            Part::Lane(sid) => select(cx, sid),
            Part::Stop(call) => cx.push(AppCommand::StopCall(call)),
            Part::Block { .. } => {}
        }
    }
}
