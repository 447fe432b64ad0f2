//! Making and stopping calls.

use super::state::Keeping;
use super::{MakeCall, NewSocket, State};
use crate::call::{Call, CallId, Name, SocketId};
use crate::net::{KeepAccepting, KeepReceiving, Repeat, Request};

/// How much *keep receiving* asks for at once, in bytes: a datagram of any size fits.
const KEEP_SIZE: i64 = 65_536;

impl State {
    pub(super) fn new_socket(&mut self, wanted: NewSocket) {
        let NewSocket { name, family, kind, proto } = wanted;
        let sid = self.engine.new_socket_id();
        self.request(sid, None, Some(name), Call::Socket { family, kind, proto }, Repeat::Once);
        self.selected = Some(sid);
        self.dialog = None;
    }

    pub(super) fn make_call(&mut self, make: MakeCall) {
        let MakeCall { sid, call, makes, until_eof } = make;
        // A name that was looked up may be found while a file is read: the call is the live session's.
        let on = self.live.snapshot().board.row(sid).map(|row| row.name.clone());
        if call == Call::Close {
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
        let Some(row) = self.socket(sid) else { return };
        let what = on.then(|| KeepReceiving { on: row.name.clone(), size: KEEP_SIZE, close_at_eof: false });
        self.engine.keep_receiving(sid, what);
        self.keep(sid).receiving = on;
    }

    pub(super) fn keep_accepting(&mut self, sid: SocketId, on: bool) {
        let Some(row) = self.socket(sid) else { return };
        let accepted = self.snapshot.board.sockets.values().filter(|other| other.listener == Some(sid)).count();
        let what = on.then(|| KeepAccepting {
            on: row.name.clone(),
            makes: Name::new(row.name.side(), "conn#"),
            counter_from: accepted as u64 + 1,
            then_receive: None,
            close_at_eof: false,
        });
        self.engine.keep_accepting(sid, what);
        self.keep(sid).accepting = on;
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
            let Some(next) = plan.take_step() else { return false };
            let (on, makes) = match next.call {
                Call::Socket { .. } => (None, Some(next.name)),
                _ => (Some(next.name), next.makes),
            };
            plan.waits_for = Some(self.request(next.sid, on, makes, next.call, Repeat::Once));
            !plan.is_done()
        });
        self.plans = plans;
    }
}
