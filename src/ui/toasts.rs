//! Short messages at the lower right: they stay for some seconds, errors until they are dismissed.

use super::cx::Cx;
use super::theme::{Icon, Text, Tokens, sizes};
use super::widgets;
use crate::app::{Toast, Tone};
use egui::{Align2, Area, Context, CornerRadius, Frame, Id, Margin, Order, Ui};
use std::time::Duration;

/// How long good news stays, in seconds.
const STAYS: f64 = 5.0;
/// How long a message stays that offers something to press.
const OFFERS: f64 = 20.0;
/// At most so many stand at once.
const MOST: usize = 5;

/// The messages that show.
#[derive(Default)]
pub struct ToastList(Vec<(f64, Toast)>);

impl ToastList {
    /// Shows a message from `now` (the window's time in seconds) on.
    pub fn add(&mut self, toast: Toast, now: f64) {
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push((now, toast));
    }

    /// Draws what has not run out.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let now = ctx.input(|input| input.time);
        let stays = |toast: &Toast| if toast.offer.is_some() { OFFERS } else { STAYS };
        self.0.retain(|(since, toast)| toast.tone == Tone::Failed || now - since < stays(toast));
        if self.0.is_empty() {
            return;
        }
        if self.0.iter().any(|(_, toast)| toast.tone != Tone::Failed) {
            ctx.request_repaint_after(Duration::from_millis(250));
        }
        let corner = egui::vec2(-sizes::MARGIN, -(sizes::STATUS_LINE + sizes::MARGIN));
        let area = Area::new(Id::unique("toasts")).anchor(Align2::RIGHT_BOTTOM, corner).order(Order::Foreground);
        area.show(ctx, |ui| {
            let mut dismissed = None;
            for (index, (_, toast)) in self.0.iter().enumerate() {
                if toast_ui(ui, cx, toast) {
                    dismissed = Some(index);
                }
                ui.add_space(sizes::GAP);
            }
            if let Some(index) = dismissed {
                self.0.remove(index);
            }
        });
    }
}

fn toast_ui(ui: &mut Ui, cx: &mut Cx<'_>, toast: &Toast) -> bool {
    let tokens = Tokens::of(ui);
    let (icon, color) = match toast.tone {
        Tone::Done => (Icon::CheckCircle, tokens.ok),
        Tone::Warning => (Icon::Warning, tokens.warning),
        Tone::Failed => (Icon::XCircle, tokens.error),
    };
    let frame = Frame::popup(ui.style()).corner_radius(CornerRadius::same(sizes::RADIUS_PANEL));
    let mut dismissed = false;
    frame.inner_margin(Margin::same(sizes::MARGIN as i8)).show(ui, |ui| {
        ui.set_max_width(420.0);
        ui.horizontal(|ui| {
            ui.label(icon.rich(sizes::ICON_LARGE, color));
            let text = Text::Body.rich(cx.say(&toast.message), tokens.text_strong);
            let said = ui.add(egui::Label::new(text).wrap());
            widgets::announce(&said, toast.tone == Tone::Failed);
            if let Some((label, command)) = &toast.offer
                && ui.add(widgets::Button::new(&cx.say(label))).clicked()
            {
                cx.push(command.clone());
                dismissed = true;
            }
            dismissed |= widgets::icon_button(ui, Icon::X, cx.t("toast-dismiss")).clicked();
        });
    });
    dismissed
}
