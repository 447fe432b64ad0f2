//! The kernel's own tables, read by hand: `/proc/net/*`, and what `ss` prints.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::process::Command;

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Proc,
    Ss,
}

/// One socket as a table has it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub local: String,
    pub peer: String,
    /// By Linux's name: `FIN_WAIT2`.
    pub state: String,
    pub receive_queue: u32,
    /// Of a listener, `ss` tells its backlog here and `/proc/net` nothing.
    pub send_queue: Option<u32>,
    /// What else is told: `cwnd`, `mss`, `rtt`, `drops`.
    pub more: BTreeMap<String, String>,
}

const STATES: [&str; 12] = [
    "ESTABLISHED",
    "SYN_SENT",
    "SYN_RECV",
    "FIN_WAIT1",
    "FIN_WAIT2",
    "TIME_WAIT",
    "CLOSE",
    "CLOSE_WAIT",
    "LAST_ACK",
    "LISTEN",
    "CLOSING",
    "NEW_SYN_RECV",
];

/// `0100007F:1F90`.
fn place(text: &str) -> String {
    let (address, port) = text.split_once(':').unwrap();
    let port = u16::from_str_radix(port, 16).unwrap();
    let word = |at: usize| u32::from_str_radix(&address[at..at + 8], 16).unwrap().to_ne_bytes();
    if address.len() == 8 {
        return format!("{}:{port}", Ipv4Addr::from(word(0)));
    }
    let bytes: Vec<u8> = (0..4).flat_map(|at| word(at * 8)).collect();
    format!("[{}]:{port}", Ipv6Addr::from(<[u8; 16]>::try_from(bytes).unwrap()))
}

/// `/proc/net/tcp` and `tcp6`, or those of UDP.
pub fn proc_net(protocol: &str) -> Vec<Entry> {
    let mut all = Vec::new();
    for file in [protocol.to_owned(), format!("{protocol}6")] {
        let text = std::fs::read_to_string(format!("/proc/net/{file}")).unwrap_or_default();
        for line in text.lines().skip(1) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let state = STATES[usize::from_str_radix(words[3], 16).unwrap() - 1];
            let (send, receive) = words[4].split_once(':').unwrap();
            let number = |text| u32::from_str_radix(text, 16).unwrap();
            let mut more = BTreeMap::new();
            if let Some(drops) = words.get(12).filter(|_| protocol == "udp") {
                more.insert("drops".to_owned(), (*drops).to_owned());
            }
            all.push(Entry {
                local: place(words[1]),
                peer: place(words[2]),
                state: state.to_owned(),
                receive_queue: number(receive),
                send_queue: Some(number(send)),
                more,
            });
        }
    }
    all
}

/// The names of Unix sockets that listen.
pub fn unix_listeners() -> Vec<String> {
    let text = std::fs::read_to_string("/proc/net/unix").unwrap();
    let listens = |line: &&str| line.split_whitespace().nth(3) == Some("00010000");
    text.lines().filter(listens).filter_map(|line| Some(line.split_whitespace().nth(7)?.to_owned())).collect()
}

/// What `ss -tin` says of all TCP sockets; none where it is not installed.
pub fn ss() -> Option<Vec<Entry>> {
    let out = Command::new("ss").args(["-tanOHi"]).output().ok().filter(|out| out.status.success())?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let entry = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let state = match *words.first()? {
            "ESTAB" => "ESTABLISHED".to_owned(),
            "UNCONN" => "CLOSE".to_owned(),
            "FIN-WAIT-1" => "FIN_WAIT1".to_owned(),
            "FIN-WAIT-2" => "FIN_WAIT2".to_owned(),
            other => other.replace('-', "_"),
        };
        let more = words.iter().skip(5).filter_map(|word| word.split_once(':'));
        let is_new = matches!(state.as_str(), "LISTEN" | "SYN_SENT" | "SYN_RECV" | "TIME_WAIT");
        Some(Entry {
            state: state.clone(),
            receive_queue: words.get(1)?.parse().ok()?,
            send_queue: words.get(2)?.parse().ok(),
            local: (*words.get(3)?).to_owned(),
            peer: (*words.get(4)?).to_owned(),
            // Of one that is not connected these are what a connection would begin with.
            more: more.filter(|_| !is_new).map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        })
    };
    Some(text.lines().filter_map(entry).collect())
}
