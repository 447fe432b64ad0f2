//! One message after another, with a wait after each.

use super::hand::Hand;
use super::live::End;
use super::pace::Pace;
use super::{Filler, RepeatPlan, Step};
use std::time::Instant;

/// Sends the steps, once or by a plan. A socket that a step does not reach is left out from there on: what follows
/// counts on it.
pub(super) fn run(hand: &mut Hand, steps: &[Step], plan: Option<RepeatPlan>, filler: &Filler) -> End {
    let rounds = plan.map_or(Some(1), |plan| plan.count);
    let each_round = (steps.len() as u64).saturating_mul(hand.targets.len() as u64);
    hand.tell(|told| told.counts.total = rounds.map(|rounds| rounds.saturating_mul(each_round)));
    if !hand.resolve() {
        return End::Stopped;
    }
    let mut pace = Pace::new(Instant::now(), plan.map(|plan| plan.every).unwrap_or_default());
    let mut round = 0;
    while !steps.is_empty() && rounds.is_none_or(|rounds| round < rounds) {
        if pace.due().is_none_or(|due| !hand.pause(due)) {
            return hand.end();
        }
        let skipped = if plan.is_some() { pace.take(Instant::now()) } else { 0 };
        hand.tell(|told| told.counts.skipped += skipped);
        round += 1;
        for (number, step) in steps.iter().enumerate() {
            if !play(hand, step, filler) {
                return hand.end();
            }
            let is_last = number + 1 == steps.len() && rounds.is_some_and(|rounds| round == rounds);
            let until = Instant::now().checked_add(step.then_wait);
            if !is_last && !until.is_some_and(|until| hand.pause(until)) {
                return hand.end();
            }
        }
    }
    hand.end()
}

/// Sends one step to everyone who is left; false where it is not to go on.
fn play(hand: &mut Hand, step: &Step, filler: &Filler) -> bool {
    hand.tell(|told| told.step = Some(step.name.as_str().into()));
    for at in 0..hand.targets.len() {
        if hand.targets.get(at).is_none_or(|target| target.is_lost) {
            continue;
        }
        let filled = step.filled.as_ref().map(|recipe| filler.payload(recipe));
        if !hand.send(at, filled.as_ref().unwrap_or(&step.data)) {
            return false;
        }
    }
    hand.is_anyone_left()
}
