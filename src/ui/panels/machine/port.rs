//! *Which process has port …*: a field, and the sentences that answer it.

use super::MachineTable;
use crate::app::{State, read_port};
use crate::locale::Message;
use crate::ui::cx::Cx;
use crate::ui::theme::{Icon, Text, Tokens, sizes};
use crate::ui::widgets::{Field, announce, entered, galley, icon_button, inline_error, wrapped};
use egui::{Id, ScrollArea, Ui};

/// A port has five digits at most.
const FIELD: f32 = 84.0;
/// From this width on the question and the filter stand on one line.
const ONE_LINE_FROM: f32 = 560.0;
/// The sentences take at most so much of the panel, and scroll in it.
const SHARE: f32 = 0.4;
/// Sentences that count: they are never announced.
const COUNTS: [&str; 3] = ["port-connections", "port-old-many", "port-more"];

/// What the field holds, and what is known about it.
#[derive(Default)]
pub struct PortField {
    text: String,
    /// The wish that was taken in.
    seen: u64,
    wants_focus: bool,
    /// What the sentences were made of: the reading and the port.
    made_of: Option<(u64, u16)>,
    told: Vec<Message>,
}

/// What became of the field in this frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortAsked {
    /// Another port, or none any more.
    pub changed: bool,
    /// Enter: on to the first row.
    pub entered: bool,
}

impl PortField {
    /// Whether the field has room beside the filter.
    pub fn is_beside(width: f32) -> bool {
        width >= ONE_LINE_FROM
    }

    /// The port that the rows are of.
    pub fn port(&self) -> Option<u16> {
        read_port(&self.text).ok().flatten()
    }

    /// Takes in a wish that came from elsewhere; the row that is to be selected, and whether there was a wish at all.
    pub fn take_asked(&mut self, state: &State) -> Option<Option<(String, u32)>> {
        let asked = &state.machine.asked;
        if std::mem::replace(&mut self.seen, asked.number) == asked.number {
            return None;
        }
        self.text = asked.port.map(|port| port.to_string()).unwrap_or_default();
        self.wants_focus = asked.row.is_none();
        Some(asked.row.clone())
    }

    /// Draws the field with its label before it.
    pub fn field_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>) -> PortAsked {
        let mut asked = PortAsked::default();
        let label = cx.t("port-field");
        let words = galley(ui.painter(), label, Text::Body, Tokens::of(ui).text_subdued);
        let id = Id::unique("sockscope-port-machine");
        let wrong = read_port(&self.text).is_err();
        let field = Field::new(label, &mut self.text)
            .label_width(words.size().x + sizes::GAP)
            .hint(cx.t("port-field-hint"))
            .width(FIELD);
        let response = field.wrong(wrong).id(id).show(ui);
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
            crate::ui::widgets::select_all(ui.ctx(), id, &self.text);
        }
        asked.changed = response.changed();
        asked.entered = entered(ui, &response) && self.port().is_some();
        if !self.text.is_empty() && icon_button(ui, Icon::X, cx.t("port-clear")).clicked() {
            self.text.clear();
            asked.changed = true;
        }
        asked
    }

    /// Draws what is to be said: who has it, or what is wrong with the text; nothing while nothing is asked.
    pub fn answer_ui(&mut self, ui: &mut Ui, cx: &Cx<'_>, table: &MachineTable) {
        let port = match read_port(&self.text) {
            Ok(Some(port)) => port,
            Ok(None) => return,
            Err(why) => {
                ui.add_space(sizes::GAP_SMALL);
                inline_error(ui, &cx.say(&why));
                return;
            }
        };
        if self.made_of != Some((table.version, port)) {
            self.told = cx.state.who_has(table, port);
            self.made_of = Some((table.version, port));
        }
        let text = |counts: bool| {
            let told = self.told.iter().filter(|sentence| COUNTS.contains(&sentence.key()) == counts);
            told.map(|sentence| cx.say(sentence)).collect::<Vec<_>>().join("\n")
        };
        let (who, counts) = (text(false), text(true));
        let color = Tokens::of(ui).text_strong;
        ui.add_space(sizes::GAP_SMALL);
        let area = ScrollArea::vertical().id_salt("machine-port-answer").max_height(ui.available_height() * SHARE);
        area.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let said = wrapped(ui, &[(&who, Text::Body, color)]);
            announce(&said, false);
            if !counts.is_empty() {
                wrapped(ui, &[(&counts, Text::Body, color)]);
            }
        });
    }
}
