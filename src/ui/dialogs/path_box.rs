//! Where to open or save: a box to type or paste a path, and the system's own dialog where there is one.
//!
//! A system without a file dialog answers like *Cancel*, so the box is always there and says what to do.

use super::script_options::ScriptOptions;
use super::{buttons_ui, modal_ui};
use crate::app::{AppCommand, PathPurpose};
use crate::ui::browse::{Browse, Browsed, expand};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, checkbox, entered};
use egui::Context;

/// What is typed, and the system's dialog while it is open.
#[derive(Default)]
pub struct PathBox {
    open_for: Option<PathPurpose>,
    path: String,
    replace: bool,
    /// The system's dialog asked whether the path that it gave may be replaced.
    asked: bool,
    browsing: Browse,
    nothing_chosen: bool,
    empty: bool,
    /// How a session becomes a script.
    script: ScriptOptions,
}

impl PathBox {
    /// Draws it; pushes what was decided.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>, purpose: PathPurpose) {
        let opened = self.open_for != Some(purpose);
        if opened {
            *self = Self { open_for: Some(purpose), path: proposal(cx, purpose), ..Self::default() };
        }
        self.take_browsed();
        let (title, go) = match purpose {
            PathPurpose::OpenSession => ("path-open-title", "path-open"),
            PathPurpose::SaveSession => ("path-save-title", "path-save"),
            PathPurpose::SaveBytes { .. } => ("path-bytes-title", "path-save"),
            PathPurpose::ImportMessages => ("messages-import-title", "messages-import-go"),
            PathPurpose::ImportDump => ("dump-title", "messages-import-go"),
            PathPurpose::ExportMessages => ("messages-export-title", "path-save"),
            PathPurpose::SaveChart { .. } => ("charts-save-title", "path-save"),
            PathPurpose::OpenScript => ("scripts-open-title", "path-open"),
            PathPurpose::SaveScript => ("scripts-save-title", "path-save"),
            PathPurpose::CompareWith => ("compare-path-title", "compare-go"),
        };
        let (mut taken, mut closed) = (false, false);
        let dismissed = modal_ui(ctx, "path-box", cx.t(title), |ui| {
            let error = self.empty.then(|| cx.t("path-empty"));
            let label_width = sizes::LABEL_COLUMN + 2.0 * sizes::MARGIN;
            let field = Field::new(cx.t("path-label"), &mut self.path).label_width(label_width).error(error).show(ui);
            if opened {
                field.request_focus();
            }
            if field.changed() && std::mem::take(&mut self.asked) {
                // It asked about another path.
                self.replace = false;
            }
            taken = entered(ui, &field);
            let hint = if self.nothing_chosen { "path-none" } else { "path-hint" };
            let color = if self.nothing_chosen { Tokens::of(ui).warning } else { Tokens::of(ui).text_subdued };
            ui.label(Text::Small.rich(cx.t(hint), color));
            if purpose == PathPurpose::OpenSession {
                ui.label(Text::Small.rich(cx.t("import-hint"), Tokens::of(ui).text_subdued));
            }
            if purpose == PathPurpose::ImportDump {
                ui.label(Text::Small.rich(cx.t("dump-hint"), Tokens::of(ui).text_subdued));
            }
            if purpose == PathPurpose::SaveScript {
                self.script.ui(ui, cx, label_width);
            }
            if !purpose.reads() {
                checkbox(ui, &mut self.replace, cx.t("path-replace"));
            }
            buttons_ui(ui, |ui| {
                taken |= ui.add(Button::new(cx.t(go)).primary()).clicked();
                if ui.add(Button::new(cx.t("path-browse"))).clicked() {
                    self.browse(ctx, purpose);
                }
                closed = ui.add(Button::new(cx.t("dialog-cancel"))).clicked();
            });
        });
        self.empty &= self.path.trim().is_empty();
        if taken && self.path.trim().is_empty() {
            self.empty = true;
        } else if taken {
            let (path, replace) = (expand(self.path.trim()), self.replace);
            cx.push(match purpose {
                PathPurpose::SaveScript => self.script.command(path, replace),
                _ => AppCommand::TakePath { path, replace },
            });
            self.open_for = None;
        } else if dismissed || closed {
            cx.push(AppCommand::DismissPath);
            self.open_for = None;
        }
    }

    /// Opens the system's dialog.
    fn browse(&mut self, ctx: &Context, purpose: PathPurpose) {
        self.browsing.open(ctx, expand(self.path.trim()), move |dialog, start| match purpose {
            PathPurpose::OpenSession => {
                let dialog = dialog.add_filter("netscript, pcap", &["jsonl", "pcap", "pcapng", "cap"]);
                dialog.add_filter("*", &["*"]).pick_file()
            }
            PathPurpose::OpenScript | PathPurpose::CompareWith => {
                dialog.add_filter("netscript", &["jsonl"]).pick_file()
            }
            PathPurpose::ImportDump => dialog.pick_file(),
            PathPurpose::ImportMessages => dialog.add_filter("JSON", &["json"]).pick_file(),
            _ => {
                let name = start.file_name().unwrap_or_default().to_string_lossy().into_owned();
                dialog.set_file_name(name).save_file()
            }
        });
    }

    fn take_browsed(&mut self) {
        match self.browsing.take() {
            Browsed::Nothing => {}
            Browsed::Chosen(path) => {
                self.path = path.display().to_string();
                self.nothing_chosen = false;
                // The system's dialog asked already.
                (self.replace, self.asked) = (true, true);
            }
            Browsed::NotChosen => self.nothing_chosen = true,
        }
    }
}

fn proposal(cx: &Cx<'_>, purpose: PathPurpose) -> String {
    let folder = directories::UserDirs::new()
        .map_or_else(std::env::temp_dir, |dirs| dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned());
    match purpose {
        PathPurpose::OpenSession | PathPurpose::CompareWith => {
            let mut folder = cx.state.folders().sessions.display().to_string();
            folder.push(std::path::MAIN_SEPARATOR);
            folder
        }
        PathPurpose::SaveSession => folder.join("session.jsonl").display().to_string(),
        PathPurpose::SaveScript => folder.join("script.jsonl").display().to_string(),
        PathPurpose::ImportMessages | PathPurpose::ImportDump | PathPurpose::OpenScript => {
            // Scripts lie together.
            let recent = cx.state.settings.recent_scripts.first().filter(|_| purpose == PathPurpose::OpenScript);
            let near = recent.and_then(|path| std::path::Path::new(path).parent());
            let mut folder = near.map_or(folder, std::path::Path::to_owned).display().to_string();
            folder.push(std::path::MAIN_SEPARATOR);
            folder
        }
        PathPurpose::ExportMessages => folder.join("messages.json").display().to_string(),
        PathPurpose::SaveChart { .. } => folder.join("charts.csv").display().to_string(),
        PathPurpose::SaveBytes { .. } => folder.join("received.bin").display().to_string(),
    }
}
