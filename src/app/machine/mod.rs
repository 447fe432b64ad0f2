//! The sockets of this machine, ours and everyone's: read on a thread of its own while a panel shows them, at most once
//! a second. While somebody follows one that is still there, the tables go on being read without a panel, but no process
//! is looked for then, and nobody is woken before that socket changes.

mod act;
mod port;
mod table;
mod watch;

pub use act::MachineCommand;
pub use port::{Asked as MachineAsked, read_port};
pub use table::{Column, MachineRow, Table, sorted};
pub use watch::{Change as MachineChange, Watched};

use super::State;
use super::gate::{Gate, start_once};
use crate::call::{Address, SocketId, TcpState};
use crate::locale::Message;
use crate::net::{Engine, SystemKind, SystemReader, SystemSocket};
use crate::session::{SocketRow, Waker};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Between two readings.
const EVERY: Duration = Duration::from_secs(1);
/// The kernel keeps what we closed for about so long (TIME_WAIT, orphans).
const AFTER_CLOSE: Duration = Duration::from_secs(150);

/// What is known of the machine's sockets.
#[derive(Default)]
pub struct Machine {
    shared: Arc<Shared>,
    is_started: bool,
    /// The table is kept as it is.
    pub paused: bool,
    /// Grows whenever the kernel's panel is to come to the front.
    pub kernel_raised: u64,
    /// What is to be seen in the panel of the machine's sockets, which comes to the front for it.
    pub asked: MachineAsked,
}

/// What the thread is to read for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Wish {
    /// The whole table shows.
    shows: bool,
    /// Single sockets are followed.
    follows: bool,
}

#[derive(Default)]
struct Shared {
    gate: Gate<Wish>,
    table: Mutex<Option<Arc<Table>>>,
    /// Sockets of others that are followed.
    watched: Mutex<Vec<Watched>>,
}

impl Machine {
    /// The newest reading; none before the first. Whoever asks in every frame keeps it going.
    pub fn table(&self) -> Option<Arc<Table>> {
        if !self.paused {
            self.shared.gate.ask(|wish| wish.shows = true);
        }
        self.last_table()
    }

    /// The newest reading, without a wish for newer ones.
    pub fn last_table(&self) -> Option<Arc<Table>> {
        self.shared.table.lock().clone()
    }

    /// Sockets of others that are followed, as far as they were seen.
    pub fn watched(&self) -> Vec<Watched> {
        self.shared.watched.lock().clone()
    }

    /// Whether one is followed that is still there.
    fn follows(&self) -> bool {
        !self.paused && self.shared.watched.lock().iter().any(|watched| !watched.is_gone())
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.shared.gate.end();
    }
}

impl State {
    /// Starts the thread when it is first needed.
    pub(super) fn tick_machine(&mut self) {
        if self.machine.follows() {
            self.machine.shared.gate.ask(|wish| wish.follows = true);
        }
        if self.machine.shared.gate.settle() {
            let (shared, waker) = (Arc::clone(&self.machine.shared), Arc::clone(&self.waker));
            let (clock, engine) = (self.clock, self.engine.clone());
            let reader = std::thread::Builder::new().name("machine-sockets".to_owned());
            start_once(&mut self.machine.is_started, reader, move || run(&shared, &engine, &waker, || clock.now()));
        }
    }

    /// The TCP state in which the kernel still holds a connection that is over for us; `None` in it where it has let go
    /// of it. None where that is not to be known: before the first reading, elsewhere than on Linux, for the past.
    pub fn after_close(&self, row: &SocketRow) -> Option<Option<TcpState>> {
        let is_recent = self.now().saturating_sub(row.last_t) < AFTER_CLOSE;
        let (Some(local), Some(peer)) = (&row.local, &row.peer) else { return None };
        let is_over = !row.open || row.tcp == Some(TcpState::Close);
        if !self.is_live() || !is_over || row.tcp.is_none() || !is_recent {
            return None;
        }
        // Once it is gone it stays gone: nothing more is asked.
        let found = self.machine.last_table().and_then(|table| held(&table, row.last_t, (local, peer)));
        if found != Some(None) {
            let _newer = self.machine.table();
        }
        found
    }
}

impl State {
    /// Who has a port, in sentences.
    pub fn who_has(&self, table: &Table, port: u16) -> Vec<Message> {
        let snapshot = self.live.snapshot();
        let ours = |row: &MachineRow| snapshot.board.row(row.sid?).map(|row| row.name.to_string());
        port::who_has(table, port, &ours, crate::net::is_root())
    }

    /// Connections that wait at a Unix listener of ours, and its backlog, as the newest reading has them; none in the
    /// past, elsewhere than on Linux, and before the first reading. Whoever asks in every frame keeps the readings going.
    pub fn unix_accept_queue(&self, row: &SocketRow) -> Option<(u32, u32)> {
        let local = row.local.as_ref().filter(|local| local.port().is_none() && !local.is_unnamed())?;
        if !self.is_live() || !row.open {
            return None;
        }
        let table = self.machine.table()?;
        let is_it = |other: &&MachineRow| other.is_own && other.socket.local == *local && other.socket.is_listener();
        table.rows.iter().find(is_it)?.socket.accept_queue()
    }
}

/// The state of the TCP connection between two names, or that it is gone; none where the reading does not tell: it failed,
/// or it is no later than `since`.
fn held(table: &Table, since: Duration, (local, peer): (&Address, &Address)) -> Option<Option<TcpState>> {
    if table.error.is_some() || table.at <= since {
        return None;
    }
    let is_it = |row: &&MachineRow| {
        let socket = &row.socket;
        let is_peer = socket.peer.as_ref().is_some_and(|other| is_same_name(other, peer));
        socket.table == SystemKind::Tcp && is_peer && is_same_name(&socket.local, local)
    };
    Some(table.rows.iter().find(is_it).and_then(|row| row.socket.state))
}

/// Whether two names are one; not every reading has the scope of an IPv6 address (`/proc/net` has none).
fn is_same_name(one: &Address, other: &Address) -> bool {
    match (one, other) {
        (Address::Inet6 { host, port, scope, .. }, Address::Inet6 { host: host2, port: port2, scope: scope2, .. }) => {
            host == host2 && port == port2 && (scope == scope2 || *scope == 0 || *scope2 == 0)
        }
        _ => one == other,
    }
}

fn run(shared: &Shared, engine: &Engine, waker: &Waker, now: impl Fn() -> Duration) {
    let mut reader = SystemReader::default();
    let mut next = Instant::now();
    while let Some(wish) = shared.gate.next(next) {
        next = Instant::now() + EVERY;
        let is_new = if wish.shows {
            shared.take_in(|| reader.read(), &engine.inodes(), &now)
        } else {
            shared.follow(SystemReader::read_sockets, &now)
        };
        if is_new {
            waker();
        }
    }
}

type Reading = Result<Vec<SystemSocket>, i32>;

impl Shared {
    /// Reads for those that are followed alone. Whether one of them changed.
    fn follow(&self, read: impl FnOnce() -> Reading, now: impl Fn() -> Duration) -> bool {
        // What happens during a reading may be missed by it: it tells what was when it began.
        let at = now();
        self.see(&Table::new(read(), &HashMap::new(), at, 0))
    }

    /// Reads for the panels. Whether anybody sees something new by it.
    fn take_in(
        &self,
        read: impl FnOnce() -> Reading,
        ours: &HashMap<u64, SocketId>,
        now: impl Fn() -> Duration,
    ) -> bool {
        let at = now();
        let before = self.table.lock().clone();
        let version = before.as_ref().map_or(0, |table| table.version);
        let mut table = Table::new(read(), ours, at, version + 1);
        let is_same = before.is_some_and(|before| before.shows_the_same(&table));
        if is_same {
            // Newer, and no other: nobody need be woken for it.
            table.version = version;
        }
        let is_seen = self.see(&table);
        *self.table.lock() = Some(Arc::new(table));
        is_seen || !is_same
    }

    fn see(&self, table: &Table) -> bool {
        // Each of them sees it.
        self.watched.lock().iter_mut().filter_map(|watched| watched.see(table).then_some(())).count() > 0
    }
}

#[cfg(test)]
mod tests;
