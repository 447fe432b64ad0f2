//! `setsockopt` and `getsockopt`.

use super::{Answer, Site};
use crate::call::{ArgumentWhy, OptionKind, OptionValue, Outcome, Value};
use crate::net::platform::{self, FdRef};

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
        _ => return Err(Outcome::Argument(ArgumentWhy::Type)),
    };
    super::none(platform::setsockopt(site.fd()?, level, name, &bytes))
}

fn timeval(seconds: f64) -> Answer<Vec<u8>> {
    if !seconds.is_finite() || seconds.abs() >= 9.2e18 {
        return Err(Outcome::Argument(ArgumentWhy::Range));
    }
    let whole = seconds.trunc();
    let micros = ((seconds - whole) * 1e6).round() as i64;
    Ok([(whole as i64).to_ne_bytes(), micros.to_ne_bytes()].concat())
}

pub(super) fn get(site: &Site<'_>, level: i32, name: i32, kind: OptionKind) -> Answer {
    if matches!(kind, OptionKind::Bytes(size) if size > MOST) {
        return Err(Outcome::Argument(ArgumentWhy::Value));
    }
    read_option(site.fd()?, level, name, kind).map(Outcome::Ok).map_err(Outcome::Errno)
}

/// Reads an option: an int as a number, a structure as its bytes.
pub(in crate::net) fn read_option(fd: FdRef<'_>, level: i32, name: i32, kind: OptionKind) -> Result<Value, i32> {
    let size = match kind {
        OptionKind::Int | OptionKind::Errno | OptionKind::Bytes(0) => {
            let mut bytes = platform::getsockopt(fd, level, name, 4)?;
            bytes.resize(4, 0);
            let int = bytes.try_into().map(i32::from_ne_bytes).unwrap_or_default();
            return Ok(Value::Int(int.into()));
        }
        OptionKind::Bytes(size) => size as usize,
        OptionKind::Linger => LINGER_BYTES,
        OptionKind::TimeVal => TIMEVAL_BYTES,
    };
    platform::getsockopt(fd, level, name, size).map(|bytes| Value::Bytes(bytes.into()))
}
