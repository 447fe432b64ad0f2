//! Lines against the records they stand for.

use super::*;
use crate::call::*;
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

fn text() -> impl Strategy<Value = Box<str>> {
    any::<String>().prop_map(Into::into)
}

fn payload() -> impl Strategy<Value = Payload> {
    prop_oneof![
        any::<Vec<u8>>().prop_map(Payload::from),
        any::<String>().prop_map(|text| Payload::from(text.into_bytes())),
    ]
}

fn address() -> impl Strategy<Value = Address> {
    prop_oneof![
        (text(), any::<i64>()).prop_map(|(host, port)| Address::Inet { host, port }),
        (text(), any::<i64>(), any::<u32>(), any::<u32>()).prop_map(|(host, port, flow, scope)| Address::Inet6 {
            host,
            port,
            flow,
            scope
        }),
        any::<String>().prop_map(|path| Address::from_unix_bytes(path.as_bytes())),
        any::<Vec<u8>>().prop_map(|path| Address::from_unix_bytes(&path)),
        any::<Vec<u8>>().prop_map(Address::abstract_name),
        prop::sample::select(vec![r#"{"vsock":[1,2]}"#, "5", "true", "[1,2]", "[]"])
            .prop_map(|json| Address::Other(json.into())),
    ]
}

fn name() -> impl Strategy<Value = Name> {
    ("[^/]{0,8}", "[^/]{1,12}").prop_map(|(side, base)| Name::new(&side, &base))
}

fn error() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        any::<i32>().prop_map(Outcome::Errno),
        (1..134_i32).prop_map(Outcome::Errno),
        Just(Outcome::Timeout),
        (-20..0_i32).prop_map(Outcome::Eai),
        prop::sample::select(vec![ArgumentWhy::Range, ArgumentWhy::Type, ArgumentWhy::Value, ArgumentWhy::Encoding])
            .prop_map(Outcome::Argument),
        prop::sample::select(&SAID[..]).prop_map(|text| Outcome::Argument(ArgumentWhy::Said(text))),
        any::<u64>().prop_map(|done| Outcome::Stopped { done }),
        Just(Outcome::Other(r#"{"new":[1,2.50,"x"]}"#.into())),
    ]
}

/// What a call of this kind may return; a call that may wait gives forms that tell themselves apart.
fn value(kind: CallKind) -> BoxedStrategy<Value> {
    match kind {
        CallKind::GetSockName | CallKind::GetPeerName => prop::option::of(address()).prop_map(Value::Address).boxed(),
        CallKind::GetTimeout => prop::option::of(0.0..1e12_f64).prop_map(Value::Seconds).boxed(),
        CallKind::GetSockOpt => prop_oneof![
            any::<i64>().prop_map(Value::Int),
            payload().prop_map(Value::Bytes),
            any::<i32>().prop_map(Value::Errno),
            (0..140_i32).prop_map(Value::Errno),
            (any::<i32>(), any::<i32>()).prop_map(|(on, seconds)| Value::Linger(on, seconds)),
            (-1e9..1e9_f64).prop_map(Value::TimeVal),
        ]
        .boxed(),
        CallKind::Recv | CallKind::RecvExact | CallKind::Read | CallKind::ReadLine => prop_oneof![
            payload().prop_map(Value::Data),
            (payload(), any::<u64>()).prop_map(|(data, real)| Value::DataReal(data, real)),
            payload().prop_map(Value::Text),
        ]
        .boxed(),
        CallKind::RecvMsg => (payload(), any::<i32>(), prop::option::of(address()), prop::option::of(any::<u64>()))
            .prop_map(|(data, flags, from, real)| Value::Message { data, flags, from, real })
            .boxed(),
        CallKind::GetBlocking => any::<bool>().prop_map(Value::Bool).boxed(),
        CallKind::Poll => any::<i32>().prop_map(Value::Events).boxed(),
        CallKind::Inspect => inspection().prop_map(Value::Inspected).boxed(),
        CallKind::GetAddrInfo => prop::collection::vec((any::<i32>(), 1..6_i32, any::<i32>(), text(), address()), 1..4)
            .prop_map(|list| {
                let entry =
                    |(family, kind, proto, canonical, address)| AddrInfo { family, kind, proto, canonical, address };
                Value::AddrInfo(list.into_iter().map(entry).collect())
            })
            .boxed(),
        CallKind::RecvFrom => {
            (payload(), prop::option::of(address())).prop_map(|(data, from)| Value::DataFrom(data, from)).boxed()
        }
        CallKind::Accept => prop::option::of(address()).prop_map(Value::Accepted).boxed(),
        CallKind::ConnectEx => any::<i32>().prop_map(Value::ConnectEx).boxed(),
        CallKind::Send | CallKind::SendTo | CallKind::FileNo | CallKind::Detach | CallKind::Write => {
            any::<i64>().prop_map(Value::Int).boxed()
        }
        _ => Just(Value::None).boxed(),
    }
}

/// Each field at most once, as JSON has them.
fn inspection() -> impl Strategy<Value = Inspection> {
    let queue =
        || prop_oneof![any::<i64>().prop_map(InspectValue::Number), any::<i32>().prop_map(InspectValue::Errno)].boxed();
    let value = move |field| match field {
        InspectField::Blocking | InspectField::ONonblock => any::<bool>().prop_map(InspectValue::Bool).boxed(),
        InspectField::Timeout => prop::option::of(0.0..1e9_f64).prop_map(InspectValue::Seconds).boxed(),
        InspectField::Tcp => prop::sample::select(TcpState::ALL).prop_map(InspectValue::State).boxed(),
        InspectField::Inq | InspectField::Outq => queue(),
    };
    prop::sample::subsequence(InspectField::ALL.to_vec(), 0..=6)
        .prop_flat_map(move |fields| fields.into_iter().map(|field| (Just(field), value(field))).collect::<Vec<_>>())
}

fn new_call() -> impl Strategy<Value = Call> {
    let service =
        prop_oneof![Just(Service::None), any::<i64>().prop_map(Service::Number), text().prop_map(Service::Name)];
    let numbers = (any::<i32>(), any::<i32>(), any::<i32>(), any::<i32>());
    prop_oneof![
        (0..12_i32, 0..6_i32, 0..300_i32, prop::option::of(name()))
            .prop_map(|(family, kind, proto, other)| Call::SocketPair { family, kind, proto, other }),
        (any::<i64>(), any::<i32>()).prop_map(|(size, flags)| Call::RecvMsg { size, flags }),
        any::<i64>().prop_map(|size| Call::RecvExact { size }),
        (text(), prop::option::of(any::<i64>()), prop::option::of(text()), prop::option::of(text()))
            .prop_map(|(mode, buffering, encoding, newline)| Call::MakeFile { mode, buffering, encoding, newline }),
        prop::option::of(any::<i64>()).prop_map(|size| Call::Read { size }),
        payload().prop_map(|data| Call::Write { data }),
        (prop::option::of(text()), service, numbers).prop_map(|(host, port, (family, kind, proto, flags))| {
            Call::GetAddrInfo { host, port, family, kind, proto, flags }
        }),
        (any::<i32>(), -1e9..1e9_f64).prop_map(|(events, seconds)| Call::Poll { events, seconds }),
        (prop::sample::subsequence(InspectField::ALL.to_vec(), 0..=6), inspection(), 0.0..1e9_f64).prop_map(
            |(fields, until, seconds)| {
                let seconds = if until.is_empty() { 2.0 } else { seconds };
                Call::Inspect { fields, until, seconds }
            }
        ),
        prop::sample::select(vec![
            Call::Detach,
            Call::Dup,
            Call::GetBlocking,
            Call::ReadLine,
            Call::Flush,
            Call::FClose
        ]),
    ]
}

fn some_call() -> impl Strategy<Value = Call> {
    prop_oneof![2 => old_call(), 1 => new_call()]
}

fn old_call() -> impl Strategy<Value = Call> {
    let option = (any::<i32>(), prop::sample::select(OPTIONS));
    let option = option.prop_flat_map(|(odd, known)| prop_oneof![Just((known.level, known.number)), Just((odd, 77))]);
    let seconds = prop_oneof![any::<f64>().prop_filter("no NaN", |s| !s.is_nan()), Just(0.25), Just(f64::INFINITY)];
    let option_value = prop_oneof![
        any::<i64>().prop_map(OptionValue::Int),
        payload().prop_map(OptionValue::Bytes),
        (any::<i32>(), any::<i32>()).prop_map(|(on, seconds)| OptionValue::Linger(on, seconds)),
        (-1e9..1e9_f64).prop_map(OptionValue::TimeVal),
        (text(), text()).prop_map(|(group, interface)| OptionValue::Mreq(group, interface)),
        (text(), any::<u32>()).prop_map(|(group, interface)| OptionValue::Mreq6(group, interface)),
        text().prop_map(OptionValue::Ip),
        prop::sample::select(vec!["null", "1.5", "[1]"]).prop_map(|json| OptionValue::Odd(json.into())),
    ];
    let kind = prop_oneof![
        Just(OptionKind::Int),
        // Beyond an int there is only what was below 0.
        any::<u32>().prop_map(|len| OptionKind::Bytes(if len > i32::MAX as u32 { u32::MAX } else { len })),
        Just(OptionKind::Linger),
        Just(OptionKind::TimeVal),
        Just(OptionKind::Errno)
    ];
    prop_oneof![
        (any::<i32>(), any::<i32>(), any::<i32>()).prop_map(|(family, kind, proto)| Call::Socket {
            family,
            kind,
            proto
        }),
        (1..12_i32, 1..6_i32).prop_map(|(family, kind)| Call::Socket { family, kind, proto: 0 }),
        address().prop_map(|address| Call::Bind { address }),
        prop::option::of(any::<i64>()).prop_map(|backlog| Call::Listen { backlog }),
        Just(Call::Accept),
        address().prop_map(|address| Call::Connect { address }),
        address().prop_map(|address| Call::ConnectEx { address }),
        (payload(), any::<i32>()).prop_map(|(data, flags)| Call::Send { data, flags }),
        (payload(), any::<i32>()).prop_map(|(data, flags)| Call::SendAll { data, flags }),
        (payload(), any::<i32>(), address()).prop_map(|(data, flags, address)| Call::SendTo { data, flags, address }),
        (any::<i64>(), any::<i32>()).prop_map(|(size, flags)| Call::Recv { size, flags }),
        (any::<i64>(), any::<i32>()).prop_map(|(size, flags)| Call::RecvFrom { size, flags }),
        (-2..5_i32).prop_map(|how| Call::Shutdown { how }),
        Just(Call::Close),
        Just(Call::GetSockName),
        Just(Call::GetPeerName),
        prop::option::of(seconds).prop_map(|seconds| Call::SetTimeout { seconds }),
        Just(Call::GetTimeout),
        any::<bool>().prop_map(|blocking| Call::SetBlocking { blocking }),
        (option.clone(), option_value).prop_map(|((level, name), value)| Call::SetSockOpt { level, name, value }),
        (option, kind).prop_map(|((level, name), kind)| Call::GetSockOpt { level, name, kind }),
        Just(Call::FileNo),
    ]
}

fn outcome(kind: CallKind) -> BoxedStrategy<Outcome> {
    prop_oneof![3 => value(kind).prop_map(Outcome::Ok), 1 => error()].boxed()
}

fn kept() -> impl Strategy<Value = Kept> {
    prop_oneof![3 => Just(Kept::Whole), 1 => (any::<u64>(), text()).prop_map(|(len, sha256)| Kept::Hash { len, sha256 })]
}

fn span() -> impl Strategy<Value = Duration> {
    (0..1_u64 << 40, 0..1_000_000_000_u32).prop_map(|(seconds, nanos)| Duration::new(seconds, nanos))
}

/// A payload that was not kept is not there; what has none is kept.
fn settle(call: Option<&mut Call>, outcome: &mut Outcome, kept: Kept) -> Kept {
    if kept == Kept::Whole {
        return kept;
    }
    let data = match call {
        Some(call) if call.sent().is_some() => call.sent_mut(),
        _ => match outcome {
            Outcome::Ok(Value::Bytes(data)) => Some(data),
            Outcome::Ok(value) => value.data_mut(),
            _ => None,
        },
    };
    data.map_or(Kept::Whole, |data| {
        *data = [].into();
        kept
    })
}

fn call_body() -> impl Strategy<Value = Body> {
    let by = prop_oneof![
        Just(By::Person),
        Just(By::Line),
        Just(By::Script),
        Just(By::Keep),
        "rule:\\PC{0,9}".prop_map(|word| By::Other(word.into()))
    ];
    let names = (prop::option::of(name()), prop::option::of(name()), by);
    let ends = (
        prop::option::of(any::<u64>()),
        prop::option::of(span()),
        prop::option::of(any::<u64>()),
        prop::option::of(any::<u64>()),
        any::<bool>(),
        kept(),
    );
    let call = some_call().prop_flat_map(|call| {
        let outcome = prop_oneof![4 => outcome(call.kind()), 1 => Just(Outcome::Waiting)];
        (Just(call), outcome)
    });
    (names, call, ends).prop_map(
        |((on, makes, by), (mut call, mut outcome), (waits, took, made, at, deferred, kept))| {
            let kept = settle(Some(&mut call), &mut outcome, kept);
            let (waits, made) = (waits.map(CallId), made.map(SocketId));
            Body::Call(Box::new(CallRecord { on, makes, by, call, waits, took, outcome, made, at, deferred, kept }))
        },
    )
}

fn join_body() -> impl Strategy<Value = Body> {
    let kinds: Vec<CallKind> = CallKind::ALL.iter().copied().filter(|kind| kind.may_wait()).collect();
    let outcome = prop::sample::select(kinds).prop_flat_map(outcome);
    let ends = (any::<u64>(), span(), prop::option::of(any::<u64>()), prop::option::of(any::<u64>()), any::<bool>());
    (ends, outcome, kept()).prop_map(|((id, took, made, at, deferred), mut outcome, kept)| {
        let kept = settle(None, &mut outcome, kept);
        let made = made.map(SocketId);
        Body::Join(Box::new(JoinRecord { id: CallId(id), took, outcome, made, at, deferred, kept }))
    })
}

fn notice_body() -> impl Strategy<Value = Body> {
    prop_oneof![
        prop::sample::select(TcpState::ALL).prop_map(Notice::State),
        (prop::option::of(address()), prop::option::of(address()))
            .prop_map(|(local, peer)| Notice::Names { local, peer }),
        any::<u64>().prop_map(|count| Notice::Drops { count }),
        sampled(),
        (any::<u64>(), any::<u64>(), text()).prop_map(|(records, bytes, why)| Notice::Gap { records, bytes, why }),
        (any::<u64>(), text()).prop_map(|(about, text)| Notice::Note { about, text }),
    ]
    .prop_map(Body::Notice)
}

/// `sid` and `at` are set to those of the record.
fn sampled() -> impl Strategy<Value = Notice> {
    let word = || prop::option::of(any::<u32>());
    let tcp = (any::<[u32; 14]>(), any::<[u8; 3]>(), prop::option::of(any::<u64>()), word());
    let tcp = tcp.prop_map(|(words, [state, retransmits, probes], long, short)| {
        let [rto, smss, rmss, unacked, sacked, lost, retrans, mtu, rtt, var, ssthresh, cwnd, mss, total] = words;
        TcpInfo {
            state: state % 20,
            retransmits,
            probes,
            rto_micros: rto,
            send_mss: smss,
            receive_mss: rmss,
            unacked,
            sacked,
            lost,
            retrans: retrans % 2,
            path_mtu: mtu,
            rtt_micros: rtt,
            rtt_var_micros: var,
            ssthresh,
            cwnd,
            advertised_mss: mss,
            total_retrans: total,
            bytes_acked: long,
            bytes_received: long.map(|bytes| bytes / 2),
            not_sent: short,
            min_rtt_micros: short,
        }
    });
    let memory = any::<[u32; 7]>().prop_map(|[receive, receive_most, send, send_most, send_queued, backlog, drops]| {
        SocketMemory { receive, receive_most, send, send_most, send_queued, backlog, drops: drops % 2 }
    });
    let queues = (word(), word(), prop::option::of(any::<(u32, u32)>()), word());
    let beside = (word(), any::<u64>(), prop::sample::select(vec!["", r#""x":[1,2.50,"é"]"#]));
    (prop::option::of(tcp), prop::option::of(memory), queues, beside).prop_map(
        |(tcp, memory, (receive_queue, send_queue, accept_queue, handshakes), (held, left_out, more))| {
            let (sid, at) = (SocketId::NONE, Duration::ZERO);
            let sample = Sample { sid, at, tcp, memory, receive_queue, send_queue, accept_queue, handshakes };
            let held = held.map(|millis| Duration::from_millis(millis.into()));
            Notice::Sample(Box::new(Sampled { sample, held, left_out, more: more.into() }))
        },
    )
}

fn record() -> impl Strategy<Value = Record> {
    let part = (any::<u64>(), payload()).prop_map(|(of, data)| Body::Part { of, data });
    let body = prop_oneof![5 => call_body(), 3 => join_body(), 2 => notice_body(), 1 => part];
    (any::<u64>(), span(), prop::option::of(any::<u64>()), body).prop_map(|(n, t, sid, mut body)| {
        let sid = sid.map(SocketId);
        if let Body::Notice(Notice::Sample(sampled)) = &mut body {
            (sampled.sample.sid, sampled.sample.at) = (sid.unwrap_or(SocketId::NONE), t);
        }
        Record { n, t, sid, body }
    })
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
