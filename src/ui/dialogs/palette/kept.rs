//! What the person keeps: saved messages, and the targets of the connect bar.

use super::entries::{Chosen, Entry};
use crate::app::{AppCommand, BarCommand, MessageCommand};
use crate::ui::cx::Cx;
use crate::ui::shell::target_words;
use crate::ui::theme::Icon;

/// At most so many messages are offered: a list of ten thousand is searched in its own panel.
const MESSAGES: usize = 500;

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
