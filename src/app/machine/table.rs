//! One reading of the machine's sockets, its order, and what a filter leaves of it. Pure.

use crate::call::SocketId;
use crate::net::SystemSocket;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::time::Duration;

/// One reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Every socket, in the system's order.
    pub rows: Vec<MachineRow>,
    /// The errno that came instead.
    pub error: Option<i32>,
    /// When it began, on the session's clock: what happened later may not be in it yet.
    pub at: Duration,
    /// Grows with every reading that shows something new.
    pub version: u64,
}

/// A socket of the machine.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineRow {
    /// What the system tells.
    pub socket: SystemSocket,
    /// `127.0.0.1:8000`.
    pub local: String,
    /// The peer's, or empty.
    pub peer: String,
    /// `python3`, or empty.
    pub process: String,
    /// This program has it.
    pub is_own: bool,
    /// The socket of the board that it is; none of others, and of a descriptor that `detach` let go of.
    pub sid: Option<SocketId>,
    /// All that a plain word is looked for in, in small letters.
    text: String,
}

impl MachineRow {
    /// A row of what the system tells; `own` is this process.
    pub fn new(socket: SystemSocket, own: u32) -> Self {
        let named = |address: &crate::call::Address| match address.is_unnamed() {
            true => String::new(),
            false => address.to_string(),
        };
        let (local, peer) = (named(&socket.local), socket.peer.as_ref().map(named).unwrap_or_default());
        let process = socket.process().map(|process| process.name.clone()).unwrap_or_default();
        let is_own = socket.processes.iter().any(|process| process.pid == own);
        let mut text = format!("{} {} {local} {peer}", socket.protocol(), socket.state_name());
        for process in &socket.processes {
            text.push_str(&format!(" {} {} {}", process.name, process.pid, process.command));
        }
        Self { local, peer, process, is_own, sid: None, text: text.to_lowercase(), socket }
    }

    /// The number of its process.
    pub fn pid(&self) -> Option<u32> {
        self.socket.process().map(|process| process.pid)
    }
}

impl Table {
    /// Takes in a reading that began `at`; `ours` are the numbers of the board's sockets.
    pub(super) fn new(
        read: Result<Vec<SystemSocket>, i32>,
        ours: &HashMap<u64, SocketId>,
        at: Duration,
        version: u64,
    ) -> Self {
        let own = std::process::id();
        let (sockets, error) = match read {
            Ok(sockets) => (sockets, None),
            Err(errno) => (Vec::new(), Some(errno)),
        };
        let row = |socket: SystemSocket| {
            let sid = ours.get(&socket.inode).copied();
            MachineRow { sid, ..MachineRow::new(socket, own) }
        };
        let rows = sockets.into_iter().map(row).collect();
        Self { rows, error, at, version }
    }

    /// Whether nobody would see another picture.
    pub(super) fn shows_the_same(&self, other: &Self) -> bool {
        let shown = |row: &MachineRow| {
            let socket = &row.socket;
            (socket.state, socket.receive_queue, socket.send_queue, socket.backlog, row.is_own, row.sid)
        };
        let is_same = |(a, b): (&MachineRow, &MachineRow)| {
            shown(a) == shown(b) && a.text == b.text && a.socket.inode == b.socket.inode
        };
        let count = (self.rows.len(), self.error);
        count == (other.rows.len(), other.error) && self.rows.iter().zip(&other.rows).all(is_same)
    }
}

/// What rows are put in order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// Listeners, then connections, then the rest: by port within each.
    #[default]
    Usual,
    /// `tcp`, `udp6`…
    Protocol,
    /// `LISTEN`…
    State,
    /// Bytes that were not read.
    Receive,
    /// Bytes that were not acknowledged.
    Send,
    /// Its own name.
    Local,
    /// The other end's name.
    Peer,
    /// The process's name, then its number.
    Process,
}

/// The rows that fit `query`, as numbers into the table, in order.
pub fn sorted(table: &Table, query: &str, column: Column, descending: bool) -> Vec<usize> {
    let words: Vec<String> = query.replace('：', ":").to_lowercase().split_whitespace().map(str::to_owned).collect();
    let mut found: Vec<(usize, &MachineRow)> =
        table.rows.iter().enumerate().filter(|(_, row)| words.iter().all(|word| fits(row, word))).collect();
    found.sort_by(|(_, a), (_, b)| {
        let order = compare(a, b, column);
        let order = if descending { order.reverse() } else { order };
        order.then_with(|| usual(a).cmp(&usual(b)))
    });
    found.into_iter().map(|(at, _)| at).collect()
}

/// Whether a row fits one word in small letters: `port:8000` (of either end), `local:8000` (of its own), `pid:12`, `state:listen`, `proc:python`, `proto:udp`,
/// `addr:10.0.`, `mine`, or a piece of any of its texts.
fn fits(row: &MachineRow, word: &str) -> bool {
    let has = |text: &str, piece: &str| text.to_lowercase().contains(piece);
    match word.split_once(':') {
        Some(("port", port)) => {
            let ends = [Some(&row.socket.local), row.socket.peer.as_ref()];
            ends.into_iter().flatten().filter_map(|end| end.port()).any(|found| found.to_string() == port)
        }
        Some(("local", port)) => row.socket.local.port().is_some_and(|own| own.to_string() == port),
        Some(("pid", pid)) => row.socket.processes.iter().any(|process| process.pid.to_string() == pid),
        Some(("state", state)) => has(row.socket.state_name(), state),
        Some(("proc", name)) => row.socket.processes.iter().any(|process| has(&process.name, name)),
        Some(("proto", name)) => has(row.socket.protocol(), name),
        Some(("addr", piece)) => has(&row.local, piece) || has(&row.peer, piece),
        _ if word == "mine" => row.is_own,
        _ => row.text.contains(word),
    }
}

/// Whether it has no end to talk to yet, and its port.
fn usual(row: &MachineRow) -> (u8, &'static str, i64, &str, &str) {
    let rank = match (row.socket.is_listener(), row.socket.peer.is_some(), row.socket.local.port()) {
        (true, _, Some(_)) => 0,
        (_, _, Some(_)) if !row.socket.protocol().starts_with("tcp") => 1,
        (_, true, Some(_)) => 2,
        (_, _, Some(_)) => 3,
        (true, ..) => 4,
        _ if !row.local.is_empty() => 5,
        _ => 6,
    };
    (rank, row.socket.protocol(), row.socket.local.port().unwrap_or(0), &row.local, &row.peer)
}

fn compare(a: &MachineRow, b: &MachineRow, column: Column) -> Ordering {
    // What has none stands last, whichever the direction of the others would be.
    let text = |a: &str, b: &str| (a.is_empty(), a.to_lowercase()).cmp(&(b.is_empty(), b.to_lowercase()));
    let host = |row: &MachineRow| row.local.rsplit_once(':').map(|(host, _)| host.to_owned()).unwrap_or_default();
    match column {
        Column::Usual => Ordering::Equal,
        Column::Protocol => a.socket.protocol().cmp(b.socket.protocol()),
        Column::State => a.socket.state_name().cmp(b.socket.state_name()),
        Column::Receive => a.socket.receive_queue.cmp(&b.socket.receive_queue),
        Column::Send => a.socket.send_queue.cmp(&b.socket.send_queue),
        Column::Local => {
            let port = |row: &MachineRow| row.socket.local.port().unwrap_or(i64::MAX);
            port(a).cmp(&port(b)).then_with(|| host(a).cmp(&host(b))).then_with(|| text(&a.local, &b.local))
        }
        Column::Peer => text(&a.peer, &b.peer),
        Column::Process => text(&a.process, &b.process).then_with(|| a.pid().cmp(&b.pid())),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::call::{Address, TcpState};
    use crate::net::{Process, SystemKind};

    pub(in crate::app::machine) fn row(
        local: Address,
        peer: Option<Address>,
        state: TcpState,
        name: &str,
        pid: u32,
    ) -> MachineRow {
        let table = if local.port().is_some() { SystemKind::Tcp } else { SystemKind::Unix };
        let process = Process { pid, name: name.into(), command: format!("{name} -m chat"), uid: 0 };
        let socket = SystemSocket {
            table,
            family: 2,
            kind: 1,
            state: Some(state),
            local,
            peer,
            receive_queue: pid,
            send_queue: 0,
            backlog: None,
            drops: None,
            uid: None,
            inode: 1,
            v6_only: None,
            processes: vec![process],
            tcp: None,
            memory: None,
        };
        MachineRow::new(socket, 7)
    }

    fn table() -> Table {
        let rows = vec![
            row(Address::unix("/run/x"), None, TcpState::Listen, "systemd", 1),
            row(
                Address::inet("127.0.0.1", 40000),
                Some(Address::inet("127.0.0.1", 8000)),
                TcpState::Established,
                "curl",
                9,
            ),
            row(Address::inet("0.0.0.0", 8000), None, TcpState::Listen, "python3", 7),
            row(Address::inet("0.0.0.0", 22), None, TcpState::Listen, "sshd", 3),
        ];
        Table { rows, ..Table::default() }
    }

    #[test]
    fn words_narrow_the_rows() {
        let table = table();
        for (query, found) in [
            ("", vec![3, 2, 1, 0]),
            ("port:8000", vec![2, 1]),
            ("port：8000 LISTEN", vec![2]),
            ("port:800", vec![]),
            ("local:8000", vec![2]),
            ("pid:7", vec![2]),
            ("proc:PYTH", vec![2]),
            ("state:estab", vec![1]),
            ("mine", vec![2]),
            ("chat 127.0", vec![1]),
            ("proto:u_str", vec![0]),
            ("addr:/run", vec![0]),
            ("nothing", vec![]),
        ] {
            assert_eq!(sorted(&table, query, Column::Usual, false), found, "{query}");
        }
    }

    #[test]
    fn what_shows_is_what_makes_another_picture() {
        let one = table();
        let differs = |change: fn(&mut MachineRow)| {
            let mut other = table();
            change(&mut other.rows[2]);
            !one.shows_the_same(&other)
        };
        assert!(differs(|row| row.socket.backlog = Some(5)), "the backlog stands in a column");
        assert!(differs(|row| row.socket.receive_queue += 1));
        assert!(differs(|row| row.sid = Some(SocketId(3))));
        assert!(!differs(|row| row.socket.drops = Some(5)), "nobody sees these");
    }

    #[test]
    fn a_row_is_the_board_s_socket_of_its_number() {
        let of = |inode| SystemSocket { inode, ..table().rows[0].socket.clone() };
        let ours = HashMap::from([(8, SocketId(3))]);
        // Two unnamed Unix sockets, and what nobody has any more: their names tell nothing.
        let made = Table::new(Ok(vec![of(8), of(9), of(0)]), &ours, Duration::ZERO, 1);
        assert_eq!(made.rows.iter().map(|row| row.sid).collect::<Vec<_>>(), [Some(SocketId(3)), None, None]);
    }

    #[test]
    fn columns_put_them_in_order() {
        let table = table();
        for (column, descending, found) in [
            (Column::Local, false, [3, 2, 1, 0]),
            (Column::Local, true, [0, 1, 2, 3]),
            (Column::Process, false, [1, 2, 3, 0]),
            (Column::Receive, true, [1, 2, 3, 0]),
            (Column::State, false, [1, 3, 2, 0]),
        ] {
            assert_eq!(sorted(&table, "", column, descending), found, "{column:?} {descending}");
        }
    }
}
