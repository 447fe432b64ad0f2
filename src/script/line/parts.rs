//! What a tuple, a list or a dict holds. What it comes to with all that is within it is known without walking through it:
//! `a = (a, a)`, forty times over, is little memory and a walk without end.

use super::value::Val;
use std::ops::Deref;
use std::sync::Arc;

/// The largest value that lines make, in bytes of texts and bytes; what is shared counts as often as it stands there.
pub(super) const LARGEST: usize = 64 << 20;
/// What a part of a tuple counts beside its bytes: so there are at most 100,000 of them.
const PART: usize = LARGEST / 100_000;
/// The deepest tuples within tuples.
pub(super) const DEEPEST: usize = 40;

/// The parts of a tuple or a list, or the keys and values of a dict in turn; shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    all: Arc<[Val]>,
    size: usize,
    depth: usize,
    is_later: bool,
}

impl Parts {
    /// These parts.
    pub fn new(all: impl Into<Arc<[Val]>>) -> Self {
        let all = all.into();
        Self {
            size: all.iter().fold(0, |sum, part| sum.saturating_add(PART).saturating_add(part.size())),
            depth: 1 + all.iter().map(Val::depth).max().unwrap_or(0),
            is_later: all.iter().any(Val::is_later),
            all,
        }
    }

    /// How large it is, with all that is within it.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// How many tuples are within each other, with this one.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Whether a part, or a part of one, is not known yet.
    pub(super) fn is_later(&self) -> bool {
        self.is_later
    }

    /// The keys of a dict with their values.
    pub fn pairs(&self) -> impl Iterator<Item = (&Val, &Val)> {
        self.all.chunks_exact(2).filter_map(|pair| Some((pair.first()?, pair.last()?)))
    }
}

impl FromIterator<Val> for Parts {
    fn from_iter<I: IntoIterator<Item = Val>>(all: I) -> Self {
        Self::new(all.into_iter().collect::<Arc<[Val]>>())
    }
}

impl Deref for Parts {
    type Target = [Val];

    fn deref(&self) -> &[Val] {
        &self.all
    }
}
