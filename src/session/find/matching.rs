//! Whether a call fits a query: first from the index, then from its record, then from its whole payload.

use super::marks::Marks;
use super::query::{Label, Query, Term, Test};
use crate::call::{Address, Call, CallKind, Name, Outcome, SocketId, Value, eai_name, errno_name};
use crate::session::index::{IndexRow, RECEIVED, SENT};
use crate::session::{Board, Direction, Row, Session};
use std::io;
use std::sync::Arc;

/// A row of the log as text to look in: its side, its call line, what came of it.
pub type RowText = fn(&Row) -> String;

/// Judges call after call.
pub(super) struct Judge {
    pub query: Query,
    pub session: Arc<Session>,
    pub text: RowText,
    pub marks: Arc<Marks>,
    pub board: Arc<Board>,
}

/// What is read of a record once a term needs it.
struct Read {
    row: Row,
    text: Option<String>,
    payload: Option<Vec<u8>>,
}

impl Judge {
    /// Takes in the sockets as they are now.
    pub fn refresh(&mut self) {
        self.board = Arc::clone(&self.session.snapshot().board);
    }

    /// Whether the call that record `n` begins fits.
    ///
    /// Errors: those of reading.
    pub fn fits(&self, n: u64, index: &IndexRow) -> io::Result<bool> {
        let end = match index.link > n && self.query.terms.iter().any(|term| needs_end(&term.test)) {
            true => Some(self.session.index_row(index.link)?),
            false => None,
        };
        let mut open = Vec::new();
        for term in &self.query.terms {
            match self.by_index(&term.test, n, index, end.as_ref()) {
                Some(fits) if fits == term.negated => return Ok(false),
                Some(_) => {}
                None => open.push(term),
            }
        }
        if open.is_empty() {
            return Ok(true);
        }
        if open.iter().any(|term| !term.negated && asks_error(&term.test)) && !self.may_have_failed(n, index)? {
            return Ok(false);
        }
        let mut read = Read { row: self.session.read_row_of(n)?, text: None, payload: None };
        // Payloads may be long: what needs them comes last.
        open.sort_by_key(|term| matches!(term.test, Test::Text(_) | Test::Bytes(_) | Test::Regex(_)));
        let fits = |term: &&Term| self.by_record(&term.test, &mut read) != term.negated;
        Ok(open.iter().all(fits))
    }

    /// Whether records have to be read at all.
    pub fn reads_records(&self) -> bool {
        let needs = |test: &Test| matches!(test, Test::Text(_) | Test::Bytes(_) | Test::Regex(_) | Test::Address(_));
        self.query.terms.iter().any(|term| needs(&term.test) || asks_error(&term.test))
    }

    /// A look at the line as it is, which is much cheaper than reading it: a call that came back with an error says so
    /// there. In doubt it may have failed.
    fn may_have_failed(&self, n: u64, index: &IndexRow) -> io::Result<bool> {
        let tells_otherwise = [CallKind::ConnectEx, CallKind::GetSockOpt];
        if index.link > n || index.kind.is_none_or(|kind| tells_otherwise.contains(&kind)) {
            return Ok(true);
        }
        let line = self.session.line_of(index)?;
        let says = |what: &[u8]| memchr::memmem::find(&line, what).is_some();
        // A key may be written with escapes, by others than us.
        Ok(says(b"\"err\"") || says(b"\\u"))
    }

    /// What the index and the board tell; none where the record is needed.
    fn by_index(&self, test: &Test, n: u64, index: &IndexRow, end: Option<&IndexRow>) -> Option<bool> {
        let flags = index.flags | end.map_or(0, |end| end.flags);
        Some(match test {
            Test::Call(kinds) => index.kind.is_some_and(|kind| kinds.contains(&kind)),
            Test::Direction(Direction::Sent) => flags & SENT != 0,
            Test::Direction(Direction::Received) => flags & RECEIVED != 0,
            Test::Time(span) => span.has(index.micros),
            Test::Size(span) => {
                let received = end.map_or(0, |end| u64::from(end.payload));
                span.has(u64::from(index.payload).max(received))
            }
            Test::Note(words) => {
                let note = self.marks.of(n).map_or("", |mark| mark.note.as_str());
                words.as_ref().map_or(!note.is_empty(), |words| words.is_match(note.as_bytes()))
            }
            Test::Bookmarked => self.marks.of(n).is_some_and(|mark| mark.star),
            Test::Socket(labels) => {
                let row = self.board.row(self.board.owner(SocketId(index.sid.into())))?;
                [Some(&row.name), row.renamed_from.as_ref()].into_iter().flatten().any(|name| is_called(labels, name))
            }
            Test::Address(wanted) => {
                let row = self.board.row(self.board.owner(SocketId(index.sid.into())))?;
                let known = [row.local.as_ref(), row.peer.as_ref()].into_iter().flatten();
                return known.into_iter().any(|address| is_address(wanted, address)).then_some(true);
            }
            Test::Text(_) | Test::Bytes(_) | Test::Regex(_) | Test::Error | Test::Errno(_) => return None,
        })
    }

    fn by_record(&self, test: &Test, read: &mut Read) -> bool {
        let outcome = &read.row.record.outcome;
        match test {
            Test::Error => outcome.is_error() || error_name(outcome).is_some(),
            Test::Errno(names) => {
                error_name(outcome).is_some_and(|name| names.iter().any(|start| name.starts_with(&**start)))
            }
            Test::Address(wanted) => addresses(&read.row).any(|address| is_address(wanted, address)),
            Test::Socket(labels) => {
                let record = &read.row.record;
                [&record.on, &record.makes].into_iter().flatten().any(|name| is_called(labels, name))
            }
            Test::Text(words) => {
                let text = read.text.get_or_insert_with(|| (self.text)(&read.row));
                words.utf8.is_match(text.as_bytes()) || {
                    let payload = self.payload(read);
                    let encoded = words.encoded.as_ref();
                    words.utf8.is_match(payload)
                        || encoded.is_some_and(|needle| needle.find_in(payload).next().is_some())
                }
            }
            Test::Bytes(needle) => needle.find_in(self.payload(read)).next().is_some(),
            Test::Regex(regex) => regex.is_match(self.payload(read)),
            // The index has told of these.
            Test::Call(_) | Test::Direction(_) | Test::Time(_) | Test::Size(_) | Test::Note(_) | Test::Bookmarked => {
                false
            }
        }
    }

    /// The whole payload; nothing where there is none, or where it was not kept.
    fn payload<'a>(&self, read: &'a mut Read) -> &'a [u8] {
        let row = &read.row;
        read.payload.get_or_insert_with(|| {
            let Some(here) = row.record.call.sent().or_else(|| row.record.outcome.data()) else { return Vec::new() };
            let len = if row.record.call.sent().is_some() { row.sent_len } else { row.received_len };
            if (here.len() as u64) < len
                && let Ok(whole) = self.session.read_payload(row.n)
            {
                return whole.to_vec();
            }
            here.to_vec()
        })
    }
}

/// Whether only calls that failed fit.
fn asks_error(test: &Test) -> bool {
    matches!(test, Test::Error | Test::Errno(_))
}

/// Whether the end of a waiting call counts too.
fn needs_end(test: &Test) -> bool {
    matches!(test, Test::Direction(_) | Test::Size(_))
}

fn is_called(labels: &[Label], name: &Name) -> bool {
    let whole = name.to_string();
    let parts = [whole.as_str(), name.base(), name.side()];
    labels.iter().any(|label| {
        parts.iter().any(|part| match label.exact {
            true => **part == *label.text,
            false => part.to_lowercase().starts_with(&*label.text),
        })
    })
}

fn is_address(wanted: &str, address: &Address) -> bool {
    let whole = address.to_string();
    let host = address.host().is_some_and(|host| host.eq_ignore_ascii_case(wanted.trim_end_matches(']')));
    let port = || wanted.strip_prefix(':').is_some_and(|port| address.port().is_some_and(|p| p.to_string() == port));
    host || whole.trim_start_matches('[').eq_ignore_ascii_case(wanted) || port()
}

/// Every address that a call or what came of it names.
fn addresses(row: &Row) -> impl Iterator<Item = &Address> {
    let asked = match &row.record.call {
        Call::Bind { address }
        | Call::Connect { address }
        | Call::ConnectEx { address }
        | Call::SendTo { address, .. } => Some(address),
        _ => None,
    };
    let (told, resolved) = match &row.record.outcome {
        Outcome::Ok(Value::Address(address) | Value::Accepted(address)) => (address.as_ref(), None),
        Outcome::Ok(Value::AddrInfo(infos)) => (None, Some(infos)),
        Outcome::Ok(value) => (value.sender(), None),
        _ => (None, None),
    };
    asked.into_iter().chain(told).chain(resolved.into_iter().flatten().map(|info| &info.address))
}

/// How a failure is called; none where the call did not fail.
fn error_name(outcome: &Outcome) -> Option<String> {
    let errno = |number: i32| errno_name(number).map_or_else(|| number.to_string(), str::to_owned);
    match outcome {
        Outcome::Errno(number) => Some(errno(*number)),
        Outcome::Ok(Value::ConnectEx(number) | Value::Errno(number)) if *number != 0 => Some(errno(*number)),
        Outcome::Eai(number) => Some(eai_name(*number).map_or_else(|| number.to_string(), str::to_owned)),
        Outcome::Timeout => Some("TIMEOUT".to_owned()),
        Outcome::Argument(_) => Some("ARGUMENT".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_named_in_parts() {
        let (v4, v6) = (Address::inet("127.0.0.1", 80), Address::inet6("::1", 80));
        for (wanted, fits4, fits6) in [
            ("127.0.0.1:80", true, false),
            ("127.0.0.1", true, false),
            (":80", true, true),
            (":8", false, false),
            ("127.0.0", false, false),
            ("::1]:80", false, true),
            ("::1", false, true),
            ("::1]", false, true),
        ] {
            assert_eq!((is_address(wanted, &v4), is_address(wanted, &v6)), (fits4, fits6), "{wanted}");
        }
        assert!(is_address("/tmp/x", &Address::unix("/tmp/x")));
    }

    #[test]
    fn names_fit_by_their_beginning() {
        let label = |text: &str, exact| vec![Label { text: text.into(), exact }];
        let name = Name::new("Client", "sock1");
        for (text, exact, fits) in [
            ("sock", false, true),
            ("client", false, true),
            ("client/s", false, true),
            ("ock", false, false),
            ("sock", true, false),
            ("sock1", true, true),
            ("Client/sock1", true, true),
        ] {
            assert_eq!(is_called(&label(text, exact), &name), fits, "{text}");
        }
    }
}
