//! Input methods: while one composes, every key is its own. One gate stands before all of the window: what the input
//! method takes (Enter that commits, Esc that dismisses, arrows that choose, letters of a shortcut) reaches no field, no
//! list and no shortcut.

use egui::{Context, Event, ImeEvent, Key, Plugin, RawInput, Response, Ui};

/// Puts the gate in place. Once for a context, before the first frame.
pub fn install_ime_gate(ctx: &Context) {
    ctx.add_plugin(ImeGate::default());
}

/// Whether an input method composes, as its events tell.
#[derive(Debug, Default)]
struct ImeGate {
    composing: bool,
}

impl Plugin for ImeGate {
    fn debug_name(&self) -> &'static str {
        "input method gate"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        // A composition ends with the field that it was in, also where the input method does not say so.
        self.composing &= ctx.text_edit_focused();
        self.take(&mut input.events);
    }
}

impl ImeGate {
    /// Takes the input method's keys out of a frame's events: those pressed after it began to compose, until the frame
    /// in which it ended is over (the key that commits comes before or after what is committed).
    fn take(&mut self, events: &mut Vec<Event>) {
        let mut theirs = self.composing;
        events.retain(|event| match event {
            Event::Ime(ImeEvent::Preedit { text, .. }) => {
                self.composing = !text.is_empty();
                theirs |= self.composing;
                true
            }
            Event::Ime(ImeEvent::DeleteSurrounding { .. }) => true,
            // Committed, or switched off.
            Event::Ime(_) | Event::WindowFocused(false) => {
                self.composing = false;
                true
            }
            Event::Key { pressed: true, .. } => !theirs,
            _ => true,
        });
    }
}

/// Whether a field was left by Enter, and the Enter was the person's and not the input method's.
pub fn entered(ui: &Ui, field: &Response) -> bool {
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    fn preedit(text: &str) -> Event {
        Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None })
    }

    fn commit(text: &str) -> Event {
        Event::Ime(ImeEvent::Commit(text.into()))
    }

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    /// The keys that pass, frame by frame.
    fn passed(frames: &[&[Event]]) -> Vec<Vec<Key>> {
        let mut gate = ImeGate::default();
        let frame = |events: &&[Event]| {
            let mut events = events.to_vec();
            gate.take(&mut events);
            let keys = events.iter().filter_map(|event| match event {
                Event::Key { key, pressed: true, .. } => Some(*key),
                _ => None,
            });
            keys.collect()
        };
        frames.iter().map(frame).collect()
    }

    #[test]
    #[expect(deprecated)] // integrations of their own may still send these two
    fn keys_are_the_input_methods_from_its_first_letter_to_the_end_of_the_frame_that_commits() {
        let enter = || key(Key::Enter);
        let (on, off) = (|| Event::Ime(ImeEvent::Enabled), || Event::Ime(ImeEvent::Disabled));
        let none: Vec<Key> = Vec::new();
        type Case = (&'static str, Vec<Vec<Event>>, Vec<Vec<Key>>);
        let table: [Case; 9] = [
            ("nobody composes", vec![vec![enter()], vec![on(), enter()]], vec![vec![Key::Enter]; 2]),
            (
                "fcitx and ibus: an empty preedit before the commit",
                vec![vec![on()], vec![preedit("n")], vec![preedit("ni")], vec![preedit(""), commit("你"), enter()]],
                vec![none.clone(); 4],
            ),
            (
                "the Enter comes first",
                vec![vec![preedit("ni")], vec![enter(), preedit(""), commit("你")], vec![enter()]],
                vec![none.clone(), none.clone(), vec![Key::Enter]],
            ),
            (
                "all within one slow frame",
                vec![vec![enter(), preedit("ni"), key(Key::Space), commit("你"), enter()], vec![enter()]],
                vec![vec![Key::Enter], vec![Key::Enter]],
            ),
            (
                "dismissed by Esc",
                vec![vec![preedit("ni")], vec![key(Key::Escape), preedit("")], vec![key(Key::Escape)]],
                vec![none.clone(), none.clone(), vec![Key::Escape]],
            ),
            (
                "switched off",
                vec![vec![preedit("ni")], vec![off()], vec![enter()]],
                vec![none.clone(), none.clone(), vec![Key::Enter]],
            ),
            (
                "committed without composing, as a full-width comma",
                vec![vec![commit("，"), enter()]],
                vec![vec![Key::Enter]],
            ),
            (
                "letters of shortcuts and arrows that choose",
                vec![vec![preedit("ni")], vec![key(Key::K), key(Key::ArrowDown), key(Key::F6), key(Key::Questionmark)]],
                vec![none.clone(), none.clone()],
            ),
            (
                "the window was left",
                vec![vec![preedit("ni")], vec![Event::WindowFocused(false)], vec![enter()]],
                vec![none.clone(), none, vec![Key::Enter]],
            ),
        ];
        for (what, frames, expected) in table {
            let frames: Vec<&[Event]> = frames.iter().map(Vec::as_slice).collect();
            assert_eq!(passed(&frames), expected, "{what}");
        }
    }
}
