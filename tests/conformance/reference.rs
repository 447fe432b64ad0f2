//! Every case of the reference, and the results that CPython gave.

use crate::{file, sockscope, status};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// The results of a file of result lines, by case; only the keys that are compared.
fn results(text: &str) -> HashMap<String, Vec<Value>> {
    let mut found: HashMap<String, Vec<Value>> = HashMap::new();
    for line in text.lines() {
        let Value::Object(mut entries) = serde_json::from_str(line).unwrap() else { panic!("{line}") };
        let case = entries.remove("case").unwrap().as_str().unwrap().to_owned();
        let keys = ["step", "call", "do", "async", "on", "r", "skipped"];
        let kept: Map<_, _> = entries.into_iter().filter(|(key, _)| keys.contains(&key.as_str())).collect();
        found.entry(case).or_default().push(kept.into());
    }
    found
}

/// Equal as Python has it: 2 and 2.0 are the same number.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

#[cfg(target_os = "linux")]
#[test]
fn every_case_answers_as_cpython_does() {
    assert_eq!(compared("cases.jsonl", "expected.jsonl"), 115);
}

/// States, arguments, files, names and waits beyond those: made by systematic and random comparison with CPython 3.11.
#[cfg(target_os = "linux")]
#[test]
fn so_do_many_more() {
    assert!(compared("more_cases.jsonl", "more_expected.jsonl") > 800);
}

/// Runs the cases, and holds their results against the expected ones; how many those are.
#[cfg(target_os = "linux")]
fn compared(cases: &str, expected: &str) -> usize {
    let cases = file(cases);
    let output = sockscope(&["run", cases.to_str().unwrap(), "--net", "any"]);
    let got = results(&String::from_utf8(output.stdout.clone()).unwrap());
    let want = results(&std::fs::read_to_string(file(expected)).unwrap());
    assert_eq!(status(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let mut different = Vec::new();
    for (case, want) in &want {
        let got = got.get(case).map(Vec::as_slice).unwrap_or_default();
        if let Some(why) = got.first().and_then(|line| line.get("skipped")) {
            eprintln!("case {case} was skipped: it needs {why}");
            continue;
        }
        for at in 0..want.len().max(got.len()) {
            let (want, got) = (want.get(at), got.get(at));
            if !want.zip(got).is_some_and(|(want, got)| same(want, got)) {
                different.push(format!("{case}\n  want {want:?}\n  got  {got:?}"));
            }
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
    want.len()
}

#[test]
fn checking_names_the_line_and_the_reason() {
    let good = sockscope(&["check", file("cases.jsonl").to_str().unwrap()]);
    assert_eq!(status(&good), 0);
    let folder = tempfile::tempdir().unwrap();
    let bad = folder.path().join("bad\u{202e}.jsonl");
    std::fs::write(&bad, "{\"netscript\":1}\n{\"call\":\"close\",\"on\":\"\u{202e}s\"}\n").unwrap();
    for command in ["check", "run"] {
        let output = sockscope(&[command, bad.to_str().unwrap()]);
        let said = String::from_utf8([output.stdout.clone(), output.stderr.clone()].concat()).unwrap();
        assert_eq!(status(&output), 2, "{said}");
        assert!(said.contains(":2: no line before it makes") && !said.contains('\u{202e}'), "{said}");
    }
    assert_eq!(status(&sockscope(&["check", "/nonexistent"])), 2);
    assert_eq!(status(&sockscope(&["run", file("cases.jsonl").to_str().unwrap(), "--case", "no-such-case"])), 2);
}

#[test]
fn the_exit_status_tells_how_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("s.jsonl");
    let run = |expect: &str, more: &[&str]| {
        let text = format!("{{\"netscript\":1}}\n{{\"call\":\"socket\",\"as\":\"s\",\"expect\":{expect}}}\n");
        std::fs::write(&script, text).unwrap();
        status(&sockscope(&[&["run", script.to_str().unwrap()], more].concat()))
    };
    assert_eq!(run("{\"ok\":null}", &[]), 0);
    assert_eq!(run("{\"err\":\"EIO\"}", &[]), 1);
    assert_eq!(run("{\"good\":1}", &[]), 2);
    let log = folder.path().join("log.jsonl");
    assert_eq!(run("{\"ok\":null}", &["--log", log.to_str().unwrap()]), 0);
    assert_eq!(run("{\"ok\":null}", &["--log", log.to_str().unwrap()]), 3, "never over a file that is there");
    assert_eq!(run("{\"ok\":null}", &["--log", "/nonexistent/log.jsonl"]), 3);
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_nobody_takes_end_it() {
    let script = file("examples/1-web-get.jsonl");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sockscope"));
    let ended =
        command.args(["run", script.to_str().unwrap()]).stdout(full).stderr(std::process::Stdio::null()).status();
    assert_eq!(ended.unwrap().code(), Some(3));
}
