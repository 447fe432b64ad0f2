//! The form of the chosen call: only the fields that it needs, each mistake under its field with a repair to press.

mod address;
mod data;
mod file;
mod flags;
mod look;
mod places;

use super::draft::Draft;
use super::options::option_ui;
use crate::app::{CallForm, Field as FormField, FieldError, option_of};
use crate::call::{CallKind, HOWS, Takes};
use crate::locale::Message;
use crate::session::{Board, Mode, SocketRow};
use crate::ui::browse::Browse;
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{
    Button, Field, call_chip, emphasised, error_outline, form_row, inline_error, labelled_row, segmented,
};
use egui::{Id, Response, Ui};
use std::sync::Arc;

/// The form while it is drawn.
pub struct Fields<'a> {
    /// What is typed.
    pub draft: &'a mut Draft,
    /// The socket.
    pub row: &'a SocketRow,
    /// All sockets.
    pub board: &'a Arc<Board>,
    /// The system's file dialog, for a path.
    pub browse: &'a mut Browse,
    /// What is wrong with what was typed before this frame.
    pub errors: &'a [FieldError],
    /// The first field.
    pub first: Option<Id>,
    /// Enter was pressed in a field.
    pub entered: bool,
}

/// Where a field's text stands in the form.
type Place = fn(&mut CallForm) -> &mut String;

impl Fields<'_> {
    /// Draws the fields that the call needs.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let kind = self.draft.form.kind;
        if kind.is_on_a_file() {
            self.file_choice(ui, cx);
        }
        match kind {
            CallKind::Bind | CallKind::Connect | CallKind::ConnectEx => self.address(ui, cx),
            CallKind::Listen => {
                self.line(ui, cx, "calls-backlog", FormField::Backlog, |form| &mut form.backlog);
            }
            CallKind::Accept | CallKind::Dup => self.makes(ui, cx),
            CallKind::Send | CallKind::SendAll => {
                self.data(ui, cx);
                self.flags(ui, cx);
            }
            CallKind::SendTo => {
                self.data(ui, cx);
                self.address(ui, cx);
                self.flags(ui, cx);
            }
            CallKind::Recv | CallKind::RecvFrom | CallKind::RecvMsg => {
                self.size(ui, cx);
                self.flags(ui, cx);
            }
            CallKind::RecvExact => self.size(ui, cx),
            CallKind::Read => {
                self.size(ui, cx);
                hint(ui, cx.t("calls-read-all"));
            }
            CallKind::Write => self.data(ui, cx),
            CallKind::MakeFile => self.file(ui, cx),
            CallKind::GetAddrInfo => self.resolve(ui, cx),
            CallKind::Poll => self.poll(ui, cx),
            CallKind::Shutdown => self.how(ui, cx),
            CallKind::SetTimeout => {
                self.line(ui, cx, "calls-seconds", FormField::Seconds, |form| &mut form.seconds);
                hint(ui, cx.t("calls-seconds-hint"));
            }
            CallKind::SetBlocking => {
                let blocking = &mut self.draft.form.blocking;
                form_row(ui, cx.t("calls-blocking"), |ui| segmented(ui, blocking, &[(true, "True"), (false, "False")]));
            }
            CallKind::SetSockOpt => self.option_value(ui, cx),
            CallKind::GetSockOpt => {
                option_ui(ui, cx, &mut self.draft.form);
                self.error_option_hint(ui, cx);
            }
            CallKind::Socket
            | CallKind::SocketPair
            | CallKind::Inspect
            | CallKind::ReadLine
            | CallKind::Flush
            | CallKind::FClose
            | CallKind::Detach
            | CallKind::GetBlocking
            | CallKind::Close
            | CallKind::GetSockName
            | CallKind::GetPeerName
            | CallKind::GetTimeout
            | CallKind::FileNo => {}
        }
        let waits_by_mode =
            kind.may_wait() && !matches!(kind, CallKind::Poll | CallKind::GetAddrInfo | CallKind::Inspect);
        if waits_by_mode {
            let color = Tokens::of(ui).text;
            labelled_row(ui, cx.t("calls-blocking"), &waits_words(cx, self.row.mode), Text::Body, color);
        }
    }

    fn size(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.line(ui, cx, "calls-size", FormField::Size, |form| &mut form.size);
    }

    fn makes(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.line(ui, cx, "calls-makes", FormField::Makes, |form| &mut form.makes);
    }

    /// A labelled line with what is wrong in it.
    fn line(&mut self, ui: &mut Ui, cx: &Cx<'_>, key: &str, field: FormField, place: Place) {
        self.line_of(ui, cx, key, field, place, None);
    }

    /// The same with a field of this width.
    fn line_of(
        &mut self,
        ui: &mut Ui,
        cx: &Cx<'_>,
        key: &str,
        field: FormField,
        place: Place,
        width: Option<f32>,
    ) -> Response {
        let id = self.id(key);
        let mistake = self.mistake(ui, id, field);
        let text = place(&mut self.draft.form);
        let line = Field::new(cx.t(key), text).id(id);
        let response = match width {
            Some(width) => line.width(width).show(ui),
            None => line.show(ui),
        };
        if crate::ui::widgets::entered(ui, &response) {
            self.entered = true;
            response.request_focus();
        }
        self.after(ui, cx, &response, mistake);
        response
    }

    fn how(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let form = &mut self.draft.form;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
            for (name, number) in HOWS {
                if call_chip(ui, name, form.how == *number, false).clicked() {
                    form.how = *number;
                }
            }
        });
        let words = match crate::call::how(form.how) {
            Some("SHUT_RD") => cx.t("calls-how-rd"),
            Some("SHUT_WR") => cx.t("calls-how-wr"),
            _ => cx.t("calls-how-rdwr"),
        };
        hint(ui, words);
    }

    fn option_value(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        option_ui(ui, cx, &mut self.draft.form);
        self.line(ui, cx, "calls-value", FormField::Value, |form| &mut form.value);
        let (level, number) = self.draft.form.option;
        match option_of(level, number).map(|option| option.takes) {
            Some(Takes::Linger) => hint(ui, cx.t("calls-value-linger")),
            Some(Takes::TimeVal) => hint(ui, cx.t("calls-value-seconds")),
            Some(Takes::Mreq) => hint(ui, cx.t("calls-value-mreq")),
            Some(Takes::Mreq6) => hint(ui, cx.t("calls-value-mreq6")),
            Some(Takes::Bytes) => hint(ui, cx.t("calls-value-bytes")),
            _ => {}
        }
    }

    /// SO_ERROR is cleared by being read (socket(7)).
    fn error_option_hint(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let (level, number) = self.draft.form.option;
        if crate::call::option_name(level, number) == Some("SO_ERROR") {
            hint(ui, cx.t("calls-so-error-hint"));
        }
    }

    fn id(&self, key: &str) -> Id {
        Id::unique("call-form").with((self.row.sid.0, self.draft.form.kind, key))
    }

    fn mistake(&self, ui: &Ui, id: Id, field: FormField) -> Option<FieldError> {
        let typing = ui.memory(|memory| memory.has_focus(id) || memory.data.get_temp::<bool>(id).unwrap_or(false));
        self.draft.mistake(self.errors, field, typing).cloned()
    }

    /// What stands under a field: its mistake, and a text to put in its place.
    fn after(&mut self, ui: &mut Ui, cx: &Cx<'_>, response: &Response, mistake: Option<FieldError>) {
        self.first.get_or_insert(response.id);
        let Some(mistake) = mistake else { return };
        error_outline(ui, response.rect);
        inline_error(ui, &cx.say(&mistake.message));
        let Some(instead) = mistake.instead else { return };
        let label = cx.say(&Message::new("calls-use").with("text", instead.as_str()));
        if ui.add(Button::new(&label)).clicked() {
            self.draft.repair(mistake.field, &instead);
        }
    }
}

fn hint(ui: &mut Ui, text: &str) {
    let color = Tokens::of(ui).text_subdued;
    emphasised(ui, &words::code_parts(text), (Text::Small, color), (Text::MonoSmall, color));
}

fn waits_words(cx: &Cx<'_>, mode: Mode) -> String {
    match mode {
        Mode::Blocking => cx.t("calls-waits-blocking").to_owned(),
        Mode::NonBlocking => cx.t("calls-waits-never").to_owned(),
        Mode::Timeout(seconds) => {
            cx.say(&Message::new("calls-waits-timeout").with("seconds", words::seconds_text(seconds)))
        }
    }
}
