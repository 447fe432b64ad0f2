//! The editor of socket options and the groups, in the pressed window, on real sockets.

#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod desk;
mod groups;
mod pending;
mod pictures;
mod set;
