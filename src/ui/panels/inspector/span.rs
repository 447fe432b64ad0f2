//! What lies in a selected span: how many calls, over how long, and the bytes that they moved.

use crate::bytes::{clock_text, duration_text, size_text};
use crate::locale::Message;
use crate::session::Direction;
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{FactRow, section_label};
use egui::Ui;

/// Where there are more sockets, only the bytes of the selected one are summed up.
const SOCKETS: usize = 1024;

/// The facts of the span; nothing where one record is selected.
pub fn span_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let Some((first, last)) = cx.state.span() else { return };
    let t = Tokens::of(ui);
    let session = cx.state.session();
    let rows = session.rows();
    let (before, end) = (first.checked_sub(1).map_or(0, |n| rows.up_to(n)), rows.up_to(last));
    section_label(ui, &cx.say(&Message::new("span-title").with("from", first).with("to", last)));
    let mut fact = |key: &str, parts: &[(&str, Text, egui::Color32)]| {
        FactRow::new(cx.t(key), parts).show(ui);
    };
    fact("span-calls", &[(&end.saturating_sub(before).to_string(), Text::Mono, t.text_strong)]);
    let starts = [before, end.saturating_sub(1)].map(|k| rows.row(k).map(|row| row.t));
    if let [Some(from), Some(to)] = starts {
        let (clock, lasts) = (clock_text(from), duration_text(to.saturating_sub(from)));
        fact("span-time", &[(&lasts, Text::Mono, t.text_strong), (&clock, Text::Mono, t.text_subdued)]);
    }
    let board = &cx.state.snapshot.board;
    let all = board.sockets.len() <= SOCKETS;
    let sockets = board.sockets.keys().copied().filter(|sid| all || cx.state.selected == Some(*sid));
    let moved = |direction, sid| {
        let pieces = session.pieces(sid);
        pieces.offset_from(direction, last + 1).saturating_sub(pieces.offset_from(direction, first))
    };
    let (sent, received) = sockets.fold((0, 0), |(sent, received), sid| {
        (sent + moved(Direction::Sent, sid), received + moved(Direction::Received, sid))
    });
    let (sent, received) = (format!("↑ {}", size_text(sent)), format!("↓ {}", size_text(received)));
    let key = if all { "span-bytes" } else { "span-bytes-socket" };
    fact(key, &[(&sent, Text::Mono, t.sent), (&received, Text::Mono, t.received)]);
    ui.add_space(sizes::GAP);
}
