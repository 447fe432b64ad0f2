//! Parts of known widths on as many lines as they need.

use std::ops::Range;

/// Which parts stand on which line: as many as fit, at least one.
pub fn lines(widths: &[f32], available: f32, gap: f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in 1..=widths.len() {
        if end > start + 1 && width(&widths[start..end], gap) > available {
            lines.push(start..end - 1);
            start = end - 1;
        }
    }
    if start < widths.len() {
        lines.push(start..widths.len());
    }
    lines
}

/// How wide parts are side by side.
pub fn width(widths: &[f32], gap: f32) -> f32 {
    widths.iter().sum::<f32>() + gap * widths.len().saturating_sub(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_stands_on_one_line_in_order() {
        for (widths, available, expected) in [
            (&[][..], 100.0, &[][..]),
            (&[30.0, 30.0, 20.0], 100.0, &[(0, 3)]),
            (&[30.0, 30.0, 21.0], 100.0, &[(0, 2), (2, 3)]),
            (&[300.0, 30.0, 300.0], 100.0, &[(0, 1), (1, 2), (2, 3)]),
        ] {
            let lines: Vec<_> = lines(widths, available, 10.0).into_iter().map(|line| (line.start, line.end)).collect();
            assert_eq!(lines, expected, "{widths:?}");
        }
    }
}
