//! Captures, read by a reader of our own and by tshark where it is installed.

use crate::{example, export, scripts, session, tool};
use etherparse::{NetSlice, SlicedPacket, TransportSlice};
use pcap_file::pcapng::{Block, PcapNgReader};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// Who sends to whom.
type Way = ((IpAddr, u16), (IpAddr, u16));

#[derive(Debug, Default)]
struct Read {
    /// Streams by direction, in the order of their first packet.
    streams: Vec<(Way, Vec<u8>)>,
    datagrams: Vec<Vec<u8>>,
    resets: usize,
    packets: usize,
}

/// Reads a capture; every checksum has to be right, and every segment has to go on where the one before ended.
fn read(bytes: &[u8]) -> Read {
    let mut reader = PcapNgReader::new(bytes).unwrap();
    let mut out = Read::default();
    let mut next: BTreeMap<Way, u32> = BTreeMap::new();
    let mut last = std::time::Duration::ZERO;
    while let Some(block) = reader.next_block() {
        let Block::EnhancedPacket(packet) = block.unwrap() else { continue };
        assert!(packet.timestamp > last);
        last = packet.timestamp;
        out.packets += 1;
        let sliced = SlicedPacket::from_ip(&packet.data).unwrap();
        let (from, to): (IpAddr, IpAddr) = match sliced.net.unwrap() {
            NetSlice::Ipv4(ip) => {
                let header = ip.header().to_header();
                assert_eq!(header.header_checksum, header.calc_header_checksum());
                (ip.header().source_addr().into(), ip.header().destination_addr().into())
            }
            NetSlice::Ipv6(ip) => (ip.header().source_addr().into(), ip.header().destination_addr().into()),
            NetSlice::Arp(_) => panic!("no such packets are written"),
        };
        match sliced.transport.unwrap() {
            TransportSlice::Tcp(tcp) => {
                let sum = match (from, to) {
                    (IpAddr::V4(from), IpAddr::V4(to)) => tcp.calc_checksum_ipv4(from.octets(), to.octets()),
                    (IpAddr::V6(from), IpAddr::V6(to)) => tcp.calc_checksum_ipv6(from.octets(), to.octets()),
                    _ => panic!("two families"),
                };
                assert_eq!(sum.unwrap(), tcp.checksum());
                out.resets += usize::from(tcp.rst());
                let way = ((from, tcp.source_port()), (to, tcp.destination_port()));
                let next = next.entry(way).or_insert(tcp.sequence_number());
                if tcp.syn() {
                    *next = tcp.sequence_number();
                    out.streams.push((way, Vec::new()));
                }
                if !tcp.rst() {
                    assert_eq!(*next, tcp.sequence_number());
                }
                let data = tcp.payload();
                *next = next.wrapping_add(data.len() as u32 + u32::from(tcp.syn()) + u32::from(tcp.fin()));
                if let Some((_, stream)) = out.streams.iter_mut().rev().find(|(known, _)| *known == way) {
                    stream.extend(data);
                }
            }
            TransportSlice::Udp(udp) => out.datagrams.push(udp.payload().to_vec()),
            other => panic!("{other:?}"),
        }
    }
    out
}

impl Read {
    /// What each stream carried, empty ones left out.
    fn carried(&self) -> Vec<&[u8]> {
        self.streams.iter().map(|(_, data)| &**data).filter(|data| !data.is_empty()).collect()
    }
}

fn capture(log: &Path) -> (Vec<u8>, PathBuf) {
    let path = log.with_extension("pcapng");
    assert_eq!(export(log, &["pcapng", "-o", path.to_str().unwrap()]), b"");
    (std::fs::read(&path).unwrap(), path)
}

/// What tshark says: nothing malformed, no wrong checksum, and no warning but that a connection was reset.
fn check(path: &Path) {
    let name = path.to_str().unwrap();
    let sums = ["ip", "tcp", "udp"].map(|what| format!("{what}.check_checksum:TRUE"));
    let mut arguments = vec!["-r", name];
    arguments.extend(sums.iter().flat_map(|sum| ["-o", sum]));
    // 0x600000: warnings and errors. A checksum's status is 0 where it is wrong.
    let bad = "_ws.malformed || (_ws.expert.severity >= 0x600000 && !tcp.connection.rst) || tcp.checksum.status == 0 \
               || udp.checksum.status == 0 || ip.checksum.status == 0 || tcp.analysis.flags";
    let Some(found) = tool("tshark", &[&arguments[..], &["-Y", bad]].concat(), path) else { return };
    assert_eq!(String::from_utf8_lossy(&found), "");
}

/// The bytes of stream `number` as tshark follows it: the client's, the server's.
fn follow(path: &Path, number: usize) -> Option<[Vec<u8>; 2]> {
    let what = format!("follow,tcp,raw,{number}");
    let text = tool("tshark", &["-r", path.to_str().unwrap(), "-qz", &what], path)?;
    let text = String::from_utf8(text).unwrap();
    let mut both = [Vec::new(), Vec::new()];
    let lines = text.lines().filter(|line| line.trim().bytes().all(|byte| byte.is_ascii_hexdigit()));
    for line in lines {
        let hex = line.trim().as_bytes();
        let bytes = hex.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap());
        both[usize::from(line.starts_with('\t'))].extend(bytes);
    }
    Some(both)
}

fn follows(path: &Path, number: usize, client: &[u8], server: &[u8]) {
    if let Some(both) = follow(path, number) {
        assert!(both[0] == client && both[1] == server, "stream {number} of {}", path.display());
    }
}

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
const PAGE: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<h1>Hi!</h1>\n";

#[test]
fn a_fetched_page_and_a_chat_are_the_very_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, path) = capture(&example(folder.path(), "1-web-get"));
    assert_eq!(read(&bytes).carried(), [REQUEST, PAGE]);
    check(&path);
    follows(&path, 0, REQUEST, PAGE);

    let (bytes, path) = capture(&example(folder.path(), "3-chat-chinese"));
    let lines = ["你好，小红！\n".as_bytes(), "收到 👍\n再见".as_bytes()];
    assert_eq!(read(&bytes).carried(), lines);
    check(&path);
    follows(&path, 0, lines[0], lines[1]);
}

#[test]
fn a_big_stream_over_ipv6_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, path) = capture(&session(folder.path(), "big", &scripts::big_stream()));
    let all = read(&bytes);
    let carried = all.carried();
    assert!(carried.len() == 2 && carried[0] == scripts::big() && carried[1] == b"got it");
    assert!(all.packets > scripts::BIG / 1440 && all.resets == 0, "{} packets", all.packets);
    check(&path);
    follows(&path, 0, &scripts::big(), b"got it");
}

#[test]
fn unix_sockets_are_shown_as_tcp() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, path) = capture(&session(folder.path(), "unix", scripts::UNIX));
    let all = read(&bytes);
    assert_eq!(all.carried(), [b"\xe4\xbd\xa0\xe5\xa5\xbd \x00\xff\x0a", &b"one\ntwo\n"[..], b"through the pair"]);
    assert_eq!(all.resets, 0);
    check(&path);
    follows(&path, 0, b"\xe4\xbd\xa0\xe5\xa5\xbd \x00\xff\x0a", b"one\ntwo\n");
    let name = path.to_str().unwrap();
    if let Some(comments) = tool("tshark", &["-r", name, "-T", "fields", "-e", "frame.comment"], &path) {
        let comments = String::from_utf8(comments).unwrap();
        assert!(comments.contains("AF_UNIX SOCK_STREAM") && comments.contains("a.sock → TCP"), "{comments}");
        assert!(comments.contains(r#"cli.send("你好 ".encode()) → 7"#), "{comments}");
    }
    let (bytes, path) = capture(&example(folder.path(), "5-unix-seqpacket"));
    assert_eq!(read(&bytes).carried(), [b"onetwo two"]);
    check(&path);
}

#[test]
fn resets_stand_where_they_happened() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, path) = capture(&session(folder.path(), "resets", scripts::RESETS));
    let all = read(&bytes);
    assert_eq!((all.carried(), all.resets), (vec![&b"never read"[..], b"read"], 3));
    check(&path);
    let (bytes, path) = capture(&example(folder.path(), "2-accept-print"));
    assert_eq!((read(&bytes).carried(), read(&bytes).resets), (vec![&b"first line\n"[..]], 1));
    check(&path);
}

#[test]
fn a_datagram_is_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let (bytes, path) = capture(&session(folder.path(), "datagrams", scripts::DATAGRAMS));
    assert_eq!(read(&bytes).datagrams, [&b"ping"[..], b"pong pong", b"", b"unix datagram", b"back"]);
    check(&path);
    let (bytes, path) = capture(&example(folder.path(), "4-udp-echo"));
    let echo = &b"\x00\x01\xff\xfe"[..];
    assert_eq!(read(&bytes).datagrams, [echo, echo, b"a longer datagram", b"anyone?"]);
    check(&path);
}

#[test]
fn one_socket_of_a_connection_is_half_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let log = example(folder.path(), "1-web-get");
    let all = read(&export(&log, &["pcapng", "--socket", "web"]));
    assert_eq!(all.carried(), [REQUEST, PAGE]);
    let all = read(&export(&log, &["pcapng", "--socket", "peer"]));
    assert_eq!(all.carried(), [REQUEST, PAGE]);
}
