//! What TCP knows of a connection, and what was dropped.

use crate::app::Look;
use crate::bytes::{duration_text, size_text};
use crate::locale::Message;
use crate::net::TcpInfo;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{cut, paint_left, section_label};
use egui::{Color32, Role, Sense, Ui, WidgetInfo, vec2};
use std::time::Duration;

/// The kernel's *none was set yet* for the slow start threshold.
const NO_THRESHOLD: u32 = 0x7fff_ffff;

/// Draws them, a line each; nothing where nobody looked.
pub fn facts_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, look: Option<&Look>) {
    if row.backlog.is_some() && row.open {
        dropped_ui(ui, cx, look);
        return;
    }
    if words::is_datagram(row) {
        dropped_ui(ui, cx, look);
        return;
    }
    let Some(info) = look.and_then(|look| look.sample.tcp).filter(|_| row.connected && row.open) else { return };
    ui.add_space(sizes::GAP_SMALL);
    section_label(ui, cx.t("kernel-tcp"));
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    let tokens = Tokens::of(ui);
    for (label, value, is_worth_a_look) in lines(cx, &info) {
        let color = if is_worth_a_look { tokens.warning } else { tokens.text_strong };
        line_ui(ui, &label, &value, color);
    }
    ui.spacing_mut().item_spacing.y = spacing;
}

fn dropped_ui(ui: &mut Ui, cx: &Cx<'_>, look: Option<&Look>) {
    let Some(memory) = look.and_then(|look| look.sample.memory) else { return };
    let tokens = Tokens::of(ui);
    let color = if memory.drops > 0 { tokens.warning } else { tokens.text_strong };
    line_ui(ui, cx.t("kernel-dropped"), &memory.drops.to_string(), color);
}

/// A label and its value; one accessible node.
fn line_ui(ui: &mut Ui, label: &str, value: &str, color: Color32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW_HEX), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{label} {value}")));
    let (y, column) = (rect.center().y, sizes::LABEL_COLUMN);
    let subdued = Tokens::of(ui).text_subdued;
    let line = cut(ui.painter(), label, Text::Body, subdued, column - sizes::GAP_SMALL);
    paint_left(ui.painter(), rect.left(), y, line);
    let line = cut(ui.painter(), value, Text::Mono, color, rect.width() - column);
    paint_left(ui.painter(), rect.left() + column, y, line);
}

fn lines(cx: &Cx<'_>, info: &TcpInfo) -> Vec<(String, String, bool)> {
    let micros = |micros: u32| duration_text(Duration::from_micros(micros.into()));
    let mut lines = Vec::new();
    let mut add = |label: &str, value: String, is_odd: bool| lines.push((label.to_owned(), value, is_odd));
    let rtt = match info.rtt_micros {
        0 => cx.t("kernel-not-measured").to_owned(),
        rtt => format!("{} ± {}", micros(rtt), micros(info.rtt_var_micros)),
    };
    add("rtt", rtt, false);
    let cwnd = Message::new("kernel-cwnd").with("n", u64::from(info.cwnd));
    let window = u64::from(info.cwnd).saturating_mul(info.send_mss.into());
    add("cwnd", cx.say(&cwnd.with("size", size_text(window))), false);
    if info.ssthresh < NO_THRESHOLD {
        add("ssthresh", info.ssthresh.to_string(), false);
    }
    add("mss", format!("↑ {}  ↓ {}", info.send_mss, info.receive_mss), false);
    let now = info.retransmits > 0 || info.retrans > 0;
    let retransmits = Message::new("kernel-retransmits").with("n", u64::from(info.total_retrans));
    add(cx.t("kernel-retransmits-label"), cx.say(&retransmits), info.total_retrans > 0 || now);
    add("rto", micros(info.rto_micros), false);
    let unacked = Message::new("kernel-segments").with("n", u64::from(info.unacked));
    add(cx.t("kernel-unacked"), cx.say(&unacked), false);
    if info.lost > 0 {
        add(cx.t("kernel-lost"), cx.say(&Message::new("kernel-segments").with("n", u64::from(info.lost))), true);
    }
    if let Some(bytes) = info.not_sent.filter(|bytes| *bytes > 0) {
        add(cx.t("kernel-not-sent"), size_text(bytes.into()), false);
    }
    lines
}
