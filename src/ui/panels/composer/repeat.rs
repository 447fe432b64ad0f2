//! *Repeat*: every so many milliseconds, so many times or until stopped.

use crate::app::RepeatPlan;
use crate::bytes::parse_i64;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, error_outline, icon_button};
use egui::{Popup, PopupCloseBehavior, Ui};
use std::time::Duration;

/// The width of a field for a number.
const NUMBER: f32 = 96.0;

/// What is typed about repeating.
#[derive(Clone, Debug, PartialEq)]
pub struct RepeatForm {
    on: bool,
    every: String,
    count: String,
}

impl Default for RepeatForm {
    fn default() -> Self {
        Self { on: false, every: "500".to_owned(), count: String::new() }
    }
}

impl RepeatForm {
    /// The form of a plan.
    pub fn put(&mut self, plan: Option<RepeatPlan>) {
        self.on = plan.is_some();
        if let Some(plan) = plan {
            self.every = plan.every.as_millis().to_string();
            self.count = plan.count.map_or_else(String::new, |count| count.to_string());
        }
    }

    /// The plan: none for once.
    ///
    /// # Errors
    /// What is typed is no whole number from 1 on.
    pub fn plan(&self) -> Result<Option<RepeatPlan>, Message> {
        if !self.on {
            return Ok(None);
        }
        let wrong = || Message::new("composer-why-repeat");
        let every = whole(&self.every).ok_or_else(wrong)?;
        let count = match self.count.trim() {
            "" => None,
            text => Some(whole(text).ok_or_else(wrong)?),
        };
        Ok(Some(RepeatPlan { every: Duration::from_millis(every), count }))
    }

    /// The switch that says how often, and the caret that opens what it says.
    pub fn ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        let typed = Self { on: true, ..self.clone() };
        let label = match typed.plan() {
            Ok(Some(RepeatPlan { every, count: Some(n) })) => {
                let message = Message::new("composer-every-times").with("ms", every.as_millis().to_string());
                cx.say(&message.with("n", n.to_string()))
            }
            Ok(Some(RepeatPlan { every, count: None })) => {
                cx.say(&Message::new("composer-every").with("ms", every.as_millis().to_string()))
            }
            _ => cx.t("composer-repeat").to_owned(),
        };
        let name = format!("{} {label}", cx.t("composer-repeat"));
        let switch = ui.add(Button::new(&label).icon(Icon::Repeat).selected(self.on).name(&name));
        ui.ctx().accesskit_node_builder(switch.id, |node| node.set_toggled(self.on.into()));
        if switch.clicked() {
            self.on = !self.on;
        }
        // The caret belongs to the switch.
        ui.add_space(-sizes::GAP_SMALL);
        let caret = icon_button(ui, Icon::CaretDown, cx.t("composer-repeat-how"));
        let popup = Popup::menu(&caret).gap(4.0).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| self.form_ui(ui, cx));
    }

    fn form_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
        let width = sizes::LABEL_COLUMN + sizes::GAP_GROUPS;
        for (key, text, hint, may_be_empty) in [
            ("composer-repeat-every", &mut self.every, "", false),
            ("composer-repeat-count", &mut self.count, "∞", true),
        ] {
            let field = Field::new(cx.t(key), text).label_width(width).width(NUMBER).hint(hint).show(ui);
            if field.changed() {
                self.on = true;
            }
            if whole(text).is_none() && !(may_be_empty && text.trim().is_empty()) {
                error_outline(ui, field.rect);
            }
        }
        ui.label(Text::Small.rich(cx.t("composer-repeat-forever"), Tokens::of(ui).text_subdued));
    }
}

fn whole(text: &str) -> Option<u64> {
    u64::try_from(parse_i64(text).ok()?).ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_a_plan_or_a_mistake() {
        let form = |on, every: &str, count: &str| RepeatForm { on, every: every.into(), count: count.into() };
        let plan = |ms, count| Ok(Some(RepeatPlan { every: Duration::from_millis(ms), count }));
        assert_eq!(form(false, "x", "x").plan(), Ok(None));
        assert_eq!(form(true, "500", " ").plan(), plan(500, None));
        assert_eq!(form(true, "１", "10").plan(), plan(1, Some(10)));
        for (every, count) in [("0", ""), ("", ""), ("-5", ""), ("500", "0"), ("1.5", "")] {
            assert!(form(true, every, count).plan().is_err(), "{every} {count}");
        }
    }

    #[test]
    fn a_plan_comes_back_from_its_form() {
        for plan in [None, Some(RepeatPlan { every: Duration::from_millis(20), count: Some(3) })] {
            let mut form = RepeatForm::default();
            form.put(plan);
            assert_eq!(form.plan(), Ok(plan));
        }
    }
}
