//! What an editor of options has to know besides the socket: what a fresh one reads, the machine's interfaces, and the
//! congestion controls. All of it is read on other threads, when a socket is first looked at.

use super::State;
use crate::call::SocketId;
use crate::net::{self, Link, OptionReading};
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// Family, type and protocol.
type Sort = (i32, i32, i32);

/// What is known so far.
#[derive(Default)]
pub(super) struct OptionFacts {
    fresh: HashMap<Sort, Result<Vec<OptionReading>, i32>>,
    asked_for: Option<(SocketId, Sort)>,
    machine: Arc<OnceLock<Machine>>,
    /// The record that the known facts of the selected socket are as new as.
    pub(super) facts_n: u64,
}

/// What the machine has.
#[derive(Debug, Default)]
struct Machine {
    links: Vec<Link>,
    congestion: Vec<String>,
}

impl State {
    /// What a fresh socket of this family, type and protocol reads: none until it is known; the errno where no such
    /// socket could be made.
    pub fn fresh_options(&self, sort: (i32, i32, i32)) -> Option<Result<&[OptionReading], i32>> {
        let found = self.option_facts.fresh.get(&sort)?;
        Some(found.as_ref().map(Vec::as_slice).map_err(|number| *number))
    }

    /// The machine's interfaces with their numbers; empty until they are read.
    pub fn links(&self) -> &[Link] {
        self.option_facts.machine.get().map_or(&[], |machine| &machine.links)
    }

    /// The congestion controls that can be chosen; empty until they are read.
    pub fn congestion_controls(&self) -> &[String] {
        self.option_facts.machine.get().map_or(&[], |machine| &machine.congestion)
    }

    /// The record that [`Self::facts`](State) are at least as new as: what a call of an earlier one set is in them.
    pub fn facts_n(&self) -> u64 {
        self.option_facts.facts_n
    }

    /// Asks for what is not known yet about the selected socket's sort. Interfaces come and go: they are read anew for
    /// every socket that is looked at.
    pub(super) fn ask_option_facts(&mut self) {
        while let Ok(net::Fresh { sort, options }) = self.inbox.fresh.1.try_recv() {
            self.option_facts.fresh.insert(sort, options);
        }
        let Some(facts) = self.facts.as_ref().filter(|facts| self.selected == Some(facts.sid)) else { return };
        if !self.is_live() || facts.fd.is_none() {
            return;
        }
        let sort = (facts.family, facts.kind, facts.proto);
        if self.option_facts.asked_for == Some((facts.sid, sort)) {
            return;
        }
        self.option_facts.asked_for = Some((facts.sid, sort));
        if !matches!(self.option_facts.fresh.get(&sort), Some(Ok(_))) {
            self.engine.read_fresh(sort, self.inbox.fresh.0.clone());
        }
        self.read_machine();
    }

    fn read_machine(&mut self) {
        let found = Arc::new(OnceLock::new());
        let before = std::mem::replace(&mut self.option_facts.machine, Arc::clone(&found));
        let waker = Arc::clone(&self.waker);
        let reader = std::thread::Builder::new().name("links".to_owned()).spawn(move || {
            let machine = Machine { links: net::links(), congestion: net::congestion_controls() };
            // Set once, here: nobody else has this cell.
            let _ = found.set(machine);
            waker();
        });
        if let Err(error) = reader {
            tracing::warn!(%error, "the interfaces could not be read");
            self.option_facts.machine = before;
        }
    }
}
