//! *Which process has my port*: what is typed, and the sentences that answer it. Pure.

use super::{MachineRow, Table};
use crate::app::check_port;
use crate::call::TcpState;
use crate::locale::Message;
use crate::net::SystemKind;
use std::collections::BTreeSet;

/// So many sockets are told of in sentences; the others stand in the list.
const SENTENCES: usize = 3;

/// A wish to see a socket, or whose a port is, in the panel of the machine's sockets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Grows with every wish.
    pub number: u64,
    /// The port; none where the person is to type one.
    pub port: Option<u16>,
    /// The row that is to be selected: its own name, as the list has it, and its process.
    pub row: Option<(String, u32)>,
}

/// A port as somebody types it: `8000`, `:8000`, `127.0.0.1:8000`, in full-width digits too. None while nothing is there.
///
/// # Errors
/// In words, where it is no port, or the one that nobody can have.
pub fn read_port(text: &str) -> Result<Option<u16>, Message> {
    let text = text.trim();
    let number = text.rsplit([':', '：']).next().unwrap_or(text);
    if number.trim().is_empty() {
        return Ok(None);
    }
    match check_port(number) {
        Ok(0) => Err(Message::new("port-zero")),
        Ok(port) => Ok(Some(port)),
        Err(error) => Err(error.message),
    }
}

/// Who has `port` at this end of the machine: a sentence for each listener and each socket that datagrams come to, one
/// for the connections, and what may be missing. `ours` gives the name of a socket of this window; `sees_all` is whether
/// this program may look into every process.
pub fn who_has(table: &Table, port: u16, ours: &dyn Fn(&MachineRow) -> Option<String>, sees_all: bool) -> Vec<Message> {
    let has_it = |row: &&MachineRow| row.socket.local.port() == Some(i64::from(port));
    let rows: Vec<&MachineRow> = table.rows.iter().filter(has_it).collect();
    let said = |key: &str, row: &MachineRow| {
        let message = Message::new(key).with("port", port.to_string()).with("who", who(row, ours));
        message.with("address", row.local.as_str()).with("peer", row.peer.as_str())
    };
    let (mut told, mut connections) = (Vec::<Message>::new(), Vec::new());
    let (mut hides, mut counts) = (false, Vec::new());
    for row in rows {
        let key = match (row.socket.table, row.socket.is_listener(), row.socket.peer.is_some()) {
            (SystemKind::Tcp, true, _) => "port-listened",
            (SystemKind::Tcp, false, false) => "port-bound",
            (SystemKind::Tcp, false, true) => {
                connections.push(row);
                continue;
            }
            (SystemKind::Udp, _, false) => "port-datagrams",
            (SystemKind::Udp, _, true) => "port-datagrams-of-one",
            (SystemKind::Unix, ..) => continue,
        };
        hides |= is_hidden(row);
        // Several sockets of one process may share a name (SO_REUSEPORT).
        let message = said(key, row);
        if !told.contains(&message) {
            told.push(message);
        }
    }
    told.sort_by_key(|message| message.key() != "port-listened");
    match (connections.as_slice(), told.is_empty()) {
        ([], true) => return vec![Message::new("port-nobody").with("port", port.to_string())],
        ([], false) => {}
        (connections, false) => {
            // What no process has any more (TIME_WAIT, FIN_WAIT2) is no use of it.
            let old = connections.iter().filter(|row| row.socket.inode == 0).count();
            counts = vec![("port-connections", connections.len() - old), ("port-old-many", old)];
        }
        (connections, true) => {
            for row in connections {
                hides |= is_hidden(row);
                told.push(match row.socket.inode {
                    0 => said("port-old", row).with("state", row.socket.state.map_or("?", TcpState::name)),
                    _ => said("port-connection", row),
                });
            }
        }
    }
    shorten(&mut told);
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    told.extend(counts.map(|(key, count)| Message::new(key).with("n", count as u64)));
    if hides {
        let key = if sees_all { "port-hidden-from-root" } else { "port-hidden" };
        told.push(Message::new(key).with("port", port.to_string()));
    }
    told
}

fn shorten(told: &mut Vec<Message>) {
    if told.len() > SENTENCES + 1 {
        let left = told.split_off(SENTENCES).len() as u64;
        told.push(Message::new("port-more").with("n", left));
    }
}

/// A process has it, and this program may not know which.
fn is_hidden(row: &MachineRow) -> bool {
    row.socket.processes.is_empty() && row.socket.inode != 0
}

fn who(row: &MachineRow, ours: &dyn Fn(&MachineRow) -> Option<String>) -> Message {
    if let Some(name) = ours(row).filter(|_| row.is_own) {
        return Message::new("port-who-ours").with("name", name);
    }
    let pids: BTreeSet<u32> = row.socket.processes.iter().map(|process| process.pid).collect();
    match (row.socket.process(), row.socket.uid) {
        (Some(process), _) => {
            let key = if pids.len() > 1 { "port-who-many" } else { "port-who" };
            let who = Message::new(key).with("name", process.name.as_str()).with("pid", process.pid.to_string());
            who.with("n", pids.len().saturating_sub(1) as u64)
        }
        (None, Some(0)) => Message::new("port-who-root"),
        (None, Some(uid)) => Message::new("port-who-user").with("uid", uid.to_string()),
        (None, None) => Message::new("port-who-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::row;
    use super::*;
    use crate::call::Address;
    use crate::locale::{Language, words};

    #[test]
    fn a_port_is_read_as_it_is_typed_and_anything_else_refused_in_words() {
        for (text, read) in [
            ("", Ok(None)),
            ("  ", Ok(None)),
            (":", Ok(None)),
            ("8000", Ok(Some(8000))),
            (" :8000 ", Ok(Some(8000))),
            ("127.0.0.1:80", Ok(Some(80))),
            ("[::1]：65535", Ok(Some(65535))),
            ("８０８０", Ok(Some(8080))),
            ("0", Err("port-zero")),
            ("65536", Err("input-port-range")),
            ("99999", Err("input-port-range")),
            ("-1", Err("input-port-range")),
            ("99999999999999999999999", Err("input-port-range")),
            ("abc", Err("input-not-a-number")),
            ("80 81", Err("input-not-a-number")),
        ] {
            let found = read_port(text);
            assert_eq!(found.as_ref().map_err(Message::key).copied(), read, "{text:?}");
        }
    }

    fn v4(port: i64) -> Address {
        Address::inet("127.0.0.1", port)
    }

    /// A row that has no process for us: whose it is, and its number.
    fn bare(mut found: MachineRow, uid: u32, inode: u64) -> MachineRow {
        (found.socket.processes, found.socket.uid, found.socket.inode) = (Vec::new(), Some(uid), inode);
        found
    }

    fn udp(mut found: MachineRow) -> MachineRow {
        found.socket.table = SystemKind::Udp;
        found
    }

    fn said(rows: Vec<MachineRow>, port: u16) -> Vec<String> {
        let table = Table { rows, ..Table::default() };
        let ours = |row: &MachineRow| (row.socket.local.port() == Some(7)).then(|| "server/s".to_owned());
        who_has(&table, port, &ours, false).iter().map(|message| words(Language::English, message)).collect()
    }

    #[test]
    fn a_sentence_says_who_has_a_port() {
        use TcpState::{Close, Established, Listen, TimeWait};
        let listener = || row(v4(8000), None, Listen, "python3", 4242);
        let old = |peer| bare(row(v4(8000), Some(v4(peer)), TimeWait, "", 0), 0, 0);
        let client = |port, peer| row(v4(port), Some(v4(peer)), Established, "curl", 9);
        for (rows, port, sentences) in [
            (vec![], 8000, vec!["Nobody has port 8000: no TCP or UDP socket that the kernel lists here"]),
            (
                vec![client(40000, 8000)],
                8000,
                vec!["Nobody has port 8000: no TCP or UDP socket that the kernel lists here"],
            ),
            (
                vec![client(8000, 40000), listener(), listener()],
                8000,
                vec![
                    "Port 8000 (TCP) is listened on at 127.0.0.1:8000 by python3, pid 4242",
                    "One connection uses it at this end",
                ],
            ),
            (
                [vec![listener(), client(8000, 40000)], vec![old(40001), old(40002)]].concat(),
                8000,
                vec![
                    "Port 8000 (TCP) is listened on at 127.0.0.1:8000 by python3, pid 4242",
                    "One connection uses it at this end",
                    "The kernel keeps 2 old connections for a while; no process has them any more",
                ],
            ),
            (
                vec![listener(), old(40001)],
                8000,
                vec![
                    "Port 8000 (TCP) is listened on at 127.0.0.1:8000 by python3, pid 4242",
                    "The kernel keeps one old connection for a while; no process has it any more",
                ],
            ),
            (
                vec![udp(row(v4(53), None, Close, "dnsmasq", 5)), row(v4(53), None, Close, "python3", 6)],
                53,
                vec![
                    "Port 53 (UDP) is bound at 127.0.0.1:53 by dnsmasq, pid 5: datagrams for it arrive there",
                    "Port 53 (TCP) is bound at 127.0.0.1:53 by python3, pid 6; nobody listens on it",
                ],
            ),
            (
                vec![client(40000, 8000)],
                40000,
                vec!["Port 40000 (TCP) is this end of a connection to 127.0.0.1:8000, of curl, pid 9"],
            ),
            (
                vec![old(40000)],
                8000,
                vec![
                    "Port 8000 (TCP): no process has it any more; the kernel keeps an old connection to 127.0.0.1:40000 for a while (TIME_WAIT)",
                ],
            ),
            (
                vec![bare(row(v4(22), None, Listen, "", 0), 0, 3)],
                22,
                vec![
                    "Port 22 (TCP) is listened on at 127.0.0.1:22 by a process of root",
                    "This program may not read which: start Sockscope as that user or as root, or ask in a terminal: sudo ss -lntup 'sport = :22'",
                ],
            ),
            (
                vec![bare(row(v4(22), None, Listen, "", 0), 33, 3)],
                22,
                vec![
                    "Port 22 (TCP) is listened on at 127.0.0.1:22 by a process of the user with number 33",
                    "This program may not read which: start Sockscope as that user or as root, or ask in a terminal: sudo ss -lntup 'sport = :22'",
                ],
            ),
            (
                vec![row(v4(7), None, Listen, "sockscope", 7)],
                7,
                vec!["Port 7 (TCP) is listened on at 127.0.0.1:7 by server/s of this window"],
            ),
        ] {
            assert_eq!(said(rows, port), sentences, "{port}");
        }
    }

    #[test]
    fn many_are_counted_and_stand_in_the_list() {
        let rows = (1..9).map(|at| row(Address::inet(&format!("127.0.0.{at}"), 80), None, TcpState::Listen, "x", at));
        let rows: Vec<MachineRow> = rows.collect();
        let told = said(rows.clone(), 80);
        assert_eq!(told.len(), SENTENCES + 1);
        assert_eq!(told.last().unwrap(), "5 more stand in the list below");
        let client = row(v4(80), Some(v4(40000)), TcpState::Established, "x", 1);
        let told = said([rows, vec![client]].concat(), 80);
        assert_eq!(told[SENTENCES..], ["5 more stand in the list below", "One connection uses it at this end"]);
    }
}
