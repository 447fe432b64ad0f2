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
    let pressed = ctx
        .input_mut(|input| take(&mut input.events, |digit| state.messages.with_key(digit).map(|message| message.id)));
    for id in pressed {
        cx.push(AppCommand::Messages(MessageCommand::Send(id)));
    }
}

/// Takes Alt and a digit out of the events where a message has that key, and the digit that the same press types; the
/// messages to send.
fn take(events: &mut Vec<Event>, message_of: impl Fn(u8) -> Option<u64>) -> Vec<u64> {
    let (mut pressed, mut typed) = (Vec::new(), Vec::new());
    events.retain(|event| match event {
        Event::Key { key, pressed: true, repeat, modifiers, .. } => {
            let alone = modifiers.alt && !modifiers.ctrl && !modifiers.command && !modifiers.shift;
            let digit = DIGITS.iter().position(|digit| digit == key).filter(|_| alone).map_or(0, |at| at as u8 + 1);
            let Some(id) = message_of(digit) else { return true };
            if !repeat {
                pressed.push(id);
            }
            typed.push(digit.to_string());
            false
        }
        Event::Text(text) => !typed.contains(text),
        _ => true,
    });
    pressed
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    #[test]
    fn alt_and_a_digit_that_a_message_has() {
        let key = |key, modifiers, repeat| Event::Key { key, physical_key: None, pressed: true, repeat, modifiers };
        let text = |text: &str| Event::Text(text.into());
        let message_of = |digit| (digit == 2).then_some(77);
        for (events, left, sent) in [
            (vec![key(Key::Num2, Modifiers::ALT, false), text("2")], 0, vec![77]),
            (vec![key(Key::Num2, Modifiers::ALT, true), text("2")], 0, vec![]),
            (vec![key(Key::Num3, Modifiers::ALT, false), text("3")], 2, vec![]),
            (vec![key(Key::Num2, Modifiers::NONE, false), text("2")], 2, vec![]),
            (vec![key(Key::Num2, Modifiers::ALT | Modifiers::SHIFT, false)], 1, vec![]),
            (vec![key(Key::Num2, Modifiers::ALT | Modifiers::CTRL, false)], 1, vec![]),
            (vec![text("2"), key(Key::A, Modifiers::ALT, false)], 2, vec![]),
        ] {
            let mut rest = events.clone();
            assert_eq!((take(&mut rest, message_of), rest.len()), (sent, left), "{events:?}");
        }
    }
}
