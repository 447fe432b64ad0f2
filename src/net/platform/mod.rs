//! What differs from system to system, one file each behind one interface; the only place of `unsafe` in the engine.
//!
//! Every function is one system call (or one reading of `/proc`). Errors are the platform's errno numbers, `EINTR`
//! included: who calls decides what an interruption means.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
mod place;
mod poller;
mod process;
mod rights;
mod system;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub use linux::{
    ThreadRef, congestion_controls, drops, install_signal, memory, send_queue, sleep_of, tcp_info, tcp_queue, tcp_state,
};
#[cfg(target_os = "macos")]
pub use macos::{
    ThreadRef, congestion_controls, drops, install_signal, memory, send_queue, sleep_of, tcp_info, tcp_queue, tcp_state,
};
pub use place::{Found, Lookup, Message, Place};
pub use poller::{watch_readable, watch_readable_again};
pub use process::{become_nobody, is_root, leave_network, limit_files, user_number};
pub use rights::{chosen_ports, file_use, is_path_bound, look_at_path, unprivileged_from};
pub use system::{handshakes, socket_processes, system_sockets};
#[cfg(unix)]
pub use unix::*;
#[cfg(windows)]
pub use windows::*;

/// The kernel's answer, or its errno.
pub type Sys<T> = Result<T, i32>;
