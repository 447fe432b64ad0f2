//! The strip under the list: what was just done, and the way back.

use super::{Messages, words};
use crate::app::{AppCommand, Change, MessageCommand};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, cut, icon_button, paint_left, rounded};
use egui::{Align, Layout, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

impl Messages {
    /// How high it is: nothing while there is nothing to take back.
    pub(super) fn foot_height(&self, cx: &Cx<'_>) -> f32 {
        let messages = &cx.state.messages;
        // What was moved or edited is in sight; what is gone, or came in numbers, is worth a line.
        let tells = matches!(messages.just_changed(), Some(Change::Deleted(_) | Change::Imported(_)));
        let shows = tells && self.dismissed != Some(messages.version());
        if shows { sizes::ROW_TALL + sizes::GAP_PANELS } else { 0.0 }
    }

    /// Draws it.
    pub(super) fn foot_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(change) = cx.state.messages.just_changed() else { return };
        let said = words::change(cx, change);
        let rect = ui.available_rect_before_wrap().shrink2(vec2(sizes::GAP_PANELS, 0.0));
        let rect = rect.with_max_y(rect.top() + sizes::ROW_TALL);
        let tokens = Tokens::of(ui);
        rounded(ui.painter(), rect, sizes::RADIUS_CONTROL, tokens.raised);
        let inner = rect.shrink2(vec2(sizes::GAP_SMALL, 0.0));
        let mut right = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)));
        right.spacing_mut().item_spacing.x = 0.0;
        if icon_button(&mut right, Icon::X, cx.t("messages-strip-dismiss")).clicked() {
            self.dismissed = Some(cx.state.messages.version());
        }
        let undo = cx.t("messages-undo");
        if right.add(Button::new(undo).quiet()).clicked() {
            cx.push(AppCommand::Messages(MessageCommand::Undo));
        }
        let place =
            inner.with_max_x(right.min_rect().left() - sizes::GAP_SMALL).with_min_x(inner.left() + sizes::GAP_SMALL);
        let response = ui.interact(place, ui.scope_id().with("said"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        let line = cut(ui.painter(), &said, Text::Body, tokens.text, place.width());
        let is_cut = line.elided;
        paint_left(ui.painter(), place.left(), place.center().y, line);
        if is_cut {
            response.on_hover_text(said);
        }
    }
}
