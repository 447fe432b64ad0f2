//! The examples that come with the program.

/// One example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The side of its sockets.
    pub name: &'static str,
    /// The key of its title.
    pub title_key: &'static str,
    /// The script.
    pub text: &'static str,
}

macro_rules! examples {
    ($($name:literal: $key:literal),* $(,)?) => {
        /// Every example, the simplest first.
        pub const EXAMPLES: &[Example] = &[$(Example {
            name: $name,
            title_key: $key,
            text: include_str!(concat!("../../../assets/examples/", $name, ".jsonl")),
        }),*];
    };
}

examples! {
    "1-web-get": "scripts-example-web",
    "2-accept-print": "scripts-example-accept",
    "3-chat-chinese": "scripts-example-chat",
    "4-udp-echo": "scripts-example-udp",
    "5-unix-seqpacket": "scripts-example-unix",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script;

    #[test]
    fn every_example_is_a_script_without_a_note() {
        for example in EXAMPLES {
            let reading = script::read(example.text.as_bytes()).unwrap();
            assert!(reading.notes.is_empty() && reading.script.cases.len() == 1, "{}", example.name);
            assert!(crate::locale::has(example.title_key), "{}", example.name);
        }
    }
}
