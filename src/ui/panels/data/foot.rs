//! Under the bytes: what was counted, and from where on they show. Above them: whose alone show.

use crate::app::{AppCommand, ClientCommand, Counters, Trips};
use crate::bytes::{duration_text, size_text};
use crate::call::{Address, SocketId};
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::Button;
use egui::text::LayoutJob;
use egui::{Align, Label, Layout, Rect, Role, Ui, UiBuilder, WidgetInfo};
use std::time::Duration;

/// How high the line under the bytes is.
pub const HEIGHT: f32 = sizes::CONTROL + sizes::GAP_SMALL;
/// So long nothing has to come before the reason is told.
const SILENCE: Duration = Duration::from_secs(10);

/// The line under the bytes.
pub fn foot_ui(ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect, sid: SocketId) {
    let layout = Layout::right_to_left(Align::Center);
    let mut foot = ui.new_child(UiBuilder::new().id_salt("counters").max_rect(rect).layout(layout));
    let ui = &mut foot;
    ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
    let t = Tokens::of(ui);
    if cx.state.is_live() {
        let name = cx.t("data-reset-name");
        let reset = ui.add(Button::new(cx.t("data-reset")).quiet().small().name(name));
        if reset.on_hover_text(name).clicked() {
            cx.push(AppCommand::Clients(ClientCommand::ResetCounters(sid)));
        }
    }
    let from = cx.state.shown_from;
    if from > 0 {
        if ui.add(Button::new(cx.t("data-show-all")).quiet().small().name(cx.t("data-show-all-name"))).clicked() {
            cx.push(AppCommand::ShowFrom(0));
        }
        let words = cx.say(&Message::new("data-from").with("n", from));
        ui.add(Label::new(Text::Small.rich(words, t.text_subdued)).truncate());
        ui.add_space(sizes::GAP);
    }
    let parts = counter_texts(cx, &cx.state.counters(sid), cx.state.trips(sid));
    let mut parts: Vec<_> = parts.into_iter().zip([t.sent, t.received, t.text_subdued]).collect();
    if cx.state.socket(sid).is_some_and(|row| row.eof_received() && !row.shut_read) {
        parts.insert(2, (cx.t("data-eof").to_owned(), t.received));
    }
    let mut job = LayoutJob::default();
    for (i, (text, color)) in parts.iter().enumerate() {
        let gap = if i == 0 { 0.0 } else { sizes::GAP_GROUPS };
        job.append(text, gap, Text::Mono.format(*color));
    }
    let parts: Vec<_> = parts.into_iter().map(|(text, _)| text).collect();
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let counters = ui.add(Label::new(job).truncate());
        counters.widget_info(|| WidgetInfo::labeled(Role::Label, true, parts.join(" ")));
    });
}

/// `↑ 24 B · 2`, `↓ 62 B · 2`, `rtt 13 ms (min 13 ms, max 15 ms)`.
fn counter_texts(cx: &Cx<'_>, counters: &Counters, trips: Option<Trips>) -> Vec<String> {
    let mut parts = vec![
        format!("↑ {} · {}", size_text(counters.sent), counters.messages_sent),
        format!("↓ {} · {}", size_text(counters.received), counters.messages_received),
    ];
    parts.extend(trips.map(|trips| cx.say(&trips_message(&trips))));
    parts
}

/// How long answers took, in words.
fn trips_message(trips: &Trips) -> Message {
    let [last, min, max] = [trips.last, trips.min, trips.max].map(duration_text);
    match trips.count {
        1 => Message::new("data-trip").with("last", last),
        _ => Message::new("data-trips").with("last", last).with("min", min).with("max", max),
    }
}

/// The chip that says whose datagrams alone show, and takes that away again.
pub fn only_ui(ui: &mut Ui, cx: &mut Cx<'_>, sid: SocketId, only: &Address) {
    ui.add_space(sizes::GAP_SMALL);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
        let address = only.to_string();
        let label = cx.say(&Message::new("data-only").with("address", address.as_str()));
        let name = cx.say(&Message::new("data-only-name").with("address", address.as_str()));
        if ui.add(Button::new(&label).icon(Icon::X).small().selected(true).name(&name)).clicked() {
            cx.push(AppCommand::Clients(ClientCommand::Only(None)));
        }
        if !cx.state.is_live() {
            return;
        }
        let chosen = cx.state.chosen_sender(sid) == Some(only);
        let key = if chosen { "clients-answer-last" } else { "data-answer" };
        let name = cx.say(&Message::new("data-answer-name").with("address", address.as_str()));
        let name = if chosen { cx.t(key) } else { &name };
        if ui.add(Button::new(cx.t(key)).icon(Icon::ArrowUUpLeft).quiet().small().name(name)).clicked() {
            let to = (!chosen).then(|| only.clone());
            cx.push(AppCommand::Clients(ClientCommand::Answer(sid, to)));
        }
    });
}

/// A datagram socket on 127.0.0.1 to which nothing came: after how long to say that broadcasts do not arrive there; zero
/// once it is time. None for others.
pub fn silent_on_loopback(row: &SocketRow, now: Duration) -> Option<Duration> {
    let bound = row.local.as_ref()?.ip()?;
    let is_deaf = !row.is_stream() && row.open && row.peer.is_none() && bound.is_ipv4() && bound.is_loopback();
    (is_deaf && row.messages_received == 0).then(|| (row.made_t + SILENCE).saturating_sub(now))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, number_of};

    #[test]
    fn only_a_silent_datagram_socket_on_loopback_is_deaf_to_broadcasts() {
        let kind = number_of("SOCK_DGRAM").unwrap();
        let seconds = Duration::from_secs;
        let mut row = SocketRow::new(SocketId(1), Name::new("", "u"), 2, kind, 0);
        row.made_t = seconds(5);
        assert_eq!(silent_on_loopback(&row, seconds(6)), None, "not bound");
        row.local = Some(Address::inet("127.0.0.1", 7000));
        assert_eq!(silent_on_loopback(&row, seconds(6)), Some(seconds(9)));
        assert_eq!(silent_on_loopback(&row, seconds(99)), Some(Duration::ZERO));
        let wide = SocketRow { local: Some(Address::inet("0.0.0.0", 7000)), ..row.clone() };
        let heard = SocketRow { messages_received: 1, ..row.clone() };
        let closed = SocketRow { open: false, ..row.clone() };
        let stream = SocketRow { kind: number_of("SOCK_STREAM").unwrap(), ..row };
        for row in [wide, heard, closed, stream] {
            assert_eq!(silent_on_loopback(&row, seconds(99)), None, "{row:?}");
        }
    }
}
