//! The editor of socket options: each with its value as the kernel reads it out, what it means, what a fresh socket has,
//! and a way to set it. Setting and reading are ordinary, visible calls.
//!
//! ```text
//! v Options
//! [ Usual | Changed 2 | All 121 ]
//! [ filter                      ]
//!   SO_RCVBUF         [ 131072 ] …
//!   Bytes that may wait to be received
//!   set by you · fresh: 212992
//! > By number
//! ```

mod choices;
mod control;
mod drafts;
mod list;
mod number;
mod row;

pub(super) use drafts::Drafts;
pub(super) use list::{Entry, Sort, entries};
pub(super) use row::{OptionRow, refusal};

use super::facts_of;
use super::fold::{fixed, fold_ui};
use crate::app::asked_text;
use crate::call;
use crate::call::{SocketId, SocketOption};
use crate::locale::{Language, Message};
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{FactRow, Field, segmented_named, segmented_width, wrapped};
use egui::Ui;
use list::{Line, Ranks, Scope, level_name, lines, ranks};
use std::collections::{HashMap, HashSet};

/// So far beyond what shows rows are still drawn, so that the keyboard finds the next one.
const BEYOND: f32 = 160.0;

/// What the editor keeps between frames.
pub(super) struct Editor {
    open: bool,
    scope: Scope,
    filter: String,
    levels: HashSet<i32>,
    number: number::ByNumber,
    heights: Heights,
    /// The order of the list that is looked at.
    order: Option<(Looked, Ranks)>,
}

/// What is looked at: a socket, a scope, a filter, and whether it is known what a fresh socket has.
type Looked = (SocketId, Scope, String, bool);

impl Default for Editor {
    fn default() -> Self {
        let levels = call::number_of("SOL_SOCKET").into_iter().collect();
        let (filter, number, heights) = (String::new(), number::ByNumber::default(), Heights::default());
        Self { open: true, scope: Scope::default(), filter, levels, number, heights, order: None }
    }
}

/// How high each row was when it was drawn last, for a width and a language: what is out of sight is left out.
#[derive(Default)]
struct Heights {
    of: Option<(i32, Language)>,
    rows: HashMap<(i32, i32), f32>,
}

impl Editor {
    /// The section.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, row: &SocketRow, drafts: &mut Drafts) {
        ui.add_space(sizes::GAP);
        let sentence = cx.t(if self.open { "options-hide" } else { "options-show" });
        fold_ui(ui, (cx.t("options-title"), Text::Label), "", sentence, &mut self.open);
        if !self.open {
            return;
        }
        let Some(facts) = facts_of(cx) else { return not_live_ui(ui, cx, row) };
        let sort = (facts.family, facts.kind, facts.proto);
        let fresh = cx.state.fresh_options(sort);
        let known = fresh.and_then(Result::ok).unwrap_or_default();
        let entries = entries(sort, &facts.options, known, row);
        self.head_ui(ui, cx, &entries);
        if let Some(Err(number)) = fresh {
            let errno = call::errno_name(number).unwrap_or("?");
            note(ui, &cx.say(&Message::new("options-fresh-unknown").with("errno", errno)));
        }
        let looked = (row.sid, self.scope, self.filter.clone(), fresh.is_some());
        if self.order.as_ref().is_none_or(|(before, _)| *before != looked) {
            self.order = Some((looked, ranks(&entries, sort)));
        }
        self.list_ui(ui, cx, (sort, row), &entries, drafts);
        ui.add_space(sizes::GAP_SMALL);
        fixed(ui, egui::Id::unique("option-by-number-form"), |ui| self.number.ui(ui, cx, row));
    }

    fn head_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, entries: &[Entry<'_>]) {
        let changed = entries.iter().filter(|entry| entry.is_changed()).count();
        let counted = |key: &str, n: usize| cx.say(&Message::new(key).with("n", n as u64));
        let (changed, all) = (counted("options-changed", changed), counted("options-all", entries.len()));
        let choices = [(Scope::Usual, cx.t("options-usual")), (Scope::Changed, &*changed), (Scope::All, &*all)];
        let name = |label: &str| cx.say(&Message::new("options-scope-name").with("what", label));
        ui.add_space(sizes::GAP_SMALL);
        // Narrower than the three side by side: they scroll.
        let too_wide = segmented_width(ui, &choices) > ui.available_width();
        let scroll = egui::ScrollArea::horizontal().id_salt("option-scope").auto_shrink([false, true]);
        if too_wide {
            scroll.show(ui, |ui| segmented_named(ui, &mut self.scope, &choices, name));
        } else {
            segmented_named(ui, &mut self.scope, &choices, name);
        }
        ui.add_space(sizes::GAP_SMALL);
        let field = Field::new(cx.t("options-filter"), &mut self.filter).hide_label().proportional();
        let field = field.icon(Icon::MagnifyingGlass).hint(cx.t("options-filter-hint"));
        field.id(egui::Id::unique("option-filter")).show(ui);
        ui.add_space(sizes::GAP_SMALL);
    }

    fn list_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        (sort, row): (Sort, &SocketRow),
        entries: &[Entry<'_>],
        drafts: &mut Drafts,
    ) {
        let language = cx.language;
        let meaning = |option: &SocketOption| meaning(language, option);
        let none = Ranks::new();
        let order = self.order.as_ref().map_or(&none, |(_, ranks)| ranks);
        let lines = lines(entries, (sort, self.scope, &self.filter), (&self.levels, order), &meaning);
        if lines.is_empty() {
            let filtered = Message::new("options-none-match").with("text", self.filter.trim());
            let none = Message::new("options-none-changed");
            note(ui, &cx.say(if self.filter.trim().is_empty() { &none } else { &filtered }));
        }
        self.heights.fit(ui.available_width(), language);
        for line in lines {
            match line {
                Line::Level(level, count, open) => self.level_ui(ui, cx, (level, count, open)),
                Line::Option(entry) => {
                    if self.heights.skip(ui, entry.key()) {
                        continue;
                    }
                    let top = ui.cursor().top();
                    OptionRow { entry, socket: row, place: "" }.show(ui, cx, drafts);
                    self.heights.rows.insert(entry.key(), ui.cursor().top() - top);
                }
            }
        }
    }

    fn level_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, (level, count, open): (i32, usize, bool)) {
        let name = level_name(level);
        let key = if open { "options-level-hide" } else { "options-level-show" };
        let sentence = cx.say(&Message::new(key).with("n", count as u64).with("level", &*name));
        let mut now = open;
        fold_ui(ui, (&name, Text::Mono), &count.to_string(), &sentence, &mut now);
        match (open, now) {
            (false, true) => {
                self.levels.insert(level);
            }
            (true, false) => {
                self.levels.remove(&level);
            }
            _ => {}
        }
    }
}

impl Heights {
    fn fit(&mut self, width: f32, language: Language) {
        let of = Some((width.round() as i32, language));
        if self.of != of {
            *self = Self { of, rows: HashMap::new() };
        }
    }

    /// Leaves out a row that is far from what shows.
    fn skip(&self, ui: &mut Ui, key: (i32, i32)) -> bool {
        let Some(height) = self.rows.get(&key) else { return false };
        let top = ui.cursor().top();
        let seen = ui.clip_rect().expand(BEYOND);
        if top <= seen.bottom() && top + height >= seen.top() {
            return false;
        }
        ui.add_space(*height);
        true
    }
}

/// What an option means, in a line.
pub(super) fn meaning(language: Language, option: &SocketOption) -> &'static str {
    crate::locale::text(language, &format!("option-{}", option.name.replace('_', "-")))
}

/// A subdued line of words.
pub(super) fn note(ui: &mut Ui, words: &str) {
    let color = Tokens::of(ui).text_subdued;
    wrapped(ui, &[(words, Text::Small, color)]);
}

/// Why nothing can be set, and what was.
fn not_live_ui(ui: &mut Ui, cx: &Cx<'_>, row: &SocketRow) {
    if cx.state.is_live() && row.open {
        // The kernel has not answered yet.
        return;
    }
    note(
        ui,
        cx.t(match (cx.state.is_live(), &cx.state.stepping) {
            (true, _) => "options-closed",
            (false, Some(_)) => "stepping-options",
            (false, None) => "options-reading",
        }),
    );
    if row.options_set.is_empty() {
        return;
    }
    ui.add_space(sizes::GAP_SMALL);
    note(ui, cx.t("options-was-set"));
    let color = Tokens::of(ui).text_strong;
    for (level, number) in &row.options_set {
        let Some((value, _)) = row.options.set((*level, *number)) else { continue };
        let name = call::option_name(*level, *number).map_or_else(|| format!("{level} {number}"), str::to_owned);
        FactRow::new(&name, &[(&asked_text(value), Text::Mono, color)]).named().show(ui);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::OPTIONS;

    #[test]
    fn every_option_has_its_meaning_in_both_languages() {
        for option in OPTIONS {
            let [english, chinese] = Language::ALL.map(|language| meaning(language, option));
            assert!(english != "?" && chinese != "?" && english != chinese, "{}", option.name);
            assert!(english.len() <= 130 && !english.ends_with('.'), "{}: {english}", option.name);
        }
    }
}
