//! Looking for bytes in bytes.

use super::{Encoding, InputError, InputWhy, encode_text, parse_hex};
use memchr::memmem::Finder;
use std::ops::Range;

/// What is looked for: built once, used on any number of pieces.
#[derive(Clone, Debug)]
pub struct Needle {
    finder: Finder<'static>,
}

impl Needle {
    /// Looks for these bytes.
    ///
    /// # Errors
    /// [`InputWhy::Empty`] where there are none.
    pub fn bytes(bytes: &[u8]) -> Result<Self, InputError> {
        if bytes.is_empty() {
            return Err(InputError { at: 0, why: InputWhy::Empty });
        }
        Ok(Self { finder: Finder::new(bytes).into_owned() })
    }

    /// Looks for a text as an encoding writes it.
    ///
    /// # Errors
    /// Empty, or a character that the encoding does not have.
    pub fn text(text: &str, encoding: Encoding) -> Result<Self, InputError> {
        Self::bytes(&encode_text(encoding, text)?)
    }

    /// Looks for bytes given in hex, in the forms of [`parse_hex`].
    ///
    /// # Errors
    /// Empty, or no hex.
    pub fn hex(text: &str) -> Result<Self, InputError> {
        Self::bytes(&parse_hex(text)?)
    }

    /// How many bytes are looked for, at least 1: pieces of a stream must overlap by one less.
    #[allow(clippy::len_without_is_empty, reason = "a needle is never empty")]
    pub fn len(&self) -> usize {
        self.finder.needle().len()
    }

    /// Where the bytes are, from the front, without overlap.
    pub fn find_in<'a>(&'a self, hay: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        let len = self.len();
        self.finder.find_iter(hay).map(move |at| at..at + len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn needles_are_found() {
        let found =
            |needle: Needle, hay: &[u8]| needle.find_in(hay).map(|range| (range.start, range.end)).collect::<Vec<_>>();
        assert_eq!(found(Needle::text("ab", Encoding::Utf8).unwrap(), b"abxab"), [(0, 2), (3, 5)]);
        assert_eq!(found(Needle::text("好", Encoding::Gbk).unwrap(), b"\xc4\xe3\xba\xc3"), [(2, 4)]);
        assert_eq!(found(Needle::hex("0d 0a").unwrap(), b"\r\n\r\n"), [(0, 2), (2, 4)]);
        assert_eq!(found(Needle::bytes(b"aa").unwrap(), b"aaa"), [(0, 2)]);
        assert_eq!(Needle::text("", Encoding::Utf8).unwrap_err().why, InputWhy::Empty);
        assert_eq!(Needle::hex("0").unwrap_err().why, InputWhy::OddHex);
        assert_eq!(
            Needle::text("a你", Encoding::Latin1).unwrap_err(),
            InputError { at: 1, why: InputWhy::NotInEncoding('你') }
        );
    }

    proptest! {
        #[test]
        fn what_is_found_is_there(hay in "[ab]{0,40}", needle in "[ab]{1,4}") {
            let needle = Needle::bytes(needle.as_bytes()).unwrap();
            let mut from = 0;
            for range in needle.find_in(hay.as_bytes()) {
                prop_assert!(range.start >= from);
                prop_assert_eq!(&hay.as_bytes()[range.clone()], needle.finder.needle());
                from = range.end;
            }
        }
    }
}
