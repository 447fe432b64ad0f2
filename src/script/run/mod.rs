//! Scripts run on the engine: the calls are the real ones, the results are printed as `netscript.md` says.
//!
//! Steps run in order on the thread that runs the case; an async step has a thread of its own, and the case goes on when
//! that thread waits in the kernel or is back. No case runs longer than 20 seconds.

mod case;
mod expected;
mod folder;
mod interfaces;
mod limits;
mod log;
mod process;
mod results;
mod scope;
mod step;
mod task;
mod variables;
mod watch;
mod whole;

pub use case::CaseRun;
pub use limits::Limits;
pub use process::{apply_setting, lacks, setting_text};
pub use step::StepResult;
pub use watch::{Made, Owned, Watch};
pub use whole::{RunError, RunOptions, Said, Summary, run_script};
