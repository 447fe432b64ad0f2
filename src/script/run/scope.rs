//! What the threads of a case share, and each call of it made on the engine.

use super::folder::{Folder, NotRemoved};
use super::limits::Limits;
use super::results::{Normal, saved};
use super::variables::{Misfit, Saved, Variables};
use super::watch::{self, Watch};
use crate::call::{self, ArgumentWhy, By, Call, CallKind, Name, Outcome, SocketId};
use crate::net::{Engine, Reply, Request};
use crate::script::file::CallStep;
use crate::session::{Json, LineError, LineWhy, call_of};
use crossbeam_channel::{Receiver, Sender};
use parking_lot::Mutex;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Instant;

/// What the threads of a case share.
pub(super) struct Scope {
    pub engine: Engine,
    pub limits: Arc<Limits>,
    /// Who looks on, where somebody does.
    pub watch: Option<Arc<Watch>>,
    pub folder: Folder,
    pub names: Mutex<Names>,
    pub is_over: AtomicBool,
    /// Dropped when the case is to end at once, so that nobody sleeps on.
    pub end: Mutex<Option<Sender<()>>>,
    pub ended: Receiver<()>,
}

pub(super) struct Names {
    pub sockets: HashMap<Box<str>, SocketId>,
    pub files: HashMap<Box<str>, SocketId>,
    pub variables: Variables,
    pub normal: Normal,
}

/// What came of one call, and how its line says it.
struct Came {
    r: Value,
    /// Python would have raised an `OSError`, not a refused argument.
    is_os_error: bool,
}

fn argument(why: &str) -> Value {
    json!({ "err": "argument", "why": why })
}

impl Scope {
    pub fn unlink(&self, path: &str) -> Value {
        let Ok(path) = self.names.lock().variables.text(path) else { return argument("type") };
        match self.folder.unlink(&path) {
            Ok(()) => json!({ "ok": null }),
            Err(NotRemoved::Outside) => argument("outside ${tmp}"),
            Err(NotRemoved::Errno(errno)) => {
                json!({ "err": call::errno_name(errno).map_or_else(|| format!("E{errno}"), str::to_owned), "no": errno })
            }
        }
    }

    /// A call with all its line says of it: how often, how long, what is kept.
    pub fn run_call(&self, step: &CallStep, text: &str) -> Value {
        let begun = Instant::now();
        let mut came = match step.times {
            None => self.once(step, text),
            Some(times) => {
                let came = self.repeated(step, text, times);
                if came.r.get("ok").is_some() || came.is_os_error {
                    return came.r;
                }
                came
            }
        };
        if let (Some((low, high)), Value::Object(r)) = (step.elapsed, &mut came.r) {
            let took = begun.elapsed().as_secs_f64();
            r.insert("in_time".to_owned(), (low <= took && took <= high).into());
        }
        came.r
    }

    fn once(&self, step: &CallStep, text: &str) -> Came {
        let call = match self.call_of_step(step, text) {
            Ok(call) => call,
            Err(why) => return Came { r: argument(&why), is_os_error: false },
        };
        match self.make(step, &call, None) {
            Ok(reply) => {
                if let Outcome::Ok(value) = &reply.outcome {
                    let mut names = self.names.lock();
                    if let Some(name) = &step.save {
                        names.variables.save(name, saved(value));
                    }
                    if let Some(name) = &step.save_addr {
                        names.variables.save(name, Saved::from(value.sender()));
                    }
                }
                self.came(step, &call, &reply.outcome)
            }
            Err(why) => Came { r: argument(why), is_os_error: false },
        }
    }

    /// `times`: again and again, up to the first error.
    fn repeated(&self, step: &CallStep, text: &str, times: u32) -> Came {
        let mut last = None;
        for counter in 0..times {
            let call = match &last {
                Some((call, _)) => Ok(Call::clone(call)),
                None => self.call_of_step(step, text),
            };
            let reply = call.map_err(Cow::from).and_then(|call| match self.make(step, &call, Some(counter)) {
                Ok(reply) => Ok((call, reply.outcome)),
                Err(why) => Err(why.to_owned().into()),
            });
            match reply {
                Err(why) => return Came { r: argument(&why), is_os_error: false },
                Ok((call, outcome)) if !outcome.is_ok() => {
                    let mut came = self.came(step, &call, &outcome);
                    if let (true, Value::Object(r)) = (came.is_os_error, &mut came.r) {
                        r.insert("after".to_owned(), if counter > 0 { "*".into() } else { 0.into() });
                    }
                    return came;
                }
                Ok(done) => last = Some(done),
            }
            if self.is_over.load(SeqCst) {
                break;
            }
        }
        let Some((call, outcome)) = last else { return Came { r: json!({ "ok": null }), is_os_error: false } };
        let mut came = self.came(step, &call, &outcome);
        if let Value::Object(r) = &mut came.r {
            r.insert("times".to_owned(), times.into());
        }
        came
    }

    fn came(&self, step: &CallStep, call: &Call, outcome: &Outcome) -> Came {
        let r = self.names.lock().normal.outcome(step, call, outcome);
        let is_refused = matches!(
            outcome,
            Outcome::Argument(ArgumentWhy::Range | ArgumentWhy::Type | ArgumentWhy::Value | ArgumentWhy::Encoding)
        );
        Came { r, is_os_error: outcome.is_error() && !is_refused }
    }

    /// The call that a line stands for, its variables put in; else the word for what is refused.
    fn call_of_step(&self, step: &CallStep, text: &str) -> Result<Call, String> {
        let json = Json::parse(text).map_err(|_| "type".to_owned())?;
        let Json::Map(entries) = &json else { return Err("type".to_owned()) };
        // A session writes what JSON has no number for as a text; Python takes none.
        let is_text = |key| matches!(json.get(key), Some(Json::Text(_)));
        if (step.kind == CallKind::SetTimeout && is_text("value")) || is_text("timeout") {
            return Err("type".to_owned());
        }
        let filled = {
            let variables = &self.names.lock().variables;
            let fill = |key: &str| match (key, json.get(key)) {
                ("address", Some(address)) => variables.address(address).map(Some),
                (_, Some(form @ Json::Map(_))) => variables.form(form).map(Some),
                _ => Ok(None),
            };
            let filled: Result<Vec<_>, Misfit> = ["address", "data", "value"].map(fill).into_iter().collect();
            filled.map_err(|Misfit| "type".to_owned())?
        };
        let mut line: Vec<(Cow<'_, str>, Json<'_>)> =
            entries.iter().filter(|(key, _)| !matches!(key.as_ref(), "address" | "data" | "value")).cloned().collect();
        for (key, filled) in ["address", "data", "value"].into_iter().zip(&filled) {
            let value = match filled {
                Some(text) => Json::parse(text).map_err(|_| "type".to_owned())?,
                None => match json.get(key) {
                    Some(value) => value.clone(),
                    None => continue,
                },
            };
            line.push((key.into(), value));
        }
        let line = Json::Map(line);
        call_of(step.kind, &line).map_err(|error| refusal(&error, &line))
    }

    /// Whether one of these names has a socket or a file that is still open.
    fn is_in_use(&self, makes: &[Cow<'_, str>]) -> bool {
        let names = self.names.lock();
        let both = |name: &Cow<'_, str>| [names.sockets.get(&**name).copied(), names.files.get(&**name).copied()];
        makes.iter().flat_map(both).flatten().any(|sid| self.engine.is_open(sid))
    }

    fn make(&self, step: &CallStep, call: &Call, counter: Option<u32>) -> Result<Reply, &'static str> {
        let makes: Vec<Cow<'_, str>> = step.makes.iter().map(|name| counted(name, counter)).collect();
        if self.is_in_use(&makes) {
            return Err("value");
        }
        let on = match &step.on {
            None => None,
            Some(on) => {
                let names = self.names.lock();
                let space = if step.kind.is_on_a_file() { &names.files } else { &names.sockets };
                Some(*space.get(on).ok_or("name")?)
            }
        };
        let sid = on.unwrap_or_else(|| match step.kind {
            CallKind::GetAddrInfo => SocketId::NONE,
            _ => self.engine.new_socket_id(),
        });
        let mut call = call.clone();
        if let (Call::SocketPair { other, .. }, Some(name)) = (&mut call, makes.get(1)) {
            *other = Some(self.label(name));
        }
        let mut request = Request::new(sid, call).by(By::Script).guard(self.limits.clone());
        request.on = step.on.as_deref().map(|name| self.label(name));
        request.makes = makes.first().map(|name| self.label(name));
        let reply = watch::make(self.watch.as_deref(), &self.engine, request, step.background.as_deref());
        if reply.outcome.is_ok() {
            let mut names = self.names.lock();
            let made = if step.kind == CallKind::SocketPair { [Some(sid), reply.made] } else { [reply.made, None] };
            for (name, made) in makes.iter().zip(made) {
                let Some(made) = made else { continue };
                if let Some(watch) = &self.watch {
                    watch.made(made, self.label(name), step.kind == CallKind::MakeFile, &self.engine);
                }
                let space = if step.kind == CallKind::MakeFile { &mut names.files } else { &mut names.sockets };
                space.insert(name.as_ref().into(), made);
            }
        }
        Ok(reply)
    }

    fn label(&self, name: &str) -> Name {
        self.watch.as_ref().map_or_else(|| label(name), |watch| watch.label(name))
    }
}

/// A name with its counter in place.
fn counted(name: &str, counter: Option<u32>) -> Cow<'_, str> {
    match counter {
        Some(counter) if name.contains('#') => name.replace('#', &counter.to_string()).into(),
        _ => name.into(),
    }
}

fn label(name: &str) -> Name {
    Name::parse(name).unwrap_or_else(|_| Name::new("", name))
}

/// What Python would say of an argument that cannot be read: a whole number beyond all bounds is out of range, a name
/// that is no constant here is said to be, and everything else is of the wrong type.
fn refusal(error: &LineError, line: &Json<'_>) -> String {
    let LineWhy::Wrong(key) = error.why else { return "type".to_owned() };
    match line.get(key) {
        Some(Json::Number(_)) if matches!(key, "host" | "mode" | "encoding" | "newline") => "type".to_owned(),
        _ if key == "port" && !is_whole(line.get(key)) => "Int or String expected".to_owned(),
        Some(Json::Number(text)) if text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()) => {
            "range".to_owned()
        }
        Some(Json::Text(name)) if call::number_of(name).is_none() && is_constant(key) => format!("unknown {name}"),
        _ => "type".to_owned(),
    }
}

fn is_whole(value: Option<&Json<'_>>) -> bool {
    matches!(value, Some(Json::Number(text)) if text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_constant(key: &str) -> bool {
    matches!(key, "family" | "type" | "proto" | "flags" | "how" | "level" | "name")
}
