//! What the kernel gives a new socket: one is made, read and closed at once. No call of a session, and never on the way
//! of a script.

use super::facts;
use super::platform;
use super::request::OptionReading;

/// The options of a fresh socket.
#[derive(Clone, Debug, PartialEq)]
pub struct Fresh {
    /// Its family, type and protocol.
    pub sort: (i32, i32, i32),
    /// What they read; the errno where no such socket can be made (EPERM of a raw one, EMFILE).
    pub options: Result<Vec<OptionReading>, i32>,
}

/// Makes the socket, reads it and closes it.
pub(super) fn read(sort: (i32, i32, i32)) -> Fresh {
    let (family, kind, proto) = sort;
    // Python's -1 is the usual protocol.
    let made = platform::socket(family, kind & 0xf, proto.max(0));
    Fresh { sort, options: made.map(|fd| facts::options(sort, platform::borrow(&fd))) }
}
