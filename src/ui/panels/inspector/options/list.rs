//! Which options show, in which order, under which heads. Pure.

use crate::app::{fresh_text, is_usual};
use crate::call::{self, SocketOption, Value};
use crate::net::{OptionReading, options_of};
use crate::session::SocketRow;
use std::collections::{HashMap, HashSet};

/// Family, type, protocol.
pub type Sort = (i32, i32, i32);

/// Which options are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those that are reached for most, and those that were set.
    #[default]
    Usual,
    /// Those that were set, or that are others than on a fresh socket.
    Changed,
    /// All, by level.
    All,
}

/// An option of the socket.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The option.
    pub option: &'static SocketOption,
    /// What the kernel reads out; none where it is not read by itself.
    pub value: Option<&'a Result<Value, i32>>,
    /// What a fresh socket has in its place, where that is another.
    pub fresh: Option<String>,
    /// A call has set it.
    pub is_set: bool,
}

impl Entry<'_> {
    /// Level and number.
    pub fn key(&self) -> (i32, i32) {
        (self.option.level, self.option.number)
    }

    /// Set, or another than on a fresh socket.
    pub fn is_changed(&self) -> bool {
        self.is_set || self.fresh.is_some()
    }

    fn rank(&self, sort: Sort) -> usize {
        match (self.is_set, self.fresh.is_some()) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => {
                if is_usual(sort, self.option) {
                    2
                } else {
                    3
                }
            }
        }
    }
}

/// Every option of a socket of this sort. Both lists of readings are in the table's order.
pub fn entries<'a>(
    sort: Sort,
    readings: &'a [OptionReading],
    fresh: &[OptionReading],
    row: &SocketRow,
) -> Vec<Entry<'a>> {
    let mut left = readings.iter().enumerate().peekable();
    let entry = |option: &'static SocketOption| {
        let read = left.next_if(|(_, reading)| reading.option == *option);
        let other = read.and_then(|(at, reading)| fresh_text(reading, fresh.get(at)?));
        let is_set = row.options_set.contains(&(option.level, option.number));
        Entry { option, value: read.map(|(_, reading)| &reading.value), fresh: other, is_set }
    };
    options_of(sort).map(entry).collect()
}

/// How far up each option stands: those that were set, those that are others than on a fresh socket, the usual ones, the
/// rest. Kept while a list is looked at, so that what is set there stays where it is.
pub type Ranks = HashMap<(i32, i32), usize>;

/// The ranks now.
pub fn ranks(entries: &[Entry<'_>], sort: Sort) -> Ranks {
    entries.iter().map(|entry| (entry.key(), entry.rank(sort))).collect()
}

/// A line of the list.
#[derive(Debug)]
pub enum Line<'a, 'b> {
    /// A level, how many options it has, and whether they show.
    Level(i32, usize, bool),
    /// An option.
    Option(&'b Entry<'a>),
}

/// What shows: with a filter everything that fits it, by its name or its meaning.
pub fn lines<'a, 'b>(
    entries: &'b [Entry<'a>],
    (sort, scope, filter): (Sort, Scope, &str),
    (open, ranks): (&HashSet<i32>, &Ranks),
    meaning: &dyn Fn(&SocketOption) -> &'static str,
) -> Vec<Line<'a, 'b>> {
    let filter = filter.trim().to_lowercase();
    let ranked = |wanted: &dyn Fn(&Entry<'a>) -> bool| {
        let mut found: Vec<_> = entries.iter().filter(|entry| wanted(entry)).collect();
        found.sort_by_key(|entry| ranks.get(&entry.key()).copied().unwrap_or(usize::MAX));
        found
    };
    let flat = |found: Vec<&'b Entry<'a>>| found.into_iter().map(Line::Option).collect();
    if !filter.is_empty() {
        let fits = |text: &str| text.to_lowercase().contains(&filter);
        return flat(ranked(&|entry| fits(entry.option.name) || fits(meaning(entry.option))));
    }
    match scope {
        Scope::Usual => flat(ranked(&|entry| entry.is_set || is_usual(sort, entry.option))),
        Scope::Changed => flat(ranked(&Entry::is_changed)),
        Scope::All => {
            let mut levels: Vec<i32> = Vec::new();
            for entry in entries {
                if !levels.contains(&entry.option.level) {
                    levels.push(entry.option.level);
                }
            }
            let mut found = Vec::new();
            for level in levels {
                let of_level = ranked(&|entry| entry.option.level == level);
                let shows = open.contains(&level);
                found.push(Line::Level(level, of_level.len(), shows));
                if shows {
                    found.extend(of_level.into_iter().map(Line::Option));
                }
            }
            found
        }
    }
}

/// `SOL_SOCKET`…
pub fn level_name(level: i32) -> String {
    call::level(level).map_or_else(|| level.to_string(), str::to_owned)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::call::{Name, SocketId, number_of};

    const TCP4: Sort = (libc::AF_INET, libc::SOCK_STREAM, 0);

    fn shown(scope: Scope, filter: &str, open: &[&str]) -> Vec<String> {
        let read = |value: i64| -> Vec<OptionReading> {
            let read = options_of(TCP4).filter(|option| option.is_read);
            read.map(|option| OptionReading { option: *option, value: Ok(Value::Int(value)) }).collect()
        };
        let (mut readings, fresh) = (read(0), read(0));
        for reading in readings.iter_mut().filter(|reading| ["TCP_NODELAY", "SO_LINGER"].contains(&reading.option.name))
        {
            reading.value = Ok(Value::Int(1));
        }
        let mut row = SocketRow::new(SocketId(1), Name::new("", "s"), TCP4.0, TCP4.1, 0);
        row.options_set.push((number_of("SOL_SOCKET").unwrap(), number_of("SO_LINGER").unwrap()));
        row.options_set.push((number_of("SOL_SOCKET").unwrap(), number_of("SO_MARK").unwrap()));
        let entries = entries(TCP4, &readings, &fresh, &row);
        let open = open.iter().map(|name| number_of(name).unwrap()).collect();
        let meaning = |option: &SocketOption| if option.name == "IP_TTL" { "Routers" } else { "" };
        let line = |line: &Line<'_, '_>| match line {
            Line::Level(level, count, open) => {
                format!("{} {count}{}", level_name(*level), if *open { " v" } else { "" })
            }
            Line::Option(entry) => entry.option.name.to_owned(),
        };
        lines(&entries, (TCP4, scope, filter), (&open, &ranks(&entries, TCP4)), &meaning).iter().map(line).collect()
    }

    #[test]
    fn what_was_set_comes_first_then_what_is_another_then_the_usual() {
        let usual = shown(Scope::Usual, "", &[]);
        assert_eq!(usual[..4], ["SO_LINGER", "SO_MARK", "TCP_NODELAY", "SO_REUSEADDR"]);
        assert!(!usual.contains(&"SO_BROADCAST".to_owned()), "no use on a stream");
        assert_eq!(shown(Scope::Changed, "", &[]), ["SO_LINGER", "SO_MARK", "TCP_NODELAY"]);
    }

    #[test]
    fn all_fold_by_level_and_a_filter_finds_names_and_meanings() {
        let folded = shown(Scope::All, "", &[]);
        assert_eq!(folded.len(), 3);
        let open = shown(Scope::All, "", &["IPPROTO_TCP"]);
        assert_eq!(open.iter().position(|line| line == "TCP_NODELAY"), Some(2));
        assert_eq!(open.len(), 3 + options_of(TCP4).filter(|o| call::level(o.level) == Some("IPPROTO_TCP")).count());
        assert_eq!(shown(Scope::Usual, " routERS ", &[]), ["IP_TTL"]);
        assert_eq!(shown(Scope::Changed, "so_rcvbuf", &[]), ["SO_RCVBUF", "SO_RCVBUFFORCE"]);
    }
}
