//! What the log says is what the kernel was asked, socket by socket and in that order: strace beside it, where it is
//! installed.

use crate::file;
use sockscope::call::{Body, Call, Notice, SocketId};
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};

/// A file reads with as many receives as it needs.
const SOME_RECEIVES: &str = "recvfrom*";

/// The system calls of each socket, the sockets in the order in which they were made.
fn seen(trace: &str) -> Vec<Vec<String>> {
    let mut sockets: Vec<Vec<String>> = Vec::new();
    // Which socket a descriptor is, and what each thread is in the middle of.
    let (mut open, mut inside) = (HashMap::<String, usize>::new(), HashMap::<&str, String>::new());
    for line in trace.lines() {
        let (thread, rest) = line.split_once(' ').unwrap();
        let rest = rest.trim_start();
        // The end of a thread, which strace may not have a name for.
        if rest.starts_with(['?', '+']) {
            continue;
        }
        let (name, rest) = match rest.strip_prefix("<... ") {
            Some(_) => match inside.remove(thread) {
                Some(name) => (name, rest),
                None => continue,
            },
            None => {
                let (name, rest) = rest.split_once('(').unwrap();
                let fd: String = rest.chars().take_while(char::is_ascii_digit).collect();
                if name != "socket" {
                    let socket = *open.get(&fd).unwrap_or_else(|| panic!("a socket that nobody made: {line}"));
                    sockets[socket].push(name.to_owned() + if rest.contains("SO_ERROR") { " SO_ERROR" } else { "" });
                }
                (name.to_owned(), rest)
            }
        };
        if rest.ends_with("<unfinished ...>") {
            inside.insert(thread, name);
        } else if let ("socket" | "accept4", Some((_, fd))) = (name.as_str(), rest.rsplit_once(") = ")) {
            open.insert(fd.to_owned(), sockets.len());
            sockets.push(if name == "socket" { vec![name] } else { Vec::new() });
        }
    }
    for calls in &mut sockets {
        // How a connection under a timeout asks what came of it, as CPython does: a part of that call.
        let is_part = |at: usize| calls[at] == "getsockopt SO_ERROR" && at > 0 && calls[at - 1] == "connect";
        let own = (0..calls.len()).filter(|at| !is_part(*at)).map(|at| calls[at].clone()).collect();
        *calls = own;
    }
    sockets
}

/// The system calls that the log's records stand for.
fn told(log: &str) -> Vec<Vec<&'static str>> {
    let mut sockets: Vec<Vec<&'static str>> = Vec::new();
    let (mut places, mut owners) = (HashMap::<SocketId, usize>::new(), HashMap::<SocketId, SocketId>::new());
    let mut slow_files = HashMap::new();
    let mut made = |sockets: &mut Vec<Vec<&'static str>>, sid: SocketId| {
        *places.entry(sid).or_insert_with(|| {
            sockets.push(Vec::new());
            sockets.len() - 1
        })
    };
    for line in log.lines() {
        let record = sockscope::session::decode(line.as_bytes()).unwrap();
        let Some(sid) = record.sid else { continue };
        let sid = owners.get(&sid).copied().unwrap_or(sid);
        match record.body {
            Body::Call(call) => {
                if let Call::MakeFile { .. } = &call.call {
                    owners.extend(call.made.map(|new| (new, sid)));
                    // One that was slow is told of twice.
                    slow_files.extend(call.waits.map(|id| (id, sid)));
                }
                let place = made(&mut sockets, sid);
                sockets[place].extend(stands_for(&call.call));
                if let (Call::Accept, Some(new)) = (&call.call, call.made) {
                    made(&mut sockets, new);
                }
            }
            Body::Join(join) => match (slow_files.get(&join.id), join.made) {
                (Some(owner), Some(new)) => drop(owners.insert(new, *owner)),
                (None, Some(new)) => drop(made(&mut sockets, new)),
                (_, None) => {}
            },
            Body::Notice(Notice::Names { .. }) => {
                let place = made(&mut sockets, sid);
                sockets[place].extend(["getsockname", "getpeername"]);
            }
            Body::Notice(notice) => panic!("a look of which the log says nothing: {notice:?}"),
            _ => {}
        }
    }
    sockets
}

fn stands_for(call: &Call) -> Option<&'static str> {
    Some(match call {
        Call::Socket { .. } => "socket",
        Call::Bind { .. } => "bind",
        Call::Listen { .. } => "listen",
        Call::Accept => "accept4",
        Call::Connect { .. } => "connect",
        Call::SetSockOpt { .. } => "setsockopt",
        Call::GetSockName => "getsockname",
        Call::GetPeerName => "getpeername",
        Call::Send { .. } | Call::SendAll { .. } | Call::SendTo { .. } => "sendto",
        Call::Recv { .. } | Call::RecvFrom { .. } => "recvfrom",
        Call::RecvMsg { .. } => "recvmsg",
        Call::Shutdown { .. } => "shutdown",
        Call::ReadLine | Call::Read { .. } => SOME_RECEIVES,
        Call::Close | Call::MakeFile { .. } | Call::SetTimeout { .. } => return None,
        other => panic!("an example makes a call that this test does not know: {other:?}"),
    })
}

/// Whether these calls are those that were told.
fn agrees(seen: &[String], told: &[&str]) -> bool {
    match (seen, told) {
        ([], []) => true,
        (_, [SOME_RECEIVES, rest @ ..]) => {
            agrees(seen, rest) || matches!(seen, [first, more @ ..] if first == "recvfrom" && agrees(more, told))
        }
        ([first, seen @ ..], [wanted, told @ ..]) => first == wanted && agrees(seen, told),
        _ => false,
    }
}

fn traced(script: &Path, log: &Path, trace: &Path) -> bool {
    let done = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o", trace.to_str().unwrap()])
        .args([env!("CARGO_BIN_EXE_sockscope"), "run", script.to_str().unwrap(), "--log", log.to_str().unwrap()])
        .stdout(Stdio::null())
        .status()
        .unwrap();
    done.code() == Some(0)
}

#[cfg(target_os = "linux")]
#[test]
fn the_kernel_was_asked_what_the_log_says() {
    if Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
        eprintln!("skipped: strace is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for name in crate::examples::EXAMPLES {
        let (log, trace) = (folder.path().join(format!("{name}.log")), folder.path().join("trace"));
        if !traced(&file(&format!("examples/{name}.jsonl")), &log, &trace) {
            eprintln!("skipped: strace may not trace here");
            return;
        }
        let seen = seen(&std::fs::read_to_string(&trace).unwrap());
        let told = told(&std::fs::read_to_string(&log).unwrap());
        assert_eq!(seen.len(), told.len(), "{name}: {seen:?}\n{told:?}");
        for (seen, told) in seen.iter().zip(&told) {
            assert!(agrees(seen, told), "{name}: the kernel saw {seen:?}\nthe log says  {told:?}");
        }
    }
}

/// Below `any` names are looked up in the hosts file: not one socket is made for them.
#[cfg(target_os = "linux")]
#[test]
fn no_name_server_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let lines = [
        r#"{"netscript":1,"net":"loopback"}"#,
        r#"{"call":"getaddrinfo","host":"example.com","port":80,"type":"SOCK_STREAM","expect":{"err":"EAI_NONAME"}}"#,
        r#"{"call":"getaddrinfo","host":"127.0.0.1","port":80,"type":"SOCK_STREAM","expect":{"ok":"*"}}"#,
    ];
    std::fs::write(path("names.jsonl"), lines.join("\n")).unwrap();
    let is_there = Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !is_there || !traced(&path("names.jsonl"), &path("log"), &path("trace")) {
        eprintln!("skipped: strace is not installed, or may not trace here");
        return;
    }
    let trace = std::fs::read_to_string(path("trace")).unwrap();
    // A thread that ends while strace looks has a line without a call.
    let calls: Vec<_> = trace.lines().filter(|line| !line.contains("???(")).collect();
    assert!(calls.is_empty(), "{calls:?}");
}
