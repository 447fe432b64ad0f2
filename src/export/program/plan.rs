//! The second reading: which steps this program has, in which order, and what it has to know.

use super::places::{self, Places};
use super::steps::{Step, Steps, What};
use super::{ProgramError, Split};
use crate::call::{Call, CallKind, Outcome, SocketId, Value};
use std::collections::{HashMap, HashSet};

/// A program's steps and all that they need.
#[derive(Debug)]
pub struct Plan {
    pub facts: Steps,
    pub steps: Vec<Step>,
    pub places: Places,
    /// The side, where it is not all.
    pub side: Option<String>,
    /// Calls on sockets that the session did not make.
    pub left_out: u64,
    /// What `Start` and `Join` number, counted from 0 without gaps.
    pub threads: HashMap<usize, usize>,
}

impl Plan {
    pub fn of(mut facts: Steps, split: &Split) -> Result<Self, ProgramError> {
        let side = match split {
            Split::One => None,
            Split::Side(side) if facts.sides.contains(side) => Some(side.clone()),
            Split::Side(_) => return Err(ProgramError::NoSide(facts.sides.into_iter().collect())),
        };
        let places = places::find(&mut facts, side.as_deref());
        let mut plan = Self { facts, steps: Vec::new(), places, side, left_out: 0, threads: HashMap::new() };
        plan.choose();
        plan.asked_anyway();
        plan.steps.retain(|step| step.what != What::Learn || step.learns.is_some());
        plan.close_last();
        plan.gather_runs();
        plan.number();
        Ok(plan)
    }

    /// The steps of this program: those of its side, on sockets that it makes.
    fn choose(&mut self) {
        let all = std::mem::take(&mut self.facts.all);
        for step in all {
            if self.side.as_deref().is_some_and(|side| side != &*step.side) {
                continue;
            }
            let is_known = step.call.kind().is_on_nothing() || self.facts.made.contains_key(&step.sid);
            match step.what {
                _ if is_known => self.steps.push(step),
                What::Learn | What::Join(_) => {}
                _ => self.left_out += 1,
            }
        }
    }

    /// Where the session itself asks for the name next, that is when the program learns it.
    fn asked_anyway(&mut self) {
        for at in 0..self.steps.len() {
            let Some((sid, learns)) =
                self.steps.get(at).filter(|step| step.what == What::Learn).map(|s| (s.sid, s.learns))
            else {
                continue;
            };
            let Some(number) = learns else { continue };
            let is_use = |step: &Step| step.place.is_some() || step.call.kind() == CallKind::Close;
            let next = self.steps.iter().enumerate().skip(at + 1).take_while(|(_, step)| !is_use(step));
            let found = next.map(|(at, _)| at).find(|at| {
                self.steps.get(*at).is_some_and(|step| {
                    step.sid == sid
                        && step.what == What::Plain
                        && step.call == Call::GetSockName
                        && step.outcome.is_ok()
                        && step.learns.is_none()
                })
            });
            if let Some(found) = found {
                if let Some(step) = self.steps.get_mut(found) {
                    step.learns = Some(number);
                }
                if let Some(step) = self.steps.get_mut(at) {
                    step.learns = None;
                }
            }
        }
    }

    /// A socket that other calls still hold is closed by the last of them: after their ends.
    fn close_last(&mut self) {
        let mut held: HashMap<SocketId, usize> = HashMap::new();
        let mut late: HashMap<SocketId, Step> = HashMap::new();
        let mut steps = Vec::with_capacity(self.steps.len());
        for step in std::mem::take(&mut self.steps) {
            let (sid, what) = (step.sid, step.what);
            if step.call == Call::Close && held.get(&sid).is_some_and(|count| *count > 0) {
                late.insert(sid, step);
                continue;
            }
            steps.push(step);
            match what {
                What::Start(_) => *held.entry(sid).or_default() += 1,
                What::Join(_) => {
                    let count = held.entry(sid).or_default();
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        steps.extend(late.remove(&sid));
                    }
                }
                _ => {}
            }
        }
        self.steps = steps;
    }

    /// What was kept receiving on one stream, with nothing else between, is one receive.
    fn gather_runs(&mut self) {
        let mut steps: Vec<Step> = Vec::with_capacity(self.steps.len());
        for step in std::mem::take(&mut self.steps) {
            let is_run = |step: &Step| {
                step.is_kept && step.what == What::Plain && step.got > 0 && self.facts.streams.contains(&step.sid)
            };
            match steps.last_mut().filter(|last| last.sid == step.sid && is_run(last) && is_run(&step)) {
                Some(last) => {
                    last.got += step.got;
                    last.call = Call::RecvExact { size: last.got.try_into().unwrap_or(i64::MAX) };
                }
                None => steps.push(step),
            }
        }
        self.steps = steps;
    }

    fn number(&mut self) {
        for step in &self.steps {
            if let What::Start(id) = step.what {
                let next = self.threads.len();
                self.threads.entry(id).or_insert(next);
            }
        }
    }

    /// How many sockets the program makes.
    pub fn sockets(&self) -> u64 {
        let mine: HashSet<SocketId> = self.steps.iter().map(|step| step.sid).collect();
        let is_socket = |sid: &&SocketId| !self.facts.files.contains_key(sid);
        let is_mine = |sid: &&SocketId| {
            mine.contains(sid)
                || self
                    .side
                    .as_deref()
                    .is_none_or(|side| self.facts.made.get(sid).is_some_and(|name| name.side() == side))
        };
        self.facts.order.iter().filter(is_socket).filter(is_mine).count() as u64
    }

    /// How many calls of the session it has, made or told in a comment.
    pub fn calls(&self) -> u64 {
        self.steps.iter().filter(|step| !matches!(step.what, What::Learn | What::Join(_))).count() as u64
    }

    /// Sockets and files that are made by these steps, as they are made.
    pub fn makes(step: &Step) -> Vec<SocketId> {
        if !step.outcome.is_ok() {
            return Vec::new();
        }
        match step.call.kind() {
            CallKind::Socket => vec![step.sid],
            CallKind::SocketPair => [Some(step.sid), step.made].into_iter().flatten().collect(),
            kind if kind.makes_one() => step.made.into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a stream's receive came back with nothing: the other end is closed.
    pub fn is_end(&self, step: &Step) -> bool {
        matches!(step.outcome, Outcome::Ok(Value::Data(_)))
            && step.got == 0
            && self.facts.streams.contains(&step.sid)
            && step.call.size().is_some_and(|size| size > 0)
    }

    /// Sent payloads that the session has not kept.
    pub fn not_kept(&self) -> u64 {
        let is_one =
            |step: &&Step| step.is_unknown && step.call.sent().is_some() && !matches!(step.what, What::Join(_));
        self.steps.iter().filter(is_one).count() as u64
    }

    /// How many bytes of a stream have to be there, where this step looks at them without taking them.
    pub fn peeks(&self, step: &Step) -> Option<u64> {
        let is_peek = step.call.flags() & !cut_flags() == super::number("MSG_PEEK")
            && matches!(step.call, Call::Recv { .. } | Call::RecvFrom { .. });
        (is_peek && step.got > 0 && self.facts.streams.contains(&step.sid)).then_some(step.got)
    }

    /// How many bytes of a stream have to be there, where this step is a receive that TCP may cut differently.
    pub fn exact(&self, step: &Step) -> Option<u64> {
        let is_plain =
            matches!(step.call, Call::Recv { .. } | Call::RecvFrom { .. }) && step.call.flags() & !cut_flags() == 0;
        match &step.call {
            Call::RecvExact { .. } if step.outcome.is_ok() => Some(step.got),
            Call::RecvExact { size } => u64::try_from(*size).ok(),
            _ if is_plain && step.got > 0 && self.facts.streams.contains(&step.sid) => Some(step.got),
            _ => None,
        }
    }
}

/// Flags that say only how a receive waits: reading until all is there does without them.
fn cut_flags() -> i32 {
    super::number("MSG_DONTWAIT") | super::number("MSG_WAITALL")
}
