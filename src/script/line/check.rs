//! Typed lines looked through before any of them runs: what is known to be wrong is told at once.

use super::evaluate::{Answer, Answers, Kind, Scope, Wanted};
use super::program::Program;
use super::statement::{Turn, targets, turn};
use super::trouble::Trouble;
use super::value::Val;
use crate::call::{CallKind, SocketId};
use std::cell::Cell;
use std::collections::HashMap;

/// So many calls of one statement are looked through.
const MOST_CALLS: usize = 64;

/// So many bytes are made while looking, which is done at each key: larger values are not known before the lines run.
const ROOM: usize = 4 << 20;

/// What is wrong with a text, as far as it can be told before it runs: in the order of its lines.
pub fn check(program: &Program, scope: &dyn Scope) -> Vec<Trouble> {
    look(program, scope, false).0
}

/// Whether each piece runs where what has trouble is left out: what needs that is left out too, and no older thing of the
/// same name takes its place.
pub fn check_rest(program: &Program, scope: &dyn Scope) -> Vec<bool> {
    look(program, scope, true).1
}

/// What is wrong, and which pieces have no trouble. With `leaves_out`, nothing has the names that what has trouble was to
/// give values to.
fn look(program: &Program, scope: &dyn Scope, leaves_out: bool) -> (Vec<Trouble>, Vec<bool>) {
    let mut troubles = program.troubles.clone();
    let mut ahead = Ahead { scope, names: HashMap::new(), room: Cell::new(ROOM) };
    let missing = if leaves_out { None } else { Some(Val::Later) };
    let mut refused = program.refused.iter().filter(|_| leaves_out).peekable();
    let mut runs = vec![true; program.pieces.len()];
    for (piece, runs) in program.pieces.iter().zip(&mut runs) {
        while let Some((_, names)) = refused.next_if(|(line, _)| *line <= piece.line) {
            ahead.names.extend(names.iter().map(|name| (name.clone(), None)));
        }
        let mut answers = Answers::new();
        for _ in 0..MOST_CALLS {
            match turn(piece, &ahead, &answers) {
                Turn::Call(wanted) => {
                    answers.insert(wanted.at, Answer::Val(guess(&wanted)));
                    continue;
                }
                Turn::Sleep(at, _) => {
                    answers.insert(at, Answer::Val(Val::None));
                    continue;
                }
                Turn::Done(done) => {
                    ahead.names.extend(done.unbinds.into_iter().map(|name| (name, None)));
                    ahead.names.extend(done.binds.into_iter().map(|(name, value)| (name, Some(value))));
                }
                Turn::Trouble(trouble) => {
                    ahead.names.extend(targets(piece).into_iter().map(|name| (name, missing.clone())));
                    troubles.push(*trouble);
                    *runs = false;
                }
                Turn::Raised | Turn::Later => {
                    ahead.names.extend(targets(piece).into_iter().map(|name| (name, Some(Val::Later))));
                }
            }
            break;
        }
    }
    troubles.sort_by_key(|trouble| (trouble.line, trouble.column));
    (troubles, runs)
}

/// The names as they will be.
struct Ahead<'a> {
    scope: &'a dyn Scope,
    names: HashMap<Box<str>, Option<Val>>,
    /// How many bytes may still be made.
    room: Cell<usize>,
}

impl Scope for Ahead<'_> {
    fn value(&self, name: &str) -> Option<Val> {
        match self.names.get(name) {
            Some(known) => known.clone(),
            None => self.scope.value(name),
        }
    }

    fn socket(&self, sid: SocketId) -> Option<Kind> {
        self.scope.socket(sid)
    }

    fn label(&self, sid: SocketId) -> String {
        self.scope.label(sid)
    }

    fn names(&self) -> Vec<(String, Val)> {
        let mut all = self.scope.names();
        all.retain(|(name, _)| !self.names.contains_key(name.as_str()));
        let ours = self.names.iter().filter_map(|(name, value)| Some((name.to_string(), value.clone()?)));
        all.extend(ours);
        all
    }

    fn takes(&self, bytes: usize) -> bool {
        self.room.get().checked_sub(bytes).is_some_and(|left| {
            self.room.set(left);
            true
        })
    }

    fn looks_ahead(&self) -> bool {
        true
    }
}

/// What a call will return, as far as that is known before it is made.
fn guess(wanted: &Wanted) -> Val {
    let socket = Val::Socket(SocketId::NONE);
    match wanted.call.kind() {
        CallKind::Socket | CallKind::Dup => socket,
        CallKind::SocketPair => Val::tuple([socket.clone(), socket]),
        CallKind::Accept => Val::tuple([socket, Val::Later]),
        CallKind::RecvFrom => Val::tuple([Val::Later, Val::Later]),
        CallKind::RecvMsg => Val::tuple([Val::Later, Val::Later, Val::Later, Val::Later]),
        CallKind::MakeFile => Val::File(SocketId::NONE),
        _ => Val::Later,
    }
}
