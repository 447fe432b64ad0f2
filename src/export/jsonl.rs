//! The session's lines again: as they are, or those of a selection, numbered anew so that they are a session too.

use super::pass::{Entry, Fold, Noticed, Pass};
use super::{ExportError, Exported, Step, Takes};
use crate::call::{Body, CallId, Notice, Outcome, Record};
use crate::session::{Board, encode_into};
use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufRead, Write};

pub fn write<R: BufRead, O: Fn() -> io::Result<R>>(
    pass: &Pass<'_, O>,
    out: &mut dyn Write,
) -> Result<Exported, ExportError> {
    if pass.filter.kinds().is_empty() {
        return pass.lines(&mut |line, _| out.write_all(line).map_err(ExportError::Write));
    }
    let mut wanted = Wanted::default();
    pass.run(&mut wanted)?;
    let mut again =
        Again { wanted, judge: Wanted::default(), n: 0, parts: Vec::new(), renumbered: BTreeMap::new(), out };
    let mut fold = Fold::new(pass.filter);
    pass.lines(&mut |_, record| again.take(record, &mut fold).map_err(ExportError::Write))
}

/// Which calls are of the selection.
#[derive(Default)]
struct Wanted {
    /// Those that waited.
    waited: HashSet<CallId>,
    /// Records that notes are about.
    noted: HashSet<u64>,
    /// The last call was.
    last: bool,
}

impl Takes for Wanted {
    fn take(&mut self, step: Step<'_>, _: &Board) -> io::Result<()> {
        if let Step::Back(Entry { record, .. }) | Step::Unfinished(Entry { record, .. }) = step {
            self.last = true;
            self.waited.extend(record.waits);
        }
        if let Step::Notice(Noticed { notice: Notice::Note { about, .. }, .. }) = step {
            self.noted.insert(*about);
        }
        Ok(())
    }
}

struct Again<'a> {
    wanted: Wanted,
    judge: Wanted,
    n: u64,
    parts: Vec<Record>,
    /// The new numbers of records that notes are about.
    renumbered: BTreeMap<u64, u64>,
    out: &'a mut dyn Write,
}

impl Again<'_> {
    fn take(&mut self, record: Record, fold: &mut Fold<'_>) -> io::Result<()> {
        if let Body::Part { .. } = record.body {
            fold.board.apply(&record);
            self.parts.push(record);
            return Ok(());
        }
        let parts = std::mem::take(&mut self.parts);
        let is_wanted = match &record.body {
            Body::Header(_) => true,
            Body::Call(call) if call.outcome == Outcome::Waiting && call.waits.is_some() => {
                fold.board.apply(&record);
                call.waits.is_some_and(|id| self.wanted.waited.contains(&id))
            }
            Body::Join(join) => {
                fold.board.apply(&record);
                self.wanted.waited.contains(&join.id)
            }
            Body::Call(_) => {
                // The fold judges with the whole length of what moved; a part is as good as its record for that.
                self.judge.last = false;
                fold.take(record.clone(), &mut self.judge)?;
                self.judge.last
            }
            Body::Notice(Notice::Note { about, .. }) => self.renumbered.contains_key(about),
            Body::Notice(Notice::Gap { .. }) => true,
            Body::Notice(Notice::Other { .. }) | Body::Other(_) | Body::Part { .. } => false,
            Body::Notice(_) => {
                fold.board.apply(&record);
                record.sid.is_some_and(|sid| fold.has_socket(sid))
            }
        };
        if !is_wanted {
            return Ok(());
        }
        let n = self.n + parts.len() as u64;
        for mut part in parts {
            if let Body::Part { of, .. } = &mut part.body {
                *of = n;
            }
            self.put(part)?;
        }
        if self.wanted.noted.contains(&record.n) {
            self.renumbered.insert(record.n, n);
        }
        self.put(record)
    }

    fn put(&mut self, mut record: Record) -> io::Result<()> {
        record.n = self.n;
        self.n += 1;
        if let Body::Notice(Notice::Note { about, .. }) = &mut record.body {
            *about = self.renumbered.get(about).copied().unwrap_or(*about);
        }
        let mut line = Vec::new();
        encode_into(&mut line, &record);
        self.out.write_all(&line)
    }
}
