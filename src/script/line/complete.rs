//! What may stand at the cursor, and which call's brackets it is in. Works on text that does not parse yet.

use super::evaluate::Scope;
use super::scan::{is_closed, scan};
use super::signature::{Of, SIGNATURES, Signature};
use super::value::Val;
use crate::call;
use std::ops::Range;

/// At most so many are offered.
const MOST: usize = 40;

/// Something that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is put there.
    pub text: String,
    /// In place of this, in bytes.
    pub replaces: Range<usize>,
    /// What it is.
    pub what: Offered,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offered {
    /// A socket or a file of this side.
    Socket,
    /// Another name, with its value.
    Name(String),
    /// A method or function.
    Function(&'static Signature),
    /// A number of the sockets API.
    Constant(i32),
    /// The name of an argument, with `=`.
    Keyword,
    /// A module, or a word of Python's.
    Word,
}

/// The call whose brackets the cursor is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What it takes.
    pub signature: &'static Signature,
    /// Which argument the cursor is in, from 0.
    pub argument: usize,
}

/// The names of all numbers that lines may use.
pub(super) fn constants() -> impl Iterator<Item = &'static str> {
    let tables = [call::FAMILIES, call::KINDS, call::LEVELS, call::FLAGS, call::HOWS, call::PROTOCOLS];
    let more = [call::POLL_EVENTS, call::ADDRINFO_FLAGS];
    let options = call::OPTIONS.iter().map(|option| option.name);
    tables.into_iter().chain(more).flatten().map(|(name, _)| *name).chain(options)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The word that ends at a place.
fn word_before(text: &str, end: usize) -> Range<usize> {
    let before = text.get(..end).unwrap_or_default();
    let start = before.char_indices().rev().take_while(|(_, c)| is_word(*c)).last().map_or(end, |(at, _)| at);
    start..end
}

/// What may stand at the cursor (a place in bytes), the likeliest first. Nothing within strings and comments, and
/// nothing where no letter of it is there and nothing calls for it.
pub fn complete(source: &str, cursor: usize, scope: &dyn Scope) -> Vec<Completion> {
    let Some(before) = source.get(..cursor) else { return Vec::new() };
    let seen = scan(before);
    let open = seen.strings.last().is_some_and(|last| last.end == before.len() && !is_closed(before, last));
    let in_comment = seen.comments.last().is_some_and(|last| last.range.end == before.len());
    if open || in_comment {
        return Vec::new();
    }
    let word = word_before(source, cursor);
    let typed = source.get(word.clone()).unwrap_or_default();
    if typed.starts_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    let receiver = before.get(..word.start).and_then(|text| text.strip_suffix('.'));
    let all = match receiver {
        Some(receiver) => members(receiver, scope),
        None => free(typed, hint(source, cursor, scope), scope),
    };
    ranked(typed, all, word)
}

/// What the receiver of a dot has.
fn members(receiver: &str, scope: &dyn Scope) -> Vec<(String, Offered)> {
    let functions = |of: Of| {
        let all = SIGNATURES.iter().filter(move |signature| signature.of == of);
        all.map(|signature| (format!("{}(", signature.name), Offered::Function(signature)))
    };
    let words = |all: &[&str]| all.iter().map(|word| ((*word).to_owned(), Offered::Word)).collect();
    let name = receiver.get(word_before(receiver, receiver.len())).unwrap_or_default();
    if receiver.ends_with(['"', '\'']) {
        let start = receiver.rfind(|c: char| c.is_whitespace() || "(,=".contains(c)).map_or(0, |at| at + 1);
        let is_bytes = receiver.get(start..).is_some_and(|text| text.starts_with(['b', 'B']));
        return words(if is_bytes { &["decode()", "hex()"] } else { &["encode()"] });
    }
    match scope.value(name) {
        Some(Val::Socket(_)) => functions(Of::Socket).collect(),
        Some(Val::File(_)) => functions(Of::File).collect(),
        Some(Val::Bytes(_)) => words(&["decode()", "hex()", "strip()"]),
        Some(Val::Str(_)) => words(&["encode()", "strip()", "upper()", "lower()"]),
        Some(Val::Module(module)) if &*module == "socket" => module_members().collect(),
        None if name == "socket" => module_members().collect(),
        _ => Vec::new(),
    }
}

fn module_members() -> impl Iterator<Item = (String, Offered)> {
    let functions = SIGNATURES.iter().filter(|signature| signature.of == Of::Module);
    let functions = functions.map(|signature| (format!("{}(", signature.name), Offered::Function(signature)));
    functions.chain(constants().map(constant))
}

fn constant(name: &str) -> (String, Offered) {
    (name.to_owned(), Offered::Constant(call::number_of(name).unwrap_or_default()))
}

/// What stands without a dot: names of this side first, then what the place calls for.
fn free(typed: &str, hint: Option<Hint>, scope: &dyn Scope) -> Vec<(String, Offered)> {
    let mut all: Vec<(String, Offered)> = Vec::new();
    let wanted = hint.and_then(|hint| {
        hint.signature.parameters.get(hint.argument.min(hint.signature.parameters.len().saturating_sub(1)))
    });
    if let Some(parameter) = wanted {
        let table: &[call::Constant] = match parameter.name {
            "family" => call::FAMILIES,
            "type" => call::KINDS,
            "proto" => call::PROTOCOLS,
            "how" => call::HOWS,
            "level" => call::LEVELS,
            "flags" if hint.is_some_and(|hint| hint.signature.name == "getaddrinfo") => call::ADDRINFO_FLAGS,
            "flags" => call::FLAGS,
            "events" => call::POLL_EVENTS,
            _ => &[],
        };
        all.extend(table.iter().map(|(name, _)| constant(name)));
        if parameter.name == "optname" {
            all.extend(call::OPTIONS.iter().map(|option| constant(option.name)));
        }
    }
    if typed.is_empty() {
        return all;
    }
    let mut names = scope.names();
    names.sort_by(|a, b| (!is_socket(&a.1), &a.0).cmp(&(!is_socket(&b.1), &b.0)));
    for (name, value) in names.into_iter().filter(|(name, _)| name.chars().all(is_word)) {
        let what = match &value {
            value if is_socket(value) => Offered::Socket,
            value => Offered::Name(value.repr_short(&|sid| scope.label(sid), 60)),
        };
        all.push((name, what));
    }
    if let Some(hint) = hint.filter(|hint| hint.signature.by_name) {
        let keywords = hint.signature.parameters.iter().filter(|parameter| !parameter.name.starts_with("field"));
        all.extend(keywords.map(|parameter| (format!("{}=", parameter.name), Offered::Keyword)));
    }
    let word = |word: &str| (word.to_owned(), Offered::Word);
    all.extend(
        ["socket", "print(", "len(", "True", "False", "None", "import socket", "from socket import *"].map(word),
    );
    if typed.chars().count() > 1 {
        let functions = SIGNATURES.iter().filter(|signature| signature.of == Of::Module && signature.name != "socket");
        all.extend(functions.map(|signature| (format!("socket.{}(", signature.name), Offered::Function(signature))));
        all.extend(constants().map(constant));
    }
    all
}

fn is_socket(value: &Val) -> bool {
    matches!(value, Val::Socket(_) | Val::File(_))
}

/// Those that begin with what is typed, then those that have its letters in their order; what is typed in full is no
/// completion.
fn ranked(typed: &str, all: Vec<(String, Offered)>, replaces: Range<usize>) -> Vec<Completion> {
    let wanted = typed.to_lowercase();
    let mut found: Vec<(u8, usize, (String, Offered))> = Vec::new();
    for (at, one) in all.into_iter().enumerate() {
        let text = one.0.to_lowercase();
        let rank = if text.starts_with(&wanted) {
            0
        } else if text.rsplit('.').next().is_some_and(|last| last.starts_with(&wanted)) {
            1
        } else if wanted.chars().count() > 1 && has_letters(&text, &wanted) {
            2
        } else {
            continue;
        };
        let is_there = one.0 == typed || found.iter().any(|(_, _, other)| other.0 == one.0);
        if !is_there {
            found.push((rank, at, one));
        }
    }
    found.sort_by_key(|(rank, at, _)| (*rank, *at));
    let put = |(_, _, (text, what))| Completion { text, replaces: replaces.clone(), what };
    found.into_iter().take(MOST).map(put).collect()
}

fn has_letters(text: &str, wanted: &str) -> bool {
    let mut rest = text.chars();
    wanted.chars().all(|c| rest.any(|other| other == c))
}

/// The call whose brackets the cursor is in; the brackets of a tuple are within the call's.
pub fn hint(source: &str, cursor: usize, scope: &dyn Scope) -> Option<Hint> {
    let before = source.get(..cursor)?;
    let seen = scan(before);
    let comments = seen.comments.iter().map(|comment| comment.range.clone());
    let mut skipped: Vec<Range<usize>> = seen.strings.iter().cloned().chain(comments).collect();
    skipped.sort_by_key(|range| range.start);
    let mut skipped = skipped.into_iter().peekable();
    // Open brackets, and how many commas there are directly within each.
    let mut open: Vec<(usize, char, usize)> = Vec::new();
    for (at, c) in before.char_indices() {
        while skipped.next_if(|range| range.end <= at).is_some() {}
        if skipped.peek().is_some_and(|range| range.start <= at) {
            continue;
        }
        match c {
            '(' | '[' | '{' => open.push((at, c, 0)),
            ')' | ']' | '}' => {
                open.pop();
            }
            ',' => {
                if let Some(last) = open.last_mut() {
                    last.2 += 1;
                }
            }
            _ => {}
        }
    }
    let call = |(at, c, commas): &(usize, char, usize)| {
        let word = word_before(before, *at);
        let name = before.get(word.clone()).filter(|name| *c == '(' && !name.is_empty())?;
        Some((named(before, word, name, scope)?, *commas))
    };
    let (signature, argument) = open.iter().rev().find_map(call)?;
    Some(Hint { signature, argument })
}

fn named(text: &str, word: Range<usize>, name: &str, scope: &dyn Scope) -> Option<&'static Signature> {
    let of = |of: Of| super::signature::signature(of, name);
    let receiver = text.get(..word.start).and_then(|text| text.strip_suffix('.'));
    let Some(receiver) = receiver else { return of(Of::Module) };
    let on = receiver.get(word_before(receiver, receiver.len())).unwrap_or_default();
    match scope.value(on) {
        Some(Val::File(_)) => of(Of::File),
        Some(Val::Socket(_)) => of(Of::Socket),
        Some(Val::Module(_)) => of(Of::Module),
        _ if on == "socket" => of(Of::Module),
        _ => of(Of::Socket).or_else(|| of(Of::File)),
    }
}
