//! What is killed: a recorder that is fed as fast as it takes it, and the program's state in a flood over loopback.

use crossbeam_channel::bounded;
use sockscope::app::{
    AppCommand, Content, Folders, Outgoing, RepeatPlan, SHORTEST_REPEAT, SendCall, SendCommand, Start, StartKind, State,
};
use sockscope::call::*;
use sockscope::session::{Recorder, RecorderOptions, Session};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// Tells the child where to work; without it, it has nothing to do.
pub const WHERE: &str = "SOCKSCOPE_KILL_CHILD";

fn place() -> Option<PathBuf> {
    std::env::var_os(WHERE).map(PathBuf::from)
}

/// Says how far is saved, where that is news.
fn say(session: &Session, said: &mut u64) {
    let saved = session.snapshot().saved;
    if saved > *said {
        *said = saved;
        let mut out = std::io::stdout().lock();
        writeln!(out, "saved {}.", saved - 1).and_then(|()| out.flush()).expect("the parent reads");
    }
}

#[test]
fn a_recorder_works_until_it_is_killed() {
    let Some(path) = place() else { return };
    let (events, taken) = bounded(16);
    let options = RecorderOptions {
        dir: PathBuf::new(),
        clock: Clock::start_now(),
        app: "sockscope test".into(),
        waker: Arc::new(|| {}),
        events: taken,
    };
    let recorder = Recorder::start_in(options, &path).unwrap();
    let session = recorder.session();
    std::thread::Builder::new()
        .name("feeder".into())
        .spawn(move || (1..).all(|id| events.send(batch(id * 64)).is_ok()))
        .unwrap();
    let mut said = 0;
    loop {
        say(&session, &mut said);
        std::thread::sleep(Duration::from_micros(100));
    }
}

/// 64 events from this number on: a socket, calls that wait, short texts, and now and then bytes in parts.
fn batch(id: u64) -> Vec<Event> {
    (id..id + 64).flat_map(calls).collect()
}

fn calls(id: u64) -> Vec<Event> {
    let call = match id {
        64 => Call::Socket { family: number_of("AF_INET").unwrap(), kind: number_of("SOCK_STREAM").unwrap(), proto: 0 },
        id if id % 1000 == 7 => Call::SendAll { data: vec![id as u8; 600 * 1024].into(), flags: 0 },
        _ => Call::Recv { size: 4096, flags: 0 },
    };
    let outcome = match &call {
        Call::Recv { .. } => {
            let text = format!("{id} 你好 ").repeat(1 + (id % 40) as usize);
            Outcome::Ok(Value::Data(text.into_bytes().into()))
        }
        _ => Outcome::NONE,
    };
    let is_socket = matches!(call, Call::Socket { .. });
    let name = Some(Name::new("", "s"));
    let (on, makes) = if is_socket { (None, name) } else { (name, None) };
    let at = Duration::from_micros(id);
    let started = Started { id: CallId(id), at, sid: SocketId(1), on, makes, by: By::Person, call };
    let took = Duration::from_millis(if id.is_multiple_of(5) { 3 } else { 0 });
    let ended = Ended { id: CallId(id), took, outcome, made: None, deferred: false };
    if took.is_zero() { vec![Event::Done(started, ended)] } else { vec![Event::Started(started), Event::Ended(ended)] }
}

#[test]
fn the_program_works_until_it_is_killed() {
    let Some(folder) = place() else { return };
    let mut state = State::start(Folders::find(Some(&folder)), Arc::new(|| {})).unwrap();
    let (server, client) = ends(&mut state);
    state.update(AppCommand::KeepReceiving(server, true));
    let what = Content::Bytes("a flood of text 洪水 ".repeat(40).into_bytes().into());
    let repeat = Some(RepeatPlan { every: SHORTEST_REPEAT, count: None });
    let outgoing = Outgoing { what, call: SendCall::SendAll, to: vec![client], address: None, repeat, label: None };
    state.update(AppCommand::Sending(SendCommand::Go(outgoing)));
    let session = Arc::clone(state.session());
    let mut said = 20;
    loop {
        state.tick();
        say(&session, &mut said);
        std::thread::sleep(Duration::from_micros(200));
    }
}

/// A server's end and its client's, connected.
fn ends(state: &mut State) -> (SocketId, SocketId) {
    let start = Start {
        what: StartKind::BothEnds,
        kind: number_of("SOCK_STREAM").unwrap(),
        family: number_of("AF_INET").unwrap(),
        host: "127.0.0.1".to_owned(),
        port: 0,
        share: false,
    };
    state.update(AppCommand::Start(start));
    loop {
        state.tick();
        let board = &state.snapshot.board;
        let named = |name: &str| board.by_name(&Name::parse(name).unwrap());
        if let (Some(server), Some(client)) = (named("server/conn"), named("client/s"))
            && board.row(client).is_some_and(|row| row.connected)
        {
            return (server, client);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The sessions that killed programs left in their folder.
pub fn sessions_of(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("sessions")).unwrap();
    let sessions = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    sessions.collect()
}
