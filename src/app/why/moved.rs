//! A port that a remedy moved: written wherever the first one stands for this machine, and back again.

use crate::app::{AppCommand, State, WhyCommand};
use crate::call::Address;
use crate::locale::Message;
use std::net::IpAddr;

/// A port for another, on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortMove {
    /// The port that stood there.
    pub from: u16,
    /// The port that stands there now.
    pub to: u16,
    /// The host of the address that was to be bound.
    pub host: Box<str>,
    /// Which ports of the connect bar were written: the target's, and the one to listen on. Only those go back.
    pub bar: [bool; 2],
}

impl PortMove {
    /// Whether an address that is written so is meant: this port at this machine. Port 80 of another machine stays.
    pub fn moves(&self, host: &str, port: &str) -> bool {
        let host = host.trim().trim_start_matches('[').trim_end_matches(']');
        port.trim().parse() == Ok(self.from) && (is_this_machine(host) || host == &*self.host)
    }

    /// An address in one text: `127.0.0.1:80` with the other port; none where another is meant.
    pub fn moved_text(&self, text: &str) -> Option<String> {
        let (host, port) = text.rsplit_once(':')?;
        self.moves(host, port).then(|| format!("{host}:{}", self.to))
    }

    /// The way back.
    pub fn back(&self) -> Self {
        Self { from: self.to, to: self.from, host: self.host.clone(), bar: self.bar }
    }
}

fn is_this_machine(host: &str) -> bool {
    let is_near = |ip: IpAddr| ip.to_canonical().is_loopback() || ip.is_unspecified();
    host.is_empty() || host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(is_near)
}

impl State {
    /// Writes a port for another: in the connect bar and the open script here, in the panels' forms as they show. It can
    /// be taken back.
    pub(super) fn move_port(&mut self, from: u16, to: u16, bound: Option<&Address>) {
        let host = bound.and_then(Address::host).unwrap_or_default().into();
        let mut moved = PortMove { from, to, host, bar: [true; 2] };
        moved.bar = self.write_port(&moved);
        let (lines, name) = self.move_port_in_script(&moved).unwrap_or_default();
        let key = if lines > 0 { "port-moved-script" } else { "port-moved" };
        let said = Message::new(key).with("from", from.to_string()).with("to", to.to_string());
        let said = said.with("n", lines as u64).with("name", &*name);
        let back = AppCommand::Why(WhyCommand::MovePortBack(moved));
        self.toasts.offer(said, (Message::new("toast-undo"), back));
    }

    /// The first port stands there again; what was called stays so.
    pub(super) fn move_port_back(&mut self, moved: &PortMove) {
        self.write_port(&moved.back());
        self.move_port_back_in_script(moved);
    }

    /// Writes it in those fields of the bar that it names, where the first port stands; tells in which.
    fn write_port(&mut self, moved: &PortMove) -> [bool; 2] {
        self.ports_moved.push(moved.clone());
        let mut written = [false; 2];
        self.change(|settings| {
            let bar = &mut settings.bar;
            let fields = [(&bar.peer_host, &mut bar.peer_port), (&bar.listen_host, &mut bar.listen_port)];
            for ((host, port), (named, written)) in fields.into_iter().zip(moved.bar.into_iter().zip(&mut written)) {
                if named && moved.moves(host, port) {
                    (*port, *written) = (moved.to.to_string(), true);
                }
            }
        });
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_moved_on_this_machine_and_nowhere_else() {
        let moved = PortMove { from: 80, to: 8080, host: "192.168.1.5".into(), bar: [false; 2] };
        for (text, other) in [
            ("127.0.0.1:80", Some("127.0.0.1:8080")),
            ("127.3.4.5:80", Some("127.3.4.5:8080")),
            ("localhost:80", Some("localhost:8080")),
            (":80", Some(":8080")),
            ("0.0.0.0: 80", Some("0.0.0.0:8080")),
            ("[::1]:80", Some("[::1]:8080")),
            ("192.168.1.5:80", Some("192.168.1.5:8080")),
            ("192.168.1.6:80", None),
            ("example.org:80", None),
            ("127.0.0.1:8080", None),
            ("127.0.0.1:800", None),
            ("127.0.0.1", None),
            ("", None),
        ] {
            assert_eq!(moved.moved_text(text).as_deref(), other, "{text}");
        }
        assert_eq!(moved.back().moved_text("127.0.0.1:8080").as_deref(), Some("127.0.0.1:80"));
    }
}
