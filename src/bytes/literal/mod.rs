//! A Python literal, as it is typed: what `ast.literal_eval` reads, complex numbers and `...` aside.
//!
//! It is sent as `repr` or as JSON. A set's elements stay in the order in which they were typed: CPython's own order is
//! not defined.

mod number;
mod parser;
mod string;
#[cfg(test)]
mod tests;
mod write;

use super::InputError;
use number::Int;

/// Brackets within brackets, at most.
pub const LITERAL_DEPTH: usize = 32;

/// A value, and where it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// The index of its first character.
    at: usize,
    value: Value,
}

#[derive(Clone, Debug, PartialEq)]
enum Value {
    None,
    Bool(bool),
    Int(Int),
    Float(f64),
    /// Code points: a `str` may have lone surrogates.
    Str(Vec<u32>),
    Bytes(Vec<u8>),
    Tuple(Vec<Literal>),
    List(Vec<Literal>),
    Set(Vec<Literal>),
    Dict(Vec<(Literal, Literal)>),
}

impl Literal {
    /// Reads a text. A tuple may stand without its brackets, as in Python.
    ///
    /// # Errors
    /// What is wrong, and at which character: see [`InputWhy`](super::InputWhy).
    pub fn parse(text: &str) -> Result<Self, InputError> {
        parser::parse(text)
    }

    /// `repr` of the value, as CPython 3.11 prints it.
    pub fn repr(&self) -> String {
        let mut out = String::new();
        write::push_repr(&mut out, &self.value);
        out
    }

    /// `json.dumps` of the value, in its default form: ASCII, `", "` and `": "` between.
    ///
    /// # Errors
    /// Bytes and sets, and keys that `json.dumps` refuses, with their place.
    pub fn json(&self) -> Result<String, InputError> {
        let mut out = String::new();
        write::push_json(&mut out, self)?;
        Ok(out)
    }

    /// What is equal in Python has the same text here; none for what is not hashable.
    fn hash_key(&self) -> Option<String> {
        Some(match &self.value {
            Value::None => "None".to_owned(),
            Value::Bool(value) => u8::from(*value).to_string(),
            Value::Int(int) => int.to_string(),
            Value::Float(number) if number.fract() == 0.0 => {
                let exact = format!("{number:.0}");
                if exact == "-0" { "0".to_owned() } else { exact }
            }
            Value::Float(number) => super::python_float(*number),
            Value::Str(_) | Value::Bytes(_) => self.repr(),
            Value::Tuple(values) => {
                let keys = values.iter().map(Self::hash_key).collect::<Option<Vec<_>>>()?;
                format!("({})", keys.join(","))
            }
            Value::List(_) | Value::Set(_) | Value::Dict(_) => return None,
        })
    }
}
