//! From record to record: by keys, buttons, the log and the scrubber; on the live session and on a file.

use super::desk::{begin, chat, opened, rest, rows, step, stepping, written};
use super::support::hand::button;
use egui::{Key, PointerButton};
use sockscope::app::{AppCommand, StepCommand};
use sockscope::call::{CallKind, Outcome};

#[test]
fn the_whole_window_is_as_it_was_at_every_record() {
    let (mut hand, path) = opened();
    let lines: Vec<String> = std::fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect();
    let whole = hand.state().snapshot.clone();
    assert_eq!(begin(&mut hand), lines.len() as u64 - 1);
    hand.see("not live");
    assert_eq!(*hand.state().snapshot.board, *whole.board, "the last record is all of it");
    assert_eq!(step(&mut hand, Key::Home), 0);
    assert!(hand.state().snapshot.board.sockets.is_empty() && hand.state().snapshot.rows == 0);
    for n in 1..lines.len() as u64 {
        // What only tells of queues is stepped over, and can be gone to.
        let is_sample = lines[n as usize].contains(r#","ev":"sample","#);
        if is_sample {
            hand.h.state_mut().update(AppCommand::Step(StepCommand::To(n)));
            assert_eq!(rest(&mut hand), n);
        } else {
            assert_eq!(step(&mut hand, Key::ArrowRight), n);
        }
        let snapshot = hand.state().snapshot.clone();
        assert_eq!((snapshot.records, snapshot.rows), (n + 1, snapshot.board.totals.calls));
        let rows = rows(&mut hand);
        assert!(rows.iter().all(|row| row.n <= n && row.join_n.is_none_or(|join| join <= n)), "{n}");
        let waits = rows.iter().filter(|row| row.record.outcome == Outcome::Waiting).count();
        assert_eq!(waits, snapshot.board.waiting.len(), "{n}: {}", lines[n as usize]);
        for row in snapshot.board.sockets.values() {
            let pieces = hand.state().session().pieces(row.sid);
            let moved: u64 = (0..pieces.len()).filter_map(|i| pieces.get(i)).map(|piece| u64::from(piece.len)).sum();
            assert_eq!(moved, row.sent + row.received, "{n}: {}", row.name);
        }
    }
    assert_eq!(step(&mut hand, Key::ArrowRight), lines.len() as u64 - 1, "there is nothing after the last");
    assert_eq!(*hand.state().snapshot.board, *whole.board);
    hand.press("Stop stepping");
    hand.see("You are reading ");
    assert!(hand.state().stepping.is_none());
    assert_eq!(hand.state().snapshot.rows, whole.rows);
}

#[test]
fn calls_are_stepped_over_and_the_log_goes_to_a_moment() {
    let (mut hand, _) = opened();
    hand.press("Step through");
    rest(&mut hand);
    let all = rows(&mut hand);
    step(&mut hand, Key::Home);
    for row in &all {
        assert_eq!(step(&mut hand, Key::PageDown), row.n);
        if matches!(row.record.call.kind(), CallKind::Bind | CallKind::Connect) {
            // With what it brought about: the names that the kernel gave.
            assert!(hand.state().socket(row.sid).unwrap().local.is_some(), "{:?}", row.record.call);
        }
        assert_eq!(hand.state().selected_record, Some(row.n));
    }
    for row in all.iter().rev().skip(1) {
        assert_eq!(step(&mut hand, Key::PageUp), row.n);
    }
    hand.press("Next call");
    assert_eq!(rest(&mut hand), all[1].n);
    hand.press("Last record");
    let last = rest(&mut hand);
    assert_eq!(last, stepping(&hand).last());
    hand.press("Previous record");
    let at = rest(&mut hand);
    let samples = at + 1..last;
    let is_sample = |n: u64| hand.state().whole_session().beat(n).is_some_and(|beat| beat.is_sample);
    assert!(at < last && !is_sample(at) && samples.clone().all(is_sample), "{samples:?}");
    let sent = all.iter().find(|row| row.record.call.kind() == CallKind::SendAll || row.record.call.sent().is_some());
    let sent = sent.unwrap().n;
    let at = hand.locate("the call that sends", |label| label.contains(" client s.send("));
    for event in button(at, PointerButton::Secondary) {
        hand.h.event(event);
    }
    hand.h.run_steps(2);
    hand.choose("Go to this moment");
    assert_eq!(rest(&mut hand), sent);
    assert_eq!(hand.state().selected, all.iter().find(|row| row.n == sent).map(|row| row.sid));
}

#[test]
fn what_was_cleared_away_stays_so_after_stepping() {
    let (mut hand, _) = opened();
    let from = rows(&mut hand)[3].n;
    hand.h.state_mut().update(AppCommand::ShowFrom(from));
    begin(&mut hand);
    assert_eq!(hand.state().shown_from, 0, "the past shows whole");
    hand.h.state_mut().update(AppCommand::Step(StepCommand::Leave));
    hand.h.run_steps(2);
    assert_eq!(hand.state().shown_from, from);
}

#[test]
fn a_drag_of_the_scrubber_goes_anywhere() {
    let (mut hand, _) = opened();
    begin(&mut hand);
    let place = |hand: &super::support::hand::Hand| {
        use egui_kittest::kittest::{By, Queryable as _};
        hand.h.get(By::new().role(egui::accesskit::Role::Slider)).rect()
    };
    let rect = place(&hand);
    hand.drag(rect.right_center() - egui::vec2(6.0, 0.0), rect.left_center() + egui::vec2(7.0, 0.0));
    assert_eq!(rest(&mut hand), 0);
    hand.click(rect.center());
    let middle = rest(&mut hand);
    let last = stepping(&hand).last();
    assert!(middle > last / 3 && middle < last - last / 3, "{middle} of {last}");
}

#[test]
fn a_live_session_goes_on_behind() {
    let mut hand = chat();
    // Calls are counted: what the kernel holds may be told a moment later.
    let (before, calls) = (hand.state().live_snapshot().records, hand.state().live_snapshot().rows);
    begin(&mut hand);
    step(&mut hand, Key::Home);
    for _ in 0..6 {
        step(&mut hand, Key::ArrowRight);
    }
    hand.see("You are stepping through the past: no call can be made here");
    let sid = *hand.state().snapshot.board.sockets.keys().next().unwrap();
    let make = sockscope::app::MakeCall::once(sid, sockscope::call::Call::Close);
    hand.h.state_mut().update(AppCommand::MakeCall(make));
    hand.see("no call can be made here");
    assert_eq!(hand.state().live_snapshot().rows, calls, "nothing was called");
    let wanted = sockscope::app::StepCommand::Leave;
    hand.h.state_mut().update(AppCommand::Step(wanted));
    hand.press("New socket");
    hand.press("Make");
    hand.wait("another socket", |hand| (hand.state().live_snapshot().rows > calls).then_some(()));
    written(&mut hand);
    begin(&mut hand);
    assert!(stepping(&hand).last() >= before, "what came since is there");
    hand.press("Back to live");
    assert!(hand.state().is_live());
}

#[test]
fn it_goes_on_by_itself_and_rests_at_the_end() {
    let (mut hand, _) = opened();
    begin(&mut hand);
    step(&mut hand, Key::Home);
    hand.press("Without pauses");
    hand.key(Key::Space);
    hand.wait("the end", |hand| {
        let stepping = stepping(hand);
        (!stepping.is_playing() && stepping.at() == stepping.last()).then_some(())
    });
    rest(&mut hand);
    hand.press("×10");
    step(&mut hand, Key::Home);
    hand.press("Go on by itself");
    hand.wait("some of it", |hand| (stepping(hand).at() > 3).then_some(()));
    hand.press("Rest here");
    let at = rest(&mut hand);
    assert!(!stepping(&hand).is_playing());
    hand.h.run_steps(20);
    assert_eq!(stepping(&hand).at(), at);
    hand.wait("no frame is wanted", |hand| (!hand.h.ctx.has_requested_repaint()).then_some(()));
}
