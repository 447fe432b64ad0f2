//! Somebody who looks on while a case runs: what each call was about, and which sockets are the case's own.

use crate::call::{Name, Outcome, SocketId};
use crate::net::{Engine, Reply, Request};
use crate::script::result_text;
use parking_lot::Mutex;
use std::collections::HashMap;

/// A side is at most so many characters long, so that the names of its sockets stay short.
const SIDE_CHARS: usize = 24;
/// A name of a session has at most so many.
const NAME_CHARS: usize = 64;
/// Above so many, sockets that are closed are forgotten.
const MANY: usize = 256;

/// What a call was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The socket or file; for `socket` the one that it made.
    pub sid: SocketId,
    /// What came of it, in Python's words.
    pub shown: String,
    /// Whether Python would have raised an exception.
    pub is_error: bool,
    /// Whether somebody stopped it.
    pub is_stopped: bool,
}

/// A socket or file that a case made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owned {
    /// Its identity.
    pub sid: SocketId,
    /// Its label.
    pub name: Name,
    /// `makefile` made it.
    pub is_file: bool,
}

/// Who looks on. May be asked from any thread while the case runs.
#[derive(Debug)]
pub struct Watch {
    side: Box<str>,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    /// The last call, and the last one of each async id.
    calls: HashMap<Option<Box<str>>, Made>,
    owned: Vec<Owned>,
    /// So many make it worth to look who is closed.
    look_at: usize,
}

impl Watch {
    /// The case's names are those of the side `side`, cut to 24 characters; what no name may have is left out.
    pub fn new(side: &str) -> Self {
        let side = side.chars().filter(|c| !c.is_control() && *c != '/').take(SIDE_CHARS).collect::<String>();
        let seen = Seen { look_at: MANY, ..Seen::default() };
        Self { side: side.trim().into(), seen: Mutex::new(seen) }
    }

    /// The label of the script's name `name`: on the watch's side, unless it names one itself or would be too long.
    pub fn label(&self, name: &str) -> Name {
        let is_plain = !name.contains('/') && self.side.chars().count() + 1 + name.chars().count() <= NAME_CHARS;
        if is_plain {
            return Name::new(&self.side, name);
        }
        Name::parse(name).unwrap_or_else(|_| Name::new("", name))
    }

    /// What came of the last plain call, or of the async call `id`; told once.
    pub fn take(&self, id: Option<&str>) -> Option<Made> {
        self.seen.lock().calls.remove(&id.map(Box::from))
    }

    /// The sockets and files that the case made and nobody has closed, in that order; some may be closed by now.
    pub fn owned(&self) -> Vec<Owned> {
        self.seen.lock().owned.clone()
    }

    pub(super) fn made(&self, sid: SocketId, name: Name, is_file: bool, engine: &Engine) {
        let mut seen = self.seen.lock();
        if seen.owned.len() >= seen.look_at {
            seen.owned.retain(|owned| engine.is_open(owned.sid));
            seen.look_at = (2 * seen.owned.len()).max(MANY);
        }
        seen.owned.push(Owned { sid, name, is_file });
    }
}

/// Makes a call for whoever looks on: the last plain one, or that of the async id `id`.
pub(super) fn make(watch: Option<&Watch>, engine: &Engine, request: Request, id: Option<&str>) -> Reply {
    let Some(watch) = watch else { return engine.make_here(request) };
    let (sid, call) = (request.sid, request.call.clone());
    let reply = engine.make_here(request);
    let is_stopped = matches!(reply.outcome, Outcome::Stopped { .. });
    let shown = result_text(&reply.outcome, &call);
    let made = Made { sid, shown, is_error: reply.outcome.is_error(), is_stopped };
    watch.seen.lock().calls.insert(id.map(Box::from), made);
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_a_side() {
        let watch = Watch::new("1-web\u{7}/get");
        for (name, label) in [("srv", "1-webget/srv"), ("小明", "1-webget/小明"), ("server/s", "server/s")] {
            assert_eq!(watch.label(name).to_string(), label);
        }
        let long = "x".repeat(60);
        assert_eq!(watch.label(&long).to_string(), long);
        assert_eq!(Watch::new("").label("s").to_string(), "s");
        assert_eq!(Watch::new(&"長".repeat(40)).label("s").side().chars().count(), SIDE_CHARS);
    }
}
