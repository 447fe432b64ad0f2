//! What is known of the typed text: whether it is Python, what is wrong with it, what may stand at the cursor.

use crate::script::line::{Completion, Hint, Program, Scope, Trouble, complete, hint, read};
use crate::session::Board;
use crate::ui::cx::Cx;
use std::sync::{Arc, Weak};

/// Words that a line of Python begins with.
const BEGINNINGS: [&str; 13] = [
    "import ", "from ", "for ", "while ", "def ", "class ", "with ", "if ", "try:", "del ", "print ", "return ",
    "async ",
];

/// What it is known for.
struct Of {
    text: String,
    cursor: usize,
    side: Box<str>,
    board: Weak<Board>,
    /// How many statements had run.
    ran: u64,
}

/// What is known of a text, until it or what it is about changes.
#[derive(Default)]
pub struct Known {
    of: Option<Of>,
    /// It is a call line, not the name of a command.
    pub is_python: bool,
    pub program: Program,
    pub troubles: Vec<Trouble>,
    /// Some lines do not run, and others do without them.
    has_rest: bool,
    pub completions: Vec<Completion>,
    pub hint: Option<Hint>,
    pub history: Vec<String>,
    /// No command is chosen until somebody goes there: an Enter too many after a line runs nothing.
    pub chooses_nothing: bool,
    /// The text for which no completions are wanted.
    hidden: Option<String>,
}

impl Known {
    /// Looks at the text again where something changed. `is_entry` tells the names of commands, in small letters.
    pub fn refresh(&mut self, cx: &Cx<'_>, text: &str, cursor: usize, is_entry: impl Fn(&str) -> bool) {
        let (side, board) = (cx.state.line_side(), &cx.state.snapshot.board);
        self.chooses_nothing = text.is_empty() && cx.state.line.told().next().is_some();
        let ran = cx.state.line.told().filter(|told| told.state.is_over()).count() as u64;
        let same = |of: &Of| (of.text.as_str(), of.cursor, &*of.side, of.ran) == (text, cursor, side, ran);
        if self.of.as_ref().is_some_and(|of| same(of) && std::ptr::eq(of.board.as_ptr(), Arc::as_ptr(board))) {
            return;
        }
        let names = cx.state.line_names(side);
        self.is_python = is_python(text, &names, is_entry);
        self.completions = complete(text, cursor, &names);
        if !self.is_python {
            // Among commands only what begins so, and little of it.
            let typed = text.trim().to_lowercase();
            self.completions.retain(|one| one.text.to_lowercase().starts_with(&typed));
            self.completions.truncate(3);
        }
        if self.hidden.as_deref() == Some(text) {
            self.completions.clear();
        }
        self.hint = if self.is_python { hint(text, cursor, &names) } else { None };
        (self.program, self.troubles) = match self.is_python {
            true => {
                let program = read(text);
                let troubles = cx.state.check_lines(side, &program);
                self.has_rest = !program.troubles.is_empty() && cx.state.runs_in_part(side, &program);
                (program, troubles)
            }
            false => Default::default(),
        };
        self.history = cx.state.line.history().to_vec();
        let (text, side, board) = (text.to_owned(), side.into(), Arc::downgrade(board));
        self.of = Some(Of { text, cursor, side, board, ran });
    }

    pub fn offers_completions(&self) -> bool {
        !self.completions.is_empty()
    }

    /// No completions until the text changes.
    pub fn hide_completions(&mut self) {
        self.hidden = self.of.as_ref().map(|of| of.text.clone());
        self.completions.clear();
    }

    /// Whether the text runs; with `rest` its other lines are left out.
    pub fn runs(&self, rest: bool) -> bool {
        self.is_python
            && !self.program.is_unreadable
            && (self.troubles.is_empty() || rest)
            && !self.program.pieces.is_empty()
    }

    /// Whether some of its lines run although others do not: loops and functions, and what needs them.
    pub fn runs_in_part(&self) -> bool {
        self.is_python && !self.program.is_unreadable && self.has_rest
    }

    /// What is told of what is wrong: of a text that is still being typed only what does not mend itself by typing on.
    pub fn shown_troubles(&self, tried: bool) -> Vec<&Trouble> {
        let lasts = |trouble: &&Trouble| {
            let key = trouble.message.key();
            tried
                || trouble.fix.is_some() && !key.contains("near")
                || key.starts_with("line-no-") && key != "line-no-attribute"
        };
        self.troubles.iter().filter(lasts).collect()
    }
}

/// Whether a text is meant as a line of Python.
fn is_python(text: &str, names: &dyn Scope, is_entry: impl Fn(&str) -> bool) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    let has_signs = text.contains(['(', '=', '#', '\n', '[', '"', '（', '＝', '“']) || text.starts_with(['\'', '>']);
    let begins = BEGINNINGS.iter().any(|beginning| format!("{text} ").starts_with(beginning) && text.contains(' '));
    if has_signs || begins {
        return true;
    }
    let is_name = |name: &str| names.value(name).is_some() || ["socket", "struct", "select", "time"].contains(&name);
    match text.split_once(['.', '．']) {
        Some((name, _)) => is_name(name),
        None => is_name(text) && text != "socket" && !is_entry(&text.to_lowercase()),
    }
}
