//! Making and stopping calls.

use super::plan::{Keep, PlannedStep};
use super::state::Keeping;
use super::{MakeCall, NewSocket, State};
use crate::call::{Call, CallId, Name, SocketId};
use crate::net::{KeepAccepting, KeepReceiving, Repeat, Request};

/// How much *keep receiving* asks for at once, in bytes: a datagram of any size fits.
const KEEP_SIZE: i64 = 65_536;

impl State {
    pub(super) fn new_socket(&mut self, wanted: NewSocket) {
        let NewSocket { name, family, kind, proto, other } = wanted;
        let sid = self.engine.new_socket_id();
        let call = match other {
            None => Call::Socket { family, kind, proto },
            other => Call::SocketPair { family, kind, proto, other },
        };
        self.request(sid, None, Some(name), call, Repeat::Once);
        self.select_socket(Some(sid));
        self.dialog = None;
    }

    pub(super) fn make_call(&mut self, make: MakeCall) {
        let MakeCall { sid, call, makes, until_eof } = make;
        // A name that was looked up may be found while a file is read: the call is the live session's.
        let board = self.live.snapshot();
        let file = board.board.files.get(&sid).map(|file| file.name.clone());
        let on = board.board.row(sid).map(|row| row.name.clone()).or(file);
        // A look-up is no socket's: it has an identity of its own.
        let (sid, on) = if call.kind().is_on_nothing() { (self.engine.new_socket_id(), None) } else { (sid, on) };
        if matches!(call, Call::Close | Call::Detach) {
            self.keeping.remove(&sid);
        }
        let repeat = if until_eof { Repeat::UntilEof } else { Repeat::Once };
        self.request(sid, on, makes, call, repeat);
    }

    fn request(&mut self, sid: SocketId, on: Option<Name>, makes: Option<Name>, call: Call, repeat: Repeat) -> CallId {
        let request =
            Request { on, makes, repeat, reply: Some(self.inbox.replies.0.clone()), ..Request::new(sid, call) };
        self.engine.make(request)
    }

    pub(super) fn stop_call(&mut self, id: CallId) {
        self.engine.stop(id);
    }

    pub(super) fn stop_socket(&mut self, sid: SocketId) {
        let Some(row) = self.socket(sid) else { return };
        for id in &row.waiting {
            self.engine.stop(*id);
        }
    }

    pub(super) fn keep_receiving(&mut self, sid: SocketId, on: bool) {
        let Some(name) = self.socket(sid).map(|row| row.name.clone()) else { return };
        if on {
            return self.receive_on(sid, name);
        }
        self.engine.keep_receiving(sid, None);
        self.keep(sid).receiving = false;
    }

    fn receive_on(&mut self, sid: SocketId, name: Name) {
        self.engine.keep_receiving(sid, Some(self.what_to_keep_receiving(sid, name, false)));
        self.keep(sid).receiving = true;
    }

    fn what_to_keep_receiving(&self, sid: SocketId, name: Name, close_at_eof: bool) -> KeepReceiving {
        KeepReceiving { on: name, size: self.bytes_view.receive_size(sid).unwrap_or(KEEP_SIZE), close_at_eof }
    }

    /// What is being received goes on with the size that was chosen.
    pub(super) fn receive_resized(&mut self, sid: SocketId) {
        let Some(row) = self.live.snapshot().board.row(sid).filter(|row| row.open).cloned() else { return };
        if self.keeping.get(&sid).is_some_and(|keeping| keeping.receiving) {
            let keep = self.what_to_keep_receiving(sid, row.name.clone(), self.served.contains(&sid));
            self.engine.keep_receiving(sid, Some(keep));
        }
    }

    pub(super) fn keep_accepting(&mut self, sid: SocketId, on: bool) {
        let Some(name) = self.socket(sid).map(|row| row.name.clone()) else { return };
        if on {
            let serving = self.bar_serves(sid);
            return self.accept_on(sid, name, serving);
        }
        self.engine.keep_accepting(sid, None);
        let keep = self.keep(sid);
        (keep.accepting, keep.serving) = (false, false);
    }

    /// Accepts every client; with `serving` each is received from, and closed once it has closed.
    fn accept_on(&mut self, sid: SocketId, name: Name, serving: bool) {
        let board = self.live.snapshot();
        let accepted = board.board.sockets.values().filter(|other| other.listener == Some(sid)).count();
        // The clients of a second server are told apart from those of the first.
        let base = if serving && name.base() != "s" { format!("{}-#", name.base()) } else { "conn#".to_owned() };
        let what = KeepAccepting {
            makes: name.with_base(&base),
            on: name,
            counter_from: accepted as u64 + 1,
            then_receive: serving.then_some(KEEP_SIZE),
            close_at_eof: serving,
        };
        self.engine.keep_accepting(sid, Some(what));
        let keep = self.keep(sid);
        (keep.accepting, keep.serving) = (true, serving);
    }

    /// The clients of a server are received from since they were accepted.
    pub(super) fn see_served_clients(&mut self) {
        let serving = |sid: &SocketId| self.keeping.get(sid).is_some_and(|keeping| keeping.serving);
        let snapshot = self.live.snapshot();
        if !self.keeping.values().any(|keeping| keeping.serving) {
            return;
        }
        let clients =
            snapshot.board.sockets.values().filter(|row| row.open && row.listener.as_ref().is_some_and(serving));
        let new: Vec<_> = clients.map(|row| row.sid).filter(|sid| !self.served.contains(sid)).collect();
        for sid in new {
            self.served.insert(sid);
            self.keep(sid).receiving = true;
        }
        self.served.retain(|sid| snapshot.board.row(*sid).is_some_and(|row| row.open));
    }

    fn keep(&mut self, sid: SocketId) -> &mut Keeping {
        self.keeping.entry(sid).or_default()
    }

    /// Makes the next call of every plan that waits for none.
    pub(super) fn advance_plans(&mut self) {
        let mut plans = std::mem::take(&mut self.plans);
        plans.retain_mut(|plan| {
            if plan.waits_for.is_some() {
                return true;
            }
            loop {
                match plan.take_step() {
                    None => return false,
                    Some(PlannedStep::Keep(sid, name, keep)) => self.keep_as_planned(sid, name, keep),
                    Some(PlannedStep::Call(next)) => {
                        let (on, makes) = match next.call {
                            Call::Socket { .. } => (None, Some(next.name)),
                            _ => (Some(next.name), next.makes),
                        };
                        plan.waits_for = Some(self.request(next.sid, on, makes, next.call, Repeat::Once));
                        return !plan.is_done();
                    }
                }
            }
        });
        self.plans = plans;
    }

    fn keep_as_planned(&mut self, sid: SocketId, name: Name, keep: Keep) {
        match keep {
            Keep::Nothing => {}
            Keep::Receiving => self.receive_on(sid, name),
            Keep::Accepting => self.accept_on(sid, name, false),
            Keep::Serving => self.accept_on(sid, name, true),
        }
    }
}
