//! What the machine has to say about an address: who has it, which old connection keeps it, what this program may do.
//!
//! Everything here takes a while, so that it is never asked on the window's thread; nothing is changed by asking.

use super::platform;
use super::system::{SystemKind, SystemReader, SystemSocket, clashes};
use crate::call::{Address, TcpState};
use std::collections::HashSet;
use std::net::IpAddr;

/// So many sockets of a port are looked at.
const MOST: usize = 256;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The socket is of UDP, not of TCP.
    pub datagram: bool,
    /// The address is one to connect to, not one to have.
    pub connects: bool,
    /// The address that the call named.
    pub address: Option<Address>,
    /// Ports that are not to be offered: sockets of the board have them, or will.
    pub avoid: Vec<u16>,
}

/// What the machine answers; what it does not tell is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machine {
    /// Sockets of processes that have the port, of any address.
    pub holders: Vec<PortHolder>,
    /// Connections that have ended, whose own end has the port.
    pub old: Vec<OldEnd>,
    /// A port that no socket has, near the one that was asked about; for one below the limit, one above.
    pub free_port: Option<u16>,
    /// The first port that a program without special rights may bind (`ip(7)`, ip_unprivileged_port_start).
    pub unprivileged_from: Option<u16>,
    /// Every port that `connect` may choose is in use (`ip(7)`, ip_local_port_range).
    pub is_out_of_ports: bool,
    /// The machine's own addresses.
    pub addresses: Vec<IpAddr>,
    /// The open descriptors of this process.
    pub files: Option<FileUse>,
    /// What is at the path of a Unix address.
    pub path: Option<PathFacts>,
}

/// A socket of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortHolder {
    /// Whose.
    pub pid: u32,
    /// The process's name.
    pub name: String,
    /// The socket's own address.
    pub local: Address,
    /// It takes connections, or datagrams.
    pub listens: bool,
}

/// The own end of a connection that no process has any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldEnd {
    /// TIME_WAIT, FIN_WAIT2…
    pub state: TcpState,
    /// Its own address.
    pub local: Address,
    /// Whom it was connected to.
    pub peer: Address,
}

/// Descriptors of this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileUse {
    /// So many are open.
    pub open: u64,
    /// So many may be (RLIMIT_NOFILE).
    pub limit: u64,
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathFacts {
    /// Anything at all.
    pub exists: bool,
    /// The file of a socket.
    pub is_socket: bool,
    /// A socket that is open is bound to it.
    pub is_bound: bool,
}

/// Asks the machine. Bounded: tables of the kernel, one folder of `/proc`, no name server. Takes milliseconds.
pub fn ask_machine(question: &Question) -> Machine {
    let addresses = super::interfaces().into_iter().map(|(_, ip)| ip).collect();
    let files = platform::file_use().map(|(open, limit)| FileUse { open, limit });
    let unprivileged_from = platform::unprivileged_from();
    let mut machine = Machine { unprivileged_from, addresses, files, ..Machine::default() };
    // Where the tables cannot be read, nothing is said about other programs.
    let sockets = SystemReader::default().read().unwrap_or_default();
    let Some(address) = &question.address else { return machine };
    if let Address::Unix { path } = address {
        let (exists, is_socket) = platform::look_at_path(path);
        let is_bound = sockets.iter().any(|socket| socket.table == SystemKind::Unix && clashes(socket, address));
        machine.path = Some(PathFacts { exists, is_socket, is_bound });
        return machine;
    }
    let table = if question.datagram { SystemKind::Udp } else { SystemKind::Tcp };
    let same: Vec<&SystemSocket> = sockets.iter().filter(|socket| socket.table == table).collect();
    // For a connect, a listener of the other family is worth knowing of as well.
    let has_port = |socket: &&&SystemSocket| socket.local.port() == address.port();
    for socket in same.iter().filter(has_port).take(MOST) {
        machine.take(socket);
    }
    machine.holders.sort_by_key(|held| !held.listens);
    let taken: HashSet<u16> = same.iter().filter_map(|socket| port_of(&socket.local)).collect();
    let first = unprivileged_from.unwrap_or(1);
    let is_taken = |port: u16| taken.contains(&port) || question.avoid.contains(&port);
    machine.free_port = port_of(address).filter(|port| *port != 0).and_then(|port| port_near(port, first, &is_taken));
    let range = platform::chosen_ports().filter(|_| question.connects);
    machine.is_out_of_ports = range.is_some_and(|(from, to)| (from..=to).all(|port| taken.contains(&port)));
    machine
}

impl Machine {
    fn take(&mut self, socket: &SystemSocket) {
        let (local, peer) = (socket.local.clone(), socket.peer.clone());
        match (socket.process(), socket.state, peer) {
            (Some(process), state, _) => {
                let listens = matches!(state, Some(TcpState::Listen | TcpState::Close));
                let name = process.name.clone();
                self.holders.push(PortHolder { pid: process.pid, name, local, listens });
            }
            // What nobody has any more; a listener is somebody's whom we may not see.
            (None, Some(state), Some(peer)) if state != TcpState::Listen => {
                self.old.push(OldEnd { state, local, peer });
            }
            _ => {}
        }
    }
}

fn port_of(address: &Address) -> Option<u16> {
    u16::try_from(address.port()?).ok()
}

/// A port near `wanted` that is none of `taken`: 80 is 8080, 443 is 8443, a low one gets 8000 on top, others the next.
fn port_near(wanted: u16, first: u16, taken: &dyn Fn(u16) -> bool) -> Option<u16> {
    let start = match wanted {
        80 => 8080,
        443 => 8443,
        low if low < first.max(1024) => low.saturating_add(8000),
        other => other.saturating_add(1),
    };
    let is_free = |port: &u16| *port >= first && *port != wanted && !taken(*port);
    (start..=u16::MAX).find(is_free).or_else(|| (first.max(1024)..start).find(is_free))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_free_port_is_one_that_a_person_remembers() {
        assert_eq!(port_near(80, 1024, &|_| false), Some(8080));
        assert_eq!(port_near(80, 1024, &|port| port < 8090), Some(8090));
        assert_eq!(port_near(443, 1024, &|_| false), Some(8443));
        assert_eq!(port_near(7, 1024, &|_| false), Some(8007));
        assert_eq!(port_near(8000, 1024, &|_| false), Some(8001));
        assert_eq!(port_near(65_535, 1024, &|port| port == 1024), Some(1025));
        assert_eq!(port_near(8000, 1024, &|_| true), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_machine_tells_what_is_at_a_path_and_how_many_files_are_open() {
        use std::os::unix::ffi::OsStrExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s");
        let ask = || {
            let address = Some(Address::unix(path.as_os_str().as_bytes()));
            ask_machine(&Question { address, ..Question::default() })
        };
        assert_eq!(ask().path.unwrap(), PathFacts { exists: false, is_socket: false, is_bound: false });
        let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let found = ask();
        assert_eq!(found.path.unwrap(), PathFacts { exists: true, is_socket: true, is_bound: true });
        let files = found.files.unwrap();
        assert!(files.open > 2 && files.open < files.limit, "{files:?}");
        drop(listener);
        assert_eq!(ask().path.unwrap(), PathFacts { exists: true, is_socket: true, is_bound: false });
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, "x").unwrap();
        assert_eq!(ask().path.unwrap(), PathFacts { exists: true, is_socket: false, is_bound: false });
    }
}
