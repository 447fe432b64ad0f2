//! What is being typed as an option's value: kept until the kernel has taken it, also while another socket is looked at.

use crate::call::SocketId;
use crate::locale::Message;
use crate::session::{Board, OptionLog};
use std::collections::HashMap;

/// An option of a socket.
pub type Key = (SocketId, (i32, i32));

/// One value that is not the kernel's yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// As typed.
    pub text: String,
    /// It was handed to the kernel: the turn of the last set before that, where there was one.
    pub sent: Option<Option<u64>>,
    /// Why it was not.
    pub mistake: Option<Message>,
}

/// All of them.
#[derive(Default)]
pub struct Drafts {
    typed: HashMap<Key, Draft>,
    /// The option whose value was copied last, and when by egui's clock.
    pub copied: Option<((i32, i32), f64)>,
}

impl Drafts {
    /// The draft of an option.
    pub fn get(&self, key: Key) -> Option<&Draft> {
        self.typed.get(&key)
    }

    /// Something was typed; what is again the kernel's own value is no draft.
    pub fn type_in(&mut self, key: Key, text: String, known: &str) {
        if text == known {
            self.typed.remove(&key);
        } else {
            self.typed.insert(key, Draft { text, sent: None, mistake: None });
        }
    }

    /// It cannot be handed over.
    pub fn wrong(&mut self, key: Key, text: String, mistake: Message) {
        self.typed.insert(key, Draft { text, sent: None, mistake: Some(mistake) });
    }

    /// It was handed over, after the set of turn `after`.
    pub fn sent(&mut self, key: Key, text: String, after: Option<u64>) {
        self.typed.insert(key, Draft { text, sent: Some(after), mistake: None });
    }

    /// No draft any more.
    pub fn forget(&mut self, key: Key) {
        self.typed.remove(&key);
    }

    /// Lets go of what the kernel has taken, once facts as new as record `facts_n` show it, and of what belongs to
    /// closed sockets. A refused value stays where it was typed.
    pub fn settle(&mut self, board: &Board, facts_n: u64) {
        self.typed.retain(|(sid, option), draft| {
            let Some(row) = board.row(*sid) else { return true };
            row.open && is_kept(&row.options, *option, draft, facts_n)
        });
    }
}

fn is_kept(log: &OptionLog, option: (i32, i32), draft: &mut Draft, facts_n: u64) -> bool {
    let Some(before) = draft.sent else { return true };
    // By turns: while recording is paused all have one record.
    let Some(last) = log.last_set(option).filter(|last| Some(last.turn) > before) else { return true };
    if log.refused(option).is_some() {
        draft.sent = None;
        return true;
    }
    facts_n < last.n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::{Body, By, Call, CallRecord, Kept, Name, OptionValue, Outcome, Record, Value};
    use std::time::Duration;

    fn record(n: u64, call: Call, outcome: Outcome) -> Record {
        let record = CallRecord {
            on: Some(Name::new("", "s")),
            makes: None,
            by: By::Person,
            call,
            outcome,
            took: Some(Duration::ZERO),
            waits: None,
            made: None,
            at: None,
            deferred: false,
            kept: Kept::Whole,
        };
        Record { n, t: Duration::ZERO, sid: Some(SocketId(1)), body: Body::Call(Box::new(record)) }
    }

    #[test]
    fn a_refused_value_stays_and_a_taken_one_goes_when_it_is_seen() {
        let mut board = Board::default();
        let set = |value| Call::SetSockOpt { level: 1, name: 8, value: OptionValue::Int(value) };
        board.apply(&record(1, Call::Socket { family: 2, kind: 1, proto: 0 }, Outcome::Ok(Value::None)));
        let key = (SocketId(1), (1, 8));
        let mut drafts = Drafts::default();
        drafts.type_in(key, "7".to_owned(), "7");
        assert_eq!(drafts.get(key), None);
        drafts.sent(key, "7".to_owned(), None);
        drafts.settle(&board, 1);
        assert!(drafts.get(key).is_some(), "not back yet");
        board.apply(&record(2, set(7), Outcome::Errno(22)));
        drafts.settle(&board, 2);
        assert_eq!(drafts.get(key).map(|draft| (draft.text.as_str(), draft.sent)), Some(("7", None)));
        drafts.sent(key, "8".to_owned(), Some(0));
        board.apply(&record(3, set(8), Outcome::Ok(Value::None)));
        drafts.settle(&board, 2);
        assert!(drafts.get(key).is_some(), "the facts are older");
        drafts.settle(&board, 3);
        assert_eq!(drafts.get(key), None);
        // Recording is paused: the records that follow have one number.
        for (value, outcome, is_kept) in [(9, Outcome::Ok(Value::None), false), (1, Outcome::Errno(22), true)] {
            let before = board.row(SocketId(1)).unwrap().options.last_set((1, 8)).map(|made| made.turn);
            drafts.sent(key, value.to_string(), before);
            board.apply(&record(3, set(value), outcome));
            drafts.settle(&board, 3);
            assert_eq!(drafts.get(key).map(|draft| draft.sent), is_kept.then_some(None));
        }
    }
}
