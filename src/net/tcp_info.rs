//! `struct tcp_info` and SK_MEMINFO in numbers, as `getsockopt(2)` and `sock_diag(7)` give them. Pure.

pub use crate::call::{SocketMemory, TcpInfo};

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_ne_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_ne_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

impl TcpInfo {
    /// Bytes that hold all that is read here.
    pub const SIZE: usize = 160;

    /// Reads the structure's bytes; none where they end before `tcpi_total_retrans`, which is as old as TCP_INFO.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let word = |at| u32_at(bytes, at);
        Some(Self {
            state: *bytes.first()?,
            retransmits: *bytes.get(2)?,
            probes: *bytes.get(3)?,
            rto_micros: word(8)?,
            send_mss: word(16)?,
            receive_mss: word(20)?,
            unacked: word(24)?,
            sacked: word(28)?,
            lost: word(32)?,
            retrans: word(36)?,
            path_mtu: word(60)?,
            rtt_micros: word(68)?,
            rtt_var_micros: word(72)?,
            ssthresh: word(76)?,
            cwnd: word(80)?,
            advertised_mss: word(84)?,
            total_retrans: word(100)?,
            bytes_acked: u64_at(bytes, 120),
            bytes_received: u64_at(bytes, 128),
            not_sent: word(144),
            min_rtt_micros: word(148).filter(|micros| *micros != u32::MAX),
        })
    }
}

impl SocketMemory {
    /// Bytes that hold all of it.
    pub const SIZE: usize = 36;

    /// Reads the array's bytes; none where some lack (`SK_MEMINFO_DROPS` is Linux 4.6's).
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let word = |index: usize| u32_at(bytes, index * 4);
        Some(Self {
            receive: word(0)?,
            receive_most: word(1)?,
            send: word(2)?,
            send_most: word(3)?,
            send_queued: word(5)?,
            backlog: word(7)?,
            drops: word(8)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_where_the_kernel_puts_them() {
        let mut bytes = vec![0_u8; TcpInfo::SIZE];
        bytes[0] = 1;
        for (at, value) in [(16, 1448_u32), (68, 250), (80, 10), (100, 3), (144, 7), (148, u32::MAX)] {
            bytes[at..at + 4].copy_from_slice(&value.to_ne_bytes());
        }
        bytes[128..136].copy_from_slice(&(5_u64 << 32).to_ne_bytes());
        let info = TcpInfo::parse(&bytes).unwrap();
        assert_eq!((info.send_mss, info.rtt_micros, info.cwnd, info.total_retrans), (1448, 250, 10, 3));
        assert_eq!((info.bytes_received, info.not_sent, info.min_rtt_micros), (Some(5 << 32), Some(7), None));
        assert_eq!(info.tcp_state(), Some(crate::call::TcpState::Established));
        // An old kernel's.
        let old = TcpInfo::parse(&bytes[..104]).unwrap();
        assert_eq!((old.total_retrans, old.bytes_acked, old.not_sent), (3, None, None));
        assert!(TcpInfo::parse(&bytes[..103]).is_none() && TcpInfo::parse(&[]).is_none());
        let words: Vec<u8> = (0..9_u32).flat_map(|word| (word * 100).to_ne_bytes()).collect();
        let memory = SocketMemory::parse(&words).unwrap();
        assert_eq!((memory.receive_most, memory.send_queued, memory.drops), (100, 500, 800));
        assert!(SocketMemory::parse(&words[..32]).is_none());
    }
}
