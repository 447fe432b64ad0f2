//! Lines against the records they stand for.

mod any;

use super::*;
use crate::call::*;
use any::record;
use proptest::prelude::*;
use std::time::Duration;

fn call(call: Call, outcome: Outcome) -> CallRecord {
    CallRecord {
        on: Some(Name::new("", "s")),
        makes: None,
        by: By::Person,
        call,
        waits: None,
        took: Some(Duration::from_nanos(12_345)),
        outcome,
        made: None,
        at: None,
        deferred: false,
        kept: Kept::Whole,
    }
}

fn line(n: u64, sid: u64, body: Body) -> Record {
    Record { n, t: Duration::new(1, 23), sid: Some(SocketId(sid)), body }
}

#[test]
fn lines_are_as_the_profile_says() {
    let number = |name| number_of(name).unwrap();
    let header = Header { utc: "2026-11-22T14:05:09.123456789Z".into(), app: "sockscope 0.1.0".into() };
    let mut accept = call(Call::Accept, Outcome::Waiting);
    accept.makes = Some(Name::new("server", "conn"));
    accept.waits = Some(CallId(7));
    accept.took = None;
    accept.by = By::Keep;
    let join = JoinRecord {
        id: CallId(7),
        took: Duration::from_millis(3200),
        outcome: Outcome::Ok(Value::Accepted(Some(Address::inet("127.0.0.1", 9)))),
        made: Some(SocketId(4)),
        at: None,
        deferred: false,
        kept: Kept::Whole,
    };
    let mut recv = call(
        Call::Recv { size: 10, flags: number("MSG_PEEK") | number("MSG_DONTWAIT") },
        Outcome::Ok(Value::Data(b"\xff\x00".as_slice().into())),
    );
    recv.at = Some(3);
    let option =
        Call::SetSockOpt { level: number("SOL_SOCKET"), name: number("SO_REUSEADDR"), value: OptionValue::Int(1) };
    let long_option =
        Call::GetSockOpt { level: number("SOL_SOCKET"), name: number("SO_TYPE"), kind: OptionKind::Bytes(u32::MAX) };
    let udp = Call::SendTo { data: b"\"hi\"\n".as_slice().into(), flags: 0, address: Address::inet6("::1", 5) };
    let memory = SocketMemory { receive_most: 131_072, ..SocketMemory::default() };
    let tcp = TcpInfo { state: 10, unacked: 2, sacked: 5, ..TcpInfo::default() };
    let listening = Sample {
        sid: SocketId(4),
        at: Duration::new(1, 23),
        tcp: Some(tcp),
        memory: Some(memory),
        receive_queue: None,
        send_queue: None,
        accept_queue: Some((2, 5)),
        handshakes: None,
    };
    let (held, more) = (Some(Duration::from_secs(1)), r#""new":{"a":[1.50]}"#.into());
    let listening = Sampled { sample: listening, held, left_out: 3, more };
    for (record, text) in [
        (
            Record { n: 0, t: Duration::ZERO, sid: None, body: Body::Header(header) },
            r#"{"netscript":1,"log":1,"n":0,"utc":"2026-11-22T14:05:09.123456789Z","app":"sockscope 0.1.0"}"#,
        ),
        (
            line(1, 3, Body::Call(Box::new(accept))),
            r#"{"n":1,"t":1.000000023,"sid":3,"call":"accept","on":"s","as":"server/conn","by":"keep","async":true,"id":"w7","r":{"started":true}}"#,
        ),
        (
            line(2, 3, Body::Join(Box::new(join))),
            r#"{"n":2,"t":1.000000023,"sid":3,"do":"join","id":"w7","new":4,"dur":3.200000000,"r":{"ok":{"addr":["127.0.0.1",9]}}}"#,
        ),
        (
            line(3, 4, Body::Call(Box::new(recv))),
            r#"{"n":3,"t":1.000000023,"sid":4,"call":"recv","on":"s","size":10,"flags":["MSG_PEEK","MSG_DONTWAIT"],"at":3,"dur":0.000012345,"r":{"ok":{"len":2,"b64":"/wA="}}}"#,
        ),
        (
            // Below 0, as it was given.
            line(3, 4, Body::Call(Box::new(call(long_option, Outcome::Argument(ArgumentWhy::Value))))),
            r#"{"n":3,"t":1.000000023,"sid":4,"call":"getsockopt","on":"s","level":"SOL_SOCKET","name":"SO_TYPE","kind":"bytes","len":-1,"dur":0.000012345,"r":{"err":"argument","why":"value"}}"#,
        ),
        (
            line(4, 4, Body::Call(Box::new(call(option, Outcome::NONE)))),
            r#"{"n":4,"t":1.000000023,"sid":4,"call":"setsockopt","on":"s","level":"SOL_SOCKET","name":"SO_REUSEADDR","value":1,"dur":0.000012345,"r":{"ok":null}}"#,
        ),
        (
            line(5, 4, Body::Call(Box::new(call(udp, Outcome::Errno(libc::ECONNREFUSED))))),
            r#"{"n":5,"t":1.000000023,"sid":4,"call":"sendto","on":"s","address":["::1",5,0,0],"data":"\"hi\"\n","dur":0.000012345,"r":{"err":"ECONNREFUSED","no":111}}"#,
        ),
        (
            line(6, 4, Body::Notice(Notice::State(TcpState::CloseWait))),
            r#"{"n":6,"t":1.000000023,"sid":4,"ev":"state","tcp":"CLOSE_WAIT"}"#,
        ),
        (
            line(6, 4, Body::Notice(Notice::Sample(Box::new(listening)))),
            r#"{"n":6,"t":1.000000023,"sid":4,"ev":"sample","held":1.000000000,"left":3,"rcvbuf":131072,"accept":[2,5],"tcp":"LISTEN","unacked":2,"sacked":5,"new":{"a":[1.50]}}"#,
        ),
        (
            line(7, 4, Body::Part { of: 9, data: b"abc".as_slice().into() }),
            r#"{"n":7,"t":1.000000023,"sid":4,"ev":"part","of":9,"b64":"YWJj"}"#,
        ),
    ] {
        assert_eq!(String::from_utf8(encode(&record)).unwrap(), format!("{text}\n"));
        assert_eq!(decode(text.as_bytes()), Ok(record));
    }
}

#[test]
fn what_is_not_known_is_kept() {
    for text in [
        r#"{"n":3,"t":0.000000001,"sid":4,"ev":"sampled","inq":3}"#,
        r#"{"n":3,"t":0.000000001,"sid":4,"ev":"sample","inq":"many"}"#,
        r#"{"n":3,"t":0.000000001,"sid":4,"ev":"sample","tcp":"NEW_STATE"}"#,
        r#"{"n":3,"t":0.000000001,"do":"sleep","seconds":0.1}"#,
        r##"{"#":"a comment"}"##,
        r#"{"n":3,"t":0.000000001,"sid":4,"ev":"state","tcp":"NEW_STATE"}"#,
        r#"{"n":3,"t":0.000000001,"sid":4,"call":"sendfile","on":"s","size":4}"#,
    ] {
        let record = decode(text.as_bytes()).unwrap();
        assert!(matches!(record.body, Body::Other(_) | Body::Notice(Notice::Other { .. })), "{record:?}");
        assert_eq!(encode(&record), format!("{text}\n").into_bytes());
    }
}

#[test]
fn refusals_name_the_key() {
    for (text, key, name) in [
        (r#"{"n":1,"t":0.0,"sid":1,"call":"recv","on":"s"}"#, "line-missing-key", Some("size")),
        (r#"{"n":1,"t":0.0,"sid":1,"call":"recv","size":"x"}"#, "line-wrong-value", Some("size")),
        (r#"{"n":1,"n":1}"#, "line-duplicate-key", Some("n")),
        (r#"{"n":-1}"#, "line-wrong-value", Some("n")),
        (r#"{"n":1,"t":NaN}"#, "line-not-a-number", None),
        (r#"{"n":1,"t":-1}"#, "line-wrong-value", Some("t")),
        ("[]", "line-not-an-object", None),
        ("", "line-not-json", None),
        (r#"{"n":1,"t":0.0,"call":"send","data":{"repeat":"x","times":1e99}}"#, "line-missing-key", Some("times")),
        (r#"{"n":1,"t":0.0,"call":"send","data":{"repeat":"x","times":999999999999}}"#, "line-too-much-data", None),
        (r#"{"n":1,"t":0.0,"call":"send","data":{"seq":99999999999}}"#, "line-too-much-data", None),
        (
            r#"{"n":1,"t":0.0,"call":"send","data":{"cat":[{"cat":[{"cat":[{"cat":[{"cat":["x"]}]}]}]}]}}"#,
            "line-too-deep",
            None,
        ),
        (r#"{"n":1,"t":0.0,"call":"send","data":{"b64":"*"}}"#, "line-wrong-value", Some("b64")),
    ] {
        let error = decode(text.as_bytes()).unwrap_err();
        assert_eq!((error.key(), error.name()), (key, name), "{text}");
    }
    assert_eq!(decode(b"{\"n\":1,\"t\":\"\xff\"}").unwrap_err().key(), "line-not-utf8");
    assert_eq!(decode(&vec![b' '; LINE_LIMIT + 1]).unwrap_err().key(), "line-too-long");
}

#[test]
fn scripts_decode_line_by_line() {
    let (mut calls, mut others) = (0, 0);
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            for text in std::fs::read_to_string(path).unwrap().lines() {
                match decode(text.as_bytes()).unwrap().body {
                    Body::Call(_) => calls += 1,
                    Body::Other(_) => others += 1,
                    body => panic!("{body:?}"),
                }
            }
        }
    }
    assert!(calls > 60 && others > 10, "{calls} {others}");
}

#[test]
fn a_part_of_control_characters_keeps_below_the_line_limit() {
    for byte in [1_u8, b'"', b'a', 0xff, b'\n'] {
        let data: Payload = vec![byte; PART].into();
        let recv = call(Call::Recv { size: 1 << 20, flags: 0 }, Outcome::Ok(Value::Data(data.clone())));
        let send = call(Call::SendAll { data, flags: 0 }, Outcome::NONE);
        for record in [recv, send] {
            let record = line(1, 1, Body::Call(Box::new(record)));
            let bytes = encode(&record);
            assert!(bytes.len() < LINE_LIMIT, "{byte}: {}", bytes.len());
            assert_eq!(decode(&bytes), Ok(record));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_record_reads_back_as_it_was(record in record()) {
        let bytes = encode(&record);
        prop_assert_eq!(bytes.iter().filter(|byte| **byte == b'\n').count(), 1);
        prop_assert_eq!(decode(&bytes), Ok(record), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn a_damaged_line_is_a_record_or_a_reason(record in record(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = encode(&record);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = decode(&bytes);
        let _ = decode(&bytes[..at]);
    }

    #[test]
    fn arbitrary_bytes_are_a_record_or_a_reason(bytes in any::<Vec<u8>>()) {
        let _ = decode(&bytes);
    }

    #[test]
    fn arbitrary_json_is_a_record_or_a_reason(text in r#"\{("(n|t|sid|call|ev|do|r|data|address|id|flags)":("recv"|"join"|\{"ok":[0-9]\}|\[1,"x"\]|[0-9]{1,20}|null|"w1"|"names"|true),?){0,6}\}"#) {
        let _ = decode(text.as_bytes());
    }
}
