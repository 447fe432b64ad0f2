//! Under the lanes: what sends and receives at each.

use super::Timeline;
use crate::call::SocketId;
use crate::timeline::TIMES;
use crate::ui::cx::Cx;
use crate::ui::panels::lanes::{Lane, Lanes};
use crate::ui::theme::sizes;
use egui::{Rect, Ui, UiBuilder, pos2, vec2};

impl Timeline {
    /// What sends and receives, under each lane that can.
    pub(super) fn feet_ui(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        rect: Rect,
        width: f32,
        standing: &[Lane],
        feet: &mut Lanes,
    ) {
        let sight = rect.with_min_x(rect.left() + TIMES).with_max_x(rect.left() + width);
        let mut ui = ui.new_child(UiBuilder::new().id_salt("feet").max_rect(rect));
        ui.set_clip_rect(sight.with_min_y(rect.top() - 2.0 * sizes::CONTROL).intersect(ui.clip_rect()));
        feet.begin(cx);
        let folded = |sid: SocketId| self.groups.iter().any(|group| group.folded && group.lanes.contains(&sid));
        for lane in standing.iter().filter(|lane| !folded(lane.sid())) {
            let Some((left, right)) = self.edges(lane.sid()) else { continue };
            if right < TIMES + 40.0 || left > width - 40.0 {
                continue;
            }
            let place =
                Rect::from_min_max(pos2(rect.left() + left, rect.top()), pos2(rect.left() + right, rect.bottom()));
            let least = rect.left() + sizes::GAP;
            feet.foot_ui(&mut ui, cx, lane, place.shrink2(vec2(sizes::GAP_SMALL, sizes::GAP)), least);
        }
    }
}
