//! What the machine has to say about an address: who has it, which old connection keeps it, what this program may do.
//!
//! Everything here takes a while, so that it is never asked on the window's thread; nothing is changed by asking.

use super::platform;
use super::system::{Process, SystemKind, SystemReader, SystemSocket, clashes, host_ip};
use crate::call::{Address, TcpState};
use std::collections::HashSet;
use std::net::IpAddr;

/// So many sockets of a port are told of.
const MOST: usize = 256;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The socket is of UDP, not of TCP.
    pub datagram: bool,
    /// The address is one to connect to, not one to have.
    pub connects: bool,
    /// The socket takes IPv6 only (IPV6_V6ONLY).
    pub v6_only: bool,
    /// The address that the call named.
    pub address: Option<Address>,
    /// Ports that are not to be offered: sockets of the board have them, or will.
    pub avoid: Vec<u16>,
}

/// What the machine answers; what it does not tell is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Machine {
    /// Sockets that have the port, of any address: first those in the way of the one that was asked about, of these the
    /// listening ones.
    pub holders: Vec<PortHolder>,
    /// Connections that have ended, whose own end is in the way.
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

/// A socket that somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortHolder {
    /// Whose; none where the system does not show that: mostly another user's, whom only root sees.
    pub process: Option<Process>,
    /// The user who made it, where that is another one than ours.
    pub other_user: Option<u32>,
    /// This program has it.
    pub is_own: bool,
    /// The socket's own address.
    pub local: Address,
    /// It takes connections, or datagrams.
    pub listens: bool,
    /// Of a listener of TCP, how many connections wait in its accept queue, and its backlog (`listen(2)`).
    pub accept_queue: Option<(u32, u32)>,
    /// It is in the way of the address that was asked about (see [`clashes`]); of a connect, it is what is reached there.
    pub meets: bool,
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
    /// A socket that is open is bound to it, by this path or another; none where that is not to be known.
    pub is_bound: Option<bool>,
}

/// Asks the machine. Bounded: tables of the kernel, one folder of `/proc`, no name server. Takes milliseconds.
pub fn ask_machine(question: &Question) -> Machine {
    let addresses = super::interfaces().into_iter().map(|(_, ip)| ip).collect();
    let files = platform::file_use().map(|(open, limit)| FileUse { open, limit });
    let unprivileged_from = platform::unprivileged_from();
    let mut machine = Machine { unprivileged_from, addresses, files, ..Machine::default() };
    let Some(address) = &question.address else { return machine };
    if let Address::Unix { path } = address {
        let (exists, is_socket) = platform::look_at_path(path, question.connects);
        let is_bound = if is_socket { platform::is_path_bound(path) } else { Some(false) };
        machine.path = Some(PathFacts { exists, is_socket, is_bound });
        return machine;
    }
    // Where the tables cannot be read, nothing is said about other programs.
    let mut sockets = SystemReader::default().read().unwrap_or_default();
    let table = if question.datagram { SystemKind::Udp } else { SystemKind::Tcp };
    sockets.retain(|socket| socket.table == table);
    machine.take(&sockets, question, address, (std::process::id(), platform::user_number()));
    let taken: HashSet<u16> = sockets.iter().filter_map(|socket| port_of(&socket.local)).collect();
    let first = unprivileged_from.unwrap_or(1);
    let is_taken = |port: u16| taken.contains(&port) || question.avoid.contains(&port);
    machine.free_port = port_of(address).filter(|port| *port != 0).and_then(|port| port_near(port, first, &is_taken));
    let range = platform::chosen_ports().filter(|_| question.connects);
    machine.is_out_of_ports = range.is_some_and(|(from, to)| (from..=to).all(|port| taken.contains(&port)));
    machine
}

impl Machine {
    /// Takes in who has the port; `own` are this process and its user.
    fn take(&mut self, sockets: &[SystemSocket], question: &Question, address: &Address, own: (u32, Option<u32>)) {
        let aimed_at = if question.connects { reached(address) } else { address.clone() };
        // For a connect, a listener of the other family is worth knowing of as well.
        for socket in sockets.iter().filter(|socket| socket.local.port() == address.port()) {
            let local = socket.local.clone();
            let meets = clashes((&local, socket.v6_only.unwrap_or(false)), (&aimed_at, question.v6_only));
            if socket.inode != 0 {
                let takes_all = question.datagram && socket.state == Some(TcpState::Close);
                self.holders.push(PortHolder {
                    process: socket.process().cloned(),
                    other_user: socket.uid.filter(|uid| own.1.is_some_and(|own| own != *uid)),
                    is_own: socket.processes.iter().any(|process| process.pid == own.0),
                    local,
                    listens: socket.is_listener() || takes_all,
                    accept_queue: socket.backlog.map(|backlog| (socket.receive_queue, backlog)),
                    meets,
                });
            } else if let (Some(state), Some(peer)) = (socket.state.filter(has_ended), &socket.peer)
                && meets
            {
                // Nobody's: what the kernel alone still keeps.
                self.old.push(OldEnd { state, local, peer: peer.clone() });
            }
        }
        self.holders.sort_by_key(|held| (!held.meets, !held.listens, held.process.is_none()));
        self.holders.truncate(MOST);
        self.old.truncate(MOST);
    }
}

/// Without a process there are as well connections that nobody has accepted yet: those are a listener's.
fn has_ended(state: &TcpState) -> bool {
    use TcpState::{Closing, FinWait1, FinWait2, LastAck, TimeWait};
    matches!(state, FinWait1 | FinWait2 | Closing | LastAck | TimeWait)
}

/// A connect to the wildcard goes to loopback.
fn reached(address: &Address) -> Address {
    match (host_ip(address).filter(|ip| ip.is_unspecified()), address.port()) {
        (Some(IpAddr::V4(_)), Some(port)) => Address::inet("127.0.0.1", port),
        (Some(IpAddr::V6(_)), Some(port)) => Address::inet6("::1", port),
        _ => address.clone(),
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

    fn socket(local: Address, peer: Option<Address>, state: TcpState, inode: u64, pids: &[u32]) -> SystemSocket {
        let process = |pid: &u32| Process { pid: *pid, name: format!("p{pid}"), command: String::new(), uid: 0 };
        SystemSocket {
            table: SystemKind::Tcp,
            family: 2,
            kind: 1,
            state: Some(state),
            local,
            peer,
            receive_queue: 0,
            send_queue: 0,
            backlog: None,
            drops: None,
            uid: Some(112),
            inode,
            v6_only: None,
            processes: pids.iter().map(process).collect(),
            tcp: None,
            memory: None,
        }
    }

    /// What is told of sockets of a port by process 7 of user 1000, that wants 127.0.0.1:5432.
    fn told(sockets: &[SystemSocket], connects: bool) -> Machine {
        let address = Address::inet("127.0.0.1", 5432);
        let question = Question { connects, ..Question::default() };
        let mut machine = Machine::default();
        machine.take(sockets, &question, &address, (7, Some(1000)));
        machine
    }

    #[test]
    fn what_another_user_has_is_held_and_only_what_nobody_has_is_old() {
        use TcpState::{Established, FinWait2, Listen, SynRecv, TimeWait};
        let at = |host: &str| Address::inet(host, 5432);
        let peer = || Some(Address::inet("127.0.0.1", 40000));
        // A server of user 112, whose process we may not see: its listener, its connection, one that it has not accepted
        // yet, one in its handshake, one that is over.
        let theirs = [
            socket(at("127.0.0.1"), peer(), Established, 12, &[]),
            socket(at("127.0.0.1"), peer(), Established, 0, &[]),
            socket(at("127.0.0.1"), peer(), SynRecv, 0, &[]),
            socket(at("127.0.0.1"), peer(), TimeWait, 0, &[]),
            socket(at("127.0.0.1"), None, Listen, 11, &[]),
        ];
        let found = told(&theirs, false);
        let held: Vec<_> = found.holders.iter().map(|held| (held.listens, held.meets, held.other_user)).collect();
        assert_eq!(held, [(true, true, Some(112)), (false, true, Some(112))]);
        assert!(found.holders.iter().all(|held| held.process.is_none() && !held.is_own));
        assert_eq!(found.old.iter().map(|old| old.state).collect::<Vec<_>>(), [TimeWait]);
        // Ended connections of another address are in nobody's way.
        let elsewhere = [socket(at("127.0.0.2"), peer(), FinWait2, 0, &[])];
        assert_eq!(told(&elsewhere, false).old, []);
        // Ours, though another process has it as well.
        let found = told(&[socket(at("127.0.0.1"), None, Listen, 11, &[7, 9])], false);
        assert!(found.holders[0].is_own);
    }

    #[test]
    fn who_is_in_the_way_comes_first_however_many_there_are() {
        use TcpState::{Listen, TimeWait};
        let six = |host: &str| Address::inet6(host, 5432);
        let peer = |port| Some(Address::inet("127.0.0.1", port));
        let mut sockets: Vec<SystemSocket> = (0..2000)
            .map(|port| socket(Address::inet("127.0.0.1", 5432), peer(port), TimeWait, 0, &[]))
            .chain((0..500).map(|n| socket(Address::inet("10.0.0.1", 5432), peer(n), TcpState::Established, 1, &[3])))
            .collect();
        sockets.push(SystemSocket { v6_only: Some(true), ..socket(six("::"), None, Listen, 2, &[4]) });
        sockets.push(socket(Address::inet("127.0.0.2", 5432), None, Listen, 3, &[5]));
        let found = told(&sockets, true);
        assert_eq!((found.holders.len(), found.old.len()), (MOST, MOST));
        let first: Vec<_> = found.holders.iter().take(2).map(|held| (held.listens, held.meets)).collect();
        assert_eq!(first, [(true, false); 2], "an IPv6-only socket is not in the way of IPv4");
        let last = sockets.len() - 2;
        sockets[last].v6_only = Some(false);
        let found = told(&sockets, true);
        assert_eq!((found.holders[0].local.clone(), found.holders[0].meets), (six("::"), true));
    }

    #[test]
    fn a_socket_is_the_services_and_not_the_one_s_that_opened_it() {
        let mut socket = socket(Address::inet("::1", 22), None, TcpState::Listen, 1, &[1, 900, 901]);
        socket.processes[0].name = "systemd".to_owned();
        assert_eq!(socket.process().unwrap().pid, 900);
        socket.processes.truncate(1);
        assert_eq!(socket.process().unwrap().pid, 1);
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
        assert_eq!(ask().path.unwrap(), PathFacts { exists: false, is_socket: false, is_bound: Some(false) });
        let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
        let found = ask();
        assert_eq!(found.path.unwrap(), PathFacts { exists: true, is_socket: true, is_bound: Some(true) });
        let files = found.files.unwrap();
        assert!(files.open > 2 && files.open < files.limit, "{files:?}");
        drop(listener);
        assert_eq!(ask().path.unwrap(), PathFacts { exists: true, is_socket: true, is_bound: Some(false) });
        // Under another name it is the same file; and the other types are seen as well.
        std::fs::remove_file(&path).unwrap();
        std::fs::create_dir(folder.path().join("d")).unwrap();
        let _other = std::os::unix::net::UnixDatagram::bind(folder.path().join("d/../s")).unwrap();
        assert_eq!(ask().path.unwrap().is_bound, Some(true));
        std::fs::remove_file(&path).unwrap();
        std::fs::write(&path, "x").unwrap();
        assert_eq!(ask().path.unwrap(), PathFacts { exists: true, is_socket: false, is_bound: Some(false) });
    }
}
