//! How a session becomes a script: its title, and whether what came of each call is expected again.

use crate::app::{AppCommand, ScriptCommand};
use crate::ui::cx::Cx;
use crate::ui::widgets::{Field, checkbox};
use egui::Ui;
use std::path::PathBuf;

/// What is chosen.
pub struct ScriptOptions {
    title: String,
    keep_results: bool,
}

impl Default for ScriptOptions {
    fn default() -> Self {
        Self { title: String::new(), keep_results: true }
    }
}

impl ScriptOptions {
    /// Draws them under the path.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, label_width: f32) {
        let field = Field::new(cx.t("scripts-title"), &mut self.title).label_width(label_width).proportional();
        field.show(ui);
        checkbox(ui, &mut self.keep_results, cx.t("scripts-keep-results"));
    }

    /// The wish to save so.
    pub fn command(&self, path: PathBuf, replace: bool) -> AppCommand {
        let (keep_results, title) = (self.keep_results, self.title.clone());
        AppCommand::Script(ScriptCommand::Save { path, replace, keep_results, title })
    }
}
