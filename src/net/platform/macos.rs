//! macOS: what is known of it without a machine to try it on. Facts that need Linux's interfaces are not here.

use super::{FdRef, unix};
use crate::call::TcpState;

/// Installs the empty handler.
pub fn install_signal() -> std::io::Result<()> {
    unix::install_empty_handler(libc::SIGUSR2)
}

/// A thread that may be interrupted. It must be alive when it is: the engine sees to that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThreadRef(libc::pthread_t);

impl ThreadRef {
    /// The calling thread; the stop signal reaches it from now on.
    #[allow(unsafe_code)]
    pub fn current() -> Self {
        unix::unblock(libc::SIGUSR2);
        // SAFETY: takes nothing.
        Self(unsafe { libc::pthread_self() })
    }

    /// `pthread_kill(3)` with the stop signal.
    #[allow(unsafe_code)]
    pub fn interrupt(self) {
        // SAFETY: the engine interrupts only while the thread is inside the call that gave this reference.
        unsafe {
            libc::pthread_kill(self.0, libc::SIGUSR2);
        }
    }
}

/// Not on this system.
pub fn sleep_of(_thread: ThreadRef) -> Result<Option<u64>, ()> {
    Err(())
}

/// Not on this system.
pub fn drops(_fd: FdRef<'_>) -> Option<u32> {
    None
}

/// Not on this system.
pub fn tcp_state(_fd: FdRef<'_>) -> Option<TcpState> {
    None
}

/// Not on this system.
pub fn tcp_queue(_fd: FdRef<'_>) -> Option<(u32, u32)> {
    None
}

/// Not on this system.
pub fn tcp_info(_fd: FdRef<'_>) -> Option<crate::net::tcp_info::TcpInfo> {
    None
}

/// Not on this system.
pub fn memory(_fd: FdRef<'_>) -> Option<crate::net::tcp_info::SocketMemory> {
    None
}

/// Not on this system.
pub fn send_queue(_fd: FdRef<'_>) -> super::Sys<i32> {
    Err(libc::ENOTTY)
}

/// Not on this system.
pub fn congestion_controls() -> Vec<String> {
    Vec::new()
}
