//! The picker of socket options, grouped by level.

use crate::app::CallForm;
use crate::call::{self, LEVELS, OPTIONS, SocketOption};
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;
use crate::ui::widgets::{Button, Field, form_row, menu_item, section_label};
use egui::{Id, Popup, PopupCloseBehavior, ScrollArea, Ui};

/// How high the list of options may be, in lines of text.
const LINES: f32 = 22.0;

/// A button with the option's name that opens the list.
pub fn option_ui(ui: &mut Ui, cx: &Cx<'_>, form: &mut CallForm) {
    let (level, number) = form.option;
    let shown = call::option_name(level, number).map_or_else(|| number.to_string(), str::to_owned);
    let label = cx.t("calls-option");
    let name = format!("{label} {shown}");
    let response = form_row(ui, label, |ui| ui.add(Button::new(&shown).mono().caret().name(&name)));
    let id = Id::unique("call-form-option-find");
    let popup = Popup::menu(&response).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut find = ui.data_mut(|data| data.get_temp::<String>(id)).unwrap_or_default();
        let hint = cx.t("calls-option-find");
        let field = Field::new(hint, &mut find).hide_label().hint(hint).icon(Icon::MagnifyingGlass).id(id).show(ui);
        if response.clicked() {
            field.request_focus();
            find.clear();
        }
        let wanted = find.trim().to_uppercase();
        ui.data_mut(|data| data.insert_temp(id, find));
        let height = LINES * ui.text_style_height(&egui::TextStyle::Body);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for (level_name, options) in levels() {
                let mut options = options.filter(|option| option.name.contains(&wanted)).peekable();
                if options.peek().is_some() {
                    section_label(ui, level_name);
                }
                for option in options {
                    let chosen = form.option == (option.level, option.number);
                    let icon = chosen.then_some(Icon::Check);
                    if menu_item(ui, icon, option.name, "").clicked() {
                        form.option = (option.level, option.number);
                        ui.close();
                    }
                }
            }
        });
    });
}

/// The options by level, in the order of the table. On Linux SOL_SOCKET and IPPROTO_ICMP are one number: the first name
/// has it.
fn levels() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static SocketOption>)> {
    let first = |at: usize, number: i32| LEVELS.iter().take(at).all(|(_, other)| *other != number);
    let levels = LEVELS.iter().enumerate().filter(move |(at, (_, number))| first(*at, *number));
    levels.filter_map(|(_, (name, number))| {
        let of_level = OPTIONS.iter().filter(move |option| option.level == *number);
        of_level.clone().next().map(|_| (*name, of_level))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_stands_under_its_level() {
        let shown: usize = levels().map(|(_, options)| options.count()).sum();
        assert_eq!(shown, OPTIONS.len());
    }
}
