//! What the bar's buttons do: ordinary calls, each as visible as if it had been pressed.

use super::view::has_lost_its_peer;
use super::{BarCommand, BarPress, Made, RECENT, Target, TargetKind};
use crate::app::chooser::{Consent, Pending};
use crate::app::plan::Plan;
use crate::app::{MakeCall, State};
use crate::call::{Address, Call, Outcome, SocketId};

impl State {
    pub(in crate::app) fn bar_command(&mut self, command: BarCommand) {
        match command {
            BarCommand::Edit(form) => self.change(|settings| settings.bar = *form),
            BarCommand::Connect(target) => {
                // What failed, or was closed by the peer, gives way; what is in use stays beside the new one.
                let instead_of = self.bar_socket().filter(|sid| self.gives_way(*sid));
                self.bar_press(target, instead_of);
            }
            BarCommand::Stop => self.bar_stop(),
            BarCommand::Disconnect => self.bar_disconnect(),
            BarCommand::Reconnect => {
                let Some(sid) = self.bar_socket() else { return };
                let Some(target) = self.bar.made.get(&sid).map(|made| made.target.clone()) else { return };
                self.close_clients(sid);
                self.bar_press(target, Some(sid));
            }
            BarCommand::Forget(which) => self.change(|settings| match which {
                Some(target) => settings.recent_targets.retain(|recent| *recent != *target),
                None => settings.recent_targets.clear(),
            }),
        }
    }

    /// Where the composer's `sendto` goes on a UDP socket of the bar.
    pub fn bar_address(&self, sid: SocketId) -> Option<Address> {
        let made = self.bar.made.get(&sid)?;
        (made.target.kind == TargetKind::Udp).then(|| made.address.clone())
    }

    /// Whether the bar made it to serve: clients are received from, and closed once they have gone.
    pub(in crate::app) fn bar_serves(&self, sid: SocketId) -> bool {
        self.bar.made.get(&sid).is_some_and(|made| made.target.kind == TargetKind::TcpServer)
    }

    /// The socket that the bar's buttons act on: the selected one where the bar made it, else the one that it made last.
    pub(in crate::app) fn bar_socket(&self) -> Option<SocketId> {
        let board = &self.live.snapshot().board;
        let is_open = |sid: &SocketId| board.row(*sid).is_some_and(|row| row.open);
        let selected = self.selected.filter(|sid| self.is_live() && self.bar.made.contains_key(sid) && is_open(sid));
        selected.or(self.bar.current)
    }

    fn gives_way(&self, sid: SocketId) -> bool {
        let failed = self.bar.made.get(&sid).is_some_and(|made| made.failed.is_some());
        failed || self.live.snapshot().board.row(sid).is_some_and(|row| row.open && has_lost_its_peer(row))
    }

    fn bar_press(&mut self, target: Target, instead_of: Option<SocketId>) {
        self.change(|settings| {
            settings.recent_targets.retain(|recent| !recent.is_same_place(&target));
            settings.recent_targets.insert(0, target.clone());
            settings.recent_targets.truncate(RECENT);
        });
        self.bar.pressed = self.now();
        self.bar_ask(BarPress::new(target, instead_of));
    }

    /// Asks whether others may reach it, then looks the name up, then goes.
    pub(in crate::app) fn bar_ask(&mut self, press: BarPress) {
        match press.exposes() {
            Some(address) => self.consent = Some(Consent { address, pending: Pending::Bar(Box::new(press)) }),
            None => self.bar_look_up(press),
        }
    }

    pub(in crate::app) fn bar_look_up(&mut self, press: BarPress) {
        let address = press.address().clone();
        let is_literal = address.ip().is_some();
        if is_literal || address.host().is_none_or(|host| host.is_empty() || host.starts_with('<')) {
            return self.bar_go(press);
        }
        self.bar.asking = Some(self.look_ups + 1);
        self.look_up(&address, Pending::Bar(Box::new(press)));
    }

    /// The person has agreed, or takes loopback in its place.
    pub(in crate::app) fn bar_answer(&mut self, press: BarPress, wide: bool) {
        let press = if wide { BarPress { agreed: true, ..press } } else { press.on_loopback() };
        self.bar_look_up(press);
    }

    /// Makes the calls.
    pub(in crate::app) fn bar_go(&mut self, press: BarPress) {
        self.bar.asking = None;
        let snapshot = self.live.snapshot();
        let old = press.instead_of.and_then(|sid| snapshot.board.row(sid)).filter(|row| row.open);
        let (side, base) = press.name();
        // The name is free again once the old socket is closed.
        let name = match old.map(|row| &row.name).filter(|name| name.side() == side && name.base().starts_with(base)) {
            Some(name) => name.clone(),
            None => snapshot.board.free_name(side, base),
        };
        let old = old.map(|row| (row.sid, row.name.clone()));
        if let Some((old, _)) = &old {
            self.keeping.remove(old);
        }
        let sid = self.engine.new_socket_id();
        let plan = Plan::cook(press.making(), (sid, name), old);
        self.bar.made.retain(|made, _| snapshot.board.row(*made).is_some_and(|row| row.open));
        self.bar.made.insert(sid, Made { address: press.address().clone(), target: press.target, failed: None });
        self.bar.current = Some(sid);
        if self.is_live() {
            self.select_socket(Some(sid));
        }
        self.plans.push(plan);
        self.advance_plans();
    }

    /// A call of a plan failed: the bar says so where the plan is its own.
    pub(in crate::app) fn bar_failed(&mut self, sid: SocketId, call: Call, outcome: Outcome) {
        if let Some(made) = self.bar.made.get_mut(&sid) {
            made.failed = Some((call, outcome));
        }
    }

    /// Ends what the last press waits for.
    fn bar_stop(&mut self) {
        if let Some(id) = self.bar.asking.take() {
            self.cancel_look_up(id);
        }
        let Some(sid) = self.bar_socket() else { return };
        let waits = self.plans.iter().filter(|plan| plan.main_socket() == Some(sid)).filter_map(|plan| plan.waits_for);
        for id in waits {
            self.engine.stop(id);
        }
    }

    fn bar_disconnect(&mut self) {
        let Some(sid) = self.bar_socket() else { return };
        self.bar_stop();
        self.make_call(MakeCall::once(sid, Call::Close));
        self.close_clients(sid);
    }

    /// Closes what a listener accepted.
    fn close_clients(&mut self, listener: SocketId) {
        let snapshot = self.live.snapshot();
        let clients = snapshot.board.sockets.values().filter(|row| row.open && row.listener == Some(listener));
        for client in clients {
            self.make_call(MakeCall::once(client.sid, Call::Close));
        }
    }
}
