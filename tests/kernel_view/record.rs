//! What the kernel held, in the session: at each record of the past and in a file that is opened again.

use super::pictures::picture;
use super::support::hand::Hand;
use super::{call, client, command, listener, show};
use sockscope::app::{AppCommand, MakeCall, StepCommand};
use sockscope::call::{Call, Name, Sample, SocketId};
use sockscope::session::SocketRow;
use std::path::PathBuf;

fn sampled(hand: &mut Hand, sid: SocketId, what: &str, fits: impl Fn(&Sample) -> bool) {
    hand.socket(sid, what, |row: &SocketRow| row.sample.as_deref().is_some_and(&fits));
}

fn to(hand: &mut Hand, n: u64) {
    command(hand, AppCommand::Step(StepCommand::To(n)));
    hand.wait("the moment", |hand| (!hand.state().stepping.as_ref()?.is_reading()).then_some(()));
    hand.h.run_steps(2);
}

/// A chat whose bytes wait for a while; where its session is, the client and the server's listener.
fn chat(hand: &mut Hand) -> (PathBuf, SocketId, SocketId) {
    let (server, port) = listener(hand, "srv");
    let cli = client(hand, "cli", port);
    sampled(hand, server, "who waits", |sample| sample.accept_queue == Some((1, 5)));
    let conn = Name::parse("conn").unwrap();
    command(hand, AppCommand::MakeCall(MakeCall { makes: Some(conn), ..MakeCall::once(server, Call::Accept) }));
    let accepted = hand.named("conn");
    call(hand, accepted, Call::SendAll { data: vec![b'x'; 5000].into(), flags: 0 });
    sampled(hand, cli, "what waits", |sample| sample.receive_queue == Some(5000));
    call(hand, cli, Call::Recv { size: 9000, flags: 0 });
    sampled(hand, cli, "nothing waits", |sample| sample.receive_queue == Some(0));
    sampled(hand, server, "nobody waits", |sample| sample.accept_queue == Some((0, 5)));
    let path = hand.wait("all is written", |hand| {
        let live = hand.state().live_snapshot();
        live.path.clone().filter(|_| live.saved == live.records)
    });
    (path.to_path_buf(), cli, server)
}

/// The records of a file in which this was seen of a socket.
fn records(path: &std::path::Path, sid: SocketId, part: &str) -> Vec<u64> {
    let text = std::fs::read_to_string(path).unwrap();
    let about = format!(r#""sid":{},"ev":"sample""#, sid.0);
    (0..).zip(text.lines()).filter(|(_, line)| line.contains(&about) && line.contains(part)).map(|(n, _)| n).collect()
}

#[test]
fn a_file_shows_what_the_kernel_held_at_each_record() {
    let mut hand = Hand::new();
    let (path, cli, server) = chat(&mut hand);
    let copy = tempfile::tempdir().unwrap();
    let copied = copy.path().join("chat.jsonl");
    std::fs::copy(&path, &copied).unwrap();
    drop(hand);
    let mut hand = Hand::new();
    command(&mut hand, AppCommand::OpenSession(copied.clone()));
    hand.wait("all of it", |hand| {
        (hand.state().reading.is_some() && hand.state().snapshot.progress.is_none()).then_some(())
    });
    command(&mut hand, AppCommand::SelectSocket(Some(cli)));
    show(&mut hand, "Kernel");
    // How it was in the end.
    hand.see("Receive 0 B");
    hand.see("sampled at 00:");
    hand.see("rtt ");
    show(&mut hand, "Charts");
    hand.see("Queues: Receive 0 B, Send 0 B");
    hand.see("Bytes a second: ");
    hand.press("Switch to the light theme");
    picture(&mut hand, "kernel-file-light-en");
    hand.press("Switch to the dark theme");
    let waiting = records(&copied, cli, r#""inq":5000,"#)[0];
    command(&mut hand, AppCommand::Step(StepCommand::Begin(Some(waiting))));
    to(&mut hand, waiting);
    command(&mut hand, AppCommand::SelectSocket(Some(cli)));
    hand.see("Receive 5.0 kB");
    show(&mut hand, "Charts");
    hand.see("Queues: Receive 5.0 kB, Send 0 B");
    picture(&mut hand, "kernel-past-dark-en");
    assert!(hand.state().with_looks(Some(cli), |track| track.unwrap().looks().len()) >= 2);
    // A step goes on to the next thing that happened.
    command(&mut hand, AppCommand::Step(StepCommand::Records(1)));
    hand.wait("the moment", |hand| (!hand.state().stepping.as_ref()?.is_reading()).then_some(()));
    let at = hand.state().stepping.as_ref().unwrap().at();
    assert!(!records(&copied, cli, "").contains(&at) && !records(&copied, server, "").contains(&at), "{at}");
    // The listener, while the client waited.
    let queued = records(&copied, server, r#""accept":[1,5]"#)[0];
    to(&mut hand, queued);
    command(&mut hand, AppCommand::SelectSocket(Some(server)));
    hand.see("accept queue 1 of 5");
    to(&mut hand, 1);
    assert!(hand.state().kernel_look(server).is_none(), "nobody had looked");
}

#[test]
fn the_live_session_shows_what_was_seen_before_anybody_opened_a_panel() {
    let mut hand = Hand::new();
    let (path, cli, _) = chat(&mut hand);
    let waiting = records(&path, cli, r#""inq":5000,"#)[0];
    command(&mut hand, AppCommand::Step(StepCommand::Begin(Some(waiting))));
    to(&mut hand, waiting);
    command(&mut hand, AppCommand::SelectSocket(Some(cli)));
    show(&mut hand, "Kernel");
    hand.see("Receive 5.0 kB");
    command(&mut hand, AppCommand::Step(StepCommand::Leave));
    // The charts of what is now begin with what was.
    show(&mut hand, "Charts");
    hand.see("Queues: Receive 0 B, Send 0 B");
    let queue = |look: &sockscope::app::Look| look.sample.receive_queue == Some(5000);
    assert!(hand.state().with_looks(Some(cli), |track| track.unwrap().looks().any(queue)));
    // Of all of them together too.
    hand.press("All sockets");
    hand.see("Connections: 2");
    assert!(hand.state().with_looks(None, |track| track.unwrap().looks().len()) >= 2);
}
