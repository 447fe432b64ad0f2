//! The button named after the call, what goes on by itself, and the calls that wait.

use super::draft::Draft;
use crate::app::AppCommand;
use crate::call::CallKind;
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, waiting_row, wrapped};
use egui::Ui;

/// So many waits are listed.
const WAITS: usize = 3;

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Once.
    Once,
    /// Again and again until the peer has sent all.
    UntilEof,
}

/// The buttons.
pub fn actions_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, draft: &mut Draft) -> Option<Press> {
    let kind = draft.form.kind;
    let mut press = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = sizes::GAP;
        let name = cx.say(&Message::new("calls-make").with("call", kind.name()));
        if ui.add(Button::new(kind.name()).primary().mono().name(&name)).clicked() {
            press = Some(Press::Once);
        }
        if keep_ui(ui, cx, row, kind) {
            // What goes on by itself is no reason to show another call.
            draft.pick(kind);
        }
        if kind == CallKind::Recv && row.is_stream() {
            let size = draft.form.size.trim();
            let label = cx.say(&Message::new("calls-until-eof").with("size", size));
            if ui.add(Button::new(&label).mono()).clicked() {
                press = Some(Press::UntilEof);
            }
        }
    });
    press
}

/// *Keep accepting*, *keep receiving*: true when it was pressed.
fn keep_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, kind: CallKind) -> bool {
    let keeping = cx.state.keeping.get(&row.sid).copied().unwrap_or_default();
    let (key, on, command) = match kind {
        CallKind::Accept => {
            let on = keeping.accepting;
            ("calls-keep-accepting", on, AppCommand::KeepAccepting(row.sid, !on))
        }
        CallKind::Recv | CallKind::RecvFrom => {
            let on = keeping.receiving;
            ("calls-keep-receiving", on, AppCommand::KeepReceiving(row.sid, !on))
        }
        _ => return false,
    };
    let pressed = ui.add(Button::new(cx.t(key)).selected(on)).clicked();
    if pressed {
        cx.push(command);
    }
    pressed
}

/// How high [`waits_ui`] is: nothing where nothing waits.
pub fn waits_height(ui: &Ui, cx: &Cx<'_>, row: &SocketRow) -> f32 {
    if row.waiting.is_empty() || !cx.state.is_live() {
        return 0.0;
    }
    let shown = row.waiting.len().min(WAITS) as f32;
    let more = if row.waiting.len() > WAITS { sizes::ROW_DENSE } else { 0.0 };
    shown * (sizes::ROW_TALL + ui.spacing().item_spacing.y) + more + sizes::GAP
}

/// Each call that waits on the socket, for how long, and *Stop*; it stays in sight under the form.
pub fn waits_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow) {
    let tokens = Tokens::of(ui);
    let board = std::sync::Arc::clone(&cx.state.snapshot.board);
    for id in row.waiting.iter().take(WAITS) {
        let Some(waiting) = board.waiting.get(id) else { continue };
        let Some(time) = words::waited(cx.state, waiting) else { continue };
        let (time, again) = words::counting_text(time);
        ui.ctx().request_repaint_after(again);
        let call = waiting.call.kind().name();
        let line = words::call_name(row, waiting.call.kind());
        let shown = cx.say(&Message::new("calls-waiting").with("time", time));
        let spoken = cx.say(&Message::new("sockets-call-waits").with("call", call));
        let stop_name = cx.say(&Message::new("calls-stop-name").with("call", call));
        let stop = Button::new(cx.t("calls-stop")).small().name(&stop_name);
        if waiting_row(ui, (&spoken, &line, &shown), stop).clicked() {
            cx.push(AppCommand::StopCall(*id));
        }
    }
    let more = row.waiting.len().saturating_sub(WAITS);
    if more > 0 {
        let words = cx.say(&Message::new("calls-waiting-more").with("n", more as u64));
        wrapped(ui, &[(&words, Text::Small, tokens.waiting)]);
    }
}
