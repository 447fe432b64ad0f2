//! The list of crates that the window shows: it names what `Cargo.lock` names. `SOCKSCOPE_LICENCES=1` writes it anew,
//! from `cargo metadata`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn list() -> PathBuf {
    root().join("assets/licences.tsv")
}

/// Names and versions of the packages in `Cargo.lock`, without our own.
fn locked() -> BTreeSet<(String, String)> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let value = |line: &str, key: &str| Some(line.strip_prefix(key)?.trim_matches([' ', '=', '"']).to_owned());
    let mut packages = BTreeSet::new();
    for package in lock.split("[[package]]").skip(1) {
        let name = package.lines().find_map(|line| value(line, "name")).unwrap();
        let version = package.lines().find_map(|line| value(line, "version")).unwrap();
        if name != env!("CARGO_PKG_NAME") {
            packages.insert((name, version));
        }
    }
    packages
}

/// Every package of the lock file with its licence, and whether its code is in the program: it is reached from the
/// program by dependencies that are not for building or testing only, and not through a macro.
fn from_metadata() -> String {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, &Value> =
        metadata["packages"].as_array().unwrap().iter().map(|package| (text(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, &Value> =
        metadata["resolve"]["nodes"].as_array().unwrap().iter().map(|node| (text(&node["id"]), node)).collect();
    let is_macro = |id: &str| packages[id]["targets"].as_array().unwrap().iter().any(|t| t["kind"][0] == "proc-macro");
    let ours = text(&metadata["resolve"]["root"]);
    let (mut linked, mut open) = (BTreeSet::new(), vec![ours.clone()]);
    while let Some(id) = open.pop() {
        if is_macro(&id) || !linked.insert(id.clone()) {
            continue;
        }
        for dependency in nodes[&id]["deps"].as_array().unwrap() {
            let normal = dependency["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null());
            if normal {
                open.push(text(&dependency["pkg"]));
            }
        }
    }
    let mut lines: Vec<String> = packages
        .iter()
        .filter(|(id, _)| **id != ours)
        .map(|(id, package)| {
            let licence = match &package["license"] {
                Value::String(licence) => licence.replace(" / ", " OR ").replace('/', " OR "),
                _ => format!("see {}", text(&package["license_file"])),
            };
            let part = if linked.contains(id) { "app" } else { "build" };
            format!("{}\t{}\t{licence}\t{part}\n", text(&package["name"]), text(&package["version"]))
        })
        .collect();
    lines.sort();
    lines.concat()
}

#[test]
fn the_list_of_crates_names_what_the_lock_file_names() {
    if std::env::var_os("SOCKSCOPE_LICENCES").is_some_and(|set| set == "1") {
        std::fs::write(list(), from_metadata()).unwrap();
    }
    let text = std::fs::read_to_string(list()).unwrap();
    let mut listed = BTreeSet::new();
    for line in text.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        let [name, version, licence, part] = parts[..] else { panic!("not four columns: {line}") };
        assert!(!licence.is_empty() && ["app", "build"].contains(&part), "{line}");
        listed.insert((name.to_owned(), version.to_owned()));
    }
    let locked = locked();
    let missing: Vec<_> = locked.difference(&listed).collect();
    let stale: Vec<_> = listed.difference(&locked).collect();
    let how = "SOCKSCOPE_LICENCES=1 cargo test --test licences";
    assert!(missing.is_empty() && stale.is_empty(), "missing: {missing:?}\nstale: {stale:?}\nwrite it anew: {how}");
}
