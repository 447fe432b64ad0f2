//! To whom, by which call, to which address; and why it cannot be sent now.

use crate::app::{Audience, SendCall, address_text, parse_address};
use crate::call::{Address, SocketId};
use crate::locale::Message;
use crate::session::SocketRow;
use crate::ui::cx::Cx;
use std::collections::HashMap;
use std::sync::Arc;

/// What was chosen about who receives a message.
#[derive(Default)]
pub struct Target {
    /// As chosen; a listener's clients stand for the listener itself.
    pub audience: Audience,
    /// The call for sockets that have a peer, as chosen.
    connected: SendCall,
    /// The call for sockets that have none, as chosen.
    unconnected: Option<SendCall>,
    /// Addresses that were typed.
    typed: HashMap<SocketId, String>,
    /// So many ports that a remedy moved were written into them.
    moved: usize,
}

/// Where the next message goes.
pub struct Aim {
    /// The selected socket.
    pub row: Option<Arc<SocketRow>>,
    /// Who of them: this, marked, all.
    pub audience: Audience,
    /// How many are marked, and how many there are in all.
    pub counts: (usize, usize),
    /// The sockets.
    pub to: Vec<SocketId>,
    /// By which call.
    pub call: SendCall,
    /// The address as it stands in its field, where the call takes one.
    pub address: Option<String>,
    /// Who sent last, where that is another address.
    pub sender: Option<Address>,
    /// Why nothing can be sent there.
    pub why: Option<Message>,
}

impl Aim {
    /// Who receives it, in words.
    pub fn words(&self, cx: &Cx<'_>) -> String {
        match self.to.as_slice() {
            [sid] => cx.state.socket(*sid).map_or_else(String::new, |row| row.name.to_string()),
            many => cx.say(&Message::new("composer-audience-many").with("n", many.len() as u64)),
        }
    }

    /// Where `sendto` sends.
    pub fn parsed(&self) -> Option<Result<Address, Message>> {
        let (address, row) = (self.address.as_ref()?, self.row.as_ref()?);
        Some(parse_address(address, row.family))
    }
}

impl Target {
    /// Where a message goes now.
    pub fn aim(&mut self, cx: &Cx<'_>) -> Aim {
        for one in cx.state.ports_moved.get(self.moved..).unwrap_or_default() {
            self.typed
                .values_mut()
                .for_each(|text| *text = one.moved_text(text).unwrap_or_else(|| std::mem::take(text)));
        }
        self.moved = cx.state.ports_moved.len();
        self.typed.retain(|sid, _| cx.state.socket(*sid).is_some_and(|row| row.open));
        let row = cx.state.selected_socket().cloned();
        let of = |audience| if cx.state.is_live() { cx.state.recipients(audience) } else { Vec::new() };
        let (marked, all) = (of(Audience::Selected), of(Audience::All));
        let counts = (marked.len(), all.len());
        let listens = row.as_ref().is_some_and(|row| row.backlog.is_some());
        let audience = match self.audience {
            Audience::Selected if marked.is_empty() => Audience::This,
            Audience::This if listens => Audience::All,
            chosen => chosen,
        };
        let to = match audience {
            Audience::This => of(Audience::This),
            Audience::Selected => marked,
            Audience::All => all,
        };
        let loose = row.as_ref().is_some_and(|row| !row.is_connection() && row.peer.is_none() && !row.connected);
        let call = if loose { self.unconnected.unwrap_or(SendCall::SendTo) } else { self.connected };
        let sender = row.as_ref().and_then(|row| cx.state.answer_address(row.sid));
        let address = row.as_ref().filter(|_| call == SendCall::SendTo).map(|row| {
            let typed = self.typed.get(&row.sid).cloned();
            let chosen = || cx.state.chosen_sender(row.sid).cloned().or_else(|| cx.state.bar_address(row.sid));
            let known = || chosen().or_else(|| sender.clone());
            typed.unwrap_or_else(|| known().as_ref().map(address_text).unwrap_or_default())
        });
        let sender = sender.filter(|sender| address.as_ref().is_some_and(|text| *text != address_text(sender)));
        let why = if to.is_empty() { why(cx, row.as_deref()) } else { None };
        Aim { row, audience, counts, to, call, address, sender, why }
    }

    /// Another call was chosen.
    pub fn choose_call(&mut self, aim: &Aim, call: SendCall) {
        let loose = aim.row.as_ref().is_some_and(|row| !row.is_connection() && row.peer.is_none() && !row.connected);
        if loose {
            self.unconnected = Some(call);
        } else {
            self.connected = call;
        }
    }

    /// An address was typed.
    pub fn type_address(&mut self, sid: SocketId, text: String) {
        self.typed.insert(sid, text);
    }

    /// *Answer last sender*: whoever sends last is answered from now on; where the bar gave an address, this sender is.
    pub fn answer(&mut self, cx: &Cx<'_>, sid: SocketId, sender: &Address) {
        self.typed.remove(&sid);
        if cx.state.bar_address(sid).is_some() || cx.state.chosen_sender(sid).is_some() {
            self.type_address(sid, address_text(sender));
        }
    }
}

/// Why nobody can be sent to.
fn why(cx: &Cx<'_>, row: Option<&SocketRow>) -> Option<Message> {
    let key = match row {
        _ if cx.state.stepping.is_some() => "stepping-why-composer",
        _ if !cx.state.is_live() => "composer-why-not-live",
        None => "composer-why-no-socket",
        Some(row) if !row.open || row.closing => "composer-why-closed",
        Some(row) if row.backlog.is_some() => "composer-why-listens",
        Some(row) if row.is_connection() && !row.connected && row.peer.is_none() => "composer-why-unconnected",
        Some(row) if row.is_connection() => "composer-why-over",
        Some(_) => "composer-why-nobody",
    };
    let message = Message::new(key);
    Some(match row {
        Some(row) => message.with("name", row.name.to_string()),
        None => message,
    })
}
