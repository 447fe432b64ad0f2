//! Under the list: all about the selected step, why a case cannot run here, and how it ended.

use super::words;
use crate::app::{AppCommand, Mark, OpenScript, Phase, ScriptCommand, StepState};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, announce, wrapped};
use egui::{ScrollArea, Ui, vec2};

/// So many steps that differed can be gone to.
const DIFFERED: usize = 6;

/// Draws it in the place that it is given; how high it wants to be.
pub fn foot_ui(ui: &mut Ui, cx: &mut Cx<'_>, open: &OpenScript) -> f32 {
    ui.spacing_mut().item_spacing = vec2(sizes::GAP_SMALL, sizes::GAP_SMALL);
    let area = ScrollArea::vertical().id_salt("script-foot").auto_shrink(false);
    let shown = area.show(ui, |ui| {
        ui.add_space(sizes::GAP_SMALL);
        cannot_ui(ui, cx, open);
        end_ui(ui, cx, open);
        selected_ui(ui, cx, open);
        ui.add_space(sizes::GAP_SMALL);
    });
    shown.content_size.y.ceil()
}

fn cannot_ui(ui: &mut Ui, cx: &Cx<'_>, open: &OpenScript) {
    let t = Tokens::of(ui);
    if let Some(why) = open.current().and_then(|(view, _)| view.cannot.as_ref()) {
        wrapped(ui, &[(cx.say(why).as_str(), Text::Body, t.warning)]);
    }
}

/// How many expectations held, which did not, and what is left open.
fn end_ui(ui: &mut Ui, cx: &mut Cx<'_>, open: &OpenScript) {
    let Some((view, case)) = open.current() else { return };
    let t = Tokens::of(ui);
    let tally = case.tally(view);
    let failed = tally.expected - tally.held + tally.refused;
    let key = match case.phase {
        Phase::Fresh | Phase::Running | Phase::Resting if failed == 0 => return,
        Phase::Stopped | Phase::Stopping => "scripts-stopped",
        Phase::Failed => "scripts-failed",
        _ if open.is_again() => "again-ended",
        _ if failed > 0 => "scripts-differed",
        _ if tally.expected == 0 => "scripts-ended",
        _ => "scripts-all-held",
    };
    let said = Message::new(key)
        .with("held", tally.held as u64)
        .with("all", tally.expected as u64)
        .with("differed", failed as u64);
    let color = if failed > 0 { t.error } else { t.ok };
    let mut wish = None;
    ui.horizontal_wrapped(|ui| {
        let label = ui.label(Text::Medium.rich(cx.say(&said), color));
        announce(&label, failed > 0);
        wish = next_difference(ui, cx, open, failed);
        let bad = |(_, state): &(usize, &StepState)| matches!(state.mark, Mark::Differed | Mark::Refused);
        for (step, _) in case.steps.iter().enumerate().filter(bad).take(DIFFERED) {
            let Some(row) = view.row_of.get(step) else { continue };
            let line = view.rows.get(*row).map_or(0, crate::app::ScriptRow::line);
            let name = cx.say(&Message::new("scripts-go-to-line").with("line", line.to_string()));
            if ui.add(Button::new(&name).small()).clicked() {
                wish = Some(ScriptCommand::Select(Some(*row)));
            }
        }
        let left = cx.state.script_sockets();
        if left > 0 && !case.is_running() && case.phase != Phase::Resting {
            let left = cx.say(&Message::new("scripts-left-open").with("n", left as u64));
            ui.label(Text::Body.rich(left, t.text_subdued));
            if ui.add(Button::new(cx.t("scripts-close-sockets")).small()).clicked() {
                wish = Some(ScriptCommand::CloseSockets);
            }
        }
    });
    if let Some(wish) = wish {
        cx.push(AppCommand::Script(wish));
    }
}

/// *Next difference*: the next step after the selected one that came otherwise, round at the end.
fn next_difference(ui: &mut Ui, cx: &Cx<'_>, open: &OpenScript, failed: usize) -> Option<ScriptCommand> {
    let (view, case) = open.current()?;
    if failed == 0 || !open.is_again() || !ui.add(Button::new(cx.t("again-next")).small()).clicked() {
        return None;
    }
    let differs = |step: &usize| matches!(case.mark(*step), Mark::Differed | Mark::Refused);
    let here = open.selected_step().map_or(0, |row| row.step + 1);
    let next = (here..case.steps.len()).find(differs).or_else(|| (0..here).find(differs))?;
    Some(ScriptCommand::Select(view.row_of.get(next).copied()))
}

fn selected_ui(ui: &mut Ui, cx: &Cx<'_>, open: &OpenScript) {
    let t = Tokens::of(ui);
    let Some((row, (_, case))) = open.selected_step().zip(open.current()) else { return };
    let fresh = StepState::default();
    let state = case.steps.get(row.step).unwrap_or(&fresh);
    let color = match state.mark {
        Mark::Differed | Mark::Refused => t.error,
        _ => t.text,
    };
    let shown = words::as_shown(cx, row, state);
    wrapped(ui, &[(words::detail(cx, row, &shown, open.is_again()).as_str(), Text::Body, color)]);
    if let Some(refused) = &state.refused {
        wrapped(ui, &[(cx.say(refused).as_str(), Text::Body, t.text)]);
    }
    for note in open.notes.iter().filter(|note| note.line == row.line) {
        wrapped(ui, &[(cx.say(&note.words()).as_str(), Text::Body, t.warning)]);
    }
}
