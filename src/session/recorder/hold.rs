//! Events as records: a call that came back at once is one line, one that waits is two.

use crate::call::{
    Body, By, CallId, CallRecord, Ended, Event, JoinRecord, Kept, Name, Notice, Outcome, SocketId, Started,
};
use std::collections::HashMap;
use std::time::Duration;

/// A call that comes back within this time, no other record between, is one line.
pub const AT_ONCE: Duration = Duration::from_millis(2);

/// A record that has no number yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub t: Duration,
    pub sid: Option<SocketId>,
    pub body: Body,
}

/// The call that started last and may still become one line, and the calls that wait.
#[derive(Debug, Default)]
pub struct Hold {
    held: Option<Started>,
    waiting: HashMap<CallId, (SocketId, Duration)>,
}

impl Hold {
    /// Turns an event into records, in order.
    pub fn take(&mut self, event: Event, put: &mut impl FnMut(Draft)) {
        match event {
            Event::Started(started) => {
                self.release(put);
                self.held = Some(started);
            }
            Event::Ended(ended) => match self.held.take() {
                Some(started) if started.id == ended.id && ended.took < AT_ONCE => put(whole(started, ended)),
                held => {
                    self.held = held;
                    self.release(put);
                    self.join(ended, put);
                }
            },
            Event::Done(started, ended) => {
                self.release(put);
                put(whole(started, ended));
            }
            Event::Noticed { at, sid, notice } => {
                // A look from the side makes no call one that waits.
                if !matches!(notice, Notice::Sample(_)) {
                    self.release(put);
                }
                put(Draft { t: at, sid, body: Body::Notice(notice) });
            }
        }
    }

    /// When the held call has to go out as one that waits, by the session's clock.
    pub fn due(&self) -> Option<Duration> {
        self.held.as_ref().map(|started| started.at + AT_ONCE)
    }

    /// Puts out the held call as one that waits.
    pub fn release(&mut self, put: &mut impl FnMut(Draft)) {
        if let Some(started) = self.held.take() {
            self.waiting.insert(started.id, (started.sid, started.at));
            let Started { id, at, sid, on, makes, by, call } = started;
            let record = record(on, makes, by, call, Some(id));
            put(Draft { t: at, sid: some(sid), body: Body::Call(Box::new(record)) });
        }
    }

    fn join(&mut self, ended: Ended, put: &mut impl FnMut(Draft)) {
        let Some((sid, t)) = self.waiting.remove(&ended.id) else {
            return tracing::warn!(id = %ended.id, "a call ended that never started");
        };
        let Ended { id, took, outcome, made, deferred } = ended;
        let join = JoinRecord { id, took, outcome, made, at: None, deferred, kept: Kept::Whole };
        put(Draft { t, sid: some(sid), body: Body::Join(Box::new(join)) });
    }
}

fn record(on: Option<Name>, makes: Option<Name>, by: By, call: crate::call::Call, waits: Option<CallId>) -> CallRecord {
    CallRecord {
        on,
        makes,
        by,
        call,
        waits,
        took: None,
        outcome: Outcome::Waiting,
        made: None,
        at: None,
        deferred: false,
        kept: Kept::Whole,
    }
}

/// `getaddrinfo` is on no socket.
fn some(sid: SocketId) -> Option<SocketId> {
    (sid != SocketId::NONE).then_some(sid)
}

fn whole(started: Started, ended: Ended) -> Draft {
    let Started { id: _, at, sid, on, makes, by, call } = started;
    let mut record = record(on, makes, by, call, None);
    record.took = Some(ended.took);
    record.outcome = ended.outcome;
    record.made = ended.made;
    record.deferred = ended.deferred;
    Draft { t: at, sid: some(sid), body: Body::Call(Box::new(record)) }
}
