//! A state to command and to wait for.

use sockscope::app::{AppCommand, Folders, MakeCall, NewSocket, State};
use sockscope::call::{Call, CallKind, Name, Outcome, SocketId, number_of};
use sockscope::session::{Row, SocketRow};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A program without a window.
pub struct Board {
    pub state: State,
    pub folder: TempDir,
}

impl Board {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let state = State::start(Folders::find(Some(folder.path())), Arc::new(|| {})).unwrap();
        Self { state, folder }
    }

    /// Ticks until `seen` is so; a test that waits longer than 20 s has failed.
    pub fn wait<T>(&mut self, what: &str, mut seen: impl FnMut(&State) -> Option<T>) -> T {
        let until = Instant::now() + Duration::from_secs(20);
        loop {
            self.state.tick();
            if let Some(found) = seen(&self.state) {
                return found;
            }
            assert!(Instant::now() < until, "never seen: {what}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    pub fn press(&mut self, command: AppCommand) {
        self.state.update(command);
    }

    /// Makes a socket and waits until it is on the board.
    pub fn socket(&mut self, name: &str, family: &str, kind: &str) -> SocketId {
        let name = Name::parse(name).unwrap();
        let (family, kind) = (number_of(family).unwrap(), number_of(kind).unwrap());
        self.press(AppCommand::NewSocket(NewSocket { name: name.clone(), family, kind, proto: 0, other: None }));
        self.wait("the new socket", |state| state.snapshot.board.by_name(&name))
    }

    /// Makes a call and waits for what came of it.
    pub fn call(&mut self, sid: SocketId, call: Call) -> Outcome {
        let before = self.calls(sid).len();
        self.press(AppCommand::MakeCall(MakeCall::once(sid, call)));
        self.outcome(sid, before)
    }

    /// What came of the socket's call number `index`.
    pub fn outcome(&mut self, sid: SocketId, index: usize) -> Outcome {
        self.wait("the outcome", |state| {
            let row = calls_of(state, sid).get(index)?.clone();
            (row.record.outcome != Outcome::Waiting).then(|| row.record.outcome.clone())
        })
    }

    /// The log's rows of a socket, as far as they are loaded.
    pub fn calls(&mut self, sid: SocketId) -> Vec<Arc<Row>> {
        self.wait("all rows", |state| {
            let rows = state.session().rows();
            (0..state.snapshot.rows).all(|k| rows.row(k).is_some()).then_some(())
        });
        calls_of(&self.state, sid)
    }

    pub fn row(&mut self, sid: SocketId, what: &str, is: impl Fn(&SocketRow) -> bool) -> Arc<SocketRow> {
        self.wait(what, |state| state.socket(sid).filter(|row| is(row)).cloned())
    }

    pub fn named(&mut self, name: &str) -> SocketId {
        let name = Name::parse(name).unwrap();
        self.wait("a socket of that name", |state| state.snapshot.board.by_name(&name))
    }

    /// The kinds of a socket's calls, in order.
    pub fn kinds(&mut self, sid: SocketId) -> Vec<CallKind> {
        self.calls(sid).iter().map(|row| row.record.call.kind()).collect()
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        self.state.shut_down();
    }
}

fn calls_of(state: &State, sid: SocketId) -> Vec<Arc<Row>> {
    let rows = state.session().rows();
    (0..state.snapshot.rows).filter_map(|k| rows.row(k)).filter(|row| row.sid == sid).collect()
}
