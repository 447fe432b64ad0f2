//! The plan as a C program: C11, POSIX, and a thread for each call that waited beside others.
//!
//! Sockets and addresses are variables of `main`; where there are threads they stand before all functions, so that a
//! thread's call can use them. A call that fails ends the program with its name and the errno, unless it failed then.

mod addresses;
mod calls;
mod files;
mod helpers;
mod options;
mod taken;
mod values;
mod whole;

use super::cast::Cast;
use super::plan::Plan;
use super::steps::{Step, What};
use crate::call::{Call, Outcome, SocketId, Value, errno_name};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use values::WIDE;

/// A call as an expression of C.
#[derive(Default)]
struct Code {
    /// Statements before it.
    before: Vec<String>,
    /// What takes its value.
    target: Option<String>,
    /// What it is called where it fails.
    name: &'static str,
    /// May have line breaks, in which case it is indented already.
    expression: String,
    /// Statements after it.
    after: Vec<String>,
    /// A function that ends the program by itself.
    is_checked: bool,
}

/// The statements of one function.
#[derive(Default)]
struct Block {
    lines: Vec<String>,
    /// How large its `buffer` is, in bytes; 0 for none.
    room: u64,
    /// Whether it needs an address called `name`.
    has_name: bool,
}

struct C<'a> {
    cast: Cast<'a>,
    block: Block,
    /// The functions of threads, whole.
    functions: Vec<String>,
    /// Variables that stand before all functions.
    statics: Vec<String>,
    declared: HashSet<String>,
    is_shared: bool,
    helpers: BTreeSet<&'static str>,
    /// Constants that some C library has no name for.
    constants: BTreeMap<&'static str, i32>,
    waits: HashMap<usize, String>,
    /// The last step on each socket or file.
    last: HashMap<SocketId, usize>,
    at: usize,
    /// Sockets and files that `close` closed.
    closed: HashSet<SocketId>,
    /// Sockets with a timeout, which Linux hands on to what they accept.
    limited: HashSet<SocketId>,
    /// The second `FILE` of a file that reads and writes.
    writers: HashMap<SocketId, String>,
    /// What `detach` gave away.
    detached: Vec<String>,
    sends: bool,
    has_long_text: bool,
}

/// The program, and how many of the plan's calls it does not make.
pub fn text(plan: &Plan) -> (String, u64) {
    let mut c = C::new(plan);
    for (at, step) in plan.steps.iter().enumerate() {
        c.at = at;
        c.step(step);
    }
    c.close_open();
    (c.whole(), c.cast.left_out)
}

/// The statements of the steps behind the first `skip`.
pub fn statements(plan: &Plan, skip: usize) -> String {
    let mut c = C::new(plan);
    let mut skipped = 0;
    for (at, step) in plan.steps.iter().enumerate() {
        if at == skip {
            skipped = c.block.lines.len();
        }
        c.at = at;
        c.step(step);
    }
    c.block.lines.iter().skip(skipped).map(|line| format!("{line}\n")).collect()
}

impl<'a> C<'a> {
    fn new(plan: &'a Plan) -> Self {
        let mut last = HashMap::new();
        for (at, step) in plan.steps.iter().enumerate() {
            last.insert(step.sid, at);
        }
        Self {
            cast: Cast::new(plan, taken::TAKEN),
            block: Block::default(),
            functions: Vec::new(),
            statics: Vec::new(),
            declared: HashSet::new(),
            is_shared: !plan.threads.is_empty(),
            helpers: BTreeSet::new(),
            constants: BTreeMap::new(),
            waits: HashMap::new(),
            last,
            at: 0,
            closed: HashSet::new(),
            limited: HashSet::new(),
            writers: HashMap::new(),
            detached: Vec::new(),
            sends: false,
            has_long_text: false,
        }
    }
}

impl C<'_> {
    fn line(&mut self, line: impl Into<String>) {
        self.block.lines.push(line.into());
    }

    /// The variable with its type in front where this is its first use.
    fn variable(&mut self, kind: &str, name: &str) -> String {
        let star = if kind.ends_with('*') { "" } else { " " };
        if !self.declared.insert(name.to_owned()) {
            return name.to_owned();
        }
        if self.is_shared {
            self.statics.push(format!("static {kind}{star}{name};"));
            return name.to_owned();
        }
        format!("{kind}{star}{name}")
    }

    fn helper(&mut self, name: &'static str) -> &'static str {
        if self.helpers.insert(name) {
            let needs =
                helpers::HELPERS.iter().find(|helper| helper.name == name).map_or(&[][..], |helper| helper.needs);
            for need in needs {
                self.helper(need);
            }
        }
        name
    }

    fn step(&mut self, step: &Step) {
        match step.what {
            What::Learn => self.learn(step),
            What::Stopped => self.left(step, "was stopped before it did anything"),
            What::StillWaiting => self.left(step, "still waited when the session ended"),
            What::Join(id) => {
                let Some(thread) = self.waits.get(&id).cloned() else { return };
                let wait_for = self.helper("wait_for");
                let came = values::came(step, self.cast.plan.is_end(step));
                self.put(&format!("{wait_for}({thread});"), &format!("{} → {came}", step.call.kind().name()));
            }
            What::Start(id) => self.start(step, id),
            What::Plain => match self.code(step) {
                Ok(code) => {
                    if self.cast.needs_ready(step) {
                        let (check, ready) = (self.helper("check"), self.helper("ready"));
                        let line = format!("{check}(\"poll\", {ready}({}, POLLIN, -1));", self.cast.variable(step.sid));
                        self.put(&line, "this socket does not wait by itself");
                    }
                    self.statement(step, code);
                    self.told(step);
                }
                Err(why) => self.left(step, why),
            },
        }
        self.went(step);
    }

    /// A call on a thread of its own: a function that makes it.
    fn start(&mut self, step: &Step, id: usize) {
        let (room, has_name) = (std::mem::take(&mut self.block.room), self.block.has_name);
        let code = self.code(step);
        let own_room = std::mem::replace(&mut self.block.room, room);
        self.block.has_name = has_name;
        let code = match code {
            Ok(code) => code,
            Err(why) => return self.left(step, why),
        };
        let number = self.cast.plan.threads.get(&id).map_or(1, |number| number + 1);
        let function = self.cast.names.fresh(&format!("{}_{number}", step.call.kind().name()));
        let thread = self.cast.names.fresh(&format!("{function}_thread"));
        let outer = std::mem::take(&mut self.block.lines);
        self.statement(step, code);
        let lines = std::mem::replace(&mut self.block.lines, outer);
        let uses = |word: &str| lines.iter().any(|line| line.contains(word));
        let room = if uses("buffer") { own_room } else { 0 };
        let inner = Block { room, has_name: uses("name.any") || uses("&name"), lines };
        let mut text = "// Waits beside other calls.\n".to_owned();
        text.push_str(&format!("static void *{function}(void *unused)\n{{\n    (void)unused;\n"));
        text.push_str(&inner.text());
        text.push_str("    return NULL;\n}\n");
        self.functions.push(text);
        let start = self.helper("start");
        self.put(&format!("pthread_t {thread} = {start}({function});"), "waits");
        self.waits.insert(id, thread);
    }

    fn left(&mut self, step: &Step, why: &str) {
        self.cast.left_out += 1;
        let on = if self.cast.has(step.sid) { format!("{}: ", self.cast.variable(step.sid)) } else { String::new() };
        self.line(format!("// {on}{} {why}.", step.call.kind().name()));
    }

    fn learn(&mut self, step: &Step) {
        let Some(known) = self.cast.learned(step) else { return };
        let on = self.cast.variable(step.sid);
        let code = Code {
            before: self.room_for(&known),
            name: "getsockname",
            expression: format!("getsockname({on}, &{known}.any, &{known}.length)"),
            ..Code::default()
        };
        self.statement(step, code);
        self.told(step);
    }

    /// Another side is told what it needs to know.
    fn told(&mut self, step: &Step) {
        let told = match (self.cast.tells_address(step), self.cast.tells_path(step)) {
            (Some(number), _) => {
                let known = self.cast.plan.places.known.get(number);
                self.cast.known.get(number).cloned().zip(known).map(|(name, known)| match known.address.port() {
                    Some(_) => format!("printf(\"%d\\n\", {}(&{name}));", self.helper("port_of")),
                    None => format!("puts({name}.local.sun_path + 1);"),
                })
            }
            (_, Some(number)) => self.cast.paths.get(number).map(|path| format!("puts({path});")),
            _ => None,
        };
        if let Some(line) = told {
            self.line(line);
            self.line("fflush(stdout);");
        }
    }

    fn went(&mut self, step: &Step) {
        self.cast.went(step);
        if !matches!(step.what, What::Plain | What::Join(_)) || !step.outcome.is_ok() {
            return;
        }
        match &step.call {
            Call::Close | Call::FClose | Call::Detach => drop(self.closed.insert(step.sid)),
            Call::SetTimeout { seconds: Some(seconds) } if *seconds > 0.0 => drop(self.limited.insert(step.sid)),
            Call::SetTimeout { .. } | Call::SetBlocking { .. } => drop(self.limited.remove(&step.sid)),
            _ => {}
        }
    }

    /// The statement, with what it is expected to come to.
    fn statement(&mut self, step: &Step, code: Code) {
        let Code { before, target, name, expression, after, is_checked } = code;
        for line in before {
            self.line(line);
        }
        let is_end = self.cast.plan.is_end(step);
        let whole = if is_checked {
            format!("{expression};")
        } else {
            match &step.outcome {
                Outcome::Errno(number) | Outcome::Ok(Value::ConnectEx(number)) if *number != 0 => {
                    let number = errno_name(*number).map_or_else(|| number.to_string(), str::to_owned);
                    format!("{}(\"{name}\", {expression}, {number});", self.helper("expect"))
                }
                Outcome::Timeout => format!("{}(\"{name}\", {expression});", self.helper("expect_timeout")),
                _ if is_end => format!("{}(\"{name}\", {expression});", self.helper("expect_end")),
                _ => format!("{}(\"{name}\", {expression});", self.helper("check")),
            }
        };
        let target = target.map(|target| format!("{target} = ")).unwrap_or_default();
        let is_made = step.call.kind().makes_one() && step.call != Call::Accept && step.outcome.is_ok();
        let mut came = if is_made { String::new() } else { format!("→ {}", values::came(step, is_end)) };
        if step.is_unknown && step.call.sent().is_some() {
            came = "the session did not keep these bytes".to_owned();
        }
        self.put(&format!("{target}{whole}"), &came);
        for line in after {
            self.line(line);
        }
    }

    /// A statement with its comment: behind it where there is room.
    fn put(&mut self, statement: &str, comment: &str) {
        if comment.is_empty() {
            return self.block.lines.extend(statement.lines().map(str::to_owned));
        }
        let comment = format!("// {comment}");
        let width = statement.lines().last().unwrap_or_default().chars().count() + comment.chars().count() + 6;
        let mut lines: Vec<String> = statement.lines().map(str::to_owned).collect();
        match lines.last_mut().filter(|_| width <= WIDE) {
            Some(last) => last.push_str(&format!("  {comment}")),
            None => lines.insert(0, comment),
        }
        self.block.lines.extend(lines);
    }

    fn close_open(&mut self) {
        let open: Vec<SocketId> = self.cast.open.iter().rev().copied().collect();
        let paths = self.cast.paths.clone();
        let detached = std::mem::take(&mut self.detached);
        if !(open.is_empty() && detached.is_empty()) {
            self.line("");
            self.line("// What was still open.");
        }
        for sid in open {
            let name = self.cast.variable(sid);
            match self.cast.plan.facts.files.contains_key(&sid) {
                true => self.close_file(sid).into_iter().for_each(|line| self.line(line)),
                false => self.line(format!("close({name});")),
            }
        }
        for name in detached {
            self.line(format!("close({name});"));
        }
        if !paths.is_empty() {
            self.line("");
            for path in paths {
                self.line(format!("unlink({path});"));
            }
            self.line("rmdir(folder);");
        }
    }
}

impl Block {
    /// The function's lines with what they need before them.
    fn text(&self) -> String {
        let mut out = String::new();
        if self.room > 0 {
            out.push_str(&format!("    static char buffer[{}];\n", self.room));
        }
        if self.has_name {
            out.push_str("    struct address name;\n");
        }
        for line in &self.lines {
            if !line.is_empty() && !line.starts_with('#') {
                out.push_str("    ");
            }
            out.push_str(line);
            out.push('\n');
        }
        out
    }
}
