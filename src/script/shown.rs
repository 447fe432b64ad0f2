//! A step of a script as a line of Python, and what is expected of it: code, the same in every language.
//!
//! A variable of the script is a variable of the line: `"${addr}"` reads `addr`, `"${tmp}/s"` reads `f"{tmp}/s"`.

use super::file::{Action, CallStep, Expect, Part, Step, text_parts};
use super::literal::{double_quoted_bytes, double_quoted_str, python_data_short};
use super::python::line;
use crate::bytes::{escape_text, python_float};
use crate::call::{Address, Call};
use crate::session::{Json, address_of, bytes_of, call_of, json_text};
use serde_json::Value;
use std::borrow::Cow;

/// Of a line that cannot be read as a call, so many characters show.
const SHOWN_CHARS: usize = 160;

/// A step as a line of Python.
pub fn step_line(step: &Step) -> String {
    match &step.action {
        Action::Call(call) => {
            let text = call_text(call, &step.text).unwrap_or_else(|| as_written(&step.text));
            match call.times {
                Some(times) => format!("for _ in range({times}): {text}"),
                None => text,
            }
        }
        Action::Join { id, seconds } => format!("{}.join({})", escaped(id), number(*seconds)),
        Action::Sleep { seconds } => format!("time.sleep({})", number(*seconds)),
        Action::Unlink { path } => format!("os.unlink({})", text_form(path)),
    }
}

/// What is expected, in Python's words: `b"hi"`, `ECONNREFUSED`, `19`.
pub fn expect_text(expect: &Expect) -> String {
    match expect {
        Expect::Anything => "*".to_owned(),
        Expect::Ok(value) => value_text(value),
        Expect::Data(form) => Json::parse(form).ok().map_or_else(|| escaped(form), |form| data_text(&form)),
        Expect::Len(len) => format!("len {len}"),
        Expect::Between(low, high) => {
            let bound = |bound: &Option<f64>| bound.map_or_else(|| "…".to_owned(), number);
            format!("{} … {}", bound(low), bound(high))
        }
        Expect::Err(name) => escaped(name),
        Expect::Pending(true) => "pending".to_owned(),
        Expect::Pending(false) => "not pending".to_owned(),
        Expect::OneOf(list) => list.iter().map(expect_text).collect::<Vec<_>>().join(" | "),
    }
}

/// What a step's line says beside: its `#`.
pub fn comment(step: &Step) -> Option<Box<str>> {
    Json::parse(&step.text).ok()?.get("#")?.text().map(Box::from)
}

/// Seconds and counts: whole numbers without a point.
fn number(number: f64) -> String {
    let text = python_float(number);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn escaped(text: &str) -> String {
    escape_text(text.as_bytes())
}

fn as_written(text: &str) -> String {
    let short: String = text.chars().take(SHOWN_CHARS).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("{}{more}", escaped(&short))
}

/// A JSON value as Python has it.
fn value_text(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text_form(text),
        Value::Array(items) => format!("({})", items.iter().map(value_text).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let one = |(key, value): (&String, &Value)| format!("{}: {}", double_quoted_str(key), value_text(value));
            format!("{{{}}}", entries.iter().map(one).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A text with variables: `addr`, `addr[1]`, `f"{tmp}/s"`.
fn text_form(text: &str) -> String {
    let parts = text_parts(text);
    match parts.as_slice() {
        [Part::Variable(path)] => variable(path),
        parts if parts.iter().any(|part| matches!(part, Part::Variable(_))) => {
            let one = |part: &Part<'_>| match part {
                Part::Text(text) => double_quoted_str(text).trim_matches('"').to_owned(),
                Part::Variable(path) => format!("{{{}}}", variable(path)),
            };
            format!("f\"{}\"", parts.iter().map(one).collect::<String>())
        }
        _ => double_quoted_str(text),
    }
}

/// `addr.1` as `addr[1]`.
fn variable(path: &str) -> String {
    let mut steps = path.split('.');
    let mut text = escaped(steps.next().unwrap_or_default());
    for step in steps {
        let is_number = !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
        text += &if is_number { format!("[{step}]") } else { format!("[{}]", double_quoted_str(step)) };
    }
    text
}

fn names_variable(json: &Json<'_>) -> bool {
    match json {
        Json::Text(text) => text_parts(text).iter().any(|part| matches!(part, Part::Variable(_))),
        Json::List(items) => items.iter().any(names_variable),
        Json::Map(entries) => entries.iter().any(|(key, value)| key == "var" || names_variable(value)),
        _ => false,
    }
}

/// An address as a line of Python has it, its variables in it.
fn address_form(json: &Json<'_>) -> String {
    match json {
        Json::Text(text) => text_form(text),
        Json::List(items) => {
            let one = |item: &Json<'_>| match item {
                Json::Text(text) => text_form(text),
                other => escaped(&json_text(other)),
            };
            format!("({})", items.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        Json::Map(_) if json.get("abstract").is_some() => {
            format!("b\"\\x00\" + {}", json.get("abstract").map(data_text).unwrap_or_default())
        }
        other => other.get("path").map_or_else(|| as_written(&json_text(other)), data_text),
    }
}

/// A byte form as an expression; no bytes are made that it does not show.
fn data_text(form: &Json<'_>) -> String {
    match form {
        Json::Text(text) => python_data_short(text.as_bytes(), None),
        Json::Map(_) => {
            if let Some(name) = form.get("var").and_then(Json::text) {
                return escaped(name);
            }
            if let Some(count) = form.get("seq").and_then(Json::u64) {
                return format!("bytes(i % 251 for i in range({count}))");
            }
            if let (Some(piece), Some(times)) = (form.get("repeat"), form.get("times").and_then(Json::u64)) {
                return format!("{} * {times}", data_text(piece));
            }
            if let Some(items) = form.get("cat").and_then(Json::list) {
                return items.iter().map(data_text).collect::<Vec<_>>().join(" + ");
            }
            match bytes_of(form) {
                Ok(bytes) if bytes.len() <= 64 => double_quoted_bytes(&bytes),
                Ok(bytes) => python_data_short(&bytes, None),
                Err(_) => as_written(&json_text(form)),
            }
        }
        other => as_written(&json_text(other)),
    }
}

fn call_text(step: &CallStep, text: &str) -> Option<String> {
    let json = Json::parse(text).ok()?;
    let Json::Map(entries) = &json else { return None };
    let is_odd_value = |value: &Json<'_>| matches!(value, Json::Map(_)) && weighs(value);
    // What may be large, or is a variable, is put in as text.
    let light = entries.iter().map(|(key, value)| {
        let value = match key.as_ref() {
            "data" => Json::Text(Cow::Borrowed("")),
            "address" => Json::List(vec![Json::Text("0.0.0.0".into()), Json::Number("0")]),
            "value" if is_odd_value(value) => Json::Number("0"),
            _ => value.clone(),
        };
        (key.clone(), value)
    });
    let mut call = call_of(step.kind, &Json::Map(light.collect())).ok()?;
    if let (Some(address), Some(place)) = (json.get("address"), address_mut(&mut call)) {
        let known = if names_variable(address) { None } else { address_of(address) };
        *place = match known {
            Some(known) => known,
            None => Address::Other(address_form(address).into()),
        };
    }
    if let (Some(value), Call::SetSockOpt { value: place, .. }) = (json.get("value"), &mut call)
        && is_odd_value(value)
    {
        *place = crate::call::OptionValue::Odd(data_text(value).into());
    }
    let data = json.get("data").map(data_text).unwrap_or_default();
    let other = step.makes.get(1);
    if let (Call::SocketPair { other: place, .. }, Some(name)) = (&mut call, other) {
        *place = Some(crate::call::Name::new("", name));
    }
    let (on, makes) = (step.on.as_deref(), step.makes.first().map(|name| &**name));
    Some(saved(step, line(&call, on, makes, &|_| data.clone())))
}

/// Whether an option's value is a byte form.
fn weighs(value: &Json<'_>) -> bool {
    ["hex", "b64", "seq", "repeat", "cat", "var"].iter().any(|key| value.get(key).is_some())
}

/// With the variables that keep the result.
fn saved(step: &CallStep, line: String) -> String {
    let kept = [&step.save, &step.save_addr].map(|name| name.as_deref().map(escaped));
    match (kept, step.kind.name()) {
        ([Some(address), _], "accept") => line.replacen(", addr = ", &format!(", {address} = "), 1),
        ([data, from], "recvmsg") => {
            let (data, from) = (data.unwrap_or_else(|| "data".to_owned()), from.unwrap_or_else(|| "addr".to_owned()));
            line.replacen("data, anc, flags, addr = ", &format!("{data}, anc, flags, {from} = "), 1)
        }
        ([data, Some(from)], "recvfrom") => format!("{}, {from} = {line}", data.unwrap_or_else(|| "_".to_owned())),
        ([Some(data), None], "recvfrom") => format!("{data}, _ = {line}"),
        ([Some(name), _], _) => format!("{name} = {line}"),
        _ => line,
    }
}

fn address_mut(call: &mut Call) -> Option<&mut Address> {
    match call {
        Call::Bind { address }
        | Call::Connect { address }
        | Call::ConnectEx { address }
        | Call::SendTo { address, .. } => Some(address),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::file::read;

    fn steps(lines: &[&str]) -> Vec<Step> {
        let text = format!("{{\"netscript\":1}}\n{}\n", lines.join("\n"));
        read(text.as_bytes()).unwrap().script.cases.remove(0).steps
    }

    #[test]
    fn steps_read_as_python() {
        let lines = [
            (r#"{"call":"socket","as":"srv"}"#, "srv = socket.socket(AF_INET, SOCK_STREAM)"),
            (r#"{"call":"bind","on":"srv","address":["127.0.0.1",0]}"#, r#"srv.bind(("127.0.0.1", 0))"#),
            (r#"{"call":"getsockname","on":"srv","save":"addr"}"#, "addr = srv.getsockname()"),
            (r#"{"call":"accept","on":"srv","as":"c","save":"who","async":true,"id":"a1"}"#, "c, who = srv.accept()"),
            (r#"{"do":"join","id":"a1","timeout":0.2}"#, "a1.join(0.2)"),
            (r#"{"call":"connect","on":"srv","address":"${addr}"}"#, "srv.connect(addr)"),
            (
                r#"{"call":"connect","on":"srv","address":["127.0.0.1","${addr.1}"]}"#,
                r#"srv.connect(("127.0.0.1", addr[1]))"#,
            ),
            (r#"{"call":"bind","on":"srv","address":"${tmp}/room.sock"}"#, r#"srv.bind(f"{tmp}/room.sock")"#),
            (r#"{"call":"bind","on":"srv","address":"/tmp/x"}"#, r#"srv.bind("/tmp/x")"#),
            (r#"{"call":"recvfrom","on":"srv","size":9,"save":"m","save_addr":"from"}"#, "m, from = srv.recvfrom(9)"),
            (r#"{"call":"recvmsg","on":"srv","size":8}"#, "data, anc, flags, addr = srv.recvmsg(8)"),
            (r#"{"call":"sendto","on":"srv","data":{"var":"m"},"address":"${from}"}"#, "srv.sendto(m, from)"),
            (r#"{"call":"send","on":"srv","data":{"repeat":"x","times":65508}}"#, r#"srv.send(b"x" * 65508)"#),
            (r#"{"call":"send","on":"srv","data":{"hex":"00 ff"}}"#, r#"srv.send(b"\x00\xff")"#),
            (r#"{"call":"send","on":"srv","data":"hi","times":3}"#, r#"for _ in range(3): srv.send(b"hi")"#),
            (
                r#"{"call":"setsockopt","on":"srv","name":"SO_REUSEADDR","value":1}"#,
                "srv.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)",
            ),
            (r#"{"call":"socketpair","as":["a","b"]}"#, "a, b = socket.socketpair()"),
            (r#"{"do":"sleep","seconds":1}"#, "time.sleep(1)"),
            (r#"{"do":"unlink","path":"${tmp}/room.sock"}"#, r#"os.unlink(f"{tmp}/room.sock")"#),
        ];
        let written: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
        for (step, (_, python)) in steps(&written).iter().zip(lines) {
            assert_eq!(step_line(step), python);
        }
    }

    #[test]
    fn what_is_expected_reads_as_python() {
        for (expect, text) in [
            (r#"{"ok":null}"#, "None"),
            (r#"{"ok":"*"}"#, "*"),
            (r#"{"ok":19}"#, "19"),
            (r##"{"ok":["127.0.0.1","#1"]}"##, r##"("127.0.0.1", "#1")"##),
            (r#"{"ok":"${tmp}/room.sock"}"#, r#"f"{tmp}/room.sock""#),
            (r#"{"data":"hi\n"}"#, r#"b"hi\n""#),
            (r#"{"len":0}"#, "len 0"),
            (r#"{"min":1}"#, "1 … …"),
            (r#"{"oneof":[{"err":"ECONNREFUSED"},{"err":"timeout"}]}"#, "ECONNREFUSED | timeout"),
            (r#"{"pending":true}"#, "pending"),
        ] {
            let line = format!("{{\"do\":\"sleep\",\"seconds\":0,\"expect\":{expect}}}");
            assert_eq!(expect_text(steps(&[&line])[0].expect.as_ref().unwrap()), text);
        }
    }
}
