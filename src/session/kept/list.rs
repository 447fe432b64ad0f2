//! What is in the folder of sessions.

use super::super::codec::decode;
use super::super::index::Sidecar;
use super::super::platform::{private, read_at};
use super::super::store::Progress;
use super::tail::torn_bytes;
use super::{index_of, notes_of};
use crate::call::{Body, Call};
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// So much of a session's beginning is read for what it is about.
const BEGINNING: usize = 16 * 1024;
/// So many sockets are named.
const NAMED: usize = 3;

/// How a session ended, as far as its files tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowEnded {
    /// Its recorder, or a reader, has finished its index.
    Well,
    /// A running copy of the program writes it now.
    InUse,
    /// Nobody finished it: the program was killed, or the power went. Bytes of a last line that is not whole.
    Early {
        /// 0 where its last line is whole.
        torn: u64,
    },
}

/// One session of the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSession {
    /// Its file.
    pub path: PathBuf,
    /// Bytes of the file and of its index.
    pub bytes: u64,
    /// When it was written last.
    pub modified: SystemTime,
    /// Records, where a finished index tells.
    pub records: Option<u64>,
    /// How it ended.
    pub ended: HowEnded,
    /// The person wrote notes about it.
    pub has_notes: bool,
    /// It has more than its first line.
    pub has_records: bool,
    /// Its first sockets and where they are bound or go: `server/s 127.0.0.1:8000`.
    pub about: Vec<String>,
}

impl KeptSession {
    /// Whether it was written last before that moment, and no copy of the program writes it now.
    pub fn is_older_than(&self, moment: SystemTime) -> bool {
        self.modified < moment && self.ended != HowEnded::InUse
    }

    /// The file's name.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// Whether the recorder gives such names: `2026-11-22-3.jsonl`. Others are never changed or deleted unasked.
pub fn is_our_name(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".jsonl") else { return false };
    let parts: Vec<&str> = stem.split('-').collect();
    let digits = |part: &str, count: std::ops::RangeInclusive<usize>| {
        count.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts.as_slice() {
        [year, month, day, number] => {
            digits(year, 4..=4) && digits(month, 2..=2) && digits(day, 2..=2) && digits(number, 1..=7)
        }
        _ => false,
    }
}

/// All sessions of a folder, the newest first; a folder that is not there has none. What cannot be read is left out.
///
/// Errors: those of reading the folder, `Interrupted` where `progress` (files done, of all) said no.
pub fn list_sessions(dir: &Path, progress: Progress<'_>) -> io::Result<Vec<KeptSession>> {
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let is_session = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "jsonl");
    let paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_session).collect();
    let mut all = Vec::new();
    for (done, path) in paths.iter().enumerate() {
        if !progress(done as u64, paths.len() as u64) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match look(path) {
            Ok(session) => all.extend(session),
            Err(error) => tracing::debug!(?path, %error, "left out"),
        }
    }
    all.sort_by(|a, b| (b.modified, &b.path).cmp(&(a.modified, &a.path)));
    Ok(all)
}

/// None for what is no file.
fn look(path: &Path) -> io::Result<Option<KeptSession>> {
    // Opening a FIFO would wait for its other end.
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Ok(None);
    }
    let mut options = OpenOptions::new();
    let file = private(options.read(true)).open(path)?;
    let meta = file.metadata()?;
    let index_path = index_of(path);
    let mut options = OpenOptions::new();
    let index = private(options.read(true)).open(&index_path).ok();
    let index_bytes = index.as_ref().and_then(|index| index.metadata().ok()).map_or(0, |meta| meta.len());
    let records = index.and_then(|index| Sidecar::records_of(&index, &file));
    let is_free = file.try_lock_shared().is_ok();
    let ended = match (is_free, records) {
        (false, _) => HowEnded::InUse,
        (true, Some(_)) => HowEnded::Well,
        (true, None) => HowEnded::Early { torn: torn_bytes(&file, meta.len())? },
    };
    let (has_records, about) = beginning(&file)?;
    Ok(Some(KeptSession {
        path: path.to_owned(),
        bytes: meta.len() + index_bytes,
        modified: meta.modified()?,
        records,
        ended,
        has_notes: notes_of(path).exists(),
        has_records,
        about,
    }))
}

/// Whether there is a second whole line, and the first sockets.
fn beginning(file: &File) -> io::Result<(bool, Vec<String>)> {
    let mut block = vec![0; BEGINNING];
    let count = read_at(file, &mut block, 0)?;
    block.truncate(count);
    let mut sockets: Vec<(Option<u64>, String, Option<String>)> = Vec::new();
    let mut lines = 0;
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', &block) {
        let line = block.get(start..end).unwrap_or_default();
        start = end + 1;
        lines += 1;
        let Ok(record) = decode(line) else { continue };
        let Body::Call(call) = record.body else { continue };
        let sid = record.sid.map(|sid| sid.0);
        match &call.call {
            Call::Socket { .. } if sockets.len() < NAMED && call.outcome.is_ok() => {
                let name = call.makes.as_ref().map(ToString::to_string).unwrap_or_default();
                sockets.push((sid, name, None));
            }
            Call::Bind { address } | Call::Connect { address } | Call::ConnectEx { address } => {
                let arrow = if matches!(call.call, Call::Bind { .. }) { "" } else { "→ " };
                if let Some((_, _, place)) = sockets.iter_mut().find(|(known, ..)| *known == sid) {
                    *place = Some(format!("{arrow}{address}"));
                }
            }
            _ => {}
        }
    }
    let words = |(_, name, place): (_, String, Option<String>)| match place {
        Some(place) => format!("{name} {place}"),
        None => name,
    };
    // A second line that is longer than what was read is there as well.
    let has_records = lines > 1 || count == BEGINNING;
    Ok((has_records, sockets.into_iter().map(words).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_the_recorder_gives_are_ours() {
        for name in ["2026-11-22-1.jsonl", "2026-11-22-1000000.jsonl"] {
            assert!(is_our_name(name), "{name}");
        }
        for name in [
            "exam.jsonl",
            "2026-11-22.jsonl",
            "2026-11-22-.jsonl",
            "2026-11-22-1.jsonl.idx",
            "2026-11-22-1.json",
            "2026-11-22-x.jsonl",
            "2026-11-22-1-copy.jsonl",
            "-2026-11-22-1.jsonl",
            "２０２６-11-22-1.jsonl",
        ] {
            assert!(!is_our_name(name), "{name}");
        }
    }
}
