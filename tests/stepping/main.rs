//! Stepping through a session, presenting it, and running it again: in the pressed window, by label.

#![cfg(all(feature = "gui", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod again;
mod desk;
mod hidden;
mod pictures;
mod present;
mod walk;
