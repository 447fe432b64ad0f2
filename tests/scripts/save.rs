//! *Save as script…*: each example is run in the window, saved from the live session, and run again without a window.

use super::desk::{TITLES, example, reach};
use sockscope::app::Phase;
use sockscope::script::{RunOptions, Said, read, run_script};

#[test]
fn every_example_is_saved_from_its_log_and_runs_again() {
    for at in 0..TITLES.len() {
        let mut hand = example(at);
        hand.press("Run all");
        reach(&mut hand, Phase::Ended);
        let saved = hand.folder().join("saved.jsonl");
        hand.wait("all is saved", |hand| {
            let snapshot = &hand.state().snapshot;
            (snapshot.rows > 0 && snapshot.saved == snapshot.records).then_some(())
        });
        hand.menu(&["Session", "Save as script…"]);
        hand.type_in("Path of the file", saved.to_str().unwrap());
        hand.type_in("Title", "Once more");
        hand.press("Save");
        hand.see("Saved as a script: ");
        let bytes = std::fs::read(&saved).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let reading = read(bytes.as_slice()).unwrap_or_else(|fault| panic!("{at}: {fault:?}\n{text}"));
        assert_eq!(reading.script.header.title.as_deref(), Some("Once more"));
        assert!(text.contains("\"expect\""), "the results are kept: {text}");
        if at == 1 {
            assert!(text.contains("\"async\":true") && text.contains("\"do\":\"join\""), "accept still waits: {text}");
        }
        let options = RunOptions { net: sockscope::script::Net::Loopback, ..RunOptions::default() };
        let mut said = Vec::new();
        let summary = run_script(&reading.script, &options, &mut |what: Said| {
            said.push(format!("{what:?}"));
            Ok(())
        });
        let summary = summary.expect("it runs");
        assert_eq!(summary.failed, 0, "{at}: {}\n{text}", said.join("\n"));
    }
}
