//! The session: what happened, kept.
//!
//! The [`Recorder`] alone numbers events and writes them to a text file, one JSON object a line; the one codec
//! ([`encode`], [`decode`]) reads and writes those lines; an index finds each again; the [`Board`] is a pure fold of
//! them; and a [`Session`] is what the window reads, the same for the live one and for a file that was opened.
//!
//! This room knows the vocabulary (`call`) and files. It makes no socket call and knows no window, only a waker.

mod board;
mod codec;
pub mod compare;
pub mod find;
mod index;
mod kept;
mod looks;
mod moments;
mod platform;
mod recorder;
mod store;

pub use board::{
    Asked, Board, Direction, FileRow, MOST_SENDERS, Membership, Mode, OptionCall, OptionLog, PREVIEW, RoundTrips,
    Sender, Senders, SocketRow, TcpPath, Totals, Traffic, Via, Waiting, traffic,
};
pub use codec::{
    Json, LINE_LIMIT, LineError, LineWhy, PART, address_of, address_text, arguments_text, bytes_of, call_of, decode,
    encode, encode_into, json_text,
};
pub use kept::{
    HowEnded, KeptSession, cut_tail, empty_bins, is_our_name, list_sessions, new_bin, over_limit, remove_for_good,
    restore_bin, take_away,
};
pub(crate) use looks::sum;
pub use looks::{Counted, Look, Track};
pub use moments::{Beat, Moment};
pub use platform::make_private_dir;
pub use recorder::{Recorder, RecorderOptions};
pub use store::{
    Damage, Glance, Glances, IndexHome, Noticed, OpenError, OpenWhy, Piece, PieceList, RecordingState, Returned, Row,
    Rows, Session, Snapshot, Span, Torn,
};

/// Run when there is something new to see; from any thread, and it must not wait.
pub type Waker = std::sync::Arc<dyn Fn() + Send + Sync>;
