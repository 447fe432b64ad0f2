//! Files that were cut, damaged, or never were a session.

use super::bench::*;
use sockscope::session::*;

/// 20 kB cut at every byte; opened where it is cut around the ends of lines, and at every 29th byte elsewhere.
#[test]
fn cut_anywhere_gives_the_whole_records() {
    cuts(176, 20_000, |whole, cut| {
        cut % 29 == 0 || whole[cut.saturating_sub(2)..(cut + 2).min(whole.len())].contains(&b'\n')
    });
}

#[test]
fn cut_at_every_byte_gives_the_whole_records() {
    cuts(14, 1_400, |_, _| true);
}

fn cuts(calls: u64, least: usize, is_opened: impl Fn(&[u8], usize) -> bool) {
    let dir = tempfile::tempdir().unwrap();
    let (_, path) = story(dir.path(), calls);
    let whole = std::fs::read(&path).unwrap();
    assert!(whole.len() > least, "{}", whole.len());
    let header = memchr::memchr(b'\n', &whole).unwrap() + 1;
    let cut_path = dir.path().join("cut.jsonl");
    for cut in 0..whole.len() {
        let expected = memchr::memchr_iter(b'\n', &whole[..cut]).count() as u64;
        // A file that is written over, some file systems bring to the disk at once: 20,000 times that takes long.
        let _ = std::fs::remove_file(&cut_path);
        std::fs::write(&cut_path, &whole[..cut]).unwrap();
        let end = memchr::memrchr(b'\n', &whole[..cut]).map_or(0, |at| at + 1);
        if cut < header {
            assert!(Session::open(&cut_path, no_waker()).is_err());
            assert_eq!(cut_tail(&cut_path).unwrap(), Some(0), "there is no session to mend");
            continue;
        }
        let torn = (cut - end) as u64;
        if is_opened(&whole, cut) {
            let session = open(&cut_path);
            let snapshot = session.snapshot();
            assert_eq!((snapshot.saved, snapshot.file_len), (expected, end as u64), "cut at {cut}");
            assert_eq!(snapshot.damage, None);
            assert_eq!(snapshot.torn.map_or(0, |torn| torn.bytes), torn);
            if snapshot.rows > 0 {
                session.rows().read_row(snapshot.rows - 1).unwrap();
            }
        }
        // What the next start of the program does: the torn line goes, and no other.
        assert_eq!(cut_tail(&cut_path).unwrap(), Some(torn), "cut at {cut}");
        assert_eq!(std::fs::read(&cut_path).unwrap(), &whole[..end], "cut at {cut}");
    }
}

#[test]
fn the_next_session_is_never_in_a_file_that_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let (_, path) = story(dir.path(), 20);
    let whole = std::fs::read(&path).unwrap();
    let torn = &whole[..whole.len() - 9];
    std::fs::write(&path, torn).unwrap();
    let (_, next) = story(dir.path(), 20);
    assert_ne!(path, next);
    assert_eq!(std::fs::read(&path).unwrap(), torn);
    assert_eq!(open(&next).snapshot().torn, None);
}

#[test]
fn damage_in_the_middle_shows_what_stands_before() {
    let dir = tempfile::tempdir().unwrap();
    let (_, path) = story(dir.path(), 60);
    let lines = lines(&path);
    for (bad, key) in [("{\"n\":20", "line-not-json"), ("{\"n\":21,\"t\":0.0}", "line-out-of-order")] {
        let mut copy = lines.clone();
        copy[20] = bad.into();
        let damaged = dir.path().join("damaged.jsonl");
        std::fs::write(&damaged, copy.join("\n") + "\n").unwrap();
        let snapshot = open(&damaged).snapshot();
        let damage = snapshot.damage.clone().unwrap();
        assert_eq!((snapshot.saved, damage.line, damage.why.key()), (20, 21, key));
    }
}

#[test]
fn what_is_no_session_is_refused_with_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.jsonl");
    for (text, key) in [
        ("", "open-empty"),
        ("{\"netscript\":1,\"log\":1", "open-empty"),
        ("hello\n", "open-not-a-session"),
        ("{}\n", "open-not-a-session"),
        ("{\"netscript\":2,\"log\":1,\"n\":0}\n", "open-version"),
        ("{\"netscript\":1,\"log\":9,\"n\":0}\n", "open-version"),
        ("{\"netscript\":1,\"title\":\"x\"}\n", "open-script"),
        ("{\"netscript\":1,\"log\":1,\"n\":0}\n", "open-header"),
        (&"x".repeat(100_000), "open-not-a-session"),
    ] {
        std::fs::write(&path, text).unwrap();
        assert_eq!(Session::open(&path, no_waker()).err().unwrap().key(), key, "{text:.60}");
    }
    let folder = Session::open(dir.path(), no_waker()).err().unwrap();
    assert_eq!((folder.key(), folder.errno()), ("open-unreadable", Some(libc::EISDIR)));
    let missing = Session::open(&dir.path().join("none"), no_waker()).err().unwrap();
    assert_eq!((missing.key(), missing.errno()), ("open-unreadable", Some(libc::ENOENT)));
}

#[test]
fn times_beyond_all_measure_are_read_or_refused_and_never_a_panic() {
    let dir = tempfile::tempdir().unwrap();
    let (_, path) = story(dir.path(), 60);
    let whole = std::fs::read_to_string(&path).unwrap();
    for huge in ["18446744073709551615.0", "1e300", "-1.0", "9007199254740993.5"] {
        for key in ["\"t\":", "\"dur\":"] {
            let lines = whole.lines().enumerate().map(|(n, line)| match line.split_once(key) {
                Some((before, after)) if n > 0 => {
                    let end = after.find([',', '}']).unwrap();
                    format!("{before}{key}{huge}{}", &after[end..])
                }
                _ => line.to_owned(),
            });
            let odd = dir.path().join("odd.jsonl");
            std::fs::write(&odd, lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
            // It opens, and its reading ends, whatever came of it.
            open(&odd).snapshot();
        }
    }
}
