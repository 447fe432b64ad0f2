//! What tests of the window share: a renderer that needs no GPU, and pictures as files.
#![allow(dead_code)] // each test takes what it needs
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test may stop at once

pub mod pictures;
pub mod raster;
