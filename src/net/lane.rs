//! Calls of one socket start in the order they were made.
//!
//! One worker at a time runs a socket's lane. While its call may wait and another is queued, a second worker watches
//! until the first call is back (then the first goes on) or waits in the kernel (then the second takes the lane over).

use super::core::Core;
use super::request::{KeepAccepting, KeepReceiving, Request};
use super::socket::Sock;
use super::wait::Wait;
use crate::call::CallId;
use std::collections::VecDeque;
use std::sync::Arc;

/// A thing to do on a socket.
pub(super) enum Job {
    /// A call.
    Call(Box<Request>, CallId, Arc<Wait>),
    /// *Keep receiving* on or off.
    Receive(Option<KeepReceiving>),
    /// *Keep accepting* on or off.
    Accept(Option<KeepAccepting>),
}

impl Job {
    fn may_wait(&self) -> Option<&Arc<Wait>> {
        match self {
            Self::Call(request, _, wait) if request.call.kind().may_wait() => Some(wait),
            _ => None,
        }
    }
}

/// What is to be done on a socket, in order.
#[derive(Default)]
pub(super) struct Lane {
    queue: VecDeque<Job>,
    /// Changes when the lane is taken over.
    turn: u64,
    is_running: bool,
    /// The call that its worker is in, where it may wait and nobody watches it yet.
    unwatched: Option<Arc<Wait>>,
    /// The same, watched.
    watched: Option<Arc<Wait>>,
}

/// Queues a job; a worker starts it when its time comes. Never blocks.
pub(super) fn push(core: &Arc<Core>, sock: &Arc<Sock>, job: Job) {
    let mut lane = sock.lane.lock();
    lane.queue.push_back(job);
    if !lane.is_running {
        lane.is_running = true;
        let turn = lane.turn;
        let (core, sock) = (Arc::clone(core), Arc::clone(sock));
        core.pool.clone().submit(move || run(&core, &sock, turn));
    } else if let Some(wait) = lane.unwatched.take() {
        watch(core, sock, &mut lane, wait);
    }
}

fn run(core: &Arc<Core>, sock: &Arc<Sock>, turn: u64) {
    loop {
        let job = {
            let mut lane = sock.lane.lock();
            if lane.turn != turn {
                return;
            }
            (lane.unwatched, lane.watched) = (None, None);
            let Some(job) = lane.queue.pop_front() else {
                lane.is_running = false;
                return;
            };
            if let Some(wait) = job.may_wait().map(Arc::clone) {
                if lane.queue.is_empty() {
                    lane.unwatched = Some(wait);
                } else {
                    watch(core, sock, &mut lane, wait);
                }
            }
            job
        };
        core.run_job(sock, job);
    }
}

fn watch(core: &Arc<Core>, sock: &Arc<Sock>, lane: &mut Lane, wait: Arc<Wait>) {
    lane.watched = Some(Arc::clone(&wait));
    let (core, sock) = (Arc::clone(core), Arc::clone(sock));
    core.pool.clone().submit(move || {
        wait.settle();
        let turn = {
            let mut lane = sock.lane.lock();
            if !lane.watched.as_ref().is_some_and(|watched| Arc::ptr_eq(watched, &wait)) {
                return; // It came back and its worker went on.
            }
            lane.turn += 1;
            lane.turn
        };
        run(&core, &sock, turn);
    });
}
