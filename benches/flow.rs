//! The speed of the real paths, each beside the bare minimum loop that does the same bytes, in one run.
//!
//! `cargo bench` prints a ratio a line: how many times the bare loop's time our path takes. Ratios say something on any
//! machine; times do not, so nothing is asserted. Traffic stays on loopback and is bounded.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)] // a bench, run by hand

use crossbeam_channel::bounded;
use sockscope::call::{Address, Call, Clock, Name, Outcome, SocketId, Value, number_of};
use sockscope::net::{Engine, KeepReceiving, Reply, Request};
use sockscope::session::{Recorder, RecorderOptions, Session};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

const STREAM_BYTES: usize = 512 << 20;
const DATAGRAMS: usize = 100_000;
const CALLS: usize = 20_000;

fn main() {
    // `cargo test --benches` only compiles and starts it.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    report("512 MiB by TCP, keep receiving, recorded", bare_stream(), recorded_stream());
    report("20,000 getsockname calls, each recorded", bare_calls(), recorded_calls());
    report("100,000 datagrams of 64 B, recorded", bare_datagrams(), recorded_datagrams());
}

fn report(what: &str, bare: Duration, ours: Duration) {
    let ratio = ours.as_secs_f64() / bare.as_secs_f64();
    println!("{what}: {ratio:.2} x the bare loop ({bare:.2?} bare, {ours:.2?} ours)");
}

fn sender(work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    Builder::new().name("sender".to_owned()).spawn(work).unwrap()
}

fn flood(mut stream: TcpStream) {
    let block = vec![0xa5_u8; 64 << 10];
    for _ in 0..STREAM_BYTES / block.len() {
        stream.write_all(&block).unwrap();
    }
}

fn bare_stream() -> Duration {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let sender = sender(move || flood(TcpStream::connect(address).unwrap()));
    let (mut peer, _) = listener.accept().unwrap();
    let start = Instant::now();
    let mut block = vec![0; 64 << 10];
    while peer.read(&mut block).unwrap() > 0 {}
    sender.join().unwrap();
    start.elapsed()
}

fn bare_calls() -> Duration {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let start = Instant::now();
    for _ in 0..CALLS {
        std::hint::black_box(socket.local_addr().unwrap());
    }
    start.elapsed()
}

/// A pace that a receiver can hold: what is lost in the kernel would be compared with what is not.
fn blast(to: SocketAddr) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    for n in 0..DATAGRAMS {
        socket.send_to(&[n as u8; 64], to).unwrap();
        if n % 64 == 0 {
            std::thread::sleep(Duration::from_micros(100));
        }
    }
}

fn bare_datagrams() -> Duration {
    let receiver = UdpSocket::bind("127.0.0.1:0").unwrap();
    receiver.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let to = receiver.local_addr().unwrap();
    let start = Instant::now();
    let sender = sender(move || blast(to));
    let (mut block, mut got, mut last) = ([0; 2048], 0, start);
    while got < DATAGRAMS && receiver.recv_from(&mut block).is_ok() {
        (got, last) = (got + 1, Instant::now());
    }
    sender.join().unwrap();
    println!("bare: {got} of {DATAGRAMS} datagrams arrived");
    last - start
}

/// An engine whose events are recorded to a file in a folder of its own.
struct Bench {
    engine: Engine,
    recorder: Option<Recorder>,
    session: Arc<Session>,
    _folder: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::start_now();
        let (events, seen) = bounded(64);
        let engine = Engine::start(clock, events).unwrap();
        let (dir, app) = (folder.path().to_owned(), "bench".to_owned());
        let options = RecorderOptions { dir, clock, app, waker: Arc::new(|| {}), events: seen };
        let recorder = Recorder::start(options).unwrap();
        Self { engine, session: recorder.session(), recorder: Some(recorder), _folder: folder }
    }

    fn make(&self, sid: SocketId, call: Call) -> Outcome {
        let (reply, answer) = bounded::<Reply>(1);
        let name = Name::new("", "s");
        let request = match call {
            Call::Socket { .. } => Request::new(sid, call).makes(name),
            _ => Request::new(sid, call).on(name),
        };
        self.engine.make(request.reply(reply));
        answer.recv().unwrap().outcome
    }

    fn socket(&self, kind: &str) -> SocketId {
        let sid = self.engine.new_socket_id();
        let (family, kind) = (number_of("AF_INET").unwrap(), number_of(kind).unwrap());
        assert!(self.make(sid, Call::Socket { family, kind, proto: 0 }).is_ok());
        sid
    }

    fn keep_receiving(&self, sid: SocketId) {
        self.engine
            .keep_receiving(sid, Some(KeepReceiving { on: Name::new("", "s"), size: 65_536, close_at_eof: false }));
    }

    /// Bytes and messages that the board has.
    fn received(&self, sid: SocketId) -> (u64, u64) {
        let snapshot = self.session.snapshot();
        snapshot.board.sockets.get(&sid).map_or((0, 0), |row| (row.received, row.messages_received))
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.engine.shutdown(Duration::from_secs(1));
        if let Some(recorder) = self.recorder.take() {
            recorder.finish(Duration::from_secs(5));
        }
    }
}

fn recorded_stream() -> Duration {
    let bench = Bench::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let sid = bench.socket("SOCK_STREAM");
    let address = Address::from(listener.local_addr().unwrap());
    assert!(bench.make(sid, Call::Connect { address }).is_ok());
    let (peer, _) = listener.accept().unwrap();
    let start = Instant::now();
    bench.keep_receiving(sid);
    let sender = sender(move || flood(peer));
    while bench.received(sid).0 < STREAM_BYTES as u64 {
        std::thread::sleep(Duration::from_millis(1));
    }
    sender.join().unwrap();
    start.elapsed()
}

fn recorded_calls() -> Duration {
    let bench = Bench::new();
    let sid = bench.socket("SOCK_DGRAM");
    let start = Instant::now();
    for _ in 0..CALLS {
        assert!(bench.make(sid, Call::GetSockName).is_ok());
    }
    start.elapsed()
}

fn recorded_datagrams() -> Duration {
    let bench = Bench::new();
    let sid = bench.socket("SOCK_DGRAM");
    assert!(bench.make(sid, Call::Bind { address: Address::inet("127.0.0.1", 0) }).is_ok());
    let Outcome::Ok(Value::Address(Some(local))) = bench.make(sid, Call::GetSockName) else { panic!("no name") };
    let to = local.to_string().parse().unwrap();
    let start = Instant::now();
    bench.keep_receiving(sid);
    let sender = sender(move || blast(to));
    let (mut got, mut last) = (0, start);
    while got < DATAGRAMS as u64 && last.elapsed() < Duration::from_millis(300) {
        let now = bench.received(sid).1;
        if now > got {
            (got, last) = (now, Instant::now());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    sender.join().unwrap();
    println!("ours: {got} of {DATAGRAMS} datagrams arrived");
    last - start
}
