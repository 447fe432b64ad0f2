//! One socket's form: what is chosen, typed and proposed, and which rows of the log were its calls. Pure.

use super::proposal::{self, Role};
use crate::app::{AddressForm, CallForm, DataAs, Field, FieldError, PortMove, sends_packets, sensible_next};
use crate::call::{Address, CallKind, SocketId};
use crate::session::{Board, SocketRow};
use std::collections::HashMap;

/// What the panel keeps of one socket.
#[derive(Default)]
pub struct Draft {
    /// The form as it shows.
    pub form: CallForm,
    /// The call that the person chose; none follows what makes sense next.
    picked: Option<CallKind>,
    /// What made sense when a call was made: once it is something else, the choice has done its work.
    made_at: Option<CallKind>,
    typed: HashMap<Role, AddressForm>,
    typed_names: HashMap<CallKind, String>,
    /// How data is read was settled once: raw sockets begin with a packet.
    data_is_settled: bool,
    /// The file of the socket that a file's calls are made on.
    pub file: Option<SocketId>,
    /// The call was wished while the form was wrong: every mistake shows.
    attempted: bool,
    /// The row of the log with the last call of each kind.
    pub last_rows: HashMap<CallKind, u64>,
    /// The result of a call that was made when there were so many rows is to be scrolled into sight.
    pub reveal_from: Option<u64>,
    /// Rows up to here were looked at.
    pub seen_rows: u64,
    /// When it was used last, counted in uses.
    pub used: u64,
    /// So many ports that a remedy moved were written into it.
    moved: usize,
}

impl Draft {
    /// Chooses a call.
    pub fn pick(&mut self, kind: CallKind) {
        (self.picked, self.made_at) = (Some(kind), None);
    }

    /// The call that shows.
    pub fn chosen(&self, row: &SocketRow) -> CallKind {
        self.picked.unwrap_or_else(|| sensible_next(row))
    }

    /// Settles which call shows, and fills in what is proposed where nothing was typed.
    pub fn settle(&mut self, board: &Board, row: &SocketRow, sender: Option<&Address>) {
        let sensible = sensible_next(row);
        if self.made_at.is_some_and(|before| before != sensible) {
            (self.picked, self.made_at) = (None, None);
        }
        let kind = self.picked.unwrap_or(sensible);
        if kind != self.form.kind {
            self.form.kind = kind;
            self.attempted = false;
        }
        if let Some(role) = Role::of(kind) {
            let typed = self.typed.get(&role).cloned();
            self.form.address = typed.unwrap_or_else(|| proposal::address(board, row, role, sender));
        }
        if kind.makes_one() {
            let typed = self.typed_names.get(&kind).cloned();
            self.form.makes = typed.unwrap_or_else(|| proposal::made_name(board, row, kind));
        }
        if !std::mem::replace(&mut self.data_is_settled, true) && sends_packets(row) {
            self.form.data_as = DataAs::Echo;
        }
        let open = |sid: &SocketId| board.files.get(sid).is_some_and(|file| file.open);
        if !self.file.as_ref().is_some_and(open) {
            self.file = proposal::files(board, row).last().map(|file| file.sid);
        }
    }

    /// A remedy wrote another port: it is written for the first one here too, in what was typed.
    pub fn move_ports(&mut self, moved: &[PortMove]) {
        for one in moved.get(self.moved..).unwrap_or_default() {
            for form in self.typed.values_mut().chain([&mut self.form.address]) {
                if one.moves(&form.host, &form.port) {
                    form.port = one.to.to_string();
                }
            }
        }
        self.moved = moved.len();
    }

    /// Takes in what the person changed since `before`.
    pub fn keep(&mut self, before: &CallForm) {
        if self.form == *before {
            return;
        }
        let kind = self.form.kind;
        self.pick(kind);
        if let Some(role) = Role::of(kind).filter(|_| self.form.address != before.address) {
            self.typed.insert(role, self.form.address.clone());
        }
        if self.form.makes != before.makes {
            self.typed_names.insert(kind, self.form.makes.clone());
        }
    }

    /// The call was handed on, when the log had so many rows.
    pub fn made(&mut self, row: &SocketRow, rows: u64) {
        self.reveal_from = Some(rows);
        self.made_at = Some(sensible_next(row));
        self.typed_names.remove(&self.form.kind);
        self.attempted = false;
        let sends = matches!(self.form.kind, CallKind::Send | CallKind::SendAll | CallKind::SendTo);
        if sends && self.form.data_as == DataAs::Echo {
            self.form.echo.count_up();
        }
    }

    /// The call was wished, but the form is wrong.
    pub fn refused(&mut self) {
        self.attempted = true;
    }

    /// The mistake to show at a field: not while it is being typed in, unless the call was wished already.
    pub fn mistake<'e>(&self, errors: &'e [FieldError], field: Field, typing: bool) -> Option<&'e FieldError> {
        errors.iter().find(|error| error.field == field && (self.attempted || !typing))
    }

    /// Puts a text into a field.
    pub fn repair(&mut self, field: Field, text: &str) {
        let form = &mut self.form;
        let place = match field {
            Field::Host if form.kind == CallKind::GetAddrInfo => &mut form.resolve.host,
            Field::Host => &mut form.address.host,
            Field::Port => &mut form.address.port,
            Field::Scope => &mut form.address.scope,
            Field::Path => &mut form.address.path,
            Field::Abstract => &mut form.address.name,
            Field::Backlog => &mut form.backlog,
            Field::Makes => &mut form.makes,
            Field::Data => &mut form.data,
            Field::EchoId => &mut form.echo.id,
            Field::EchoSeq => &mut form.echo.seq,
            Field::EchoPayload => &mut form.echo.payload,
            Field::EchoSource => &mut form.echo.source,
            Field::EchoTtl => &mut form.echo.ttl,
            Field::Size => &mut form.size,
            Field::Seconds => &mut form.seconds,
            Field::Value => &mut form.value,
            Field::Encoding => &mut form.file.encoding,
            Field::Buffering => &mut form.file.buffering,
            Field::Service => &mut form.resolve.service,
        };
        text.clone_into(place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Name, SocketId, number_of};

    fn server() -> SocketRow {
        let number = |name| number_of(name).unwrap();
        SocketRow::new(SocketId(1), Name::new("server", "s"), number("AF_INET"), number("SOCK_STREAM"), 0)
    }

    #[test]
    fn the_sensible_call_shows_until_the_person_chooses_and_again_after_that_call() {
        let (board, mut row, mut draft) = (Board::default(), server(), Draft::default());
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.kind, CallKind::Bind);
        draft.pick(CallKind::Bind);
        draft.made(&row, 0);
        row.local = Some(Address::inet("127.0.0.1", 8000));
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.kind, CallKind::Listen);
        draft.pick(CallKind::SetSockOpt);
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.kind, CallKind::SetSockOpt);
        row.backlog = Some(5);
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.kind, CallKind::SetSockOpt, "nothing was made from here, so the choice stays");
    }

    #[test]
    fn what_was_typed_stays_with_its_call() {
        let (board, row, mut draft) = (Board::default(), server(), Draft::default());
        draft.settle(&board, &row, None);
        let before = draft.form.clone();
        draft.form.address.port = "5001".to_owned();
        draft.keep(&before);
        draft.pick(CallKind::Connect);
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.address.port, "8000");
        draft.pick(CallKind::Bind);
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.address.port, "5001");
        draft.move_ports(&[PortMove { from: 5001, to: 8080, host: "".into(), bar: [true; 2] }]);
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.address.port, "8080");
        let before = draft.form.clone();
        draft.form.address.port = "5001".to_owned();
        draft.keep(&before);
        draft.move_ports(&[PortMove { from: 5001, to: 8080, host: "".into(), bar: [true; 2] }]);
        assert_eq!(draft.form.address.port, "5001", "a port that was typed since is the person's");
    }

    #[test]
    fn a_mistake_shows_when_the_field_is_left_or_the_call_was_wished() {
        let (board, row, mut draft) = (Board::default(), server(), Draft::default());
        draft.settle(&board, &row, None);
        draft.repair(Field::Port, "70000");
        let errors = draft.form.build(&row).unwrap_err();
        assert!(draft.mistake(&errors, Field::Port, true).is_none());
        assert!(draft.mistake(&errors, Field::Port, false).is_some());
        draft.refused();
        assert!(draft.mistake(&errors, Field::Port, true).is_some());
        assert!(draft.mistake(&errors, Field::Host, true).is_none());
    }
}
