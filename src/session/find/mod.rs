//! Finding calls in a session: a small query language, and a search on a thread of its own over any number of records.
//!
//! A query is terms side by side, all of which must hold; `-` before a term means that it must not. Quotes keep spaces,
//! `\"` and `\\` inside them stand for themselves.
//!
//! | term | holds for calls… |
//! |---|---|
//! | `word`, `"two words"` | with this text in the call line, its side, its result or its payload; capitals or not |
//! | `hex:16 03 01` | with these bytes in the payload |
//! | `re:/…/`, `re:/…/i` | whose payload the regular expression fits (`\/` for a slash; bytes, not characters: `\xff` is one) |
//! | `socket:cli` | on sockets whose name begins so; `socket:"cli"` is exactly that name |
//! | `call:send,recv` | of these kinds; a word that is no call's name stands for all that begin so |
//! | `errno:ECONNREFUSED`, `error` | that failed so; that failed at all. Errnos may be cut short |
//! | `addr:127.0.0.1:80` | that name the address, or on sockets with it: whole, a host alone, or `:80` |
//! | `dir:sent`, `dir:received` | that send, that received |
//! | `t:1.5..2`, `t:>1` | begun then, in seconds since the session began |
//! | `size:>100`, `size:1k..2k` | with so many bytes of payload |
//! | `note:word`, `note:`, `bookmarked` | with a note, with a star |
//!
//! What has another word before its colon is text: `Host:`, `http://…`, `127.0.0.1:80`.

mod finder;
mod hits;
mod marks;
mod matching;
mod parse;
mod query;
mod words;

pub use finder::{Finder, FinderParts, Progress};
pub use hits::Hits;
pub use marks::{Mark, Marks, MarksError};
pub use matching::RowText;
pub use query::{Query, QueryError, QueryOptions};
