//! A step as a Python expression.

use super::super::places::Place;
use super::super::steps::Step;
use super::{Expression, Python, text};
use crate::call::CallKind;
use crate::script::{address_text, call_arguments, double_quoted_str};

impl Python<'_> {
    fn address(&self, step: &Step) -> Option<String> {
        let address = step.call.address()?;
        let cast = &self.cast;
        let host = || double_quoted_str(address.host().unwrap_or_default());
        Some(match &step.place {
            Some(Place::Known(number)) => cast.known.get(*number)?.clone(),
            Some(Place::PortOf(number)) => format!("({}, {}[1])", host(), cast.known.get(*number)?),
            Some(Place::Path(number)) => cast.paths.get(*number)?.clone(),
            Some(Place::Argument(number)) => match address.port() {
                Some(_) => format!("({}, {})", host(), cast.arguments.get(*number)?),
                None => cast.arguments.get(*number)?.clone(),
            },
            _ => address_text(address),
        })
    }

    pub(super) fn expression(&mut self, step: &Step) -> Expression {
        let on = self.cast.variable(step.sid);
        let kind = step.call.kind();
        let is_ok = step.outcome.is_ok();
        let mut arguments = call_arguments(&step.call);
        let mut pieces = Vec::new();
        let mut callee = format!("{on}.{}", kind.name());
        if let Some(address) = self.address(step) {
            arguments.pop();
            arguments.push(address);
        }
        if let Some((data, is_cut)) = self.cast.taken(step) {
            let (whole, cut) = if step.is_unknown {
                self.helpers.insert("not_kept");
                (format!("not_kept({})", data.len()), Vec::new())
            } else {
                text::data(data, self.cast.is_text(step))
            };
            pieces = cut;
            if let Some(first) = arguments.first_mut() {
                *first = whole;
            }
            if is_cut {
                callee = format!("{on}.sendall");
            }
        }
        match kind {
            CallKind::Socket | CallKind::SocketPair | CallKind::GetAddrInfo => {
                callee = format!("socket.{}", kind.name())
            }
            CallKind::FClose => callee = format!("{on}.close"),
            CallKind::Poll => {
                self.helpers.insert("poll");
                self.modules.insert("select");
                callee = "poll".to_owned();
                arguments.insert(0, on.clone());
            }
            CallKind::Connect | CallKind::ConnectEx if self.cast.needs_patience(step) => {
                self.helpers.insert("connect_soon");
                self.modules.insert("time");
                callee = "connect_soon".to_owned();
                arguments.insert(0, on.clone());
            }
            _ => {}
        }
        let target = self.target(step, &on).filter(|_| is_ok);
        if let Some(count) = self.cast.plan.exact(step) {
            self.helpers.insert("recv_exactly");
            let target = target.map(|_| "data".to_owned());
            let arguments = vec![on, count.to_string()];
            return Expression { target, callee: "recv_exactly".to_owned(), arguments, pieces: Vec::new() };
        }
        if let Some(count) = self.cast.plan.peeks(step) {
            arguments = vec![count.to_string(), "MSG_PEEK | MSG_WAITALL".to_owned()];
        }
        Expression { target, callee, arguments, pieces }
    }

    /// What takes the call's value.
    fn target(&self, step: &Step, on: &str) -> Option<String> {
        let made = step.made.map(|sid| self.cast.variable(sid)).unwrap_or_else(|| "_".to_owned());
        let learned = self.cast.learned(step);
        let from = learned.clone().unwrap_or_else(|| "addr".to_owned());
        match step.call.kind() {
            CallKind::Socket => Some(on.to_owned()),
            CallKind::SocketPair => Some(format!("{on}, {made}")),
            CallKind::Accept => Some(format!("{made}, {from}")),
            CallKind::Dup | CallKind::MakeFile => Some(made),
            CallKind::RecvFrom => Some(format!("data, {from}")),
            CallKind::RecvMsg => Some(format!("data, anc, flags, {from}")),
            CallKind::Recv | CallKind::RecvExact => Some("data".to_owned()),
            CallKind::Read | CallKind::ReadLine => {
                Some(if self.cast.is_text(step) { "text" } else { "data" }.to_owned())
            }
            CallKind::GetSockName => learned,
            CallKind::ConnectEx if self.cast.needs_patience(step) => None,
            CallKind::ConnectEx | CallKind::Poll => Some("result".to_owned()),
            _ => None,
        }
    }
}
