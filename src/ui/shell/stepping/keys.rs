//! The keys of stepping through: they belong to the whole window while it is on, or while it is presented.

use super::Scrubber;
use crate::app::{AppCommand, State, StepCommand};
use crate::ui::keys::take;
use egui::{Context, Key, KeyboardShortcut, Modifiers};

/// Pushes what the pressed keys mean. While somebody types, keys are the field's.
pub fn step_by_key(ctx: &Context, state: &State, commands: &mut Vec<AppCommand>) {
    if (state.stepping.is_none() && !state.presenting) || ctx.text_edit_focused() {
        return;
    }
    let pressed = |key: Key| take(ctx, KeyboardShortcut::new(Modifiers::NONE, key));
    let playing = state.stepping.as_ref().is_some_and(crate::app::Stepping::is_playing);
    let focused = ctx.memory(egui::Memory::focused);
    // Elsewhere the space bar presses what has the keyboard.
    let plays = state.presenting || focused.is_none_or(|id| id == Scrubber::id());
    let table = [
        (Key::ArrowRight, StepCommand::Records(1)),
        (Key::ArrowLeft, StepCommand::Records(-1)),
        (Key::PageDown, StepCommand::Calls(1)),
        (Key::PageUp, StepCommand::Calls(-1)),
        (Key::Home, StepCommand::First),
        (Key::End, StepCommand::Last),
        (Key::Space, StepCommand::Play(!playing)),
    ];
    for (key, command) in table {
        if (key == Key::Space && !plays) || !pressed(key) {
            continue;
        }
        if state.stepping.is_none() {
            commands.push(AppCommand::Step(StepCommand::Begin(Some(u64::MAX))));
        }
        commands.push(AppCommand::Step(command));
    }
    if state.presenting && pressed(Key::Escape) {
        commands.push(AppCommand::Present(false));
    }
}
