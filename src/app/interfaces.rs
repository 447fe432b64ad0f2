//! The machine's own addresses, for who wants to be dialled: read on a thread, never by the window.

use super::State;
use crate::call::SocketId;
use crate::net;
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

/// An interface's name and one of its addresses.
pub type Interface = (String, IpAddr);

/// What was read for which socket; read anew when another one is selected, because addresses come and go.
#[derive(Default)]
pub(super) struct Interfaces {
    found: Arc<OnceLock<Vec<Interface>>>,
    asked_for: Option<SocketId>,
}

impl State {
    /// The machine's interfaces; empty until they are read, which begins when a socket that is bound wider than loopback
    /// is selected.
    pub fn interfaces(&self) -> &[Interface] {
        self.interfaces.found.get().map_or(&[], Vec::as_slice)
    }

    pub(super) fn ask_interfaces(&mut self) {
        let wide = |row: &&Arc<crate::session::SocketRow>| {
            row.open && row.local.as_ref().is_some_and(crate::call::Address::is_wider_than_loopback)
        };
        let wanted = self.selected_socket().filter(wide).map(|row| row.sid).filter(|_| self.is_live());
        if wanted.is_none() || wanted == self.interfaces.asked_for {
            return;
        }
        let found = Arc::new(OnceLock::new());
        self.interfaces = Interfaces { found: Arc::clone(&found), asked_for: wanted };
        let waker = Arc::clone(&self.waker);
        let reader = std::thread::Builder::new().name("interfaces".to_owned()).spawn(move || {
            // Set once, here: nobody else has this cell.
            let _ = found.set(net::interfaces());
            waker();
        });
        if let Err(error) = reader {
            tracing::warn!(%error, "the interfaces could not be read");
        }
    }
}
