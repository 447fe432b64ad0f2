//! The engine on real loopback sockets, bytes asserted. Tests wait for states, not for time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;
mod calls;
mod datagrams;
mod facts;
mod files;
mod keep;
mod raw;
mod stops;
mod streams;
mod unix;
mod waits;
