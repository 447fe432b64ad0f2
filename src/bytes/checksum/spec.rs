//! A checksum as a message has it: over which bytes, in which order, as bytes or as hex digits.

use super::Checksum;
use crate::bytes::{InputError, InputWhy, parse_hex};
use serde::{Deserialize, Serialize};

/// Which byte of a number comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ByteOrder {
    /// The highest.
    #[default]
    Big,
    /// The lowest.
    Little,
}

/// A checksum that is appended to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChecksumSpec {
    /// Which: a name of [`checksum_names`](super::checksum_names).
    pub name: String,
    /// So many bytes at the start of the body are left out.
    pub skip_start: usize,
    /// So many bytes at the end of the body are left out.
    pub skip_end: usize,
    /// Which of its bytes comes first.
    pub order: ByteOrder,
    /// It is appended as upper-case hex digits (NMEA 0183, Modbus ASCII).
    pub as_text: bool,
    /// It is computed over the bytes that the body writes as hex digits (Modbus ASCII).
    pub of_hex: bool,
}

impl Default for ChecksumSpec {
    fn default() -> Self {
        Self::named("CRC-16/MODBUS")
    }
}

impl ChecksumSpec {
    /// Over all bytes, in the order that is usual for it.
    pub fn named(name: &str) -> Self {
        let order = Checksum::find(name).map_or(ByteOrder::Big, Checksum::usual_order);
        Self { name: name.to_owned(), skip_start: 0, skip_end: 0, order, as_text: false, of_hex: false }
    }

    /// The bytes that are appended to `body`.
    ///
    /// # Errors
    /// [`InputWhy::NoSuchChecksum`]; [`InputWhy::ChecksumOfLess`] where more is left out than there is;
    /// [`InputWhy::ChecksumOfNoHex`] where the body is no hex and should be.
    pub fn of(&self, body: &[u8]) -> Result<Vec<u8>, InputError> {
        let wrong = |why| InputError { at: 0, why };
        let checksum = Checksum::find(&self.name).ok_or(wrong(InputWhy::NoSuchChecksum))?;
        let end = body.len().checked_sub(self.skip_end);
        let part = end.and_then(|end| body.get(self.skip_start..end)).ok_or(wrong(InputWhy::ChecksumOfLess))?;
        let value = if self.of_hex {
            let digits = std::str::from_utf8(part).ok().and_then(|text| parse_hex(text).ok());
            checksum.of(&digits.ok_or(wrong(InputWhy::ChecksumOfNoHex))?)
        } else {
            checksum.of(part)
        };
        let whole = value.to_be_bytes();
        let mut bytes: Vec<u8> = whole.iter().copied().skip(whole.len() - checksum.size()).collect();
        if self.order == ByteOrder::Little {
            bytes.reverse();
        }
        if self.as_text {
            return Ok(bytes.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).collect());
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(name: &str, change: impl FnOnce(&mut ChecksumSpec)) -> ChecksumSpec {
        let mut spec = ChecksumSpec::named(name);
        change(&mut spec);
        spec
    }

    #[test]
    fn frames_as_devices_send_them() {
        let nmea = spec("XOR-8", |spec| (spec.skip_start, spec.skip_end, spec.as_text) = (1, 1, true));
        let ascii = spec("LRC-8", |spec| (spec.skip_start, spec.as_text, spec.of_hex) = (1, true, true));
        for (spec, body, end) in [
            (ChecksumSpec::named("CRC-16/MODBUS"), &b"\x01\x03\x00\x00\x00\x0a"[..], &b"\xc5\xcd"[..]),
            (ChecksumSpec::named("CRC-16/XMODEM"), b"123456789", b"\x31\xc3"),
            (ChecksumSpec::named("CRC-32/ISO-HDLC"), b"123456789", b"\x26\x39\xf4\xcb"),
            (spec("CRC-16/MODBUS", |spec| spec.order = ByteOrder::Big), b"\x01\x03\x00\x00\x00\x0a", b"\xcd\xc5"),
            (nmea, b"$GPGLL,5300.97914,N,00259.98174,E,125926,A*", b"28"),
            (ascii, b":010300000001", b"FB"),
            (ChecksumSpec::named("CRC-5/USB"), b"123456789", b"\x19"),
            (ChecksumSpec::named("CRC-82/DARC"), b"", &[0; 11]),
            (spec("SUM-8", |spec| spec.skip_start = 2), b"ab", b"\x00"),
        ] {
            assert_eq!(spec.of(body).unwrap(), end, "{spec:?}");
        }
    }

    #[test]
    fn what_cannot_be_appended_says_why() {
        for (spec, why) in [
            (ChecksumSpec::named("CRC-16/NOBODY"), InputWhy::NoSuchChecksum),
            (spec("SUM-8", |spec| spec.skip_start = 3), InputWhy::ChecksumOfLess),
            (spec("SUM-8", |spec| spec.skip_end = usize::MAX), InputWhy::ChecksumOfLess),
            (spec("SUM-8", |spec| spec.of_hex = true), InputWhy::ChecksumOfNoHex),
        ] {
            assert_eq!(spec.of(b"xy").unwrap_err().why, why, "{spec:?}");
        }
    }

    #[test]
    fn kept_specs_come_back_and_new_fields_have_defaults() {
        let old: ChecksumSpec = serde_json::from_str(r#"{"name": "XOR-8", "later": 1}"#).unwrap();
        assert_eq!((old.skip_start, old.as_text), (0, false));
        let spec = spec("XOR-8", |spec| (spec.skip_end, spec.as_text) = (1, true));
        assert_eq!(serde_json::from_str::<ChecksumSpec>(&serde_json::to_string(&spec).unwrap()).unwrap(), spec);
    }
}
