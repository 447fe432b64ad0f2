//! What the kernel holds for a socket at one moment: TCP_INFO, SK_MEMINFO and the queues, in numbers. Pure.

use super::{SocketId, TcpState};
use std::time::Duration;

/// What TCP knows of a connection (`tcp_info` of linux/tcp.h). An older kernel tells less: what lacks is none, or 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TcpInfo {
    /// `tcpi_state`: a number of [`TcpState`].
    pub state: u8,
    /// Retransmissions of the segment that is not acknowledged yet, in a row.
    pub retransmits: u8,
    /// Probes of a window of 0 that were not answered yet.
    pub probes: u8,
    /// Retransmission timeout, in microseconds.
    pub rto_micros: u32,
    /// The most payload bytes of a segment that is sent (`tcpi_snd_mss`).
    pub send_mss: u32,
    /// The same of what comes (`tcpi_rcv_mss`).
    pub receive_mss: u32,
    /// Segments that were sent and not acknowledged; of a listener, connections in the accept queue.
    pub unacked: u32,
    /// Segments acknowledged out of order; of a listener, the most that its accept queue holds.
    pub sacked: u32,
    /// Segments taken for lost.
    pub lost: u32,
    /// Segments that are retransmitted and not acknowledged yet.
    pub retrans: u32,
    /// Path MTU, in bytes.
    pub path_mtu: u32,
    /// Smoothed round-trip time, in microseconds; 0 before the first one was measured.
    pub rtt_micros: u32,
    /// How much it varies, in microseconds.
    pub rtt_var_micros: u32,
    /// Slow start threshold, in segments; 2147483647 while none was set.
    pub ssthresh: u32,
    /// Congestion window, in segments of [`Self::send_mss`].
    pub cwnd: u32,
    /// The MSS that was told to the peer.
    pub advertised_mss: u32,
    /// Segments retransmitted since the connection was made.
    pub total_retrans: u32,
    /// Bytes that the peer acknowledged; a FIN counts as one, the SYN as well.
    pub bytes_acked: Option<u64>,
    /// Bytes received in order.
    pub bytes_received: Option<u64>,
    /// Bytes in the send queue that were not sent once.
    pub not_sent: Option<u32>,
    /// The shortest round-trip time, in microseconds.
    pub min_rtt_micros: Option<u32>,
}

impl TcpInfo {
    /// The state, where this version knows it.
    pub fn tcp_state(&self) -> Option<TcpState> {
        TcpState::from_number(self.state)
    }
}

/// The memory of a socket's queues (SK_MEMINFO of linux/sock_diag.h), in bytes of the kernel's buffers, which hold
/// more than the payload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SocketMemory {
    /// What the receive queue takes.
    pub receive: u32,
    /// What it may take: SO_RCVBUF.
    pub receive_most: u32,
    /// What was handed down to be sent.
    pub send: u32,
    /// What the send queue may take: SO_SNDBUF.
    pub send_most: u32,
    /// What the send queue takes.
    pub send_queued: u32,
    /// What waits for the socket's lock.
    pub backlog: u32,
    /// Datagrams (of TCP: segments) dropped since the socket was made; wraps at 2^32.
    pub drops: u32,
}

/// What the kernel holds for a socket at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// The socket.
    pub sid: SocketId,
    /// When, on the session's clock.
    pub at: Duration,
    /// What TCP knows; none on other sockets and where the system does not tell.
    pub tcp: Option<TcpInfo>,
    /// What its queues take of memory, and how much they may; none where the system does not tell.
    pub memory: Option<SocketMemory>,
    /// Bytes received and not read yet (of UDP the next datagram); none of a listener.
    pub receive_queue: Option<u32>,
    /// Bytes sent and not acknowledged yet; none of a listener.
    pub send_queue: Option<u32>,
    /// Of a listener, connections that wait in its accept queue, and its backlog.
    pub accept_queue: Option<(u32, u32)>,
    /// Of a TCP listener, connections whose handshake is not done yet, where that was looked at.
    pub handshakes: Option<u32>,
}

impl Sample {
    /// Whether it tells the same as another one, whenever that was.
    pub fn tells_the_same(&self, other: &Self) -> bool {
        Self { at: other.at, ..*self } == *other
    }

    /// The TCP state.
    pub fn tcp_state(&self) -> Option<TcpState> {
        self.tcp.as_ref().and_then(TcpInfo::tcp_state)
    }
}

/// A sample that goes to the session: what was seen since the one before is the same, or it would not be there.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// What the kernel holds; `sid` and `at` are those of its record.
    pub sample: Sample,
    /// Until when the one before was seen to hold, on the session's clock; none for the first one of a socket.
    pub held: Option<Duration>,
    /// Samples, of whatever socket, that were one too many since the last one that was written.
    pub left_out: u64,
    /// Keys that this version does not know, as the line has them: `"key":value`, with commas between.
    pub more: Box<str>,
}

impl Sampled {
    /// The first sample of a socket.
    pub fn first(sample: Sample) -> Self {
        Self { sample, held: None, left_out: 0, more: "".into() }
    }
}
