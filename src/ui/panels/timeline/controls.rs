//! What stands in the panel's head: how time runs, how large it is drawn, and where to go.

use super::Timeline;
use super::view::NOTCH;
use crate::app::AppCommand;
use crate::locale::Message;
use crate::timeline::{Jump, jump};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, sizes};
use crate::ui::widgets::{Field, entered, icon_button, segmented_named, segmented_width, select_all};
use egui::{Popup, PopupCloseBehavior, Ui};

/// The field that takes a record or a time.
#[derive(Default)]
pub struct GoTo {
    text: String,
    wrong: Option<Message>,
    /// It was opened just now: the keyboard goes there.
    opened: bool,
}

impl Timeline {
    /// The actions in the panel's head, from right to left.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if cx.state.snapshot.board.sockets.is_empty() {
            return;
        }
        let go = icon_button(ui, Icon::Crosshair, cx.t("timeline-go"));
        self.go_to.opened |= go.clicked();
        Popup::menu(&go).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| self.go_ui(ui, cx));
        if icon_button(ui, Icon::MagnifyingGlassPlus, cx.t("timeline-zoom-in")).clicked() {
            self.zoom_middle(NOTCH);
        }
        if icon_button(ui, Icon::MagnifyingGlassMinus, cx.t("timeline-zoom-out")).clicked() {
            self.zoom_middle(1.0 / NOTCH);
        }
        let choices = [(false, cx.t("timeline-by-call")), (true, cx.t("timeline-by-time"))];
        if ui.available_width() < sizes::MARGIN + segmented_width(ui, &choices) {
            return;
        }
        let mut linear = self.view.linear;
        let name = |choice: &str| cx.say(&Message::new("timeline-by").with("what", choice));
        if segmented_named(ui, &mut linear, &choices, name) {
            self.switch(cx);
        }
    }

    fn go_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.set_min_width(240.0);
        let (label, hint) = (cx.t("timeline-go-to"), cx.t("timeline-go-hint"));
        let wrong = self.go_to.wrong.as_ref().map(|wrong| cx.say(wrong));
        let id = ui.scope_id().with("go");
        let field = Field::new(label, &mut self.go_to.text).hint(hint).error(wrong.as_deref()).id(id);
        let response = field.show(ui);
        if response.changed() {
            self.go_to.wrong = None;
        }
        if std::mem::take(&mut self.go_to.opened) {
            response.request_focus();
            select_all(ui.ctx(), id, &self.go_to.text);
        }
        if entered(ui, &response) {
            self.go_to.wrong = self.go(ui, cx).err();
            if self.go_to.wrong.is_none() {
                ui.close();
            } else {
                response.request_focus();
            }
        }
    }

    /// Goes where the field says.
    fn go(&mut self, ui: &Ui, cx: &mut Cx<'_>) -> Result<(), Message> {
        let rows = cx.state.session().rows();
        let row = match jump(&self.go_to.text).ok_or_else(|| Message::new("timeline-go-wrong"))? {
            Jump::Record(n) => {
                let records = cx.state.snapshot.records;
                let found =
                    if n < records { rows.row_of_record(n).or_else(|| rows.up_to(n).checked_sub(1)) } else { None };
                found.ok_or_else(|| Message::new("timeline-go-no-record").with("last", records.saturating_sub(1)))?
            }
            Jump::Time(t) => rows.before(t).min(rows.settled().saturating_sub(1)),
        };
        self.select_row(ui, cx, row);
        if row < self.first_shown(cx) {
            // It is in sight once all shows again.
            cx.push(AppCommand::ShowFrom(0));
            self.shown = None;
        }
        Ok(())
    }
}
