//! The program killed in a flood, and started again over what it left.

use super::child::sessions_of;
use super::{Killed, moment, read, start};
use sockscope::app::{AppCommand, Folders, State};
use sockscope::session::Session;
use std::sync::Arc;
use std::time::Duration;

/// How often it is killed.
const KILLS: u64 = 8;
const PROGRAM: &str = "child::the_program_works_until_it_is_killed";

#[test]
fn two_copies_over_one_folder_write_two_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut copies: Vec<Killed> = (0..2).map(|_| start(PROGRAM, folder.path())).collect();
    // Both work at the same time.
    for copy in &mut copies {
        copy.acknowledged();
    }
    let saved: Vec<u64> = copies.into_iter().map(|copy| copy.after(Duration::from_millis(20))).collect();
    let mut found: Vec<u64> = sessions_of(folder.path()).iter().map(|path| read(path).0).collect();
    found.sort_unstable();
    assert_eq!(found.len(), 2, "each has its own");
    let mut saved = saved;
    saved.sort_unstable();
    assert!(found.iter().zip(&saved).all(|(records, saved)| records > saved), "{found:?} {saved:?}");
}

#[test]
fn the_next_start_cuts_what_is_torn_offers_the_session_and_never_appends_to_it() {
    for kill in 0..KILLS {
        let folder = tempfile::tempdir().unwrap();
        let saved = start(PROGRAM, folder.path()).after(moment(kill * 3));
        let path = sessions_of(folder.path()).pop().unwrap();
        let (records, torn) = read(&path);
        assert!(records > saved, "kill {kill}: {records} records, said to be saved: {saved}");
        let mut state = State::start(Folders::find(Some(folder.path())), Arc::new(|| {})).unwrap();
        while state.shelf.unfinished.is_none() {
            state.tick();
            std::thread::sleep(Duration::from_millis(1));
        }
        let unfinished = state.shelf.unfinished.clone().unwrap();
        assert_eq!((&unfinished.session.path, unfinished.cut), (&path, torn));
        assert_eq!(read(&path), (records, 0), "the torn line is cut, and nothing else");
        // What happens now is a session of its own.
        let before = std::fs::read(&path).unwrap();
        state.update(AppCommand::ReopenBoard);
        let socket = sockscope::app::NewSocket {
            name: sockscope::call::Name::new("client", "new"),
            family: sockscope::call::number_of("AF_INET").unwrap(),
            kind: sockscope::call::number_of("SOCK_DGRAM").unwrap(),
            proto: 0,
            other: None,
        };
        state.update(AppCommand::NewSocket(socket));
        while state.live_snapshot().saved < 2 {
            state.tick();
            std::thread::sleep(Duration::from_millis(1));
        }
        assert_ne!(state.live_snapshot().path.as_deref(), Some(&path));
        state.shut_down();
        assert_eq!(std::fs::read(&path).unwrap(), before);
        let session = Session::open(&path, Arc::new(|| {})).unwrap();
        while session.snapshot().progress.is_some() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let opened = session.snapshot();
        assert_eq!((opened.saved, opened.torn, opened.damage.clone()), (records, None, None));
    }
}
