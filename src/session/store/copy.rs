//! A session, or one direction of a socket, out to somewhere else. These wait for files: for jobs, not for the window.

use super::pieces::locate;
use super::session::Session;
use crate::call::SocketId;
use crate::session::board::Direction;
use crate::session::platform::{private, read_at};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

/// Told how far a job is: done, of all. Ends the job where it says no.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

fn go_on(progress: &mut dyn FnMut(u64, u64) -> bool, done: u64, total: u64) -> io::Result<()> {
    if progress(done, total) { Ok(()) } else { Err(io::ErrorKind::Interrupted.into()) }
}

impl Session {
    /// Writes one direction of a socket, from offset `from` on, as far as it is known now; gives the bytes written.
    ///
    /// Errors: those of `out`, those of [`Session::read_payload`], and `Interrupted` where `progress` said no.
    pub fn write_stream(
        &self,
        sid: SocketId,
        direction: Direction,
        from: u64,
        out: &mut dyn Write,
        progress: Progress<'_>,
    ) -> io::Result<u64> {
        let total = self.pieces(sid).stream_len(direction).saturating_sub(from);
        let place = |j: usize| self.shared().index.read().pieces(sid).and_then(|pieces| pieces.one(direction, j));
        let first = self.shared().index.read().pieces(sid).and_then(|pieces| pieces.one_at(direction, from));
        let (Some(mut j), mut done) = (first, 0) else { return Ok(0) };
        while let Some(piece) = place(j).filter(|_| done < total) {
            let (n, _, _) = locate(self.shared(), &piece).ok_or(io::ErrorKind::NotFound)?;
            let data = self.read_payload(n)?;
            let data = data.get(..piece.len as usize).unwrap_or(&data);
            let skip = usize::try_from(from.saturating_sub(piece.at)).unwrap_or(usize::MAX);
            let data = data.get(skip..).unwrap_or_default();
            out.write_all(data)?;
            done += data.len() as u64;
            go_on(progress, done, total)?;
            j += 1;
        }
        out.flush()?;
        Ok(done)
    }

    /// Copies the file as far as it is saved to a new file, whole lines only, readable by its owner alone; gives the
    /// number of records. What stood at `path` is replaced once the copy is whole.
    ///
    /// Errors: `NotFound` where nothing was recorded yet, `InvalidInput` where `path` is the session's own file, those of the files, `Interrupted` where `progress` said no.
    pub fn copy_to(&self, path: &Path, progress: Progress<'_>) -> io::Result<u64> {
        let snapshot = self.now();
        let source = self.shared().files()?.session;
        let is_itself = |own: &Path| std::fs::canonicalize(own).ok() == std::fs::canonicalize(path).ok();
        if path.exists() && snapshot.path.as_ref().is_some_and(|own| is_itself(own)) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
        name.push(".part");
        let part = path.with_file_name(name);
        let result = (|| {
            let mut options = OpenOptions::new();
            let mut out = private(options.write(true).create(true).truncate(true)).open(&part)?;
            let mut block = vec![0; 1 << 20];
            let mut done = 0;
            while done < snapshot.file_len {
                let want = usize::try_from(snapshot.file_len - done).unwrap_or(usize::MAX).min(block.len());
                let room = block.get_mut(..want).unwrap_or_default();
                let count = read_at(&source, room, done)?;
                if count == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                out.write_all(room.get(..count).unwrap_or_default())?;
                done += count as u64;
                go_on(progress, done, snapshot.file_len)?;
            }
            out.sync_all()?;
            std::fs::rename(&part, path)?;
            Ok(snapshot.saved)
        })();
        if result.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        result
    }
}
