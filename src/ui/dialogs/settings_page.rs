//! The remembered choices on one page; each applies at once.
//!
//! ```text
//!  Look
//!  Language      [As the system|English|简体中文]
//!  Theme         [As the system|Dark|Light]
//!  Data …
//!  Sessions are kept in  /home/…/sessions              [Copy]
//!  [Reset all settings]                               [Close]
//! ```

use super::palette::data_modes;
use super::recording_settings::recording_settings_ui;
use super::{buttons_ui, sheet_ui};
use crate::app::{AppCommand, Preset, Settings};
use crate::bytes::Encoding;
use crate::locale::{Language, Message};
use crate::ui::cx::Cx;
use crate::ui::shell::THEMES;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{self, Button, dropdown, icon_button, section_label, segmented_named, segmented_width};
use egui::{Align, Context, Label, Layout, Ui, vec2};

/// How wide and high it is where there is room.
const SIZE: egui::Vec2 = vec2(560.0, 640.0);
/// The column of names.
const LABELS: f32 = 132.0;

/// Draws it; true when it should close.
pub fn settings_ui(ctx: &Context, cx: &mut Cx<'_>) -> bool {
    let mut closed = false;
    let dismissed = sheet_ui(ctx, "settings", cx.t("settings-title"), SIZE, |ui, height| {
        let foot = sizes::CONTROL + sizes::GAP_GROUPS;
        let area = egui::ScrollArea::vertical().id_salt("settings").auto_shrink([false, true]);
        area.max_height((height - foot).max(sizes::ROW)).show(ui, |ui| {
            // The scroll bar floats over the right edge.
            ui.set_max_width(ui.available_width() - sizes::MARGIN);
            ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL + 2.0;
            look_ui(ui, cx);
            data_ui(ui, cx);
            recording_settings_ui(ui, cx);
            files_ui(ui, cx);
        });
        buttons_ui(ui, |ui| {
            closed = ui.add(Button::new(cx.t("dialog-close")).primary()).clicked();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let reset = Button::new(cx.t("settings-reset")).icon(Icon::ArrowCounterClockwise);
                if ui.add(reset).clicked() {
                    cx.push(AppCommand::ResetSettings);
                }
            });
        });
    });
    dismissed || closed
}

fn look_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    section_label(ui, cx.t("settings-look"));
    let settings = cx.state.settings.clone();
    let names = Language::ALL.map(|language| (Some(language), language.own_name()));
    let languages: Vec<_> = [(None, cx.t("language-system"))].into_iter().chain(names).collect();
    if let Some(language) = choice_ui(ui, cx, cx.t("menu-language"), settings.language, &languages) {
        cx.push(AppCommand::SetLanguage(language));
    }
    let themes = THEMES.map(|(theme, key)| (theme, cx.t(key)));
    if let Some(theme) = choice_ui(ui, cx, cx.t("menu-theme"), settings.theme, &themes) {
        cx.push(AppCommand::SetTheme(theme));
    }
    let contrasts = [(false, cx.t("contrast-usual")), (true, cx.t("contrast-high"))];
    if let Some(high) = choice_ui(ui, cx, cx.t("settings-contrast"), settings.high_contrast, &contrasts) {
        cx.push(AppCommand::SetHighContrast(high));
    }
    let zooms = Settings::ZOOMS.map(|percent| (percent, format!("{percent} %")));
    let zooms: Vec<_> = zooms.iter().map(|(percent, text)| (*percent, text.as_str())).collect();
    if let Some(percent) = choice_ui(ui, cx, cx.t("menu-scaling"), settings.zoom_percent, &zooms) {
        cx.push(AppCommand::SetZoom(percent));
    }
    let presets = [(Preset::Learn, cx.t("preset-learn")), (Preset::Test, cx.t("preset-test"))];
    if let Some(preset) = choice_ui(ui, cx, cx.t("palette-preset"), settings.preset, &presets) {
        cx.push(AppCommand::SetPreset(preset));
    }
    ui.add_space(sizes::GAP);
}

fn data_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    section_label(ui, cx.t("settings-data"));
    let settings = cx.state.settings.clone();
    let encodings: Vec<_> = Encoding::ALL.iter().map(|encoding| (*encoding, encoding.name())).collect();
    if let Some(encoding) = choice_ui(ui, cx, cx.t("settings-encoding"), settings.encoding(), &encodings) {
        cx.push(AppCommand::SetEncoding(encoding));
    }
    let modes = data_modes().map(|(mode, key)| (mode, cx.t(key)));
    if let Some(mode) = choice_ui(ui, cx, cx.t("settings-grouping"), settings.data_mode, &modes) {
        cx.push(AppCommand::SetDataMode(mode));
    }
    let shown = [(false, cx.t("settings-closed-hidden")), (true, cx.t("settings-closed-shown"))];
    if let Some(show) = choice_ui(ui, cx, cx.t("settings-closed"), settings.show_closed, &shown) {
        cx.push(AppCommand::ShowClosed(show));
    }
    ui.add_space(sizes::GAP);
}

fn files_ui(ui: &mut Ui, cx: &Cx<'_>) {
    section_label(ui, cx.t("settings-files"));
    let folders = cx.state.folders();
    for (key, copy, path) in [
        ("settings-sessions", "settings-copy-sessions", &folders.sessions),
        ("settings-config", "settings-copy-config", &folders.config),
    ] {
        let path = path.display().to_string();
        let tokens = Tokens::of(ui);
        row_ui(ui, cx.t(key), |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, Icon::Copy, cx.t(copy)).clicked() {
                    ui.ctx().copy_text(path.clone());
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let text = Text::Mono.rich(path.as_str(), tokens.text_strong);
                    ui.add(Label::new(text).truncate().selectable(true));
                });
            });
        });
    }
}

/// A choice of a few, side by side where there is room and as a list where there is not; what was chosen anew.
pub(super) fn choice_ui<V: PartialEq + Copy>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    label: &str,
    value: V,
    choices: &[(V, &str)],
) -> Option<V> {
    let mut chosen = value;
    row_ui(ui, label, |ui| {
        if segmented_width(ui, choices) <= ui.available_width() {
            let name = |choice: &str| cx.say(&Message::new("palette-line").with("label", choice).with("more", label));
            segmented_named(ui, &mut chosen, choices, name);
        } else {
            dropdown(ui, label, &mut chosen, choices);
        }
    });
    (chosen != value).then_some(chosen)
}

/// A name in the column at the left, and what stands beside it; the name is the group's for who cannot see it.
pub(super) fn row_ui(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui)) {
    let row = ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = sizes::GAP;
        let place = vec2(LABELS, sizes::CONTROL);
        ui.allocate_ui_with_layout(place, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(LABELS);
            let color = Tokens::of(ui).text_subdued;
            ui.add(Label::new(Text::Body.rich(label, color)).truncate());
        });
        let size = vec2(ui.available_width(), sizes::CONTROL);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(size.x);
            content(ui);
        });
    });
    widgets::name_group(&row.response, label);
}
