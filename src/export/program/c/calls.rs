//! A step as a C expression.

use super::super::steps::Step;
use super::values::{WIDE, character, pieces, quoted};
use super::{C, Code};
use crate::call::{self, Call, Outcome, Service};

/// No compiler has to take longer literals than this, in bytes.
const LITERAL: usize = 4095;
/// The most that a receive asks for where the session had less, in bytes: more than any datagram.
const ROOM: u64 = 65_536;

impl C<'_> {
    /// The call, or why the program cannot make it.
    pub(super) fn code(&mut self, step: &Step) -> Result<Code, &'static str> {
        match &step.outcome {
            Outcome::Argument(_) => return Err("was refused by Python before any system call"),
            Outcome::Eai(_) if step.call.address().is_some() => return self.unresolved(step),
            Outcome::Other(_) => return Err("came to something that this version does not know"),
            _ => {}
        }
        if step.call.kind().is_on_a_file() {
            return self.on_file(step);
        }
        let on = self.cast.variable(step.sid);
        if self.cast.plan.exact(step).is_some() || step.call.kind().receives() {
            return Ok(self.receive(step, &on));
        }
        match &step.call {
            Call::Send { .. } | Call::SendAll { .. } | Call::SendTo { .. } => self.send(step, &on),
            Call::Bind { .. } | Call::Connect { .. } | Call::ConnectEx { .. } => {
                let name = if matches!(step.call, Call::Bind { .. }) { "bind" } else { "connect" };
                let (before, to) = self.address(step).ok_or("has an address that C has no form for")?;
                let expression = match self.cast.needs_patience(step) {
                    true => format!("{}({on}, &{to})", self.helper("connect_soon")),
                    false => format!("{name}({on}, &{to}.any, {to}.length)"),
                };
                Ok(Code { before, name, expression, ..Code::default() })
            }
            Call::Accept => Ok(self.accept(step, &on)),
            Call::GetSockName | Call::GetPeerName => Ok(self.own_name(step, &on)),
            Call::MakeFile { mode, buffering, .. } => self.open_file(step, mode, *buffering),
            Call::GetAddrInfo { .. } => self.look_up(step),
            Call::Close | Call::Detach => self.close(step, &on),
            _ => self.plain(step, &on),
        }
    }

    fn plain(&mut self, step: &Step, on: &str) -> Result<Code, &'static str> {
        let is_ok = step.outcome.is_ok();
        let mut code = Code { name: step.call.kind().name(), ..Code::default() };
        match &step.call {
            Call::Socket { family, kind, proto } => {
                let (family, kind) = (self.named(call::family(*family), *family), self.kind(*kind));
                let proto = if *proto == 0 { "0".to_owned() } else { self.named(call::protocol(*proto), *proto) };
                code.expression = format!("socket({family}, {kind}, {proto})");
                code.target = is_ok.then(|| self.variable("int", on));
            }
            Call::SocketPair { family, kind, proto, .. } => {
                let (family, kind) = (self.named(call::family(*family), *family), self.kind(*kind));
                let other = step.made.map(|sid| self.cast.variable(sid)).unwrap_or_default();
                let both = self.cast.names.fresh(&format!("{on}_pair"));
                code.before.push(format!("int {both}[2];"));
                code.expression = format!("socketpair({family}, {kind}, {proto}, {both})");
                if is_ok {
                    for (at, end) in [on, &other].into_iter().enumerate() {
                        let variable = self.variable("int", end);
                        code.after.push(format!("{variable} = {both}[{at}];"));
                    }
                }
            }
            // CPython's own default.
            Call::Listen { backlog } => {
                let backlog = backlog.unwrap_or(128).clamp(i32::MIN.into(), i32::MAX.into());
                code.expression = format!("listen({on}, {backlog})");
            }
            Call::Shutdown { how } => {
                code.expression = format!("shutdown({on}, {})", self.named(call::how(*how), *how))
            }
            Call::Dup => {
                code.expression = format!("dup({on})");
                if let Some(made) = step.made.filter(|_| is_ok) {
                    let name = self.cast.variable(made);
                    code.target = Some(self.variable("int", &name));
                }
            }
            Call::SetTimeout { seconds: Some(0.0) } | Call::SetBlocking { blocking: false } => {
                (code.name, code.expression) = ("fcntl", format!("{}({on}, false)", self.helper("set_blocking")));
            }
            Call::SetTimeout { seconds } => {
                // Less than the smallest would be without a limit.
                let seconds = seconds.unwrap_or(0.0).clamp(0.0, 1e9);
                let seconds = if seconds > 0.0 { seconds.max(1e-6) } else { 0.0 };
                (code.name, code.expression) =
                    ("setsockopt", format!("{}({on}, {seconds})", self.helper("set_timeout")));
            }
            Call::SetBlocking { .. } => {
                let limits = self.limited.contains(&step.sid);
                let expression = match limits {
                    true => format!("{}({on}, 0)", self.helper("set_timeout")),
                    false => format!("{}({on}, true)", self.helper("set_blocking")),
                };
                (code.name, code.expression) = ("fcntl", expression);
            }
            Call::GetBlocking => (code.name, code.expression) = ("fcntl", format!("fcntl({on}, F_GETFL)")),
            Call::SetSockOpt { level, name, value } => {
                let value = self.option_value(value)?;
                let (level_text, name) =
                    (self.named(call::level(*level), *level), self.named(call::option_name(*level, *name), *name));
                code.expression = format!("setsockopt({on}, {level_text}, {name}, {value})");
            }
            Call::GetSockOpt { level, name, kind } => {
                let size = self.option_size(*kind);
                let (level_text, name) =
                    (self.named(call::level(*level), *level), self.named(call::option_name(*level, *name), *name));
                code.expression = format!("getsockopt({on}, {level_text}, {name}, buffer, &(socklen_t){{{size}}})");
            }
            Call::Poll { events, seconds } => {
                let (ready, events) = (self.helper("ready"), self.flags(call::POLL_EVENTS, *events));
                code.expression = format!("{ready}({on}, {events}, {})", seconds.clamp(-1.0, 2e6));
            }
            Call::FileNo => return Err("is no call in C: the variable is the descriptor"),
            Call::GetTimeout => return Err("is no call in C"),
            _ => return Err("is no call of C"),
        }
        Ok(code)
    }

    fn accept(&mut self, step: &Step, on: &str) -> Code {
        let mut code = Code { name: "accept", ..Code::default() };
        code.expression = match self.cast.learned(step) {
            Some(known) => {
                code.before = self.room_for(&known);
                format!("accept({on}, &{known}.any, &{known}.length)")
            }
            None => format!("accept({on}, NULL, NULL)"),
        };
        if let Some(made) = step.made.filter(|_| step.outcome.is_ok()) {
            let name = self.cast.variable(made);
            if self.limited.contains(&step.sid) {
                let (check, set_timeout) = (self.helper("check"), self.helper("set_timeout"));
                let line =
                    format!("{check}(\"setsockopt\", {set_timeout}({name}, 0));  // Linux hands the timeout on.");
                code.after.push(line);
            }
            code.target = Some(self.variable("int", &name));
        }
        code
    }

    fn own_name(&mut self, step: &Step, on: &str) -> Code {
        let name = step.call.kind().name();
        let (before, to) = match self.cast.learned(step) {
            Some(known) => (self.room_for(&known), known),
            None => {
                self.helper("ANYWHERE");
                self.block.has_name = true;
                (vec!["name = ANYWHERE;".to_owned()], "name".to_owned())
            }
        };
        Code { before, name, expression: format!("{name}({on}, &{to}.any, &{to}.length)"), ..Code::default() }
    }

    fn close(&mut self, step: &Step, on: &str) -> Result<Code, &'static str> {
        if self.closed.contains(&step.sid) {
            return Err("does nothing: it is closed");
        }
        // Python knows that it is closed; the number may be another socket's by then.
        let is_used = self.last.get(&step.sid).is_some_and(|last| *last > self.at);
        let mut after = Vec::new();
        if is_used || step.call == Call::Detach {
            after.push(format!("{on} = -1;"));
        }
        if step.call == Call::Detach {
            let kept = self.cast.names.fresh(&format!("{on}_detached"));
            let target = Some(self.variable("int", &kept));
            self.detached.push(kept);
            return Ok(Code { target, expression: on.to_owned(), after, is_checked: true, ..Code::default() });
        }
        Ok(Code { name: "close", expression: format!("close({on})"), after, ..Code::default() })
    }

    fn look_up(&mut self, step: &Step) -> Result<Code, &'static str> {
        let Call::GetAddrInfo { host, port, family, kind, proto, flags } = &step.call else {
            return Err("is no call of C");
        };
        let host = host.as_ref().map_or_else(|| "NULL".to_owned(), |host| quoted(host.as_bytes()));
        let service = match port {
            Service::None => "NULL".to_owned(),
            Service::Number(number) => quoted(number.to_string().as_bytes()),
            Service::Name(name) => quoted(name.as_bytes()),
        };
        let mut hints = vec![format!(".ai_family = {}", self.named(call::family(*family), *family))];
        if *kind != 0 {
            hints.push(format!(".ai_socktype = {}", self.kind(*kind)));
        }
        if *proto != 0 {
            hints.push(format!(".ai_protocol = {}", self.named(call::protocol(*proto), *proto)));
        }
        if *flags != 0 {
            hints.push(format!(".ai_flags = {}", self.flags(call::ADDRINFO_FLAGS, *flags)));
        }
        Ok(self.looked_up(step, &host, &service, &hints.join(", ")))
    }

    fn looked_up(&mut self, step: &Step, host: &str, service: &str, hints: &str) -> Code {
        let expected = match &step.outcome {
            Outcome::Eai(number) => call::eai_name(*number).map_or_else(|| number.to_string(), str::to_owned),
            _ => "0".to_owned(),
        };
        let look_up = self.helper("look_up");
        let expression = format!("{look_up}({host}, {service}, (struct addrinfo){{{hints}}}, {expected})");
        Code { expression, is_checked: true, ..Code::default() }
    }

    /// The host's name was not found: that is all there was to the call.
    fn unresolved(&mut self, step: &Step) -> Result<Code, &'static str> {
        let host = step.call.address().and_then(call::Address::host).ok_or("has an address that C has no form for")?;
        let family = self.cast.plan.facts.families.get(&step.sid).copied().unwrap_or_default();
        let hints = format!(".ai_family = {}", self.named(call::family(family), family));
        let host = quoted(host.as_bytes());
        Ok(self.looked_up(step, &host, "NULL", &hints))
    }

    fn receive(&mut self, step: &Step, on: &str) -> Code {
        if let Some(count) = self.cast.plan.exact(step) {
            self.block.room = self.block.room.max(count);
            let expression = format!("{}({on}, buffer, {count})", self.helper("recv_exactly"));
            return Code { name: "recv", expression, ..Code::default() };
        }
        let (size, flags) = match self.cast.plan.peeks(step) {
            Some(count) => (count, "MSG_PEEK | MSG_WAITALL".to_owned()),
            None => {
                let size = u64::try_from(step.call.size().unwrap_or(0)).unwrap_or(0);
                (size.min(step.got.max(ROOM)), self.flags(call::FLAGS, step.call.flags()))
            }
        };
        self.block.room = self.block.room.max(size.max(1));
        let known = self.cast.learned(step);
        let before = known.iter().flat_map(|known| self.room_for(known)).collect();
        let (name, expression) = match (&step.call, &known) {
            (Call::RecvMsg { .. }, known) => {
                let from = known.as_ref().map_or_else(|| "NULL".to_owned(), |known| format!("&{known}"));
                let receive = self.helper("receive_message");
                ("recvmsg", format!("{receive}({on}, buffer, {size}, {flags}, {from})"))
            }
            (Call::RecvFrom { .. }, Some(known)) => {
                ("recvfrom", format!("recvfrom({on}, buffer, {size}, {flags}, &{known}.any, &{known}.length)"))
            }
            (Call::RecvFrom { .. }, None) => {
                ("recvfrom", format!("recvfrom({on}, buffer, {size}, {flags}, NULL, NULL)"))
            }
            _ => ("recv", format!("recv({on}, buffer, {size}, {flags})")),
        };
        Code { before, name, expression, ..Code::default() }
    }

    fn send(&mut self, step: &Step, on: &str) -> Result<Code, &'static str> {
        self.sends = true;
        let (bytes, is_cut) = self.cast.taken(step).unwrap_or_default();
        let data = self.data(step, bytes);
        let flags = self.flags(call::FLAGS, step.call.flags());
        Ok(match &step.call {
            Call::SendTo { .. } => {
                let (before, to) = self.address(step).ok_or("has an address that C has no form for")?;
                let expression = format!("sendto({on}, {data}, {flags}, &{to}.any, {to}.length)");
                Code { before, name: "sendto", expression, ..Code::default() }
            }
            Call::Send { .. } if !is_cut => {
                Code { name: "send", expression: format!("send({on}, {data}, {flags})"), ..Code::default() }
            }
            _ => {
                let expression = format!("{}({on}, {data}, {flags})", self.helper("send_all"));
                Code { name: "send", expression, ..Code::default() }
            }
        })
    }

    /// A payload and its length, as two arguments.
    pub(super) fn data(&mut self, step: &Step, bytes: &[u8]) -> String {
        let len = bytes.len();
        if step.is_unknown {
            return format!("{}({len}), {len}", self.helper("not_kept"));
        }
        if len > 64 {
            if let Some(first) = bytes.first().filter(|first| bytes.iter().all(|byte| byte == *first)) {
                return format!("{}({}, {len}), {len}", self.helper("repeated"), character(*first));
            }
            if bytes.iter().zip((0..=250_u8).cycle()).all(|(byte, want)| *byte == want) {
                return format!("{}({len}), {len}", self.helper("counting"));
            }
        }
        self.has_long_text |= len > LITERAL;
        self.helper("BYTES");
        let whole = quoted(bytes);
        let pieces = pieces(bytes);
        if whole.chars().count() <= WIDE / 2 || pieces.len() < 2 {
            return format!("BYTES({whole})");
        }
        format!("BYTES(\n    {})", pieces.join("\n    "))
    }
}
