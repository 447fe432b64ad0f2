//! One row of the sidecar: 32 bytes that say where a record is and what it is, little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 0..6 | offset of the line in the session file |
//! | 6..10 | length of the line, LF included |
//! | 10..14 | sid; 0 for none |
//! | 14..20 | microseconds since the session began; a join's are those of its end |
//! | 20 | low 3 bits: what the record is; high 5 bits: which call, where it is one |
//! | 21 | low 5 bits and the highest: flags; the 2 between: the next 2 bits of which call |
//! | 22..26 | length of the payload in bytes, parts included |
//! | 26..32 | the other record: a waiting call's join (0 until it is there), a join's call, the record that a part is of |

use crate::call::CallKind;
use std::time::Duration;

/// Bytes a row.
pub const ROW: usize = 32;
/// Where the other record's number stands in a row.
pub const LINK: usize = 26;

/// What a record is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum What {
    Header,
    Call,
    Join,
    Notice,
    Part,
    #[default]
    Other,
}

/// Bytes go out with this record's call.
pub const SENT: u8 = 1;
/// Bytes came with this record.
pub const RECEIVED: u8 = 2;
/// The bytes are no part of the stream: MSG_PEEK, MSG_OOB.
pub const BESIDE: u8 = 4;
/// Parts precede the record.
pub const PARTS: u8 = 8;
/// A call that waits.
pub const WAITS: u8 = 16;
/// The call did not do what it was to do, or its end says so; *not yet* of one that does not block is none.
pub const FAILED: u8 = 128;

/// Of a notice: a sample of what the kernel holds.
pub const SAMPLE: u8 = 1;

/// The bits of a row's flags.
const FLAG_BITS: u8 = 0x9f;

/// One row of the sidecar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexRow {
    pub offset: u64,
    pub len: u32,
    pub sid: u32,
    pub micros: u64,
    pub what: What,
    pub kind: Option<CallKind>,
    pub flags: u8,
    pub payload: u32,
    pub link: u64,
}

fn six(bytes: &[u8; ROW], at: usize) -> u64 {
    let mut wide = [0; 8];
    for (to, from) in wide.iter_mut().zip(bytes.iter().skip(at).take(6)) {
        *to = *from;
    }
    u64::from_le_bytes(wide)
}

fn four(bytes: &[u8; ROW], at: usize) -> u32 {
    let mut wide = [0; 4];
    for (to, from) in wide.iter_mut().zip(bytes.iter().skip(at)) {
        *to = *from;
    }
    u32::from_le_bytes(wide)
}

impl IndexRow {
    /// Appends the 32 bytes.
    pub fn put(&self, out: &mut Vec<u8>) {
        let what = match self.what {
            What::Header => 0,
            What::Call => 1,
            What::Join => 2,
            What::Notice => 3,
            What::Part => 4,
            What::Other => 5_u8,
        };
        let kind = self.kind.and_then(|kind| CallKind::ALL.iter().position(|known| *known == kind));
        let kind = kind.and_then(|at| u8::try_from(at + 1).ok()).unwrap_or(0);
        out.extend(self.offset.to_le_bytes().iter().take(6));
        out.extend(self.len.to_le_bytes());
        out.extend(self.sid.to_le_bytes());
        out.extend(self.micros.to_le_bytes().iter().take(6));
        out.push(what | kind << 3);
        out.push((self.flags & FLAG_BITS) | ((kind >> 5) & 3) << 5);
        out.extend(self.payload.to_le_bytes());
        out.extend(self.link.to_le_bytes().iter().take(6));
    }

    /// Reads what [`Self::put`] wrote.
    pub fn read(bytes: &[u8; ROW]) -> Self {
        let kind = usize::from(bytes[20] >> 3) | usize::from((bytes[21] >> 5) & 3) << 5;
        Self {
            offset: six(bytes, 0),
            len: four(bytes, 6),
            sid: four(bytes, 10),
            micros: six(bytes, 14),
            what: match bytes[20] & 7 {
                0 => What::Header,
                1 => What::Call,
                2 => What::Join,
                3 => What::Notice,
                4 => What::Part,
                _ => What::Other,
            },
            kind: kind.checked_sub(1).and_then(|at| CallKind::ALL.get(at).copied()),
            flags: bytes[21] & FLAG_BITS,
            payload: four(bytes, 22),
            link: six(bytes, LINK),
        }
    }

    /// Whether its bytes go out with its call.
    pub fn sends(&self) -> bool {
        self.flags & SENT != 0
    }

    /// When, to the microsecond.
    pub fn t(&self) -> Duration {
        Duration::from_micros(self.micros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_read_back() {
        for kind in CallKind::ALL.iter().copied() {
            reads_back(kind);
        }
    }

    fn reads_back(kind: CallKind) {
        let row = IndexRow {
            offset: 0x0102_0304_0506,
            len: 77,
            sid: 9,
            micros: 123_456_789,
            what: What::Join,
            kind: Some(kind),
            flags: RECEIVED | WAITS | FAILED,
            payload: 64 << 20,
            link: 0x0a0b_0c0d_0e0f,
        };
        let mut out = Vec::new();
        row.put(&mut out);
        assert_eq!(out.len(), ROW);
        assert_eq!(IndexRow::read(out.as_slice().try_into().unwrap()), row);
    }
}
