//! Where the index of an opened file is: beside a session of our own, in the cache for anyone else's, or nowhere.

use crate::session::index::Sidecar;
use crate::session::platform::{make_private_dir, private, unnamed_file};
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A file that is shorter is read again sooner than its index is kept in the cache.
const WORTH: u64 = 4 << 20;
/// The cache holds no more indexes, and no more bytes of them.
const MOST_FILES: usize = 32;
const MOST_BYTES: u64 = 1 << 30;
/// No index takes that long to be made.
const LEFT_BEHIND: Duration = Duration::from_hours(24);

/// Where the indexes of opened files are kept. Nothing is ever written beside a file outside `sessions`.
#[derive(Clone, Debug, Default)]
pub struct IndexHome {
    /// The folder of the program's own sessions: an index stands beside its session.
    pub sessions: Option<PathBuf>,
    /// The folder for indexes of other files, made where it is missing; at most 32 files and 1 GiB are kept in it.
    pub cache: Option<PathBuf>,
}

/// Where the rows are, or go.
pub enum Place {
    /// A finished sidecar is there.
    Finished(File),
    /// A new one, renamed from `part` to `path` when it is whole.
    New { sidecar: Sidecar, part: PathBuf, path: PathBuf },
    /// A file without a name.
    Unnamed(Sidecar),
}

/// `NAME.idx` beside the session.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".idx");
    path.with_file_name(name)
}

fn same_folder(path: &Path, folder: &Path) -> bool {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    matches!((parent.canonicalize(), folder.canonicalize()), (Ok(parent), Ok(folder)) if parent == folder)
}

impl IndexHome {
    /// The file's index in the cache.
    fn in_cache(&self, path: &Path) -> Option<PathBuf> {
        let mut hasher = DefaultHasher::new();
        path.canonicalize().ok()?.hash(&mut hasher);
        Some(self.cache.as_ref()?.join(format!("{:016x}.idx", hasher.finish())))
    }

    /// The finished index of a session file, or a place for a new one.
    pub fn place(&self, path: &Path, session: &File) -> io::Result<Place> {
        let mut options = OpenOptions::new();
        for known in [Some(beside(path)), self.in_cache(path)].into_iter().flatten() {
            if let Ok(file) = private(options.read(true)).open(&known)
                && Sidecar::records_of(&file, session).is_some()
            {
                return Ok(Place::Finished(file));
            }
        }
        self.new_place(path, session)
    }

    /// A place for a new index, whatever is there.
    pub fn new_place(&self, path: &Path, session: &File) -> io::Result<Place> {
        let own = self.sessions.as_ref().is_some_and(|sessions| same_folder(path, sessions));
        let target = if own { Some(beside(path)) } else { self.cached(path, session) };
        // A session that another copy writes has that copy's index.
        if let Some(path) = target
            && session.try_lock_shared().is_ok()
        {
            let _ = session.unlock();
            sweep(path.parent().unwrap_or(Path::new(".")));
            let mut name = path.file_name().unwrap_or_default().to_owned();
            // One file may be opened twice at a time.
            static NUMBER: AtomicU64 = AtomicU64::new(0);
            name.push(format!(".{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed)));
            let part = path.with_file_name(name);
            let mut options = OpenOptions::new();
            if let Ok(file) = private(options.read(true).write(true).create_new(true)).open(&part) {
                return Ok(Place::New { sidecar: Sidecar::new(file), part, path });
            }
        }
        Ok(Place::Unnamed(Sidecar::new(unnamed_file()?)))
    }

    fn cached(&self, path: &Path, session: &File) -> Option<PathBuf> {
        let target = self.in_cache(path).filter(|_| session.metadata().is_ok_and(|meta| meta.len() >= WORTH))?;
        make_private_dir(target.parent()?).ok()?;
        prune(target.parent()?);
        Some(target)
    }
}

/// Takes away what a program that was killed left of its indexes a day ago or earlier.
fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_part = name.to_str().and_then(|name| name.rsplit_once(".idx.")).is_some_and(|(_, number)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        });
        let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|time| time.elapsed().ok());
        if is_part
            && age.is_some_and(|age| age > LEFT_BEHIND)
            && let Err(error) = std::fs::remove_file(entry.path())
        {
            tracing::debug!(%error, "a part of an index stays");
        }
    }
}

/// Takes the oldest indexes out of the cache, until there is room for another.
fn prune(cache: &Path) {
    let Ok(entries) = std::fs::read_dir(cache) else { return };
    let mut known: Vec<_> = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "idx"))
        .filter_map(|entry| entry.metadata().and_then(|meta| Ok((meta.modified()?, meta.len(), entry.path()))).ok())
        .collect();
    known.sort();
    let mut bytes: u64 = known.iter().map(|(_, len, _)| len).sum();
    for (at, (_, len, path)) in known.iter().enumerate() {
        if known.len() - at < MOST_FILES && bytes <= MOST_BYTES {
            return;
        }
        if let Err(error) = std::fs::remove_file(path) {
            tracing::debug!(%error, "an old index stays");
        }
        bytes -= len;
    }
}
