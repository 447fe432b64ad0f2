//! Where the messages stay between starts: one file in the configuration folder, written whole a moment after a change.
//! Of two programs that write it the last one is right, and the file is never half of each.

use super::file::{self, FILE_MOST};
use super::{Messages, SavedMessage};
use crate::app::State;
use crate::doctor;
use crate::locale::Message;
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

const FILE: &str = "messages.json";
/// Written when nothing changed for so long.
const REST: Duration = Duration::from_millis(500);

/// What is to be written, and who writes.
#[derive(Debug, Default)]
pub struct Disk {
    /// There is something to write.
    pub changed: bool,
    /// The version that was seen last, and when.
    seen: (u64, Duration),
    saver: Option<JoinHandle<()>>,
    /// The last writing failed: it is tried again at the end.
    failed: Arc<AtomicBool>,
    /// A file that cannot be read and cannot be moved stands in the way.
    blocked: bool,
}

/// Reads a file of at most `most` bytes and one, and nothing but a file: a pipe would never end.
pub fn read_whole(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let kind = std::fs::metadata(path)?;
    if !kind.is_file() {
        let errno = if kind.is_dir() { libc::EISDIR } else { libc::ENODEV };
        return Err(io::Error::from_raw_os_error(errno));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The messages of the last start, and what went wrong. A file that cannot be read is kept beside.
pub fn load(folder: &Path) -> (Messages, Option<Message>) {
    let path = folder.join(FILE);
    let why = match read_whole(&path, FILE_MOST) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Messages::default(), None),
        Err(error) => doctor::io_error(&Message::new("file-cannot-read"), Path::new(""), error.raw_os_error()),
        Ok(bytes) => match file::parse(&bytes) {
            Ok(messages) => return (Messages::of(messages), None),
            Err(why) => why.words(),
        },
    };
    let mut messages = Messages::default();
    let told = match put_aside(&path) {
        Ok(aside) => Message::new("messages-damaged").with("why", why).with("path", aside.display().to_string()),
        Err(_) => {
            messages.disk.blocked = true;
            Message::new("messages-blocked").with("why", why).with("path", path.display().to_string())
        }
    };
    (messages, Some(told))
}

/// Renames a damaged file to a name that is free: `messages.damaged.json`, `messages.damaged-2.json`.
pub fn put_aside(path: &Path) -> io::Result<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().display();
    let names = (1..1000).map(|n| match n {
        1 => format!("{stem}.damaged.json"),
        n => format!("{stem}.damaged-{n}.json"),
    });
    let free = names.map(|name| path.with_file_name(name)).find(|aside| std::fs::symlink_metadata(aside).is_err());
    let aside = free.ok_or(io::ErrorKind::AlreadyExists)?;
    std::fs::rename(path, &aside)?;
    Ok(aside)
}

/// Writes the file whole: a new one of this process takes its place.
pub fn save(folder: &Path, messages: &[Arc<SavedMessage>]) -> io::Result<()> {
    save_of(folder, messages, std::process::id())
}

fn save_of(folder: &Path, messages: &[Arc<SavedMessage>], process: u32) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let bytes = file::write(messages, true)?;
    let beside = folder.join(format!("{FILE}.{process}.new"));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&beside)?;
    let written = out.write_all(&bytes).and_then(|()| out.sync_all());
    drop(out);
    let written = written.and_then(|()| std::fs::rename(&beside, folder.join(FILE)));
    if written.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    written
}

impl State {
    /// Writes the messages when they have been left alone for a moment. Returns when it wants to look again.
    pub(in crate::app) fn save_messages(&mut self) -> Option<Duration> {
        let (now, version) = (self.now(), self.messages.version());
        let disk = &mut self.messages.disk;
        if !disk.changed || disk.blocked {
            return None;
        }
        if disk.seen.0 != version {
            disk.seen = (version, now);
        }
        if let Some(rest) = REST.checked_sub(now.saturating_sub(disk.seen.1)).filter(|rest| !rest.is_zero()) {
            return Some(rest);
        }
        // One at a time: they write the same file.
        if disk.saver.as_ref().is_some_and(|saver| !saver.is_finished()) {
            return Some(REST);
        }
        disk.changed = false;
        let failed = Arc::clone(&disk.failed);
        let (messages, folder) = (Arc::clone(self.messages.all()), self.folders.config.clone());
        let (failures, waker) = (self.inbox.failures.0.clone(), Arc::clone(&self.waker));
        let saver = std::thread::Builder::new().name("messages".to_owned()).spawn(move || {
            let saved = save(&folder, &messages);
            failed.store(saved.is_err(), Ordering::Relaxed);
            if let Err(error) = saved {
                let what = Message::new("file-cannot-save");
                // A full channel has told already.
                let _ = failures.try_send(doctor::io_error(&what, &folder.join(FILE), error.raw_os_error()));
                waker();
            }
        });
        let disk = &mut self.messages.disk;
        match saver {
            Ok(saver) => disk.saver = Some(saver),
            Err(error) => {
                tracing::warn!(%error, "the messages could not be saved");
                disk.failed.store(true, Ordering::Relaxed);
            }
        }
        None
    }

    /// Writes what is not written yet, at the end.
    pub(in crate::app) fn finish_messages(&mut self) {
        let disk = &mut self.messages.disk;
        if let Some(saver) = disk.saver.take() {
            // It has told of its own failure.
            let _ = saver.join();
        }
        let wanted = std::mem::take(&mut disk.changed) || disk.failed.load(Ordering::Relaxed);
        if wanted
            && !disk.blocked
            && let Err(error) = save(&self.folders.config, self.messages.all())
        {
            tracing::warn!(%error, "the messages could not be saved");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<Arc<SavedMessage>> {
        let message = |(at, name): (usize, &&str)| SavedMessage {
            id: at as u64 + 1,
            name: (*name).into(),
            ..SavedMessage::default()
        };
        names.iter().enumerate().map(message).map(Arc::new).collect()
    }

    #[test]
    fn messages_come_back_as_they_were_left() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        assert!(load(&config).0.all().is_empty());
        let list = named(&["心跳", "b"]);
        save(&config, &list).unwrap();
        save(&config, &list).unwrap();
        let (messages, why) = load(&config);
        assert_eq!((&**messages.all(), why), (&list, None));
        assert_eq!(std::fs::read_dir(&config).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_damaged_file_is_told_and_kept_beside() {
        let folder = tempfile::tempdir().unwrap();
        for (n, name) in ["messages.damaged.json", "messages.damaged-2.json"].iter().enumerate() {
            std::fs::write(folder.path().join(FILE), format!("{{\"sockscope-messages\":1, {n}")).unwrap();
            let (messages, why) = load(folder.path());
            assert!(messages.all().is_empty() && why.unwrap().key() == "messages-damaged");
            let kept = std::fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(kept.ends_with(&n.to_string()), "{kept}");
        }
        std::fs::create_dir(folder.path().join(FILE)).unwrap();
        assert!(load(folder.path()).1.is_some(), "a folder of that name");
        assert!(load(folder.path()).1.is_none());
    }

    #[test]
    fn two_writers_leave_one_whole_file() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for (process, name) in [(1, "first"), (2, "second")] {
                let folder = folder.path();
                let write = move || {
                    for n in 1..30 {
                        save_of(folder, &named(&vec![name; n]), process).unwrap();
                        let (messages, why) = load(folder);
                        assert_eq!(why, None);
                        let names: Vec<_> = messages.all().iter().map(|message| &*message.name).collect();
                        assert!(!names.is_empty() && names.windows(2).all(|pair| pair[0] == pair[1]));
                    }
                };
                std::thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, write).unwrap();
            }
        });
    }
}
