//! Any option, by level and number: for those that have no name here.

use super::super::fold::{fold_ui, follow};
use super::note;
use super::row::refusal;
use crate::app::{AppCommand, MakeCall, asked_text, parse_bytes, parse_int, parse_level, parse_number_of};
use crate::bytes;
use crate::call::{Call, OptionKind, SocketId};
use crate::locale::Message;
use crate::script;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, entered, form_row, inline_error, segmented_named, wrapped};
use egui::Ui;

/// The most bytes that CPython's `getsockopt` gives.
const MOST: i64 = 1024;

/// The form: one for all sockets, so that the same can be asked of several.
#[derive(Default)]
pub(super) struct ByNumber {
    open: bool,
    level: String,
    option: String,
    value: String,
    length: String,
    hex: bool,
    mistake: Option<(Place, Message)>,
    /// What was asked last, and of whom.
    asked: Option<(SocketId, (i32, i32), OptionKind)>,
}

/// A field of the form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Level,
    Option,
    Value,
    Length,
}

impl ByNumber {
    /// The form, and what came of it.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow) {
        let sentence = cx.t(if self.open { "number-hide" } else { "number-show" });
        fold_ui(ui, (cx.t("number-title"), Text::Label), "", sentence, &mut self.open);
        if !self.open {
            return;
        }
        ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
        let mut sets = self.line(ui, cx, Place::Level);
        sets |= self.line(ui, cx, Place::Option);
        form_row(ui, "", |ui| {
            let choices = [(false, cx.t("number-int")), (true, cx.t("number-hex"))];
            let name = |label: &str| cx.say(&Message::new("number-as").with("what", label));
            segmented_named(ui, &mut self.hex, &choices, name);
        });
        sets |= self.line(ui, cx, Place::Value);
        let gets = self.line(ui, cx, Place::Length);
        let (mut set, mut get) = (sets, gets);
        form_row(ui, "", |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            set |= ui.add(Button::new(cx.t("option-set")).name(cx.t("number-set"))).clicked();
            get |= ui.add(Button::new(cx.t("option-read-error")).name(cx.t("number-get"))).clicked();
        });
        if set || get {
            self.mistake = self.make(cx, row, set).err();
        }
        self.result_ui(ui, cx, row);
        ui.spacing_mut().item_spacing.y = 0.0;
    }

    fn line(&mut self, ui: &mut Ui, cx: &Cx<'_>, place: Place) -> bool {
        let (key, hint, text) = match place {
            Place::Level => ("number-level", "SOL_SOCKET", &mut self.level),
            Place::Option => ("number-option", "SO_RCVBUF, 8", &mut self.option),
            Place::Value => ("number-value", if self.hex { "01 00 00 00" } else { "65536" }, &mut self.value),
            Place::Length => ("number-length", cx.t("number-length-hint"), &mut self.length),
        };
        let mistake = self.mistake.as_ref().filter(|(at, _)| *at == place).map(|(_, words)| cx.say(words));
        let field = Field::new(cx.t(key), text).hint(hint).error(mistake.as_deref());
        let response = field.id(egui::Id::unique("option-by-number").with(key)).show(ui);
        follow(ui, &response);
        if response.changed() {
            self.mistake = None;
        }
        let done = entered(ui, &response);
        if done {
            response.request_focus();
        }
        done
    }

    fn make(&mut self, cx: &mut Cx<'_>, row: &SocketRow, sets: bool) -> Result<(), (Place, Message)> {
        let at = |place: Place| move |why: Message| (place, why);
        let level = parse_level(&self.level).map_err(at(Place::Level))?;
        let name = parse_number_of(level, &self.option).map_err(at(Place::Option))?;
        let (call, kind) = if sets {
            let value = if self.hex { parse_bytes(&self.value) } else { parse_int(&self.value) };
            (Call::SetSockOpt { level, name, value: value.map_err(at(Place::Value))? }, OptionKind::Int)
        } else {
            let kind = self.kind().map_err(at(Place::Length))?;
            (Call::GetSockOpt { level, name, kind }, kind)
        };
        self.asked = Some((row.sid, (level, name), kind));
        cx.push(AppCommand::MakeCall(MakeCall::once(row.sid, call)));
        Ok(())
    }

    fn kind(&self) -> Result<OptionKind, Message> {
        let text = self.length.trim();
        if text.is_empty() {
            return Ok(OptionKind::Int);
        }
        match bytes::parse_i64(text) {
            Ok(length @ 1..=MOST) => Ok(OptionKind::Bytes(length as u32)),
            Ok(_) => Err(Message::new("option-error-long").with("n", MOST)),
            Err(_) => Err(Message::new("input-not-a-number").with("text", text)),
        }
    }

    /// What came of the last one.
    fn result_ui(&self, ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
        let Some((_, option, kind)) = self.asked.filter(|(sid, ..)| *sid == row.sid) else { return };
        let strong = Tokens::of(ui).text_strong;
        let log = &row.options;
        if let Some(words) = refusal(cx, row, option) {
            inline_error(ui, &words);
        } else if let Some((value, _)) = log.set(option) {
            note(ui, &cx.say(&Message::new("number-was-set").with("value", asked_text(value))));
        }
        if let Some(got) = log.got(option) {
            let call = Call::GetSockOpt { level: option.0, name: option.1, kind };
            let value = script::result_text(&got.outcome, &call);
            let words = cx.say(&Message::new("number-got").with("value", value));
            wrapped(ui, &[(&words, Text::Small, strong)]);
        }
    }
}
