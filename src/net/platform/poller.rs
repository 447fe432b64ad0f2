//! Registration with the `polling` crate, whose `add` is unsafe.

use polling::{Event, Poller};
use std::io;

/// Watches a descriptor once for reading, under `key`. It must be taken off (`Poller::delete`) before it is closed.
#[allow(unsafe_code)] // `polling` asks that the source be deleted before it is closed.
pub fn watch_readable(poller: &Poller, fd: super::FdRef<'_>, key: usize) -> io::Result<()> {
    // SAFETY: the reactor holds the descriptor (`Arc<Held>`) from before this call until after `Poller::delete`.
    unsafe { poller.add(&fd, Event::readable(key)) }
}

/// Watches a registered descriptor once more.
pub fn watch_readable_again(poller: &Poller, fd: super::FdRef<'_>, key: usize) -> io::Result<()> {
    poller.modify(fd, Event::readable(key))
}
