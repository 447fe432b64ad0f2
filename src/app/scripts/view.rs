//! A script as the window shows it: each line as a row. Made once, off the window's thread.

use crate::call::CallKind;
use crate::locale::Message;
use crate::script::{self, Action, Case, Distance, Net, Reached, Script};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A row shows at most so many characters of a line of Python or a comment.
const SHOWN_CHARS: usize = 400;
/// Of each kind of address so many are listed.
const MOST_REACHED: usize = 200;

/// A line of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptRow {
    /// A comment that stands alone.
    Comment {
        /// The line of the file.
        line: u32,
        /// What it says.
        text: Box<str>,
    },
    /// A step.
    Step(Box<StepRow>),
}

/// A step as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRow {
    /// The line of the file.
    pub line: u32,
    /// Its place among the steps of the case.
    pub step: usize,
    /// As a line of Python.
    pub python: Box<str>,
    /// The id under which it goes on in the background.
    pub background: Option<Box<str>>,
    /// What is expected, in Python's words.
    pub expected: Option<Box<str>>,
    /// What the line says beside.
    pub comment: Option<Box<str>>,
    /// Which call it is.
    pub kind: Option<CallKind>,
    /// The async call that it collects.
    pub joins: Option<Box<str>>,
}

impl ScriptRow {
    /// The line of the file.
    pub fn line(&self) -> u32 {
        match self {
            Self::Comment { line, .. } => *line,
            Self::Step(step) => step.line,
        }
    }

    /// The step, where it is one.
    pub fn step(&self) -> Option<&StepRow> {
        match self {
            Self::Step(step) => Some(step),
            Self::Comment { .. } => None,
        }
    }
}

/// A case as the window shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseView {
    /// Its name.
    pub id: Box<str>,
    /// What it is about; may be empty.
    pub title: Box<str>,
    /// Its lines in order.
    pub rows: Arc<[ScriptRow]>,
    /// The row of each step.
    pub row_of: Vec<usize>,
    /// Why it cannot run in the window.
    pub cannot: Option<Message>,
    /// What is expected is shown as it was recorded.
    pub(super) is_recorded: bool,
}

impl CaseView {
    /// How many steps it has.
    pub fn steps(&self) -> usize {
        self.row_of.len()
    }
}

impl CaseView {
    /// Shows beside each step what came of it when it was recorded, by the line of the script.
    pub fn show_recorded(&mut self, recorded: &HashMap<u32, Box<str>>) {
        let mut rows: Vec<ScriptRow> = self.rows.to_vec();
        for row in &mut rows {
            if let ScriptRow::Step(step) = row
                && let Some(text) = recorded.get(&step.line)
            {
                step.expected = Some(cut(text.to_string()));
            }
        }
        self.rows = rows.into();
        self.is_recorded = true;
    }
}

/// Whether it is off this machine's own ground, so that a script below `any` would be refused.
pub fn is_beyond(distance: Distance) -> bool {
    !matches!(distance, Distance::Near | Distance::LowPort)
}

/// The cases of a script as the window shows them.
pub fn views(script: &Script, file: &str) -> Vec<CaseView> {
    script.cases.iter().map(|case| view(script, case, file)).collect()
}

fn short(text: &str) -> Box<str> {
    let visible = crate::bytes::escape_text(text.chars().take(SHOWN_CHARS).collect::<String>().as_bytes());
    if text.chars().nth(SHOWN_CHARS).is_some() { format!("{visible}…").into() } else { visible.into() }
}

fn view(script: &Script, case: &Case, file: &str) -> CaseView {
    let comments = case.comments.iter().map(|(line, text)| ScriptRow::Comment { line: *line, text: short(text) });
    let steps = case.steps.iter().enumerate().map(|(at, step)| {
        let (kind, background, joins) = match &step.action {
            Action::Call(call) => (Some(call.kind), call.background.clone(), None),
            Action::Join { id, .. } => (None, None, Some(id.clone())),
            Action::Sleep { .. } | Action::Unlink { .. } => (None, None, None),
        };
        ScriptRow::Step(Box::new(StepRow {
            line: step.line,
            step: at,
            python: cut(script::step_line(step)),
            background,
            expected: step.expect.as_ref().map(|expect| cut(script::expect_text(expect))),
            comment: script::comment(step).as_deref().map(short),
            kind,
            joins,
        }))
    });
    let mut rows: Vec<ScriptRow> = comments.chain(steps).collect();
    rows.sort_by_key(ScriptRow::line);
    let of_steps = rows.iter().enumerate().filter(|(_, row)| row.step().is_some());
    let row_of = of_steps.map(|(at, _)| at).collect();
    let (id, title) = (short(&case.id), short(&case.title));
    CaseView { cannot: cannot(script, case, file), rows: rows.into(), row_of, id, title, is_recorded: false }
}

/// What the cases of a script bind, reach and join, by how far that is, the nearest first; each thing once, and of each
/// kind the first 200.
pub fn reached(script: &Script) -> Vec<(Distance, Vec<Reached>)> {
    let mut kinds: BTreeMap<Distance, Vec<Reached>> = BTreeMap::new();
    let mut known = HashSet::new();
    for reached in script.cases.iter().flat_map(script::reached) {
        let list = kinds.entry(reached.distance).or_default();
        if list.len() < MOST_REACHED && known.insert((reached.call, reached.what.clone())) {
            list.push(Reached { what: short(&reached.what).into(), ..reached });
        }
    }
    kinds.into_iter().collect()
}

/// A line that is escaped already, cut.
pub(super) fn cut(text: String) -> Box<str> {
    match text.char_indices().nth(SHOWN_CHARS) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// Why a case cannot run in the window: it wants another user, network or limit, or what this machine does not have.
fn cannot(script: &Script, case: &Case, file: &str) -> Option<Message> {
    let mut requires = script.header.requires.iter().chain(&case.requires);
    if let Some(lacks) = requires.find_map(|name| script::lacks(name)) {
        return Some(Message::new("scripts-lacks").with("why", lacks));
    }
    let wants = match case.setting {
        setting if setting.nobody => "nobody",
        setting if setting.empty_netns => "netns",
        setting if setting.nofile.is_some() => "nofile",
        _ => return None,
    };
    let net = if script.header.net == Net::Any { " --net any" } else { "" };
    let command = format!("sockscope run {} --case {}{net}", quoted(file), quoted(&case.id));
    Some(Message::new("scripts-needs-child").with("wants", wants).with("command", command))
}

/// An argument as a shell takes it.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+".contains(c);
    let visible = crate::bytes::escape_text(text.as_bytes());
    if !visible.is_empty() && visible.chars().all(is_plain) {
        visible
    } else {
        format!("'{}'", visible.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views_of(text: &str) -> Vec<CaseView> {
        views(&script::read(text.as_bytes()).unwrap().script, "/tmp/a b.jsonl")
    }

    #[test]
    fn comments_and_steps_stand_in_the_order_of_the_file() {
        let text = "{\"netscript\":1}\n{\"#\":\"one\"}\n{\"call\":\"socket\",\"as\":\"s\",\"#\":\"two\"}\n{\"#\":\"three\\u0007\"}\n{\"do\":\"sleep\",\"seconds\":0,\"expect\":{\"ok\":null}}\n";
        let views = views_of(text);
        let rows = &views[0].rows;
        assert_eq!(rows.iter().map(ScriptRow::line).collect::<Vec<_>>(), [2, 3, 4, 5]);
        assert_eq!(views[0].row_of, [1, 3]);
        assert_eq!(rows[1].step().unwrap().comment.as_deref(), Some("two"));
        assert_eq!(rows[3].step().unwrap().expected.as_deref(), Some("None"));
        assert!(matches!(&rows[2], ScriptRow::Comment { text, .. } if !text.contains('\u{7}')));
    }

    #[test]
    fn long_lines_are_cut() {
        let long = "x".repeat(10_000);
        let text = format!(
            "{{\"netscript\":1}}\n{{\"#\":\"{long}\"}}\n{{\"call\":\"getaddrinfo\",\"host\":\"{long}\",\"port\":1}}\n"
        );
        for row in views_of(&text)[0].rows.iter() {
            let text = match row {
                ScriptRow::Comment { text, .. } => text,
                ScriptRow::Step(step) => &step.python,
            };
            assert!(text.chars().count() <= SHOWN_CHARS + 1 && text.ends_with('…'));
        }
    }

    #[test]
    fn a_case_of_another_user_says_how_to_run_it() {
        let text = "{\"netscript\":1,\"net\":\"any\"}\n{\"case\":\"a b\",\"nofile\":64}\n{\"call\":\"socket\",\"as\":\"s\"}\n{\"case\":\"c\"}\n{\"call\":\"socket\",\"as\":\"s\"}\n";
        let views = views_of(text);
        let said = crate::locale::words(crate::locale::Language::English, views[0].cannot.as_ref().unwrap());
        assert!(said.contains("sockscope run '/tmp/a b.jsonl' --case 'a b' --net any"), "{said}");
        assert_eq!(views[1].cannot, None);
    }
}
