//! The box of Ctrl+K: a line of Python is a call, anything else finds a command by its name or by a few of its letters.
//!
//! ```text
//! ┌──────────────────────────────────────────────┐
//! │ server ▾                                     │
//! │ s.bind(("127.0.0.1", 80                      │
//! │   bind(address)   Gives the socket …         │
//! │ ▌ completions, or the commands that fit      │
//! │ ✓ s = socket.socket()         server/s       │
//! │ ↑ ↓ choose   Enter run   Esc close           │
//! └──────────────────────────────────────────────┘
//! ```

mod below;
mod commands;
mod editor;
mod entries;
mod kept;
mod known;
mod ports;
mod rank;
mod told;

pub use entries::{Chosen, data_modes};

use crate::app::{AppCommand, LineCommand};
use crate::call::SocketId;
use crate::locale::Language;
use crate::session::Board;
use crate::ui::cx::Cx;
use crate::ui::keys;
use crate::ui::theme::{Text, Tokens, sizes};
use crate::ui::widgets;
use editor::{Asked, Editor};
use egui::{Align2, Context, CornerRadius, Frame, Id, Margin, ScrollArea, Ui, vec2};
use entries::{Entry, entries};
use known::Known;
use rank::{Found, Hit, rank};
use std::sync::Weak;

/// How wide it is, in points, where there is room.
const WIDTH: f32 = 640.0;
/// What stands around the part that scrolls.
const AROUND: f32 = 62.0;
/// How much the window behind is dimmed.
const BACKDROP: f32 = 0.25;
/// What of the height is for a long text; the rest is for what is said of it.
const FIELD_SHARE: f32 = 0.5;
/// So many choices are remembered.
const RECENT: usize = 24;

/// What is typed, what fits, and what was used.
#[derive(Default)]
pub struct Palette {
    is_open: bool,
    editor: Editor,
    known: Known,
    entries: Vec<Entry>,
    /// So many of them stand there whatever is typed.
    lasting: usize,
    hits: Vec<Hit>,
    /// What the entries were made for.
    made_for: Option<(Weak<Board>, Option<SocketId>, Language)>,
    /// What the hits were made for.
    ranked_for: Option<String>,
    /// The chosen line of the list; of completions none until one goes there.
    at: Option<usize>,
    /// The chosen line is to come into sight.
    reveal: bool,
    /// What was run, the last first.
    recent: Vec<Chosen>,
    /// How high its content was in the last frame, and how much of it showed.
    high: (f32, f32),
}

impl Palette {
    /// Draws it; true when it should close, and what is to be done.
    pub fn ui(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> (bool, Option<Chosen>) {
        let opened = !std::mem::replace(&mut self.is_open, true);
        if opened {
            let (recent, mut editor) = (std::mem::take(&mut self.recent), std::mem::take(&mut self.editor));
            editor.open();
            *self = Self { is_open: true, recent, editor, ..Self::default() };
        }
        if self.editor.take_offered(cx) {
            self.ranked_for = None;
        }
        self.refresh(cx);
        if ctx.memory(|memory| memory.focused().is_none()) {
            self.editor.focus();
        }
        let mut chosen = None;
        let tokens = crate::ui::theme::tokens(ctx);
        let room = ctx.content_rect();
        let width = WIDTH.min(room.width() - 2.0 * sizes::MARGIN);
        let frame = Frame::new()
            .fill(tokens.panel)
            .corner_radius(CornerRadius::same(sizes::RADIUS_PANEL))
            .inner_margin(Margin::symmetric(0, sizes::GAP as i8))
            .stroke(egui::Stroke::new(sizes::HAIRLINE, tokens.line))
            .shadow(ctx.global_style().visuals.popup_shadow);
        let id = Id::unique("palette");
        let top = if room.height() < 500.0 { sizes::GAP_SMALL } else { sizes::TOP_BAR + sizes::GAP };
        let area = egui::Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top));
        let mut kept_open = false;
        let modal = egui::Modal::new(id).area(area).frame(frame);
        // What goes on behind it stays to be seen.
        let modal = modal.backdrop_color(tokens.line.gamma_multiply(BACKDROP)).show(ctx, |ui| {
            ui.set_width(width);
            // Its own keys close it as well: what opened it is pressed again.
            let again = keys::of(crate::ui::actions::Action::Palette).is_some_and(|keys| keys::take(ui.ctx(), keys));
            let lines = if self.known.is_python { self.known.completions.len() } else { self.hits.len() };
            let asked = self.editor.keys(ui, &self.known, (&mut self.at, &mut self.reveal), lines);
            kept_open = asked == Some(Asked::HideCompletions);
            let height = (room.height() - top - AROUND).max(sizes::ROW * 3.0);
            let mut area = ScrollArea::vertical().id_salt("palette-whole").max_height(height);
            area = area.min_scrolled_height(0.0);
            let shown = area.show(ui, |ui| chosen = self.content_ui(ui, cx, asked, height));
            let high = (shown.content_size.y, shown.inner_rect.height());
            if std::mem::replace(&mut self.high, high) != high {
                // The box is as high as what it had in the frame before.
                ui.ctx().request_repaint();
            }
            foot_ui(ui, cx, self.known.is_python);
            again
        });
        if let Some(chosen) = &chosen {
            self.recent.retain(|other| other != chosen);
            self.recent.insert(0, chosen.clone());
            self.recent.truncate(RECENT);
        }
        let close = modal.inner || chosen.is_some() || (modal.should_close() && !kept_open);
        if close {
            self.is_open = false;
        }
        (close, chosen)
    }

    /// It was closed by something else.
    pub fn forget(&mut self) {
        self.is_open = false;
    }

    fn content_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, asked: Option<Asked>, height: f32) -> Option<Chosen> {
        told::side_ui(ui, cx, &mut self.editor);
        let shown = self.known.shown_troubles(self.editor.is_tried());
        let changed = {
            let most = (height * FIELD_SHARE / Text::Mono.line_height()) as usize;
            self.editor.field_ui(ui, cx, shown.first().copied(), (self.known.offers_completions(), most))
        };
        let mut done = None;
        if changed {
            // What was typed in the same frame as the key counts.
            (self.at, self.reveal) = (None, true);
            self.refresh(cx);
        }
        if let Some(asked) = asked {
            done = self.act(cx, asked);
        }
        self.refresh(cx);
        if let Some(pressed) = below::below_ui(ui, cx, &self.known, self.editor.is_tried(), (self.at, self.reveal)) {
            match pressed {
                below::Pressed::Mend(text) => self.editor.put(&text),
                below::Pressed::RunRest => self.run(cx, true),
                below::Pressed::Complete(at) => self.complete(at),
            }
            self.refresh(cx);
        }
        let tells = self.editor.text().is_empty() && cx.state.line.told().next().is_some();
        // Who looks for a command sees commands.
        let looks = !self.known.is_python && !self.editor.text().is_empty();
        if !looks && told::told_ui(ui, cx, self.known.is_python) {
            self.editor.focus();
        }
        if !self.known.is_python {
            let room = if tells {
                (height * 0.45).max(sizes::ROW * 3.0)
            } else {
                height - 2.0 * sizes::ROW_TALL - 2.0 * sizes::GAP
            };
            let first = self.at.or((!self.hits.is_empty() && !self.known.chooses_nothing).then_some(0));
            let lists = (self.entries.as_slice(), self.hits.as_slice());
            let pressed = commands::list_ui(ui, cx, lists, (first, self.reveal), room);
            done = done.or_else(|| pressed.and_then(|at| self.entries.get(at)).map(|entry| entry.what.clone()));
        }
        self.reveal = false;
        done
    }

    /// Does what the keys ask for.
    fn act(&mut self, cx: &mut Cx<'_>, asked: Asked) -> Option<Chosen> {
        match asked {
            Asked::Enter => match (self.known.is_python, self.at) {
                (true, Some(at)) => self.complete(at),
                (true, None) => self.run(cx, false),
                (false, at) => {
                    let first = (!self.known.chooses_nothing).then_some(0);
                    let hit = self.hits.get(at.or(first)?)?;
                    return self.entries.get(hit.at).map(|entry| entry.what.clone());
                }
            },
            Asked::Run => self.run(cx, false),
            Asked::Complete => self.complete(self.at.filter(|_| self.known.is_python).unwrap_or(0)),
            Asked::HideCompletions => {
                self.at = None;
                self.known.hide_completions();
                self.editor.focus();
            }
            Asked::Older => self.editor.older(cx.state.line.history()),
            Asked::Newer => self.editor.newer(cx.state.line.history()),
        }
        None
    }

    fn complete(&mut self, at: usize) {
        if let Some(one) = self.known.completions.get(at) {
            self.editor.complete(one);
        }
        self.at = None;
    }

    /// Runs what is typed, where nothing speaks against it.
    fn run(&mut self, cx: &mut Cx<'_>, rest: bool) {
        self.editor.focus();
        if self.editor.text().trim().is_empty() {
            return;
        }
        if self.known.runs(rest) && cx.state.is_live() {
            let side = cx.state.line_side().into();
            cx.push(AppCommand::Line(LineCommand::Run { side, text: self.editor.take(), rest }));
            self.at = None;
        } else {
            self.editor.tried();
        }
    }

    /// Makes the entries anew where what they are about changed, and looks at the text where it did.
    fn refresh(&mut self, cx: &Cx<'_>) {
        let board = &cx.state.snapshot.board;
        let now = (board, cx.state.selected, cx.language);
        let same = |(of, selected, language): &(Weak<Board>, Option<SocketId>, Language)| {
            std::ptr::eq(of.as_ptr(), std::sync::Arc::as_ptr(now.0)) && (*selected, *language) == (now.1, now.2)
        };
        if !self.made_for.as_ref().is_some_and(same) {
            self.entries = entries(cx);
            self.lasting = self.entries.len();
            self.made_for = Some((std::sync::Arc::downgrade(now.0), now.1, now.2));
            self.ranked_for = None;
        }
        let is_entry = |text: &str| self.entries.iter().any(|entry| entry.label.to_lowercase() == text);
        self.known.refresh(cx, self.editor.text(), self.editor.cursor(), is_entry);
        if self.ranked_for.as_deref() == Some(self.editor.text()) {
            return;
        }
        self.entries.truncate(self.lasting);
        self.entries.extend(ports::typed(cx, self.editor.text()));
        let found = self.entries.iter().map(|Entry { label, others, .. }| Found { label, others });
        let all: Vec<Found<'_>> = found.collect();
        let recent = |at: usize| {
            let entry = self.entries.get(at)?;
            self.recent.iter().position(|chosen| *chosen == entry.what)
        };
        self.hits = if self.known.is_python { Vec::new() } else { rank(self.editor.text(), &all, &recent) };
        self.ranked_for = Some(self.editor.text().to_owned());
        let lines = if self.known.is_python { self.known.completions.len() } else { self.hits.len() };
        self.at = self.at.filter(|at| *at < lines);
    }
}

fn foot_ui(ui: &mut Ui, cx: &Cx<'_>, is_python: bool) {
    ui.add_space(sizes::GAP_SMALL);
    let color = Tokens::of(ui).text_subdued;
    let key = if is_python { "line-foot" } else { "palette-foot" };
    widgets::padded(ui, |ui| ui.add(egui::Label::new(Text::Small.rich(cx.t(key), color)).truncate()));
}
