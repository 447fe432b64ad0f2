//! The data view with real sockets: what it shows, finds and copies, and pictures of it in `target/pictures`.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod desk;
#[path = "../support/mod.rs"]
mod support;
mod views;
