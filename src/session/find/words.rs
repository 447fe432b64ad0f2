//! A query's text cut into terms: quotes, slashes, hex groups and the sign for *not*.

/// The words that may stand before a colon.
pub const KEYS: [&str; 11] = ["hex", "re", "socket", "call", "errno", "addr", "dir", "t", "size", "note", "text"];

/// One term as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins, in characters.
    pub at: usize,
    pub negated: bool,
    /// One of [`KEYS`]; none for a plain word.
    pub key: Option<&'static str>,
    /// What follows, quotes taken off.
    pub value: String,
    /// It stood in quotes.
    pub quoted: bool,
    /// What follows the closing slash of `re:/…/`.
    pub flags: String,
}

/// Reads characters with their places.
struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        let fits = self.peek().is_some_and(wanted);
        self.at += usize::from(fits);
        fits
    }

    /// Up to the next space.
    fn word(&mut self) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek().filter(|c| !c.is_whitespace()) {
            out.push(c);
            self.at += 1;
        }
        out
    }

    /// Up to `end`, which a backslash can keep; or to the end of the text. The backslash before anything else stays.
    fn until(&mut self, end: char, keeps: &[char]) -> String {
        let mut out = String::new();
        while let Some(c) = self.next() {
            if c == end {
                break;
            }
            match self.peek() {
                Some(next) if c == '\\' && keeps.contains(&next) => {
                    out.push(next);
                    self.at += 1;
                }
                // `\\` in a regular expression is its own: the second does not keep a slash.
                Some('\\') if c == '\\' => {
                    out.push_str("\\\\");
                    self.at += 1;
                }
                _ => out.push(c),
            }
        }
        out
    }

    fn spaces(&mut self) {
        while self.take_if(char::is_whitespace) {}
    }

    /// The key at this place, where there is one; read then, with its colon.
    fn key(&mut self) -> Option<&'static str> {
        let rest = self.chars.get(self.at..)?;
        let fits = |key: &&&str| {
            let len = key.len();
            let same = rest.iter().zip(key.chars()).filter(|(a, b)| a.eq_ignore_ascii_case(b)).count() == len;
            same && matches!(rest.get(len), Some(':' | '：'))
        };
        let key = *KEYS.iter().find(fits)?;
        self.at += key.len() + 1;
        Some(key)
    }

    /// Groups of hex digits side by side.
    fn hex(&mut self) -> String {
        let mut out = self.word();
        loop {
            let before = self.at;
            self.spaces();
            let word = self.word();
            if !is_hex_group(&word) {
                self.at = before;
                return out;
            }
            out.push(' ');
            out.push_str(&word);
        }
    }
}

fn is_hex_group(word: &str) -> bool {
    let digits = word.trim_end_matches([',', ';']);
    let digits = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("\\x")).unwrap_or(digits);
    !digits.is_empty() && digits.len().is_multiple_of(2) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Cuts a query's text. Anything is something: what is wrong with a piece is found later.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0 };
    let mut out = Vec::new();
    loop {
        reader.spaces();
        let at = reader.at;
        if reader.peek().is_none() {
            return out;
        }
        let negated = reader.take_if(|c| c == '-');
        let key = reader.key();
        let (value, mut quoted, mut flags);
        (quoted, flags) = (false, String::new());
        match (key, reader.peek()) {
            (Some("re"), Some('/')) => {
                reader.at += 1;
                value = reader.until('/', &['/']);
                flags = reader.word();
            }
            (_, Some('"')) => {
                reader.at += 1;
                value = reader.until('"', &['"', '\\']);
                quoted = true;
            }
            (Some("hex"), Some(_)) => value = reader.hex(),
            _ => value = reader.word(),
        }
        out.push(Piece { at, negated, key, value, quoted, flags });
    }
}
