//! The lines of the list: messages without a folder, then each folder with its own; what a search leaves of them; and
//! where a message that is moved comes to stand. Pure.

use crate::app::{Messages, SavedMessage};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A folder's label.
    Folder {
        /// Its name.
        name: Arc<str>,
        /// How many of its messages are shown, or would be.
        count: usize,
        /// Its messages are not shown.
        folded: bool,
    },
    /// A message.
    Message(Arc<SavedMessage>),
}

/// What a line is of: stays the same while the list changes around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// The folder of this name.
    Folder(Arc<str>),
    /// The message of this id.
    Message(u64),
}

/// Where moved messages go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Before which message; none for the end of the folder.
    pub before: Option<u64>,
    /// Into which folder.
    pub folder: String,
}

impl Line {
    /// What it is of.
    pub fn spot(&self) -> Spot {
        match self {
            Self::Folder { name, .. } => Spot::Folder(Arc::clone(name)),
            Self::Message(message) => Spot::Message(message.id),
        }
    }

    /// The message's id.
    pub fn id(&self) -> Option<u64> {
        match self {
            Self::Message(message) => Some(message.id),
            Self::Folder { .. } => None,
        }
    }
}

/// The lines as they were made, kept until something changes.
#[derive(Default)]
pub struct Lines {
    /// The lines, from above.
    pub lines: Vec<Line>,
    made_of: Option<(u64, String, BTreeSet<Arc<str>>)>,
}

impl Lines {
    /// Makes them anew where the messages, the search or the folds are others.
    pub fn refresh(&mut self, messages: &Messages, query: &str, folded: &BTreeSet<Arc<str>>) {
        let same = self.made_of.as_ref().is_some_and(|(version, made_query, made_folded)| {
            *version == messages.version() && made_query == query && made_folded == folded
        });
        if !same {
            self.lines = lines(messages.all(), query, folded);
            self.made_of = Some((messages.version(), query.to_owned(), folded.clone()));
        }
    }

    /// The place of a line.
    pub fn place(&self, spot: &Spot) -> Option<usize> {
        self.lines.iter().position(|line| match (line, spot) {
            (Line::Message(message), Spot::Message(id)) => message.id == *id,
            (Line::Folder { name, .. }, Spot::Folder(folder)) => name == folder,
            _ => false,
        })
    }

    /// The line `by` lines further on; the first or last one at the ends.
    pub fn step(&self, from: Option<&Spot>, by: isize) -> Option<Spot> {
        let last = self.lines.len().checked_sub(1)?;
        let next = match from.and_then(|from| self.place(from)) {
            Some(at) => at.saturating_add_signed(by).min(last),
            None => 0,
        };
        self.lines.get(next).map(Line::spot)
    }

    /// The messages from one line to another, both included.
    pub fn between(&self, from: &Spot, to: &Spot) -> BTreeSet<u64> {
        let (Some(from), Some(to)) = (self.place(from), self.place(to)) else { return BTreeSet::new() };
        let lines = self.lines.get(from.min(to)..=from.max(to)).unwrap_or_default();
        lines.iter().filter_map(Line::id).collect()
    }

    /// Where messages come to stand that are put between line `gap - 1` and line `gap`.
    pub fn target(&self, gap: usize) -> Target {
        let above = gap.checked_sub(1).and_then(|at| self.lines.get(at));
        match (above, self.lines.get(gap)) {
            (_, Some(Line::Message(next))) => Target { before: Some(next.id), folder: next.folder.clone() },
            (Some(Line::Message(last)), _) => Target { before: None, folder: last.folder.clone() },
            (Some(Line::Folder { name, .. }), _) => Target { before: None, folder: name.to_string() },
            (None, _) => Target { before: None, folder: String::new() },
        }
    }

    /// Where these come to stand one line up or down; none at the ends.
    pub fn nudged(&self, ids: &BTreeSet<u64>, down: bool) -> Option<Target> {
        let moved = |line: &Line| line.id().is_some_and(|id| ids.contains(&id));
        if down {
            let last = self.lines.iter().rposition(moved)?;
            (last + 1 < self.lines.len()).then(|| self.target(last + 2))
        } else {
            let first = self.lines.iter().position(moved)?;
            let folder_on_top = first == 0;
            (!folder_on_top).then(|| self.target(first - 1))
        }
    }
}

/// The list: without a folder first, then the folders in the order of their first message. A search shows what it finds,
/// folded or not.
pub fn lines(messages: &[Arc<SavedMessage>], query: &str, folded: &BTreeSet<Arc<str>>) -> Vec<Line> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let mut folders: Vec<(Arc<str>, Vec<Line>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut lines = Vec::new();
    for message in messages.iter().filter(|message| fits(message, &words)) {
        let line = Line::Message(Arc::clone(message));
        if message.folder.is_empty() {
            lines.push(line);
            continue;
        }
        let place = *places.entry(&message.folder).or_insert_with(|| {
            folders.push((message.folder.as_str().into(), Vec::new()));
            folders.len() - 1
        });
        folders[place].1.push(line);
    }
    for (name, inside) in folders {
        let folded = words.is_empty() && folded.contains(&name);
        lines.push(Line::Folder { name, count: inside.len(), folded });
        if !folded {
            lines.extend(inside);
        }
    }
    lines
}

/// Whether every word stands in the name, the folder, the note or the text.
fn fits(message: &SavedMessage, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let texts = [&message.name, &message.folder, &message.note, &message.recipe.text].map(|text| text.to_lowercase());
    words.iter().all(|word| texts.iter().any(|text| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::Recipe;

    /// Messages by `folder/name`, numbered from 1.
    fn made(names: &[&str], query: &str, folded: &[&str]) -> Lines {
        let message = |(at, name): (usize, &&str)| {
            let (folder, name) = name.split_once('/').unwrap_or(("", name));
            let recipe = Recipe { text: format!("payload {name}"), ..Recipe::default() };
            let id = at as u64 + 1;
            Arc::new(SavedMessage { id, name: name.into(), folder: folder.into(), recipe, ..SavedMessage::default() })
        };
        let messages: Vec<_> = names.iter().enumerate().map(message).collect();
        let folded = folded.iter().map(|name| Arc::from(*name)).collect();
        Lines { lines: lines(&messages, query, &folded), made_of: None }
    }

    fn shown(lines: &Lines) -> String {
        let text = |line: &Line| match line {
            Line::Folder { name, count, folded } => format!("[{name} {count}{}]", if *folded { " folded" } else { "" }),
            Line::Message(message) => message.name.clone(),
        };
        lines.lines.iter().map(text).collect::<Vec<_>>().join(" ")
    }

    const NAMES: &[&str] = &["f/a", "b", "g/c", "f/d", "e"];

    #[test]
    fn by_folder_folded_and_found() {
        for (query, folded, lines) in [
            ("", &[][..], "b e [f 2] a d [g 1] c"),
            ("", &["f"], "b e [f 2 folded] [g 1] c"),
            (" PAY  c ", &["g"], "[g 1] c"),
            ("f", &[], "[f 2] a d"),
            ("nowhere", &[], ""),
        ] {
            assert_eq!(shown(&made(NAMES, query, folded)), lines, "{query} {folded:?}");
        }
    }

    #[test]
    fn steps_and_stretches() {
        let lines = made(NAMES, "", &[]);
        let folder = Spot::Folder("f".into());
        assert_eq!(lines.step(None, 1), Some(Spot::Message(2)));
        assert_eq!(lines.step(Some(&Spot::Message(5)), 1), Some(folder.clone()));
        assert_eq!(lines.step(Some(&folder), isize::MAX), Some(Spot::Message(3)));
        assert_eq!(lines.step(Some(&folder), isize::MIN), Some(Spot::Message(2)));
        assert_eq!(lines.between(&Spot::Message(4), &Spot::Message(5)), BTreeSet::from([1, 4, 5]));
        assert_eq!(made(&[], "", &[]).step(None, 1), None);
    }

    #[test]
    fn a_gap_is_a_place_in_a_folder() {
        let lines = made(NAMES, "", &[]); // b e [f] a d [g] c
        for (gap, before, folder) in [
            (0, Some(2), ""),
            (2, None, ""),
            (3, Some(1), "f"),
            (4, Some(4), "f"),
            (5, None, "f"),
            (6, Some(3), "g"),
            (7, None, "g"),
            (99, None, ""),
        ] {
            assert_eq!(lines.target(gap), Target { before, folder: folder.into() }, "{gap}");
        }
        assert_eq!(made(NAMES, "", &["f"]).target(3), Target { before: None, folder: "f".into() });
        assert_eq!(made(&["f/a"], "", &[]).target(0), Target { before: None, folder: String::new() });
    }

    #[test]
    fn keys_move_by_a_line_and_through_folders() {
        let lines = made(NAMES, "", &[]); // b e [f] a d [g] c
        let nudged = |ids: &[u64], down| lines.nudged(&ids.iter().copied().collect(), down);
        let at = |before, folder: &str| Some(Target { before, folder: folder.into() });
        for (ids, down, target) in [
            (&[5][..], false, at(Some(2), "")),
            (&[2], false, None),
            (&[2], true, at(None, "")),
            (&[5], true, at(Some(1), "f")),
            (&[1], false, at(None, "")),
            (&[1], true, at(None, "f")),
            (&[3], false, at(None, "f")),
            (&[3], true, None),
            (&[2, 5], true, at(Some(1), "f")),
        ] {
            assert_eq!(nudged(ids, down), target, "{ids:?} {down}");
        }
        let top = made(&["f/a", "f/b"], "", &[]);
        assert_eq!(top.nudged(&BTreeSet::from([1]), false), at(None, ""));
    }
}
