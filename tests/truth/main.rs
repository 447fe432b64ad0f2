//! What the window shows of a socket is what the kernel says of it: at the end of cases of the conformance set, the
//! board, the timeline, the kernel's panel, `/proc/net/*` and, where it is installed, `ss` tell the same.

#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may stop at once

#[path = "../support/mod.rs"]
mod support;

mod kernel_tables;

use kernel_tables::{Entry, Said, proc_net, ss, unix_listeners};
use sockscope::app::moves::rfc_name;
use sockscope::app::{AppCommand, Go, Phase, ScriptCommand};
use sockscope::call::{TcpState, number_of};
use sockscope::session::SocketRow;
use std::collections::BTreeMap;
use std::sync::Arc;
use support::hand::Hand;

/// Cases that end with sockets in as many states as there are.
const CASES: [&str; 10] = [
    "accept-order",
    "tcp-echo",
    "tcp-half-close",
    "tcp-backpressure",
    "tcp-close-unread-rst",
    "tcp-v6",
    "backlog-full",
    "recv-blocked-peer-close",
    "udp-connect-filter",
    "unix-seqpacket",
];

/// The lines of a case of the conformance set.
fn lines_of(case: &str) -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance/cases.jsonl");
    let all = std::fs::read_to_string(path).unwrap();
    let head = format!("{{\"case\": \"{case}\"");
    let mut lines = all.lines().skip_while(|line| !line.starts_with(&head));
    let first = lines.next().unwrap_or_else(|| panic!("there is a case {case}"));
    let rest = lines.take_while(|line| !line.starts_with("{\"case\""));
    std::iter::once(first).chain(rest).map(|line| format!("{line}\n")).collect()
}

/// Runs a case to its end; its sockets stay open, those of the one before are closed.
fn run(hand: &mut Hand, case: &str) {
    let path = hand.folder().join(format!("{case}.jsonl"));
    std::fs::write(&path, format!("{{\"netscript\":1,\"title\":\"truth\",\"net\":\"loopback\"}}\n{}", lines_of(case)))
        .unwrap();
    hand.h.state_mut().update(AppCommand::Script(ScriptCommand::Open(path)));
    hand.wait("the case", |hand| {
        let (view, case_now) = hand.state().scripts.open.as_deref()?.current()?;
        (&*view.id == case && case_now.phase == Phase::Fresh && !hand.state().scripts.is_reading).then_some(())
    });
    hand.h.state_mut().update(AppCommand::Script(ScriptCommand::Go(Go::All)));
    hand.wait(case, |hand| {
        let (_, case) = hand.state().scripts.open.as_deref()?.current()?;
        (case.phase == Phase::Ended).then_some(())
    });
}

/// The sockets that the case left open and that have a name, once the record has all of them.
fn left(hand: &mut Hand, case: &str) -> Vec<Arc<SocketRow>> {
    let rows = |hand: &mut Hand| {
        let rows = hand.state().snapshot.board.sockets.values();
        let left = rows.filter(|row| row.open && row.local.is_some() && row.name.side() == case);
        Some(left.cloned().collect::<Vec<_>>()).filter(|left| !left.is_empty())
    };
    hand.wait("an open socket", rows);
    hand.wait("all records", |hand| {
        let live = hand.state().live_snapshot();
        (live.saved == live.records).then_some(())
    });
    // The window's own picture of the board is as old as its last frame.
    hand.h.run_steps(2);
    hand.wait("an open socket", rows)
}

/// The newest state of a socket that the timeline has in sight: `NAME: STATE, as the kernel said, record N`.
fn on_the_timeline(hand: &Hand, row: &SocketRow) -> Option<String> {
    let beginning = format!("{}: ", row.name);
    let texts = hand.texts();
    let told = texts.iter().filter_map(|text| {
        let (state, n) = text.strip_prefix(&beginning)?.split_once(", as the kernel said, record ")?;
        Some((n.parse::<u64>().ok()?, state.to_owned()))
    });
    told.max().map(|(_, state)| state)
}

fn is(name: &str, number: i32) -> bool {
    number_of(name) == Some(number)
}

/// What a table says of a socket, by its names.
fn entry_of<'a>(table: &'a [Entry], row: &SocketRow) -> Option<&'a Entry> {
    let local = row.local.as_ref()?.to_string();
    let peer = row.peer.as_ref().map(ToString::to_string);
    table.iter().find(|entry| {
        let same_peer = peer.as_ref().is_none_or(|peer| entry.peer == *peer);
        entry.local == local && same_peer && (entry.state == "LISTEN") == row.backlog.is_some()
    })
}

/// Looks at one TCP socket in the panel, and holds it against a table until both agree: the kernel goes on meanwhile.
fn same(hand: &mut Hand, row: &Arc<SocketRow>, said: Said, table: impl Fn() -> Vec<Entry>) {
    let name = row.name.to_string();
    let sid = row.sid;
    hand.h.state_mut().update(AppCommand::SelectSocket(Some(row.sid)));
    let what = format!("{name} as {said:?} has it");
    hand.wait(&what, |hand| {
        let table = table();
        // What the recorder took in since counts.
        let row = &hand.state().socket(sid)?.clone();
        let entry = entry_of(&table, row);
        let shown = match entry {
            Some(entry) if entry.state == "LISTEN" => {
                let look = hand.state().kernel_look(row.sid)?.sample;
                let (waiting, most) = look.accept_queue?;
                let most_said = entry.send_queue.filter(|_| said == Said::Ss).unwrap_or(most);
                let is_same = (waiting, most) == (entry.receive_queue, most_said);
                is_same.then(|| vec![format!("accept queue {waiting} of {most}"), "CLOSED → LISTEN".to_owned()])?
            }
            // A connection that is over is in no table.
            None => vec!["Now: CLOSED".to_owned()],
            Some(entry) => {
                let state = TcpState::parse(&entry.state).expect("a state of TCP");
                let mut shown = vec![format!("Now: {}", rfc_name(state))];
                if state != TcpState::TimeWait {
                    let look = hand.state().kernel_look(row.sid)?.sample;
                    let queues = (look.receive_queue?, look.send_queue?);
                    // The end of the stream counts as a byte there until it is read.
                    let end = u32::from(matches!(state, TcpState::CloseWait) && !row.eof_received());
                    // So does the SYN while it is on the way; SIOCOUTQ leaves it out.
                    let syn = u32::from(matches!(state, TcpState::SynSent | TcpState::SynRecv));
                    let send = entry.send_queue.unwrap_or(0).saturating_sub(syn);
                    let said_queues = (entry.receive_queue.saturating_sub(end), send);
                    (queues == said_queues).then_some(())?;
                    let tcp = look.tcp?;
                    for (key, ours) in [("cwnd", tcp.cwnd.to_string()), ("mss", tcp.send_mss.to_string())] {
                        if let Some(theirs) = entry.more.get(key) {
                            (*theirs == ours).then_some(())?;
                        }
                    }
                    if let Some(rtt) = entry.more.get("rtt") {
                        let ours = f64::from(tcp.rtt_micros) / 1000.0;
                        let theirs: f64 = rtt.split('/').next().unwrap().parse().unwrap();
                        ((ours - theirs).abs() < 0.002).then_some(())?;
                    }
                    shown.push(format!("Receive {}", sockscope::bytes::size_text(queues.0.into())));
                }
                shown
            }
        };
        shown.iter().all(|text| hand.sees(text)).then_some(())
    });
    // The session's own word: of a connection that is over it has the descriptor's, which is CLOSE.
    hand.wait(&format!("the session's state of {name}"), |hand| {
        let (table, row) = (table(), hand.state().socket(sid)?.clone());
        match entry_of(&table, &row).filter(|entry| entry.state != "TIME_WAIT") {
            Some(entry) => (row.tcp?.name() == entry.state).then_some(()),
            None => Some(()),
        }
    });
}

#[test]
fn the_panel_the_session_and_the_kernels_tables_agree_at_the_end_of_cases() {
    let has_ss = ss().is_some();
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    let mut drawn = 0;
    let mut hand = Hand::new();
    let tab = hand.tab("Kernel");
    hand.click(tab);
    for case in CASES {
        run(&mut hand, case);
        let rows = left(&mut hand, case);
        // The script had come to the front.
        let tab = hand.tab("Timeline");
        hand.click(tab);
        for row in &rows {
            let is_inet = is("AF_INET", row.family) || is("AF_INET6", row.family);
            if is_inet && is("SOCK_STREAM", row.kind & 0xf) {
                same(&mut hand, row, Said::Proc, || proc_net("tcp"));
                if has_ss {
                    same(&mut hand, row, Said::Ss, || ss().unwrap_or_default());
                }
                // The kernel goes on meanwhile, and a table that changes while it is read may leave out a line.
                let what = format!("{case}: the table's state of {} on the timeline", row.name);
                let (state, is_drawn) = hand.wait(&what, |hand| {
                    let table = proc_net("tcp");
                    let row = &hand.state().socket(row.sid)?.clone();
                    let state = entry_of(&table, row).map_or("CLOSE", |entry| &entry.state).to_owned();
                    match on_the_timeline(hand, row).filter(|_| state != "TIME_WAIT") {
                        Some(told) => (told == state).then_some((state, true)),
                        None => Some((state, false)),
                    }
                });
                *states.entry(state).or_default() += 1;
                drawn += usize::from(is_drawn);
            } else if is_inet {
                let entry = hand.wait(&format!("{case}: {} in the table", row.name), |hand| {
                    let row = hand.state().socket(row.sid)?;
                    let entry = entry_of(&proc_net("udp"), row)?.clone();
                    ((entry.state == "ESTABLISHED") == row.peer.is_some()).then_some(entry)
                });
                hand.h.state_mut().update(AppCommand::SelectSocket(Some(row.sid)));
                hand.see(&format!("Dropped {}", entry.more["drops"]));
            } else if row.backlog.is_some() {
                let local = row.local.as_ref().unwrap().to_string();
                assert!(unix_listeners().contains(&local), "{case}: {local} listens");
                hand.h.state_mut().update(AppCommand::SelectSocket(Some(row.sid)));
                hand.see("accept queue 0 of 128");
            }
        }
    }
    assert!(drawn >= 6, "the timeline has states in sight: {drawn}");
    // As many states as these cases have: a table that is never read would not show them.
    for state in ["LISTEN", "ESTABLISHED", "CLOSE_WAIT", "SYN_SENT"] {
        assert!(states.contains_key(state), "{state} was met: {states:?}");
    }
}
