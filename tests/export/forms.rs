//! Tables, text, bytes, dumps, lines and scripts.

use crate::{example, export, scripts, session, sockscope, tool};
use std::path::Path;

#[test]
fn every_form_of_every_example() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["1-web-get", "2-accept-print", "3-chat-chinese", "4-udp-echo", "5-unix-seqpacket"] {
        let log = example(folder.path(), name);
        assert_eq!(export(&log, &["jsonl"]), std::fs::read(&log).unwrap(), "{name}");
        let text = String::from_utf8(export(&log, &["text"])).unwrap();
        assert!(text.contains("srv = socket.socket(") && !text.contains('\r'), "{text}");
        let csv = String::from_utf8(export(&log, &["csv"])).unwrap();
        assert!(csv.starts_with("n,time,socket,call,") && csv.ends_with("\r\n"), "{csv}");
        let markdown = String::from_utf8(export(&log, &["markdown"])).unwrap();
        assert!(markdown.contains("```mermaid\nsequenceDiagram\n") && markdown.ends_with("```\n"), "{markdown}");
        let script = folder.path().join(format!("{name}.back.jsonl"));
        std::fs::write(&script, export(&log, &["script"])).unwrap();
        let output = sockscope(&["run", script.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", crate::said(&output));
    }
}

#[test]
fn the_diagram_has_each_message_once() {
    let folder = tempfile::tempdir().unwrap();
    let log = example(folder.path(), "3-chat-chinese");
    let markdown = String::from_utf8(export(&log, &["markdown"])).unwrap();
    let diagram = markdown.split("sequenceDiagram\n").nth(1).unwrap();
    assert_eq!(
        diagram.lines().map(str::trim).collect::<Vec<_>>(),
        [
            "participant p1 as 小明",
            "participant p2 as srv",
            "p1-->>p2: connect → None",
            "participant p3 as 小红",
            "p1->>p3: 19 B 你好，小红！#92;n",
            "p3->>p1: 12 B 收到 👍#92;n",
            "p1-->>p3: shutdown",
            "p3->>p1: 6 B 再见",
            "```",
        ]
    );
}

#[test]
fn bytes_of_one_direction_come_back_from_a_dump() {
    let folder = tempfile::tempdir().unwrap();
    let log = session(folder.path(), "big", &scripts::big_stream());
    assert!(export(&log, &["raw", "--socket", "cli", "--sent"]) == scripts::big());
    assert!(export(&log, &["raw", "--socket", "conn", "--received"]) == scripts::big());
    let log = example(folder.path(), "3-chat-chinese");
    let one = ["--socket", "小明", "--received"];
    let raw = export(&log, &[&["raw"], &one[..]].concat());
    assert_eq!(raw, "收到 👍\n再见".as_bytes());
    let dump = folder.path().join("one.txt");
    std::fs::write(&dump, export(&log, &[&["hexdump"], &one[..]].concat())).unwrap();
    if let Some(back) = tool("xxd", &["-r"], &dump) {
        assert_eq!(back, raw);
    }
    let (all, packets) = (folder.path().join("all.txt"), folder.path().join("all.pcap"));
    std::fs::write(&all, export(&log, &["hexdump"])).unwrap();
    let names = [all.to_str().unwrap(), packets.to_str().unwrap()];
    if tool("text2pcap", &["-q", "-T", "1000,50000", names[0], names[1]], &all).is_some() {
        let fields = ["-r", names[1], "-T", "fields", "-e", "tcp.payload"];
        let payloads = String::from_utf8(tool("tshark", &fields, &packets).unwrap()).unwrap();
        let payloads: Vec<&str> = payloads.lines().collect();
        let hello: String = "你好，小红！\n".bytes().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((payloads.len(), payloads[0], payloads[1]), (7, &*hello, &*hello));
    }
}

#[test]
fn a_selection_is_a_session_too() {
    let folder = tempfile::tempdir().unwrap();
    let log = session(folder.path(), "big", &scripts::big_stream());
    for (selection, calls) in [
        (&["--socket", "cli"][..], 5),
        (&["--call", "connect", "--call", "listen"], 2),
        (&["--sent"], 2),
        (&["--received", "--socket", "conn"], 2),
        (&["--errors"], 0),
        (&["--from", "1000"], 0),
        (&["--to-time", "1000", "--call", "close"], 2),
    ] {
        let part = folder.path().join("part.log");
        std::fs::write(&part, export(&log, &[&["jsonl"], selection].concat())).unwrap();
        // Read again, it is the same calls.
        let csv = |path: &Path, selection: &[&str]| {
            let text = String::from_utf8(export(path, &[&["csv"], selection].concat())).unwrap();
            // The number is another, and whom a socket is connected to is told by records that are left out.
            let cells = |row: &str| {
                let first: Vec<&str> = row.split(',').skip(1).take(3).collect();
                (first.join(","), row.rsplit(',').next().unwrap().to_owned())
            };
            text.lines().skip(1).map(cells).collect::<Vec<_>>()
        };
        assert_eq!(csv(&part, &[]).len(), calls, "{selection:?}");
        assert!(csv(&part, &[]) == csv(&log, selection), "{selection:?}");
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let log = example(folder.path(), "1-web-get");
    let log = log.to_str().unwrap();
    let there = folder.path().join("there.csv");
    std::fs::write(&there, "mine").unwrap();
    let there = there.to_str().unwrap();
    let nowhere = folder.path().join("no/where");
    let damaged = folder.path().join("damaged.log");
    let text = std::fs::read_to_string(log).unwrap();
    let cut = text.lines().nth(4).map(|line| text.find(line).unwrap()).unwrap();
    std::fs::write(&damaged, format!("{}{{\"n\":4,oops}}\n{}", &text[..cut], &text[cut..])).unwrap();
    let damaged = damaged.to_str().unwrap();
    for (arguments, status, words) in [
        (&[there, "--to", "csv"][..], 2, "is not a session"),
        (&[folder.path().join("1-web-get.jsonl").to_str().unwrap(), "--to", "csv"], 2, "is a script"),
        (&["/does/not/exist", "--to", "csv"], 2, "ENOENT"),
        (&[damaged, "--to", "text"], 2, "line 5 is damaged"),
        (&[damaged, "--to", "script"], 2, "line 5 is damaged"),
        (&[log, "--to", "raw"], 2, "--socket NAME"),
        (&[log, "--to", "pcapng", "--errors"], 2, "pcapng cannot be limited by --errors"),
        (&[log, "--to", "script", "--socket", "web"], 2, "script cannot be limited by --socket"),
        (&[log, "--to", "csv", "-o", there], 3, "exists already"),
        (&[log, "--to", "csv", "--force", "-o", log], 3, "the session itself"),
        (&[log, "--to", "csv", "-o", nowhere.to_str().unwrap()], 3, "ENOENT"),
    ] {
        let output = sockscope(&[&["export"], arguments].concat());
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {}", crate::said(&output));
        assert!(crate::said(&output).contains(words), "{arguments:?}: {}", crate::said(&output));
    }
    assert_eq!(std::fs::read(there).unwrap(), b"mine");
    assert_eq!(sockscope(&["export", log, "--to", "csv", "--force", "-o", there]).status.code(), Some(0));
    assert!(std::fs::read(there).unwrap().starts_with(b"n,time,"));
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().ends_with(".part")), "{left:?}");
}

#[test]
fn a_torn_tail_is_left_out_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let log = example(folder.path(), "1-web-get");
    let bytes = std::fs::read(&log).unwrap();
    std::fs::write(&log, &bytes[..bytes.len() - 5]).unwrap();
    let output = sockscope(&["export", log.to_str().unwrap(), "--to", "jsonl"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(crate::said(&output).contains("torn line"), "{}", crate::said(&output));
    assert!(bytes.starts_with(&output.stdout) && output.stdout.ends_with(b"\n"));
}

/// What the kernel held is in the session and in none of its other forms; a comparison does not look at it.
#[test]
fn samples_are_carried_by_the_session_alone() {
    let folder = tempfile::tempdir().unwrap();
    let plain = example(folder.path(), "1-web-get");
    let text = std::fs::read_to_string(&plain).unwrap();
    let n = text.lines().count();
    let line = format!(
        r#"{{"n":{n},"t":9.000000000,"sid":1,"ev":"sample","held":8.500000000,"rcvbuf":131072,"accept":[0,1],"tcp":"LISTEN","sacked":1,"new":{{"key":[1.50]}}}}"#
    );
    let log = folder.path().join("sampled.jsonl");
    std::fs::write(&log, format!("{text}{line}\n")).unwrap();
    for form in ["pcapng", "csv", "text", "markdown", "python", "c", "script", "hexdump", "svg", "png"] {
        assert!(export(&plain, &[form]) == export(&log, &[form]), "{form}");
    }
    let raw = ["raw", "--socket", "web", "--sent"];
    assert_eq!(export(&log, &raw), export(&plain, &raw));
    assert_eq!(export(&log, &["jsonl"]), format!("{text}{line}\n").into_bytes());
    let of_one = String::from_utf8(export(&log, &["jsonl", "--socket", "srv"])).unwrap();
    assert!(of_one.contains(r#""new":{"key":[1.50]}}"#), "what is not known is kept: {of_one}");
    assert!(!String::from_utf8(export(&log, &["jsonl", "--socket", "web"])).unwrap().contains(r#""sample""#));
    let (plain, log) = (plain.to_str().unwrap(), log.to_str().unwrap());
    assert_eq!(sockscope(&["show", plain]).stdout, sockscope(&["show", log]).stdout);
    assert_eq!(sockscope(&["compare", plain, log]).status.code(), Some(0));
}
