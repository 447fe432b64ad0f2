//! What was run before: kept in the settings, unless sessions keep no payloads either.

use super::super::State;

/// So many texts are kept.
pub const MOST_HISTORY: usize = 100;
/// A longer text is not kept, in bytes.
const LONGEST: usize = 8192;

/// Adds a text, the newest last; one that is there already moves to the end.
pub fn put_in_history(history: &mut Vec<String>, text: &str) {
    let text = text.trim_end();
    if text.trim().is_empty() || text.len() > LONGEST {
        return;
    }
    history.retain(|old| old != text);
    history.push(text.to_owned());
    let beyond = history.len().saturating_sub(MOST_HISTORY);
    history.drain(..beyond);
}

impl State {
    /// Remembers a text that was run.
    pub(super) fn remember_line(&mut self, text: &str) {
        put_in_history(&mut self.line.history, text);
        if self.settings.keep_payloads {
            let text = text.to_owned();
            self.change(|settings| put_in_history(&mut settings.line_history, &text));
        }
    }

    /// What the settings have is what ↑ finds first.
    pub(in crate::app) fn recall_lines(&mut self) {
        self.line.history.clone_from(&self.settings.line_history);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_is_bounded_and_has_each_text_once() {
        let mut history = Vec::new();
        for at in 0..MOST_HISTORY + 5 {
            put_in_history(&mut history, &format!("s.recv({at})\n"));
        }
        put_in_history(&mut history, "s.recv(50)");
        put_in_history(&mut history, "  ");
        put_in_history(&mut history, &"x".repeat(LONGEST + 1));
        assert_eq!(history.len(), MOST_HISTORY);
        assert_eq!(history.last().map(String::as_str), Some("s.recv(50)"));
        assert_eq!(history.iter().filter(|text| *text == "s.recv(50)").count(), 1);
    }
}
