//! Bytes ↔ what a person types or reads: escapes, hex, encodings, signs for controls, numbers, packets, search.
//!
//! Pure functions that change no bytes, make no system call and import nothing of ours. Whatever a peer sends or a
//! person types is an input here, and none of it may panic. Errors carry a message key, never a sentence.

mod checksum;
mod diff;
mod dump;
mod encoding;
mod error;
mod escapes;
pub mod fields;
mod forms;
mod glyphs;
mod hex;
mod literal;
mod macros;
mod measure;
mod needle;
mod numbers;
mod packet;
mod python;
mod recipe;
mod sha256;
mod signs;
mod template;

pub use checksum::{ByteOrder, Checksum, ChecksumSpec, checksum_names};
pub use diff::{Column, Diff, Run, diff};
pub use dump::{DumpError, DumpWhy, MOST_PACKETS, looks_like_dump, parse_dump};
pub use encoding::{Encoding, decode_text, encode_text};
pub use error::{InputError, InputWhy};
pub use escapes::{escape_text, parse_escapes, parse_text, printable_preview};
pub use forms::ascii_forms;
pub use glyphs::{Glyph, LOOK_BACK, MARKS_SHOWN, Shown, glyphs};
pub use hex::{hex_columns, hex_text, parse_hex};
pub use literal::{LITERAL_DEPTH, Literal};
pub use macros::{Macro, has_macros};
pub use measure::{clock_text, duration_text, size_text};
pub use needle::Needle;
pub use numbers::{NumberWhy, SIZE_MAX, parse_i64, parse_port, parse_seconds, parse_size};
pub use packet::{Echo, Framing, Ipv4Header, PacketError, PacketKind, PacketSummary, summary as packet_summary};
pub use python::{python_bytes, python_float, python_str};
pub use recipe::{Built, Form, LineEnding, Recipe};
pub use sha256::sha256_text;
pub use signs::{is_mark, is_printable, sign_of};
pub use template::{Layout, Template, TemplateError, TemplateWhy};

#[cfg(test)]
pub(crate) mod testing;
