//! What a record's context menu copies. A payload that is not in memory is asked for and copied when it is there.

use super::super::cx::Cx;
use super::super::theme::{Icon, Text, Tokens};
use super::super::widgets::{menu_item, menu_separator};
use super::again::Again;
use super::edit_line::EditLine;
use crate::app::BytesCommand;
use crate::bytes::{decode_text, escape_text, hex_text, python_bytes};
use crate::call::{Call, CallRecord, Payload};
use crate::locale::Message;
use crate::script::result_text_of;
use crate::session::Row;
use egui::Ui;
use std::sync::Arc;

/// Longer payloads are saved, not copied, in bytes.
const LONGEST: u64 = 16 * 1024 * 1024;
/// A payload that does not come within so many seconds cannot be had.
const PATIENCE: f64 = 5.0;

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyAs {
    /// The whole line of Python.
    CallLine,
    /// What came of it.
    Result,
    /// The payload, read in the chosen encoding.
    Text,
    /// The payload as `00 01 ff`.
    Hex,
    /// The payload as text with escapes, which the composer takes.
    Escapes,
}

impl CopyAs {
    const OF_CALL: [Self; 2] = [Self::CallLine, Self::Result];
    const OF_DATA: [Self; 3] = [Self::Text, Self::Hex, Self::Escapes];

    fn key(self) -> &'static str {
        match self {
            Self::CallLine => "log-copy-call",
            Self::Result => "log-copy-result",
            Self::Text => "log-copy-text",
            Self::Hex => "log-copy-hex",
            Self::Escapes => "log-copy-escapes",
        }
    }
}

/// Copies, at once or when the payload has come.
#[derive(Default)]
pub struct Copier {
    wanted: Option<(Arc<Row>, CopyAs, f64)>,
    again: Again,
    edit: EditLine,
    compares: Option<BytesCommand>,
}

impl Copier {
    /// The items of a menu that copy from `row`, and those that send its bytes again.
    pub fn items_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &Arc<Row>) {
        self.edit.item_ui(ui, cx, row);
        self.copies_ui(ui, cx, row);
        self.compare_ui(ui, cx, row);
        self.again.items_ui(ui, cx, row);
    }

    /// *Mark to compare*, and *Compare with* the one that is marked.
    fn compare_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &Row) {
        if data_of(row).is_none_or(|(_, len)| len == 0) {
            return;
        }
        let marked = cx.state.bytes_view.marked.filter(|n| *n != row.n);
        menu_separator(ui);
        if let Some((a, b)) = both_ends(cx, row) {
            let words = cx.say(&Message::new("diff-these").with("a", a).with("b", b));
            if menu_item(ui, None, &words, "").clicked() {
                self.compares = Some(BytesCommand::CompareMessages(a, b));
                ui.ctx().request_repaint();
            }
        }
        if let Some(marked) = marked {
            let words = cx.say(&Message::new("diff-with").with("n", marked));
            if menu_item(ui, Some(Icon::ArrowsLeftRight), &words, "").clicked() {
                self.compares = Some(BytesCommand::CompareMessages(marked, row.n));
                ui.ctx().request_repaint();
            }
        }
        let icon = marked.is_none().then_some(Icon::ArrowsLeftRight);
        if menu_item(ui, icon, cx.t("diff-mark"), "").clicked() {
            self.compares = Some(BytesCommand::MarkMessage(Some(row.n)));
            ui.ctx().request_repaint();
        }
    }

    fn copies_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, row: &Arc<Row>) {
        let data = data_of(row).map(|(_, len)| len);
        if data.is_some_and(|len| len > LONGEST) {
            ui.label(Text::Small.rich(cx.t("log-copy-too-long"), Tokens::of(ui).text_subdued));
            return;
        }
        let data_too = data.is_some_and(|len| len > 0);
        let of_data = CopyAs::OF_DATA.into_iter().filter(|_| data_too);
        for copy_as in CopyAs::OF_CALL.into_iter().chain(of_data) {
            let icon = (copy_as == CopyAs::CallLine).then_some(Icon::Copy);
            if menu_item(ui, icon, cx.t(copy_as.key()), "").clicked() {
                self.copy(ui, cx, row, copy_as);
            }
        }
    }

    /// Copies from `row`.
    pub fn copy(&mut self, ui: &Ui, cx: &Cx<'_>, row: &Arc<Row>, copy_as: CopyAs) {
        self.wanted = Some((Arc::clone(row), copy_as, ui.input(|input| input.time)));
        self.poll_copy(ui, cx);
    }

    /// Copies or takes up what was wanted if its payload has come by now.
    pub fn poll(&mut self, ui: &Ui, cx: &mut Cx<'_>) {
        self.poll_copy(ui, cx);
        self.again.poll(ui, cx);
        self.edit.poll(ui, cx);
        if let Some(command) = self.compares.take() {
            cx.push(command.into());
        }
    }

    fn poll_copy(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let Some((row, copy_as, since)) = &self.wanted else { return };
        let whole = match data_of(row) {
            None => None,
            Some((start, len)) if len <= start.len() as u64 => Some(start.clone()),
            Some(_) => match cx.state.session().payload(row.n) {
                Some(payload) => Some(payload),
                None if ui.input(|input| input.time) - since > PATIENCE => return self.wanted = None,
                None => return,
            },
        };
        ui.ctx().copy_text(text(row, *copy_as, whole, cx));
        self.wanted = None;
    }
}

/// The messages at the two ends of the selected span that `row` lies in, where both ends are messages.
fn both_ends(cx: &Cx<'_>, row: &Row) -> Option<(u64, u64)> {
    let (first, last) = cx.state.span().filter(|(first, last)| (*first..=*last).contains(&row.n))?;
    let rows = cx.state.session().rows();
    let message = |n: u64| rows.row(rows.row_of_record(n)?).filter(|row| data_of(row).is_some_and(|(_, len)| len > 0));
    let ends = (message(first)?.n, message(last)?.n);
    (ends.0 != ends.1).then_some(ends)
}

/// The payload as far as the row has it, and its whole length in bytes.
pub fn data_of(row: &Row) -> Option<(&Payload, u64)> {
    match row.record.call.sent() {
        Some(sent) => Some((sent, row.sent_len)),
        None => row.record.outcome.data().map(|received| (received, row.received_len)),
    }
}

fn text(row: &Row, copy_as: CopyAs, whole: Option<Payload>, cx: &Cx<'_>) -> String {
    let data: &[u8] = whole.as_deref().unwrap_or_default();
    match copy_as {
        CopyAs::CallLine => cx.state.settings.call_language.line(&with_payload(&row.record, whole)),
        CopyAs::Result if row.record.outcome.data().is_some() => python_bytes(data),
        CopyAs::Result => result_text_of(&row.record.outcome, &row.record.call, None),
        CopyAs::Text => decode_text(cx.state.settings.encoding(), data),
        CopyAs::Hex => hex_text(data),
        CopyAs::Escapes => escape_text(data),
    }
}

/// The record with its payload whole, where it sends one.
pub(super) fn with_payload(record: &CallRecord, whole: Option<Payload>) -> CallRecord {
    let mut record = record.clone();
    if let (Call::Send { data, .. } | Call::SendAll { data, .. } | Call::SendTo { data, .. }, Some(whole)) =
        (&mut record.call, whole)
    {
        *data = whole;
    }
    record
}
