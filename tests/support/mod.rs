//! What tests of the window share: a renderer that needs no GPU, pictures as files, a hand that presses, and peers.
#![allow(dead_code)] // each test takes what it needs
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test may stop at once

pub mod hand;
pub mod pictures;
pub mod python;
pub mod raster;
