//! What each call takes: names and defaults as CPython's `socket` has them, for reading arguments and for showing a hint.

use crate::call::CallKind;

/// One argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What stands where it is left out; none where it has to be given.
    pub default: Option<&'static str>,
}

/// What a call takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name of the function or method.
    pub name: &'static str,
    /// The call that it makes, where it makes one.
    pub kind: Option<CallKind>,
    /// Its arguments in order.
    pub parameters: &'static [Parameter],
    /// Whether they may be given by their names.
    pub by_name: bool,
    /// So many may be given by their place.
    pub by_place: usize,
    /// The class that it is a method of, or the module.
    pub of: Of,
}

/// What a function belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A socket's method.
    Socket,
    /// A method of a file that `makefile` made.
    File,
    /// A function of the module `socket`.
    Module,
}

const fn must(name: &'static str) -> Parameter {
    Parameter { name, default: None }
}

const fn may(name: &'static str, default: &'static str) -> Parameter {
    Parameter { name, default: Some(default) }
}

const fn method(kind: CallKind, name: &'static str, parameters: &'static [Parameter]) -> Signature {
    Signature { name, kind: Some(kind), parameters, by_name: false, by_place: parameters.len(), of: Of::Socket }
}

const fn file(kind: CallKind, name: &'static str, parameters: &'static [Parameter]) -> Signature {
    Signature { of: Of::File, ..method(kind, name, parameters) }
}

const fn module(kind: Option<CallKind>, name: &'static str, parameters: &'static [Parameter]) -> Signature {
    Signature { name, kind, parameters, by_name: true, by_place: parameters.len(), of: Of::Module }
}

use CallKind as K;

/// Every function and method that makes calls, in the order in which they are offered.
pub const SIGNATURES: &[Signature] = &[
    method(K::Bind, "bind", &[must("address")]),
    method(K::Listen, "listen", &[may("backlog", "128")]),
    method(K::Accept, "accept", &[]),
    method(K::Connect, "connect", &[must("address")]),
    method(K::ConnectEx, "connect_ex", &[must("address")]),
    method(K::Send, "send", &[must("bytes"), may("flags", "0")]),
    method(K::SendAll, "sendall", &[must("bytes"), may("flags", "0")]),
    method(K::Recv, "recv", &[must("bufsize"), may("flags", "0")]),
    method(K::SendTo, "sendto", &[must("bytes"), may("flags", "0"), must("address")]),
    method(K::RecvFrom, "recvfrom", &[must("bufsize"), may("flags", "0")]),
    method(K::Shutdown, "shutdown", &[must("how")]),
    method(K::Close, "close", &[]),
    method(K::GetSockName, "getsockname", &[]),
    method(K::GetPeerName, "getpeername", &[]),
    method(K::SetTimeout, "settimeout", &[must("value")]),
    method(K::GetTimeout, "gettimeout", &[]),
    method(K::SetBlocking, "setblocking", &[must("flag")]),
    method(K::GetBlocking, "getblocking", &[]),
    method(K::SetSockOpt, "setsockopt", &[must("level"), must("optname"), must("value")]),
    method(K::GetSockOpt, "getsockopt", &[must("level"), must("optname"), may("buflen", "0")]),
    method(K::FileNo, "fileno", &[]),
    method(K::RecvMsg, "recvmsg", &[must("bufsize"), may("ancbufsize", "0"), may("flags", "0")]),
    method(K::RecvExact, "recv_exact", &[must("size")]),
    method(K::Detach, "detach", &[]),
    method(K::Dup, "dup", &[]),
    Signature {
        by_name: true,
        by_place: 2,
        ..method(
            K::MakeFile,
            "makefile",
            &[may("mode", "\"r\""), may("buffering", "None"), may("encoding", "None"), may("newline", "None")],
        )
    },
    method(K::Poll, "poll", &[must("events"), may("timeout", "-1")]),
    Signature {
        by_name: true,
        by_place: 6,
        ..method(
            K::Inspect,
            "inspect",
            &[
                may("field", "None"),
                may("field2", "None"),
                may("field3", "None"),
                may("field4", "None"),
                may("field5", "None"),
                may("field6", "None"),
                may("until", "None"),
                may("timeout", "0"),
            ],
        )
    },
    file(K::ReadLine, "readline", &[]),
    file(K::Read, "read", &[may("size", "-1")]),
    file(K::Write, "write", &[must("data")]),
    file(K::Flush, "flush", &[]),
    file(K::FClose, "close", &[]),
    module(Some(K::Socket), "socket", &[may("family", "AF_INET"), may("type", "SOCK_STREAM"), may("proto", "0")]),
    module(
        Some(K::SocketPair),
        "socketpair",
        &[may("family", "AF_UNIX"), may("type", "SOCK_STREAM"), may("proto", "0")],
    ),
    Signature {
        by_place: 3,
        ..module(None, "create_connection", &[must("address"), may("timeout", "None"), may("source_address", "None")])
    },
    Signature {
        by_place: 1,
        ..module(
            None,
            "create_server",
            &[must("address"), may("family", "AF_INET"), may("backlog", "None"), may("reuse_port", "False")],
        )
    },
    module(
        Some(K::GetAddrInfo),
        "getaddrinfo",
        &[must("host"), must("port"), may("family", "0"), may("type", "0"), may("proto", "0"), may("flags", "0")],
    ),
];

/// The signature of a method or function.
pub fn signature(of: Of, name: &str) -> Option<&'static Signature> {
    SIGNATURES.iter().find(|signature| signature.of == of && signature.name == name)
}

impl Signature {
    /// What stands between its brackets, in pieces: each argument, and whether it may be left out.
    pub fn pieces(&self) -> Vec<String> {
        let shown =
            self.parameters.iter().filter(|parameter| !parameter.name.starts_with("field") || self.of != Of::Socket);
        let piece = |parameter: &Parameter| match parameter.default {
            None => parameter.name.to_owned(),
            Some(default) => format!("{}={default}", parameter.name),
        };
        shown.map(piece).collect()
    }

    /// The key of the sentence that says what it does.
    pub fn about_key(&self) -> String {
        match self.kind {
            Some(CallKind::Socket) | None => format!("line-about-{}", self.name),
            Some(kind) => format!("calls-about-{}", kind.name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_has_one() {
        for kind in CallKind::ALL {
            assert!(SIGNATURES.iter().any(|signature| signature.kind == Some(*kind)), "{}", kind.name());
        }
        for signature in SIGNATURES {
            assert!(crate::locale::has(&signature.about_key()), "{}", signature.about_key());
        }
    }
}
