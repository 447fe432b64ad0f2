//! Sockets made, selected and called on, as a person does it; what came of each call.

use super::Hand;
use super::press::PRESSED;
use egui::Key;
use egui::accesskit::Role;
use sockscope::app::MORE_GROUPS;
use sockscope::call::{Address, CallKind, Name, Outcome, SocketId};
use sockscope::session::{Row, SocketRow};
use std::sync::Arc;

impl Hand {
    /// Makes a socket in its dialog.
    #[track_caller]
    pub fn new_socket(&mut self, name: &str, family: &str, kind: &str) -> SocketId {
        self.press("New socket");
        self.press_with(&format!(": {family} · {kind}"));
        self.type_in("Name", name);
        self.press("Make");
        let sid = self.named(name);
        self.wait("the new socket selected", |hand| (hand.state().selected == Some(sid)).then_some(()));
        sid
    }

    /// The open socket of this name, once it is there.
    #[track_caller]
    pub fn named(&mut self, name: &str) -> SocketId {
        let parsed = Name::parse(name).unwrap();
        self.wait(name, |hand| hand.state().snapshot.board.by_name(&parsed))
    }

    /// Selects a socket in the list.
    #[track_caller]
    pub fn select(&mut self, name: &str) -> SocketId {
        let sid = self.named(name);
        let beginning = format!("{name}, ");
        let at = self.find(&beginning, &[Role::ListItem], &|found| found.starts_with(&beginning));
        self.click(at);
        self.wait("the selection", |hand| (hand.state().selected == Some(sid)).then_some(()));
        // Its composer scrolls into sight.
        self.h.run_steps(4);
        sid
    }

    /// The socket's row, once it is so.
    #[track_caller]
    pub fn socket(&mut self, sid: SocketId, what: &str, is: impl Fn(&SocketRow) -> bool) -> Arc<SocketRow> {
        self.wait(what, |hand| hand.state().socket(sid).filter(|row| is(row)).cloned())
    }

    /// The socket's own port, once it has one.
    #[track_caller]
    pub fn port(&mut self, sid: SocketId) -> i64 {
        let row = self.socket(sid, "a local port", |row| row.local.is_some());
        row.local.as_ref().and_then(Address::port).unwrap()
    }

    /// The log's rows of a socket's calls of a kind, as far as they are read.
    pub fn calls(&self, sid: SocketId, kind: CallKind) -> Vec<Arc<Row>> {
        let rows = self.state().session().rows();
        let all = (0..self.state().snapshot.rows).filter_map(|k| rows.row(k));
        all.filter(|row| row.sid == sid && row.record.call.kind() == kind).collect()
    }

    fn selected(&self) -> SocketId {
        self.state().selected.expect("a socket is selected")
    }

    /// Presses a call's chip, so that its form shows.
    #[track_caller]
    pub fn chip(&mut self, kind: CallKind) {
        let button = format!("Make {}", kind.name());
        let is_more = MORE_GROUPS.iter().any(|(_, kinds)| kinds.contains(&kind));
        // The panel scrolls to an outcome that comes just now: who presses beside the chip then presses again.
        for _ in 0..5 {
            let fits = |found: &str| found == kind.name();
            if is_more && self.nodes(&[Role::RadioButton], &fits).is_empty() {
                self.press("More calls");
                self.h.run_steps(2);
                if self.nodes(&[Role::RadioButton], &fits).is_empty() {
                    continue;
                }
            }
            let at = self.find(kind.name(), &[Role::RadioButton], &fits);
            self.click(at);
            self.h.run_steps(2);
            if !self.nodes(&PRESSED, &|label| label == button).is_empty() {
                return;
            }
        }
    }

    /// Presses the chosen call's own button and waits until the call is in the log, waiting or done.
    #[track_caller]
    pub fn go(&mut self, kind: CallKind) -> Arc<Row> {
        let sid = self.selected();
        let before = self.calls(sid, kind).len();
        self.press(&format!("Make {}", kind.name()));
        self.wait(kind.name(), |hand| hand.calls(sid, kind).get(before).cloned())
    }

    /// Chooses a call whose form is right already, makes it, and waits for what comes of it.
    #[track_caller]
    pub fn make(&mut self, kind: CallKind) -> Outcome {
        self.chip(kind);
        self.make_chosen(kind)
    }

    /// Makes the call that is chosen, and waits for what comes of it.
    #[track_caller]
    pub fn make_chosen(&mut self, kind: CallKind) -> Outcome {
        let sid = self.selected();
        let row = self.go(kind);
        self.outcome(sid, kind, row.n)
    }

    /// What came of the call of record `n`.
    #[track_caller]
    pub fn outcome(&mut self, sid: SocketId, kind: CallKind, n: u64) -> Outcome {
        self.ended(sid, kind, n).record.outcome.clone()
    }

    /// The row of the call of record `n`, once it came back.
    #[track_caller]
    pub fn ended(&mut self, sid: SocketId, kind: CallKind, n: u64) -> Arc<Row> {
        let what = format!("an end of {}", kind.name());
        self.wait(&what, |hand| {
            let found = hand.calls(sid, kind).into_iter().find(|row| row.n == n)?;
            (found.record.outcome != Outcome::Waiting).then_some(found)
        })
    }

    /// Binds the selected socket; the port that it got.
    #[track_caller]
    pub fn bind(&mut self, host: &str, port: u16) -> i64 {
        let sid = self.selected();
        self.chip(CallKind::Bind);
        self.type_in("Host", host);
        self.type_in("Port", &port.to_string());
        assert!(self.make_chosen(CallKind::Bind).is_ok(), "bind to {host} port {port}");
        self.port(sid)
    }

    /// Connects the selected socket.
    #[track_caller]
    pub fn connect(&mut self, host: &str, port: impl Into<i64>) -> Outcome {
        self.chip(CallKind::Connect);
        self.type_in("Host", host);
        self.type_in("Port", &port.into().to_string());
        self.make_chosen(CallKind::Connect)
    }

    /// Presses *recv* at a socket's composer; what came.
    #[track_caller]
    pub fn receive(&mut self, name: &str) -> Outcome {
        let sid = self.select(name);
        let before = self.calls(sid, CallKind::Recv).len();
        self.press(&format!("recv on {name}"));
        let row = self.wait("recv", |hand| hand.calls(sid, CallKind::Recv).get(before).cloned());
        self.outcome(sid, CallKind::Recv, row.n)
    }

    /// Types into a socket's composer and presses Enter; waits until it is sent.
    #[track_caller]
    pub fn say(&mut self, name: &str, text: &str) -> Outcome {
        let sid = self.select(name);
        let before = self.calls(sid, CallKind::Send).len();
        self.type_in(&format!("Send to {name}"), text);
        self.key(Key::Enter);
        let row = self.wait("send", |hand| hand.calls(sid, CallKind::Send).get(before).cloned());
        self.outcome(sid, CallKind::Send, row.n)
    }
}
