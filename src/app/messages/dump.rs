//! Hex dumps of other programs: one packet goes into the composer, several become saved messages.

use super::SavedMessage;
use super::disk::read_whole;
use super::file::FILE_MOST;
use crate::app::{AppCommand, Draft, State};
use crate::bytes::{DumpError, MOST_PACKETS, Recipe, looks_like_dump, parse_dump};
use crate::doctor;
use crate::locale::Message;
use std::path::Path;

/// Longer packets are kept as messages: the composer is for typing.
const COMPOSED: usize = 64 * 1024;

/// Why a dump cannot be read, with its place.
pub fn dump_error_words(error: &DumpError) -> Message {
    let (what, expected) = error.why.arguments();
    let why = Message::new(error.why.key()).with("what", what).with("expected", expected);
    let why = why.with("most", MOST_PACKETS as u64);
    let place = Message::new("dump-wrong").with("line", error.line.to_string());
    place.with("column", error.column.to_string()).with("why", why)
}

/// The packets of a dump, as messages in a folder of its file's name.
pub(super) fn read(path: &Path) -> Result<Vec<SavedMessage>, Message> {
    let unreadable = |errno| doctor::io_error(&Message::new("file-cannot-read"), Path::new(""), errno);
    let bytes = read_whole(path, FILE_MOST).map_err(|error| unreadable(error.raw_os_error()))?;
    if bytes.len() > FILE_MOST {
        return Err(Message::new("messages-file-too-large"));
    }
    // What is no text beside the bytes is no digit either.
    let packets = parse_dump(&String::from_utf8_lossy(&bytes)).map_err(|error| dump_error_words(&error))?;
    let folder = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let message = |bytes: &Vec<u8>| {
        let recipe = Recipe::of_bytes(bytes);
        SavedMessage { recipe, folder: folder.clone(), ..SavedMessage::default() }.within_limits()
    };
    Ok(packets.iter().map(message).collect())
}

/// Whether a file is a dump that nobody takes for anything else: text with offsets, or an array.
pub(super) fn is_one(path: &Path) -> bool {
    let named = |known: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(known));
    let may_be = ["hex", "txt", "dump", "hexdump", "c", "h"].into_iter().any(named);
    may_be
        && read_whole(path, FILE_MOST)
            .is_ok_and(|bytes| bytes.len() <= FILE_MOST && std::str::from_utf8(&bytes).is_ok_and(looks_like_dump))
}

impl State {
    /// Takes the messages of a dump.
    pub(super) fn take_dump(&mut self, messages: Vec<SavedMessage>) {
        match messages.as_slice() {
            [only] if only.recipe.text.len() <= 3 * COMPOSED => {
                let draft = Draft { recipe: only.recipe.clone(), ..Draft::default() };
                self.toasts.done(Message::new("dump-composed"));
                self.update(AppCommand::Offer(draft));
            }
            _ => self.add_messages(messages),
        }
    }

    pub(super) fn add_messages(&mut self, messages: Vec<SavedMessage>) {
        match self.messages.import(messages) {
            Ok(count) => self.toasts.done(Message::new("dump-kept").with("n", count as u64)),
            Err(full) => self.tell_full(Err(full)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::DumpWhy;
    use crate::locale::{self, Language};

    #[test]
    fn every_mistake_has_words_in_both_languages() {
        let offsets = (3, 5);
        let all = [
            DumpWhy::NotHex('g'),
            DumpWhy::OddDigits,
            DumpWhy::Gap { expected: offsets.0, found: offsets.1 },
            DumpWhy::Overlap { expected: offsets.1, found: offsets.0 },
            DumpWhy::TooLarge,
            DumpWhy::Unclosed,
            DumpWhy::TooMany,
            DumpWhy::Nothing,
        ];
        for why in all {
            let message = dump_error_words(&DumpError { line: 7, column: 9, why: why.clone() });
            for language in Language::ALL {
                let words = locale::words(language, &message);
                assert!(words.contains('7') && words.contains('9') && !words.contains('$'), "{why:?}: {words}");
            }
        }
    }

    #[test]
    fn a_file_of_packets_becomes_messages_in_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("modbus.txt");
        std::fs::write(&path, "0000  01 03 00 0a\n\n0000  61 62   ab\n").unwrap();
        assert!(is_one(&path));
        let texts: Vec<_> = read(&path).unwrap().into_iter().map(|m| (m.folder, m.recipe.text)).collect();
        let of = |text: &str| ("modbus".to_owned(), text.to_owned());
        assert_eq!(texts, [of("01 03 00 0a"), of("ab")]);
        std::fs::write(&path, "dear diary, 0000 is a number\n").unwrap();
        assert!(!is_one(&path) && read(&path).is_err());
    }
}
