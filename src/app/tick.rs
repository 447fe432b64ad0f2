//! What happened since the last frame: answers, facts, ended jobs. Called once a frame, before anything is drawn.

use super::{Plan, State};
use crate::call::{CallKind, Outcome, SocketId, errno_name};
use crate::doctor;
use crate::locale::Message;
use crate::session::SocketRow;
use std::sync::Arc;
use std::time::Duration;

/// The kernel is asked about the selected socket at most this often.
const FACTS_EVERY: Duration = Duration::from_millis(250);
/// Facts that would be due this soon are asked for at once: no frame is drawn for them alone while news keeps coming.
const FACTS_SLACK: Duration = Duration::from_millis(100);
/// Settings are written when nothing changed for so long.
const SETTINGS_REST: Duration = Duration::from_millis(500);
/// At most so many connections have their TCP state sampled.
const WATCHED: usize = 64;

impl State {
    /// Takes in what other threads did. Returns after how long it wants to be called again, where it does.
    pub fn tick(&mut self) -> Option<Duration> {
        let stepping = self.tick_stepping();
        self.snapshot = self.session().snapshot();
        self.take_replies();
        while let Ok(looked_up) = self.inbox.looked_up.1.try_recv() {
            self.take_looked_up(looked_up);
        }
        while let Ok(facts) = self.inbox.facts.1.try_recv() {
            self.option_facts.facts_n = self.facts_at.0.0;
            self.facts = Some(facts);
        }
        while let Ok(opened) = self.inbox.opened.1.try_recv() {
            self.take_opened(opened);
        }
        while let Ok(arrived) = self.inbox.messages.1.try_recv() {
            self.take_arrived(arrived);
        }
        for end in self.jobs.take_ended() {
            match end.result {
                Ok(message) => self.toasts.done(message),
                Err(message) => self.toasts.failed(message),
            }
        }
        while let Ok(why) = self.inbox.failures.1.try_recv() {
            self.toasts.failed(why);
        }
        self.tick_again();
        self.tick_removal();
        let scripts = self.tick_scripts();
        let sendings = self.tick_sendings();
        self.select_socket_of_record();
        self.tick_finding();
        let notes = self.tick_notes();
        let lines = self.tick_lines();
        let shelf = self.tick_shelf();
        self.tick_comparing();
        self.tick_machine();
        self.tick_kernel();
        self.see_served_clients();
        self.forget_closed();
        self.see_clients();
        self.watch();
        self.ask_interfaces();
        self.ask_option_facts();
        let totals = self.live.snapshot().board.totals;
        let rates = self.rates.see(self.clock.now(), totals.sent, totals.received);
        let saved = [self.save_settings(), self.save_messages(), self.keep_last_board()];
        saved
            .into_iter()
            .chain([self.ask_facts(), rates, sendings, scripts, stepping, lines, notes, shelf])
            .flatten()
            .min()
    }

    /// The person moved, pressed or typed: queues fill without a record, so the selected socket is asked about again.
    pub fn look_again(&mut self) {
        self.look_again = true;
    }

    fn take_replies(&mut self) {
        let mut moved = false;
        while let Ok(reply) = self.inbox.replies.1.try_recv() {
            if self.take_line_reply(&reply) {
                continue;
            }
            let Some(at) = self.plans.iter().position(|plan| plan.waits_for == Some(reply.id)) else { continue };
            moved = true;
            if !self.plans[at].take(&reply) {
                let plan = self.plans.remove(at);
                self.plan_failed(&plan, reply.outcome);
            }
        }
        if moved {
            self.advance_plans();
            self.reopen_further();
        }
    }

    /// A call of a plan failed: whose plan it was says so.
    fn plan_failed(&mut self, plan: &Plan, outcome: Outcome) {
        let (Some(sid), Some(call)) = (plan.main_socket(), plan.made()) else { return };
        self.bar_failed(sid, call.clone(), outcome.clone());
        self.reopen_failed(sid, call, &outcome);
    }

    /// A socket that was closed, or that reached its end, keeps nothing any more.
    fn forget_closed(&mut self) {
        let board = &self.snapshot.board;
        if self.is_live() {
            self.keeping.retain(|sid, keeping| {
                let row = board.sockets.get(sid);
                keeping.receiving &= row.is_none_or(|row| !row.eof_received() && !has_ended(row, CallKind::Recv));
                keeping.accepting &= row.is_none_or(|row| !has_ended(row, CallKind::Accept));
                row.is_none_or(|row| row.open) && (keeping.receiving || keeping.accepting)
            });
        }
    }

    fn watch(&mut self) {
        if !self.is_live() {
            return;
        }
        let watched: Vec<SocketId> = self
            .snapshot
            .board
            .sockets
            .values()
            .rev()
            .filter(|row| {
                row.open && (row.connected || row.backlog.is_some() || !row.is_connection() && row.local.is_some())
            })
            .map(|row| row.sid)
            .take(WATCHED)
            .collect();
        if watched != self.watched {
            self.engine.watch(watched.clone());
            self.watched = watched;
        }
    }

    fn ask_facts(&mut self) -> Option<Duration> {
        let row = self.selected_socket().filter(|row| row.open && self.is_live())?;
        // While recording is paused only the time goes on.
        let (sid, last) = (row.sid, (row.last_n, row.last_t));
        let known = self.facts.as_ref().is_some_and(|facts| facts.sid == sid);
        let (seen, at) = self.facts_at;
        if known && seen == last && !self.look_again {
            return None;
        }
        let now = self.now();
        let next = at + FACTS_EVERY;
        if known && now + FACTS_SLACK < next {
            return Some(next - now);
        }
        if !known && self.facts_for == Some(sid) && seen == last && !self.look_again {
            // Asked already; the answer wakes the window.
            return None;
        }
        self.look_again = false;
        self.engine.read_facts(sid, self.inbox.facts.0.clone());
        (self.facts_at, self.facts_for) = ((last, now), Some(sid));
        None
    }

    /// Writes the settings when they have been left alone for a moment: a panel that is dragged changes them every frame.
    fn save_settings(&mut self) -> Option<Duration> {
        let changed = self.settings_changed?;
        if let Some(rest) = SETTINGS_REST.checked_sub(self.now().saturating_sub(changed)).filter(|rest| !rest.is_zero())
        {
            return Some(rest);
        }
        // One at a time: they write the same file.
        if self.settings_saver.as_ref().is_some_and(|saver| !saver.is_finished()) {
            return Some(SETTINGS_REST);
        }
        self.settings_changed = None;
        let (settings, folder) = (self.settings.clone(), self.folders.config.clone());
        let (failures, waker) = (self.inbox.failures.0.clone(), Arc::clone(&self.waker));
        let saver = std::thread::Builder::new().name("settings".to_owned()).spawn(move || {
            if let Err(error) = settings.save(&folder) {
                let why = doctor::io_error(&Message::new("file-cannot-save"), &folder, error.raw_os_error());
                // A full channel has told already.
                let _ = failures.try_send(why);
                waker();
            }
        });
        match saver {
            Ok(saver) => self.settings_saver = Some(saver),
            Err(error) => tracing::warn!(%error, "the settings could not be saved"),
        }
        None
    }
}

/// Whether the last call of this kind failed for good, so that the reactor has left the socket. A socket that only has
/// nothing yet, or a process that is out of descriptors, goes on.
pub(super) fn has_ended(row: &SocketRow, kind: CallKind) -> bool {
    let Some((_, failed, Outcome::Errno(errno))) = &row.last_error else { return false };
    *failed == kind && !matches!(errno_name(*errno), Some("EAGAIN" | "EINTR" | "EMFILE" | "ENFILE" | "ECONNABORTED"))
}
