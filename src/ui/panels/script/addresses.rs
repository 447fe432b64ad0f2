//! What a script binds, reaches and joins, by how far that is.

use crate::app::{AppCommand, OpenScript, ScriptCommand, is_beyond};
use crate::locale::Message;
use crate::script::{Distance, Net, Reached};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, padded, section_label, wrapped};
use egui::{Label, ScrollArea, Ui};

/// The key of a kind's name.
pub fn distance_key(distance: Distance) -> &'static str {
    match distance {
        Distance::Near => "scripts-near",
        Distance::LowPort => "scripts-low-port",
        Distance::Path => "scripts-path",
        Distance::Raw => "scripts-raw",
        Distance::Group => "scripts-group",
        Distance::Broadcast => "scripts-broadcast",
        Distance::Wildcard => "scripts-wildcard",
        Distance::Beyond => "scripts-beyond",
    }
}

/// `bind 0.0.0.0:8000`.
pub fn reached_line(reached: &Reached) -> String {
    format!("{} {}", reached.call.name(), reached.what)
}

/// The list, and how far the script may go.
pub fn addresses_ui(ui: &mut Ui, cx: &mut Cx<'_>, open: &OpenScript) {
    ScrollArea::vertical().id_salt("script-addresses").auto_shrink(false).show(ui, |ui| {
        padded(ui, |ui| {
            let t = Tokens::of(ui);
            let asks = open.script.header.net == Net::Any;
            let key = match (open.script.header.net, open.net()) {
                (Net::Any, Net::Any) => "scripts-reach-allowed",
                (Net::Any, _) => "scripts-reach-kept",
                (Net::Loopback, _) => "scripts-reach-loopback",
                (Net::None, _) => "scripts-reach-none",
            };
            wrapped(ui, &[(cx.t(key), Text::Body, t.text)]);
            if asks && open.allowed != Some(true) && ui.add(Button::new(cx.t("scripts-allow"))).clicked() {
                cx.push(AppCommand::Script(ScriptCommand::Allow(true)));
            }
            if asks && open.allowed == Some(true) && ui.add(Button::new(cx.t("scripts-keep-here"))).clicked() {
                cx.push(AppCommand::Script(ScriptCommand::Allow(false)));
            }
            if open.reached.is_empty() {
                wrapped(ui, &[(cx.t("scripts-reach-nothing"), Text::Body, t.text_subdued)]);
            }
            for (distance, list) in &open.reached {
                ui.add_space(sizes::GAP_SMALL);
                section_label(ui, cx.t(distance_key(*distance)));
                for reached in list {
                    let color = if is_beyond(reached.distance) { t.warning } else { t.text };
                    let line = reached_line(reached);
                    let said = Message::new("scripts-reached").with("line", reached.line.to_string());
                    let text = format!("{line}  {}", cx.say(&said));
                    ui.add(Label::new(Text::Mono.rich(text, color)).truncate());
                }
            }
        });
    });
}
