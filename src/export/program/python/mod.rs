//! The plan as a Python program.

mod calls;
mod text;
mod whole;

use super::cast::Cast;
use super::plan::Plan;
use super::steps::{Step, What};
use crate::call::{ArgumentWhy, Call, Outcome, Value, errno_name};
use crate::script::{double_quoted_str, result_text_of};
use std::collections::{BTreeSet, HashMap};
use text::WIDE;

/// A call as an expression, and what takes its value.
struct Expression {
    target: Option<String>,
    callee: String,
    arguments: Vec<String>,
    /// The pieces of the first argument, where it does not fit a line.
    pieces: Vec<String>,
}

struct Python<'a> {
    cast: Cast<'a>,
    waits: HashMap<usize, String>,
    body: String,
    helpers: BTreeSet<&'static str>,
    modules: BTreeSet<&'static str>,
}

/// The program, and how many of the plan's calls it does not make.
pub fn text(plan: &Plan) -> (String, u64) {
    let mut python = Python {
        cast: Cast::new(plan, text::TAKEN),
        waits: HashMap::new(),
        body: String::new(),
        helpers: BTreeSet::new(),
        modules: BTreeSet::from(["socket"]),
    };
    for step in &plan.steps {
        python.step(step);
    }
    python.close_open();
    (python.whole(), python.cast.left_out)
}

impl Python<'_> {
    fn line(&mut self, line: &str) {
        self.body.push_str(line);
        self.body.push('\n');
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
            What::Start(id) => self.start(step, id),
            What::Join(id) => {
                let target = self.expression(step).target;
                let Some(name) = self.waits.get(&id) else { return };
                let callee = format!("{name}.result");
                self.call(step, &Expression { target, callee, arguments: Vec::new(), pieces: Vec::new() });
            }
            What::Plain => {
                let expression = self.expression(step);
                self.call(step, &expression);
                self.told(step);
            }
        }
        self.cast.went(step);
    }

    fn start(&mut self, step: &Step, id: usize) {
        let expression = self.expression(step);
        let number = self.cast.plan.threads.get(&id).map_or(1, |number| number + 1);
        let name = self.cast.names.fresh(&format!("{}_{number}", step.call.kind().name()));
        self.helpers.insert("Background");
        self.modules.extend(["threading", "time"]);
        let mut arguments = vec![expression.callee];
        arguments.extend(expression.arguments);
        let (target, callee) = (Some(name.clone()), "Background".to_owned());
        self.waits.insert(id, name);
        self.put(&Expression { target, callee, arguments, pieces: Vec::new() }, "", "waits");
    }

    fn left(&mut self, step: &Step, why: &str) {
        self.cast.left_out += 1;
        let on = if self.cast.has(step.sid) { format!("{}.", self.cast.variable(step.sid)) } else { String::new() };
        let line = format!("# {on}{}() {why}.", step.call.kind().name());
        self.line(&line);
    }

    fn learn(&mut self, step: &Step) {
        let Some(name) = self.cast.learned(step) else { return };
        let callee = format!("{}.getsockname", self.cast.variable(step.sid));
        let expression = Expression { target: Some(name), callee, arguments: Vec::new(), pieces: Vec::new() };
        self.put(&expression, "", "");
        self.told(step);
    }

    /// Another side is told what it needs to know.
    fn told(&mut self, step: &Step) {
        if let Some(number) = self.cast.tells_address(step)
            && let (Some(name), Some(known)) = (self.cast.known.get(number), self.cast.plan.places.known.get(number))
        {
            // Of an abstract name what stands behind its NUL.
            let part = if known.address.port().is_some() { "[1]" } else { "[1:].decode()" };
            let line = format!("print({name}{part}, flush=True)");
            self.line(&line);
        }
        if let Some(name) = self.cast.tells_path(step).and_then(|number| self.cast.paths.get(number)) {
            let line = format!("print({name}, flush=True)");
            self.line(&line);
        }
    }

    /// The statement, within what it was seen to raise.
    fn call(&mut self, step: &Step, expression: &Expression) {
        let len = (step.got > 0).then_some(step.got);
        let came = result_text_of(&step.outcome, &step.call, len).replace(char::is_control, " ");
        if self.cast.needs_ready(step) {
            self.modules.insert("select");
            let line = format!("select.select([{}], [], [])", self.cast.variable(step.sid));
            self.line(&line);
        }
        let Some((class, number)) = raised(&step.outcome) else {
            let comment = match &step.outcome {
                _ if step.is_unknown && step.call.sent().is_some() => "the session did not keep these bytes".to_owned(),
                Outcome::Ok(Value::None) => String::new(),
                _ if step.is_unknown && step.got > 0 => format!("→ {} bytes, which the session did not keep", step.got),
                _ => format!("→ {came}"),
            };
            self.put(expression, "", &comment);
            if self.cast.plan.is_end(step) {
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
        let wrong = format!("{}: {came} was expected", expression.callee);
        self.line(&format!("    raise SystemExit({})", double_quoted_str(&wrong)));
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
        let open: Vec<String> = self.cast.open.iter().rev().map(|sid| self.cast.variable(*sid)).collect();
        if open.is_empty() {
            return;
        }
        self.line("\n# What was still open.");
        for name in open {
            self.line(&format!("{name}.close()"));
        }
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
