//! The window is the server of python clients, and a client that binds its own port first.

use super::support::hand::Hand;
use super::support::python::Python;
use sockscope::call::{Address, CallKind, Outcome};

/// Connects, reads, and does as it is told: `say TEXT`, `hear`, `reset`.
const CLIENT: &str = "import socket, struct, sys
s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print(s.getsockname()[1])
for line in sys.stdin:
    what, _, text = line.rstrip('\\n').partition(' ')
    if what == 'say':
        s.sendall(text.encode())
    elif what == 'hear':
        print(s.recv(1024).decode())
    elif what == 'reset':
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        s.close()
    if what != 'hear':
        print('done')";

fn client(host: &str, port: i64) -> Python {
    let mut command = std::process::Command::new("python3");
    Python::spawn(command.env("PYTHONUTF8", "1").args(["-u", "-c", CLIENT, host, &port.to_string()]))
}

fn text(outcome: &Outcome) -> String {
    String::from_utf8(outcome.data().expect("data").to_vec()).unwrap()
}

fn serve(host: &str, family: &str) {
    let mut hand = Hand::new();
    let server = hand.new_socket("server/s", family, "SOCK_STREAM");
    let port = hand.bind(host, 0);
    hand.chip(CallKind::Listen);
    hand.type_in("Backlog", "5");
    assert!(hand.make_chosen(CallKind::Listen).is_ok());

    let names = ["server/conn", "server/conn2", "server/conn3"];
    let mut clients = Vec::new();
    for name in names {
        hand.select("server/s");
        let mut peer = client(host, port);
        let peer_port = i64::from(peer.number());
        assert!(hand.make(CallKind::Accept).is_ok());
        let conn = hand.named(name);
        let row = hand.socket(conn, "the client's name", |row| row.peer.is_some());
        assert_eq!((row.peer.as_ref().and_then(Address::port), row.listener), (Some(peer_port), Some(server)));
        clients.push(peer);
    }
    for (name, peer) in names.iter().zip(&mut clients) {
        assert!(hand.say(name, "Hello!").is_ok());
        peer.tell("hear");
        assert_eq!(peer.line(), "Hello!");
    }
    for (name, peer) in names.iter().zip(&mut clients) {
        peer.tell("say 你好，服务器");
        assert_eq!(peer.line(), "done");
        assert_eq!(text(&hand.receive(name)), "你好，服务器");
        hand.see("你好，服务器");
        assert!(hand.say(name, "欢迎，客户端").is_ok());
        peer.tell("hear");
        assert_eq!(peer.line(), "欢迎，客户端");
    }
    clients[1].tell("reset");
    assert_eq!(clients[1].line(), "done");
    assert_eq!(hand.receive(names[1]), Outcome::Errno(libc::ECONNRESET));
    hand.see("conn2 recv 1024 failed, ECONNRESET");
    hand.see("ECONNRESET (104)");
    clients[0].tell("say 再见");
    assert_eq!(text(&hand.receive(names[0])), "再见", "the others go on");
}

#[test]
fn three_clients_are_served_over_ipv4() {
    serve("127.0.0.1", "AF_INET");
}

#[test]
fn three_clients_are_served_over_ipv6() {
    serve("::1", "AF_INET6");
}

fn bound_client(host: &str, family: &str) {
    let mut server = Python::spawn(std::process::Command::new("python3").args([
        "-u",
        "-c",
        "import socket, sys
s = socket.create_server((sys.argv[1], 0), family=socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
print(s.getsockname()[1])
conn, address = s.accept()
print(address[1])
print(conn.recv(100).decode())",
        host,
    ]));
    let port = server.number();
    let mut hand = Hand::new();
    hand.new_socket("client/s", family, "SOCK_STREAM");
    let own = hand.bind(host, 0);
    assert!(hand.connect(host, port).is_ok());
    assert_eq!(i64::from(server.number()), own, "the server sees the port that was bound");
    assert!(hand.say("client/s", "你好").is_ok());
    assert_eq!(server.line(), "你好");
}

#[test]
fn a_client_binds_its_own_port_before_it_connects() {
    bound_client("127.0.0.1", "AF_INET");
    bound_client("::1", "AF_INET6");
}
