//! NTP, versions 1 to 4 (RFC 5905, 7.3).

use super::out::{Out, Words};
use super::{Decoded, Source, be32};
use crate::bytes::hex_text;
use std::net::Ipv4Addr;

const LEN: usize = 48;
/// Seconds from 1900 to 1970.
const TO_UNIX: i64 = 2_208_988_800;

/// Whether these bytes are a packet: on its own port by the header, elsewhere one of 48 bytes.
pub fn fits(bytes: &[u8], source: &Source) -> bool {
    let Some(first) = bytes.first() else { return false };
    let (version, mode) = (first >> 3 & 7, first & 7);
    let likely = bytes.len() >= LEN && (1..=4).contains(&version) && (1..=5).contains(&mode);
    likely && (source.has_port(123) || bytes.len() == LEN && version >= 3 && bytes.get(1).is_some_and(|s| *s <= 16))
}

/// Reads a packet. None where it is too short.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    let head = bytes.get(..LEN)?;
    let byte = |at: usize| head.get(at).copied().unwrap_or(0);
    let mut out = Out::default();
    let (leap, version, mode) = (byte(0) >> 6, byte(0) >> 3 & 7, byte(0) & 7);
    let leap_key = ["fields-ntp-leap0", "fields-ntp-leap1", "fields-ntp-leap2", "fields-ntp-leap3"];
    let field = out.add(0..1, "fields-ntp-leap", leap.to_string());
    field.means(leap_key.get(usize::from(leap)).map_or(Words::None, |key| Words::Key(key)));
    out.add(0..1, "fields-version", version.to_string());
    let modes = ["", "symmetric active", "symmetric passive", "client", "server", "broadcast", "control", "private"];
    out.add(0..1, "fields-ntp-mode", mode.to_string())
        .called(modes.get(usize::from(mode)).copied().unwrap_or_default());
    let field = out.add(1..2, "fields-ntp-stratum", byte(1).to_string());
    match byte(1) {
        0 => field.means(Words::Key("fields-ntp-stratum0")),
        1 => field.means(Words::Key("fields-ntp-stratum1")),
        16 => field.means(Words::Key("fields-ntp-stratum16")),
        _ => field,
    };
    let power = |at: usize| (byte(at).cast_signed(), f64::from(byte(at).cast_signed()).exp2());
    for (at, key) in [(2, "fields-ntp-poll"), (3, "fields-ntp-precision")] {
        let (exponent, seconds) = power(at);
        out.add(at..at + 1, key, exponent.to_string()).means(Words::With("fields-seconds", number(seconds)));
    }
    for (at, key) in [(4, "fields-ntp-delay"), (8, "fields-ntp-dispersion")] {
        let seconds = f64::from(be32(head, at)?) / 65_536.0;
        out.add(at..at + 4, key, number(seconds)).means(Words::With("fields-seconds", number(seconds)));
    }
    let id = head.get(12..16)?;
    let reference = match byte(1) {
        0 | 1 => id.iter().filter(|byte| byte.is_ascii_graphic()).map(|byte| char::from(*byte)).collect(),
        _ => Ipv4Addr::from(be32(head, 12)?).to_string(),
    };
    out.add(12..16, "fields-ntp-reference", reference).called(&hex_text(id));
    let times = ["fields-ntp-ref-time", "fields-ntp-origin", "fields-ntp-receive", "fields-ntp-transmit"];
    for (i, key) in times.into_iter().enumerate() {
        let at = 16 + 8 * i;
        let (seconds, fraction) = (be32(head, at)?, be32(head, at + 4)?);
        let field = out.add(at..at + 8, key, format!("{seconds:08x}.{fraction:08x}"));
        match time_text(seconds, fraction) {
            Some(text) => field.means(Words::Text(text)),
            None => field.means(Words::Key("fields-ntp-no-time")),
        };
    }
    if bytes.len() > LEN {
        let len = (bytes.len() - LEN).to_string();
        out.add(LEN..bytes.len(), "fields-ntp-extension", "").means(Words::With("fields-bytes", len));
    }
    Some(out.whole(bytes.len()))
}

fn number(value: f64) -> String {
    if value != 0.0 && value.abs() < 0.001 { format!("{value:.3e}") } else { format!("{value}") }
}

/// The moment in UTC; era 1 begins in 2036. None for 0, which says that there is none.
fn time_text(seconds: u32, fraction: u32) -> Option<String> {
    if seconds == 0 && fraction == 0 {
        return None;
    }
    let era = if seconds & 0x8000_0000 == 0 { 1_i64 << 32 } else { 0 };
    let nanos = (u64::from(fraction) * 1_000_000_000) >> 32;
    let unix = i64::from(seconds) + era - TO_UNIX;
    let time = jiff::Timestamp::new(unix, i32::try_from(nanos).ok()?).ok()?;
    Some(format!("{time:.6}"))
}
