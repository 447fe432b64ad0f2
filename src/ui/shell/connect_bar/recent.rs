//! Recent targets: a menu under the host's field, opened by its caret or by ↓ in the field.

use super::fields::KINDS;
use crate::app::{AppCommand, BarCommand, BarForm, Target};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;
use crate::ui::widgets::{icon_button, menu_item, menu_item_width, menu_separator};
use egui::{Key, Popup, PopupCloseBehavior, Response, Ui};

/// The menu.
#[derive(Default)]
pub struct Recent {
    /// It was opened by a key: the first line takes the keyboard.
    focus: bool,
}

impl Recent {
    /// The caret and the menu; the form of the target that was chosen.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, field: &Response, form: &BarForm) -> Option<BarForm> {
        let caret = icon_button(ui, Icon::CaretDown, cx.t("bar-recent"));
        let id = Popup::default_response_id(&caret);
        if field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown)) {
            Popup::open_id(ui.ctx(), id);
            self.focus = true;
        }
        let mut chosen = None;
        let targets = &cx.state.settings.recent_targets;
        let popup = Popup::menu(&caret).anchor(field).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.spacing_mut().item_spacing.x = 0.0;
            let mut wish = None;
            let words: Vec<_> = targets.iter().map(|target| target_words(cx, target)).collect();
            let widest = words.iter().map(|words| menu_item_width(ui, words, "")).fold(0.0, f32::max);
            for (target, words) in targets.iter().zip(words) {
                ui.horizontal(|ui| {
                    ui.set_min_width(widest);
                    let item = menu_item(ui, None, &words, "");
                    if std::mem::take(&mut self.focus) {
                        item.request_focus();
                    }
                    if item.clicked() {
                        chosen = Some(form.of(target));
                        ui.close();
                    }
                    let forget = cx.say(&Message::new("bar-forget").with("target", words));
                    if icon_button(ui, Icon::X, &forget).clicked() {
                        wish = Some(BarCommand::Forget(Some(Box::new(target.clone()))));
                    }
                });
            }
            menu_separator(ui);
            if menu_item(ui, Some(Icon::Trash), cx.t("bar-forget-all"), "").clicked() {
                wish = Some(BarCommand::Forget(None));
                ui.close();
            }
            if let Some(wish) = wish {
                cx.push(AppCommand::Bar(wish));
            }
        });
        chosen
    }
}

/// `TCP client 127.0.0.1:502, from :4000`.
pub fn target_words(cx: &Cx<'_>, target: &Target) -> String {
    let kind = KINDS.iter().find(|(kind, _)| *kind == target.kind).map_or("", |(_, key)| cx.t(key));
    let message = Message::new("bar-recent-target").with("kind", kind).with("place", target.place());
    let words = cx.say(&message);
    if !target.binds_locally() {
        return words;
    }
    let port = target.local_port.unwrap_or(0);
    let local = if target.local_host.contains(':') {
        format!("[{}]:{port}", target.local_host)
    } else {
        format!("{}:{port}", target.local_host)
    };
    cx.say(&Message::new("bar-recent-from").with("target", words).with("local", local))
}
