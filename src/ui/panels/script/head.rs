//! The head of the view: what the script is about, its cases, and the buttons that run it.

use super::words;
use crate::app::{AppCommand, Go, OpenScript, Phase, ScriptCommand, WhyCommand};
use crate::locale::Message;
use crate::ui::actions::Action;
use crate::ui::cx::Cx;
use crate::ui::keys;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, PillKind, menu_item, pill, segmented};
use egui::{Align, Label, Layout, Popup, Response, ScrollArea, Ui, vec2};

/// The list of cases is at most so high.
const CASES: f32 = 260.0;

/// In a narrower panel the buttons are small.
const NARROW: f32 = 420.0;

/// Draws it.
pub fn head_ui(ui: &mut Ui, cx: &mut Cx<'_>, open: &OpenScript, shows_addresses: &mut bool) {
    title_ui(ui, cx, open);
    ui.spacing_mut().item_spacing = vec2(sizes::GAP_SMALL, sizes::GAP_SMALL);
    ui.horizontal_wrapped(|ui| {
        cases_ui(ui, cx, open);
        buttons_ui(ui, cx, open);
        let addresses = cx.t("scripts-addresses");
        let choices = [(false, cx.t("scripts-steps")), (true, addresses)];
        segmented(ui, shows_addresses, &choices);
    });
    moved_ui(ui, cx, open);
}

/// Ports that are others than in the file, each with the way back.
fn moved_ui(ui: &mut Ui, cx: &mut Cx<'_>, open: &OpenScript) {
    let mut back = None;
    for one in &open.moved {
        let (from, to) = (one.moved.from.to_string(), one.moved.to.to_string());
        ui.horizontal_wrapped(|ui| {
            let said = Message::new("scripts-port-moved").with("from", from.as_str()).with("to", to);
            let said = cx.say(&said.with("n", one.places.len() as u64));
            ui.label(Text::Small.rich(said, Tokens::of(ui).text));
            let label = cx.say(&Message::new("scripts-port-back").with("from", from));
            if ui.add(Button::new(&label).small()).clicked() {
                back = Some(one.moved.clone());
            }
        });
    }
    if let Some(moved) = back {
        cx.push(AppCommand::Why(WhyCommand::MovePortBack(moved)));
    }
}

/// The title at the left; how far it is and how far it may go at the right.
fn title_ui(ui: &mut Ui, cx: &Cx<'_>, open: &OpenScript) {
    let t = Tokens::of(ui);
    let size = vec2(ui.available_width(), sizes::PILL);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP;
        let net = open.net();
        let kind = if net == crate::script::Net::Any { PillKind::Warning } else { PillKind::Neutral };
        pill(ui, cx.t(words::net_key(net)), kind).on_hover_text(cx.t("scripts-net-hint"));
        if let Some((view, case)) = open.current() {
            let said = Message::new("scripts-progress").with("done", case.tally(view).made as u64);
            let said = cx.say(&said.with("all", view.steps() as u64));
            ui.label(Text::Small.rich(said, t.text_subdued));
        }
        let title = words::title(cx, open);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(Text::Title.rich(title, t.text_strong)).truncate());
        });
    });
}

/// The chooser of the case, where there is more than one.
fn cases_ui(ui: &mut Ui, cx: &mut Cx<'_>, open: &OpenScript) {
    let [_, _, ..] = open.views.as_slice() else { return };
    let Some((view, _)) = open.current() else { return };
    let name = cx.say(&Message::new("scripts-case").with("case", &*view.id));
    let button = ui.add(Button::new(&name).caret());
    let mut chosen = None;
    Popup::menu(&button).gap(4.0).show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().max_height(CASES).show(ui, |ui| {
            for (at, (view, case)) in open.views.iter().zip(&open.cases).enumerate() {
                let tally = case.tally(view);
                let icon = match case.phase {
                    _ if tally.held < tally.expected || tally.refused > 0 => Some(Icon::XCircle),
                    Phase::Ended => Some(Icon::CheckCircle),
                    _ if case.is_running() => Some(Icon::Play),
                    _ => None,
                };
                let label =
                    if view.title.is_empty() { view.id.to_string() } else { format!("{}  {}", view.id, view.title) };
                if menu_item(ui, icon, &label, "").clicked() {
                    chosen = Some(at);
                }
            }
        });
    });
    if let Some(case) = chosen {
        cx.push(AppCommand::Script(ScriptCommand::Choose(case)));
    }
}

fn buttons_ui(ui: &mut Ui, cx: &mut Cx<'_>, open: &OpenScript) {
    let Some((_, case)) = open.current() else { return };
    let can_go = open.can_go() && cx.state.is_live();
    let is_running = open.is_running();
    let has_begun = case.phase != Phase::Fresh;
    let mut wish = None;
    let is_narrow = ui.max_rect().width() < NARROW;
    let button = |key: &str, icon: Icon| {
        let button = Button::new(cx.t(key)).icon(icon);
        if is_narrow { button.small() } else { button }
    };
    let all = button("scripts-run-all", Icon::Play);
    let all = if can_go { all.primary() } else { all };
    if with_keys(ui, ui.is_enabled() && can_go, all, Action::ScriptRunAll).clicked() {
        wish = Some(ScriptCommand::Go(Go::All));
    }
    let next = button("scripts-next-step", Icon::SkipForward);
    if with_keys(ui, can_go, next, Action::ScriptNextStep).clicked() {
        wish = Some(ScriptCommand::Go(Go::Next));
    }
    let here = open.selected_step().map(|row| row.step).filter(|step| can_go && *step >= case.at);
    let to_here = button("scripts-run-to-here", Icon::ArrowLineDown);
    if with_keys(ui, here.is_some(), to_here, Action::ScriptRunToHere).clicked() {
        wish = here.map(|step| ScriptCommand::Go(Go::To(step)));
    }
    let stop = button("scripts-stop", Icon::Stop);
    if with_keys(ui, is_running, stop, Action::ScriptStop).clicked() {
        wish = Some(ScriptCommand::Stop);
    }
    let over = button("scripts-start-over", Icon::ArrowCounterClockwise);
    if with_keys(ui, has_begun, over, Action::ScriptStartOver).clicked() {
        wish = Some(ScriptCommand::StartOver);
    }
    let is_many = open.views.len() > 1;
    if is_many && ui.add_enabled(!is_running, Button::new(cx.t("scripts-run-every")).quiet()).clicked() {
        wish = Some(ScriptCommand::Go(Go::Every));
    }
    if let Some(wish) = wish {
        cx.push(AppCommand::Script(wish));
    }
}

fn with_keys(ui: &mut Ui, enabled: bool, button: Button<'_>, action: Action) -> Response {
    let response = ui.add_enabled(enabled, button);
    match action.shortcut() {
        Some(keys) => {
            let written = keys::text(ui.ctx(), keys);
            response.on_hover_text(written)
        }
        None => response,
    }
}
