//! What is done about old and torn sessions when the program starts, on a thread of its own: torn last lines are cut
//! off, the oldest sessions go where the folder is over its limit, and the newest is offered where nobody finished it.

use super::shelf::{Arrived, Removed, Unfinished};
use crate::session::{
    HowEnded, KeptSession, Waker, cut_tail, empty_bins, is_our_name, list_sessions, over_limit, remove_for_good,
};
use crossbeam_channel::Sender;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Does it on the thread `tend-sessions`. `limit` is in bytes; none deletes nothing.
pub fn start(
    dir: PathBuf,
    limit: Option<u64>,
    dismissed: String,
    arrived: Sender<Arrived>,
    waker: Waker,
) -> std::io::Result<()> {
    std::thread::Builder::new().name("tend-sessions".to_owned()).spawn(move || {
        if let Some(tended) = tend(&dir, limit, &dismissed) {
            // The receiver is gone only when the program ends.
            let _ = arrived.send(tended);
            waker();
        }
    })?;
    Ok(())
}

/// None where there is nothing to tell.
fn tend(dir: &Path, limit: Option<u64>, dismissed: &str) -> Option<Arrived> {
    let mut all = match list_sessions(dir, &mut |_, _| true) {
        Ok(all) if all.is_empty() => return None,
        Ok(all) => all,
        Err(error) => {
            tracing::warn!(%error, "the folder of sessions could not be read");
            return None;
        }
    };
    if let Err(error) = empty_bins(dir, SystemTime::now()) {
        tracing::warn!(%error, "deleted sessions could not be removed");
    }
    let mut cut = Vec::new();
    for session in &mut all {
        repair(session, &mut cut);
    }
    let gone = limit.map(|limit| over_limit(&all, limit)).unwrap_or_default();
    let removed = remove(&gone);
    let newest = all.iter().find(|session| is_our_name(&session.name()) && session.ended != HowEnded::InUse);
    let newest = newest.filter(|session| matches!(session.ended, HowEnded::Early { .. }) && session.has_records);
    let unfinished = newest.filter(|session| session.name() != dismissed).map(|session| Unfinished {
        session: session.clone(),
        cut: cut.iter().find(|(name, _)| *name == session.name()).map_or(0, |(_, bytes)| *bytes),
    });
    let is_news = removed != Removed::default() || !cut.is_empty() || unfinished.is_some();
    is_news.then_some(Arrived::Tended { removed, cut, unfinished })
}

/// Cuts a torn last line off a session of our own; a foreign file is never changed.
fn repair(session: &mut KeptSession, cut: &mut Vec<(String, u64)>) {
    let HowEnded::Early { torn: 1.. } = session.ended else { return };
    if !is_our_name(&session.name()) {
        return;
    }
    match cut_tail(&session.path) {
        Ok(Some(bytes)) => {
            session.ended = HowEnded::Early { torn: 0 };
            session.bytes -= bytes.min(session.bytes);
            if bytes > 0 {
                cut.push((session.name(), bytes));
            }
        }
        // Another copy began to write it, or reads it just now.
        Ok(None) => session.ended = HowEnded::InUse,
        Err(error) => tracing::warn!(%error, name = session.name(), "the torn last line could not be cut off"),
    }
}

fn remove(gone: &[&KeptSession]) -> Removed {
    let mut removed = Removed::default();
    for session in gone {
        match remove_for_good(session) {
            Ok(()) => {
                removed.sessions += 1;
                removed.bytes += session.bytes;
            }
            Err(error) => tracing::warn!(%error, name = session.name(), "an old session could not be deleted"),
        }
    }
    removed
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "{\"netscript\":1,\"log\":1,\"n\":0,\"utc\":\"2026-11-22T14:05:09.000000000Z\",\"app\":\"sockscope test\"}\n";
    const SOCKET: &str = "{\"n\":1,\"t\":0.1,\"sid\":1,\"call\":\"socket\",\"as\":\"s\",\"r\":{\"ok\":null}}\n";

    fn put(dir: &Path, name: &str, text: &str, age: u64) {
        let path = dir.join(name);
        std::fs::write(&path, text).unwrap();
        let file = std::fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - std::time::Duration::from_secs(age)).unwrap();
    }

    fn read(dir: &Path, name: &str) -> Option<String> {
        std::fs::read_to_string(dir.join(name)).ok()
    }

    #[test]
    fn torn_lines_are_cut_in_our_files_only_and_the_newest_is_offered() {
        let dir = tempfile::tempdir().unwrap();
        let whole = format!("{HEADER}{SOCKET}");
        let torn = format!("{whole}{{\"n\":2,");
        put(dir.path(), "2026-11-22-1.jsonl", &torn, 300);
        put(dir.path(), "2026-11-22-2.jsonl", &torn, 200);
        put(dir.path(), "mine.jsonl", &torn, 100);
        let Some(Arrived::Tended { removed, cut, unfinished }) = tend(dir.path(), Some(1 << 30), "") else {
            panic!("nothing was done")
        };
        assert_eq!(removed, Removed::default());
        assert_eq!(cut, [("2026-11-22-2.jsonl".to_owned(), 7), ("2026-11-22-1.jsonl".to_owned(), 7)]);
        let unfinished = unfinished.unwrap();
        assert_eq!((unfinished.session.name().as_str(), unfinished.cut), ("2026-11-22-2.jsonl", 7));
        assert_eq!(unfinished.session.about, ["s"]);
        assert_eq!(read(dir.path(), "2026-11-22-2.jsonl"), Some(whole.clone()));
        assert_eq!(read(dir.path(), "mine.jsonl"), Some(torn), "a foreign file is never changed");
        // The second time nothing is torn; it is offered until it is dismissed.
        let Some(Arrived::Tended { cut, unfinished: Some(_), .. }) = tend(dir.path(), None, "") else {
            panic!("it is not offered")
        };
        assert!(cut.is_empty());
        assert!(tend(dir.path(), None, "2026-11-22-2.jsonl").is_none());
    }

    #[test]
    fn a_running_copy_keeps_its_session_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let torn = format!("{HEADER}{SOCKET}{{\"n\":2,");
        put(dir.path(), "2026-11-22-1.jsonl", &torn, 300);
        let writer = std::fs::File::open(dir.path().join("2026-11-22-1.jsonl")).unwrap();
        writer.try_lock().unwrap();
        assert!(tend(dir.path(), Some(0), "").is_none());
        assert_eq!(read(dir.path(), "2026-11-22-1.jsonl"), Some(torn));
    }

    #[test]
    fn what_is_over_the_limit_goes_and_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let text = format!("{HEADER}{}", SOCKET.repeat(10));
        for (number, age) in [(1, 400), (2, 300), (3, 200), (4, 100)] {
            put(dir.path(), &format!("2026-11-22-{number}.jsonl"), &text, age);
        }
        put(dir.path(), "2026-11-22-1.jsonl.idx", "rows", 400);
        put(dir.path(), "2026-11-22-2.jsonl.notes.json", "{}", 300);
        let limit = 2 * text.len() as u64;
        let Some(Arrived::Tended { removed, .. }) = tend(dir.path(), Some(limit), "") else {
            panic!("nothing was done")
        };
        assert_eq!(removed, Removed { sessions: 2, bytes: limit + 4 });
        for (name, is_there) in [
            ("2026-11-22-1.jsonl", false),
            ("2026-11-22-1.jsonl.idx", false),
            ("2026-11-22-2.jsonl", true),
            ("2026-11-22-3.jsonl", false),
            ("2026-11-22-4.jsonl", true),
        ] {
            assert_eq!(dir.path().join(name).exists(), is_there, "{name}");
        }
    }

    #[test]
    fn an_empty_or_missing_folder_is_nothing_to_tell() {
        let dir = tempfile::tempdir().unwrap();
        assert!(tend(dir.path(), Some(0), "").is_none());
        assert!(tend(&dir.path().join("none"), Some(0), "").is_none());
    }
}
