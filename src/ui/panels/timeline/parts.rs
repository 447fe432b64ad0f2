//! What can be pressed on the drawing, and what a press does.

use super::gather::Gathered;
use super::{Timeline, nodes, roll};
use crate::app::AppCommand;
use crate::call::SocketId;
use crate::timeline::{HEAD, Part, Picture, TIMES};
use crate::ui::cx::Cx;
use crate::ui::panels::selecting;
use crate::ui::theme::sizes;
use crate::ui::widgets::{area_rect, focus_ring, selected_info};
use egui::{Context, Rect, Role, Sense, Ui, WidgetInfo};
use std::sync::Arc;

impl Timeline {
    /// What can be pressed, each a node with a sentence of its own.
    pub(super) fn parts(&mut self, ui: &Ui, cx: &mut Cx<'_>, rect: Rect, picture: &Picture, seen: &Gathered) {
        let lanes = rect.with_min_x(rect.left() + TIMES).with_max_x(rect.right() - roll::BAR);
        let below = lanes.with_min_y(rect.top() + HEAD - 6.0);
        let groups = Arc::clone(&self.groups);
        for (area, part) in &picture.parts {
            let is_head = matches!(part, Part::Lane(_) | Part::Side(_));
            let place = area_rect(rect.min, area).intersect(if is_head { lanes } else { below });
            if place.width() < 2.0 || place.height() < 2.0 {
                continue;
            }
            let (sense, role) = match part {
                Part::Lane(_) => (Sense::click_and_drag(), Role::Button),
                Part::Stop(_) | Part::Side(_) => (Sense::click(), Role::Button),
                _ => (Sense::CLICK, Role::GraphicsSymbol),
            };
            let response = ui.interact(place, ui.scope_id().with(part), sense);
            let selected = matches!(part, Part::Record(n) if cx.state.is_selected(*n));
            let words = || nodes::sentence(cx, part, seen, &groups);
            match part {
                Part::Record(_) => selected_info(&response, role, selected, words),
                _ => response.widget_info(|| WidgetInfo::labeled(role, true, words())),
            }
            focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
            if response.clicked() && is_head {
                response.request_focus();
            }
            if response.clicked()
                || (response.secondary_clicked() && !matches!(part, Part::Side(_) | Part::Stop(_) | Part::Block(_)))
            {
                self.press(ui.ctx(), cx, *part, seen);
            }
            match part {
                Part::Lane(sid) => self.head(ui, cx, &response, *sid, rect),
                Part::Record(n) => {
                    response.context_menu(|ui| self.record_menu(ui, cx, *n));
                    // Labels are cut where lanes are narrow: here it is said whole, with what it waits for.
                    response.on_hover_ui(|ui| {
                        let said = nodes::sentence(cx, part, seen, &groups);
                        let row = seen.rows.iter().find(|(_, row)| row.n == *n);
                        let why = row.and_then(|(_, row)| nodes::why(cx, row)).filter(|why| !said.contains(why));
                        ui.label(said);
                        why.map(|why| ui.label(why));
                    });
                }
                Part::Flight { .. } | Part::Signal { .. } | Part::State(_) | Part::Block(_) => {
                    response.on_hover_ui(|ui| {
                        ui.label(nodes::sentence(cx, part, seen, &groups));
                    });
                }
                Part::Side(_) | Part::Stop(_) => {}
            }
        }
    }

    fn press(&mut self, ctx: &Context, cx: &mut Cx<'_>, part: Part, seen: &Gathered) {
        match part {
            Part::Flight { sent: None, received: None } | Part::Signal { from: None, to: None, .. } => {}
            Part::Record(n)
            | Part::Flight { sent: Some(n), .. }
            | Part::Flight { received: Some(n), .. }
            | Part::Signal { from: Some(n), .. }
            | Part::Signal { to: Some(n), .. } => {
                self.shown = Some(n);
                selecting::select(ctx, cx, n);
            }
            Part::State(n) => {
                if let Some(rung) = seen.states.iter().find(|rung| rung.n == n) {
                    select(cx, rung.sid);
                }
            }
            Part::Lane(sid) => select(cx, sid),
            Part::Side(i) => self.fold(i),
            Part::Stop(call) => cx.push(AppCommand::StopCall(call)),
            Part::Block(i) => {
                if let Some(block) = seen.blocks.get(i) {
                    self.zoom_into(cx, block);
                }
            }
        }
    }
}

fn select(cx: &mut Cx<'_>, sid: SocketId) {
    if cx.state.socket(sid).is_some() && cx.state.selected != Some(sid) {
        cx.push(AppCommand::SelectSocket(Some(sid)));
    }
}
