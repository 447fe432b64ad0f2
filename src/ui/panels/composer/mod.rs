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
mod file;
mod foot;
mod head;
mod history;
mod preview;
mod repeat;
mod target;
mod trouble;

use crate::app::{AppCommand, Content, Draft, Outgoing, SavedMessage, SendCall, SendCommand, input_message};
use crate::bytes::{Built, Encoding, Form, InputError, Recipe, ascii_forms, escape_text, hex_text};
use crate::call::Payload;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::sizes;
use crate::ui::widgets::{Button, TextArea, entered, inline_error, padded};
use area::{Area, Asked};
use checksum::ChecksumMenu;
use egui::{ScrollArea, Ui};
use file::FileTab;
use head::Tab;
use history::History;
use repeat::RepeatForm;
use target::{Aim, Target};
use trouble::Trouble;

/// The least height of the field.
const FIELD_MIN: f32 = 40.0;
/// A panel so high shows the bytes on several lines.
const TALL: f32 = 210.0;

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
    built: Option<(Recipe, Result<Built, InputError>)>,
    history: History,
    area: Area,
    checksums: ChecksumMenu,
    repeat: RepeatForm,
    target: Target,
    file: FileTab,
    trouble: Trouble,
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
        self.take_drop(ui);
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
        let mut send = std::mem::take(&mut self.sends_next);
        let mut field = 0.0;
        if self.tab == Tab::File {
            let response = self.file.ui(ui, cx, egui::Id::unique("sockscope-composer-file"));
            send |= entered(ui, &response);
            ui.add_space(sizes::GAP);
        } else {
            field = (height - self.rest).max(FIELD_MIN);
            send |= self.field_ui(ui, cx, field);
            self.bytes_ui(ui, cx, if height > TALL { 3 } else { 1 });
        }
        send |= self.foot_ui(ui, cx, aim);
        let troubled = self.trouble.ui(ui, cx, &aim.to, self.last.as_ref());
        if !troubled || height > TALL {
            self.history_ui(ui, cx);
        }
        ui.add_space(sizes::GAP_SMALL);
        let rest = ui.cursor().top() - top - field;
        if (rest - self.rest).abs() > 0.5 && self.tab != Tab::File {
            self.rest = rest;
            ui.ctx().request_repaint();
        }
        if send {
            self.send(ui, cx, aim);
        }
    }

    /// What is chosen about the text, in the panel's head, from right to left.
    pub fn header_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let fits = head::fits(ui, cx, &self.recipe, ui.available_width() + sizes::MARGIN);
        if fits && self.tab != Tab::File {
            let body = body_of(&self.built);
            head::options_ui(ui, cx, &mut self.recipe, &mut self.checksums, body, true);
        }
        let mut tab = self.tab;
        // Beside the title, so that they stay where they are whatever stands at the right.
        let place = egui::vec2((ui.available_width() - head::TITLE).max(0.0), sizes::CONTROL);
        let from_left = egui::Layout::left_to_right(egui::Align::Center);
        let tabs = ui.allocate_ui_with_layout(place, from_left, |ui| {
            ui.set_min_width(place.x);
            head::tabs_ui(ui, cx, &mut tab)
        });
        if tabs.inner {
            self.go_to(tab);
            self.area.wants_focus = true;
        }
        if matches!(self.recipe.form, Form::Repr | Form::Json) {
            self.json = self.recipe.form == Form::Json;
        }
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

    /// What is wrong with what is typed; nothing typed yet is no mistake.
    fn wrong(&self) -> Option<InputError> {
        let (_, built) = self.built.as_ref()?;
        built.as_ref().err().filter(|_| !self.recipe.text.trim().is_empty()).copied()
    }

    /// The bytes that are sent, or what is wrong and where.
    fn bytes_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, lines: usize) {
        ui.add_space(sizes::GAP_SMALL);
        if let Some(error) = self.wrong() {
            ui.horizontal_wrapped(|ui| {
                ui.set_min_height(preview::height(lines));
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

    /// Builds the bytes anew where anything changed.
    fn build(&mut self) {
        if self.built.as_ref().is_none_or(|(of, _)| *of != self.recipe) {
            self.built = Some((self.recipe.clone(), self.recipe.build()));
        }
    }

    /// Opens another tab. What was typed stays in its own; text and hex fill an empty tab with the same bytes.
    fn go_to(&mut self, tab: Tab) {
        let slot = |tab| match tab {
            Tab::Text => Some(0),
            Tab::Hex => Some(1),
            Tab::Python => Some(2),
            Tab::File => None,
        };
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
    fn put(&mut self, recipe: Recipe) {
        self.go_to(Tab::of(recipe.form));
        self.recipe = recipe;
        self.area.go_to_end();
    }

    /// Takes up what was offered since the last frame; what was being typed goes to the history.
    fn take_offer(&mut self, cx: &Cx<'_>) {
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

    /// A file dropped here is sent; one dropped elsewhere is the window's business.
    fn take_drop(&mut self, ui: &Ui) {
        let rect = ui.max_rect().intersect(ui.clip_rect());
        let over = match ui.ctx().pointer_latest_pos() {
            Some(at) => rect.contains(at),
            // Some systems do not tell where the pointer is while it drags a file.
            None => self.tab == Tab::File,
        };
        if !over {
            return;
        }
        let dropped = ui.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        if let Some(file) = dropped.first() {
            self.file.take(file.path());
            self.go_to(Tab::File);
        }
    }

    /// Sends what is composed. Where that cannot be, the foot says why.
    fn send(&mut self, ui: &Ui, cx: &mut Cx<'_>, aim: &Aim) {
        if self.why_not(aim).is_some() {
            return;
        }
        let (what, label) = match self.tab {
            Tab::File => {
                let Some(path) = self.file.chosen() else { return };
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                (Content::File(path), name)
            }
            _ => {
                let Some((_, Ok(built))) = &self.built else { return };
                (Content::Bytes(Payload::from(built.bytes.as_slice())), None)
            }
        };
        let repeat = self.repeat.plan().ok().flatten().filter(|_| self.tab != Tab::File);
        let address = aim.parsed().and_then(Result::ok);
        let outgoing = Outgoing { what, call: aim.call, to: aim.to.clone(), address, repeat, label };
        if self.tab != Tab::File {
            self.history.push(&self.recipe);
            self.area.select_all();
        }
        self.last = Some(outgoing.clone());
        cx.push(AppCommand::Sending(SendCommand::Go(outgoing)));
        ui.ctx().request_repaint();
    }

    /// Opens what is composed as a new saved message.
    fn save(&self, cx: &mut Cx<'_>, aim: &Aim) {
        let repeat = self.repeat.plan().ok().flatten();
        let message = SavedMessage { recipe: self.recipe.clone(), call: aim.call, repeat, ..SavedMessage::default() };
        cx.push(AppCommand::EditMessage(Some(message)));
    }

    /// Why it cannot be sent now.
    fn why_not(&self, aim: &Aim) -> Option<Message> {
        if let Some(why) = &aim.why {
            return Some(why.clone());
        }
        let stream = aim.row.as_ref().is_some_and(|row| row.is_stream());
        let content = match (self.tab, &self.built) {
            (Tab::File, _) => self.file.chosen().is_none().then_some("composer-why-no-file"),
            (_, Some((_, Ok(built)))) if built.bytes.is_empty() && stream => Some("composer-why-empty"),
            (_, Some((_, Ok(_)))) => None,
            (_, _) => Some("composer-why-wrong"),
        };
        if let Some(key) = content {
            return Some(Message::new(key));
        }
        if let Some(Err(why)) = aim.parsed() {
            return Some(why);
        }
        self.repeat.plan().err().filter(|_| self.tab != Tab::File)
    }
}

/// What is typed, as bytes, where it is right.
fn body_of(built: &Option<(Recipe, Result<Built, InputError>)>) -> Option<&[u8]> {
    let (_, built) = built.as_ref()?;
    built.as_ref().ok().and_then(|built| built.bytes.get(..built.body))
}
