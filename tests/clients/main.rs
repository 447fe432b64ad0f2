//! Many clients of one listener, senders of datagrams, round trips, counters, and *show from here*, in the pressed window
//! with `python3` peers.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod datagrams;
mod desk;
mod exchange;
mod many;
