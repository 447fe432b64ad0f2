//! The reactor at the descriptor limit. A test binary of its own: the limit is the process's.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use sockscope::call::{Address, Call, Clock, Event, Name, Outcome, Value};
use sockscope::net::{Engine, KeepAccepting, Request};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

/// Clock ticks (10 ms) of this process's CPU time, from an open `/proc/self/stat`.
fn ticks(mut stat: &File) -> u64 {
    let mut text = String::new();
    stat.seek(SeekFrom::Start(0)).unwrap();
    stat.read_to_string(&mut text).unwrap();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn keep_accepting_waits_for_a_descriptor_and_does_not_spin() {
    let (give, events) = crossbeam_channel::bounded(1024);
    let engine = Engine::start(Clock::start_now(), give).unwrap();
    let call = |sid, call| {
        let (give, reply) = crossbeam_channel::bounded(1);
        engine.make(Request::new(sid, call).reply(give));
        reply.recv_timeout(Duration::from_secs(20)).unwrap().outcome
    };
    let tcp = Call::Socket { family: libc::AF_INET, kind: libc::SOCK_STREAM, proto: 0 };
    let (listener, client) = (engine.new_socket_id(), engine.new_socket_id());
    for sid in [listener, client] {
        assert_eq!(call(sid, tcp.clone()), Outcome::NONE);
    }
    assert_eq!(call(listener, Call::Bind { address: Address::inet("127.0.0.1", 0) }), Outcome::NONE);
    assert_eq!(call(listener, Call::Listen { backlog: None }), Outcome::NONE);
    let Outcome::Ok(Value::Address(Some(address))) = call(listener, Call::GetSockName) else { panic!("no name") };
    let name = |text: &str| Name::parse(text).unwrap();
    let keep = KeepAccepting {
        on: name("srv"),
        makes: name("conn#"),
        counter_from: 0,
        then_receive: None,
        close_at_eof: false,
    };
    engine.keep_accepting(listener, Some(keep));
    call(listener, Call::GetTimeout);

    let stat = File::open("/proc/self/stat").unwrap();
    let old = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: Some(64), maximum: old.maximum }).unwrap();
    let mut files = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        files.push(file);
    }
    assert_eq!(call(client, Call::Connect { address }), Outcome::NONE);
    let next_accept = || loop {
        for event in events.recv_timeout(Duration::from_secs(20)).unwrap() {
            if let Event::Done(_, ended) = event {
                return ended;
            }
        }
    };
    assert_eq!(next_accept().outcome, Outcome::Errno(libc::EMFILE));
    // In want for a while: told once, and next to no work.
    let before = ticks(&stat);
    let until = Instant::now() + Duration::from_millis(800);
    while let Ok(batch) = events.recv_deadline(until) {
        // The client's own connect may be told now; another accept may not.
        let again = batch.iter().find(|event| matches!(event, Event::Done(..)));
        assert!(again.is_none(), "told once, and then {again:?}");
    }
    assert!(ticks(&stat) - before <= 4, "5 % of the time");
    drop(files);
    let ended = next_accept();
    assert!(ended.made.is_some(), "{ended:?}");
    setrlimit(Resource::Nofile, old).unwrap();
    engine.shutdown(Duration::from_secs(2));
}
