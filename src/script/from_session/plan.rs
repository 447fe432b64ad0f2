//! The first reading: which names the kernel chose, and who is reached by them later.

use crate::call::{Address, Body, By, Call, CallId, CallKind, CallRecord, Name, Notice, Outcome, Record, SocketId};
use std::collections::{HashMap, HashSet};

/// What the second reading needs to know beforehand.
#[derive(Debug, Default)]
pub struct Plan {
    /// Each socket's and file's name in the script.
    pub names: HashMap<SocketId, String>,
    used: HashSet<String>,
    /// Local names that the kernel chose, by port or abstract name, in the order in which they became known: the record,
    /// whose, which.
    chosen: HashMap<Key, Vec<(u64, SocketId, Address)>>,
    /// Sockets whose name has to be saved as soon as it is known.
    pub needed: HashSet<SocketId>,
    asked: HashSet<SocketId>,
    accepted: HashSet<SocketId>,
    /// Unix paths that the session binds, and their names in `${tmp}`.
    pub paths: HashMap<Box<[u8]>, String>,
    /// Calls that were stopped.
    pub stopped: HashSet<CallId>,
    /// What a call that waited made.
    pub made_by: HashMap<CallId, SocketId>,
    waiting: HashMap<CallId, (SocketId, CallRecord)>,
    /// Runs of *keep receiving*, by the record that begins each.
    pub runs: HashMap<u64, Run>,
    /// The run that each of its other records belongs to.
    pub in_run: HashMap<u64, u64>,
    open_runs: HashMap<SocketId, u64>,
    streams: HashSet<SocketId>,
    last: u64,
    /// Whether anything is bound or reached beyond this machine, and whether anything is beyond Unix sockets.
    pub is_wide: bool,
    pub is_inet: bool,
}

/// What an address is found by when it is used again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Port(i64),
    Abstract(Box<[u8]>),
}

fn key_of(address: &Address) -> Option<Key> {
    match address {
        Address::Abstract { name } => Some(Key::Abstract(name.clone())),
        address => address.port().filter(|port| *port != 0).map(Key::Port),
    }
}

/// A run of *keep receiving* on one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of all of it.
    pub bytes: u64,
    /// Its last record.
    pub last: u64,
    /// Whether something else happened between its first and its last record.
    pub is_mixed: bool,
}

impl Plan {
    /// Takes in the next record.
    pub fn take(&mut self, record: &Record) {
        match &record.body {
            Body::Call(call) => {
                let Some(sid) = record.sid else { return };
                self.call(record.n, sid, call);
                match (call.waits, &call.outcome) {
                    (Some(id), Outcome::Waiting) => {
                        self.waiting.insert(id, (sid, (**call).clone()));
                    }
                    (_, outcome) => self.back(sid, call, outcome, call.made),
                }
                self.last = record.n;
            }
            Body::Join(join) => {
                self.made_by.extend(join.made.map(|made| (join.id, made)));
                if matches!(join.outcome, Outcome::Stopped { .. }) {
                    self.stopped.insert(join.id);
                }
                if let Some((sid, call)) = self.waiting.remove(&join.id) {
                    self.back(sid, &call, &join.outcome, join.made);
                }
                self.last = record.n;
            }
            Body::Notice(Notice::Names { local: Some(local), .. }) => {
                if let (Some(sid), Some(key)) = (record.sid.filter(|sid| !self.asked.contains(sid)), key_of(local)) {
                    self.chosen.entry(key).or_default().push((record.n, sid, local.clone()));
                }
            }
            _ => {}
        }
    }

    fn call(&mut self, n: u64, sid: SocketId, record: &CallRecord) {
        match &record.call {
            Call::Bind { address } => {
                if matches!(address.port(), Some(port) if port != 0) {
                    self.asked.insert(sid);
                }
                if let Address::Unix { path } = address
                    && !path.is_empty()
                {
                    self.path(path);
                }
            }
            Call::Socket { kind, .. } | Call::SocketPair { kind, .. }
                if crate::call::kind(kind & 0xf) == Some("SOCK_STREAM") =>
            {
                self.streams.insert(sid);
            }
            _ => {}
        }
        if let Some(address) = record.call.address() {
            self.reached(address);
        }
        self.run(n, sid, record);
    }

    /// An address that is used: whoever has it by the kernel's choice has to be asked for it.
    fn reached(&mut self, address: &Address) {
        match address {
            Address::Inet { .. } | Address::Inet6 { .. } => {
                self.is_inet = true;
                let host = address.host().unwrap_or_default();
                let is_here =
                    host.parse::<std::net::IpAddr>().map_or(host == "localhost", |ip| ip.to_canonical().is_loopback());
                self.is_wide |= !is_here;
            }
            _ => {}
        }
        if let Some((sid, _)) = self.owner(address, u64::MAX) {
            self.needed.insert(sid);
        }
    }

    /// Who had this address (or its port) by the kernel's choice before record `n`, and all of its name.
    pub fn owner(&self, address: &Address, n: u64) -> Option<(SocketId, &Address)> {
        let known = self.chosen.get(&key_of(address)?)?;
        let found = known.iter().rfind(|(at, sid, _)| *at < n && !self.accepted.contains(sid));
        found.map(|(_, sid, known)| (*sid, known))
    }

    fn back(&mut self, sid: SocketId, record: &CallRecord, outcome: &Outcome, made: Option<SocketId>) {
        if !outcome.is_ok() {
            return;
        }
        let label = record.makes.as_ref();
        match record.call.kind() {
            CallKind::Socket => self.name(sid, label),
            CallKind::SocketPair => {
                self.name(sid, label);
                if let (Call::SocketPair { other, .. }, Some(made)) = (&record.call, made) {
                    self.name(made, other.as_ref());
                    if self.streams.contains(&sid) {
                        self.streams.insert(made);
                    }
                }
            }
            kind => {
                if let Some(made) = made {
                    self.name(made, label);
                    if kind != CallKind::MakeFile && self.streams.contains(&sid) {
                        self.streams.insert(made);
                    }
                    if kind == CallKind::Accept {
                        self.accepted.insert(made);
                    }
                }
            }
        }
    }

    /// Gives a name that no other socket of the session has.
    fn name(&mut self, sid: SocketId, label: Option<&Name>) {
        let base: String = label.map(Name::to_string).unwrap_or_else(|| "s".to_owned());
        let base: String = base.chars().filter(|c| !c.is_control() && *c != '#').take(50).collect();
        let base = if base.is_empty() { "s".to_owned() } else { base };
        let mut name = base.clone();
        for number in 2.. {
            if self.used.insert(name.clone()) {
                break;
            }
            name = format!("{base}~{number}");
        }
        self.names.entry(sid).or_insert(name);
    }

    fn path(&mut self, path: &[u8]) {
        if self.paths.contains_key(path) {
            return;
        }
        let last = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        let plain: String = String::from_utf8_lossy(last)
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c))
            .take(40)
            .collect();
        let plain = if plain.trim_matches('.').is_empty() { "socket".to_owned() } else { plain };
        let is_free = |name: &String| !self.paths.values().any(|known| known == name);
        let mut names = std::iter::once(plain.clone()).chain((2_u32..).map(|number| format!("{plain}-{number}")));
        if let Some(name) = names.find(is_free) {
            self.paths.insert(path.into(), name);
        }
    }

    /// Adds the record to a run of *keep receiving*, or ends the socket's run.
    fn run(&mut self, n: u64, sid: SocketId, record: &CallRecord) {
        let is_kept = record.by == By::Keep && matches!(record.call, Call::Recv { .. }) && self.streams.contains(&sid);
        let bytes = record.outcome.data().map_or(0, |data| data.len() as u64);
        if !is_kept || bytes == 0 {
            self.open_runs.remove(&sid);
            return;
        }
        match self.open_runs.get(&sid).copied() {
            Some(first)
                if self.runs.get(&first).is_some_and(|run| run.bytes + bytes <= crate::script::file::MOST_BYTES) =>
            {
                if let Some(run) = self.runs.get_mut(&first) {
                    run.is_mixed |= run.last != self.last;
                    run.bytes += bytes;
                    run.last = n;
                }
                self.in_run.insert(n, first);
            }
            _ => {
                self.runs.insert(n, Run { bytes, last: n, is_mixed: false });
                self.open_runs.insert(sid, n);
            }
        }
    }
}
