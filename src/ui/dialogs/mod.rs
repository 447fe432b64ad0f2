//! The dialogs: one at a time, each closed by Esc, none in the way of a running call.

mod about;
mod compare;
mod consent;
mod export;
mod kept_sessions;
mod key_map;
mod last_board;
mod message;
mod messages_compared;
mod new_socket;
mod note;
mod palette;
mod path_box;
mod receive;
mod recording_settings;
mod run_again;
mod script_consent;
mod script_options;
mod settings_page;
mod starts;
mod template;

pub use last_board::last_board_ui;
pub use palette::Chosen;
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
    palette: palette::Palette,
    about: about::About,
    kept: kept_sessions::KeptPage,
    /// A dialog was open in the last frame.
    was_open: bool,
    /// What had the keyboard before it was opened.
    returns: Option<Id>,
    message: message::MessageDialog,
    note: note::NoteForm,
    again: run_again::AgainForm,
    compare: compare::CompareDialog,
    export: export::ExportForm,
    messages: messages_compared::MessagesCompared,
    template: template::TemplateForm,
}

impl Dialogs {
    /// Draws the dialog that is open; what was chosen in the palette.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> Option<Chosen> {
        self.keep_focus(ctx, cx.state.has_dialog());
        if cx.state.chooser.is_some() {
            consent::chooser_ui(ctx, cx);
        } else if cx.state.consent.is_some() {
            consent::consent_ui(ctx, cx);
        } else if let Some(purpose) = cx.state.path_box {
            self.path_box.ui(ctx, cx, purpose);
        } else if let Some(message) = &cx.state.editing {
            self.message.ui(ctx, cx, message);
        } else {
            self.message.forget();
            return self.open_dialog_ui(ctx, cx);
        }
        None
    }

    /// The keyboard comes back to where it was when a dialog is closed.
    fn keep_focus(&mut self, ctx: &Context, is_open: bool) {
        match (std::mem::replace(&mut self.was_open, is_open), is_open) {
            (false, true) => self.returns = ctx.memory(egui::Memory::focused),
            (true, false) => {
                let nobody = ctx.memory(|memory| memory.focused().is_none());
                if let Some(id) = self.returns.take().filter(|_| nobody) {
                    ctx.memory_mut(|memory| memory.request_focus(id));
                }
            }
            _ => {}
        }
    }

    fn open_dialog_ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> Option<Chosen> {
        let mut chosen = None;
        if cx.state.dialog != Some(Dialog::Palette) {
            self.palette.forget();
        }
        if cx.state.dialog != Some(Dialog::RunAgain) {
            self.again.forget();
        }
        let close = match cx.state.dialog {
            None => {
                self.new_socket.forget();
                self.note.forget();
                self.compare.forget();
                self.about.forget();
                self.kept.forget();
                self.export.forget();
                self.messages.forget();
                self.template.forget();
                return None;
            }
            Some(Dialog::NewSocket) => self.new_socket.ui(ctx, cx),
            Some(Dialog::Starts(kind)) => self.starts.dialog_ui(ctx, cx, kind),
            Some(Dialog::About) => self.about.ui(ctx, cx),
            Some(Dialog::KeyMap) => key_map::key_map_ui(ctx, cx),
            Some(Dialog::KeptSessions) => self.kept.ui(ctx, cx),
            Some(Dialog::Settings) => settings_page::settings_ui(ctx, cx),
            Some(Dialog::Compared) => self.compare.ui(ctx, cx),
            Some(Dialog::Note(n)) => self.note.ui(ctx, cx, n),
            Some(Dialog::Export) => self.export.ui(ctx, cx),
            Some(Dialog::Template) => self.template.ui(ctx, cx),
            Some(Dialog::MessagesCompared) => self.messages.ui(ctx, cx),
            Some(Dialog::RunAgain) => self.again.ui(ctx, cx),
            Some(Dialog::ScriptConsent) => script_consent::script_consent_ui(ctx, cx),
            Some(Dialog::Palette) => {
                let (close, what) = self.palette.ui(ctx, cx);
                chosen = what;
                close
            }
        };
        if close {
            cx.push(AppCommand::ShowDialog(None));
        }
        chosen
    }
}

/// A large titled modal that keeps within the window; `content` is told how high it may be. True when it should close.
fn sheet_ui(ctx: &Context, id: &str, title: &str, most: egui::Vec2, content: impl FnOnce(&mut Ui, f32)) -> bool {
    let room = ctx.content_rect().size() - egui::Vec2::splat(2.0 * (sizes::MARGIN + INSET));
    let size = most.min(room);
    modal_of_width(ctx, id, title, size.x, |ui| content(ui, size.y - TITLE))
}

/// From a dialog's edge to what it holds.
const INSET: f32 = 18.0;
/// What a dialog's title takes with the space below it.
const TITLE: f32 = 34.0;

/// A titled modal in our look; true when it should close (Esc, or a click beside it).
fn modal_ui(ctx: &Context, id: &str, title: &str, content: impl FnOnce(&mut Ui)) -> bool {
    modal_of_width(ctx, id, title, 440.0, content)
}

fn modal_of_width(ctx: &Context, id: &str, title: &str, width: f32, content: impl FnOnce(&mut Ui)) -> bool {
    let tokens = super::theme::tokens(ctx);
    let frame = Frame::new()
        .fill(tokens.panel)
        .corner_radius(CornerRadius::same(sizes::RADIUS_PANEL))
        .inner_margin(Margin::same(INSET as i8))
        .stroke(egui::Stroke::new(sizes::HAIRLINE, tokens.line))
        .shadow(ctx.global_style().visuals.popup_shadow);
    let modal = egui::Modal::new(Id::unique(id)).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
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
    // Of their own height: a dialog that became lower would else stay as high as it was.
    let size = egui::vec2(ui.available_width(), sizes::CONTROL);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), content);
}

/// A line of a dialog's text.
fn paragraph(ui: &mut Ui, text: impl Into<String>) {
    let color = Tokens::of(ui).text;
    ui.add(egui::Label::new(Text::Body.rich(text, color)).wrap());
}
