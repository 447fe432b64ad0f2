//! The text of a Python program: its beginning, its helpers, and payloads as literals.

use crate::script::{double_quoted_bytes, double_quoted_str, python_data};

/// How wide a line may be, in characters.
pub const WIDE: usize = 100;

/// Words that no variable may be called: Python's own, and what the program imports or defines.
pub const TAKEN: &[&str] = &[
    "False",
    "None",
    "True",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
    "match",
    "case",
    "socket",
    "select",
    "struct",
    "sys",
    "os",
    "errno",
    "tempfile",
    "threading",
    "time",
    "bytes",
    "range",
    "print",
    "len",
    "int",
    "float",
    "error",
    "data",
    "anc",
    "flags",
    "addr",
    "text",
    "result",
    "folder",
    "recv_exactly",
    "poll",
    "Background",
    "connect_soon",
    "not_kept",
    "OSError",
    "TimeoutError",
    "SystemExit",
    "inet_aton",
    "inet_pton",
    "Exception",
    "EOFError",
    "super",
];

/// Names of this program's tables that Python's `socket` does not have: they are written with their numbers.
pub const ABSENT: &[&str] = &[
    "AF_BLUETOOTH",
    "IPV6_ADDRFORM",
    "IPV6_ADDR_PREFERENCES",
    "IPV6_ADD_MEMBERSHIP",
    "IPV6_AUTOFLOWLABEL",
    "IPV6_DROP_MEMBERSHIP",
    "IPV6_FLOWINFO_SEND",
    "IPV6_FREEBIND",
    "IPV6_HDRINCL",
    "IPV6_JOIN_ANYCAST",
    "IPV6_LEAVE_ANYCAST",
    "IPV6_MINHOPCOUNT",
    "IPV6_MTU",
    "IPV6_MTU_DISCOVER",
    "IPV6_MULTICAST_ALL",
    "IPV6_RECVERR",
    "IPV6_RECVFRAGSIZE",
    "IPV6_RECVORIGDSTADDR",
    "IPV6_ROUTER_ALERT",
    "IPV6_TRANSPARENT",
    "IPV6_UNICAST_IF",
    "IP_CHECKSUM",
    "IP_FREEBIND",
    "IP_MINTTL",
    "IP_MTU",
    "IP_MTU_DISCOVER",
    "IP_MULTICAST_ALL",
    "IP_NODEFRAG",
    "IP_PASSSEC",
    "IP_PKTINFO",
    "IP_RECVERR",
    "IP_RECVFRAGSIZE",
    "IP_RECVORIGDSTADDR",
    "IP_RECVTTL",
    "IP_ROUTER_ALERT",
    "IP_UNICAST_IF",
    "IP_ADD_SOURCE_MEMBERSHIP",
    "IP_BLOCK_SOURCE",
    "IP_DROP_SOURCE_MEMBERSHIP",
    "IP_UNBLOCK_SOURCE",
    "SO_ATTACH_FILTER",
    "SO_BINDTOIFINDEX",
    "SO_BUF_LOCK",
    "SO_BUSY_POLL",
    "SO_BUSY_POLL_BUDGET",
    "SO_COOKIE",
    "SO_DETACH_FILTER",
    "SO_INCOMING_NAPI_ID",
    "SO_LOCK_FILTER",
    "SO_MAX_PACING_RATE",
    "SO_MEMINFO",
    "SO_NETNS_COOKIE",
    "SO_NOFCS",
    "SO_NO_CHECK",
    "SO_PEEK_OFF",
    "SO_PREFER_BUSY_POLL",
    "SO_RCVBUFFORCE",
    "SO_RCVMARK",
    "SO_RESERVE_MEM",
    "SO_RXQ_OVFL",
    "SO_SELECT_ERR_QUEUE",
    "SO_SNDBUFFORCE",
    "SO_TIMESTAMP",
    "SO_TIMESTAMPING",
    "SO_TIMESTAMPNS",
    "SO_TXREHASH",
    "SO_TXTIME",
    "SO_WIFI_STATUS",
    "SO_ZEROCOPY",
    "TCP_CC_INFO",
    "TCP_FASTOPEN_CONNECT",
    "TCP_FASTOPEN_KEY",
    "TCP_FASTOPEN_NO_COOKIE",
    "TCP_INQ",
    "TCP_MD5SIG",
    "TCP_REPAIR",
    "TCP_SAVED_SYN",
    "TCP_SAVE_SYN",
    "TCP_THIN_DUPACK",
    "TCP_THIN_LINEAR_TIMEOUTS",
    "TCP_TIMESTAMP",
    "TCP_TX_DELAY",
    "TCP_ULP",
    "UDP_CORK",
    "UDP_ENCAP",
    "UDP_GRO",
    "UDP_NO_CHECK6_RX",
    "UDP_NO_CHECK6_TX",
    "UDP_SEGMENT",
];

/// Reads as many bytes as the session had.
pub const RECV_EXACTLY: &str = r#"
def recv_exactly(sock, count):
    """Receives count bytes, however the stream cuts them."""
    pieces = []
    while count > 0:
        piece = sock.recv(min(count, 65536))
        if not piece:
            raise EOFError(f"{count} bytes short of what the session received")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
"#;

/// As [`RECV_EXACTLY`], where a socket of the program does not wait by itself.
pub const RECV_EXACTLY_READY: &str = r#"
def recv_exactly(sock, count):
    """Receives count bytes, however the stream cuts them; waits for them where the socket does not."""
    pieces = []
    while count > 0:
        select.select([sock], [], [])
        piece = sock.recv(min(count, 65536))
        if not piece:
            raise EOFError(f"{count} bytes short of what the session received")
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
"#;

/// poll(2) on one socket.
pub const POLL: &str = r#"
def poll(sock, events, seconds):
    """What of these events is ready; waits at most so many seconds, below 0 without a limit."""
    poller = select.poll()
    poller.register(sock, events)
    ready = poller.poll(None if seconds < 0 else seconds * 1000)
    return ready[0][1] if ready else 0
"#;

/// The other end is another program, which was started at the same time.
pub const CONNECT_SOON: &str = r#"
def connect_soon(sock, address):
    """Connects; for 5 seconds tries again while nobody listens there."""
    for _ in range(100):
        try:
            return sock.connect(address)
        except (ConnectionRefusedError, FileNotFoundError):
            time.sleep(0.05)
    return sock.connect(address)
"#;

/// What the session has only the length of.
pub const NOT_KEPT: &str = r#"
def not_kept(count):
    """Stands for bytes of which the session kept only the number."""
    return b"?" * count
"#;

/// A call that waits beside others.
pub const BACKGROUND: &str = r#"
class Background(threading.Thread):
    """A call that waits, on a thread of its own."""

    def __init__(self, call, *arguments):
        super().__init__(daemon=True)
        self.call, self.arguments = call, arguments
        self.value = self.error = None
        self.start()
        time.sleep(0.02)  # Let it reach the kernel before what comes next.

    def run(self):
        try:
            self.value = self.call(*self.arguments)
        except Exception as error:
            self.error = error

    def result(self):
        """What the call returned, or the error that it raised."""
        self.join()
        if self.error is not None:
            raise self.error
        return self.value
"#;

/// A payload: on one line, and in pieces for where one line is too long.
pub fn data(bytes: &[u8], is_text: bool) -> (String, Vec<String>) {
    if bytes.len() > 64 {
        if let Some(first) = bytes.first().filter(|first| !is_text && bytes.iter().all(|byte| byte == *first)) {
            return (format!("{} * {}", double_quoted_bytes(&[*first]), bytes.len()), Vec::new());
        }
        if !is_text && bytes.iter().zip((0..=250_u8).cycle()).all(|(byte, want)| *byte == want) {
            return (format!("bytes(i % 251 for i in range({}))", bytes.len()), Vec::new());
        }
    }
    let whole = python_data(bytes);
    let readable = std::str::from_utf8(bytes).ok().filter(|_| is_text || whole.ends_with(".encode()"));
    match readable {
        Some(text) => {
            let end = if is_text { "" } else { ".encode()" };
            let mut pieces: Vec<String> = text_pieces(text).iter().map(|piece| double_quoted_str(piece)).collect();
            if !is_text && pieces.len() > 1 {
                if let Some(first) = pieces.first_mut() {
                    first.insert(0, '(');
                }
                if let Some(last) = pieces.last_mut() {
                    last.push_str(").encode()");
                }
            }
            (format!("{}{end}", double_quoted_str(text)), pieces)
        }
        None if is_text => {
            let text = String::from_utf8_lossy(bytes);
            (double_quoted_str(&text), Vec::new())
        }
        None => (whole, byte_pieces(bytes).iter().map(|piece| double_quoted_bytes(piece)).collect()),
    }
}

/// Cut after line ends, and where they are far apart after 60 bytes.
fn byte_pieces(bytes: &[u8]) -> Vec<&[u8]> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines.flat_map(|line| line.chunks(if line.is_ascii() { 60 } else { 20 })).collect()
}

fn text_pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut count = 0;
    for (at, c) in text.char_indices() {
        count += 1;
        let end = at + c.len_utf8();
        if c == '\n' || count == 40 {
            pieces.push(text.get(from..end).unwrap_or_default());
            (from, count) = (end, 0);
        }
    }
    pieces.extend(text.get(from..).filter(|rest| !rest.is_empty()));
    pieces
}

/// The names of constants in a line of code, outside its literals.
pub fn constants(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut is_code = true;
    let mut is_escaped = false;
    let mut from = 0;
    let mut pieces = Vec::new();
    for (at, c) in line.char_indices() {
        match c {
            '"' if !is_escaped => {
                pieces.extend(line.get(from..at).filter(|_| is_code));
                is_code = !is_code;
                from = at + 1;
            }
            '#' if is_code => {
                pieces.extend(line.get(from..at));
                from = line.len();
                break;
            }
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped && !is_code;
    }
    pieces.extend(line.get(from..).filter(|_| is_code));
    for piece in pieces {
        for word in piece.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')) {
            let is_name = word.contains('_') || word.starts_with("POLL");
            let is_upper = word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
            if is_name && is_upper && crate::call::number_of(word).is_some()
                || matches!(word, "inet_aton" | "inet_pton")
            {
                found.push(word);
            }
        }
    }
    found
}
