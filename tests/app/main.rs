//! The state of the program, driven by commands, with real sockets and no window.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy knows only functions marked #[test] as tests, not their helpers"
)]

mod board;
#[path = "../support/python.rs"]
#[allow(dead_code)] // each test binary uses a part of it
mod python;
mod sending;
mod sessions;
mod starts;
mod waits;
