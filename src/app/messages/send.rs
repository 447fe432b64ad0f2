//! Saved messages into the open connection.

use super::SavedMessage;
use crate::app::{AppCommand, Audience, Content, Outgoing, SendCall, SendCommand, State, Step, input_message};
use crate::call::{Address, Payload, SocketId};
use crate::locale::Message;
use std::sync::Arc;

/// Where the open connection leads.
struct Way {
    to: Vec<SocketId>,
    /// For a datagram socket without a peer.
    address: Option<Address>,
    stream: bool,
}

impl Way {
    /// The call that does it here: an address is needed where there is no peer, and is wrong where there is one.
    fn call(&self, wanted: SendCall) -> SendCall {
        match (wanted, self.address.is_some(), self.stream) {
            (_, true, _) => SendCall::SendTo,
            (SendCall::SendTo, false, true) => SendCall::SendAll,
            (SendCall::SendTo, false, false) => SendCall::Send,
            (call, false, _) => call,
        }
    }

    fn outgoing(self, what: Content, wanted: SendCall, label: String) -> Outgoing {
        let call = self.call(wanted);
        Outgoing { what, call, to: self.to, address: self.address, repeat: None, label: Some(label) }
    }
}

impl State {
    pub(super) fn send_saved(&mut self, id: u64) {
        let Some(message) = self.messages.get(id).cloned() else { return };
        match payload(&message).and_then(|data| Ok((data, self.way()?))) {
            Ok((data, way)) => {
                let name = message.shown_name().into_owned();
                let what = match message.recipe.is_filled() {
                    true => Content::Filled(message.recipe.clone()),
                    false => Content::Bytes(data),
                };
                let outgoing = way.outgoing(what, message.call, name);
                let outgoing = Outgoing { repeat: message.repeat, ..outgoing };
                self.update(AppCommand::Sending(SendCommand::Go(outgoing)));
            }
            Err(why) => self.toasts.warn(why),
        }
    }

    pub(super) fn send_folder(&mut self, folder: &str) {
        match self.folder_to_send(folder) {
            Ok(outgoing) => self.update(AppCommand::Sending(SendCommand::Go(outgoing))),
            Err(why) => self.toasts.warn(why),
        }
    }

    /// All messages of a folder, in order and each with its pause, for the open connection.
    ///
    /// # Errors
    /// What to do first, where there is nothing to send to; which message has no bytes, where one has none.
    pub fn folder_to_send(&self, folder: &str) -> Result<Outgoing, Message> {
        let messages: Vec<&Arc<SavedMessage>> = self.messages.in_folder(folder).collect();
        let steps = messages.iter().map(|message| step(message)).collect::<Result<Vec<Step>, Message>>()?;
        let way = self.way()?;
        // One call for all of them: what they agree on, or the one that leaves nothing behind.
        let agreed = messages.first().map(|first| first.call);
        let agreed = agreed.filter(|call| messages.iter().all(|message| message.call == *call));
        let call = agreed.unwrap_or(if way.stream { SendCall::SendAll } else { SendCall::Send });
        Ok(way.outgoing(Content::Sequence(steps), call, folder.to_owned()))
    }

    /// The open connection: the selected socket, where it can send; otherwise what to do about it.
    fn way(&self) -> Result<Way, Message> {
        let Some(row) = self.selected_socket() else { return Err(Message::new("messages-no-socket")) };
        let about = |key| Err(Message::new(key).with("name", row.name.to_string()));
        if !row.open || row.closing {
            return about("messages-closed");
        }
        if row.backlog.is_some() {
            return about("messages-listener");
        }
        let to = self.recipients(Audience::This);
        let peerless = !row.connected && row.peer.is_none();
        if to.is_empty() || (peerless && row.is_connection()) {
            return about("messages-not-connected");
        }
        if !peerless {
            return Ok(Way { to, address: None, stream: row.is_stream() });
        }
        match row.last_sender.as_ref().or(row.last_destination.as_ref()) {
            Some(address) => Ok(Way { to, address: Some(address.clone()), stream: false }),
            None => about("messages-no-address"),
        }
    }
}

/// The bytes of a message, or why it has none.
fn payload(message: &SavedMessage) -> Result<Payload, Message> {
    let built = message.recipe.build().map_err(|error| {
        let name = message.shown_name().into_owned();
        Message::new("messages-not-built").with("name", name).with("why", input_message(&error))
    });
    Ok(built?.bytes.into())
}

fn step(message: &SavedMessage) -> Result<Step, Message> {
    let data = payload(message)?;
    let filled = message.recipe.is_filled().then(|| message.recipe.clone());
    Ok(Step { name: message.shown_name().into_owned(), data, filled, then_wait: message.pause })
}
