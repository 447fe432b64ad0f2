//! Versions and licences: of the program, its fonts, and every crate in it.
//!
//! ```text
//!  Sockscope   Program | Fonts | Crates
//!  ⌕ Find a crate                       412 crates
//!  accesskit          0.25.2   MIT OR Apache-2.0
//!  …
//!  [Copy all]                             [Close]
//! ```

mod crates;
mod fonts;

use super::{buttons_ui, paragraph, sheet_ui};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Button, Field, ListRow};
use crates::{CRATES_ALL, Crate, crates, fits};
use egui::{Align, Context, Layout, ScrollArea, Ui, vec2};
use fonts::FONTS;

/// How wide and high it is where there is room.
const SIZE: egui::Vec2 = vec2(620.0, 560.0);
/// The columns of a crate's line.
const NAME: f32 = 200.0;
const VERSION: f32 = 96.0;
/// The most that a name takes of its line.
const NAME_SHARE: f32 = 0.4;
/// What stands above the licence of the program.
const PROGRAM_LINES: f32 = 90.0;
/// The field to find crates in.
const FIND: f32 = 240.0;

/// What shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    Program,
    Fonts,
    Crates,
}

/// What it keeps while it is open.
#[derive(Default)]
pub struct About {
    page: Page,
    find: String,
    font: usize,
}

impl About {
    /// It was closed: it opens at its first page again.
    pub fn forget(&mut self) {
        if *self != Self::default() {
            *self = Self::default();
        }
    }

    /// Draws it; true when it should close.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let mut closed = false;
        let dismissed = sheet_ui(ctx, "about", "Sockscope", SIZE, |ui, height| {
            let pages = [
                (Page::Program, cx.t("about-program")),
                (Page::Fonts, cx.t("about-fonts-page")),
                (Page::Crates, cx.t("about-crates")),
            ];
            widgets::tabs(ui, &mut self.page, &pages);
            ui.add_space(sizes::GAP);
            let height = (height - 2.0 * (sizes::CONTROL + sizes::GAP_GROUPS) - sizes::GAP).max(sizes::ROW);
            match self.page {
                Page::Program => program_ui(ui, cx, height),
                Page::Fonts => self.fonts_ui(ui, cx, height),
                Page::Crates => self.crates_ui(ui, cx, height),
            }
            buttons_ui(ui, |ui| {
                closed = ui.add(Button::new(cx.t("dialog-close")).primary()).clicked();
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    if ui.add(Button::new(cx.t("about-copy")).icon(Icon::Copy)).clicked() {
                        ui.ctx().copy_text(all_text());
                    }
                });
            });
        });
        dismissed || closed
    }

    fn fonts_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, height: f32) {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, font) in FONTS.iter().enumerate() {
            let words = Message::new("about-line").with("name", font.name).with("version", font.version);
            let sentence = cx.say(&words.with("licence", font.licence));
            let row = ListRow::new(&sentence).selected(self.font == at).margin(0.0).height(sizes::ROW_DENSE);
            let response = row.show(ui, |row| line_ui(row, (font.name, font.version, font.licence), Text::Body));
            if response.clicked() {
                self.font = at;
            }
        }
        ui.add_space(sizes::GAP);
        let Some(font) = FONTS.get(self.font) else { return };
        let height = (height - FONTS.len() as f32 * sizes::ROW_DENSE - sizes::GAP).max(sizes::ROW);
        text_ui(ui, font.name, font.text, height);
    }

    fn crates_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, height: f32) {
        let all = crates();
        let found: Vec<&Crate> = all.iter().filter(|one| fits(one, &self.find)).collect();
        ui.horizontal(|ui| {
            let field = Field::new(cx.t("about-find"), &mut self.find).hide_label().hint(cx.t("about-find"));
            field.icon(Icon::MagnifyingGlass).width(FIND.min(ui.available_width())).show(ui);
            let count = cx.say(&Message::new("about-count").with("n", found.len() as u64));
            ui.label(Text::Small.rich(count, Tokens::of(ui).text_subdued));
        });
        ui.add_space(sizes::GAP_SMALL);
        ui.spacing_mut().item_spacing.y = 0.0;
        let height = (height - sizes::CONTROL - sizes::GAP).max(sizes::ROW);
        let area = ScrollArea::vertical().id_salt("crates").auto_shrink(false).max_height(height);
        area.show_rows(ui, sizes::ROW_DENSE, found.len(), |ui, range| {
            for one in found.get(range).unwrap_or_default() {
                let words = Message::new("about-line").with("name", one.name).with("version", one.version);
                let sentence = cx.say(&words.with("licence", one.licence));
                let row = ListRow::new(&sentence).margin(0.0).height(sizes::ROW_DENSE);
                row.show(ui, |row| line_ui(row, (one.name, one.version, one.licence), Text::Mono));
            }
        });
    }
}

impl PartialEq for About {
    fn eq(&self, other: &Self) -> bool {
        (self.page, &self.find, self.font) == (other.page, &other.find, other.font)
    }
}

fn line_ui(row: &mut widgets::RowPainter<'_>, (name, version, licence): (&str, &str, &str), kind: Text) {
    let (strong, subdued) = (row.tokens.text_strong, row.tokens.text_subdued);
    row.column(NAME.min(row.rect.width() * NAME_SHARE), name, kind, strong);
    row.column(VERSION, version, Text::MonoSmall, subdued);
    row.text(licence, Text::Small, subdued);
}

fn program_ui(ui: &mut Ui, cx: &Cx<'_>, height: f32) {
    let version = Message::new("about-version").with("version", env!("CARGO_PKG_VERSION"));
    paragraph(ui, cx.say(&version));
    paragraph(ui, cx.t("about-what"));
    ui.add_space(sizes::GAP);
    paragraph(ui, cx.t("about-licence"));
    ui.add_space(sizes::GAP);
    let text = concat!(include_str!("../../../../LICENSE-MIT"), "\n\n", include_str!("../../../../LICENSE-APACHE"));
    text_ui(ui, cx.t("about-licence"), text, (height - PROGRAM_LINES).max(sizes::ROW));
}

/// A licence's text: only the lines in sight are laid out.
fn text_ui(ui: &mut Ui, salt: &str, text: &str, height: f32) {
    let lines: Vec<&str> = text.lines().collect();
    let tokens = Tokens::of(ui);
    let area = ScrollArea::both().id_salt(salt).auto_shrink(false).max_height(height);
    area.show_rows(ui, Text::MonoSmall.line_height(), lines.len(), |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for line in lines.get(range).unwrap_or_default() {
            ui.add(egui::Label::new(Text::MonoSmall.rich(*line, tokens.text)).extend());
        }
    });
}

/// All of it, to paste into a report.
fn all_text() -> String {
    let mut text = format!("Sockscope {}\tMIT OR Apache-2.0\n\n", env!("CARGO_PKG_VERSION"));
    for font in FONTS {
        text.push_str(&format!("{}\t{}\t{}\n", font.name, font.version, font.licence));
    }
    text.push('\n');
    for line in CRATES_ALL.lines().filter(|line| line.ends_with("\tapp")) {
        text.push_str(line.trim_end_matches("\tapp"));
        text.push('\n');
    }
    text
}
