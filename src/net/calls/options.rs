//! `setsockopt` and `getsockopt`.

use super::{Answer, Site};
use crate::call::{ArgumentWhy, BUFLEN_OUT_OF_RANGE, OptionKind, OptionValue, Outcome, Value};
use crate::net::platform::{self, FdRef};
use std::net::Ipv6Addr;

/// The most bytes that CPython's `getsockopt` gives.
const MOST: u32 = 1024;
/// `struct timeval` and `struct linger` of the platforms we know.
const TIMEVAL_BYTES: usize = 16;
const LINGER_BYTES: usize = 8;

pub(super) fn set(site: &Site<'_>, level: i32, name: i32, value: &OptionValue) -> Answer {
    let bytes: Vec<u8> = match value {
        // An int beyond C's: CPython tries its other forms and ends with a TypeError.
        OptionValue::Int(value) => {
            i32::try_from(*value).map_err(|_| Outcome::Argument(ArgumentWhy::Type))?.to_ne_bytes().into()
        }
        OptionValue::Bytes(bytes) => bytes.to_vec(),
        OptionValue::Linger(on, seconds) => [on.to_ne_bytes(), seconds.to_ne_bytes()].concat(),
        OptionValue::TimeVal(seconds) => timeval(*seconds)?,
        OptionValue::Mreq(group, interface) => [inet_aton(group)?, inet_aton(interface)?].concat(),
        OptionValue::Mreq6(group, interface) => [&inet_pton(group)?[..], &interface.to_ne_bytes()].concat(),
        OptionValue::Ip(ip) => inet_aton(ip)?.into(),
        OptionValue::Odd(_) => return Err(Outcome::Argument(ArgumentWhy::Type)),
    };
    super::guarded::option(site, level, name, &bytes)?;
    super::none(platform::setsockopt(site.fd()?, level, name, &bytes))
}

/// Python's `inet_aton`.
fn inet_aton(text: &str) -> Answer<[u8; 4]> {
    if text.contains('\0') {
        return Err(Outcome::Argument(ArgumentWhy::Value));
    }
    let why = ArgumentWhy::Said("illegal IP address string passed to inet_aton");
    platform::inet_aton(text).ok_or(Outcome::Argument(why))
}

/// Python's `inet_pton` of AF_INET6.
fn inet_pton(text: &str) -> Answer<[u8; 16]> {
    if text.contains('\0') {
        return Err(Outcome::Argument(ArgumentWhy::Value));
    }
    let why = ArgumentWhy::Said("illegal IP address string passed to inet_pton");
    text.parse::<Ipv6Addr>().map(|ip| ip.octets()).map_err(|_| Outcome::Argument(why))
}

fn timeval(seconds: f64) -> Answer<Vec<u8>> {
    if seconds.is_nan() {
        return Err(Outcome::Argument(ArgumentWhy::Value));
    }
    if seconds.abs() >= 9.2e18 {
        return Err(Outcome::Argument(ArgumentWhy::Range));
    }
    let whole = seconds.trunc();
    let micros = ((seconds - whole) * 1e6).round_ties_even() as i64;
    Ok([(whole as i64).to_ne_bytes(), micros.to_ne_bytes()].concat())
}

pub(super) fn get(site: &Site<'_>, level: i32, name: i32, kind: OptionKind) -> Answer {
    // Below 0 stands as the largest there is; what is no C int is refused as such.
    if matches!(kind, OptionKind::Bytes(size) if i32::try_from(size).is_err() && size != u32::MAX) {
        return Err(Outcome::Argument(ArgumentWhy::Range));
    }
    if matches!(kind, OptionKind::Bytes(size) if size > MOST) {
        return Err(Outcome::Argument(ArgumentWhy::Said(BUFLEN_OUT_OF_RANGE)));
    }
    read_option(site.fd()?, level, name, kind).map(Outcome::Ok).map_err(Outcome::Errno)
}

/// Reads an option. What is shorter than its structure stays bytes.
pub(in crate::net) fn read_option(fd: FdRef<'_>, level: i32, name: i32, kind: OptionKind) -> Result<Value, i32> {
    let read = |size| platform::getsockopt(fd, level, name, size);
    let two = |bytes: &[u8]| -> Option<([u8; 8], [u8; 8])> {
        Some((bytes.get(..8)?.try_into().ok()?, bytes.get(8..16)?.try_into().ok()?))
    };
    match kind {
        OptionKind::Int | OptionKind::Errno | OptionKind::Bytes(0) => {
            let mut bytes = read(4)?;
            bytes.resize(4, 0);
            let int = bytes.try_into().map(i32::from_ne_bytes).unwrap_or_default();
            Ok(if kind == OptionKind::Errno { Value::Errno(int) } else { Value::Int(int.into()) })
        }
        OptionKind::Bytes(size) => read(size as usize).map(|bytes| Value::Bytes(bytes.into())),
        OptionKind::Linger => {
            let bytes = read(LINGER_BYTES)?;
            let part = |at: usize| Some(i32::from_ne_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
            Ok(match part(0).zip(part(4)) {
                Some((on, seconds)) => Value::Linger(on, seconds),
                None => Value::Bytes(bytes.into()),
            })
        }
        OptionKind::TimeVal => {
            let bytes = read(TIMEVAL_BYTES)?;
            Ok(match two(&bytes) {
                Some((seconds, micros)) => {
                    Value::TimeVal(i64::from_ne_bytes(seconds) as f64 + i64::from_ne_bytes(micros) as f64 / 1e6)
                }
                None => Value::Bytes(bytes.into()),
            })
        }
    }
}
