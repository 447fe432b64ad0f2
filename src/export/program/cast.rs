//! Who is in a program: the variables of its sockets and addresses, and what is open as its steps go by. The same for
//! every language.

use super::names::Names;
use super::places::{Key, Place};
use super::plan::Plan;
use super::steps::{Step, What};
use crate::call::{Call, CallKind, Name, Outcome, SocketId, Value};
use std::collections::{HashMap, HashSet};

/// The variables of a program, and what is known after the steps so far.
pub struct Cast<'a> {
    pub plan: &'a Plan,
    pub names: Names,
    variables: HashMap<SocketId, String>,
    pub known: Vec<String>,
    pub paths: Vec<String>,
    pub arguments: Vec<String>,
    /// Sockets that do not wait.
    unblocking: HashSet<SocketId>,
    /// Sockets and files that are open, in the order in which they were made.
    pub open: Vec<SocketId>,
    /// Calls of the plan that the program does not make.
    pub left_out: u64,
}

impl<'a> Cast<'a> {
    /// Names everything once; `taken` are words that no variable may be called.
    pub fn new(plan: &'a Plan, taken: &[&str]) -> Self {
        let mut names = Names::without(taken);
        let mut variables = HashMap::new();
        let is_mine = |name: &Name| plan.side.as_deref().is_none_or(|side| side == name.side());
        for sid in &plan.facts.order {
            if let Some(name) = plan.facts.made.get(sid).filter(|name| is_mine(name)) {
                variables.insert(*sid, names.fresh(name.base()));
            }
        }
        let known = plan.places.known.iter().map(|known| names.fresh(&known.of)).collect();
        let paths = plan.places.paths.iter().map(|path| names.fresh(&format!("{}_path", path.name))).collect();
        let arguments = plan.places.arguments.iter().map(|argument| match argument.key {
            Key::Port(_) => names.fresh(&format!("{}_port", argument.of)),
            _ => names.fresh(&format!("{}_path", argument.of)),
        });
        let arguments = arguments.collect();
        let (unblocking, open) = (HashSet::new(), Vec::new());
        Self { plan, variables, known, paths, arguments, names, unblocking, open, left_out: 0 }
    }

    /// The variable of a socket or file; `_` where it has none.
    pub fn variable(&self, sid: SocketId) -> String {
        self.variables.get(&sid).cloned().unwrap_or_else(|| "_".to_owned())
    }

    /// Whether a socket or file has a variable.
    pub fn has(&self, sid: SocketId) -> bool {
        self.variables.contains_key(&sid)
    }

    /// The variable of the address that becomes known by this step.
    pub fn learned(&self, step: &Step) -> Option<String> {
        step.learns.and_then(|number| self.known.get(number)).cloned()
    }

    /// A step is done: what it opened, closed, or made not wait.
    pub fn went(&mut self, step: &Step) {
        if !matches!(step.what, What::Plain | What::Join(_)) || !step.outcome.is_ok() {
            return;
        }
        self.open.extend(Plan::makes(step));
        match step.call {
            Call::Close | Call::FClose | Call::Detach => self.open.retain(|sid| *sid != step.sid),
            Call::SetBlocking { blocking: false } => {
                self.unblocking.insert(step.sid);
            }
            Call::SetTimeout { seconds: Some(0.0) } => {
                self.unblocking.insert(step.sid);
            }
            Call::SetTimeout { .. } | Call::SetBlocking { .. } => {
                self.unblocking.remove(&step.sid);
            }
            Call::Socket { kind, .. } if kind & !0xf & super::number("SOCK_NONBLOCK") != 0 => {
                self.unblocking.insert(step.sid);
            }
            _ => {}
        }
    }

    /// Whether what this call takes has to be waited for first: it does not wait by itself, and it took something then.
    pub fn needs_ready(&self, step: &Step) -> bool {
        let waits = step.call.kind() == CallKind::Accept || step.call.kind().receives();
        let is_ready = self.unblocking.contains(&step.sid) || step.call.flags() & super::number("MSG_DONTWAIT") != 0;
        is_ready && waits && step.outcome.is_ok() && step.what == What::Plain
    }

    /// Whether the other end may not listen yet: it is in another program, which was started just before.
    pub fn needs_patience(&self, step: &Step) -> bool {
        let connects = matches!(step.call.kind(), CallKind::Connect | CallKind::ConnectEx);
        connects && matches!(step.place, Some(Place::Argument(_))) && step.outcome.is_ok()
    }

    /// What of the payload was taken then, and whether the program must see to it that all of that goes out.
    pub fn taken<'s>(&self, step: &'s Step) -> Option<(&'s [u8], bool)> {
        let data = step.call.sent()?;
        let is_send = step.call.kind() == CallKind::Send;
        let count = match step.outcome {
            Outcome::Ok(Value::Int(count)) if is_send => usize::try_from(count).unwrap_or(data.len()),
            _ => data.len(),
        };
        // A large one may be taken in other pieces than it was then.
        let is_cut = is_send
            && step.outcome.is_ok()
            && self.plan.facts.streams.contains(&step.sid)
            && count != 0
            && (count < data.len() || count > 16_384);
        Some((data.get(..count).unwrap_or(data), is_cut))
    }

    /// Whether the files of `makefile` that this step is on read and write text.
    pub fn is_text(&self, step: &Step) -> bool {
        self.plan.facts.files.get(&step.sid).is_some_and(|file| file.is_text())
    }

    /// The number of the address that this step has to tell other sides.
    pub fn tells_address(&self, step: &Step) -> Option<usize> {
        step.learns
            .filter(|_| step.call == Call::GetSockName)
            .filter(|number| self.plan.places.known.get(*number).is_some_and(|known| known.is_told))
    }

    /// The number of the path that this step has to tell other sides.
    pub fn tells_path(&self, step: &Step) -> Option<usize> {
        let Some(Place::Path(number)) = step.place else { return None };
        let is_told = self.plan.places.paths.get(number).is_some_and(|path| path.is_told);
        (is_told && step.call.kind() == CallKind::Bind).then_some(number)
    }
}
