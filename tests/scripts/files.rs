//! A file that is dropped on the window.

use super::support::hand::Hand;
use std::path::{Path, PathBuf};

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Drops a file on the window, beside every panel that takes files itself.
pub fn drop_file(hand: &mut Hand, path: &Path) {
    let beside = hand.tab("Call log");
    hand.h.event(egui::Event::PointerMoved(beside));
    hand.h.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path.to_owned())));
    hand.h.step();
    hand.h.input_mut().dropped_files.clear();
}
