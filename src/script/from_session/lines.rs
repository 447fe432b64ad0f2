//! Lines of a script, made from calls.

use crate::call::{Address, Call, Outcome, Payload, Value};
use crate::session::{Json, address_text, arguments_text, json_text};
use serde_json::{Value as Out, json};

/// Above so many bytes data does not fit a line (as base64, with all that stands around it).
pub const FITS: usize = 512 * 1024;

/// One line in the making: keys and values that are JSON already.
#[derive(Debug, Default)]
pub struct Line(Vec<(String, String)>);

impl Line {
    /// A line that begins with this entry.
    pub fn new(key: &str, value: &str) -> Self {
        Self(Vec::new()).with(key, value)
    }

    /// With a text.
    pub fn with(self, key: &str, value: &str) -> Self {
        self.raw(key, Out::from(value).to_string())
    }

    /// With a value that is JSON already.
    pub fn raw(mut self, key: &str, value: String) -> Self {
        self.0.push((key.to_owned(), value));
        self
    }

    /// With a call's arguments; its address and data are left to the caller.
    pub fn arguments(mut self, call: &Call) -> Self {
        let text = arguments_text(call);
        if let Ok(Json::Map(entries)) = Json::parse(&text) {
            for (key, value) in entries {
                if key != "address" && key != "data" {
                    self.0.push((key.into_owned(), json_text(&value)));
                }
            }
        }
        self
    }

    /// The line, LF included.
    pub fn text(&self) -> String {
        let entries: Vec<String> =
            self.0.iter().map(|(key, value)| format!("{}:{value}", Out::from(key.as_str()))).collect();
        format!("{{{}}}\n", entries.join(","))
    }
}

/// Data as a byte form: short ways to say a pattern, else text where it is, else base64.
pub fn data_form(data: &[u8]) -> String {
    if data.len() > 64 {
        let is_seq = data.iter().zip((0..=250_u8).cycle()).all(|(byte, want)| *byte == want);
        if is_seq {
            return json!({ "seq": data.len() }).to_string();
        }
        if let Some(first) = data.first().filter(|first| data.iter().all(|byte| byte == *first)) {
            return json!({ "repeat": { "hex": format!("{first:02x}") }, "times": data.len() }).to_string();
        }
    }
    if let Ok(text) = std::str::from_utf8(data) {
        let text = Out::from(text).to_string();
        if text.len() <= FITS * 4 / 3 {
            return text;
        }
    }
    json!({ "b64": base64_simd::STANDARD.encode_to_string(data) }).to_string()
}

/// An address as it is.
pub fn plain_address(address: &Address) -> String {
    address_text(address)
}

/// What came of a call as `expect`; none for what differs from run to run.
pub fn expect_of(outcome: &Outcome) -> Option<String> {
    let value = match outcome {
        Outcome::Ok(Value::None) => json!({ "ok": null }),
        Outcome::Ok(Value::Bool(flag)) => json!({ "ok": flag }),
        Outcome::Ok(Value::Data(data) | Value::DataFrom(data, _)) => return Some(data_expected(data)),
        Outcome::Errno(number) => json!({ "err": crate::call::errno_name(*number)? }),
        Outcome::Timeout => json!({ "err": "timeout" }),
        Outcome::Eai(number) => json!({ "err": crate::call::eai_name(*number)? }),
        Outcome::Argument(_) => json!({ "err": "argument" }),
        _ => return None,
    };
    Some(value.to_string())
}

fn data_expected(data: &Payload) -> String {
    match data.len() {
        len if len > FITS => json!({ "len": len }).to_string(),
        _ => format!("{{\"data\":{}}}", data_form(data)),
    }
}
