//! What is typed: its bytes, built anew when it changes; each tab with a text of its own; messages put in from elsewhere.

use super::head::Tab;
use super::{Composer, Outcome};
use crate::app::{Draft, SendCall};
use crate::bytes::{Encoding, Form, InputError, Recipe, escape_text, hex_text};
use crate::ui::cx::Cx;

/// Which of the kept texts is a tab's.
fn slot(tab: Tab) -> Option<usize> {
    match tab {
        Tab::Text => Some(0),
        Tab::Hex => Some(1),
        Tab::Python => Some(2),
        Tab::File => None,
    }
}

impl Composer {
    /// What is wrong with what is typed; nothing typed yet is no mistake.
    pub(super) fn wrong(&self) -> Option<InputError> {
        let (_, built) = self.built.as_ref()?;
        built.as_ref().err().filter(|_| !self.recipe.text.trim().is_empty()).copied()
    }

    /// Builds the bytes anew where anything changed.
    pub(super) fn build(&mut self) {
        if self.built.as_ref().is_none_or(|(of, _)| *of != self.recipe) {
            self.built = Some((self.recipe.clone(), self.recipe.build()));
        }
    }

    /// Opens another tab. What was typed stays in its own; text and hex fill an empty tab with the same bytes.
    pub(super) fn go_to(&mut self, tab: Tab) {
        let before = Tab::of(self.recipe.form);
        let body = body_of(&self.built).filter(|_| self.tab != Tab::File).map(<[u8]>::to_vec);
        self.tab = tab;
        let (Some(from), Some(to)) = (slot(before), slot(tab)) else { return };
        if from == to {
            return;
        }
        self.others[from] = std::mem::take(&mut self.recipe.text);
        let mut text = std::mem::take(&mut self.others[to]);
        if let Some(body) = body.filter(|_| text.is_empty() || text == self.filled[to]) {
            let same = match tab {
                Tab::Hex => Some(hex_text(&body)),
                Tab::Text if self.recipe.encoding == Encoding::Utf8 => Some(escape_text(&body)),
                _ => None,
            };
            if let Some(same) = same.filter(|_| before != Tab::Python) {
                self.filled[to].clone_from(&same);
                text = same;
            }
        }
        self.recipe.text = text;
        self.recipe.form = match tab {
            Tab::Hex => Form::Hex,
            Tab::Python if self.json => Form::Json,
            Tab::Python => Form::Repr,
            _ => Form::Text,
        };
        self.area.go_to_end();
    }

    /// Puts a message in its tab.
    pub(super) fn put(&mut self, recipe: Recipe) {
        self.go_to(Tab::of(recipe.form));
        self.recipe = recipe;
        self.area.go_to_end();
    }

    /// Takes up what was offered since the last frame; what was being typed goes to the history.
    pub(super) fn take_offer(&mut self, cx: &Cx<'_>) {
        let Some((number, Draft { recipe, call, repeat })) = &cx.state.offered else { return };
        if *number == self.offered {
            return;
        }
        self.offered = *number;
        self.history.push(&self.recipe);
        self.put(recipe.clone());
        let aim = self.target.aim(cx);
        if *call != SendCall::SendTo || aim.call == SendCall::SendTo {
            self.target.choose_call(&aim, *call);
        }
        self.repeat.put(*repeat);
        self.area.wants_focus = true;
    }
}

/// What is typed, as bytes, where it is right.
pub fn body_of(built: &Option<(Recipe, Outcome)>) -> Option<&[u8]> {
    let (_, built) = built.as_ref()?;
    built.as_ref().ok().and_then(|built| built.bytes.get(..built.body))
}

#[cfg(test)]
mod tests {
    use crate::app::input_message;
    use crate::bytes::{InputError, InputWhy};
    use crate::locale::{self, Language};

    #[test]
    fn every_mistake_has_words_in_both_languages() {
        use InputWhy::*;
        let all = [
            OddHex,
            NotHex('g'),
            BadEscape('q'),
            EndsInBackslash,
            ShortEscape,
            NotACodePoint(0xD800),
            OctalTooLarge,
            NotInEncoding('你'),
            Empty,
            NoSuchChecksum,
            ChecksumOfLess,
            ChecksumOfNoHex,
            LiteralUnexpected('?'),
            LiteralAfter('?'),
            LiteralComma('?'),
            LiteralOpen('['),
            LiteralEnds,
            LiteralColon,
            LiteralName,
            LiteralNumber,
            LiteralNumberLong,
            LiteralStringOpen,
            LiteralFormatted,
            LiteralMixed,
            LiteralBytesAscii('é'),
            LiteralUnhashable,
            LiteralDeep,
            JsonBytes,
            JsonSet,
            JsonKey,
        ];
        for why in all {
            let message = input_message(&InputError { at: 6, why });
            for language in Language::ALL {
                let words = locale::words(language, &message);
                assert!(words.chars().count() > 4 && !words.contains('$'), "{why:?}: {words}");
            }
        }
    }
}
