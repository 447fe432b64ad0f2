//! A board to break things on, and the doctor's answer about what broke last.

pub use super::board::Board;
use sockscope::app::{AppCommand, MakeCall, Mending, NewSocket, WhyCommand};
use sockscope::call::{Address, Call, Name, OptionValue, Outcome, SocketId, Value, number_of};
use sockscope::doctor::Explanation;
use sockscope::locale::{Language, words};
use sockscope::session::Row;
use std::sync::Arc;

pub const TCP: &str = "SOCK_STREAM";
pub const UDP: &str = "SOCK_DGRAM";

/// One row of the table: what is done, and the key of the cause that is to be named.
pub type Case = (&'static str, fn(&mut Board) -> Explanation);

/// Brings each case about on a board of its own.
pub fn each(cases: &[Case]) {
    for (key, bring_about) in cases {
        let mut board = Board::new();
        let found = bring_about(&mut board);
        assert_eq!(found.cause(), *key, "{}", english(&found));
        assert!(!english(&found).contains('{'), "{}", english(&found));
    }
}

pub fn english(found: &Explanation) -> String {
    let all = [&found.headline, &found.why].into_iter().chain(&found.tries);
    let labels = found.remedies.iter().map(|remedy| format!("[{}]", words(Language::English, &remedy.label)));
    all.map(|message| words(Language::English, message)).chain(labels).collect::<Vec<_>>().join("\n")
}

pub fn at(port: i64) -> Address {
    Address::inet("127.0.0.1", port)
}

pub fn connect(port: i64) -> Call {
    Call::Connect { address: at(port) }
}

pub fn bind(port: i64) -> Call {
    Call::Bind { address: at(port) }
}

pub fn send(data: &[u8]) -> Call {
    Call::Send { data: data.into(), flags: 0 }
}

pub fn recv() -> Call {
    Call::Recv { size: 1024, flags: 0 }
}

pub fn number(name: &str) -> i32 {
    number_of(name).unwrap()
}

pub fn option(level: &str, name: &str, value: OptionValue) -> Call {
    Call::SetSockOpt { level: number(level), name: number(name), value }
}

/// A port of loopback that nobody has.
pub fn dead_port() -> i64 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().into()
}

impl Board {
    pub fn tcp(&mut self, name: &str) -> SocketId {
        self.socket(name, "AF_INET", TCP)
    }

    pub fn udp(&mut self, name: &str) -> SocketId {
        self.socket(name, "AF_INET", UDP)
    }

    /// Makes a call that comes back well.
    #[track_caller]
    pub fn well(&mut self, sid: SocketId, call: Call) {
        let outcome = self.call(sid, call.clone());
        assert!(outcome.is_ok(), "{call:?}: {outcome:?}");
    }

    /// A listener on loopback, and its port.
    pub fn listener(&mut self, name: &str) -> (SocketId, i64) {
        let sid = self.tcp(name);
        self.well(sid, bind(0));
        self.well(sid, Call::Listen { backlog: Some(5) });
        (sid, self.port(sid))
    }

    pub fn port(&mut self, sid: SocketId) -> i64 {
        self.row(sid, "a port", |row| row.local.is_some()).local.as_ref().and_then(Address::port).unwrap()
    }

    /// Accepts a client that has connected.
    pub fn accept(&mut self, listener: SocketId, name: &str) -> SocketId {
        let makes = Name::parse(name);
        self.press(AppCommand::MakeCall(MakeCall { makes: makes.ok(), ..MakeCall::once(listener, Call::Accept) }));
        let sid = self.named(name);
        self.row(sid, "its names", |row| row.local.is_some());
        sid
    }

    /// A listener, a client and the accepted socket, connected.
    pub fn pair(&mut self) -> [SocketId; 3] {
        let (listener, port) = self.listener("server/s");
        let client = self.tcp("client/s");
        self.well(client, connect(port));
        self.row(client, "its names", |row| row.local.is_some() && row.peer.is_some());
        let conn = self.accept(listener, "server/conn");
        [listener, client, conn]
    }

    /// Both ends of a `socketpair`.
    pub fn socketpair(&mut self, kind: &str) -> [SocketId; 2] {
        let [name, other] = ["pair/a", "pair/b"].map(|name| Name::parse(name).unwrap());
        let (family, kind) = (number("AF_UNIX"), number(kind));
        self.press(AppCommand::NewSocket(NewSocket { name, family, kind, proto: 0, other: Some(other) }));
        ["pair/a", "pair/b"].map(|name| self.named(name))
    }

    /// Makes a call that fails, and asks why: with the machine, as a card does.
    #[track_caller]
    pub fn why(&mut self, sid: SocketId, call: Call) -> Explanation {
        let outcome = self.call(sid, call);
        self.why_last(sid, &outcome)
    }

    #[track_caller]
    pub fn why_last(&mut self, sid: SocketId, outcome: &Outcome) -> Explanation {
        let failed = outcome.is_error() || matches!(outcome, Outcome::Ok(Value::ConnectEx(n)) if *n != 0);
        assert!(failed, "{outcome:?}");
        let found = self.calls(sid).last().unwrap().clone();
        self.ask(sid, &found)
    }

    pub fn ask(&mut self, sid: SocketId, found: &Arc<Row>) -> Explanation {
        self.press(AppCommand::Why(WhyCommand::Look(found.n)));
        self.wait("the machine's answer", |state| state.has_asked(found.n).then_some(()));
        self.wait("the failed call on the board", |state| (state.snapshot.records > found.n).then_some(()));
        let is_cut = found.record.call.sent().is_some_and(|start| (start.len() as u64) < found.sent_len);
        self.wait("all that was to be sent", |state| {
            (!is_cut || state.session().payload(found.n).is_some()).then_some(())
        });
        let row = self.state.socket(sid).cloned();
        self.state.why(row.as_deref(), found).unwrap()
    }

    /// Makes a call that waits, and asks what for.
    #[track_caller]
    pub fn why_waits(&mut self, sid: SocketId, call: Call) -> Explanation {
        self.press(AppCommand::MakeCall(MakeCall::once(sid, call.clone())));
        let row = self.row(sid, "a waiting call", |row| !row.waiting.is_empty());
        self.state.explain_waiting(&row, &call)
    }

    /// Presses a button of a card.
    #[track_caller]
    pub fn press_remedy(&mut self, sid: Option<SocketId>, found: &Explanation, beginning: &str) {
        let said = |remedy: &sockscope::doctor::Remedy| words(Language::English, &remedy.label);
        let remedy = found.remedies.iter().find(|remedy| said(remedy).starts_with(beginning));
        let act = remedy.unwrap_or_else(|| panic!("no {beginning} in {}", english(found))).act.clone();
        self.press(AppCommand::Why(WhyCommand::Mend(Box::new(Mending { sid, name: None, act }))));
    }
}
