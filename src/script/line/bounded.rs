//! The tokens of typed lines on their way to the parser, which makes a tree of whatever comes: trees are walked and dropped
//! by recursion, and anything may be pasted. What would grow too deep ends here, as the parser itself sees it.
//!
//! Measured in a build without optimisation: a stack of 2 MB bears 280 calls within calls (two links each), 427 lists
//! within lists and 578 signs before a number; one of 8 MB bears four times as many.

use rustpython_parser::lexer::{LexResult, LexicalError, LexicalErrorType, lex};
use rustpython_parser::{Mode, StringKind, Tok};

/// The most links in a row: each may be a step down in the tree of an expression.
const MOST_LINKS: usize = 100;
/// The most blocks within blocks, as in Python itself; each `elif` is within the one before it.
const MOST_BLOCKS: usize = 100;
/// The most statements.
const MOST_STATEMENTS: usize = 2000;
/// What the error says where the tokens end early.
const BEYOND: &str = "beyond";

/// Whether the tokens ended because more would be too deep.
pub(super) fn is_beyond(error: &LexicalErrorType) -> bool {
    matches!(error, LexicalErrorType::OtherError(why) if why == BEYOND)
}

/// The tokens of a text. f-strings are empty: they are refused where they would be evaluated, and what their braces hold
/// is parsed nowhere.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = LexResult> + '_ {
    let mut depth = Depth::default();
    lex(text, Mode::Module).map(move |found| {
        let (mut token, range) = found?;
        if let Tok::String { value, kind: StringKind::FString | StringKind::RawFString, .. } = &mut token {
            value.clear();
        }
        match depth.takes(&token) {
            true => Ok((token, range)),
            false => Err(LexicalError::new(LexicalErrorType::OtherError(BEYOND.to_owned()), range.start())),
        }
    })
}

/// How deep the tree of what came so far can be: never deeper than this, often less.
#[derive(Default)]
struct Depth {
    /// What is within the innermost open bracket, or the statement.
    top: Level,
    /// What is around it, the statement first.
    outer: Vec<Level>,
    /// The links of all of them.
    links: usize,
    /// The open blocks, each with its chain of `elif`.
    blocks: Vec<usize>,
    elifs: usize,
    statements: usize,
    /// Something of the logical line has come.
    in_line: bool,
}

/// What stands between two brackets, or the whole statement.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Links since the last comma.
    links: usize,
    /// Those that go on behind commas: `lambda a, b: lambda c, d: …`.
    lambdas: usize,
    /// The deepest brackets since the last comma.
    inner: usize,
    /// The deepest of what the commas have ended.
    deepest: usize,
}

impl Level {
    fn depth(self) -> usize {
        self.deepest.max(self.links + self.lambdas + self.inner)
    }
}

impl Depth {
    /// Counts one token; false where it is one too many.
    fn takes(&mut self, token: &Tok) -> bool {
        match token {
            Tok::Newline | Tok::Semi => {
                (self.top, self.outer, self.links) = (Level::default(), Vec::new(), 0);
                self.statements += 1;
            }
            Tok::Indent => self.blocks.push(0),
            Tok::Dedent => self.elifs -= self.blocks.pop().unwrap_or(0).min(self.elifs),
            Tok::Lpar | Tok::Lsqb | Tok::Lbrace => {
                self.link();
                self.outer.push(std::mem::take(&mut self.top));
            }
            Tok::Rpar | Tok::Rsqb | Tok::Rbrace => self.close(),
            Tok::Comma => self.comma(),
            Tok::Lambda => {
                self.top.lambdas += 1;
                self.links += 1;
            }
            Tok::If | Tok::Elif if !self.in_line => self.choice(matches!(token, Tok::Elif)),
            Tok::Name { .. } | Tok::Int { .. } | Tok::Float { .. } | Tok::Complex { .. } | Tok::String { .. } => {}
            Tok::Colon | Tok::Equal | Tok::True | Tok::False | Tok::None | Tok::Ellipsis => {}
            _ => self.link(),
        }
        self.in_line = !matches!(token, Tok::Newline | Tok::Indent | Tok::Dedent);
        self.links + self.top.inner <= MOST_LINKS
            && self.blocks.len() + self.elifs <= MOST_BLOCKS
            && self.statements <= MOST_STATEMENTS
    }

    fn link(&mut self) {
        self.top.links += 1;
        self.links += 1;
    }

    fn close(&mut self) {
        let closed = std::mem::replace(&mut self.top, self.outer.pop().unwrap_or_default());
        self.links -= closed.links + closed.lambdas;
        self.top.inner = self.top.inner.max(closed.depth());
    }

    fn comma(&mut self) {
        self.top.deepest = self.top.depth();
        self.top.inner = 0;
        self.links -= std::mem::take(&mut self.top.links);
    }

    fn choice(&mut self, is_elif: bool) {
        if self.blocks.is_empty() {
            self.blocks.push(0);
        }
        if let Some(chain) = self.blocks.last_mut() {
            if is_elif {
                *chain += 1;
                self.elifs += 1;
            } else {
                self.elifs -= std::mem::take(chain);
            }
        }
    }
}
