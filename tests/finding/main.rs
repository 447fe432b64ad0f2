//! Finding calls: queries over session files, the log's filter, notes, and two sessions compared.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a test may stop at once

mod compare;
mod filter;
mod made;
mod notes;
mod pictures;
mod queries;
#[path = "../support/mod.rs"]
mod support;
