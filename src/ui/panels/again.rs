//! What was sent or received once, to be sent again: into the composer, or as a saved message. A payload that is not in
//! memory is asked for, and taken when it is there.

use super::super::cx::Cx;
use super::super::theme::{Icon, Text, Tokens};
use super::super::widgets::{menu_item, menu_separator};
use super::copy::data_of;
use crate::app::{AppCommand, Draft, SavedMessage, SendCall};
use crate::bytes::{Recipe, size_text};
use crate::call::{Call, Payload};
use crate::locale::Message;
use crate::session::Row;
use egui::Ui;
use std::sync::Arc;

/// Longer payloads are not for typing: they are saved, and sent as a file.
const LONGEST: u64 = 64 * 1024;
/// A payload that does not come within so many seconds cannot be had.
const PATIENCE: f64 = 5.0;

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It stands in the composer.
    Compose,
    /// It is a new saved message, open to be named.
    Save,
}

/// What is taken up, at once or when the payload has come.
#[derive(Default)]
pub struct Again {
    wanted: Option<(Arc<Row>, Use, f64)>,
}

impl Again {
    /// The items of a menu that take up the bytes of `row`; none where it has none.
    pub fn items_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &Arc<Row>) {
        let Some((_, len)) = data_of(row).filter(|(_, len)| *len > 0) else { return };
        menu_separator(ui);
        if len > LONGEST {
            let words = cx.say(&Message::new("again-too-long").with("size", size_text(LONGEST)));
            ui.label(Text::Small.rich(words, Tokens::of(ui).text_subdued));
            return;
        }
        for (wish, icon, key) in
            [(Use::Compose, Some(Icon::ArrowSquareIn), "again-compose"), (Use::Save, None, "again-save")]
        {
            if menu_item(ui, icon, cx.t(key), "").clicked() {
                self.wanted = Some((Arc::clone(row), wish, ui.input(|input| input.time)));
                ui.ctx().request_repaint();
            }
        }
    }

    /// Takes up what was wanted if its payload has come by now.
    pub fn poll(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        let Some((row, wish, since)) = self.wanted.take() else { return };
        let payload = match data_of(&row) {
            None => return,
            Some((start, len)) if len <= start.len() as u64 => start.clone(),
            Some(_) => match cx.state.session().payload(row.n) {
                Some(payload) => payload,
                None if ui.input(|input| input.time) - since > PATIENCE => return,
                None => return self.wanted = Some((row, wish, since)),
            },
        };
        cx.push(command(&row, &payload, wish));
        ui.ctx().request_repaint();
    }
}

fn command(row: &Row, payload: &Payload, wish: Use) -> AppCommand {
    let recipe = Recipe::of_bytes(payload);
    let call = match row.record.call {
        Call::SendAll { .. } => SendCall::SendAll,
        Call::SendTo { .. } | Call::RecvFrom { .. } => SendCall::SendTo,
        _ => SendCall::Send,
    };
    match wish {
        Use::Compose => AppCommand::Offer(Draft { recipe, call, repeat: None }),
        Use::Save => AppCommand::EditMessage(Some(SavedMessage { recipe, call, ..SavedMessage::default() })),
    }
}
