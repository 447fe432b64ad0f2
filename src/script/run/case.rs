//! One case on an engine: its names, its variables, its steps.

use super::expected::holds;
use super::folder::Folder;
use super::limits::Limits;
use super::results::Normal;
use super::scope::{Names, Scope};
use super::step::StepResult;
use super::task::Task;
use super::variables::Variables;
use super::watch::Watch;
use crate::call::{self};
use crate::net::Engine;
use crate::script::file::{Action, CallStep, Case, Net, Step};
use crossbeam_channel::bounded;
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, Instant};

/// A case while it runs.
pub struct CaseRun {
    scope: Arc<Scope>,
    tasks: Vec<(Box<str>, Task)>,
}

impl CaseRun {
    /// A fresh scope on `engine`: no sockets, no variables, an empty `${tmp}`. It reaches no further than `net`.
    ///
    /// # Errors
    /// Where `${tmp}` cannot be made.
    pub fn start(engine: Engine, net: Net) -> std::io::Result<Self> {
        Self::start_watched(engine, net, None)
    }

    /// As [`Self::start`], where `watch` is told what each call was about, and says which side the names are of.
    pub fn start_watched(engine: Engine, net: Net, watch: Option<Arc<Watch>>) -> std::io::Result<Self> {
        let folder = Folder::make()?;
        let (end, ended) = bounded(0);
        let names = Names {
            sockets: HashMap::new(),
            files: HashMap::new(),
            variables: Variables::new(folder.path()),
            normal: Normal::new(folder.path()),
        };
        let scope = Scope {
            engine,
            limits: Arc::new(Limits::new(net, folder.path())),
            watch,
            folder,
            names: Mutex::new(names),
            is_over: AtomicBool::new(false),
            end: Mutex::new(Some(end)),
            ended,
        };
        Ok(Self { scope: Arc::new(scope), tasks: Vec::new() })
    }

    /// Ends the case from another thread: what it waits for is left.
    pub fn stopper(&self) -> impl Fn() + Send + 'static {
        let scope = Arc::clone(&self.scope);
        move || {
            scope.is_over.store(true, SeqCst);
            scope.end.lock().take();
        }
    }

    /// Waits until no async call is under way, at most so long; whether none is.
    pub fn wait_for_async(&self, within: Duration) -> bool {
        let end = Instant::now() + within;
        for (_, task) in &self.tasks {
            task.wait_until(end);
        }
        self.tasks.iter().all(|(_, task)| task.is_back())
    }

    /// Makes one step and waits for it, as long as it takes; an async one until it waits in the kernel or is back.
    pub fn step(&mut self, step: &Step) -> StepResult {
        let mut result = StepResult {
            line: step.line,
            step: step.index,
            what: ("do", ""),
            background: None,
            on: None,
            r: Value::Null,
            pass: None,
            refused: None,
        };
        match &step.action {
            Action::Call(call) => {
                result.what = ("call", call.kind.name());
                result.on = call.on.clone();
                result.background = call.background.clone();
                result.r = match &call.background {
                    None => self.scope.run_call(call, &step.text),
                    Some(id) => self.start_task(id, call, &step.text),
                };
            }
            Action::Join { id, seconds } => {
                result.what.1 = "join";
                result.r = match self.tasks.iter_mut().find(|(known, _)| known == id) {
                    Some((_, task)) => task.join(Duration::from_secs_f64(*seconds), &self.scope.ended),
                    None => json!({ "pending": true }),
                };
            }
            Action::Sleep { seconds } => {
                result.what.1 = "sleep";
                let _over = self.scope.ended.recv_timeout(Duration::from_secs_f64(*seconds));
                result.r = json!({ "ok": null });
            }
            Action::Unlink { path } => {
                result.what.1 = "unlink";
                result.r = self.scope.unlink(path);
            }
        }
        result.refused = self.scope.limits.take_refused();
        result.pass = step.expect.as_ref().map(|expect| holds(expect, &result.r, &self.scope.names.lock().variables));
        result
    }

    fn start_task(&mut self, id: &str, call: &CallStep, text: &str) -> Value {
        self.tasks.retain(|(known, _)| &**known != id);
        let (scope, call, text) = (Arc::clone(&self.scope), call.clone(), text.to_owned());
        match Task::start(id, move || scope.run_call(&call, &text)) {
            Ok(task) => {
                task.settle();
                self.tasks.push((id.into(), task));
                json!({ "started": true })
            }
            Err(errno) => json!({ "err": call::errno_name(errno).unwrap_or("EAGAIN"), "no": errno }),
        }
    }

    /// The line that ends a case whose calls still wait; none where none does.
    pub fn end(&self, case: &Case) -> Option<StepResult> {
        let left: Vec<&str> = self.tasks.iter().filter(|(_, task)| !task.is_back()).map(|(id, _)| &**id).collect();
        (!left.is_empty()).then(|| StepResult {
            line: 0,
            step: case.lines,
            what: ("do", "end"),
            background: None,
            on: None,
            r: json!({ "still_blocked": left }),
            pass: None,
            refused: None,
        })
    }
}
