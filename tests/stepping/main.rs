//! Stepping through a session, presenting it, and running it again: in the pressed window, by label.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod desk;
mod hidden;
mod pictures;
mod present;
mod walk;
