//! The vocabulary: what happened on a socket, not how it was made to happen.
//!
//! Five words carry the program: a [`Call`] is one socket call with its arguments, an [`Outcome`] what came of it,
//! a [`Record`] the two together with time and bytes; an [`Event`] is what the engine reports on the way there.
//! Names and meaning are those of Python's `socket` module. This room makes no system call and writes no file.

mod address;
mod constants;
mod errno;
mod event;
mod id;
mod outcome;
mod record;
mod sample;
mod time;
mod value;
mod vocabulary;

pub use address::Address;
pub use constants::{
    ADDRINFO_FLAGS, Constant, FAMILIES, FLAGS, HOWS, KINDS, LEVELS, OPTIONS, POLL_EVENTS, PROTOCOLS, SocketOption,
    Takes, family, flags_text, flags_text_of, how, kind, level, names_of, number_of, option_name, protocol,
};
pub use errno::{eai_name, eai_number, errno_name, errno_number};
pub use event::{By, Ended, Event, Notice, Started, TcpState};
pub use id::{CallId, Name, NameError, SocketId};
pub use outcome::{ArgumentWhy, BEYOND_NET, BUFLEN_OUT_OF_RANGE, Outcome, PATH_TOO_LONG, SAID};
pub use record::{Body, CallRecord, Header, JoinRecord, Kept, Record};
pub use sample::{Sample, Sampled, SocketMemory, TcpInfo};
pub use time::Clock;
pub use value::Value;
pub use vocabulary::{
    AddrInfo, Call, CallKind, InspectField, InspectValue, Inspection, OptionKind, OptionValue, Payload, Service,
};
