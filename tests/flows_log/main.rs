//! The call log, the composers and the data view, pressed by label, with real sockets on loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test may stop at once

mod data;
mod desk;
mod export;
mod imports;
mod lanes;
mod log;
mod long;
mod partial;
#[path = "../support/sessions.rs"]
mod sessions;
#[path = "../support/mod.rs"]
mod support;
