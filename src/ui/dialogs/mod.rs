//! The dialogs: one at a time, each closed by Esc, none in the way of a running call.

mod about;
mod consent;
mod new_socket;
mod path_box;
mod starts;

pub use starts::StartsForm;

use super::cx::Cx;
use super::theme::{Text, Tokens, sizes};
use crate::app::{AppCommand, Dialog};
use egui::{Context, CornerRadius, Frame, Id, Margin, Ui};

/// What the dialogs keep between frames.
#[derive(Default)]
pub struct Dialogs {
    path_box: path_box::PathBox,
    new_socket: new_socket::NewSocketForm,
    starts: StartsForm,
}

impl Dialogs {
    /// Draws the dialog that is open.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if cx.state.chooser.is_some() {
            consent::chooser_ui(ctx, cx);
        } else if cx.state.consent.is_some() {
            consent::consent_ui(ctx, cx);
        } else if let Some(purpose) = cx.state.path_box {
            self.path_box.ui(ctx, cx, purpose);
        } else {
            self.open_dialog_ui(ctx, cx);
        }
    }

    fn open_dialog_ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let close = match cx.state.dialog {
            None => {
                self.new_socket.forget();
                return;
            }
            Some(Dialog::NewSocket) => self.new_socket.ui(ctx, cx),
            Some(Dialog::Starts(kind)) => self.starts.dialog_ui(ctx, cx, kind),
            Some(Dialog::About) => about::about_ui(ctx, cx),
        };
        if close {
            cx.push(AppCommand::ShowDialog(None));
        }
    }
}

/// A titled modal in our look; true when it should close (Esc, or a click beside it).
fn modal_ui(ctx: &Context, id: &str, title: &str, content: impl FnOnce(&mut Ui)) -> bool {
    let tokens = super::theme::tokens(ctx);
    let frame = Frame::new()
        .fill(tokens.panel)
        .corner_radius(CornerRadius::same(sizes::RADIUS_PANEL))
        .inner_margin(Margin::same(18))
        .stroke(egui::Stroke::new(sizes::HAIRLINE, tokens.line))
        .shadow(ctx.global_style().visuals.popup_shadow);
    let modal = egui::Modal::new(Id::unique(id)).frame(frame).show(ctx, |ui| {
        ui.set_width(440.0);
        let title = ui.label(Text::Brand.rich(title, tokens.text_strong));
        ui.add_space(sizes::GAP);
        content(ui);
        title
    });
    modal.should_close()
}

/// Buttons at the right end of a dialog's last line.
fn buttons_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.add_space(sizes::GAP_GROUPS);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), content);
}

/// A line of a dialog's text.
fn paragraph(ui: &mut Ui, text: impl Into<String>) {
    let color = Tokens::of(ui).text;
    ui.add(egui::Label::new(Text::Body.rich(text, color)).wrap());
}
