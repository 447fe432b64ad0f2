//! How far a script may reach: asked once, refused without.

use super::desk::{case, file, marks, reach, script};
use sockscope::app::{Mark, Phase};
use sockscope::script::Net;

/// Binds every address of the machine; nothing is sent.
fn wide(net: &str) -> String {
    format!(
        "{{\"netscript\":1,\"net\":\"{net}\"}}\n{}\n{}\n{}\n",
        r#"{"call":"socket","as":"srv"}"#,
        r#"{"call":"bind","on":"srv","address":["0.0.0.0",0],"expect":{"ok":null}}"#,
        r#"{"call":"close","on":"srv"}"#
    )
}

#[test]
fn a_wide_bind_asks_and_is_refused_without_consent() {
    let (mut hand, _) = file(&wide("any"));
    hand.press("Run all");
    hand.see("May this script leave this machine?");
    hand.see("bind 0.0.0.0:0");
    assert_eq!(case(&hand).phase, Phase::Fresh, "nothing is run before the answer");
    hand.press("Run on this machine only");
    reach(&mut hand, Phase::Ended);
    assert_eq!(marks(&hand), [Mark::Done, Mark::Refused, Mark::Done]);
    hand.see("0 of 1 expectations held. Different:");
    hand.press("Line 3");
    hand.see("is beyond this script’s reach");
    // It is not asked again.
    hand.press("Start over");
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    assert_eq!(marks(&hand)[1], Mark::Refused);
}

#[test]
fn with_consent_it_binds_and_a_cancelled_question_runs_nothing() {
    let (mut hand, _) = file(&wide("any"));
    hand.press("Next step");
    hand.see("May this script leave this machine?");
    hand.press("Cancel");
    hand.see_no("May this script leave this machine?");
    assert_eq!((case(&hand).phase, script(&hand).allowed), (Phase::Fresh, None));
    hand.press("Run all");
    hand.press("Allow for this file");
    reach(&mut hand, Phase::Ended);
    assert_eq!(marks(&hand), [Mark::Done, Mark::Held, Mark::Done]);
}

#[test]
fn a_script_that_says_loopback_is_kept_to_it_without_a_question() {
    let (mut hand, _) = file(&wide("loopback"));
    hand.press("Addresses");
    hand.see("Every address of this machine, so that others can connect");
    hand.see("It says that it needs this machine only");
    hand.press("Run all");
    reach(&mut hand, Phase::Ended);
    assert_eq!(script(&hand).net(), Net::Loopback);
    assert_eq!(marks(&hand)[1], Mark::Refused);
}
