//! A row of two calls, drawn: the left one, how they differ, the right one.

use crate::app::{Compared, difference_key};
use crate::locale::Message;
use crate::session::compare::{Difference, Pair};
use crate::session::{Row, Session};
use crate::ui::cx::Cx;
use crate::ui::panels::{RowText, row_text_in};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{cut, galley, paint_left, paint_right, selected_ground};
use egui::{Align2, Color32, CornerRadius, Painter, Rect, pos2};
use std::sync::Arc;

/// The column between the two, where there is room; its word gives way before a call does.
const MIDDLE: f32 = 104.0;
const MIDDLE_NARROW: f32 = 30.0;
/// A half that is narrower shows no times, and no words between.
const NARROW: f32 = 300.0;
/// The column of times.
const TIME: f32 = 60.0;

/// How a row looks at the moment.
#[derive(Clone, Copy)]
pub struct Look {
    /// It is the chosen one.
    pub selected: bool,
    /// The pointer is on it.
    pub hovered: bool,
}

/// A call as the log writes it; none while it is read.
fn text_of(cx: &Cx<'_>, session: &Arc<Session>, n: u64) -> Option<(Arc<Row>, RowText)> {
    let rows = session.rows();
    let row = rows.row(rows.row_of_record(n)?)?;
    let stream = session.snapshot().board.row(row.sid).is_none_or(|socket| socket.is_stream());
    let text = row_text_in(&row, stream, None, cx.languages());
    Some((row, text))
}

/// Shape and colour of a difference.
fn sign(t: &Tokens, difference: Difference) -> (Icon, Color32) {
    match difference {
        Difference::Same => (Icon::Equals, t.text_subdued),
        Difference::Outcome => (Icon::NotEquals, t.error),
        Difference::Bytes => (Icon::Binary, t.warning),
        Difference::Arguments => (Icon::PencilSimple, t.warning),
        Difference::OnlyLeft => (Icon::CaretLeft, t.accent),
        Difference::OnlyRight => (Icon::CaretRight, t.accent),
    }
}

/// Draws the pair at place `at`; returns it as a sentence.
pub fn paint(painter: &Painter, cx: &Cx<'_>, compared: &Compared, at: usize, rect: Rect, look: Look) -> String {
    let Some(pair) = compared.result.pairs.get(at).copied() else { return String::new() };
    let t = crate::ui::theme::tokens(painter.ctx());
    match (look.selected, look.hovered) {
        (true, _) => selected_ground(painter, &t, rect),
        (false, true) => {
            painter.rect_filled(rect, CornerRadius::ZERO, t.row_hover);
        }
        (false, false) => {}
    }
    let narrow = (rect.width() - MIDDLE) / 2.0 < NARROW;
    let middle = if narrow { MIDDLE_NARROW } else { MIDDLE };
    let (icon, color) = sign(&t, pair.difference);
    let word = cx.t(difference_key(pair.difference));
    let (x, y) = (rect.center().x - middle / 2.0, rect.center().y);
    if narrow {
        painter.text(pos2(rect.center().x, y), Align2::CENTER_CENTER, icon.character(), Icon::font(sizes::ICON), color);
    } else {
        painter.text(pos2(x + sizes::GAP, y), Align2::LEFT_CENTER, icon.character(), Icon::font(sizes::ICON), color);
        let start = x + sizes::GAP + sizes::ICON + sizes::GAP_SMALL;
        paint_left(painter, start, y, cut(painter, word, Text::Small, color, x + middle - start));
    }
    let halves =
        [(rect.left(), x, &compared.left, pair.left()), (x + middle, rect.right(), &compared.right, pair.right())];
    let said = halves.map(|(from, to, session, n)| {
        let Some(n) = n else { return cx.t("compare-nothing").to_owned() };
        let half = Rect::from_x_y_ranges(from + sizes::GAP_SMALL..=to - sizes::GAP_SMALL, rect.y_range());
        match text_of(cx, session, n) {
            Some((_, text)) => {
                paint_half(painter, &t, half, &text, narrow, look.selected);
                text.sentence
            }
            None => cx.t("log-row-loading").to_owned(),
        }
    });
    let [left, right] = said;
    let message = Message::new("compare-row").with("n", at as u64 + 1).with("difference", word);
    cx.say(&message.with("left", left).with("right", right))
}

fn paint_half(painter: &Painter, t: &Tokens, rect: Rect, text: &RowText, narrow: bool, selected: bool) {
    let y = rect.center().y;
    let mut x = rect.left();
    if !narrow {
        paint_left(painter, x, y, galley(painter, &text.time, Text::Mono, t.text_subdued));
        x += TIME;
    }
    let words = cut(painter, &text.result.words, Text::Mono, text.result.tone.color(t), (rect.right() - x) * 0.4);
    let end = paint_right(painter, rect.right(), y, words) - sizes::GAP;
    if !text.side.is_empty() && !narrow {
        let side = cut(painter, &text.side, Text::Mono, t.text_subdued, (end - x) / 4.0);
        x = paint_left(painter, x, y, side) + 7.0;
    }
    let color = if selected { t.text_strong } else { t.text };
    paint_left(painter, x, y, cut(painter, &text.line, Text::Mono, color, end - x));
}

/// The chosen two in a line each, whole.
pub fn results(cx: &Cx<'_>, compared: &Compared, pair: Pair) -> Vec<String> {
    let sides = [(&compared.left, pair.left(), '<'), (&compared.right, pair.right(), '>')];
    let line = |(session, n, sign): (&Arc<Session>, Option<u64>, char)| {
        let (row, text) = text_of(cx, session, n?)?;
        Some(format!("{sign} {} {} {} → {}", row.n, text.side, text.line, text.result.words))
    };
    sides.into_iter().filter_map(line).collect()
}
