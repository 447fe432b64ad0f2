//! The echo request that a raw socket sends.

use super::checks::whole;
use super::{CallForm, Field, FieldError};
use crate::bytes::{self, Echo, Ipv4Header};
use crate::call::{self, Payload};
use crate::locale::Message;
use crate::session::SocketRow;
use std::net::Ipv4Addr;

/// What is typed of an echo request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EchoForm {
    /// The identifier, 0 to 65535.
    pub id: String,
    /// The sequence number, 0 to 65535; it counts up with each one that is sent.
    pub seq: String,
    /// The payload, as text with escapes.
    pub payload: String,
    /// With an IPv4 header of one's own: its source, empty for the kernel's choice.
    pub source: String,
    /// How many routers may pass it on, 0 to 255.
    pub ttl: String,
}

impl Default for EchoForm {
    fn default() -> Self {
        let id = (std::process::id() & 0xffff).to_string();
        let (payload, ttl) = ("sockscope".to_owned(), "64".to_owned());
        Self { id, seq: "1".to_owned(), payload, source: String::new(), ttl }
    }
}

/// Whether a socket's packets are ICMP (or ICMPv6) messages that a person builds.
pub fn sends_packets(row: &SocketRow) -> bool {
    let number = |name| call::number_of(name);
    let is_raw = Some(row.kind & 0xf) == number("SOCK_RAW");
    // "Ping sockets": the kernel fills in the identifier and the checksum (icmp(7)).
    let proto = Some(row.proto);
    is_raw || (proto == number("IPPROTO_ICMP") || proto == number("IPPROTO_ICMPV6")) && proto != Some(0)
}

/// Whether the socket's sends begin with an IP header of the sender's own: IP_HDRINCL was set, or IPPROTO_RAW implies it.
pub fn includes_header(row: &SocketRow) -> bool {
    let hdrincl = call::number_of("IPPROTO_IP").zip(call::number_of("IP_HDRINCL"));
    let set = hdrincl.and_then(|option| row.options.is_on(option));
    let implied = sends_packets(row) && Some(row.proto) == call::number_of("IPPROTO_RAW");
    call::family(row.family) == Some("AF_INET") && set.unwrap_or(implied)
}

impl EchoForm {
    /// The next request's number.
    pub fn count_up(&mut self) {
        if let Ok(seq) = self.seq.trim().parse::<u16>() {
            self.seq = seq.wrapping_add(1).to_string();
        }
    }

    /// The bytes to send on `row` to `host`.
    pub(super) fn build(&self, row: &SocketRow, host: &str, errors: &mut Vec<FieldError>) -> Option<Payload> {
        let mut keep = |checked| match checked {
            Ok(number) => Some(number),
            Err(error) => {
                errors.push(error);
                None
            }
        };
        let id = keep(whole::<u16>(Field::EchoId, &self.id, 65_535));
        let seq = keep(whole::<u16>(Field::EchoSeq, &self.seq, 65_535));
        let payload = match bytes::parse_escapes(&self.payload) {
            Ok(payload) => Some(payload),
            Err(error) => {
                let message = super::input_message(&error);
                errors.push(FieldError { field: Field::EchoPayload, message, instead: None });
                None
            }
        };
        let header = includes_header(row).then(|| self.header(host, errors));
        let echo = Echo { id: id?, seq: seq?, payload: payload? };
        let v6 = call::family(row.family) == Some("AF_INET6");
        let message = if v6 { echo.icmp6() } else { echo.icmp() };
        let packet = message.and_then(|message| match header {
            Some(Some(header)) => header.before(&message),
            _ => Ok(message),
        });
        if header == Some(None) {
            return None;
        }
        let long = |_| {
            let message = Message::new("input-echo-long");
            errors.push(FieldError { field: Field::EchoPayload, message, instead: None });
        };
        packet.map_err(long).ok().map(Into::into)
    }

    fn header(&self, host: &str, errors: &mut Vec<FieldError>) -> Option<Ipv4Header> {
        let ttl = whole::<u8>(Field::EchoTtl, &self.ttl, 255).map_err(|error| errors.push(error)).ok();
        let mut literal = |field, text: &str| {
            let read = text.trim().parse::<Ipv4Addr>();
            let message = || Message::new("input-not-ipv4").with("text", text.trim());
            read.map_err(|_| errors.push(FieldError { field, message: message(), instead: None })).ok()
        };
        let none = self.source.trim().is_empty();
        let source = if none { Some(Ipv4Addr::UNSPECIFIED) } else { literal(Field::EchoSource, &self.source) };
        let destination = literal(Field::Host, host);
        Some(Ipv4Header { source: source?, destination: destination?, ttl: ttl? })
    }
}

impl CallForm {
    /// The packet that the echo form means.
    pub(super) fn echo(&self, row: &SocketRow, errors: &mut Vec<FieldError>) -> Option<Payload> {
        self.echo.build(row, &self.address.host, errors)
    }
}
