//! The log's filter: a field for a query, a menu that writes one, how far the search is, and the way from match to match.
//!
//! ```text
//! │ [🔍 call:send error ………………………………] [Filter by ▾] [✕]              │
//! │ 37 matches in 1,204 calls   [Only matches|Mark matches] [▲] [▼]      │
//! ```

use super::filter_menu::menu_ui;
use crate::app::{AppCommand, FindCommand, grouped};
use crate::locale::Message;
use crate::session::find::Progress;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, entered, icon_button, inline_error, segmented, segmented_width, select_all};
use egui::{Align, Id, Key, Label, Layout, Popup, Rect, Response, Ui, UiBuilder, vec2};

/// In a narrower panel the menu's button has no words: the field needs the room.
const NARROW: f32 = 380.0;
/// The narrowest place for the words about a search beside its controls.
const WORDS_MIN: f32 = 110.0;

/// What the bar remembers.
#[derive(Default)]
pub struct FilterBar {
    open: bool,
    wanted: bool,
}

/// The field.
fn field_id() -> Id {
    Id::unique("sockscope-filter-calls")
}

impl FilterBar {
    /// Opens the bar with the keyboard in its field, in the next frame.
    pub fn find_next(&mut self) {
        (self.open, self.wanted) = (true, true);
    }

    /// The button in the panel's head that opens the bar.
    pub fn button_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if cx.state.snapshot.rows > 0 && icon_button(ui, Icon::Funnel, cx.t("find-open")).clicked() {
            self.find_next();
        }
    }

    /// Draws the bar at the top of `rect`, where it is open; gives where the rows begin.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rect: Rect) -> f32 {
        let finding = &cx.state.finding;
        if !self.open && finding.text.is_empty() && finding.search().is_none() {
            return rect.top();
        }
        self.open = true;
        let inner = rect.shrink2(vec2(sizes::MARGIN, 0.0));
        let builder = UiBuilder::new().id_salt("log-filter").max_rect(inner).layout(Layout::top_down(Align::Min));
        let mut ui = ui.new_child(builder);
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        ui.spacing_mut().item_spacing = vec2(sizes::GAP, sizes::GAP_SMALL);
        ui.add_space(sizes::GAP_SMALL);
        self.query_ui(&mut ui, cx);
        if let Some(progress) = cx.state.finding.progress() {
            status_ui(&mut ui, cx, progress);
        }
        ui.add_space(sizes::GAP_SMALL);
        ui.min_rect().bottom().min(rect.bottom())
    }

    fn query_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let size = vec2(ui.available_width(), sizes::CONTROL);
        let field = ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            if icon_button(ui, Icon::X, cx.t("find-close")).clicked() {
                self.close(cx);
            }
            let label = if size.x < NARROW { "" } else { cx.t("find-by") };
            let by = ui.add(Button::new(label).icon(Icon::Funnel).caret().name(cx.t("find-by")));
            Popup::menu(&by).show(|ui| {
                if menu_ui(ui, cx) {
                    self.wanted = true;
                }
            });
            self.field_ui(ui, cx)
        });
        if let Some(wrong) = &cx.state.finding.wrong {
            let words = Message::new("find-wrong").with("at", wrong.at as u64 + 1).with("why", wrong.why.clone());
            inline_error(ui, &cx.say(&words));
        }
        self.keys(ui, cx, &field.inner);
    }

    fn field_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> Response {
        let mut text = cx.state.finding.text.clone();
        let width = ui.available_width();
        let field = Field::new(cx.t("find-field"), &mut text).hide_label().hint(cx.t("find-hint"));
        let response = field.icon(Icon::MagnifyingGlass).width(width).id(field_id()).show(ui);
        if std::mem::take(&mut self.wanted) {
            response.request_focus();
            select_all(ui.ctx(), response.id, &text);
        }
        if response.changed() {
            cx.push(AppCommand::Find(FindCommand::Look(text)));
        }
        response
    }

    /// Enter goes to the next match, with Shift to the one before; Escape takes the filter away.
    fn keys(&mut self, ui: &Ui, cx: &mut Cx<'_>, field: &Response) {
        let (shift, escape) = ui.input(|input| (input.modifiers.shift, input.key_pressed(Key::Escape)));
        if entered(ui, field) {
            cx.push(AppCommand::Find(if shift { FindCommand::Previous } else { FindCommand::Next }));
            field.request_focus();
        } else if field.lost_focus() && escape {
            self.close(cx);
        }
    }

    fn close(&mut self, cx: &mut Cx<'_>) {
        self.open = false;
        cx.push(AppCommand::Find(FindCommand::Look(String::new())));
    }
}

/// What was found, and the way through it. On one line where there is room for it, on two where there is not.
fn status_ui(ui: &mut Ui, cx: &mut Cx<'_>, progress: Progress) {
    let modes = [(true, cx.t("find-only")), (false, cx.t("find-mark"))];
    let words = words(cx, progress);
    let steps = 2.0 * sizes::CONTROL + if progress.running || progress.cancelled { 90.0 } else { 0.0 };
    let beside = segmented_width(ui, &modes) + steps + 2.0 * sizes::GAP + WORDS_MIN <= ui.available_width();
    if !beside {
        words_ui(ui, &words);
    }
    let size = vec2(ui.available_width(), sizes::CONTROL);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        if progress.matches > 0 && icon_button(ui, Icon::CaretDown, cx.t("find-do-next")).clicked() {
            cx.push(AppCommand::Find(FindCommand::Next));
        }
        if progress.matches > 0 && icon_button(ui, Icon::CaretUp, cx.t("find-do-previous")).clicked() {
            cx.push(AppCommand::Find(FindCommand::Previous));
        }
        ui.add_space(sizes::GAP_SMALL);
        let mut only = cx.state.finding.only;
        if segmented(ui, &mut only, &modes) {
            cx.push(AppCommand::Find(FindCommand::OnlyMatches(only)));
        }
        ui.add_space(sizes::GAP);
        if progress.running && !progress.cancelled {
            if ui.add(Button::new(cx.t("find-cancel")).quiet().name(cx.t("find-cancel-name"))).clicked() {
                cx.push(AppCommand::Find(FindCommand::Cancel));
            }
        } else if progress.cancelled
            && ui.add(Button::new(cx.t("find-again")).quiet().name(cx.t("find-again-name"))).clicked()
        {
            cx.push(AppCommand::Find(FindCommand::Again));
        }
        if beside {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| words_ui(ui, &words));
        }
    });
}

fn words_ui(ui: &mut Ui, words: &str) {
    ui.add(Label::new(Text::Small.rich(words, Tokens::of(ui).text_subdued)).truncate());
}

/// *37 matches in 1,204 calls*; while it goes on, *1,204 of 3,200,000 calls searched · 37 matches*.
fn words(cx: &Cx<'_>, progress: Progress) -> String {
    let rows = cx.state.snapshot.rows.max(progress.searched);
    let counts = |message: Message| {
        let message = message.with("n", progress.matches).with("matches", grouped(progress.matches));
        message.with("searched", grouped(progress.searched)).with("rows", grouped(rows))
    };
    let partly = progress.searched < rows;
    let key = match (progress.cancelled, partly) {
        (true, true) => "find-cancelled",
        (false, true) => "find-searched",
        _ => "find-found",
    };
    let words = cx.say(&counts(Message::new(key)));
    if progress.unreadable == 0 {
        return words;
    }
    format!("{words} · {}", cx.say(&Message::new("find-unreadable").with("n", progress.unreadable)))
}
