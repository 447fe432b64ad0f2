//! The calls on the selected socket: every call in sight, the chosen one's form, and what came of it.

mod actions;
mod draft;
mod fields;
mod options;
mod outcome;
mod proposal;

use super::super::cx::Cx;
use super::sockets::words;
use crate::app::{AppCommand, GROUPS, MakeCall, sensible_next};
use crate::call::{CallKind, SocketId};
use crate::script::python;
use crate::session::{Session, SocketRow};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{
    call_chip, chip_group, code_line, emphasised, empty_state, is_entered, padded, section_label, wrapped,
};
use actions::Press;
use draft::Draft;
use egui::{ScrollArea, Ui};
use std::collections::HashMap;
use std::sync::{Arc, Weak};

/// Of so many sockets the forms are kept.
const DRAFTS: usize = 256;

/// What the panel keeps between frames.
#[derive(Default)]
pub struct Calls {
    /// By whether the session is the live one, and socket.
    drafts: HashMap<(bool, SocketId), Draft>,
    /// The session that the forms of a file belong to.
    session: Weak<Session>,
    uses: u64,
    /// The chosen call is to be made in the next frame.
    wished: bool,
    /// A call to be chosen in the next frame, with the keyboard in its first field.
    wanted: Option<CallKind>,
}

impl Calls {
    /// Draws the panel.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(row) = cx.state.selected_socket().map(Arc::clone) else {
            self.wished = false;
            empty_state(ui, Icon::Cursor, cx.t("calls-empty"), cx.t("calls-empty-hint"), |_| {});
            return;
        };
        let key = (cx.state.is_live(), row.sid);
        let mut draft = self.take_draft(cx, key);
        let waits = actions::waits_height(ui, cx, &row);
        let height = (ui.available_height() - waits).max(0.0);
        let area = ScrollArea::vertical().id_salt(("calls", key)).auto_shrink(false).max_height(height);
        area.show(ui, |ui| padded(ui, |ui| self.calls_ui(ui, cx, &row, &mut draft)));
        if waits > 0.0 {
            padded(ui, |ui| actions::waits_ui(ui, cx, &row));
        }
        self.drafts.insert(key, draft);
    }

    /// Makes the chosen call of the selected socket in the next frame.
    pub fn make_next(&mut self) {
        self.wished = true;
    }

    /// Chooses a call in the next frame, and gives the keyboard to its first field.
    pub fn choose_next(&mut self, kind: CallKind) {
        self.wanted = Some(kind);
    }

    /// Whose calls they are, at the right of the header.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if let Some(row) = cx.state.selected_socket() {
            title_ui(ui, cx, row);
        }
    }

    /// The socket's form; the forms that were not used for longest make place.
    fn take_draft(&mut self, cx: &Cx<'_>, key: (bool, SocketId)) -> Draft {
        if !std::ptr::eq(self.session.as_ptr(), Arc::as_ptr(cx.state.session())) {
            self.session = Arc::downgrade(cx.state.session());
            self.drafts.retain(|(live, _), _| *live);
        }
        self.uses += 1;
        let mut draft = self.drafts.remove(&key).unwrap_or_default();
        draft.used = self.uses;
        if self.drafts.len() >= DRAFTS {
            let oldest = self.drafts.iter().min_by_key(|(_, draft)| draft.used).map(|(key, _)| *key);
            oldest.and_then(|key| self.drafts.remove(&key));
        }
        draft
    }

    fn calls_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, draft: &mut Draft) {
        let wanted = self.wanted.take();
        if let Some(kind) = wanted {
            draft.pick(kind);
        }
        let mut press = chips_ui(ui, cx, row, draft).then_some(Press::Once);
        let board = Arc::clone(&cx.state.snapshot.board);
        let sender = cx.state.answer_address(row.sid);
        draft.settle(&board, row, sender.as_ref());
        outcome::look_at_rows(draft, cx, row);
        let tokens = Tokens::of(ui);
        let kind = draft.form.kind;
        ui.add_space(sizes::GAP);
        let about = words::code_parts(cx.t(&about_key(kind)));
        emphasised(ui, &about, (Text::Body, tokens.text), (Text::Mono, tokens.text_strong));
        ui.add_space(sizes::GAP_SMALL);
        let built = draft.form.build(row.family, row.name.side());
        let before = draft.form.clone();
        let errors = built.as_ref().err().cloned().unwrap_or_default();
        let mut form = fields::Fields { draft: &mut *draft, row, errors: &errors, first: None, entered: false };
        form.ui(ui, cx);
        let (first, entered) = (form.first, form.entered);
        draft.keep(&before);
        if let Some(first) = first.filter(|_| wanted.is_some()) {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        if entered || std::mem::take(&mut self.wished) {
            press = Some(Press::Once);
        }
        ui.add_space(sizes::GAP);
        if cx.state.is_live() {
            press = actions::actions_ui(ui, cx, row, draft).or(press);
        } else {
            press = None;
            wrapped(ui, &[(cx.t("calls-not-live"), Text::Small, tokens.text_subdued)]);
        }
        outcome::outcome_ui(ui, cx, row, draft);
        ui.add_space(sizes::GAP_GROUPS);
        section_label(ui, cx.t("calls-in-python"));
        code_line(ui, &preview(draft, row));
        ui.add_space(sizes::MARGIN);
        if let Some(press) = press {
            make(cx, row, draft, press);
        }
    }
}

/// Makes the call, or shows every mistake of its form.
fn make(cx: &mut Cx<'_>, row: &SocketRow, draft: &mut Draft, press: Press) {
    match draft.form.build(row.family, row.name.side()) {
        Ok((call, makes)) => {
            let until_eof = press == Press::UntilEof;
            cx.push(AppCommand::MakeCall(MakeCall { sid: row.sid, call, makes, until_eof }));
            draft.made(row, cx.state.snapshot.rows);
        }
        Err(_) => draft.refused(),
    }
}

fn title_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
    let tokens = Tokens::of(ui);
    let (name, side) = (row.name.base(), row.name.side());
    let parts = if side.is_empty() {
        words::parts(cx, "calls-title-alone", &[("name", name)])
    } else {
        words::parts_of(cx, "calls-title", &[("name", name)], &[("side", side)])
    };
    emphasised(ui, &parts, (Text::Body, tokens.text_subdued), (Text::MonoStrong, tokens.text_strong));
    ui.add_space(sizes::GAP_SMALL);
}

/// Every call as a chip; true when one was double-clicked or entered.
fn chips_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, draft: &mut Draft) -> bool {
    let sensible = sensible_next(row);
    let chosen = draft.chosen(row);
    let mut wished = false;
    for (title, kinds) in GROUPS {
        chip_group(ui, cx.t(title), |ui| {
            for kind in kinds {
                let response = call_chip(ui, kind.name(), *kind == chosen, *kind == sensible);
                let entered = is_entered(ui, &response);
                if response.clicked() || response.double_clicked() || entered {
                    draft.pick(*kind);
                }
                wished |= response.double_clicked() || entered;
            }
        });
    }
    wished
}

/// The key of the sentence that explains a call.
fn about_key(kind: CallKind) -> String {
    format!("calls-about-{}", kind.name())
}

/// The call as Python writes it; without its arguments while they are wrong.
fn preview(draft: &Draft, row: &SocketRow) -> String {
    match draft.form.build(row.family, row.name.side()) {
        Ok((call, makes)) => {
            python::call_line_short_of(&call, Some(row.name.base()), makes.as_ref().map(crate::call::Name::base))
        }
        Err(_) => format!("{}(…)", words::call_name(row, draft.form.kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale;

    #[test]
    fn every_call_is_explained_in_both_languages() {
        for kind in CallKind::ALL.iter().filter(|kind| **kind != CallKind::Socket) {
            assert!(locale::has(&about_key(*kind)), "{}", kind.name());
        }
    }
}
