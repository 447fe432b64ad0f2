//! *Reopen last board*: what was open when the program ended last, to make anew in one press, or to forget.

use crate::app::{AppCommand, LastBoard};
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
    let Some(board) = cx.state.last_board.as_ref().filter(|_| cx.state.is_live()) else { return };
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
