//! The sockets that show are looked at by one thread, which sleeps where nothing of theirs can have moved.

use super::core::Core;
use super::socket::Sock;
use super::states;
use crate::call::SocketId;
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Between two samples of what shows: at most 4 a second.
pub(super) const TICK: Duration = Duration::from_millis(250);
/// So many samples are told in one second, of all sockets together: a session is of calls.
const MOST: u32 = 64;

/// Samples the sockets that show. Its thread sleeps while none of them is an open TCP or UDP socket that others may move
/// and no call was made.
#[derive(Default)]
pub(super) struct Sampler {
    watched: Mutex<Vec<SocketId>>,
    bell: Condvar,
    /// Some socket shows.
    shows: AtomicBool,
    /// A call was made since the last round of looks.
    is_stirred: AtomicBool,
    told: Mutex<Told>,
}

/// What was told in this second.
#[derive(Default)]
struct Told {
    second: u64,
    count: u32,
    left_out: u64,
}

impl Sampler {
    /// Starts the thread; it ends with the engine.
    pub fn start(core: &Arc<Core>) -> std::io::Result<()> {
        let core = Arc::downgrade(core);
        std::thread::Builder::new().name("net-sampler".into()).spawn(move || run(&core))?;
        Ok(())
    }

    /// Samples these from now on, and only these.
    pub fn watch(&self, core: &Core, sockets: Vec<SocketId>) {
        let mut watched = self.watched.lock();
        let shows = |sockets: &[SocketId], shows: bool| {
            for sock in sockets.iter().filter_map(|sid| core.find(*sid)) {
                sock.shows.store(shows, SeqCst);
            }
        };
        shows(&watched, false);
        shows(&sockets, true);
        self.shows.store(!sockets.is_empty(), SeqCst);
        self.is_stirred.store(!sockets.is_empty(), SeqCst);
        *watched = sockets;
        self.bell.notify_one();
    }

    /// Something changed that may be worth a look: a socket was opened, or the engine ends.
    pub fn ring(&self) {
        let watched = self.watched.lock();
        drop(watched);
        self.bell.notify_one();
    }

    /// What the sockets hold may have moved: they are looked at once more, a quarter of a second after the last time.
    pub fn stir(&self) {
        if self.shows.load(SeqCst) && !self.is_stirred.swap(true, SeqCst) {
            self.ring();
        }
    }

    /// Whether one more sample may be told: how many were left out before it. None where it is one too many, which is
    /// counted.
    pub fn may_tell(&self, at: Duration) -> Option<u64> {
        let mut told = self.told.lock();
        if told.second != at.as_secs() {
            (told.second, told.count) = (at.as_secs(), 0);
        }
        if told.count >= MOST {
            told.left_out += 1;
            return None;
        }
        told.count += 1;
        Some(std::mem::take(&mut told.left_out))
    }
}

fn run(core: &Weak<Core>) {
    // The engine ends this thread by `is_over`; the weak reference is for an engine that was only dropped.
    let Some(core) = core.upgrade() else { return };
    let sampler = &core.sampler;
    let mut watched = sampler.watched.lock();
    while !core.is_over.load(SeqCst) {
        let sockets: Vec<Arc<Sock>> = watched.iter().filter_map(|sid| core.find(*sid)).collect();
        let others_move =
            |sock: &Arc<Sock>| (sock.is_tcp() || sock.is_datagram()) && !sock.listens.load(SeqCst) && sock.is_open();
        if !sampler.is_stirred.swap(false, SeqCst) && !sockets.iter().any(others_move) {
            sampler.bell.wait(&mut watched);
            continue;
        }
        MutexGuard::unlocked(&mut watched, || {
            for sock in &sockets {
                states::sample(&core, sock);
            }
            std::thread::sleep(TICK);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_a_second_are_bounded_and_counted() {
        let sampler = Sampler::default();
        let told = |millis: u64| sampler.may_tell(Duration::from_millis(millis));
        assert_eq!((0..100).filter_map(told).count(), MOST as usize);
        assert_eq!((told(999), told(1000), told(1001)), (None, Some(37), Some(0)));
    }
}
