//! A session as it is read: the live one and an opened file are the same thing here.

mod cache;
mod copy;
mod loader;
mod open;
mod pieces;
mod ring;
mod rows;
mod scan;
mod session;
mod shared;
mod snapshot;

pub use pieces::{Piece, PieceList};
pub use rows::{Row, Rows};
pub use session::Session;
pub use shared::{Files, Shared};
pub use snapshot::{Damage, OpenError, OpenWhy, RecordingState, Snapshot, Torn};
