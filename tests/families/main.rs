//! Every family and type in the real window, pressed by label, on real sockets: made, used and closed.

#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once
#![allow(clippy::print_stderr)] // what was skipped is said

#[path = "../support/mod.rs"]
mod support;

mod calls;
mod raw;
mod unix;
