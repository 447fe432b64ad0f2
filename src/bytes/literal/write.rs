//! A literal as `repr` and as `json.dumps` write it.

use super::{Literal, Value};
use crate::bytes::python::push_points;
use crate::bytes::{InputError, InputWhy, python_bytes, python_float};
use std::fmt::Write;

/// `repr`.
pub fn push_repr(out: &mut String, value: &Value) {
    match value {
        Value::None => out.push_str("None"),
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        Value::Int(int) => {
            let _ = write!(out, "{int}");
        }
        Value::Float(number) => out.push_str(&python_float(*number)),
        Value::Str(points) => push_points(out, points.iter().copied()),
        Value::Bytes(bytes) => out.push_str(&python_bytes(bytes)),
        Value::Tuple(values) => between(out, ("(", if values.len() == 1 { ",)" } else { ")" }), values),
        Value::List(values) => between(out, ("[", "]"), values),
        Value::Set(values) if values.is_empty() => out.push_str("set()"),
        Value::Set(values) => between(out, ("{", "}"), values),
        Value::Dict(entries) => {
            out.push('{');
            for (i, (key, value)) in entries.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                push_repr(out, &key.value);
                out.push_str(": ");
                push_repr(out, &value.value);
            }
            out.push('}');
        }
    }
}

fn between(out: &mut String, (open, close): (&str, &str), values: &[Literal]) {
    out.push_str(open);
    for (i, value) in values.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { ", " });
        push_repr(out, &value.value);
    }
    out.push_str(close);
}

/// `json.dumps`, in its default form.
pub fn push_json(out: &mut String, literal: &Literal) -> Result<(), InputError> {
    match &literal.value {
        Value::Str(points) => push_json_string(out, points),
        Value::Bytes(_) => return Err(InputError { at: literal.at, why: InputWhy::JsonBytes }),
        Value::Set(_) => return Err(InputError { at: literal.at, why: InputWhy::JsonSet }),
        Value::Tuple(values) | Value::List(values) => {
            out.push('[');
            for (i, value) in values.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                push_json(out, value)?;
            }
            out.push(']');
        }
        Value::Dict(entries) => {
            out.push('{');
            for (i, (key, value)) in entries.iter().enumerate() {
                out.push_str(if i == 0 { "" } else { ", " });
                match (&key.value, plain(&key.value)) {
                    (Value::Str(points), _) => push_json_string(out, points),
                    (_, Some(text)) => {
                        let _ = write!(out, "\"{text}\"");
                    }
                    _ => return Err(InputError { at: key.at, why: InputWhy::JsonKey }),
                }
                out.push_str(": ");
                push_json(out, value)?;
            }
            out.push('}');
        }
        value => out.push_str(&plain(value).unwrap_or_default()),
    }
    Ok(())
}

/// What has no parts, as JSON writes it, and as a key is named after it.
fn plain(value: &Value) -> Option<String> {
    Some(match value {
        Value::None => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(number) if number.is_infinite() => if *number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned(),
        Value::Float(number) => python_float(*number),
        _ => return None,
    })
}

fn push_json_string(out: &mut String, points: &[u32]) {
    out.push('"');
    for &point in points {
        let _ = match point {
            0x22 => out.write_str("\\\""),
            0x5C => out.write_str("\\\\"),
            0x0A => out.write_str("\\n"),
            0x0D => out.write_str("\\r"),
            0x09 => out.write_str("\\t"),
            0x0C => out.write_str("\\f"),
            0x08 => out.write_str("\\b"),
            0x20..=0x7E => out.write_char(char::from(point as u8)),
            0..=0xFFFF => write!(out, "\\u{point:04x}"),
            _ => {
                let above = point.saturating_sub(0x1_0000);
                write!(out, "\\u{:04x}\\u{:04x}", 0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF))
            }
        };
    }
    out.push('"');
}
