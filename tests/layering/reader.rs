//! Reads a source's tokens and lists what it names: paths into rooms, egui, `unsafe`, and ways round the map.
//!
//! Works on tokens, not on text: comments, strings and doc lines never count; macro bodies do.

use std::str::FromStr;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

/// The library's name, by which `main.rs` reaches the rooms.
const LIBRARY: &str = "sockscope";

/// One thing a source names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A path from the crate's root; this is its first name (a room, or an item of `lib.rs`).
    FromRoot(String),
    /// The crate's root itself, by a glob or a new name: every room would come with it.
    Root,
    /// A path into egui or one of its family.
    Egui(String),
    /// The word `unsafe`.
    Unsafe,
    /// `mod name;` or `mod name { … }` at the crate's root.
    Module(String),
    /// Something that would carry names past this reader.
    BackDoor(&'static str),
}

/// What is named, and in which line (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub line: usize,
    pub what: What,
}

/// Lists what `source` names. `place` is its module path from the crate's root. An error when it is not Rust.
pub fn read(place: &[String], source: &str) -> Result<Vec<Found>, String> {
    let tokens = TokenStream::from_str(source).map_err(|error| error.to_string())?;
    let mut reader = Reader { place: place.to_vec(), found: Vec::new() };
    reader.walk(&tokens.into_iter().collect::<Vec<_>>());
    Ok(reader.found)
}

struct Reader {
    /// The module that the tokens stand in; inline modules add to it.
    place: Vec<String>,
    found: Vec<Found>,
}

impl Reader {
    fn walk(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let rest = &tokens[at..];
            at += match token {
                TokenTree::Ident(word) => self.word(word, rest),
                TokenTree::Group(group) => {
                    self.walk(&inside(group));
                    1
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => 1,
            };
        }
    }

    /// Reads what begins with a word; `rest` begins with that word. Gives how many tokens it took.
    fn word(&mut self, word: &Ident, rest: &[TokenTree]) -> usize {
        let line = line_of(word.span());
        match plain(word).as_str() {
            // `use<'a>` in a bound captures lifetimes and imports nothing.
            "use" if !is_punct(rest.get(1), '<') => {
                let end = rest.iter().position(|token| is_punct(Some(token), ';')).unwrap_or(rest.len());
                self.use_tree(&rest[1..end], &[]);
                return end;
            }
            "mod" => return self.module(rest, line),
            "extern" if is_word(rest.get(1), "crate") => {
                match word_at(rest, 2).as_deref() {
                    Some("self" | LIBRARY) => self.note(line, What::Root),
                    Some(name) => self.path(&[name.to_owned()], line, true),
                    None => {}
                }
                return rest.len().min(3);
            }
            "unsafe" => self.note(line, What::Unsafe),
            "include" if is_punct(rest.get(1), '!') => self.note(line, What::BackDoor("include!")),
            name @ ("macro_export" | "macro_use") => {
                let door = if name == "macro_use" { "#[macro_use]" } else { "#[macro_export]" };
                self.note(line, What::BackDoor(door));
            }
            "path" if is_punct(rest.get(1), '=') && leads_out(rest.get(2)) => {
                self.note(line, What::BackDoor("#[path = \"..\"]"));
            }
            _ => {
                let steps = steps_of(rest);
                if steps.len() > 1 {
                    self.path(&steps, line, false);
                }
                return 3 * steps.len() - 2;
            }
        }
        1
    }

    fn module(&mut self, rest: &[TokenTree], line: usize) -> usize {
        let Some(name) = word_at(rest, 1) else { return 1 };
        if self.place.is_empty() {
            self.note(line, What::Module(name.clone()));
        }
        let Some(TokenTree::Group(body)) = rest.get(2) else { return 2 };
        self.place.push(name);
        self.walk(&inside(body));
        self.place.pop();
        3
    }

    /// Reads `a::{b::c, d as e, f::*}`, with what stands before it.
    fn use_tree(&mut self, tokens: &[TokenTree], before: &[String]) {
        for branch in tokens.split(|token| is_punct(Some(token), ',')) {
            let mut steps = before.to_vec();
            let mut line = None;
            let mut is_leaf = false;
            for token in branch {
                line.get_or_insert(line_of(token.span()));
                match token {
                    TokenTree::Ident(word) if word == "as" => break,
                    TokenTree::Ident(word) => steps.push(plain(word)),
                    TokenTree::Punct(sign) if sign.as_char() == '*' => steps.push("*".to_owned()),
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                        self.use_tree(&inside(group), &steps);
                        is_leaf = false;
                        continue;
                    }
                    _ => continue,
                }
                is_leaf = true;
            }
            if let Some(line) = line.filter(|_| is_leaf) {
                self.path(&steps, line, true);
            }
        }
    }

    /// Notes a path. `imported`: it stands in a `use`, where the root alone is something to import.
    fn path(&mut self, steps: &[String], line: usize, imported: bool) {
        let Some(first) = steps.first() else { return };
        let is_egui = first == "egui" || first == "eframe" || first.starts_with("egui_");
        if is_egui {
            return self.note(line, What::Egui(first.clone()));
        }
        let mut full = match first.as_str() {
            "crate" | LIBRARY => Vec::new(),
            "self" | "super" => self.place.clone(),
            // In `lib.rs` a room's bare name is a path from the root.
            name if self.place.is_empty() => vec![name.to_owned()],
            _ => return,
        };
        for step in steps.iter().skip(usize::from(first != "super")) {
            match step.as_str() {
                "self" => {}
                "super" => drop(full.pop()),
                name => full.push(name.to_owned()),
            }
        }
        match full.into_iter().next() {
            Some(name) if name != "*" => self.note(line, What::FromRoot(name)),
            _ if imported => self.note(line, What::Root),
            _ => {}
        }
    }

    fn note(&mut self, line: usize, what: What) {
        self.found.push(Found { line, what });
    }
}

/// The names of the path that `tokens` begin with: `a::b::c` and no further.
fn steps_of(tokens: &[TokenTree]) -> Vec<String> {
    let mut steps: Vec<String> = word_at(tokens, 0).into_iter().collect();
    while let Some([one, two, name]) = tokens.get(3 * steps.len() - 2..3 * steps.len() + 1) {
        match name {
            TokenTree::Ident(name) if is_punct(Some(one), ':') && is_punct(Some(two), ':') => steps.push(plain(name)),
            _ => break,
        }
    }
    steps
}

fn inside(group: &proc_macro2::Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// A word without the `r#` of a raw one.
fn plain(word: &Ident) -> String {
    let name = word.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

fn word_at(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at) {
        Some(TokenTree::Ident(word)) => Some(plain(word)),
        _ => None,
    }
}

fn is_word(token: Option<&TokenTree>, name: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(word)) if word == name)
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Is it the text of a path that leaves its folder?
fn leads_out(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Literal(text)) if text.to_string().contains("..") || text.to_string().starts_with("\"/"))
}

fn line_of(span: Span) -> usize {
    span.start().line
}
