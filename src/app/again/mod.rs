//! *Run again*: a session as a script on live sockets, what came of each call beside what was recorded.
//!
//! Its log is read on a thread: first for its addresses, which the person may map to others, then as a script, which the
//! script panel runs as any other.

mod fields;

pub use fields::AgainField;

use super::scripts::{Found, Source, from_error_words, ready};
use super::{Dialog, Go, State};
use crate::call::Address;
use crate::doctor;
use crate::locale::Message;
use crate::script::{FromError, Used, run_again, used_addresses};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One wish about running a session again.
#[derive(Clone, Debug, PartialEq)]
pub enum AgainCommand {
    /// Look through the addresses of the session that shows.
    Ask,
    /// Run it with these in place of its own: the fields as they are typed, in their order.
    Run(Vec<String>),
    /// Not now.
    Dismiss,
}

/// A session that is to be run again.
pub struct RunAgain {
    /// Its addresses, once they are read.
    pub fields: Vec<AgainField>,
    /// Its file, and how many bytes of it.
    from: Option<(PathBuf, u64)>,
    /// Something is being read.
    pub is_reading: bool,
    arrived: (Sender<Arrived>, Receiver<Arrived>),
}

impl Default for RunAgain {
    fn default() -> Self {
        Self { fields: Vec::new(), from: None, is_reading: false, arrived: bounded(4) }
    }
}

impl RunAgain {
    /// The file's name.
    pub fn name(&self) -> String {
        let name = self.from.as_ref().and_then(|(path, _)| path.file_name());
        name.unwrap_or_default().to_string_lossy().into_owned()
    }
}

enum Arrived {
    /// Of so many bytes of this file.
    Addresses(PathBuf, u64, Vec<Used>),
    Script(PathBuf, Box<Found>),
    Failed(Message),
}

/// The log from its beginning, as far as it was when it was asked for.
fn opener(path: &Path, len: u64) -> impl Fn() -> io::Result<BufReader<io::Take<File>>> {
    let path = path.to_owned();
    move || Ok(BufReader::with_capacity(1 << 16, File::open(&path)?.take(len)))
}

fn failed(error: &FromError, path: &Path) -> Arrived {
    Arrived::Failed(from_error_words(error, path))
}

fn script_of(path: &Path, len: u64, map: &[(Address, Address)]) -> Arrived {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match run_again(opener(path, len), map, Some(name)) {
        Ok(again) => {
            let mut found = ready(again.script.as_slice(), &path.display().to_string());
            if let Found::Script(ready) = &mut found {
                let recorded: HashMap<u32, Box<str>> = again.recorded.into_iter().collect();
                ready.views.iter_mut().for_each(|view| view.show_recorded(&recorded));
            }
            Arrived::Script(path.to_owned(), Box::new(found))
        }
        Err(error) => failed(&error, path),
    }
}

impl State {
    pub(super) fn again_command(&mut self, command: AgainCommand) {
        match command {
            AgainCommand::Ask => {
                let snapshot = self.whole_session().snapshot();
                match snapshot.path.clone().filter(|_| snapshot.file_len > 0 && snapshot.board.totals.calls > 0) {
                    Some(path) => self.ask_again(path.to_path_buf(), Some(snapshot.file_len)),
                    None => self.toasts.warn(Message::new("again-nothing")),
                }
            }
            AgainCommand::Run(texts) => self.run_again(&texts),
            AgainCommand::Dismiss => self.close_again(),
        }
    }

    /// The same session once more, from its file as it is now.
    pub(super) fn ask_again_of(&mut self, path: PathBuf) {
        self.ask_again(path, None);
    }

    /// Reads the addresses of so many bytes of the file; without a number, of all that it has by then.
    fn ask_again(&mut self, path: PathBuf, len: Option<u64>) {
        self.read_again(move || {
            let len = match len.map_or_else(|| std::fs::metadata(&path).map(|meta| meta.len()), Ok) {
                Ok(len) => len,
                Err(error) => {
                    let title = Message::new("file-cannot-read");
                    return Arrived::Failed(doctor::io_error(&title, &path, error.raw_os_error()));
                }
            };
            match used_addresses(opener(&path, len)) {
                Ok(used) => Arrived::Addresses(path, len, used),
                Err(error) => failed(&error, &path),
            }
        });
    }

    fn run_again(&mut self, texts: &[String]) {
        let Some((path, len)) = self.again.from.clone() else { return };
        let mut map = Vec::new();
        for (field, text) in self.again.fields.iter().zip(texts) {
            match field.read(text) {
                Ok(Some(other)) => map.push((field.used.address.clone(), other)),
                Ok(None) => {}
                // Said at the field.
                Err(_) => return,
            }
        }
        self.close_again();
        self.read_again(move || script_of(&path, len, &map));
    }

    fn close_again(&mut self) {
        if self.dialog == Some(Dialog::RunAgain) {
            self.dialog = None;
        }
    }

    fn read_again(&mut self, read: impl FnOnce() -> Arrived + Send + 'static) {
        let (arrived, waker) = (self.again.arrived.0.clone(), Arc::clone(&self.waker));
        let reader = std::thread::Builder::new().name("run-again".to_owned()).spawn(move || {
            // The receiver is gone only when the program ends; who asks again and again is answered the first time.
            let _ = arrived.try_send(read());
            waker();
        });
        match reader {
            Ok(_) => self.again.is_reading = true,
            Err(error) => {
                let title = Message::new("file-cannot-read");
                self.toasts.failed(doctor::io_error(&title, Path::new(""), error.raw_os_error()));
            }
        }
    }

    pub(super) fn tick_again(&mut self) {
        while let Ok(arrived) = self.again.arrived.1.try_recv() {
            self.again.is_reading = false;
            match arrived {
                Arrived::Addresses(path, len, used) => {
                    self.again.from = Some((path, len));
                    self.again.fields = used.into_iter().map(AgainField::new).collect();
                    self.dialog = Some(Dialog::RunAgain);
                }
                Arrived::Failed(why) => self.toasts.failed(why),
                Arrived::Script(path, found) => self.go_again(path, *found),
            }
        }
    }

    /// On live sockets: the window goes back to what is now.
    fn go_again(&mut self, path: PathBuf, found: Found) {
        if !self.is_live() {
            self.close_reading();
        }
        let is_script = matches!(found, Found::Script(_));
        self.take_script(super::scripts::Arrived { source: Source::Again(path), found });
        if is_script {
            self.go_script(Go::All);
        }
    }
}
