//! What the palette offers. A new kind of entry is a function in [`SOURCES`].

use super::{kept, ports};
use crate::app::{AppCommand, DataMode, MakeCall, Preset, Settings, panel_calls};
use crate::bytes::Encoding;
use crate::call::{Call, CallKind};
use crate::locale::{self, Language, Message};
use crate::script::CallLanguage;
use crate::ui::actions::Action;
use crate::ui::cx::Cx;
use crate::ui::panels::{Pane, socket_sentence};
use crate::ui::shell::THEMES;
use crate::ui::theme::Icon;

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Chosen {
    /// A command of the table of keys or a menu.
    Action(Action),
    /// A wish of the program.
    Command(Box<AppCommand>),
    /// A call whose form has fields: chosen in the panel of calls.
    Call(CallKind),
}

impl Chosen {
    /// A wish of the program.
    pub fn command(command: AppCommand) -> Self {
        Self::Command(Box::new(command))
    }
}

/// One line of the palette.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub label: String,
    /// Where it belongs to, or what it would do; may be empty.
    pub detail: String,
    /// Other names that find it.
    pub others: Vec<String>,
    /// Drawn before the label.
    pub icon: Option<Icon>,
    /// What it does.
    pub what: Chosen,
}

/// Who gives entries, in the order in which they stand.
pub const SOURCES: [fn(&Cx<'_>, &mut Vec<Entry>); 9] =
    [actions, calls, kept::messages, kept::targets, kept::scripts, panels, ports::any, choices, sockets];

/// All entries.
pub fn entries(cx: &Cx<'_>) -> Vec<Entry> {
    let mut all = Vec::new();
    for source in SOURCES {
        source(cx, &mut all);
    }
    all
}

impl Entry {
    /// An entry whose words are a key's: it is found by them in every language.
    pub fn of_key(cx: &Cx<'_>, key: &str, what: Chosen) -> Self {
        let others = Language::ALL.iter().filter(|other| **other != cx.language);
        let others = others.map(|other| locale::text(*other, key).to_owned()).collect();
        Self { label: cx.t(key).to_owned(), detail: String::new(), others, icon: None, what }
    }

    /// With what it belongs to; a key, so that it finds in every language.
    fn under(mut self, cx: &Cx<'_>, key: &str) -> Self {
        self.detail = cx.t(key).to_owned();
        self.others.extend(Language::ALL.iter().map(|language| locale::text(*language, key).to_owned()));
        self
    }

    fn icon(mut self, icon: Option<Icon>) -> Self {
        self.icon = icon;
        self
    }
}

fn actions(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    let away = [Action::Palette, Action::Menus, Action::NextPane, Action::PreviousPane];
    let offered = Action::ALL.iter().filter(|action| !away.contains(action));
    let live = cx.state.reading.is_none();
    let offered = offered.filter(|action| **action != Action::CloseReading || !live);
    all.extend(offered.map(|action| Entry::of_key(cx, action.key(), Chosen::Action(*action)).icon(action.icon())));
}

/// The calls on the selected socket: those without arguments are made at once.
fn calls(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    let Some(row) = cx.state.selected_socket().filter(|_| cx.state.is_live()) else { return };
    let name = row.name.to_string();
    for kind in panel_calls() {
        let (key, what) = match without_arguments(kind) {
            Some(call) => ("palette-call-make", Chosen::command(AppCommand::MakeCall(MakeCall::once(row.sid, call)))),
            None => ("palette-call-form", Chosen::Call(kind)),
        };
        let others = Language::ALL.iter().map(|language| locale::text(*language, "panel-calls").to_owned());
        all.push(Entry {
            label: kind.name().to_owned(),
            detail: cx.say(&Message::new(key).with("name", name.as_str())),
            others: others.collect(),
            icon: None,
            what,
        });
    }
}

/// The call, where its form has no field.
pub fn without_arguments(kind: CallKind) -> Option<Call> {
    Some(match kind {
        CallKind::Close => Call::Close,
        CallKind::GetSockName => Call::GetSockName,
        CallKind::GetPeerName => Call::GetPeerName,
        CallKind::GetTimeout => Call::GetTimeout,
        CallKind::FileNo => Call::FileNo,
        CallKind::GetBlocking => Call::GetBlocking,
        CallKind::Detach => Call::Detach,
        _ => return None,
    })
}

fn sockets(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    let shown = |open: bool| open || cx.state.settings.show_closed;
    for row in cx.state.snapshot.board.sockets.values().filter(|row| shown(row.open)) {
        let label = row.name.to_string();
        let sentence = socket_sentence(cx, row);
        let detail = sentence.strip_prefix(&label).unwrap_or(&sentence).trim_start_matches([',', '，', ' ']).to_owned();
        let others = vec![detail.clone(), cx.t("panel-sockets").to_owned()];
        let what = Chosen::command(AppCommand::SelectSocket(Some(row.sid)));
        all.push(Entry { label, detail, others, icon: Some(Icon::Plug), what });
    }
}

fn panels(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    let entry = |pane: Pane| Entry::of_key(cx, pane.title_key(), Chosen::Action(Action::Pane(pane)));
    all.extend(Pane::ALL.into_iter().map(|pane| entry(pane).under(cx, "menu-panels").icon(Some(Icon::Layout))));
}

/// Arrangements, themes, languages, scalings, and how bytes are shown.
fn choices(cx: &Cx<'_>, all: &mut Vec<Entry>) {
    let entry = |key: &str, under: &str, icon: Icon, command: AppCommand| {
        Entry::of_key(cx, key, Chosen::command(command)).under(cx, under).icon(Some(icon))
    };
    let plain = |label: String, under: &str, icon: Icon, command: AppCommand| {
        let bare =
            Entry { label, detail: String::new(), others: Vec::new(), icon: None, what: Chosen::command(command) };
        bare.under(cx, under).icon(Some(icon))
    };
    for (preset, key) in [(Preset::Learn, "preset-learn"), (Preset::Test, "preset-test")] {
        all.push(entry(key, "palette-preset", Icon::Columns, AppCommand::SetPreset(preset)));
    }
    for (theme, key) in THEMES {
        all.push(entry(key, "menu-theme", Icon::CircleHalf, AppCommand::SetTheme(theme)));
    }
    all.push(entry("language-system", "menu-language", Icon::Translate, AppCommand::SetLanguage(None)));
    for language in Language::ALL {
        let command = AppCommand::SetLanguage(Some(language));
        all.push(plain(language.own_name().to_owned(), "menu-language", Icon::Translate, command));
    }
    for percent in Settings::ZOOMS {
        let command = AppCommand::SetZoom(percent);
        all.push(plain(format!("{percent} %"), "menu-scaling", Icon::MagnifyingGlassPlus, command));
    }
    for encoding in Encoding::ALL {
        let command = AppCommand::SetEncoding(*encoding);
        all.push(plain(encoding.name().to_owned(), "settings-encoding", Icon::TextAa, command));
    }
    for language in CallLanguage::ALL {
        let command = AppCommand::ShowCallsIn(language);
        all.push(plain(language.name().to_owned(), "line-calls-in", Icon::Code, command));
    }
    for (mode, key) in data_modes() {
        all.push(entry(key, "settings-grouping", Icon::Binary, AppCommand::SetDataMode(mode)));
    }
}

/// How bytes are grouped, with the keys of the names.
pub fn data_modes() -> [(DataMode, &'static str); 3] {
    [
        (DataMode::Messages, "data-by-message"),
        (DataMode::SentStream, "data-sent-stream"),
        (DataMode::ReceivedStream, "data-received-stream"),
    ]
}
