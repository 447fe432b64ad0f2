//! Connect, Disconnect, Reconnect, Stop: which of them there are says how far it is.

use super::Bar;
use crate::app::{AppCommand, BarCommand, BarPhase, TargetKind};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{self, Button};
use egui::{Color32, Ui};
use std::time::Duration;

/// A call that comes back sooner makes no button come and go.
pub(super) const WAITS: Duration = Duration::from_millis(250);

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    /// As the fields say: a new socket, beside the one that is in use.
    Go,
    Again,
    Stop,
    End,
}

/// The buttons with the keys of their labels; the first one stands out where nothing is in use.
fn buttons(bar: &Bar<'_>) -> Vec<(Does, &'static str, bool)> {
    let by_kind = |kind: TargetKind, keys: [&'static str; 3]| match kind {
        TargetKind::TcpClient => keys[0],
        TargetKind::TcpServer => keys[1],
        TargetKind::Udp | TargetKind::UdpListen => keys[2],
    };
    let go = |stands_out| (Does::Go, by_kind(bar.form.kind, ["bar-connect", "bar-listen", "bar-open"]), stands_out);
    let made = bar.view.target.as_ref().map_or(bar.form.kind, |target| target.kind);
    let again = by_kind(made, ["bar-reconnect", "bar-listen-again", "bar-reopen"]);
    let end = (Does::End, by_kind(made, ["bar-disconnect", "bar-stop-listening", "bar-close"]), false);
    match bar.view.phase {
        BarPhase::Working(so_long) if so_long >= WAITS => vec![(Does::Stop, "bar-stop", true)],
        BarPhase::Working(_) | BarPhase::Idle => vec![go(true)],
        BarPhase::Failed => vec![go(true), end],
        BarPhase::Closed if bar.is_same() => vec![(Does::Again, again, true)],
        BarPhase::Closed => vec![go(true)],
        BarPhase::EndedByPeer if bar.is_same() => vec![(Does::Again, again, true), end],
        _ if bar.is_same() => vec![(Does::Again, again, false), end],
        _ => vec![go(true), end],
    }
}

fn button_width(ui: &Ui, label: &str) -> f32 {
    let text = widgets::galley(ui.painter(), label, Text::Medium, Color32::PLACEHOLDER).size().x;
    (text + 2.0 * sizes::PADDING).ceil()
}

/// How wide they are side by side.
pub(super) fn width(ui: &Ui, cx: &Cx<'_>, bar: &Bar<'_>) -> f32 {
    let widths: Vec<f32> = buttons(bar).iter().map(|(_, key, _)| button_width(ui, cx.t(key))).collect();
    super::flow::width(&widths, sizes::GAP)
}

/// Draws them.
pub(super) fn buttons_ui(ui: &mut Ui, cx: &mut Cx<'_>, bar: &mut Bar<'_>) {
    if let BarPhase::Working(so_long) = bar.view.phase
        && let Some(left) = WAITS.checked_sub(so_long)
    {
        ui.ctx().request_repaint_after(left);
    }
    for (does, key, stands_out) in buttons(bar) {
        let button = Button::new(cx.t(key));
        let button = if stands_out { button.primary() } else { button };
        let calls = bar.checked.as_ref().ok().filter(|_| does == Does::Go || does == Does::Again);
        let mut response = ui.add(button);
        if let Some(target) = calls {
            response = response.on_hover_ui(|ui| {
                let color = Tokens::of(ui).text;
                ui.label(Text::Mono.rich(target.preview().join("\n"), color));
            });
        }
        if !response.clicked() {
            continue;
        }
        match does {
            Does::Go => bar.go = true,
            Does::Again => cx.push(AppCommand::Bar(BarCommand::Reconnect)),
            Does::Stop => cx.push(AppCommand::Bar(BarCommand::Stop)),
            Does::End => cx.push(AppCommand::Bar(BarCommand::Disconnect)),
        }
    }
}
