//! What a script binds, reaches and joins, by how far that is.

use crate::app::{AppCommand, OpenScript, ScriptCommand, is_beyond};
use crate::locale::Message;
use crate::script::{Distance, Net, Reached};
use crate::ui::cx::Cx;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets::{Button, padded, section_label, wrapped};
use egui::{Label, ScrollArea, Ui};

/// So many lines show of each kind.
const MOST: usize = 200;

/// The kinds, the nearest first, with the keys of their names.
const KINDS: [(Distance, &str); 8] = [
    (Distance::Near, "scripts-near"),
    (Distance::LowPort, "scripts-low-port"),
    (Distance::Path, "scripts-path"),
    (Distance::Raw, "scripts-raw"),
    (Distance::Group, "scripts-group"),
    (Distance::Broadcast, "scripts-broadcast"),
    (Distance::Wildcard, "scripts-wildcard"),
    (Distance::Beyond, "scripts-beyond"),
];

/// What `fits`, by kind: the key of its name, and each thing once.
pub fn groups(open: &OpenScript, fits: impl Fn(Distance) -> bool) -> Vec<(&'static str, Vec<&Reached>)> {
    let mut groups = Vec::new();
    for (distance, key) in KINDS.into_iter().filter(|(distance, _)| fits(*distance)) {
        let mut list: Vec<&Reached> = Vec::new();
        for reached in open.views.iter().flat_map(|view| &view.reached).filter(|one| one.distance == distance) {
            let is_known = list.iter().any(|known| known.what == reached.what && known.call == reached.call);
            if !is_known && list.len() < MOST {
                list.push(reached);
            }
        }
        if !list.is_empty() {
            groups.push((key, list));
        }
    }
    groups
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
            let groups = groups(open, |_| true);
            if groups.is_empty() {
                wrapped(ui, &[(cx.t("scripts-reach-nothing"), Text::Body, t.text_subdued)]);
            }
            for (key, list) in groups {
                ui.add_space(sizes::GAP_SMALL);
                section_label(ui, cx.t(key));
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
