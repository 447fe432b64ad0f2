//! Alt+1 to Alt+9 send the message that has the key, from anywhere.

use crate::app::{AppCommand, MessageCommand};
use crate::ui::cx::Cx;
use egui::{Context, Event, Key};

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// Takes the keys of messages out of a frame's input, before a field can. A key that is held sends once. What an input
/// method composes with never comes here, and a dialog has the keys to itself.
pub fn send_by_key(ctx: &Context, cx: &mut Cx<'_>) {
    let state = cx.state;
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        let mut taken = Vec::new();
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, repeat, modifiers, .. } => {
                let alone = modifiers.alt && !modifiers.ctrl && !modifiers.command && !modifiers.shift;
                let digit = DIGITS.iter().position(|digit| digit == key).filter(|_| alone).map(|at| at as u8 + 1);
                let Some(message) = digit.and_then(|digit| state.messages.with_key(digit)) else { return true };
                if !repeat {
                    pressed.push(message.id);
                }
                taken.extend(digit.map(|digit| digit.to_string()));
                false
            }
            // The digit that the same key types.
            Event::Text(text) => !taken.contains(text),
            _ => true,
        });
    });
    for id in pressed {
        cx.push(AppCommand::Messages(MessageCommand::Send(id)));
    }
}
