//! The arguments of a call, as a script or a session has them; what is left out is the API's default.

use super::json::Json;
use super::outcome::payload;
use super::{LineError, LineWhy, forms};
use crate::call::{self, Address, Call, CallKind, Kept, OptionKind, OptionValue};

type Result<T> = std::result::Result<T, LineError>;

struct Arguments<'a, 'b>(&'b Json<'a>);

/// Reads the call of this kind, and whether its payload is in the line.
pub fn call(kind: CallKind, json: &Json<'_>) -> Result<(Call, Kept)> {
    let given = Arguments(json);
    let call = match kind {
        CallKind::Socket => Call::Socket {
            family: given.constant("family", "AF_INET")?,
            kind: given.constant("type", "SOCK_STREAM")?,
            proto: given.number("proto")?.unwrap_or(0),
        },
        CallKind::Bind => Call::Bind { address: given.address()? },
        CallKind::Connect => Call::Connect { address: given.address()? },
        CallKind::ConnectEx => Call::ConnectEx { address: given.address()? },
        CallKind::Listen => Call::Listen { backlog: given.wide("backlog")? },
        CallKind::Accept => Call::Accept,
        CallKind::Send | CallKind::SendAll | CallKind::SendTo => return given.send(kind),
        CallKind::Recv => Call::Recv { size: given.size()?, flags: given.flags()? },
        CallKind::RecvFrom => Call::RecvFrom { size: given.size()?, flags: given.flags()? },
        CallKind::Shutdown => Call::Shutdown { how: given.constant("how", "")? },
        CallKind::Close => Call::Close,
        CallKind::GetSockName => Call::GetSockName,
        CallKind::GetPeerName => Call::GetPeerName,
        CallKind::SetTimeout => Call::SetTimeout {
            seconds: match given.need("value")? {
                Json::Null => None,
                value => Some(forms::double(value).ok_or(LineError::of(LineWhy::Wrong("value")))?),
            },
        },
        CallKind::GetTimeout => Call::GetTimeout,
        CallKind::SetBlocking => {
            let value = given.need("value")?.bool();
            Call::SetBlocking { blocking: value.ok_or(LineError::of(LineWhy::Wrong("value")))? }
        }
        CallKind::SetSockOpt => {
            let (level, name) = given.option()?;
            Call::SetSockOpt { level, name, value: given.option_value()? }
        }
        CallKind::GetSockOpt => {
            let (level, name) = given.option()?;
            Call::GetSockOpt { level, name, kind: given.option_kind()? }
        }
        CallKind::FileNo => Call::FileNo,
    };
    Ok((call, Kept::Whole))
}

impl<'a, 'b> Arguments<'a, 'b> {
    fn need(&self, key: &'static str) -> Result<&'b Json<'a>> {
        self.0.get(key).ok_or(LineError::of(LineWhy::Missing(key)))
    }

    fn wide(&self, key: &'static str) -> Result<Option<i64>> {
        let Some(value) = self.0.get(key) else { return Ok(None) };
        value.i64().map_or_else(|| forms::wrong(key), |number| Ok(Some(number)))
    }

    fn number(&self, key: &'static str) -> Result<Option<i32>> {
        let Some(value) = self.0.get(key) else { return Ok(None) };
        forms::constant(value).map_or_else(|| forms::wrong(key), |number| Ok(Some(number)))
    }

    fn constant(&self, key: &'static str, default: &str) -> Result<i32> {
        self.number(key)?.or_else(|| call::number_of(default)).ok_or(LineError::of(LineWhy::Missing(key)))
    }

    fn address(&self) -> Result<Address> {
        forms::address(self.need("address")?).ok_or(LineError::of(LineWhy::Wrong("address")))
    }

    fn size(&self) -> Result<i64> {
        self.need("size")?.i64().ok_or(LineError::of(LineWhy::Wrong("size")))
    }

    fn flags(&self) -> Result<i32> {
        let Some(value) = self.0.get("flags") else { return Ok(0) };
        forms::flags(value).ok_or(LineError::of(LineWhy::Wrong("flags")))
    }

    fn send(&self, kind: CallKind) -> Result<(Call, Kept)> {
        let (data, kept) = payload(self.need("data")?, "data")?;
        let flags = self.flags()?;
        let call = match kind {
            CallKind::Send => Call::Send { data, flags },
            CallKind::SendAll => Call::SendAll { data, flags },
            _ => Call::SendTo { data, flags, address: self.address()? },
        };
        Ok((call, kept))
    }

    fn option(&self) -> Result<(i32, i32)> {
        let level = self.constant("level", "SOL_SOCKET")?;
        let value = self.need("name")?;
        let here = call::OPTIONS.iter().find(|known| known.level == level && Some(known.name) == value.text());
        let number = here.map(|known| known.number).or_else(|| forms::constant(value));
        Ok((level, number.ok_or(LineError::of(LineWhy::Wrong("name")))?))
    }

    fn option_value(&self) -> Result<OptionValue> {
        let value = self.need("value")?;
        if let Some(number) = value.i64() {
            return Ok(OptionValue::Int(number));
        }
        if let Some(pair) = value.get("linger").and_then(Json::list) {
            let part = |at: usize| pair.get(at).and_then(Json::i64).and_then(|number| i32::try_from(number).ok());
            return match (part(0), part(1), pair.len()) {
                (Some(on), Some(seconds), 2) => Ok(OptionValue::Linger(on, seconds)),
                _ => forms::wrong("linger"),
            };
        }
        if let Some(seconds) = value.get("timeval") {
            return forms::double(seconds).map_or_else(|| forms::wrong("timeval"), |s| Ok(OptionValue::TimeVal(s)));
        }
        Ok(OptionValue::Bytes(forms::bytes(value, "value")?))
    }

    fn option_kind(&self) -> Result<OptionKind> {
        Ok(match self.0.get("kind").and_then(Json::text) {
            None | Some("int") => OptionKind::Int,
            Some("linger") => OptionKind::Linger,
            Some("timeval") => OptionKind::TimeVal,
            Some("bytes") => {
                let len = self.0.get("len").and_then(Json::u64).and_then(|len| u32::try_from(len).ok());
                OptionKind::Bytes(len.ok_or(LineError::of(LineWhy::Missing("len")))?)
            }
            Some(_) => return forms::wrong("kind"),
        })
    }
}
