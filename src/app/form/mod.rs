//! The call form: what a person typed, and the call that it means. Pure; the window only edits the fields.

mod address;
mod checks;
mod constant;
mod file;
mod option;
mod packet;
mod resolve;

pub use address::{AddressForm, UnixPlace, address_text, parse_address};
pub use checks::{check_host, check_name, check_port, input_message, payload};
pub use constant::parse_constant;
pub use file::{FILE_MODES, FileForm, NEWLINES, Newline};
pub use option::option_kind;
pub use packet::{EchoForm, includes_header, sends_packets};
pub use resolve::ResolveForm;

use crate::bytes;
use crate::call::{self, Address, Call, CallKind, Name};
use crate::locale::Message;
use crate::session::SocketRow;
use checks::number_error;

/// The fields of every call's form. Each call reads those that it needs; the others keep what was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct CallForm {
    /// Which call.
    pub kind: CallKind,
    /// Where to bind, connect or send to.
    pub address: AddressForm,
    /// Empty for the default.
    pub backlog: String,
    /// What the socket or file is called that the call makes.
    pub makes: String,
    /// What to send, as text with escapes or as hex.
    pub data: String,
    /// How `data` is read.
    pub data_as: DataAs,
    /// The packet that is sent in place of `data`.
    pub echo: EchoForm,
    /// The flags of sends: `MSG_*`.
    pub send_flags: i32,
    /// The flags of receives: `MSG_*`.
    pub receive_flags: i32,
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
    /// What `makefile` is given.
    pub file: FileForm,
    /// What `getaddrinfo` is given.
    pub resolve: ResolveForm,
    /// What `poll` waits for: `POLLIN`…
    pub events: i32,
}

/// How what is typed to send is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataAs {
    /// Text with escapes.
    #[default]
    Text,
    /// Hex digits.
    Hex,
    /// The fields of an echo request.
    Echo,
}

impl Default for CallForm {
    fn default() -> Self {
        let number = |name| call::number_of(name).unwrap_or_default();
        Self {
            kind: CallKind::Bind,
            address: AddressForm::default(),
            backlog: "5".to_owned(),
            makes: "conn".to_owned(),
            data: String::new(),
            data_as: DataAs::Text,
            echo: EchoForm::default(),
            send_flags: 0,
            receive_flags: 0,
            size: "1024".to_owned(),
            how: number("SHUT_WR"),
            seconds: "5".to_owned(),
            blocking: true,
            option: (number("SOL_SOCKET"), number("SO_REUSEADDR")),
            value: "1".to_owned(),
            file: FileForm::default(),
            resolve: ResolveForm::default(),
            events: number("POLLIN"),
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
    /// The interface of a link-local address.
    Scope,
    /// A Unix path.
    Path,
    /// An abstract Unix name.
    Abstract,
    /// The backlog.
    Backlog,
    /// The new socket's name.
    Makes,
    /// The bytes to send.
    Data,
    /// The echo request's identifier.
    EchoId,
    /// Its sequence number.
    EchoSeq,
    /// Its payload.
    EchoPayload,
    /// The source in a header of one's own.
    EchoSource,
    /// The time to live there.
    EchoTtl,
    /// The receive size.
    Size,
    /// The timeout.
    Seconds,
    /// The option's value.
    Value,
    /// The encoding of a text file.
    Encoding,
    /// The file's buffer.
    Buffering,
    /// The port or service to look up.
    Service,
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
    /// The call that the form means on a socket, with the name of the socket or file that it makes. Every wrong field is
    /// told, in the order of the form.
    ///
    /// # Errors
    /// The wrong fields.
    pub fn build(&self, row: &SocketRow) -> Result<(Call, Option<Name>), Vec<FieldError>> {
        let mut errors = Vec::new();
        let call = self.call(row, &mut errors);
        let makes = self.kind.makes_one().then(|| self.name(row.name.side(), &mut errors)).flatten();
        match call {
            Some(call) if errors.is_empty() => Ok((call, makes)),
            _ => Err(errors),
        }
    }

    fn call(&self, row: &SocketRow, errors: &mut Vec<FieldError>) -> Option<Call> {
        let (send, receive) = (self.send_flags, self.receive_flags);
        Some(match self.kind {
            // Sockets are made by a dialog of their own.
            CallKind::Socket | CallKind::SocketPair => return None,
            CallKind::Bind => Call::Bind { address: self.address(row, false, errors)? },
            CallKind::Connect => Call::Connect { address: self.address(row, true, errors)? },
            CallKind::ConnectEx => Call::ConnectEx { address: self.address(row, true, errors)? },
            CallKind::Listen => Call::Listen { backlog: self.backlog(errors)? },
            CallKind::Accept => Call::Accept,
            CallKind::Send => Call::Send { data: self.payload(row, errors)?, flags: send },
            CallKind::SendAll => Call::SendAll { data: self.payload(row, errors)?, flags: send },
            CallKind::SendTo => {
                let (data, address) = (self.payload(row, errors), self.address(row, true, errors));
                Call::SendTo { data: data?, flags: send, address: address? }
            }
            CallKind::Recv => Call::Recv { size: self.size(errors)?, flags: receive },
            CallKind::RecvFrom => Call::RecvFrom { size: self.size(errors)?, flags: receive },
            CallKind::RecvMsg => Call::RecvMsg { size: self.size(errors)?, flags: receive },
            CallKind::RecvExact => Call::RecvExact { size: self.size(errors)? },
            CallKind::Shutdown => Call::Shutdown { how: self.how },
            CallKind::Close => Call::Close,
            CallKind::Detach => Call::Detach,
            CallKind::Dup => Call::Dup,
            CallKind::GetSockName => Call::GetSockName,
            CallKind::GetPeerName => Call::GetPeerName,
            CallKind::SetTimeout => Call::SetTimeout { seconds: self.seconds(errors)? },
            CallKind::GetTimeout => Call::GetTimeout,
            CallKind::SetBlocking => Call::SetBlocking { blocking: self.blocking },
            CallKind::GetBlocking => Call::GetBlocking,
            CallKind::SetSockOpt => {
                let (level, name) = self.option;
                Call::SetSockOpt { level, name, value: self.option_value(errors)? }
            }
            CallKind::GetSockOpt => {
                let (level, name) = self.option;
                Call::GetSockOpt { level, name, kind: option_kind(level, name) }
            }
            CallKind::FileNo => Call::FileNo,
            CallKind::MakeFile => self.file.build(errors)?,
            CallKind::ReadLine => Call::ReadLine,
            CallKind::Read => {
                let all = self.size.trim().is_empty();
                Call::Read { size: if all { None } else { Some(self.size(errors)?) } }
            }
            CallKind::Write => Call::Write { data: self.typed(errors)? },
            CallKind::Flush => Call::Flush,
            CallKind::FClose => Call::FClose,
            CallKind::GetAddrInfo => self.resolve.build(errors)?,
            CallKind::Poll => {
                let seconds = self.seconds(errors)?;
                Call::Poll { events: self.events, seconds: seconds.unwrap_or(-1.0) }
            }
            CallKind::Inspect => Call::Inspect { fields: Vec::new(), until: Vec::new(), seconds: 0.0 },
        })
    }

    fn address(&self, row: &SocketRow, reaches: bool, errors: &mut Vec<FieldError>) -> Option<Address> {
        self.address.build(row.family, reaches, has_port(row), errors)
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

    /// The bytes to send on a socket.
    ///
    /// # Errors
    /// The wrong fields.
    pub fn bytes(&self, row: &SocketRow) -> Result<call::Payload, Vec<FieldError>> {
        let mut errors = Vec::new();
        self.payload(row, &mut errors).ok_or(errors)
    }

    fn payload(&self, row: &SocketRow, errors: &mut Vec<FieldError>) -> Option<call::Payload> {
        if self.data_as == DataAs::Echo && sends_packets(row) { self.echo(row, errors) } else { self.typed(errors) }
    }

    fn typed(&self, errors: &mut Vec<FieldError>) -> Option<call::Payload> {
        match payload(&self.data, self.data_as == DataAs::Hex) {
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

    fn name(&self, side: &str, errors: &mut Vec<FieldError>) -> Option<Name> {
        check_name(&self.makes, side)
            .map_err(|message| {
                errors.push(FieldError { field: Field::Makes, message, instead: bytes::ascii_forms(&self.makes) });
            })
            .ok()
    }
}

/// Whether a socket's addresses have a port that means something: not a raw one's.
pub fn has_port(row: &SocketRow) -> bool {
    Some(row.kind & 0xf) != call::number_of("SOCK_RAW")
}
