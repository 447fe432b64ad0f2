//! The tokens as egui's own style, so that its labels, menus, tooltips and scroll bars look like ours.

use super::sizes;
use super::text::Text;
use super::tokens::{Mode, Tokens};
use egui::style::{ScrollStyle, Selection, Spacing, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2};

/// The whole style of one theme.
pub fn style(tokens: &Tokens) -> Style {
    let mut style = Style { visuals: visuals(tokens), ..Style::default() };
    style.text_styles = [
        (TextStyle::Body, Text::Body.font()),
        (TextStyle::Button, Text::Body.font()),
        (TextStyle::Heading, Text::Brand.font()),
        (TextStyle::Monospace, Text::Mono.font()),
        (TextStyle::Small, Text::Small.font()),
    ]
    .into();
    spacing(&mut style.spacing);
    style.animation_time = 0.08;
    // What scrolls into sight is there at once: nothing moves under the pointer of someone about to press.
    style.scroll_animation = egui::style::ScrollAnimation::none();
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.35;
    style
}

fn spacing(spacing: &mut Spacing) {
    spacing.item_spacing = vec2(sizes::GAP, sizes::GAP_SMALL);
    spacing.button_padding = vec2(sizes::PADDING_SMALL, 4.0);
    spacing.interact_size = vec2(sizes::CONTROL, sizes::CONTROL);
    spacing.menu_margin = Margin::same(6);
    spacing.window_margin = Margin::same(sizes::MARGIN as i8);
    spacing.indent = sizes::INDENT;
    spacing.icon_width = 14.0;
    spacing.icon_width_inner = 8.0;
    spacing.combo_width = 90.0;
    spacing.menu_width = 320.0;
    spacing.tooltip_width = 360.0;
    spacing.text_edit_width = 160.0;
    spacing.scroll = ScrollStyle {
        bar_width: 7.0,
        floating_width: 3.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        dormant_handle_opacity: 0.35,
        active_handle_opacity: 0.55,
        interact_handle_opacity: 0.8,
        dormant_background_opacity: 0.0,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        ..ScrollStyle::floating()
    };
    spacing.scroll.fade.strength = 0.0;
}

fn visuals(t: &Tokens) -> Visuals {
    let mut v = match t.mode {
        Mode::Dark => Visuals::dark(),
        Mode::Light => Visuals::light(),
    };
    v.widgets = Widgets {
        noninteractive: WidgetVisuals { bg_stroke: edge(t), ..widget(t, t.panel, t.text) },
        inactive: widget(t, t.raised, t.text),
        hovered: widget(t, t.hover, t.text_strong),
        active: WidgetVisuals { bg_stroke: Stroke::new(1.0, t.accent), ..widget(t, t.hover, t.text_strong) },
        open: widget(t, t.hover, t.text_strong),
    };
    v.selection = Selection { bg_fill: t.accent_soft, stroke: Stroke::new(1.0, t.accent) };
    v.hyperlink_color = t.accent;
    v.weak_text_color = Some(t.text_subdued);
    v.faint_bg_color = t.panel;
    v.extreme_bg_color = t.raised;
    v.text_edit_bg_color = Some(t.raised);
    v.code_bg_color = t.raised;
    v.warn_fg_color = t.warning;
    v.error_fg_color = t.error;
    v.panel_fill = t.app;
    v.window_fill = t.panel;
    v.window_stroke = edge(t);
    v.window_corner_radius = CornerRadius::same(sizes::RADIUS_PANEL);
    v.menu_corner_radius = CornerRadius::same(sizes::RADIUS_PANEL);
    v.window_highlight_topmost = false;
    v.popup_shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: t.shadow };
    v.window_shadow = Shadow { offset: [0, 10], blur: 32, spread: 0, color: t.shadow };
    v.text_cursor.stroke = Stroke::new(1.5, t.accent);
    v.striped = false;
    v.indent_has_left_vline = false;
    v.slider_trailing_fill = true;
    v.disabled_alpha = 0.45;
    v
}

/// Around a popup or menu.
fn edge(t: &Tokens) -> Stroke {
    match t.outline_stroke() {
        Stroke::NONE => Stroke::new(1.0, t.raised),
        outline => outline,
    }
}

fn widget(t: &Tokens, fill: Color32, text: Color32) -> WidgetVisuals {
    WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: t.outline_stroke(),
        corner_radius: CornerRadius::same(sizes::RADIUS_CONTROL),
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    }
}
