//! A whole script: its cases one after another, each on an engine of its own.

use super::case::CaseRun;
use super::log::Log;
use super::process;
use super::step::{StepResult, case_text};
use crate::call::Clock;
use crate::locale::Message;
use crate::net::Engine;
use crate::script::file::{Case, Net, Script};
use crossbeam_channel::{RecvTimeoutError, bounded};
use serde_json::Value;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// No case runs longer.
pub(super) const LIMIT: Duration = Duration::from_secs(20);
/// How long the end of a case waits for what is left of it.
const END: Duration = Duration::from_secs(2);

/// How a script is run.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// How far the person lets it reach. A script that says less reaches less.
    pub net: Net,
    /// The cases to run; all where there is none.
    pub cases: Vec<String>,
    /// The session file that keeps the calls; it must not exist yet.
    pub log: Option<PathBuf>,
    /// That file keeps of payloads their length and hash only.
    pub no_payloads: bool,
    /// The program that runs a case in a process of its own: `PROGRAM run - --setting …`.
    pub program: Option<PathBuf>,
}

/// What a run says while it goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// A result line, without LF.
    Line(String),
    /// A sentence for the person, about a line of the file (0 for none).
    Note(u32, Message),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Steps that failed, and cases that hung.
    pub failed: u64,
    /// Cases that this machine could not run.
    pub skipped: u64,
}

/// Why a run ended early.
#[derive(Debug)]
pub enum RunError {
    /// There is no such case.
    NoCase(String),
    /// What was said could not be written.
    Output(io::Error),
    /// The session file could not be written: the error's number.
    Log(i32),
    /// The system has no thread, descriptor or folder left for it.
    System(io::Error),
}

/// Runs a script; every result goes to `say` as soon as it is there.
///
/// # Errors
/// [`RunError`]; a result that is not the expected one is none: the summary counts it.
pub fn run_script(
    script: &Script,
    options: &RunOptions,
    say: &mut dyn FnMut(Said) -> io::Result<()>,
) -> Result<Summary, RunError> {
    if let Some(id) = options.cases.iter().find(|id| !script.cases.iter().any(|case| *case.id == ***id)) {
        return Err(RunError::NoCase(id.clone()));
    }
    let clock = Clock::start_now();
    let mut log = options.log.as_deref().map(|path| Log::start(path, clock, options.no_payloads)).transpose()?;
    let mut summary = Summary::default();
    let net = script.header.net.min(options.net);
    if script.header.net > options.net {
        let words = Message::new("script-net-kept").with("asks", script.header.net.word()).with("net", net.word());
        say(Said::Note(0, words)).map_err(RunError::Output)?;
    }
    for case in &script.cases {
        if !options.cases.is_empty() && !options.cases.iter().any(|id| **id == *case.id) {
            continue;
        }
        let requires = script.header.requires.iter().chain(&case.requires);
        let skipped =
            match requires.filter_map(|name| process::lacks(name)).next().or_else(|| process::cannot(case.setting)) {
                Some(why) => Some(why),
                None if case.setting.is_some() => {
                    let Some(program) = &options.program else {
                        return Err(RunError::System(io::ErrorKind::NotFound.into()));
                    };
                    if log.is_some() {
                        let words = Message::new("script-case-not-logged").with("case", case.id.to_string());
                        say(Said::Note(case.line, words)).map_err(RunError::Output)?;
                    }
                    process::run_case(case, net, program, &mut summary).map_err(|error| match error.kind() {
                        io::ErrorKind::BrokenPipe => RunError::Output(error),
                        _ => RunError::System(error),
                    })?
                }
                None => {
                    run_case(case, net, clock, log.as_mut(), say, &mut summary)?;
                    None
                }
            };
        if let Some(why) = skipped {
            summary.skipped += 1;
            say(Said::Line(case_text(&case.id, "skipped", &why.into()))).map_err(RunError::Output)?;
            let words = Message::new("script-case-skipped").with("case", case.id.to_string()).with("why", why);
            say(Said::Note(case.line, words)).map_err(RunError::Output)?;
        }
    }
    log.map_or(Ok(()), Log::finish)?;
    Ok(summary)
}

/// Runs a case here, on an engine of its own.
fn run_case(
    case: &Case,
    net: Net,
    clock: Clock,
    log: Option<&mut Log>,
    say: &mut dyn FnMut(Said) -> io::Result<()>,
    summary: &mut Summary,
) -> Result<(), RunError> {
    let engine = match &log {
        Some(log) => log.engine(clock),
        // Nobody listens: the events go nowhere.
        None => Engine::start(clock, bounded(1).0).inspect(|engine| engine.look_after_calls(false)),
    }
    .map_err(RunError::System)?;
    let mut run = CaseRun::start(engine.clone(), net).map_err(RunError::System)?;
    let stop = run.stopper();
    let (tell, told) = bounded::<StepResult>(64);
    let deadline = Instant::now() + LIMIT;
    let steps = case.clone();
    let thread = std::thread::Builder::new().name("script-case".into()).spawn(move || {
        for step in &steps.steps {
            if tell.send(run.step(step)).is_err() {
                return;
            }
        }
        if let Some(end) = run.end(&steps) {
            let _gone = tell.send(end);
        }
    });
    let thread = thread.map_err(RunError::System)?;
    // The reference says `hung` of a whole case, so its lines wait for its end.
    let (mut lines, mut failed) = (Vec::new(), 0);
    let ended = loop {
        match told.recv_deadline(deadline) {
            Ok(result) => {
                failed += u64::from(result.is_failure());
                lines.push(Said::Line(result.text(&case.id)));
                if let Some(words) = result.refused {
                    lines.push(Said::Note(result.line, words));
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                summary.failed += failed;
                break lines.into_iter().try_for_each(say);
            }
            Err(RecvTimeoutError::Timeout) => {
                summary.failed += 1;
                let steps = lines.iter().filter(|said| matches!(said, Said::Line(_))).count();
                let words = Message::new("script-case-hung").with("case", case.id.to_string());
                let said = say(Said::Note(case.line, words.with("steps", steps as u64)));
                break said.and_then(|()| say(Said::Line(case_text(&case.id, "hung", &Value::Bool(true)))));
            }
        }
    }
    .map_err(RunError::Output);
    drop(told);
    stop();
    engine.shutdown(END);
    if thread.is_finished() || ended.is_ok() {
        // Its calls were stopped; what cannot be stopped is left behind.
        let end = Instant::now() + END;
        while !thread.is_finished() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    if let Some(log) = log {
        log.keep_counting(&engine);
    }
    ended
}
