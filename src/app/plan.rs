//! The starts: a few ordinary calls, one after another, each as visible as if it had been pressed.

use super::{Start, StartKind};
use crate::call::{self, Address, Call, CallId, Name, OptionValue, Outcome, SocketId, Value};
use crate::net::Reply;
use crate::script;
use std::collections::VecDeque;

/// A run of calls, each made when the one before it has come back well.
#[derive(Debug)]
pub struct Plan {
    steps: VecDeque<Step>,
    sockets: Vec<Planned>,
    /// What `getsockname` answered last.
    found: Option<Address>,
    /// The call whose answer it waits for.
    pub waits_for: Option<CallId>,
    /// That call.
    made: Option<Call>,
}

/// The calls that make a socket what it is to be, and what it does then.
#[derive(Clone, Debug, PartialEq)]
pub struct Making {
    /// `socket` first.
    pub calls: Vec<Call>,
    /// What it keeps doing.
    pub keep: Keep,
}

/// What a socket keeps doing once its calls are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    #[default]
    Nothing,
    /// Receiving.
    Receiving,
    /// Accepting.
    Accepting,
    /// Accepting; each client is received from, and closed once it has closed.
    Serving,
}

#[derive(Debug)]
struct Planned {
    sid: SocketId,
    name: Name,
}

/// One call of a plan, on socket 0 or 1.
#[derive(Debug)]
struct Step {
    socket: usize,
    what: What,
}

#[derive(Debug)]
enum What {
    Make(Call),
    ConnectToFound,
    Accept(Name),
    Keep(Keep),
}

/// What a plan wants done now.
#[derive(Debug)]
pub enum PlannedStep {
    /// A call, whose answer the plan waits for.
    Call(PlannedCall),
    /// The socket keeps on doing something.
    Keep(SocketId, Name, Keep),
}

/// A call that a plan wants made now.
#[derive(Debug)]
pub struct PlannedCall {
    /// On which socket (for `socket`: the one to make).
    pub sid: SocketId,
    /// Its label; for `socket` the label to give.
    pub name: Name,
    /// The call.
    pub call: Call,
    /// What `accept` calls the new socket.
    pub makes: Option<Name>,
}

impl Plan {
    /// The calls of a start. `sockets` are fresh identities with free names: the server's first where there are two.
    pub fn of(start: &Start, sockets: [(SocketId, Name); 2], accepted: Name) -> Self {
        let make = |socket, call| Step { socket, what: What::Make(call) };
        let datagram = Some(start.kind) == call::number_of("SOCK_DGRAM");
        let open = Call::Socket { family: start.family, kind: start.kind, proto: 0 };
        let address = Self::address(start);
        let receive = Call::RecvFrom { size: 2048, flags: 0 };
        let mut steps = VecDeque::new();
        match start.what {
            StartKind::Talk => {
                steps.push_back(make(0, open.clone()));
                steps.push_back(make(0, Call::Connect { address }));
            }
            StartKind::Serve | StartKind::BothEnds => {
                steps.push_back(make(0, open.clone()));
                steps.push_back(make(0, Call::Bind { address }));
                if !datagram {
                    steps.push_back(make(0, Call::Listen { backlog: Some(5) }));
                }
            }
            StartKind::Receive => {
                steps.push_back(make(0, open.clone()));
                if start.share {
                    let (level, name) = (number("SOL_SOCKET"), number("SO_REUSEADDR"));
                    steps.push_back(make(0, Call::SetSockOpt { level, name, value: OptionValue::Int(1) }));
                }
                steps.push_back(make(0, Call::Bind { address }));
                steps.push_back(Step { socket: 0, what: What::Keep(Keep::Receiving) });
            }
        }
        let accept = Step { socket: 0, what: What::Accept(accepted) };
        match (start.what, datagram) {
            (StartKind::Talk | StartKind::Receive, _) => {}
            (StartKind::Serve, false) => steps.push_back(accept),
            (StartKind::Serve, true) => steps.push_back(make(0, receive)),
            (StartKind::BothEnds, _) => {
                steps.push_back(make(0, Call::GetSockName));
                steps.push_back(make(1, open));
                steps.push_back(Step { socket: 1, what: What::ConnectToFound });
                if !datagram {
                    steps.push_back(accept);
                }
            }
        }
        let sockets = sockets.map(|(sid, name)| Planned { sid, name });
        Self { steps, sockets: sockets.into(), found: None, waits_for: None, made: None }
    }

    /// The calls that make one new socket. `instead_of` is closed first, whatever comes of that.
    pub(super) fn cook(making: Making, (sid, name): (SocketId, Name), instead_of: Option<(SocketId, Name)>) -> Self {
        let Making { calls, keep } = making;
        let closes = instead_of.is_some().then_some(Step { socket: 1, what: What::Make(Call::Close) });
        let calls = calls.into_iter().map(|call| Step { socket: 0, what: What::Make(call) });
        // Keeping nothing is a step as well: the plan waits for the last call's answer.
        let keep = Step { socket: 0, what: What::Keep(keep) };
        let sockets = [Some((sid, name)), instead_of].into_iter().flatten();
        let sockets = sockets.map(|(sid, name)| Planned { sid, name }).collect();
        let steps = closes.into_iter().chain(calls).chain([keep]).collect();
        Self { steps, sockets, found: None, waits_for: None, made: None }
    }

    /// Calls on sockets, by their places in `sockets`, one after another; `accepted` names what `accept` makes.
    pub(super) fn mend(
        steps: Vec<(usize, Call)>,
        sockets: &[(SocketId, Name)],
        accepted: &dyn Fn(usize) -> Name,
    ) -> Self {
        let steps = steps.into_iter().map(|(socket, call)| {
            let what = if call == Call::Accept { What::Accept(accepted(socket)) } else { What::Make(call) };
            Step { socket, what }
        });
        let sockets = sockets.iter().map(|(sid, name)| Planned { sid: *sid, name: name.clone() }).collect();
        Self { steps: steps.collect(), sockets, found: None, waits_for: None, made: None }
    }

    /// The call lines of a start, before anything is made.
    pub fn preview(start: &Start) -> Vec<String> {
        let names = [(SocketId(0), Name::new("", "s")), (SocketId(1), Name::new("", "c"))];
        let mut plan = Self::of(start, names, Name::new("", "conn"));
        plan.found = Some(Self::address(start));
        std::iter::from_fn(|| plan.take_step())
            .filter_map(|step| if let PlannedStep::Call(call) = step { Some(call) } else { None })
            .map(|planned| match &planned.call {
                Call::Socket { .. } => script::call_line_of(&planned.call, None, Some(planned.name.base())),
                call => {
                    let makes = planned.makes.as_ref().map(Name::base);
                    script::call_line_of(call, Some(planned.name.base()), makes)
                }
            })
            .collect()
    }

    /// Where a start binds or goes.
    pub fn address(start: &Start) -> Address {
        match call::family(start.family) {
            Some("AF_INET6") => Address::inet6(&start.host, start.port.into()),
            _ => Address::inet(&start.host, start.port.into()),
        }
    }

    /// The next thing to do; none when the plan is done.
    pub fn take_step(&mut self) -> Option<PlannedStep> {
        let Step { socket, what } = self.steps.pop_front()?;
        let Planned { sid, name } = self.sockets.get(socket)?;
        let (call, makes) = match what {
            What::Make(call) => (call, None),
            What::ConnectToFound => (Call::Connect { address: self.found.clone()? }, None),
            What::Accept(makes) => (Call::Accept, Some(makes)),
            What::Keep(keep) => return Some(PlannedStep::Keep(*sid, name.clone(), keep)),
        };
        self.made = Some(call.clone());
        Some(PlannedStep::Call(PlannedCall { sid: *sid, name: name.clone(), call, makes }))
    }

    /// The call that it made last.
    pub fn made(&self) -> Option<&Call> {
        self.made.as_ref()
    }

    /// Takes an answer; `false` ends the plan: the person sees the error and goes on by hand.
    pub fn take(&mut self, reply: &Reply) -> bool {
        self.waits_for = None;
        if self.made == Some(Call::Close) {
            // The socket that gives way is gone already.
            return true;
        }
        if let Outcome::Ok(Value::Address(address)) = &reply.outcome {
            self.found.clone_from(address);
        }
        reply.outcome.is_ok()
    }

    /// Whether the next call would wait for somebody outside, so that its end is not the plan's business.
    pub fn is_done(&self) -> bool {
        self.steps.is_empty()
    }

    /// The socket that the person most likely goes on with.
    pub fn main_socket(&self) -> Option<SocketId> {
        self.sockets.first().map(|planned| planned.sid)
    }
}

fn number(name: &str) -> i32 {
    call::number_of(name).unwrap_or_default()
}
