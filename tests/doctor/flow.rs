//! Not connected, already connected, not yet, too long, no such name, no time left.

use super::bench::*;
use sockscope::call::{Address, Call, OptionValue, Service};

#[test]
fn the_call_does_not_fit_the_state() {
    each(&[
        ("why-not-connected", |board| {
            let s = board.tcp("client/s");
            board.why(s, recv())
        }),
        ("why-already-connected", |board| {
            let [_, client, _] = board.pair();
            board.why(client, connect(9))
        }),
        ("why-listener-no-data", |board| {
            let (s, _) = board.listener("server/s");
            board.why(s, recv())
        }),
        ("why-connect-listening", |board| {
            let (s, port) = board.listener("server/s");
            board.why(s, connect(port))
        }),
        ("why-accept-not-listening", |board| {
            let s = board.tcp("server/s");
            board.well(s, bind(0));
            board.why(s, Call::Accept)
        }),
        ("why-no-peer", |board| {
            let s = board.tcp("client/s");
            board.why(s, Call::GetPeerName)
        }),
        ("why-datagram-no-listen", |board| {
            let u = board.udp("server/u");
            board.well(u, bind(0));
            board.why(u, Call::Listen { backlog: None })
        }),
        ("why-no-destination", |board| {
            let u = board.udp("client/u");
            board.why(u, send(b"x"))
        }),
        ("why-too-long", |board| {
            let u = board.udp("client/u");
            let call = Call::SendTo { data: vec![0; 70_000].into(), flags: 0, address: at(9) };
            let found = board.why(u, call);
            assert!(english(&found).contains("70000 bytes"), "{}", english(&found));
            found
        }),
        ("why-closed", |board| {
            let s = board.tcp("client/s");
            board.well(s, Call::Close);
            board.why(s, recv())
        }),
    ]);
}

#[test]
fn there_is_nothing_yet() {
    each(&[
        ("why-again-recv", |board| {
            let [_, client, _] = board.pair();
            board.well(client, Call::SetBlocking { blocking: false });
            board.why(client, recv())
        }),
        ("why-again-accept", |board| {
            let (s, _) = board.listener("server/s");
            board.well(s, Call::SetBlocking { blocking: false });
            board.why(s, Call::Accept)
        }),
        ("why-again-send", |board| {
            let [_, client, _] = board.pair();
            board.well(client, Call::SetBlocking { blocking: false });
            let much: sockscope::call::Payload = vec![0; 16 << 20].into();
            for _ in 0..8 {
                let outcome = board.call(client, Call::Send { data: much.clone(), flags: 0 });
                if outcome.is_error() {
                    return board.why_last(client, &outcome);
                }
            }
            panic!("the buffers take all");
        }),
        ("why-timeout-recv", |board| {
            let [_, client, _] = board.pair();
            board.well(client, Call::SetTimeout { seconds: Some(0.02) });
            board.why(client, recv())
        }),
        ("why-timeout-accept", |board| {
            let (s, _) = board.listener("server/s");
            board.well(s, Call::SetTimeout { seconds: Some(0.02) });
            board.why(s, Call::Accept)
        }),
        ("why-again-limit", |board| {
            let [_, client, _] = board.pair();
            board.well(client, option("SOL_SOCKET", "SO_RCVTIMEO", OptionValue::TimeVal(0.02)));
            board.why(client, recv())
        }),
    ]);
}

#[test]
fn names_that_are_none() {
    each(&[
        ("why-eai-family", |board| {
            let s = board.tcp("client/s");
            board.why(s, Call::Connect { address: Address::inet("::1", 9) })
        }),
        ("why-range-port", |board| {
            let s = board.tcp("client/s");
            board.why(s, connect(70_000))
        }),
        ("why-eai-noname", |board| {
            // A number is asked for, and this is none: no name server hears of it.
            let (host, flags) = (Some("no-number".into()), number("AI_NUMERICHOST"));
            let call = Call::GetAddrInfo { host, port: Service::None, family: 0, kind: 0, proto: 0, flags };
            let before = board.state.snapshot.rows;
            board.press(sockscope::app::AppCommand::MakeCall(sockscope::app::MakeCall::once(
                sockscope::call::SocketId(0),
                call,
            )));
            let found = board.wait("the look-up", |state| state.session().rows().row(before));
            board.ask(found.sid, &found)
        }),
    ]);
}
