//! The bar on top: the name, the menus, the language and the theme.

use crate::app::{AppCommand, Preset, Settings, ThemeChoice};
use crate::locale::Language;
use crate::ui::actions::Action;
use crate::ui::cx::Cx;
use crate::ui::panels::Pane;
use crate::ui::theme::{Icon, Mode, Text, Tokens, sizes};
use crate::ui::widgets;
use egui::{Align, Layout, Ui};

/// What was chosen in a menu.
pub enum MenuChoice {
    /// A command.
    Action(Action),
    /// A panel to bring to the front.
    Pane(Pane),
}

/// Draws the bar; choices are pushed to `chosen`.
pub fn top_bar_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<MenuChoice>) {
    ui.horizontal_centered(|ui| {
        brand_ui(ui);
        ui.add_space(sizes::GAP);
        ui.spacing_mut().item_spacing.x = 0.0;
        menu_ui(ui, cx, "menu-session", |ui, cx| {
            items_ui(ui, cx, chosen, &[Action::OpenSession, Action::SaveSession]);
            if !cx.state.is_live() {
                items_ui(ui, cx, chosen, &[Action::CloseReading]);
            }
            widgets::menu_separator(ui);
            items_ui(ui, cx, chosen, &[Action::Quit]);
        });
        menu_ui(ui, cx, "menu-socket", |ui, cx| {
            items_ui(ui, cx, chosen, &[Action::NewSocket]);
            widgets::menu_separator(ui);
            items_ui(ui, cx, chosen, &[Action::Talk, Action::Serve, Action::BothEnds]);
            widgets::menu_separator(ui);
            items_ui(ui, cx, chosen, &[Action::Stop, Action::Close]);
        });
        menu_ui(ui, cx, "menu-view", |ui, cx| view_menu_ui(ui, cx, chosen));
        menu_ui(ui, cx, "menu-help", |ui, cx| items_ui(ui, cx, chosen, &[Action::About]));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            theme_switch_ui(ui, cx);
            language_switch_ui(ui, cx);
            ui.add_space(sizes::GAP);
            preset_switch_ui(ui, cx);
        });
    });
}

fn brand_ui(ui: &mut Ui) {
    widgets::brand_mark(ui);
    ui.label(Text::Brand.rich("Sockscope", Tokens::of(ui).text_strong));
}

fn menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, key: &str, content: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    widgets::menu_title(ui, cx.t(key), |ui| content(ui, cx));
}

fn items_ui(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut Vec<MenuChoice>, actions: &[Action]) {
    for action in actions {
        let keys = action.shortcut().map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
        if widgets::menu_item(ui, action.icon(), cx.t(action.key()), &keys).clicked() {
            chosen.push(MenuChoice::Action(*action));
        }
    }
}

/// One of several, or on and off: a tick shows which.
fn tick_ui(ui: &mut Ui, label: &str, ticked: bool) -> bool {
    let response = widgets::menu_item(ui, ticked.then_some(Icon::Check), label, "");
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(ticked.into()));
    response.clicked()
}

fn view_menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<MenuChoice>) {
    items_ui(ui, cx, chosen, &[Action::ShowFromHere, Action::ShowAll]);
    if tick_ui(ui, cx.t("menu-show-closed"), cx.state.settings.show_closed) {
        cx.push(AppCommand::ShowClosed(!cx.state.settings.show_closed));
    }
    widgets::menu_separator(ui);
    ui.menu_button(cx.t("menu-panels"), |ui| {
        for pane in Pane::ALL {
            if tick_ui(ui, cx.t(pane.title_key()), false) {
                chosen.push(MenuChoice::Pane(pane));
            }
        }
    });
    ui.menu_button(cx.t("menu-scaling"), |ui| {
        for percent in Settings::ZOOMS {
            if tick_ui(ui, &format!("{percent} %"), cx.state.settings.zoom_percent == percent) {
                cx.push(AppCommand::SetZoom(percent));
            }
        }
    });
    ui.menu_button(cx.t("menu-theme"), |ui| {
        let themes = [
            (ThemeChoice::System, "theme-system"),
            (ThemeChoice::Dark, "theme-dark"),
            (ThemeChoice::Light, "theme-light"),
        ];
        for (choice, key) in themes {
            if tick_ui(ui, cx.t(key), cx.state.settings.theme == choice) {
                cx.push(AppCommand::SetTheme(choice));
            }
        }
    });
    ui.menu_button(cx.t("menu-language"), |ui| {
        let names = Language::ALL.map(|language| (Some(language), language.own_name()));
        for (language, name) in [(None, cx.t("language-system"))].into_iter().chain(names) {
            if tick_ui(ui, name, cx.state.settings.language == language) {
                cx.push(AppCommand::SetLanguage(language));
            }
        }
    });
    widgets::menu_separator(ui);
    items_ui(ui, cx, chosen, &[Action::ResetLayout]);
}

fn preset_switch_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let presets = [(Preset::Learn, cx.t("preset-learn")), (Preset::Test, cx.t("preset-test"))];
    let mut preset = cx.state.settings.preset;
    if widgets::segmented(ui, &mut preset, &presets) {
        cx.push(AppCommand::SetPreset(preset));
    }
}

fn language_switch_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let languages = [(Language::Chinese, "中"), (Language::English, "EN")];
    let mut language = cx.language;
    if widgets::segmented(ui, &mut language, &languages) {
        cx.push(AppCommand::SetLanguage(Some(language)));
    }
}

fn theme_switch_ui(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (icon, key, next) = match Tokens::of(ui).mode {
        Mode::Dark => (Icon::Sun, "theme-to-light", ThemeChoice::Light),
        Mode::Light => (Icon::Moon, "theme-to-dark", ThemeChoice::Dark),
    };
    if widgets::icon_button(ui, icon, cx.t(key)).clicked() {
        cx.push(AppCommand::SetTheme(next));
    }
}
