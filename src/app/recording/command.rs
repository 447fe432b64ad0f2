//! What a person can ask of the recording.

use crate::app::State;
use crate::session::{KeptSession, RecordingState};
use std::path::PathBuf;

/// A wish about the recording, or about what is kept of it.
#[derive(Clone, Debug, PartialEq)]
pub enum RecordingCommand {
    /// Keep nothing from now on, or go on.
    Pause(bool),
    /// Keep payloads, or their lengths and hashes only.
    KeepPayloads(bool),
    /// Delete the oldest sessions at the next start where all take more, in MB; 0 never does.
    LimitSessions(u32),
    /// Look at the folder of sessions.
    Look,
    /// Look no further.
    CancelLook,
    /// Delete sessions; they can come back for a while.
    Delete(Vec<KeptSession>),
    /// Delete all that were written last before so many days.
    DeleteOlder(u32),
    /// Bring back what was deleted into this folder.
    Restore(PathBuf),
    /// Open the session that nobody finished.
    OpenUnfinished,
    /// Forget the session that nobody finished; it stays in its folder.
    DismissUnfinished,
}

impl State {
    /// Whether nothing of the live session is kept now because the person wants so.
    pub fn is_paused(&self) -> bool {
        matches!(self.live.snapshot().state, RecordingState::Paused { .. })
    }

    pub(in crate::app) fn recording_command(&mut self, command: RecordingCommand) {
        match command {
            RecordingCommand::Pause(paused) => {
                if let Some(recorder) = &self.recorder {
                    recorder.pause(paused);
                }
            }
            RecordingCommand::KeepPayloads(keep) => self.change(|settings| settings.keep_payloads = keep),
            RecordingCommand::LimitSessions(mb) => self.change(|settings| settings.sessions_limit_mb = mb),
            RecordingCommand::Look => self.look_at_sessions(),
            RecordingCommand::CancelLook => {
                if let Some(progress) = &self.shelf.looking {
                    progress.cancel();
                }
            }
            RecordingCommand::Delete(sessions) => self.delete_sessions(sessions),
            RecordingCommand::DeleteOlder(days) => self.delete_older(days),
            RecordingCommand::Restore(bin) => self.restore_sessions(bin),
            RecordingCommand::OpenUnfinished => {
                if let Some(unfinished) = self.shelf.unfinished.take() {
                    self.open_session(&unfinished.session.path);
                }
            }
            RecordingCommand::DismissUnfinished => {
                if let Some(unfinished) = self.shelf.unfinished.take() {
                    self.change(|settings| settings.dismissed_session = unfinished.session.name());
                }
            }
        }
    }

    /// The recorder does as the settings say.
    pub(in crate::app) fn record_as_set(&self) {
        if let Some(recorder) = &self.recorder {
            recorder.drop_payloads(!self.settings.keep_payloads);
        }
    }
}
