//! Sending what is composed, and why it cannot be sent now.

use super::Composer;
use super::head::Tab;
use super::target::Aim;
use crate::app::{AppCommand, Content, Outgoing, SavedMessage, SendCommand};
use crate::call::Payload;
use crate::locale::Message;
use crate::ui::cx::Cx;
use egui::Ui;

impl Composer {
    /// Sends what is composed. Where that cannot be, the foot says why.
    pub(super) fn send(&mut self, ui: &Ui, cx: &mut Cx<'_>, aim: &Aim) {
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
                match self.recipe.is_filled() {
                    true => (Content::Filled(self.recipe.clone()), None),
                    false => (Content::Bytes(Payload::from(built.bytes.as_slice())), None),
                }
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
    pub(super) fn save(&self, cx: &mut Cx<'_>, aim: &Aim) {
        let repeat = self.repeat.plan().ok().flatten();
        let message = SavedMessage { recipe: self.recipe.clone(), call: aim.call, repeat, ..SavedMessage::default() };
        cx.push(AppCommand::EditMessage(Some(message)));
    }

    /// Why it cannot be sent now.
    pub(super) fn why_not(&self, aim: &Aim) -> Option<Message> {
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
