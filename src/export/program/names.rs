//! The session's names as identifiers, each once in a program.

use std::collections::HashSet;

/// The identifiers that a program has.
#[derive(Debug, Default)]
pub struct Names {
    used: HashSet<String>,
}

impl Names {
    /// With words that no variable may be called.
    pub fn without(words: &[&str]) -> Self {
        Self { used: words.iter().map(|word| (*word).to_owned()).collect() }
    }

    /// An identifier like this text that nothing else has.
    pub fn fresh(&mut self, text: &str) -> String {
        let base = identifier(text);
        let mut name = base.clone();
        for number in 2.. {
            if self.used.insert(name.clone()) {
                break;
            }
            name = format!("{base}{}{number}", if base.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" });
        }
        name
    }
}

/// A text as an identifier of Python and of C (UAX #31): letters that look the same after NFKC stay, so that no two
/// names that differ become one; all else is an underscore.
fn identifier(text: &str) -> String {
    let mut name: String =
        text.chars().take(40).map(|c| if is_letter(c) || c.is_ascii_digit() { c } else { '_' }).collect();
    if !name.starts_with(is_letter) || name.starts_with('_') {
        name.insert_str(0, "s_");
    }
    let name = name.trim_end_matches('_');
    if name == "s" && text != "s" { "socket_".to_owned() } else { name.to_owned() }
}

fn is_letter(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | '_' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | 'Α'..='Ρ' | 'Σ'..='Ω' | 'α'..='ρ' | 'σ'..='ω'
        | 'А'..='я' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

#[test]
fn identifiers() {
    for (text, name) in [
        ("srv", "srv"),
        ("小明", "小明"),
        ("server/conn~1", "server_conn_1"),
        ("1st", "s_1st"),
        ("_x", "s__x"),
        ("a-b", "a_b"),
        ("ﬁ", "socket_"),
        ("!", "socket_"),
        ("s", "s"),
    ] {
        assert_eq!(identifier(text), name);
    }
    let mut names = Names::without(&["if"]);
    let all: Vec<String> = ["s", "s", "if", "s2", "s2"].map(|text| names.fresh(text)).into();
    assert_eq!(all, ["s", "s2", "if2", "s2_2", "s2_3"]);
}
