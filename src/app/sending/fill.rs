//! What is filled in at each send: the time, a count, what is random.

use crate::bytes::{Macro, Recipe};
use crate::call::Payload;
use jiff::Zoned;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where the values of macros come from.
#[derive(Debug)]
pub(in crate::app) struct Filler {
    /// Packets with a counter that were sent since the program began; all messages count together, as Packet Sender's do.
    counted: AtomicU64,
    now: fn() -> Zoned,
    random: fn() -> u64,
}

impl Default for Filler {
    fn default() -> Self {
        // The system's own randomness, by way of the keys of a hash: not for secrets.
        Self { counted: AtomicU64::new(0), now: Zoned::now, random: || RandomState::new().hash_one(0) }
    }
}

impl Filler {
    /// The bytes of a message for one packet; a message that cannot be built has been refused before.
    pub(super) fn payload(&self, recipe: &Recipe) -> Payload {
        let now = (self.now)();
        let built = recipe.build_filled(&mut |wanted| match wanted {
            Macro::Date => now.strftime("%Y-%m-%d").to_string(),
            Macro::Time => now.strftime("%I:%M:%S %P").to_string(),
            Macro::UnixTime => now.timestamp().as_second().to_string(),
            Macro::Counter => (self.counted.fetch_add(1, Ordering::Relaxed) + 1).to_string(),
            Macro::Random => (self.random)().to_string(),
            Macro::Unique => uuid((self.random)(), (self.random)()),
        });
        built.map(|built| Payload::from(built.bytes)).unwrap_or_default()
    }
}

/// A random UUID (RFC 9562, version 4).
fn uuid(high: u64, low: u64) -> String {
    let high = high & 0xffff_ffff_ffff_0fff | 0x4000;
    let low = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
    let part = |value: u64, from: u32, digits: u32| value >> from & ((1_u64 << (4 * digits)) - 1);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        part(high, 32, 8),
        part(high, 16, 4),
        part(high, 0, 4),
        part(low, 48, 4),
        part(low, 0, 12)
    )
}

/// What is sent each time: the same bytes, or a message that is filled in anew.
#[derive(Clone, Debug)]
pub(super) enum Load {
    Fixed(Payload),
    Filled(Box<Recipe>, Arc<Filler>),
}

impl Load {
    /// The bytes of the next packet.
    pub(super) fn next(&self) -> Payload {
        match self {
            Self::Fixed(data) => data.clone(),
            Self::Filled(recipe, filler) => filler.payload(recipe),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::{ChecksumSpec, Form, LineEnding};

    fn filler() -> Filler {
        let now = || "2026-11-22T14:05:09+08:00[Asia/Shanghai]".parse().unwrap();
        Filler { counted: AtomicU64::new(0), now, random: || 0x0123_4567_89ab_cdef }
    }

    fn text_of(filler: &Filler, recipe: &Recipe) -> String {
        String::from_utf8_lossy(&filler.payload(recipe)).into_owned()
    }

    #[test]
    fn packet_senders_formats() {
        let (filler, all) = (filler(), Recipe { fills: true, ..Recipe::default() });
        let of = |text: &str| text_of(&filler, &Recipe { text: text.to_owned(), ..all.clone() });
        assert_eq!(of("{{DATE}} {{TIME}} {{UNIXTIME}}"), "2026-11-22 02:05:09 pm 1795327509");
        assert_eq!(of("{{RANDOM}} {{UNIQUE}}"), "81985529216486895 01234567-89ab-4def-8123-456789abcdef");
        assert_eq!(of("{{COUNTER}},{{COUNTER}}"), "1,1");
        assert_eq!(of("no counter"), "no counter");
        assert_eq!(of("{{COUNTER}}"), "2");
    }

    #[test]
    fn a_checksum_is_of_what_is_sent_and_braces_are_sacred_otherwise() {
        let filler = filler();
        let hex = Recipe {
            form: Form::Hex,
            text: "00 7b7b434f554e5445527d7d".to_owned(),
            fills: true,
            checksum: Some(ChecksumSpec::named("CRC-16/MODBUS")),
            ending: LineEnding::CrLf,
            ..Recipe::default()
        };
        let plain = Recipe { text: "00 31".to_owned(), fills: false, ..hex.clone() };
        assert_eq!(*filler.payload(&hex), *plain.build().unwrap().bytes);
        let off = Recipe { text: "{{COUNTER}}".to_owned(), ..Recipe::default() };
        assert_eq!(text_of(&filler, &off), "{{COUNTER}}");
    }

    #[test]
    fn random_values_are_random() {
        let (filler, recipe) =
            (Filler::default(), Recipe { text: "{{UNIQUE}}".into(), fills: true, ..Recipe::default() });
        let (one, two) = (text_of(&filler, &recipe), text_of(&filler, &recipe));
        assert!(one != two && one.len() == 36 && one.as_bytes()[14] == b'4', "{one} {two}");
    }
}
