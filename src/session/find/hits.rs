//! Which rows of the log fit, one bit each: 10 million rows take 1.4 MB.

/// Words of a block.
const WORDS: usize = 8;
/// Rows of a block.
const BLOCK: u64 = 64 * WORDS as u64;

#[derive(Clone, Copy, Debug, Default)]
struct Block {
    before: u64,
    bits: [u64; WORDS],
}

/// Rows that fit, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    blocks: Vec<Block>,
    count: u64,
}

fn place(row: u64) -> (usize, usize, u64) {
    let at = usize::try_from(row / BLOCK).unwrap_or(usize::MAX);
    let word = usize::try_from(row % BLOCK / 64).unwrap_or(0);
    (at, word, 1 << (row % 64))
}

impl Hits {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Says whether row `row` fits; cheap at the end, and now and then before it.
    pub fn set(&mut self, row: u64, fits: bool) {
        let (at, word, bit) = place(row);
        if at >= self.blocks.len() {
            if !fits || at == usize::MAX {
                return;
            }
            self.blocks.resize(at + 1, Block { before: self.count, bits: [0; WORDS] });
        }
        let Some(bits) = self.blocks.get_mut(at).and_then(|block| block.bits.get_mut(word)) else { return };
        if (*bits & bit != 0) == fits {
            return;
        }
        *bits ^= bit;
        let change = if fits { 1 } else { -1 };
        self.count = self.count.saturating_add_signed(change);
        for block in self.blocks.iter_mut().skip(at + 1) {
            block.before = block.before.saturating_add_signed(change);
        }
    }

    /// Whether row `row` fits.
    pub fn has(&self, row: u64) -> bool {
        let (at, word, bit) = place(row);
        self.blocks.get(at).and_then(|block| block.bits.get(word)).is_some_and(|bits| bits & bit != 0)
    }

    /// How many before row `row` fit.
    pub fn before(&self, row: u64) -> u64 {
        let (at, word, bit) = place(row);
        let Some(block) = self.blocks.get(at) else { return self.count };
        let whole: u32 = block.bits.iter().take(word).map(|bits| bits.count_ones()).sum();
        let part = block.bits.get(word).map_or(0, |bits| (bits & (bit - 1)).count_ones());
        block.before + u64::from(whole + part)
    }

    /// The row of hit `i`, from 0.
    pub fn row(&self, i: u64) -> Option<u64> {
        if i >= self.count {
            return None;
        }
        let at = self.blocks.partition_point(|block| block.before <= i).checked_sub(1)?;
        let block = self.blocks.get(at)?;
        let mut left = i - block.before;
        for (word, bits) in block.bits.iter().enumerate() {
            let count = u64::from(bits.count_ones());
            if left < count {
                let mut bits = *bits;
                for _ in 0..left {
                    bits &= bits - 1;
                }
                return Some(at as u64 * BLOCK + word as u64 * 64 + u64::from(bits.trailing_zeros()));
            }
            left -= count;
        }
        None
    }

    /// The first hit after row `from` (from the beginning without it), round at the end; or the last before it.
    pub fn step(&self, from: Option<u64>, forward: bool) -> Option<u64> {
        let last = self.count.checked_sub(1)?;
        let i = match (from, forward) {
            (None, true) => 0,
            (None, false) => last,
            (Some(row), true) => Some(self.before(row + 1)).filter(|i| *i <= last).unwrap_or(0),
            (Some(row), false) => self.before(row).checked_sub(1).unwrap_or(last),
        };
        self.row(i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn hits_and_rows_find_each_other(sets in prop::collection::vec((0_u64..4000, any::<bool>()), 0..300)) {
            let (mut hits, mut model) = (Hits::default(), BTreeSet::new());
            for (row, fits) in sets {
                hits.set(row, fits);
                if fits { model.insert(row); } else { model.remove(&row); }
            }
            prop_assert_eq!(hits.count(), model.len() as u64);
            for (i, row) in model.iter().enumerate() {
                prop_assert_eq!(hits.row(i as u64), Some(*row));
                prop_assert!(hits.has(*row));
            }
            prop_assert_eq!(hits.row(model.len() as u64), None);
            for row in (0..4100).step_by(7) {
                prop_assert_eq!(hits.before(row), model.range(..row).count() as u64);
                let next = model.range(row + 1..).next().or(model.first());
                prop_assert_eq!(hits.step(Some(row), true), next.copied());
                let before = model.range(..row).next_back().or(model.last());
                prop_assert_eq!(hits.step(Some(row), false), before.copied());
            }
        }
    }
}
