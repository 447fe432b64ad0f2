//! The bar on top: the name, the menus, the box that takes commands, the language and the theme.

use crate::app::{AppCommand, Preset, Settings, ThemeChoice};
use crate::locale::Language;
use crate::script::CallLanguage;
use crate::ui::actions::Action;
use crate::ui::cx::Cx;
use crate::ui::keys;
use crate::ui::panels::Pane;
use crate::ui::theme::{Icon, Mode, Text, Tokens, sizes};
use crate::ui::widgets;
use egui::{Align, Layout, Rect, Ui, pos2};

#[path = "menus/recording.rs"]
mod recording;
#[path = "menus/scripts.rs"]
mod scripts;

/// The narrowest box for commands, and the widest.
const BOX_MIN: f32 = 170.0;
const BOX_MAX: f32 = 430.0;

/// The themes to choose from, with the keys of their names.
pub const THEMES: [(ThemeChoice, &str); 3] =
    [(ThemeChoice::System, "theme-system"), (ThemeChoice::Dark, "theme-dark"), (ThemeChoice::Light, "theme-light")];

/// The menus and what they hold.
type Content = fn(&mut Ui, &mut Cx<'_>, &mut Vec<Action>);
const MENUS: [(&str, Content); 4] = [
    ("menu-session", session_menu_ui),
    ("menu-socket", socket_menu_ui),
    ("menu-view", view_menu_ui),
    ("menu-help", help_menu_ui),
];

/// Which menu the keyboard is to open.
#[derive(Default)]
pub struct MenuBar {
    wanted: Option<usize>,
}

impl MenuBar {
    /// Opens the first menu in the next frame, with the keyboard on it.
    pub fn open_first(&mut self) {
        self.wanted = Some(0);
    }

    /// The menus side by side. The arrows go from an open one to its neighbour.
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<Action>) {
        let wanted = self.wanted.take();
        for (at, (key, content)) in MENUS.into_iter().enumerate() {
            let title = widgets::menu_title(ui, cx.t(key), |ui| content(ui, cx, chosen));
            if wanted == Some(at) {
                widgets::open_menu(&title);
            }
            if let Some(by) = widgets::menu_step(&title) {
                let count = MENUS.len() as isize;
                self.wanted = Some((at as isize + by).rem_euclid(count) as usize);
                ui.ctx().request_repaint();
            }
        }
    }
}

/// Draws the bar; choices are pushed to `chosen`.
pub fn top_bar_ui(ui: &mut Ui, cx: &mut Cx<'_>, menus: &mut MenuBar, chosen: &mut Vec<Action>) {
    ui.horizontal_centered(|ui| {
        brand_ui(ui);
        ui.add_space(sizes::GAP);
        ui.spacing_mut().item_spacing.x = 0.0;
        menus.ui(ui, cx, chosen);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = sizes::GAP;
            theme_switch_ui(ui, cx);
            language_switch_ui(ui, cx);
            ui.add_space(sizes::GAP);
            preset_switch_ui(ui, cx);
            command_box_ui(ui, cx, chosen);
        });
    });
}

/// What looks like a field in the middle of the bar, and opens the palette; only where there is room for it.
fn command_box_ui(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut Vec<Action>) {
    let free = ui.available_rect_before_wrap().shrink2(egui::vec2(sizes::MARGIN, 0.0));
    let width = free.width().min(BOX_MAX);
    if width < BOX_MIN {
        return;
    }
    let middle = ui.ctx().content_rect().center().x.clamp(free.left() + width / 2.0, free.right() - width / 2.0);
    let place = Rect::from_center_size(pos2(middle, free.center().y), egui::vec2(width, sizes::CONTROL));
    let keys = Action::Palette.shortcut().map(|keys| keys::text(ui.ctx(), keys)).unwrap_or_default();
    if widgets::search_box(ui, place, cx.t("palette-hint"), &keys).clicked() {
        chosen.push(Action::Palette);
    }
}

fn session_menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<Action>) {
    items_ui(ui, cx, chosen, &[Action::OpenSession, Action::SaveSession, Action::ExportSession]);
    items_ui(ui, cx, chosen, &[Action::CompareWith, Action::ImportDump]);
    if cx.state.reading.is_some() {
        items_ui(ui, cx, chosen, &[Action::CloseReading]);
    }
    widgets::menu_separator(ui);
    items_ui(ui, cx, chosen, &[Action::StepThrough, Action::Present, Action::RunAgain]);
    widgets::menu_separator(ui);
    recording::recording_ui(ui, cx, chosen);
    widgets::menu_separator(ui);
    scripts::menu_ui(ui, cx, |ui, cx, actions| items_ui(ui, cx, chosen, actions));
    widgets::menu_separator(ui);
    items_ui(ui, cx, chosen, &[Action::Settings]);
    widgets::menu_separator(ui);
    items_ui(ui, cx, chosen, &[Action::Quit]);
}

fn socket_menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<Action>) {
    items_ui(ui, cx, chosen, &[Action::NewSocket]);
    widgets::menu_separator(ui);
    items_ui(ui, cx, chosen, &[Action::Talk, Action::Serve, Action::BothEnds, Action::Receive]);
    if cx.state.last_board.is_some() && cx.state.is_live() {
        items_ui(ui, cx, chosen, &[Action::ReopenBoard]);
    }
    widgets::menu_separator(ui);
    items_ui(ui, cx, chosen, &[Action::Stop, Action::Close]);
}

fn help_menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<Action>) {
    items_ui(ui, cx, chosen, &[Action::Palette, Action::KeyMap]);
    widgets::menu_separator(ui);
    items_ui(ui, cx, chosen, &[Action::About]);
}

fn brand_ui(ui: &mut Ui) {
    widgets::brand_mark(ui);
    ui.label(Text::Brand.rich("Sockscope", Tokens::of(ui).text_strong));
}

/// The keys of a command, as they are written.
fn menu_keys(ui: &Ui, action: Action) -> String {
    action.shortcut().map(|keys| keys::text(ui.ctx(), keys)).unwrap_or_default()
}

fn items_ui(ui: &mut Ui, cx: &Cx<'_>, chosen: &mut Vec<Action>, actions: &[Action]) {
    for action in actions {
        let keys = menu_keys(ui, *action);
        if widgets::menu_item(ui, action.icon(), cx.t(action.key()), &keys).clicked() {
            chosen.push(*action);
        }
    }
}

/// One of several, or on and off: a tick shows which.
fn tick_ui(ui: &mut Ui, label: &str, ticked: bool) -> bool {
    let response = widgets::menu_item(ui, ticked.then_some(Icon::Check), label, "");
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(ticked.into()));
    response.clicked()
}

fn view_menu_ui(ui: &mut Ui, cx: &mut Cx<'_>, chosen: &mut Vec<Action>) {
    items_ui(ui, cx, chosen, &[Action::ShowFromHere, Action::ShowAll]);
    if tick_ui(ui, cx.t("menu-show-closed"), cx.state.settings.show_closed) {
        cx.push(AppCommand::ShowClosed(!cx.state.settings.show_closed));
    }
    widgets::menu_separator(ui);
    widgets::submenu(ui, cx.t("menu-panels"), |ui| {
        for pane in Pane::ALL {
            items_ui(ui, cx, chosen, &[Action::Pane(pane)]);
        }
    });
    widgets::submenu(ui, cx.t("line-calls-in"), |ui| {
        for language in CallLanguage::ALL {
            if tick_ui(ui, language.name(), cx.state.settings.call_language == language) {
                cx.push(AppCommand::ShowCallsIn(language));
            }
        }
    });
    widgets::submenu(ui, cx.t("menu-scaling"), |ui| {
        for percent in Settings::ZOOMS {
            if tick_ui(ui, &format!("{percent} %"), cx.state.settings.zoom_percent == percent) {
                cx.push(AppCommand::SetZoom(percent));
            }
        }
    });
    widgets::submenu(ui, cx.t("menu-theme"), |ui| {
        for (choice, key) in THEMES {
            if tick_ui(ui, cx.t(key), cx.state.settings.theme == choice) {
                cx.push(AppCommand::SetTheme(choice));
            }
        }
        widgets::menu_separator(ui);
        let high = cx.state.settings.high_contrast;
        if tick_ui(ui, cx.t("menu-high-contrast"), high) {
            cx.push(AppCommand::SetHighContrast(!high));
        }
    });
    widgets::submenu(ui, cx.t("menu-language"), |ui| {
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
