//! The form of the chosen call: only the fields that it needs, each mistake under its field with a repair to press.

use super::draft::Draft;
use super::options::option_ui;
use crate::app::{CallForm, Field as FormField, FieldError};
use crate::bytes::size_text;
use crate::call::{CallKind, HOWS, OptionKind};
use crate::locale::Message;
use crate::session::{Mode, SocketRow};
use crate::ui::cx::Cx;
use crate::ui::panels::sockets::words;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{
    Button, Field, TextArea, call_chip, emphasised, error_outline, form_row, inline_error, labelled_row, segmented,
};
use egui::{Align, Id, Layout, Response, Ui};

/// The form while it is drawn.
pub struct Fields<'a> {
    /// What is typed.
    pub draft: &'a mut Draft,
    /// The socket.
    pub row: &'a SocketRow,
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
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        match self.draft.form.kind {
            CallKind::Bind => {
                self.address(ui, cx);
                if self.draft.form.host.trim().is_empty() {
                    hint(ui, cx.t("calls-host-all"));
                }
            }
            CallKind::Connect | CallKind::ConnectEx => self.address(ui, cx),
            CallKind::Listen => {
                self.line(ui, cx, "calls-backlog", FormField::Backlog, |form| &mut form.backlog);
            }
            CallKind::Accept => {
                self.line(ui, cx, "calls-makes", FormField::Makes, |form| &mut form.makes);
            }
            CallKind::Send | CallKind::SendAll => self.data(ui, cx),
            CallKind::SendTo => {
                self.data(ui, cx);
                self.address(ui, cx);
            }
            CallKind::Recv | CallKind::RecvFrom | CallKind::RecvMsg | CallKind::RecvExact | CallKind::Read => {
                self.line(ui, cx, "calls-size", FormField::Size, |form| &mut form.size);
            }
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
            CallKind::GetSockOpt => option_ui(ui, cx, &mut self.draft.form),
            CallKind::Socket
            | CallKind::SocketPair
            | CallKind::GetAddrInfo
            | CallKind::Poll
            | CallKind::Inspect
            | CallKind::MakeFile
            | CallKind::ReadLine
            | CallKind::Write
            | CallKind::Flush
            | CallKind::FClose
            | CallKind::Detach
            | CallKind::Dup
            | CallKind::GetBlocking
            | CallKind::Close
            | CallKind::GetSockName
            | CallKind::GetPeerName
            | CallKind::GetTimeout
            | CallKind::FileNo => {}
        }
        if self.draft.form.kind.may_wait() {
            let color = Tokens::of(ui).text;
            labelled_row(ui, cx.t("calls-blocking"), &waits_words(cx, self.row.mode), Text::Body, color);
        }
    }

    fn address(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.line(ui, cx, "calls-host", FormField::Host, |form| &mut form.host);
        self.line(ui, cx, "calls-port", FormField::Port, |form| &mut form.port);
    }

    fn line(&mut self, ui: &mut Ui, cx: &Cx<'_>, key: &str, field: FormField, place: Place) {
        let id = self.id(key);
        let mistake = self.mistake(ui, id, field);
        let text = place(&mut self.draft.form);
        let response = Field::new(cx.t(key), text).id(id).show(ui);
        if crate::ui::widgets::entered(ui, &response) {
            self.entered = true;
            response.request_focus();
        }
        self.after(ui, cx, &response, mistake);
    }

    fn data(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let mistake = self.mistake(ui, data_id(), FormField::Data);
        let form = &mut self.draft.form;
        ui.horizontal(|ui| {
            segmented(ui, &mut form.hex, &[(false, cx.t("calls-data-text")), (true, cx.t("calls-data-hex"))]);
            if let Ok(payload) = crate::app::payload(&form.data, form.hex) {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let color = Tokens::of(ui).text_subdued;
                    ui.label(Text::MonoSmall.rich(size_text(payload.len() as u64), color));
                });
            }
        });
        let hint = if form.hex { "48 65 6c 6c 6f 0d 0a" } else { "Hello\\r\\n" };
        let response = TextArea::new(cx.t("calls-data"), &mut form.data).rows(2).hint(hint).show(ui);
        // Asked before: the context's lock is held within `memory_mut`.
        let typing = response.has_focus();
        ui.memory_mut(|memory| memory.data.insert_temp(data_id(), typing));
        self.after(ui, cx, &response, mistake);
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
        match crate::app::option_kind(level, number) {
            OptionKind::Linger => hint(ui, cx.t("calls-value-linger")),
            OptionKind::TimeVal => hint(ui, cx.t("calls-value-seconds")),
            OptionKind::Int | OptionKind::Errno | OptionKind::Bytes(_) => {}
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

/// Whether the data field had the keyboard in the last frame.
fn data_id() -> Id {
    Id::unique("call-form-data")
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
