//! A session file, read from its first line to its last whole one.

use super::session::Session;
use super::shared::{Files, Shared};
use super::{Damage, OpenError, OpenWhy, RecordingState, Snapshot, Torn};
use crate::call::{Body, Header, errno_number};
use crate::session::Waker;
use crate::session::codec::{LINE_LIMIT, LineError, LineWhy, decode};
use crate::session::index::{Fold, Sidecar};
use crate::session::platform::{errno, private, read_at, unnamed_file};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes read at a time.
const BLOCK: usize = 1 << 20;

pub fn open(path: &Path, waker: Waker) -> Result<Arc<Session>, OpenError> {
    let fail = |why| OpenError { path: path.to_owned(), why };
    let unreadable = |error: io::Error| fail(OpenWhy::Unreadable(errno(&error)));
    // Opening a FIFO would wait for its other end.
    let meta = std::fs::metadata(path).map_err(unreadable)?;
    if meta.is_dir() {
        return Err(fail(OpenWhy::Unreadable(errno_number("EISDIR").unwrap_or_default())));
    }
    if !meta.is_file() {
        return Err(fail(OpenWhy::NotASession));
    }
    let file = File::open(path).map_err(unreadable)?;
    let meta = file.metadata().map_err(unreadable)?;
    if !meta.is_file() {
        return Err(fail(OpenWhy::NotASession));
    }
    let header = first_line(&file).map_err(fail)?;
    let sidecar = place_sidecar(path, &file).map_err(unreadable)?;
    let snapshot = Snapshot {
        state: RecordingState::Opened,
        path: Some(Arc::new(path.to_owned())),
        header: Some(header),
        progress: Some((0, meta.len())),
        ..Snapshot::default()
    };
    let shared = Arc::new(Shared::new(waker, snapshot));
    let no_thread = |error: io::Error| fail(OpenWhy::NoThread(errno(&error)));
    let session = Arc::new(Session::new(shared.clone()).map_err(no_thread)?);
    let file = Arc::new(file);
    let ended = session.ended();
    let scan = Scan::new(shared, file, meta.len(), sidecar);
    std::thread::Builder::new().name("session-open".into()).spawn(move || scan.run(&ended)).map_err(no_thread)?;
    Ok(session)
}

fn first_line(file: &File) -> Result<Header, OpenWhy> {
    let mut start = vec![0; 64 * 1024];
    let count = read_at(file, &mut start, 0).map_err(|error| OpenWhy::Unreadable(errno(&error)))?;
    start.truncate(count);
    let line = match memchr::memchr(b'\n', &start) {
        Some(end) => start.get(..end).unwrap_or_default(),
        None if start.is_empty() => return Err(OpenWhy::Empty),
        None if start.starts_with(b"{\"netscript\":") && count < 64 * 1024 => return Err(OpenWhy::Empty),
        None => return Err(OpenWhy::NotASession),
    };
    let Ok(serde_json::Value::Object(keys)) = serde_json::from_slice(line) else { return Err(OpenWhy::NotASession) };
    match (keys.get("netscript"), keys.get("log")) {
        (None, _) => Err(OpenWhy::NotASession),
        (Some(version), _) if version.as_u64() != Some(1) => Err(OpenWhy::Version(version.to_string().into())),
        (_, None) => Err(OpenWhy::Script),
        (_, Some(version)) if version.as_u64() != Some(1) => Err(OpenWhy::Version(version.to_string().into())),
        _ => match decode(line) {
            Ok(crate::call::Record { body: Body::Header(header), n: 0, .. }) => Ok(header),
            Ok(_) => Err(OpenWhy::NotASession),
            Err(error) => Err(OpenWhy::Header(error)),
        },
    }
}

/// Where the rows go: nowhere, for a finished sidecar is there; beside the session; or a file without a name.
enum Place {
    Finished(File),
    Beside { sidecar: Sidecar, part: PathBuf, path: PathBuf },
    Unnamed(Sidecar),
}

fn place_sidecar(path: &Path, session: &File) -> io::Result<Place> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".idx");
    let beside = path.with_file_name(&name);
    let mut options = OpenOptions::new();
    if let Ok(file) = private(options.read(true)).open(&beside)
        && Sidecar::records_of(&file, session).is_some()
    {
        return Ok(Place::Finished(file));
    }
    // A session that another copy writes has that copy's sidecar.
    if session.try_lock_shared().is_ok() {
        let _ = session.unlock();
        name.push(format!(".{}", std::process::id()));
        let part = path.with_file_name(name);
        let mut options = OpenOptions::new();
        if let Ok(file) = private(options.read(true).write(true).create_new(true)).open(&part) {
            return Ok(Place::Beside { sidecar: Sidecar::new(file), part, path: beside });
        }
    }
    Ok(Place::Unnamed(Sidecar::new(unnamed_file()?)))
}

struct Scan {
    shared: Arc<Shared>,
    file: Arc<File>,
    total: u64,
    place: Place,
    fold: Fold,
    offset: u64,
    lines: u64,
    published: std::time::Instant,
}

impl Scan {
    fn new(shared: Arc<Shared>, file: Arc<File>, total: u64, place: Place) -> Self {
        let published = std::time::Instant::now();
        Self { shared, file, total, place, fold: Fold::default(), offset: 0, lines: 0, published }
    }

    fn sidecar(&mut self) -> Option<&mut Sidecar> {
        match &mut self.place {
            Place::Finished(_) => None,
            Place::Beside { sidecar, .. } | Place::Unnamed(sidecar) => Some(sidecar),
        }
    }

    fn run(mut self, ended: &AtomicBool) {
        let rows = match &self.place {
            Place::Finished(file) => file.try_clone().map(Arc::new),
            Place::Beside { sidecar, .. } | Place::Unnamed(sidecar) => Ok(sidecar.reader()),
        };
        match rows {
            Ok(sidecar) => *self.shared.files.write() = Some(Files { session: self.file.clone(), sidecar }),
            Err(error) => tracing::warn!(%error, "no index"),
        }
        let damage = self.lines(ended);
        let whole = matches!(damage, Ok(None));
        let damage = damage.unwrap_or_else(|error| {
            tracing::warn!(%error, "the session file could not be read on");
            Some(LineError::of(LineWhy::Unreadable(errno(&error))))
        });
        if let Place::Beside { sidecar, part, path } = &mut self.place {
            let kept = whole && !ended.load(Ordering::Relaxed) && sidecar.finish(&self.file).is_ok();
            let done = if kept { std::fs::rename(&*part, path) } else { std::fs::remove_file(&*part) };
            if let Err(error) = done {
                tracing::debug!(%error, "the sidecar was not kept");
            }
        }
        let torn =
            (whole && self.offset < self.total).then(|| Torn { offset: self.offset, bytes: self.total - self.offset });
        let damage = damage.map(|why| Damage { line: self.lines + 1, why });
        self.publish(|snapshot| {
            snapshot.progress = None;
            snapshot.torn = torn;
            snapshot.damage = damage;
        });
    }

    fn publish(&mut self, change: impl FnOnce(&mut Snapshot)) {
        let (records, rows) = {
            let index = self.shared.index.read();
            (index.records(), index.rows())
        };
        let before = self.shared.snapshot.read().clone();
        let mut snapshot = Snapshot {
            board: Arc::new(self.fold.board.clone()),
            records,
            saved: records,
            rows,
            file_len: self.offset,
            progress: Some((self.offset, self.total)),
            ..(*before).clone()
        };
        change(&mut snapshot);
        *self.shared.snapshot.write() = Arc::new(snapshot);
        self.published = std::time::Instant::now();
        (self.shared.waker)();
    }

    /// Takes in all whole lines; gives what is wrong with the first that is no record.
    fn lines(&mut self, ended: &AtomicBool) -> io::Result<Option<LineError>> {
        let mut held: Vec<u8> = Vec::new();
        let mut block = vec![0; BLOCK];
        let mut read = 0;
        while read < self.total && !ended.load(Ordering::Relaxed) {
            let want = usize::try_from(self.total - read).unwrap_or(usize::MAX).min(BLOCK);
            let count = read_at(&self.file, block.get_mut(..want).unwrap_or_default(), read)?;
            if count == 0 {
                break;
            }
            read += count as u64;
            held.extend(block.get(..count).unwrap_or_default());
            let mut entries = Vec::new();
            let mut start = 0;
            let mut damage = None;
            while let Some(end) = memchr::memchr(b'\n', held.get(start..).unwrap_or_default()) {
                let line = held.get(start..start + end + 1).unwrap_or_default();
                match self.line(line) {
                    Ok(entry) => entries.push(entry),
                    Err(error) => {
                        damage = Some(error);
                        break;
                    }
                }
                self.offset += line.len() as u64;
                self.lines += 1;
                start += end + 1;
            }
            held.drain(..start);
            if damage.is_none() && held.len() > LINE_LIMIT {
                damage = Some(LineError::of(LineWhy::TooLong));
            }
            self.take(&entries)?;
            if damage.is_some() {
                return Ok(damage);
            }
            if self.published.elapsed().as_millis() > 50 {
                self.publish(|_| {});
            }
        }
        Ok(None)
    }

    fn line(&mut self, line: &[u8]) -> Result<crate::session::index::Entry, LineError> {
        let record = decode(line)?;
        if record.n != self.lines {
            return Err(LineError::of(LineWhy::OutOfOrder { expected: self.lines }));
        }
        let entry = self.fold.take(&record, self.offset, line.len());
        self.shared.moments.offer(self.lines + 1, &self.fold.board);
        Ok(entry)
    }

    fn take(&mut self, entries: &[crate::session::index::Entry]) -> io::Result<()> {
        if let Some(sidecar) = self.sidecar() {
            for entry in entries {
                sidecar.push(entry);
            }
            sidecar.flush()?;
        }
        let mut index = self.shared.index.write();
        for entry in entries {
            index.push(entry);
        }
        Ok(())
    }
}
