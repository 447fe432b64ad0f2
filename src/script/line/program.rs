//! Typed or pasted text as statements that run one by one. Loops, functions and decisions are named as what does not run
//! here; `with` and `if __name__ == "__main__"` are the lines that they hold.

use super::bounded::{is_beyond, tokens};
use super::scan::{Scan, is_closed, scan, with_ascii_signs};
use super::statement::stored;
use super::trouble::{Fault, Source, Trouble, say};
use crate::locale::Message;
use rustpython_parser::ast::{self, Constant, Expr, Ranged, Stmt};
use rustpython_parser::lexer::LexicalErrorType;
use rustpython_parser::{Parse, ParseErrorType};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// What was typed, as far as it can be read.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// What runs, in order.
    pub pieces: Vec<Piece>,
    /// What does not, in order; with a fault of form nothing runs.
    pub troubles: Vec<Trouble>,
    /// Whether the text cannot be read at all.
    pub is_unreadable: bool,
    /// What does not run would give these names values: from its line on they are nothing's.
    pub(super) refused: Vec<(u32, Vec<Box<str>>)>,
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its line, from 1.
    pub line: u32,
    /// Its last line.
    pub end_line: u32,
    /// As it was typed.
    pub text: Box<str>,
    /// The comments before it and behind it, without their signs.
    pub notes: Vec<Box<str>>,
    pub(super) what: What,
    pub(super) source: Arc<Source>,
}

impl Piece {
    /// The name that holds what it closes as the end of a `with`; nobody can type it.
    pub fn ends(&self) -> Option<&str> {
        if let What::Exit(held) = &self.what { Some(held) } else { None }
    }

    /// Whether it is a call whose value goes nowhere: `s.accept()`.
    pub fn drops_its_value(&self) -> bool {
        match &self.what {
            What::Statement(statement) => {
                matches!(&**statement, Stmt::Expr(expr) if matches!(&*expr.value, Expr::Call(_)))
            }
            _ => false,
        }
    }
}

/// What a piece does.
#[derive(Clone, Debug)]
pub(super) enum What {
    Statement(Arc<Stmt>),
    /// The head of a `with`: its value gets its name, and one that nobody can type.
    Enter(Arc<ast::WithItem>, Box<str>),
    /// The end of a `with`: what has the name that nobody can type is closed.
    Exit(Box<str>),
}

/// Reads what was typed.
pub fn read(typed: &str) -> Program {
    let source = Arc::new(cooked(typed));
    let seen = scan(&source.text);
    let fault = |range: Range<usize>, message: Message| {
        let trouble = Trouble::new(&source, *Fault::new(range, message));
        Program { troubles: vec![trouble], is_unreadable: true, ..Program::default() }
    };
    if let (Some((at, wide, plain)), Some(mended)) = (seen.wide.first(), with_ascii_signs(&source.text, &seen)) {
        let message = say("line-full-width").with("sign", wide.to_string()).with("plain", plain.to_string());
        let mut program = fault(*at..at + wide.len_utf8(), message);
        program.troubles.iter_mut().for_each(|trouble| trouble.fix = Some(mended.clone()));
        return program;
    }
    if let Some(at) = seen.beyond {
        return fault(at..at, say("line-beyond"));
    }
    let body = match ast::Suite::parse_tokens(tokens(&source.text), "<line>") {
        Ok(body) => body,
        Err(error) => {
            let at = error.offset.to_usize().min(source.text.len());
            let message = form_message(&error.error);
            if let Some((range, message)) = head_alone(&source.text, at).filter(|_| message.key() == "line-indentation")
            {
                return fault(range, message);
            }
            // A string without an end is told where it begins.
            let open = seen.strings.iter().find(|string| !is_closed(&source.text, string));
            return match open.filter(|_| matches!(message.key(), "line-string" | "line-unfinished")) {
                Some(string) => fault(string.start..string.start + 1, say("line-string")),
                None => fault(at..at, message),
            };
        }
    };
    let mut program = Program::default();
    let mut flat = Flat { source: &source, program: &mut program, withs: 0 };
    flat.all(body);
    put_notes(&mut program, &source, &seen);
    program
}

/// The head of a loop or a function at `at` whose body is not typed yet: it will not run here, whatever follows.
fn head_alone(text: &str, at: usize) -> Option<(Range<usize>, Message)> {
    let head = text.get(..at)?.trim_end();
    let start = head.rfind('\n').map_or(0, |line| line + 1);
    let line = head.get(start..)?.trim_start();
    let word = line.split_whitespace().next().filter(|_| line.ends_with(':'))?;
    let key = match word {
        "for" | "while" => "line-no-loops",
        "def" => "line-no-functions",
        _ => return None,
    };
    let begins = head.len() - line.len();
    Some((begins..begins + word.len(), say(key).with("word", word)))
}

/// Prompts of a Python session and an indentation that all lines have are no part of the lines; what a session printed
/// between its prompts is none of them.
fn cooked(typed: &str) -> Source {
    // As Python reads a file: CR LF and CR alone end a line as well.
    let typed = match typed.contains('\r') {
        true => Cow::Owned(typed.replace("\r\n", "\n").replace('\r', "\n")),
        false => Cow::Borrowed(typed),
    };
    let seen = scan(&typed);
    // Each line, and whether it begins within a string: what looks like a prompt or an indentation there is none.
    let lines = || {
        let (mut strings, mut from) = (seen.strings.iter().peekable(), 0);
        typed.split('\n').map(move |line| {
            let start = from;
            from += line.len() + 1;
            while strings.next_if(|string| string.end <= start).is_some() {}
            (line, strings.peek().is_some_and(|string| string.start < start))
        })
    };
    let is_prompt = |line: &str| matches!(line.trim_start().get(..3), Some(">>>" | "..."));
    let has_prompts = lines().any(|(line, within)| !within && line.trim_start().starts_with(">>>"));
    let is_code = |(line, within): &(&str, bool)| !within && !line.trim().is_empty();
    let indentation = |(line, _): (&str, bool)| line.len() - line.trim_start_matches([' ', '\t']).len();
    let common = lines().filter(is_code).map(indentation).min().unwrap_or(0);
    let (mut out, mut cut) = (Vec::new(), Vec::new());
    for (line, within) in lines() {
        let kept = match has_prompts {
            true if is_prompt(line) => {
                let rest = line.trim_start().get(3..).unwrap_or_default();
                rest.strip_prefix(' ').unwrap_or(rest)
            }
            true => "",
            false if within => line,
            false => line.get(common..).unwrap_or_default(),
        };
        cut.push((line.chars().count() - kept.chars().count()) as u32);
        out.push(kept);
    }
    Source::new(out.join("\n"), cut)
}

fn form_message(error: &ParseErrorType) -> Message {
    match error {
        ParseErrorType::Eof | ParseErrorType::Lexical(LexicalErrorType::Eof) => say("line-unfinished"),
        ParseErrorType::ExtraToken(token) | ParseErrorType::UnrecognizedToken(token, _) => {
            let text = token.to_string();
            match text.trim_matches('\'') {
                "Newline" | "EOF" | "" => say("line-unfinished"),
                "Indent" | "Dedent" => say("line-indentation"),
                text => say("line-unexpected").with("text", crate::bytes::escape_text(text.as_bytes())),
            }
        }
        ParseErrorType::InvalidToken => say("line-unreadable"),
        ParseErrorType::Lexical(error) => match error {
            error if is_beyond(error) => say("line-beyond"),
            LexicalErrorType::StringError | LexicalErrorType::OtherError(_) => say("line-string"),
            LexicalErrorType::UnicodeError => say("line-escape"),
            LexicalErrorType::NestingError => say("line-brackets"),
            LexicalErrorType::IndentationError | LexicalErrorType::TabError | LexicalErrorType::TabsAfterSpaces => {
                say("line-indentation")
            }
            LexicalErrorType::FStringError(_) => say("line-no-fstring"),
            LexicalErrorType::UnrecognizedToken { tok } => say("line-unexpected").with("text", tok.to_string()),
            LexicalErrorType::PositionalArgumentError => say("line-place-after-name"),
            LexicalErrorType::DuplicateKeywordArgumentError(name) => {
                say("line-given-twice").with("call", "").with("name", name.as_str())
            }
            _ => say("line-unreadable"),
        },
    }
}

struct Flat<'a> {
    source: &'a Arc<Source>,
    program: &'a mut Program,
    withs: usize,
}

impl Flat<'_> {
    fn all(&mut self, statements: Vec<Stmt>) {
        for statement in statements {
            self.one(statement);
        }
    }

    fn one(&mut self, statement: Stmt) {
        let (start, end) = (statement.start().to_usize(), statement.end().to_usize());
        let names = stored(&statement);
        let (key, word) = match statement {
            Stmt::With(with) => return self.with(with, start..end),
            Stmt::If(choice) if is_main(&choice.test) => return self.all(choice.body),
            Stmt::For(_) => ("line-no-loops", "for"),
            Stmt::AsyncFor(_) => ("line-no-loops", "async for"),
            Stmt::While(_) => ("line-no-loops", "while"),
            Stmt::Break(_) => ("line-no-loops", "break"),
            Stmt::Continue(_) => ("line-no-loops", "continue"),
            Stmt::FunctionDef(_) => ("line-no-functions", "def"),
            Stmt::AsyncFunctionDef(_) => ("line-no-functions", "async def"),
            Stmt::ClassDef(_) => ("line-no-functions", "class"),
            Stmt::Return(_) => ("line-no-functions", "return"),
            Stmt::Global(_) => ("line-no-functions", "global"),
            Stmt::Nonlocal(_) => ("line-no-functions", "nonlocal"),
            Stmt::AsyncWith(_) => ("line-no-functions", "async with"),
            Stmt::If(_) => ("line-no-choices", "if"),
            Stmt::Try(_) | Stmt::TryStar(_) => ("line-no-choices", "try"),
            Stmt::Match(_) => ("line-no-choices", "match"),
            Stmt::Raise(_) => ("line-no-choices", "raise"),
            Stmt::Assert(_) => ("line-no-choices", "assert"),
            statement => return self.push(start..end, What::Statement(Arc::new(statement))),
        };
        let message = say(key).with("word", word);
        let trouble = Trouble::new(self.source, *Fault::new(start..end, message));
        self.program.refused.push((trouble.line, names));
        self.program.troubles.push(trouble);
    }

    fn with(&mut self, with: ast::StmtWith, range: Range<usize>) {
        let mut names: Vec<Box<str>> = Vec::new();
        for item in with.items {
            self.withs += 1;
            // Another text that runs beside it has other names.
            let name: Box<str> = format!("with {} {:p}", self.withs, Arc::as_ptr(self.source)).into();
            let place = super::evaluate::place(&item.context_expr);
            self.push(range.start..place.end, What::Enter(Arc::new(item), name.clone()));
            names.push(name);
        }
        self.all(with.body);
        for name in names.into_iter().rev() {
            self.push(range.end.saturating_sub(1)..range.end, What::Exit(name));
        }
    }

    fn push(&mut self, range: Range<usize>, what: What) {
        let line = self.source.line(range.start);
        let end_line = self.source.line(range.end.saturating_sub(1).max(range.start));
        let text = match &what {
            What::Exit(_) => "".into(),
            _ => self.source.text.get(range).unwrap_or_default().into(),
        };
        let source = Arc::clone(self.source);
        self.program.pieces.push(Piece { line, end_line, text, notes: Vec::new(), what, source });
    }
}

fn is_main(test: &Expr) -> bool {
    let Expr::Compare(compare) = test else { return false };
    let is_name = |expr: &Expr| matches!(expr, Expr::Name(name) if name.id.as_str() == "__name__");
    let is_text = |expr: &Expr| matches!(expr, Expr::Constant(constant) if matches!(&constant.value, Constant::Str(text) if text == "__main__"));
    let other = compare.comparators.first();
    compare.ops.as_slice() == [ast::CmpOp::Eq]
        && (is_name(&compare.left) && other.is_some_and(is_text)
            || is_text(&compare.left) && other.is_some_and(is_name))
}

/// Comments go to the statement that they stand before or behind; those of what does not run go nowhere.
fn put_notes(program: &mut Program, source: &Source, seen: &Scan) {
    for comment in &seen.comments {
        let text = source.text.get(comment.range.clone()).unwrap_or_default().trim_start_matches('#').trim();
        let is_head =
            comment.line <= 2 && (text.starts_with('!') || text.contains("coding:") || text.contains("coding="));
        let refused = |trouble: &Trouble| (trouble.line..=trouble.end_line).contains(&comment.line);
        if text.is_empty() || is_head || program.troubles.iter().any(refused) {
            continue;
        }
        let line = comment.line;
        let at = match comment.is_alone {
            true => program.pieces.iter().position(|piece| piece.line >= line),
            false => program.pieces.iter().rposition(|piece| (piece.line..=piece.end_line).contains(&line)),
        };
        let at = at.unwrap_or(program.pieces.len().saturating_sub(1));
        if let Some(piece) = program.pieces.get_mut(at) {
            piece.notes.push(text.into());
        }
    }
}
