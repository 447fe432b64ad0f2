//! The Fluent files, parsed once.

use super::{Arg, Language, Message};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::HashMap;
use std::sync::OnceLock;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        const FILES: [&[(&str, &str)]; 2] = [
            &[$(($name, include_str!(concat!("../../assets/locales/en/", $name, ".ftl")))),*],
            &[$(($name, include_str!(concat!("../../assets/locales/zh-CN/", $name, ".ftl")))),*],
        ];
    };
}

files![
    "window",
    "calls",
    "families",
    "sockets",
    "log",
    "data",
    "inspector",
    "options",
    "groups",
    "errors",
    "doctor",
    "session",
    "settings",
    "composer",
    "messages",
    "sending",
    "keys",
    "line",
    "connect",
    "clients",
    "program",
    "script",
    "scripts",
    "export",
    "reading",
    "recording",
    "finding",
    "comparing",
    "import",
    "masking",
    "copying",
    "stepping",
    "notes",
    "selection",
    "back",
    "timeline",
    "sentence",
    "boundaries",
    "fields",
    "machine",
    "ports",
    "kernel",
    "charts",
];

type Bundle = FluentBundle<FluentResource>;

fn bundle(language: Language) -> &'static Bundle {
    static BUNDLES: OnceLock<[Bundle; 2]> = OnceLock::new();
    &BUNDLES.get_or_init(|| Language::ALL.map(load))[language as usize]
}

fn load(language: Language) -> Bundle {
    let tag = language.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Direction marks around arguments would show as signs, and both languages run left to right.
    bundle.set_use_isolating(false);
    for (name, source) in FILES[language as usize] {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                tracing::error!(name, ?errors, "a locale file has errors");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(name, ?errors, "a locale key stands twice");
        }
    }
    bundle
}

pub(super) fn has(language: Language, key: &str) -> bool {
    bundle(language).has_message(key)
}

pub(super) fn format(language: Language, message: &Message) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(message.key()).and_then(|found| found.value()) else {
        return "?".to_owned();
    };
    let mut args = FluentArgs::new();
    for (name, value) in message.args() {
        let value = match value {
            Arg::Text(text) => FluentValue::from(text.as_str()),
            Arg::Number(number) => FluentValue::from(*number),
            Arg::Message(inner) => FluentValue::from(super::words(language, inner)),
        };
        args.set(*name, value);
    }
    bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
}

/// Every message of a language that needs no arguments.
pub(super) fn plain_texts(language: Language) -> HashMap<String, String> {
    let bundle = bundle(language);
    keys(language)
        .into_iter()
        .filter_map(|key| {
            let pattern = bundle.get_message(&key)?.value()?;
            let text = bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
            Some((key, text))
        })
        .collect()
}

fn keys(language: Language) -> Vec<String> {
    let lines = FILES[language as usize].iter().flat_map(|(_, source)| source.lines());
    lines.filter_map(|line| key_of_line(line).map(str::to_owned)).collect()
}

fn key_of_line(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    let is_key = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    is_key.then_some(key)
}

#[cfg(test)]
pub(super) fn keys_with_arguments(language: Language) -> std::collections::BTreeMap<String, Vec<String>> {
    let mut found = std::collections::BTreeMap::<String, Vec<String>>::new();
    let mut current = String::new();
    for line in FILES[language as usize].iter().flat_map(|(_, source)| source.lines()) {
        if let Some(key) = key_of_line(line) {
            current = key.to_owned();
            assert!(found.insert(current.clone(), Vec::new()).is_none(), "{key} stands twice in {}", language.tag());
        }
        for (_, rest) in line.match_indices('$').map(|(at, _)| line.split_at(at + 1)) {
            let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if let Some(arguments) = found.get_mut(&current)
                && !arguments.contains(&name)
            {
                arguments.push(name);
                arguments.sort();
            }
        }
    }
    found
}

/// Calls `each` with every literal key that the sources hand to `t("…")`, `Message::new("…")` or `text(…, "…")`.
#[cfg(test)]
pub(super) fn keys_in_sources(each: &mut dyn FnMut(&str, &str)) {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let opening = ["t(\"", "Message::new(\"", "say(\""];
            for start in opening.iter().flat_map(|open| source.match_indices(open).map(|(at, o)| at + o.len())) {
                let before = source[..start].chars().rev().nth(3).unwrap_or(' ');
                let key: String = source[start..].chars().take_while(|c| *c != '"').collect();
                let is_key =
                    key.contains('-') && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
                if is_key && !(before.is_alphanumeric() && source[..start].ends_with("t(\"")) {
                    each(&path.display().to_string(), &key);
                }
            }
        }
    }
}
