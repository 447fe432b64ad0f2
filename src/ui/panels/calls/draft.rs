//! One socket's form: what is chosen, typed and proposed, and which rows of the log were its calls. Pure.

use super::proposal::{self, Role, Typed};
use crate::app::{CallForm, Field, FieldError, sensible_next};
use crate::call::{Address, CallKind};
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
    typed: HashMap<Role, Typed>,
    typed_name: Option<String>,
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
            (self.form.host, self.form.port) = typed.unwrap_or_else(|| proposal::address(board, row, role, sender));
        }
        if kind == CallKind::Accept {
            self.form.makes = self.typed_name.clone().unwrap_or_else(|| proposal::accepted_name(board, row));
        }
    }

    /// Takes in what the person changed since `before`.
    pub fn keep(&mut self, before: &CallForm) {
        if self.form == *before {
            return;
        }
        let kind = self.form.kind;
        self.pick(kind);
        let address = (&self.form.host, &self.form.port) != (&before.host, &before.port);
        if let Some(role) = Role::of(kind).filter(|_| address) {
            self.typed.insert(role, (self.form.host.clone(), self.form.port.clone()));
        }
        if self.form.makes != before.makes {
            self.typed_name = Some(self.form.makes.clone());
        }
    }

    /// The call was handed on, when the log had so many rows.
    pub fn made(&mut self, row: &SocketRow, rows: u64) {
        self.reveal_from = Some(rows);
        self.made_at = Some(sensible_next(row));
        self.typed_name = None;
        self.attempted = false;
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
            Field::Host => &mut form.host,
            Field::Port => &mut form.port,
            Field::Backlog => &mut form.backlog,
            Field::Makes => &mut form.makes,
            Field::Data => &mut form.data,
            Field::Size => &mut form.size,
            Field::Seconds => &mut form.seconds,
            Field::Value => &mut form.value,
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
        draft.form.port = "5001".to_owned();
        draft.keep(&before);
        draft.pick(CallKind::Connect);
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.port, "8000");
        draft.pick(CallKind::Bind);
        draft.settle(&board, &row, None);
        assert_eq!(draft.form.port, "5001");
    }

    #[test]
    fn a_mistake_shows_when_the_field_is_left_or_the_call_was_wished() {
        let (board, row, mut draft) = (Board::default(), server(), Draft::default());
        draft.settle(&board, &row, None);
        draft.repair(Field::Port, "70000");
        let errors = draft.form.build(row.family, "server").unwrap_err();
        assert!(draft.mistake(&errors, Field::Port, true).is_none());
        assert!(draft.mistake(&errors, Field::Port, false).is_some());
        draft.refused();
        assert!(draft.mistake(&errors, Field::Port, true).is_some());
        assert!(draft.mistake(&errors, Field::Host, true).is_none());
    }
}
