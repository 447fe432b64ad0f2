//! What came of the chosen call when it was made last on this socket.

use super::draft::Draft;
use crate::bytes::duration_text;
use crate::call::{CallKind, Outcome};
use crate::script;
use crate::session::{Row, SocketRow};
use crate::ui::cx::Cx;
use crate::ui::panels::inspector::why::error_card;
use crate::ui::panels::packets::packet_words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{labelled_row, wrapped};
use egui::Ui;

/// So many of the newest rows are looked through at once.
const ROWS: u64 = 24;

/// Notes which rows of the log are calls on this socket: the newest of each kind.
pub fn look_at_rows(draft: &mut Draft, cx: &Cx<'_>, row: &SocketRow) {
    let rows = cx.state.session().rows();
    let end = cx.state.snapshot.rows;
    if end < draft.seen_rows {
        // An earlier moment shows.
        draft.last_rows.retain(|_, k| *k < end);
    }
    let start = draft.seen_rows.min(end).max(end.saturating_sub(ROWS));
    for k in start..end {
        let Some(found) = rows.row(k) else {
            // It is asked for; the window is woken when it is there.
            draft.seen_rows = k;
            return;
        };
        if concerns(cx, row, &found) {
            draft.last_rows.insert(found.record.call.kind(), k);
        }
    }
    draft.seen_rows = end;
}

/// Whether a row is a call on this socket, on a file of it, or a look-up, which is no socket's.
fn concerns(cx: &Cx<'_>, row: &SocketRow, found: &Row) -> bool {
    let owner = cx.state.snapshot.board.owner(found.sid);
    owner == row.sid || found.record.call.kind() == CallKind::GetAddrInfo
}

/// The last result in one line, or why it failed.
pub fn outcome_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, draft: &mut Draft) {
    let kind = draft.form.kind;
    let Some(k) = draft.last_rows.get(&kind).copied() else { return };
    let Some(found) = cx.state.session().rows().row(k) else { return };
    let record = &found.record;
    if !concerns(cx, row, &found) || record.call.kind() != kind || record.outcome == Outcome::Waiting {
        return;
    }
    ui.add_space(sizes::GAP);
    if let Some(explanation) = cx.state.why(Some(row), &found) {
        let card = ui.scope(|ui| error_card(ui, cx, &explanation)).response;
        if draft.reveal_from.take_if(|from| *from <= k).is_some() {
            card.scroll_to_me(None);
        }
        return;
    }
    let mut text = script::result_text_of(&record.outcome, &record.call, Some(found.received_len));
    if let Some(took) = record.took {
        text = format!("{text} · {}", duration_text(took));
    }
    let tokens = Tokens::of(ui);
    let color = if record.outcome.is_error() { tokens.error } else { tokens.text };
    labelled_row(ui, cx.t("calls-last"), &text, Text::Mono, color);
    if let Some(words) = packet_words(cx, &found) {
        wrapped(ui, &[(&words, Text::Body, tokens.text)]);
    }
}
