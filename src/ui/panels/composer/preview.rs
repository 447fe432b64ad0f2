//! The bytes to be sent, in hex: body, checksum and line ending told apart; long ones cut in the body.
//!
//! ```text
//! ↑ 01 03 00 00 00 0a [c5 cd] [0d 0a]                            10 B
//! ```

use crate::bytes::{Built, Recipe, hex_text};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{galley, paint_left, paint_right};
use egui::text::LayoutJob;
use egui::{Color32, Role, Sense, TextFormat, Ui, WidgetInfo, pos2, vec2};

/// What takes the place of bytes that are cut: as wide as so many of them.
const CUT: usize = 5;
/// Bytes that a sentence reads out.
const READ_OUT: usize = 64;

/// A stretch of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// Bytes of the body, in hex.
    Body(String),
    /// So many bytes of the body are not shown here.
    Cut(usize),
    Checksum(String),
    Ending(String),
}

/// What is shown where `cells` bytes fit.
fn pieces(built: &Built, cells: usize) -> Vec<Piece> {
    let (body, rest) = built.bytes.split_at(built.body.min(built.bytes.len()));
    let (checksum, ending) = rest.split_at(built.checksum.min(rest.len()));
    let room = cells.saturating_sub(rest.len() + 2).max(8);
    let mut shown = Vec::new();
    if body.len() <= room {
        shown.push(Piece::Body(hex_text(body)));
    } else {
        let room = room.saturating_sub(CUT).max(4);
        // The end of a message says as much as its beginning.
        let tail = (room / 4).min(8);
        let (head, tail_at) = (room - tail, body.len() - tail);
        shown.push(Piece::Body(hex_text(body.get(..head).unwrap_or_default())));
        shown.push(Piece::Cut(tail_at - head));
        shown.push(Piece::Body(hex_text(body.get(tail_at..).unwrap_or_default())));
    }
    if !checksum.is_empty() {
        shown.push(Piece::Checksum(hex_text(checksum)));
    }
    if !ending.is_empty() {
        shown.push(Piece::Ending(hex_text(ending)));
    }
    shown.retain(|piece| *piece != Piece::Body(String::new()));
    shown
}

/// How high it is with so many lines.
pub fn height(lines: usize) -> f32 {
    lines as f32 * Text::Mono.line_height() + sizes::GAP_SMALL
}

/// Draws the bytes of a message on so many lines.
pub fn preview_ui(ui: &mut Ui, cx: &Cx<'_>, recipe: &Recipe, built: &Built, lines: usize) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height(lines)), Sense::hover());
    let painter = ui.painter().clone();
    let y = rect.top() + height(1) / 2.0;
    if built.bytes.is_empty() {
        let words = cx.t("composer-nothing");
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
        paint_left(&painter, rect.left(), y, galley(&painter, words, Text::Small, t.text_subdued));
        return;
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, sentence(cx, recipe, built)));
    let count = cx.say(&Message::new("composer-bytes").with("n", built.bytes.len() as u64));
    let right =
        paint_right(&painter, rect.right(), y, galley(&painter, &count, Text::Mono, t.sent)) - sizes::GAP_GROUPS;
    let arrow = painter.layout_no_wrap(Icon::ArrowUp.character().into(), Icon::font(sizes::ICON), t.sent);
    let left = paint_left(&painter, rect.left(), y, arrow) + sizes::GAP_SMALL;
    let hundred = galley(&painter, &"0".repeat(100), Text::Mono, Color32::PLACEHOLDER).size().x;
    let columns = ((right - left) / (3.0 * hundred / 100.0)).floor().max(1.0) as usize;
    // A line ends between bytes: one in twenty is left free for that.
    let cells = if lines == 1 { columns } else { (columns - columns / 20) * lines - 1 };
    let mut job = LayoutJob::default();
    job.wrap.max_width = right - left;
    job.wrap.max_rows = lines;
    for piece in pieces(built, cells) {
        let (text, color, ground) = match &piece {
            Piece::Body(hex) => (hex.clone(), t.text_strong, Color32::TRANSPARENT),
            Piece::Cut(n) => {
                let words = cx.say(&Message::new("composer-more").with("n", *n as u64));
                (words, t.text_subdued, Color32::TRANSPARENT)
            }
            Piece::Checksum(hex) => (hex.clone(), t.accent, t.accent_soft),
            Piece::Ending(hex) => (hex.clone(), t.text, t.hover),
        };
        let format = Text::Mono.format(color);
        if !job.text.is_empty() {
            job.append(" ", 0.0, format.clone());
        }
        let text = if ground == Color32::TRANSPARENT { text } else { format!(" {text} ") };
        job.append(&text, 0.0, TextFormat { background: ground, ..format });
    }
    let shown = painter.layout_job(job);
    painter.galley(pos2(left, rect.top() + sizes::GAP_SMALL / 2.0), shown, t.text);
    response.on_hover_text(parts(cx, recipe, built));
}

/// All of it for who cannot see it: how many, which, and what the last ones are.
fn sentence(cx: &Cx<'_>, recipe: &Recipe, built: &Built) -> String {
    let head = built.bytes.get(..READ_OUT);
    let hex = head.map_or_else(|| hex_text(&built.bytes), |head| format!("{} …", hex_text(head)));
    let message = Message::new("composer-bytes-sentence").with("n", built.bytes.len() as u64).with("hex", hex);
    let sentence = cx.say(&message);
    if built.checksum + built.ending == 0 { sentence } else { format!("{sentence}; {}", parts(cx, recipe, built)) }
}

/// `6 B · checksum CRC-16/MODBUS c5 cd · line ending 0d 0a`.
fn parts(cx: &Cx<'_>, recipe: &Recipe, built: &Built) -> String {
    let mut words = cx.say(&Message::new("composer-bytes").with("n", built.body as u64));
    let rest = built.bytes.get(built.body..).unwrap_or_default();
    let (checksum, ending) = rest.split_at(built.checksum.min(rest.len()));
    if let Some(spec) = recipe.checksum.as_ref().filter(|_| !checksum.is_empty()) {
        let name = cx.say(&Message::new("composer-part-checksum").with("name", spec.name.as_str()));
        words = format!("{words} · {name} {}", hex_text(checksum));
    }
    if !ending.is_empty() {
        words = format!("{words} · {} {}", cx.t("composer-part-ending"), hex_text(ending));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built(body: usize, checksum: usize, ending: usize) -> Built {
        let bytes = (0..body + checksum + ending).map(|i| i as u8).collect();
        Built { bytes, body, checksum, ending }
    }

    #[test]
    fn short_messages_are_shown_whole() {
        let body = |hex: &str| Piece::Body(hex.to_owned());
        assert_eq!(pieces(&built(2, 0, 0), 20), [body("00 01")]);
        let whole = [body("00 01"), Piece::Checksum("02 03".into()), Piece::Ending("04".into())];
        assert_eq!(pieces(&built(2, 2, 1), 20), whole);
        assert_eq!(pieces(&built(0, 0, 2), 20), [Piece::Ending("00 01".into())]);
        assert_eq!(pieces(&built(0, 0, 0), 20), []);
    }

    #[test]
    fn long_ones_are_cut_in_the_body_and_every_byte_is_counted() {
        for (body, checksum, ending, cells) in [(100, 2, 2, 30), (1 << 20, 0, 0, 34), (9, 11, 2, 4), (20, 2, 0, 16)] {
            let built = built(body, checksum, ending);
            let shown = pieces(&built, cells);
            let count = |piece: &Piece| match piece {
                Piece::Cut(n) => *n,
                Piece::Body(hex) | Piece::Checksum(hex) | Piece::Ending(hex) => (hex.len() + 1) / 3,
            };
            assert_eq!(shown.iter().map(count).sum::<usize>(), built.bytes.len(), "{shown:?}");
            assert!(shown.iter().any(|piece| matches!(piece, Piece::Cut(_))), "{shown:?}");
        }
    }
}
