//! Text that does not fit: cut with … at the end on screen, or in the middle for names whose end matters.

use crate::ui::theme::Text;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, Galley, Painter};
use std::sync::Arc;

/// One line of at most `max_width` points; what does not fit ends in `…`. `galley.elided` tells whether it was cut.
pub fn cut(painter: &Painter, text: &str, kind: Text, color: Color32, max_width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), egui::TextFormat::simple(kind.font(), color));
    job.wrap = TextWrapping { max_width: max_width.max(0.0), max_rows: 1, break_anywhere: true, ..Default::default() };
    job.keep_trailing_whitespace = true;
    painter.layout_job(job)
}

/// At most `max_chars` characters, the middle replaced by `…` (a path, an address): both ends stay.
pub fn cut_middle(text: &str, max_chars: usize) -> String {
    let count = text.chars().count();
    if count <= max_chars {
        return text.to_owned();
    }
    let kept = max_chars.saturating_sub(1);
    let head = kept / 2;
    let tail = kept - head;
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(count - tail).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::cut_middle;

    #[test]
    fn both_ends_stay() {
        assert_eq!(cut_middle("short", 8), "short");
        assert_eq!(cut_middle("/home/me/session.jsonl", 11), "/home…jsonl");
        assert_eq!(cut_middle("你好服务器世界", 5), "你好…世界");
        assert_eq!(cut_middle("abc", 0), "…");
    }
}
