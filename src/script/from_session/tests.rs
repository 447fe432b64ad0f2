//! Logs made by hand, and what they become.

use super::*;
use crate::script::file::read;

fn script_of(log: &str, options: &FromOptions) -> String {
    let header = "{\"netscript\":1,\"log\":1,\"n\":0,\"utc\":\"2026-11-22T14:05:09.000000000Z\",\"app\":\"t\"}\n";
    let lines: String = log
        .lines()
        .enumerate()
        .map(|(n, line)| format!("{{\"n\":{},\"t\":0.1,{}\n", n + 1, line.trim_start_matches('{')))
        .collect();
    let whole = format!("{header}{lines}");
    let mut out = Vec::new();
    from_session(|| Ok(whole.as_bytes()), options, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?} in {text}"));
    text
}

const SERVER: &str = r#"{"sid":1,"call":"socket","as":"srv","family":"AF_INET","type":"SOCK_STREAM","r":{"ok":null}}
{"sid":1,"call":"bind","on":"srv","address":["127.0.0.1",0],"r":{"ok":null}}
{"sid":1,"ev":"names","local":["127.0.0.1",40000]}
{"sid":1,"call":"listen","on":"srv","r":{"ok":null}}
{"sid":1,"call":"accept","on":"srv","as":"conn","async":true,"id":"w5","r":{"started":true}}
{"sid":2,"call":"socket","as":"cli","family":"AF_INET","type":"SOCK_STREAM","r":{"ok":null}}
{"sid":2,"call":"connect","on":"cli","address":["127.0.0.1",40000],"dur":0.1,"r":{"ok":null}}
{"sid":2,"ev":"names","local":["127.0.0.1",40001],"peer":["127.0.0.1",40000]}
{"sid":1,"do":"join","id":"w5","new":3,"dur":0.2,"r":{"ok":{"addr":["127.0.0.1",40001]}}}
{"sid":3,"ev":"names","local":["127.0.0.1",40000],"peer":["127.0.0.1",40001]}
"#;

#[test]
fn chosen_ports_become_variables_and_waits_stay_two_lines() {
    let script = script_of(SERVER, &FromOptions { keep_results: true, title: Some("t".into()) });
    let want = r#"{"netscript":1,"title":"t","net":"loopback"}
{"call":"socket","as":"srv","family":"AF_INET","type":"SOCK_STREAM","expect":{"ok":null}}
{"call":"bind","on":"srv","address":["127.0.0.1",0],"expect":{"ok":null}}
{"call":"getsockname","on":"srv","save":"addr1"}
{"call":"listen","on":"srv","expect":{"ok":null}}
{"call":"accept","on":"srv","as":"conn","async":true,"id":"w5"}
{"call":"socket","as":"cli","family":"AF_INET","type":"SOCK_STREAM","expect":{"ok":null}}
{"call":"connect","on":"cli","address":"${addr1}","expect":{"ok":null}}
{"do":"join","id":"w5","timeout":5.0}
"#;
    assert_eq!(script, want);
}

#[test]
fn keep_receiving_becomes_one_exact_receive() {
    let kept = |text: &str| {
        let len = text.len();
        format!(
            r#"{{"sid":3,"call":"recv","on":"conn","size":65536,"by":"keep","r":{{"ok":{{"len":{len},"text":"{text}"}}}}}}"#
        )
    };
    let send = r#"{"sid":2,"call":"sendall","on":"cli","data":"x","r":{"ok":null}}"#;
    let plain = script_of(&format!("{SERVER}{}\n{}\n{send}", kept("abc"), kept("de")), &FromOptions::default());
    assert!(plain.contains("{\"call\":\"recv_exact\",\"on\":\"conn\",\"size\":5}\n"), "{plain}");
    let mixed = script_of(&format!("{SERVER}{}\n{send}\n{}", kept("abc"), kept("de")), &FromOptions::default());
    let at = |text: &str| mixed.find(text).unwrap_or_else(|| panic!("{text} in {mixed}"));
    assert!(at("\"recv_exact\",\"on\":\"conn\",\"size\":5,\"async\":true") < at("sendall"));
    assert!(at("sendall") < at("\"join\",\"id\":\"keep"));
    let end = script_of(&format!("{SERVER}{}\n{}", kept("abc"), kept("")), &FromOptions::default());
    assert!(end.ends_with("\"size\":3}\n{\"call\":\"recv\",\"on\":\"conn\",\"size\":65536}\n"), "{end}");
}

#[test]
fn labels_that_come_again_and_paths_of_ones_own() {
    let log = r#"{"sid":1,"call":"socket","as":"s","family":"AF_UNIX","type":"SOCK_STREAM","r":{"ok":null}}
{"sid":1,"call":"bind","on":"s","address":"/tmp/ns123/room.sock","r":{"ok":null}}
{"sid":1,"call":"close","on":"s","r":{"ok":null}}
{"sid":2,"call":"socket","as":"s","family":"AF_UNIX","type":"SOCK_STREAM","r":{"ok":null}}
{"sid":2,"call":"connect","on":"s","address":"/tmp/ns123/room.sock","r":{"err":"ECONNREFUSED","no":111}}
{"sid":2,"call":"connect","on":"s","address":"/run/other","r":{"err":"ENOENT","no":2}}
{"sid":2,"call":"recv","on":"s","size":9,"async":true,"id":"w9","r":{"started":true}}
{"sid":2,"do":"join","id":"w9","dur":1,"r":{"stopped":true,"done":0}}
{"sid":7,"call":"close","on":"before","r":{"ok":null}}"#;
    let script = script_of(log, &FromOptions { keep_results: true, title: None });
    let want = r#"{"netscript":1,"net":"none"}
{"call":"socket","as":"s","family":"AF_UNIX","type":"SOCK_STREAM","expect":{"ok":null}}
{"call":"bind","on":"s","address":"${tmp}/room.sock","expect":{"ok":null}}
{"call":"close","on":"s","expect":{"ok":null}}
{"call":"socket","as":"s~2","family":"AF_UNIX","type":"SOCK_STREAM","expect":{"ok":null}}
{"call":"connect","on":"s~2","address":"${tmp}/room.sock","expect":{"err":"ECONNREFUSED"}}
{"call":"connect","on":"s~2","address":"/run/other","expect":{"err":"ENOENT"}}
"#;
    assert_eq!(script, want);
}

#[test]
fn what_cannot_wait_is_one_line_however_slow_it_was() {
    let log = r#"{"sid":1,"call":"socket","as":"s","async":true,"id":"w1","r":{"started":true}}
{"sid":1,"do":"join","id":"w1","dur":0.01,"r":{"ok":null}}
{"sid":1,"call":"close","on":"s","r":{"ok":null}}"#;
    let script = script_of(log, &FromOptions::default());
    assert!(script.contains("\"as\":\"s\"") && script.ends_with("{\"call\":\"close\",\"on\":\"s\"}\n"), "{script}");
    assert!(!script.contains("async") && !script.contains("join"), "{script}");
}

#[test]
fn large_data_fits_its_lines() {
    let line =
        |data: &str| format!(r#"{SERVER}{{"sid":2,"call":"sendall","on":"cli","data":{data},"r":{{"ok":null}}}}"#);
    let script = script_of(&line(r#"{"repeat":"y","times":900000}"#), &FromOptions::default());
    assert!(script.contains(r#""data":{"repeat":{"hex":"79"},"times":900000}"#), "{script}");
    let script = script_of(&line(r#"{"seq":700000}"#), &FromOptions::default());
    assert!(script.contains(r#""data":{"seq":700000}"#));
    let script = script_of(
        &line(r#"{"cat":[{"repeat":{"hex":"ff"},"times":600000},{"hex":"00"},{"seq":500000}]}"#),
        &FromOptions::default(),
    );
    assert_eq!(script.matches("\"sendall\"").count(), 3);
    assert!(script.lines().all(|line| line.len() < 1 << 20));
}

#[test]
fn addresses_are_mapped_and_outcomes_expected_again() {
    let log = r#"{"sid":1,"call":"socket","as":"srv","family":"AF_INET","type":"SOCK_STREAM","r":{"ok":null}}
{"sid":1,"call":"bind","on":"srv","address":["127.0.0.1",8000],"r":{"ok":null}}
{"sid":1,"ev":"names","local":["127.0.0.1",8000]}
{"sid":1,"call":"listen","on":"srv","r":{"ok":null}}
{"sid":2,"call":"socket","as":"cli","family":"AF_INET","type":"SOCK_STREAM","r":{"ok":null}}
{"sid":2,"call":"connect","on":"cli","address":["127.0.0.1",8000],"r":{"ok":null}}
{"sid":2,"ev":"names","local":["127.0.0.1",40001],"peer":["127.0.0.1",8000]}
{"sid":2,"call":"send","on":"cli","data":"hi","r":{"ok":2}}
{"sid":2,"call":"getsockname","on":"cli","r":{"ok":["127.0.0.1",40001]}}
{"sid":2,"call":"connect","on":"cli","address":["127.0.0.1",9],"r":{"err":"EISCONN","no":106}}"#;
    let header = "{\"netscript\":1,\"log\":1,\"n\":0,\"utc\":\"2026-11-22T14:05:09.000000000Z\",\"app\":\"t\"}\n";
    let lines = log.lines().enumerate();
    let lines: String =
        lines.map(|(n, line)| format!("{{\"n\":{},\"t\":0.1,{}\n", n + 1, line.trim_start_matches('{'))).collect();
    let whole = format!("{header}{lines}");
    let open = || Ok(whole.as_bytes());
    use crate::call::{Address, CallKind};
    let used = used_addresses(open).unwrap();
    let [server, nobody] = used.as_slice() else { panic!("{used:?}") };
    assert_eq!((&server.address, server.count), (&Address::inet("127.0.0.1", 8000), 2));
    assert_eq!(server.calls, [CallKind::Bind, CallKind::Connect]);
    assert_eq!((&nobody.address, nobody.is_bound()), (&Address::inet("127.0.0.1", 9), false));
    let script = |to: i64| {
        let again = run_again(open, &[(Address::inet("127.0.0.1", 8000), Address::inet("127.0.0.1", to))], None);
        let again = again.unwrap();
        let text = String::from_utf8(again.script.clone()).unwrap();
        read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?} in {text}"));
        for (line, shown) in &again.recorded {
            let line = text.lines().nth(*line as usize - 1).unwrap();
            assert!(line.contains("\"expect\""), "{shown}: {line}");
        }
        assert_eq!(again.recorded.len(), 8);
        text
    };
    let fixed = script(9000);
    assert_eq!(fixed.matches("[\"127.0.0.1\",9000]").count(), 2, "{fixed}");
    assert!(!fixed.contains("getsockname\",\"on\":\"srv\"") && !fixed.contains("8000"), "{fixed}");
    let free = script(0);
    assert!(free.contains("\"bind\",\"on\":\"srv\",\"address\":[\"127.0.0.1\",0]"), "{free}");
    assert!(free.contains("\"connect\",\"on\":\"cli\",\"address\":\"${addr1}\""), "{free}");
    assert!(free.contains("\"send\",\"on\":\"cli\",\"data\":\"hi\",\"expect\":{\"ok\":2}"), "{free}");
    assert!(free.contains("\"getsockname\",\"on\":\"cli\",\"expect\":{\"ok\":\"*\"}"), "{free}");
}
