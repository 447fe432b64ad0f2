//! Expressions. A statement is evaluated from its beginning as often as it makes calls: the first call that has no answer
//! yet is what it wants, and its answer stands in for it the next time.

use super::parts::{DEEPEST, LARGEST, Parts};
use super::trouble::{Fault, say};
use super::value::Val;
use crate::call::{Call, Name, SocketId};
use crate::locale::Message;
use rustpython_parser::ast::{self, Constant, Expr, Ranged};
use std::collections::HashMap;
use std::ops::Range;

/// What a socket was made as: the numbers that `socket()` was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kind {
    pub family: i32,
    /// The type, such as SOCK_STREAM.
    pub kind: i32,
    pub proto: i32,
}

/// What names mean, and what is known of sockets.
pub trait Scope {
    /// The value of a name.
    fn value(&self, name: &str) -> Option<Val>;
    /// What a socket was made as.
    fn socket(&self, sid: SocketId) -> Option<Kind>;
    /// A socket's or a file's label.
    fn label(&self, sid: SocketId) -> String;
    /// Every name that has a value.
    fn names(&self) -> Vec<(String, Val)>;
    /// Takes room for what a statement makes, in bytes; false where there is no more.
    fn takes(&self, bytes: usize) -> bool;
    /// Whether it only looks ahead: what finds no room is not known yet.
    fn looks_ahead(&self) -> bool {
        false
    }
}

/// Which call of a statement: the place behind its brackets, and which of those that it makes there.
pub type At = (u32, u8);

/// What came of the calls that a statement made so far.
pub type Answers = HashMap<At, Answer>;

/// What came of a call.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It returned this.
    Val(Val),
    /// It raised an error, which the statement catches.
    Failed,
}

/// A call that a statement wants made.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Which one.
    pub at: At,
    /// The socket or file that it is made on.
    pub on: Option<SocketId>,
    /// The call.
    pub call: Call,
    /// What the statement calls the sockets that it makes.
    pub labels: Vec<Box<str>>,
    /// The statement goes on where it fails.
    pub catches: bool,
}

impl Wanted {
    /// What the statement calls the socket `at` that it makes, where that is a name that a socket can have.
    pub fn label(&self, at: usize) -> Option<&str> {
        self.labels.get(at).map(|name| &**name).filter(|name| Name::parse(name).is_ok() && *name != "_")
    }
}

/// Why an evaluation ended before its end.
#[derive(Debug)]
pub(super) enum Halt {
    Fault(Box<Fault>),
    Call(Box<Wanted>),
    Sleep(At, f64),
    /// The last address of several failed as well: its call told why.
    Raised,
    /// Something is not known before the lines before it have run.
    Later,
}

impl From<Box<Fault>> for Halt {
    fn from(fault: Box<Fault>) -> Self {
        Self::Fault(fault)
    }
}

pub(super) type Evaluated = Result<Val, Halt>;

/// The place of a node in bytes.
pub(super) fn place(node: &impl Ranged) -> Range<usize> {
    node.start().to_usize()..node.end().to_usize()
}

pub(super) fn refuse<T>(range: Range<usize>, message: Message) -> Result<T, Halt> {
    Err(Halt::Fault(Fault::new(range, message)))
}

/// What evaluates a statement.
pub(super) struct Evaluator<'a> {
    pub scope: &'a dyn Scope,
    pub answers: &'a Answers,
    /// What the statement calls what its outermost call makes.
    pub labels: &'a [Box<str>],
    /// The place behind that call.
    pub outermost: u32,
    /// The whole text.
    pub source: &'a str,
}

impl Evaluator<'_> {
    pub fn value(&self, expr: &Expr) -> Evaluated {
        match expr {
            Expr::Constant(constant) => self.constant(constant),
            Expr::Name(name) => self.name(&name.id, place(name)),
            Expr::Tuple(tuple) => Ok(Val::Tuple(self.parts(self.values(&tuple.elts)?, place(tuple))?)),
            Expr::List(list) => Ok(Val::List(self.parts(self.values(&list.elts)?, place(list))?)),
            Expr::Dict(dict) => {
                let mut all = Vec::new();
                for (key, value) in dict.keys.iter().zip(&dict.values) {
                    let Some(key) = key else { return refuse(place(dict), say("line-not-expression")) };
                    all.extend([self.value(key)?, self.value(value)?]);
                }
                Ok(Val::Dict(self.parts(all, place(dict))?))
            }
            Expr::Attribute(attribute) => self.attribute(attribute),
            Expr::Call(call) => self.call(call),
            Expr::BinOp(binary) => {
                let (left, right) = (self.value(&binary.left)?, self.value(&binary.right)?);
                self.binary(&left, binary.op, &right, place(binary))
            }
            Expr::UnaryOp(unary) => super::operators::unary(unary.op, &self.value(&unary.operand)?, place(unary)),
            Expr::Subscript(subscript) => {
                let value = self.value(&subscript.value)?;
                if let Expr::Slice(slice) = &*subscript.slice {
                    let bound = |at: &Option<Box<Expr>>| at.as_ref().map(|at| self.value(at)).transpose();
                    let bounds = [bound(&slice.lower)?, bound(&slice.upper)?, bound(&slice.step)?];
                    let room = |bytes| self.room(bytes, place(subscript));
                    return super::operators::slice(&value, bounds, place(subscript), &room);
                }
                super::operators::index(&value, &self.value(&subscript.slice)?, place(subscript))
            }
            Expr::JoinedStr(_) | Expr::FormattedValue(_) => refuse(place(expr), say("line-no-fstring")),
            Expr::Lambda(_) => refuse(place(expr), say("line-no-functions").with("word", "lambda")),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::GeneratorExp(_) => {
                refuse(place(expr), say("line-no-loops").with("word", "for"))
            }
            Expr::IfExp(_) => refuse(place(expr), say("line-no-choices").with("word", "if")),
            Expr::Await(_) | Expr::Yield(_) | Expr::YieldFrom(_) => {
                refuse(place(expr), say("line-no-functions").with("word", "async"))
            }
            Expr::BoolOp(_)
            | Expr::Compare(_)
            | Expr::NamedExpr(_)
            | Expr::Set(_)
            | Expr::Starred(_)
            | Expr::Slice(_) => refuse(place(expr), say("line-not-expression")),
        }
    }

    /// `left op right`.
    pub fn binary(&self, left: &Val, op: ast::Operator, right: &Val, range: Range<usize>) -> Evaluated {
        let room = |bytes| self.room(bytes, range.clone());
        match super::operators::binary(left, op, right, range.clone(), &room)? {
            Val::Tuple(all) => Ok(Val::Tuple(self.bounded(all, range)?)),
            Val::List(all) => Ok(Val::List(self.bounded(all, range)?)),
            other => Ok(other),
        }
    }

    /// Takes room for what will be made, before it is.
    pub fn room(&self, bytes: usize, range: Range<usize>) -> Result<(), Halt> {
        if bytes <= LARGEST && self.scope.takes(bytes) {
            return Ok(());
        }
        match bytes <= LARGEST && self.scope.looks_ahead() {
            true => Err(Halt::Later),
            false => refuse(range, say("line-value-large")),
        }
    }

    fn parts(&self, all: Vec<Val>, range: Range<usize>) -> Result<Parts, Halt> {
        self.room(all.len() * size_of::<Val>(), range.clone())?;
        self.bounded(Parts::new(all), range)
    }

    fn bounded(&self, all: Parts, range: Range<usize>) -> Result<Parts, Halt> {
        match all.size() <= LARGEST && all.depth() <= DEEPEST {
            true => Ok(all),
            false => refuse(range, say("line-value-large")),
        }
    }

    fn values(&self, all: &[Expr]) -> Result<Vec<Val>, Halt> {
        all.iter().map(|expr| self.value(expr)).collect()
    }

    fn constant(&self, constant: &ast::ExprConstant) -> Evaluated {
        Ok(match &constant.value {
            Constant::None => Val::None,
            Constant::Bool(flag) => Val::Bool(*flag),
            Constant::Str(text) => Val::str(text),
            Constant::Bytes(bytes) => Val::bytes(bytes),
            Constant::Int(number) => match i64::try_from(number) {
                Ok(number) => Val::Int(number),
                Err(_) => return refuse(place(constant), say("line-number-large")),
            },
            Constant::Float(number) => Val::Float(*number),
            Constant::Tuple(_) | Constant::Complex { .. } | Constant::Ellipsis => {
                return refuse(place(constant), say("line-not-expression"));
            }
        })
    }

    fn call(&self, call: &ast::ExprCall) -> Evaluated {
        if let Some(starred) = call.args.iter().find(|arg| matches!(arg, Expr::Starred(_))) {
            return refuse(place(starred), say("line-not-expression"));
        }
        if let Expr::Attribute(attribute) = &*call.func {
            let on = self.value(&attribute.value)?;
            if matches!(on, Val::Later) {
                return Err(Halt::Later);
            }
            // Of the class `bytes` there is a method: bytes.fromhex.
            let is_class =
                matches!(&on, Val::Function(of) if super::texts::is_bytes(of) && &*attribute.attr == "fromhex");
            let is_module = matches!(&on, Val::Module(_)) || matches!(&on, Val::Function(_)) && !is_class;
            if !is_module {
                return self.method(&on, &attribute.attr, call);
            }
        }
        match self.value(&call.func)? {
            // `socket(…)` after `from socket import …`, where the log writes `socket.socket(…)`.
            Val::Module(module) if &*module == "socket" => self.function("socket.socket", call),
            Val::Function(function) => self.function(&function, call),
            Val::Later => Err(Halt::Later),
            other => refuse(place(call), say("line-not-callable").with("type", other.type_name())),
        }
    }

    /// The answer to a call, or the wish for it.
    pub fn ask(&self, at: At, on: Option<SocketId>, call: Call, catches: bool) -> Result<Answer, Halt> {
        if let Some(answer) = self.answers.get(&at) {
            return Ok(answer.clone());
        }
        let labels = if at.0 == self.outermost { self.labels.to_vec() } else { Vec::new() };
        Err(Halt::Call(Box::new(Wanted { at, on, call, labels, catches })))
    }

    /// The answer to a call whose error ends the statement.
    pub fn make(&self, at: At, on: Option<SocketId>, call: Call) -> Evaluated {
        match self.ask(at, on, call, false)? {
            Answer::Val(value) => Ok(value),
            Answer::Failed => Err(Halt::Raised),
        }
    }
}
