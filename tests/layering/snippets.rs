//! The checker can fail: small sources that must be refused, and near misses that must not.

use crate::map::Map;
use crate::rules;

const MAP: &str = "{ bytes, locale } ← call ← { net, session } ← script ← app ← ui ← main";

fn faults(name: &str, source: &str) -> Vec<String> {
    rules::faults(&Map::parse(MAP).unwrap_or_else(|error| unreachable!("{error}")), name, source)
}

/// Exactly one fault, in this line, with these words.
#[track_caller]
fn refused(name: &str, source: &str, line: usize, words: &str) {
    let faults = faults(name, source);
    assert_eq!(faults.len(), 1, "{source}\n{faults:?}");
    let start = format!("src/{name}:{line}: ");
    assert!(faults[0].starts_with(&start) && faults[0].contains(words), "{source}\n{faults:?}");
}

#[track_caller]
fn fine(name: &str, source: &str) {
    assert_eq!(faults(name, source), Vec::<String>::new(), "{source}");
}

#[test]
fn an_import_that_runs_back_is_refused() {
    refused("call/mod.rs", "use crate::net::Engine;", 1, "`call` imports `net`: the arrow runs back");
    refused("session/board.rs", "//! Board.\n\nuse crate::script::python;", 3, "runs back");
    refused("app/mod.rs", "pub(crate) use crate::ui::theme as look;", 1, "runs back");
    refused("bytes/mod.rs", "use crate::call;", 1, "runs back");
}

#[test]
fn rooms_side_by_side_do_not_know_each_other() {
    refused("net/engine.rs", "use crate::session::Board;", 1, "beside it");
    refused("bytes/hex.rs", "use crate::locale::Key;", 1, "beside it");
}

#[test]
fn a_grouped_import_is_taken_apart() {
    refused("net/engine.rs", "use crate::{\n    call::{Call, Outcome},\n    session::Board,\n};", 3, "`session`");
    refused("net/engine.rs", "use {std::io, crate::{bytes, app::{self, State}}};", 1, "runs back");
    refused("net/engine.rs", "use crate::{call::*, ui::{}, r#app::*};", 1, "`app`");
}

#[test]
fn a_path_in_the_code_counts_as_an_import() {
    refused("call/id.rs", "fn f(x: Vec<crate::ui::App>) {}", 1, "`ui`");
    refused("call/id.rs", "fn f() {\n    let x = <crate::net::Engine as Clone>::clone;\n}", 2, "`net`");
    refused("call/id.rs", "macro_rules! m { () => { $crate::app::State } }", 1, "`app`");
    refused("call/id.rs", "fn f() { println!(\"{}\", crate::session::NAME) }", 1, "`session`");
    refused("net/engine.rs", "fn f() { g::<crate::app::State>(sockscope::call::X) }", 1, "`app`");
}

#[test]
fn a_chain_of_super_that_leaves_the_room_is_followed() {
    refused("net/mod.rs", "use super::session::Board;", 1, "`session`");
    refused("net/platform/linux.rs", "use super::super::super::app::State;", 1, "`app`");
    refused("net/engine.rs", "mod inner { fn f() { super::super::super::ui::run() } }", 1, "`ui`");
    refused("net/engine.rs", "use self::super::super::script;", 1, "`script`");
    fine("net/platform/linux.rs", "use super::super::engine; use super::fd; pub(super) fn f() {}");
    fine("net/engine.rs", "#[cfg(test)] mod tests { use super::*; use super::super::worker; }");
}

#[test]
fn the_root_is_not_imported_whole() {
    refused("net/mod.rs", "use crate::*;", 1, "root");
    refused("net/mod.rs", "use super::*;", 1, "root");
    refused("net/mod.rs", "use crate as all;", 1, "root");
    refused("net/mod.rs", "use crate::{self as all};", 1, "root");
    refused("net/mod.rs", "extern crate self as all;", 1, "root");
}

#[test]
fn egui_is_known_to_the_window_alone() {
    refused("app/state.rs", "use egui::Context;", 1, "only `ui` knows egui");
    refused("app/state.rs", "fn f(x: &::eframe::Frame) {}", 1, "`eframe`");
    refused("app/state.rs", "use {std::io, ::egui_tiles::{Tree, Tile}, clap};", 1, "`egui_tiles`");
    refused("main.rs", "fn main() { eframe::run_native() }", 1, "`main` names `eframe`");
    refused("lib.rs", "pub use egui;", 1, "`egui`");
    refused("lib.rs", "extern crate egui;", 1, "`egui`");
    fine("ui/panels/log.rs", "use egui::{Ui, Color32}; use egui_extras::TableBuilder; use crate::app::State;");
}

#[test]
fn unsafe_stands_in_the_platform_files_alone() {
    refused("net/worker.rs", "fn f() {\n    unsafe { g() }\n}", 2, "net/platform");
    refused("ui/mod.rs", "unsafe impl Send for X {}", 1, "net/platform");
    fine("net/platform/linux.rs", "#[allow(unsafe_code)] fn f() { unsafe { g() } }");
    fine(
        "net/worker.rs",
        "//! Nothing unsafe here: \"unsafe\" in a comment.\n#![deny(unsafe_code)]\nconst A: &str = \"unsafe\";",
    );
}

#[test]
fn the_map_names_every_room() {
    refused("export/mod.rs", "pub fn f() {}", 1, "`export` is not a room");
    refused("lib.rs", "//! Map.\npub mod call;\npub mod helpers;", 3, "`helpers` is not a room");
    refused("lib.rs", "pub mod call;\npub use call::Call;", 2, "declares rooms");
    refused("lib.rs", "pub mod ui; pub use crate::ui::App;", 1, "declares rooms");
}

#[test]
fn back_doors_are_shut() {
    refused("call/mod.rs", "#[path = \"../ui/theme.rs\"] mod theme;", 1, "#[path");
    refused("call/mod.rs", "include!(\"../ui/theme.rs\");", 1, "include!");
    refused("ui/mod.rs", "#[macro_export] macro_rules! m { () => {} }", 1, "macro_export");
    fine("net/mod.rs", "#[path = \"platform/linux.rs\"] mod os; const A: &str = include_str!(\"a.txt\");");
}

#[test]
fn what_cannot_be_read_is_a_fault() {
    refused("call/mod.rs", "fn f( {", 1, "not readable");
}

#[test]
fn arrows_that_point_left_are_fine() {
    fine("script/python.rs", "use crate::{bytes, call::Call, locale, net::Engine, session::{Board, Session}};");
    fine("main.rs", "use sockscope::{app::{self, State}, ui}; fn main() { sockscope::ui::run(crate::args()) }");
    fine(
        "lib.rs",
        "//! Map: `crate::ui`.\npub mod call;\n#[cfg(feature = \"gui\")]\npub mod ui;\npub const VERSION: &str = \"1\";",
    );
    fine("call/id.rs", "/// See `crate::ui::App`.\nfn f() -> impl Iterator + use<> { crate::VERSION }");
    fine("call/id.rs", "fn session(net: u8) -> u8 { let app = net; app }");
}
