//! What `inspect` is asked for and gives, as a line has it: `{"blocking":true,"timeout":null,"tcp":"LISTEN"}`.

use super::forms::{double, put_double, put_text};
use super::json::Json;
use crate::call::{InspectField, InspectValue, Inspection, TcpState, errno_name, errno_number};
use std::io::Write as _;

/// `["tcp","inq"]`.
pub fn put_fields(out: &mut Vec<u8>, fields: &[InspectField]) {
    out.push(b'[');
    for (at, field) in fields.iter().enumerate() {
        let _ = write!(out, "{}\"{}\"", if at > 0 { "," } else { "" }, field.name());
    }
    out.push(b']');
}

/// Reads [`put_fields`].
pub fn fields(value: &Json<'_>) -> Option<Vec<InspectField>> {
    value.list()?.iter().map(|item| item.text().and_then(InspectField::parse)).collect()
}

/// Writes fields and their values.
pub fn put_inspection(out: &mut Vec<u8>, values: &[(InspectField, InspectValue)]) {
    out.push(b'{');
    for (at, (field, value)) in values.iter().enumerate() {
        let _ = write!(out, "{}\"{}\":", if at > 0 { "," } else { "" }, field.name());
        match value {
            InspectValue::Bool(flag) => out.extend(flag.to_string().bytes()),
            InspectValue::Seconds(None) => out.extend(b"null"),
            InspectValue::Seconds(Some(seconds)) => put_double(out, *seconds),
            InspectValue::State(state) => put_text(out, state.name()),
            InspectValue::Number(number) => out.extend(number.to_string().bytes()),
            InspectValue::Errno(number) => put_text(out, &errno_text(*number)),
        }
    }
    out.push(b'}');
}

/// Reads [`put_inspection`]; none where a field is not known, or its value is none of its.
pub fn inspection(value: &Json<'_>) -> Option<Inspection> {
    let Json::Map(entries) = value else { return None };
    let one = |(name, value): &(std::borrow::Cow<'_, str>, Json<'_>)| {
        let field = InspectField::parse(name)?;
        Some((field, field_value(field, value)?))
    };
    entries.iter().map(one).collect()
}

fn field_value(field: InspectField, value: &Json<'_>) -> Option<InspectValue> {
    match field {
        InspectField::Blocking | InspectField::ONonblock => value.bool().map(InspectValue::Bool),
        InspectField::Timeout if matches!(value, Json::Null) => Some(InspectValue::Seconds(None)),
        InspectField::Timeout => double(value).map(|seconds| InspectValue::Seconds(Some(seconds))),
        InspectField::Tcp => value.text().and_then(TcpState::parse).map(InspectValue::State),
        InspectField::Inq | InspectField::Outq => match value {
            Json::Text(name) => errno_of_text(name).map(InspectValue::Errno),
            _ => value.i64().map(InspectValue::Number),
        },
    }
}

/// `ECONNREFUSED`, `OK` for 0, `E4711` for a number without a name.
pub fn errno_text(number: i32) -> String {
    match errno_name(number) {
        _ if number == 0 => "OK".to_owned(),
        Some(name) => name.to_owned(),
        None => format!("E{number}"),
    }
}

/// Reads [`errno_text`].
pub fn errno_of_text(text: &str) -> Option<i32> {
    if text == "OK" {
        return Some(0);
    }
    errno_number(text).or_else(|| text.strip_prefix('E')?.parse().ok())
}
