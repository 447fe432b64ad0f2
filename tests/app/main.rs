//! The state of the program, driven by commands, with real sockets and no window.

mod board;
#[path = "../support/python.rs"]
#[allow(dead_code)] // each test binary uses a part of it
mod python;
mod sessions;
mod starts;
mod waits;
