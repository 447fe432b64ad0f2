//! What is done with a socket of the machine.

use super::{MachineAsked, MachineRow, Watched};
use crate::app::plan::{Keep, Making};
use crate::app::{Plan, State};
use crate::call::{Address, Call, number_of};
use crate::locale::Message;
use crate::net::{SystemKind, SystemSocket};

/// So many are followed at once.
const WATCHED: usize = 8;

/// A wish about the machine's sockets.
#[derive(Clone, Debug, PartialEq)]
pub enum MachineCommand {
    /// Keep the table as it is, or read on.
    Pause(bool),
    /// Make a client socket and connect it there.
    Connect(Box<SystemSocket>),
    /// Follow it: in the kernel's panel where it is ours, else from reading to reading.
    Watch(Box<MachineRow>),
    /// Follow this one no more.
    Forget(usize),
    /// Bring the kernel's panel to the front.
    ShowKernel,
    /// Bring this panel to the front, with who has a port.
    WhoHas {
        /// The port; none where the person is to type one.
        port: Option<u16>,
        /// The row that is to be selected: its own name and its process.
        row: Option<(String, u32)>,
    },
}

impl State {
    pub(in crate::app) fn machine_command(&mut self, command: MachineCommand) {
        match command {
            MachineCommand::Pause(paused) => self.machine.paused = paused,
            MachineCommand::Connect(socket) => self.connect_to(&socket),
            MachineCommand::Watch(row) => self.watch_row(&row),
            MachineCommand::Forget(at) => {
                let mut watched = self.machine.shared.watched.lock();
                if at < watched.len() {
                    watched.remove(at);
                }
            }
            MachineCommand::ShowKernel => self.machine.kernel_raised += 1,
            MachineCommand::WhoHas { port, row } => {
                let number = self.machine.asked.number + 1;
                self.machine.asked = MachineAsked { number, port, row };
                // An answer from before would be none.
                self.machine.paused = false;
            }
        }
    }

    fn connect_to(&mut self, socket: &SystemSocket) {
        let Some(address) = dialled(socket) else { return };
        let family = match address {
            Address::Inet6 { .. } => number_of("AF_INET6"),
            Address::Inet { .. } => number_of("AF_INET"),
            _ => number_of("AF_UNIX"),
        };
        let calls = vec![
            Call::Socket { family: family.unwrap_or_default(), kind: socket.kind, proto: 0 },
            Call::Connect { address },
        ];
        let sid = self.engine.new_socket_id();
        let name = self.live.snapshot().board.free_name("client", "c");
        self.plans.push(Plan::cook(Making { calls, keep: Keep::Nothing }, (sid, name), None));
        self.advance_plans();
        self.select_socket(Some(sid));
    }

    fn watch_row(&mut self, row: &MachineRow) {
        if let Some(sid) = row.sid.filter(|sid| self.live_snapshot().board.row(*sid).is_some()) {
            self.select_socket(Some(sid));
            self.machine.kernel_raised += 1;
            return;
        }
        let now = self.now();
        let mut watched = self.machine.shared.watched.lock();
        if watched.iter().any(|watched| watched.is(row)) {
            return;
        }
        if watched.len() == WATCHED {
            self.toasts.warn(Message::new("machine-watches-enough").with("n", WATCHED as u64));
            return;
        }
        watched.push(Watched::new(row, now));
    }
}

/// Where a client connects to reach a socket: its own name, or this machine's loopback where it is bound to every
/// address; none where there is nothing to connect to.
pub(in crate::app) fn dialled(socket: &SystemSocket) -> Option<Address> {
    let waits = socket.is_listener() || socket.table == SystemKind::Udp && socket.peer.is_none();
    let is_datagram = socket.table == SystemKind::Unix && Some(socket.kind) == number_of("SOCK_DGRAM");
    if !(waits || is_datagram) || socket.local.is_unnamed() || socket.local.port() == Some(0) {
        return None;
    }
    Some(match &socket.local {
        Address::Inet { host, port } if &**host == "0.0.0.0" => Address::inet("127.0.0.1", *port),
        Address::Inet6 { host, port, .. } if &**host == "::" => Address::inet6("::1", *port),
        other => other.clone(),
    })
}

impl MachineRow {
    /// Whether a client can connect to it.
    pub fn can_be_dialled(&self) -> bool {
        dialled(&self.socket).is_some()
    }

    /// Where a client connects to reach it.
    pub fn dialled(&self) -> Option<Address> {
        dialled(&self.socket)
    }
}
