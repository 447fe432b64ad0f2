//! Which call, without its arguments.

macro_rules! kinds {
    ($($kind:ident $name:literal),* $(,)?) => {
        /// Which call, without its arguments.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum CallKind { $(#[doc = $name] $kind),* }

        impl CallKind {
            /// Every call, in the order of the sockets API's own chapters.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Python's name, which is also the session file's (`fclose` is `close` of a file there).
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),* }
            }

            /// Reads [`Self::name`].
            pub fn parse(name: &str) -> Option<Self> {
                Some(match name {
                    $($name => Self::$kind,)*
                    _ => return None,
                })
            }
        }
    };
}

kinds! {
    Socket "socket", Bind "bind", Listen "listen", Accept "accept", Connect "connect", ConnectEx "connect_ex",
    Send "send", SendAll "sendall", SendTo "sendto", Recv "recv", RecvFrom "recvfrom", Shutdown "shutdown",
    Close "close", GetSockName "getsockname", GetPeerName "getpeername", SetTimeout "settimeout",
    GetTimeout "gettimeout", SetBlocking "setblocking", SetSockOpt "setsockopt", GetSockOpt "getsockopt",
    FileNo "fileno", SocketPair "socketpair", RecvMsg "recvmsg", RecvExact "recv_exact", Detach "detach", Dup "dup",
    GetBlocking "getblocking", MakeFile "makefile", ReadLine "readline", Read "read", Write "write", Flush "flush",
    FClose "fclose", GetAddrInfo "getaddrinfo", Poll "poll", Inspect "inspect",
}

impl CallKind {
    /// Whether the kernel (or a name server) may keep this call waiting.
    pub fn may_wait(self) -> bool {
        use CallKind::{Accept, Connect, ConnectEx, GetAddrInfo, Inspect, Poll, Send, SendAll, SendTo};
        self.receives()
            || matches!(self, Accept | Connect | ConnectEx | Send | SendAll | SendTo | GetAddrInfo | Poll | Inspect)
            || (self.is_on_a_file())
    }

    /// Whether its result is received bytes.
    pub fn receives(self) -> bool {
        use CallKind::{Read, ReadLine, Recv, RecvExact, RecvFrom, RecvMsg};
        matches!(self, Recv | RecvFrom | RecvMsg | RecvExact | ReadLine | Read)
    }

    /// Whether it is made on a file that `makefile` made, not on a socket.
    pub fn is_on_a_file(self) -> bool {
        use CallKind::{FClose, Flush, Read, ReadLine, Write};
        matches!(self, ReadLine | Read | Write | Flush | FClose)
    }

    /// Whether it is made on nothing: it makes its sockets, or asks only for names.
    pub fn is_on_nothing(self) -> bool {
        matches!(self, Self::Socket | Self::SocketPair | Self::GetAddrInfo)
    }

    /// Whether it makes a socket or a file, which is then given a name (`as`).
    pub fn makes_one(self) -> bool {
        matches!(self, Self::Socket | Self::SocketPair | Self::Accept | Self::Dup | Self::MakeFile)
    }
}
