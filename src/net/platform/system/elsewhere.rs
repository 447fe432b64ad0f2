//! Not Linux: no such tables are read yet.

use crate::call::Address;
use crate::net::system::{Process, SystemSocket};
use std::collections::HashMap;

/// Not on this system.
pub fn system_sockets() -> Result<Vec<SystemSocket>, i32> {
    Err(libc::ENOSYS)
}

/// Not on this system.
pub fn handshakes() -> Option<Vec<Address>> {
    None
}

/// Not on this system.
pub fn socket_processes() -> HashMap<u64, Vec<Process>> {
    HashMap::new()
}
