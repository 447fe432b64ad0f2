//! The flags of sends and receives, each with what it does.

use super::{Fields, hint};
use crate::call::{self, CallKind};
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Button, call_chip, checkbox, form_row};
use egui::{Popup, PopupCloseBehavior, Ui};

/// The flags that mean something to a send, and to a receive; those that the platform has are offered.
const SENDS: [&str; 6] = ["MSG_DONTWAIT", "MSG_NOSIGNAL", "MSG_OOB", "MSG_MORE", "MSG_EOR", "MSG_DONTROUTE"];
const RECEIVES: [&str; 6] = ["MSG_PEEK", "MSG_DONTWAIT", "MSG_WAITALL", "MSG_TRUNC", "MSG_OOB", "MSG_ERRQUEUE"];

/// The key of the sentence that explains a flag.
fn about(flag: &str) -> String {
    format!("calls-flag-{}", flag.trim_start_matches("MSG_").to_lowercase())
}

impl Fields<'_> {
    pub(super) fn flags(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let form = &mut self.draft.form;
        let sends = matches!(form.kind, CallKind::Send | CallKind::SendAll | CallKind::SendTo);
        let (names, flags) = if sends { (SENDS, &mut form.send_flags) } else { (RECEIVES, &mut form.receive_flags) };
        let text = call::flags_text(*flags);
        let shown = if text.is_empty() { "0" } else { &text };
        let label = cx.t("calls-flags");
        let name = format!("{label} {shown}");
        let button = form_row(ui, label, |ui| ui.add(Button::new(shown).mono().caret().name(&name)));
        let popup = Popup::menu(&button).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| {
            for (flag, bit) in names.iter().filter_map(|flag| call::number_of(flag).map(|bit| (*flag, bit))) {
                let mut is_on = *flags & bit != 0;
                if checkbox(ui, &mut is_on, flag).changed() {
                    *flags ^= bit;
                }
            }
        });
        for flag in call::names_of(call::FLAGS, *flags).0 {
            hint(ui, cx.t(&about(flag)));
        }
    }

    /// Chips that are on or off, for a set of flags.
    pub(super) fn bits(ui: &mut Ui, names: &[&str], bits: &mut i32) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP_SMALL;
            for (name, bit) in names.iter().filter_map(|name| call::number_of(name).map(|bit| (*name, bit))) {
                if call_chip(ui, name, *bits & bit != 0, false).clicked() {
                    *bits ^= bit;
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale;

    #[test]
    fn every_flag_is_explained() {
        for flag in SENDS.into_iter().chain(RECEIVES) {
            assert!(locale::has(&about(flag)), "{flag}");
        }
    }
}
