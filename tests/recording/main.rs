//! Pause, payloads that are not kept, the page of kept sessions, and what a kill left behind: in the real window.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod folder;
mod kept;
mod pause;
mod unfinished;
