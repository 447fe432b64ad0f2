//! What one press can do about a cause: data, made into ordinary calls by who owns the board.

use super::case::say;
use crate::call::{self, Address, Call, SocketId};
use crate::locale::Message;

/// One button of a *Why?*.
#[derive(Clone, Debug, PartialEq)]
pub struct Remedy {
    /// Exactly what a press does: `Connect to 127.0.0.1:8000`.
    pub label: Message,
    /// What that changes, in a sentence, where the label does not say it all.
    pub changes: Option<Message>,
    /// What is done.
    pub act: Act,
}

/// What a press does.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// These calls.
    Calls(Mend),
    /// Another port in every form of the board that has the first one, and these calls.
    Port {
        /// The port that stands there.
        from: u16,
        /// The port that is to stand there.
        to: u16,
        /// The calls.
        then: Mend,
    },
    /// The file of a socket is removed, once the person has said yes; then these calls.
    Remove {
        /// The path of the file.
        path: Box<[u8]>,
        /// The calls.
        then: Mend,
    },
    /// This socket is selected.
    Show(SocketId),
    /// Who has a port is shown among the sockets of the machine.
    System {
        /// The socket's own address, or the one that somebody has.
        local: Address,
        /// The process, where it is known.
        pid: Option<u32>,
    },
    /// The waits of the socket are stopped.
    Stop,
}

/// Calls, one after another, each made when the one before it came back well.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mend {
    /// The calls, in order.
    pub steps: Vec<Step>,
    /// The new socket takes the place and the name of the old one, which is closed.
    pub replaces: bool,
}

/// One call of a mend.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// On which socket.
    pub on: On,
    /// The call.
    pub call: Call,
}

/// The socket of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The socket whose call failed or waits.
    This,
    /// Another socket of the board.
    Other(SocketId),
    /// A new one; its first call is `socket`.
    Fresh,
}

impl Mend {
    /// Calls on the socket itself.
    pub fn here(calls: impl IntoIterator<Item = Call>) -> Self {
        Self::default().and(On::This, calls)
    }

    /// More calls.
    #[must_use]
    pub fn and(mut self, on: On, calls: impl IntoIterator<Item = Call>) -> Self {
        self.steps.extend(calls.into_iter().map(|call| Step { on, call }));
        self
    }

    /// The new socket takes the place of the old one.
    #[must_use]
    pub fn in_place(mut self) -> Self {
        self.replaces = true;
        self
    }

    /// Where this binds a socket that other machines could reach: the address.
    pub fn exposes(&self) -> Option<&Address> {
        self.steps.iter().find_map(|step| match &step.call {
            Call::Bind { address } if address.is_wider_than_loopback() => Some(address),
            _ => None,
        })
    }
}

impl Mend {
    /// The address that it binds to.
    pub fn binds(&self) -> Option<&Address> {
        self.steps.iter().find_map(|step| match &step.call {
            Call::Bind { address } => Some(address),
            _ => None,
        })
    }

    /// Binds to this address in the place of one that other machines could reach.
    pub fn rebind(&mut self, address: &Address) {
        for step in &mut self.steps {
            if let Call::Bind { address: bound } = &mut step.call {
                address.clone_into(bound);
            }
        }
    }
}

impl Remedy {
    /// Does something that its label says whole.
    pub(super) fn new(label: Message, act: Act) -> Self {
        Self { label, changes: None, act }
    }

    /// Makes calls.
    pub(super) fn calls(label: Message, mend: Mend) -> Self {
        Self::new(label, Act::Calls(mend))
    }

    /// Makes calls on the socket itself.
    pub(super) fn here(label: Message, calls: impl IntoIterator<Item = Call>) -> Self {
        Self::calls(label, Mend::here(calls))
    }

    /// Selects a socket.
    pub(super) fn show(sid: SocketId, name: &str) -> Self {
        Self::new(say("do-show").with("name", name), Act::Show(sid))
    }

    /// Shows a process's socket among those of the machine.
    pub(super) fn show_system(held: &crate::net::PortHolder) -> Self {
        Self::new(
            say("do-show-system"),
            Act::System { local: held.local.clone(), pid: held.process.as_ref().map(|process| process.pid) },
        )
    }

    /// Asks among the sockets of the machine who has the port of an address.
    pub(super) fn ask_system(wanted: &Address) -> Option<Self> {
        let label = say("port-ask").with("port", wanted.port()?.to_string());
        Some(Self::new(label, Act::System { local: wanted.clone(), pid: None }))
    }

    /// With a sentence on what it changes.
    #[must_use]
    pub(super) fn changing(mut self, changes: Message) -> Self {
        self.changes = Some(changes);
        self
    }
}

/// The number of a constant; 0 where this system has none of that name.
pub(super) fn number(name: &str) -> i32 {
    call::number_of(name).unwrap_or_default()
}

/// An option of SOL_SOCKET switched on.
pub(super) fn switch_on(name: &str) -> Call {
    Call::SetSockOpt { level: number("SOL_SOCKET"), name: number(name), value: call::OptionValue::Int(1) }
}

/// The same address with another port.
pub(super) fn at_port(address: &Address, port: i64) -> Address {
    let mut address = address.clone();
    if let Address::Inet { port: own, .. } | Address::Inet6 { port: own, .. } = &mut address {
        *own = port;
    }
    address
}

/// `AF_INET` or `AF_INET6` of an address; none of the others.
pub(super) fn family_of(address: &Address) -> Option<i32> {
    match address {
        Address::Inet { .. } => call::number_of("AF_INET"),
        Address::Inet6 { .. } => call::number_of("AF_INET6"),
        _ => None,
    }
}
