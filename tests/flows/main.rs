//! The real window, pressed by label, with real sockets: peers are `python3` programs on loopback.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod frame;
mod selection;
mod sending;
mod serve;
mod udp;
mod waits;
mod web;
mod wrong;
