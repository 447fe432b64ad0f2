//! Which of several addresses, and whether others may connect.

use super::{buttons_ui, modal_ui, paragraph};
use crate::app::AppCommand;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::Button;
use egui::Context;

/// A name resolved to more than one address.
pub fn chooser_ui(ctx: &Context, cx: &mut Cx<'_>) {
    let Some(chooser) = cx.state.chooser.clone() else { return };
    let title = cx.say(&Message::new("chooser-title").with("host", chooser.host.as_str()));
    let mut wish = None;
    let dismissed = modal_ui(ctx, "chooser", &title, |ui| {
        paragraph(ui, cx.t("chooser-body"));
        ui.add_space(sizes::GAP);
        egui::ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
            for (index, address) in chooser.answers.iter().enumerate() {
                if ui.add(Button::new(&address.to_string()).mono()).clicked() {
                    wish = Some(AppCommand::ChooseAddress(index));
                }
            }
        });
        buttons_ui(ui, |ui| {
            if ui.add(Button::new(cx.t("dialog-cancel"))).clicked() {
                wish = Some(AppCommand::DismissChooser);
            }
        });
    });
    if let Some(wish) = wish.or(dismissed.then_some(AppCommand::DismissChooser)) {
        cx.push(wish);
    }
}

/// A bind that other machines can reach.
pub fn consent_ui(ctx: &Context, cx: &mut Cx<'_>) {
    let Some(consent) = cx.state.consent.clone() else { return };
    let address = consent.address.to_string();
    let mut wish = None;
    let (title, body) = match cx.state.may_be_own(&consent.address) {
        true => ("consent-title", "consent-body"),
        false => ("consent-title-not-own", "consent-body-not-own"),
    };
    let dismissed = modal_ui(ctx, "consent", cx.t(title), |ui| {
        paragraph(ui, cx.say(&Message::new(body).with("address", address.as_str())));
        buttons_ui(ui, |ui| {
            if ui.add(Button::new(cx.t("consent-loopback")).primary()).clicked() {
                wish = Some(AppCommand::BindLoopback);
            }
            let wide = cx.say(&Message::new("consent-wide").with("address", address.as_str()));
            if ui.add(Button::new(&wide)).clicked() {
                wish = Some(AppCommand::AllowWideBind);
            }
            if ui.add(Button::new(cx.t("dialog-cancel"))).clicked() {
                wish = Some(AppCommand::DismissConsent);
            }
        });
    });
    if let Some(wish) = wish.or(dismissed.then_some(AppCommand::DismissConsent)) {
        cx.push(wish);
    }
}
