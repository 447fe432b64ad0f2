//! The controls above the bytes: how they are grouped, how they are read as text, and what is looked for. They stand on
//! one line where there is room for them, on more where there is not.

use super::find::{At, Finder, LIMIT};
use super::scope::{Bounds, Scope};
use crate::app::{AppCommand, ClientCommand, DataMode, input_message};
use crate::bytes::{Encoding, Needle};
use crate::locale::Message;
use crate::session::Direction;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Field, dropdown, entered, icon_button, inline_error, segmented, segmented_width};
use egui::{Align, Id, Key, Label, Layout, Ui, vec2};

/// The narrowest field to type in.
const FIELD_MIN: f32 = 150.0;
/// The widest.
const FIELD_MAX: f32 = 260.0;
/// What the dropdown of the encodings takes at most.
const ENCODING: f32 = 96.0;

/// What a search is made from: the text, whether it is hex, how text is read, and where it is looked for.
type Wanted = (String, bool, Encoding, Bounds);

/// What is looked for, as typed, and which find was gone to.
#[derive(Default)]
pub struct FindBar {
    text: String,
    hex: bool,
    /// What the running search was made from.
    made: Option<Wanted>,
    wrong: Option<Message>,
    /// The mode that `current` is of.
    mode: DataMode,
    /// The find that was gone to: its place among those of the mode.
    current: Option<usize>,
    /// The first find is to be gone to: something else was typed, or another mode chosen.
    seeks: bool,
    /// The keyboard is to come to the field.
    wanted: bool,
}

/// Whether one sender's datagrams alone show.
fn is_of_one(cx: &Cx<'_>) -> bool {
    cx.state.selected.is_some_and(|sid| cx.state.only(sid).is_some())
}

/// How the bytes are grouped: one sender's datagrams always by message.
pub fn mode_of(cx: &Cx<'_>) -> DataMode {
    if is_of_one(cx) { DataMode::Messages } else { cx.state.settings.data_mode }
}

/// What the toolbar wants of the view.
#[derive(Default)]
pub struct Wish {
    /// Bring this find into sight.
    pub go_to: Option<At>,
    /// Nothing is looked for any more.
    pub forget: bool,
}

/// The one direction that a mode shows.
fn direction(mode: DataMode) -> Option<Direction> {
    match mode {
        DataMode::Messages => None,
        DataMode::SentStream => Some(Direction::Sent),
        DataMode::ReceivedStream => Some(Direction::Received),
    }
}

impl FindBar {
    /// The keyboard to the field, in the next frame.
    pub fn find_next(&mut self) {
        self.wanted = true;
    }

    /// Another socket: its finds begin anew.
    pub fn reset(&mut self) {
        (self.made, self.current) = (None, None);
    }

    /// Draws the controls.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, finder: &mut Finder, scope: &Scope) -> Wish {
        let mut wish = Wish::default();
        let modes = [
            (DataMode::Messages, cx.t("data-by-message")),
            (DataMode::SentStream, cx.t("data-sent-stream")),
            (DataMode::ReceivedStream, cx.t("data-received-stream")),
        ];
        let forms = [(false, cx.t("data-find-text")), (true, cx.t("data-find-hex"))];
        let width = ui.available_width();
        let (modes_width, forms_width) = (segmented_width(ui, &modes), segmented_width(ui, &forms));
        let left = modes_width + sizes::GAP + ENCODING;
        let one_line = left + sizes::GAP_GROUPS + FIELD_MIN + sizes::GAP + forms_width <= width;
        let as_list = modes_width > width;
        let stacked = left > width;
        ui.spacing_mut().item_spacing = vec2(sizes::GAP, sizes::GAP_SMALL + 2.0);
        ui.horizontal_top(|ui| {
            mode_ui(ui, cx, &modes, as_list);
            if !stacked {
                encoding_ui(ui, cx);
            }
            if one_line {
                ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                    segmented(ui, &mut self.hex, &forms);
                    let room = ui.available_width().min(FIELD_MAX);
                    self.field_ui(ui, cx, finder, room, &mut wish);
                });
            }
        });
        if stacked {
            ui.horizontal_top(|ui| encoding_ui(ui, cx));
        }
        if !one_line {
            ui.horizontal_top(|ui| {
                let room = (width - forms_width - sizes::GAP).max(FIELD_MIN / 2.0);
                self.field_ui(ui, cx, finder, room, &mut wish);
                segmented(ui, &mut self.hex, &forms);
            });
        }
        self.search(cx, finder, scope, &mut wish);
        self.status_ui(ui, cx, finder, &mut wish);
        wish
    }

    fn field_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, finder: &Finder, width: f32, wish: &mut Wish) {
        let id = Id::unique("sockscope-find-bytes");
        let hint = if self.hex { cx.t("data-find-hex-hint") } else { cx.t("data-find-hint") };
        let mut field = Field::new(cx.t("data-find"), &mut self.text).hide_label().hint(hint).width(width).id(id);
        field = field.icon(Icon::MagnifyingGlass);
        let response = field.show(ui);
        if std::mem::take(&mut self.wanted) {
            response.request_focus();
        }
        if entered(ui, &response) {
            let back = ui.input(|input| input.modifiers.shift);
            self.step(cx, finder, back, wish);
            response.request_focus();
        }
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.text.clear();
        }
    }

    /// Begins the search again when what is looked for changed.
    fn search(&mut self, cx: &Cx<'_>, finder: &mut Finder, scope: &Scope, wish: &mut Wish) {
        let wanted = (self.text.clone(), self.hex, cx.state.settings.encoding(), scope.bounds());
        // Another socket's finds are counted and marked; where it stands nobody asked to be taken away from.
        let is_new = self.made.is_none();
        if self.made.as_ref() != Some(&wanted) {
            let typed = |(text, hex, encoding, _): &Wanted| (text.clone(), *hex, *encoding);
            self.seeks |= self.made.as_ref().map(typed) != Some(typed(&wanted));
            let (text, hex, encoding, bounds) = &wanted;
            self.current = None;
            wish.forget = true;
            self.wrong = None;
            finder.cancel();
            if !text.is_empty() {
                match if *hex { Needle::hex(text) } else { Needle::text(text, *encoding) } {
                    Ok(needle) => finder.search(needle, bounds.clone()),
                    Err(error) => self.wrong = Some(input_message(&error)),
                }
            }
            self.made = Some(wanted);
        }
        let mode = mode_of(cx);
        if self.mode != mode {
            (self.mode, self.current, wish.forget) = (mode, None, true);
            self.seeks = true;
        }
        self.seeks &= !is_new;
        if self.current.is_some_and(|current| current >= finder.count(direction(mode))) {
            // An earlier moment does not have it.
            (self.current, wish.forget) = (None, true);
        }
        if self.current.is_none() && self.seeks && finder.is_on() {
            self.step(cx, finder, false, wish);
        }
    }

    /// To the next find, or the one before; round at the ends.
    fn step(&mut self, cx: &Cx<'_>, finder: &Finder, back: bool, wish: &mut Wish) {
        let only = direction(mode_of(cx));
        let count = finder.count(only);
        if count == 0 {
            return;
        }
        let next = match (self.current, back) {
            (None, false) => 0,
            (None, true) => count - 1,
            (Some(current), false) => (current + 1) % count,
            (Some(current), true) => (current + count - 1) % count,
        };
        (self.current, self.seeks) = (Some(next), false);
        wish.go_to = finder.nth(only, next);
    }

    /// How many there are, and the way from one to the next.
    fn status_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, finder: &Finder, wish: &mut Wish) {
        if let Some(wrong) = &self.wrong {
            inline_error(ui, &cx.say(wrong));
            return;
        }
        if !finder.is_on() {
            return;
        }
        let words = self.status(cx, finder);
        let any = finder.count(direction(mode_of(cx))) > 0;
        let size = vec2(ui.available_width(), sizes::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            if any && icon_button(ui, Icon::CaretDown, cx.t("data-find-next")).clicked() {
                self.step(cx, finder, false, wish);
            }
            if any && icon_button(ui, Icon::CaretUp, cx.t("data-find-previous")).clicked() {
                self.step(cx, finder, true, wish);
            }
            ui.add_space(sizes::GAP);
            ui.add(Label::new(Text::Small.rich(words, Tokens::of(ui).text_subdued)).truncate());
        });
    }

    fn status(&self, cx: &Cx<'_>, finder: &Finder) -> String {
        let (count, all) = (finder.count(direction(mode_of(cx))) as u64, finder.count(None));
        let unreadable = finder.unreadable();
        let message = match self.current.map(|current| current as u64 + 1) {
            _ if count == 0 => Message::new("data-found-none"),
            Some(i) if all >= LIMIT => Message::new("data-found-first").with("i", i).with("n", count),
            Some(i) => Message::new("data-found").with("i", i).with("n", count),
            None if all >= LIMIT => Message::new("data-found-many").with("n", count),
            None => Message::new("data-found-places").with("n", count),
        };
        let mut words = match finder.progress() {
            Some(progress) => {
                let searching = Message::new("data-searching").with("percent", (progress * 100.0) as u64);
                if count == 0 { cx.say(&searching) } else { format!("{} · {}", cx.say(&message), cx.say(&searching)) }
            }
            None => cx.say(&message),
        };
        if unreadable > 0 {
            words = format!("{words} · {}", cx.say(&Message::new("data-not-searched").with("n", unreadable)));
        }
        words
    }
}

fn mode_ui(ui: &mut Ui, cx: &mut Cx<'_>, modes: &[(DataMode, &str)], as_list: bool) {
    let mut mode = mode_of(cx);
    let changed = if as_list {
        dropdown(ui, cx.t("data-mode"), &mut mode, modes).changed()
    } else {
        segmented(ui, &mut mode, modes)
    };
    if changed {
        cx.push(AppCommand::SetDataMode(mode));
        if mode != DataMode::Messages && is_of_one(cx) {
            // A stream has no senders.
            cx.push(AppCommand::Clients(ClientCommand::Only(None)));
        }
    }
}

fn encoding_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let choices: Vec<_> = Encoding::ALL.iter().map(|encoding| (*encoding, encoding.name())).collect();
    let mut encoding = cx.state.settings.encoding();
    if dropdown(ui, cx.t("data-encoding"), &mut encoding, &choices).changed() {
        cx.push(AppCommand::SetEncoding(encoding));
    }
}
