//! The doctor on real failures: each cause is brought about on loopback, or in a network namespace of the test's own,
//! and what the doctor names is checked; and its buttons mend, in the state and in the window.
//!
//! Four causes stand only in the table of `src/doctor/tests/reasons.rs`, for nothing here can bring them about honestly:
//!
//! - ENETDOWN: with its interface off, Linux answers an IP socket with ENETUNREACH (`networks` does that). It keeps ENETDOWN
//!   for sockets of AF_PACKET and AF_CAN that are bound to an interface, and their addresses this program does not read.
//! - ECONNABORTED from `accept`: Linux hands over a connection that was cut in its queue, and `recv` then tells of it.
//! - EINTR: every call of the engine goes on after a signal, as CPython's do; *Stop* is told as such.
//! - ENFILE: `fs.file-max` is the whole machine's, and no test may take that from everybody else.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "clippy knows only functions marked #[test] as tests, not their helpers"
)]

#[path = "../app/board.rs"]
mod board;
#[cfg(not(feature = "gui"))]
#[path = "../support/python.rs"]
mod python;
#[path = "../support/mod.rs"]
#[cfg(feature = "gui")]
mod support;

mod bench;
mod broken;
mod flow;
mod networks;
#[cfg(feature = "gui")]
mod pictures;
mod presses;
mod refused;
mod rights;
mod taken;
mod unix;
mod waits;
#[cfg(feature = "gui")]
mod window;

#[cfg(feature = "gui")]
pub use support::python;
