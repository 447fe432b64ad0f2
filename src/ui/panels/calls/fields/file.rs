//! Files on a socket: what `makefile` is given, and on which file a file's call is made.

use super::super::proposal;
use super::{Fields, hint};
use crate::app::{FILE_MODES, Field as FormField, NEWLINES};
use crate::ui::cx::Cx;
use crate::ui::widgets::{dropdown, form_row};
use egui::Ui;

impl Fields<'_> {
    /// What `makefile` is given.
    pub(super) fn file(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        self.makes(ui, cx);
        let modes = FILE_MODES.map(|mode| (mode, mode));
        let form = &mut self.draft.form.file;
        form_row(ui, cx.t("calls-file-mode"), |ui| dropdown(ui, cx.t("calls-file-mode"), &mut form.mode, &modes));
        let is_text = form.is_text();
        if is_text {
            self.line(ui, cx, "calls-file-encoding", FormField::Encoding, |form| &mut form.file.encoding);
            let form = &mut self.draft.form.file;
            let label = cx.t("calls-file-newline");
            form_row(ui, label, |ui| dropdown(ui, label, &mut form.newline, &NEWLINES));
        }
        self.line(ui, cx, "calls-file-buffering", FormField::Buffering, |form| &mut form.file.buffering);
        hint(ui, cx.t("calls-file-buffering-hint"));
    }

    /// The file that the call is made on; where there is none, how to get one.
    pub(super) fn file_choice(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let files: Vec<_> = proposal::files(self.board, self.row).collect();
        let (Some(chosen), false) = (&mut self.draft.file, files.is_empty()) else {
            return hint(ui, cx.t("calls-file-none"));
        };
        let names: Vec<_> =
            files.iter().map(|file| (file.sid, format!("{} ({})", file.name.base(), file.mode))).collect();
        let choices: Vec<_> = names.iter().map(|(sid, name)| (*sid, name.as_str())).collect();
        let label = cx.t("calls-file");
        form_row(ui, label, |ui| dropdown(ui, label, chosen, &choices));
    }
}
