//! Every family and type in the real window, pressed by label, on real sockets: made, used and closed.

#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once
#![allow(clippy::print_stderr)] // what was skipped is said

#[path = "../support/mod.rs"]
mod support;

mod calls;
mod raw;
mod unix;

use sockscope::call::SocketId;
use support::hand::Hand;

/// `a/left` and `b/right`, connected, the first one selected; their identities.
fn pair(hand: &mut Hand, kind: &str) -> (SocketId, SocketId) {
    hand.press("New socket");
    hand.press_with(&format!(": AF_UNIX · {kind}"));
    hand.press_beginning("Two connected ends");
    hand.type_in("Name", "a/left");
    hand.type_in("Second name", "b/right");
    hand.press("Make");
    let right = hand.named("b/right");
    (hand.select("a/left"), right)
}
