//! There and back: a session's capture, imported, has the same bytes in the same streams and the same datagrams.

use crate::{example, export, said, scripts, session, sockscope};
use sockscope::call::{Body, Call, Outcome, Value};
use sockscope::session::decode;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What moved in a session: the streams that each socket sent and received, the datagrams, and how connections ended.
#[derive(Debug, Default, PartialEq, Eq)]
struct Moved {
    sent: Vec<Vec<u8>>,
    received: Vec<Vec<u8>>,
    datagrams: [Vec<Vec<u8>>; 2],
    errors: Vec<String>,
    sends: usize,
}

fn moved(session: &[u8]) -> Moved {
    let mut out = Moved::default();
    let mut streams: [BTreeMap<u64, Vec<u8>>; 2] = Default::default();
    for line in session.split_inclusive(|byte| *byte == b'\n') {
        let record = decode(line).unwrap();
        let Body::Call(call) = record.body else { continue };
        let sid = record.sid.unwrap().0;
        match (&call.call, &call.outcome) {
            (Call::Send { data, .. }, Outcome::Ok(_)) => {
                streams[0].entry(sid).or_default().extend(data.iter());
                out.sends += 1;
            }
            (Call::SendTo { data, .. }, Outcome::Ok(_)) => out.datagrams[0].push(data.to_vec()),
            (_, Outcome::Ok(Value::Data(data))) => streams[1].entry(sid).or_default().extend(data.iter()),
            (_, Outcome::Ok(Value::DataFrom(data, _))) => out.datagrams[1].push(data.to_vec()),
            (call, Outcome::Errno(number)) => {
                out.errors.push(format!("{} {}", call.kind().name(), sockscope::call::errno_name(*number).unwrap()));
            }
            _ => {}
        }
    }
    let [sent, received] = streams.map(|all| all.into_values().filter(|bytes| !bytes.is_empty()).collect());
    (out.sent, out.received) = (sent, received);
    out
}

/// The capture of a session as a session again.
fn there_and_back(log: &Path) -> (Moved, PathBuf) {
    let capture = log.with_extension("back.pcapng");
    export(log, &["pcapng", "-o", capture.to_str().unwrap()]);
    let back = log.with_extension("back.jsonl");
    let output = sockscope(&["import", capture.to_str().unwrap(), "-o", back.to_str().unwrap()]);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
    let to_stdout = sockscope(&["import", capture.to_str().unwrap()]).stdout;
    let text = std::fs::read(&back).unwrap();
    assert!(text == to_stdout);
    (moved(&text), back)
}

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
const PAGE: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<h1>Hi!</h1>\n";

#[test]
fn streams_come_back_with_their_edges() {
    let folder = tempfile::tempdir().unwrap();
    let (page, back) = there_and_back(&example(folder.path(), "1-web-get"));
    assert_eq!((page.sent, page.sends), (vec![REQUEST.to_vec(), PAGE.to_vec()], 2));
    assert_eq!(page.received, [PAGE, REQUEST]);
    let shown = sockscope(&["show", back.to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("c1.connect"), "{shown:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&back).unwrap().permissions().mode() & 0o777, 0o600);
    }

    let (chat, back) = there_and_back(&example(folder.path(), "3-chat-chinese"));
    assert_eq!(chat.sent, ["你好，小红！\n".as_bytes(), "收到 👍\n再见".as_bytes()]);
    assert_eq!((chat.received.len(), chat.sends, chat.errors), (2, 3, vec![]));
    // And once more: the imported session is a session like any other.
    let (again, _) = there_and_back(&back);
    assert_eq!((again.sent, again.received), (chat.sent, chat.received));
}

#[test]
fn a_big_stream_over_ipv6_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (big, _) = there_and_back(&session(folder.path(), "big", &scripts::big_stream()));
    assert!(big.sent == [scripts::big(), b"got it".to_vec()]);
    assert!(big.received == [b"got it".to_vec(), scripts::big()]);
}

#[test]
fn unix_streams_come_back_as_tcp() {
    let folder = tempfile::tempdir().unwrap();
    let (unix, _) = there_and_back(&session(folder.path(), "unix", scripts::UNIX));
    let all = [&b"\xe4\xbd\xa0\xe5\xa5\xbd \x00\xff\x0a"[..], b"one\ntwo\n", b"through the pair"];
    assert_eq!(unix.sent, all);
    assert_eq!(unix.received, [all[1], all[0], all[2]]);
}

#[test]
fn datagrams_come_back_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, _) = there_and_back(&session(folder.path(), "datagrams", scripts::DATAGRAMS));
    let all = [&b"ping"[..], b"pong pong", b"", b"unix datagram", b"back"];
    assert_eq!(ours.datagrams, [all.map(<[u8]>::to_vec), all.map(<[u8]>::to_vec)]);
}

#[test]
fn resets_and_refusals_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let (resets, _) = there_and_back(&session(folder.path(), "resets", scripts::RESETS));
    // The connect that was refused waited: its end is no line of a call.
    assert_eq!(resets.errors, ["recv ECONNRESET", "recv ECONNRESET"]);
    assert_eq!(resets.sent, [b"never read".to_vec(), b"read".to_vec()]);
}

#[test]
fn other_programs_files_are_read_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let log = example(folder.path(), "1-web-get");
    let capture = log.with_extension("pcapng");
    export(&log, &["pcapng", "-o", capture.to_str().unwrap()]);
    for format in ["pcap", "nsecpcap", "pcapng"] {
        let other = folder.path().join(format!("other.{format}"));
        let arguments = ["-F", format, capture.to_str().unwrap(), other.to_str().unwrap()];
        match std::process::Command::new("editcap").args(arguments).output() {
            Err(_) => return eprintln!("editcap is not installed: not tried"),
            Ok(output) => assert!(output.status.success(), "{output:?}"),
        }
        let output = sockscope(&["import", other.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", said(&output));
        assert_eq!(moved(&output.stdout).sent, [REQUEST, PAGE], "{format}");
    }
}

#[test]
fn what_cannot_be_imported_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let log = example(folder.path(), "1-web-get");
    let capture = log.with_extension("pcapng");
    export(&log, &["pcapng", "-o", capture.to_str().unwrap()]);
    let name = capture.to_str().unwrap();
    let run = |arguments: &[&str]| {
        let output = sockscope(&[&["import"], arguments].concat());
        (output.status.code(), said(&output), output.stdout)
    };
    let (status, words, out) = run(&[log.to_str().unwrap()]);
    assert!(status == Some(2) && words.contains("neither pcap nor pcapng") && out.is_empty(), "{words}");
    assert_eq!(run(&["/nowhere/x.pcap"]).0, Some(2));
    assert_eq!(run(&[folder.path().to_str().unwrap()]).0, Some(2));
    assert_eq!(run(&[name, "-o", log.to_str().unwrap()]).0, Some(3));
    assert_eq!(run(&[name, "-o", name, "--force"]).0, Some(3));
    assert_eq!(run(&[name, "-o", "/nowhere/x.jsonl"]).0, Some(3));
    // Cut, and damaged: the part before is there, and it is said.
    let whole = std::fs::read(&capture).unwrap();
    let cut = folder.path().join("cut.pcapng");
    std::fs::write(&cut, &whole[..whole.len() - 9]).unwrap();
    let (status, words, out) = run(&[cut.to_str().unwrap()]);
    assert!(status == Some(0) && words.contains("not whole") && !out.is_empty(), "{words}");
    std::fs::write(&cut, [&whole[..], &[6, 0, 0, 0, 3, 0, 0, 0]].concat()).unwrap();
    let (status, words, out) = run(&[cut.to_str().unwrap()]);
    assert!(status == Some(2) && words.contains(&format!("at byte {}", whole.len())), "{words}");
    assert_eq!(moved(&out).sent, [REQUEST, PAGE]);
}
