//! The arguments of a call, put in their places and read as what they have to be.

use super::evaluate::{Evaluator, Halt, place, refuse};
use super::numbers::integer;
use super::scan::scan;
use super::signature::Signature;
use super::trouble::{Fault, say};
use super::value::Val;
use crate::call::{self, Address, CallKind};
use rustpython_parser::ast::{Expr, ExprCall};
use std::ops::Range;
use std::sync::Arc;

/// The largest argument in bytes, but for what is sent: an address, a name, the bytes of an option.
const MOST_ARGUMENT: usize = 1 << 20;

/// The arguments of one call in the order of its signature.
pub(super) struct Arguments<'a> {
    pub signature: &'static Signature,
    /// The whole call.
    pub range: Range<usize>,
    given: Vec<Option<(Val, &'a Expr)>>,
    /// The whole text.
    source: &'a str,
}

impl Evaluator<'_> {
    /// Puts what stands between the brackets in its places.
    pub fn arguments<'a>(&'a self, signature: &'static Signature, call: &'a ExprCall) -> Result<Arguments<'a>, Halt> {
        let name = signature.name;
        let mut given: Vec<Option<(Val, &Expr)>> = vec![None; signature.parameters.len()];
        let mut positional: Vec<(usize, &Expr)> = call.args.iter().enumerate().collect();
        if name == "sendto" && positional.len() == 2 {
            positional = positional.into_iter().zip([0, 2]).map(|((_, expr), at)| (at, expr)).collect();
        }
        if let Some((_, extra)) = positional.get(signature.by_place) {
            return Err(Halt::Fault(self.too_many(signature, call, place(*extra))));
        }
        for (at, expr) in positional {
            if let Some(slot) = given.get_mut(at) {
                *slot = Some((self.argument(signature, at, expr)?, expr));
            }
        }
        for keyword in &call.keywords {
            let Some(word) = &keyword.arg else { return refuse(place(keyword), say("line-not-expression")) };
            let at = signature.parameters.iter().position(|parameter| parameter.name == word.as_str());
            let message = match at {
                Some(_) if !signature.by_name => say("line-no-keywords").with("call", name),
                None => say("line-unknown-keyword").with("call", name).with("name", word.as_str()),
                Some(at) => match given.get_mut(at) {
                    Some(slot @ None) => {
                        *slot = Some((self.argument(signature, at, &keyword.value)?, &keyword.value));
                        continue;
                    }
                    _ => say("line-given-twice").with("call", name).with("name", word.as_str()),
                },
            };
            return refuse(place(keyword), message);
        }
        let missing = signature
            .parameters
            .iter()
            .zip(&given)
            .find(|(parameter, given)| parameter.default.is_none() && given.is_none());
        if let Some((parameter, _)) = missing {
            let end = place(call).end;
            return refuse(
                end.saturating_sub(1)..end,
                say("line-missing").with("call", name).with("name", parameter.name),
            );
        }
        Ok(Arguments { signature, range: place(call), given, source: self.source })
    }

    /// The value of an argument; only what is sent or written may be large.
    fn argument(&self, signature: &Signature, at: usize, expr: &Expr) -> Result<Val, Halt> {
        let value = self.value(expr)?;
        let kind = signature.kind;
        let sends = matches!(kind, Some(CallKind::Send | CallKind::SendAll | CallKind::SendTo | CallKind::Write));
        match value.size() > MOST_ARGUMENT && !(sends && at == 0) {
            true => refuse(place(expr), say("line-value-large")),
            false => Ok(value),
        }
    }

    /// `bind("127.0.0.1", 80)`: the brackets of the pair are missing, which is mended in one press.
    fn too_many(&self, signature: &Signature, call: &ExprCall, extra: Range<usize>) -> Box<Fault> {
        let takes_address = matches!(signature.name, "bind" | "connect" | "connect_ex" | "create_server");
        if let ([host, port], true) = (call.args.as_slice(), takes_address) {
            let (from, to) = (place(host).start, place(port).end);
            let edits = vec![(from..from, "(".to_owned()), (to..to, ")".to_owned())];
            return Fault::new(from..to, say("line-pair").with("call", signature.name)).mended(edits);
        }
        let most = signature.by_place as i64;
        Fault::new(extra, say("line-too-many").with("call", signature.name).with("n", most))
    }
}

impl Arguments<'_> {
    /// The value, where it was given.
    pub fn get(&self, at: usize) -> Option<&Val> {
        self.given.get(at)?.as_ref().map(|(value, _)| value)
    }

    /// The value where it was given and is not `None`.
    pub fn some(&self, at: usize) -> Option<&Val> {
        self.get(at).filter(|value| **value != Val::None)
    }

    fn place_of(&self, at: usize) -> Range<usize> {
        self.given.get(at).and_then(Option::as_ref).map_or(self.range.clone(), |(_, expr)| place(*expr))
    }

    /// Refuses an argument of a wrong type.
    pub fn wrong<T>(&self, at: usize, wanted: &str) -> Result<T, Halt> {
        let Some(value) = self.get(at) else { return refuse(self.range.clone(), say("line-not-expression")) };
        if value.is_later() {
            return Err(Halt::Later);
        }
        let name = self.signature.parameters.get(at).map_or("", |parameter| parameter.name);
        let message = say("line-wrong-type").with("call", self.signature.name).with("name", name);
        refuse(self.place_of(at), message.with("wanted", wanted).with("got", value.type_name()))
    }

    /// A whole number.
    pub fn int(&self, at: usize, otherwise: i64) -> Result<i64, Halt> {
        match self.get(at) {
            None => Ok(otherwise),
            Some(value) => integer(value).map_or_else(|| self.wrong(at, "int"), Ok),
        }
    }

    /// A C int.
    pub fn c_int(&self, at: usize, otherwise: i32) -> Result<i32, Halt> {
        let number = self.int(at, otherwise.into())?;
        i32::try_from(number).map_or_else(|_| refuse(self.place_of(at), say("line-number-large")), Ok)
    }

    /// Seconds.
    pub fn seconds(&self, at: usize) -> Result<Option<f64>, Halt> {
        match self.some(at) {
            None => Ok(None),
            Some(Val::Float(seconds)) => Ok(Some(*seconds)),
            Some(value) => match integer(value) {
                Some(seconds) => Ok(Some(seconds as f64)),
                None => self.wrong(at, "float"),
            },
        }
    }

    /// A text, where it is not `None`.
    pub fn text(&self, at: usize) -> Result<Option<Box<str>>, Halt> {
        match self.some(at) {
            None => Ok(None),
            Some(Val::Str(text)) => Ok(Some(text.as_ref().into())),
            Some(_) => self.wrong(at, "str"),
        }
    }

    /// Bytes; a text is refused as Python refuses it, with what mends it.
    pub fn bytes(&self, at: usize) -> Result<Arc<[u8]>, Halt> {
        match self.get(at) {
            Some(Val::Bytes(bytes)) => Ok(Arc::clone(bytes)),
            Some(Val::Str(text)) => {
                let range = self.place_of(at);
                let simple =
                    matches!(self.given.get(at), Some(Some((_, Expr::Constant(_) | Expr::Name(_) | Expr::Call(_)))));
                let is_literal = matches!(self.given.get(at), Some(Some((_, Expr::Constant(_)))));
                let takes_b = || text.is_ascii() && takes_b(self.source.get(range.clone()).unwrap_or_default());
                let edits = match (is_literal && takes_b(), simple) {
                    (true, _) => vec![(range.start..range.start, "b".to_owned())],
                    (false, true) => vec![(range.end..range.end, ".encode()".to_owned())],
                    (false, false) => {
                        vec![
                            (range.start..range.start, "(".to_owned()),
                            (range.end..range.end, ").encode()".to_owned()),
                        ]
                    }
                };
                let message = say("line-bytes-needed").with("call", self.signature.name);
                Err(Halt::Fault(Fault::new(range, message).mended(edits)))
            }
            _ => self.wrong(at, "bytes"),
        }
    }

    /// An address; what is none goes to the call as it is, which refuses it as CPython does.
    pub fn address(&self, at: usize, family: Option<i32>) -> Result<Address, Halt> {
        let Some(value) = self.get(at) else { return self.wrong(at, "address") };
        if value.is_later() {
            return Err(Halt::Later);
        }
        Ok(address_of(value, family))
    }
}

/// Whether a literal means the same bytes with a `b` before it: one string, without a letter of its own but `r`, and
/// without the escapes that only texts have.
fn takes_b(literal: &str) -> bool {
    let (is_raw, quoted) = match literal.strip_prefix(['r', 'R']) {
        Some(rest) => (true, rest),
        None => (false, literal),
    };
    let has_text_escapes = ["\\u", "\\U", "\\N"].iter().any(|escape| quoted.contains(escape));
    quoted.starts_with(['"', '\'']) && scan(quoted).strings.len() == 1 && (is_raw || !has_text_escapes)
}

/// An address from a value: `(host, port)`, with flow and scope for IPv6, or a path.
pub(super) fn address_of(value: &Val, family: Option<i32>) -> Address {
    let six = family == call::number_of("AF_INET6");
    let other = || Address::Other(json_of(value).to_string().into());
    match value {
        Val::Str(path) => Address::from_unix_bytes(path.as_bytes()),
        Val::Bytes(path) => Address::from_unix_bytes(path),
        Val::Tuple(all) => {
            let number = |at: usize| all.get(at).and_then(integer);
            let wide =
                |at: usize| if all.len() > at { number(at).and_then(|n| u32::try_from(n).ok()) } else { Some(0) };
            match (all.first(), number(1), all.len()) {
                (Some(Val::Str(host)), Some(port), 2) if !six && !host.contains(':') => Address::inet(host, port),
                (Some(Val::Str(host)), Some(port), 2..=4) => match (wide(2), wide(3)) {
                    (Some(flow), Some(scope)) => Address::Inet6 { host: host.as_ref().into(), port, flow, scope },
                    _ => other(),
                },
                _ => other(),
            }
        }
        _ => other(),
    }
}

/// What is no address, as JSON: the call's own refusal names it.
fn json_of(value: &Val) -> serde_json::Value {
    match value {
        Val::None => serde_json::Value::Null,
        Val::Bool(flag) => (*flag).into(),
        Val::Int(number) => (*number).into(),
        Val::Str(text) => (**text).into(),
        Val::Tuple(all) | Val::List(all) => all.iter().map(json_of).collect(),
        other => other.repr(&|_| "…".to_owned()).into(),
    }
}
