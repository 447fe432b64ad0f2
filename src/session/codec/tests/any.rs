//! Any record that can be written.

use crate::call::*;
use proptest::prelude::*;
use std::time::Duration;

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

pub(super) fn record() -> impl Strategy<Value = Record> {
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
