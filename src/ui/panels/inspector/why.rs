//! Why a call failed, and what a call waits for: the words, and the buttons that do something about it.
//!
//! ```text
//! Why did cli2.connect fail?
//! ╭────────────────────────────────────────╮
//! │ connect to 127.0.0.1:8001: ECONNREFUSED (111)
//! │ Nobody listens on 127.0.0.1:8001; …
//! │ [Connect to 127.0.0.1:8000]
//! │  Learn more
//! ╰────────────────────────────────────────╯
//! ```

use crate::app::{AppCommand, Mending, Stepping, WhyCommand};
use crate::call::{CallKind, Name, SocketId};
use crate::doctor::{Act, Explanation, Remedy};

use crate::locale::Message;
use crate::session::{Row, SocketRow};
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, bullet, card, emphasised, remedy_button, wrapped};
use egui::Ui;
use std::sync::Arc;

/// So many of the newest rows are looked through for the call that failed.
const UNMADE: u64 = 24;
/// So many waits are explained.
const WAITS: usize = 3;

/// Whose card it is: the socket, and what one that was not made was to be called.
struct Whose {
    sid: Option<SocketId>,
    name: Option<Name>,
    /// Apart from the other cards of the panel.
    salt: u64,
}

/// The selected call where it failed; else the last error, as long as no later call came back well.
pub fn failed_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow) {
    let Some(found) = failed(cx, row) else { return };
    let Some(explanation) = cx.state.why(Some(row), &found) else { return };
    look(cx, &found);
    title_ui(ui, cx, "inspector-why-failed", &words::call_name(row, found.record.call.kind()));
    let whose = Whose { sid: Some(row.sid), name: None, salt: found.n };
    card(ui, Tokens::of(ui).error_soft, |ui| explained_ui(ui, cx, &explanation, &whose));
}

fn failed(cx: &Cx<'_>, row: &SocketRow) -> Option<Arc<Row>> {
    let rows = cx.state.session().rows();
    let read = |n: u64| rows.row_of_record(n).and_then(|k| rows.row(k));
    let board = &cx.state.snapshot.board;
    let is_failed = |found: &Arc<Row>| board.owner(found.sid) == row.sid && found.record.outcome.has_failed();
    let selected = cx.state.selected_record.and_then(read).filter(is_failed).filter(|found| !is_hidden(cx, found));
    selected.or_else(|| row.last_error.as_ref().and_then(|(n, ..)| read(*n)))
}

/// The machine is asked once a card shows that may say more then.
fn look(cx: &mut Cx<'_>, found: &Row) {
    if cx.state.wants_machine(found) {
        cx.push(AppCommand::Why(WhyCommand::Look(found.n)));
    }
}

/// The selected call, where it is on no socket: a name was looked up, or no socket was made.
pub fn on_no_socket(cx: &Cx<'_>) -> Option<Arc<Row>> {
    let rows = cx.state.session().rows();
    let row = rows.row_of_record(cx.state.selected_record?).and_then(|k| rows.row(k))?;
    let board = &cx.state.snapshot.board;
    let is_made = || board.row(board.owner(row.sid)).is_some() || is_hidden(cx, &row);
    (row.record.call.kind() == CallKind::GetAddrInfo || !is_made()).then_some(row)
}

/// Whether stepping does not tell yet what came of the call.
fn is_hidden(cx: &Cx<'_>, row: &Row) -> bool {
    cx.state.stepping.as_ref().and_then(Stepping::hidden) == Some(row.n)
}

/// Its line, what it gave, and why it failed.
pub fn no_socket_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &Row) {
    let tokens = Tokens::of(ui);
    let (language, record) = (cx.languages().1, &row.record);
    ui.label(Text::MonoStrong.rich(record.call.kind().name(), tokens.text_strong));
    super::notes::notes_ui(ui, cx);
    let line = language.line_short_of(&record.call, None, None);
    wrapped(ui, &[(&line, Text::Mono, tokens.text)]);
    if is_hidden(cx, row) {
        return;
    }
    if record.outcome.is_error() {
        unmade_ui(ui, cx, row);
    } else {
        ui.add_space(sizes::GAP);
        let result = crate::script::result_text(&record.outcome, &record.call);
        wrapped(ui, &[(&result, Text::Mono, tokens.text_strong)]);
    }
}

/// The selected call, or the one that was to make the selected socket, where it failed and so there is no socket.
pub fn unmade(cx: &Cx<'_>) -> Option<Arc<Row>> {
    let rows = cx.state.session().rows();
    let board = &cx.state.snapshot.board;
    let is_failed = |row: &Arc<Row>| row.record.outcome.is_error() && board.row(board.owner(row.sid)).is_none();
    let selected = cx.state.selected_record.and_then(|n| rows.row_of_record(n)).and_then(|k| rows.row(k));
    if let Some(row) = selected.filter(is_failed).filter(|row| !is_hidden(cx, row)) {
        return Some(row);
    }
    let sid = cx.state.selected?;
    let end = cx.state.snapshot.rows;
    let newest = (end.saturating_sub(UNMADE)..end).rev().filter_map(|k| rows.row(k));
    newest.filter(|row| row.sid == sid).find(is_failed)
}

/// Why it failed.
pub fn unmade_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &Row) {
    let Some(explanation) = cx.state.why(None, row) else { return };
    look(cx, row);
    title_ui(ui, cx, "inspector-why-failed", row.record.call.kind().name());
    let whose = Whose { sid: None, name: row.record.makes.clone(), salt: row.n };
    card(ui, Tokens::of(ui).error_soft, |ui| explained_ui(ui, cx, &explanation, &whose));
}

/// What each waiting call waits for.
pub fn waits_ui(ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow) {
    let tokens = Tokens::of(ui);
    let board = Arc::clone(&cx.state.snapshot.board);
    for (at, waiting) in row.waiting.iter().take(WAITS).filter_map(|id| board.waiting.get(id)).enumerate() {
        title_ui(ui, cx, "inspector-why-waits", &words::call_name(row, waiting.call.kind()));
        card(ui, tokens.waiting_soft, |ui| {
            let mut explanation = cx.state.explain_waiting(row, &waiting.call);
            let why = cx.say(&explanation.why);
            wrapped(ui, &[(&why, Text::Body, tokens.text)]);
            // One press stops all waits of the socket: one button is enough.
            explanation.remedies.retain(|remedy| remedy.act != Act::Stop || at == 0);
            let whose = Whose { sid: Some(row.sid), name: None, salt: waiting.n };
            remedies_ui(ui, cx, &explanation.remedies, &whose);
        });
    }
}

/// What went wrong and why, for a place where the whole story stands elsewhere.
pub fn error_card(ui: &mut Ui, cx: &Cx<'_>, explanation: &Explanation) {
    card(ui, Tokens::of(ui).error_soft, |ui| words_ui(ui, cx, explanation));
}

fn title_ui(ui: &mut Ui, cx: &Cx<'_>, key: &str, call: &str) {
    let tokens = Tokens::of(ui);
    ui.add_space(sizes::GAP_GROUPS);
    let parts = words::parts(cx, key, &[("call", call)]);
    emphasised(ui, &parts, (Text::Label, tokens.text_subdued), (Text::Mono, tokens.text));
}

fn words_ui(ui: &mut Ui, cx: &Cx<'_>, explanation: &Explanation) {
    let tokens = Tokens::of(ui);
    wrapped(ui, &[(&cx.say(&explanation.headline), Text::MonoStrong, tokens.error)]);
    ui.add_space(sizes::GAP_SMALL);
    wrapped(ui, &[(&cx.say(&explanation.why), Text::Body, tokens.text_strong)]);
}

fn explained_ui(ui: &mut Ui, cx: &mut Cx<'_>, explanation: &Explanation, whose: &Whose) {
    words_ui(ui, cx, explanation);
    if let Some(mending) = cx.state.removal.as_ref().filter(|mending| mending.sid == whose.sid) {
        return removal_ui(ui, cx, &mending.act.clone());
    }
    let presses = remedies_ui(ui, cx, &explanation.remedies, whose);
    if explanation.tries.is_empty() {
        return;
    }
    let tokens = Tokens::of(ui);
    // Where there is something to press, the longer text waits until it is asked for.
    let id = ui.make_persistent_id(("inspector-more", whose.salt));
    let open = !presses || ui.data(|data| data.get_temp(id).unwrap_or(false));
    if presses && remedy_button(ui, cx.t("inspector-more"), false).clicked() {
        ui.data_mut(|data| data.insert_temp(id, !open));
    }
    if !open {
        return;
    }
    ui.add_space(if presses { sizes::GAP_SMALL } else { sizes::GAP });
    wrapped(ui, &[(cx.t("inspector-try"), Text::Label, tokens.text_subdued)]);
    for message in &explanation.tries {
        bullet(ui, &cx.say(message), tokens.text);
    }
}

/// The buttons, each with what it changes; whether there were any. What is read or past cannot be mended.
fn remedies_ui(ui: &mut Ui, cx: &mut Cx<'_>, remedies: &[Remedy], whose: &Whose) -> bool {
    if remedies.is_empty() || !cx.state.is_live() {
        return false;
    }
    let tokens = Tokens::of(ui);
    ui.add_space(sizes::GAP);
    for (at, remedy) in remedies.iter().enumerate() {
        let label = cx.say(&remedy.label);
        if remedy_button(ui, &label, at == 0).clicked() {
            let mending = Mending { sid: whose.sid, name: whose.name.clone(), act: remedy.act.clone() };
            cx.push(AppCommand::Why(WhyCommand::Mend(Box::new(mending))));
        }
        if let Some(changes) = &remedy.changes {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(sizes::PADDING_SMALL);
                wrapped(ui, &[(&cx.say(changes), Text::Small, tokens.text_subdued)]);
            });
            ui.add_space(sizes::GAP_SMALL);
        }
    }
    true
}

/// The question before a file is removed.
fn removal_ui(ui: &mut Ui, cx: &mut Cx<'_>, act: &Act) {
    let Act::Remove { path, .. } = act else { return };
    let path = crate::call::Address::unix(path).to_string();
    let tokens = Tokens::of(ui);
    ui.add_space(sizes::GAP);
    let question = cx.say(&Message::new("remove-question").with("path", path.as_str()));
    wrapped(ui, &[(&question, Text::Body, tokens.text_strong)]);
    ui.add_space(sizes::GAP_SMALL);
    let yes = cx.say(&Message::new("do-yes-remove").with("path", path.as_str()));
    if remedy_button(ui, &yes, true).clicked() {
        cx.push(AppCommand::Why(WhyCommand::Remove(true)));
    }
    if ui.add(Button::new(cx.t("do-no-remove")).quiet()).clicked() {
        cx.push(AppCommand::Why(WhyCommand::Remove(false)));
    }
}
