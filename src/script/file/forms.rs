//! The small forms of a script, checked without being built: bytes, variables, constants.

use super::fault::{FaultWhy, wrong};
use crate::session::{Json, LineError, LineWhy};

/// The most data that one step may stand for.
pub(in crate::script) const MOST_BYTES: u64 = 64 << 20;
/// How deep byte forms may be nested.
const DEPTH: usize = 4;

/// How many bytes a byte form stands for, without making them, and the variables it names.
pub(super) fn weigh<'a>(form: &'a Json<'_>, variables: &mut Vec<&'a str>) -> Result<u64, FaultWhy> {
    weigh_at(form, 0, variables)
}

fn weigh_at<'a>(form: &'a Json<'_>, depth: usize, variables: &mut Vec<&'a str>) -> Result<u64, FaultWhy> {
    if depth > DEPTH {
        return Err(LineError::of(LineWhy::TooDeep).into());
    }
    let entries = match form {
        Json::Text(text) => return Ok(text.len() as u64),
        Json::Map(entries) => entries,
        _ => return Err(wrong("data")),
    };
    let times = form.get("times");
    let mut kinds = entries.iter().filter(|(key, _)| key != "times");
    let (Some((kind, value)), None) = (kinds.next(), kinds.next()) else { return Err(wrong("data")) };
    if times.is_some() && kind != "repeat" {
        return Err(wrong("times"));
    }
    let weight = match kind.as_ref() {
        "hex" => hex_weight(value.text().ok_or(wrong("hex"))?)?,
        "b64" => {
            let text = value.text().ok_or(wrong("b64"))?;
            base64_simd::STANDARD.check(text.as_bytes()).map_err(|_| wrong("b64"))?;
            text.len() as u64 / 4 * 3
        }
        "var" => {
            variables.push(value.text().ok_or(wrong("var"))?);
            0
        }
        "seq" => value.u64().ok_or(wrong("seq"))?,
        "repeat" => {
            let times = times.and_then(Json::u64).ok_or(wrong("times"))?;
            weigh_at(value, depth + 1, variables)?.saturating_mul(times)
        }
        "cat" => {
            let items = value.list().ok_or(wrong("cat"))?;
            items.iter().try_fold(0_u64, |all, item| {
                Ok::<_, FaultWhy>(all.saturating_add(weigh_at(item, depth + 1, variables)?))
            })?
        }
        _ => return Err(wrong("data")),
    };
    if weight > MOST_BYTES {
        return Err(LineError::of(LineWhy::TooMuchData).into());
    }
    Ok(weight)
}

fn hex_weight(text: &str) -> Result<u64, FaultWhy> {
    let digits = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let mut count = 0_u64;
    for digit in digits {
        if !digit.is_ascii_hexdigit() {
            return Err(wrong("hex"));
        }
        count += 1;
    }
    if count.is_multiple_of(2) { Ok(count / 2) } else { Err(wrong("hex")) }
}

/// A piece of a text that may name variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::script) enum Part<'a> {
    /// As it stands.
    Text(&'a str),
    /// What stands between `${` and `}`.
    Variable(&'a str),
}

/// Cuts a text at its `${…}`. What is not closed, or names nothing, is text.
pub(in crate::script) fn text_parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(start) = rest.get(from..).and_then(|tail| tail.find("${")).map(|at| at + from) {
        let Some(end) = rest.get(start + 2..).and_then(|tail| tail.find('}')).map(|at| at + start + 2) else { break };
        if end == start + 2 {
            from = end;
            continue;
        }
        if start > 0 {
            parts.push(Part::Text(&rest[..start]));
        }
        parts.push(Part::Variable(&rest[start + 2..end]));
        rest = &rest[end + 1..];
        from = 0;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// The variables that an address names: in its texts, and in the bytes of its other forms.
pub(super) fn address_variables<'a>(address: &'a Json<'_>, found: &mut Vec<&'a str>) -> Result<(), FaultWhy> {
    match address {
        Json::Text(text) => {
            for part in text_parts(text) {
                if let Part::Variable(path) = part {
                    found.push(path.split('.').next().unwrap_or(path));
                }
            }
        }
        Json::List(items) => {
            for item in items {
                if matches!(item, Json::Text(_)) {
                    address_variables(item, found)?;
                }
            }
        }
        Json::Map(_) => {
            for key in ["abstract", "path"] {
                if let Some(form) = address.get(key) {
                    weigh(form, found)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_variables() {
        use Part::{Text, Variable};
        for (text, parts) in [
            ("", vec![]),
            ("plain", vec![Text("plain")]),
            ("${tmp}/s", vec![Variable("tmp"), Text("/s")]),
            ("${v.1}", vec![Variable("v.1")]),
            ("a${b}c${d}", vec![Text("a"), Variable("b"), Text("c"), Variable("d")]),
            ("${", vec![Text("${")]),
            ("${}x${y}", vec![Text("${}x"), Variable("y")]),
            ("$é${小}", vec![Text("$é"), Variable("小")]),
        ] {
            assert_eq!(text_parts(text), parts, "{text}");
        }
    }

    #[test]
    fn forms_are_weighed_and_not_made() {
        for (form, want) in [
            (r#""hé""#, Some(3)),
            (r#"{"hex":"00 ff"}"#, Some(2)),
            (r#"{"hex":"0"}"#, None),
            (r#"{"hex":"zz"}"#, None),
            (r#"{"b64":"aGk="}"#, Some(3)),
            (r#"{"b64":"aGk"}"#, None),
            (r#"{"seq":67108864}"#, Some(67_108_864)),
            (r#"{"seq":67108865}"#, None),
            (r#"{"seq":-1}"#, None),
            (r#"{"repeat":"ab","times":3}"#, Some(6)),
            (r#"{"repeat":"","times":18446744073709551615}"#, Some(0)),
            (r#"{"repeat":{"seq":60000000},"times":2}"#, None),
            (r#"{"cat":["a",{"hex":"00"}]}"#, Some(2)),
            (r#"{"cat":[{"cat":[{"cat":[{"cat":["x"]}]}]}]}"#, Some(1)),
            (r#"{"cat":[{"cat":[{"cat":[{"cat":[{"cat":["x"]}]}]}]}]}"#, None),
            (r#"{"hex":"00","seq":1}"#, None),
            (r#"{"seq":1,"times":2}"#, None),
            (r#"{"file":"/etc/passwd"}"#, None),
            ("5", None),
            ("{}", None),
        ] {
            let json = Json::parse(form).unwrap();
            assert_eq!(weigh(&json, &mut Vec::new()).ok(), want, "{form}");
        }
    }
}
