//! The calls on the selected socket: every call in sight, the chosen one's form, and what came of it.

mod actions;
mod draft;
mod fields;
mod hinted;
mod options;
mod outcome;
mod proposal;

use super::super::cx::Cx;
use super::sockets::words;
use crate::app::{AppCommand, Field, FieldError, GROUPS, MORE_GROUPS, MakeCall, sensible_next};
use crate::bytes::escape_text;
use crate::call::{Call, CallKind, Name, SocketId};
use crate::locale::Message;
use crate::script::CallLanguage;
use crate::session::{Board, Session, SocketRow};
use crate::ui::browse::{Browse, Browsed};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{
    Button, call_chip, chip_group, code_line, emphasised, empty_state, is_entered, padded, section_label, wrapped,
};
use actions::Press;
use draft::Draft;
use egui::{Popup, PopupCloseBehavior, ScrollArea, Ui};
use std::collections::HashMap;
use std::sync::{Arc, Weak};

/// The key of a group's title, and its calls.
type Group = (&'static str, &'static [CallKind]);

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
    /// The system's file dialog, and for whose path it was opened.
    browse: Browse,
    browses_for: Option<SocketId>,
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
        let mut press = Self::chips_ui(ui, cx, row, draft).then_some(Press::Once);
        let board = Arc::clone(&cx.state.snapshot.board);
        let sender = cx.state.answer_address(row.sid);
        draft.move_ports(&cx.state.ports_moved);
        draft.settle(&board, row, sender.as_ref());
        outcome::look_at_rows(draft, cx, row);
        let tokens = Tokens::of(ui);
        let kind = draft.form.kind;
        ui.add_space(sizes::GAP);
        let about = words::code_parts(cx.t(&about_key(kind)));
        emphasised(ui, &about, (Text::Body, tokens.text), (Text::Mono, tokens.text_strong));
        ui.add_space(sizes::GAP_SMALL);
        self.take_browsed(row, draft);
        let built = draft.form.build(row);
        let before = draft.form.clone();
        let errors = built.as_ref().err().cloned().unwrap_or_default();
        let (board, browse) = (&board, &mut self.browse);
        let (errors, first) = (&*errors, None);
        let mut form = fields::Fields { draft: &mut *draft, row, board, browse, errors, first, entered: false };
        form.ui(ui, cx);
        let (first, entered) = (form.first, form.entered);
        if self.browse.is_open() {
            self.browses_for.get_or_insert(row.sid);
        }
        draft.keep(&before);
        if let Ok((call, _)) = &built {
            hinted::hint_ui(ui, cx, row, call);
        }
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
            wrapped(ui, &[(cx.t(cx.state.not_live_key()), Text::Small, tokens.text_subdued)]);
        }
        outcome::outcome_ui(ui, cx, row, draft);
        ui.add_space(sizes::GAP_GROUPS);
        let language = cx.state.settings.call_language;
        section_label(ui, &cx.say(&Message::new("calls-in").with("language", language.name())));
        code_line(ui, &preview(board, draft, row, language));
        ui.add_space(sizes::MARGIN);
        if let Some(press) = press {
            make(cx, row, draft, press);
        }
    }
}

/// The call that the form means; a file's call needs a file.
fn built(draft: &Draft, row: &SocketRow) -> Result<(SocketId, Call, Option<Name>), Vec<FieldError>> {
    let (call, makes) = draft.form.build(row)?;
    let on = if draft.form.kind.is_on_a_file() {
        let none = FieldError { field: Field::Makes, message: Message::new("calls-file-none"), instead: None };
        draft.file.ok_or_else(|| vec![none])?
    } else {
        row.sid
    };
    Ok((on, call, makes))
}

/// Makes the call, or shows every mistake of its form.
fn make(cx: &mut Cx<'_>, row: &SocketRow, draft: &mut Draft, press: Press) {
    match built(draft, row) {
        Ok((sid, call, makes)) => {
            let until_eof = press == Press::UntilEof;
            cx.push(AppCommand::MakeCall(MakeCall { sid, call, makes, until_eof }));
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

impl Calls {
    /// Every call as a chip; true when one was double-clicked or entered.
    fn chips_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, draft: &mut Draft) -> bool {
        let chosen = draft.chosen(row);
        let mut wished = false;
        for (at, group) in GROUPS.into_iter().enumerate() {
            wished |= group_ui(ui, cx, row, draft, group, at + 1 == GROUPS.len());
        }
        // Of the others only the chosen one's group takes room.
        for group in MORE_GROUPS.iter().filter(|(_, kinds)| kinds.contains(&chosen)) {
            wished |= group_ui(ui, cx, row, draft, *group, false);
        }
        wished
    }

    /// A path that was chosen in the system's dialog goes into the form that it was opened from.
    fn take_browsed(&mut self, row: &SocketRow, draft: &mut Draft) {
        if self.browses_for != Some(row.sid) {
            return;
        }
        match self.browse.take() {
            Browsed::Nothing => {}
            Browsed::NotChosen => self.browses_for = None,
            Browsed::Chosen(path) => {
                self.browses_for = None;
                let before = draft.form.clone();
                draft.form.address.path = escape_text(path.as_os_str().as_encoded_bytes());
                draft.keep(&before);
            }
        }
    }
}

/// The calls beyond the first chapters: those whose group does not show yet. True when one was wished.
fn more_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, draft: &mut Draft, width: f32) -> bool {
    let chosen = draft.chosen(row);
    let button = ui.add(Button::new(cx.t("calls-more")).small().caret());
    let mut wished = false;
    let popup = Popup::menu(&button).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_width(width);
        for group in MORE_GROUPS.iter().filter(|(_, kinds)| !kinds.contains(&chosen)) {
            wished |= group_ui(ui, cx, row, draft, *group, false);
        }
        if wished || draft.chosen(row) != chosen {
            ui.close();
        }
    });
    wished
}

/// One group of calls, with the button to the others at its end where it `ends` them; true when one was wished.
fn group_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow, draft: &mut Draft, group: Group, ends: bool) -> bool {
    let (sensible, chosen) = (sensible_next(row), draft.chosen(row));
    let (title, kinds) = group;
    let width = ui.available_width();
    let mut wished = false;
    chip_group(ui, cx.t(title), |ui| {
        for kind in kinds {
            let response = call_chip(ui, kind.name(), *kind == chosen, *kind == sensible);
            let entered = is_entered(ui, &response);
            if response.clicked() || response.double_clicked() || entered {
                draft.pick(*kind);
            }
            wished |= response.double_clicked() || entered;
        }
        if ends {
            wished |= more_ui(ui, cx, row, draft, width);
        }
    });
    wished
}

/// The key of the sentence that explains a call.
fn about_key(kind: CallKind) -> String {
    format!("calls-about-{}", kind.name())
}

/// The call as Python writes it; without its arguments while they are wrong.
fn preview(board: &Board, draft: &Draft, row: &SocketRow, language: CallLanguage) -> String {
    match built(draft, row) {
        Ok((on, call, makes)) => {
            let on = board.files.get(&on).map_or(row.name.base(), |file| file.name.base());
            let on = (!call.kind().is_on_nothing()).then_some(on);
            language.line_short_of(&call, on, makes.as_ref().map(Name::base))
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
