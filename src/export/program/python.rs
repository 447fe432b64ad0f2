//! The plan as a Python program.

use super::names::Names;
use super::places::{Key, Place};
use super::plan::Plan;
use super::python_text::{self as text, WIDE};
use super::steps::{Step, What};
use crate::bytes::escape_text;
use crate::call::{ArgumentWhy, Call, CallKind, Outcome, SocketId, Value, errno_name};
use crate::script::{address_text, call_arguments, double_quoted_str, result_text_of};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A call as an expression, and what takes its value.
struct Expression {
    target: Option<String>,
    callee: String,
    arguments: Vec<String>,
    /// The pieces of the first argument, where it does not fit a line.
    pieces: Vec<String>,
}

struct Python<'a> {
    plan: &'a Plan,
    variables: HashMap<SocketId, String>,
    known: Vec<String>,
    paths: Vec<String>,
    arguments: Vec<String>,
    waits: HashMap<usize, String>,
    names: Names,
    body: String,
    /// Sockets that do not wait.
    unblocking: HashSet<SocketId>,
    open: Vec<SocketId>,
    helpers: BTreeSet<&'static str>,
    modules: BTreeSet<&'static str>,
    left_out: u64,
}

/// The program, and how many of the plan's calls it does not make.
pub fn text(plan: &Plan) -> (String, u64) {
    let mut names = Names::without(text::TAKEN);
    let mut variables = HashMap::new();
    for sid in &plan.facts.order {
        let is_mine = |name: &crate::call::Name| plan.side.as_deref().is_none_or(|side| side == name.side());
        if let Some(name) = plan.facts.made.get(sid).filter(|name| is_mine(name)) {
            variables.insert(*sid, names.fresh(name.base()));
        }
    }
    let known = plan.places.known.iter().map(|known| names.fresh(&known.of)).collect();
    let paths = plan.places.paths.iter().map(|path| names.fresh(&format!("{}_path", path.name))).collect();
    let arguments = plan.places.arguments.iter().map(|argument| match argument.key {
        Key::Port(_) => names.fresh(&format!("{}_port", argument.of)),
        _ => names.fresh(&format!("{}_path", argument.of)),
    });
    let mut python = Python {
        plan,
        variables,
        known,
        paths,
        arguments: arguments.collect(),
        waits: HashMap::new(),
        names,
        body: String::new(),
        unblocking: HashSet::new(),
        open: Vec::new(),
        helpers: BTreeSet::new(),
        modules: BTreeSet::from(["socket"]),
        left_out: 0,
    };
    for step in &plan.steps {
        python.step(step);
    }
    python.close_open();
    (python.whole(), python.left_out)
}

impl Python<'_> {
    fn line(&mut self, line: &str) {
        self.body.push_str(line);
        self.body.push('\n');
    }

    fn variable(&self, sid: SocketId) -> String {
        self.variables.get(&sid).cloned().unwrap_or_else(|| "_".to_owned())
    }

    fn step(&mut self, step: &Step) {
        match step.what {
            What::Learn => self.learn(step),
            What::Stopped => self.left(step, "was stopped before it did anything"),
            What::StillWaiting => self.left(step, "still waited when the session ended"),
            What::Start(_) | What::Plain if matches!(step.call, Call::Inspect { .. }) => {
                self.left(step, "is no call of Python's");
            }
            What::Join(_) if matches!(step.call, Call::Inspect { .. }) => {}
            What::Start(id) => {
                let expression = self.expression(step);
                let number = self.plan.threads.get(&id).map_or(1, |number| number + 1);
                let name = self.names.fresh(&format!("{}_{number}", step.call.kind().name()));
                self.helpers.insert("Background");
                self.modules.extend(["threading", "time"]);
                let mut arguments = vec![expression.callee];
                arguments.extend(expression.arguments);
                let started = Expression {
                    target: Some(name.clone()),
                    callee: "Background".to_owned(),
                    arguments,
                    pieces: Vec::new(),
                };
                self.waits.insert(id, name);
                self.put(&started, "", "waits");
            }
            What::Join(id) => {
                let target = self.expression(step).target;
                let Some(name) = self.waits.get(&id) else { return };
                let callee = format!("{name}.result");
                self.call(step, &Expression { target, callee, arguments: Vec::new(), pieces: Vec::new() });
            }
            What::Plain => {
                let expression = self.expression(step);
                self.call(step, &expression);
            }
        }
        if step.what == What::Plain {
            self.told(step);
        }
        let is_back = matches!(step.what, What::Plain | What::Join(_));
        if is_back && step.outcome.is_ok() {
            self.open.extend(Plan::makes(step));
            match step.call {
                Call::Close | Call::FClose | Call::Detach => self.open.retain(|sid| *sid != step.sid),
                Call::SetBlocking { blocking: false } => {
                    self.unblocking.insert(step.sid);
                }
                Call::SetTimeout { seconds: Some(0.0) } => {
                    self.unblocking.insert(step.sid);
                }
                Call::SetTimeout { .. } | Call::SetBlocking { .. } => {
                    self.unblocking.remove(&step.sid);
                }
                _ => {}
            }
        }
    }

    fn left(&mut self, step: &Step, why: &str) {
        self.left_out += 1;
        let on = self.variables.get(&step.sid).map(|name| format!("{name}.")).unwrap_or_default();
        let line = format!("# {on}{}() {why}.", step.call.kind().name());
        self.line(&line);
    }

    fn learn(&mut self, step: &Step) {
        let Some(name) = step.learns.and_then(|number| self.known.get(number)).cloned() else { return };
        let callee = format!("{}.getsockname", self.variable(step.sid));
        let expression = Expression { target: Some(name), callee, arguments: Vec::new(), pieces: Vec::new() };
        self.put(&expression, "", "");
        self.told(step);
    }

    /// Another side is told what it needs to know.
    fn told(&mut self, step: &Step) {
        if let Some(number) = step.learns
            && self.plan.places.known.get(number).is_some_and(|known| known.is_told)
            && let Some(name) = self.known.get(number)
            && step.call == Call::GetSockName
        {
            let is_inet = self.plan.places.known.get(number).is_some_and(|known| known.address.port().is_some());
            let line = format!("print({name}{}, flush=True)", if is_inet { "[1]" } else { "" });
            self.line(&line);
        }
        if let (CallKind::Bind, Some(Place::Path(number))) = (step.call.kind(), &step.place)
            && self.plan.places.paths.get(*number).is_some_and(|path| path.is_told)
            && let Some(name) = self.paths.get(*number)
        {
            let line = format!("print({name}, flush=True)");
            self.line(&line);
        }
    }

    fn address(&self, step: &Step) -> Option<String> {
        let address = step.call.address()?;
        let host = || double_quoted_str(address.host().unwrap_or_default());
        Some(match &step.place {
            Some(Place::Known(number)) => self.known.get(*number)?.clone(),
            Some(Place::PortOf(number)) => format!("({}, {}[1])", host(), self.known.get(*number)?),
            Some(Place::Path(number)) => self.paths.get(*number)?.clone(),
            Some(Place::Argument(number)) => match address.port() {
                Some(_) => format!("({}, {})", host(), self.arguments.get(*number)?),
                None => self.arguments.get(*number)?.clone(),
            },
            _ => address_text(address),
        })
    }

    fn expression(&mut self, step: &Step) -> Expression {
        let on = self.variable(step.sid);
        let kind = step.call.kind();
        let made = step.made.map(|sid| self.variable(sid)).unwrap_or_else(|| "_".to_owned());
        let learned = step.learns.and_then(|number| self.known.get(number)).cloned();
        let from = learned.clone().unwrap_or_else(|| "addr".to_owned());
        let is_ok = step.outcome.is_ok();
        let mut arguments = call_arguments(&step.call);
        let mut pieces = Vec::new();
        let mut callee = format!("{on}.{}", kind.name());
        if let Some(address) = self.address(step) {
            arguments.pop();
            arguments.push(address);
        }
        if let Some(data) = step.call.sent() {
            let is_text = self.plan.facts.files.get(&step.sid).is_some_and(|(_, is_text)| *is_text);
            let taken = match step.outcome {
                Outcome::Ok(Value::Int(count)) if kind == CallKind::Send => {
                    usize::try_from(count).unwrap_or(data.len())
                }
                _ => data.len(),
            };
            let (whole, cut) = text::data(data.get(..taken).unwrap_or(data), is_text);
            pieces = cut;
            if let Some(first) = arguments.first_mut() {
                *first = whole;
            }
            if kind == CallKind::Send && is_ok && self.plan.facts.streams.contains(&step.sid) && taken != 0 {
                // A large one may be taken in other pieces than it was then.
                if taken < data.len() || taken > 16_384 {
                    callee = format!("{on}.sendall");
                }
            }
        }
        let target = match kind {
            CallKind::Socket => Some(on.clone()),
            CallKind::SocketPair => Some(format!("{on}, {made}")),
            CallKind::Accept => Some(format!("{made}, {from}")),
            CallKind::Dup | CallKind::MakeFile => Some(made),
            CallKind::RecvFrom => Some(format!("data, {from}")),
            CallKind::RecvMsg => Some(format!("data, anc, flags, {from}")),
            CallKind::Recv | CallKind::RecvExact => Some("data".to_owned()),
            CallKind::Read | CallKind::ReadLine => {
                let is_text = self.plan.facts.files.get(&step.sid).is_some_and(|(_, is_text)| *is_text);
                Some(if is_text { "text" } else { "data" }.to_owned())
            }
            CallKind::GetSockName => learned,
            CallKind::ConnectEx | CallKind::Poll => Some("result".to_owned()),
            _ => None,
        };
        let target = target.filter(|_| is_ok);
        match kind {
            CallKind::Socket | CallKind::SocketPair | CallKind::GetAddrInfo => {
                callee = format!("socket.{}", kind.name())
            }
            CallKind::FClose => callee = format!("{on}.close"),
            CallKind::Poll => {
                self.helpers.insert("poll");
                self.modules.insert("select");
                callee = "poll".to_owned();
                arguments.insert(0, on.clone());
            }
            _ => {}
        }
        if let Some(count) = self.plan.exact(step) {
            self.helpers.insert("recv_exactly");
            let target = target.map(|_| "data".to_owned());
            let arguments = vec![on, count.to_string()];
            return Expression { target, callee: "recv_exactly".to_owned(), arguments, pieces: Vec::new() };
        }
        Expression { target, callee, arguments, pieces }
    }

    /// The statement, within what it was seen to raise.
    fn call(&mut self, step: &Step, expression: &Expression) {
        let len = (step.got > 0).then_some(step.got);
        let came = result_text_of(&step.outcome, &step.call, len).replace(char::is_control, " ");
        let waits = matches!(step.call.kind(), CallKind::Accept) || step.call.kind().receives();
        let is_ready = self.unblocking.contains(&step.sid) || step.call.flags() & dont_wait() != 0;
        if is_ready && waits && step.outcome.is_ok() && step.what == What::Plain {
            self.modules.insert("select");
            let line = format!("select.select([{}], [], [])", self.variable(step.sid));
            self.line(&line);
        }
        let Some((class, number)) = raised(&step.outcome) else {
            let mut comment = match &step.outcome {
                Outcome::Ok(Value::None) => String::new(),
                _ if step.is_unknown && step.got > 0 => format!("→ {} bytes", step.got),
                _ => format!("→ {came}"),
            };
            if step.is_unknown && step.call.sent().is_some() {
                comment = "the session did not keep these bytes".to_owned();
            }
            self.put(expression, "", &comment);
            if self.plan.is_end(step) {
                self.line("assert data == b\"\", \"the end of the stream was expected\"");
            }
            return;
        };
        self.line("try:");
        self.put(expression, "    ", "");
        match number {
            Some(number) => {
                self.modules.insert("errno");
                let number = errno_name(number).map_or_else(|| number.to_string(), |name| format!("errno.{name}"));
                self.line(&format!("except {class} as error:  # → {came}"));
                self.line(&format!("    if error.errno != {number}:"));
                self.line("        raise");
            }
            None => {
                self.line(&format!("except {class}:  # → {came}"));
                self.line("    pass");
            }
        }
        self.line("else:");
        self.line(&format!(
            "    raise SystemExit({})",
            double_quoted_str(&format!("{}: {came} was expected", expression.callee))
        ));
    }

    fn put(&mut self, expression: &Expression, indent: &str, comment: &str) {
        let Expression { target, callee, arguments, pieces } = expression;
        let target = target.as_ref().map(|target| format!("{target} = ")).unwrap_or_default();
        let comment = if comment.is_empty() { String::new() } else { format!("  # {comment}") };
        let line = format!("{indent}{target}{callee}({})", arguments.join(", "));
        let width = line.chars().count();
        if width > WIDE && pieces.len() > 1 {
            self.line(&format!("{indent}{target}{callee}("));
            let rest = arguments.get(1..).unwrap_or_default();
            for (at, piece) in pieces.iter().enumerate() {
                let comma = if at + 1 == pieces.len() && !rest.is_empty() { "," } else { "" };
                self.line(&format!("{indent}    {piece}{comma}"));
            }
            for (at, argument) in rest.iter().enumerate() {
                self.line(&format!("{indent}    {argument}{}", if at + 1 < rest.len() { "," } else { "" }));
            }
            self.line(&format!("{indent}){comment}"));
        } else if width + comment.chars().count() > WIDE && !comment.is_empty() {
            self.line(&format!("{indent}{}", comment.trim_start()));
            self.line(&line);
        } else {
            self.line(&format!("{line}{comment}"));
        }
    }

    fn close_open(&mut self) {
        let open: Vec<String> = self.open.iter().rev().map(|sid| self.variable(*sid)).collect();
        if open.is_empty() {
            return;
        }
        self.line("\n# What was still open.");
        for name in open {
            self.line(&format!("{name}.close()"));
        }
    }

    fn whole(&mut self) -> String {
        let plan = self.plan;
        let mut start = String::new();
        if !self.paths.is_empty() {
            self.modules.extend(["os", "tempfile"]);
            start.push_str("folder = tempfile.TemporaryDirectory()\n");
            for (name, path) in self.paths.iter().zip(&plan.places.paths) {
                start.push_str(&format!("{name} = os.path.join(folder.name, {})\n", double_quoted_str(&path.name)));
            }
        }
        if !self.arguments.is_empty() {
            self.modules.insert("sys");
            let usage = format!("usage: python3 PROGRAM {}", self.arguments.join(" ").to_uppercase());
            start.push_str(&format!("if len(sys.argv) != {}:\n", self.arguments.len() + 1));
            start.push_str(&format!("    raise SystemExit({})\n", double_quoted_str(&usage)));
            for (at, (name, argument)) in self.arguments.iter().zip(&plan.places.arguments).enumerate() {
                let value = match argument.key {
                    Key::Port(_) => format!("int(sys.argv[{}])", at + 1),
                    Key::Abstract(_) => format!("sys.argv[{}].encode()", at + 1),
                    Key::Path(_) => format!("sys.argv[{}]", at + 1),
                };
                start.push_str(&format!("{name} = {value}\n"));
            }
        }
        let is_ready = self.helpers.contains("recv_exactly") && self.modules.contains("select");
        let names: BTreeSet<String> = self
            .body
            .lines()
            .flat_map(text::constants)
            .filter(|name| !name.starts_with("POLL"))
            .map(str::to_owned)
            .collect();
        let polls: BTreeSet<String> = self
            .body
            .lines()
            .flat_map(text::constants)
            .filter(|name| name.starts_with("POLL"))
            .map(str::to_owned)
            .collect();
        if self.body.contains("struct.pack(") {
            self.modules.insert("struct");
        }
        let mut out = String::from("#!/usr/bin/env python3\n");
        let of = escape_text(plan.facts.utc.get(..19).unwrap_or(&plan.facts.utc).replace('T', " ").as_bytes())
            .replace('"', "'");
        let side =
            plan.side.as_ref().map(|side| format!(", the side {}", escape_text(side.as_bytes()).replace('"', "'")));
        let side = side.unwrap_or_default().replace('\\', "/");
        out.push_str(&format!("\"\"\"The calls of a Sockscope session of {} UTC{side}.\n\n", of.replace('\\', "/")));
        out.push_str("What a comment shows after its arrow is what came of the call then.\n\"\"\"\n\n");
        for module in &self.modules {
            out.push_str(&format!("import {module}\n"));
        }
        let (absent, present): (Vec<&String>, Vec<&String>) =
            names.iter().partition(|name| text::ABSENT.contains(&name.as_str()));
        import(&mut out, "select", &polls.iter().collect::<Vec<_>>());
        import(&mut out, "socket", &present);
        for (at, name) in absent.iter().enumerate() {
            let number = crate::call::number_of(name).unwrap_or_default();
            out.push_str(&format!(
                "{}{name} = {number}  # Linux's number: Python has no name for it\n",
                if at == 0 { "\n" } else { "" }
            ));
        }
        let helpers = [
            ("recv_exactly", if is_ready { text::RECV_EXACTLY_READY } else { text::RECV_EXACTLY }),
            ("poll", text::POLL),
            ("Background", text::BACKGROUND),
        ];
        let mut has_helpers = false;
        for (_, code) in helpers.iter().filter(|(name, _)| self.helpers.contains(name)) {
            out.push('\n');
            out.push_str(code);
            has_helpers = true;
        }
        out.push_str(if has_helpers { "\n\n" } else { "\n" });
        out.push_str(&start);
        out.push_str(&self.body);
        out
    }
}

fn import(out: &mut String, module: &str, names: &[&String]) {
    if names.is_empty() {
        return;
    }
    let all: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
    let line = format!("from {module} import {}\n", all.join(", "));
    if line.len() <= WIDE {
        out.push_str(&line);
    } else {
        out.push_str(&format!("from {module} import (\n    {},\n)\n", all.join(",\n    ")));
    }
}

/// The class that a failed call raises, and the errno where the class does not say it.
fn raised(outcome: &Outcome) -> Option<(&'static str, Option<i32>)> {
    Some(match outcome {
        Outcome::Errno(number) => match errno_name(*number).unwrap_or_default() {
            "ECONNREFUSED" => ("ConnectionRefusedError", None),
            "ECONNRESET" => ("ConnectionResetError", None),
            "ECONNABORTED" => ("ConnectionAbortedError", None),
            "EPIPE" | "ESHUTDOWN" => ("BrokenPipeError", None),
            "EAGAIN" | "EALREADY" | "EINPROGRESS" => ("BlockingIOError", None),
            "EACCES" | "EPERM" => ("PermissionError", None),
            "ENOENT" => ("FileNotFoundError", None),
            "EEXIST" => ("FileExistsError", None),
            "ETIMEDOUT" => ("TimeoutError", None),
            _ => ("OSError", Some(*number)),
        },
        Outcome::Timeout => ("TimeoutError", None),
        Outcome::Eai(_) => ("socket.gaierror", None),
        Outcome::Argument(why) => match why {
            ArgumentWhy::Range => ("OverflowError", None),
            ArgumentWhy::Type => ("TypeError", None),
            ArgumentWhy::Value => ("ValueError", None),
            ArgumentWhy::Encoding => ("UnicodeError", None),
            ArgumentWhy::Said(_) => ("OSError", None),
        },
        _ => return None,
    })
}

fn dont_wait() -> i32 {
    crate::call::number_of("MSG_DONTWAIT").unwrap_or_default()
}
