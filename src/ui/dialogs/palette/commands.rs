//! The list of what the palette offers: commands by their names, the fitting letters marked.

use super::entries::{Chosen, Entry};
use super::rank::Hit;
use crate::app::AppCommand;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::keys;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{self, ListRow};
use egui::text::LayoutJob;
use egui::{Id, ScrollArea, Ui};
use std::sync::Arc;

/// At most so many lines show at once.
pub const LINES: usize = 11;

/// The lines that fit; the one that was pressed. `reveal` brings the chosen one into sight.
pub fn list_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    (entries, hits): (&[Entry], &[Hit]),
    (chosen, reveal): (Option<usize>, bool),
    height: f32,
) -> Option<usize> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut run = None;
    if hits.is_empty() {
        let color = Tokens::of(ui).text_subdued;
        widgets::padded(ui, |ui| {
            let said = ui.label(Text::Body.rich(cx.t("palette-nothing"), color));
            widgets::announce(&said, false);
        });
        return None;
    }
    let shown = hits.len().min(LINES) as f32 * sizes::ROW;
    let mut area = ScrollArea::vertical().id_salt("palette-lines").auto_shrink(false);
    area = area.max_height(shown.min(height)).min_scrolled_height(0.0);
    if let Some(chosen) = chosen.filter(|_| reveal) {
        let seen = ui.data(|data| data.get_temp::<(f32, f32)>(seen_slot())).unwrap_or_default();
        if let Some(offset) = offset_for(chosen, seen) {
            area = area.vertical_scroll_offset(offset);
        }
    }
    let output = area.show_rows(ui, sizes::ROW, hits.len(), |ui, range| {
        for line in range {
            let Some(hit) = hits.get(line) else { return };
            let Some(entry) = entries.get(hit.at) else { return };
            if line_ui(ui, cx, entry, hit, Some(line) == chosen) {
                run = Some(hit.at);
            }
        }
    });
    let seen = (output.state.clamped_offset().y, output.inner_rect.height());
    ui.data_mut(|data| data.insert_temp(seen_slot(), seen));
    run
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
