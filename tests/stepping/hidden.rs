//! Outcomes are hidden until the second press.

use super::desk::{begin, opened, rows, step, stepping};
use egui::Key;
use sockscope::call::Outcome;

#[test]
fn each_result_shows_on_the_second_press() {
    let (mut hand, _) = opened();
    begin(&mut hand);
    let all = rows(&mut hand);
    step(&mut hand, Key::Home);
    hand.press("Hide outcomes");
    let mut joins = all.iter().filter_map(|row| row.join_n).collect::<Vec<_>>();
    joins.sort_unstable();
    for row in &all {
        // What a call that waited came back with is asked for by a press of its own.
        while joins.first().is_some_and(|join| *join < row.n) {
            assert_eq!(step(&mut hand, Key::PageDown), joins.remove(0));
            assert_eq!(stepping(&hand).hidden(), None);
        }
        let before = hand.state().snapshot.board.clone();
        assert_eq!((step(&mut hand, Key::PageDown), stepping(&hand).hidden()), (row.n, Some(row.n)));
        hand.see("outcome hidden");
        let snapshot = hand.state().snapshot.clone();
        assert_eq!((snapshot.records, snapshot.rows), (row.n, snapshot.board.totals.calls + 1));
        assert_eq!(snapshot.board.totals.calls, before.totals.calls, "what came of it would tell");
        let last = rows(&mut hand).pop().unwrap();
        assert_eq!((last.n, &last.record.outcome, last.record.took), (row.n, &Outcome::Waiting, None));
        assert_eq!((step(&mut hand, Key::PageDown), stepping(&hand).hidden()), (row.n, None));
        hand.see_no("outcome hidden");
        // With what it brought about, and no other call.
        let snapshot = hand.state().snapshot.clone();
        assert!(snapshot.records > row.n && snapshot.rows == rows(&mut hand).len() as u64);
        assert_eq!(hand.state().selected_record, Some(row.n));
        let last = rows(&mut hand).pop().unwrap();
        if row.record.waits.is_none() {
            assert_eq!(last.record.outcome, row.record.outcome);
        }
    }
}
