//! Reads the tables again and again, and looks for processes only where that may tell something new.

use super::{Process, SystemSocket};
use crate::net::platform;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// What is known of processes is read anew after so long, whatever sockets there are.
const PROCESSES_KEEP: Duration = Duration::from_secs(3);

/// Reads the machine's sockets; keeps what it knows of processes from one reading to the next.
#[derive(Debug, Default)]
pub struct SystemReader {
    processes: HashMap<u64, Vec<Process>>,
    read_at: Option<Instant>,
}

impl SystemReader {
    /// The same without processes: the tables alone, and no folder of `/proc`.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub fn read_sockets() -> Result<Vec<SystemSocket>, i32> {
        platform::system_sockets()
    }

    /// All TCP, UDP and Unix sockets with their processes, in the system's order. Takes milliseconds.
    ///
    /// # Errors
    /// The errno where neither netlink nor `/proc/net` can be read; ENOSYS where the system has neither.
    pub fn read(&mut self) -> Result<Vec<SystemSocket>, i32> {
        let mut sockets = platform::system_sockets()?;
        let is_old = self.read_at.is_none_or(|at| at.elapsed() >= PROCESSES_KEEP);
        let is_new = |socket: &SystemSocket| socket.inode != 0 && !self.processes.contains_key(&socket.inode);
        if is_old || sockets.iter().any(is_new) {
            self.processes = platform::socket_processes();
            self.read_at = Some(Instant::now());
            // Those of others, which cannot be seen, are not looked for each time.
            for socket in &sockets {
                self.processes.entry(socket.inode).or_default();
            }
        }
        for socket in sockets.iter_mut().filter(|socket| socket.inode != 0) {
            socket.processes = self.processes.get(&socket.inode).cloned().unwrap_or_default();
        }
        Ok(sockets)
    }
}
