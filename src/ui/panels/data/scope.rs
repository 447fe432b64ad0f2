//! Which pieces show: from a record on, and of one sender only. Nothing else is deleted, only out of sight.

use crate::call::Address;
use crate::session::{Direction, PieceList};

/// A send that is known late takes its place before no more pieces than this.
const UNSETTLED: usize = 64;

/// The first piece that shows, and whose alone do.
pub type Bounds = (usize, Option<Address>);

/// Which pieces of the socket show.
#[derive(Debug, Default)]
pub struct Scope {
    /// From this record on.
    from: u64,
    /// Only what came from, or went to, this address.
    only: Option<Address>,
    /// The first piece that may show, and its place.
    first: usize,
    /// The pieces of that address in the order in which they show; empty without one.
    list: Vec<u32>,
    /// Up to this piece they were looked for.
    looked: usize,
    /// All pieces there are.
    all: usize,
}

impl Scope {
    /// Looks at what there is now. True where something else is asked for than before.
    pub fn refresh(&mut self, pieces: &PieceList<'_>, from: u64, only: Option<&Address>) -> bool {
        let changed = self.from != from || self.only.as_ref() != only;
        if changed {
            *self = Self { from, only: only.cloned(), ..Self::default() };
        }
        if pieces.len() < self.all {
            // An earlier moment shows: what is later is looked for again.
            (self.looked, self.list) = (0, Vec::new());
        }
        self.all = pieces.len();
        // A send that began before and was back after: what came in between shows too.
        self.first = if from == 0 { 0 } else { pieces.first_place(pieces.before(from)) };
        if let Some(only) = &self.only {
            let known = self.list.len();
            self.looked = pieces.with_address(only, self.looked.max(self.first), &mut self.list);
            if self.list.len() > known
                && let Some(tail) = self.list.get_mut(known.saturating_sub(UNSETTLED)..)
            {
                tail.sort_by_key(|piece| pieces.place_of(*piece as usize));
            }
        }
        changed
    }

    /// Whether only one sender's show.
    pub fn is_of_one(&self) -> bool {
        self.only.is_some()
    }

    /// How many pieces show.
    pub fn count(&self) -> usize {
        if self.is_of_one() { self.list.len() } else { self.all.saturating_sub(self.first) }
    }

    /// The piece that shows at place `item`.
    pub fn piece(&self, pieces: &PieceList<'_>, item: u64) -> usize {
        let item = usize::try_from(item).unwrap_or(usize::MAX);
        match self.is_of_one() {
            true => self.list.get(item).map_or(usize::MAX, |piece| *piece as usize),
            false => pieces.at_place(self.first.saturating_add(item)),
        }
    }

    /// Where a piece shows, if it does.
    pub fn item(&self, pieces: &PieceList<'_>, piece: usize) -> Option<u64> {
        let place = pieces.place_of(piece);
        let item = match self.is_of_one() {
            true => self.list.binary_search_by_key(&place, |piece| pieces.place_of(*piece as usize)).ok()?,
            false => place.checked_sub(self.first)?,
        };
        Some(item as u64)
    }

    /// Where the bytes of a direction begin to show.
    pub fn start(&self, pieces: &PieceList<'_>, direction: Direction) -> u64 {
        if self.from == 0 { 0 } else { pieces.offset_from(direction, self.from) }
    }

    /// What a search is bounded by: the first piece, and whose.
    pub fn bounds(&self) -> Bounds {
        (self.first, self.only.clone())
    }
}
