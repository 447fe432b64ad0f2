//! The call form: what a person typed, and the call that it means. Pure; the window only edits the fields.

use crate::bytes::{self, InputError, NumberWhy};
use crate::call::{self, Address, Call, CallKind, Name, OptionKind, OptionValue};
use crate::locale::Message;

/// The fields of every call's form. Each call reads those that it needs; the others keep what was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct CallForm {
    /// Which call.
    pub kind: CallKind,
    /// A host name, a literal, or empty for every interface.
    pub host: String,
    /// 0 to 65535.
    pub port: String,
    /// Empty for the default.
    pub backlog: String,
    /// What the accepted socket is called.
    pub makes: String,
    /// What to send, as text with escapes or as hex.
    pub data: String,
    /// Whether `data` is hex.
    pub hex: bool,
    /// The most bytes to receive.
    pub size: String,
    /// `SHUT_RD`, `SHUT_WR`, `SHUT_RDWR`.
    pub how: i32,
    /// Seconds; empty or `None` waits for ever.
    pub seconds: String,
    /// What `setblocking` is given.
    pub blocking: bool,
    /// The option's level and number.
    pub option: (i32, i32),
    /// What the option is set to.
    pub value: String,
}

impl Default for CallForm {
    fn default() -> Self {
        let number = |name| call::number_of(name).unwrap_or_default();
        Self {
            kind: CallKind::Bind,
            host: "127.0.0.1".to_owned(),
            port: "8000".to_owned(),
            backlog: "5".to_owned(),
            makes: "conn".to_owned(),
            data: String::new(),
            hex: false,
            size: "1024".to_owned(),
            how: number("SHUT_WR"),
            seconds: "5".to_owned(),
            blocking: true,
            option: (number("SOL_SOCKET"), number("SO_REUSEADDR")),
            value: "1".to_owned(),
        }
    }
}

/// One field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The host.
    Host,
    /// The port.
    Port,
    /// The backlog.
    Backlog,
    /// The new socket's name.
    Makes,
    /// The bytes to send.
    Data,
    /// The receive size.
    Size,
    /// The timeout.
    Seconds,
    /// The option's value.
    Value,
}

/// What is wrong in a field, and the text that would be right where we know it.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// Where.
    pub field: Field,
    /// What is wrong.
    pub message: Message,
    /// A text to put in its place in one press (full-width forms as ASCII).
    pub instead: Option<String>,
}

impl CallForm {
    /// The call that the form means on a socket of `family`, with the name of the socket that it makes.
    /// Every wrong field is told, in the order of the form.
    pub fn build(&self, family: i32, side: &str) -> Result<(Call, Option<Name>), Vec<FieldError>> {
        let mut errors = Vec::new();
        let call = self.call(family, &mut errors);
        let makes = (self.kind == CallKind::Accept).then(|| self.name(side, &mut errors)).flatten();
        match call {
            Some(call) if errors.is_empty() => Ok((call, makes)),
            _ => Err(errors),
        }
    }

    fn call(&self, family: i32, errors: &mut Vec<FieldError>) -> Option<Call> {
        Some(match self.kind {
            // The panel makes sockets by a form of its own, and has no fields for these yet.
            CallKind::Socket
            | CallKind::SocketPair
            | CallKind::MakeFile
            | CallKind::Write
            | CallKind::GetAddrInfo
            | CallKind::Poll => return None,
            CallKind::RecvMsg => Call::RecvMsg { size: self.size(errors)?, flags: 0 },
            CallKind::RecvExact => Call::RecvExact { size: self.size(errors)? },
            CallKind::Read => Call::Read { size: Some(self.size(errors)?) },
            CallKind::ReadLine => Call::ReadLine,
            CallKind::Flush => Call::Flush,
            CallKind::FClose => Call::FClose,
            CallKind::Detach => Call::Detach,
            CallKind::Dup => Call::Dup,
            CallKind::GetBlocking => Call::GetBlocking,
            CallKind::Inspect => Call::Inspect { fields: Vec::new(), until: Vec::new(), seconds: 0.0 },
            CallKind::Bind => Call::Bind { address: self.address(family, false, errors)? },
            CallKind::Connect => Call::Connect { address: self.address(family, true, errors)? },
            CallKind::ConnectEx => Call::ConnectEx { address: self.address(family, true, errors)? },
            CallKind::Listen => Call::Listen { backlog: self.backlog(errors)? },
            CallKind::Accept => Call::Accept,
            CallKind::Send => Call::Send { data: self.payload(errors)?, flags: 0 },
            CallKind::SendAll => Call::SendAll { data: self.payload(errors)?, flags: 0 },
            CallKind::SendTo => {
                let (data, address) = (self.payload(errors), self.address(family, true, errors));
                Call::SendTo { data: data?, flags: 0, address: address? }
            }
            CallKind::Recv => Call::Recv { size: self.size(errors)?, flags: 0 },
            CallKind::RecvFrom => Call::RecvFrom { size: self.size(errors)?, flags: 0 },
            CallKind::Shutdown => Call::Shutdown { how: self.how },
            CallKind::Close => Call::Close,
            CallKind::GetSockName => Call::GetSockName,
            CallKind::GetPeerName => Call::GetPeerName,
            CallKind::SetTimeout => Call::SetTimeout { seconds: self.seconds(errors)? },
            CallKind::GetTimeout => Call::GetTimeout,
            CallKind::SetBlocking => Call::SetBlocking { blocking: self.blocking },
            CallKind::SetSockOpt => {
                let (level, name) = self.option;
                Call::SetSockOpt { level, name, value: self.option_value(errors)? }
            }
            CallKind::GetSockOpt => {
                let (level, name) = self.option;
                Call::GetSockOpt { level, name, kind: option_kind(level, name) }
            }
            CallKind::FileNo => Call::FileNo,
        })
    }

    fn address(&self, family: i32, needs_host: bool, errors: &mut Vec<FieldError>) -> Option<Address> {
        let host = check_host(&self.host, needs_host).map_err(|error| errors.push(error)).ok();
        let port = bytes::parse_port(&self.port).map_err(|why| errors.push(number_error(Field::Port, &self.port, why)));
        let (host, port) = (host?, i64::from(port.ok()?));
        Some(match call::family(family) {
            Some("AF_INET6") => Address::inet6(&host, port),
            _ => Address::inet(&host, port),
        })
    }

    fn backlog(&self, errors: &mut Vec<FieldError>) -> Option<Option<i64>> {
        if self.backlog.trim().is_empty() {
            return Some(None);
        }
        match bytes::parse_i64(&self.backlog) {
            Ok(backlog) => Some(Some(backlog)),
            Err(why) => {
                errors.push(number_error(Field::Backlog, &self.backlog, why));
                None
            }
        }
    }

    fn payload(&self, errors: &mut Vec<FieldError>) -> Option<call::Payload> {
        match payload(&self.data, self.hex) {
            Ok(data) => Some(data),
            Err(message) => {
                errors.push(FieldError { field: Field::Data, message, instead: None });
                None
            }
        }
    }

    fn size(&self, errors: &mut Vec<FieldError>) -> Option<i64> {
        bytes::parse_size(&self.size).map_err(|why| errors.push(number_error(Field::Size, &self.size, why))).ok()
    }

    fn seconds(&self, errors: &mut Vec<FieldError>) -> Option<Option<f64>> {
        let seconds = bytes::parse_seconds(&self.seconds);
        seconds.map_err(|why| errors.push(number_error(Field::Seconds, &self.seconds, why))).ok()
    }

    fn option_value(&self, errors: &mut Vec<FieldError>) -> Option<OptionValue> {
        let (level, name) = self.option;
        let parsed = match option_kind(level, name) {
            OptionKind::TimeVal => {
                bytes::parse_seconds(&self.value).map(|seconds| OptionValue::TimeVal(seconds.unwrap_or(0.0)))
            }
            OptionKind::Linger => parse_linger(&self.value),
            OptionKind::Int | OptionKind::Errno | OptionKind::Bytes(_) => {
                bytes::parse_i64(&self.value).map(OptionValue::Int)
            }
        };
        parsed.map_err(|why| errors.push(number_error(Field::Value, &self.value, why))).ok()
    }

    fn name(&self, side: &str, errors: &mut Vec<FieldError>) -> Option<Name> {
        check_name(&self.makes, side)
            .map_err(|message| {
                errors.push(FieldError { field: Field::Makes, message, instead: bytes::ascii_forms(&self.makes) });
            })
            .ok()
    }
}

/// `1, 0` as a `struct linger`: on or off, then seconds.
fn parse_linger(text: &str) -> Result<OptionValue, NumberWhy> {
    let text = bytes::ascii_forms(text).unwrap_or_else(|| text.to_owned());
    let (on, seconds) = text.split_once(',').unwrap_or((&text, "0"));
    let int = |part: &str| {
        bytes::parse_i64(part).and_then(|n| i32::try_from(n).map_err(|_| NumberWhy::TooLarge(i32::MAX.into())))
    };
    Ok(OptionValue::Linger(int(on)?, int(seconds)?))
}

/// How an option is read: as its table says, a C int where it has no name.
pub fn option_kind(level: i32, number: i32) -> OptionKind {
    let known = call::OPTIONS.iter().find(|option| option.level == level && option.number == number);
    known.map_or(OptionKind::Int, |option| option.kind)
}

/// What is typed into a composer, as the bytes it means.
pub fn payload(text: &str, hex: bool) -> Result<call::Payload, Message> {
    let parsed = if hex { bytes::parse_hex(text) } else { bytes::parse_escapes(text) };
    parsed.map(Into::into).map_err(|error| input_message(&error))
}

/// A name as typed, on `side` where it names none.
pub fn check_name(text: &str, side: &str) -> Result<Name, Message> {
    let name = Name::parse(text).map_err(|why| match why {
        call::NameError::Empty => Message::new("input-name-empty"),
        call::NameError::Odd => Message::new("input-name-odd"),
        call::NameError::Long => Message::new("input-name-long"),
    })?;
    Ok(if name.side().is_empty() { Name::new(side, name.base()) } else { name })
}

/// A host as typed; full-width forms are offered as ASCII.
pub fn check_host(text: &str, needed: bool) -> Result<String, FieldError> {
    let error = |message, instead| FieldError { field: Field::Host, message, instead };
    let host = text.trim();
    if host.is_empty() && needed {
        return Err(error(Message::new("input-host-empty"), Some("127.0.0.1".to_owned())));
    }
    if let Some(ascii) = bytes::ascii_forms(host) {
        return Err(error(Message::new("input-fullwidth").with("text", ascii.as_str()), Some(ascii)));
    }
    Ok(host.trim_start_matches('[').trim_end_matches(']').to_owned())
}

/// A port as typed into a form of its own.
pub fn check_port(text: &str) -> Result<u16, FieldError> {
    bytes::parse_port(text).map_err(|why| number_error(Field::Port, text, why))
}

/// The words for bad bytes, with their place counted from 1.
pub fn input_message(error: &InputError) -> Message {
    let message = Message::new(error.key()).with("at", error.at as u64 + 1);
    match error.why.argument() {
        Some(offender) => message.with("char", offender),
        None => message,
    }
}

fn number_error(field: Field, text: &str, why: NumberWhy) -> FieldError {
    let key = match (why, field) {
        (NumberWhy::Empty, _) => "input-empty",
        (NumberWhy::NotANumber, _) => "input-not-a-number",
        (_, Field::Port) => "input-port-range",
        (NumberWhy::TooSmall(_), _) => "input-too-small",
        (NumberWhy::TooLarge(_), _) => "input-too-large",
    };
    FieldError { field, message: Message::new(key).with("text", text.trim()), instead: None }
}
