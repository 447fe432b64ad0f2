//! A call as one line of Python, C or Rust: what a log, a panel or a lane shows. Each language has one pure function;
//! whole programs are the business of `export/program`.

mod c;
mod rust;
mod text;

use super::python;
use crate::call::{Call, CallRecord, Kept, Name};
use text::Data;

/// The language in which calls are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CallLanguage {
    /// Python's `socket`, in whose words this program speaks.
    #[default]
    Python,
    /// POSIX C.
    C,
    /// Rust with the crate `socket2`, whose names are those of the system's calls.
    Rust,
}

impl CallLanguage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Python, Self::C, Self::Rust];

    /// Its own name, which no language translates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::C => "C",
            Self::Rust => "Rust",
        }
    }

    /// The line of a record for display; a long payload is cut. `sent_len` is the payload's length in bytes where the
    /// record has only its beginning.
    pub fn line_short(self, record: &CallRecord, sent_len: Option<u64>) -> String {
        let hashed = match (&record.kept, record.call.sent()) {
            (Kept::Hash { len, .. }, Some(_)) => Some(*len),
            _ => None,
        };
        let (on, makes) = names(record);
        let data = Data { is_cut: true, len: sent_len.max(hashed) };
        match self {
            Self::Python => python::call_line_short(record, sent_len),
            Self::C => c::line(&record.call, on, makes, data),
            Self::Rust => rust::line(&record.call, on, makes, data),
        }
    }

    /// The line of a record with its payload whole.
    pub fn line(self, record: &CallRecord) -> String {
        let (on, makes) = names(record);
        let data = Data { is_cut: false, len: None };
        match self {
            Self::Python => python::call_line(record),
            Self::C => c::line(&record.call, on, makes, data),
            Self::Rust => rust::line(&record.call, on, makes, data),
        }
    }

    /// The line of a call on the socket `on` that makes the socket `makes`, both as base names; a long payload is cut.
    pub fn line_short_of(self, call: &Call, on: Option<&str>, makes: Option<&str>) -> String {
        let data = Data { is_cut: true, len: None };
        match self {
            Self::Python => python::call_line_short_of(call, on, makes),
            Self::C => c::line(call, on, makes, data),
            Self::Rust => rust::line(call, on, makes, data),
        }
    }
}

fn names(record: &CallRecord) -> (Option<&str>, Option<&str>) {
    (record.on.as_ref().map(Name::base), record.makes.as_ref().map(Name::base))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Address, OptionValue, Payload, Service, number_of};

    fn table() -> Vec<(Call, &'static str, &'static str)> {
        let number = |name| number_of(name).unwrap();
        let data = |text: &str| -> Payload { text.as_bytes().into() };
        let (level, reuse) = (number("SOL_SOCKET"), number("SO_REUSEADDR"));
        vec![
            (
                Call::Socket { family: number("AF_INET"), kind: number("SOCK_STREAM"), proto: 0 },
                "int c = socket(AF_INET, SOCK_STREAM, 0);",
                "let c = Socket::new(Domain::IPV4, Type::STREAM, None)?;",
            ),
            (
                Call::Bind { address: Address::inet("127.0.0.1", 8000) },
                "bind(s, (struct sockaddr *)&addr, sizeof addr);  // 127.0.0.1:8000",
                "s.bind(&\"127.0.0.1:8000\".parse::<SocketAddr>()?.into())?;",
            ),
            (Call::Listen { backlog: None }, "listen(s, 128);", "s.listen(128)?;"),
            (Call::Accept, "int c = accept(s, (struct sockaddr *)&addr, &len);", "let (c, addr) = s.accept()?;"),
            (
                Call::Connect { address: Address::inet("localhost", 80) },
                "connect(s, (struct sockaddr *)&addr, sizeof addr);  // localhost:80",
                "s.connect(&(\"localhost\", 80).to_socket_addrs()?.next().unwrap().into())?;",
            ),
            (
                Call::Bind { address: Address::unix("/tmp/x") },
                "bind(s, (struct sockaddr *)&addr, sizeof addr);  // /tmp/x",
                "s.bind(&SockAddr::unix(\"/tmp/x\")?)?;",
            ),
            (
                Call::Send { data: data("GET /\r\n"), flags: 0 },
                "send(s, \"GET /\\r\\n\", 7, 0);",
                "s.send(b\"GET /\\r\\n\")?;",
            ),
            (Call::Send { data: data("你好"), flags: 0 }, "send(s, \"你好\", 6, 0);", "s.send(\"你好\".as_bytes())?;"),
            (
                Call::SendAll { data: data("\0x"), flags: 0 },
                "send_all(s, \"\\000x\", 2, 0);  // send until all is taken",
                "s.write_all(b\"\\x00x\")?;",
            ),
            (
                Call::Recv { size: 1024, flags: number("MSG_PEEK") },
                "recv(s, buf, 1024, MSG_PEEK);",
                "s.recv_with_flags(&mut buf[..1024], libc::MSG_PEEK)?;",
            ),
            (Call::Shutdown { how: number("SHUT_WR") }, "shutdown(s, SHUT_WR);", "s.shutdown(Shutdown::Write)?;"),
            (
                Call::SetSockOpt { level, name: reuse, value: OptionValue::Int(1) },
                "setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));",
                "s.set_reuse_address(true)?;",
            ),
            (
                Call::GetAddrInfo {
                    host: Some("h".into()),
                    port: Service::Number(80),
                    family: 0,
                    kind: 0,
                    proto: 0,
                    flags: 0,
                },
                "getaddrinfo(\"h\", \"80\", &hints, &list);",
                "(\"h\", 80).to_socket_addrs()?;",
            ),
            (Call::Close, "close(s);", "drop(s);"),
        ]
    }

    #[test]
    fn calls_read_as_c_and_as_rust() {
        for (call, c, rust) in table() {
            let makes = call.kind().makes_one().then_some("c");
            assert_eq!(CallLanguage::C.line_short_of(&call, Some("s"), makes), c);
            assert_eq!(CallLanguage::Rust.line_short_of(&call, Some("s"), makes), rust);
        }
    }

    #[test]
    fn long_payloads_are_cut() {
        let call = Call::Send { data: vec![b'x'; 4096].into(), flags: 0 };
        let c = CallLanguage::C.line_short_of(&call, Some("s"), None);
        assert_eq!(c, format!("send(s, \"{}…\", 4096, 0);", "x".repeat(120)));
        let rust = CallLanguage::Rust.line_short_of(&call, Some("s"), None);
        assert_eq!(rust, format!("s.send(b\"{}…\" /* 4.1 kB */)?;", "x".repeat(120)));
    }
}
