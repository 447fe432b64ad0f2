//! *Save as script…*: each example is run in the window, saved from the live session, and run again without a window.

use super::desk::{TITLES, example, reach};
use super::support::hand::Hand;
use sockscope::app::{AppCommand, Phase};
use sockscope::script::{Net, Reading, RunOptions, Said, read, run_script};
use std::path::Path;

/// Presses *Save as script…* and waits for the file; its text and what is read of it.
#[track_caller]
fn save(hand: &mut Hand, path: &Path, title: &str) -> (String, Reading) {
    hand.menu(&["Session", "Save as script…"]);
    hand.type_in("Path of the file", path.to_str().unwrap());
    hand.type_in("Title", title);
    hand.press("Save");
    hand.see("Saved as a script: ");
    hand.dismiss();
    let bytes = std::fs::read(path).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let reading = read(bytes.as_slice()).unwrap_or_else(|fault| panic!("{fault:?}\n{text}"));
    assert_eq!(reading.script.header.title.as_deref(), Some(title));
    (text, reading)
}

/// Runs a script without a window; every expectation holds.
#[track_caller]
fn run_again(text: &str, reading: &Reading) {
    let options = RunOptions { net: Net::Loopback, ..RunOptions::default() };
    let mut said = Vec::new();
    let summary = run_script(&reading.script, &options, &mut |what: Said| {
        said.push(format!("{what:?}"));
        Ok(())
    });
    assert_eq!(summary.expect("it runs").failed, 0, "{}\n{text}", said.join("\n"));
}

/// Waits until all records are in the file.
#[track_caller]
fn all_saved(hand: &mut Hand) {
    hand.wait("all is saved", |hand| {
        let snapshot = &hand.state().snapshot;
        (snapshot.rows > 0 && snapshot.saved == snapshot.records).then_some(())
    });
}

#[test]
fn every_example_is_saved_from_its_log_and_runs_again() {
    for at in 0..TITLES.len() {
        let mut hand = example(at);
        hand.press("Run all");
        reach(&mut hand, Phase::Ended);
        all_saved(&mut hand);
        let path = hand.folder().join("saved.jsonl");
        let (text, reading) = save(&mut hand, &path, "Once more");
        assert!(text.contains("\"expect\""), "the results are kept: {text}");
        if at == 1 {
            assert!(text.contains("\"async\":true") && text.contains("\"do\":\"join\""), "accept still waits: {text}");
        }
        run_again(&text, &reading);
    }
}

#[test]
fn a_session_that_is_read_is_saved_as_well_and_a_file_that_is_there_stays() {
    let mut hand = example(3);
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    all_saved(&mut hand);
    let session = hand.state().snapshot.path.clone().unwrap();
    hand.h.state_mut().update(AppCommand::OpenSession(session.to_path_buf()));
    hand.wait("the session is read", |hand| (!hand.state().is_live()).then_some(()));
    let path = hand.folder().join("again.jsonl");
    let (text, reading) = save(&mut hand, &path, "From a file");
    run_again(&text, &reading);
    // Saved there again without leave to replace it.
    hand.menu(&["Session", "Save as script…"]);
    hand.type_in("Path of the file", path.to_str().unwrap());
    hand.press("Save");
    hand.see("again.jsonl");
    hand.wait("the job is over", |hand| hand.state().jobs.running().is_empty().then_some(()));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}
