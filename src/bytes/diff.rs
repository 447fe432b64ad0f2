//! Two byte strings beside each other: what is the same, what differs, and where bytes were put in or left out.
//!
//! The shortest script of insertions and deletions (E. W. Myers, *An O(ND) Difference Algorithm*, 1986), with bounds on
//! time and memory; what is beyond them is compared position by position, and says so.

use std::ops::Range;

/// The most bytes that differ for which an alignment is looked for.
const MOST_EDITS: usize = 768;
/// The most steps that are taken for it.
const MOST_STEPS: usize = 4_000_000;

/// A stretch of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// The same bytes in both.
    Same {
        /// Where they begin in the first.
        a: usize,
        /// And in the second.
        b: usize,
        /// How many they are.
        len: usize,
    },
    /// Other bytes; one of the two may be empty.
    Changed {
        /// In the first.
        a: Range<usize>,
        /// In the second.
        b: Range<usize>,
    },
}

impl Run {
    /// How many columns it takes where both stand beside each other.
    pub fn columns(&self) -> usize {
        match self {
            Self::Same { len, .. } => *len,
            Self::Changed { a, b } => a.len().max(b.len()),
        }
    }
}

/// What came of comparing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// Both, from their beginnings to their ends.
    pub runs: Vec<Run>,
    /// Bytes that were put in or left out are looked for; else every byte stands beside that of the same position.
    pub aligned: bool,
    /// The column in which each run begins.
    starts: Vec<usize>,
    /// How many bytes of each differ.
    differing: (usize, usize),
}

/// One column: which byte of each stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The position in the first.
    pub a: Option<usize>,
    /// The position in the second.
    pub b: Option<usize>,
    /// Which difference it belongs to, from 0; none where both are the same.
    pub difference: Option<usize>,
}

impl Diff {
    fn new(runs: Vec<Run>, aligned: bool) -> Self {
        let mut at = 0;
        let mut starts = Vec::with_capacity(runs.len());
        for run in &runs {
            starts.push(at);
            at += run.columns();
        }
        let differing = runs.iter().fold((0, 0), |(first, second), run| match run {
            Run::Same { .. } => (first, second),
            Run::Changed { a, b } => (first + a.len(), second + b.len()),
        });
        Self { runs, aligned, starts, differing }
    }

    /// How many columns both take beside each other.
    pub fn columns(&self) -> usize {
        self.starts.last().zip(self.runs.last()).map_or(0, |(start, run)| start + run.columns())
    }

    /// In how many places both differ.
    pub fn differences(&self) -> usize {
        // Runs of both kinds take turns.
        if self.first_changes() { self.runs.len().div_ceil(2) } else { self.runs.len() / 2 }
    }

    /// The columns of difference `i`.
    pub fn difference(&self, i: usize) -> Option<Range<usize>> {
        let at = if self.first_changes() { 2 * i } else { 2 * i + 1 };
        let start = *self.starts.get(at)?;
        Some(start..start + self.runs.get(at)?.columns())
    }

    /// How many bytes of each differ.
    pub fn differing(&self) -> (usize, usize) {
        self.differing
    }

    fn first_changes(&self) -> bool {
        matches!(self.runs.first(), Some(Run::Changed { .. }))
    }

    /// What stands in a column.
    pub fn column(&self, column: usize) -> Option<Column> {
        let i = self.starts.partition_point(|start| *start <= column).checked_sub(1)?;
        let within = column - self.starts.get(i)?;
        match self.runs.get(i)? {
            Run::Same { a, b, len } => {
                (within < *len).then_some(Column { a: Some(a + within), b: Some(b + within), difference: None })
            }
            run @ Run::Changed { a, b } => {
                let of = |range: &Range<usize>| Some(range.start + within).filter(|at| *at < range.end);
                let difference = Some(if self.first_changes() { i / 2 } else { i.saturating_sub(1) / 2 });
                (within < run.columns()).then(|| Column { a: of(a), b: of(b), difference })
            }
        }
    }
}

/// Compares two byte strings.
pub fn diff(a: &[u8], b: &[u8]) -> Diff {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (rest_a, rest_b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle_a = rest_a.get(..rest_a.len() - tail).unwrap_or_default();
    let middle_b = rest_b.get(..rest_b.len() - tail).unwrap_or_default();
    let matched = matches(middle_a, middle_b);
    let aligned = matched.is_some();
    let matched = matched.unwrap_or_else(|| {
        let same = middle_a.iter().zip(middle_b).enumerate().filter(|(_, (a, b))| a == b);
        same.map(|(i, _)| (i, i)).collect()
    });
    let all = (0..head).map(|i| (i, i)).chain(matched.into_iter().map(|(i, j)| (head + i, head + j)));
    let all = all.chain((0..tail).map(|i| (a.len() - tail + i, b.len() - tail + i)));
    Diff::new(runs(all, a.len(), b.len()), aligned)
}

/// The runs between bytes that stand beside each other.
fn runs(matched: impl Iterator<Item = (usize, usize)>, a_len: usize, b_len: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut next_a, mut next_b) = (0, 0);
    for (a, b) in matched {
        if a > next_a || b > next_b {
            runs.push(Run::Changed { a: next_a..a, b: next_b..b });
        }
        match runs.last_mut() {
            Some(Run::Same { len, .. }) => *len += 1,
            _ => runs.push(Run::Same { a, b, len: 1 }),
        }
        (next_a, next_b) = (a + 1, b + 1);
    }
    if next_a < a_len || next_b < b_len {
        runs.push(Run::Changed { a: next_a..a_len, b: next_b..b_len });
    }
    runs
}

/// The bytes that stay, in order; none where finding them would take too long.
fn matches(a: &[u8], b: &[u8]) -> Option<Vec<(usize, usize)>> {
    let (n, m) = (a.len() as isize, b.len() as isize);
    if a.is_empty() || b.is_empty() {
        return Some(Vec::new());
    }
    if a.len().abs_diff(b.len()) > MOST_EDITS {
        return None;
    }
    // How far down each diagonal `k = x - y` one comes with so many edits; of each number of edits all are kept.
    let mut kept: Vec<Vec<isize>> = Vec::new();
    let mut far: Vec<isize> = vec![0; 2 * MOST_EDITS + 3];
    let middle = MOST_EDITS as isize + 1;
    let mut steps = 0;
    for edits in 0..=MOST_EDITS as isize {
        for k in (-edits..=edits).step_by(2) {
            let at = |k: isize| far.get((middle + k) as usize).copied().unwrap_or(0);
            let down = k == -edits || k != edits && at(k - 1) < at(k + 1);
            let mut x = if down { at(k + 1) } else { at(k - 1) + 1 };
            let mut y = x - k;
            while x < n && y < m && a.get(x as usize) == b.get(y as usize) {
                (x, y, steps) = (x + 1, y + 1, steps + 1);
            }
            if let Some(place) = far.get_mut((middle + k) as usize) {
                *place = x;
            }
            steps += 1;
            if x >= n && y >= m {
                kept.push(window(&far, middle, edits));
                return Some(backtrack(&kept, n, m));
            }
        }
        kept.push(window(&far, middle, edits));
        if steps > MOST_STEPS {
            return None;
        }
    }
    None
}

/// The diagonals that so many edits can have reached.
fn window(far: &[isize], middle: isize, edits: isize) -> Vec<isize> {
    far.get((middle - edits) as usize..=(middle + edits) as usize).unwrap_or_default().to_vec()
}

fn backtrack(kept: &[Vec<isize>], n: isize, m: isize) -> Vec<(usize, usize)> {
    let (mut x, mut y) = (n, m);
    let mut matched = Vec::new();
    for edits in (0..kept.len() as isize).rev() {
        let k = x - y;
        let before = |k: isize| {
            let row = kept.get((edits - 1).max(0) as usize)?;
            row.get((k + edits - 1) as usize).copied()
        };
        let (from_x, from_y) = if edits == 0 {
            (0, 0)
        } else {
            let (left, right) = (before(k - 1), before(k + 1));
            let down = k == -edits || k != edits && left < right;
            let from_k = if down { k + 1 } else { k - 1 };
            let from_x = before(from_k).unwrap_or(0);
            (from_x, from_x - from_k)
        };
        let begins = if edits == 0 {
            (0, 0)
        } else if x - y > from_x - from_y {
            (from_x + 1, from_y)
        } else {
            (from_x, from_y + 1)
        };
        while x > begins.0 && y > begins.1 {
            (x, y) = (x - 1, y - 1);
            matched.push((x as usize, y as usize));
        }
        (x, y) = (from_x, from_y);
    }
    matched.reverse();
    matched
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn changed(a: &[u8], b: &[u8]) -> Vec<(Range<usize>, Range<usize>)> {
        let all = diff(a, b);
        let runs = all.runs.into_iter();
        runs.filter_map(|run| if let Run::Changed { a, b } = run { Some((a, b)) } else { None }).collect()
    }

    #[test]
    fn what_was_put_in_left_out_or_changed() {
        assert_eq!(changed(b"same", b"same"), []);
        assert_eq!(changed(b"", b""), []);
        assert_eq!(changed(b"abcdef", b"abXdef"), [(2..3, 2..3)]);
        assert_eq!(changed(b"abcdef", b"abcXYdef"), [(3..3, 3..5)]);
        assert_eq!(changed(b"abcXYdef", b"abcdef"), [(3..5, 3..3)]);
        assert_eq!(changed(b"GET /a HTTP", b"GET /bc HTTP/1.1"), [(5..6, 5..7), (11..11, 12..16)]);
        assert_eq!(changed(b"", b"x"), [(0..0, 0..1)]);
    }

    #[test]
    fn columns_stand_beside_each_other() {
        let diff = diff(b"abXd", b"abd12");
        assert_eq!(diff.columns(), 6);
        assert_eq!(diff.differences(), 2);
        assert_eq!([0, 1, 2].map(|i| diff.difference(i)), [Some(2..3), Some(4..6), None]);
        assert_eq!(diff.differing(), (1, 2));
        let of = |column| diff.column(column).unwrap();
        assert_eq!(of(1), Column { a: Some(1), b: Some(1), difference: None });
        assert_eq!(of(2), Column { a: Some(2), b: None, difference: Some(0) });
        assert_eq!(of(3), Column { a: Some(3), b: Some(2), difference: None });
        assert_eq!(of(5), Column { a: None, b: Some(4), difference: Some(1) });
        assert_eq!(diff.column(6), None);
    }

    #[test]
    fn too_much_is_compared_by_position_and_says_so() {
        let noise = |seed: u32| -> Vec<u8> {
            let mut x = seed;
            (0..20_000)
                .map(|_| {
                    x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (x >> 24) as u8
                })
                .collect()
        };
        let far = diff(&noise(1), &noise(2));
        assert!(!far.aligned);
        assert!(far.differing().0 > 19_000);
        // Much that is alike is aligned, however long it is.
        let a = noise(3);
        let b: Vec<u8> = a.iter().copied().enumerate().filter(|(i, _)| i % 1000 != 7).map(|(_, byte)| byte).collect();
        let near = diff(&a, &b);
        assert!(near.aligned);
        assert_eq!(near.differing(), (20, 0));
    }

    proptest! {
        #[test]
        fn both_are_covered_in_order_and_what_is_the_same_is(a in "[ab]{0,40}", b in "[ab]{0,40}") {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            let diff = diff(a, b);
            prop_assert!(diff.aligned);
            let (mut next_a, mut next_b) = (0, 0);
            for run in &diff.runs {
                match run {
                    Run::Same { a: x, b: y, len } => {
                        prop_assert_eq!((*x, *y), (next_a, next_b));
                        prop_assert_eq!(&a[*x..x + len], &b[*y..y + len]);
                        (next_a, next_b) = (x + len, y + len);
                    }
                    Run::Changed { a: x, b: y } => {
                        prop_assert_eq!((x.start, y.start), (next_a, next_b));
                        (next_a, next_b) = (x.end, y.end);
                    }
                }
            }
            prop_assert_eq!((next_a, next_b), (a.len(), b.len()));
            // No shorter script: as many bytes stay as in the longest common subsequence.
            let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
            for i in 0..a.len() {
                for j in 0..b.len() {
                    table[i + 1][j + 1] = if a[i] == b[j] { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
                }
            }
            prop_assert_eq!(a.len() - diff.differing().0, table[a.len()][b.len()]);
        }
    }
}
