//! What is recorded, and what is kept of it: pause, payloads, old sessions.

mod command;

pub use command::RecordingCommand;
