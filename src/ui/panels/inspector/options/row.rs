//! One option: its name, what it is set with, what it means, and what came of the last set.

use super::super::fold::{fixed, follow};
use super::choices::choices;
use super::control::{Control, Shape, known_text};
use super::drafts::{Drafts, Key};
use super::list::Entry;
use super::{meaning, note};
use crate::app::{AppCommand, MakeCall, kept_words, parse_option, shown_text};
use crate::call::{Call, OptionKind, Takes, errno_name};
use crate::locale::Message;
use crate::script;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{
    Button, cut, focus_ring, galley, inline_error, menu_item, paint_centered, paint_left, rounded, wrapped,
};
use egui::{Align, Id, Layout, Popup, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// The button at the row's end.
const MORE: f32 = 20.0;
/// How long a check mark says that a value was copied, in seconds.
const COPIED: f64 = 1.2;

/// One option of a socket.
pub(in super::super) struct OptionRow<'a, 'b> {
    /// The option with its value.
    pub entry: &'b Entry<'a>,
    /// The socket.
    pub socket: &'b SocketRow,
    /// What its names begin with where it stands a second time; empty in the list.
    pub place: &'static str,
}

impl OptionRow<'_, '_> {
    /// Draws it.
    pub fn show(&self, ui: &mut Ui, cx: &mut Cx<'_>, drafts: &mut Drafts) {
        fixed(ui, self.id("row"), |ui| self.row_ui(ui, cx, drafts));
    }

    fn row_ui(&self, ui: &mut Ui, cx: &mut Cx<'_>, drafts: &mut Drafts) {
        let option = self.entry.option;
        let shape = Shape::of(option, self.entry.value);
        let (known, choices) = (known_text(option, self.entry.value), choices(cx, option));
        let control = Control { row: self, shape: &shape, known: &known, choices: &choices };
        let (rect, line) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::ROW), Sense::hover());
        let strong = if self.entry.is_changed() { Text::MonoStrong } else { Text::Mono };
        let wanted = galley(ui.painter(), option.name, strong, Tokens::of(ui).text_strong).size().x + sizes::GAP_SMALL;
        let end = rect.right() - MORE;
        let room = rect.width() - MORE - wanted;
        let beside = match &shape {
            Shape::Shown(..) => Some(room),
            shape => Some(shape.width(!choices.is_empty())).filter(|width| *width <= room),
        };
        let name_end = end - beside.unwrap_or(0.0);
        self.name_ui(ui, cx, drafts, rect.with_max_x(name_end - sizes::GAP_SMALL), strong);
        if let Some(width) = beside.filter(|width| *width > 0.0) {
            let place = Rect::from_min_max(pos2(end - width, rect.top()), pos2(end, rect.bottom()));
            self.control_in(ui, place, |ui| control.show(ui, cx, drafts));
        }
        self.more_ui(ui, cx, &control, drafts, rect.with_min_x(end), line.contains_pointer());
        if beside.is_none() {
            let size = vec2(ui.available_width(), sizes::CONTROL);
            let (place, _) = ui.allocate_exact_size(size, Sense::hover());
            let width = shape.width(!choices.is_empty()).min(place.width());
            self.control_in(ui, place.with_min_x(place.right() - width), |ui| control.show(ui, cx, drafts));
            ui.add_space(sizes::GAP_SMALL / 2.0);
        }
        self.draft_ui(ui, cx, &control, drafts);
        note(ui, meaning(cx.language, option));
        self.notes_ui(ui, cx);
        ui.add_space(sizes::GAP_SMALL * 1.5);
    }

    /// Which option of which socket.
    pub(super) fn key(&self) -> Key {
        (self.socket.sid, self.entry.key())
    }

    pub(super) fn id(&self, part: &str) -> Id {
        Id::unique("option").with((self.place, self.key().0.0, self.key().1, part))
    }

    /// A name within the panel.
    pub(super) fn say(&self, text: &str) -> String {
        if self.place.is_empty() { text.to_owned() } else { format!("{} {text}", self.place) }
    }

    /// A sentence about this option.
    pub(super) fn said(&self, cx: &Cx<'_>, key: &str) -> String {
        self.say(&cx.say(&Message::new(key).with("name", self.entry.option.name)))
    }

    /// The value in words; the errno where the kernel gave one instead.
    pub(super) fn value_text(&self) -> String {
        match self.entry.value {
            Some(Ok(value)) => shown_text(self.entry.option, value),
            Some(Err(number)) => errno_name(*number).map_or_else(|| number.to_string(), str::to_owned),
            None => String::new(),
        }
    }

    /// Reads it by a call that shows.
    pub(super) fn read(&self, cx: &mut Cx<'_>) {
        let (level, name) = self.entry.key();
        let call = Call::GetSockOpt { level, name, kind: self.entry.option.kind };
        cx.push(AppCommand::MakeCall(MakeCall::once(self.socket.sid, call)));
    }

    fn control_in(&self, ui: &mut Ui, place: Rect, add: impl FnOnce(&mut Ui)) {
        let layout = Layout::left_to_right(Align::Center);
        let mut child = ui.new_child(UiBuilder::new().id_salt(self.id("control")).max_rect(place).layout(layout));
        add(&mut child);
    }

    /// Whether it was set, and what a fresh socket has.
    fn remarks(&self, cx: &Cx<'_>) -> Vec<String> {
        let set = self.entry.is_set.then(|| cx.t("option-set-by-you").to_owned());
        let fresh = self.entry.fresh.as_ref().map(|value| {
            let value = if value.is_empty() { cx.t("option-empty") } else { value };
            cx.say(&Message::new("option-fresh").with("value", value))
        });
        set.into_iter().chain(fresh).collect()
    }

    fn name_ui(&self, ui: &mut Ui, cx: &Cx<'_>, drafts: &mut Drafts, rect: Rect, kind: Text) {
        let response = ui.interact(rect, self.id("name"), Sense::click());
        let name = self.entry.option.name;
        let value = self.value_text();
        let more = self.remarks(cx).join(", ");
        response.widget_info(|| {
            let key = if more.is_empty() { "option-sentence" } else { "option-sentence-more" };
            let sentence = Message::new(key).with("name", name).with("value", &*value).with("more", &*more);
            WidgetInfo::labeled(Role::Button, true, self.say(cx.say(&sentence).trim()))
        });
        let t = Tokens::of(ui);
        if response.hovered() {
            rounded(ui.painter(), rect.expand2(vec2(sizes::GAP_SMALL, -2.0)), sizes::RADIUS_CHIP, t.row_hover);
        }
        let line = cut(ui.painter(), name, kind, t.text_strong, rect.width());
        let is_cut = line.elided;
        let x = paint_left(ui.painter(), rect.left(), rect.center().y, line);
        let now = ui.input(|input| input.time);
        if drafts.copied.is_some_and(|(option, at)| option == self.entry.key() && now - at < COPIED) {
            let sign = ui.painter().layout_no_wrap(Icon::Check.character().into(), Icon::font(sizes::ICON), t.ok);
            let at = (x + sizes::GAP_SMALL + sizes::ICON / 2.0).min(rect.right() - sizes::ICON / 2.0);
            paint_centered(ui.painter(), pos2(at, rect.center().y), sign);
        }
        focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
        follow(ui, &response);
        if response.clicked() {
            self.copy(ui, drafts);
        }
        if is_cut {
            response.on_hover_text(name);
        }
    }

    fn copy(&self, ui: &Ui, drafts: &mut Drafts) {
        ui.ctx().copy_text(self.value_text());
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(COPIED));
        drafts.copied = Some((self.entry.key(), ui.input(|input| input.time)));
    }

    fn more_ui(
        &self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        control: &Control<'_, '_>,
        drafts: &mut Drafts,
        rect: Rect,
        lit: bool,
    ) {
        let response = ui.interact(rect, self.id("more"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, self.said(cx, "option-more")));
        let t = Tokens::of(ui);
        let color = match (response.hovered() || response.has_focus(), lit) {
            (true, _) => t.text_strong,
            (false, true) => t.text_subdued,
            (false, false) => t.line,
        };
        let sign =
            ui.painter().layout_no_wrap(Icon::DotsThreeVertical.character().into(), Icon::font(sizes::ICON), color);
        paint_centered(ui.painter(), rect.center(), sign);
        focus_ring(ui, &response, sizes::RADIUS_CHIP, false);
        follow(ui, &response);
        let option = self.entry.option;
        let (level, number) = self.entry.key();
        let is_set = option.takes != Takes::Nothing && option.kind != OptionKind::Errno;
        let back = self.entry.fresh.as_deref().filter(|text| is_set && parse_option(level, number, text).is_ok());
        let (mut reads, mut copies, mut resets) = (false, false, false);
        Popup::menu(&response).gap(4.0).show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            reads = menu_item(ui, Some(Icon::ArrowSquareOut), cx.t("option-read-as-call"), "").clicked();
            if let Some(value) = back {
                let shown = if value.is_empty() { cx.t("option-empty") } else { value };
                let label = cx.say(&Message::new("option-set-back").with("value", shown));
                resets = menu_item(ui, Some(Icon::ArrowCounterClockwise), &label, "").clicked();
            }
            copies = menu_item(ui, Some(Icon::Copy), cx.t("option-copy"), "").clicked();
        });
        if reads {
            self.read(cx);
        }
        if copies {
            self.copy(ui, drafts);
        }
        if let Some(value) = back.filter(|_| resets) {
            control.take(cx, drafts, value);
        }
    }

    /// What is typed and not set yet: the button that sets it, and why it cannot be.
    fn draft_ui(&self, ui: &mut Ui, cx: &mut Cx<'_>, control: &Control<'_, '_>, drafts: &mut Drafts) {
        let Some(draft) = drafts.get(self.key()).filter(|draft| draft.sent.is_none()).cloned() else { return };
        if control.is_switch() {
            // It was refused: nothing typed is lost.
            return drafts.forget(self.key());
        }
        if let Some(mistake) = &draft.mistake {
            inline_error(ui, &cx.say(mistake));
        }
        let name = self.said(cx, "option-set-name");
        let button = Button::new(cx.t("option-set")).small().name(&name);
        if ui.with_layout(Layout::right_to_left(Align::Min), |ui| ui.add(button)).inner.clicked() {
            control.take(cx, drafts, &draft.text);
        }
    }

    fn notes_ui(&self, ui: &mut Ui, cx: &Cx<'_>) {
        let t = Tokens::of(ui);
        let mut remarks = self.remarks(cx);
        if self.entry.value.is_none() && self.entry.option.kind != OptionKind::Errno {
            remarks.push(cx.t("option-not-read").to_owned());
        }
        let got = self.socket.options.got(self.entry.key()).filter(|_| self.entry.value.is_none());
        if let Some(got) = got {
            let (level, name) = got.option;
            let call = Call::GetSockOpt { level, name, kind: self.entry.option.kind };
            let value = script::result_text(&got.outcome, &call);
            remarks.push(cx.say(&Message::new("option-last-read").with("value", value)));
        }
        if !remarks.is_empty() {
            wrapped(ui, &[(&remarks.join(" · "), Text::Small, t.text)]);
        }
        if let Some(words) = self.kept(cx) {
            wrapped(ui, &[(&words, Text::Small, t.text_strong)]);
        }
        if let Some(words) = refusal(cx, self.socket, self.entry.key()) {
            inline_error(ui, &words);
        }
    }

    /// What the kernel made of what was asked for, once its facts are as new as that.
    fn kept(&self, cx: &Cx<'_>) -> Option<String> {
        let (asked, n) = self.socket.options.set(self.entry.key()).filter(|(_, n)| *n <= cx.state.facts_n())?;
        debug_assert!(n > 0);
        let Some(Ok(value)) = self.entry.value else { return None };
        kept_words(self.entry.option, asked, value).map(|words| cx.say(&words))
    }
}

/// Why the last set of an option was refused: the errno and its words.
pub(in super::super) fn refusal(cx: &Cx<'_>, socket: &SocketRow, option: (i32, i32)) -> Option<String> {
    let (value, made) = socket.options.refused(option)?;
    let call = Call::SetSockOpt { level: option.0, name: option.1, value: value.clone() };
    let errno = script::result_text(&made.outcome, &call);
    Some(match cx.state.explain(socket, &call, &made.outcome) {
        Some(found) => cx.say(&Message::new("option-refused").with("errno", errno).with("why", found.why)),
        None => errno,
    })
}
