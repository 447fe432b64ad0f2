//! A line as its record.

use super::json::{Json, mark};
use super::outcome::outcome;
use super::{LineError, LineWhy, forms, script};
use crate::call::{
    Body, By, Call, CallId, CallKind, CallRecord, Header, JoinRecord, Kept, Name, Notice, Outcome, Record, SocketId,
    TcpState,
};

/// The longest line that is read, LF not counted.
pub const LINE_LIMIT: usize = 1024 * 1024;

/// What the keys that stand first say.
struct Line<'a> {
    json: Json<'a>,
    text: &'a str,
    /// The marks of its keys: most keys that are asked for are not there.
    keys: u64,
}

/// Reads one line, with or without its LF.
///
/// A script's line may lack `n` and `t` (0 then). What this version does not know, and a script's call that only a run
/// can fill in, comes back as its JSON. Nothing in a line can do more than be refused.
pub fn decode(line: &[u8]) -> Result<Record, LineError> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    if line.len() > LINE_LIMIT {
        return Err(LineError::of(LineWhy::TooLong));
    }
    let text = simdutf8::compat::from_utf8(line)
        .map_err(|error| LineError { at: error.valid_up_to(), why: LineWhy::NotUtf8 })?;
    let json = Json::parse(text)?;
    let Json::Map(entries) = &json else { return Err(LineError::of(LineWhy::NotAnObject)) };
    let keys = entries.iter().fold(0, |all, (key, _)| all | mark(key));
    let line = Line { json, text, keys };
    let n = line.number("n")?;
    let t = match line.get("t") {
        Some(value) => forms::seconds(value).ok_or(LineError::of(LineWhy::Wrong("t")))?,
        None => std::time::Duration::ZERO,
    };
    let sid = line.number("sid")?.map(SocketId);
    let body = match line.body() {
        // A line of a script is complete only when it runs.
        Err(LineError { why: LineWhy::Missing(_) | LineWhy::Wrong(_), .. }) if n.is_none() => line.other(),
        body => body?,
    };
    Ok(Record { n: n.unwrap_or(0), t, sid, body })
}

fn name_of(text: &str) -> Name {
    let (side, base) = text.split_once('/').unwrap_or(("", text));
    Name::new(side, base)
}

impl<'a> Line<'a> {
    fn get(&self, key: &str) -> Option<&Json<'a>> {
        if self.keys & mark(key) == 0 { None } else { self.json.get(key) }
    }

    fn other(&self) -> Body {
        Body::Other(self.text.trim().into())
    }

    fn text_of(&self, key: &'static str) -> Result<&str, LineError> {
        let value = self.get(key).ok_or(LineError::of(LineWhy::Missing(key)))?;
        value.text().ok_or(LineError::of(LineWhy::Wrong(key)))
    }

    fn number(&self, key: &'static str) -> Result<Option<u64>, LineError> {
        let Some(value) = self.get(key) else { return Ok(None) };
        value.u64().map_or_else(|| forms::wrong(key), |number| Ok(Some(number)))
    }

    fn need(&self, key: &'static str) -> Result<u64, LineError> {
        self.number(key)?.ok_or(LineError::of(LineWhy::Missing(key)))
    }

    fn flag(&self, key: &'static str) -> Result<bool, LineError> {
        let Some(value) = self.get(key) else { return Ok(false) };
        value.bool().map_or_else(|| forms::wrong(key), Ok)
    }

    fn name(&self, key: &'static str) -> Result<Option<Name>, LineError> {
        if self.get(key).is_none() {
            return Ok(None);
        }
        Ok(Some(name_of(self.text_of(key)?)))
    }

    /// `as`: one name, or the two of a pair.
    fn made_names(&self) -> Result<(Option<Name>, Option<Name>), LineError> {
        let Some(Json::List(pair)) = self.get("as") else { return Ok((self.name("as")?, None)) };
        let name = |at: usize| match pair.get(at) {
            Some(Json::Text(text)) => Ok(Some(name_of(text))),
            Some(Json::Null) => Ok(None),
            _ => forms::wrong("as"),
        };
        if pair.len() == 2 { Ok((name(0)?, name(1)?)) } else { forms::wrong("as") }
    }

    fn body(&self) -> Result<Body, LineError> {
        if self.get("netscript").is_some() {
            if self.get("log").is_none() {
                return Ok(self.other());
            }
            return Ok(Body::Header(Header { utc: self.text_of("utc")?.into(), app: self.text_of("app")?.into() }));
        }
        if self.get("ev").is_some() {
            return self.event();
        }
        if self.get("call").is_some() {
            return match CallKind::parse(self.text_of("call")?) {
                Some(kind) => self.call(kind),
                None => Ok(self.other()),
            };
        }
        if self.get("do").and_then(Json::text) == Some("join") {
            return match CallId::parse(self.text_of("id")?) {
                Some(id) => self.join(id),
                None => Ok(self.other()),
            };
        }
        Ok(self.other())
    }

    fn took(&self) -> Result<Option<std::time::Duration>, LineError> {
        let Some(value) = self.get("dur") else { return Ok(None) };
        forms::seconds(value).map_or_else(|| forms::wrong("dur"), |took| Ok(Some(took)))
    }

    fn call(&self, kind: CallKind) -> Result<Body, LineError> {
        let waits = match self.flag("async")? {
            false => None,
            true => Some(CallId::parse(self.text_of("id")?).ok_or(LineError::of(LineWhy::Wrong("id")))?),
        };
        let (mut call, kept) = script::call(kind, &self.json)?;
        let (makes, second) = self.made_names()?;
        if let Call::SocketPair { other, .. } = &mut call {
            *other = second;
        }
        let (outcome, kept_result) = match self.get("r") {
            Some(value) => outcome(value, Some(kind))?,
            None => (Outcome::Waiting, Kept::Whole),
        };
        let by = match self.get("by") {
            None => By::Person,
            Some(_) => match self.text_of("by")? {
                "line" => By::Line,
                "script" => By::Script,
                "keep" => By::Keep,
                word => By::Other(word.into()),
            },
        };
        Ok(Body::Call(Box::new(CallRecord {
            on: self.name("on")?,
            makes,
            by,
            call,
            waits,
            took: self.took()?,
            outcome,
            made: self.number("new")?.map(SocketId),
            at: self.number("at")?,
            deferred: self.flag("deferred")?,
            kept: if kept == Kept::Whole { kept_result } else { kept },
        })))
    }

    fn join(&self, id: CallId) -> Result<Body, LineError> {
        let value = self.get("r").ok_or(LineError::of(LineWhy::Missing("r")))?;
        let (outcome, kept) = outcome(value, None)?;
        Ok(Body::Join(Box::new(JoinRecord {
            id,
            took: self.took()?.ok_or(LineError::of(LineWhy::Missing("dur")))?,
            outcome,
            made: self.number("new")?.map(SocketId),
            at: self.number("at")?,
            deferred: self.flag("deferred")?,
            kept,
        })))
    }

    fn event(&self) -> Result<Body, LineError> {
        let kind = self.text_of("ev")?;
        let other = || Body::Notice(Notice::Other { kind: kind.into(), json: self.text.trim().into() });
        Ok(match kind {
            "part" => Body::Part {
                of: self.need("of")?,
                data: base64_simd::STANDARD
                    .decode_to_vec(self.text_of("b64")?)
                    .map_err(|_| LineError::of(LineWhy::Wrong("b64")))?
                    .into(),
            },
            "state" => TcpState::parse(self.text_of("tcp")?).map_or_else(other, |s| Body::Notice(Notice::State(s))),
            "names" => Body::Notice(Notice::Names {
                local: self.get("local").and_then(forms::address),
                peer: self.get("peer").and_then(forms::address),
            }),
            "sample" => {
                let sid = self.number("sid")?.map_or(SocketId::NONE, SocketId);
                let at = self.get("t").and_then(forms::seconds).unwrap_or_default();
                let sampled = super::sample::sample(&self.json, sid, at);
                sampled.map_or_else(other, |sampled| Body::Notice(Notice::Sample(Box::new(sampled))))
            }
            "drops" => Body::Notice(Notice::Drops { count: self.need("count")? }),
            "gap" => Body::Notice(Notice::Gap {
                records: self.need("records")?,
                bytes: self.need("bytes")?,
                why: self.text_of("why")?.into(),
            }),
            "note" => Body::Notice(Notice::Note { about: self.need("about")?, text: self.text_of("text")?.into() }),
            _ => other(),
        })
    }
}
