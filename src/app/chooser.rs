//! Two questions that come before a call: which of several addresses, and whether others may connect.

use super::{BarPress, MakeCall, Mending, Plan, SetUp, Start, StartKind, State};
use crate::call::{self, Address, Call};
use crate::doctor::Act;
use crate::net::Query;
use crossbeam_channel::bounded;
use std::sync::Arc;
use std::time::Duration;

/// What is made once the question is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Pending {
    /// One call.
    Call(MakeCall),
    /// A start.
    Start(Start),
    /// A press of the connect bar.
    Bar(Box<BarPress>),
    /// A socket of the last board.
    Reopen(Box<SetUp>),
    /// A remedy of the doctor's.
    Mend(Box<Mending>),
    /// The call that a run of call lines stands before.
    Line(u64),
}

/// A name that resolved to more than one address.
#[derive(Clone, Debug, PartialEq)]
pub struct Chooser {
    /// The name as typed.
    pub host: String,
    /// What it resolved to, in the resolver's order.
    pub answers: Vec<Address>,
    /// What is made with the chosen one.
    pub pending: Pending,
}

/// A bind that other machines can reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Consent {
    /// The address as asked.
    pub address: Address,
    /// What is made if the person says yes.
    pub pending: Pending,
}

/// A name that is being looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUp {
    /// Its number in this run.
    pub id: u64,
    /// The name as typed.
    pub host: String,
    /// Since when, on the session's clock.
    pub since: Duration,
}

/// A name that was looked up off the window's thread.
pub(super) struct LookedUp {
    id: u64,
    host: String,
    pending: Pending,
    answer: Result<Vec<Address>, i32>,
}

impl Pending {
    fn target(&self) -> Option<Address> {
        match self {
            Self::Call(MakeCall { call, .. }) => call.address().cloned(),
            Self::Start(start) => Some(Plan::address(start)),
            Self::Bar(press) => Some(press.address().clone()),
            Self::Reopen(set_up) => set_up.exposes(),
            Self::Mend(mending) => match &mending.act {
                Act::Calls(mend) => mend.exposes().cloned(),
                _ => None,
            },
            Self::Line(_) => None,
        }
    }

    fn binds(&self) -> bool {
        match self {
            Self::Call(make) => matches!(make.call, Call::Bind { .. } | Call::Listen { .. }),
            Self::Start(start) => start.what != StartKind::Talk,
            Self::Bar(press) => press.exposes().is_some(),
            Self::Reopen(_) | Self::Mend(_) | Self::Line(_) => true,
        }
    }

    /// The same with another address.
    fn at(self, address: &Address) -> Self {
        match self {
            Self::Call(MakeCall { sid, call, makes, until_eof }) => {
                let address = address.clone();
                let call = match call {
                    Call::Bind { .. } => Call::Bind { address },
                    Call::Connect { .. } => Call::Connect { address },
                    Call::ConnectEx { .. } => Call::ConnectEx { address },
                    Call::SendTo { data, flags, .. } => Call::SendTo { data, flags, address },
                    other => other,
                };
                Self::Call(MakeCall { sid, call, makes, until_eof })
            }
            Self::Start(start) => Self::Start(Start { host: address.host().unwrap_or_default().to_owned(), ..start }),
            Self::Bar(press) => Self::Bar(Box::new(press.at(address))),
            Self::Reopen(set_up) => Self::Reopen(Box::new(set_up.at(address))),
            Self::Mend(mut mending) => {
                if let Act::Calls(mend) = &mut mending.act {
                    mend.rebind(address);
                }
                Self::Mend(mending)
            }
            Self::Line(number) => Self::Line(number),
        }
    }
}

impl State {
    /// Asks what has to be asked, then makes the call or the start.
    pub(super) fn consider(&mut self, pending: Pending) {
        let Some(address) = self.target(&pending) else { return self.go(pending) };
        if pending.binds() && address.is_wider_than_loopback() {
            self.consent = Some(Consent { address, pending });
        } else if address.ip().is_some() || address.host().is_none_or(|host| host.is_empty() || host.starts_with('<')) {
            self.go(pending);
        } else {
            self.look_up(&address, pending);
        }
    }

    /// The address that a call names; `listen` on a socket without one lets the kernel bind it to every address.
    fn target(&self, pending: &Pending) -> Option<Address> {
        let Pending::Call(MakeCall { sid, call: Call::Listen { .. }, .. }) = pending else { return pending.target() };
        let row = self.socket(*sid).filter(|row| row.local.is_none() && row.is_stream() && row.open)?;
        Some(match call::family(row.family) {
            Some("AF_INET6") => Address::inet6("", 0),
            _ => Address::inet("", 0),
        })
    }

    pub(super) fn look_up(&mut self, address: &Address, pending: Pending) {
        self.look_ups += 1;
        let id = self.look_ups;
        let (family, kind) = match &pending {
            Pending::Call(make) => self.socket(make.sid).map_or((0, 0), |row| (row.family, row.kind)),
            Pending::Start(start) => (start.family, start.kind),
            Pending::Bar(press) => (press.look_up_family(), press.kind()),
            Pending::Reopen(_) | Pending::Mend(_) | Pending::Line(_) => (0, 0),
        };
        let host = address.host().unwrap_or_default().to_owned();
        self.looking_up.push(LookUp { id, host: host.clone(), since: self.now() });
        let query = Query { host: host.clone(), port: address.port().unwrap_or_default(), family, kind };
        let (answer, answered) = bounded(1);
        self.engine.resolve(query, answer);
        let (looked_up, waker) = (self.inbox.looked_up.0.clone(), Arc::clone(&self.waker));
        let undecided = pending.clone();
        let waiter = std::thread::Builder::new().name("lookup".to_owned()).spawn(move || {
            let answer = answered.recv().unwrap_or(Err(0));
            // The receiver is gone only when the program ends.
            let _ = looked_up.send(LookedUp { id, host, pending: undecided, answer });
            waker();
        });
        if waiter.is_err() {
            self.cancel_look_up(id);
            self.go(pending);
        }
    }

    /// A name was looked up: one answer or none makes the call as it was typed, so that the kernel's or the resolver's
    /// own error is shown; more are shown to choose from.
    pub(super) fn take_looked_up(&mut self, LookedUp { id, host, pending, answer }: LookedUp) {
        if !self.cancel_look_up(id) {
            return;
        }
        match answer {
            Ok(answers) if answers.len() > 1 => self.chooser = Some(Chooser { host, answers, pending }),
            Ok(answers) => match (pending, answers.first()) {
                (Pending::Bar(press), Some(only)) => self.go(Pending::Bar(Box::new(press.with_only(only)))),
                (pending, _) => self.go(pending),
            },
            Err(_) => self.go(pending),
        }
    }

    /// Forgets a look-up, which goes on unseen; false when it was forgotten before.
    pub(super) fn cancel_look_up(&mut self, id: u64) -> bool {
        let before = self.looking_up.len();
        self.looking_up.retain(|look_up| look_up.id != id);
        self.looking_up.len() < before
    }

    /// Makes the call with the chosen address.
    pub(super) fn choose_address(&mut self, index: usize) {
        let Some(Chooser { answers, pending, .. }) = self.chooser.take() else { return };
        if let Some(address) = answers.get(index) {
            self.go(pending.at(address));
        }
    }

    /// Binds as asked, or to loopback in its place.
    pub(super) fn answer_consent(&mut self, wide: bool) {
        let Some(Consent { address, pending }) = self.consent.take() else { return };
        let pending = match pending {
            Pending::Bar(press) => return self.bar_answer(*press, wide),
            Pending::Line(number) => {
                let port = address.port().unwrap_or_default();
                let six = matches!(address, Address::Inet6 { .. });
                let loopback = if six { Address::inet6("::1", port) } else { Address::inet("127.0.0.1", port) };
                return self.answer_line(number, (!wide).then_some(loopback));
            }
            other => other,
        };
        let is_name = address.ip().is_none() && address.host().is_some_and(|host| !host.is_empty());
        match wide {
            true if is_name && !matches!(pending, Pending::Reopen(_)) => return self.look_up(&address, pending),
            true => return self.go(pending),
            false => {}
        }
        let port = address.port().unwrap_or_default();
        let loopback = match address {
            Address::Inet6 { .. } => Address::inet6("::1", port),
            _ => Address::inet("127.0.0.1", port),
        };
        if let Pending::Call(MakeCall { sid, call: Call::Listen { .. }, .. }) = &pending {
            // Bound first, and visibly: the calls of one socket are made in this order.
            self.make_call(MakeCall::once(*sid, Call::Bind { address: loopback }));
            return self.go(pending);
        }
        self.go(pending.at(&loopback));
    }

    /// Neither: the call is not made.
    pub(super) fn dismiss_consent(&mut self) {
        match self.consent.take().map(|consent| consent.pending) {
            Some(Pending::Reopen(_)) => self.reopen_next(),
            Some(Pending::Line(number)) => self.dismiss_line(number),
            _ => {}
        }
    }

    fn go(&mut self, pending: Pending) {
        match pending {
            Pending::Call(make) => self.make_call(make),
            Pending::Start(start) => self.run_start(&start),
            Pending::Bar(press) => self.bar_go(*press),
            Pending::Reopen(set_up) => self.reopen_one(*set_up),
            Pending::Mend(mending) => self.mend_now(*mending),
            Pending::Line(number) => self.answer_line(number, None),
        }
    }

    fn run_start(&mut self, start: &Start) {
        let board = self.live_board();
        let (first, second) = match start.what {
            StartKind::Talk => ("client", "server"),
            StartKind::Serve | StartKind::BothEnds | StartKind::Receive => ("server", "client"),
        };
        let base = if Some(start.kind) == call::number_of("SOCK_DGRAM") { "u" } else { "s" };
        let names = [board.free_name(first, base), board.free_name(second, base)];
        let accepted = board.free_name(first, "conn");
        let sockets = names.map(|name| (self.engine.new_socket_id(), name));
        let plan = Plan::of(start, sockets, accepted);
        if self.is_live() {
            self.select_socket(plan.main_socket());
        }
        self.dialog = None;
        self.plans.push(plan);
        self.advance_plans();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Folders;

    fn connect(host: &str) -> Pending {
        let address = Address::inet(host, 80);
        Pending::Call(MakeCall::once(call::SocketId(7), Call::Connect { address }))
    }

    #[test]
    fn a_name_with_two_addresses_is_asked_and_the_chosen_one_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let mut state = State::start(Folders::find(Some(folder.path())), Arc::new(|| {})).unwrap();
        let answers = vec![Address::inet("127.0.0.1", 80), Address::inet("127.0.0.2", 80)];
        let asked = |state: &mut State, id| {
            state.looking_up.push(LookUp { id, host: "twins".to_owned(), since: Duration::ZERO });
        };
        let looked_up = |id, answer| LookedUp { id, host: "twins".to_owned(), pending: connect("twins"), answer };
        asked(&mut state, 1);
        state.take_looked_up(looked_up(1, Ok(answers.clone())));
        let chooser = state.chooser.clone().unwrap();
        assert_eq!((chooser.host.as_str(), &chooser.answers), ("twins", &answers));
        assert_eq!(chooser.pending.at(&answers[1]), connect("127.0.0.2"));
        state.choose_address(9);
        assert!(state.chooser.is_none(), "an answer that is not there makes no call");
        asked(&mut state, 2);
        state.take_looked_up(looked_up(2, Ok(answers[..1].to_vec())));
        assert!(state.chooser.is_none(), "one answer is no question");
        asked(&mut state, 3);
        state.update(crate::app::AppCommand::CancelLookUp(3));
        state.take_looked_up(looked_up(3, Ok(answers)));
        assert!(state.chooser.is_none(), "a cancelled look-up asks nothing");
        state.shut_down();
    }
}
