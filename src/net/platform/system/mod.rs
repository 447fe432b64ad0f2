//! The machine's tables of sockets, one way a file.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod proc_net;
#[cfg(target_os = "linux")]
mod proc_pid;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{handshakes, socket_processes, system_sockets};
#[cfg(target_os = "linux")]
pub use linux::{handshakes, system_sockets};
#[cfg(target_os = "linux")]
pub use proc_pid::socket_processes;
