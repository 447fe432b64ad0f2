//! Saved messages in the pressed window, against `python3` peers and real files.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod desk;
mod files;
mod list;
mod pictures;
mod sends;
#[path = "../support/mod.rs"]
mod support;
