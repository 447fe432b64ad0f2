//! A pill: a small rounded word that tells a state, such as ESTABLISHED, or how long a call waits.

use super::paint::{galley, paint_centered, rounded};
use crate::ui::theme::{Text, Tokens, sizes};
use egui::{Color32, Painter, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// What a pill tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PillKind {
    /// The kernel's state.
    #[default]
    Neutral,
    /// A count of something new, or what is chosen.
    Accent,
    /// A call that blocks.
    Waiting,
    /// A failed call.
    Error,
    /// Something to be careful about.
    Warning,
    /// Done, passed.
    Ok,
}

impl PillKind {
    fn colors(self, t: &Tokens) -> (Color32, Color32) {
        match self {
            Self::Neutral => (t.raised, t.text_strong),
            Self::Accent => (t.accent_soft, t.accent),
            Self::Waiting => (t.waiting_soft, t.waiting),
            Self::Error => (t.error_soft, t.error),
            Self::Warning => (t.warning_soft, t.warning),
            Self::Ok => (t.raised, t.ok),
        }
    }
}

/// A pill that a row paints for itself.
#[derive(Clone, Copy, Debug)]
pub struct Pill<'a> {
    /// What it says.
    pub text: &'a str,
    /// What it tells.
    pub kind: PillKind,
}

impl Pill<'_> {
    /// Its width in points.
    pub fn width(&self, painter: &Painter) -> f32 {
        (galley(painter, self.text, Text::Pill, Color32::PLACEHOLDER).size().x + 2.0 * sizes::PADDING_SMALL).ceil()
    }

    /// Draws it so that its right edge's middle is at `right`; returns where it begins.
    pub fn paint_right(&self, painter: &Painter, t: &Tokens, right: Pos2) -> f32 {
        let width = self.width(painter);
        let rect = Rect::from_min_size(pos2(right.x - width, right.y - sizes::PILL / 2.0), vec2(width, sizes::PILL));
        self.paint_in(painter, t, rect);
        rect.left()
    }

    fn paint_in(&self, painter: &Painter, t: &Tokens, rect: Rect) {
        let (fill, color) = self.kind.colors(t);
        rounded(painter, rect, (sizes::PILL / 2.0) as u8, fill);
        paint_centered(painter, rect.center(), galley(painter, self.text, Text::Pill, color));
    }
}

/// A pill that stands alone.
pub fn pill(ui: &mut Ui, text: &str, kind: PillKind) -> Response {
    let pill = Pill { text, kind };
    let (rect, response) = ui.allocate_exact_size(vec2(pill.width(ui.painter()), sizes::PILL), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    pill.paint_in(ui.painter(), &Tokens::of(ui), rect);
    response
}
