//! What there is to say below the bar's fields: how far it is, what is wrong, why it failed, and who can reach it.

use super::{Bar, ConnectBar};
use crate::app::{AppCommand, BarError, BarForm, BarPhase, dial};
use crate::call::Address;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::panels::Pane;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Button, PillKind, inline_error, pill};
use egui::{Label, Ui};
use std::time::Duration;

/// How long a check mark says that an address was copied.
const COPIED: Duration = Duration::from_millis(1200);
/// From then on a wait is counted in seconds.
const COUNTS: Duration = Duration::from_secs(1);

/// The address that was copied last, and when by egui's clock.
pub type Dialed = Option<(String, f64)>;

fn phase_words(cx: &Cx<'_>, phase: BarPhase) -> (String, PillKind) {
    let text = |key| cx.t(key).to_owned();
    match phase {
        BarPhase::Working(so_long) if so_long < COUNTS => (text("bar-is-working"), PillKind::Waiting),
        BarPhase::Working(so_long) => {
            (cx.say(&Message::new("bar-has-worked").with("n", so_long.as_secs())), PillKind::Waiting)
        }
        BarPhase::Connected => (text("bar-is-connected"), PillKind::Ok),
        BarPhase::Listening(0) => (text("bar-is-listening"), PillKind::Ok),
        BarPhase::Listening(n) => (cx.say(&Message::new("bar-has-clients").with("n", n as u64)), PillKind::Ok),
        BarPhase::Open => (text("bar-is-open"), PillKind::Ok),
        BarPhase::EndedByPeer => (text("bar-is-ended"), PillKind::Warning),
        BarPhase::Idle | BarPhase::Closed | BarPhase::Failed => (String::new(), PillKind::Neutral),
    }
}

/// How wide the pill is.
pub(super) fn phase_width(ui: &Ui, cx: &Cx<'_>, bar: &Bar<'_>) -> f32 {
    let (text, kind) = phase_words(cx, bar.view.phase);
    widgets::Pill { text: &text, kind }.width(ui.painter())
}

/// How far it is, in a word.
pub(super) fn phase_ui(ui: &mut Ui, cx: &Cx<'_>, bar: &Bar<'_>) {
    if matches!(bar.view.phase, BarPhase::Working(_)) {
        ui.ctx().request_repaint_after(COUNTS);
    }
    let (text, kind) = phase_words(cx, bar.view.phase);
    pill(ui, &text, kind);
}

/// Mistakes, and what would be right, to take in one press: the form with it.
pub(super) fn errors_ui(ui: &mut Ui, cx: &Cx<'_>, errors: &[&BarError]) -> Option<BarForm> {
    if errors.is_empty() {
        return None;
    }
    let mut repaired = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(sizes::GAP, sizes::GAP_SMALL);
        for error in errors {
            inline_error(ui, &cx.say(&error.message));
            let Some((text, form)) = &error.instead else { continue };
            let label = match text.as_str() {
                "" => cx.t("bar-repair-auto").to_owned(),
                text => cx.say(&Message::new("bar-repair").with("text", text)),
            };
            if ui.add(Button::new(&label).small()).clicked() {
                repaired = Some(form.as_ref().clone());
            }
        }
    });
    repaired
}

impl ConnectBar {
    /// Why it failed, and who can reach it; the panel that is to come to the front.
    pub(super) fn status_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, bar: &mut Bar<'_>) -> Option<Pane> {
        if let Some(wide) = bar.view.wide.clone() {
            self.wide_ui(ui, cx, &wide, bar.view.dual);
        }
        let headline = match (&bar.view.trouble, bar.view.phase) {
            (Some(trouble), BarPhase::Failed) => cx.say(&trouble.headline),
            (None, BarPhase::Failed) => cx.t("bar-is-stopped").to_owned(),
            _ => return None,
        };
        let mut why = false;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            inline_error(ui, &headline);
            why = bar.view.sid.is_some() && ui.add(Button::new(cx.t("bar-why")).small()).clicked();
        });
        if !why {
            return None;
        }
        cx.push(AppCommand::SelectSocket(bar.view.sid));
        Some(Pane::Inspector)
    }

    /// The lasting badge, and the addresses to dial: each a chip that copies.
    fn wide_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, local: &Address, dual: bool) {
        let tokens = Tokens::of(ui);
        let now = ui.input(|input| input.time);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(sizes::GAP_SMALL, sizes::GAP_SMALL);
            ui.label(Icon::Globe.rich(sizes::ICON, tokens.warning));
            let words = cx.say(&Message::new("bar-wide").with("address", local.to_string()));
            ui.add(Label::new(Text::Small.rich(words, tokens.text)));
            for place in dial(local, dual, cx.state.interfaces()) {
                let words = Message::new("bar-dial").with("address", place.address.as_str());
                let label = cx.say(&words);
                let key = if place.is_here { "bar-dial-here" } else { "bar-dial-name" };
                let name = Message::new(key).with("address", place.address.as_str());
                let name = cx.say(&name.with("interface", place.interface.as_str()));
                let is_this =
                    |(copied, at): &(String, f64)| *copied == place.address && now - at < COPIED.as_secs_f64();
                let copied = self.dialed.as_ref().is_some_and(is_this);
                let chip = Button::new(&label).chip().icon(if copied { Icon::Check } else { Icon::Copy }).name(&name);
                if ui.add(chip).on_hover_text(&name).clicked() {
                    ui.ctx().copy_text(place.address.clone());
                    ui.ctx().request_repaint_after(COPIED);
                    self.dialed = Some((place.address, now));
                }
            }
        });
    }
}
