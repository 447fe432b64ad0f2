//! What people paste into a host's field or type into a port's, and what they most likely mean.

use crate::bytes;
use std::net::IpAddr;

/// A numeric host, its scope id cut off.
pub(super) fn literal(host: &str) -> Option<IpAddr> {
    host.split('%').next().unwrap_or(host).parse().ok()
}

/// What was pasted as one: `host:port`, `[::1]:port`, a URL.
pub(super) fn host_and_port(text: &str) -> Option<(&str, Option<&str>)> {
    let is_url = text.contains("://");
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = if is_url { text.split('/').next().unwrap_or(text) } else { text };
    let is_port = |port: &str| !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    let split = match text.strip_prefix('[').and_then(|rest| rest.split_once("]:")) {
        Some(parts) => Some(parts),
        None => text.split_once(':').filter(|(_, port)| !port.contains(':')),
    };
    match split {
        Some((host, port)) if !host.is_empty() && is_port(port) => Some((host, Some(port))),
        _ if is_url && !text.is_empty() => Some((text.trim_start_matches('[').trim_end_matches(']'), None)),
        _ => None,
    }
}

/// The port that was most likely meant: the digits of what was typed, without those that are too many.
pub(super) fn nearest_port(text: &str) -> Option<String> {
    let ascii = bytes::ascii_forms(text).unwrap_or_else(|| text.to_owned());
    let digits: String = ascii.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let fits = (1..=digits.len().min(5)).rev().filter_map(|len| digits.get(..len));
    fits.into_iter().find(|part| part.parse::<u16>().is_ok()).map(str::to_owned)
}
