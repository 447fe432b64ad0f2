//! Where stars and notes stay: `NAME.jsonl.notes.json` beside the session, or, where that folder takes no file, one in
//! the configuration folder named after the session's path. Read and written by threads, whole files only.

use super::{Notes, Of};
use crate::app::State;
use crate::bytes::sha256_text;
use crate::doctor;
use crate::locale::Message;
use crate::session::find::{Marks, MarksError};
use crossbeam_channel::{Receiver, Sender, bounded};
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

/// Written when nothing changed for so long.
const REST: Duration = Duration::from_millis(300);
/// The longest file that is read, in bytes.
const FILE_MOST: u64 = 64 << 20;
/// The folder of notes that cannot be beside their session.
const FOLDER: &str = "notes";

/// Who reads and writes.
pub(super) struct Disk {
    arrived: (Sender<Arrived>, Receiver<Arrived>),
    /// What is to be written next, by session.
    waiting: Vec<Save>,
    saver: Option<JoinHandle<()>>,
}

impl Default for Disk {
    fn default() -> Self {
        Self { arrived: bounded(8), waiting: Vec::new(), saver: None }
    }
}

/// What a file had.
struct Arrived {
    of: Of,
    marks: Marks,
    /// What went wrong, and whether the file still stands in the way.
    trouble: Option<(Message, bool)>,
}

/// What is to be written.
struct Save {
    of: Of,
    marks: Arc<Marks>,
    config: PathBuf,
    /// What the file had was not read yet: it stays beside these.
    adds: bool,
}

/// The file beside a session.
pub(super) fn beside(session: &Path) -> PathBuf {
    let mut name = session.file_name().unwrap_or_default().to_owned();
    name.push(".notes.json");
    session.with_file_name(name)
}

/// The file for a session whose folder takes none.
fn elsewhere(config: &Path, session: &Path) -> PathBuf {
    let real = std::fs::canonicalize(session).unwrap_or_else(|_| session.to_owned());
    config.join(FOLDER).join(format!("{}.json", sha256_text(real.as_os_str().as_encoded_bytes())))
}

/// Reads a file of notes, and nothing but a file: a pipe would never end.
fn read_file(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
        Ok(meta) if !meta.is_file() => return Err(io::Error::from_raw_os_error(libc::EISDIR)),
        Ok(meta) if meta.len() > FILE_MOST => return Err(io::Error::from_raw_os_error(libc::EFBIG)),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(FILE_MOST).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Renames a file to a name beside it that is free.
fn put_aside(path: &Path) -> io::Result<PathBuf> {
    let names = (1..1000).map(|n| {
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(if n == 1 { ".damaged.json".to_owned() } else { format!(".damaged-{n}.json") });
        path.with_file_name(name)
    });
    let free = names.into_iter().find(|aside| std::fs::symlink_metadata(aside).is_err());
    let aside = free.ok_or(io::ErrorKind::AlreadyExists)?;
    std::fs::rename(path, &aside)?;
    Ok(aside)
}

/// Reads the notes of a session. What cannot be read is kept beside under another name, and told.
fn read(of: &Of, config: &Path) -> (Marks, Option<(Message, bool)>) {
    for path in [beside(&of.path), elsewhere(config, &of.path)] {
        let why = match read_file(&path) {
            Ok(None) => continue,
            Err(error) => doctor::io_error(&Message::new("file-cannot-read"), Path::new(""), error.raw_os_error()),
            Ok(Some(bytes)) => match Marks::from_json(&bytes, &of.utc) {
                Ok(marks) => return (marks, None),
                Err(MarksError::Damaged(why)) => Message::new("note-file-damaged").with("why", why),
                Err(MarksError::Version(n)) => Message::new("note-file-version").with("n", n),
                Err(MarksError::OtherSession) => Message::new("note-file-other"),
            },
        };
        let trouble = match put_aside(&path) {
            Ok(aside) => {
                let message = Message::new("note-file-aside").with("why", why);
                (message.with("path", aside.display().to_string()), false)
            }
            Err(_) => {
                let message = Message::new("note-file-blocked").with("why", why);
                (message.with("path", path.display().to_string()), true)
            }
        };
        return (Marks::default(), Some(trouble));
    }
    (Marks::default(), None)
}

/// Writes a file whole: a new one of this process takes its place.
fn write_file(path: &Path, text: &str) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&new)?;
    let written = out.write_all(text.as_bytes()).and_then(|()| out.sync_all());
    drop(out);
    let written = written.and_then(|()| std::fs::rename(&new, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&new);
    }
    written
}

/// The notes beside a session; none where there are none that can be read.
pub(in crate::app) fn read_beside(session: &Path, utc: &str) -> Marks {
    let bytes = read_file(&beside(session)).ok().flatten();
    bytes.and_then(|bytes| Marks::from_json(&bytes, utc).ok()).unwrap_or_default()
}

/// Writes notes beside a session that was copied to `session`; nothing where there are none.
pub(in crate::app) fn write_beside(session: &Path, marks: &Marks, utc: &str) -> io::Result<()> {
    if marks.is_empty() { Ok(()) } else { write_file(&beside(session), &marks.to_json(utc)) }
}

impl Save {
    fn write(&self) -> io::Result<()> {
        let mut marks = Marks::clone(&self.marks);
        if self.adds {
            let (before, trouble) = read(&self.of, &self.config);
            if trouble.is_some_and(|(_, blocked)| blocked) {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            marks.add(before);
        }
        let text = marks.to_json(&self.of.utc);
        let first = beside(&self.of.path);
        // No file is made for nothing.
        if marks.is_empty() && !first.exists() && !elsewhere(&self.config, &self.of.path).exists() {
            return Ok(());
        }
        let refused = match write_file(&first, &text) {
            Err(error) if is_refused(&error) => error,
            other => return other,
        };
        tracing::info!(%refused, "notes cannot be beside their session");
        let path = elsewhere(&self.config, &self.of.path);
        std::fs::create_dir_all(path.parent().unwrap_or(&self.config))?;
        write_file(&path, &text)
    }
}

/// The folder takes no file of ours; a full disk is something else.
fn is_refused(error: &io::Error) -> bool {
    let kinds = [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem, io::ErrorKind::NotFound];
    kinds.contains(&error.kind()) || error.raw_os_error() == Some(libc::ENAMETOOLONG)
}

impl State {
    /// Follows the session that shows: reads its notes, writes what changed. Returns when it wants to look again.
    pub(in crate::app) fn tick_notes(&mut self) -> Option<Duration> {
        let of = self.session_of_notes();
        if of != self.notes.of {
            self.leave_notes();
            self.notes = Notes { of: of.clone(), disk: std::mem::take(&mut self.notes.disk), ..Notes::default() };
            match of {
                Some(of) => self.read_notes(of),
                None => self.notes.read = true,
            }
            self.marks_changed();
        }
        while let Ok(arrived) = self.notes.disk.arrived.1.try_recv() {
            self.take_notes(arrived);
        }
        let rest = self.notes.changed.map(|at| REST.saturating_sub(self.now().saturating_sub(at)));
        if rest == Some(Duration::ZERO) && self.notes.read {
            self.leave_notes();
        }
        self.start_saver().or(rest.filter(|rest| !rest.is_zero()))
    }

    fn session_of_notes(&self) -> Option<Of> {
        let whole = self.whole_session();
        let (snapshot, session) = (whole.snapshot(), Arc::as_ptr(whole) as usize);
        Some(Of { path: snapshot.path.clone()?, utc: snapshot.header.as_ref()?.utc.clone(), session })
    }

    fn read_notes(&mut self, of: Of) {
        let (arrived, config) = (self.notes.disk.arrived.0.clone(), self.folders.config.clone());
        let waker = Arc::clone(&self.waker);
        let reader = std::thread::Builder::new().name("notes-read".to_owned()).spawn(move || {
            let (marks, trouble) = read(&of, &config);
            // The receiver is gone only when the program ends.
            let _ = arrived.send(Arrived { of, marks, trouble });
            waker();
        });
        if let Err(error) = reader {
            self.notes.blocked = true;
            let why = doctor::io_error(&Message::new("file-cannot-read"), Path::new(""), error.raw_os_error());
            self.toasts.failed(why);
        }
    }

    fn take_notes(&mut self, Arrived { of, marks, trouble }: Arrived) {
        if let Some((message, blocked)) = trouble {
            self.toasts.failed(message);
            self.notes.blocked |= blocked && self.notes.of.as_ref() == Some(&of);
        }
        if self.notes.of.as_ref() == Some(&of) {
            self.notes.read = true;
            Arc::make_mut(&mut self.notes.marks).add(marks);
            self.marks_changed();
        }
    }

    /// What changed is put among what is to be written.
    fn leave_notes(&mut self) {
        if self.notes.changed.take().is_none() || self.notes.blocked {
            return;
        }
        let Some(of) = self.notes.of.clone() else { return };
        let disk = &mut self.notes.disk;
        disk.waiting.retain(|save| save.of.path != of.path);
        let marks = Arc::clone(&self.notes.marks);
        disk.waiting.push(Save { of, marks, config: self.folders.config.clone(), adds: !self.notes.read });
    }

    /// One at a time: they may write the same file. Returns when it wants to look again.
    fn start_saver(&mut self) -> Option<Duration> {
        let disk = &mut self.notes.disk;
        if disk.waiting.is_empty() {
            return None;
        }
        if disk.saver.as_ref().is_some_and(|saver| !saver.is_finished()) {
            return Some(REST);
        }
        let waiting = std::mem::take(&mut disk.waiting);
        let (failures, waker) = (self.inbox.failures.0.clone(), Arc::clone(&self.waker));
        let saver = std::thread::Builder::new().name("notes".to_owned()).spawn(move || {
            for save in waiting {
                if let Err(error) = save.write() {
                    let what = Message::new("file-cannot-save");
                    // A full channel has told already.
                    let _ = failures.try_send(doctor::io_error(&what, &beside(&save.of.path), error.raw_os_error()));
                    waker();
                }
            }
        });
        match saver {
            Ok(saver) => disk.saver = Some(saver),
            Err(error) => tracing::warn!(%error, "the notes could not be saved"),
        }
        None
    }

    /// Writes what is not written yet, at the end.
    pub(in crate::app) fn finish_notes(&mut self) {
        self.leave_notes();
        let disk = &mut self.notes.disk;
        if let Some(saver) = disk.saver.take() {
            // It has told of its own failure.
            let _ = saver.join();
        }
        for save in std::mem::take(&mut disk.waiting) {
            if let Err(error) = save.write() {
                tracing::warn!(%error, "the notes could not be saved");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::find::Mark;

    fn of(path: PathBuf) -> Of {
        Of { path: Arc::new(path), utc: "2026-11-22T09:00:00Z".into(), session: 1 }
    }

    fn marks(note: &str) -> Arc<Marks> {
        let mut marks = Marks::default();
        marks.put(7, Mark { star: true, note: note.into() });
        Arc::new(marks)
    }

    #[test]
    fn notes_come_back_from_beside_or_from_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        for path in [folder.path().join("a.jsonl"), folder.path().join("no folder/b.jsonl")] {
            let of = of(path);
            assert_eq!(read(&of, &config), (Marks::default(), None));
            let save = |marks| Save { of: of.clone(), marks, config: config.clone(), adds: false }.write().unwrap();
            save(Arc::default());
            assert!(!beside(&of.path).exists(), "no file is made for nothing");
            save(marks("好"));
            assert_eq!(read(&of, &config), (marks("好").as_ref().clone(), None));
            let (of, config) = (of.clone(), config.clone());
            let mut more = Marks::default();
            more.put(9, Mark { star: true, note: String::new() });
            Save { of: of.clone(), marks: Arc::new(more), config: config.clone(), adds: true }.write().unwrap();
            assert_eq!(read(&of, &config).0.len(), 2, "what was not read yet is not written over");
        }
        assert_eq!(std::fs::read_dir(config.join(FOLDER)).unwrap().count(), 1);
    }

    #[test]
    fn a_damaged_file_is_kept_aside_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let of = of(folder.path().join("a.jsonl"));
        let file = beside(&of.path);
        for (text, aside) in [
            ("{\"notes\":1,", "a.jsonl.notes.damaged.json"),
            ("{\"notes\":1,\"session\":\"else\",\"records\":[]}", "a.jsonl.notes.damaged-2.json"),
        ] {
            std::fs::write(&file, text).unwrap();
            let (marks, trouble) = read(&of, folder.path());
            assert!(marks.is_empty());
            assert!(trouble.is_some_and(|(message, blocked)| message.key() == "note-file-aside" && !blocked));
            assert_eq!(std::fs::read_to_string(folder.path().join(aside)).unwrap(), text);
            assert!(!file.exists());
        }
    }
}
