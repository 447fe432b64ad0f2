//! `sockscope compare A B`: the calls that differ, one a line, without a window.

use super::{compared_words, difference_key, open_whole};
use crate::app::damage_words;
use crate::bytes::{clock_text, escape_text};
use crate::doctor;
use crate::locale::{self, Language, Message};
use crate::script::{call_line_short, result_text_of};
use crate::session::Session;
use crate::session::compare::{Comparison, compare};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// No difference.
const SAME: u8 = 0;
/// Some calls differ.
const DIFFER: u8 = 1;
/// One is not a session, or only a part of one.
const NOT_VALID: u8 = 2;

/// The command line of `compare`.
#[derive(Clone, Debug, clap::Args)]
pub struct CompareArguments {
    /// The first session file
    left: PathBuf,
    /// The second session file
    right: PathBuf,
    /// Print no calls, only how many differ
    #[arg(short, long)]
    quiet: bool,
}

impl CompareArguments {
    /// Compares and gives the exit status: 0 the same, 1 different, 2 not a session.
    pub fn run(self, out: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let language = Language::of_system();
        let mut say = |message: &Message| {
            // There is nobody left to tell that nobody listens.
            let _ = writeln!(errors, "{}", locale::words(language, message));
        };
        let open = |path: &Path| open_whole(path, Arc::new(|| ()), &|_, _| true);
        let sessions = [open(&self.left), open(&self.right)];
        let mut damaged = false;
        for (session, path) in sessions.iter().zip([&self.left, &self.right]) {
            match session {
                Err(why) => say(why),
                Ok(session) => {
                    if let Some(damage) = &session.snapshot().damage {
                        damaged = true;
                        let file = escape_text(path.as_os_str().as_encoded_bytes());
                        say(&Message::new("script-place-file").with("file", file).with("why", damage_words(damage)));
                    }
                }
            }
        }
        let [Ok(left), Ok(right)] = &sessions else { return NOT_VALID };
        let result = match compare(left, right, &mut |_, _| true) {
            Ok(result) => result,
            Err(error) => {
                let what = Message::new("file-cannot-read");
                say(&doctor::io_error(&what, Path::new(""), error.raw_os_error()));
                return NOT_VALID;
            }
        };
        let mut out = BufWriter::new(out);
        // A closed pipe (`| head`) is no error of ours.
        let _ = self.print(language, [left, right], &result, &mut out);
        match (damaged || result.unreadable > 0, result.is_same()) {
            (true, _) => NOT_VALID,
            (_, true) => SAME,
            (_, false) => DIFFER,
        }
    }

    fn print(
        &self,
        language: Language,
        [left, right]: [&Session; 2],
        result: &Comparison,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let say = |message: &Message| locale::words(language, message);
        let differing = result.differing.iter().filter(|_| !self.quiet);
        for pair in differing.filter_map(|place| result.pairs.get(*place as usize)) {
            writeln!(out, "{}", locale::text(language, difference_key(pair.difference)))?;
            for (sign, session, n) in [('<', left, pair.left()), ('>', right, pair.right())] {
                if let Some(n) = n {
                    writeln!(out, "{sign} {n:>6} {}", line(session, n))?;
                }
            }
        }
        if result.is_cut {
            writeln!(out, "{}", say(&Message::new("compare-cut")))?;
        }
        writeln!(out, "{}", say(&compared_words(result)))?;
        writeln!(out, "{}", locale::text(language, "compare-disregarded"))?;
        out.flush()
    }
}

fn line(session: &Session, n: u64) -> String {
    let Ok(row) = session.read_row_of(n) else { return String::new() };
    let record = &row.record;
    let side = record.on.as_ref().or(record.makes.as_ref()).map_or("", |name| name.side());
    let sent = record.call.sent().is_some().then_some(row.sent_len);
    let line = call_line_short(record, sent);
    let result = result_text_of(&record.outcome, &record.call, None);
    format!("{:>10}  {side:<8} {line}  →  {result}", clock_text(row.t))
}
