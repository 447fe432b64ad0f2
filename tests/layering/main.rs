//! Imports go one way. Reads the tokens of every file in `src/` and fails on an arrow that runs back.
//!
//! The map is the one line in `ARCHITECTURE.md` that a person reads, so the two cannot drift. Three more walls stand here:
//! egui is known to `ui` alone, `unsafe` lives in `net/platform` alone, and nothing gets round the map by a back door
//! (a glob of the crate root, a `#[path]` into another room, an exported macro).

mod map;
mod reader;
mod rules;
mod snippets;

use std::fs;
use std::path::{Path, PathBuf};

use map::Map;

/// The package's folder.
fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the package; the error names the file.
fn text_of(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Every `.rs` file below `folder`, in name order.
fn sources_below(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listing = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut entries: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let mut sources = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            sources.extend(sources_below(&entry)?);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            sources.push(entry);
        }
    }
    Ok(sources)
}

/// Every fault of the package's own sources, and how many files were read.
fn faults_of_the_sources() -> Result<(Vec<String>, usize), String> {
    let map = Map::find(&text_of(&home().join("ARCHITECTURE.md"))?)?;
    let src = home().join("src");
    let sources = sources_below(&src)?;
    let mut faults = Vec::new();
    for source in &sources {
        let inside = source.strip_prefix(&src).map_err(|error| error.to_string())?;
        let name: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        faults.extend(rules::faults(&map, &name.join("/"), &text_of(source)?));
    }
    Ok((faults, sources.len()))
}

#[test]
fn imports_go_one_way() {
    let (faults, files) = faults_of_the_sources().unwrap();
    assert!(files > 10, "only {files} files were read: is this the right folder?");
    assert!(faults.is_empty(), "{} in {files} files:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_library_shows_the_same_map() {
    let page = Map::find(&text_of(&home().join("ARCHITECTURE.md")).unwrap()).unwrap();
    let library = Map::find(&text_of(&home().join("src/lib.rs")).unwrap()).unwrap();
    assert_eq!(page, library, "ARCHITECTURE.md and src/lib.rs draw different maps");
}
