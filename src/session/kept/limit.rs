//! Which old sessions go, so that the folder keeps within a size.

use super::{HowEnded, KeptSession, is_our_name};

/// The sessions that go, given all of a folder with the newest first: the oldest, until what is left takes no more than
/// `limit` bytes. Never one that is in use, that has notes, or whose name is not one of the recorder's; and never the
/// newest, which may be the one that was just lost.
pub fn over_limit(all: &[KeptSession], limit: u64) -> Vec<&KeptSession> {
    let mut bytes = all.iter().fold(0_u64, |sum, session| sum.saturating_add(session.bytes));
    let mut gone = Vec::new();
    for session in all.iter().skip(1).rev() {
        if bytes <= limit {
            break;
        }
        if session.ended == HowEnded::InUse || session.has_notes || !is_our_name(&session.name()) {
            continue;
        }
        bytes -= session.bytes.min(bytes);
        gone.push(session);
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    fn session(number: u64, bytes: u64) -> KeptSession {
        KeptSession {
            path: format!("/s/2026-11-22-{number}.jsonl").into(),
            bytes,
            modified: SystemTime::UNIX_EPOCH + Duration::from_secs(number),
            records: Some(1),
            ended: HowEnded::Well,
            has_notes: false,
            has_records: true,
            about: Vec::new(),
        }
    }

    #[test]
    fn the_oldest_go_first_and_some_never() {
        let mut all: Vec<_> = (1..=6).rev().map(|number| session(number, 100)).collect();
        let gone = |all: &[KeptSession], limit| {
            over_limit(all, limit).iter().map(|one| one.name()[11..12].to_owned()).collect::<String>()
        };
        for (limit, expected) in [(600, ""), (599, "1"), (500, "1"), (401, "12"), (150, "12345"), (0, "12345")] {
            assert_eq!(gone(&all, limit), expected, "{limit}");
        }
        all[5].ended = HowEnded::InUse;
        all[4].has_notes = true;
        all[3].path.set_file_name("exam.jsonl");
        all[2].ended = HowEnded::Early { torn: 3 };
        assert_eq!(gone(&all, 450), "45");
        assert_eq!(gone(&all, 500), "4");
        assert!(over_limit(&[], 0).is_empty());
    }
}
