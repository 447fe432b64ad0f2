//! Scripts in the pressed window: opened, consented to, run whole and by steps on real sockets, stopped, and saved.

#![cfg(all(feature = "gui", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod consent;
mod desk;
mod files;
mod moved;
mod opening;
mod pictures;
mod run;
mod save;
#[path = "../support/mod.rs"]
mod support;
