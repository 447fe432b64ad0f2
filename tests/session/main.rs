//! The recorder and the readers on real files, fed by events made by hand.
#![allow(clippy::unwrap_used, reason = "clippy knows only functions marked #[test] as tests, not their helpers")]

mod bench;
mod cuts;
mod disk;
mod index;
mod large;
mod pause;
mod reading;
mod records;
#[path = "../support/sessions.rs"]
mod sessions;
