//! What the person wants of the recorder, told from any thread.

use crossbeam_channel::{Receiver, Sender, bounded};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The two switches; the recorder looks at them before each batch.
#[derive(Debug, Default)]
struct Switches {
    paused: AtomicBool,
    drops_payloads: AtomicBool,
}

/// The side that switches.
#[derive(Debug)]
pub struct Wish {
    switches: Arc<Switches>,
    changed: Sender<()>,
}

/// The recorder's side.
#[derive(Debug)]
pub struct Wished {
    switches: Arc<Switches>,
    /// Something was switched.
    pub changed: Receiver<()>,
}

/// Both sides: recording, payloads kept.
pub fn wish() -> (Wish, Wished) {
    let switches = Arc::<Switches>::default();
    // One that waits is enough: the switches themselves say what is wanted.
    let (sender, changed) = bounded(1);
    (Wish { switches: switches.clone(), changed: sender }, Wished { switches, changed })
}

impl Wish {
    /// Keeps nothing from now on, or everything again.
    pub fn pause(&self, paused: bool) {
        self.switches.paused.store(paused, Ordering::Relaxed);
        self.tell();
    }

    /// Keeps of payloads their length and hash only, or all of them.
    pub fn drop_payloads(&self, drops: bool) {
        self.switches.drops_payloads.store(drops, Ordering::Relaxed);
        self.tell();
    }

    fn tell(&self) {
        // Full means that it is told already.
        let _ = self.changed.try_send(());
    }
}

impl Wished {
    /// Whether nothing is to be kept.
    pub fn is_paused(&self) -> bool {
        self.switches.paused.load(Ordering::Relaxed)
    }

    /// Whether payloads are not to be kept.
    pub fn drops_payloads(&self) -> bool {
        self.switches.drops_payloads.load(Ordering::Relaxed)
    }
}
