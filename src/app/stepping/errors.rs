//! Where calls failed: for the marks of the scrubber. Looked for once, on a thread of its own.

use crate::session::{Session, Waker};
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::sync::{Arc, OnceLock, Weak};

/// So many are marked.
const MOST: usize = 4096;
/// Bytes of the file that are looked through.
const FAR: u64 = 512 << 20;
/// How a failed outcome begins in a line. Within a text its quotes would be escaped.
const FAILED: &[u8] = br#""r":{"err":"#;

/// Records in which a call came back with an error.
#[derive(Debug, Default)]
pub struct Errors(Arc<OnceLock<Vec<u64>>>);

impl Errors {
    /// Looks for those that are in the file now.
    pub fn look(session: &Arc<Session>, waker: Waker) -> Self {
        let found = Arc::<OnceLock<Vec<u64>>>::default();
        let snapshot = session.snapshot();
        let Some(path) = snapshot.path.clone() else { return Self(found) };
        let (wanted, len) = (Arc::downgrade(&found), snapshot.file_len.min(FAR));
        let looker = std::thread::Builder::new().name("stepping-errors".to_owned()).spawn(move || {
            match look(&path, len, &wanted) {
                Ok(errors) => {
                    if let Some(found) = wanted.upgrade() {
                        // Set once, here: nobody else has this cell.
                        let _ = found.set(errors);
                        waker();
                    }
                }
                Err(error) => tracing::debug!(%error, "errors are not marked"),
            }
        });
        if let Err(error) = looker {
            tracing::debug!(%error, "errors are not marked");
        }
        Self(found)
    }

    /// Those that were found.
    pub fn found(&self) -> &[u64] {
        self.0.get().map_or(&[], Vec::as_slice)
    }
}

fn look(path: &Path, len: u64, wanted: &Weak<OnceLock<Vec<u64>>>) -> io::Result<Vec<u64>> {
    let mut input = BufReader::with_capacity(1 << 20, File::open(path)?.take(len));
    let finder = memchr::memmem::Finder::new(FAILED);
    let (mut errors, mut line, mut n) = (Vec::new(), Vec::new(), 0_u64);
    while input.read_until(b'\n', &mut line)? > 0 && errors.len() < MOST && wanted.strong_count() > 0 {
        if finder.find(&line).is_some() {
            errors.push(n);
        }
        line.clear();
        n += 1;
    }
    Ok(errors)
}
