//! Under the field: what is wrong with the text, the signature of the call that the cursor is in, and what may stand
//! there.

use super::known::Known;
use crate::call;
use crate::locale::Message;
use crate::script::line::{Completion, Hint, Offered, Signature, Trouble};
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Button, ListRow};
use egui::text::LayoutJob;
use egui::{ScrollArea, Ui};
use std::sync::Arc;

/// So many troubles are told at once.
const TROUBLES: usize = 6;
/// So many completions show before they scroll.
const LINES: usize = 7;

/// What was pressed.
pub enum Pressed {
    /// The text with its first fault mended.
    Mend(String),
    /// Run the lines that run.
    RunRest,
    /// Take a completion.
    Complete(usize),
}

/// Draws it; what was pressed.
pub fn below_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    known: &Known,
    tried: bool,
    (at, reveal): (Option<usize>, bool),
) -> Option<Pressed> {
    let mut pressed = None;
    ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
    ui.add_space(sizes::GAP_SMALL);
    let shown = known.shown_troubles(tried);
    widgets::padded(ui, |ui| {
        for trouble in shown.iter().take(TROUBLES) {
            widgets::inline_error(ui, &sentence(cx, trouble));
        }
        if known.is_python && !cx.state.is_live() {
            widgets::inline_error(ui, cx.t(cx.state.not_live_key()));
        }
        if shown.len() > TROUBLES {
            let more = Message::new("line-more-troubles").with("n", (shown.len() - TROUBLES) as i64);
            ui.label(Text::Small.rich(cx.say(&more), Tokens::of(ui).text_subdued));
        }
        let fix = shown.first().and_then(|trouble| trouble.fix.as_deref().map(|fix| (*trouble, fix)));
        if fix.is_some() || known.runs_in_part() {
            mend_ui(ui, cx, known, fix, &mut pressed);
        }
        if let Some(hint) = &known.hint {
            hint_ui(ui, cx, hint);
        }
    });
    if known.offers_completions() {
        let pressed_at = completions_ui(ui, cx, &known.completions, at.filter(|_| known.is_python), reveal);
        pressed = pressed.or(pressed_at.map(Pressed::Complete));
    }
    pressed
}

/// What mends the first fault, and what runs the lines that run.
fn mend_ui(ui: &mut Ui, cx: &Cx<'_>, known: &Known, fix: Option<(&Trouble, &str)>, pressed: &mut Option<Pressed>) {
    ui.horizontal_wrapped(|ui| {
        if let Some((trouble, fix)) = fix {
            let key = if trouble.message.key() == "line-full-width" { "line-as-ascii" } else { "line-mend" };
            if ui.add(Button::new(cx.t(key)).primary()).clicked() {
                *pressed = Some(Pressed::Mend(fix.to_owned()));
            }
            if !fix.contains('\n') {
                ui.add(egui::Label::new(Text::Mono.rich(fix, Tokens::of(ui).text)).truncate());
            }
        }
        if known.runs_in_part() && ui.add(Button::new(cx.t("line-run-rest")).icon(Icon::Play)).clicked() {
            *pressed = Some(Pressed::RunRest);
        }
    });
}

/// `Line 2, column 5: …`; of a block, from which line to which.
fn sentence(cx: &Cx<'_>, trouble: &Trouble) -> String {
    let key = if trouble.end_line > trouble.line { "line-at-lines" } else { "line-at" };
    let message = Message::new(key).with("line", i64::from(trouble.line)).with("column", i64::from(trouble.column));
    let message = message.with("to", i64::from(trouble.end_line)).with("what", trouble.message.clone());
    cx.say(&message)
}

/// `bind(address)`, the argument that the cursor is in standing out, and what the call does.
fn hint_ui(ui: &mut Ui, cx: &Cx<'_>, hint: &Hint) {
    let t = Tokens::of(ui);
    let mut job = LayoutJob::default();
    let put = |job: &mut LayoutJob, text: &str, strong: bool| {
        let (kind, color) = if strong { (Text::MonoStrong, t.accent) } else { (Text::Mono, t.text) };
        job.append(text, 0.0, egui::TextFormat { valign: egui::Align::Center, ..kind.format(color) });
    };
    put(&mut job, &format!("{}(", hint.signature.name), false);
    for (at, piece) in hint.signature.pieces().iter().enumerate() {
        if at > 0 {
            put(&mut job, ", ", false);
        }
        put(&mut job, piece, at == hint.argument);
    }
    put(&mut job, ")", false);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP_GROUPS;
        ui.add(egui::Label::new(job));
        let about = cx.t(&hint.signature.about_key()).replace('`', "");
        let said = ui.add(egui::Label::new(Text::Small.rich(about, t.text_subdued)).wrap());
        widgets::announce(&said, false);
    });
}

fn completions_ui(ui: &mut Ui, cx: &Cx<'_>, all: &[Completion], at: Option<usize>, reveal: bool) -> Option<usize> {
    let mut pressed = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let shown = all.len().min(LINES) as f32 * sizes::ROW_DENSE;
    let area = ScrollArea::vertical().id_salt("line-completions").auto_shrink(false);
    area.max_height(shown).min_scrolled_height(0.0).show(ui, |ui| {
        for (line, one) in all.iter().enumerate() {
            let response = completion_ui(ui, cx, one, Some(line) == at);
            if Some(line) == at && reveal {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                pressed = Some(line);
            }
        }
    });
    pressed
}

fn completion_ui(ui: &mut Ui, cx: &Cx<'_>, one: &Completion, chosen: bool) -> egui::Response {
    let label = match &one.what {
        Offered::Function(signature) => whole(signature, &one.text),
        _ => one.text.clone(),
    };
    let about = match &one.what {
        Offered::Socket => cx.t("line-offers-socket").to_owned(),
        Offered::Name(value) => value.clone(),
        Offered::Function(signature) => cx.t(&signature.about_key()).replace('`', ""),
        Offered::Constant(number) => constant_words(cx, &one.text, *number),
        Offered::Keyword => cx.t("line-offers-argument").to_owned(),
        Offered::Word => String::new(),
    };
    let sentence = match about.is_empty() {
        true => label.clone(),
        false => cx.say(&Message::new("palette-line").with("label", label.as_str()).with("more", about.as_str())),
    };
    let response = ListRow::new(&sentence).selected(chosen).height(sizes::ROW_DENSE).show(ui, |row| {
        let t = Arc::clone(&row.tokens);
        row.text(&label, Text::Mono, t.text_strong);
        row.left += sizes::GAP;
        row.text(&about, Text::Small, t.text_subdued);
    });
    if chosen {
        widgets::announce(&response, false);
    }
    response
}

fn whole(signature: &Signature, text: &str) -> String {
    format!("{text}{})", signature.pieces().join(", "))
}

/// What an option is for, or the number that a constant is.
fn constant_words(cx: &Cx<'_>, name: &str, number: i32) -> String {
    let is_option = call::OPTIONS.iter().any(|option| option.name == name);
    let key = about_option_key(name);
    match is_option && crate::locale::has(&key) {
        true => cx.t(&key).to_owned(),
        false => number.to_string(),
    }
}

fn about_option_key(name: &str) -> String {
    format!("option-{}", name.replace('_', "-"))
}
