//! A session read forwards: scripts (`file`, `run`), and call lines: a call as the line of Python that makes it, and
//! what came of it in Python's words.
//!
//! What stands here is not for translation: it is code, and the names of the sockets API. Faults of a script are
//! messages of the catalogue.

mod file;
mod from_session;
mod languages;
pub mod line;
mod literal;
pub mod python;
mod result;
mod run;
mod shown;

pub use file::{
    Action, CallStep, Case, Distance, Expect, Fault, FaultWhy, Net, Reached, Reading, Script, ScriptHeader, Setting,
    Step, check, line_words, move_port, reached, read,
};
pub use from_session::{Again, FromError, FromOptions, Used, from_session, run_again, used_addresses};
pub use languages::CallLanguage;
pub use literal::{double_quoted_bytes, double_quoted_str, python_data};
pub use python::{address_text, call_arguments, call_line, call_line_of, call_line_short, call_line_short_of};
pub use result::{result_text, result_text_of};
pub use run::{
    CaseRun, Limits, Made, Owned, RunError, RunOptions, Said, StepResult, Summary, Watch, apply_setting, lacks,
    run_script, setting_text,
};
pub use shown::{comment, expect_text, step_line};
