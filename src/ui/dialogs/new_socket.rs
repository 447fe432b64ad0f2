//! Family, type and name of a new socket.

use super::{buttons_ui, modal_ui};
use crate::app::{AppCommand, NewSocket, check_name};
use crate::call::{self, Call};
use crate::locale::Message;
use crate::script;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{self, Button, Field};
use egui::Context;

/// The families and types that are offered.
pub const FAMILIES: [&str; 2] = ["AF_INET", "AF_INET6"];
/// The types that are offered.
pub const KINDS: [&str; 2] = ["SOCK_STREAM", "SOCK_DGRAM"];

/// What is typed and chosen.
#[derive(Default)]
pub struct NewSocketForm {
    /// Filled when the dialog opens.
    name: Option<String>,
    family: usize,
    kind: usize,
    error: Option<Message>,
}

impl NewSocketForm {
    /// The dialog was closed: the next time it proposes a name anew.
    pub fn forget(&mut self) {
        self.name = None;
        self.error = None;
    }

    /// Draws it; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let board = &cx.state.snapshot.board;
        let opened = self.name.is_none();
        let mut name = self.name.take().unwrap_or_else(|| {
            let side = cx.state.selected_socket().map_or("client", |row| row.name.side()).to_owned();
            board.free_name(if side.is_empty() { "client" } else { &side }, "s").to_string()
        });
        let (mut made, mut closed) = (None, false);
        let dismissed = modal_ui(ctx, "new-socket", cx.t("new-title"), |ui| {
            let tokens = Tokens::of(ui);
            widgets::form_row(ui, cx.t("new-family"), |ui| {
                let families = [(0, FAMILIES[0]), (1, FAMILIES[1])];
                widgets::segmented(ui, &mut self.family, &families);
            });
            widgets::form_row(ui, cx.t("new-kind"), |ui| {
                let kinds = [(0, KINDS[0]), (1, KINDS[1])];
                widgets::segmented(ui, &mut self.kind, &kinds);
            });
            let error = self.error.as_ref().map(|error| cx.say(error));
            let field = Field::new(cx.t("new-name"), &mut name).error(error.as_deref()).show(ui);
            if opened {
                field.request_focus();
            }
            ui.label(Text::Small.rich(cx.t("new-name-hint"), tokens.text_subdued));
            ui.add_space(sizes::GAP);
            let entered = widgets::entered(ui, &field);
            let number = |name| call::number_of(name).unwrap_or_default();
            let (family, kind) = (number(FAMILIES[self.family]), number(KINDS[self.kind]));
            let call = Call::Socket { family, kind, proto: 0 };
            let base = name.rsplit('/').next().unwrap_or_default();
            widgets::code_line(ui, &script::call_line_of(&call, None, Some(base)));
            buttons_ui(ui, |ui| {
                if ui.add(Button::new(cx.t("new-make")).primary()).clicked() || entered {
                    match check_name(&name, "") {
                        Ok(name) => made = Some(NewSocket { name, family, kind, proto: 0 }),
                        Err(message) => self.error = Some(message),
                    }
                }
                closed = ui.add(Button::new(cx.t("dialog-cancel"))).clicked();
            });
        });
        self.name = Some(name);
        let done = made.is_some();
        if let Some(made) = made {
            cx.push(AppCommand::NewSocket(made));
        }
        dismissed || closed || done
    }
}
