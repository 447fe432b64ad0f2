//! What the kernel holds for a socket, as a line has it: the names of `tcp_info` and SK_MEMINFO, without what is 0.
//!
//! | key | what |
//! |---|---|
//! | `held` | until when the sample before was seen to hold, in seconds since the session began |
//! | `left` | samples that were one too many since the last one, of whatever socket |
//! | `inq`, `outq` | bytes received and not read; bytes sent and not acknowledged |
//! | `accept` | of a listener: connections in its accept queue, and its backlog |
//! | `handshakes` | of a listener: connections on their way to it |
//! | `rcvbuf`, `rmem`… | SK_MEMINFO, in bytes of the kernel's buffers; where `rcvbuf` is not there none of it is known |
//! | `tcp`, `rtt`… | TCP_INFO: the state by its name, times in microseconds; where `tcp` is not there none of it is known |

use super::forms::{put_seconds, put_text, raw, seconds};
use super::json::Json;
use crate::call::{Sample, Sampled, SocketId, SocketMemory, TcpInfo, TcpState};
use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

macro_rules! numbers {
    ($name:ident $of:ident $($key:literal $field:ident),* $(,)?) => {
        /// Their keys, and how each is got at.
        const $name: &[(&str, fn(&mut $of) -> &mut u32)] = &[$(($key, |it| &mut it.$field)),*];
    };
}

numbers! { TCP TcpInfo
    "rto" rto_micros, "snd_mss" send_mss, "rcv_mss" receive_mss, "unacked" unacked, "sacked" sacked, "lost" lost,
    "retrans" retrans, "pmtu" path_mtu, "rtt" rtt_micros, "rttvar" rtt_var_micros, "ssthresh" ssthresh, "cwnd" cwnd,
    "advmss" advertised_mss, "total_retrans" total_retrans,
}

numbers! { MEMORY SocketMemory
    "rmem" receive, "wmem" send, "sndbuf" send_most, "wmem_queued" send_queued, "sk_backlog" backlog, "drops" drops,
}

/// The other keys: of every sample, and of TCP.
const OWN: [&str; 12] = ["n", "t", "sid", "ev", "held", "left", "inq", "outq", "accept", "handshakes", "rcvbuf", "tcp"];
const ALSO_TCP: [&str; 6] = ["retransmits", "probes", "bytes_acked", "bytes_received", "notsent", "min_rtt"];

/// Writes it after the line's first keys.
pub fn put_sample(out: &mut Vec<u8>, sampled: &Sampled) {
    let Sampled { sample, held, left_out, more } = sampled;
    let Sample { sid: _, at: _, tcp, memory, receive_queue, send_queue, accept_queue, handshakes } = sample;
    out.extend(b",\"ev\":\"sample\"");
    if let Some(held) = held {
        out.extend(b",\"held\":");
        put_seconds(out, *held);
    }
    let mut put = |key: &str, value: Option<u64>| {
        if let Some(value) = value {
            let _ = write!(out, ",\"{key}\":{value}");
        }
    };
    put("left", Some(*left_out).filter(|count| *count > 0));
    put("inq", receive_queue.map(u64::from));
    put("outq", send_queue.map(u64::from));
    if let Some(mut memory) = *memory {
        put("rcvbuf", Some(memory.receive_most.into()));
        for (key, field) in MEMORY {
            put(key, Some(u64::from(*field(&mut memory))).filter(|value| *value > 0));
        }
    }
    put("handshakes", handshakes.map(u64::from));
    if let Some((count, most)) = accept_queue {
        let _ = write!(out, ",\"accept\":[{count},{most}]");
    }
    if let Some(mut tcp) = *tcp {
        match tcp.tcp_state() {
            Some(state) => {
                let _ = write!(out, ",\"tcp\":\"{}\"", state.name());
            }
            None => {
                let _ = write!(out, ",\"tcp\":{}", tcp.state);
            }
        }
        let mut put = |key: &str, value: Option<u64>| {
            if let Some(value) = value {
                let _ = write!(out, ",\"{key}\":{value}");
            }
        };
        let some = |value: u64| Some(value).filter(|value| *value > 0);
        for (key, field) in TCP {
            put(key, some((*field(&mut tcp)).into()));
        }
        put("retransmits", some(tcp.retransmits.into()));
        put("probes", some(tcp.probes.into()));
        put("bytes_acked", tcp.bytes_acked);
        put("bytes_received", tcp.bytes_received);
        put("notsent", tcp.not_sent.map(u64::from));
        put("min_rtt", tcp.min_rtt_micros.map(u64::from));
    }
    if !more.is_empty() {
        out.push(b',');
        out.extend(more.as_bytes());
    }
}

/// Reads it; none where a value is none of ours, so that the line is kept as it is.
pub fn sample(line: &Json<'_>, sid: SocketId, at: Duration) -> Option<Sampled> {
    let number = |key: &str| line.get(key).map_or(Some(None), |value| value.u64().map(Some));
    let word = |key: &str| match number(key)? {
        None => Some(None),
        Some(value) => u32::try_from(value).ok().map(Some),
    };
    let byte = |key: &str| u8::try_from(number(key)?.unwrap_or(0)).ok();
    let accept_queue = match line.get("accept") {
        None => None,
        Some(value) => match value.list()? {
            [count, most] => Some((u32::try_from(count.u64()?).ok()?, u32::try_from(most.u64()?).ok()?)),
            _ => return None,
        },
    };
    let memory = match word("rcvbuf")? {
        None => None,
        Some(receive_most) => {
            let mut memory = SocketMemory { receive_most, ..SocketMemory::default() };
            for (key, field) in MEMORY {
                *field(&mut memory) = word(key)?.unwrap_or(0);
            }
            Some(memory)
        }
    };
    let state = match line.get("tcp") {
        None => None,
        Some(Json::Text(name)) => {
            let state = TcpState::parse(name)?;
            Some((1..=u8::MAX).find(|number| TcpState::from_number(*number) == Some(state))?)
        }
        Some(value) => Some(u8::try_from(value.u64()?).ok()?),
    };
    let tcp = match state {
        None => None,
        Some(state) => {
            let mut tcp = TcpInfo {
                state,
                retransmits: byte("retransmits")?,
                probes: byte("probes")?,
                bytes_acked: number("bytes_acked")?,
                bytes_received: number("bytes_received")?,
                not_sent: word("notsent")?,
                min_rtt_micros: word("min_rtt")?,
                ..TcpInfo::default()
            };
            for (key, field) in TCP {
                *field(&mut tcp) = word(key)?.unwrap_or(0);
            }
            Some(tcp)
        }
    };
    let held = match line.get("held") {
        None => None,
        Some(value) => Some(seconds(value)?),
    };
    let sample = Sample {
        sid,
        at,
        tcp,
        memory,
        receive_queue: word("inq")?,
        send_queue: word("outq")?,
        accept_queue,
        handshakes: word("handshakes")?,
    };
    Some(Sampled { sample, held, left_out: number("left")?.unwrap_or(0), more: more(line, &sample) })
}

/// What this version does not know. What tells of TCP or of memory without its first key is not known either.
fn more(line: &Json<'_>, sample: &Sample) -> Box<str> {
    let Json::Map(entries) = line else { return "".into() };
    let is_known = |key: &str| {
        let is_of_tcp = ALSO_TCP.contains(&key) || TCP.iter().any(|(own, _)| *own == key);
        let is_of_memory = MEMORY.iter().any(|(own, _)| *own == key);
        is_of_tcp && sample.tcp.is_some() || is_of_memory && sample.memory.is_some() || OWN.contains(&key)
    };
    let mut more = String::new();
    for (key, value) in entries.iter().filter(|(key, _)| !is_known(key)) {
        let mut name = Vec::new();
        put_text(&mut name, key);
        let comma = if more.is_empty() { "" } else { "," };
        // Writing to a text never fails.
        let _ = write!(more, "{comma}{}:{}", String::from_utf8_lossy(&name), raw(value));
    }
    more.into()
}
