//! How far a script may reach: told on the resolved address, before any call is made.

use crossbeam_channel::bounded;
use serde_json::{Value, json};
use sockscope::call::Clock;
use sockscope::net::Engine;
use sockscope::script::{CaseRun, Net, read};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

/// Runs the steps of one case, with names that a test knows, and gives their results.
fn run(net: Net, steps: &[&str]) -> Vec<Value> {
    let text = format!("{{\"netscript\":1}}\n{}\n", steps.join("\n"));
    let script = read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault:?}")).script;
    let engine = Engine::start(Clock::start_now(), bounded(1).0).unwrap();
    engine.set_host_names(Arc::new(|name| {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        match name {
            "near.example" => vec![ip("127.0.0.1")],
            "far.example" => vec![ip("10.0.0.1")],
            "both.example" => vec![ip("127.0.0.1"), ip("10.0.0.1")],
            "turned.example" => vec![ip("10.0.0.1"), ip("127.0.0.1")],
            "six.example" => vec![ip("2001:db8::1"), ip("::1")],
            "mapped.example" => vec![ip("::ffff:10.0.0.1")],
            _ => Vec::new(),
        }
    }));
    let mut case = CaseRun::start(engine.clone(), net).unwrap();
    let results = script.cases[0].steps.iter().map(|step| {
        let result = case.step(step);
        let is_refused = result.r == json!({ "err": "argument", "why": "net" });
        assert_eq!(result.refused.is_some(), is_refused, "{result:?}");
        result.r
    });
    let results = results.collect();
    engine.shutdown(Duration::from_secs(5));
    results
}

fn is_refused(r: &Value) -> bool {
    *r == json!({ "err": "argument", "why": "net" })
}

const TCP: &str = r#"{"call":"socket","as":"s"}"#;
const UDP: &str = r#"{"call":"socket","as":"s","type":"SOCK_DGRAM"}"#;
const TCP6: &str = r#"{"call":"socket","as":"s","family":"AF_INET6"}"#;
const UDP6: &str = r#"{"call":"socket","as":"s","family":"AF_INET6","type":"SOCK_DGRAM"}"#;
const LOCAL: &str = r#"{"call":"socket","as":"s","family":"AF_UNIX"}"#;

#[test]
fn loopback_by_any_spelling_passes_and_nothing_else() {
    for (socket, step, passes) in [
        (TCP, r#"{"call":"connect","on":"s","address":["0x7f.1",1]}"#, true),
        (TCP, r#"{"call":"connect","on":"s","address":["2130706433",1]}"#, true),
        (TCP, r#"{"call":"connect","on":"s","address":["near.example",1]}"#, true),
        (TCP, r#"{"call":"connect_ex","on":"s","address":["both.example",1]}"#, true),
        (TCP, r#"{"call":"connect","on":"s","address":["0",1]}"#, true),
        (TCP, r#"{"call":"connect","on":"s","address":["far.example",1]}"#, false),
        (TCP, r#"{"call":"connect_ex","on":"s","address":["far.example",1]}"#, false),
        // The first address is the one that is used, as in Python.
        (TCP, r#"{"call":"connect","on":"s","address":["turned.example",1]}"#, false),
        (TCP6, r#"{"call":"connect","on":"s","address":["six.example",1]}"#, false),
        (TCP6, r#"{"call":"connect","on":"s","address":["mapped.example",1]}"#, false),
        (UDP, r#"{"call":"sendto","on":"s","data":"x","address":["turned.example",9]}"#, false),
        (TCP, r#"{"call":"bind","on":"s","address":["far.example",0]}"#, false),
        (TCP, r#"{"call":"connect","on":"s","address":["10.0.0.1",1]}"#, false),
        (TCP, r#"{"call":"connect","on":"s","address":["0x0a.1",1]}"#, false),
        (TCP6, r#"{"call":"connect","on":"s","address":["::1",1]}"#, true),
        (TCP6, r#"{"call":"connect","on":"s","address":["::ffff:127.0.0.1",1]}"#, true),
        (TCP6, r#"{"call":"connect","on":"s","address":["::ffff:10.0.0.1",1]}"#, false),
        (TCP6, r#"{"call":"connect","on":"s","address":["::ffff:a00:1",1]}"#, false),
        (TCP6, r#"{"call":"connect","on":"s","address":["2001:db8::1",1]}"#, false),
        (TCP, r#"{"call":"bind","on":"s","address":["127.0.0.1",0]}"#, true),
        (TCP, r#"{"call":"bind","on":"s","address":["",0]}"#, false),
        (TCP, r#"{"call":"bind","on":"s","address":["0.0.0.0",0]}"#, false),
        (TCP6, r#"{"call":"bind","on":"s","address":["::",0]}"#, false),
        (TCP6, r#"{"call":"bind","on":"s","address":["::ffff:0.0.0.0",0]}"#, false),
        (TCP, r#"{"call":"listen","on":"s"}"#, false),
        (UDP, r#"{"call":"sendto","on":"s","data":"x","address":["127.0.0.1",9]}"#, true),
        (UDP, r#"{"call":"sendto","on":"s","data":"x","address":["255.255.255.255",9]}"#, false),
        (UDP, r#"{"call":"sendto","on":"s","data":"x","address":["<broadcast>",9]}"#, false),
        (UDP, r#"{"call":"sendto","on":"s","data":"x","address":["239.7.7.7",9]}"#, false),
        (UDP6, r#"{"call":"sendto","on":"s","data":"x","address":["ff02::1",9]}"#, false),
        (
            UDP,
            r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IP","name":"IP_ADD_MEMBERSHIP","value":{"mreq":["239.7.7.7","127.0.0.1"]}}"#,
            true,
        ),
        (
            UDP,
            r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IP","name":"IP_ADD_MEMBERSHIP","value":{"mreq":["239.7.7.7","0.0.0.0"]}}"#,
            false,
        ),
        (
            UDP,
            r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IP","name":"IP_ADD_MEMBERSHIP","value":{"hex":"ef070707 00000000"}}"#,
            false,
        ),
        (
            UDP,
            r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IP","name":"IP_MULTICAST_IF","value":{"ip":"10.0.0.1"}}"#,
            false,
        ),
        (
            UDP6,
            r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IPV6","name":"IPV6_JOIN_GROUP","value":{"mreq6":["ff15::7",2]}}"#,
            false,
        ),
        (
            UDP6,
            r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IPV6","name":"IPV6_JOIN_GROUP","value":{"mreq6":["ff15::7",0]}}"#,
            false,
        ),
        (
            UDP6,
            r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IPV6","name":"IPV6_JOIN_GROUP","value":{"mreq6":["ff15::7",1]}}"#,
            true,
        ),
        (UDP6, r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IPV6","name":"IPV6_MULTICAST_IF","value":2}"#, false),
        (UDP6, r#"{"call":"setsockopt","on":"s","level":41,"name":17,"value":2}"#, false),
        (
            UDP,
            r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IP","name":"IP_MULTICAST_IF","value":{"ip":"0.0.0.0"}}"#,
            false,
        ),
        (UDP, r#"{"call":"setsockopt","on":"s","name":"SO_BINDTODEVICE","value":"lo"}"#, true),
        (UDP, r#"{"call":"setsockopt","on":"s","name":"SO_BROADCAST","value":1}"#, true),
        (UDP, r#"{"call":"connect","on":"s","address":["255.255.255.255",9]}"#, false),
        (UDP, r#"{"call":"connect_ex","on":"s","address":["239.7.7.7",9]}"#, false),
        (UDP, r#"{"call":"setsockopt","on":"s","name":"SO_BINDTODEVICE","value":"eth0"}"#, false),
        (LOCAL, r#"{"call":"bind","on":"s","address":"${tmp}/x"}"#, true),
        (LOCAL, r#"{"call":"bind","on":"s","address":"/tmp/not-ours"}"#, false),
        (LOCAL, r#"{"call":"bind","on":"s","address":"${tmp}/../not-ours"}"#, false),
        (LOCAL, r#"{"call":"connect","on":"s","address":{"abstract":"not-ours"}}"#, false),
        (LOCAL, r#"{"call":"connect_ex","on":"s","address":"/run/not-ours"}"#, false),
        (LOCAL, r#"{"call":"sendto","on":"s","data":"x","address":"/dev/log"}"#, false),
        (LOCAL, r#"{"call":"connect","on":"s","address":{"path":{"cat":["/dev/","log"]}}}"#, false),
        (LOCAL, r#"{"call":"connect","on":"s","address":"relative.sock"}"#, false),
        (LOCAL, r#"{"call":"listen","on":"s"}"#, true),
    ] {
        let results = run(Net::Loopback, &[socket, step]);
        assert_eq!(is_refused(&results[1]), !passes, "{step}: {}", results[1]);
    }
}

#[test]
fn names_are_not_asked_for_outside() {
    let results = run(
        Net::Loopback,
        &[
            TCP,
            r#"{"call":"connect","on":"s","address":["unknown.example",1]}"#,
            r#"{"call":"getaddrinfo","host":"far.example","port":80,"type":"SOCK_STREAM"}"#,
        ],
    );
    assert_eq!(results[1]["err"], "EAI_NONAME");
    assert_eq!(results[2]["ok"], json!([["AF_INET", "SOCK_STREAM", 6, "", ["10.0.0.1", 80]]]));
}

/// A name that answers differently every time: what was looked at is what is used.
#[test]
fn a_name_is_asked_for_once() {
    let text = concat!(
        "{\"netscript\":1}\n",
        "{\"call\":\"socket\",\"as\":\"l\"}\n{\"call\":\"bind\",\"on\":\"l\",\"address\":[\"127.0.0.1\",0]}\n",
        "{\"call\":\"listen\",\"on\":\"l\"}\n{\"call\":\"getsockname\",\"on\":\"l\",\"save\":\"here\"}\n",
        "{\"call\":\"socket\",\"as\":\"s\"}\n",
        "{\"call\":\"connect\",\"on\":\"s\",\"address\":[\"turns.example\",\"${here.1}\"]}\n",
        "{\"call\":\"getpeername\",\"on\":\"s\"}\n",
        "{\"call\":\"socket\",\"as\":\"t\"}\n",
        "{\"call\":\"connect\",\"on\":\"t\",\"address\":[\"turns.example\",\"${here.1}\"]}\n",
    );
    let script = read(text.as_bytes()).unwrap().script;
    let engine = Engine::start(Clock::start_now(), bounded(1).0).unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    engine.set_host_names(Arc::new(move |_| {
        let is_first = count.fetch_add(1, SeqCst) == 0;
        vec![if is_first { "127.0.0.1" } else { "10.0.0.1" }.parse().unwrap()]
    }));
    let mut case = CaseRun::start(engine.clone(), Net::Loopback).unwrap();
    let results: Vec<Value> = script.cases[0].steps.iter().map(|step| case.step(step).r).collect();
    assert_eq!((&results[5], &results[6]), (&json!({ "ok": null }), &json!({ "ok": ["127.0.0.1", "#1"] })));
    assert_eq!(asked.load(SeqCst), 2, "once for each connect");
    assert!(is_refused(&results[8]), "{}", results[8]);
    engine.shutdown(Duration::from_secs(5));
}

/// Where the kernel would bind by itself, or an address beside the connection's is given.
#[test]
fn what_comes_before_does_not_open_a_way_out() {
    for (steps, passes) in [
        (
            &[
                UDP,
                r#"{"call":"connect","on":"s","address":["127.0.0.1",9]}"#,
                r#"{"call":"sendto","on":"s","data":"x","address":["10.0.0.1",9]}"#,
            ][..],
            false,
        ),
        (
            &[
                UDP,
                r#"{"call":"bind","on":"s","address":["127.0.0.1",0]}"#,
                r#"{"call":"sendto","on":"s","data":"x","address":["10.0.0.1",9]}"#,
            ],
            false,
        ),
        (
            &[
                UDP,
                r#"{"call":"setsockopt","on":"s","name":"SO_BROADCAST","value":1}"#,
                r#"{"call":"sendto","on":"s","data":"x","address":["10.255.255.255",9]}"#,
            ],
            false,
        ),
        (
            &[
                UDP,
                r#"{"call":"setsockopt","on":"s","level":"IPPROTO_IP","name":"IP_MULTICAST_IF","value":{"ip":"127.0.0.1"}}"#,
                r#"{"call":"sendto","on":"s","data":"x","address":["239.7.7.7",9]}"#,
            ],
            true,
        ),
        (
            &[
                UDP,
                r#"{"call":"dup","on":"s","as":"d"}"#,
                r#"{"call":"sendto","on":"d","data":"x","address":["10.0.0.1",9]}"#,
            ],
            false,
        ),
        (&[TCP, r#"{"call":"bind","on":"s","address":["0.0.0.0",0]}"#, r#"{"call":"listen","on":"s"}"#], false),
        (&[TCP, r#"{"call":"bind","on":"s","address":["127.0.0.1",0]}"#, r#"{"call":"listen","on":"s"}"#], true),
        (&[TCP, r#"{"call":"dup","on":"s","as":"d"}"#, r#"{"call":"listen","on":"d"}"#], false),
        (
            &[
                LOCAL,
                r#"{"call":"bind","on":"s","address":{"abstract":"ours-\u0000-x"}}"#,
                r#"{"call":"connect","on":"s","address":{"abstract":"ours-\u0000-x"}}"#,
            ],
            true,
        ),
    ] {
        let results = run(Net::Loopback, steps);
        assert_eq!(is_refused(&results[2]), !passes, "{steps:?}: {results:?}");
    }
}

#[test]
fn variables_are_looked_at_after_they_are_put_in() {
    let results = run(
        Net::Loopback,
        &[
            UDP,
            r#"{"call":"getaddrinfo","host":"far.example","port":9,"type":"SOCK_DGRAM","save":"far"}"#,
            r#"{"call":"sendto","on":"s","data":"x","address":"${far.0}"}"#,
            r#"{"call":"sendto","on":"s","data":"x","address":["${far.0.0}",9]}"#,
        ],
    );
    assert!(is_refused(&results[2]) && is_refused(&results[3]), "{results:?}");
}

#[test]
fn none_is_unix_only_and_any_is_all() {
    let step = r#"{"call":"bind","on":"s","address":["127.0.0.1",0]}"#;
    assert!(is_refused(&run(Net::None, &[TCP, step])[1]));
    let wild = r#"{"call":"bind","on":"s","address":["0.0.0.0",0]}"#;
    assert_eq!(run(Net::Any, &[TCP, wild])[1], json!({ "ok": null }));
}
