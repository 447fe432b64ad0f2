//! The button named after the call, what goes on by itself, and the calls that wait.

use super::draft::Draft;
use crate::app::AppCommand;
use crate::call::CallKind;
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, card, wrapped};
use egui::{Align, Layout, Ui};

/// So many waits are listed.
const WAITS: usize = 6;

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Once.
    Once,
    /// Again and again until the peer has sent all.
    UntilEof,
}

/// The buttons.
pub fn actions_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, draft: &Draft) -> Option<Press> {
    let kind = draft.form.kind;
    let mut press = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.y = sizes::GAP;
        let name = cx.say(&Message::new("calls-make").with("call", kind.name()));
        if ui.add(Button::new(kind.name()).primary().mono().name(&name)).clicked() {
            press = Some(Press::Once);
        }
        keep_ui(ui, cx, row, kind);
        if kind == CallKind::Recv && row.is_stream() {
            let size = draft.form.size.trim();
            let label = cx.say(&Message::new("calls-until-eof").with("size", size));
            if ui.add(Button::new(&label)).clicked() {
                press = Some(Press::UntilEof);
            }
        }
    });
    press
}

fn keep_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, kind: CallKind) {
    let keeping = cx.state.keeping.get(&row.sid).copied().unwrap_or_default();
    match kind {
        CallKind::Accept => {
            if ui.add(Button::new(cx.t("calls-keep-accepting")).selected(keeping.accepting)).clicked() {
                cx.push(AppCommand::KeepAccepting(row.sid, !keeping.accepting));
            }
        }
        CallKind::Recv | CallKind::RecvFrom => {
            if ui.add(Button::new(cx.t("calls-keep-receiving")).selected(keeping.receiving)).clicked() {
                cx.push(AppCommand::KeepReceiving(row.sid, !keeping.receiving));
            }
        }
        _ => {}
    }
}

/// Each call that waits on the socket, for how long, and *Stop*.
pub fn waits_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow) {
    let tokens = Tokens::of(ui);
    let board = std::sync::Arc::clone(&cx.state.snapshot.board);
    for id in row.waiting.iter().take(WAITS) {
        let Some(waiting) = board.waiting.get(id) else { continue };
        let Some(time) = words::waited(cx.state, waiting) else { continue };
        let (time, again) = words::counting_text(time);
        ui.ctx().request_repaint_after(again);
        ui.add_space(sizes::GAP_SMALL);
        card(ui, tokens.waiting_soft, |ui| {
            wrapped(ui, &[(&words::call_line(row, waiting), Text::Mono, tokens.text)]);
            ui.horizontal(|ui| {
                let words = cx.say(&Message::new("calls-waiting").with("time", time));
                ui.label(Text::Mono.rich(words, tokens.waiting));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let call = waiting.call.kind().name();
                    let name = cx.say(&Message::new("calls-stop-name").with("call", call));
                    if ui.add(Button::new(cx.t("calls-stop")).name(&name)).clicked() {
                        cx.push(AppCommand::StopCall(*id));
                    }
                });
            });
        });
    }
    let more = row.waiting.len().saturating_sub(WAITS);
    if more > 0 {
        let words = cx.say(&Message::new("calls-waiting-more").with("n", more as u64));
        wrapped(ui, &[(&words, Text::Small, tokens.waiting)]);
    }
}
