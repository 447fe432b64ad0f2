//! What needs a right or a limit of the whole process: in a child of this test program.

use super::bench::*;
use super::networks::ip;
use super::python::Python;
use sockscope::app::{AppCommand, NewSocket, PortMove};
use sockscope::call::{Address, Call, Name, OptionValue, Outcome};
use sockscope::net;
use std::process::Command;

/// Set in the child.
const CHILD: &str = "SOCKSCOPE_DOCTOR_CHILD";

/// Whether this is the child, which does the work; else the child is run, and has to end well.
fn is_child(test: &str) -> bool {
    if std::env::var_os(CHILD).is_some() {
        return true;
    }
    let program = std::env::current_exe().unwrap();
    let mut child = Command::new(program);
    let done = child.args([test, "--exact", "--test-threads=1"]).env(CHILD, "1").output().unwrap();
    assert!(
        done.status.success(),
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    false
}

/// Another user's server, with one client and a connection that is over: `postgres` to somebody who is not root.
const SERVES: &str = "import socket
s = socket.create_server(('127.0.0.1', 8000))
dial = lambda: (socket.create_connection(('127.0.0.1', 8000)), s.accept()[0])
kept, over = dial(), dial()
over[1].close()
over[0].close()
print(1)
open(0).read()";

#[test]
fn another_users_server() {
    if !net::is_root() || Command::new("ip").arg("-V").output().is_err() || !is_child("rights::another_users_server") {
        return;
    }
    net::leave_network().unwrap();
    ip("link set lo up");
    let mut theirs = Python::run(SERVES);
    theirs.number();
    net::become_nobody().unwrap();
    let mut board = Board::new();
    let s = board.tcp("server/s");
    let found = board.why(s, bind(8000));
    assert_eq!(found.cause(), "why-in-use-user", "{}", english(&found));
    assert!(english(&found).contains("A program of another user (uid 0) has 127.0.0.1:8000"), "{}", english(&found));
    assert!(!english(&found).contains("SO_REUSEADDR"), "{}", english(&found));
    // Its input ends, and so does it.
    drop(theirs);
}

#[test]
fn without_rights() {
    if !net::is_root() || !is_child("rights::without_rights") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let theirs = folder.path().join("s");
    let _theirs = std::os::unix::net::UnixListener::bind(&theirs).unwrap();
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::set_permissions(&theirs, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    // A network of its own has the usual limit of ports; loopback is not up, and need not be.
    net::leave_network().unwrap();
    net::become_nobody().unwrap();
    let mut board = Board::new();
    let s = board.tcp("server/s");
    let found = board.why(s, bind(80));
    assert_eq!(found.cause(), "why-privileged-port");
    assert!(english(&found).contains("Use port 8080 on every side"), "{}", english(&found));
    board.press_remedy(Some(s), &found, "Use port 8080");
    assert_eq!(board.row(s, "bound", |row| row.local.is_some()).local, Some(at(8080)));
    assert_eq!(board.state.ports_moved, [PortMove { from: 80, to: 8080, host: "127.0.0.1".into(), bar: [true; 2] }]);

    let low = option("SOL_SOCKET", "SO_MARK", OptionValue::Int(1));
    assert_eq!(board.why(s, low).cause(), "why-option-needs-root");

    let unix = board.socket("client/x", "AF_UNIX", TCP);
    use std::os::unix::ffi::OsStrExt as _;
    let address = Address::unix(theirs.as_os_str().as_bytes());
    assert_eq!(board.why(unix, Call::Connect { address }).cause(), "why-path-forbidden");
    let address = Address::unix("/proc/s");
    let bound = board.why(unix, Call::Bind { address });
    assert!(["why-path-forbidden-bind", "why-path-no-folder"].contains(&bound.cause()), "{}", english(&bound));

    let before = board.state.snapshot.rows;
    board.press(AppCommand::NewSocket(NewSocket {
        name: Name::new("client", "raw"),
        family: number("AF_INET"),
        kind: number("SOCK_RAW"),
        proto: number("IPPROTO_ICMP"),
        other: None,
    }));
    let made = board.wait("the refusal", |state| state.session().rows().row(before));
    let found = board.ask(made.sid, &made);
    assert_eq!(found.cause(), "why-raw-needs-root");
    assert!(english(&found).contains("[Make a SOCK_DGRAM socket of ICMP]"), "{}", english(&found));
}

#[test]
fn too_many_files() {
    if !is_child("rights::too_many_files") {
        return;
    }
    let mut board = Board::new();
    let s = board.tcp("server/s");
    board.well(s, Call::GetSockName);
    let open = std::fs::read_dir("/proc/self/fd").unwrap().count() as u64;
    net::limit_files(open + 4).unwrap();
    for _ in 0..12 {
        let call = Call::Dup;
        let outcome = board.call(s, call);
        if let Outcome::Errno(_) = outcome {
            let found = board.why_last(s, &outcome);
            assert_eq!(found.cause(), "why-too-many-open-of", "{}", english(&found));
            return;
        }
    }
    panic!("there are descriptors without end");
}
