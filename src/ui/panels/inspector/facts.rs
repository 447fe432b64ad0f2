//! Kind, names, mode, bytes, state and queues, and how far the socket can be reached.

use super::{Inspector, facts_of};
use crate::app::dial;
use crate::bytes::{duration_text, size_text};
use crate::call::{self, Address};
use crate::locale::Message;
use crate::net;
use crate::session::{Mode, SocketRow};
use crate::ui::cx::Cx;
use crate::ui::panels::kernel::await_first_look;
use crate::ui::panels::sockets::words::{self, PillSays};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{PillKind, card, pill_row, section_label, wrapped};
use egui::Ui;
use std::time::Duration;

impl Inspector {
    pub(super) fn facts_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
        let tokens = Tokens::of(ui);
        let facts = facts_of(cx);
        let value = tokens.text_strong;
        self.fact(ui, cx, cx.t("inspector-kind"), &[(&kind_text(row), Text::Mono, tokens.text)]);
        // The type's own protocol goes without saying.
        if row.proto != 0 {
            let proto = known(call::protocol(row.proto), row.proto);
            self.fact(ui, cx, cx.t("inspector-protocol"), &[(&proto, Text::Mono, tokens.text)]);
        }
        let local = facts.and_then(|facts| facts.local.as_ref()).or(row.local.as_ref());
        // A Unix socket that is connected has both ends, if only without a name (unix(7)).
        let unnamed = words::is_unix(row) && row.connected;
        let none = if unnamed { "inspector-unnamed" } else { "inspector-local-none" };
        self.name(ui, cx, row, (cx.t("inspector-local"), local, cx.t(none)));
        let peer = facts.and_then(|facts| facts.peer.as_ref()).or(row.peer.as_ref());
        let none = match (unnamed, row.backlog.is_some()) {
            (true, _) => "inspector-unnamed",
            (false, true) => "inspector-peer-listens",
            (false, false) => "inspector-peer-none",
        };
        self.name(ui, cx, row, (cx.t("inspector-peer"), peer, cx.t(none)));
        let mode = facts.map_or(row.mode, |facts| mode_of(facts.mode));
        let mode = cx.say(&words::mode_message(mode));
        self.fact(ui, cx, cx.t("inspector-mode"), &[(&mode, Text::Body, tokens.text)]);
        let (sent, received) = (format!("↑ {}", size_text(row.sent)), format!("↓ {}", size_text(row.received)));
        let bytes = [(&*sent, Text::Mono, tokens.sent), (&*received, Text::Mono, tokens.received)];
        self.fact(ui, cx, cx.t("inspector-bytes"), &bytes);
        if words::is_datagram(row) {
            let (sent, received) = (format!("↑ {}", row.messages_sent), format!("↓ {}", row.messages_received));
            let datagrams = [(&*sent, Text::Mono, tokens.sent), (&*received, Text::Mono, tokens.received)];
            self.fact(ui, cx, cx.t("inspector-datagrams"), &datagrams);
        }
        if let Some(trips) = cx.state.trips(row.sid) {
            let text = [trips.last, trips.min, trips.max].map(duration_text);
            let [last, min, max] = &text;
            let range = cx.say(&Message::new("inspector-trips-range").with("min", &**min).with("max", &**max));
            let parts = [(&**last, Text::Mono, value), (&*range, Text::Small, tokens.text_subdued)];
            let shown = if trips.count > 1 { &parts[..] } else { &parts[..1] };
            self.fact(ui, cx, cx.t("inspector-trips"), shown);
        }
        if row.drops > 0 {
            let drops = row.drops.to_string();
            self.fact(ui, cx, cx.t("inspector-drops"), &[(&drops, Text::Mono, tokens.warning)]);
        }
        state_ui(ui, cx, row);
        // A listener's queue has a picture of its own.
        let has_queues = row.connected || row.local.is_some() && words::is_datagram(row);
        if !has_queues || row.backlog.is_some() || !row.open {
            return;
        }
        for (key, queue) in
            ["inspector-receive-queue", "inspector-send-queue"].into_iter().zip(cx.state.queues(row.sid))
        {
            if let Some(bytes) = queue {
                let text = size_text(bytes.into());
                let color = if bytes == 0 { tokens.text } else { value };
                self.fact(ui, cx, cx.t(key), &[(&text, Text::Mono, color)]);
            }
        }
        self.tcp_ui(ui, cx, row);
    }

    /// The round-trip time and the congestion window, by TCP; the rest of what it knows is in the kernel's panel.
    fn tcp_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
        if row.tcp.is_none() || !row.connected {
            return;
        }
        let Some(look) = cx.state.kernel_look(row.sid) else { return await_first_look(ui) };
        let Some(tcp) = look.sample.tcp else { return };
        let tokens = Tokens::of(ui);
        if tcp.rtt_micros > 0 {
            let rtt = duration_text(Duration::from_micros(tcp.rtt_micros.into()));
            self.fact(ui, cx, "rtt", &[(&rtt, Text::Mono, tokens.text)]);
        }
        self.fact(ui, cx, "cwnd", &[(&tcp.cwnd.to_string(), Text::Mono, tokens.text)]);
    }

    fn name(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, at: (&str, Option<&Address>, &str)) {
        let (label, address, none) = at;
        let tokens = Tokens::of(ui);
        match address {
            Some(address) if address.is_unnamed() => {
                let unnamed = cx.t("inspector-unnamed");
                self.fact(ui, cx, label, &[(unnamed, Text::Body, tokens.text_subdued)]);
            }
            Some(address) => {
                let text = words::address_text(row, address);
                self.fact(ui, cx, label, &[(&text, Text::Mono, tokens.text_strong)]);
            }
            None => self.fact(ui, cx, label, &[(none, Text::Body, tokens.text_subdued)]),
        }
    }

    /// The badge of a socket that other machines can reach, and where they find it.
    pub(super) fn wide_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
        let Some(local) = row.local.as_ref().filter(|_| words::is_wide(row)) else { return };
        let tokens = Tokens::of(ui);
        ui.add_space(sizes::GAP);
        card(ui, tokens.warning_soft, |ui| {
            let words = cx.say(&words::wide_message(row));
            ui.horizontal_top(|ui| {
                ui.label(Icon::Globe.rich(sizes::ICON, tokens.warning));
                wrapped(ui, &[(&words, Text::Body, tokens.text)]);
            });
        });
        let both = row.takes_both_families();
        let mut places = if cx.state.is_live() { dial(local, both, cx.state.interfaces()) } else { Vec::new() };
        places.retain(|place| !place.is_here);
        if places.is_empty() {
            return;
        }
        ui.add_space(sizes::GAP);
        section_label(ui, cx.t("inspector-dial"));
        for place in places {
            self.fact(ui, cx, &place.interface, &[(&place.address, Text::Mono, tokens.text_strong)]);
        }
    }
}

fn state_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
    match words::pill_says(row) {
        PillSays::State("UDP") if row.peer.is_some() => {
            pill_row(ui, cx.t("inspector-state"), cx.t("sockets-pill-connected"), PillKind::Neutral)
        }
        PillSays::State("UDP") => pill_row(ui, cx.t("inspector-state"), cx.t("sockets-pill-bound"), PillKind::Neutral),
        PillSays::State(name) => pill_row(ui, cx.t("inspector-state"), name, PillKind::Neutral),
        PillSays::Word(key) => pill_row(ui, cx.t("inspector-state"), cx.t(key), PillKind::Neutral),
    };
}

/// `AF_INET · SOCK_STREAM`.
fn kind_text(row: &SocketRow) -> String {
    format!("{} · {}", known(call::family(row.family), row.family), known(call::kind(row.kind & 0xf), row.kind))
}

fn known(name: Option<&'static str>, number: i32) -> String {
    name.map_or_else(|| number.to_string(), str::to_owned)
}

fn mode_of(mode: net::Mode) -> Mode {
    match mode {
        net::Mode::Blocking => Mode::Blocking,
        net::Mode::NonBlocking => Mode::NonBlocking,
        net::Mode::Timeout(seconds) => Mode::Timeout(seconds),
    }
}
