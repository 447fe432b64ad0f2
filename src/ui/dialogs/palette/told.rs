//! Which side lines are for, and what came of those that ran.

use super::editor::Editor;
use crate::app::{AppCommand, LineCommand, LineState, Told};
use crate::locale::Message;
use crate::script::call_line_short_of;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Button};
use egui::{Color32, Label, Ui};

/// So many statements are told of, the newest ones.
const SHOWN: usize = 6;

/// The chooser of the side.
pub fn side_ui(ui: &mut Ui, cx: &mut Cx<'_>, editor: &mut Editor) {
    let sides = cx.state.line_sides();
    let fresh = cx.state.line_fresh_side();
    let now = cx.state.line_side();
    let mut at = sides.iter().position(|side| **side == *now).unwrap_or(0);
    let mut labels: Vec<String> = sides.iter().map(|side| side_words(cx, side)).collect();
    labels.push(cx.say(&Message::new("line-new-side").with("side", &*fresh)));
    let choices: Vec<(usize, &str)> = labels.iter().enumerate().map(|(at, label)| (at, label.as_str())).collect();
    widgets::padded(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            let chooser = widgets::dropdown(ui, cx.t("line-side"), &mut at, &choices);
            let is_open = egui::Popup::is_id_open(ui.ctx(), egui::Popup::default_response_id(&chooser));
            if std::mem::replace(&mut editor.chooses_side, is_open) && !is_open {
                editor.focus();
            }
            if chooser.changed() {
                let side = sides.get(at).cloned().unwrap_or(fresh);
                cx.push(AppCommand::Line(LineCommand::ChooseSide(side)));
                editor.focus();
            }
            let color = Tokens::of(ui).text_subdued;
            ui.add(Label::new(Text::Small.rich(cx.t("line-side-about"), color)).truncate());
        });
    });
    ui.add_space(sizes::GAP_SMALL);
}

fn side_words(cx: &Cx<'_>, side: &str) -> String {
    if side.is_empty() { cx.t("line-no-side").to_owned() } else { side.to_owned() }
}

/// What waits, and what came of the last statements, the newest first; true when something was pressed. Fewer show while
/// commands stand below.
pub fn told_ui(ui: &mut Ui, cx: &mut Cx<'_>, is_alone: bool) -> bool {
    let state = cx.state;
    let all: Vec<&Told> = state.line.told().filter(|told| !told.text.is_empty() || is_worth_a_row(told)).collect();
    let most = if is_alone { SHOWN } else { SHOWN / 2 };
    let shown = all.get(all.len().saturating_sub(most)..).unwrap_or_default();
    if shown.is_empty() {
        return false;
    }
    ui.add_space(sizes::GAP);
    let mut commands = Vec::new();
    let live = state.is_live();
    widgets::padded(ui, |ui| {
        ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
        ui.spacing_mut().interact_size.y = sizes::ROW_HEX;
        for strand in state.line.strands().filter(|_| live) {
            let button = |label: &str, side: &str| format!("{label} ({})", side_words(cx, side));
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().interact_size.y = sizes::CONTROL;
                let color = Tokens::of(ui).waiting;
                if let Some(call) = strand.waits {
                    let line = call_line_short_of(call, None, None);
                    let call = line.split_once('.').map_or(line.as_str(), |(_, call)| call).to_owned();
                    let words = Message::new("line-waits").with("side", side_words(cx, strand.side)).with("call", call);
                    let rest = words.with("n", strand.rest as i64);
                    ui.add(Label::new(Text::Small.rich(cx.say(&rest), color)).extend());
                    let stop = button(cx.t("line-stop"), strand.side);
                    if ui.add(Button::new(cx.t("line-stop")).icon(Icon::Stop).name(&stop)).clicked() {
                        commands.push(LineCommand::Stop(strand.id));
                    }
                    let skip = button(cx.t("line-skip"), strand.side);
                    if !strand.is_left
                        && strand.rest > 0
                        && ui.add(Button::new(cx.t("line-skip")).name(&skip)).clicked()
                    {
                        commands.push(LineCommand::Skip(strand.id));
                    }
                } else if let Some(seconds) = strand.rests {
                    let words = Message::new("line-rests").with("side", side_words(cx, strand.side));
                    let words = words.with("seconds", seconds.to_string()).with("n", strand.rest as i64);
                    ui.add(Label::new(Text::Small.rich(cx.say(&words), color)).extend());
                    let stop = button(cx.t("line-stop"), strand.side);
                    if ui.add(Button::new(cx.t("line-stop")).icon(Icon::Stop).name(&stop)).clicked() {
                        commands.push(LineCommand::Stop(strand.id));
                    }
                } else if strand.is_halted {
                    let words = Message::new("line-halted")
                        .with("side", side_words(cx, strand.side))
                        .with("n", strand.rest as i64);
                    ui.add(Label::new(Text::Small.rich(cx.say(&words), Tokens::of(ui).text)).extend());
                    let go = button(cx.t("line-go-on"), strand.side);
                    if ui.add(Button::new(cx.t("line-go-on")).name(&go)).clicked() {
                        commands.push(LineCommand::GoOn(strand.id));
                    }
                    let forget = button(cx.t("line-abandon"), strand.side);
                    if ui.add(Button::new(cx.t("line-abandon")).quiet().name(&forget)).clicked() {
                        commands.push(LineCommand::Abandon(strand.id));
                    }
                }
            });
        }
        for told in shown.iter().rev() {
            told_row_ui(ui, cx, told, &mut commands);
        }
    });
    ui.add_space(sizes::GAP_SMALL);
    let pressed = !commands.is_empty();
    commands.into_iter().for_each(|command| cx.push(AppCommand::Line(command)));
    pressed
}

/// The end of a `with` has no text of its own: it shows where something is to be said of it.
fn is_worth_a_row(told: &Told) -> bool {
    let ended_badly = matches!(told.state, LineState::Failed(_) | LineState::Stopped | LineState::Refused(_));
    ended_badly || !told.left.is_empty()
}

/// One statement: its side, its text, what came of it; under it what to know about its sockets.
fn told_row_ui(ui: &mut Ui, cx: &Cx<'_>, told: &Told, commands: &mut Vec<LineCommand>) {
    let t = Tokens::of(ui);
    let (words, color, mono) = result(cx, told, &t);
    let first = told.text.lines().next().unwrap_or_default();
    let text = if first.len() < told.text.len() { format!("{first} …") } else { first.to_owned() };
    let side = side_words(cx, &told.side);
    let say = Message::new("line-told")
        .with("side", side.as_str())
        .with("text", text.as_str())
        .with("result", words.as_str());
    let spoken = cx.say(&say);
    let row = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP;
        let quiet = |ui: &mut Ui, text: &str, kind: Text, color: Color32| {
            ui.add(Label::new(kind.rich(text, color)).wrap());
        };
        quiet(ui, &side, Text::Small, t.text_subdued);
        quiet(ui, &text, Text::Mono, t.text);
        let kind = if mono { Text::Mono } else { Text::Small };
        ui.add(Label::new(kind.rich(words.as_str(), color)).wrap())
    });
    ui.ctx().accesskit_node_builder(row.inner.id, |node| node.set_value(spoken.clone()));
    widgets::announce(&row.inner, matches!(told.state, LineState::Failed(_)));
    let board = &cx.state.snapshot.board;
    for sid in &told.left {
        let Some(row) = board.row(*sid).filter(|row| row.open && !row.closing) else { continue };
        let name = row.name.to_string();
        let close = cx.say(&Message::new("line-close").with("name", name.as_str()));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = sizes::CONTROL;
            let key = if row.renamed_from.is_some() { "line-rebound" } else { "line-nameless" };
            let words = cx.say(&Message::new(key).with("name", name.as_str()));
            ui.add(Label::new(Text::Small.rich(words, t.warning)).wrap());
            if ui.add(Button::new(&close)).clicked() {
                commands.push(LineCommand::Close(*sid));
            }
        });
    }
    if let Some(row) = told.unnamed.and_then(|sid| board.row(sid)).filter(|row| row.open && !row.closing) {
        let words = cx.say(&Message::new("line-unnamed").with("name", row.name.base()));
        ui.add(Label::new(Text::Small.rich(words, t.text_subdued)).wrap());
    }
}

/// What came of a statement, its colour, and whether it is Python's own words.
fn result(cx: &Cx<'_>, told: &Told, t: &Tokens) -> (String, Color32, bool) {
    let say = |message: &Message| cx.say(message);
    match &told.state {
        LineState::Queued => (cx.t("line-queued").to_owned(), t.text_subdued, false),
        LineState::Waits(call, _) if call.kind().may_wait() => (cx.t("line-waiting").to_owned(), t.waiting, false),
        LineState::Running | LineState::Waits(..) => (cx.t("line-running").to_owned(), t.waiting, false),
        LineState::LeftWaiting => (cx.t("line-left-waiting").to_owned(), t.waiting, false),
        LineState::Done => match &told.shown {
            Some(shown) if shown != "None" => (shown.chars().take(400).collect(), t.text_strong, true),
            _ => (cx.t("line-done").to_owned(), t.ok, false),
        },
        LineState::Failed(why) => (say(why), t.error, false),
        LineState::Stopped => (cx.t("line-stopped").to_owned(), t.text, false),
        LineState::Refused(trouble) => (say(&trouble.message), t.error, false),
        LineState::NotRun => (cx.t("line-not-run").to_owned(), t.text_subdued, false),
    }
}
