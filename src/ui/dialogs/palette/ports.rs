//! *Which process has port 8000*: with the port that is typed, or with none yet.

use super::entries::{Chosen, Entry};
use crate::app::{AppCommand, MachineCommand, read_port};
use crate::locale::{Language, Message, words};
use crate::ui::cx::Cx;
use crate::ui::theme::Icon;

/// The question without a port, which is typed in the panel.
pub fn any(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    let entry = Entry::of_key(cx, "port-ask-any", asks(None));
    all.push(Entry { detail: cx.t("panel-machine").to_owned(), icon: Some(Icon::Desktop), ..entry });
}

/// The question about the first port among the typed words; none where there is no such word.
pub fn typed(cx: &Cx<'_>, text: &str) -> Option<Entry> {
    let (word, port) = text.split_whitespace().find_map(|word| Some((word, read_port(word).ok().flatten()?)))?;
    let label = |language| words(language, &Message::new("port-ask").with("port", port.to_string()));
    Some(Entry {
        label: label(cx.language),
        detail: cx.t("panel-machine").to_owned(),
        // The port as it was typed, too: `:8000`.
        others: Language::ALL.map(|language| format!("{} {word}", label(language))).into(),
        icon: Some(Icon::Desktop),
        what: asks(Some(port)),
    })
}

fn asks(port: Option<u16>) -> Chosen {
    Chosen::command(AppCommand::Machine(MachineCommand::WhoHas { port, row: None }))
}
