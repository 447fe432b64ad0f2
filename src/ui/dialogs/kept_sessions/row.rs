//! One session of the list.

use crate::bytes;
use crate::locale::Message;
use crate::session::{HowEnded, KeptSession};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, sizes};
use crate::ui::widgets::{ListRow, PillKind, row_button, row_button_width};
use egui::{Response, Ui, pos2};
use std::time::SystemTime;

/// The columns.
const DATE: f32 = 112.0;
const SIZE: f32 = 62.0;
const RECORDS: f32 = 104.0;
/// Narrower than this, the number of records gives way.
const NARROW: f32 = 600.0;

/// What was pressed in a row.
pub struct Pressed {
    /// The row itself.
    pub row: Response,
    /// *Open*.
    pub open: bool,
    /// *Delete*.
    pub delete: bool,
}

/// `2026-11-22 14:05` where the person is.
fn date(time: SystemTime) -> String {
    let stamp = jiff::Timestamp::try_from(time).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    stamp.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// Draws it.
pub fn row_ui(ui: &mut Ui, cx: &Cx<'_>, session: &KeptSession, selected: bool) -> Pressed {
    let name = session.name();
    let (date, size) = (date(session.modified), bytes::size_text(session.bytes));
    let about = session.about.join(", ");
    let records = session.records.map(|n| cx.say(&Message::new("kept-records").with("n", n))).unwrap_or_default();
    let is_own = cx.state.reading.as_ref().is_some_and(|reading| reading.path == session.path);
    let state = match session.ended {
        _ if is_own => Some((cx.t("kept-reading").to_owned(), PillKind::Neutral, cx.t("kept-reading"))),
        HowEnded::Well => None,
        HowEnded::InUse => Some((cx.t("kept-in-use").to_owned(), PillKind::Neutral, cx.t("kept-in-use"))),
        HowEnded::Early { torn: 0 } => Some((cx.t("kept-early").to_owned(), PillKind::Neutral, cx.t("kept-early"))),
        HowEnded::Early { torn } => {
            let words = cx.say(&Message::new("kept-torn-words").with("n", torn));
            Some((words, PillKind::Warning, cx.t("kept-torn")))
        }
    };
    let spoken = state.as_ref().map(|(words, ..)| words.clone()).unwrap_or_default();
    let notes = if session.has_notes { cx.t("kept-notes") } else { "" };
    let more = [records.as_str(), about.as_str(), spoken.as_str(), notes];
    let more = more.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let sentence = Message::new("kept-row").with("name", name.as_str()).with("date", date.as_str());
    let sentence = cx.say(&sentence.with("size", size.as_str()).with("more", more));
    let sentence = sentence.trim_end_matches([',', '，', ' ']);
    let is_free = session.ended != HowEnded::InUse && !is_own;
    let [open, delete] = ["kept-open", "kept-delete"].map(|key| cx.t(key));
    let opens = row_button_width(ui, open);
    let buttons = opens + row_button_width(ui, delete) + 2.0 * sizes::GAP;
    let row = ListRow::new(sentence).selected(selected).height(sizes::ROW_TALL).margin(sizes::GAP).show(ui, |row| {
        let t = row.tokens.clone();
        row.right -= buttons;
        row.column_right(SIZE, &size, Text::Mono, t.text);
        if row.rect.width() > NARROW {
            row.column_right(RECORDS, &records, Text::Body, t.text_subdued);
        }
        if let Some((_, kind, word)) = &state {
            row.pill_right(word, *kind);
        }
        row.column(DATE, &date, Text::Mono, t.text_strong);
        let about = if about.is_empty() { name.trim_end_matches(".jsonl") } else { &about };
        row.text(about, Text::Mono, t.text);
    });
    let middle = row.rect.center().y;
    let right = row.rect.right() - sizes::GAP;
    let delete_name = cx.say(&Message::new("kept-delete-name").with("name", name.as_str()));
    let open_name = cx.say(&Message::new("kept-open-name").with("name", name.as_str()));
    let delete_width = row_button_width(ui, delete);
    let deleted = is_free && row_button(ui, row.id.with("delete"), pos2(right, middle), delete, &delete_name).clicked();
    let place = pos2(right - delete_width - sizes::GAP, middle);
    let opened = !is_own && row_button(ui, row.id.with("open"), place, open, &open_name).clicked();
    Pressed { row: row.on_hover_text(&name), open: opened, delete: deleted }
}
