//! The starts: a few ordinary calls, one after another, each as visible as if it had been pressed.

use super::{Start, StartKind};
use crate::call::{self, Address, Call, CallId, Name, Outcome, SocketId, Value};
use crate::net::Reply;
use crate::script;
use std::collections::VecDeque;

/// A run of calls, each made when the one before it has come back well.
#[derive(Debug)]
pub struct Plan {
    steps: VecDeque<Step>,
    sockets: [Planned; 2],
    /// What `getsockname` answered last.
    found: Option<Address>,
    /// The call whose answer it waits for.
    pub waits_for: Option<CallId>,
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
        }
        let accept = Step { socket: 0, what: What::Accept(accepted) };
        match (start.what, datagram) {
            (StartKind::Talk, _) => {}
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
        Self { steps, sockets, found: None, waits_for: None }
    }

    /// The call lines of a start, before anything is made.
    pub fn preview(start: &Start) -> Vec<String> {
        let names = [(SocketId(0), Name::new("", "s")), (SocketId(1), Name::new("", "c"))];
        let mut plan = Self::of(start, names, Name::new("", "conn"));
        plan.found = Some(Self::address(start));
        std::iter::from_fn(|| plan.take_step())
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

    /// The next call to make; none when the plan is done.
    pub fn take_step(&mut self) -> Option<PlannedCall> {
        let Step { socket, what } = self.steps.pop_front()?;
        let Planned { sid, name } = &self.sockets[socket];
        let (call, makes) = match what {
            What::Make(call) => (call, None),
            What::ConnectToFound => (Call::Connect { address: self.found.clone()? }, None),
            What::Accept(makes) => (Call::Accept, Some(makes)),
        };
        Some(PlannedCall { sid: *sid, name: name.clone(), call, makes })
    }

    /// Takes an answer; `false` ends the plan: the person sees the error and goes on by hand.
    pub fn take(&mut self, reply: &Reply) -> bool {
        self.waits_for = None;
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
    pub fn main_socket(&self) -> SocketId {
        self.sockets[0].sid
    }
}
