//! Acts on what the person asks about saved messages.

use super::MessageCommand;
use super::store::{Change, Full};
use crate::app::{AppCommand, Draft, PathPurpose, State};
use crate::locale::Message;

impl State {
    pub(in crate::app) fn message_command(&mut self, command: MessageCommand) {
        match command {
            MessageCommand::Keep(message) => {
                let kept = self.messages.keep(message.clone());
                if kept.is_err() {
                    // What was typed stays at hand.
                    self.editing = Some(message);
                }
                self.tell_full(kept.map(drop));
            }
            MessageCommand::Delete(ids) => {
                self.messages.delete(&ids);
            }
            MessageCommand::Undo => match self.messages.undo() {
                Some(undone) => self.tell_full(undone.map(drop)),
                None => self.toasts.warn(Message::new("messages-nothing-to-undo")),
            },
            MessageCommand::Move { ids, before, folder } => {
                self.messages.move_to(&ids, before, &folder);
            }
            MessageCommand::RenameFolder { from, to } => self.messages.rename_folder(&from, &to),
            MessageCommand::Send(id) => self.send_saved(id),
            MessageCommand::SendFolder(folder) => self.send_folder(&folder),
            MessageCommand::Load(id) => self.load_saved(id),
            MessageCommand::Import => self.path_box = Some(PathPurpose::ImportMessages),
            MessageCommand::ImportDump => self.path_box = Some(PathPurpose::ImportDump),
            MessageCommand::Add(messages) => self.add_messages(messages),
            MessageCommand::Export => self.path_box = Some(PathPurpose::ExportMessages),
            MessageCommand::TakeFile(path) => self.take_file(path, true),
        }
    }

    pub(super) fn tell_full(&mut self, done: Result<(), Full>) {
        if done.is_err() {
            self.toasts.failed(Message::new("messages-full").with("most", super::file::MOST as u64));
        }
    }

    fn load_saved(&mut self, id: u64) {
        let Some(message) = self.messages.get(id) else { return };
        let draft = Draft { recipe: message.recipe.clone(), call: message.call, repeat: message.repeat };
        self.update(AppCommand::Offer(draft));
    }
}

impl Change {
    /// What was done, in words.
    pub fn words(&self) -> Message {
        let one_or_many = |one, many, name: Option<&str>, count: usize| match (count, name) {
            (1, Some(name)) => Message::new(one).with("name", name),
            _ => Message::new(many).with("n", count as u64),
        };
        match self {
            Self::Deleted(items) => {
                let name = items.first().map(|(_, message)| message.shown_name());
                one_or_many("messages-deleted-one", "messages-deleted", name.as_deref(), items.len())
            }
            Self::Moved(places) => one_or_many("", "messages-moved", None, places.len()),
            Self::Renamed { from, .. } => Message::new("messages-renamed").with("name", from.as_str()),
            Self::Imported(ids) => one_or_many("", "messages-imported", None, ids.len()),
            Self::Edited(messages) => {
                let name = messages.last().map(|message| message.shown_name());
                Message::new("messages-edited").with("name", name.as_deref().unwrap_or_default())
            }
        }
    }
}
