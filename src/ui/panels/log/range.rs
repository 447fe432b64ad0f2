//! Several rows at once, by Shift with a click or an arrow; and what is copied of them.

use super::items::{items_before, row_of_item};
use crate::app::{AppCommand, MOST_COPIED};
use crate::export::CopyForm;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::widgets::{menu_item, submenu};
use egui::Ui;

/// Whether record `n` is one of several.
pub fn has(cx: &Cx<'_>, n: u64) -> bool {
    cx.state.span().is_some_and(|(first, last)| (first..=last).contains(&n))
}

/// The rows from the first to the last, where there are several.
fn rows(cx: &Cx<'_>) -> Option<(u64, u64)> {
    let rows = cx.state.session().rows();
    let (first, last) = cx.state.span()?;
    // A span may begin or end at what has no row.
    let (end, first) = (rows.up_to(last), first.checked_sub(1).map_or(0, |before| rows.up_to(before)));
    (end > first + 1).then(|| (first, end - 1))
}

/// How many of these rows the log lists.
fn count(cx: &Cx<'_>, (first, last): (u64, u64)) -> u64 {
    items_before(cx, last + 1).saturating_sub(items_before(cx, first))
}

/// Those that it lists. One more than can be copied is as good as all: it is said that they are too many.
fn listed(cx: &Cx<'_>, (first, last): (u64, u64)) -> Vec<u64> {
    let (from, to) = (items_before(cx, first), items_before(cx, last + 1));
    (from..to).take(MOST_COPIED + 1).filter_map(|item| row_of_item(cx, item)).collect()
}

/// Ctrl+C: the selected rows as the log has them.
pub fn copy_key(ui: &Ui, cx: &mut Cx<'_>) {
    if !ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy))) {
        return;
    }
    let selected = cx.state.selected_record.and_then(|n| cx.state.session().rows().row_of_record(n));
    if let Some(range) = rows(cx).or(selected.map(|k| (k, k))) {
        cx.push(AppCommand::CopyCalls(listed(cx, range), CopyForm::Line));
    }
}

/// *Copy as* for the rows of the range that are listed, or for row `k` alone.
pub fn copy_ui(ui: &mut Ui, cx: &mut Cx<'_>, k: u64) {
    let range = rows(cx).filter(|(first, last)| (*first..=*last).contains(&k));
    let title = match range {
        Some(range) => cx.say(&Message::new("copy-as-many").with("count", count(cx, range))),
        None => cx.t("copy-as").to_owned(),
    };
    submenu(ui, &title, |ui| {
        for form in CopyForm::ALL {
            if menu_item(ui, None, cx.t(form_key(form)), "").clicked() {
                cx.push(AppCommand::CopyCalls(range.map_or_else(|| vec![k], |range| listed(cx, range)), form));
            }
        }
    });
}

fn form_key(form: CopyForm) -> &'static str {
    match form {
        CopyForm::Line => "copy-form-line",
        CopyForm::Python => "copy-form-python",
        CopyForm::C => "copy-form-c",
        CopyForm::Script => "copy-form-script",
        CopyForm::Csv => "copy-form-csv",
        CopyForm::Markdown => "copy-form-markdown",
        CopyForm::Jsonl => "copy-form-jsonl",
        CopyForm::HexDump => "copy-form-hexdump",
        CopyForm::Text => "copy-form-text",
        CopyForm::Hex => "copy-form-hex",
    }
}
