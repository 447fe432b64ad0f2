//! Marking several rows of a list, as lists of files do it. Pure.

use crate::call::SocketId;
use std::collections::BTreeSet;

/// How a row was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Alone: only this row.
    Only,
    /// With Ctrl: this row too, or no longer.
    Toggle,
    /// With Shift: all rows from the anchor to this one.
    Range,
}

/// What is marked, and where a range begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marking {
    /// The selected row.
    pub selected: Option<SocketId>,
    /// All marked rows, the selected one among them; none where only that one is.
    pub marked: BTreeSet<SocketId>,
    /// Where a range begins.
    pub anchor: Option<SocketId>,
}

/// What is marked after a press on the row of `on`, in a list of this order.
pub fn press(before: &Marking, order: &[SocketId], on: SocketId, how: Press) -> Marking {
    let Marking { selected, marked, anchor } = before;
    match how {
        Press::Only => Marking { selected: Some(on), marked: BTreeSet::new(), anchor: Some(on) },
        Press::Toggle => {
            let mut marked = if marked.is_empty() { selected.iter().copied().collect() } else { marked.clone() };
            let mut now = Some(on);
            if marked.len() > 1 && marked.remove(&on) {
                // The selection goes to a neighbour that is still marked.
                let at = order.iter().position(|sid| *sid == on).unwrap_or(0);
                let near = |sid: &&SocketId| order.iter().position(|other| other == *sid).unwrap_or(0).abs_diff(at);
                now = if *selected == Some(on) { marked.iter().min_by_key(near).copied() } else { *selected };
            } else {
                marked.insert(on);
            }
            if marked.len() == 1 {
                marked.clear();
            }
            Marking { selected: now, marked, anchor: Some(on) }
        }
        Press::Range => {
            let place = |wanted: SocketId| order.iter().position(|sid| *sid == wanted);
            let start = anchor.or(*selected).filter(|sid| place(*sid).is_some());
            let (Some(from), Some(to)) = (start.and_then(place), place(on)) else {
                return press(before, order, on, Press::Only);
            };
            let range = order.get(from.min(to)..=from.max(to)).unwrap_or_default();
            let marked = if range.len() > 1 { range.iter().copied().collect() } else { BTreeSet::new() };
            Marking { selected: Some(on), marked, anchor: start }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ctrl_adds_and_takes_away_shift_reaches_from_the_anchor() {
        let order: Vec<SocketId> = [5, 3, 8, 1, 9].map(SocketId).to_vec();
        let mut now = Marking::default();
        let table: [(Press, u64, u64, &[u64]); 12] = [
            (Press::Only, 3, 3, &[]),
            (Press::Toggle, 1, 1, &[1, 3]),
            (Press::Toggle, 9, 9, &[1, 3, 9]),
            (Press::Toggle, 1, 9, &[3, 9]),
            (Press::Toggle, 9, 3, &[]),
            (Press::Toggle, 3, 3, &[]),
            (Press::Range, 1, 1, &[1, 3, 8]),
            (Press::Range, 5, 5, &[3, 5]),
            (Press::Range, 3, 3, &[]),
            (Press::Range, 9, 9, &[1, 3, 8, 9]),
            (Press::Toggle, 8, 9, &[1, 3, 9]),
            (Press::Only, 8, 8, &[]),
        ];
        for (how, on, selected, marked) in table {
            now = press(&now, &order, SocketId(on), how);
            let found: Vec<u64> = now.marked.iter().map(|sid| sid.0).collect();
            assert_eq!((now.selected, &found[..]), (Some(SocketId(selected)), marked), "{how:?} {on}");
        }
        let gone = Marking { anchor: Some(SocketId(77)), ..Marking::default() };
        assert_eq!(press(&gone, &order, SocketId(8), Press::Range).selected, Some(SocketId(8)));
    }
}
