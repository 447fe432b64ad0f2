//! Names and attributes: what a side's lines gave them, the modules' own, and the nearest where nothing is called so.

use super::evaluate::{Evaluated, Evaluator, Halt, Kind, refuse};
use super::trouble::{Fault, say};
use super::value::Val;
use rustpython_parser::ast::{self, Ranged};
use std::ops::Range;

impl Evaluator<'_> {
    pub(super) fn name(&self, name: &str, range: Range<usize>) -> Evaluated {
        if let Some(value) = self.scope.value(name) {
            return Ok(value);
        }
        if let Some(number) = crate::call::number_of(name) {
            return Ok(Val::Int(number.into()));
        }
        if super::functions::MODULES.contains(&name) {
            return Ok(Val::Module(name.into()));
        }
        let function = ["socket.", "builtins."].into_iter().find_map(|module| {
            let whole = format!("{module}{name}");
            super::functions::is_known(&whole).then_some(whole)
        });
        match function {
            Some(function) => Ok(Val::Function(function.into())),
            None if super::functions::ELSEWHERE.contains(&name) => {
                refuse(range, say("line-not-call").with("name", name))
            }
            None => self.unknown_name(name, range),
        }
    }

    /// A name that nothing has, with the nearest that something has.
    fn unknown_name(&self, name: &str, range: Range<usize>) -> Evaluated {
        let names = self.scope.names();
        let mut known: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
        for name in super::functions::MODULES.into_iter().chain(super::complete::constants()) {
            known.push(name);
        }
        let message = match nearest(name, known.into_iter()) {
            Some(near) => {
                let message = say("line-unknown-near").with("name", name).with("near", near);
                return Err(Halt::Fault(Fault::new(range.clone(), message).mended(vec![(range, near.to_owned())])));
            }
            None => say("line-unknown").with("name", name),
        };
        refuse(range, message)
    }

    pub(super) fn attribute(&self, attribute: &ast::ExprAttribute) -> Evaluated {
        let name = attribute.attr.as_str();
        let value = self.value(&attribute.value)?;
        // The attribute itself, without what it is of.
        let end = attribute.end().to_usize();
        let range = end.saturating_sub(name.len())..end;
        match &value {
            Val::Later => Err(Halt::Later),
            Val::Module(module) => self.of_module(module, name, range),
            Val::Function(function) if &**function == "socket.socket" => self.of_module("socket", name, range),
            Val::Socket(sid) => {
                let known = self.scope.socket(*sid);
                let Kind { family, kind, proto } = match (name, known) {
                    ("family" | "type" | "proto", None) => return Err(Halt::Later),
                    (_, known) => known.unwrap_or_default(),
                };
                match name {
                    "family" => Ok(Val::Int(family.into())),
                    "type" => Ok(Val::Int(kind.into())),
                    "proto" => Ok(Val::Int(proto.into())),
                    _ => super::functions::no_method(&value, name, range),
                }
            }
            other => super::functions::no_method(other, name, range),
        }
    }

    /// `socket.AF_INET`, `socket.socket`, `socket.SOL_SOCKET`.
    fn of_module(&self, module: &str, name: &str, range: Range<usize>) -> Evaluated {
        if matches!(module, "socket" | "select")
            && let Some(number) = crate::call::number_of(name)
        {
            return Ok(Val::Int(number.into()));
        }
        let whole = format!("{module}.{name}");
        if super::functions::is_known(&whole) {
            return Ok(Val::Function(whole.into()));
        }
        match &*whole {
            "socket.error" | "socket.timeout" | "socket.gaierror" | "socket.herror" => {
                refuse(range, say("line-no-choices").with("word", "except"))
            }
            _ if module == "socket" => {
                let known = super::signature::SIGNATURES.iter().filter(|one| one.of == super::signature::Of::Module);
                let message = say("line-no-attribute").with("name", name).with("type", "socket");
                match nearest(name, known.map(|one| one.name).chain(super::complete::constants())) {
                    Some(near) => Err(Halt::Fault(
                        Fault::new(range.clone(), say("line-unknown-near").with("name", name).with("near", near))
                            .mended(vec![(range, near.to_owned())]),
                    )),
                    None => refuse(range, message),
                }
            }
            _ => refuse(range, say("line-not-call").with("name", whole.as_str())),
        }
    }
}

/// Nothing is near a name of more bytes: each pair of letters is compared.
const LONGEST: usize = 200;

/// The known name that is one or two slips away.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let most = if name.chars().count() > 4 { 2 } else { 1 };
    let near = known.map(|other| (distance(name, other, most), other)).filter(|(far, _)| *far <= most);
    near.min_by_key(|(far, _)| *far)
        .filter(|(_, other)| name.chars().count() > 1 && other.chars().count() > 1)
        .map(|(_, other)| other)
}

/// How many letters have to be put in, left out or changed, or two neighbours swapped; case does not count. Beyond `most`
/// it is only more.
fn distance(a: &str, b: &str, most: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.to_lowercase().chars().collect(), b.to_lowercase().chars().collect());
    let differs: Vec<usize> = (0..a.len()).filter(|at| a.get(*at) != b.get(*at)).collect();
    if let ([first, second], true) = (differs.as_slice(), a.len() == b.len())
        && first + 1 == *second
        && (a.get(*first), a.get(*second)) == (b.get(*second), b.get(*first))
    {
        return 1;
    }
    if a.len().abs_diff(b.len()) > most {
        return most + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.iter().enumerate() {
        let mut before = i;
        let mut left = i + 1;
        for (d, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let next = (before + usize::from(c != d)).min(left + 1).min(*cell + 1);
            before = std::mem::replace(cell, next);
            left = next;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(most + 1)
}
