//! A page fetched from a real web server.

use super::support::hand::Hand;
use super::support::python::Python;
use sockscope::call::CallKind;

const SERVER: &str = "import http.server, socket, sys
class Server(http.server.ThreadingHTTPServer): address_family = socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET
server = Server((sys.argv[1], 0), http.server.SimpleHTTPRequestHandler)
print(server.server_port)
server.serve_forever()";

fn fetch(host: &str, family: &str) {
    let served = tempfile::tempdir().unwrap();
    let page: Vec<u8> = (0..4000_u32).flat_map(|n| format!("{n} 你好\r\n\r\n").into_bytes()).collect();
    std::fs::write(served.path().join("page.html"), &page).unwrap();
    let mut command = std::process::Command::new("python3");
    let mut server = Python::spawn(command.args(["-u", "-c", SERVER, host]).current_dir(served.path()));
    let port = server.number();

    let mut hand = Hand::new();
    let client = hand.new_socket("client/s", family, "SOCK_STREAM");
    assert!(hand.connect(host, port).is_ok());
    hand.chip(CallKind::SendAll);
    let request = "GET /page.html HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n";
    hand.type_in("Data", request);
    assert!(hand.make_chosen(CallKind::SendAll).is_ok());
    hand.chip(CallKind::Recv);
    hand.type_in("Size", "1024");
    hand.press("Repeat recv(1024) until b''");
    let row = hand.socket(client, "the end of the page", |row| row.eof_received());
    hand.see("↓ 0 B, EOF");
    assert!(row.messages_received >= page.len() as u64 / 1024, "each piece is a record of its own");
    hand.wait("every row", |hand| {
        let rows = hand.state().session().rows();
        (0..hand.state().snapshot.rows).all(|k| rows.row(k).is_some()).then_some(())
    });
    let pieces = hand.calls(client, CallKind::Recv);
    assert_eq!(pieces.iter().map(|row| row.received_len).sum::<u64>(), row.received);
    assert!(pieces.iter().all(|row| row.received_len <= 1024));

    let saved = hand.folder().join("saved.html");
    hand.press_tab("Data");
    hand.press("Copy and save");
    hand.choose("Save after the first blank line…");
    hand.type_in("Path of the file", &saved.display().to_string());
    hand.press("Save");
    hand.see(&format!("{} bytes saved to", page.len()));
    assert!(std::fs::read(&saved).unwrap() == page, "the saved page is the served one");
}

#[test]
fn a_page_is_fetched_over_ipv4() {
    fetch("127.0.0.1", "AF_INET");
}

#[test]
fn a_page_is_fetched_over_ipv6() {
    fetch("::1", "AF_INET6");
}
