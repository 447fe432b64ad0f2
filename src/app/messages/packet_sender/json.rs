//! Packet Sender's JSON export: a list of objects with lower-case keys.

use super::Packet;
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Entry {
    hexstring: Value,
    #[serde(default)]
    name: Value,
    #[serde(default)]
    toip: Value,
    #[serde(default)]
    port: Value,
    #[serde(default)]
    fromport: Value,
    #[serde(default)]
    tcporudp: Value,
    #[serde(default)]
    requestpath: Value,
    #[serde(default)]
    repeat: Value,
}

/// Its packets; none where the bytes are no such list, or an empty one.
pub fn parse(bytes: &[u8]) -> Option<Vec<Packet>> {
    let entries: Vec<Entry> = serde_json::from_slice(bytes).ok()?;
    if entries.is_empty() {
        return None;
    }
    Some(entries.into_iter().map(packet).collect())
}

fn packet(entry: Entry) -> Packet {
    // Numbers come as strings and as numbers, from one version to the next.
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    Packet {
        name: text(entry.name),
        hex: text(entry.hexstring),
        to: text(entry.toip),
        port: text(entry.port),
        from_port: text(entry.fromport),
        protocol: text(entry.tcporudp),
        path: text(entry.requestpath),
        repeat: text(entry.repeat).trim().parse().unwrap_or(0.0),
    }
}
