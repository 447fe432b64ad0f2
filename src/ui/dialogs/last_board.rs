//! What the last run left: a session that nobody closed, to open; the sockets that were open, to make anew in one press.
//! Either can be forgotten.

use crate::app::{AppCommand, LastBoard, RecordingCommand, Unfinished};
use crate::bytes;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, card, icon_button};
use egui::{Align, Label, Layout, Ui};

/// So many sockets are named; the others are counted.
const NAMED: usize = 3;

/// `3 sockets: server/s 127.0.0.1:8000, …`.
pub fn last_board_words(cx: &Cx<'_>, board: &LastBoard) -> String {
    let named = board.sockets.iter().take(NAMED).map(|set_up| match set_up.place() {
        Some(place) => format!("{} {place}", set_up.name),
        None => set_up.name.to_string(),
    });
    let mut named = named.collect::<Vec<_>>().join(", ");
    if board.sockets.len() > NAMED {
        named.push_str(", …");
    }
    cx.say(&Message::new("last-board-sockets").with("n", board.sockets.len() as u64).with("sockets", named))
}

/// The offer, where there is one.
pub fn last_board_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    if !cx.state.is_live() {
        return;
    }
    match &cx.state.shelf.unfinished {
        Some(unfinished) => unfinished_ui(ui, cx, unfinished),
        None => board_ui(ui, cx),
    }
}

fn board_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(board) = &cx.state.last_board else { return };
    let words = last_board_words(cx, board);
    let tokens = Tokens::of(ui);
    card(ui, tokens.raised, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.set_max_height(sizes::CONTROL);
            if icon_button(ui, Icon::X, cx.t("last-board-dismiss")).clicked() {
                cx.push(AppCommand::DismissBoard);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let reopen = Button::new(cx.t("last-board-reopen")).icon(Icon::ClockCounterClockwise).selected(true);
                if ui.add(reopen).on_hover_text(cx.t("last-board-hint")).clicked() {
                    cx.push(AppCommand::ReopenBoard);
                }
                ui.add(Label::new(Text::Small.rich(words, tokens.text_subdued)).truncate());
            });
        });
    });
    ui.add_space(sizes::GAP_GROUPS);
}

/// A session that nobody closed, and its sockets where they are known.
fn unfinished_ui(ui: &mut Ui, cx: &mut Cx<'_>, Unfinished { session, cut }: &Unfinished) {
    let tokens = Tokens::of(ui);
    let size = bytes::size_text(session.bytes);
    let mut words = cx.say(&Message::new("unfinished-words").with("name", session.name()).with("size", size));
    if *cut > 0 {
        words.push_str(cx.t("unfinished-between"));
        words.push_str(&cx.say(&Message::new("unfinished-cut").with("bytes", *cut)));
    }
    let board = cx.state.last_board.as_ref().map(|board| last_board_words(cx, board));
    card(ui, tokens.warning_soft, |ui| {
        ui.horizontal_top(|ui| {
            ui.label(Icon::Warning.rich(sizes::ICON, tokens.warning));
            ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                if icon_button(ui, Icon::X, cx.t("unfinished-dismiss")).clicked() {
                    cx.push(AppCommand::Recording(RecordingCommand::DismissUnfinished));
                }
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    ui.add(Label::new(Text::Body.rich(words, tokens.text_strong)).wrap());
                });
            });
        });
        ui.add_space(sizes::GAP_SMALL);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::Vec2::splat(sizes::GAP);
            if ui.add(Button::new(cx.t("unfinished-open")).icon(Icon::BookOpen).selected(true)).clicked() {
                cx.push(AppCommand::Recording(RecordingCommand::OpenUnfinished));
            }
            if let Some(board) = &board {
                let anew = Button::new(cx.t("unfinished-board")).icon(Icon::ClockCounterClockwise);
                if ui.add(anew).on_hover_text(board).clicked() {
                    cx.push(AppCommand::ReopenBoard);
                    cx.push(AppCommand::Recording(RecordingCommand::DismissUnfinished));
                }
            }
        });
    });
    ui.add_space(sizes::GAP_GROUPS);
}
