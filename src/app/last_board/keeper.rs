//! When and how the board is remembered: a while after it changed, as a whole file that takes the place of the last one,
//! by a thread. Never rewritten to nothing: a board whose sockets were all closed stays what it was.

use super::{LastBoard, SetUp, lines};
use crate::app::State;
use crate::app::toast::Toasts;
use crate::locale::Message;
use crate::session::SocketRow;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

const FILE: &str = "last-board.jsonl";
/// What a damaged file is called from then on.
const DAMAGED: &str = "last-board.damaged.jsonl";
/// The board is looked at this long after something happened, and no more often.
const REST: Duration = Duration::from_millis(500);

/// What was written last, and by whom.
#[derive(Default)]
pub(in crate::app) struct Keeper {
    /// The newest record that was looked at.
    seen: u64,
    looked: Duration,
    kept: Vec<SetUp>,
    writer: Option<JoinHandle<()>>,
}

/// Reads what the last run left; a damaged file is told of once and kept beside.
pub(in crate::app) fn load(folder: &Path, toasts: &mut Toasts) -> Option<LastBoard> {
    let path = folder.join(FILE);
    let read = std::fs::File::open(&path).and_then(|file| {
        let mut bytes = Vec::new();
        file.take(lines::LONGEST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    let why = match read {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => Message::new("last-board-unreadable").with("why", error.to_string()),
        Ok(bytes) if bytes.len() as u64 > lines::LONGEST => Message::new("last-board-long"),
        Ok(bytes) => match lines::read(&bytes) {
            Ok(sockets) if sockets.is_empty() => return None,
            Ok(sockets) => return Some(LastBoard { sockets }),
            Err(why) => why,
        },
    };
    let beside = folder.join(DAMAGED);
    match std::fs::rename(&path, &beside) {
        Ok(()) => {
            let kept = beside.display().to_string();
            toasts.warn(Message::new("last-board-damaged").with("why", why).with("path", kept));
        }
        Err(error) => tracing::warn!(%error, "the damaged board could not be moved aside"),
    }
    None
}

fn save(folder: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let beside = folder.join(format!("{FILE}.new"));
    let mut file = std::fs::File::create(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(beside, folder.join(FILE))
}

impl State {
    /// Remembers the board where it changed. Returns after how long it wants to look, where it does.
    pub(in crate::app) fn keep_last_board(&mut self) -> Option<Duration> {
        let records = self.live.snapshot().records;
        if records == self.board_keeper.seen {
            return None;
        }
        let now = self.now();
        if let Some(rest) = (self.board_keeper.looked + REST).checked_sub(now).filter(|rest| !rest.is_zero()) {
            return Some(rest);
        }
        if self.board_keeper.writer.as_ref().is_some_and(|writer| !writer.is_finished()) {
            return Some(REST);
        }
        (self.board_keeper.seen, self.board_keeper.looked) = (records, now);
        let bytes = self.changed_board()?;
        let folder = self.folders.config.clone();
        self.write_board(move || save(&folder, &bytes));
        None
    }

    /// The same at once, before the sockets are closed at the program's end.
    pub(in crate::app) fn keep_last_board_now(&mut self) {
        if let Some(writer) = self.board_keeper.writer.take() {
            // It has told of its own failure.
            let _ = writer.join();
        }
        if let Some(bytes) = self.changed_board()
            && let Err(error) = save(&self.folders.config, &bytes)
        {
            tracing::warn!(%error, "the board could not be remembered");
        }
    }

    /// The file of the board as it is, where it is another than the last one.
    fn changed_board(&mut self) -> Option<Vec<u8>> {
        let snapshot = self.live.snapshot();
        let rows = snapshot.board.sockets.values();
        let kept = &self.board_keeper.kept;
        // A script makes its own again.
        let of_script = self.scripts.sockets();
        let rows = rows.filter(|row| !of_script.contains(&row.sid));
        let set_up = |row: &Arc<SocketRow>| {
            let mut set_up = SetUp::of(row, self.keeping.get(&row.sid).copied().unwrap_or_default())?;
            // The peer's end of it is no wish of the person.
            if row.eof_received()
                && let Some(before) = kept.iter().find(|before| before.name == row.name)
            {
                set_up.keep = before.keep;
            }
            Some(set_up)
        };
        let now: Vec<_> = rows.filter_map(set_up).take(lines::SOCKETS).collect();
        if now.is_empty() || now == self.board_keeper.kept {
            return None;
        }
        let bytes = lines::write(&now);
        self.board_keeper.kept = now;
        Some(bytes)
    }

    /// The person does not want the last board back.
    pub(in crate::app) fn dismiss_board(&mut self) {
        self.last_board = None;
        if self.board_keeper.kept.is_empty() {
            let path: PathBuf = self.folders.config.join(FILE);
            self.write_board(move || std::fs::remove_file(path));
        }
    }

    fn write_board(&mut self, work: impl FnOnce() -> std::io::Result<()> + Send + 'static) {
        let writer = std::thread::Builder::new().name("last-board".to_owned()).spawn(move || {
            if let Err(error) = work() {
                tracing::warn!(%error, "the board could not be remembered");
            }
        });
        match writer {
            Ok(writer) => self.board_keeper.writer = Some(writer),
            Err(error) => tracing::warn!(%error, "the board could not be remembered"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_is_told_of_once_and_kept_beside() {
        let folder = tempfile::tempdir().unwrap();
        let mut toasts = Toasts::default();
        assert_eq!(load(folder.path(), &mut toasts), None);
        assert!(toasts.take().is_none(), "no file is no damage");
        for damaged in [&b"{\"n\":"[..], b"\xff\xfe", b"[]\n"] {
            save(folder.path(), damaged).unwrap();
            assert_eq!(load(folder.path(), &mut toasts), None);
            assert_eq!(toasts.take().unwrap().message.key(), "last-board-damaged");
            assert_eq!(std::fs::read(folder.path().join(DAMAGED)).unwrap(), damaged);
            assert_eq!(load(folder.path(), &mut toasts), None);
            assert!(toasts.take().is_none(), "told once");
        }
    }
}
