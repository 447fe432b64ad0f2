//! One line of a script, read alone: what it says, without what stands before it.

use super::expect::{self, number};
use super::fault::{FaultWhy, missing, wrong};
use super::forms::{address_variables, weigh};
use super::{Action, CallStep, Expect, Net, ScriptHeader, Setting};
use crate::call::{self, CallKind};
use crate::session::{Json, LineError, LineWhy, call_of};
use std::borrow::Cow;

type Result<T> = std::result::Result<T, FaultWhy>;

/// Every key that a step may have.
const KEYS: &[&str] = &[
    "call",
    "do",
    "on",
    "as",
    "id",
    "async",
    "#",
    "expect",
    "save",
    "save_addr",
    "elapsed",
    "times",
    "timeout",
    "family",
    "type",
    "proto",
    "flags",
    "address",
    "backlog",
    "data",
    "size",
    "skip",
    "how",
    "level",
    "name",
    "value",
    "kind",
    "len",
    "mode",
    "encoding",
    "newline",
    "buffering",
    "host",
    "port",
    "events",
    "fields",
    "until",
    "seconds",
    "path",
    "show",
];
const HEADER_KEYS: &[&str] = &["netscript", "title", "net", "requires", "lang", "#"];
const CASE_KEYS: &[&str] = &["case", "title", "run_as", "requires", "netns", "nofile", "#"];
/// A name has at most so many characters.
const NAME_CHARS: usize = 64;
const MOST_TIMES: i64 = 10_000_000;
const MOST_SLEEP: f64 = 10.0;
/// A case ends after 20 s; nothing waits longer.
const MOST_WAIT: f64 = 3600.0;

/// What a line is, and what it names that other lines have to make.
pub(super) struct Line {
    pub what: What,
    pub expect: Option<Expect>,
    /// The variables that it uses.
    pub variables: Vec<Box<str>>,
    /// Constants that this system does not have.
    pub unknown: Vec<Box<str>>,
}

pub(super) enum What {
    Case { id: Box<str>, title: Box<str>, requires: Vec<Box<str>>, setting: Setting },
    Comment,
    Step(Action),
}

/// Reads the first line.
pub(super) fn header(json: &Json<'_>) -> Result<ScriptHeader> {
    if json.get("netscript").and_then(Json::i64) != Some(1) {
        return Err(FaultWhy::NotAScript);
    }
    if json.get("log").is_some() {
        return Err(FaultWhy::Log);
    }
    known_keys(json, HEADER_KEYS)?;
    let net = match json.get("net") {
        None => Net::default(),
        Some(value) => value.text().and_then(Net::parse).ok_or(wrong("net"))?,
    };
    Ok(ScriptHeader { title: text(json, "title")?, net, requires: texts(json, "requires")?, lang: text(json, "lang")? })
}

/// Reads any other line.
pub(super) fn line(json: &Json<'_>) -> Result<Line> {
    let mut found = Line { what: What::Comment, expect: None, variables: Vec::new(), unknown: Vec::new() };
    let Json::Map(entries) = json else { return Err(LineError::of(LineWhy::NotAnObject).into()) };
    if json.get("case").is_some() {
        found.what = case(json)?;
        return Ok(found);
    }
    if entries.iter().all(|(key, _)| key == "#") && !entries.is_empty() {
        return Ok(found);
    }
    let action = match (json.get("call"), json.get("do")) {
        (Some(name), None) => {
            let name = name.text().ok_or(wrong("call"))?;
            let kind = CallKind::parse(name).ok_or_else(|| FaultWhy::UnknownCall(name.into()))?;
            known_keys(json, KEYS)?;
            Action::Call(call_step(kind, json, &mut found)?)
        }
        (None, Some(name)) => {
            let name = name.text().ok_or(wrong("do"))?;
            let action = other(name, json, &mut found)?;
            known_keys(json, KEYS)?;
            action
        }
        _ => return Err(FaultWhy::CallOrDo),
    };
    found.what = What::Step(action);
    if let Some(json) = json.get("expect") {
        found.expect = Some(expect::expect(json, &mut found.variables)?);
    }
    Ok(found)
}

fn known_keys(json: &Json<'_>, known: &[&str]) -> Result<()> {
    let Json::Map(entries) = json else { return Ok(()) };
    match entries.iter().find(|(key, _)| !known.contains(&key.as_ref())) {
        Some((key, _)) => Err(FaultWhy::UnknownKey(key.as_ref().into())),
        None => Ok(()),
    }
}

fn text(json: &Json<'_>, key: &'static str) -> Result<Option<Box<str>>> {
    let Some(value) = json.get(key) else { return Ok(None) };
    Ok(Some(value.text().ok_or(wrong(key))?.into()))
}

fn texts(json: &Json<'_>, key: &'static str) -> Result<Vec<Box<str>>> {
    let Some(value) = json.get(key) else { return Ok(Vec::new()) };
    let items = value.list().ok_or(wrong(key))?;
    items.iter().map(|item| item.text().map(Box::from).ok_or(wrong(key))).collect()
}

fn case(json: &Json<'_>) -> Result<What> {
    known_keys(json, CASE_KEYS)?;
    let id = json.get("case").and_then(Json::text).filter(|id| !id.is_empty()).ok_or(wrong("case"))?.into();
    let one = |key: &'static str, word: &str| match json.get(key) {
        None => Ok(false),
        Some(value) if value.text() == Some(word) => Ok(true),
        Some(_) => Err(wrong(key)),
    };
    let nofile = match json.get("nofile") {
        None => None,
        Some(value) => Some(value.u64().filter(|count| (1..=1 << 20).contains(count)).ok_or(wrong("nofile"))?),
    };
    let setting = Setting { nobody: one("run_as", "nobody")?, empty_netns: one("netns", "empty")?, nofile };
    Ok(What::Case { id, title: text(json, "title")?.unwrap_or_default(), requires: texts(json, "requires")?, setting })
}

fn other(name: &str, json: &Json<'_>, found: &mut Line) -> Result<Action> {
    let seconds = |key: &'static str, most: f64| {
        json.get(key).map(|value| number(value).filter(|s| (0.0..=most).contains(s)).ok_or(wrong(key))).transpose()
    };
    Ok(match name {
        "join" => Action::Join { id: label(json, "id")?, seconds: seconds("timeout", MOST_WAIT)?.unwrap_or(5.0) },
        "sleep" => Action::Sleep { seconds: seconds("seconds", MOST_SLEEP)?.ok_or(missing("seconds"))? },
        "unlink" => {
            let path = text(json, "path")?.ok_or(missing("path"))?;
            let mut named = Vec::new();
            address_variables(json.get("path").unwrap_or(&Json::Null), &mut named)?;
            found.variables.extend(named.into_iter().map(Box::from));
            Action::Unlink { path }
        }
        _ => return Err(FaultWhy::UnknownDo(name.into())),
    })
}

/// A name of the script: not empty, no control characters, at most 64 characters.
fn label(json: &Json<'_>, key: &'static str) -> Result<Box<str>> {
    name_of(json.get(key).ok_or(missing(key))?, key)
}

fn name_of(value: &Json<'_>, key: &'static str) -> Result<Box<str>> {
    let name = value.text().ok_or(wrong(key))?;
    let is_fit = !name.is_empty() && !name.contains(char::is_control) && name.chars().count() <= NAME_CHARS;
    if is_fit { Ok(name.into()) } else { Err(wrong(key)) }
}

fn call_step(kind: CallKind, json: &Json<'_>, found: &mut Line) -> Result<CallStep> {
    let mut named = Vec::new();
    if let Some(form) = json.get("data") {
        weigh(form, &mut named)?;
    }
    if let Some(form @ Json::Map(entries)) = json.get("value")
        && entries.iter().any(|(key, _)| ["hex", "b64", "seq", "repeat", "cat", "var"].contains(&key.as_ref()))
    {
        weigh(form, &mut named)?;
    }
    address_variables(json.get("address").unwrap_or(&Json::Null), &mut named)?;
    found.variables.extend(named.into_iter().map(Box::from));
    let whole = |key: &'static str| json.get(key).map(|value| value.i64().ok_or(wrong(key))).transpose();
    // Far below zero is the run's to refuse, as Python does.
    let is_far_below = matches!(json.get("size"), Some(Json::Number(text)) if text.starts_with('-') && is_whole(text));
    if !is_far_below && whole("size")?.is_some_and(|size| size > super::forms::MOST_BYTES as i64) {
        return Err(wrong("size"));
    }
    let times = whole("times")?.map(|times| u32::try_from(times).ok().filter(|n| i64::from(*n) <= MOST_TIMES));
    let background = match json.get("async") {
        None | Some(Json::Bool(false)) => None,
        Some(Json::Bool(true)) => Some(label(json, "id")?),
        Some(_) => return Err(wrong("async")),
    };
    let save = |key: &'static str| json.get(key).map(|value| name_of(value, key)).transpose();
    unknown_constants(json, &mut found.unknown);
    check_arguments(kind, json)?;
    Ok(CallStep {
        kind,
        on: if needs_socket(kind) { Some(label(json, "on")?) } else { None },
        makes: makes(kind, json)?,
        background,
        times: times.map(|times| times.ok_or(wrong("times"))).transpose()?.filter(|times| *times > 0),
        save: save("save")?,
        save_addr: save("save_addr")?,
        elapsed: json.get("elapsed").map(elapsed).transpose()?,
        skip: match whole("skip")? {
            None => 0,
            Some(skip) => usize::try_from(skip).map_err(|_| wrong("skip"))?,
        },
        is_partial_shown: match json.get("show") {
            None => false,
            Some(value) if value.text() == Some("partial") => true,
            Some(_) => return Err(wrong("show")),
        },
    })
}

fn is_whole(text: &str) -> bool {
    text.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit())
}

fn elapsed(value: &Json<'_>) -> Result<(f64, f64)> {
    match value.list() {
        Some([low, high]) => number(low).zip(number(high)).ok_or(wrong("elapsed")),
        _ => Err(wrong("elapsed")),
    }
}

/// Whether the call is made on a socket or a file.
fn needs_socket(kind: CallKind) -> bool {
    !matches!(kind.name(), "socket" | "socketpair" | "getaddrinfo")
}

fn makes(kind: CallKind, json: &Json<'_>) -> Result<Vec<Box<str>>> {
    match (kind.name(), json.get("as").ok_or(missing("as"))) {
        ("socketpair", names) => match names?.list() {
            Some([a, b]) => Ok(vec![name_of(a, "as")?, name_of(b, "as")?]),
            _ => Err(wrong("as")),
        },
        ("socket" | "accept" | "dup" | "makefile", name) => Ok(vec![name_of(name?, "as")?]),
        _ => Ok(Vec::new()),
    }
}

/// Whether all is there that the call cannot do without. What Python would refuse is the run's to refuse.
fn check_arguments(kind: CallKind, json: &Json<'_>) -> Result<()> {
    let Json::Map(entries) = json else { return Ok(()) };
    // What may be large is looked at already; the codec would make it.
    let light = entries.iter().map(|(key, value)| {
        let value = match (key.as_ref(), value) {
            ("data", _) => Json::Text(Cow::Borrowed("")),
            ("address", _) => Json::List(vec![Json::Text("127.0.0.1".into()), Json::Number("0")]),
            ("value", Json::Map(_)) => Json::Text(Cow::Borrowed("")),
            (_, value) => value.clone(),
        };
        (key.clone(), value)
    });
    match call_of(kind, &Json::Map(light.collect())) {
        Err(error @ LineError { why: LineWhy::Missing(_), .. }) => Err(error.into()),
        _ => Ok(()),
    }
}

/// Names of constants that are not known here: the run says so of the step.
fn unknown_constants(json: &Json<'_>, found: &mut Vec<Box<str>>) {
    for key in ["family", "type", "proto", "flags", "how", "level", "name"] {
        let Some(value) = json.get(key) else { continue };
        let one = std::slice::from_ref(value);
        for name in value.list().unwrap_or(one).iter().filter_map(Json::text) {
            if call::number_of(name).is_none() {
                found.push(name.into());
            }
        }
    }
}
