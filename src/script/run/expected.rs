//! Whether what came is what was expected.

use super::results::shown_bytes;
use super::variables::Variables;
use crate::script::file::Expect;
use crate::session::{Json, bytes_of};
use serde_json::Value;

/// Whether the result `r` is what was expected.
pub fn holds(expect: &Expect, r: &Value, variables: &Variables) -> bool {
    match expect {
        Expect::OneOf(list) => list.iter().any(|one| holds(one, r, variables)),
        Expect::Err(name) => r.get("err").and_then(Value::as_str) == Some(name),
        Expect::Pending(pending) => r.get("pending").is_some() == *pending,
        _ if r.get("err").is_some() => false,
        _ => r.get("ok").is_some_and(|ok| is_value(expect, ok, variables)),
    }
}

fn is_value(expect: &Expect, ok: &Value, variables: &Variables) -> bool {
    match expect {
        Expect::Anything => true,
        Expect::Ok(want) => is_same(want, ok),
        Expect::Len(len) => ok.get("len").and_then(Value::as_u64) == Some(*len),
        Expect::Data(form) => {
            let Some(want) = bytes_of_text(form, variables) else { return false };
            shown_bytes(&want).iter().all(|(key, value)| ok.get(key) == Some(value))
        }
        Expect::Between(low, high) => {
            let number = ok.get("len").unwrap_or(ok).as_f64();
            number.is_some_and(|n| low.is_none_or(|low| low <= n) && high.is_none_or(|high| n <= high))
        }
        Expect::Err(_) | Expect::Pending(_) | Expect::OneOf(_) => false,
    }
}

fn bytes_of_text(form: &str, variables: &Variables) -> Option<crate::call::Payload> {
    let filled = variables.form(&Json::parse(form).ok()?).ok()?;
    bytes_of(&Json::parse(&filled).ok()?).ok()
}

/// Equal as Python has it: 1, 1.0 and true are the same.
fn is_same(a: &Value, b: &Value) -> bool {
    let number = |value: &Value| match value {
        Value::Bool(flag) => Some(f64::from(u8::from(*flag))),
        value => value.as_f64(),
    };
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        _ if a.is_i64() && b.is_i64() => a == b,
        _ => a == b || number(a).zip(number(b)).is_some_and(|(a, b)| a == b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::file::read;
    use serde_json::json;

    fn expect(text: &str) -> Expect {
        let whole = format!("{{\"netscript\":1}}\n{{\"do\":\"sleep\",\"seconds\":0,\"expect\":{text}}}");
        read(whole.as_bytes()).unwrap().script.cases.remove(0).steps.remove(0).expect.unwrap()
    }

    #[test]
    fn as_the_reference_compares() {
        let variables = Variables::new(std::path::Path::new("/tmp/x"));
        for (want, r, is_met) in [
            (r#"{"ok":null}"#, json!({"ok": null}), true),
            (r#"{"ok":null}"#, json!({"err": "EBADF", "no": 9}), false),
            (r#"{"ok":"*"}"#, json!({"ok": 5}), true),
            (r#"{"ok":"*"}"#, json!({"pending": true}), false),
            (r#"{"ok":2}"#, json!({"ok": 2.0}), true),
            (r#"{"ok":true}"#, json!({"ok": 1}), true),
            (r##"{"ok":["127.0.0.1","#1"]}"##, json!({"ok": ["127.0.0.1", "#1"]}), true),
            (r#"{"data":{"hex":"68 69"}}"#, json!({"ok": {"len": 2, "text": "hi", "addr": null}}), true),
            (r#"{"data":"hi"}"#, json!({"ok": {"len": 2, "text": "ho"}}), false),
            (r#"{"data":"hi"}"#, json!({"ok": 2}), false),
            (r#"{"len":2}"#, json!({"ok": {"len": 2, "hex": "00ff"}}), true),
            (r#"{"min":1,"max":3}"#, json!({"ok": 3}), true),
            (r#"{"min":1}"#, json!({"ok": {"len": 0, "text": ""}}), false),
            (r#"{"err":"timeout"}"#, json!({"err": "timeout"}), true),
            (r#"{"pending":true}"#, json!({"pending": true}), true),
            (r#"{"pending":false}"#, json!({"ok": null}), true),
            (r#"{"oneof":[{"err":"EIO"},{"ok":1}]}"#, json!({"ok": 1}), true),
            (r#"{"oneof":[]}"#, json!({"ok": 1}), false),
        ] {
            assert_eq!(holds(&expect(want), &r, &variables), is_met, "{want} {r}");
        }
    }
}
