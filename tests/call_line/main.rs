//! Call lines in the pressed window: typed and pasted Python, on two sides, against real programs.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod chat;
mod desk;
mod edit;
mod page;
mod pictures;
mod refused;
mod runs;
#[path = "../support/mod.rs"]
mod support;
