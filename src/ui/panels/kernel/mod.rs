//! What the kernel holds for the selected socket: its state and the way there, what moves it next, its queues, what TCP
//! knows, and what its calls wait for.
//!
//! ```text
//! ┌ Kernel ──────────────────┐
//! │        (CLOSED)          │
//! │ SYN_SENT    SYN_RECEIVED │
//! │      ESTABLISHED         │
//! │ …                        │
//! │ What moves it next       │
//! │ Receive queue  ▓▓░░░ 6 B │
//! │ rtt 41 µs  cwnd 10  …    │
//! └──────────────────────────┘
//! ```

mod diagram;
mod facts;
mod listener;
mod queues;
mod resets;

pub(in crate::ui::panels) use listener::listening_ui;

use super::inspector::why;
use super::sockets::words;
use crate::app::{Look, moment_text};
use crate::call::{TcpState, number_of};
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{emphasised, empty_state, padded, section_label, wrapped};
use egui::{ScrollArea, Ui};
use std::sync::Arc;
use std::time::Duration;

/// How long until the frame with which looking begins.
const SOON: Duration = Duration::from_millis(20);

/// What the panel keeps between frames: nothing but its place.
#[derive(Default)]
pub struct KernelPanel;

impl KernelPanel {
    /// When what shows was looked at, where that is not now.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if cx.state.is_live() {
            return;
        }
        let Some(look) = cx.state.selected.and_then(|sid| cx.state.kernel_look(sid)) else { return };
        let said = cx.say(&Message::new("kernel-sampled-at").with("time", moment_text(look.sample.at)));
        ui.label(Text::Small.rich(said, Tokens::of(ui).text_subdued));
    }

    /// The panel.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(row) = cx.state.selected_socket().map(Arc::clone) else {
            empty_state(ui, Icon::Cpu, cx.t("kernel-empty"), cx.t("kernel-empty-hint"), |_| {});
            return;
        };
        let look = cx.state.kernel_look(row.sid);
        if look.is_none() && cx.state.is_live() && row.open {
            await_first_look(ui);
        }
        let area = ScrollArea::vertical().id_salt("kernel").auto_shrink(false);
        area.show(ui, |ui| {
            padded(ui, |ui| {
                ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
                title_ui(ui, cx, &row);
                picture_ui(ui, cx, &row, look.as_ref());
                queues::queues_ui(ui, cx, &row, look.as_ref());
                facts::facts_ui(ui, cx, &row, look.as_ref());
                why::waits_ui(ui, cx, &row);
                ui.add_space(sizes::MARGIN);
            });
        });
    }
}

/// The first look begins with the next frame: there is to be one soon.
pub(in crate::ui::panels) fn await_first_look(ui: &Ui) {
    ui.ctx().request_repaint_after(SOON);
}

/// The state that the kernel holds it in now, or held it in then; `None` where it has let go of it, or is not TCP.
pub fn state_of(cx: &Cx<'_>, row: &SocketRow, look: Option<&Look>) -> Option<TcpState> {
    if !row.open {
        return cx.state.after_close(row).flatten();
    }
    // The record's own, while the past shows: a look is up to a quarter of a second old.
    let sampled = look.and_then(|look| look.sample.tcp_state()).filter(|_| cx.state.is_live());
    let state = sampled.or(row.tcp);
    // The descriptor of a connection that is over says CLOSE while the kernel still keeps TIME_WAIT beside it.
    let is_over = state == Some(TcpState::Close) && row.connected;
    let kept = if is_over { cx.state.after_close(row).flatten() } else { None };
    kept.or(state)
}

fn is_tcp(row: &SocketRow) -> bool {
    let is = |name, number: i32| number_of(name) == Some(number);
    (is("AF_INET", row.family) || is("AF_INET6", row.family)) && is("SOCK_STREAM", row.kind & 0xf)
}

fn title_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
    let tokens = Tokens::of(ui);
    let mut parts = vec![(row.name.base().to_owned(), true)];
    let address = words::short_address(row);
    for part in [row.name.side(), &address] {
        if !part.is_empty() {
            parts.push((format!("  {part}"), false));
        }
    }
    emphasised(ui, &parts, (Text::Mono, tokens.text_subdued), (Text::MonoStrong, tokens.text_strong));
    if cx.state.reading.is_some() && row.open && cx.state.kernel_look(row.sid).is_none() {
        wrapped(ui, &[(cx.t("kernel-of-a-file"), Text::Small, tokens.text_subdued)]);
    }
}

/// The picture of what it is: a listener, a connection, datagrams, a Unix socket.
fn picture_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, look: Option<&Look>) {
    let tokens = Tokens::of(ui);
    if row.backlog.is_some() {
        listening_ui(ui, cx, row);
        return;
    }
    if is_tcp(row) {
        section_label(ui, cx.t("kernel-states"));
        let state = state_of(cx, row, look);
        let picture = diagram::Picture::of(row, state);
        diagram::diagram_ui(ui, cx, &picture);
        diagram::next_ui(ui, cx, row, &picture);
        return;
    }
    let key = match (words::is_datagram(row), words::is_unix(row), row.peer.is_some() || row.connected) {
        (true, false, true) => "kernel-udp-connected",
        (true, false, false) if row.local.is_some() => "kernel-udp-bound",
        (true, false, false) => "kernel-udp-unbound",
        (_, true, true) => "kernel-unix-connected",
        (_, true, false) => "kernel-unix",
        _ => "kernel-other",
    };
    ui.add_space(sizes::GAP_SMALL);
    wrapped(ui, &[(cx.t(key), Text::Body, tokens.text)]);
}
