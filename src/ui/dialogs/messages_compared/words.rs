//! What is said of two messages, and how they are copied.

use crate::bytes::{Diff, hex_text};
use crate::locale::Message;
use crate::ui::cx::Cx;
use std::fmt::Write as _;

/// So many bytes stand in a line of the copied text.
const IN_A_LINE: usize = 16;

/// `12: plc.sendall(b"…")`.
pub fn head(cx: &Cx<'_>, n: u64) -> String {
    let rows = cx.state.session().rows();
    let row = rows.row_of_record(n).and_then(|k| rows.row(k));
    let line = row.map(|row| cx.languages().1.line_short(&row.record, Some(row.sent_len))).unwrap_or_default();
    cx.say(&Message::new("diff-head").with("n", n).with("call", line))
}

/// Both as text: lines of 16 columns that differ, with the columns around them left out.
pub fn as_text(cx: &Cx<'_>, (n, a): (u64, &[u8]), (m, b): (u64, &[u8]), found: &Diff) -> String {
    let mut out = format!("- {}\n+ {}\n", head(cx, n), head(cx, m));
    for start in (0..found.columns()).step_by(IN_A_LINE) {
        let columns: Vec<_> = (start..start + IN_A_LINE).map_while(|column| found.column(column)).collect();
        if columns.iter().all(|column| column.difference.is_none()) {
            continue;
        }
        for (sign, bytes, own) in [
            ('-', a, columns.iter().filter_map(|column| column.a).collect::<Vec<_>>()),
            ('+', b, columns.iter().filter_map(|column| column.b).collect()),
        ] {
            let Some(first) = own.first() else { continue };
            let line: Vec<u8> = own.iter().filter_map(|i| bytes.get(*i)).copied().collect();
            let _ = writeln!(out, "{sign} {first:06x}  {}", hex_text(&line));
        }
    }
    out
}
