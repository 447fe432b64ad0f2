//! The chosen patterns in what is no payload: addresses, paths, notes.

use crate::call::{Address, Body, Call, Notice, Outcome, Record, Value};
use regex::bytes::Regex;

/// Masks what the patterns match in a record's texts; how many matches there were.
pub fn mask(record: &mut Record, patterns: &[Regex]) -> u64 {
    if patterns.is_empty() {
        return 0;
    }
    let mut count = 0;
    let mut address = |address: &mut Address| count += mask_address(address, patterns);
    match &mut record.body {
        Body::Call(call) => {
            match &mut call.call {
                Call::Bind { address: it }
                | Call::Connect { address: it }
                | Call::ConnectEx { address: it }
                | Call::SendTo { address: it, .. } => address(it),
                Call::GetAddrInfo { host: Some(host), .. } => count += mask_str(host, patterns),
                _ => {}
            }
            count += mask_outcome(&mut call.outcome, patterns);
        }
        Body::Join(join) => count += mask_outcome(&mut join.outcome, patterns),
        Body::Notice(Notice::Names { local, peer }) => local.iter_mut().chain(peer).for_each(address),
        _ => {}
    }
    count
}

fn mask_outcome(outcome: &mut Outcome, patterns: &[Regex]) -> u64 {
    let Outcome::Ok(value) = outcome else { return 0 };
    match value {
        Value::Address(Some(address)) | Value::Accepted(Some(address)) | Value::DataFrom(_, Some(address)) => {
            mask_address(address, patterns)
        }
        Value::Message { from: Some(address), .. } => mask_address(address, patterns),
        Value::AddrInfo(list) => list.iter_mut().map(|one| mask_str(&mut one.canonical, patterns)).sum(),
        _ => 0,
    }
}

fn mask_address(address: &mut Address, patterns: &[Regex]) -> u64 {
    match address {
        Address::Inet { host, .. } | Address::Inet6 { host, .. } => mask_str(host, patterns),
        Address::Unix { path: bytes } | Address::Abstract { name: bytes } => mask_bytes(bytes, patterns),
        Address::Other(_) => 0,
    }
}

fn mask_bytes(bytes: &mut Box<[u8]>, patterns: &[Regex]) -> u64 {
    let spans: Vec<(usize, usize)> = patterns
        .iter()
        .flat_map(|pattern| pattern.find_iter(bytes).map(|found| (found.start(), found.end())).collect::<Vec<_>>())
        .filter(|(start, end)| start < end)
        .collect();
    for (start, end) in &spans {
        super::apply::star(bytes, *start, *end);
    }
    spans.len() as u64
}

fn mask_str(text: &mut Box<str>, patterns: &[Regex]) -> u64 {
    let mut bytes: Box<[u8]> = text.as_bytes().into();
    let count = mask_bytes(&mut bytes, patterns);
    if count > 0 {
        *text = String::from_utf8_lossy(&bytes).into();
    }
    count
}
