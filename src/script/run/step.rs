//! The result of one step, and its line.

use crate::bytes::is_printable;
use crate::locale::Message;
use serde_json::Value;
use std::fmt::Write as _;

/// The result of one step.
#[derive(Clone, Debug, PartialEq)]
pub struct StepResult {
    /// The line of the file; 0 for the end of a case.
    pub line: u32,
    /// The line of the case, from 0.
    pub step: u32,
    /// `call` or `do`, and its name.
    pub what: (&'static str, &'static str),
    /// The id of an async call.
    pub background: Option<Box<str>>,
    /// The socket or file it was on.
    pub on: Option<Box<str>>,
    /// `r`.
    pub r: Value,
    /// Whether it was what was expected; none where nothing was.
    pub pass: Option<bool>,
    /// What was beyond the script's reach.
    pub refused: Option<Message>,
}

impl StepResult {
    /// Whether the script failed here: an expectation that did not hold, or a refusal that nobody expected.
    pub fn is_failure(&self) -> bool {
        self.pass == Some(false) || (self.refused.is_some() && self.pass.is_none())
    }

    /// The result line, without LF. Nothing in it can do harm to a terminal.
    pub fn text(&self, case: &str) -> String {
        let mut line = format!("{{\"case\":{},\"step\":{}", quoted(case), self.step);
        let (key, name) = self.what;
        let _ = write!(line, ",\"{key}\":\"{name}\"");
        for (key, value) in [("async", &self.background), ("on", &self.on)] {
            if let Some(value) = value {
                let _ = write!(line, ",\"{key}\":{}", quoted(value));
            }
        }
        let _ = write!(line, ",\"r\":{}", self.r);
        if let Some(pass) = self.pass {
            let _ = write!(line, ",\"pass\":{pass}");
        }
        line.push('}');
        harmless(&line)
    }
}

/// A case's line that is no step: `hung`, `skipped`.
pub fn case_text(case: &str, key: &str, value: &Value) -> String {
    harmless(&format!("{{\"case\":{},\"{key}\":{value}}}", quoted(case)))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// JSON text with every character that is not printable as an escape: they stand within its strings only.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_printable(c) {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lines_are_json_and_harmless() {
        let result = StepResult {
            line: 7,
            step: 3,
            what: ("call", "recv"),
            background: None,
            on: Some("小明\u{202e}".into()),
            r: json!({"ok": {"len": 9, "text": "你好\u{1b}[2J\u{9b}\u{7f}\u{e0001}\u{2028}"}}),
            pass: Some(true),
            refused: None,
        };
        let line = result.text("a\"b");
        assert!(line.contains("你好") && line.chars().all(is_printable), "{line}");
        let read: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(read["r"], result.r);
        assert_eq!((&read["case"], &read["on"], &read["pass"]), (&json!("a\"b"), &json!("小明\u{202e}"), &json!(true)));
    }
}
