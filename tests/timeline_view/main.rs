//! The timeline in the pressed window: marks, bars and arrows by their sentences, what sends under a lane, folding, moving,
//! zooming, going to a place, and pictures of it.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod desk;
mod lanes;
mod marks;
mod pictures;
mod places;
