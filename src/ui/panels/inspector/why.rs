//! Why the last call failed and what to try, and what a call waits for.

use crate::doctor::Explanation;
use crate::session::{Row, SocketRow};
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{bullet, card, emphasised, wrapped};
use egui::Ui;
use std::sync::Arc;

/// So many of the newest rows are looked through for the call that failed.
const UNMADE: u64 = 24;
/// So many waits are explained.
const WAITS: usize = 3;

/// The last error, as long as no later call came back well.
pub fn failed_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
    let Some((n, kind, _)) = &row.last_error else { return };
    let rows = cx.state.session().rows();
    let Some(found) = rows.row_of_record(*n).and_then(|k| rows.row(k)) else { return };
    let Some(explanation) = cx.state.explain(row, &found.record.call, &found.record.outcome) else { return };
    title_ui(ui, cx, "inspector-why-failed", &words::call_name(row, *kind));
    card(ui, Tokens::of(ui).error_soft, |ui| explanation_ui(ui, cx, &explanation, true));
}

/// The selected call, or the one that was to make the selected socket, where it failed and so there is no socket.
pub fn unmade(cx: &Cx<'_>) -> Option<Arc<Row>> {
    let rows = cx.state.session().rows();
    let board = &cx.state.snapshot.board;
    let is_failed = |row: &Arc<Row>| row.record.outcome.is_error() && board.row(board.owner(row.sid)).is_none();
    let selected = cx.state.selected_record.and_then(|n| rows.row_of_record(n)).and_then(|k| rows.row(k));
    if let Some(row) = selected.filter(is_failed) {
        return Some(row);
    }
    let sid = cx.state.selected?;
    let end = cx.state.snapshot.rows;
    let newest = (end.saturating_sub(UNMADE)..end).rev().filter_map(|k| rows.row(k));
    newest.filter(|row| row.sid == sid).find(is_failed)
}

/// Why it failed.
pub fn unmade_ui(ui: &mut Ui, cx: &Cx<'_>, row: &Row) {
    let Some(explanation) = cx.state.explain_unmade(&row.record.call, &row.record.outcome) else { return };
    title_ui(ui, cx, "inspector-why-failed", row.record.call.kind().name());
    card(ui, Tokens::of(ui).error_soft, |ui| explanation_ui(ui, cx, &explanation, true));
}

/// What each waiting call waits for.
pub fn waits_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
    let tokens = Tokens::of(ui);
    let board = Arc::clone(&cx.state.snapshot.board);
    for waiting in row.waiting.iter().take(WAITS).filter_map(|id| board.waiting.get(id)) {
        title_ui(ui, cx, "inspector-why-waits", &words::call_name(row, waiting.call.kind()));
        card(ui, tokens.waiting_soft, |ui| {
            let why = cx.say(&cx.state.explain_waiting(row, &waiting.call));
            wrapped(ui, &[(&why, Text::Body, tokens.text)]);
        });
    }
}

/// What went wrong and why, for a place where the whole story stands elsewhere.
pub fn error_card(ui: &mut Ui, cx: &Cx<'_>, explanation: &Explanation) {
    card(ui, Tokens::of(ui).error_soft, |ui| explanation_ui(ui, cx, explanation, false));
}

fn title_ui(ui: &mut Ui, cx: &Cx<'_>, key: &str, call: &str) {
    let tokens = Tokens::of(ui);
    ui.add_space(sizes::GAP_GROUPS);
    let parts = words::parts(cx, key, &[("call", call)]);
    emphasised(ui, &parts, (Text::Label, tokens.text_subdued), (Text::Mono, tokens.text));
}

fn explanation_ui(ui: &mut Ui, cx: &Cx<'_>, explanation: &Explanation, with_tries: bool) {
    let tokens = Tokens::of(ui);
    wrapped(ui, &[(&cx.say(&explanation.headline), Text::MonoStrong, tokens.error)]);
    ui.add_space(sizes::GAP_SMALL);
    wrapped(ui, &[(&cx.say(&explanation.why), Text::Body, tokens.text_strong)]);
    if !with_tries || explanation.tries.is_empty() {
        return;
    }
    ui.add_space(sizes::GAP);
    wrapped(ui, &[(cx.t("inspector-try"), Text::Label, tokens.text_subdued)]);
    for message in &explanation.tries {
        bullet(ui, &cx.say(message), tokens.text);
    }
}
