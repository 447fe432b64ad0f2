//! A line of the script, drawn: its mark, its number, the line of Python, and at the right what came of it.

use super::words;
use crate::app::{Mark, ScriptRow, StepState};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{ListRow, RowPainter};
use egui::{Color32, Response, Ui};

/// The column of line numbers.
const NUMBER: f32 = 34.0;
/// What the result takes of a row at most.
const RESULT_SHARE: f32 = 0.34;

/// How a row looks at the moment.
pub struct Look {
    /// It is the selected one.
    pub selected: bool,
    /// It is the step that comes next.
    pub next: bool,
    /// Something is odd in its line.
    pub odd: bool,
    /// It stands beside what was recorded.
    pub is_again: bool,
}

/// Shows a row.
pub fn row_ui(ui: &mut Ui, cx: &Cx<'_>, row: &ScriptRow, state: &StepState, look: &Look) -> Response {
    let shown = row.step().map(|step| words::as_shown(cx, step, state));
    let state = shown.as_deref().unwrap_or(state);
    let sentence = words::sentence(cx, row, state, look.is_again);
    let mut cut = None;
    let response =
        ListRow::new(&sentence).selected(look.selected).height(sizes::ROW_DENSE).show(ui, |painter| match row {
            ScriptRow::Comment { line, text } => {
                let color = painter.tokens.text_subdued;
                painter.skip(sizes::ICON + 6.0);
                painter.column(NUMBER, &line.to_string(), Text::MonoSmall, color);
                cut = painter.text(text, Text::Body, color).then_some(text);
            }
            ScriptRow::Step(step) => {
                let t = std::sync::Arc::clone(&painter.tokens);
                let (icon, color) = mark(&t, state.mark, look.next);
                painter.icon(icon, color);
                painter.column(NUMBER, &step.line.to_string(), Text::MonoSmall, t.text_subdued);
                let room = painter.rect.width() * RESULT_SHARE;
                let expected = step.expected.as_deref().map(|text| (text, words::expected_key(look.is_again)));
                result(cx, painter, state, expected, room);
                if look.odd {
                    painter.icon_right(Icon::Warning, t.warning);
                }
                let strong = look.selected || look.next;
                let color = if strong { t.text_strong } else { t.text };
                cut = painter.text(&step.python, Text::Mono, color).then_some(&step.python);
                if let Some(id) = &step.background {
                    let said = cx.say(&Message::new("scripts-background").with("id", &**id));
                    painter.text(&said, Text::Small, t.text_subdued);
                }
                if let Some(comment) = &step.comment {
                    painter.text(&format!("# {comment}"), Text::Small, t.text_subdued);
                }
            }
        });
    match cut {
        Some(whole) => response.on_hover_text(&**whole),
        None => response,
    }
}

/// A mark by its shape as well as its colour.
fn mark(t: &Tokens, mark: Mark, next: bool) -> (Icon, Color32) {
    match mark {
        Mark::Open if next => (Icon::CaretRight, t.accent),
        Mark::Open => (Icon::Circle, t.line),
        Mark::Running => (Icon::Play, t.accent),
        Mark::Waits => (Icon::Hourglass, t.waiting),
        Mark::Done => (Icon::Check, t.text_subdued),
        Mark::Held => (Icon::CheckCircle, t.ok),
        Mark::Differed => (Icon::XCircle, t.error),
        Mark::Refused => (Icon::Prohibit, t.error),
        Mark::Stopped => (Icon::Stop, t.text_subdued),
    }
}

/// What came of it; before that, what is expected.
fn result(cx: &Cx<'_>, painter: &mut RowPainter<'_>, state: &StepState, expected: Option<(&str, &str)>, room: f32) {
    let t = std::sync::Arc::clone(&painter.tokens);
    let (text, color) = match state.mark {
        Mark::Waits => (cx.t("log-waiting").to_owned(), t.waiting),
        Mark::Running => (String::new(), t.accent),
        Mark::Open => match expected {
            Some((expected, key)) => (cx.say(&Message::new(key).with("what", expected)), t.text_subdued),
            None => (String::new(), t.text),
        },
        Mark::Refused => (cx.t("scripts-mark-refused").to_owned(), t.error),
        Mark::Differed => match expected {
            Some((expected, key)) => {
                let expected = cx.say(&Message::new(key).with("what", expected));
                (format!("{} · {expected}", state.shown), t.error)
            }
            None => (state.shown.to_string(), t.error),
        },
        Mark::Done if state.is_error => (state.shown.to_string(), t.error),
        // Recorded otherwise, and not compared: the kernel chose it.
        Mark::Held => {
            match expected.filter(|(text, key)| *key == words::expected_key(true) && *text != &*state.shown) {
                Some((expected, key)) => {
                    let expected = cx.say(&Message::new(key).with("what", expected));
                    (format!("{} · {expected}", state.shown), t.text)
                }
                None => (state.shown.to_string(), t.text),
            }
        }
        Mark::Done | Mark::Stopped => (state.shown.to_string(), t.text_subdued),
    };
    if !text.is_empty() {
        painter.column_right_fit(room, &text, Text::Mono, color);
    }
}
