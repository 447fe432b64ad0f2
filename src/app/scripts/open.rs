//! Reading a script, off the window's thread.

use super::view::{CaseView, reached, views};
use super::{CaseState, EXAMPLES, OpenScript, ScriptFault, Source};
use crate::app::State;
use crate::app::line::USUAL_SIDES;
use crate::doctor;
use crate::locale::Message;
use crate::script::{self, Distance, Fault, FaultWhy, Reached, Script};
use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The window opens files of at most so many bytes; larger ones run from the command line.
const MOST: u64 = 64 << 20;

/// A file was read.
pub struct Arrived {
    pub source: Source,
    pub found: Found,
}

/// What it is.
pub enum Found {
    /// A script.
    Script(Box<Ready>),
    /// A session's log.
    Log,
    /// Neither: the line and why.
    Fault(u32, Message),
}

/// A script that is ready to show.
pub struct Ready {
    pub script: Script,
    notes: Vec<Fault>,
    pub views: Vec<CaseView>,
    reached: Vec<(Distance, Vec<Reached>)>,
}

/// Reads and checks a file; nothing of it is run.
fn read_script(path: &Path) -> Found {
    let unreadable = |error: &io::Error| {
        // The file's name stands in the title already.
        Found::Fault(0, doctor::io_error(&Message::new("file-cannot-read"), Path::new(""), error.raw_os_error()))
    };
    let kind = match std::fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) => return unreadable(&error),
    };
    if !kind.is_file() {
        // A pipe would never end.
        let errno = if kind.is_dir() { libc::EISDIR } else { libc::ENODEV };
        return unreadable(&io::Error::from_raw_os_error(errno));
    }
    if kind.len() > MOST {
        return Found::Fault(0, Message::new("scripts-too-large"));
    }
    match File::open(path) {
        Ok(file) => ready(BufReader::new(file.take(MOST)), &path.display().to_string()),
        Err(error) => unreadable(&error),
    }
}

pub fn ready(input: impl io::BufRead, file: &str) -> Found {
    match script::read(input) {
        Ok(script::Reading { script, .. }) if script.cases.is_empty() => {
            Found::Fault(0, Message::new("scripts-no-steps"))
        }
        Ok(script::Reading { script, notes }) => {
            let (views, reached) = (views(&script, file), reached(&script));
            Found::Script(Box::new(Ready { script, notes, views, reached }))
        }
        Err(Fault { why: FaultWhy::Log, .. }) => Found::Log,
        Err(fault) => Found::Fault(fault.line, fault.words()),
    }
}

impl State {
    /// Opens a file as a script, or as a session where it is one.
    pub(in crate::app) fn open_script(&mut self, source: Source) {
        if let Source::Again(path) = source {
            // From its log anew, once its addresses were looked through.
            return self.ask_again_of(path);
        }
        let (arrived, waker) = (self.inbox.scripts.0.clone(), Arc::clone(&self.waker));
        let reader = std::thread::Builder::new().name("open-script".to_owned()).spawn(move || {
            let found = match &source {
                Source::File(path) => read_script(path),
                Source::Example(at) => match EXAMPLES.get(*at) {
                    Some(example) => ready(example.text.as_bytes(), &format!("{}.jsonl", example.name)),
                    None => Found::Fault(0, Message::new("scripts-no-steps")),
                },
                Source::Again(_) => Found::Fault(0, Message::new("scripts-no-steps")),
            };
            // The receiver is gone only when the program ends.
            let _ = arrived.send(Arrived { source, found });
            waker();
        });
        match reader {
            Ok(_) => self.scripts.is_reading = true,
            Err(error) => {
                let title = Message::new("file-cannot-read");
                self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
            }
        }
    }

    /// A file was read: it takes the place of the script that was open, or says why not beside it.
    pub(in crate::app) fn take_script(&mut self, Arrived { source, found }: Arrived) {
        self.scripts.is_reading = false;
        match (found, &source) {
            (Found::Log, Source::File(path)) => {
                let path = path.clone();
                return self.open_session(&path);
            }
            (Found::Log, Source::Example(_) | Source::Again(_)) => return,
            (Found::Fault(line, why), source) => {
                let path = match source {
                    Source::File(path) | Source::Again(path) => path.clone(),
                    Source::Example(at) => EXAMPLES.get(*at).map(|example| example.name.into()).unwrap_or_default(),
                };
                self.scripts.fault = Some(ScriptFault { path, line, why });
            }
            (Found::Script(ready), source) => {
                let Ready { script, notes, views, reached } = *ready;
                self.close_script();
                self.scripts.fault = None;
                let cases = views.iter().map(|_| CaseState::default()).collect();
                let number = self.scripts.raised;
                self.scripts.open = Some(Box::new(OpenScript {
                    number,
                    side: self.side_for(name_of(source)),
                    name: name_of(source),
                    source: source.clone(),
                    script: Arc::new(script),
                    notes,
                    views,
                    reached,
                    cases,
                    case: 0,
                    selected: None,
                    allowed: None,
                    moved: Vec::new(),
                    stale: Vec::new(),
                    goes_on: false,
                    seeks: None,
                }));
                if let Source::File(path) = source {
                    self.remember_script(path.clone());
                }
            }
        }
        self.show_scripts();
    }

    /// The side of a script of this name: no side that the person has.
    fn side_for(&self, name: Box<str>) -> Box<str> {
        let is_taken = |side: &str| USUAL_SIDES.contains(&side) || self.line.has_names(side);
        let others = (1_u32..).map(|number| match number {
            1 => format!("{name}-script").into(),
            number => format!("{name}-script{number}").into(),
        });
        std::iter::once(name.clone()).chain(others).find(|side| !is_taken(side)).unwrap_or(name)
    }

    /// The panel to the front.
    pub(super) fn show_scripts(&mut self) {
        self.scripts.shown = true;
        self.scripts.raised += 1;
    }

    /// Puts it in front of the remembered ones. A path that is no text is not remembered.
    fn remember_script(&mut self, path: PathBuf) {
        let path = std::path::absolute(&path).unwrap_or(path);
        let Some(text) = path.to_str().map(str::to_owned) else { return };
        self.change(|settings| {
            settings.recent_scripts.retain(|known| *known != text);
            settings.recent_scripts.insert(0, text);
            settings.recent_scripts.truncate(super::RECENT);
        });
    }
}

fn name_of(source: &Source) -> Box<str> {
    match source {
        Source::File(path) | Source::Again(path) => path.file_stem().unwrap_or_default().to_string_lossy().into(),
        Source::Example(at) => EXAMPLES.get(*at).map_or("example", |example| example.name).into(),
    }
}
