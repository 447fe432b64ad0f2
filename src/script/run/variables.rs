//! What a case has saved, and the texts and bytes that name it.

use crate::call::{Address, Payload};
use crate::script::file::{Part, text_parts};
use crate::session::{Json, address_text, json_text};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

/// A saved result, as Python has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// A number, an address, a list…
    Value(Value),
    /// Bytes: data, or an abstract Unix name with its NUL.
    Bytes(Payload),
}

impl From<Option<&Address>> for Saved {
    fn from(address: Option<&Address>) -> Self {
        let text = |json: String| serde_json::from_str(&json).unwrap_or_default();
        match address {
            None => Self::Value(Value::Null),
            Some(Address::Abstract { name }) => Self::Bytes([b"\0", &**name].concat().into()),
            Some(Address::Unix { path }) if std::str::from_utf8(path).is_err() => Self::Bytes((&**path).into()),
            Some(address) => Self::Value(text(address_text(address))),
        }
    }
}

/// What a case has saved, by name.
#[derive(Debug, Default)]
pub struct Variables(HashMap<Box<str>, Saved>);

/// A variable that a text names and nobody has saved, or of a kind that does not fit there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit;

impl Variables {
    /// With `${tmp}`.
    pub fn new(tmp: &Path) -> Self {
        let tmp = Value::String(tmp.to_string_lossy().into_owned());
        Self(HashMap::from([("tmp".into(), Saved::Value(tmp))]))
    }

    /// Keeps a result.
    pub fn save(&mut self, name: &str, saved: Saved) {
        self.0.insert(name.into(), saved);
    }

    /// The value of `name`, `name.1`, `name.key`.
    fn look(&self, path: &str) -> Result<Cow<'_, Saved>, Misfit> {
        let mut steps = path.split('.');
        let first = self.0.get(steps.next().unwrap_or_default()).ok_or(Misfit)?;
        let Saved::Value(mut value) = first.clone() else {
            return if path.contains('.') { Err(Misfit) } else { Ok(Cow::Borrowed(first)) };
        };
        for step in steps {
            let next = match &value {
                Value::Array(items) => step.parse::<usize>().ok().and_then(|at| items.get(at)),
                Value::Object(entries) => entries.get(step),
                _ => None,
            };
            value = next.ok_or(Misfit)?.clone();
        }
        Ok(Cow::Owned(Saved::Value(value)))
    }

    /// A text with its variables in place, as a path has it.
    pub fn text(&self, text: &str) -> Result<String, Misfit> {
        let mut out = String::new();
        for part in text_parts(text) {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Variable(path) => match &*self.look(path)? {
                    Saved::Value(Value::String(text)) => out.push_str(text),
                    Saved::Value(Value::Number(number)) => out.push_str(&number.to_string()),
                    _ => return Err(Misfit),
                },
            }
        }
        Ok(out)
    }

    /// An address with its variables in place, as JSON again.
    pub fn address(&self, address: &Json<'_>) -> Result<String, Misfit> {
        match address {
            Json::Text(text) => match text_parts(text).as_slice() {
                [Part::Variable(path)] => Ok(match self.look(path)?.into_owned() {
                    Saved::Value(value) => value.to_string(),
                    Saved::Bytes(bytes) => format!("{{\"path\":{{\"hex\":\"{}\"}}}}", hex(&bytes)),
                }),
                _ => Ok(Value::String(self.text(text)?).to_string()),
            },
            Json::List(items) => {
                let items: Result<Vec<String>, Misfit> = items.iter().map(|item| self.item(item)).collect();
                Ok(format!("[{}]", items?.join(",")))
            }
            Json::Map(entries) => {
                let entries: Result<Vec<String>, Misfit> = entries
                    .iter()
                    .map(|(key, form)| Ok(format!("{}:{}", Value::String(key.to_string()), self.form(form)?)))
                    .collect();
                Ok(format!("{{{}}}", entries?.join(",")))
            }
            other => Ok(json_text(other)),
        }
    }

    fn item(&self, item: &Json<'_>) -> Result<String, Misfit> {
        let Json::Text(text) = item else { return Ok(json_text(item)) };
        match text_parts(text).as_slice() {
            [Part::Variable(path)] => match self.look(path)?.into_owned() {
                Saved::Value(value) => Ok(value.to_string()),
                Saved::Bytes(_) => Err(Misfit),
            },
            _ => Ok(Value::String(self.text(text)?).to_string()),
        }
    }

    /// A byte form with the bytes of its variables in place, as JSON again.
    pub fn form(&self, form: &Json<'_>) -> Result<String, Misfit> {
        if let Some(name) = form.get("var").and_then(Json::text) {
            return match self.0.get(name) {
                Some(Saved::Bytes(bytes)) => {
                    Ok(format!("{{\"b64\":\"{}\"}}", base64_simd::STANDARD.encode_to_string(bytes)))
                }
                _ => Err(Misfit),
            };
        }
        match form {
            Json::Map(entries) => {
                let entries: Result<Vec<String>, Misfit> = entries
                    .iter()
                    .map(|(key, value)| Ok(format!("{}:{}", Value::String(key.to_string()), self.form(value)?)))
                    .collect();
                Ok(format!("{{{}}}", entries?.join(",")))
            }
            Json::List(items) => {
                let items: Result<Vec<String>, Misfit> = items.iter().map(|item| self.form(item)).collect();
                Ok(format!("[{}]", items?.join(",")))
            }
            other => Ok(json_text(other)),
        }
    }
}

/// Two lower-case digits a byte, nothing between.
pub(super) fn hex(data: &[u8]) -> String {
    data.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables() -> Variables {
        let mut variables = Variables::new(Path::new("/tmp/x"));
        variables.save("addr", Saved::from(Some(&Address::inet("127.0.0.1", 8080))));
        variables.save("data", Saved::Bytes((*b"hi").into()));
        variables.save("auto", Saved::from(Some(&Address::abstract_name(b"00001"))));
        variables.save("list", Saved::Value(serde_json::json!([["::1", 80, 0, 0]])));
        variables
    }

    #[test]
    fn addresses_have_their_variables_put_in() {
        for (given, want) in [
            (r#""${addr}""#, Some(r#"["127.0.0.1",8080]"#)),
            (r#"["0.0.0.0","${addr.1}"]"#, Some(r#"["0.0.0.0",8080]"#)),
            (r#"["${addr.0}",7]"#, Some(r#"["127.0.0.1",7]"#)),
            (r#""${list.0}""#, Some(r#"["::1",80,0,0]"#)),
            (r#"["${list.0.0}","${list.0.1}"]"#, Some(r#"["::1",80]"#)),
            (r#""${tmp}/s""#, Some(r#""/tmp/x/s""#)),
            (r#""a${addr.1}b""#, Some(r#""a8080b""#)),
            (r#""${auto}""#, Some(r#"{"path":{"hex":"003030303031"}}"#)),
            (r#"{"abstract":{"var":"data"}}"#, Some(r#"{"abstract":{"b64":"aGk="}}"#)),
            (r#"{"path":"${tmp}/x"}"#, Some(r#"{"path":"${tmp}/x"}"#)),
            (r#"["127.0.0.1",99999999999999999999]"#, Some(r#"["127.0.0.1",99999999999999999999]"#)),
            (r#""${addr.9}""#, None),
            (r#""${none}""#, None),
            (r#""x${addr}""#, None),
            (r#"["${data}",1]"#, None),
        ] {
            let json = Json::parse(given).unwrap();
            assert_eq!(variables().address(&json).ok().as_deref(), want, "{given}");
        }
    }
}
