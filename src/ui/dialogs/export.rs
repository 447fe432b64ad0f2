//! *Export as…*: what of the session, as what, with secrets masked or not, where to.
//!
//! ```text
//!  Format     [pcapng, for Wireshark        ▾]
//!             Packets as they would have been on the wire …
//!  Calls      [Everything                   ▾]
//!  [x] Mask secrets                            patterns, one a line
//!  Path       [/home/…/session.pcapng        ]
//!  [ ] Replace the file if it exists
//!                       [Cancel] [Browse…] [Export]
//! ```

use super::{buttons_ui, sheet_ui};
use crate::app::{AppCommand, ExportWhat, ExportWish};
use crate::export::mask::Mask;
use crate::export::{FilterKind, Format};
use crate::locale::Message;
use crate::session::Direction;
use crate::ui::browse::{Browse, Browsed, expand};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, TextArea, checkbox, dropdown, entered, form_row};
use egui::{Context, Id, Ui};
use std::path::{Path, PathBuf};

/// How wide and high it is where there is room.
const SIZE: egui::Vec2 = egui::vec2(520.0, 470.0);
const FORMATS: usize = Format::ALL.len();

/// Of which calls; the socket's name is the selected one's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    #[default]
    Everything,
    Found,
    Socket,
    Errors,
}

impl What {
    const ALL: [Self; 4] = [Self::Everything, Self::Found, Self::Socket, Self::Errors];

    fn key(self) -> &'static str {
        match self {
            Self::Everything => "export-what-all",
            Self::Found => "export-what-found",
            Self::Socket => "export-what-socket",
            Self::Errors => "export-what-errors",
        }
    }

    fn fits(self, format: Format) -> bool {
        match self {
            Self::Everything => format != Format::Raw,
            Self::Found => format.takes(FilterKind::Records) && format != Format::Raw,
            Self::Socket => format.takes(FilterKind::Socket),
            Self::Errors => format.takes(FilterKind::Errors) && format != Format::Raw,
        }
    }
}

/// What is chosen and typed.
pub struct ExportForm {
    is_open: bool,
    format: Format,
    what: What,
    direction: Direction,
    side: usize,
    mask: bool,
    patterns: String,
    wrong_pattern: Option<String>,
    path: String,
    replace: bool,
    /// The system's dialog asked whether the path that it gave may be replaced.
    asked: bool,
    empty: bool,
    browsing: Browse,
}

impl Default for ExportForm {
    fn default() -> Self {
        Self {
            is_open: false,
            format: Format::Pcapng,
            what: What::Everything,
            direction: Direction::Received,
            side: 0,
            mask: false,
            patterns: String::new(),
            wrong_pattern: None,
            path: String::new(),
            replace: false,
            asked: false,
            empty: false,
            browsing: Browse::default(),
        }
    }
}

impl ExportForm {
    /// The dialog was closed.
    pub fn forget(&mut self) {
        self.is_open = false;
    }

    /// Draws it; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let opened = !std::mem::replace(&mut self.is_open, true);
        if opened {
            self.open(cx);
        }
        self.take_browsed();
        let (mut taken, mut cancelled) = (false, false);
        let dismissed = sheet_ui(ctx, "export", cx.t("export-title"), SIZE, |ui, height| {
            let foot = sizes::CONTROL + sizes::GAP_GROUPS;
            let area = egui::ScrollArea::vertical().id_salt("export").auto_shrink([false, true]);
            area.max_height((height - foot).max(sizes::ROW)).show(ui, |ui| {
                // The scroll bar floats over the right edge.
                ui.set_max_width(ui.available_width() - sizes::MARGIN);
                ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL + 2.0;
                // Room for the ring of what has the keyboard.
                ui.add_space(sizes::HAIRLINE * 2.0);
                self.format_ui(ui, cx, opened);
                self.what_ui(ui, cx);
                self.mask_ui(ui, cx);
                taken = self.path_ui(ui, cx);
            });
            buttons_ui(ui, |ui| {
                taken |= ui.add(Button::new(cx.t("export-go")).primary()).clicked();
                if ui.add(Button::new(cx.t("path-browse"))).clicked() {
                    self.browsing.open(ctx, expand(self.path.trim()), |dialog, start| {
                        let name = start.file_name().unwrap_or_default().to_string_lossy().into_owned();
                        dialog.set_file_name(name).save_file()
                    });
                }
                cancelled = ui.add(Button::new(cx.t("dialog-cancel"))).clicked();
            });
        });
        self.empty &= self.path.trim().is_empty();
        if taken {
            self.take(cx);
        }
        dismissed || cancelled
    }

    /// What was chosen last stays; the path is of the session that shows.
    fn open(&mut self, cx: &Cx<'_>) {
        self.mask = cx.state.settings.mask_secrets;
        self.patterns = cx.state.settings.mask_patterns.join("\n");
        (self.wrong_pattern, self.replace, self.asked, self.empty) = (None, false, false, false);
        if self.path.is_empty() {
            let folder = directories::UserDirs::new().map_or_else(std::env::temp_dir, |dirs| {
                dirs.document_dir().unwrap_or_else(|| dirs.home_dir()).to_owned()
            });
            self.path = folder.join(format!("session.{}", self.format.ending())).display().to_string();
        }
        if self.what == What::Found && cx.state.finding.search().is_none() || self.what == What::Socket {
            self.what = What::Everything;
        }
        self.settle();
    }

    /// What the format cannot be of is not chosen.
    fn settle(&mut self) {
        if !self.what.fits(self.format) {
            self.what = What::ALL.into_iter().find(|what| what.fits(self.format)).unwrap_or_default();
        }
    }

    fn format_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, opened: bool) {
        let choices: [(Format, &str); FORMATS] = Format::ALL.map(|format| (format, cx.t(format_key(format))));
        let before = self.format;
        let chosen =
            form_row(ui, cx.t("export-format"), |ui| dropdown(ui, cx.t("export-format"), &mut self.format, &choices));
        if opened {
            chosen.request_focus();
        }
        self.told(ui, cx.t(about_key(self.format)));
        if self.format != before {
            self.settle();
            // A name that the person gave keeps all but its ending.
            let path = Path::new(self.path.trim());
            if path.extension().is_some_and(|ending| ending.to_str() == Some(before.ending())) {
                self.path = path.with_extension(self.format.ending()).display().to_string();
            }
        }
    }

    /// A sentence under a control.
    fn told(&self, ui: &mut Ui, text: &str) {
        form_row(ui, "", |ui| {
            let color = Tokens::of(ui).text_subdued;
            ui.add(egui::Label::new(Text::Small.rich(text, color)).wrap());
        });
    }

    fn what_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let socket = cx.state.selected.and_then(|sid| cx.state.socket(sid)).map(|row| row.name.to_string());
        let found = cx.state.finding.search().map(|finder| finder.with(|hits| hits.count()));
        let words: Vec<(What, String)> = What::ALL
            .into_iter()
            .filter(|what| what.fits(self.format))
            .filter_map(|what| {
                let message = Message::new(what.key());
                Some((
                    what,
                    match what {
                        What::Found => cx.say(&message.with("count", found?)),
                        What::Socket => cx.say(&message.with("name", socket.clone()?)),
                        _ => cx.say(&message),
                    },
                ))
            })
            .collect();
        if words.is_empty() {
            let color = Tokens::of(ui).warning;
            form_row(ui, cx.t("export-what"), |ui| {
                ui.add(egui::Label::new(Text::Small.rich(cx.t("export-no-socket"), color)).wrap());
            });
            return;
        }
        if !words.iter().any(|(what, _)| *what == self.what) {
            self.what = words.first().map(|(what, _)| *what).unwrap_or_default();
        }
        let choices: Vec<(What, &str)> = words.iter().map(|(what, text)| (*what, text.as_str())).collect();
        form_row(ui, cx.t("export-what"), |ui| dropdown(ui, cx.t("export-what"), &mut self.what, &choices));
        if self.format == Format::Raw {
            let ways = [(Direction::Received, cx.t("export-received")), (Direction::Sent, cx.t("export-sent"))];
            form_row(ui, cx.t("export-direction"), |ui| {
                dropdown(ui, cx.t("export-direction"), &mut self.direction, &ways)
            });
        }
        let sides = sides(cx);
        if self.format.takes(FilterKind::Side) && sides.len() > 1 {
            let mut choices = vec![(0, cx.t("export-side-all"))];
            choices.extend(sides.iter().enumerate().map(|(at, side)| (at + 1, side.as_str())));
            self.side = self.side.min(sides.len());
            form_row(ui, cx.t("export-side"), |ui| dropdown(ui, cx.t("export-side"), &mut self.side, &choices));
        }
    }

    fn mask_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        form_row(ui, "", |ui| checkbox(ui, &mut self.mask, cx.t("mask-secrets")));
        self.told(ui, cx.t("mask-about"));
        if !self.mask {
            return;
        }
        let wrong =
            self.wrong_pattern.as_deref().map(|why| cx.say(&Message::new("mask-wrong-pattern").with("why", why)));
        form_row(ui, cx.t("mask-patterns-label"), |ui| {
            ui.vertical(|ui| {
                let area = TextArea::new(cx.t("mask-patterns-name"), &mut self.patterns).rows(2);
                let id = Id::unique("sockscope-mask-patterns");
                let area = area.hint(cx.t("mask-patterns-hint")).error(wrong.as_deref()).id(id).show(ui);
                if area.changed() {
                    self.wrong_pattern = None;
                }
            });
        });
    }

    /// True where Enter was pressed.
    fn path_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let error = self.empty.then(|| cx.t("path-empty"));
        let field =
            Field::new(cx.t("export-path"), &mut self.path).label_width(sizes::LABEL_COLUMN).error(error).show(ui);
        if field.changed() && std::mem::take(&mut self.asked) {
            // It asked about another path.
            self.replace = false;
        }
        form_row(ui, "", |ui| checkbox(ui, &mut self.replace, cx.t("path-replace")));
        entered(ui, &field)
    }

    /// Asks for the export, or says at its field what is wrong.
    fn take(&mut self, cx: &mut Cx<'_>) {
        self.empty = self.path.trim().is_empty();
        let patterns: Vec<String> =
            self.patterns.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        self.wrong_pattern = Mask::new(&patterns).err().filter(|_| self.mask).map(|error| {
            // The parser draws where it is over several lines; the last says what it is.
            error.why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        });
        let selected = cx.state.selected.and_then(|sid| cx.state.socket(sid)).map(|row| row.name.clone());
        let what = match (self.what, selected) {
            (What::Everything, _) => ExportWhat::Everything,
            (What::Found, _) => ExportWhat::Found,
            (What::Errors, _) => ExportWhat::Errors,
            (What::Socket, Some(name)) => ExportWhat::Socket(name),
            (What::Socket, None) => return,
        };
        if self.empty || self.wrong_pattern.is_some() {
            return;
        }
        let side = self.side.checked_sub(1).and_then(|at| sides(cx).into_iter().nth(at));
        let path: PathBuf = expand(self.path.trim());
        cx.push(AppCommand::Export(Box::new(ExportWish {
            path,
            replace: self.replace,
            format: self.format,
            what,
            direction: (self.format == Format::Raw).then_some(self.direction),
            side: side.filter(|_| self.format.takes(FilterKind::Side)),
            mask: self.mask,
            patterns,
        })));
    }

    fn take_browsed(&mut self) {
        if let Browsed::Chosen(path) = self.browsing.take() {
            self.path = path.display().to_string();
            // The system's dialog asked already.
            (self.replace, self.asked) = (true, true);
            if let Some(format) = Format::of_name(&path).filter(|format| format.ending() != self.format.ending()) {
                self.format = format;
                self.settle();
            }
        }
    }
}

/// The sides that the board has, by name; the nameless one is none.
fn sides(cx: &Cx<'_>) -> Vec<String> {
    let names = cx.state.snapshot.board.sockets.values().map(|row| row.name.side().to_owned());
    let all: std::collections::BTreeSet<String> = names.filter(|side| !side.is_empty()).collect();
    all.into_iter().collect()
}

fn format_key(format: Format) -> &'static str {
    match format {
        Format::Pcapng => "export-as-pcapng",
        Format::Csv => "export-as-csv",
        Format::Text => "export-as-text",
        Format::Markdown => "export-as-markdown",
        Format::Svg => "export-as-svg",
        Format::Png => "export-as-png",
        Format::Python => "export-as-python",
        Format::C => "export-as-c",
        Format::Script => "export-as-script",
        Format::Jsonl => "export-as-jsonl",
        Format::HexDump => "export-as-hexdump",
        Format::Raw => "export-as-raw",
    }
}

fn about_key(format: Format) -> &'static str {
    match format {
        Format::Pcapng => "export-about-pcapng",
        Format::Csv => "export-about-csv",
        Format::Text => "export-about-text",
        Format::Markdown => "export-about-markdown",
        Format::Svg => "export-about-svg",
        Format::Png => "export-about-png",
        Format::Python => "export-about-python",
        Format::C => "export-about-c",
        Format::Script => "export-about-script",
        Format::Jsonl => "export-about-jsonl",
        Format::HexDump => "export-about-hexdump",
        Format::Raw => "export-about-raw",
    }
}
