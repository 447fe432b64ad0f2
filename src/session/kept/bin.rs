//! Sessions taken away, and brought back: for a while they are in a folder of their own beside the others.

use super::{HowEnded, KeptSession, bring_along, companions, list_sessions};
use crate::session::platform::{make_private_dir, private};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the folders of deleted sessions are called, with when they were made and by which process.
const PREFIX: &str = ".deleted-";
/// So long a deleted session can come back; older ones go for good at the next start.
const STAYS: Duration = Duration::from_secs(60);

/// A name for a folder of sessions that are about to be deleted.
pub fn new_bin(dir: &Path) -> PathBuf {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    dir.join(format!("{PREFIX}{}-{}-{}", now.as_secs(), now.subsec_nanos(), std::process::id()))
}

/// Refuses, as busy, a session that a copy of the program writes. The lock is held as long as what is given.
fn claimed(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let file = private(options.read(true)).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(io::ErrorKind::ResourceBusy.into()),
        Err(std::fs::TryLockError::Error(error)) => Err(error),
    }
}

/// Moves a session, its index and its notes into the folder `bin`, which is made where it is missing.
///
/// Errors: `ResourceBusy` where a copy of the program writes it, and those of the files.
pub fn take_away(session: &Path, bin: &Path) -> io::Result<()> {
    let _lock = claimed(session)?;
    make_private_dir(bin)?;
    let name = session.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    std::fs::rename(session, bin.join(name))?;
    bring_along(session, &bin.join(name))
}

/// Deletes a session, its index and its notes.
///
/// Errors: `ResourceBusy` where a copy of the program writes it, and those of the files.
pub fn remove_for_good(session: &KeptSession) -> io::Result<()> {
    let _lock = claimed(&session.path)?;
    std::fs::remove_file(&session.path)?;
    for companion in companions(&session.path) {
        if companion.exists() {
            std::fs::remove_file(companion)?;
        }
    }
    Ok(())
}

/// Moves everything of the folder `bin` back beside it; gives how many sessions came back. One whose name was taken in
/// the meantime gets the next free number.
///
/// Errors: those of the files.
pub fn restore_bin(bin: &Path) -> io::Result<u64> {
    let dir = bin.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut back = 0;
    for session in list_sessions(bin, &mut |_, _| true)? {
        let to = free_place(dir, &session)?;
        bring_along(&session.path, &to)?;
        back += 1;
    }
    std::fs::remove_dir(bin)?;
    Ok(back)
}

/// Moves the session to a name that nobody has: a link is made only where there is none, and never takes a file's place.
fn free_place(dir: &Path, session: &KeptSession) -> io::Result<PathBuf> {
    let name = session.name();
    let stem = name.strip_suffix(".jsonl").unwrap_or(&name);
    let (date, _) = stem.rsplit_once('-').unwrap_or((stem, ""));
    let numbered = (1..=1_000_000_u32).map(|number| format!("{date}-{number}.jsonl"));
    for name in std::iter::once(name.clone()).chain(numbered) {
        let to = dir.join(name);
        match std::fs::hard_link(&session.path, &to) {
            Ok(()) => {
                std::fs::remove_file(&session.path)?;
                return Ok(to);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Deletes for good what was deleted a while ago, by this process or by one that is gone.
///
/// Errors: those of reading the folder.
pub fn empty_bins(dir: &Path, now: SystemTime) -> io::Result<()> {
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let since = name.strip_prefix(PREFIX).and_then(|rest| rest.split('-').next()?.parse().ok());
        let is_over = since.is_some_and(|since| now.saturating_sub(Duration::from_secs(since)) > STAYS);
        if is_over
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
            && let Err(error) = empty(&entry.path())
        {
            tracing::warn!(%error, %name, "deleted sessions could not be removed");
        }
    }
    Ok(())
}

/// Only what this program puts there.
fn empty(bin: &Path) -> io::Result<()> {
    for session in list_sessions(bin, &mut |_, _| true)? {
        if session.ended != HowEnded::InUse {
            remove_for_good(&session)?;
        }
    }
    std::fs::remove_dir(bin)
}

#[cfg(test)]
mod tests {
    use super::super::index_of;
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_taken_away_comes_back_under_a_free_name() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("2026-11-22-1.jsonl");
        let other = dir.path().join("2026-11-22-2.jsonl");
        for (path, text) in [(&path, "one\n"), (&other, "two\n")] {
            std::fs::write(path, text).unwrap();
            std::fs::write(index_of(path), "rows").unwrap();
        }
        let bin = new_bin(dir.path());
        take_away(&path, &bin).unwrap();
        take_away(&other, &bin).unwrap();
        assert_eq!(names(dir.path()), [bin.file_name().unwrap().to_str().unwrap()]);
        std::fs::write(&path, "new\n").unwrap();
        assert_eq!(restore_bin(&bin).unwrap(), 2);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "new\n", "nothing is written over");
        let all = names(dir.path());
        assert_eq!(all.len(), 5, "{all:?}");
        let texts: Vec<_> = ["2026-11-22-2.jsonl", "2026-11-22-3.jsonl"]
            .map(|name| std::fs::read_to_string(dir.path().join(name)).unwrap())
            .into();
        assert!(texts.contains(&"one\n".to_owned()) && texts.contains(&"two\n".to_owned()), "{texts:?}");
    }

    #[test]
    fn a_session_that_is_being_written_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("2026-11-22-1.jsonl");
        std::fs::write(&path, "one\n").unwrap();
        let writer = File::open(&path).unwrap();
        writer.try_lock().unwrap();
        let busy = take_away(&path, &new_bin(dir.path())).unwrap_err();
        assert_eq!((busy.kind(), names(dir.path()).len()), (io::ErrorKind::ResourceBusy, 1));
    }

    #[test]
    fn bins_go_for_good_once_their_time_is_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("2026-11-22-1.jsonl");
        std::fs::write(&path, "one\n").unwrap();
        take_away(&path, &new_bin(dir.path())).unwrap();
        std::fs::create_dir(dir.path().join(".deleted-not-ours")).unwrap();
        empty_bins(dir.path(), SystemTime::now()).unwrap();
        assert_eq!(names(dir.path()).len(), 2);
        empty_bins(dir.path(), SystemTime::now() + 2 * STAYS).unwrap();
        assert_eq!(names(dir.path()), [".deleted-not-ours"]);
    }
}
