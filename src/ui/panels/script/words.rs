//! What the view says: pure.

use crate::app::{EXAMPLES, Mark, OpenScript, ScriptRow, Source, StepRow, StepState};
use crate::locale::Message;
use crate::script::Net;
use crate::ui::cx::Cx;
use std::borrow::Cow;

/// The key of a limit's name.
pub fn net_key(net: Net) -> &'static str {
    match net {
        Net::None => "scripts-net-none",
        Net::Loopback => "scripts-net-loopback",
        Net::Any => "scripts-net-any",
    }
}

/// An example's title in the language that is spoken; else the script's own title, else its file's name.
pub fn title(cx: &Cx<'_>, open: &OpenScript) -> String {
    if let Source::Example(at) = open.source
        && let Some(example) = EXAMPLES.get(at)
    {
        return cx.t(example.title_key).to_owned();
    }
    if let Source::Again(path) = &open.source {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return cx.say(&Message::new("again-of").with("name", name));
    }
    let title = open.script.header.title.as_deref().filter(|title| !title.trim().is_empty());
    let short: String = title.unwrap_or(&open.name).chars().take(200).collect();
    crate::bytes::escape_text(short.as_bytes())
}

/// The key of a mark's words; of a session that is run again, beside what was recorded.
pub fn mark_key(mark: Mark, is_again: bool) -> &'static str {
    match mark {
        Mark::Held if is_again => "again-mark-held",
        Mark::Differed if is_again => "again-mark-differed",
        Mark::Open => "scripts-mark-open",
        Mark::Running => "scripts-mark-running",
        Mark::Waits => "scripts-mark-waits",
        Mark::Done => "scripts-mark-done",
        Mark::Held => "scripts-mark-held",
        Mark::Differed => "scripts-mark-differed",
        Mark::Refused => "scripts-mark-refused",
        Mark::Stopped => "scripts-mark-stopped",
    }
}

/// The key of what is expected, or was recorded.
pub fn expected_key(is_again: bool) -> &'static str {
    if is_again { "again-recorded" } else { "scripts-expected" }
}

/// A step as it shows: one that runs may be seen to wait in the kernel.
pub fn as_shown<'s>(cx: &Cx<'_>, row: &StepRow, state: &'s StepState) -> Cow<'s, StepState> {
    if !row.kind.is_some_and(|kind| cx.state.step_waits(state, kind)) {
        return Cow::Borrowed(state);
    }
    let mut shown = state.clone();
    shown.mark = Mark::Waits;
    Cow::Owned(shown)
}

/// All that a row shows, in a sentence.
pub fn sentence(cx: &Cx<'_>, row: &ScriptRow, state: &StepState, is_again: bool) -> String {
    let line = Message::new(match row {
        ScriptRow::Comment { .. } => "scripts-row-comment",
        ScriptRow::Step(_) if has_result(state) => "scripts-row-made",
        ScriptRow::Step(_) => "scripts-row",
    });
    let line = line.with("line", row.line().to_string()).with("mark", cx.t(mark_key(state.mark, is_again)));
    let line = match row.step().and_then(|step| step.expected.as_deref()) {
        Some(expected) if state.mark == Mark::Open || (is_again && expected != &*state.shown && has_result(state)) => {
            let expected = cx.say(&Message::new(expected_key(is_again)).with("what", expected));
            line.with("mark", format!("{} · {expected}", cx.t(mark_key(state.mark, is_again))))
        }
        _ => line,
    };
    cx.say(&match row {
        ScriptRow::Comment { text, .. } => line.with("text", &**text),
        ScriptRow::Step(step) => line.with("text", &*step.python).with("result", &*state.shown),
    })
}

/// Whether there is something to show of what came.
pub fn has_result(state: &StepState) -> bool {
    !matches!(state.mark, Mark::Open | Mark::Running | Mark::Waits | Mark::Refused)
}

/// What is told of the selected step under the list.
pub fn detail(cx: &Cx<'_>, row: &StepRow, state: &StepState, is_again: bool) -> String {
    let mut parts = vec![cx.t(mark_key(state.mark, is_again)).to_owned()];
    if has_result(state) && !state.shown.is_empty() {
        parts.push(cx.say(&Message::new("scripts-came").with("what", &*state.shown)));
    }
    if let Some(expected) = &row.expected {
        parts.push(cx.say(&Message::new(expected_key(is_again)).with("what", &**expected)));
    }
    let said = Message::new("scripts-detail").with("line", row.line.to_string());
    cx.say(&said.with("what", parts.join(" · ")))
}
