//! Bytes and boundaries: a stream between its two rulings, messages beside each other, and the fields of protocols. Real
//! sockets on loopback; pictures in `target/pictures/bytes-view-….png`.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

mod boundaries;
mod compared;
#[allow(dead_code)] // it serves another program too
#[path = "../data_view/desk.rs"]
mod desk;
mod fields;
#[path = "../support/mod.rs"]
mod support;
