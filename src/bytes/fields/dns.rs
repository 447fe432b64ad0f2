//! DNS: header, questions and records (RFC 1035, 3596, 2782, 6891).

use super::dns_name::{NameWhy, name_at};
use super::out::{Out, Words};
use super::{Decoded, Source, be16, be32};
use crate::bytes::{Encoding, decode_text, hex_text};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

const HEADER: usize = 12;

const OPCODES: [&str; 7] = ["QUERY", "IQUERY", "STATUS", "", "NOTIFY", "UPDATE", "DSO"];
const RCODES: [&str; 11] = [
    "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET", "NXRRSET", "NOTAUTH",
    "NOTZONE",
];
const SECTIONS: [&str; 3] = ["fields-dns-answer", "fields-dns-authority", "fields-dns-additional"];

fn type_name(kind: u16) -> &'static str {
    match kind {
        1 => "A",
        2 => "NS",
        5 => "CNAME",
        6 => "SOA",
        12 => "PTR",
        13 => "HINFO",
        15 => "MX",
        16 => "TXT",
        28 => "AAAA",
        33 => "SRV",
        35 => "NAPTR",
        41 => "OPT",
        43 => "DS",
        46 => "RRSIG",
        47 => "NSEC",
        48 => "DNSKEY",
        52 => "TLSA",
        64 => "SVCB",
        65 => "HTTPS",
        252 => "AXFR",
        255 => "ANY",
        257 => "CAA",
        _ => "",
    }
}

fn class_name(class: u16) -> &'static str {
    match class & 0x7fff {
        1 => "IN",
        3 => "CH",
        4 => "HS",
        254 => "NONE",
        255 => "ANY",
        _ => "",
    }
}

/// Whether these bytes are a message: on its own ports by the header, elsewhere only where all of it can be read.
pub fn fits(bytes: &[u8], source: &Source) -> bool {
    let message = if source.stream { bytes.get(2..).unwrap_or_default() } else { bytes };
    let own = [53, 5353, 5355].into_iter().any(|port| source.has_port(port));
    let Some(flags) = be16(message, 2) else { return false };
    let counts = [4, 6, 8, 10].map(|at| be16(message, at).unwrap_or(u16::MAX));
    let likely = flags >> 11 & 0xf <= 6 && counts[0] <= 4 && counts.iter().all(|count| *count < 300);
    if !likely {
        return false;
    }
    let Some(decoded) = decode(bytes, source) else { return false };
    let good = decoded.missing == 0 && !decoded.fields.iter().any(|field| field.wrong);
    own || good && counts[0] == 1 && (source.stream || decoded.used == bytes.len())
}

/// Reads a message; in a stream with its length before it.
pub fn decode(bytes: &[u8], source: &Source) -> Option<Decoded> {
    let mut out = Out::default();
    let (start, end) = if source.stream {
        let len = usize::from(be16(bytes, 0)?);
        out.add(0..2, "fields-length", len.to_string()).means(Words::With("fields-bytes-follow", len.to_string()));
        (2, 2 + len)
    } else {
        (0, bytes.len())
    };
    let message = bytes.get(start..end.min(bytes.len()))?;
    if message.len() < HEADER {
        return (source.stream && end > bytes.len()).then(|| out.cut(bytes.len(), end - bytes.len()));
    }
    let missing = end.saturating_sub(bytes.len());
    let mut reader = Reader { message, base: start, at: HEADER, out: &mut out };
    let counts = reader.header();
    let read = reader.records(counts);
    let rest = start + reader.at;
    if read.is_err() && missing == 0 {
        out.add(rest..end, "fields-rest", "").wrong(Words::Key("fields-cut"));
    } else if missing == 0 && rest < end {
        out.add(rest..end, "fields-rest", "").means(Words::With("fields-bytes", (end - rest).to_string()));
    }
    Some(out.cut(end.min(bytes.len()), missing))
}

struct Reader<'a> {
    message: &'a [u8],
    /// Where the message begins in all bytes.
    base: usize,
    at: usize,
    out: &'a mut Out,
}

/// Nothing follows that could be read.
struct Stop;

impl Reader<'_> {
    fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.base + from..self.base + to
    }

    fn header(&mut self) -> [u16; 4] {
        let word = |at| be16(self.message, at).unwrap_or(0);
        let (id, flags) = (word(0), word(2));
        let counts = [4, 6, 8, 10].map(word);
        let range = self.range(0, 2);
        self.out.add(range, "fields-id", format!("0x{id:04x}"));
        let range = self.range(2, 4);
        let is_answer = flags & 0x8000 != 0;
        let key = if is_answer { "fields-dns-response" } else { "fields-dns-query" };
        self.out.add(range.clone(), "fields-flags", format!("0x{flags:04x}")).means(Words::Key(key));
        self.out.within(|out| {
            let opcode = usize::from(flags >> 11 & 0xf);
            let field = out.add(range.start..range.start + 1, "fields-dns-opcode", opcode.to_string());
            field.called(OPCODES.get(opcode).copied().unwrap_or_default());
            let bits = [
                (0x0400, "AA", "fields-dns-aa"),
                (0x0200, "TC", "fields-dns-tc"),
                (0x0100, "RD", "fields-dns-rd"),
                (0x0080, "RA", "fields-dns-ra"),
                (0x0020, "AD", "fields-dns-ad"),
                (0x0010, "CD", "fields-dns-cd"),
            ];
            for (bit, name, key) in bits.into_iter().filter(|(bit, ..)| flags & bit != 0) {
                let byte = range.start + usize::from(bit < 0x100);
                out.named(byte..byte + 1, name, "1").means(Words::Key(key));
            }
            let code = usize::from(flags & 0xf);
            let field = out.add(range.start + 1..range.end, "fields-dns-rcode", code.to_string());
            field.called(RCODES.get(code).copied().unwrap_or_default());
        });
        let keys = ["fields-dns-questions", "fields-dns-answers", "fields-dns-authorities", "fields-dns-additionals"];
        for (i, (key, count)) in keys.into_iter().zip(counts).enumerate() {
            let range = self.range(4 + 2 * i, 6 + 2 * i);
            self.out.add(range, key, count.to_string());
        }
        counts
    }

    fn records(&mut self, [questions, rest @ ..]: [u16; 4]) -> Result<(), Stop> {
        for _ in 0..questions {
            let from = self.at;
            let (name, after) = self.name(from);
            let (Some(kind), Some(class)) = (be16(self.message, after), be16(self.message, after + 2)) else {
                return Err(Stop);
            };
            let range = self.range(from, after + 4);
            self.out.add(
                range,
                "fields-dns-question",
                format!("{} {}", name.as_deref().unwrap_or("?"), type_name(kind)),
            );
            self.common(from, after, name, kind, class);
            self.at = after + 4;
        }
        for (key, count) in SECTIONS.into_iter().zip(rest) {
            for _ in 0..count {
                self.record(key)?;
            }
        }
        Ok(())
    }

    fn name(&self, at: usize) -> (Result<String, NameWhy>, usize) {
        match name_at(self.message, at) {
            Ok(name) => (Ok(name.text), name.end),
            Err(NameWhy::Loop) => (Err(NameWhy::Loop), after_name(self.message, at)),
            Err(why) => (Err(why), self.message.len()),
        }
    }

    fn common(&mut self, from: usize, after: usize, name: Result<String, NameWhy>, kind: u16, class: u16) {
        let ranges = [self.range(from, after), self.range(after, after + 2), self.range(after + 2, after + 4)];
        let [name_range, kind_range, class_range] = ranges;
        self.out.within(|out| {
            match name {
                Ok(name) => out.add(name_range, "fields-name", name),
                Err(why) => out.add(name_range, "fields-name", "?").wrong(Words::Key(why.key())),
            };
            out.add(kind_range, "fields-type", kind.to_string()).called(type_name(kind));
            let field = out.add(class_range, "fields-dns-class", class.to_string());
            if kind == 41 {
                field.means(Words::Key("fields-dns-udp-size"));
            } else {
                field.called(class_name(class));
            }
        });
    }

    fn record(&mut self, section: &'static str) -> Result<(), Stop> {
        let from = self.at;
        let (name, after) = self.name(from);
        let words = [be16(self.message, after), be16(self.message, after + 2), be16(self.message, after + 8)];
        let ([Some(kind), Some(class), Some(len)], Some(ttl)) = (words, be32(self.message, after + 4)) else {
            return Err(Stop);
        };
        let data = after + 10;
        let end = data + usize::from(len);
        if end > self.message.len() {
            return Err(Stop);
        }
        let value = self.data_text(kind, data, end);
        let title = format!("{} {} {value}", name.as_deref().unwrap_or("?"), type_name(kind));
        let range = self.range(from, end);
        self.out.add(range, section, title);
        self.common(from, after, name, kind, class);
        let (ttl_range, len_range, data_range) =
            (self.range(after + 4, after + 8), self.range(after + 8, data), self.range(data, end));
        self.out.within(|out| {
            let field = out.add(ttl_range, "fields-dns-ttl", ttl.to_string());
            if kind != 41 {
                field.means(Words::With("fields-seconds", ttl.to_string()));
            }
            out.add(len_range, "fields-length", len.to_string());
            out.add(data_range, "fields-data", value);
        });
        self.at = end;
        Ok(())
    }

    fn data_text(&self, kind: u16, at: usize, end: usize) -> String {
        let data = self.message.get(at..end).unwrap_or_default();
        let name = |at: usize| name_at(self.message, at).map_or_else(|_| "?".to_owned(), |name| name.text);
        let word = |at: usize| be16(self.message, at).unwrap_or(0);
        match kind {
            1 if data.len() == 4 => {
                let four: [u8; 4] = data.try_into().unwrap_or_default();
                Ipv4Addr::from(four).to_string()
            }
            28 if data.len() == 16 => {
                let sixteen: [u8; 16] = data.try_into().unwrap_or_default();
                Ipv6Addr::from(sixteen).to_string()
            }
            2 | 5 | 12 => name(at),
            15 if data.len() > 2 => format!("{} {}", word(at), name(at + 2)),
            33 if data.len() > 6 => format!("{} {} {} {}", word(at), word(at + 2), word(at + 4), name(at + 6)),
            6 => {
                let first = name_at(self.message, at);
                first.map_or_else(|_| hex_text(data), |first| format!("{} {}", first.text, name(first.end)))
            }
            16 => texts(data),
            _ => hex_text(data.get(..64).unwrap_or(data)),
        }
    }
}

/// After a name whose pointer cannot be followed: two bytes behind the pointer.
fn after_name(message: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(size) = message.get(at).map(|size| usize::from(*size)) {
        match size {
            0 => return at + 1,
            0xc0.. => return (at + 2).min(message.len()),
            1..0x40 => at += 1 + size,
            _ => break,
        }
    }
    message.len()
}

/// `"v=spf1 -all" "more"`.
fn texts(data: &[u8]) -> String {
    let (mut at, mut all) = (0, Vec::new());
    while let Some(len) = data.get(at).map(|len| usize::from(*len)) {
        let text = data.get(at + 1..(at + 1 + len).min(data.len())).unwrap_or_default();
        all.push(format!("\"{}\"", decode_text(Encoding::Utf8, text)));
        at += 1 + len;
    }
    all.join(" ")
}
