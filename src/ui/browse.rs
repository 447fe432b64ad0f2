//! The system's file dialog, on a thread of its own because it blocks. A system without one answers like *Cancel*.

use crossbeam_channel::{Receiver, TryRecvError, bounded};
use egui::Context;
use std::path::{Path, PathBuf};

/// The dialog while it is open.
#[derive(Default)]
pub struct Browse(Option<Receiver<Option<PathBuf>>>);

/// What came of it.
pub enum Browsed {
    /// It is open, or was not opened.
    Nothing,
    /// This file.
    Chosen(PathBuf),
    /// It was cancelled, or there is none.
    NotChosen,
}

impl Browse {
    /// Opens it in the folder of `start`; `ask` says what kind it is. One at a time.
    pub fn open(
        &mut self,
        ctx: &Context,
        start: PathBuf,
        ask: impl FnOnce(rfd::FileDialog, &Path) -> Option<PathBuf> + Send + 'static,
    ) {
        if self.0.is_some() {
            return;
        }
        let (chosen, answer) = bounded(1);
        let ctx = ctx.clone();
        let browser = std::thread::Builder::new().name("file-dialog".to_owned()).spawn(move || {
            let mut dialog = rfd::FileDialog::new();
            if let Some(folder) = start.parent().filter(|folder| folder.is_dir()) {
                dialog = dialog.set_directory(folder);
            }
            // Who asked may be gone by now.
            let _ = chosen.send(ask(dialog, &start));
            ctx.request_repaint();
        });
        if let Err(error) = browser {
            tracing::warn!(%error, "the system's file dialog could not be opened");
        }
        // Without its thread the answer is that nothing was chosen.
        self.0 = Some(answer);
    }

    /// Whether the dialog is open, or its answer was not taken yet.
    pub fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// What came of it, once.
    pub fn take(&mut self) -> Browsed {
        let Some(answer) = &self.0 else { return Browsed::Nothing };
        let browsed = match answer.try_recv() {
            Err(TryRecvError::Empty) => return Browsed::Nothing,
            Ok(Some(path)) => Browsed::Chosen(path),
            Ok(None) | Err(TryRecvError::Disconnected) => Browsed::NotChosen,
        };
        self.0 = None;
        browsed
    }
}

/// `~/…` as a shell reads it.
pub fn expand(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), directories::UserDirs::new()) {
        (Some(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => PathBuf::from(path),
    }
}
