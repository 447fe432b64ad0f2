//! What the person keeps: saved messages, the targets of the connect bar, recent scripts; and the examples.

use super::entries::{Chosen, Entry};
use crate::app::{AppCommand, BarCommand, EXAMPLES, MessageCommand, ScriptCommand};
use crate::ui::cx::Cx;
use crate::ui::shell::target_words;
use crate::ui::theme::Icon;
use crate::ui::widgets::cut_middle;

/// At most so many messages are offered: a list of ten thousand is searched in its own panel.
const MESSAGES: usize = 500;
/// So many characters of a path show.
const PATH_CHARS: usize = 60;

/// Saved messages: Enter sends.
pub fn messages(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    if !cx.state.is_live() {
        return;
    }
    let entry = |message: &crate::app::SavedMessage| Entry {
        label: message.shown_name().into_owned(),
        detail: cx.t("palette-message").to_owned(),
        others: vec![message.folder.clone(), message.note.clone(), cx.t("panel-messages").to_owned()],
        icon: Some(Icon::PaperPlaneTilt),
        what: Chosen::command(AppCommand::Messages(MessageCommand::Send(message.id))),
    };
    all.extend(cx.state.messages.all().iter().take(MESSAGES).map(|message| entry(message)));
}

/// Recent targets: Enter connects or listens there.
pub fn targets(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    if !cx.state.is_live() {
        return;
    }
    all.extend(cx.state.settings.recent_targets.iter().map(|target| Entry {
        label: target_words(cx, target),
        detail: cx.t("palette-target").to_owned(),
        others: Vec::new(),
        icon: Some(Icon::Plugs),
        what: Chosen::command(AppCommand::Bar(BarCommand::Connect(target.clone()))),
    }));
}

/// Examples and recent scripts: Enter opens.
pub fn scripts(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    for (at, example) in EXAMPLES.iter().enumerate() {
        let mut entry = Entry::of_key(cx, example.title_key, Chosen::command(script(ScriptCommand::Example(at))));
        (entry.detail, entry.icon) = (cx.t("menu-examples").to_owned(), Some(Icon::Scroll));
        entry.others.push(cx.t("panel-script").to_owned());
        all.push(entry);
    }
    all.extend(cx.state.settings.recent_scripts.iter().map(|path| Entry {
        label: cut_middle(&crate::bytes::escape_text(path.as_bytes()), PATH_CHARS),
        detail: cx.t("menu-recent-scripts").to_owned(),
        others: vec![cx.t("panel-script").to_owned()],
        icon: Some(Icon::Scroll),
        what: Chosen::command(script(ScriptCommand::Open(path.into()))),
    }));
}

fn script(command: ScriptCommand) -> AppCommand {
    AppCommand::Script(command)
}
