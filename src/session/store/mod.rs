//! A session as it is read: the live one and an opened file are the same thing here.

mod ahead;
mod cache;
mod control;
mod copy;
mod far;
mod far_page;
mod glance;
mod home;
mod loader;
mod open;
mod pieces;
mod ring;
mod rows;
mod scan;
mod session;
mod shared;
mod snapshot;
mod through;

pub use copy::Progress;
pub use glance::{Glance, Glances, Noticed, Returned};
pub use home::IndexHome;
pub use pieces::{Piece, PieceList, Span};
pub use rows::{Row, Rows};
pub use session::Session;
pub use shared::{Files, Shared};
pub use snapshot::{Damage, OpenError, OpenWhy, RecordingState, Snapshot, Torn};
