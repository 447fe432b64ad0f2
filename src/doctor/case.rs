//! One call with its surroundings, and what was found out about it.

use super::remedy::{Remedy, number};
use super::{Explanation, Surroundings};
use crate::call::{self, Address, Call, CallKind, OptionValue};
use crate::locale::Message;

/// At most so many things to try, and so many to press.
const MOST: usize = 3;

/// Why, and what to try.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Finding {
    pub(super) why: Message,
    pub(super) tries: Vec<Message>,
    pub(super) remedies: Vec<Remedy>,
}

impl Finding {
    /// One more thing to try.
    #[must_use]
    pub(super) fn advise(mut self, advice: Message) -> Self {
        if self.tries.len() < MOST {
            self.tries.push(advice);
        }
        self
    }

    /// One more thing that a press does.
    #[must_use]
    pub(super) fn press(mut self, remedy: Remedy) -> Self {
        if self.remedies.len() < MOST {
            self.remedies.push(remedy);
        }
        self
    }

    /// The same, where there is one.
    #[must_use]
    pub(super) fn press_some(self, remedy: Option<Remedy>) -> Self {
        match remedy {
            Some(remedy) => self.press(remedy),
            None => self,
        }
    }

    /// With its headline.
    pub(super) fn headed(self, headline: Message) -> Explanation {
        let Self { why, tries, remedies } = self;
        Explanation { headline, why, tries, remedies }
    }
}

/// A message without arguments yet.
pub(super) fn say(key: &str) -> Message {
    Message::new(key)
}

/// A finding without advice yet.
pub(super) fn because(why: Message) -> Finding {
    Finding { why, tries: Vec::new(), remedies: Vec::new() }
}

/// `text` on one line of bounded length: controls and direction marks become U+FFFD, for the text may come from a file.
pub(super) fn plain(text: &str) -> String {
    const LONGEST: usize = 200;
    let is_odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut shown: String =
        text.chars().take(LONGEST).map(|c| if is_odd(c) { char::REPLACEMENT_CHARACTER } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// One call with its surroundings.
pub(super) struct Case<'a> {
    pub(super) call: &'a Call,
    pub(super) around: &'a Surroundings<'a>,
}

impl Case<'_> {
    pub(super) fn kind(&self) -> CallKind {
        self.call.kind()
    }

    /// Python's name of the call.
    pub(super) fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// Whether the call is `connect` or `connect_ex`.
    pub(super) fn connects(&self) -> bool {
        matches!(self.kind(), CallKind::Connect | CallKind::ConnectEx)
    }

    /// Whether the call sends bytes.
    pub(super) fn sends(&self) -> bool {
        matches!(self.kind(), CallKind::Send | CallKind::SendAll | CallKind::SendTo)
    }

    /// Whether the call receives bytes.
    pub(super) fn receives(&self) -> bool {
        self.kind().receives()
    }

    /// Whether the socket is a datagram socket; flags that Linux lets a caller mix into the type are left out.
    pub(super) fn is_datagram(&self) -> bool {
        call::kind(self.around.kind & 0xf) == Some("SOCK_DGRAM")
    }

    /// The same call made again, where all of it is known: of a long payload the log has only the beginning here.
    pub(super) fn again(&self) -> Option<Call> {
        let known = self.call.sent().map_or(0, |data| data.len() as u64);
        (self.around.sends.is_none_or(|sends| sends == known)).then(|| self.call.clone())
    }

    /// Whether the socket is a Unix socket.
    pub(super) fn is_unix(&self) -> bool {
        call::family(self.around.family) == Some("AF_UNIX")
    }

    /// How an option of SOL_SOCKET was last set on the socket.
    pub(super) fn set(&self, option: &str) -> Option<&OptionValue> {
        super::ends::set(self.around.row?, option)
    }

    /// The calls of a new socket of the same kind, with what was set on this one: family, type, options and timeout.
    pub(super) fn like_this(&self) -> Vec<Call> {
        let family = self.around.family;
        self.like_this_of(family)
    }

    /// The same in another family, without the options, which may belong to the first one.
    pub(super) fn like_this_of(&self, family: i32) -> Vec<Call> {
        let proto = self.around.row.map_or(0, |row| row.proto);
        let mut calls = vec![Call::Socket { family, kind: self.around.kind, proto }];
        let is_set = |call: &Call| match call {
            Call::SetSockOpt { level, .. } => family == self.around.family || *level == number("SOL_SOCKET"),
            Call::SetTimeout { .. } | Call::SetBlocking { .. } => true,
            _ => false,
        };
        let setup = self.around.row.map_or(&[][..], |row| &row.setup);
        calls.extend(setup.iter().map(|call| call.as_ref().clone()).filter(is_set));
        calls
    }

    /// Whether the socket is an IPv6 socket.
    pub(super) fn is_inet6(&self) -> bool {
        call::family(self.around.family) == Some("AF_INET6")
    }

    /// The address that the call is about: the one it names, else the peer's, else the socket's own.
    pub(super) fn place(&self) -> Option<&Address> {
        self.call.address().or(self.around.peer).or(self.around.local)
    }

    /// [`Self::place`] in the short form, or `-`.
    pub(super) fn place_text(&self) -> String {
        short(self.place())
    }

    /// The peer's address: the connected one, else the one that the call names, else `-`.
    pub(super) fn peer_text(&self) -> String {
        short(self.around.peer.or(self.call.address()))
    }

    /// The host that the call names, or `-`.
    pub(super) fn host_text(&self) -> String {
        let host = match self.call {
            Call::GetAddrInfo { host, .. } => host.as_deref(),
            call => call.address().and_then(Address::host),
        };
        match host {
            Some("") => "\"\"".to_owned(),
            Some(host) => plain(host),
            None => "-".to_owned(),
        }
    }

    /// The flags of a data call; 0 for the others.
    pub(super) fn flags(&self) -> i32 {
        self.call.flags()
    }

    /// Whether a data call was given this flag.
    pub(super) fn has_flag(&self, name: &str) -> bool {
        call::number_of(name).is_some_and(|bit| self.flags() & bit != 0)
    }

    /// Level and number of the option that the call is about.
    pub(super) fn option(&self) -> Option<(i32, i32)> {
        match self.call {
            Call::SetSockOpt { level, name, .. } | Call::GetSockOpt { level, name, .. } => Some((*level, *name)),
            _ => None,
        }
    }

    /// `SO_REUSEADDR`, or `SOL_SOCKET 99` where it has no name; the call's name where the call has no option.
    pub(super) fn option_text(&self) -> String {
        let Some((level, number)) = self.option() else { return self.name().to_owned() };
        call::option_name(level, number).map_or_else(
            || format!("{} {number}", call::level(level).map_or_else(|| level.to_string(), str::to_owned)),
            str::to_owned,
        )
    }

    /// `AF_INET`, or the number: of the socket, or of the one that `socket` should have made.
    pub(super) fn family_text(&self) -> String {
        let number = if let Call::Socket { family, .. } | Call::SocketPair { family, .. } = self.call {
            *family
        } else {
            self.around.family
        };
        call::family(number).map_or_else(|| number.to_string(), str::to_owned)
    }

    /// `SOCK_STREAM`, or the number: of the socket, or of the one that `socket` should have made.
    pub(super) fn kind_text(&self) -> String {
        let number = if let Call::Socket { kind, .. } | Call::SocketPair { kind, .. } = self.call {
            *kind
        } else {
            self.around.kind
        };
        call::kind(number).map_or_else(|| number.to_string(), str::to_owned)
    }
}

/// The short form of an address, safe to show; `-` where there is none.
pub(super) fn short(address: Option<&Address>) -> String {
    address.map_or_else(|| "-".to_owned(), |address| plain(&address.to_string()))
}
