//! A small receive size to watch: so many bytes for the next receives, one at a time or until switched off.

use crate::app::{AppCommand, BytesCommand, MOST_AT_ONCE, MakeCall};
use crate::bytes::parse_size;
use crate::call::{Call, SocketId};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens};
use crate::ui::widgets::{Button, Field, entered, galley, inline_error, switch};
use egui::{Color32, Label, Ui};

/// How wide the field is.
const FIELD: f32 = 58.0;
/// What the button, the switch and what is between all of them take.
const CONTROLS: f32 = 112.0;

/// The size as it is typed.
#[derive(Default)]
pub struct ReceiveForm {
    text: String,
    of: Option<SocketId>,
}

impl ReceiveForm {
    /// How wide it is, in points.
    pub fn width(&self, ui: &Ui, cx: &Cx<'_>) -> f32 {
        let words = ["boundaries-at-a-time", "boundaries-keep"].map(|key| cx.t(key));
        let width = |text: &str| galley(ui.painter(), text, Text::Small, Color32::PLACEHOLDER).size().x;
        words.into_iter().map(width).sum::<f32>() + FIELD + CONTROLS
    }

    /// Draws it for the socket that receives, where it can; without labels where there is little room.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, sid: SocketId, room: bool) {
        let Some(row) = cx.state.socket(sid).cloned() else { return };
        let can = row.open && row.is_stream() && row.backlog.is_none() && cx.state.is_live();
        if !can {
            return;
        }
        if self.of != Some(sid) {
            self.of = Some(sid);
            self.text = cx.state.bytes_view.receive_size(sid).map(|size| size.to_string()).unwrap_or_default();
        }
        let name = row.name.to_string();
        let label = cx.say(&Message::new("boundaries-size").with("name", name.as_str()));
        if room {
            ui.add(Label::new(Text::Small.rich(cx.t("boundaries-at-a-time"), Tokens::of(ui).text_subdued)));
        }
        let before = self.size();
        let field = Field::new(&label, &mut self.text).hide_label().hint("1024").width(FIELD).show(ui);
        if field.changed() && (self.size().is_some() || self.text.trim().is_empty()) && self.size() != before {
            cx.push(BytesCommand::ReceiveSize(sid, self.size()).into());
        }
        let typed = !self.text.trim().is_empty();
        let size = if typed { self.size() } else { Some(1024) };
        let Some(size) = size else {
            let words = Message::new("boundaries-size-wrong").with("most", MOST_AT_ONCE.cast_unsigned());
            inline_error(ui, &cx.say(&words));
            return;
        };
        let go = Message::new("boundaries-receive-go").with("n", size.cast_unsigned()).with("name", name.as_str());
        let go = cx.say(&go);
        let pressed = ui.add(Button::new("recv").chip().name(&go)).on_hover_text(&go).clicked();
        if pressed || entered(ui, &field) {
            cx.push(AppCommand::MakeCall(MakeCall::once(sid, Call::Recv { size, flags: 0 })));
            if entered(ui, &field) {
                field.request_focus();
            }
        }
        let keeps = cx.state.keeping.get(&sid).is_some_and(|keeping| keeping.receiving);
        let key = if keeps { "boundaries-keep-off" } else { "boundaries-keep-on" };
        let keep = cx.say(&Message::new(key).with("name", name));
        if switch(ui, keeps, &keep).on_hover_text(&keep).clicked() {
            if typed {
                cx.push(BytesCommand::ReceiveSize(sid, Some(size)).into());
            }
            cx.push(AppCommand::KeepReceiving(sid, !keeps));
        }
        if room {
            ui.add(Label::new(Text::Small.rich(cx.t("boundaries-keep"), Tokens::of(ui).text_subdued)));
        }
    }

    fn size(&self) -> Option<i64> {
        let size = parse_size(self.text.trim()).ok()?;
        (1..=MOST_AT_ONCE).contains(&size).then_some(size)
    }
}
