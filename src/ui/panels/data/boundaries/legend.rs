//! Above a stream: what its two rulings mean, a switch for them, and how many bytes the next receive takes.

use super::ruler::sample;
use super::{ReceiveForm, TwoEnds};
use crate::app::BytesCommand;
use crate::bytes::size_text;
use crate::call::SocketId;
use crate::locale::Message;
use crate::session::Direction;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{galley, switch};
use egui::{Label, Role, Sense, Ui, WidgetInfo, vec2};

/// How long a sample line is.
const SAMPLE: f32 = 20.0;

/// The legend, and the receive size where bytes can be received.
/// Where there is little room, without the legend: the rulings have arrows and numbers.
pub fn legend_ui(ui: &mut Ui, cx: &mut Cx<'_>, form: &mut ReceiveForm, ends: &TwoEnds, room: bool) {
    let on = cx.state.settings.boundaries;
    ui.spacing_mut().interact_size.y = sizes::CONTROL;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(sizes::GAP_SMALL + 2.0, sizes::GAP_SMALL);
        ui.set_min_height(sizes::CONTROL);
        let name = cx.t(if on { "boundaries-hide" } else { "boundaries-show" });
        if switch(ui, on, name).clicked() {
            cx.push(BytesCommand::ShowBoundaries(!on).into());
        }
        if !on {
            words_ui(ui, cx.t("boundaries-title"));
        } else if room {
            end_ui(ui, cx, ends.sender, true);
            ui.add_space(sizes::GAP_SMALL);
            end_ui(ui, cx, ends.receiver, false);
            if let Some(words) = unread(cx, ends) {
                words_ui(ui, &words);
            }
        }
        if let Some(receiver) = ends.receiver {
            // All of it on one line.
            if room && ui.available_size_before_wrap().x < form.width(ui, cx) + sizes::GAP {
                ui.end_row();
            } else {
                ui.add_space(sizes::GAP);
            }
            form.ui(ui, cx, receiver, room);
        }
    });
}

fn words_ui(ui: &mut Ui, words: &str) {
    let color = Tokens::of(ui).text_subdued;
    whole_ui(ui, words, 0.0);
    ui.add(Label::new(Text::Small.rich(words, color)));
}

/// What does not fit on the line begins another one, if it would fit there.
fn whole_ui(ui: &mut Ui, words: &str, more: f32) {
    let width = more + galley(ui.painter(), words, Text::Small, egui::Color32::PLACEHOLDER).size().x;
    if ui.available_size_before_wrap().x < width && width <= ui.max_rect().width() {
        ui.end_row();
    }
}

/// `── ↑ 1 send of client/s`, or that this end is not ours.
fn end_ui(ui: &mut Ui, cx: &Cx<'_>, end: Option<SocketId>, sends: bool) {
    let t = Tokens::of(ui);
    let color = if sends { t.sent } else { t.received };
    let row = end.and_then(|sid| cx.state.socket(sid));
    let Some(row) = row else {
        let key = if sends { "boundaries-sender-unknown" } else { "boundaries-receiver-unknown" };
        return words_ui(ui, cx.t(key));
    };
    let count = if sends { row.messages_sent } else { row.messages_received };
    let key = if sends { "boundaries-sends-of" } else { "boundaries-receives-of" };
    let words = cx.say(&Message::new(key).with("n", count).with("name", row.name.to_string()));
    let shown = format!("{} {words}", if sends { "↑" } else { "↓" });
    whole_ui(ui, &shown, SAMPLE + 2.0 * sizes::GAP_SMALL);
    let (rect, _) = ui.allocate_exact_size(vec2(SAMPLE, sizes::CHIP), Sense::hover());
    sample(ui.painter(), rect, sends, color);
    let label = ui.add(Label::new(Text::Small.rich(shown, color)));
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}

/// Bytes of the stream that were sent and not received yet.
fn unread(cx: &Cx<'_>, ends: &TwoEnds) -> Option<String> {
    let session = cx.state.session();
    let len = |end: Option<SocketId>, direction| Some(session.pieces(end?).stream_len(direction));
    let rest = len(ends.sender, Direction::Sent)?.checked_sub(len(ends.receiver, Direction::Received)?)?;
    (rest > 0).then(|| cx.say(&Message::new("boundaries-unread").with("size", size_text(rest))))
}
