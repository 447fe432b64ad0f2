//! Running: whole, by steps, to a line; stopping and starting over.

use super::desk::{case, example, file, key, marks, next_step, reach, rows, script};
use super::support::hand::Hand;
use egui::{Key, Modifiers};
use sockscope::app::{AppCommand, Mark, Phase, ScriptCommand};
use sockscope::call::{By, CallKind, Outcome};

#[test]
fn every_example_runs_whole_and_all_expectations_hold() {
    for at in 0..super::desk::TITLES.len() {
        let mut hand = example(at);
        assert_eq!(case(&hand).phase, Phase::Fresh, "opening runs nothing");
        assert_eq!(hand.state().snapshot.rows, 0);
        hand.press("Run all");
        reach(&mut hand, Phase::Ended);
        let (view, state) = script(&hand).current().unwrap();
        let tally = state.tally(view);
        assert!(tally.expected > 0 && tally.held == tally.expected && tally.refused == 0, "{at}: {tally:?}");
        assert_eq!(tally.made, view.steps(), "{at}");
        hand.see(&format!("All {} expectations held.", tally.expected));
        // A comment, a join, a sleep and an unlink are no calls.
        let calls = view_calls(&hand);
        hand.wait("every call's row", |hand| (hand.state().snapshot.rows == calls as u64).then_some(()));
        assert!(rows(&mut hand).iter().all(|row| row.record.by == By::Script), "{at}");
    }
}

fn view_calls(hand: &Hand) -> usize {
    let (view, _) = script(hand).current().unwrap();
    view.rows.iter().filter_map(|row| row.step()).filter(|step| step.kind.is_some()).count()
}

#[test]
fn step_by_step_each_call_lands_in_the_log() {
    let mut hand = example(1);
    // socket, bind, listen, getsockname, accept (waits), join (pending), socket, connect, join…
    let kinds = [CallKind::Socket, CallKind::Bind, CallKind::Listen, CallKind::GetSockName, CallKind::Accept];
    for (at, kind) in kinds.into_iter().enumerate() {
        next_step(&mut hand, at + 1);
        hand.wait("its row", |hand| (hand.state().snapshot.rows == at as u64 + 1).then_some(()));
        let rows = rows(&mut hand);
        assert_eq!(rows[at].record.call.kind(), kind);
        let expected = if kind == CallKind::Accept { Mark::Waits } else { Mark::Done };
        assert_eq!(marks(&hand)[at], expected);
    }
    let waiting = rows(&mut hand)[4].clone();
    assert_eq!(waiting.record.outcome, Outcome::Waiting, "it waits in the log as in the script");
    let srv = hand.named("2-accept-print/srv");
    assert_eq!(hand.state().socket(srv).unwrap().waiting.len(), 1);
    // The join finds it pending, as expected, and makes no row.
    key(&mut hand, Modifiers::NONE, Key::F8);
    hand.wait("the join", |hand| (case(hand).at == 6).then_some(()));
    assert_eq!(marks(&hand)[5], Mark::Held);
    assert_eq!(hand.state().snapshot.rows, 5);
    for at in 7..=8 {
        next_step(&mut hand, at);
    }
    hand.wait("accept came back", |hand| (marks(hand)[4] == Mark::Done).then_some(()));
    // A step that was made selects its record.
    hand.press_beginning("Line 3, srv.bind");
    hand.wait("the record", |hand| {
        let n = hand.state().selected_record?;
        let rows = hand.state().session().rows();
        let row = rows.row(rows.row_of_record(n)?)?;
        (row.record.call.kind() == CallKind::Bind).then_some(())
    });
    hand.see("Line 3: made");
    // To the end, from where it is.
    key(&mut hand, Modifiers::NONE, Key::F9);
    reach(&mut hand, Phase::Ended);
    hand.see("expectations held.");
}

#[test]
fn runs_to_the_selected_line_and_starts_over_with_fresh_sockets() {
    let mut hand = example(0);
    hand.press_beginning("Line 8, peer, addr = srv.accept");
    hand.press("Run to here");
    hand.wait("the line", |hand| (case(hand).phase == Phase::Resting && case(hand).at == 6).then_some(()));
    assert_eq!(marks(&hand)[5], Mark::Waits);
    let srv = hand.named("1-web-get/srv");
    hand.press("Start over");
    hand.socket(srv, "closed", |row| !row.open);
    assert_eq!(case(&hand).phase, Phase::Fresh);
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    let again = hand.named("1-web-get/srv");
    assert_ne!(srv, again);
    hand.see("All ");
    assert!(hand.state().script_sockets() > 0);
    // What it left is there to look at, until it is closed.
    assert!(hand.state().socket(again).unwrap().open);
    hand.press("Close its sockets");
    hand.socket(again, "closed", |row| !row.open);
    hand.wait("none left", |hand| (hand.state().script_sockets() == 0).then_some(()));
}

#[test]
fn stop_ends_a_call_that_blocks() {
    let (mut hand, _) = file(concat!(
        "{\"netscript\":1,\"title\":\"Nobody comes\"}\n",
        "{\"call\":\"socket\",\"as\":\"srv\"}\n",
        "{\"call\":\"bind\",\"on\":\"srv\",\"address\":[\"127.0.0.1\",0]}\n",
        "{\"call\":\"listen\",\"on\":\"srv\"}\n",
        "{\"call\":\"accept\",\"on\":\"srv\",\"as\":\"c\"}\n",
        "{\"call\":\"close\",\"on\":\"srv\"}\n",
    ));
    hand.press("Run all");
    hand.wait("accept waits", |hand| (!hand.state().snapshot.board.waiting.is_empty()).then_some(()));
    assert_eq!(case(&hand).phase, Phase::Running);
    let is_it = |text: &String| text.starts_with("Line 5, ") && text.ends_with(", waits");
    hand.wait("it is read out that it waits", |hand| hand.texts().into_iter().find(is_it));
    let srv = hand.named("my script/srv");
    hand.press("Stop");
    reach(&mut hand, Phase::Stopped);
    assert_eq!(marks(&hand), [Mark::Done, Mark::Done, Mark::Done, Mark::Stopped]);
    let accept = rows(&mut hand)[3].clone();
    let outcome = hand.outcome(srv, CallKind::Accept, accept.n);
    assert!(matches!(outcome, Outcome::Stopped { .. }), "{outcome:?}");
    assert!(hand.state().socket(srv).unwrap().open, "it stays to be looked at");
    hand.see("Stopped.");
    hand.press("Start over");
    hand.socket(srv, "closed", |row| !row.open);
}

#[test]
fn what_differs_is_told_and_gone_to() {
    let (mut hand, _) = file(concat!(
        "{\"netscript\":1}\n",
        "{\"call\":\"socketpair\",\"as\":[\"a\",\"b\"]}\n",
        "{\"call\":\"send\",\"on\":\"a\",\"data\":\"hi\",\"expect\":{\"ok\":3}}\n",
        "{\"call\":\"recv\",\"on\":\"b\",\"size\":9,\"expect\":{\"data\":\"hi\"}}\n",
    ));
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    assert_eq!(marks(&hand), [Mark::Done, Mark::Differed, Mark::Held]);
    hand.see("1 of 2 expectations held. Different:");
    hand.press("Line 3");
    hand.see("Line 3: not as expected · came 2 · expects 3");
}

#[test]
fn cases_run_one_after_another_and_those_of_another_process_say_how() {
    let (mut hand, _) = file(concat!(
        "{\"netscript\":1}\n",
        "{\"case\":\"one\"}\n{\"call\":\"socket\",\"as\":\"s\",\"expect\":{\"ok\":null}}\n",
        "{\"case\":\"two\",\"nofile\":64}\n{\"call\":\"socket\",\"as\":\"s\"}\n",
        "{\"case\":\"three\"}\n{\"call\":\"socket\",\"as\":\"s\"}\n{\"call\":\"getsockname\",\"on\":\"s\",\"expect\":{\"err\":\"EBADF\"}}\n",
    ));
    hand.press("Run every case");
    hand.wait("the last case", |hand| (script(hand).case == 2 && case(hand).phase == Phase::Ended).then_some(()));
    assert_eq!(script(&hand).cases[0].steps[0].mark, Mark::Held);
    assert!(script(&hand).cases[1].steps.is_empty());
    assert_eq!(marks(&hand), [Mark::Done, Mark::Differed]);
    hand.press("Case three");
    hand.choose("two");
    hand.see("sockscope run ");
    hand.see("--case two");
}

#[test]
fn stop_ends_a_sleep_and_what_waits_in_the_background() {
    let (mut hand, _) = file(concat!(
        "{\"netscript\":1}\n",
        "{\"call\":\"socket\",\"as\":\"u\",\"type\":\"SOCK_DGRAM\"}\n",
        "{\"call\":\"bind\",\"on\":\"u\",\"address\":[\"127.0.0.1\",0]}\n",
        "{\"call\":\"recv\",\"on\":\"u\",\"size\":9,\"async\":true,\"id\":\"r\"}\n",
        "{\"do\":\"sleep\",\"seconds\":10}\n",
        "{\"call\":\"close\",\"on\":\"u\"}\n",
    ));
    hand.press("Run all");
    hand.wait("it sleeps", |hand| (marks(hand).get(3) == Some(&Mark::Running)).then_some(()));
    hand.wait("recv waits", |hand| (!hand.state().snapshot.board.waiting.is_empty()).then_some(()));
    key(&mut hand, Modifiers::SHIFT, Key::F9);
    reach(&mut hand, Phase::Stopped);
    assert_eq!(marks(&hand)[3], Mark::Stopped);
    let u = hand.named("my script/u");
    hand.press("Close its sockets");
    hand.socket(u, "closed", |row| !row.open);
    hand.wait("nothing waits", |hand| hand.state().snapshot.board.waiting.is_empty().then_some(()));
}

#[test]
fn a_script_runs_beside_what_the_person_does() {
    let mut hand = super::support::hand::Hand::new();
    let own = hand.new_socket("srv", "AF_INET", "SOCK_STREAM");
    hand.menu(&["Session", "Examples", super::desk::TITLES[2]]);
    hand.see("Run all");
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    let theirs = hand.named("3-chat-chinese/srv");
    assert_ne!(own, theirs);
    let row = hand.state().socket(own).unwrap();
    assert!(row.open && row.name.to_string() == "srv" && row.renamed_from.is_none(), "{row:?}");
}

#[test]
fn the_last_line_stays_in_sight_when_what_stands_under_it_grows() {
    let mut text = String::from("{\"netscript\":1}\n");
    for k in 0..40 {
        text += &format!("{{\"call\":\"socket\",\"as\":\"s{k}\",\"family\":\"AF_INET\",\"type\":\"SOCK_DGRAM\"}}\n");
    }
    let (mut hand, _) = file(&text);
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    hand.see("40 sockets are left open");
    hand.h.run_steps(6);
    let last = "Line 41, s39 = ";
    let row = hand.locate(last, |label| label.starts_with(last));
    let end = hand.place_of("sockets are left open");
    assert!(row.y + 8.0 < end.top(), "{row:?} {end:?}");
    hand.click(row);
    hand.see("Line 41: made");
    hand.h.run_steps(4);
    let row = hand.locate(last, |label| label.starts_with(last));
    let end = hand.place_of("sockets are left open");
    assert!(row.y + 8.0 < end.top(), "{row:?} {end:?}");
    // A line that is gone to from elsewhere comes into sight as well.
    hand.h.state_mut().update(AppCommand::Script(ScriptCommand::Select(Some(0))));
    hand.wait("the first line", |hand| hand.texts().iter().any(|text| text.starts_with("Line 2, ")).then_some(()));
}

#[test]
fn a_script_called_server_takes_no_name_of_the_persons() {
    let mut hand = Hand::new();
    let theirs = hand.new_socket("server/s", "AF_INET", "SOCK_STREAM");
    let path = hand.folder().join("server.jsonl");
    std::fs::write(
        &path,
        "{\"netscript\":1}\n{\"call\":\"socket\",\"as\":\"s\",\"family\":\"AF_INET\",\"type\":\"SOCK_STREAM\"}\n",
    )
    .unwrap();
    super::desk::open(&mut hand, &path);
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    hand.named("server-script/s");
    assert_eq!(hand.named("server/s"), theirs);
}
