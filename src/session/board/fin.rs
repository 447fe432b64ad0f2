//! Which record ended what a stream sends: a shutdown, or the call with which its last descriptor went.

use super::Board;
use super::fold::Back;
use crate::call::{Call, Outcome, SocketId, number_of};
use std::sync::Arc;

impl Board {
    /// The socket that a connection counts as: of a copy that `dup` made, the one that it was first copied from.
    pub fn origin(&self, sid: SocketId) -> SocketId {
        self.row(sid).and_then(|row| row.copy_of).unwrap_or(sid)
    }

    /// That one and all copies of it.
    fn same(&self, sid: SocketId) -> impl Iterator<Item = SocketId> + '_ {
        let origin = self.origin(sid);
        let copies = self.copies.get(&origin).into_iter().flatten().copied();
        std::iter::once(origin).chain(copies)
    }

    /// Once a call on a stream has come back, that had a descriptor before where `was_held`.
    pub(super) fn sends_end(&mut self, back: &Back<'_>, was_held: bool) {
        let owner = self.owner(back.sid);
        let Some(row) = self.row(owner).filter(|row| row.is_stream()) else { return };
        let shuts = match back.call {
            Call::Shutdown { how } => back.outcome.is_ok() && Some(*how) != number_of("SHUT_RD"),
            _ => false,
        };
        let lets_go = was_held && !row.open && !row.closing;
        // What was detached is somebody's still.
        let closes = match back.call {
            Call::Detach => false,
            Call::Close => lets_go && matches!(back.outcome, Outcome::Ok(_)),
            _ => lets_go,
        };
        if !shuts && !closes {
            return;
        }
        let holds = |sid: SocketId| self.row(sid).is_some_and(|row| row.open || row.closing);
        let has_ended = |sid: SocketId| self.row(sid).is_some_and(|row| row.fin_n.is_some());
        let ends = shuts || !self.same(owner).any(holds);
        if ends
            && !self.same(owner).any(has_ended)
            && let Some(row) = self.sockets.get_mut(&owner)
        {
            Arc::make_mut(row).fin_n = Some(back.n);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::Story;
    use super::*;
    use crate::call::Value;

    #[test]
    fn what_a_stream_sends_ends_once() {
        let shut = || Call::Shutdown { how: number_of("SHUT_WR").unwrap() };
        let recv = || Call::Recv { size: 9, flags: 0 };
        let file = || Call::MakeFile { mode: "rb".into(), buffering: None, encoding: None, newline: None };
        let ended = |tell: &dyn Fn(&mut Story)| {
            let mut story = Story::default();
            story.socket(1, "s", "SOCK_STREAM");
            tell(&mut story);
            [1, 2].map(|sid| story.board.row(SocketId(sid)).and_then(|row| row.fin_n))
        };
        let close =
            |story: &mut Story, sid: u64, deferred| story.make(sid, None, Call::Close, Outcome::NONE, None, deferred);
        let plain = ended(&|story| {
            story.call(1, shut(), Outcome::Errno(libc::ENOTCONN));
            close(story, 1, false); // 3
            close(story, 1, false);
        });
        assert_eq!(plain, [Some(3), None]);
        let shut_twice = ended(&|story| {
            story.call(1, shut(), Outcome::NONE); // 2
            story.call(1, shut(), Outcome::NONE);
            close(story, 1, false);
        });
        assert_eq!(shut_twice, [Some(2), None]);
        let of_a_file = ended(&|story| {
            story.make(1, Some("f"), file(), Outcome::NONE, Some(9), false);
            close(story, 1, true);
            close(story, 1, true);
            story.call(9, Call::FClose, Outcome::NONE); // 5
        });
        assert_eq!(of_a_file, [Some(5), None]);
        let of_a_call = ended(&|story| {
            story.start(1, 7, recv());
            close(story, 1, true);
            close(story, 1, false);
            story.join(1, 7, Outcome::Errno(libc::EBADF)); // 5
        });
        assert_eq!(of_a_call, [Some(5), None]);
        let of_copies = ended(&|story| {
            story.make(1, Some("c"), Call::Dup, Outcome::NONE, Some(2), false);
            close(story, 1, false);
            story.call(2, recv(), Outcome::Ok(Value::Data((*b"").into())));
            close(story, 2, false); // 5
        });
        assert_eq!(of_copies, [None, Some(5)]);
        let of_a_copy_that_was_shut = ended(&|story| {
            story.make(1, Some("c"), Call::Dup, Outcome::NONE, Some(2), false);
            story.call(2, shut(), Outcome::NONE); // 3
            close(story, 2, false);
            close(story, 1, false);
        });
        assert_eq!(of_a_copy_that_was_shut, [None, Some(3)]);
        assert_eq!(ended(&|story| story.call(1, Call::Detach, Outcome::Ok(Value::Int(7)))), [None, None]);
    }
}
