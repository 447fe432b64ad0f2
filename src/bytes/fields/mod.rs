//! Messages of known protocols as a list of fields: pure decoders of bytes, one file a protocol.
//!
//! A decoder takes any bytes and never fails: what is no such message is none, what is cut says how much is missing, what is
//! wrong is marked. Names and meanings are message keys; what a person or a standard wrote stands as it is.

mod dns;
mod dns_name;
mod http1;
mod icmp;
mod ipv4;
mod modbus;
mod modbus_rtu;
mod ntp;
mod out;
mod pdu;
mod tls;
mod tls_hello;

pub(in crate::bytes) use out::Out;
pub use out::{Field, Words};

/// The most fields of one decoding; further ones are left out.
pub const MOST_FIELDS: usize = 2_000;

/// One message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// Its fields in order; a field is followed by those within it, a step deeper.
    pub fields: Vec<Field>,
    /// How many of the bytes are of this message.
    pub used: usize,
    /// At least so many bytes are missing at its end; 0 where it is whole.
    pub missing: usize,
}

/// What is known of where bytes come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// They are a piece of a stream: messages follow each other, and may be cut.
    pub stream: bool,
    /// The two ports, 0 where there is none.
    pub ports: [u16; 2],
    /// Whether the server of the two sent them, where that is known.
    pub from_server: Option<bool>,
    /// They are of an ICMP (4) or ICMPv6 (6) socket.
    pub icmp: Option<u8>,
}

impl Source {
    fn has_port(&self, port: u16) -> bool {
        self.ports.contains(&port)
    }
}

/// A protocol that is known by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Protocol {
    /// HTTP/1 (RFC 9112).
    Http1,
    /// DNS (RFC 1035), with a length before it where it comes in a stream.
    Dns,
    /// TLS records (RFC 8446) and what can be read in them.
    Tls,
    /// Modbus TCP.
    ModbusTcp,
    /// Frames of Modbus RTU, as gateways put them into TCP.
    ModbusRtu,
    /// NTP (RFC 5905).
    Ntp,
    /// ICMP (RFC 792), with its IPv4 header where there is one.
    Icmp,
    /// ICMPv6 (RFC 4443).
    Icmpv6,
}

impl Protocol {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Http1, Self::Dns, Self::Tls, Self::ModbusTcp, Self::ModbusRtu, Self::Ntp, Self::Icmp, Self::Icmpv6];

    /// Its name, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Http1 => "HTTP/1",
            Self::Dns => "DNS",
            Self::Tls => "TLS",
            Self::ModbusTcp => "Modbus TCP",
            Self::ModbusRtu => "Modbus RTU",
            Self::Ntp => "NTP",
            Self::Icmp => "ICMP",
            Self::Icmpv6 => "ICMPv6",
        }
    }

    /// Reads one message at the beginning of `bytes`. None where it is no message of this protocol.
    pub fn decode(self, bytes: &[u8], source: &Source) -> Option<Decoded> {
        match self {
            Self::Http1 => http1::decode(bytes),
            Self::Dns => dns::decode(bytes, source),
            Self::Tls => tls::decode(bytes),
            Self::ModbusTcp => modbus::decode(bytes, source),
            Self::ModbusRtu => modbus_rtu::decode(bytes, source),
            Self::Ntp => ntp::decode(bytes),
            Self::Icmp => icmp::decode(bytes, 4),
            Self::Icmpv6 => icmp::decode(bytes, 6),
        }
    }

    /// The protocol that these bytes look like: by their content, and by the ports where content alone could be chance.
    pub fn guess(bytes: &[u8], source: &Source) -> Option<Self> {
        match source.icmp {
            Some(4) => return Some(Self::Icmp),
            Some(6) => return Some(Self::Icmpv6),
            _ => {}
        }
        let fits = |protocol: &Self| match protocol {
            Self::Http1 => source.stream && http1::fits(bytes),
            Self::Tls => source.stream && tls::fits(bytes),
            Self::ModbusTcp => modbus::fits(bytes, source),
            Self::Dns => dns::fits(bytes, source),
            Self::Ntp => !source.stream && ntp::fits(bytes, source),
            Self::ModbusRtu => modbus_rtu::fits(bytes),
            Self::Icmp | Self::Icmpv6 => false,
        };
        let order = [Self::Http1, Self::Tls, Self::ModbusTcp, Self::Dns, Self::Ntp, Self::ModbusRtu];
        order.into_iter().find(fits)
    }
}

/// Two bytes, the high one first.
fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes, the highest first.
fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests;
