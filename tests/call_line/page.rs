//! A page fetched from a real `python3 -m http.server`, typed and pasted.

use super::desk::{line, open, paste};
use super::support::python::Python;
use sockscope::app::LineState;
use sockscope::call::{By, CallKind};

/// `http.server`, on a port that the kernel chose.
const SERVER: &str = "import http.server, os, tempfile
os.chdir(tempfile.mkdtemp())
open('index.html', 'w').write('<h1>hello</h1>')
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass
server = http.server.HTTPServer(('127.0.0.1', 0), Quiet)
print(server.server_port)
server.serve_forever()";

#[test]
fn a_page_is_fetched_line_by_line() {
    let mut server = Python::run(SERVER);
    let port = server.number();
    let mut hand = open();
    super::desk::side(&mut hand, "client");
    for typed in ["import socket", "s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)"] {
        assert_eq!(line(&mut hand, typed).state, LineState::Done, "{typed}");
    }
    line(&mut hand, &format!("s.connect((\"127.0.0.1\", {port}))"));
    let sent = line(&mut hand, r#"s.send(b"GET / HTTP/1.0\r\n\r\n")"#);
    assert_eq!(sent.shown.as_deref(), Some("18"));
    let got = line(&mut hand, "data = s.recv(1024)");
    assert!(got.shown.unwrap().starts_with("b'HTTP/1.0 200 OK"));
    hand.see("b'HTTP/1.0 200 OK");
    assert_eq!(line(&mut hand, "print(data[:8].decode())").shown.as_deref(), Some("HTTP/1.0"));
    assert_eq!(line(&mut hand, "s.close()").state, LineState::Done);
    let client = hand.wait("the socket", |hand| hand.state().snapshot.board.sockets.keys().next().copied());
    let rows = hand.wait("the calls", |hand| Some(hand.calls(client, CallKind::Close)).filter(|rows| !rows.is_empty()));
    assert_eq!(rows[0].record.by, By::Line);
    assert_eq!(rows[0].record.on.as_ref().unwrap().to_string(), "client/s");
}

#[test]
fn a_page_is_fetched_by_pasted_lines_and_their_comments_are_notes() {
    let mut server = Python::run(SERVER);
    let port = server.number();
    let mut hand = open();
    super::desk::on(&mut hand, "client");
    let lines = format!(
        "from socket import *\n\nHOST = '127.0.0.1'\nPORT = {port}\n# a socket first\ns = socket(AF_INET, SOCK_STREAM)\n\
         s.connect((HOST, PORT))  # to the server\nwith s:\n    s.sendall('GET / HTTP/1.0\\r\\n\\r\\n'.encode())\n    \
         head = s.recv(15)\nprint(head.decode())"
    );
    paste(&mut hand, &lines);
    super::desk::rested(&mut hand, "client");
    assert_eq!(super::desk::newest(&hand).unwrap().shown.as_deref(), Some("HTTP/1.0 200 OK"));
    hand.wait("the notes", |hand| {
        let notes: Vec<String> = hand
            .state()
            .notes
            .marks()
            .iter()
            .map(|(_, mark)| mark.note.clone())
            .filter(|note| !note.is_empty())
            .collect();
        (notes == ["a socket first", "to the server"]).then_some(())
    });
    let client = hand.state().snapshot.board.sockets.keys().next().copied().unwrap();
    hand.socket(client, "closed by with", |row| !row.open);
}
