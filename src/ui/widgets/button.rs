//! Buttons: raised (the ordinary one), quiet, primary, chip, danger; and an icon alone.

use super::paint::{chosen_outline, focus_ring, galley, ground, paint_centered, paint_left, rounded};
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use egui::{Color32, Painter, Response, Role, Sense, Ui, Widget, WidgetInfo, pos2, vec2};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// On the raised ground.
    #[default]
    Raised,
    /// Text only, until the pointer is on it.
    Quiet,
    /// Accent: at most one in sight.
    Primary,
    /// A small one among many, in monospace: a call's name.
    Chip,
    /// Ends or loses something.
    Danger,
}

/// A button with a label, and an icon or a caret if wanted.
pub struct Button<'a> {
    label: &'a str,
    kind: ButtonKind,
    icon: Option<Icon>,
    caret: bool,
    selected: bool,
    mono: bool,
    small: bool,
    name: Option<&'a str>,
    min_width: f32,
}

impl<'a> Button<'a> {
    /// A raised one.
    pub fn new(label: &'a str) -> Self {
        let (kind, icon, name) = (ButtonKind::Raised, None, None);
        Self { label, kind, icon, caret: false, selected: false, mono: false, small: false, name, min_width: 0.0 }
    }

    /// As another kind.
    pub fn kind(mut self, kind: ButtonKind) -> Self {
        self.kind = kind;
        self
    }

    /// Text only, until the pointer is on it.
    pub fn quiet(self) -> Self {
        self.kind(ButtonKind::Quiet)
    }

    /// The one that stands out.
    pub fn primary(self) -> Self {
        self.kind(ButtonKind::Primary)
    }

    /// A small one among many.
    pub fn chip(self) -> Self {
        self.kind(ButtonKind::Chip)
    }

    /// Ends or loses something.
    pub fn danger(self) -> Self {
        self.kind(ButtonKind::Danger)
    }

    /// With an icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With a caret after the label: it opens a menu.
    pub fn caret(mut self) -> Self {
        self.caret = true;
        self
    }

    /// Chosen: tinted with the accent.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }

    /// The label is of the socket's world: in monospace.
    pub fn mono(mut self) -> Self {
        self.mono = true;
        self
    }

    /// Lower and narrower, for a panel's head.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Its accessible name, where the label says too little.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// At least so many points wide.
    pub fn min_width(mut self, min_width: f32) -> Self {
        self.min_width = min_width;
        self
    }

    fn text(&self) -> Text {
        match (self.kind, self.mono) {
            (ButtonKind::Chip, _) | (_, true) => Text::Mono,
            _ => Text::Medium,
        }
    }

    fn colors(&self, t: &Tokens, hovered: bool) -> (Color32, Color32) {
        if self.selected {
            return (t.accent_soft, t.accent);
        }
        match (self.kind, hovered) {
            (ButtonKind::Raised | ButtonKind::Chip, true) => (t.hover, t.text_strong),
            (ButtonKind::Raised, false) => (t.raised, t.text_strong),
            (ButtonKind::Chip, false) => (t.raised, t.text),
            (ButtonKind::Quiet, true) => (t.hover, t.text_strong),
            (ButtonKind::Quiet, false) => (Color32::TRANSPARENT, t.text),
            (ButtonKind::Primary, true) => (t.accent_hover, t.on_accent),
            (ButtonKind::Primary, false) => (t.accent, t.on_accent),
            (ButtonKind::Danger, true) => (t.error_soft, t.text_strong),
            (ButtonKind::Danger, false) => (t.error_soft, t.error),
        }
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (height, padding, radius) = match self.small || self.kind == ButtonKind::Chip {
            true => (sizes::CHIP, sizes::PADDING_SMALL, sizes::RADIUS_CHIP),
            false => (sizes::CONTROL, sizes::PADDING, sizes::RADIUS_CONTROL),
        };
        let label = galley(ui.painter(), self.label, self.text(), Color32::PLACEHOLDER);
        let gap = if self.label.is_empty() { 0.0 } else { 6.0 };
        let before = if self.icon.is_some() { sizes::ICON + gap } else { 0.0 };
        let after = if self.caret { 10.0 + gap } else { 0.0 };
        let inner = before + label.size().x + after;
        // An icon looks lighter than a letter: the button is two points narrower on its side.
        let trim = if self.icon.is_some() { 2.0 } else { 0.0 };
        let width = (inner + 2.0 * padding - trim).ceil().max(self.min_width);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
        let name = self.name.unwrap_or(self.label);
        response.widget_info(|| match self.selected {
            true => WidgetInfo::selected(Role::Button, ui.is_enabled(), true, name),
            false => WidgetInfo::labeled(Role::Button, ui.is_enabled(), name),
        });
        if ui.is_rect_visible(rect) {
            let t = Tokens::of(ui);
            let (fill, color) = self.colors(&t, response.hovered() || response.is_pointer_button_down_on());
            match self.kind {
                // Quiet ones stand in rows and heads, as words: no outline.
                ButtonKind::Quiet => rounded(ui.painter(), rect, radius, fill),
                _ => ground(ui.painter(), &t, rect, radius, fill),
            }
            if self.selected {
                chosen_outline(ui.painter(), &t, rect, radius);
            }
            let mut x = rect.left() + (width - inner) / 2.0 - trim / 2.0;
            let y = rect.center().y;
            if let Some(icon) = self.icon {
                paint_icon(ui.painter(), icon, sizes::ICON, x + sizes::ICON / 2.0, y, color);
                x += before;
            }
            let end = paint_left(ui.painter(), x, y, galley(ui.painter(), self.label, self.text(), color));
            if self.caret {
                paint_icon(ui.painter(), Icon::CaretDown, 10.0, end + gap + 5.0, y, color);
            }
            focus_ring(ui, &response, radius, false);
        }
        response
    }
}

/// A place for chips: as many a line as fit, lines close together.
pub fn chips<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(sizes::GAP_SMALL, sizes::GAP_SMALL);
        ui.spacing_mut().interact_size.y = sizes::CHIP;
        ui.horizontal_wrapped(add).inner
    })
    .inner
}

/// An icon alone; `label` is its accessible name and its tooltip.
pub fn icon_button(ui: &mut Ui, icon: Icon, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(sizes::CONTROL, sizes::CONTROL), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    if ui.is_rect_visible(rect) {
        let t = Tokens::of(ui);
        let hovered = response.hovered();
        let fill = if hovered { t.hover } else { Color32::TRANSPARENT };
        ground(ui.painter(), &t, rect.shrink(1.0), sizes::RADIUS_CONTROL, fill);
        let color = if hovered { t.text_strong } else { t.text };
        paint_icon(ui.painter(), icon, sizes::ICON_LARGE, rect.center().x, rect.center().y, color);
        focus_ring(ui, &response, sizes::RADIUS_CONTROL, false);
    }
    response.on_hover_text(label)
}

/// An icon with its middle at a point.
pub(super) fn paint_icon(painter: &Painter, icon: Icon, size: f32, x: f32, y: f32, color: Color32) {
    let glyph = painter.layout_no_wrap(icon.character().into(), Icon::font(size), color);
    paint_centered(painter, pos2(x, y), glyph);
}
