//! What a call that has not come back waits for.

use super::Surroundings;
use super::case::{Case, say, short};
use crate::call::{Call, CallKind};
use crate::locale::Message;

/// What `call` waits for, in one sentence, from what is known while it waits.
pub fn explain_waiting(call: &Call, around: &Surroundings<'_>) -> Message {
    let case = Case { call, around };
    let with_call = |key: &str| say(key).with("call", case.name());
    if around.closed && case.kind() != CallKind::Close {
        return with_call("wait-closed");
    }
    match call.kind() {
        CallKind::Accept => match around.local {
            Some(local) => say("wait-accept").with("address", short(Some(local))),
            None => say("wait-accept-unknown"),
        },
        CallKind::Connect | CallKind::ConnectEx => with_call("wait-connect").with("address", case.place_text()),
        kind if kind.receives() => receive(&case),
        CallKind::Send | CallKind::SendAll | CallKind::SendTo if case.is_datagram() => with_call("wait-send-datagram"),
        CallKind::Send | CallKind::SendAll | CallKind::SendTo => with_call("wait-send"),
        CallKind::Close => say("wait-close"),
        _ => with_call("wait-other"),
    }
}

fn receive(case: &Case<'_>) -> Message {
    let with_call = |key: &str| say(key).with("call", case.name());
    if case.is_datagram() {
        return match (case.around.local, case.around.peer) {
            (Some(local), Some(peer)) => {
                with_call("wait-recv-from-peer").with("address", short(Some(local))).with("peer", short(Some(peer)))
            }
            (Some(local), None) => with_call("wait-recv-datagram").with("address", short(Some(local))),
            (None, _) => with_call("wait-recv-unbound"),
        };
    }
    match (case.call, case.around.peer) {
        (Call::Recv { size, .. } | Call::RecvFrom { size, .. }, _) if case.has_flag("MSG_WAITALL") => {
            with_call("wait-recv-all").with("size", *size)
        }
        (_, Some(peer)) => with_call("wait-recv").with("peer", short(Some(peer))),
        (_, None) => with_call("wait-recv-unknown"),
    }
}
