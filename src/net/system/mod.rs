//! The sockets of this machine, ours and everyone's, as `ss` shows them, and which process has which.
//!
//! On Linux by `sock_diag(7)`, and by `/proc/net` where netlink is not to be had; elsewhere *not on this system*.
//! Nothing here changes a socket. Everything here takes a while: never call it on the window's thread.

mod clash;
mod reader;

pub use clash::{Named, clashes, host_ip};
pub use reader::SystemReader;

use super::tcp_info::{SocketMemory, TcpInfo};
use crate::call::{Address, TcpState, number_of};

/// Which table of the system a socket is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SystemKind {
    /// TCP, both families.
    Tcp,
    /// UDP, both families.
    Udp,
    /// AF_UNIX, of any type.
    Unix,
}

/// One socket of the machine.
#[derive(Clone, Debug, PartialEq)]
pub struct SystemSocket {
    /// Which table it is in.
    pub table: SystemKind,
    /// `AF_*`.
    pub family: i32,
    /// `SOCK_*`.
    pub kind: i32,
    /// Its state by TCP's numbers, which all tables use: of UDP and Unix, ESTABLISHED is connected and CLOSE is not.
    pub state: Option<TcpState>,
    /// Its own name. Of an unbound Unix socket the unnamed address.
    pub local: Address,
    /// The other end's name, where it has one that is known.
    pub peer: Option<Address>,
    /// Bytes that were not read yet; of a listener, connections that wait in its accept queue. Of UDP and Unix it is
    /// the kernel's memory for them, which is more than the payload.
    pub receive_queue: u32,
    /// Bytes not acknowledged yet; of a listener, 0.
    pub send_queue: u32,
    /// Of a listener, how many connections its accept queue holds beside the one that Linux adds (`listen(2)`).
    pub backlog: Option<u32>,
    /// Datagrams dropped; of a listener, connections that were refused for want of room.
    pub drops: Option<u32>,
    /// Who made it.
    pub uid: Option<u32>,
    /// Its number; 0 where no process has it any more (TIME_WAIT and what the kernel is still closing).
    pub inode: u64,
    /// An IPv6 socket that takes no IPv4 (IPV6_V6ONLY), where that is known: of listeners and of unconnected ones.
    pub v6_only: Option<bool>,
    /// Processes that have it, by number. Of other people's processes only root sees which sockets they have.
    pub processes: Vec<Process>,
    /// What TCP knows of it.
    pub tcp: Option<TcpInfo>,
    /// What its queues take.
    pub memory: Option<SocketMemory>,
}

/// A process that has a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub pid: u32,
    /// Its name: at most 15 bytes (`proc_pid_comm(5)`).
    pub name: String,
    /// Its program and arguments, cut to 200 characters; empty where it has none.
    pub command: String,
    /// Whose it is.
    pub uid: u32,
}

impl SystemSocket {
    /// Whose it is, of its processes: the first, but for one that opens sockets in the name of others and keeps them
    /// (`systemd.socket(5)`).
    pub fn process(&self) -> Option<&Process> {
        let opens_for_others = |process: &&Process| matches!(&*process.name, "systemd" | "launchd" | "init" | "inetd");
        self.processes.iter().find(|process| !opens_for_others(process)).or(self.processes.first())
    }

    /// Whether it waits for connections.
    pub fn is_listener(&self) -> bool {
        self.state == Some(TcpState::Listen)
    }

    /// Connections that wait in the accept queue, and how many it holds, where it is a listener and that is known.
    pub fn accept_queue(&self) -> Option<(u32, u32)> {
        Some((self.receive_queue, self.backlog?)).filter(|_| self.is_listener())
    }

    /// `tcp`, `tcp6`, `udp`, `udp6`, `u_str`, `u_dgr`, `u_seq`: as `ss` has it, with the family told apart.
    pub fn protocol(&self) -> &'static str {
        let is_six = Some(self.family) == number_of("AF_INET6");
        match (self.table, is_six) {
            (SystemKind::Tcp, false) => "tcp",
            (SystemKind::Tcp, true) => "tcp6",
            (SystemKind::Udp, false) => "udp",
            (SystemKind::Udp, true) => "udp6",
            (SystemKind::Unix, _) if Some(self.kind) == number_of("SOCK_DGRAM") => "u_dgr",
            (SystemKind::Unix, _) if Some(self.kind) == number_of("SOCK_SEQPACKET") => "u_seq",
            (SystemKind::Unix, _) => "u_str",
        }
    }

    /// `LISTEN`, `ESTABLISHED`, `UNCONN`…: TCP's names, and `ss`'s word for a socket without a connection.
    pub fn state_name(&self) -> &'static str {
        match (self.state, self.table) {
            (Some(TcpState::Close), SystemKind::Udp | SystemKind::Unix) => "UNCONN",
            (Some(state), _) => state.name(),
            (None, _) => "?",
        }
    }
}
