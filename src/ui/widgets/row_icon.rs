//! An icon at the right end of a row, and a sentence with words that stand out.

use super::ellipsis::cut;
use super::list_row::RowPainter;
use super::paint::{paint_centered, paint_right};
use crate::ui::theme::{Icon, Text, sizes};
use egui::text::LayoutJob;
use egui::{Color32, Label, Response, Ui, pos2};

impl RowPainter<'_> {
    /// An icon at the right end.
    pub fn icon_right(&mut self, icon: Icon, color: Color32) {
        let center = pos2(self.right - sizes::ICON / 2.0, self.rect.center().y);
        let glyph = self.painter.layout_no_wrap(icon.character().into(), Icon::font(sizes::ICON), color);
        paint_centered(self.painter, center, glyph);
        self.right -= sizes::ICON + sizes::GAP_SMALL;
    }

    /// Text at the right end, cut to `width` points where it is longer.
    pub fn column_right_fit(&mut self, width: f32, text: &str, kind: Text, color: Color32) {
        let line = cut(self.painter, text, kind, color, width);
        self.right = paint_right(self.painter, self.right, self.rect.center().y, line) - sizes::GAP;
    }
}

/// One paragraph of parts; a part that is `true` stands out as `strong`, the others are `plain`.
pub fn emphasised(ui: &mut Ui, parts: &[(String, bool)], plain: (Text, Color32), strong: (Text, Color32)) -> Response {
    let mut job = LayoutJob::default();
    for (text, stands_out) in parts {
        let (kind, color) = if *stands_out { strong } else { plain };
        kind.append(&mut job, text, color);
    }
    ui.add(Label::new(job).wrap())
}
