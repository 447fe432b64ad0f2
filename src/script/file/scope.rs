//! What a case has made so far, as far as its lines tell.

use super::fault::FaultWhy;
use super::forms::{Part, text_parts};
use super::line::Line;
use super::{Action, CallStep};
use std::collections::HashSet;

/// The names of one case.
#[derive(Default)]
pub(super) struct Scope {
    sockets: Names,
    files: Names,
    ids: HashSet<Box<str>>,
    variables: HashSet<Box<str>>,
}

#[derive(Default)]
struct Names {
    made: HashSet<Box<str>>,
    /// Made and not closed since.
    open: HashSet<Box<str>>,
    /// Names with a counter: what stands before and after it.
    counted: Vec<(Box<str>, Box<str>)>,
}

impl Names {
    fn has(&self, name: &str) -> bool {
        self.made.contains(name)
            || self.counted.iter().any(|(before, after)| {
                let counter = name.strip_prefix(&**before).and_then(|rest| rest.strip_suffix(&**after));
                counter.is_some_and(|counter| counter.bytes().all(|byte| byte.is_ascii_digit()))
            })
    }

    fn add(&mut self, name: &str, is_counted: bool) {
        if let (true, Some((before, after))) = (is_counted, name.split_once('#')) {
            self.counted.push((before.into(), after.into()));
        } else {
            self.made.insert(name.into());
            self.open.insert(name.into());
        }
    }
}

impl Scope {
    /// Takes in the next line: what it names must be there, what it makes is there from then on. Notes go to `notes`.
    pub fn take(&mut self, line: &Line, action: &Action, notes: &mut Vec<FaultWhy>) -> Result<(), FaultWhy> {
        for name in &line.variables {
            if &**name != "tmp" && !self.variables.contains(name) {
                return Err(FaultWhy::UnknownVariable(name.clone()));
            }
        }
        match action {
            Action::Call(step) => self.call(step, notes),
            Action::Join { id, .. } if !self.ids.contains(id) => Err(FaultWhy::UnknownId(id.clone())),
            Action::Unlink { path } => {
                if !is_inside_tmp(path) {
                    notes.push(FaultWhy::OutsideTmp);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn call(&mut self, step: &CallStep, notes: &mut Vec<FaultWhy>) -> Result<(), FaultWhy> {
        let name = step.kind.name();
        let is_on_file = matches!(name, "readline" | "read" | "write" | "flush" | "fclose");
        let space = if is_on_file { &mut self.files } else { &mut self.sockets };
        if let Some(on) = &step.on {
            if !space.has(on) {
                return Err(FaultWhy::UnknownName(on.clone()));
            }
            if matches!(name, "close" | "detach" | "fclose") {
                space.open.remove(on);
            }
        }
        for made in &step.makes {
            let is_counted = step.times.is_some() && made.contains('#');
            if !is_counted && (self.sockets.open.contains(made) || self.files.open.contains(made)) {
                notes.push(FaultWhy::NameInUse(made.clone()));
            }
            let space = if name == "makefile" { &mut self.files } else { &mut self.sockets };
            space.add(made, is_counted);
        }
        self.ids.extend(step.background.clone());
        self.variables.extend(step.save.iter().chain(&step.save_addr).cloned());
        Ok(())
    }
}

/// Whether a path as it is written lies inside `${tmp}`.
pub(super) fn is_inside_tmp(path: &str) -> bool {
    let parts = text_parts(path);
    matches!(parts.as_slice(), [Part::Variable("tmp"), Part::Text(rest), ..]
        if rest.len() > 1 && rest.starts_with('/') && !rest.split('/').any(|part| part == ".."))
}
