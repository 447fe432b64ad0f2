//! Which entries fit what was typed, the best first, and which of their letters. Pure.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What an entry can be found by.
pub struct Found<'a> {
    /// What shows: its letters are marked.
    pub label: &'a str,
    /// Other names of the same: in the other language, what it is about. They count less.
    pub others: &'a [String],
}

/// An entry that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place among the entries.
    pub at: usize,
    /// The places of the label's letters that were matched, in characters, ascending.
    pub marked: Vec<usize>,
}

/// How much less another name counts than the label.
const OTHER: u32 = 12;

/// The entries that fit `typed`, the best first; all of them, in their order, where nothing is typed. Each word that was
/// typed has to be found in the label or in another name; an entry used lately (`recent` gives its place, 0 is the last)
/// goes before one that fits as well.
pub fn rank<'a>(typed: &str, entries: &[Found<'a>], recent: &dyn Fn(usize) -> Option<usize>) -> Vec<Hit> {
    let words = words(typed);
    if words.is_empty() {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|at| recent(*at).unwrap_or(usize::MAX));
        return order.into_iter().map(|at| Hit { at, marked: Vec::new() }).collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut hits: Vec<(u32, Hit)> = entries
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            let (score, marked) = fit(&words, entry, &mut matcher)?;
            Some((score, Hit { at, marked }))
        })
        .collect();
    let whole = typed.trim().to_lowercase();
    // What was typed in full stands first, whatever was used.
    let other = |hit: &Hit| entries.get(hit.at).is_none_or(|entry| entry.label.to_lowercase() != whole);
    hits.sort_by_cached_key(|(score, hit)| {
        (other(hit), std::cmp::Reverse(*score), recent(hit.at).unwrap_or(usize::MAX), hit.at)
    });
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// Full-width letters, as an input method gives them, count as plain ones.
fn words(typed: &str) -> Vec<Atom> {
    let plain: String = typed
        .chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        })
        .collect();
    let atom = |word| Atom::new(word, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy, false);
    plain.split_whitespace().map(atom).collect()
}

fn fit(words: &[Atom], entry: &Found<'_>, matcher: &mut Matcher) -> Option<(u32, Vec<usize>)> {
    let label: Vec<char> = entry.label.chars().collect();
    let others: Vec<Vec<char>> = entry.others.iter().map(|other| other.chars().collect()).collect();
    let (mut total, mut marked) = (0, Vec::new());
    for word in words {
        let mut places = Vec::new();
        let here = word.indices(Utf32Str::Unicode(&label), matcher, &mut places).map(u32::from);
        let there = others.iter().filter_map(|other| word.score(Utf32Str::Unicode(other), matcher));
        let there = there.map(|score| u32::from(score).saturating_sub(OTHER)).max();
        match (here, there) {
            (Some(here), there) if there.is_none_or(|there| here >= there) => {
                total += here;
                marked.extend(places.into_iter().map(|place| place as usize));
            }
            (_, Some(there)) => total += there,
            (_, None) => return None,
        }
    }
    marked.sort_unstable();
    marked.dedup();
    Some((total, marked))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: [(&str, &str); 6] = [
        ("新建套接字…", "New socket…"),
        ("关闭选中的套接字", "Close the selected socket"),
        ("bind", "server/s"),
        ("getsockname", "server/s"),
        ("深色", "Dark theme 主题"),
        ("server/sock", "ESTABLISHED"),
    ];

    fn found(typed: &str) -> Vec<(&'static str, String)> {
        let others: Vec<Vec<String>> = ENTRIES.iter().map(|(_, other)| vec![(*other).to_owned()]).collect();
        let entries: Vec<Found<'_>> =
            ENTRIES.iter().zip(&others).map(|((label, _), others)| Found { label, others }).collect();
        let hits = rank(typed, &entries, &|_| None);
        hits.into_iter()
            .map(|hit| {
                let label = ENTRIES[hit.at].0;
                (label, hit.marked.iter().filter_map(|at| label.chars().nth(*at)).collect())
            })
            .collect()
    }

    #[test]
    fn both_languages_find_and_letters_are_marked() {
        for (typed, first, marked) in [
            ("新建", "新建套接字…", "新建"),
            ("套接字 新", "新建套接字…", "新套接字"),
            ("new", "新建套接字…", ""),
            ("close sel", "关闭选中的套接字", ""),
            ("关套", "关闭选中的套接字", "关套"),
            ("BIND", "bind", "bind"),
            ("ｂｉｎｄ", "bind", "bind"),
            ("gsn", "getsockname", "gsn"),
            ("dark", "深色", ""),
            ("主题", "深色", ""),
        ] {
            let found = found(typed);
            assert_eq!(found.first(), Some(&(first, marked.to_owned())), "{typed}: {found:?}");
        }
        assert!(found("nothing of this").is_empty());
        assert_eq!(found("  ").len(), ENTRIES.len());
        assert!(found("!^$'").is_empty(), "signs are letters here, no syntax");
    }

    #[test]
    fn what_was_used_last_stands_first_where_nothing_is_typed_or_both_fit() {
        let entries = ["bind a", "bind b", "bind c"].map(|label| Found { label, others: &[] });
        let recent = |at| [None, Some(1), Some(0)][at];
        for typed in ["", "bind"] {
            let order: Vec<usize> = rank(typed, &entries, &recent).into_iter().map(|hit| hit.at).collect();
            assert_eq!(order, [2, 1, 0], "{typed:?}");
        }
        let first = rank("BIND A", &entries, &recent).first().map(|hit| hit.at);
        assert_eq!(first, Some(0), "typed in full");
    }
}
