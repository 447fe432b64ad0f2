//! *Repeat every n ms*: each socket has its own rhythm, and its next call is made when the one before is back.

use super::RepeatPlan;
use super::fill::Load;
use super::hand::{Hand, Heard};
use super::live::End;
use super::pace::Pace;
use crate::call::{Call, CallId, Payload};
use crate::net::Reply;
use std::time::Instant;

/// One target's rhythm.
struct Line {
    pace: Pace,
    call: Call,
    /// The call under way.
    flying: Option<CallId>,
    /// How many are still to be made; none for as many as come.
    left: Option<u64>,
}

/// Repeats until the count, *Stop*, or nobody is left.
pub(super) fn run(hand: &mut Hand, plan: RepeatPlan, load: &Load) -> End {
    let many = hand.targets.len() as u64;
    hand.tell(|told| told.counts.total = plan.count.map(|count| count.saturating_mul(many)));
    if !hand.resolve() {
        return End::Stopped;
    }
    let pace = Pace::new(Instant::now(), plan.every);
    // What is filled in is made anew for each call: none is made for nothing.
    let first = match load {
        Load::Fixed(data) => data.clone(),
        Load::Filled(..) => Payload::default(),
    };
    let line = |call| Line { pace, call, flying: None, left: plan.count };
    let mut lines: Vec<Line> = hand.targets.iter().map(|target| line(target.call(hand.how, &first))).collect();
    loop {
        start_due(hand, &mut lines, load);
        let idle = || lines.iter().zip(&hand.targets).filter(|(line, to)| !to.is_lost && line.flying.is_none());
        let due = idle().filter(|(line, _)| line.left != Some(0)).filter_map(|(line, _)| line.pace.due()).min();
        let is_over = due.is_none() && lines.iter().all(|line| line.flying.is_none());
        if hand.live.is_stopping() {
            hand.hear_out(|hand, reply| back(hand, &mut lines, &reply));
            return hand.end();
        }
        if is_over {
            return hand.end();
        }
        if let Heard::Back(reply) = hand.hear(due) {
            back(hand, &mut lines, &reply);
        }
    }
}

/// Makes the calls that are due.
fn start_due(hand: &mut Hand, lines: &mut [Line], load: &Load) {
    let now = Instant::now();
    for (at, line) in lines.iter_mut().enumerate() {
        let Some(target) = hand.targets.get(at) else { continue };
        if target.is_lost || line.flying.is_some() || line.left == Some(0) || !line.pace.is_due(now) {
            continue;
        }
        let sid = target.sid;
        if matches!(load, Load::Filled(..)) {
            line.call = target.call(hand.how, &load.next());
        }
        let Some(id) = hand.begin(sid, line.call.clone()) else { return };
        let skipped = line.pace.take(now);
        hand.tell(|told| told.counts.skipped += skipped);
        line.flying = Some(id);
        line.left = line.left.map(|left| left - 1);
    }
}

/// A call came back.
fn back(hand: &mut Hand, lines: &mut [Line], reply: &Reply) {
    let found = lines.iter_mut().enumerate().find(|(_, line)| line.flying == Some(reply.id));
    let Some((at, line)) = found else { return };
    line.flying = None;
    hand.count(at, line.call.clone(), &reply.outcome, true);
    if let (true, Some(left)) = (hand.is_left_out(at), line.left) {
        // What this socket will not be sent is not waited for.
        hand.tell(|told| told.counts.total = told.counts.total.map(|total| total.saturating_sub(left)));
    }
}
