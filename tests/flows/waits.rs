//! Calls that wait: shown, stopped from their row within 200 ms, the socket usable after.

use super::support::hand::{Hand, button};
use super::support::python::Python;
use egui::PointerButton;
use sockscope::call::{CallKind, Outcome, SocketId};
use sockscope::session::Row;
use std::time::{Duration, Instant};

/// From the press to the end of the call.
const LIMIT: Duration = Duration::from_millis(200);

impl Hand {
    /// Presses *Stop* in the row of a waiting call, and measures until its end is seen (without the time that this test's
    /// own frames take to draw) and until it was there by the session's clock.
    #[track_caller]
    fn stop_in_log(&mut self, sid: SocketId, waits: &Row) -> Outcome {
        let kind = waits.record.call.kind();
        self.wait("the socket waits", |hand| hand.state().socket(sid).filter(|row| !row.waiting.is_empty()).map(drop));
        self.see(" waits, since ");
        let at = self.button_beginning("Stop ", "waits");
        let [moved, pressed, released] = button(at, PointerButton::Primary);
        self.h.event(moved);
        self.h.event(pressed);
        self.h.step();
        let (now, begun) = (self.state().now(), Instant::now());
        self.h.event(released);
        let mut drawing = Duration::ZERO;
        let row = self.wait("the end", |hand| {
            let since = Instant::now();
            hand.h.step();
            drawing += since.elapsed();
            let row = hand.calls(sid, kind).into_iter().find(|row| row.n == waits.n)?;
            (row.record.outcome != Outcome::Waiting).then_some(row)
        });
        let after = begun.elapsed().saturating_sub(drawing);
        assert!(after < LIMIT, "{} is seen to end {after:?} after Stop, frames not counted", kind.name());
        let end = row.t + row.record.took.expect("it ended");
        assert!(end < now + LIMIT, "{} ended at {end:?}, Stop was pressed at {now:?}", kind.name());
        self.see("stopped");
        self.see_no(" waits, since ");
        self.socket(sid, "no wait", |row| row.waiting.is_empty());
        self.h.step();
        row.record.outcome.clone()
    }

    /// The *Stop* of a log row: its name holds the call line, which has an opening bracket.
    #[track_caller]
    fn button_beginning(&mut self, beginning: &str, what: &str) -> egui::Pos2 {
        self.locate(what, move |label| label.starts_with(beginning) && label.contains('('))
    }
}

fn stopped(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Stopped { .. })
}

#[test]
fn accept_and_recv() {
    let mut hand = Hand::new();
    let server = hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    let port = hand.bind("127.0.0.1", 0);
    assert!(hand.make(CallKind::Listen).is_ok());
    hand.chip(CallKind::Accept);
    let waits = hand.go(CallKind::Accept);
    hand.see(&format!("accept waits until a client connects to 127.0.0.1:{port}"));
    assert!(stopped(&hand.stop_in_log(server, &waits)));

    let _client = Python::run(&format!(
        "import socket\ns = socket.create_connection(('127.0.0.1', {port}))\ninput()\ns.sendall(b'late')\ninput()"
    ));
    assert!(hand.make(CallKind::Accept).is_ok(), "the listener still accepts");
    let conn = hand.select("server/conn");
    hand.chip(CallKind::Recv);
    let waits = hand.go(CallKind::Recv);
    hand.see("recv waits: nothing has come from ");
    assert!(stopped(&hand.stop_in_log(conn, &waits)));
    let mut client = _client;
    client.tell("");
    hand.chip(CallKind::Recv);
    assert_eq!(hand.make_chosen(CallKind::Recv).data().unwrap()[..], b"late"[..], "it still receives");
}

#[test]
fn connect_to_a_full_backlog() {
    let mut peer = Python::run(
        "import socket
s = socket.create_server(('127.0.0.1', 0), backlog=0)
print(s.getsockname()[1])
waiting = []
for _ in range(4):
    c = socket.socket()
    c.settimeout(0.2)
    waiting.append(c)
    try: c.connect(s.getsockname())
    except OSError: break
print('full')
input()
for c in waiting: c.close()
while True: s.accept()",
    );
    let port = peer.number();
    assert_eq!(peer.line(), "full");
    let mut hand = Hand::new();
    let client = hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    hand.chip(CallKind::Connect);
    hand.type_in("Port", &port.to_string());
    let waits = hand.go(CallKind::Connect);
    hand.see(&format!("connect waits for 127.0.0.1:{port} to answer"));
    assert!(stopped(&hand.stop_in_log(client, &waits)));
    peer.tell("");
    assert!(hand.make(CallKind::GetSockName).is_ok(), "the socket is still usable");
    assert!(hand.make(CallKind::FileNo).is_ok());
}

#[test]
fn recvfrom() {
    let mut hand = Hand::new();
    let own = hand.new_socket("server/u", "AF_INET", "SOCK_DGRAM");
    let port = hand.bind("127.0.0.1", 0);
    hand.chip(CallKind::RecvFrom);
    let waits = hand.go(CallKind::RecvFrom);
    hand.see("recvfrom waits until a datagram comes");
    assert!(stopped(&hand.stop_in_log(own, &waits)));
    let _peer = Python::run(&format!(
        "import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'late', ('127.0.0.1', {port}))"
    ));
    assert_eq!(hand.make(CallKind::RecvFrom).data().unwrap()[..], b"late"[..], "it still receives");
}

#[test]
fn send_to_a_peer_that_does_not_read() {
    let mut peer = Python::run(
        "import socket
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
s.bind(('127.0.0.1', 0))
s.listen()
print(s.getsockname()[1])
c, _ = s.accept()
input()
total = 0
while True:
    data = c.recv(65536)
    if not data: break
    total += len(data)
print(total)",
    );
    let port = peer.number();
    let mut hand = Hand::new();
    let client = hand.new_socket("client/s", "AF_INET", "SOCK_STREAM");
    hand.chip(CallKind::SetSockOpt);
    hand.press("Option SO_REUSEADDR");
    hand.choose("SO_SNDBUF");
    hand.type_in("Value", "4096");
    assert!(hand.make_chosen(CallKind::SetSockOpt).is_ok());
    assert!(hand.connect("127.0.0.1", port).is_ok());
    hand.chip(CallKind::SendAll);
    hand.type_in("Data", &"x".repeat(6000));
    let waits = loop {
        hand.chip(CallKind::SendAll);
        let row = hand.go(CallKind::SendAll);
        let settled = hand.wait("sendall waits or returns", |hand| {
            let found = hand.calls(client, CallKind::SendAll).into_iter().find(|found| found.n == row.n)?;
            let waits = found.record.outcome == Outcome::Waiting;
            let long = hand.state().now().saturating_sub(found.t) > Duration::from_millis(100);
            (!waits || long).then_some(waits)
        });
        if settled {
            break row;
        }
        assert!(hand.calls(client, CallKind::SendAll).len() < 100, "the buffers fill");
    };
    hand.see("sendall waits: the peer does not read, and the buffers are full");
    let Outcome::Stopped { done } = hand.stop_in_log(client, &waits) else { panic!("stopped") };
    let sent = hand.socket(client, "what was sent", |row| row.waiting.is_empty()).sent;
    assert!(done <= 6000 && sent >= done);
    peer.tell("");
    assert!(hand.say("client/s", "end").is_ok(), "it still sends");
    assert!(hand.make(CallKind::Close).is_ok());
    assert_eq!(peer.line(), (sent + 3).to_string(), "every byte that is told as sent arrived");
}
