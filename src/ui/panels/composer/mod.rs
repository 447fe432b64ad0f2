//! The composer: a message as text, hex, a Python value or a file; what is added to it; to whom, how, and how often.
//!
//! ```text
//! ┌ Compose      [Text|Hex|Python|File] [UTF-8 ▾] [CR LF ▾] [CRC-16/MODBUS ▾] ┐
//! │ ╭───────────────────────────────────────────────────────────────────────╮ │
//! │ │ 01 03 00 00 00 0a                                                     │ │
//! │ ╰───────────────────────────────────────────────────────────────────────╯ │
//! │ ↑ 01 03 00 00 00 0a [c5 cd]                                          8 B  │
//! │ [Send] [send ▾] [Once]                        To [plc|Selected 2|All 3]   │
//! │ Sent (01 03 00…) (GET /status…)                                           │
//! └───────────────────────────────────────────────────────────────────────────┘
//! ```

mod area;
mod checksum;
mod dropped;
mod file;
mod foot;
mod going;
mod head;
mod history;
mod preview;
mod repeat;
mod taken;
mod target;
mod trouble;
mod typed;

use crate::app::{Outgoing, input_message};
use crate::bytes::{Built, Form, InputError, Recipe, ascii_forms};
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Button, TextArea, entered, inline_error, padded};
use area::{Area, Asked};
use checksum::ChecksumMenu;
use egui::{Align, Id, Key, Layout, Modifiers, Rect, ScrollArea, Ui, pos2, vec2};
use file::FileTab;
use head::Tab;
use history::History;
use repeat::RepeatForm;
use target::{Aim, Target};
use trouble::Trouble;
use typed::body_of;

/// The least height of the field.
const FIELD_MIN: f32 = 40.0;
/// A panel so high shows the bytes on several lines.
const TALL: f32 = 210.0;

/// What came of building a message.
type Outcome = Result<Built, InputError>;

/// The composer panel.
#[derive(Default)]
pub struct Composer {
    tab: Tab,
    /// What stands in the field, and all that is chosen beside it.
    recipe: Recipe,
    /// What was typed in the other tabs: text, hex, Python.
    others: [String; 3],
    /// What a tab was filled with when it was opened, as long as nobody changed it.
    filled: [String; 3],
    json: bool,
    built: Option<(Recipe, Outcome)>,
    history: History,
    area: Area,
    checksums: ChecksumMenu,
    repeat: RepeatForm,
    target: Target,
    file: FileTab,
    trouble: Trouble,
    /// A hex dump that stands in the field.
    dump: taken::Dump,
    /// The offer that was taken up last.
    offered: u64,
    /// What was sent from here last.
    last: Option<Outgoing>,
    /// What the panel holds beside the field was so high.
    rest: f32,
    /// Asked from outside to send.
    sends_next: bool,
}

impl Composer {
    /// Sends what is composed, in the next frame.
    pub fn send_next(&mut self) {
        self.sends_next = true;
    }

    /// The panel's body.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.take_offer(cx);
        let rect = ui.available_rect_before_wrap();
        self.take_drop(ui, rect);
        let aim = self.target.aim(cx);
        let height = ui.available_height();
        let scroll = ScrollArea::vertical().id_salt("composer").auto_shrink(false);
        scroll.show(ui, |ui| {
            padded(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.body_ui(ui, cx, &aim, height);
            });
        });
        self.area.settle(ui, &self.recipe.text);
        self.hover_ui(ui, cx, rect);
    }

    fn body_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, aim: &Aim, height: f32) {
        let top = ui.cursor().top();
        if self.tab != Tab::File && !head::fits(ui, cx, &self.recipe, ui.available_width() + 2.0 * sizes::MARGIN) {
            let body = body_of(&self.built);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
                head::options_ui(ui, cx, &mut self.recipe, &mut self.checksums, body, false);
            });
            ui.add_space(sizes::GAP_SMALL);
        }
        self.build();
        let mut send = std::mem::take(&mut self.sends_next) || by_keys(ui);
        let field = (height - self.rest).max(FIELD_MIN);
        let lines = match height > TALL {
            true if ui.available_width() >= foot::ONE_LINE => 3,
            true => 2,
            false => 1,
        };
        if self.tab == Tab::File {
            // As high as the field and the bytes of the other tabs, so that nothing below moves.
            send |= self.file_ui(ui, cx, field + preview::height(lines) + 2.0 * sizes::GAP_SMALL);
        } else {
            send |= self.field_ui(ui, cx, field);
            self.bytes_ui(ui, cx, lines);
            self.taken_ui(ui, cx);
        }
        send |= self.foot_ui(ui, cx, aim);
        let troubled = self.trouble.ui(ui, cx, &aim.to, self.last.as_ref());
        if !troubled || height > TALL {
            self.history_ui(ui, cx);
        }
        ui.add_space(sizes::GAP);
        let rest = ui.cursor().top() - top - field;
        if (rest - self.rest).abs() > 0.5 {
            self.rest = rest;
            ui.ctx().request_repaint();
        }
        if send {
            self.send(ui, cx, aim);
        }
    }

    /// What is chosen about the text, in the panel's head, from right to left.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let width = ui.available_width() + sizes::MARGIN;
        let fits = head::fits(ui, cx, &self.recipe, width);
        let mut tab = self.tab;
        // At the end, so that they stay where they are whatever stands beside them.
        if head::tabs_ui(ui, cx, &mut tab, width) {
            self.go_to(tab);
            match tab {
                Tab::File => ui.memory_mut(|memory| memory.request_focus(file_field())),
                _ => self.area.wants_focus = true,
            }
        }
        if fits && self.tab != Tab::File {
            let body = body_of(&self.built);
            head::options_ui(ui, cx, &mut self.recipe, &mut self.checksums, body, true);
        }
        if matches!(self.recipe.form, Form::Repr | Form::Json) {
            self.json = self.recipe.form == Form::Json;
        }
    }

    /// The file's path and a place to drop it; true when Enter was pressed in the field.
    fn file_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, height: f32) -> bool {
        let place = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
        let response = ui.scope(|ui| self.file.ui(ui, cx, file_field())).inner;
        let left = Rect::from_min_max(pos2(place.left(), ui.cursor().top() + sizes::GAP_SMALL), place.max);
        if left.height() > sizes::CONTROL {
            dropped::zone(ui, left.with_max_y(left.bottom() - sizes::GAP_SMALL), cx.t("composer-drop-here"), false);
            ui.advance_cursor_after_rect(left);
        } else {
            ui.add_space(sizes::GAP);
        }
        entered(ui, &response)
    }

    /// The field; true when its keys ask to send.
    fn field_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, height: f32) -> bool {
        let asked = self.area.keys(ui, &self.recipe.text);
        let taken = match asked {
            Some(Asked::Older) => self.history.older(&self.recipe),
            Some(Asked::Newer) => self.history.newer(&self.recipe),
            _ => None,
        };
        if let Some(taken) = taken {
            self.put(taken);
            self.build();
        }
        let hint = match self.recipe.form {
            Form::Text => "composer-hint-text",
            Form::Hex => "composer-hint-hex",
            Form::Repr => "composer-hint-repr",
            Form::Json => "composer-hint-json",
        };
        let wrong = self.wrong().filter(|error| error.has_place()).map(|error| error.at);
        let area = TextArea::new(cx.t("composer-message"), &mut self.recipe.text).hint(cx.t(hint));
        if self.area.ui(ui, area.height(height).mark(wrong)) {
            self.build();
        }
        asked == Some(Asked::Send)
    }

    /// The bytes that are sent, or what is wrong and where.
    fn bytes_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, lines: usize) {
        ui.add_space(sizes::GAP_SMALL);
        if let Some(error) = self.wrong() {
            let size = vec2(ui.available_width(), preview::height(lines));
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Min).with_main_wrap(true), |ui| {
                ui.spacing_mut().interact_size.y = preview::height(1);
                ui.set_min_height(size.y);
                inline_error(ui, &cx.say(&input_message(&error)));
                self.ascii_ui(ui, cx);
            });
        } else if let Some((recipe, Ok(built))) = &self.built {
            preview::preview_ui(ui, cx, recipe, built, lines);
            if matches!(recipe.form, Form::Repr | Form::Json) {
                self.ascii_ui(ui, cx);
            }
        } else {
            preview::preview_ui(ui, cx, &self.recipe, &Built::default(), lines);
        }
        ui.add_space(sizes::GAP_SMALL);
    }

    /// Full-width signs as ASCII, in one press.
    fn ascii_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.recipe.form == Form::Text {
            return;
        }
        let Some(ascii) = ascii_forms(&self.recipe.text) else { return };
        let button = ui.add(Button::new(cx.t("composer-ascii")).small());
        if button.on_hover_text(cx.t("composer-ascii-hint")).clicked() {
            self.recipe.text = ascii;
            self.area.go_to_end();
            self.area.wants_focus = true;
        }
    }
}

/// The field of the file's path.
fn file_field() -> Id {
    Id::unique("sockscope-composer-file")
}

/// Whether Ctrl+Enter was pressed while anything of the panel had the keyboard.
fn by_keys(ui: &Ui) -> bool {
    let focused = ui.memory(egui::Memory::focused).filter(|id| *id != Area::id());
    let place = focused.and_then(|id| ui.ctx().read_response(id)).map(|response| response.rect.center());
    place.is_some_and(|place| ui.clip_rect().contains(place))
        && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter))
}
