//! Names in DNS messages, with pointers to earlier ones (RFC 1035, 4.1.4).

use std::fmt::Write as _;

/// The most labels and pointers that one name may have.
const MOST_STEPS: usize = 128;
/// The longest name, in bytes (RFC 1035, 2.3.4).
const LONGEST: usize = 255;

/// Why a name cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameWhy {
    /// It is cut.
    Cut,
    /// A pointer goes forward or to itself: it would not end.
    Loop,
    /// A label of a kind that there is not.
    Kind,
    /// More than 255 bytes.
    Long,
}

impl NameWhy {
    /// The message key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cut => "fields-cut",
            Self::Loop => "fields-dns-loop",
            Self::Kind => "fields-dns-label",
            Self::Long => "fields-dns-long",
        }
    }
}

/// A name, and where what follows it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its labels with dots between and behind; `.` for the root.
    pub text: String,
    /// Offset after it.
    pub end: usize,
    /// Part of it stands elsewhere.
    pub pointed: bool,
}

/// Reads the name at `start` of a message.
///
/// # Errors
/// [`NameWhy`]: where it is cut, would not end, or is none.
pub fn name_at(message: &[u8], start: usize) -> Result<Name, NameWhy> {
    let (mut at, mut end, mut text, mut len) = (start, None, String::new(), 0);
    // A pointer goes back to before all that was read of the name: it ends.
    let mut before = start;
    for _ in 0..MOST_STEPS {
        let size = usize::from(*message.get(at).ok_or(NameWhy::Cut)?);
        match size >> 6 {
            0 if size == 0 => {
                if text.is_empty() {
                    text.push('.');
                }
                return Ok(Name { text, end: end.unwrap_or(at + 1), pointed: end.is_some() });
            }
            0 => {
                let label = message.get(at + 1..at + 1 + size).ok_or(NameWhy::Cut)?;
                len += size + 1;
                if len > LONGEST {
                    return Err(NameWhy::Long);
                }
                for byte in label {
                    match byte {
                        b'.' | b'\\' => {
                            let _ = write!(text, "\\{}", char::from(*byte));
                        }
                        0x21..=0x7e => text.push(char::from(*byte)),
                        _ => {
                            let _ = write!(text, "\\{byte:03}");
                        }
                    }
                }
                text.push('.');
                at += 1 + size;
            }
            3 => {
                let low = usize::from(*message.get(at + 1).ok_or(NameWhy::Cut)?);
                let to = (size & 0x3f) << 8 | low;
                end.get_or_insert(at + 2);
                if to >= before {
                    return Err(NameWhy::Loop);
                }
                (before, at) = (to, to);
            }
            _ => return Err(NameWhy::Kind),
        }
    }
    Err(NameWhy::Loop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_read_and_loops_refused() {
        let of = |bytes: &[u8], at| name_at(bytes, at).map(|name| (name.text, name.end));
        assert_eq!(of(b"\x03www\x07example\x03com\x00", 0), Ok(("www.example.com.".to_owned(), 17)));
        assert_eq!(of(b"\x01a\x00\x01b\xc0\x00", 3), Ok(("b.a.".to_owned(), 7)));
        assert_eq!(of(b"\x00", 0), Ok((".".to_owned(), 1)));
        assert_eq!(of(b"\x02a.\x00", 0), Ok(("a\\..".to_owned(), 4)));
        assert_eq!(of(b"\xc0\x00", 0), Err(NameWhy::Loop));
        assert_eq!(of(b"\x01a\xc0\x00", 0), Err(NameWhy::Loop));
        assert_eq!(of(b"\xc0\x02\xc0\x00", 0), Err(NameWhy::Loop));
        assert_eq!(of(b"\xc0\x02\xc0\x00", 2), Err(NameWhy::Loop));
        assert_eq!(of(b"\x05ab", 0), Err(NameWhy::Cut));
        assert_eq!(of(b"\x80", 0), Err(NameWhy::Kind));
        assert_eq!(of(&[63; 600], 0), Err(NameWhy::Long));
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(prop_oneof![Just(0xc0_u8), Just(0), any::<u8>()], 0..300), at in 0_usize..300) {
            if let Ok(name) = name_at(&bytes, at) {
                prop_assert!(name.end > at && name.end <= bytes.len());
            }
        }
    }
}
