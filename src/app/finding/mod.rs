//! What is looked for in the call log: the query as it is typed, the search of it, and the way from match to match.

mod headless;

pub(super) use headless::records_found;

use super::State;
use crate::call::Name;
use crate::doctor;
use crate::locale::Message;
use crate::script::{call_line_short, result_text_of};
use crate::session::find::{Finder, FinderParts, Progress, Query, QueryError, QueryOptions};
use crate::session::{Row, Session};
use std::path::Path;
use std::sync::{Arc, Weak};

/// One wish about what is looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum FindCommand {
    /// Look for what this query says; an empty one shows all calls.
    Look(String),
    /// Add a term to the query, or take it away where it stands there.
    Toggle(String),
    /// Show only the calls that fit, or all with those marked.
    OnlyMatches(bool),
    /// Select the next call that fits, round at the end.
    Next,
    /// Select the one before.
    Previous,
    /// Search no further; what was found stays.
    Cancel,
    /// Search once more.
    Again,
}

/// What is looked for in the call log, as the window reads it.
pub struct Finding {
    /// The query as it is typed.
    pub text: String,
    /// What is wrong with it: the last good query still shows.
    pub wrong: Option<QueryError>,
    /// Calls that do not fit are left out.
    pub only: bool,
    /// Grows with every search that begins: lists begin anew.
    pub version: u64,
    finder: Option<Finder>,
    /// The session that is searched.
    session: Weak<Session>,
    /// Its records when the search was last told of more.
    records: u64,
}

impl Default for Finding {
    fn default() -> Self {
        Self {
            text: String::new(),
            wrong: None,
            only: true,
            version: 0,
            finder: None,
            session: Weak::new(),
            records: 0,
        }
    }
}

impl Finding {
    /// The search, where something is looked for.
    pub fn search(&self) -> Option<&Finder> {
        self.finder.as_ref()
    }

    /// The search, where only what it found shows.
    pub fn shown(&self) -> Option<&Finder> {
        self.finder.as_ref().filter(|_| self.only)
    }

    /// How far the search is.
    pub fn progress(&self) -> Option<Progress> {
        self.finder.as_ref().map(Finder::progress)
    }

    /// Whether this term stands in the query.
    pub fn has(&self, term: &str) -> bool {
        self.place(term).is_some()
    }

    fn place(&self, term: &str) -> Option<usize> {
        let ends = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_whole = |at: &usize| {
            let before = self.text.get(..*at).and_then(|text| text.chars().next_back());
            let after = self.text.get(at + term.len()..).and_then(|text| text.chars().next());
            ends(before) && ends(after)
        };
        self.text.match_indices(term).map(|(at, _)| at).find(is_whole)
    }

    /// The query with this term added, or taken away where it stands there.
    fn toggled(&self, term: &str) -> String {
        match self.place(term) {
            Some(at) => {
                let (before, after) = (self.text.get(..at), self.text.get(at + term.len()..));
                let parts = [before, after].map(|part| part.unwrap_or_default().trim());
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
            }
            None if self.text.trim().is_empty() => term.to_owned(),
            None => format!("{} {term}", self.text.trim_end()),
        }
    }
}

/// A value as a term takes it: in quotes where it has spaces or quotes.
pub fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || matches!(c, '"' | ',' | '，'));
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")) }
}

/// A row as text to look in: its side, its line of Python, what came of it.
pub fn searched_text(row: &Row) -> String {
    let record = &row.record;
    let side = record.on.as_ref().or(record.makes.as_ref()).map_or("", Name::side);
    let line = call_line_short(record, None);
    let made = record.makes.as_ref().map(Name::to_string).unwrap_or_default();
    format!("{side} {line}\n{made}\n{}", result_text_of(&record.outcome, &record.call, None))
}

impl State {
    pub(super) fn find_command(&mut self, command: FindCommand) {
        match command {
            FindCommand::Look(text) => self.look_for(text),
            FindCommand::Toggle(term) => self.look_for(self.finding.toggled(&term)),
            FindCommand::OnlyMatches(only) => self.finding.only = only,
            FindCommand::Next => self.step_match(true),
            FindCommand::Previous => self.step_match(false),
            FindCommand::Cancel => {
                if let Some(finder) = &self.finding.finder {
                    finder.cancel();
                }
            }
            FindCommand::Again => self.search_again(),
        }
    }

    fn look_for(&mut self, text: String) {
        let options = QueryOptions { encoding: self.settings.encoding() };
        let read = Query::parse(&text, options);
        self.finding.text = text;
        match read {
            Ok(query) => {
                self.finding.wrong = None;
                self.search_for(query);
            }
            // The last good result stays.
            Err(wrong) => self.finding.wrong = Some(wrong),
        }
    }

    pub(super) fn search_again(&mut self) {
        if let Some(query) = self.finding.finder.as_ref().map(|finder| finder.query().clone()) {
            self.search_for(query);
        }
    }

    /// What ran before ends by itself: nothing waits for it.
    fn search_for(&mut self, query: Query) {
        self.finding.version += 1;
        let session = Arc::clone(self.whole_session());
        self.finding.session = Arc::downgrade(&session);
        self.finding.records = session.snapshot().records;
        if query.is_empty() {
            self.finding.finder = None;
            return;
        }
        let parts = FinderParts {
            session,
            query,
            text: searched_text,
            marks: Arc::clone(self.notes.marks()),
            waker: Arc::clone(&self.waker),
        };
        match Finder::start(parts) {
            Ok(finder) => self.finding.finder = Some(finder),
            Err(error) => {
                self.finding.finder = None;
                let title = Message::new("job-find");
                self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
            }
        }
    }

    /// Another session is searched anew; of more records the search is told.
    pub(super) fn tick_finding(&mut self) {
        if self.finding.finder.is_none() {
            return;
        }
        if !std::ptr::eq(self.finding.session.as_ptr(), Arc::as_ptr(self.whole_session())) {
            self.search_again();
        }
        let records = self.whole_session().snapshot().records;
        if let Some(finder) = self.finding.finder.as_ref().filter(|_| self.finding.records != records) {
            finder.poke();
            self.finding.records = records;
        }
    }

    fn step_match(&mut self, forward: bool) {
        let Some(finder) = &self.finding.finder else { return };
        let rows = self.whole_session().rows();
        let from = self.selected_record.and_then(|n| rows.row_of_record(n));
        let Some(n) = finder.with(|hits| hits.step(from, forward)).and_then(|k| rows.record_of_row(k)) else { return };
        if self.stepping.is_some() {
            return self.step_command(super::StepCommand::To(n));
        }
        self.shown_from = self.shown_from.min(n);
        self.select_record(Some(n));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_and_go() {
        let finding = |text: &str| Finding { text: text.into(), ..Finding::default() };
        for (text, term, after) in [
            ("", "error", "error"),
            ("a  ", "error", "a error"),
            ("error", "error", ""),
            ("a error b", "error", "a b"),
            ("errors", "error", "errors error"),
            ("socket:\"a b\" x", "socket:\"a b\"", "x"),
        ] {
            assert_eq!(finding(text).toggled(term), after, "{text}");
        }
        assert_eq!(quoted("a b\"c"), r#""a b\"c""#);
        assert_eq!(quoted("cli"), "cli");
    }
}
