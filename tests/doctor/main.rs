//! The doctor on real failures: each cause is brought about on loopback, or in a network namespace of the test's own,
//! and what the doctor names is checked; and its buttons mend, in the state and in the window.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
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
