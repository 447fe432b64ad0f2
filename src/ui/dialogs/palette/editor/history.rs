//! ↑ and ↓: through what was run, and back to what was being typed.

use super::Editor;

impl Editor {
    /// One older than what stands there.
    pub fn older(&mut self, history: &[String]) {
        let at = match self.recalled.filter(|at| history.get(*at) == Some(&self.text)) {
            Some(at) => at.checked_sub(1),
            None => {
                self.typed.clone_from(&self.text);
                history.len().checked_sub(1)
            }
        };
        if let Some((at, text)) = at.and_then(|at| Some((at, history.get(at)?))) {
            self.put(text);
            self.recalled = Some(at);
        }
    }

    /// One newer; behind the newest what was being typed.
    pub fn newer(&mut self, history: &[String]) {
        let Some(at) = self.recalled.filter(|at| history.get(*at) == Some(&self.text)) else { return };
        match history.get(at + 1) {
            Some(text) => {
                self.put(text);
                self.recalled = Some(at + 1);
            }
            None => {
                let typed = std::mem::take(&mut self.typed);
                self.put(&typed);
                self.recalled = None;
            }
        }
    }

    pub(super) fn walks(&self, history: &[String]) -> bool {
        self.recalled.is_some_and(|at| history.get(at) == Some(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn history_walks_back_and_comes_forward_to_what_was_typed() {
        let history = ["a".to_owned(), "b".to_owned()];
        let mut editor = Editor::default();
        editor.put("new");
        for (older, text) in [(true, "b"), (true, "a"), (true, "a"), (false, "b"), (false, "new"), (false, "new")] {
            if older {
                editor.older(&history)
            } else {
                editor.newer(&history)
            }
            assert_eq!(editor.text(), text);
        }
        editor.older(&history);
        editor.put("b!");
        editor.newer(&history);
        assert_eq!(editor.text(), "b!", "what was changed is typed text");
    }
}
