//! Linux: signals to one thread, what a thread does in the kernel, TCP_INFO and the queues (`tcp(7)`, `tgkill(2)`).

use super::{FdRef, unix};
use crate::call::TcpState;
use crate::net::tcp_info::{SocketMemory, TcpInfo};
use std::os::fd::AsRawFd;
use std::sync::OnceLock;

/// The real-time signal that *Stop* sends. SIGRTMIN+0..2 are left to C libraries and debuggers.
fn signal() -> i32 {
    libc::SIGRTMIN() + 5
}

/// Installs the empty handler once for the process.
pub fn install_signal() -> std::io::Result<()> {
    static DONE: OnceLock<Option<i32>> = OnceLock::new();
    let failed = DONE.get_or_init(|| {
        unix::install_empty_handler(signal()).err().map(|error| error.raw_os_error().unwrap_or(libc::EINVAL))
    });
    failed.map_or(Ok(()), |number| Err(std::io::Error::from_raw_os_error(number)))
}

/// A thread that may be interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadRef(i32);

impl ThreadRef {
    /// The calling thread; the stop signal reaches it from now on.
    #[allow(unsafe_code)]
    pub fn current() -> Self {
        unix::unblock(signal());
        // SAFETY: takes and gives a number.
        Self(unsafe { libc::gettid() })
    }

    /// `tgkill(2)` with the stop signal; a thread that is gone is no error.
    #[allow(unsafe_code)]
    pub fn interrupt(self) {
        // SAFETY: numbers only; the group id keeps a reused thread number of another process out of reach.
        unsafe {
            libc::syscall(libc::SYS_tgkill, libc::getpid(), self.0, signal());
        }
    }
}

/// Whether the thread sleeps in the kernel, by its state (`proc_pid_status(5)`): the count of its voluntary switches, which
/// stays the same for as long as the sleep is the same one; `None` where it runs. A thread that waits for another one of
/// ours (`futex(2)`) is not taken for asleep. `Err`: not to be known.
pub fn sleep_of(thread: ThreadRef) -> Result<Option<u64>, ()> {
    let status = std::fs::read_to_string(format!("/proc/self/task/{}/status", thread.0)).map_err(|_| ())?;
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    if !field("State:").is_some_and(|state| state.starts_with(['S', 'D'])) {
        return Ok(None);
    }
    // Readable only where we may trace ourselves; where not, the state alone has to do.
    let call = std::fs::read_to_string(format!("/proc/self/task/{}/syscall", thread.0)).unwrap_or_default();
    let is_ours = call.split(' ').next().and_then(|word| word.trim().parse().ok()) == Some(libc::SYS_futex);
    Ok(if is_ours { None } else { Some(field("voluntary_ctxt_switches:").and_then(|n| n.parse().ok()).unwrap_or(0)) })
}

fn tcp_head(fd: FdRef<'_>) -> Option<Vec<u8>> {
    unix::getsockopt(fd, libc::IPPROTO_TCP, libc::TCP_INFO, 32).ok()
}

/// What TCP knows of a connection or a listener (TCP_INFO); none on other sockets.
pub fn tcp_info(fd: FdRef<'_>) -> Option<TcpInfo> {
    TcpInfo::parse(&unix::getsockopt(fd, libc::IPPROTO_TCP, libc::TCP_INFO, TcpInfo::SIZE).ok()?)
}

/// What the queues take and may take (SO_MEMINFO), which sets nothing.
pub fn memory(fd: FdRef<'_>) -> Option<SocketMemory> {
    SocketMemory::parse(&unix::getsockopt(fd, libc::SOL_SOCKET, libc::SO_MEMINFO, SocketMemory::SIZE).ok()?)
}

fn word_at(info: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(info.get(at..at + 4)?.try_into().ok()?))
}

/// Datagrams that the kernel dropped because the receive buffer was full, since the socket was made: SK_MEMINFO_DROPS of
/// SO_MEMINFO (`sock_diag(7)`), which sets nothing. Wraps at 2^32.
pub fn drops(fd: FdRef<'_>) -> Option<u32> {
    let memory = unix::getsockopt(fd, libc::SOL_SOCKET, libc::SO_MEMINFO, 36).ok()?;
    word_at(&memory, 32)
}

/// The TCP state (`tcp_info.tcpi_state`); none on other sockets.
pub fn tcp_state(fd: FdRef<'_>) -> Option<TcpState> {
    TcpState::from_number(*tcp_head(fd)?.first()?)
}

/// A listener's accept queue: connections that wait, and how many fit (`tcpi_unacked`, `tcpi_sacked` of a listener).
pub fn tcp_queue(fd: FdRef<'_>) -> Option<(u32, u32)> {
    let info = tcp_head(fd)?;
    Some((word_at(&info, 24)?, word_at(&info, 28)?))
}

/// Bytes that wait in the send queue (`SIOCOUTQ`: sent and not acknowledged, or not sent yet).
#[allow(unsafe_code)]
pub fn send_queue(fd: FdRef<'_>) -> super::Sys<i32> {
    let mut bytes: libc::c_int = 0;
    // SAFETY: TIOCOUTQ (which is SIOCOUTQ) writes one int.
    let done = unsafe { libc::ioctl(fd.as_raw_fd(), libc::TIOCOUTQ, &raw mut bytes) };
    if done < 0 { Err(std::io::Error::last_os_error().raw_os_error().unwrap_or(libc::EIO)) } else { Ok(bytes) }
}

/// The congestion controls that the kernel has loaded (`tcp(7)`, tcp_available_congestion_control); empty where that
/// cannot be read.
pub fn congestion_controls() -> Vec<String> {
    let found = std::fs::read_to_string("/proc/sys/net/ipv4/tcp_available_congestion_control").unwrap_or_default();
    found.split_whitespace().map(str::to_owned).collect()
}
