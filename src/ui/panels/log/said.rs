//! What is read out of a call: one sentence for its row of the log and for its mark on the timeline.
//!
//! *client/cli connect 127.0.0.1:8081 failed, ECONNREFUSED, nobody listens there; at 12.104*

use super::text::RowText;
use crate::bytes::{clock_text, size_text};
use crate::call::{Call, Outcome, Value, errno_name};
use crate::doctor::Explanation;
use crate::locale::{Language, Message, words};
use crate::script::call_arguments;
use crate::session::Row;
use crate::ui::cx::Cx;

/// The sentence of a row whose texts these are, with why it failed: with what the machine said where it was asked before;
/// it is not asked for this.
pub fn spoken(cx: &Cx<'_>, row: &Row, text: &RowText) -> String {
    let Some(found) = explained(cx, row) else { return text.sentence.clone() };
    match has_failed(row) {
        true => failed(row, &text.result.words, Some(&found), cx.language),
        false => {
            cx.say(&Message::new("timeline-why").with("call", text.sentence.as_str()).with("why", cx.say(&found.why)))
        }
    }
}

/// Why a call that is over did not do what it was to do.
pub fn explained(cx: &Cx<'_>, row: &Row) -> Option<Explanation> {
    let is_fine = matches!(&row.record.outcome, Outcome::Waiting | Outcome::Other(_));
    let is_fine = is_fine || matches!(&row.record.outcome, Outcome::Ok(value) if !matches!(value, Value::ConnectEx(_)));
    if is_fine {
        return None;
    }
    let board = &cx.state.snapshot.board;
    cx.state.why(board.row(board.owner(row.sid)), row)
}

/// Whether it came back with an error that means more than *not yet*.
pub fn has_failed(row: &Row) -> bool {
    let not_yet = |errno: i32| matches!(errno_name(errno), Some("EAGAIN" | "EINPROGRESS" | "EALREADY"));
    match &row.record.outcome {
        Outcome::Errno(errno) => !not_yet(*errno),
        Outcome::Ok(Value::ConnectEx(errno)) => *errno != 0 && !not_yet(*errno),
        outcome => outcome.is_error(),
    }
}

/// `client/cli connect 127.0.0.1:8081`, `server/s accept`, `u sendto 127.0.0.1:9000, 5 B`.
pub fn call(row: &Row) -> String {
    let record = &row.record;
    let name = record.on.as_ref().or(record.makes.as_ref()).map(|name| format!("{name} ")).unwrap_or_default();
    let kind = record.call.kind().name();
    let size = || size_text(row.sent_len);
    let with = match (&record.call, record.call.address()) {
        (Call::SendTo { .. }, Some(address)) => format!("{address}, {}", size()),
        (_, Some(address)) => address.to_string(),
        (call, None) if call.sent().is_some() => size(),
        (call, None) => call_arguments(call).join(" ").replace('"', ""),
    };
    format!("{name}{kind} {with}").trim_end().to_owned()
}

/// It waits; no seconds, which would be read out again and again.
pub fn waits(row: &Row, language: Language) -> String {
    let message = Message::new("sentence-waits").with("call", call(row)).with("time", clock_text(row.t));
    words(language, &message)
}

/// It failed with `result`.
pub fn failed(row: &Row, result: &str, found: Option<&Explanation>, language: Language) -> String {
    let with = |key: &str| {
        let message = Message::new(key).with("call", call(row)).with("result", result);
        message.with("time", clock_text(row.t))
    };
    let message = match found.map(|found| (found.short(), &found.why)) {
        Some((Some(short), _)) => with("sentence-failed-short").with("why", words(language, &short)),
        Some((None, why)) => with("sentence-failed-why").with("why", words(language, why)),
        None => with("sentence-failed"),
    };
    words(language, &message)
}
