//! One statement, one turn: what it wants next, or what came of it.

use super::evaluate::{Answers, At, Evaluated, Evaluator, Halt, Scope, Wanted, place, refuse};
use super::program::{Piece, What};
use super::trouble::{Trouble, say};
use super::value::Val;
use crate::bytes::{is_printable, sign_of};
use rustpython_parser::ast::{self, Constant, Expr, Stmt};

/// So many characters of a value are shown at most.
pub(super) const MOST_SHOWN: usize = 4000;

/// What a statement wants next, or what came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// This call made, and its answer put among the answers.
    Call(Box<Wanted>),
    /// So many seconds of rest, and `None` put among the answers.
    Sleep(At, f64),
    /// It is done.
    Done(Done),
    /// It cannot be run.
    Trouble(Box<Trouble>),
    /// The last of the calls that it tried failed too.
    Raised,
    /// A value is not known before the lines before it have run.
    Later,
}

/// What came of a statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Done {
    /// Names, and what they have now, in order.
    pub binds: Vec<(Box<str>, Val)>,
    /// Names that are no more.
    pub unbinds: Vec<Box<str>>,
    /// What it shows: the value of an expression, or what is printed.
    pub shown: Option<String>,
}

/// Takes a statement as far as it goes without an answer that it does not have yet.
pub fn turn(piece: &Piece, scope: &dyn Scope, answers: &Answers) -> Turn {
    let (labels, outermost) = labels(&piece.what);
    let evaluator = Evaluator { scope, answers, labels: &labels, outermost, source: &piece.source.text };
    let found = match &piece.what {
        What::Statement(statement) => statement_turn(&evaluator, statement),
        What::Enter(item, held) => enter(&evaluator, item, held),
        What::Exit(held) => exit(&evaluator, held),
    };
    match found {
        Ok(done) => Turn::Done(done),
        Err(Halt::Call(wanted)) => Turn::Call(wanted),
        Err(Halt::Sleep(at, seconds)) => Turn::Sleep(at, seconds),
        Err(Halt::Raised) => Turn::Raised,
        Err(Halt::Later) => Turn::Later,
        Err(Halt::Fault(fault)) => Turn::Trouble(Box::new(Trouble::new(&piece.source, *fault))),
    }
}

/// The names that a statement gives values to.
pub(super) fn targets(piece: &Piece) -> Vec<Box<str>> {
    let mut names = Vec::new();
    match &piece.what {
        What::Enter(item, held) => names.extend(as_name(item).into_iter().chain([held.clone()])),
        What::Exit(_) => {}
        What::Statement(statement) => match &**statement {
            Stmt::Assign(assign) => assign.targets.iter().for_each(|target| target_names(target, &mut names)),
            Stmt::AugAssign(assign) => target_names(&assign.target, &mut names),
            Stmt::AnnAssign(assign) => target_names(&assign.target, &mut names),
            _ => {}
        },
    }
    names
}

/// The names that a statement gives values to, with all that stands in it but the insides of functions.
pub(super) fn stored(statement: &Stmt) -> Vec<Box<str>> {
    let mut names = Vec::new();
    store(statement, &mut names);
    names
}

fn store(statement: &Stmt, names: &mut Vec<Box<str>>) {
    let all = |statements: &[Stmt], names: &mut Vec<Box<str>>| statements.iter().for_each(|one| store(one, names));
    match statement {
        Stmt::Assign(assign) => assign.targets.iter().for_each(|target| target_names(target, names)),
        Stmt::AugAssign(assign) => target_names(&assign.target, names),
        Stmt::AnnAssign(assign) => target_names(&assign.target, names),
        Stmt::FunctionDef(ast::StmtFunctionDef { name, .. })
        | Stmt::AsyncFunctionDef(ast::StmtAsyncFunctionDef { name, .. })
        | Stmt::ClassDef(ast::StmtClassDef { name, .. }) => names.push(name.as_str().into()),
        Stmt::For(ast::StmtFor { target, body, orelse, .. })
        | Stmt::AsyncFor(ast::StmtAsyncFor { target, body, orelse, .. }) => {
            target_names(target, names);
            all(body, names);
            all(orelse, names);
        }
        Stmt::While(ast::StmtWhile { body, orelse, .. }) | Stmt::If(ast::StmtIf { body, orelse, .. }) => {
            all(body, names);
            all(orelse, names);
        }
        Stmt::With(ast::StmtWith { items, body, .. }) | Stmt::AsyncWith(ast::StmtAsyncWith { items, body, .. }) => {
            names.extend(items.iter().filter_map(as_name));
            all(body, names);
        }
        Stmt::Match(choice) => choice.cases.iter().for_each(|case| all(&case.body, names)),
        Stmt::Try(ast::StmtTry { body, handlers, orelse, finalbody, .. })
        | Stmt::TryStar(ast::StmtTryStar { body, handlers, orelse, finalbody, .. }) => {
            for part in [body, orelse, finalbody] {
                all(part, names);
            }
            for ast::ExceptHandler::ExceptHandler(handler) in handlers {
                all(&handler.body, names);
            }
        }
        _ => {}
    }
}

fn target_names(target: &Expr, names: &mut Vec<Box<str>>) {
    match target {
        Expr::Name(name) => names.push(name.id.as_str().into()),
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|one| target_names(one, names)),
        Expr::List(list) => list.elts.iter().for_each(|one| target_names(one, names)),
        _ => {}
    }
}

/// What the outermost call of a statement is to call what it makes, and the place behind it.
fn labels(what: &What) -> (Vec<Box<str>>, u32) {
    let (names, value) = match what {
        What::Enter(item, _) => (as_name(item).into_iter().collect(), &item.context_expr),
        What::Exit(_) => return (Vec::new(), 0),
        What::Statement(statement) => {
            let mut names = Vec::new();
            let value = match &**statement {
                Stmt::Assign(assign) => {
                    if let Some(first) = assign.targets.first() {
                        target_names(first, &mut names);
                    }
                    &*assign.value
                }
                Stmt::AnnAssign(ast::StmtAnnAssign { target, value: Some(value), .. }) => {
                    target_names(target, &mut names);
                    value
                }
                _ => return (Vec::new(), 0),
            };
            (names, value)
        }
    };
    match value {
        Expr::Call(call) => (names, place(call).end as u32),
        // conn = s.accept()[0]
        Expr::Subscript(subscript) => match &*subscript.value {
            Expr::Call(call) => (names, place(call).end as u32),
            _ => (names, 0),
        },
        _ => (names, 0),
    }
}

type Ended = Result<Done, Halt>;

/// `with … as name`.
fn as_name(item: &ast::WithItem) -> Option<Box<str>> {
    match item.optional_vars.as_deref() {
        Some(Expr::Name(name)) => Some(name.id.as_str().into()),
        _ => None,
    }
}

fn enter(evaluator: &Evaluator<'_>, item: &ast::WithItem, held: &str) -> Ended {
    let value = evaluator.value(&item.context_expr)?;
    match value {
        Val::Later => Err(Halt::Later),
        Val::Socket(_) | Val::File(_) => {
            let names = as_name(item).into_iter().chain([held.into()]);
            Ok(Done { binds: names.map(|name| (name, value.clone())).collect(), ..Done::default() })
        }
        other => refuse(place(&item.context_expr), say("line-with").with("type", other.type_name())),
    }
}

/// `with` closes what it opened, whatever its name has by then.
fn exit(evaluator: &Evaluator<'_>, held: &str) -> Ended {
    let at = (u32::MAX, 0);
    match evaluator.scope.value(held) {
        Some(Val::Socket(sid)) => evaluator.make(at, Some(sid), crate::call::Call::Close)?,
        Some(Val::File(sid)) => evaluator.make(at, Some(sid), crate::call::Call::FClose)?,
        _ => Val::None,
    };
    Ok(Done { unbinds: vec![held.into()], ..Done::default() })
}

fn statement_turn(evaluator: &Evaluator<'_>, statement: &Stmt) -> Ended {
    let mut done = Done::default();
    match statement {
        Stmt::Pass(_) => {}
        Stmt::Expr(expr) => done.shown = shown(evaluator, &expr.value)?,
        Stmt::Import(import) => {
            for alias in &import.names {
                let module = alias.name.as_str();
                // `import os.path` gives the name `os`.
                let first = module.split('.').next().unwrap_or(module);
                let name = alias.asname.as_ref().map_or(first, |name| name.as_str());
                done.binds.push((name.into(), Val::Module(if alias.asname.is_some() { module } else { first }.into())));
            }
        }
        Stmt::ImportFrom(import) => {
            let module = import.module.as_ref().map_or("", |module| module.as_str());
            for alias in import.names.iter().filter(|alias| alias.name.as_str() != "*") {
                let name = alias.name.as_str();
                let value = match (module, crate::call::number_of(name)) {
                    ("socket" | "select", Some(number)) => Val::Int(number.into()),
                    // The log goes on writing socket.socket(…).
                    ("socket", None) if name == "socket" && alias.asname.is_none() => continue,
                    _ => Val::Function(format!("{module}.{name}").into()),
                };
                done.binds.push((alias.asname.as_ref().map_or(name, |name| name.as_str()).into(), value));
            }
        }
        Stmt::Assign(assign) => {
            let value = evaluator.value(&assign.value)?;
            for target in &assign.targets {
                bind(target, &value, &mut done)?;
            }
        }
        Stmt::AnnAssign(assign) => {
            if let Some(value) = &assign.value {
                bind(&assign.target, &evaluator.value(value)?, &mut done)?;
            }
        }
        Stmt::AugAssign(assign) => {
            let (left, right) = (evaluator.value(&assign.target)?, evaluator.value(&assign.value)?);
            let value = evaluator.binary(&left, assign.op, &right, place(assign))?;
            bind(&assign.target, &value, &mut done)?;
        }
        Stmt::Delete(delete) => {
            for target in &delete.targets {
                evaluator.value(target)?;
                let before = done.unbinds.len();
                target_names(target, &mut done.unbinds);
                if done.unbinds.len() == before {
                    return refuse(place(target), say("line-target"));
                }
            }
        }
        other => return refuse(place(other), say("line-not-expression")),
    }
    Ok(done)
}

/// What an expression by itself shows: its value as Python's own prompt shows it; a text that stands alone is a comment.
fn shown(evaluator: &Evaluator<'_>, expr: &Expr) -> Result<Option<String>, Halt> {
    if matches!(expr, Expr::Constant(constant) if matches!(constant.value, Constant::Str(_))) {
        return Ok(None);
    }
    let value = known(evaluator.value(expr))?;
    let prints =
        matches!(expr, Expr::Call(call) if matches!(&*call.func, Expr::Name(name) if name.id.as_str() == "print"));
    let label = |sid| evaluator.scope.label(sid);
    Ok(match &value {
        Val::None => None,
        value if prints => Some(visible(&value.text_short(&label, MOST_SHOWN))),
        value => Some(value.repr_short(&label, MOST_SHOWN)),
    })
}

/// What is printed, with nothing in it that must not be drawn.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            _ if is_printable(c) && sign_of(c).is_none() => out.push(c),
            _ => out.extend(c.escape_debug()),
        }
    }
    out
}

fn known(found: Evaluated) -> Evaluated {
    found.and_then(|value| if value.is_later() { Err(Halt::Later) } else { Ok(value) })
}

fn bind(target: &Expr, value: &Val, done: &mut Done) -> Result<(), Halt> {
    let targets = match target {
        Expr::Name(name) => {
            done.binds.push((name.id.as_str().into(), value.clone()));
            return Ok(());
        }
        Expr::Tuple(tuple) => &tuple.elts,
        Expr::List(list) => &list.elts,
        other => return refuse(place(other), say("line-target")),
    };
    let values: Vec<Val> = match value {
        Val::Tuple(all) | Val::List(all) => all.to_vec(),
        Val::Later => return Err(Halt::Later),
        other => return refuse(place(target), say("line-no-parts").with("type", other.type_name())),
    };
    if values.len() != targets.len() {
        let message = say("line-unpack").with("wanted", targets.len() as i64).with("got", values.len() as i64);
        return refuse(place(target), message);
    }
    targets.iter().zip(&values).try_for_each(|(target, value)| bind(target, value, done))
}
