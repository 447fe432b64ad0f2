//! Under the message: *Send*, by which call, to whom, how often; and what was sent before.

use super::Composer;
use super::head::Tab;
use super::target::Aim;
use crate::app::{Audience, SendCall};
use crate::bytes::printable_preview;
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Button, Field, dropdown, error_outline, galley, row_chip, row_chip_width, segmented};
use crate::ui::widgets::{icon_button, section_label, segmented_width};
use egui::{Align, Color32, Label, Layout, Sense, Ui, pos2, vec2};

/// Characters of a message that its chip shows.
const CHIP: usize = 24;
/// The width of the address field.
const ADDRESS: f32 = 156.0;
/// A panel so wide has all of it on one line.
pub const ONE_LINE: f32 = 560.0;

impl Composer {
    /// All of it; true when *Send* was pressed.
    pub(super) fn foot_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, aim: &Aim) -> bool {
        let mut send = false;
        if ui.available_width() >= ONE_LINE {
            let size = vec2(ui.available_width(), sizes::CONTROL);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                send = self.how_ui(ui, cx, aim);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    self.audience_ui(ui, cx, aim, true);
                    why_ui(ui, cx, aim);
                });
            });
        } else {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = sizes::GAP_SMALL;
                send = self.how_ui(ui, cx, aim);
                self.audience_ui(ui, cx, aim, false);
            });
            why_ui(ui, cx, aim);
        }
        send
    }

    /// *Send*, the call, the address, the repeat.
    fn how_ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, aim: &Aim) -> bool {
        let why = self.why_not(aim).map(|why| cx.say(&why));
        let name = match &why {
            Some(why) => cx.say(&Message::new("composer-send-cannot").with("why", why.as_str())),
            None => self.send_name(cx, aim),
        };
        let button = Button::new(cx.t("composer-send")).primary().icon(Icon::PaperPlaneRight).name(&name);
        let send = ui.add_enabled(why.is_none(), button);
        let pressed = send.clicked();
        if let Some(why) = why {
            send.on_disabled_hover_text(why);
        } else {
            send.on_hover_text(name.as_str());
        }
        let mut call = aim.call;
        let calls = [(SendCall::Send, "send"), (SendCall::SendAll, "sendall"), (SendCall::SendTo, "sendto")];
        if dropdown(ui, cx.t("composer-call"), &mut call, &calls).changed() {
            self.target.choose_call(aim, call);
        }
        self.address_ui(ui, cx, aim);
        if self.tab != Tab::File {
            self.repeat.ui(ui, cx);
            if !self.recipe.text.is_empty() && icon_button(ui, Icon::BookmarkSimple, cx.t("composer-save")).clicked() {
                self.save(cx, aim);
            }
        }
        pressed
    }

    fn send_name(&self, cx: &Cx<'_>, aim: &Aim) -> String {
        let to = aim.words(cx);
        if self.tab == Tab::File {
            return cx.say(&Message::new("composer-send-file-name").with("to", to));
        }
        let n = self.built.as_ref().and_then(|(_, built)| built.as_ref().ok()).map_or(0, |built| built.bytes.len());
        cx.say(&Message::new("composer-send-name").with("n", n as u64).with("to", to))
    }

    /// Where `sendto` sends, and *answer last sender* where that is another.
    fn address_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, aim: &Aim) {
        let (Some(row), Some(address)) = (&aim.row, &aim.address) else { return };
        let mut text = address.clone();
        let field = Field::new(cx.t("composer-address"), &mut text).hide_label().width(ADDRESS);
        let field = field.hint(cx.t("composer-address-hint")).show(ui);
        if field.changed() {
            self.target.type_address(row.sid, text);
        }
        if let Some(Err(why)) = aim.parsed().filter(|_| !address.trim().is_empty()) {
            error_outline(ui, field.rect);
            field.on_hover_text(cx.say(&why));
        }
        if let Some(sender) = &aim.sender {
            let label = cx.say(&Message::new("composer-address-answer").with("address", sender.to_string()));
            if ui.add(Button::new(&label).icon(Icon::ArrowElbowDownLeft).quiet()).clicked() {
                self.target.answer(cx, row.sid, sender);
            }
        }
    }

    /// This one, the marked ones, all.
    fn audience_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, aim: &Aim, reversed: bool) {
        let Some(row) = &aim.row else { return };
        let (marked, all) = aim.counts;
        let name = row.name.to_string();
        let to_ui = |ui: &mut Ui| section_label(ui, cx.t("composer-to"));
        let listens = row.backlog.is_some();
        let selected = cx.say(&Message::new("composer-audience-selected").with("n", marked as u64));
        let every = cx.say(&Message::new("composer-audience-all").with("n", all as u64));
        let mut choices =
            vec![(Audience::This, name.as_str()), (Audience::Selected, &selected), (Audience::All, &every)];
        choices.retain(|(audience, _)| match audience {
            Audience::This => !listens,
            // The selected one alone is *this*.
            Audience::Selected => marked > 1 || aim.audience == Audience::Selected,
            Audience::All => all > 1 || listens,
        });
        let mut audience = aim.audience;
        let many = choices.len() > 1 || listens;
        if !reversed && !many {
            to_ui(ui);
        }
        if many {
            let room = if reversed { ui.available_width() } else { ui.max_rect().width() };
            let changed = match segmented_width(ui, &choices) <= room {
                true => segmented(ui, &mut audience, &choices),
                false => dropdown(ui, cx.t("composer-audience"), &mut audience, &choices).changed(),
            };
            if changed {
                self.target.audience = audience;
            }
        } else if !reversed {
            ui.add(Label::new(Text::Mono.rich(row.name.base(), Tokens::of(ui).text_strong)));
        } else {
            ui.add(Label::new(Text::Mono.rich(name.as_str(), Tokens::of(ui).text_strong)).truncate());
        }
        if reversed {
            to_ui(ui);
        }
    }

    /// What was sent before, as many chips as fit on a line.
    pub(super) fn history_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) {
        if self.history.newest().next().is_none() {
            return;
        }
        ui.add_space(sizes::GAP_SMALL);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), sizes::CHIP), Sense::hover());
        let t = Tokens::of(ui);
        let label = galley(ui.painter(), cx.t("composer-history"), Text::Label, t.text_subdued);
        let mut x = crate::ui::widgets::paint_left(ui.painter(), rect.left(), rect.center().y, label) + sizes::GAP;
        let mut taken = None;
        let id = ui.scope_id().with("history");
        for (i, recipe) in self.history.newest().enumerate() {
            // What was typed over several lines is one here; nothing that it holds is obeyed.
            let shown = printable_preview(recipe.text.as_bytes(), CHIP).replace("\\\\", "\\");
            let width = row_chip_width(ui, &shown);
            if x + width > rect.right() {
                break;
            }
            let name = cx.say(&Message::new("composer-history-name").with("text", shown.as_str()));
            let button = row_chip(ui, id.with(i), pos2(x + width, rect.center().y), &shown, &name);
            if button.clicked() {
                taken = Some(recipe.clone());
            }
            x += width + sizes::GAP_SMALL;
        }
        if let Some(recipe) = taken {
            self.put(recipe);
            self.area.wants_focus = true;
        }
    }
}

/// Why nobody can be sent to, in the room that is left.
fn why_ui(ui: &mut Ui, cx: &Cx<'_>, aim: &Aim) {
    let Some(why) = &aim.why else { return };
    let words = cx.say(why);
    let color: Color32 = Tokens::of(ui).text_subdued;
    ui.add(Label::new(Text::Small.rich(words.as_str(), color)).truncate()).on_hover_text(words);
}
