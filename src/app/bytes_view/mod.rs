//! How bytes are looked at: how many each receive takes, and what is beside what. No byte is changed by it.

mod templates;

use super::{AppCommand, Dialog, State};
use crate::bytes::Template;
use crate::bytes::fields::Protocol;
use crate::call::SocketId;
use crate::locale::Message;
use std::collections::HashMap;

/// The most bytes that a chosen receive size may have.
pub const MOST_AT_ONCE: i64 = 65_536;

/// What the person asks of the bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum BytesCommand {
    /// So many bytes at once, 1 to 65,536, for *keep receiving* on this socket and what is received beside its bytes;
    /// none for as many as usual.
    ReceiveSize(SocketId, Option<i64>),
    /// Remember this message as the one to compare others with, or none.
    MarkMessage(Option<u64>),
    /// Show the payloads of two records beside each other.
    CompareMessages(u64, u64),
    /// Show or hide the fields of the selected message.
    ShowFields(bool),
    /// Read a socket's messages so.
    ReadAs(SocketId, ReadAs),
    /// Open a template to edit, a new one where it has no name; none closes it.
    EditTemplate(Option<Template>),
    /// Keep templates; the one of the old name gives way.
    SaveTemplates(Option<String>, Vec<Template>),
    /// Delete a template; a message offers the way back.
    DeleteTemplate(String),
    /// Show or hide which send and which receive each byte of a stream came with.
    ShowBoundaries(bool),
    /// So many bytes are missing in what was copied: say so.
    CopiedWithout(u64),
}

/// How a socket's messages are read as fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReadAs {
    /// As what they look like.
    #[default]
    Guess,
    /// As messages of this protocol.
    Protocol(Protocol),
    /// By the template of this name.
    Template(String),
}

impl From<BytesCommand> for AppCommand {
    fn from(command: BytesCommand) -> Self {
        Self::Bytes(command)
    }
}

/// What is remembered of it while the program runs.
#[derive(Clone, Debug, Default)]
pub struct BytesView {
    sizes: HashMap<SocketId, i64>,
    /// The record that others are compared with.
    pub marked: Option<u64>,
    /// The two records whose payloads stand beside each other.
    pub pair: Option<(u64, u64)>,
    /// By whether the socket is of the live session.
    read_as: HashMap<(bool, SocketId), ReadAs>,
    /// The template that is open to edit.
    pub template: Option<Template>,
}

impl BytesView {
    /// How many bytes a receive on this live socket takes at once, where it was chosen.
    pub fn receive_size(&self, sid: SocketId) -> Option<i64> {
        self.sizes.get(&sid).copied()
    }
}

impl State {
    /// How this socket's messages are read as fields.
    pub fn read_as(&self, sid: SocketId) -> ReadAs {
        self.bytes_view.read_as.get(&(self.reading.is_none(), sid)).cloned().unwrap_or_default()
    }

    /// Another session is shown: records and sockets of the one before mean nothing in it.
    pub(super) fn leave_bytes_view(&mut self) {
        (self.bytes_view.marked, self.bytes_view.pair) = (None, None);
        self.bytes_view.read_as.retain(|(is_live, _), _| *is_live);
    }

    pub(super) fn bytes_command(&mut self, command: BytesCommand) {
        match command {
            BytesCommand::ReceiveSize(sid, size) => self.choose_receive_size(sid, size),
            BytesCommand::CopiedWithout(n) => self.toasts.warn(Message::new("data-copied-without").with("n", n)),
            BytesCommand::MarkMessage(n) => self.bytes_view.marked = n,
            BytesCommand::CompareMessages(a, b) => {
                self.bytes_view.pair = Some((a, b));
                self.dialog = Some(Dialog::MessagesCompared);
            }
            BytesCommand::ShowFields(on) => self.change(|settings| settings.show_fields = on),
            BytesCommand::ReadAs(sid, what) => {
                let key = (self.reading.is_none(), sid);
                self.bytes_view.read_as.insert(key, what);
            }
            BytesCommand::EditTemplate(template) => self.edit_template(template),
            BytesCommand::SaveTemplates(old, templates) => self.save_templates(old.as_deref(), templates),
            BytesCommand::DeleteTemplate(name) => self.delete_template(&name),
            BytesCommand::ShowBoundaries(on) => self.change(|settings| settings.boundaries = on),
        }
    }

    /// What is being received goes on with the new size.
    fn choose_receive_size(&mut self, sid: SocketId, size: Option<i64>) {
        let before = self.bytes_view.receive_size(sid);
        match size {
            Some(size) => self.bytes_view.sizes.insert(sid, size.clamp(1, MOST_AT_ONCE)),
            None => self.bytes_view.sizes.remove(&sid),
        };
        if before != self.bytes_view.receive_size(sid) {
            self.receive_resized(sid);
        }
    }
}
