//! What a person can ask of the recording.

use crate::app::State;
use crate::session::RecordingState;

/// A wish about the recording.
#[derive(Clone, Debug, PartialEq)]
pub enum RecordingCommand {
    /// Keep nothing from now on, or go on.
    Pause(bool),
    /// Keep payloads, or their lengths and hashes only.
    KeepPayloads(bool),
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
        }
    }

    /// The recorder does as the settings say.
    pub(in crate::app) fn record_as_set(&self) {
        if let Some(recorder) = &self.recorder {
            recorder.drop_payloads(!self.settings.keep_payloads);
        }
    }
}
