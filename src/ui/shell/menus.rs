//! The bar on top: the name, the menus, the language and the theme.

use crate::app::{AppCommand, Settings, ThemeChoice};
use crate::locale::Language;
use crate::ui::actions::Action;
use crate::ui::cx::Cx;
use crate::ui::panels::Pane;
use crate::ui::theme::{Icon, Mode, Text, Tokens, sizes};
use crate::ui::widgets;
use egui::{Align, Layout, Sense, Ui};

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
        menu_ui(ui, cx, "menu-session", |ui, cx| {
            items_ui(ui, cx, chosen, &[Action::OpenSession, Action::SaveSession]);
            if !cx.state.is_live() {
                items_ui(ui, cx, chosen, &[Action::CloseReading]);
            }
            ui.separator();
            items_ui(ui, cx, chosen, &[Action::Quit]);
        });
        menu_ui(ui, cx, "menu-socket", |ui, cx| {
            items_ui(ui, cx, chosen, &[Action::NewSocket]);
            ui.separator();
            items_ui(ui, cx, chosen, &[Action::Talk, Action::Serve, Action::BothEnds]);
            ui.separator();
            items_ui(ui, cx, chosen, &[Action::Stop, Action::Close]);
        });
        menu_ui(ui, cx, "menu-view", |ui, cx| view_menu_ui(ui, cx, chosen));
        menu_ui(ui, cx, "menu-help", |ui, cx| items_ui(ui, cx, chosen, &[Action::About]));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            theme_switch_ui(ui, cx);
            language_switch_ui(ui, cx);
        });
    });
}

fn brand_ui(ui: &mut Ui) {
    let tokens = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(sizes::ICON_LARGE), Sense::hover());
    let ring = egui::Stroke::new(sizes::RING, tokens.accent);
    ui.painter().circle_stroke(rect.center(), rect.width() / 2.0 - 1.0, ring);
    ui.painter().circle_filled(rect.center(), rect.width() / 5.0, tokens.accent);
    ui.label(Text::Brand.rich("Sockscope", tokens.text_strong));
}

fn menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, key: &str, content: impl FnOnce(&mut Ui, &mut Cx<'_>)) {
    let text = Text::Body.rich(cx.t(key), Tokens::of(ui).text);
    egui::containers::menu::MenuButton::from_button(egui::Button::new(text).frame_when_inactive(false))
        .ui(ui, |ui| content(ui, cx));
}

fn items_ui(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut Vec<MenuChoice>, actions: &[Action]) {
    for action in actions {
        let keys = action.shortcut().map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
        let button = egui::Button::new(cx.t(action.key())).shortcut_text(keys);
        if ui.add(button).clicked() {
            chosen.push(MenuChoice::Action(*action));
            ui.close();
        }
    }
}

fn view_menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<MenuChoice>) {
    ui.menu_button(cx.t("menu-panels"), |ui| {
        for pane in Pane::ALL {
            if ui.button(cx.t(pane.title_key())).clicked() {
                chosen.push(MenuChoice::Pane(pane));
                ui.close();
            }
        }
    });
    items_ui(ui, cx, chosen, &[Action::ResetLayout]);
    ui.separator();
    items_ui(ui, cx, chosen, &[Action::ShowFromHere, Action::ShowAll]);
    let mut closed = cx.state.settings.show_closed;
    if ui.checkbox(&mut closed, cx.t("menu-show-closed")).changed() {
        cx.push(AppCommand::ShowClosed(closed));
    }
    ui.separator();
    ui.menu_button(cx.t("menu-scaling"), |ui| {
        for percent in Settings::ZOOMS {
            let chosen = cx.state.settings.zoom_percent == percent;
            if ui.radio(chosen, format!("{percent} %")).clicked() {
                cx.push(AppCommand::SetZoom(percent));
                ui.close();
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
            if ui.radio(cx.state.settings.theme == choice, cx.t(key)).clicked() {
                cx.push(AppCommand::SetTheme(choice));
                ui.close();
            }
        }
    });
    ui.menu_button(cx.t("menu-language"), |ui| {
        let names = Language::ALL.map(|language| (Some(language), language.own_name()));
        for (language, name) in [(None, cx.t("language-system"))].into_iter().chain(names) {
            if ui.radio(cx.state.settings.language == language, name).clicked() {
                cx.push(AppCommand::SetLanguage(language));
                ui.close();
            }
        }
    });
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
