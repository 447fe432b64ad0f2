//! The palette: every command by its name, or by a few of its letters.
//!
//! ```text
//! ┌──────────────────────────────────────────────┐
//! │ ⌕ bi                                         │
//! │ ▌ bind        choose it for server/s         │
//! │   Switch to …                        Ctrl+…  │
//! │ ↑ ↓ choose   Enter run   Esc close           │
//! └──────────────────────────────────────────────┘
//! ```

mod entries;
mod kept;
mod rank;

pub use entries::{Chosen, data_modes};

use crate::app::AppCommand;
use crate::call::SocketId;
use crate::locale::{Language, Message};
use crate::session::Board;
use crate::ui::cx::Cx;
use crate::ui::keys;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Field, ListRow};
use egui::text::LayoutJob;
use egui::{Align2, Context, CornerRadius, Frame, Id, Key, Margin, Modifiers, ScrollArea, Ui, vec2};
use entries::{Entry, entries};
use rank::{Found, Hit, rank};
use std::sync::{Arc, Weak};

/// How wide it is, in points, where there is room.
const WIDTH: f32 = 560.0;
/// At most so many lines show at once.
const LINES: usize = 11;
/// What stands above and below the lines, with the space under the palette.
const AROUND: f32 = 92.0;
/// So many choices are remembered.
const RECENT: usize = 24;

/// What is typed, what fits, and what was used.
#[derive(Default)]
pub struct Palette {
    is_open: bool,
    typed: String,
    entries: Vec<Entry>,
    hits: Vec<Hit>,
    /// What the entries were made for.
    made_for: Option<(Weak<Board>, Option<SocketId>, Language)>,
    /// What the hits were made for.
    ranked_for: Option<String>,
    /// The chosen line.
    at: usize,
    /// The chosen line is to come into sight.
    reveal: bool,
    /// What was run, the last first.
    recent: Vec<Chosen>,
}

impl Palette {
    /// Draws it; true when it should close, and what is to be done.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> (bool, Option<Chosen>) {
        let opened = !std::mem::replace(&mut self.is_open, true);
        if opened {
            let recent = std::mem::take(&mut self.recent);
            *self = Self { is_open: true, recent, ..Self::default() };
        }
        self.refresh(cx);
        let mut run = None;
        let tokens = crate::ui::theme::tokens(ctx);
        let room = ctx.content_rect();
        let width = WIDTH.min(room.width() - 2.0 * sizes::MARGIN);
        let frame = Frame::new()
            .fill(tokens.panel)
            .corner_radius(CornerRadius::same(sizes::RADIUS_PANEL))
            .inner_margin(Margin::symmetric(0, sizes::GAP as i8))
            .stroke(egui::Stroke::new(sizes::HAIRLINE, tokens.line))
            .shadow(ctx.global_style().visuals.popup_shadow);
        let id = Id::unique("palette");
        let area = egui::Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, sizes::TOP_BAR + sizes::GAP));
        let modal = egui::Modal::new(id).area(area).frame(frame).show(ctx, |ui| {
            ui.set_width(width);
            // Its own keys close it as well: what opened it is pressed again.
            let again = keys::of(crate::ui::actions::Action::Palette).is_some_and(|keys| keys::take(ui.ctx(), keys));
            self.keys(ui);
            let entered = self.field_ui(ui, cx, opened);
            run = entered.then(|| self.hits.get(self.at).map(|hit| hit.at)).flatten();
            let height = (room.height() - sizes::TOP_BAR - AROUND).max(sizes::ROW);
            self.list_ui(ui, cx, height, &mut run);
            foot_ui(ui, cx);
            again
        });
        let chosen = run.and_then(|at| self.entries.get(at)).map(|entry| entry.what.clone());
        if let Some(chosen) = &chosen {
            self.recent.retain(|other| other != chosen);
            self.recent.insert(0, chosen.clone());
            self.recent.truncate(RECENT);
        }
        let close = modal.inner || chosen.is_some() || modal.should_close();
        if close {
            self.is_open = false;
        }
        (close, chosen)
    }

    /// It was closed by something else.
    pub fn forget(&mut self) {
        self.is_open = false;
    }

    /// Makes the entries anew where what they are about changed, and ranks them where the typed text did.
    fn refresh(&mut self, cx: &Cx<'_>) {
        let board = &cx.state.snapshot.board;
        let now = (Arc::downgrade(board), cx.state.selected, cx.language);
        let same = |(of, selected, language): &(Weak<Board>, Option<SocketId>, Language)| {
            of.ptr_eq(&now.0) && (*selected, *language) == (now.1, now.2)
        };
        if !self.made_for.as_ref().is_some_and(same) {
            self.entries = entries(cx);
            (self.made_for, self.ranked_for) = (Some(now), None);
        }
        if self.ranked_for.as_deref() == Some(self.typed.as_str()) {
            return;
        }
        let found = self.entries.iter().map(|Entry { label, others, .. }| Found { label, others });
        let all: Vec<Found<'_>> = found.collect();
        let recent = |at: usize| {
            let entry = self.entries.get(at)?;
            self.recent.iter().position(|chosen| *chosen == entry.what)
        };
        self.hits = rank(&self.typed, &all, &recent);
        self.ranked_for = Some(self.typed.clone());
        self.at = self.at.min(self.hits.len().saturating_sub(1));
    }

    fn keys(&mut self, ui: &Ui) {
        let last = self.hits.len().saturating_sub(1);
        let steps: [(Key, isize); 4] = [
            (Key::ArrowDown, 1),
            (Key::ArrowUp, -1),
            (Key::PageDown, LINES as isize),
            (Key::PageUp, -(LINES as isize)),
        ];
        for (key, by) in steps {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.at = match (self.at, by) {
                    // Round at the ends, one by one.
                    (0, -1) => last,
                    (at, 1) if at == last => 0,
                    (at, by) => at.saturating_add_signed(by).min(last),
                };
                self.reveal = true;
            }
        }
    }

    /// The field; true when Enter was pressed in it.
    fn field_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, opened: bool) -> bool {
        let label = cx.t("palette-title");
        let field = widgets::padded(ui, |ui| {
            let field = Field::new(label, &mut self.typed).hide_label().hint(cx.t("palette-hint"));
            field.icon(Icon::MagnifyingGlass).proportional().id(Id::unique("palette-field")).show(ui)
        });
        if opened {
            field.request_focus();
        }
        if field.changed() {
            (self.at, self.reveal) = (0, true);
            self.refresh(cx);
        }
        let entered = widgets::entered(ui, &field);
        if entered {
            // Where nothing fits, one goes on typing.
            field.request_focus();
        }
        ui.add_space(sizes::GAP_SMALL);
        entered
    }

    fn list_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, height: f32, run: &mut Option<usize>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        if self.hits.is_empty() {
            let color = Tokens::of(ui).text_subdued;
            widgets::padded(ui, |ui| {
                let said = ui.label(Text::Body.rich(cx.t("palette-nothing"), color));
                widgets::announce(&said, false);
            });
            return;
        }
        let shown = self.hits.len().min(LINES) as f32 * sizes::ROW;
        let mut area = ScrollArea::vertical().id_salt("palette-lines").auto_shrink(false);
        area = area.max_height(shown.min(height)).min_scrolled_height(0.0);
        if std::mem::take(&mut self.reveal) {
            let seen = ui.data(|data| data.get_temp::<(f32, f32)>(seen_slot())).unwrap_or_default();
            if let Some(offset) = offset_for(self.at, seen) {
                area = area.vertical_scroll_offset(offset);
            }
        }
        let output = area.show_rows(ui, sizes::ROW, self.hits.len(), |ui, range| {
            for line in range {
                let Some(hit) = self.hits.get(line) else { return };
                let Some(entry) = self.entries.get(hit.at) else { return };
                if line_ui(ui, cx, entry, hit, line == self.at) {
                    *run = Some(hit.at);
                }
            }
        });
        let seen = (output.state.clamped_offset().y, output.inner_rect.height());
        ui.data_mut(|data| data.insert_temp(seen_slot(), seen));
    }
}

fn seen_slot() -> Id {
    Id::unique("palette-seen")
}

/// Where to scroll so that a line is in sight; `seen` is the offset and the height of what shows.
fn offset_for(line: usize, (offset, height): (f32, f32)) -> Option<f32> {
    let top = line as f32 * sizes::ROW;
    if top < offset {
        Some(top)
    } else if height > 0.0 && top + sizes::ROW > offset + height {
        Some(top + sizes::ROW - height)
    } else {
        None
    }
}

/// One entry; true when it was pressed.
fn line_ui(ui: &mut Ui, cx: &Cx<'_>, entry: &Entry, hit: &Hit, chosen: bool) -> bool {
    let keys = match &entry.what {
        Chosen::Action(action) => action.shortcut().map(|keys| keys::text(ui.ctx(), keys)),
        _ => None,
    };
    let keys = keys.unwrap_or_default();
    let mut sentence = entry.label.clone();
    for part in [&entry.detail, &keys].into_iter().filter(|part| !part.is_empty()) {
        sentence = cx.say(&Message::new("palette-line").with("label", sentence).with("more", part.as_str()));
    }
    let row = ListRow::new(&sentence).selected(chosen);
    let mono = match &entry.what {
        Chosen::Call(_) => true,
        Chosen::Command(command) => matches!(**command, AppCommand::MakeCall(_) | AppCommand::SelectSocket(_)),
        Chosen::Action(_) => false,
    };
    let kind = if mono { Text::Mono } else { Text::Body };
    let response = row.show(ui, |row| {
        let t = Arc::clone(&row.tokens);
        if !keys.is_empty() {
            row.text_right(&keys, Text::MonoSmall, t.text_subdued);
        }
        match entry.icon {
            Some(icon) => row.icon(icon, t.text_subdued),
            None => row.skip(sizes::ICON + 6.0),
        }
        let job = marked_job(&entry.label, &hit.marked, kind, (t.text_strong, t.accent));
        let galley = row.painter.layout_job(job);
        row.left = widgets::paint_left(row.painter, row.left, row.rect.center().y, galley) + sizes::GAP_GROUPS;
        row.text(&entry.detail, Text::Small, t.text_subdued);
    });
    response.clicked()
}

/// The label with its matched letters standing out: in the accent, and underlined.
fn marked_job(label: &str, marked: &[usize], kind: Text, (plain, accent): (egui::Color32, egui::Color32)) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (at, c) in label.chars().enumerate() {
        let is_marked = marked.binary_search(&at).is_ok();
        let mut format = kind.format(if is_marked { accent } else { plain });
        if is_marked {
            format.underline = egui::Stroke::new(sizes::HAIRLINE, accent);
        }
        job.append(c.encode_utf8(&mut [0; 4]), 0.0, format);
    }
    job
}

fn foot_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.add_space(sizes::GAP_SMALL);
    let color = Tokens::of(ui).text_subdued;
    widgets::padded(ui, |ui| ui.add(egui::Label::new(Text::Small.rich(cx.t("palette-foot"), color)).truncate()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_line_comes_into_sight_and_moves_nothing_that_is() {
        let view = (sizes::ROW * 2.0, sizes::ROW * 3.0);
        let table = [(0, Some(0.0)), (2, None), (4, None), (5, Some(sizes::ROW * 3.0)), (9, Some(sizes::ROW * 7.0))];
        for (line, offset) in table {
            assert_eq!(offset_for(line, view), offset, "{line}");
        }
    }
}
