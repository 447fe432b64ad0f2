//! A torn last line: found, and cut off.

use super::super::platform::{private, read_at};
use crate::session::codec::LINE_LIMIT;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

/// Bytes read at a time, from the end backwards.
const BLOCK: u64 = 64 * 1024;

/// Bytes after the last LF: a line that was not written whole.
///
/// Errors: those of `pread(2)`.
pub fn torn_bytes(file: &File, len: u64) -> io::Result<u64> {
    let mut end = len;
    let mut block = vec![0; usize::try_from(BLOCK.min(len)).unwrap_or_default()];
    while end > 0 {
        let start = end.saturating_sub(BLOCK);
        let room = block.get_mut(..usize::try_from(end - start).unwrap_or_default()).unwrap_or_default();
        let count = read_at(file, room, start)?;
        if count < room.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if let Some(at) = memchr::memrchr(b'\n', room) {
            return Ok(len - (start + at as u64 + 1));
        }
        end = start;
    }
    Ok(len)
}

/// What every log begins with.
const BEGINNING: &[u8] = b"{\"netscript\":1,\"log\":1,";

/// Cuts a torn last line off a session of ours; gives how many bytes that were. Nothing is done, and none given, while
/// a copy of the program has it open to write. Whole lines are never touched, and neither is what is no log of ours: one
/// that does not begin as a log, or whose last line is longer than any that we write.
///
/// Errors: those of the file.
pub fn cut_tail(path: &Path) -> io::Result<Option<u64>> {
    let mut options = OpenOptions::new();
    let file = private(options.read(true).write(true)).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
        Err(std::fs::TryLockError::Error(error)) => return Err(error),
    }
    let len = file.metadata()?.len();
    let torn = torn_bytes(&file, len)?;
    let mut beginning = [0; BEGINNING.len()];
    let is_log = read_at(&file, &mut beginning, 0)? == beginning.len() && beginning == *BEGINNING;
    if !is_log || torn == len || torn > 2 * LINE_LIMIT as u64 {
        return Ok(Some(0));
    }
    if torn > 0 {
        file.set_len(len - torn)?;
    }
    Ok(Some(torn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_last_line_is_cut_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.jsonl");
        let long = |blocks: u64| "x".repeat((blocks * BLOCK) as usize);
        let head = "{\"netscript\":1,\"log\":1,\"n\":0}\n";
        for (text, torn) in [
            (String::new(), 0),
            (head.to_owned(), 0),
            (format!("{head}bc"), 2),
            (format!("{head}{}", long(3)), 3 * BLOCK),
            (format!("{head}{}\n", long(3)), 0),
            // None of ours.
            (format!("{head}{}", long(40)), 0),
            (head.trim_end().to_owned(), 0),
            ("a\nbc".to_owned(), 0),
        ] {
            std::fs::write(&path, &text).unwrap();
            assert_eq!(cut_tail(&path).unwrap(), Some(torn));
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text[..text.len() - torn as usize]);
        }
    }

    #[test]
    fn a_file_that_is_being_written_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.jsonl");
        std::fs::write(&path, "{\"netscript\":1,\"log\":1,\"n\":0}\nbc").unwrap();
        let writer = File::open(&path).unwrap();
        writer.try_lock().unwrap();
        assert_eq!(cut_tail(&path).unwrap(), None);
        drop(writer);
        assert_eq!(cut_tail(&path).unwrap(), Some(2));
    }
}
