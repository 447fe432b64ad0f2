//! The arguments of a call, as a script or a session has them; what is left out is the API's default.

use super::json::Json;
use super::payload::payload;
use super::{LineError, LineWhy, forms, inspected};
use crate::call::{self, Address, Call, CallKind, Kept, OptionKind, OptionValue, Service};

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
        CallKind::SocketPair => Call::SocketPair {
            family: given.constant("family", "AF_UNIX")?,
            kind: given.constant("type", "SOCK_STREAM")?,
            proto: given.number("proto")?.unwrap_or(0),
            other: None,
        },
        CallKind::Bind => Call::Bind { address: given.address()? },
        CallKind::Connect => Call::Connect { address: given.address()? },
        CallKind::ConnectEx => Call::ConnectEx { address: given.address()? },
        CallKind::Listen => Call::Listen {
            backlog: match json.get("backlog") {
                Some(Json::Null) => return forms::wrong("backlog"),
                _ => given.wide("backlog")?,
            },
        },
        CallKind::Accept => Call::Accept,
        CallKind::Send | CallKind::SendAll | CallKind::SendTo => return given.send(kind),
        CallKind::Recv => Call::Recv { size: given.size()?, flags: given.flags()? },
        CallKind::RecvFrom => Call::RecvFrom { size: given.size()?, flags: given.flags()? },
        CallKind::RecvMsg => Call::RecvMsg { size: given.size()?, flags: given.flags()? },
        CallKind::RecvExact => {
            let size = forms::whole(given.need("size")?);
            Call::RecvExact { size: size.ok_or(LineError::of(LineWhy::Wrong("size")))? }
        }
        CallKind::Shutdown => Call::Shutdown { how: given.constant("how", "")? },
        CallKind::Close => Call::Close,
        CallKind::Detach => Call::Detach,
        CallKind::Dup => Call::Dup,
        CallKind::GetSockName => Call::GetSockName,
        CallKind::GetPeerName => Call::GetPeerName,
        CallKind::SetTimeout => Call::SetTimeout {
            seconds: match given.need("value")? {
                Json::Null => None,
                Json::Bool(flag) => Some(f64::from(u8::from(*flag))),
                value => Some(forms::double(value).ok_or(LineError::of(LineWhy::Wrong("value")))?),
            },
        },
        CallKind::GetTimeout => Call::GetTimeout,
        CallKind::SetBlocking => Call::SetBlocking { blocking: is_true(given.need("value")?)? },
        CallKind::GetBlocking => Call::GetBlocking,
        CallKind::SetSockOpt => {
            let (level, name) = given.option()?;
            Call::SetSockOpt { level, name, value: given.option_value()? }
        }
        CallKind::GetSockOpt => {
            let (level, name) = given.option()?;
            Call::GetSockOpt { level, name, kind: given.option_kind()? }
        }
        CallKind::FileNo => Call::FileNo,
        CallKind::MakeFile => Call::MakeFile {
            mode: given.words("mode")?.unwrap_or_else(|| "rb".into()),
            buffering: given.wide("buffering")?,
            encoding: given.words("encoding")?,
            newline: given.words("newline")?,
        },
        CallKind::ReadLine => Call::ReadLine,
        CallKind::Read => Call::Read { size: given.wide("size")? },
        CallKind::Write => {
            let (data, kept) = payload(given.need("data")?, "data")?;
            return Ok((Call::Write { data }, kept));
        }
        CallKind::Flush => Call::Flush,
        CallKind::FClose => Call::FClose,
        CallKind::GetAddrInfo => Call::GetAddrInfo {
            host: given.words("host")?,
            port: given.service()?,
            family: given.number("family")?.unwrap_or(0),
            kind: given.number("type")?.unwrap_or(0),
            proto: given.number("proto")?.unwrap_or(0),
            flags: given.flags()?,
        },
        CallKind::Poll => {
            let events = forms::constant(given.need("events")?);
            Call::Poll {
                events: events.ok_or(LineError::of(LineWhy::Wrong("events")))?,
                seconds: given.seconds("timeout", 1.0)?,
            }
        }
        CallKind::Inspect => {
            let read = |key, read: &dyn Fn(&Json<'_>) -> bool| match json.get(key) {
                Some(value) if !read(value) => forms::wrong(key),
                _ => Ok(()),
            };
            let (mut fields, mut until) = (Vec::new(), Vec::new());
            read("fields", &|value| inspected::fields(value).is_some())?;
            read("until", &|value| inspected::inspection(value).is_some())?;
            fields.extend(json.get("fields").and_then(inspected::fields).unwrap_or_default());
            until.extend(json.get("until").and_then(inspected::inspection).unwrap_or_default());
            Call::Inspect { fields, until, seconds: given.seconds("timeout", 2.0)? }
        }
    };
    Ok((call, Kept::Whole))
}

/// What `setblocking` takes: yes or no, or a whole number.
fn is_true(value: &Json<'_>) -> Result<bool> {
    match value {
        Json::Bool(flag) => Ok(*flag),
        value => value.i64().map_or_else(|| forms::wrong("value"), |number| Ok(number != 0)),
    }
}

impl<'a, 'b> Arguments<'a, 'b> {
    fn need(&self, key: &'static str) -> Result<&'b Json<'a>> {
        self.0.get(key).ok_or(LineError::of(LineWhy::Missing(key)))
    }

    /// A text; null is none.
    fn words(&self, key: &'static str) -> Result<Option<Box<str>>> {
        match self.0.get(key) {
            None | Some(Json::Null) => Ok(None),
            Some(value) => value.text().map_or_else(|| forms::wrong(key), |text| Ok(Some(text.into()))),
        }
    }

    fn seconds(&self, key: &'static str, default: f64) -> Result<f64> {
        let Some(value) = self.0.get(key) else { return Ok(default) };
        match value {
            Json::Bool(flag) => Ok(f64::from(u8::from(*flag))),
            value => forms::double(value).map_or_else(|| forms::wrong(key), Ok),
        }
    }

    fn service(&self) -> Result<Service> {
        Ok(match self.0.get("port") {
            None | Some(Json::Null) => Service::None,
            Some(Json::Text(name)) => Service::Name(name.as_ref().into()),
            Some(value) => Service::Number(value.i64().ok_or(LineError::of(LineWhy::Wrong("port")))?),
        })
    }

    /// A number; null is none.
    fn wide(&self, key: &'static str) -> Result<Option<i64>> {
        let Some(value) = self.0.get(key).filter(|value| !matches!(value, Json::Null)) else { return Ok(None) };
        match value {
            Json::Bool(flag) => Ok(Some(i64::from(*flag))),
            value => value.i64().map_or_else(|| forms::wrong(key), |number| Ok(Some(number))),
        }
    }

    fn number(&self, key: &'static str) -> Result<Option<i32>> {
        let Some(value) = self.0.get(key) else { return Ok(None) };
        forms::constant(value).map_or_else(|| forms::wrong(key), |number| Ok(Some(number)))
    }

    fn constant(&self, key: &'static str, default: &str) -> Result<i32> {
        self.number(key)?.or_else(|| call::number_of(default)).ok_or(LineError::of(LineWhy::Missing(key)))
    }

    fn address(&self) -> Result<Address> {
        let value = self.need("address")?;
        if matches!(value, Json::Null) {
            return Ok(Address::Other("null".into()));
        }
        forms::address(value).ok_or(LineError::of(LineWhy::Wrong("address")))
    }

    fn size(&self) -> Result<i64> {
        self.need("size")?.i64().ok_or(LineError::of(LineWhy::Wrong("size")))
    }

    fn flags(&self) -> Result<i32> {
        let Some(value) = self.0.get("flags") else { return Ok(0) };
        forms::constant(value).ok_or(LineError::of(LineWhy::Wrong("flags")))
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
        if let Some(pair) = value.get("mreq").and_then(Json::list) {
            return match (pair.first().and_then(Json::text), pair.get(1).and_then(Json::text), pair.len()) {
                (Some(group), Some(interface), 2) => Ok(OptionValue::Mreq(group.into(), interface.into())),
                _ => forms::wrong("mreq"),
            };
        }
        if let Some(pair) = value.get("mreq6").and_then(Json::list) {
            let interface = pair.get(1).and_then(Json::u64).and_then(|number| u32::try_from(number).ok());
            return match (pair.first().and_then(Json::text), interface, pair.len()) {
                (Some(group), Some(interface), 2) => Ok(OptionValue::Mreq6(group.into(), interface)),
                _ => forms::wrong("mreq6"),
            };
        }
        if let Some(ip) = value.get("ip") {
            return ip.text().map_or_else(|| forms::wrong("ip"), |ip| Ok(OptionValue::Ip(ip.into())));
        }
        match value {
            Json::Bool(flag) => Ok(OptionValue::Int(i64::from(*flag))),
            Json::Null | Json::Number(_) | Json::List(_) => Ok(OptionValue::Odd(forms::raw(value).into())),
            Json::Text(_) | Json::Map(_) => Ok(OptionValue::Bytes(forms::bytes(value, "value")?)),
        }
    }

    fn option_kind(&self) -> Result<OptionKind> {
        Ok(match self.0.get("kind").and_then(Json::text) {
            None | Some("int") => OptionKind::Int,
            Some("linger") => OptionKind::Linger,
            Some("timeval") => OptionKind::TimeVal,
            Some("errno") => OptionKind::Errno,
            Some("bytes") => {
                let len = self.wide("len")?.unwrap_or(64);
                if len < i64::from(i32::MIN) || len > i64::from(u32::MAX) {
                    return forms::wrong("len");
                }
                // Below 0 is refused as what is too much is.
                OptionKind::Bytes(u32::try_from(len).unwrap_or(u32::MAX))
            }
            Some(_) => return forms::wrong("kind"),
        })
    }
}
