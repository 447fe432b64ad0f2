//! `expect`: what is to come of a step.

use super::fault::{FaultWhy, wrong};
use super::forms::weigh;
use crate::session::Json;
use serde_json::Value;

/// What is to come of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// Any result that is no error.
    Anything,
    /// This result, as the result line has it.
    Ok(Value),
    /// These bytes: a byte form, as it is written.
    Data(Box<str>),
    /// So many bytes.
    Len(u64),
    /// A number, or so many bytes, within these bounds.
    Between(Option<f64>, Option<f64>),
    /// An error's name.
    Err(Box<str>),
    /// Whether it still waits.
    Pending(bool),
    /// One of these.
    OneOf(Vec<Expect>),
}

/// Reads `expect`; names of variables go to `variables`.
pub(super) fn expect(json: &Json<'_>, variables: &mut Vec<Box<str>>) -> Result<Expect, FaultWhy> {
    match json.get("oneof") {
        Some(list) => {
            let items = list.list().ok_or(wrong("oneof"))?;
            items.iter().map(|item| one(item, variables)).collect::<Result<_, _>>().map(Expect::OneOf)
        }
        None => one(json, variables),
    }
}

fn one(json: &Json<'_>, variables: &mut Vec<Box<str>>) -> Result<Expect, FaultWhy> {
    let Json::Map(entries) = json else { return Err(wrong("expect")) };
    let known = ["ok", "data", "len", "min", "max", "err", "pending"];
    if entries.is_empty() || entries.iter().any(|(key, _)| !known.contains(&key.as_ref())) {
        return Err(wrong("expect"));
    }
    if let Some(name) = json.get("err") {
        return Ok(Expect::Err(name.text().ok_or(wrong("err"))?.into()));
    }
    if let Some(flag) = json.get("pending") {
        return Ok(Expect::Pending(flag.bool().ok_or(wrong("pending"))?));
    }
    if let Some(form) = json.get("data") {
        let mut named = Vec::new();
        weigh(form, &mut named)?;
        variables.extend(named.into_iter().map(Box::from));
        return Ok(Expect::Data(json_text(form).into()));
    }
    if let Some(len) = json.get("len") {
        return Ok(Expect::Len(len.u64().ok_or(wrong("len"))?));
    }
    if json.get("min").is_some() || json.get("max").is_some() {
        let bound = |key: &'static str| match json.get(key) {
            None => Ok(None),
            Some(value) => number(value).map(Some).ok_or(wrong(key)),
        };
        return Ok(Expect::Between(bound("min")?, bound("max")?));
    }
    Ok(match json.get("ok") {
        Some(Json::Text(text)) if text == "*" => Expect::Anything,
        Some(value) => Expect::Ok(value_of(value)),
        None => return Err(wrong("expect")),
    })
}

/// A finite number.
pub(super) fn number(json: &Json<'_>) -> Option<f64> {
    match json {
        Json::Number(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

/// A value of the line as the results have theirs.
pub(super) fn value_of(json: &Json<'_>) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(text) => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => number.into(),
            (_, Ok(number)) => number.into(),
            _ => Value::Null,
        },
        Json::Text(text) => Value::String(text.as_ref().to_owned()),
        Json::List(items) => items.iter().map(value_of).collect(),
        Json::Map(entries) => {
            Value::Object(entries.iter().map(|(key, item)| (key.as_ref().to_owned(), value_of(item))).collect())
        }
    }
}

fn json_text(json: &Json<'_>) -> String {
    value_of(json).to_string()
}
