//! Where calls may go: asked on the resolved address, just before the system call.

use crate::call::{Address, SocketId};

/// What a call is about to do beyond its own socket.
#[derive(Clone, Copy, Debug)]
pub enum Touch<'a> {
    /// `socket`, `socketpair`.
    Socket { family: i32 },
    /// `bind` to this address, its host a number.
    Bind { sid: SocketId, address: &'a Address },
    /// `connect` or `sendto` to this address, its host a number.
    Reach { sid: SocketId, address: &'a Address },
    /// `listen`, which binds to every address where nobody has bound before.
    Listen { sid: SocketId },
    /// `setsockopt` with these bytes.
    Option { sid: SocketId, level: i32, name: i32, value: &'a [u8] },
    /// `dup`: `sid` is what `of` is.
    Copy { sid: SocketId, of: SocketId },
}

/// Keeps the calls of one program to what it may touch.
pub trait Guard: Send + Sync {
    /// Whether the call may be made. Where it may not, it ends as a refused argument and no system call is made.
    fn allows(&self, touch: &Touch<'_>) -> bool;

    /// The call was made and did not fail.
    fn made(&self, touch: &Touch<'_>);

    /// Whether names may be asked for outside this machine. If not, they are looked up in its hosts file only.
    fn asks_name_servers(&self) -> bool;
}
