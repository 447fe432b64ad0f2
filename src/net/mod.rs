//! The engine: real socket calls on worker threads, a reactor for what goes on by itself, names, and kernel facts.
//!
//! Reference behaviour is CPython's `socket` on Linux, call by call and errno by errno. The engine sets no option and no
//! flag that nobody asked for but SOCK_CLOEXEC, and reads SO_ERROR only where CPython's own `connect` does. It knows no
//! session and no window: what happens goes out as [`crate::call::Event`]s over one bounded channel.
//!
//! | file | |
//! |---|---|
//! | `engine`, `request` | the face: what is asked and answered |
//! | `core`, `lane`, `pool`, `wait` | which thread makes a call, in what order, and how it is stopped |
//! | `calls/` | the calls, as CPython makes them |
//! | `socket`, `accepts` | who holds a descriptor, and who takes a connection |
//! | `file` | buffers and text of what `makefile` makes |
//! | `reactor` | *keep receiving*, *keep accepting* |
//! | `address`, `names`, `hosts`, `idna` | addresses and names |
//! | `guard` | who may go where |
//! | `states`, `facts`, `sample` | what is seen of a socket without touching it |
//! | `tcp_info` | TCP_INFO and SK_MEMINFO in numbers |
//! | `system/` | the machine's sockets, and which process has which |
//! | `machine` | who has an address, and what this program may do |
//! | `levels`, `fresh`, `links` | which options a socket has, what they are on a new one, and the interfaces they name |
//! | `platform/` | one file per system |

mod accepts;
mod address;
mod calls;
mod core;
mod engine;
mod facts;
mod file;
mod fresh;
mod guard;
mod hosts;
mod idna;
mod lane;
mod levels;
mod links;
mod machine;
mod names;
mod platform;
mod pool;
mod reactor;
mod request;
mod sample;
mod sampler;
mod socket;
mod states;
mod system;
mod tcp_info;
mod wait;

pub use engine::{Engine, Numbers};
pub use fresh::Fresh;
pub use guard::{Guard, Touch};
pub use hosts::HostNames;
pub use levels::{has_level, options_of};
pub use links::{Link, links};
pub use machine::{FileUse, Machine, OldEnd, PathFacts, PortHolder, Question, ask_machine};
pub use platform::{become_nobody, congestion_controls, is_path_bound, is_root, leave_network, limit_files};
pub use request::{Facts, KeepAccepting, KeepReceiving, Mode, OptionReading, Query, Repeat, Reply, Request};
pub use sample::Sample;
pub use system::{Named, Process, SystemKind, SystemReader, SystemSocket, clashes, host_ip};
pub use tcp_info::{SocketMemory, TcpInfo};
pub use wait::ThreadProbe;

/// The machine's network interfaces and their addresses, in the system's order; empty where they cannot be read.
pub fn interfaces() -> Vec<(String, std::net::IpAddr)> {
    let found = if_addrs::get_if_addrs().unwrap_or_default();
    found.into_iter().map(|interface| (interface.name.clone(), interface.ip())).collect()
}
