//! Stars and notes in the log: the signs in a row, the items of its menu, and the list of all of them.

use crate::app::{AppCommand, Dialog, FindCommand, NoteCommand};
use crate::locale::Message;
use crate::session::find::Mark;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Tokens, sizes};
use crate::ui::widgets::{icon_button, menu_item, menu_separator};
use egui::{Align2, Painter, Popup, Rect, ScrollArea, Ui, pos2};

/// A sign in a row, in points.
const SIGN: f32 = 11.0;
/// Where the signs end, from a row's left edge: before the call line.
const SIGNS_END: f32 = sizes::MARGIN + 68.0;
/// So many are listed: more are found with the filter.
const LISTED: usize = 500;
/// How high the list may be, in points.
const HIGHEST: f32 = 300.0;
/// How many characters of a note an item shows.
const SHOWN: usize = 48;

/// Draws the signs of a row: a star, a note.
pub fn paint(painter: &Painter, t: &Tokens, rect: Rect, mark: &Mark) {
    let mut x = rect.left() + SIGNS_END;
    let signs = [(!mark.note.is_empty(), Icon::NotePencil), (mark.star, Icon::Star)];
    for (_, icon) in signs.into_iter().filter(|(is_there, _)| *is_there) {
        let at = pos2(x, rect.center().y);
        painter.text(at, Align2::RIGHT_CENTER, icon.character(), Icon::font(SIGN), t.accent);
        x -= SIGN + 1.0;
    }
}

/// A row's sentence with its star and note.
pub fn sentence(cx: &Cx<'_>, row: String, mark: &Mark) -> String {
    let with = |key: &str, row: String| cx.say(&Message::new(key).with("row", row).with("note", mark.note.as_str()));
    let row = if mark.star { with("note-row-star", row) } else { row };
    if mark.note.is_empty() { row } else { with("note-row-note", row) }
}

/// The items of a row's menu.
pub fn items_ui(ui: &mut Ui, cx: &mut Cx<'_>, n: u64) {
    let mark = cx.state.notes.of(n).cloned().unwrap_or_default();
    let star = cx.t(if mark.star { "note-unstar" } else { "note-star" });
    if menu_item(ui, Some(Icon::Star), star, "B").clicked() {
        cx.push(AppCommand::Note(NoteCommand::Star(n)));
    }
    let write = cx.t(if mark.note.is_empty() { "note-add" } else { "note-edit" });
    if menu_item(ui, Some(Icon::NotePencil), write, "N").clicked() {
        cx.push(AppCommand::ShowDialog(Some(Dialog::Note(n))));
    }
    if !mark.note.is_empty() && menu_item(ui, Some(Icon::Trash), cx.t("note-delete"), "").clicked() {
        cx.push(AppCommand::Note(NoteCommand::Write(n, String::new())));
    }
}

/// The button in the panel's head that lists bookmarks and notes; only where there are some.
pub fn button_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    if cx.state.notes.marks().is_empty() {
        return;
    }
    let button = icon_button(ui, Icon::BookmarkSimple, cx.t("note-list"));
    Popup::menu(&button).show(|ui| {
        let marks = std::sync::Arc::clone(cx.state.notes.marks());
        ScrollArea::vertical().max_height(HIGHEST).show(ui, |ui| {
            for (n, mark) in marks.iter().take(LISTED) {
                let icon = if mark.star { Icon::Star } else { Icon::NotePencil };
                if menu_item(ui, Some(icon), &label(cx, n, mark), "").clicked() {
                    cx.push(AppCommand::SelectRecord(Some(n)));
                    if cx.state.shown_from > n {
                        cx.push(AppCommand::ShowFrom(0));
                    }
                }
            }
        });
        menu_separator(ui);
        for (term, key) in [("bookmarked", "note-only-stars"), ("note:", "note-only-notes")] {
            if menu_item(ui, Some(Icon::Funnel), cx.t(key), "").clicked() {
                cx.push(AppCommand::Find(FindCommand::Look(term.to_owned())));
            }
        }
    });
}

/// *Record 12: first line of its note*.
fn label(cx: &Cx<'_>, n: u64, mark: &Mark) -> String {
    let first = mark.note.lines().next().unwrap_or_default();
    let mut shown: String = first.chars().take(SHOWN).collect();
    if first.chars().count() > SHOWN || mark.note.lines().nth(1).is_some() {
        shown.push('…');
    }
    let key = if mark.note.is_empty() { "note-record" } else { "note-record-note" };
    cx.say(&Message::new(key).with("n", n).with("note", shown))
}
