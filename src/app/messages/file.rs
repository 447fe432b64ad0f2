//! The file of saved messages: JSON that people read, a message a line, with a tag and a version. A file that is damaged
//! or foreign is refused with its line and the reason; keys that nobody knows are passed over.

use super::SavedMessage;
use crate::locale::Message;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use std::fmt;
use std::sync::Arc;

/// A longer file is refused, and none is written, in bytes.
pub const FILE_MOST: usize = 16 * 1024 * 1024;
/// More messages are refused.
pub const MOST: usize = 100_000;
/// What the first line says.
const TAG: &str = "sockscope-messages";
const VERSION: u64 = 1;
/// So far into a file of any kind the tag is looked for, in bytes; a program that sorts keys puts it at the end.
pub const HEAD: usize = 4096;

/// Why bytes are no file of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileWhy {
    /// It has no tag.
    Foreign,
    /// Longer than [`FILE_MOST`].
    TooLarge,
    /// More than [`MOST`].
    TooMany,
    /// It is of a version that a later program wrote.
    Version,
    /// It is not UTF-8 in this line.
    NotUtf8(usize),
    /// No JSON in this line, at this character.
    Syntax(usize, usize),
    /// It ends in this line, in the middle.
    CutShort(usize),
    /// A value in this line is not what it should be, in serde's words.
    Value(usize, String),
}

impl FileWhy {
    /// The reason, with the line.
    pub fn words(&self) -> Message {
        let line = |key, line: usize| Message::new(key).with("line", line as u64);
        match self {
            Self::Foreign => Message::new("messages-file-foreign"),
            Self::TooLarge => Message::new("messages-file-too-large"),
            Self::TooMany => Message::new("messages-file-too-many").with("most", MOST as u64),
            Self::Version => Message::new("messages-file-version"),
            Self::NotUtf8(at) => line("messages-file-not-utf8", *at),
            Self::Syntax(at, column) => line("messages-file-syntax", *at).with("column", *column as u64),
            Self::CutShort(at) => line("messages-file-cut-short", *at),
            Self::Value(at, why) => line("messages-file-value", *at).with("why", why.as_str()),
        }
    }
}

/// Whether the bytes say that they are a file of messages.
pub fn is_ours(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, format!("\"{TAG}\"").as_bytes()).is_some()
}

/// Reads a file of messages.
pub fn parse(bytes: &[u8]) -> Result<Vec<SavedMessage>, FileWhy> {
    if bytes.len() > FILE_MOST {
        return Err(FileWhy::TooLarge);
    }
    if !is_ours(bytes) {
        return Err(FileWhy::Foreign);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        FileWhy::NotUtf8(1 + memchr::memchr_iter(b'\n', before).count())
    })?;
    let head: Head = serde_json::from_str(text).map_err(|error| why(&error))?;
    match head.version {
        Some(VERSION) => {}
        Some(_) => return Err(FileWhy::Version),
        None => return Err(FileWhy::Foreign),
    }
    serde_json::from_str::<Body>(text).map(|body| body.messages.0).map_err(|error| why(&error))
}

/// The file's bytes. The numbers of messages are left out where `ids` is false: another program gives its own.
pub fn write(messages: &[Arc<SavedMessage>], ids: bool) -> std::io::Result<Vec<u8>> {
    let mut out = format!("{{\"{TAG}\":{VERSION},\"messages\":[").into_bytes();
    for (at, message) in messages.iter().enumerate() {
        out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        if ids {
            serde_json::to_writer(&mut out, &**message)?;
        } else {
            serde_json::to_writer(&mut out, &SavedMessage { id: 0, ..(**message).clone() })?;
        }
    }
    out.extend_from_slice(b"\n]}\n");
    Ok(out)
}

/// How many bytes a message takes in the file, or a few more.
pub fn size_of(message: &SavedMessage) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(2);
    match serde_json::to_writer(&mut count, message) {
        // An id and a key may be given later.
        Ok(()) => count.0 + 40,
        Err(_) => usize::MAX / MOST,
    }
}

#[derive(Deserialize)]
struct Head {
    #[serde(rename = "sockscope-messages")]
    version: Option<u64>,
    #[serde(default, rename = "messages")]
    _messages: IgnoredAny,
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    messages: Limited,
}

/// No more than [`MOST`]: a file of 16 MiB could have millions.
#[derive(Default)]
struct Limited(Vec<SavedMessage>);

const TOO_MANY: &str = "too many messages";

impl<'de> Deserialize<'de> for Limited {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Limited;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of messages")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Limited, A::Error> {
                let mut messages = Vec::new();
                while let Some(message) = seq.next_element()? {
                    if messages.len() == MOST {
                        return Err(serde::de::Error::custom(TOO_MANY));
                    }
                    messages.push(message);
                }
                Ok(Limited(messages))
            }
        }
        deserializer.deserialize_seq(List)
    }
}

fn why(error: &serde_json::Error) -> FileWhy {
    match error.classify() {
        Category::Eof => FileWhy::CutShort(error.line()),
        Category::Io | Category::Syntax => FileWhy::Syntax(error.line(), error.column()),
        Category::Data => {
            let words = error.to_string();
            if words.starts_with(TOO_MANY) {
                return FileWhy::TooMany;
            }
            let place = format!(" at line {} column {}", error.line(), error.column());
            FileWhy::Value(error.line(), words.strip_suffix(&place).unwrap_or(&words).to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{RepeatPlan, SHORTEST_REPEAT, SendCall};
    use crate::bytes::{Encoding, Form, LineEnding, Recipe};
    use proptest::prelude::*;
    use std::time::Duration;

    #[test]
    fn a_file_as_people_write_it() {
        let file = r#"{ "made by": "hand", "sockscope-messages": 1,
            "messages": [
                { "name": "心跳", "recipe": { "form": "hex", "text": "00 01", "ending": "crlf", "later": {} },
                  "call": "sendall", "repeat": { "every_ms": 500 }, "pause_ms": 1.5, "key": 3, "colour": "red" },
                {}
            ] }"#;
        let messages = parse(file.as_bytes()).unwrap();
        assert_eq!(messages.len(), 2);
        let first = &messages[0];
        assert_eq!((first.name.as_str(), first.call, first.key), ("心跳", SendCall::SendAll, Some(3)));
        assert_eq!((first.recipe.form, first.recipe.text.as_str()), (Form::Hex, "00 01"));
        assert_eq!(first.repeat, Some(RepeatPlan { every: Duration::from_millis(500), count: None }));
        assert_eq!(first.pause, Duration::from_micros(1500));
        assert_eq!(messages[1], SavedMessage::default());
    }

    #[test]
    fn a_file_as_we_write_it_has_a_message_a_line() {
        let message = SavedMessage {
            id: 7,
            name: "读保持寄存器".into(),
            recipe: Recipe { form: Form::Hex, text: "01 03".into(), ..Recipe::default() },
            pause: Duration::from_millis(20),
            ..SavedMessage::default()
        };
        let list = [Arc::new(message), Arc::new(SavedMessage::default())];
        let text = String::from_utf8(write(&list, false).unwrap()).unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!((lines[0], lines[3]), (r#"{"sockscope-messages":1,"messages":["#, "]}"));
        assert!(
            lines[1].starts_with(r#"{"name":"读保持寄存器","recipe":{"form":"hex","text":"01 03""#),
            "{}",
            lines[1]
        );
        assert!(lines[1].ends_with(r#""call":"send","pause_ms":20},"#), "{}", lines[1]);
        assert!(!text.contains("\"id\""));
        assert_eq!(parse(&write(&list, true).unwrap()).unwrap()[0], *list[0]);
    }

    #[test]
    fn damaged_and_foreign_files_are_refused_with_line_and_reason() {
        let tagged = |rest: &str| format!("{{\"sockscope-messages\":1,\n{rest}").into_bytes();
        let value = |line, why: &str| FileWhy::Value(line, why.to_owned());
        for (file, why) in [
            (b"".to_vec(), FileWhy::Foreign),
            (b"\x89PNG".to_vec(), FileWhy::Foreign),
            (b"{\"messages\":[]}".to_vec(), FileWhy::Foreign),
            (b"{\"note\":\"\\\"sockscope-messages\\\"\"}".to_vec(), FileWhy::Foreign),
            (
                b"[\"sockscope-messages\"]".to_vec(),
                value(1, "invalid type: string \"sockscope-messages\", expected u64"),
            ),
            (b"{\"sockscope-messages\":2,\"messages\":7}".to_vec(), FileWhy::Version),
            (b"{\"sockscope-messages\":null}".to_vec(), FileWhy::Foreign),
            (tagged("\"messages\":["), FileWhy::CutShort(2)),
            (tagged("\"messages\":[{\"name\":\"a"), FileWhy::CutShort(2)),
            (tagged("\"messages\":[\n{\"name\":tru}]}"), FileWhy::Syntax(3, 12)),
            (tagged("\"messages\":[]}\n}"), FileWhy::Syntax(3, 1)),
            (tagged("\"messages\":[{\"key\":300}]}"), value(2, "invalid value: integer `300`, expected u8")),
            (
                tagged("\"messages\":[\n\n{\"recipe\":{\"form\":\"morse\"}}]}"),
                value(4, "unknown variant `morse`, expected `text` or `hex`"),
            ),
            ([tagged("\"messages\":[{\"name\":\"a").as_slice(), b"\xff\"}]}"].concat(), FileWhy::NotUtf8(2)),
            (vec![b' '; FILE_MOST + 1], FileWhy::TooLarge),
            (tagged(&format!("\"messages\":[{}{{}}]}}", "{},".repeat(MOST))), FileWhy::TooMany),
            (tagged(&"[".repeat(100_000)), FileWhy::Syntax(2, 1)),
        ] {
            let found = parse(&file);
            let start = String::from_utf8_lossy(&file).chars().take(80).collect::<String>();
            match (&found, &why) {
                (Err(FileWhy::Value(line, _)), FileWhy::Value(wanted, words)) if words.contains("morse") => {
                    assert_eq!(line, wanted, "{start}");
                }
                _ => assert_eq!(found, Err(why), "{start}"),
            }
        }
        let pause = |millis: &str| parse(&tagged(&format!("\"messages\":[{{\"pause_ms\":{millis}}}]}}")));
        assert!(matches!(pause("-1"), Err(FileWhy::Value(2, _))));
        assert!(matches!(pause("1e300"), Err(FileWhy::Value(2, _))));
    }

    fn time(least: Duration) -> impl Strategy<Value = Duration> {
        prop_oneof![
            (least.as_nanos() as u64..86_400_000_000_000).prop_map(Duration::from_nanos),
            (1..100_000_u64).prop_map(Duration::from_millis),
        ]
    }

    fn recipe() -> impl Strategy<Value = Recipe> {
        let forms = prop_oneof![Just(Form::Text), Just(Form::Hex)];
        let endings = prop_oneof![Just(LineEnding::None), Just(LineEnding::CrLf), Just(LineEnding::Nul)];
        let encodings = proptest::sample::select(Encoding::ALL);
        (forms, any::<String>(), encodings, endings).prop_map(|(form, text, encoding, ending)| {
            let mut recipe = Recipe { text, ..Recipe::default() };
            (recipe.form, recipe.encoding, recipe.ending) = (form, encoding, ending);
            recipe
        })
    }

    fn message() -> impl Strategy<Value = SavedMessage> {
        let repeat = (time(SHORTEST_REPEAT), proptest::option::of(1..=u64::MAX));
        let repeat = proptest::option::of(repeat.prop_map(|(every, count)| RepeatPlan { every, count }));
        let calls = prop_oneof![Just(SendCall::Send), Just(SendCall::SendAll), Just(SendCall::SendTo)];
        let words = (any::<String>(), "[^\\p{C}]{0,8}", any::<String>());
        let pause = prop_oneof![Just(Duration::ZERO), time(Duration::ZERO)];
        (any::<u64>(), words, recipe(), calls, repeat, pause, proptest::option::of(1..=9_u8)).prop_map(
            |(id, (name, folder, note), recipe, call, repeat, pause, key)| SavedMessage {
                id,
                name,
                folder,
                note,
                recipe,
                call,
                repeat,
                pause,
                key,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(messages in proptest::collection::vec(message(), 0..6)) {
            let list: Vec<_> = messages.iter().cloned().map(Arc::new).collect();
            let bytes = write(&list, true).unwrap();
            prop_assert!(bytes.len() <= 64 + list.iter().map(|message| size_of(message)).sum::<usize>());
            prop_assert_eq!(parse(&bytes).unwrap(), messages);
        }

        #[test]
        fn nothing_that_a_file_holds_ends_the_program(at in 0..300_usize, byte in any::<u8>(), cut in any::<bool>()) {
            let message = SavedMessage { name: "名".into(), key: Some(4), ..SavedMessage::default() };
            let mut bytes = write(&[Arc::new(message)], true).unwrap();
            if cut {
                bytes.truncate(at);
            } else if let Some(found) = bytes.get_mut(at) {
                *found = byte;
            }
            if let Err(why) = parse(&bytes) {
                let words = crate::locale::words(crate::locale::Language::English, &why.words());
                prop_assert!(words.len() > 1, "{}", words);
            }
        }
    }
}
