//! *Find*: the field in the panel's head, and a bar below it while something is looked for.

use super::search::{Found, Hit, MOST, Scanner, Search};
use crate::app::{DataMode, input_message};
use crate::bytes::{Encoding, Needle};
use crate::call::SocketId;
use crate::locale::Message;
use crate::session::Direction;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Field, icon_button, inline_error, padded, segmented};
use egui::{Key, Ui};
use std::sync::Arc;
use std::time::Duration;

/// What is typed rests for so long before it is looked for, in seconds.
const REST: f64 = 0.2;
/// Bytes that came meanwhile are looked through this often.
const AGAIN: Duration = Duration::from_millis(500);

/// What a search is for: when any of it changes, it begins anew.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    session: usize,
    sid: SocketId,
    mode: DataMode,
    encoding: Encoding,
    text: String,
    hex: bool,
}

/// The field, and the search.
#[derive(Default)]
pub struct Find {
    text: String,
    hex: bool,
    wanted: Option<Wanted>,
    changed: f64,
    search: Option<Search>,
    wrong: Option<Message>,
    current: Option<usize>,
    focus: bool,
}

impl Find {
    /// The field in the head.
    pub fn field_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, width: f32) {
        let label = cx.t("data-find");
        let field = Field::new(label, &mut self.text).hide_label().hint(label).icon(Icon::MagnifyingGlass);
        let response = field.width(width).show(ui);
        if std::mem::take(&mut self.focus) {
            response.request_focus();
        }
        if response.lost_focus() {
            let (enter, back) = ui.input(|input| (input.key_pressed(Key::Enter), input.modifiers.shift));
            let composing = ui.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Ime(_))));
            if enter && !composing {
                self.focus = true;
                self.step(!back);
            }
        }
    }

    /// Whether the bar shows.
    pub fn is_open(&self) -> bool {
        !self.text.is_empty()
    }

    /// Begins, goes on, or ends the search, as what is typed and shown asks. True when a first hit came up.
    pub fn tick(&mut self, ui: &Ui, cx: &Cx<'_>, sid: SocketId, stream: bool) -> bool {
        let settings = &cx.state.settings;
        let wanted = self.is_open().then(|| Wanted {
            session: Arc::as_ptr(cx.state.session()) as usize,
            sid,
            mode: settings.data_mode,
            encoding: settings.encoding(),
            text: self.text.clone(),
            hex: self.hex,
        });
        let now = ui.input(|input| input.time);
        if wanted != self.wanted {
            let retyped = wanted.as_ref().map(|wanted| &wanted.text) != self.wanted.as_ref().map(|wanted| &wanted.text);
            self.changed = if retyped { now } else { now - REST };
            (self.wanted, self.search, self.wrong, self.current) = (wanted, None, None, None);
        }
        let Some(wanted) = &self.wanted else { return false };
        let session = cx.state.session();
        if let Some(search) = &self.search {
            if !search.is_running() && session.pieces(sid).len() > search.found().total {
                // A thread that cannot be started is tried again with the next frame.
                let _ = search.go_on(session, sid, ui.ctx().clone());
                ui.ctx().request_repaint_after(AGAIN);
            }
        } else if self.wrong.is_none() && now - self.changed >= REST {
            match scanner(wanted, stream) {
                Ok(scanner) => self.search = Search::start(session, sid, scanner, ui.ctx().clone()).ok(),
                Err(wrong) => self.wrong = Some(wrong),
            }
        } else if self.wrong.is_none() {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(REST));
        }
        let any = self.search.as_ref().is_some_and(|search| !search.found().hits.is_empty());
        if any && self.current.is_none() {
            self.current = Some(0);
            return true;
        }
        false
    }

    /// The bar. True when another hit was gone to.
    pub fn bar_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> bool {
        let before = self.current;
        padded(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = sizes::GAP;
                segmented(ui, &mut self.hex, &[(false, cx.t("data-find-text")), (true, cx.t("data-find-hex"))]);
                if icon_button(ui, Icon::CaretUp, cx.t("data-find-previous")).clicked() {
                    self.step(false);
                }
                if icon_button(ui, Icon::CaretDown, cx.t("data-find-next")).clicked() {
                    self.step(true);
                }
                self.state_ui(ui, cx);
            });
        });
        ui.add_space(sizes::GAP_SMALL);
        self.current != before
    }

    fn state_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if let Some(wrong) = &self.wrong {
            inline_error(ui, &cx.say(wrong));
            return;
        }
        let Some(search) = &self.search else { return };
        let (running, color) = (search.is_running(), Tokens::of(ui).text_subdued);
        let (words, progress) = {
            let found = search.found();
            (state_words(&found, self.current, running), found.done as f32 / found.total.max(1) as f32)
        };
        ui.label(Text::Body.rich(cx.say(&words), color));
        if running {
            ui.label(Text::Mono.rich(format!("{:.0} %", progress * 100.0), color));
            if icon_button(ui, Icon::X, cx.t("data-find-stop")).clicked() {
                search.cancel();
            }
        }
    }

    /// To the next hit or the one before, round the end.
    fn step(&mut self, forward: bool) {
        let Some(search) = &self.search else { return };
        let count = search.found().hits.len();
        if count == 0 {
            return;
        }
        self.current = Some(match (self.current, forward) {
            (None, _) => 0,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        });
    }

    /// The hit that was gone to.
    pub fn current(&self) -> Option<Hit> {
        self.search.as_ref()?.found().hits.get(self.current?).copied()
    }

    /// For each byte of a range: whether it is part of a hit, and whether of the current one.
    pub fn marks(&self, direction: Direction, start: u64, count: usize) -> Vec<(bool, bool)> {
        let Some(search) = &self.search else { return vec![(false, false); count] };
        let current = self.current().filter(|hit| hit.direction == direction).map(|hit| hit.at);
        let found = search.found();
        let hit = |offset: u64| found.hit_at(direction, offset, search.len);
        (start..start + count as u64)
            .map(|at| hit(at).map_or((false, false), |hit| (true, Some(hit) == current)))
            .collect()
    }
}

fn scanner(wanted: &Wanted, stream: bool) -> Result<Scanner, Message> {
    let needle = match wanted.hex {
        true => Needle::hex(&wanted.text),
        false => Needle::text(&wanted.text, wanted.encoding),
    };
    let only = match wanted.mode {
        DataMode::Messages => None,
        DataMode::SentStream => Some(Direction::Sent),
        DataMode::ReceivedStream => Some(Direction::Received),
    };
    let needle = needle.map_err(|error| input_message(&error))?;
    Ok(Scanner::new(needle, only, stream))
}

fn state_words(found: &Found, current: Option<usize>, running: bool) -> Message {
    let count = found.hits.len() as u64;
    let key = match (count, running) {
        (0, true) => "data-find-running",
        (0, false) if found.cancelled => "data-find-cancelled",
        (0, false) => "data-find-none",
        _ if found.full => "data-find-most",
        _ => "data-find-count",
    };
    let message = Message::new(key);
    if count == 0 {
        return message;
    }
    message.with("at", current.map_or(0, |at| at as u64 + 1)).with("n", count.min(MOST as u64))
}
