//! Several rows at once: from an anchor to the selected one, by Shift with a click or an arrow; and what is copied of them.

use crate::app::{AppCommand, MOST_COPIED};
use crate::export::CopyForm;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::widgets::{menu_item, submenu};
use egui::Ui;

/// The row where the range begins; none while one row is selected.
#[derive(Default)]
pub struct Range {
    anchor: Option<u64>,
}

impl Range {
    /// The selection is moved from row `from`; with Shift it grows.
    pub fn moves(&mut self, ui: &Ui, from: Option<u64>) {
        let grows = ui.input(|input| input.modifiers.shift);
        self.anchor = self.anchor.or(from).filter(|_| grows);
    }

    /// The rows from the first to the last, where there are several.
    pub fn rows(&self, cx: &Cx<'_>) -> Option<(u64, u64)> {
        let anchor = self.anchor?;
        let selected = cx.state.session().rows().row_of_record(cx.state.selected_record?)?;
        (anchor != selected).then_some((anchor.min(selected), anchor.max(selected)))
    }

    /// Whether row `k` is one of several.
    pub fn has(&self, cx: &Cx<'_>, k: u64) -> bool {
        self.rows(cx).is_some_and(|(first, last)| (first..=last).contains(&k))
    }

    /// Ctrl+C: the selected rows as the log has them.
    pub fn copy_key(&self, ui: &Ui, cx: &mut Cx<'_>, listed: impl Fn(&Cx<'_>, u64) -> bool) {
        if !ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy))) {
            return;
        }
        let selected = cx.state.selected_record.and_then(|n| cx.state.session().rows().row_of_record(n));
        if let Some((first, last)) = self.rows(cx).or(selected.map(|k| (k, k))) {
            let rows = (first..=last).filter(|row| listed(cx, *row)).take(MOST_COPIED + 1).collect();
            cx.push(AppCommand::CopyCalls(rows, CopyForm::Line));
        }
    }

    /// *Copy as* for the rows of the range that are listed, or for row `k` alone.
    pub fn copy_ui(&self, ui: &mut Ui, cx: &mut Cx<'_>, k: u64, listed: impl Fn(&Cx<'_>, u64) -> bool) {
        let range = self.rows(cx).filter(|(first, last)| (*first..=*last).contains(&k));
        let title = match range {
            Some((first, last)) => cx.say(&Message::new("copy-as-many").with("count", last - first + 1)),
            None => cx.t("copy-as").to_owned(),
        };
        submenu(ui, &title, |ui| {
            for form in CopyForm::ALL {
                if menu_item(ui, None, cx.t(form_key(form)), "").clicked() {
                    let (first, last) = range.unwrap_or((k, k));
                    // One more than can be copied is as good as all: it is said that they are too many.
                    let rows = (first..=last).filter(|row| listed(cx, *row)).take(MOST_COPIED + 1).collect();
                    cx.push(AppCommand::CopyCalls(rows, form));
                }
            }
        });
    }
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
