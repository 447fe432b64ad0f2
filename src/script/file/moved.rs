//! A step with another port in its address: the text of its line, and what is expected of it.

use super::{Action, Expect, Step};
use crate::session::{Json, json_text};
use serde_json::Value;

/// The step as it is where `moves` (host and port as they stand in its address) says that the port is another one: its
/// call's address, and addresses among what is expected. None where nothing changes. Variables and names stay.
pub fn move_port(step: &Step, to: u16, moves: &dyn Fn(&str, &str) -> bool) -> Option<Step> {
    if !matches!(step.action, Action::Call(_)) {
        return None;
    }
    let mut json = Json::parse(&step.text).ok()?;
    let number = to.to_string();
    let Json::Map(entries) = &mut json else { return None };
    let mut changed = false;
    for (key, value) in entries.iter_mut() {
        match key.as_ref() {
            "address" => changed |= move_address(value, &number, moves),
            "expect" => changed |= move_within(value, &number, moves),
            _ => {}
        }
    }
    if !changed {
        return None;
    }
    let text = json_text(&json).into();
    let mut other = Step { text, ..step.clone() };
    if let Some(expect) = &mut other.expect {
        move_expected(expect, to, moves);
    }
    Some(other)
}

fn move_address<'a>(json: &mut Json<'a>, to: &'a str, moves: &dyn Fn(&str, &str) -> bool) -> bool {
    match json {
        Json::List(items) => match items.as_mut_slice() {
            [Json::Text(host), Json::Number(port), ..] if moves(host, port) => {
                *port = to;
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// Addresses wherever they stand in a result.
fn move_within<'a>(json: &mut Json<'a>, to: &'a str, moves: &dyn Fn(&str, &str) -> bool) -> bool {
    let mut changed = move_address(json, to, moves);
    match json {
        Json::List(items) => items.iter_mut().for_each(|item| changed |= move_within(item, to, moves)),
        Json::Map(entries) => entries.iter_mut().for_each(|(_, item)| changed |= move_within(item, to, moves)),
        _ => {}
    }
    changed
}

fn move_expected(expect: &mut Expect, to: u16, moves: &dyn Fn(&str, &str) -> bool) {
    match expect {
        Expect::Ok(value) => move_value(value, to, moves),
        Expect::OneOf(list) => list.iter_mut().for_each(|one| move_expected(one, to, moves)),
        _ => {}
    }
}

fn move_value(value: &mut Value, to: u16, moves: &dyn Fn(&str, &str) -> bool) {
    match value {
        Value::Array(items) => {
            if let [Value::String(host), Value::Number(port), ..] = items.as_mut_slice()
                && moves(host, &port.to_string())
            {
                *port = to.into();
            }
            items.iter_mut().for_each(|item| move_value(item, to, moves));
        }
        Value::Object(entries) => entries.iter_mut().for_each(|(_, item)| move_value(item, to, moves)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn the_port_of_this_machine_is_another_and_all_else_stays() {
        let moves = |host: &str, port: &str| host.starts_with("127.") && port == "80";
        for (line, other) in [
            (
                r#"{"call":"bind","on":"s","address":["127.0.0.1",80],"expect":{"ok":null}}"#,
                Some(r#"{"call":"bind","on":"s","address":["127.0.0.1",8080],"expect":{"ok":null}}"#),
            ),
            (
                r##"{"call":"connect","on":"s","#":"dial 80","address":[ "127.0.0.1" , 80 ]}"##,
                Some(r##"{"call":"connect","on":"s","#":"dial 80","address":["127.0.0.1",8080]}"##),
            ),
            (
                r#"{"call":"getsockname","on":"s","expect":{"oneof":[{"ok":["127.0.0.1",80]},{"err":"EBADF"}]}}"#,
                Some(
                    r#"{"call":"getsockname","on":"s","expect":{"oneof":[{"ok":["127.0.0.1",8080]},{"err":"EBADF"}]}}"#,
                ),
            ),
            (r#"{"call":"connect","on":"s","address":["192.0.2.1",80]}"#, None),
            (r#"{"call":"connect","on":"s","address":["127.0.0.1",800]}"#, None),
            (r#"{"call":"connect","on":"s","address":["127.0.0.1","${port}"]}"#, None),
            (r#"{"call":"connect","on":"s","address":"/tmp/80"}"#, None),
            (r#"{"call":"listen","on":"s","backlog":80}"#, None),
            (r#"{"do":"sleep","seconds":0}"#, None),
        ] {
            let text = format!("{{\"netscript\":1}}\n{{\"call\":\"socket\",\"as\":\"s\"}}\n{line}\n");
            // A step of a file that names a variable nobody made is refused before: there it is enough that it stays.
            let Ok(reading) = read(text.as_bytes()) else { continue };
            let step = &reading.script.cases[0].steps[1];
            let moved = move_port(step, 8080, &moves);
            assert_eq!(moved.as_ref().map(|step| &*step.text), other, "{line}");
            let Some(moved) = moved else { continue };
            // What is expected of it is what its own text says.
            let text = text.replace(line, &moved.text);
            assert_eq!(read(text.as_bytes()).unwrap().script.cases[0].steps[1], moved);
        }
    }
}
