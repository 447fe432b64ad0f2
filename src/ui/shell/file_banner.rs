//! How far the file that is read was read, and what is wrong with it.

use super::banners::banner_ui;
use crate::app::{AppCommand, damage_words};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::Button;
use egui::{Align, Layout, Ui};

/// A shorter file is read before its line could be: that would only come and go.
const SHOWS: u64 = 8 << 20;

/// Draws the file's own lines.
pub fn file_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let tokens = Tokens::of(ui);
    let snapshot = cx.state.snapshot.clone();
    let last = snapshot.folded.saturating_sub(1);
    if let Some((done, total)) = snapshot.progress {
        if total < SHOWS {
            return;
        }
        let text = cx.say(&Message::new("reading-file").with("n", last));
        let fraction = done as f32 / total as f32;
        return banner_ui(ui, tokens.panel, |ui| {
            with_button(ui, cx, "reading-cancel", AppCommand::StopReading, |ui| {
                ui.add(egui::ProgressBar::new(fraction).desired_width(220.0).show_percentage());
                ui.add(egui::Label::new(Text::Body.rich(text, tokens.text_strong)).truncate());
            });
        });
    }
    if let Some((done, total)) = snapshot.stopped {
        let percent = done.saturating_mul(100) / total.max(1);
        let text = cx.say(&Message::new("reading-stopped").with("n", last).with("percent", percent));
        return banner_ui(ui, tokens.warning_soft, |ui| {
            ui.label(Icon::Warning.rich(sizes::ICON, tokens.warning));
            with_button(ui, cx, "reading-on", AppCommand::ReadOn, |ui| {
                ui.add(egui::Label::new(Text::Body.rich(text, tokens.text_strong)).truncate());
            });
        });
    }
    let torn = snapshot.torn.map(|torn| Message::new("open-torn").with("bytes", torn.bytes));
    if let Some(trouble) = snapshot.damage.as_ref().map(damage_words).or(torn) {
        let text = cx.say(&trouble);
        banner_ui(ui, tokens.warning_soft, |ui| {
            ui.label(Icon::Warning.rich(sizes::ICON, tokens.warning));
            ui.label(Text::Body.rich(text, tokens.text_strong));
        });
    }
}

/// The button at the right, the rest before it: what is long is cut and never pushes the button out of the window.
fn with_button(ui: &mut Ui, cx: &mut Cx<'_>, key: &'static str, command: AppCommand, rest: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui.add(Button::new(cx.t(key))).clicked() {
            cx.push(command);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), rest);
    });
}
