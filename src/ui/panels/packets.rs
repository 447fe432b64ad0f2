//! What a raw or ping socket sent and received, in a packet's own terms.

use crate::app::{includes_header, sends_packets};
use crate::bytes::{Framing, PacketKind, packet_summary, size_text};
use crate::call;
use crate::locale::Message;
use crate::session::{Row, SocketRow};
use crate::ui::cx::Cx;

/// The packet of a send or receive in words; none on other sockets, and where not all of it is at hand.
pub fn packet_words(cx: &Cx<'_>, row: &Row) -> Option<String> {
    let socket = cx.state.socket(cx.state.snapshot.board.owner(row.sid)).filter(|socket| sends_packets(socket))?;
    let sent = row.record.call.sent();
    let whole = if sent.is_some() { row.sent_len } else { row.received_len };
    let data = sent.or_else(|| row.record.outcome.data())?;
    if data.len() as u64 != whole {
        return None;
    }
    let summary = packet_summary(data, framing(socket, sent.is_some()))?;
    let echo = |key, id: u16, seq: u16, len: usize| {
        let message = Message::new(key).with("id", u64::from(id)).with("seq", u64::from(seq));
        message.with("size", size_text(len as u64))
    };
    let what = cx.say(&match summary.kind {
        PacketKind::EchoRequest { id, seq, len } => echo("packet-echo-request", id, seq, len),
        PacketKind::EchoReply { id, seq, len } => echo("packet-echo-reply", id, seq, len),
        PacketKind::Icmp { kind, code } => {
            Message::new("packet-icmp").with("type", u64::from(kind)).with("code", u64::from(code))
        }
        PacketKind::Protocol(number) => Message::new("packet-protocol").with("number", u64::from(number)),
    });
    let (Some(source), Some(ttl)) = (summary.source, summary.ttl) else { return Some(what) };
    let message = Message::new("packet-from").with("source", source.to_string()).with("ttl", u64::from(ttl));
    Some(cx.say(&message.with("size", size_text(summary.header as u64)).with("what", what)))
}

/// What the bytes of a socket begin with.
fn framing(socket: &SocketRow, sent: bool) -> Framing {
    let raw = Some(socket.kind & 0xf) == call::number_of("SOCK_RAW");
    match (call::family(socket.family), raw, sent) {
        (Some("AF_INET6"), ..) => Framing::Icmpv6,
        (_, true, false) => Framing::Ipv4,
        (_, true, true) if includes_header(socket) => Framing::Ipv4,
        _ => Framing::Icmp,
    }
}
