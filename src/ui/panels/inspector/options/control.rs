//! What an option is set with: a switch, a field, both. What is typed wrongly is told at its field; everything else is the
//! kernel's to judge.

use super::super::fold::follow;
use super::drafts::Drafts;
use super::row::OptionRow;
use crate::app::{AppCommand, MakeCall, option_text, parse_option};
use crate::call::{Call, OptionKind, OptionValue, SocketOption, Takes, Value, errno_name};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, cut, entered, error_outline, icon_button, menu_item, paint_right, switch};
use egui::{Popup, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// Widths in points.
const SWITCH: f32 = 28.0;
const NUMBER: f32 = 82.0;
const SECONDS: f32 = 52.0;
const NAME: f32 = 92.0;
const ADDRESS: f32 = 92.0;
/// The unit after a field of seconds.
const UNIT: f32 = 12.0;
/// How high a list of values may be.
const LIST: f32 = 240.0;

/// The form of an option's control.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Nothing to set: only a text, subdued where it is no value.
    Shown(String, bool),
    /// On or off.
    Switch,
    /// A field; whether it is one of seconds.
    Line(f32, bool),
    /// A switch and a field of seconds.
    Linger,
    /// A field over the whole width.
    Wide,
    /// The button that reads `SO_ERROR`.
    Error,
}

impl Shape {
    /// The form of an option that reads so.
    pub fn of(option: &SocketOption, value: Option<&Result<Value, i32>>) -> Self {
        let errno = value.and_then(|value| value.as_ref().err());
        let missing = errno.map(|number| errno_name(*number).unwrap_or("?").to_owned());
        let is_unknown = missing.as_deref() == Some("ENOPROTOOPT");
        match (option.takes, missing) {
            _ if option.kind == OptionKind::Errno => Self::Error,
            (Takes::Nothing | Takes::Switch | Takes::Linger, Some(errno)) => Self::Shown(errno, true),
            (_, Some(errno)) if is_unknown => Self::Shown(errno, true),
            (Takes::Nothing, None) => {
                let text =
                    value.and_then(|value| value.as_ref().ok()).map(|value| crate::app::shown_text(option, value));
                Self::Shown(text.unwrap_or_default(), false)
            }
            (Takes::Switch, _) => Self::Switch,
            (Takes::Int, _) => Self::Line(NUMBER, false),
            (Takes::TimeVal, _) => Self::Line(SECONDS, true),
            (Takes::Text, _) => Self::Line(NAME, false),
            (Takes::Ip, _) => Self::Line(ADDRESS, false),
            (Takes::Linger, _) => Self::Linger,
            (Takes::Mreq | Takes::Mreq6 | Takes::Bytes, _) => Self::Wide,
        }
    }

    /// How wide it is, beside the name.
    pub fn width(&self, chooses: bool) -> f32 {
        let unit = UNIT + sizes::GAP_SMALL;
        match self {
            Self::Shown(..) | Self::Wide => f32::INFINITY,
            Self::Switch => SWITCH,
            Self::Line(width, false) => width + if chooses { sizes::CONTROL + sizes::GAP_SMALL } else { 0.0 },
            Self::Line(width, true) => width + unit,
            Self::Linger => SWITCH + sizes::GAP_SMALL + SECONDS + unit,
            Self::Error => NUMBER,
        }
    }
}

/// The control while it is drawn.
pub(super) struct Control<'a, 'b> {
    /// Its row.
    pub row: &'b OptionRow<'a, 'b>,
    /// Its form.
    pub shape: &'b Shape,
    /// The kernel's own value, as it would be typed.
    pub known: &'b str,
    /// Values to choose from: what is read, and what is typed for it.
    pub choices: &'b [(String, String)],
}

impl Control<'_, '_> {
    /// Draws it in a place of its own.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, drafts: &mut Drafts) {
        ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
        match self.shape {
            Shape::Shown(text, is_subdued) => shown_ui(ui, text, *is_subdued),
            Shape::Switch => {
                let on = self.current(drafts).parse::<i64>().is_ok_and(|value| value != 0);
                if self.switch(ui, cx, on).clicked() {
                    self.take(cx, drafts, if on { "0" } else { "1" });
                }
            }
            Shape::Line(width, is_seconds) => {
                self.line(ui, cx, drafts, *width);
                if *is_seconds {
                    unit_ui(ui, cx);
                }
            }
            Shape::Linger => self.linger(ui, cx, drafts),
            Shape::Wide => {
                let width = ui.available_width();
                self.line(ui, cx, drafts, width);
            }
            Shape::Error => {
                let name = self.row.say(cx.t("option-read-error-name"));
                let button = Button::new(cx.t("option-read-error")).small().name(&name);
                if ui.add(button).clicked() {
                    self.row.read(cx);
                }
            }
        }
    }

    /// Whether it has nothing that could be typed.
    pub fn is_switch(&self) -> bool {
        *self.shape == Shape::Switch
    }

    /// What is typed, or else the kernel's value.
    fn current(&self, drafts: &Drafts) -> String {
        drafts.get(self.row.key()).map_or_else(|| self.known.to_owned(), |draft| draft.text.clone())
    }

    fn switch(&self, ui: &mut Ui, cx: &Cx<'_>, on: bool) -> Response {
        let key = if on { "option-switch-off" } else { "option-switch-on" };
        let response = switch(ui, on, &self.row.said(cx, key));
        follow(ui, &response);
        response
    }

    fn line(&self, ui: &mut Ui, cx: &mut Cx<'_>, drafts: &mut Drafts, width: f32) {
        let mut text = self.current(drafts);
        let label = self.row.said(cx, "option-value-of");
        let hint = self.hint(cx);
        let field = Field::new(&label, &mut text).hide_label().hint(&hint).width(width);
        let response = field.id(self.row.id("field")).show(ui);
        self.after(ui, cx, drafts, &response, text, &|text| text.to_owned());
        if !self.choices.is_empty() {
            self.choose(ui, cx, drafts);
        }
    }

    /// What was typed is kept, and handed over by Enter; `whole` makes the option's text of the field's.
    fn after(
        &self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        drafts: &mut Drafts,
        response: &Response,
        text: String,
        whole: &dyn Fn(&str) -> String,
    ) {
        let key = self.row.key();
        follow(ui, response);
        if response.changed() {
            drafts.type_in(key, whole(&text), self.known);
        }
        if drafts.get(key).is_some_and(|draft| draft.mistake.is_some()) {
            error_outline(ui, response.rect);
        }
        if entered(ui, response) {
            self.take(cx, drafts, &whole(&text));
            response.request_focus();
        }
    }

    fn linger(&self, ui: &mut Ui, cx: &mut Cx<'_>, drafts: &mut Drafts) {
        let current = self.current(drafts);
        let (on, seconds) = current.split_once(", ").unwrap_or((&current, "0"));
        let is_on = on != "0";
        if self.switch(ui, cx, is_on).clicked() {
            self.take(cx, drafts, &format!("{}, {seconds}", i32::from(!is_on)));
        }
        let mut text = seconds.to_owned();
        let label = self.row.said(cx, "option-seconds-of");
        let field = Field::new(&label, &mut text).hide_label().width(SECONDS).id(self.row.id("seconds"));
        let response = field.show(ui);
        self.after(ui, cx, drafts, &response, text, &|seconds| format!("{on}, {seconds}"));
        unit_ui(ui, cx);
    }

    fn hint(&self, cx: &Cx<'_>) -> String {
        let option = self.row.entry.option;
        match (option.takes, option.name) {
            _ if matches!(self.row.entry.value, Some(Err(_))) => self.row.value_text(),
            (Takes::Mreq, _) => "239.1.2.3, 127.0.0.1".to_owned(),
            (Takes::Mreq6, _) => "ff02::1234, 1".to_owned(),
            (Takes::Bytes, _) => "00 01 02 03".to_owned(),
            (Takes::Text, "SO_BINDTODEVICE") => cx.t("option-any-interface").to_owned(),
            _ => String::new(),
        }
    }

    fn choose(&self, ui: &mut Ui, cx: &mut Cx<'_>, drafts: &mut Drafts) {
        let caret = icon_button(ui, Icon::CaretDown, &self.row.said(cx, "option-choose"));
        let mut chosen = None;
        Popup::menu(&caret).gap(4.0).show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical().max_height(LIST).show(ui, |ui| {
                for (label, text) in self.choices {
                    let icon = (text == self.known).then_some(Icon::Check);
                    if menu_item(ui, icon, label, "").clicked() {
                        chosen = Some(text);
                    }
                }
            });
        });
        if let Some(text) = chosen {
            self.take(cx, drafts, text);
        }
    }

    /// Hands a value over to the kernel, as an ordinary call; or tells why it is none.
    pub fn take(&self, cx: &mut Cx<'_>, drafts: &mut Drafts, text: &str) {
        let (level, number) = self.row.entry.key();
        match parse_option(level, number, text) {
            Ok(value) => {
                let last = self.row.socket.options.last_set((level, number)).map(|made| made.turn);
                drafts.sent(self.row.key(), text.to_owned(), last);
                set(cx, self.row, value);
            }
            Err(mistake) => drafts.wrong(self.row.key(), text.to_owned(), mistake),
        }
    }
}

fn set(cx: &mut Cx<'_>, row: &OptionRow<'_, '_>, value: OptionValue) {
    let (level, name) = row.entry.key();
    cx.push(AppCommand::MakeCall(MakeCall::once(row.socket.sid, Call::SetSockOpt { level, name, value })));
}

fn unit_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let color = Tokens::of(ui).text_subdued;
    ui.label(Text::Small.rich(cx.t("option-seconds"), color));
}

/// A value that is not to be set, at the right end.
fn shown_ui(ui: &mut Ui, text: &str, is_subdued: bool) {
    let size = vec2(ui.available_width(), ui.available_height());
    let (rect, response): (Rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let t = Tokens::of(ui);
    let (kind, color) = if is_subdued { (Text::MonoSmall, t.text_subdued) } else { (Text::Mono, t.text_strong) };
    let line = cut(ui.painter(), text, kind, color, rect.width());
    let is_cut = line.elided;
    paint_right(ui.painter(), rect.right(), rect.center().y, line);
    // The name beside it is read with the value.
    response.widget_info(|| WidgetInfo::labeled(Role::Unknown, true, ""));
    if is_cut {
        response.on_hover_text(text);
    }
}

/// The kernel's value as it would be typed; empty where there is none.
pub(super) fn known_text(option: &SocketOption, value: Option<&Result<Value, i32>>) -> String {
    value.and_then(|value| value.as_ref().ok()).map(|value| option_text(option, value)).unwrap_or_default()
}
