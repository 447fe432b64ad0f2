//! The rules: what a file may name, by the room it stands in.

use crate::map::{Arrow, Map};
use crate::reader::{self, Found, What};

/// The one room that knows egui.
const WINDOW: &str = "ui";
/// Where `unsafe` may stand, in names below `src/`.
const PLATFORM: [&str; 2] = ["net/platform/", "net/platform.rs"];

/// Every fault of one file. `name` is its path below `src/`, with `/`. A fault begins with `src/name:line:`.
pub fn faults(map: &Map, name: &str, source: &str) -> Vec<String> {
    let place = place_of(name);
    let room = match place.first() {
        Some(first) => first.as_str(),
        None => name.trim_end_matches(".rs"),
    };
    let mut faults = Vec::new();
    if room != "lib" && map.step(room).is_none() {
        faults.push(format!("src/{name}:1: `{room}` is not a room of the map in ARCHITECTURE.md"));
    }
    match reader::read(&place, source) {
        Ok(found) => faults.extend(found.iter().filter_map(|found| {
            let why = fault(map, name, room, found)?;
            Some(format!("src/{name}:{}: {why}", found.line))
        })),
        Err(error) => faults.push(format!("src/{name}:1: not readable as Rust: {error}")),
    }
    faults.dedup();
    faults
}

/// The module path of a file: `net/mod.rs` is `net`, `net/engine.rs` is `net::engine`, `lib.rs` is the root.
fn place_of(name: &str) -> Vec<String> {
    let stem = name.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if matches!(stem, "lib" | "main") {
        return Vec::new();
    }
    stem.split('/').map(str::to_owned).collect()
}

fn fault(map: &Map, name: &str, room: &str, found: &Found) -> Option<String> {
    match &found.what {
        What::FromRoot(to) if room == "lib" => {
            map.step(to).map(|_| format!("lib.rs declares rooms and names nothing in them, but names `{to}`"))
        }
        What::FromRoot(to) => match map.arrow(room, to)? {
            Arrow::Allowed => None,
            Arrow::Sideways => Some(format!("`{room}` imports `{to}`, which stands beside it")),
            Arrow::Back => Some(format!("`{room}` imports `{to}`: the arrow runs back")),
        },
        What::Root if matches!(room, "lib" | "main") => None,
        What::Root => Some(format!("`{room}` imports the crate's root, and every room with it")),
        What::Egui(_) if room == WINDOW => None,
        What::Egui(to) => Some(format!("`{room}` names `{to}`: only `{WINDOW}` knows egui")),
        What::Unsafe if PLATFORM.iter().any(|start| name.starts_with(start)) => None,
        What::Unsafe => Some("`unsafe` stands in src/net/platform only".to_owned()),
        What::Module(to) if room == "lib" && map.step(to).is_none() => {
            Some(format!("`{to}` is not a room of the map in ARCHITECTURE.md"))
        }
        What::Module(_) => None,
        What::BackDoor(door) => Some(format!("`{door}` carries names past the map of the rooms")),
    }
}
