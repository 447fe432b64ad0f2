//! `sockscope run` and `sockscope check`: scripts without a window. Results go to standard output, words to standard
//! error; what comes from a file is never handed to a terminal as it is.

use super::words::errno_words;
use crate::bytes::escape_text;
use crate::locale::{self, Language, Message};
use crate::script::{self, Fault, Net, Reading, RunError, RunOptions, Said};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// All expectations held; nothing is wrong with the files.
const GOOD: u8 = 0;
/// An expectation did not hold, a case hung, or a step was beyond what the script may reach.
const FAILED: u8 = 1;
/// Not a valid script, or no such case.
const NOT_VALID: u8 = 2;
/// A result or the session file could not be written.
const NOT_WRITTEN: u8 = 3;

struct Words<'a> {
    language: Language,
    file: String,
    to: &'a mut dyn Write,
}

impl Words<'_> {
    fn say(&mut self, message: &Message) {
        // There is nobody left to tell that nobody listens.
        let _ = writeln!(self.to, "{}", locale::words(self.language, message));
    }

    fn at(&mut self, line: u32, why: Message) {
        let key = if line == 0 { "script-place-file" } else { "script-place" };
        let message = Message::new(key).with("file", self.file.as_str());
        self.say(&message.with("line", u64::from(line).to_string()).with("why", why));
    }
}

fn words<'a>(path: &Path, to: &'a mut dyn Write) -> Words<'a> {
    let file = escape_text(path.as_os_str().as_encoded_bytes());
    Words { language: Language::of_system(), file, to }
}

/// The file, or standard input for `-`.
fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::from_raw_os_error(libc::EISDIR));
    }
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

fn unreadable(error: &io::Error) -> Message {
    Message::new("script-unreadable").with("errno", errno_words(error.raw_os_error().unwrap_or(libc::EIO)))
}

/// The command line of `run`.
#[derive(Clone, Debug, clap::Args)]
pub struct RunArguments {
    /// The script, or - for standard input
    file: PathBuf,
    /// How far it may reach: none, loopback or any. A script that asks for less gets less
    #[arg(long, default_value = "loopback", value_parser = parse_net)]
    net: Net,
    /// Keep the calls in this new session file
    #[arg(long, value_name = "SESSION")]
    log: Option<PathBuf>,
    /// Keep of payloads their length and hash only
    #[arg(long, requires = "log")]
    no_payloads: bool,
    /// Run this case only; may be given again
    #[arg(long = "case", value_name = "ID")]
    cases: Vec<String>,
    /// How this process is set up before it runs the one case that it is given
    #[arg(long, hide = true)]
    setting: Option<String>,
}

impl RunArguments {
    /// Sets this process up as its parent wants it. To be called before there is a second thread.
    ///
    /// # Errors
    /// The exit status.
    pub fn set_up(&self) -> Result<(), u8> {
        self.setting.as_deref().map_or(Ok(()), script::apply_setting)
    }

    /// Runs the script and gives the exit status: 0, 1, 2 or 3.
    pub fn run(self, out: &mut dyn Write, errors: &mut dyn Write) -> u8 {
        let Self { file, net, log, no_payloads, cases, setting: _ } = self;
        run_file(
            &file,
            &RunOptions { net, cases, log, no_payloads, program: std::env::current_exe().ok() },
            out,
            errors,
        )
    }
}

fn parse_net(word: &str) -> Result<Net, String> {
    Net::parse(word).ok_or_else(|| [Net::None, Net::Loopback, Net::Any].map(Net::word).join(" | "))
}

fn run_file(path: &Path, options: &RunOptions, out: &mut dyn Write, errors: &mut dyn Write) -> u8 {
    let mut words = words(path, errors);
    let reading = match open(path) {
        Ok(input) => script::read(input),
        Err(error) => {
            words.at(0, unreadable(&error));
            return NOT_VALID;
        }
    };
    let Reading { script, .. } = match reading {
        Ok(reading) => reading,
        Err(fault) => {
            words.at(fault.line, fault.words());
            return NOT_VALID;
        }
    };
    let ended = script::run_script(&script, options, &mut |said| {
        match said {
            Said::Line(line) => {
                writeln!(out, "{line}")?;
                return out.flush();
            }
            Said::Note(line, why) => words.at(line, why),
        }
        Ok(())
    });
    match ended {
        Ok(summary) if summary.failed == 0 => GOOD,
        Ok(_) => FAILED,
        Err(RunError::NoCase(id)) => {
            words.at(0, Message::new("script-no-case").with("case", escape_text(id.as_bytes())));
            NOT_VALID
        }
        Err(RunError::Output(error)) => {
            words.at(
                0,
                Message::new("script-not-written").with("errno", errno_words(error.raw_os_error().unwrap_or(0))),
            );
            NOT_WRITTEN
        }
        Err(RunError::Log(libc::EEXIST)) => {
            words.at(0, Message::new("script-log-exists"));
            NOT_WRITTEN
        }
        Err(RunError::Log(errno)) => {
            words.at(0, Message::new("script-log-not-written").with("errno", errno_words(errno)));
            NOT_WRITTEN
        }
        Err(RunError::System(error)) => {
            words.at(0, Message::new("script-no-room").with("errno", errno_words(error.raw_os_error().unwrap_or(0))));
            FAILED
        }
    }
}

/// Checks scripts without running them and gives the exit status: 0, 2 or 3.
pub fn check_files(paths: &[impl AsRef<Path>], out: &mut dyn Write) -> u8 {
    let mut worst = GOOD;
    for path in paths {
        let path = path.as_ref();
        let mut said = Vec::new();
        let mut words = words(path, &mut said);
        match open(path).map(script::check) {
            Err(error) => {
                worst = NOT_VALID;
                words.at(0, unreadable(&error));
            }
            Ok(Err(fault)) => {
                worst = NOT_VALID;
                words.at(fault.line, fault.words());
            }
            Ok(Ok(notes)) => {
                for note in &notes {
                    words.note(note);
                }
                let good = Message::new("script-good").with("file", words.file.as_str());
                words.say(&good.with("notes", notes.len() as u64));
            }
        }
        if out.write_all(&said).and_then(|()| out.flush()).is_err() {
            return NOT_WRITTEN;
        }
    }
    worst
}

impl Words<'_> {
    fn note(&mut self, note: &Fault) {
        let message = Message::new("script-note").with("file", self.file.as_str());
        self.say(&message.with("line", u64::from(note.line).to_string()).with("why", note.words()));
    }
}
