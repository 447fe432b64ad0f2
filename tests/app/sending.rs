//! What is sent over a while: to real peers, counted by them.

use super::board::Board;
use sockscope::app::{
    AppCommand, Content, MessageCommand, Outgoing, RepeatPlan, SavedMessage, SendCall, SendCommand, SendCounts,
    Sending, State, Step,
};
use sockscope::bytes::Recipe;
use sockscope::call::{Address, By, Call, SocketId};
use sockscope::locale::{Language, Message, words};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const MILLI: Duration = Duration::from_millis(1);

/// A socket of the board that is connected to a peer of this test.
fn connected(board: &mut Board, name: &str) -> (SocketId, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let sid = board.socket(name, "AF_INET", "SOCK_STREAM");
    let address = Address::from(listener.local_addr().unwrap());
    assert!(board.call(sid, Call::Connect { address }).is_ok());
    let (peer, _) = listener.accept().unwrap();
    peer.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    board.row(sid, "the peer's name", |row| row.peer.is_some());
    (sid, peer)
}

fn outgoing(what: Content, to: &[SocketId]) -> Outgoing {
    Outgoing { what, call: SendCall::SendAll, to: to.to_vec(), address: None, repeat: None, label: None }
}

fn bytes(data: &[u8]) -> Content {
    Content::Bytes(data.into())
}

fn go(board: &mut Board, outgoing: Outgoing) -> u64 {
    board.press(AppCommand::Sending(SendCommand::Go(outgoing)));
    board.state.sendings.list().last().expect("it goes on").id
}

fn stop(board: &mut Board, id: u64) {
    board.press(AppCommand::Sending(SendCommand::Stop(id)));
}

fn of(state: &State, id: u64) -> &Sending {
    state.sendings.get(id).expect("it is in sight")
}

/// How it ended: the counts, the words, and whether it was trouble.
fn ended(board: &mut Board, id: u64) -> (SendCounts, String, bool) {
    board.wait("the end of the sending", |state| {
        let sending = of(state, id);
        let over = sending.over.as_ref()?;
        Some((sending.counts(), say(&over.message), over.is_trouble))
    })
}

fn say(message: &Message) -> String {
    words(Language::English, message)
}

/// Waits until its call has been in the kernel for a while: the peer does not read.
fn is_blocked(board: &mut Board, id: u64) {
    board.wait("a call that waits", |state| of(state, id).waits().filter(|waits| *waits > 200 * MILLI));
}

/// All that the peer is sent until the other end is closed.
fn rest(mut peer: TcpStream) -> Vec<u8> {
    let mut got = Vec::new();
    peer.read_to_end(&mut got).unwrap();
    got
}

fn pattern(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at % 251) as u8 ^ (at >> 16) as u8).collect()
}

fn file(board: &Board, content: &[u8]) -> PathBuf {
    let path = board.folder.path().join("sent.bin");
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn a_repeat_sends_as_often_as_it_was_told() {
    let mut board = Board::new();
    let (one, peer_one) = connected(&mut board, "client/one");
    let (two, peer_two) = connected(&mut board, "client/two");
    let repeat = Some(RepeatPlan { every: 2 * MILLI, count: Some(50) });
    let id = go(&mut board, Outgoing { repeat, ..outgoing(bytes(b"ping"), &[one, two]) });
    let (counts, words, is_trouble) = ended(&mut board, id);
    assert_eq!((counts.calls, counts.bytes, counts.failed, counts.total), (100, 400, 0, Some(100)));
    assert_eq!((words.as_str(), is_trouble), ("Done: 100 messages sent, 400 B", false));
    for (sid, peer) in [(one, peer_one), (two, peer_two)] {
        let calls = board.calls(sid);
        let by = By::Other("program:repeat".into());
        assert_eq!(calls.iter().filter(|row| row.record.by == by).count(), 50);
        board.call(sid, Call::Close);
        assert_eq!(rest(peer), b"ping".repeat(50));
    }
    board.press(AppCommand::Sending(SendCommand::Dismiss(id)));
    assert!(board.state.sendings.list().is_empty());
}

#[test]
fn macros_are_filled_in_at_each_send_and_the_log_has_what_was_sent() {
    let mut board = Board::new();
    let (sid, peer) = connected(&mut board, "client/s");
    let recipe = |text: &str, fills| Recipe { text: text.to_owned(), fills, ..Recipe::default() };
    let repeat = Some(RepeatPlan { every: 2 * MILLI, count: Some(3) });
    let filled = Content::Filled(recipe("{{COUNTER}}={{COUNTER}};", true));
    let id = go(&mut board, Outgoing { repeat, ..outgoing(filled, &[sid]) });
    ended(&mut board, id);
    // Once, through the saved messages: one with the switch, one without.
    let message = |text: &str, fills| SavedMessage { recipe: recipe(text, fills), ..SavedMessage::default() };
    let messages = vec![message("{{COUNTER}}!", true), message("{{COUNTER}}?", false)];
    board.press(AppCommand::Messages(MessageCommand::Add(messages)));
    board.press(AppCommand::SelectSocket(Some(sid)));
    let ids: Vec<u64> = board.state.messages.all().iter().map(|message| message.id).collect();
    for (number, id) in ids.into_iter().enumerate() {
        board.press(AppCommand::Messages(MessageCommand::Send(id)));
        board.wait("the send", |state| (state.socket(sid)?.messages_sent == 4 + number as u64).then_some(()));
    }
    let sent: Vec<String> = board
        .calls(sid)
        .iter()
        .filter_map(|row| row.record.call.sent().map(|data| String::from_utf8_lossy(data).into_owned()))
        .collect();
    assert_eq!(sent, ["1=1;", "2=2;", "3=3;", "4!", "{{COUNTER}}?"]);
    board.call(sid, Call::Close);
    assert_eq!(rest(peer), sent.concat().as_bytes());
}

#[test]
fn a_repeat_to_a_peer_that_went_away_says_so_and_the_others_go_on() {
    let mut board = Board::new();
    let (gone, peer) = connected(&mut board, "client/gone");
    let (here, mut other) = connected(&mut board, "client/here");
    let repeat = Some(RepeatPlan { every: 5 * MILLI, count: None });
    let alone = go(&mut board, Outgoing { repeat, ..outgoing(bytes(b"alone"), &[gone]) });
    let both = go(&mut board, Outgoing { repeat, ..outgoing(bytes(b"x"), &[gone, here]) });
    board.wait("a few of each", |state| [alone, both].iter().all(|id| of(state, *id).counts().calls > 3).then_some(()));
    drop(peer);
    let (counts, words, is_trouble) = ended(&mut board, alone);
    assert!(is_trouble && words.starts_with("Stopped by itself: "), "{words}");
    let why = say(&counts.trouble.unwrap());
    assert!(why.starts_with("client/gone: sendall to 127.0.0.1:"), "{why}");
    assert!(why.contains("EPIPE (32)") || why.contains("ECONNRESET (104)"), "{why}");
    // The other one is still sent to.
    let before = board.wait("the one that is lost", |state| {
        let sending = of(state, both);
        (!sending.troubles.is_empty()).then(|| sending.each()[1].calls)
    });
    board.wait("more to the other", |state| (of(state, both).each()[1].calls > before + 3).then_some(()));
    let each = of(&board.state, both).each();
    assert!(each[0].is_lost && !each[1].is_lost);
    stop(&mut board, both);
    let (counts, _, is_trouble) = ended(&mut board, both);
    assert!(!is_trouble && counts.failed == 1);
    let sent = of(&board.state, both).each()[1].bytes;
    board.call(here, Call::Close);
    let mut got = Vec::new();
    other.read_to_end(&mut got).unwrap();
    assert_eq!(got.len() as u64, sent);
}

#[test]
fn a_file_arrives_whole_at_everyone() {
    let mut board = Board::new();
    let content = pattern((3 << 20) + 17);
    let path = file(&board, &content);
    let (one, peer_one) = connected(&mut board, "client/one");
    let (two, peer_two) = connected(&mut board, "client/two");
    let readers = [peer_one, peer_two]
        .map(|peer| std::thread::Builder::new().name("peer".to_owned()).spawn(move || rest(peer)).expect("a thread"));
    // `send` was chosen: a file goes whole all the same.
    let id = go(&mut board, Outgoing { call: SendCall::Send, ..outgoing(Content::File(path), &[one, two]) });
    let (counts, words, is_trouble) = ended(&mut board, id);
    assert_eq!((counts.bytes, counts.total), (2 * content.len() as u64, Some(2 * content.len() as u64)));
    assert_eq!((words.as_str(), is_trouble), ("All of the file is sent: 6,291,490 bytes", false));
    board.call(one, Call::Close);
    board.call(two, Call::Close);
    for reader in readers {
        assert!(reader.join().unwrap() == content);
    }
}

#[test]
fn a_cancelled_file_says_how_many_bytes_the_kernel_took() {
    let mut board = Board::new();
    let content = pattern(32 << 20);
    let path = file(&board, &content);
    let (sid, peer) = connected(&mut board, "client/s");
    let id = go(&mut board, outgoing(Content::File(path), &[sid]));
    is_blocked(&mut board, id);
    stop(&mut board, id);
    let (counts, words, is_trouble) = ended(&mut board, id);
    assert!(counts.bytes > 0 && counts.bytes < content.len() as u64 && !is_trouble);
    let told: String = words.chars().filter(char::is_ascii_digit).collect();
    assert!(words.starts_with("Stopped: the kernel took ") && told == format!("{}33554432", counts.bytes), "{words}");
    board.call(sid, Call::Close);
    let got = rest(peer);
    assert_eq!(got.len() as u64, counts.bytes);
    assert!(content.starts_with(&got));
}

#[test]
fn a_blocked_repeat_stops_and_counts_what_was_taken() {
    let mut board = Board::new();
    let (sid, peer) = connected(&mut board, "client/s");
    let repeat = Some(RepeatPlan { every: MILLI, count: None });
    let id = go(&mut board, Outgoing { repeat, ..outgoing(bytes(&pattern(1 << 20)), &[sid]) });
    is_blocked(&mut board, id);
    let waiting = board.row(sid, "one call that waits", |row| row.waiting.len() == 1);
    assert!(waiting.open, "no calls pile up behind it");
    stop(&mut board, id);
    let (counts, _, is_trouble) = ended(&mut board, id);
    assert!(!is_trouble);
    board.call(sid, Call::Close);
    assert_eq!(rest(peer).len() as u64, counts.bytes);
}

#[test]
fn starts_that_a_long_wait_held_up_are_left_out_and_counted() {
    let mut board = Board::new();
    let (sid, peer) = connected(&mut board, "client/s");
    let repeat = Some(RepeatPlan { every: MILLI, count: None });
    let id = go(&mut board, Outgoing { repeat, ..outgoing(bytes(&pattern(1 << 20)), &[sid]) });
    board.wait("a wait of over a second", |state| of(state, id).waits().filter(|waits| *waits > 1100 * MILLI));
    assert_eq!(of(&board.state, id).counts().skipped, 0, "not known before the call is back");
    let reader = std::thread::Builder::new().name("peer".to_owned()).spawn(move || rest(peer)).unwrap();
    board.wait("starts that were left out", |state| (of(state, id).counts().skipped > 1000).then_some(()));
    stop(&mut board, id);
    let sent = ended(&mut board, id).0.bytes;
    board.call(sid, Call::Close);
    assert_eq!(reader.join().unwrap().len() as u64, sent);
}

#[test]
fn a_datagram_peer_that_went_away_ends_the_repeat() {
    let mut board = Board::new();
    let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
    let sid = board.socket("client/u", "AF_INET", "SOCK_DGRAM");
    let address = Address::from(peer.local_addr().unwrap());
    assert!(board.call(sid, Call::Connect { address }).is_ok());
    let repeat = Some(RepeatPlan { every: 2 * MILLI, count: None });
    let id = go(&mut board, Outgoing { repeat, call: SendCall::Send, ..outgoing(bytes(b"status?"), &[sid]) });
    board.wait("a few datagrams", |state| (of(state, id).counts().calls > 3).then_some(()));
    drop(peer);
    let (counts, _, is_trouble) = ended(&mut board, id);
    let why = say(&counts.trouble.unwrap());
    assert!(is_trouble && why.contains("ECONNREFUSED (111)"), "{why}");
}

#[test]
fn a_sequence_keeps_its_order_and_its_rounds() {
    let mut board = Board::new();
    let (sid, peer) = connected(&mut board, "client/s");
    let step = |name: &str, wait: u32| Step {
        name: name.to_owned(),
        data: name.as_bytes().into(),
        filled: None,
        then_wait: wait * MILLI,
    };
    let steps = vec![step("hello ", 20), step("again ", 0), step("bye;", 5)];
    let repeat = Some(RepeatPlan { every: MILLI, count: Some(2) });
    let id = go(&mut board, Outgoing { repeat, ..outgoing(Content::Sequence(steps), &[sid]) });
    let (counts, words, _) = ended(&mut board, id);
    assert_eq!((counts.calls, counts.total), (6, Some(6)));
    assert_eq!(words, "Done: 6 messages sent, 32 B");
    assert_eq!(of(&board.state, id).step().as_deref(), Some("bye;"));
    board.call(sid, Call::Close);
    assert_eq!(rest(peer), b"hello again bye;hello again bye;");

    let (sid, peer) = connected(&mut board, "client/t");
    let endless = vec![step("one", 0), step("two", 3_600_000), step("never", 0)];
    let id = go(&mut board, outgoing(Content::Sequence(endless), &[sid]));
    board.wait("the long wait", |state| (of(state, id).counts().calls == 2).then_some(()));
    stop(&mut board, id);
    ended(&mut board, id);
    board.call(sid, Call::Close);
    assert_eq!(rest(peer), b"onetwo");
}

#[test]
fn what_cannot_be_read_is_said() {
    let mut board = Board::new();
    let (sid, _peer) = connected(&mut board, "client/s");
    let folder = board.folder.path().to_owned();
    let (empty, pipe) = (folder.join("empty"), folder.join("pipe"));
    std::fs::File::create(&empty).unwrap().flush().unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut why = |path: &Path| {
        let id = go(&mut board, outgoing(Content::File(path.to_owned()), &[sid]));
        let (counts, words, is_trouble) = ended(&mut board, id);
        assert!(is_trouble && counts.calls == 0 && counts.trouble.is_some());
        words
    };
    assert!(why(&folder.join("missing")).contains("ENOENT (2)"));
    assert!(why(&folder).contains("EISDIR (21)"));
    assert!(why(&empty).ends_with("is empty: nothing was sent"));
    assert!(why(&pipe).ends_with("is a pipe or a device, not a file: nothing was sent"));
}

#[test]
fn a_name_for_several_sockets_is_looked_up_once_and_all_of_them_send() {
    let mut board = Board::new();
    let peer = UdpSocket::bind("127.0.0.1:0").unwrap();
    peer.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let port = peer.local_addr().unwrap().port();
    let sockets = ["client/one", "client/two"].map(|name| board.socket(name, "AF_INET", "SOCK_DGRAM"));
    let address = Some(Address::inet("localhost", port.into()));
    let call = SendCall::SendTo;
    let id = go(&mut board, Outgoing { call, address: address.clone(), ..outgoing(bytes(b"to a name"), &sockets) });
    assert_eq!(ended(&mut board, id).0.calls, 2);
    let mut buffer = [0; 64];
    for _ in &sockets {
        assert_eq!(peer.recv(&mut buffer).unwrap(), 9);
    }
    let found = Address::inet("127.0.0.1", port.into());
    let sent = board.calls(sockets[1]).last().unwrap().record.call.clone();
    assert_eq!(sent.address(), Some(&found));

    // A file goes in datagrams that come whole.
    let content = pattern(5000);
    let path = file(&board, &content);
    let id = go(&mut board, Outgoing { call, address, ..outgoing(Content::File(path), &sockets[..1]) });
    assert!(!ended(&mut board, id).2);
    let (mut got, mut buffer) = (Vec::new(), [0; 2048]);
    while got.len() < content.len() {
        let filled = peer.recv(&mut buffer).unwrap();
        got.extend_from_slice(&buffer[..filled]);
    }
    assert!(got == content);
}

#[test]
fn quitting_ends_what_goes_on_also_where_it_waits() {
    let mut board = Board::new();
    let path = file(&board, &pattern(16 << 20));
    let (one, _deaf) = connected(&mut board, "client/one");
    let (two, _peer) = connected(&mut board, "client/two");
    let id = go(&mut board, outgoing(Content::File(path), &[one]));
    let repeat = Some(RepeatPlan { every: MILLI, count: None });
    go(&mut board, Outgoing { repeat, ..outgoing(bytes(b"tick"), &[two]) });
    is_blocked(&mut board, id);
    let quit = Instant::now();
    board.state.shut_down();
    assert!(quit.elapsed() < Duration::from_secs(1), "{:?}", quit.elapsed());
}
