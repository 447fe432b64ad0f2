//! The two languages. Rooms below `ui` hand out a [`Message`] (a key with arguments); only the window turns it into words.
//!
//! The texts are Fluent files in `assets/locales`, one a panel and language, built into the program.

mod catalogue;
mod message;

pub use message::{Arg, Message};

use std::collections::HashMap;
use std::sync::OnceLock;

/// A language of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Language {
    /// English, which is also what an unknown system language gets.
    #[default]
    #[serde(rename = "en")]
    English,
    /// 简体中文.
    #[serde(rename = "zh-CN")]
    Chinese,
}

impl Language {
    /// Every language, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// The language's own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// The language of the system, or English.
    pub fn of_system() -> Self {
        sys_locale::get_locale().map_or(Self::English, |tag| Self::from_tag(&tag))
    }

    /// `zh`, `zh_CN.UTF-8`, `zh-Hans-SG`… are Chinese; everything else is English.
    pub fn from_tag(tag: &str) -> Self {
        let first = tag.split(['-', '_', '.']).next().unwrap_or(tag);
        if first.eq_ignore_ascii_case("zh") { Self::Chinese } else { Self::English }
    }
}

/// The text of a key without arguments. An unknown key comes back as `?`, which a test makes impossible for keys
/// that stand in the sources.
pub fn text(language: Language, key: &str) -> &'static str {
    static PLAIN: OnceLock<[HashMap<String, String>; 2]> = OnceLock::new();
    let plain = PLAIN.get_or_init(|| Language::ALL.map(catalogue::plain_texts));
    plain[language as usize].get(key).map_or("?", String::as_str)
}

/// Whether both languages have this key.
pub fn has(key: &str) -> bool {
    Language::ALL.into_iter().all(|language| catalogue::has(language, key))
}

/// The words of a message.
pub fn words(language: Language, message: &Message) -> String {
    if message.args().is_empty() {
        return text(language, message.key()).to_owned();
    }
    catalogue::format(language, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_arguments() {
        let [english, chinese] = Language::ALL.map(catalogue::keys_with_arguments);
        for (key, arguments) in &english {
            assert_eq!(chinese.get(key), Some(arguments), "{key} in zh-CN");
        }
        for key in chinese.keys() {
            assert!(english.contains_key(key), "{key} is in zh-CN only");
        }
    }

    #[test]
    fn every_key_in_the_sources_exists() {
        let mut missing = Vec::new();
        catalogue::keys_in_sources(&mut |file, key| {
            if !has(key) {
                missing.push(format!("{file}: {key}"));
            }
        });
        assert!(missing.is_empty(), "no text for\n{}", missing.join("\n"));
    }

    #[test]
    fn numbers_take_their_plural() {
        let message = |n: i64| Message::new("count-calls").with("n", n);
        assert_eq!(words(Language::English, &message(1)), "1 call");
        assert_eq!(words(Language::English, &message(2)), "2 calls");
        assert_eq!(words(Language::Chinese, &message(2)), "2 次调用");
    }

    #[test]
    fn system_tags() {
        for (tag, language) in [
            ("zh_CN.UTF-8", Language::Chinese),
            ("zh-Hans", Language::Chinese),
            ("en-GB", Language::English),
            ("de", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }
}
