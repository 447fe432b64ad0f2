//! A one-line composer: text with escapes or hex, Enter sends, ↑ brings back what was sent.

use crate::app::payload;
use crate::call::Payload;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::widgets::{self, Field};
use egui::text::{CCursor, CCursorRange};
use egui::{Id, Key, Modifiers, Response, Ui};

/// Fields narrower than this have a short hint.
const HINT: f32 = 200.0;
/// So many sent texts are kept.
const HISTORY: usize = 50;

/// What is typed for one socket.
#[derive(Debug, Default)]
pub struct Composer {
    /// The text of the field.
    pub text: String,
    /// It is hex.
    pub hex: bool,
    /// What was sent, the newest last.
    history: Vec<(String, bool)>,
    /// Which of them stands in the field.
    recalled: Option<usize>,
    /// What was typed and not sent, while one of them stands there.
    draft: (String, bool),
}

impl Composer {
    /// The bytes that the text means.
    pub fn bytes(&self) -> Result<Payload, Message> {
        payload(&self.text, self.hex)
    }

    /// The field. True when Enter (or Ctrl+Enter) was pressed in it; the focus stays.
    pub fn field_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, name: &str, id: Id, width: f32) -> bool {
        let label = cx.say(&Message::new("lane-compose").with("name", name));
        let hint = match (self.hex, width < HINT) {
            (true, _) => "lane-hint-hex",
            (false, true) => "lane-hint-short",
            (false, false) => "lane-hint",
        };
        let hint = cx.t(hint);
        let response = Field::new(&label, &mut self.text).hide_label().hint(hint).width(width).id(id).show(ui);
        if response.changed() {
            self.recalled = None;
        }
        self.arrows(ui, &response);
        let entered = widgets::entered(ui, &response);
        if entered {
            response.request_focus();
        }
        let sent = response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        entered || sent
    }

    fn arrows(&mut self, ui: &Ui, response: &Response) {
        if !response.has_focus() {
            return;
        }
        let (up, down) = ui.input(|input| (input.key_pressed(Key::ArrowUp), input.key_pressed(Key::ArrowDown)));
        if (up || down) && self.recall(up) {
            let end = CCursor::new(self.text.chars().count());
            if let Some(mut state) = egui::TextEdit::load_state(ui.ctx(), response.id) {
                state.cursor.set_char_range(Some(CCursorRange::one(end)));
                state.store(ui.ctx(), response.id);
            }
        }
    }

    /// Puts the one before or after into the field; after the newest comes what was being typed. False where there is none.
    fn recall(&mut self, before: bool) -> bool {
        let wanted = match (before, self.recalled) {
            (true, None) => self.history.len().checked_sub(1),
            (true, Some(at)) => Some(at.saturating_sub(1)),
            (false, Some(at)) => Some(at + 1),
            (false, None) => None,
        };
        let Some(at) = wanted else { return false };
        if self.recalled.is_none() {
            self.draft = (std::mem::take(&mut self.text), self.hex);
        }
        let (found, draft) = (self.history.get(at).cloned(), &mut self.draft);
        self.recalled = found.is_some().then_some(at);
        (self.text, self.hex) = found.unwrap_or_else(|| std::mem::take(draft));
        true
    }

    /// The text was sent: it goes to the history, and the field is empty.
    pub fn sent(&mut self) {
        let sent = (std::mem::take(&mut self.text), self.hex);
        (self.recalled, self.draft) = (None, Default::default());
        if sent.0.is_empty() || self.history.last() == Some(&sent) {
            return;
        }
        if self.history.len() == HISTORY {
            self.history.remove(0);
        }
        self.history.push(sent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_being_typed_comes_back_after_what_was_sent() {
        let mut composer = Composer::default();
        assert!(!composer.recall(true) && !composer.recall(false));
        for (text, hex) in [("a", false), ("b", false)] {
            (composer.text, composer.hex) = (text.into(), hex);
            composer.sent();
        }
        (composer.text, composer.hex) = ("0d 0".into(), true);
        let mut press = |before| {
            let there = composer.recall(before);
            (there, composer.text.clone(), composer.hex)
        };
        let table = [
            (false, (false, "0d 0", true)),
            (true, (true, "b", false)),
            (true, (true, "a", false)),
            (true, (true, "a", false)),
            (false, (true, "b", false)),
            (false, (true, "0d 0", true)),
            (false, (false, "0d 0", true)),
        ];
        for (before, (there, text, hex)) in table {
            assert_eq!(press(before), (there, text.to_owned(), hex));
        }
    }

    #[test]
    fn what_was_sent_is_kept_once() {
        let mut composer = Composer { text: "a".into(), ..Composer::default() };
        composer.sent();
        for _ in 0..2 {
            composer.text = "b".into();
            composer.sent();
        }
        composer.sent();
        assert_eq!(composer.history, [("a".into(), false), ("b".into(), false)]);
        for i in 0..2 * HISTORY {
            composer.text = i.to_string();
            composer.sent();
        }
        assert_eq!(composer.history.len(), HISTORY);
    }
}
