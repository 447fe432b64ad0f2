//! What was sent, to be taken back: ↑ goes to older ones, ↓ forward again to what was being typed.

use crate::bytes::Recipe;

/// So many are kept.
const KEPT: usize = 50;

/// Sent messages, each once, the newest last.
#[derive(Debug, Default)]
pub struct History {
    sent: Vec<Recipe>,
    /// Which of them stands in the field.
    at: Option<usize>,
    /// What was being typed before the first was taken back.
    typed: Option<Recipe>,
}

impl History {
    /// Keeps a sent message.
    pub fn push(&mut self, recipe: &Recipe) {
        (self.at, self.typed) = (None, None);
        if recipe.text.is_empty() {
            return;
        }
        self.sent.retain(|kept| kept != recipe);
        if self.sent.len() == KEPT {
            self.sent.remove(0);
        }
        self.sent.push(recipe.clone());
    }

    /// The newest first.
    pub fn newest(&self) -> impl Iterator<Item = &Recipe> {
        self.sent.iter().rev()
    }

    /// One older than what stands in the field.
    pub fn older(&mut self, now: &Recipe) -> Option<Recipe> {
        // What was changed since it was taken back is being typed.
        let stands = self.at.filter(|at| self.sent.get(*at) == Some(now));
        let before = match stands {
            Some(at) => at,
            None => {
                let newest = self.sent.len().checked_sub(1)?;
                let sent_now = self.sent.get(newest) == Some(now);
                self.typed = (!sent_now).then(|| now.clone());
                if sent_now { newest } else { self.sent.len() }
            }
        };
        let at = before.checked_sub(1)?;
        self.at = Some(at);
        self.sent.get(at).cloned()
    }

    /// One newer than what stands in the field; after the newest, what was being typed.
    pub fn newer(&mut self, now: &Recipe) -> Option<Recipe> {
        let at = self.at.filter(|at| self.sent.get(*at) == Some(now))?;
        if let Some(newer) = self.sent.get(at + 1) {
            self.at = Some(at + 1);
            return Some(newer.clone());
        }
        let typed = self.typed.take();
        if typed.is_some() {
            self.at = None;
        }
        typed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(text: &str) -> Recipe {
        Recipe { text: text.to_owned(), ..Recipe::default() }
    }

    fn history(texts: &[&str]) -> History {
        let mut history = History::default();
        texts.iter().for_each(|text| history.push(&recipe(text)));
        history
    }

    #[test]
    fn each_is_kept_once_the_newest_first() {
        let history = history(&["a", "b", "", "a"]);
        assert_eq!(history.newest().map(|recipe| recipe.text.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let mut many = History::default();
        (0..200).for_each(|i| many.push(&recipe(&i.to_string())));
        assert_eq!(many.newest().count(), KEPT);
    }

    #[test]
    fn up_and_down_walk_and_come_back_to_what_was_typed() {
        let mut history = history(&["a", "b"]);
        let typed = recipe("unsent");
        let newest = history.older(&typed).unwrap();
        assert_eq!(newest.text, "b");
        let oldest = history.older(&newest).unwrap();
        assert_eq!(oldest.text, "a");
        assert_eq!(history.older(&oldest), None);
        assert_eq!(history.newer(&oldest).unwrap().text, "b");
        assert_eq!(history.newer(&newest), Some(typed.clone()));
        assert_eq!(history.newer(&typed), None);
    }

    #[test]
    fn what_was_just_sent_and_stands_there_is_skipped() {
        let mut history = history(&["a", "b"]);
        assert_eq!(history.older(&recipe("b")).unwrap().text, "a");
        assert_eq!(history.newer(&recipe("a")).unwrap().text, "b");
        assert_eq!(history.newer(&recipe("b")), None, "nothing was being typed");
        // One that was changed is typed text again.
        history.older(&recipe("b"));
        assert_eq!(history.older(&recipe("a!")).unwrap().text, "b");
        assert_eq!(history.newer(&recipe("b")).unwrap().text, "a!");
    }
}
