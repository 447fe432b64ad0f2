//! The engine on real loopback sockets, bytes asserted. Tests wait for states, not for time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bench;
mod datagrams;
mod facts;
mod keep;
mod stops;
mod streams;
mod waits;
