//! Checksums that protocols append: every CRC of the catalogue by its name, sums, the LRC and the XOR of all bytes.

mod catalogue;
mod spec;

pub use spec::{ByteOrder, ChecksumSpec};

use catalogue::CATALOGUE;
use crc::{Algorithm, Crc};

/// How a checksum is computed.
#[derive(Clone, Copy, Debug)]
enum Method {
    /// The sum of all bytes, so many bits of it.
    Sum(u8),
    /// The two's complement of the sum of all bytes, 8 bits of it.
    Lrc,
    /// All bytes, XORed.
    Xor,
    Crc8(&'static Algorithm<u8>),
    Crc16(&'static Algorithm<u16>),
    Crc32(&'static Algorithm<u32>),
    Crc64(&'static Algorithm<u64>),
    Crc128(&'static Algorithm<u128>),
}

/// Those that are no CRC; they stand first.
const PLAIN: &[(&str, Method)] = &[
    ("SUM-8", Method::Sum(8)),
    ("SUM-16", Method::Sum(16)),
    ("SUM-32", Method::Sum(32)),
    ("LRC-8", Method::Lrc),
    ("XOR-8", Method::Xor),
];

/// What else people call some of them, and where they meet them.
const ALSO: &[(&str, &str)] = &[
    ("SUM-8", "ADD-8"),
    ("LRC-8", "Modbus ASCII"),
    ("XOR-8", "BCC, NMEA 0183"),
    ("CRC-8/MAXIM-DOW", "1-Wire"),
    ("CRC-8/SMBUS", "CRC-8, SMBus PEC"),
    ("CRC-16/ARC", "CRC-16, IBM, LHA"),
    ("CRC-16/DNP", "DNP3"),
    ("CRC-16/EN-13757", "M-Bus"),
    ("CRC-16/IBM-3740", "CCITT-FALSE"),
    ("CRC-16/IBM-SDLC", "X-25, HDLC"),
    ("CRC-16/KERMIT", "CCITT, CCITT-TRUE"),
    ("CRC-16/MODBUS", "Modbus RTU"),
    ("CRC-16/SPI-FUJITSU", "AUG-CCITT"),
    ("CRC-16/UMTS", "BUYPASS"),
    ("CRC-16/XMODEM", "ZMODEM"),
    ("CRC-32/BZIP2", "AAL5"),
    ("CRC-32/CKSUM", "POSIX cksum"),
    ("CRC-32/ISCSI", "CRC-32C, Castagnoli"),
    ("CRC-32/ISO-HDLC", "CRC-32, Ethernet, zlib, PNG"),
    ("CRC-64/XZ", "GO-ECMA"),
];

/// One algorithm, by its name.
#[derive(Clone, Copy, Debug)]
pub struct Checksum {
    name: &'static str,
    method: Method,
}

impl Checksum {
    /// Every one of them: sums, LRC and XOR first, then the CRCs of the catalogue, the narrowest first.
    pub fn all() -> impl Iterator<Item = Self> {
        PLAIN.iter().chain(CATALOGUE).map(|&(name, method)| Self { name, method })
    }

    /// The one of this name, in any case of its letters.
    pub fn find(name: &str) -> Option<Self> {
        Self::all().find(|checksum| checksum.name.eq_ignore_ascii_case(name.trim()))
    }

    /// Its name in the catalogue: `CRC-16/MODBUS`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// What else people call it; empty for most.
    pub fn also(self) -> &'static str {
        ALSO.iter().find(|(name, _)| *name == self.name).map_or("", |(_, also)| also)
    }

    /// How many bits it has, 3 to 82.
    pub fn bits(self) -> u8 {
        match self.method {
            Method::Sum(bits) => bits,
            Method::Lrc | Method::Xor => 8,
            Method::Crc8(algorithm) => algorithm.width,
            Method::Crc16(algorithm) => algorithm.width,
            Method::Crc32(algorithm) => algorithm.width,
            Method::Crc64(algorithm) => algorithm.width,
            Method::Crc128(algorithm) => algorithm.width,
        }
    }

    /// How many bytes it takes, 1 to 11; bits that are left over are 0, at the high end.
    pub fn size(self) -> usize {
        usize::from(self.bits().div_ceil(8))
    }

    /// The order in which it usually stands after the bytes: a CRC that takes the lowest bit first ends with its low byte
    /// first (Modbus, X-25), so that the receiver's remainder comes out the same for every message.
    pub fn usual_order(self) -> ByteOrder {
        let low_first = match self.method {
            Method::Sum(_) | Method::Lrc | Method::Xor => false,
            Method::Crc8(algorithm) => algorithm.refout,
            Method::Crc16(algorithm) => algorithm.refout,
            Method::Crc32(algorithm) => algorithm.refout,
            Method::Crc64(algorithm) => algorithm.refout,
            Method::Crc128(algorithm) => algorithm.refout,
        };
        if low_first { ByteOrder::Little } else { ByteOrder::Big }
    }

    /// The checksum of these bytes, as a number.
    pub fn of(self, bytes: &[u8]) -> u128 {
        let sum = || bytes.iter().fold(0_u32, |sum, &byte| sum.wrapping_add(byte.into()));
        match self.method {
            Method::Sum(bits) => u128::from(sum()) & ((1 << bits) - 1),
            Method::Lrc => u128::from(sum().wrapping_neg() & 0xFF),
            Method::Xor => bytes.iter().fold(0, |all, byte| all ^ byte).into(),
            Method::Crc8(algorithm) => Crc::<u8>::new(algorithm).checksum(bytes).into(),
            Method::Crc16(algorithm) => Crc::<u16>::new(algorithm).checksum(bytes).into(),
            Method::Crc32(algorithm) => Crc::<u32>::new(algorithm).checksum(bytes).into(),
            Method::Crc64(algorithm) => Crc::<u64>::new(algorithm).checksum(bytes).into(),
            Method::Crc128(algorithm) => Crc::<u128>::new(algorithm).checksum(bytes),
        }
    }
}

/// The names of every checksum, as [`Checksum::all`] orders them.
pub fn checksum_names() -> impl Iterator<Item = &'static str> {
    Checksum::all().map(Checksum::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECK: &[u8] = b"123456789";

    fn check(method: Method) -> Option<u128> {
        match method {
            Method::Sum(_) | Method::Lrc | Method::Xor => None,
            Method::Crc8(algorithm) => Some(algorithm.check.into()),
            Method::Crc16(algorithm) => Some(algorithm.check.into()),
            Method::Crc32(algorithm) => Some(algorithm.check.into()),
            Method::Crc64(algorithm) => Some(algorithm.check.into()),
            Method::Crc128(algorithm) => Some(algorithm.check),
        }
    }

    #[test]
    fn every_crc_gives_its_check_value() {
        let mut crcs = 0;
        for checksum in Checksum::all() {
            if let Some(check) = check(checksum.method) {
                assert_eq!(checksum.of(CHECK), check, "{}", checksum.name);
                crcs += 1;
            }
            assert_eq!(Checksum::find(checksum.name).unwrap().name, checksum.name, "names are not repeated");
            assert!(checksum.of(CHECK) >> checksum.bits() == 0, "{}", checksum.name);
        }
        assert_eq!(crcs, 113);
        assert_eq!(checksum_names().count(), 118);
    }

    #[test]
    fn the_names_are_those_of_the_constants() {
        // CRC_16_MODBUS under another's name would still give its own check value.
        let source = include_str!("catalogue.rs");
        for (name, _) in CATALOGUE {
            let constant = name.replace(['-', '/'], "_");
            assert!(source.contains(&format!("(\"{name}\", ")), "{name}");
            assert!(
                source.lines().any(|line| line.contains(name) && line.contains(&format!("(&{constant})"))),
                "{name}"
            );
        }
        for (name, _) in ALSO {
            assert!(Checksum::find(name).is_some(), "{name}");
        }
    }

    #[test]
    fn sums_and_their_kind() {
        let sum: u32 = CHECK.iter().map(|&byte| u32::from(byte)).sum();
        for (name, value) in [("sum-8", sum & 0xFF), ("sum-16", sum), ("SUM-32", sum), ("XOR-8", 0x31)] {
            assert_eq!(Checksum::find(name).unwrap().of(CHECK), value.into(), "{name}");
        }
        let lrc = Checksum::find("LRC-8").unwrap();
        assert_eq!(lrc.of(&[0x01, 0x03, 0x00, 0x00, 0x00, 0x01]), 0xFB);
        assert_eq!(Checksum::find("SUM-16").unwrap().of(&[0xFF; 1 << 16]), 0, "it goes round");
    }
}
