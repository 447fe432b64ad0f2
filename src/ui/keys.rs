//! The one table of keys: what the window acts on, what menus and the palette show beside a command, and what the map of
//! keys tells.

use super::actions::Action;
use super::panels::Pane;
use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

/// A part of the map of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// In the whole window.
    Window,
    /// Panels and tabs.
    Panels,
    /// Sockets and calls.
    Calls,
    /// Scripts.
    Scripts,
    /// Stepping through a session.
    Stepping,
    /// In lists and data.
    Lists,
    /// In fields.
    Fields,
}

impl Group {
    /// Every part, in the map's order.
    pub const ALL: [Self; 7] =
        [Self::Window, Self::Panels, Self::Calls, Self::Scripts, Self::Stepping, Self::Lists, Self::Fields];

    /// The key of its title.
    pub fn title_key(self) -> &'static str {
        match self {
            Self::Window => "keys-group-window",
            Self::Panels => "keys-group-panels",
            Self::Calls => "keys-group-calls",
            Self::Scripts => "keys-group-scripts",
            Self::Stepping => "keys-group-stepping",
            Self::Lists => "keys-group-lists",
            Self::Fields => "keys-group-fields",
        }
    }
}

/// What keys do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// A command, wherever the keyboard is.
    Do(Action),
    /// Something that the thing under the keyboard does by itself; the key of the words for it.
    Here(&'static str),
}

impl Does {
    /// The key of the words for it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Do(action) => action.key(),
            Self::Here(key) => key,
        }
    }
}

/// One line of the table: any of the keys does it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Where it stands in the map.
    pub group: Group,
    /// The keys; menus show the first.
    pub keys: &'static [KeyboardShortcut],
    /// What they do.
    pub does: Does,
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn act(group: Group, action: Action, keys: &'static [KeyboardShortcut]) -> Line {
    Line { group, keys, does: Does::Do(action) }
}

const fn told(group: Group, key: &'static str, keys: &'static [KeyboardShortcut]) -> Line {
    Line { group, keys, does: Does::Here(key) }
}

/// The table, but for the panels' digits.
const TABLE: &[Line] = &[
    act(Group::Window, Action::Palette, &[ctrl(Key::K)]),
    act(Group::Window, Action::KeyMap, &[plain(Key::Questionmark), shift(Key::Slash)]),
    act(Group::Window, Action::Menus, &[plain(Key::F10)]),
    act(Group::Window, Action::Settings, &[ctrl(Key::Comma)]),
    act(Group::Window, Action::OpenSession, &[ctrl(Key::O)]),
    act(Group::Window, Action::SaveSession, &[ctrl(Key::S)]),
    act(Group::Window, Action::PauseRecording, &[ctrl_shift(Key::P)]),
    act(Group::Window, Action::ZoomIn, &[ctrl(Key::Plus), ctrl(Key::Equals)]),
    act(Group::Window, Action::ZoomOut, &[ctrl(Key::Minus)]),
    act(Group::Window, Action::ZoomReset, &[ctrl(Key::Num0)]),
    told(Group::Window, "keys-escape", &[plain(Key::Escape)]),
    act(Group::Window, Action::Quit, &[ctrl(Key::Q)]),
    act(Group::Panels, Action::NextPane, &[plain(Key::F6)]),
    act(Group::Panels, Action::PreviousPane, &[shift(Key::F6)]),
    act(Group::Panels, Action::ConnectBar, &[plain(Key::F4)]),
    act(Group::Panels, Action::NextTab, &[ctrl(Key::PageDown)]),
    act(Group::Panels, Action::PreviousTab, &[ctrl(Key::PageUp)]),
    told(Group::Panels, "keys-tab", &[plain(Key::Tab), shift(Key::Tab)]),
    act(Group::Calls, Action::NewSocket, &[ctrl(Key::N)]),
    act(Group::Calls, Action::MakeOrSend, &[ctrl(Key::Enter)]),
    told(Group::Calls, "keys-message", &[alt(Key::Num1), alt(Key::Num9)]),
    act(Group::Calls, Action::Stop, &[ctrl(Key::Period)]),
    act(Group::Calls, Action::Why, &[plain(Key::F1)]),
    act(Group::Calls, Action::ShowFromHere, &[ctrl(Key::L)]),
    act(Group::Scripts, Action::OpenScript, &[ctrl_shift(Key::O)]),
    act(Group::Scripts, Action::SaveScript, &[ctrl_shift(Key::S)]),
    act(Group::Scripts, Action::ScriptRunAll, &[plain(Key::F9)]),
    act(Group::Scripts, Action::ScriptNextStep, &[plain(Key::F8)]),
    act(Group::Scripts, Action::ScriptRunToHere, &[shift(Key::F8)]),
    act(Group::Scripts, Action::ScriptStop, &[shift(Key::F9)]),
    act(Group::Scripts, Action::ScriptStartOver, &[ctrl_shift(Key::F9)]),
    act(Group::Stepping, Action::StepThrough, &[ctrl(Key::T)]),
    act(Group::Stepping, Action::Present, &[plain(Key::F5)]),
    told(Group::Stepping, "keys-step-record", &[plain(Key::ArrowLeft), plain(Key::ArrowRight)]),
    told(Group::Stepping, "keys-step-call", &[plain(Key::PageUp), plain(Key::PageDown)]),
    told(Group::Stepping, "keys-step-ends", &[plain(Key::Home), plain(Key::End)]),
    told(Group::Stepping, "keys-step-play", &[plain(Key::Space)]),
    told(Group::Lists, "keys-rows", &[plain(Key::ArrowUp), plain(Key::ArrowDown)]),
    told(Group::Lists, "keys-pages", &[plain(Key::PageUp), plain(Key::PageDown)]),
    told(Group::Lists, "keys-ends", &[plain(Key::Home), plain(Key::End)]),
    told(Group::Lists, "keys-press", &[plain(Key::Enter), plain(Key::Space)]),
    told(Group::Lists, "keys-mark", &[shift(Key::ArrowUp), shift(Key::ArrowDown), ctrl(Key::A)]),
    told(Group::Lists, "keys-move", &[alt(Key::ArrowUp), alt(Key::ArrowDown)]),
    told(Group::Lists, "keys-copy", &[ctrl(Key::C)]),
    told(Group::Lists, "keys-find", &[ctrl(Key::F)]),
    told(Group::Lists, "keys-bookmark", &[plain(Key::B)]),
    told(Group::Lists, "keys-note", &[plain(Key::N)]),
    told(Group::Lists, "keys-timeline-zoom", &[plain(Key::Plus), plain(Key::Minus), plain(Key::Num0)]),
    told(Group::Lists, "keys-timeline-time", &[plain(Key::T)]),
    told(Group::Lists, "keys-timeline-across", &[plain(Key::ArrowLeft), plain(Key::ArrowRight)]),
    told(Group::Lists, "keys-timeline-move", &[alt(Key::ArrowLeft), alt(Key::ArrowRight)]),
    act(Group::Lists, Action::FindCalls, &[ctrl(Key::F)]),
    act(Group::Lists, Action::NextMatch, &[plain(Key::F3)]),
    act(Group::Lists, Action::PreviousMatch, &[shift(Key::F3)]),
    told(Group::Fields, "keys-enter", &[plain(Key::Enter)]),
    told(Group::Fields, "keys-history", &[plain(Key::ArrowUp), plain(Key::ArrowDown)]),
    told(Group::Fields, "keys-undo", &[ctrl(Key::Z)]),
];

/// The digits of the panels, in the order of [`Pane::ALL`].
const DIGITS: [[KeyboardShortcut; 1]; 9] = [
    [ctrl(Key::Num1)],
    [ctrl(Key::Num2)],
    [ctrl(Key::Num3)],
    [ctrl(Key::Num4)],
    [ctrl(Key::Num5)],
    [ctrl(Key::Num6)],
    [ctrl(Key::Num7)],
    [ctrl(Key::Num8)],
    [ctrl(Key::Num9)],
];

/// Every line: the table, and the panels by their digits.
pub fn lines() -> impl Iterator<Item = Line> {
    let panes = Pane::ALL.into_iter().zip(&DIGITS);
    TABLE.iter().copied().chain(panes.map(|(pane, keys)| act(Group::Panels, Action::Pane(pane), keys)))
}

/// The keys that menus show beside a command.
pub fn of(action: Action) -> Option<KeyboardShortcut> {
    lines().find(|line| line.does == Does::Do(action)).and_then(|line| line.keys.first().copied())
}

/// How keys are written: `Ctrl+Enter`, `⌘K`, `↑`.
pub fn text(ctx: &Context, keys: KeyboardShortcut) -> String {
    let sign = match keys.logical_key {
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::Escape => "Esc",
        Key::PageUp => "PgUp",
        Key::PageDown => "PgDn",
        key => key.symbol_or_name(),
    };
    // The modifiers as this system names them, in front of any letter.
    let with_letter = ctx.format_shortcut(&KeyboardShortcut::new(keys.modifiers, Key::A));
    format!("{}{sign}", with_letter.strip_suffix('A').unwrap_or_default())
}

/// The commands whose keys were pressed in this frame; their keys are taken. While somebody types, `?` is a letter, and
/// Ctrl+Enter is left to the field at first: see [`take_enter`]; Ctrl+F to the panel with the keyboard: [`take_find`].
pub fn pressed(ctx: &Context) -> Vec<Action> {
    let typing = ctx.text_edit_focused();
    let mut actions = Vec::new();
    for line in lines() {
        let Does::Do(action) = line.does else { continue };
        if typing && matches!(action, Action::MakeOrSend | Action::KeyMap) || action == Action::FindCalls {
            continue;
        }
        if line.keys.iter().any(|keys| take(ctx, *keys)) {
            actions.push(action);
        }
    }
    actions
}

/// Ctrl+Enter, where nothing took it while the panels were drawn.
pub fn take_enter(ctx: &Context) -> bool {
    of(Action::MakeOrSend).is_some_and(|keys| take(ctx, keys))
}

/// Ctrl+F, where no panel with the keyboard took it for itself.
pub fn take_find(ctx: &Context) -> bool {
    of(Action::FindCalls).is_some_and(|keys| take(ctx, keys))
}

/// Takes a press of exactly these keys. Signs that need Shift on some keyboards may come with it.
pub fn take(ctx: &Context, keys: KeyboardShortcut) -> bool {
    let lenient = matches!(keys.logical_key, Key::Plus | Key::Questionmark | Key::Equals | Key::Comma | Key::Period);
    ctx.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| {
            let Event::Key { key, modifiers, pressed: true, .. } = event else { return true };
            let mut held = *modifiers;
            held.shift &= !lenient;
            *key != keys.logical_key || !held.matches_exact(keys.modifiers)
        });
        input.events.len() < before
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale;

    #[test]
    fn no_keys_do_two_things() {
        let mut seen = Vec::new();
        for line in lines().filter(|line| matches!(line.does, Does::Do(_))) {
            for keys in line.keys {
                assert!(!seen.contains(keys), "{keys:?} {:?}", line.does);
                seen.push(*keys);
            }
        }
    }

    #[test]
    fn every_line_has_keys_and_words() {
        for line in lines() {
            assert!(!line.keys.is_empty() && locale::has(line.does.key()), "{:?}", line.does);
        }
        for group in Group::ALL {
            assert!(locale::has(group.title_key()) && lines().any(|line| line.group == group), "{group:?}");
        }
        for action in Action::ALL {
            assert!(locale::has(action.key()), "{action:?}");
        }
    }

    #[test]
    fn keys_are_written_as_they_stand_on_a_keyboard() {
        let ctx = Context::default();
        ctx.set_os(egui::os::OperatingSystem::Nix);
        for (keys, written) in [
            (ctrl(Key::Enter), "Ctrl+Enter"),
            (shift(Key::F6), "Shift+F6"),
            (plain(Key::ArrowUp), "↑"),
            (ctrl(Key::Comma), "Ctrl+,"),
            (ctrl(Key::Period), "Ctrl+."),
            (ctrl(Key::Minus), "Ctrl+−"),
            (ctrl(Key::Num1), "Ctrl+1"),
            (ctrl(Key::PageDown), "Ctrl+PgDn"),
            (plain(Key::Questionmark), "?"),
            (plain(Key::Escape), "Esc"),
        ] {
            assert_eq!(text(&ctx, keys), written);
        }
    }
}
